/** Typed reading of a result row. A wrong type here is a bug in the SQL, so it throws. */
import type { Row } from '#engine/engine.ts';

export function numberOrNullAt(row: Row, column: string): number | null {
  const value = row[column];
  if (value === null || typeof value === 'number') return value;
  throw new TypeError(`${column} is ${typeof value}, expected a number`);
}

export function numberAt(row: Row, column: string): number {
  const value = numberOrNullAt(row, column);
  if (value === null) throw new TypeError(`${column} is missing`);
  return value;
}

export function textOrNullAt(row: Row, column: string): string | null {
  const value = row[column];
  if (value === null || typeof value === 'string') return value;
  throw new TypeError(`${column} is ${typeof value}, expected text`);
}

export function textAt(row: Row, column: string): string {
  const value = textOrNullAt(row, column);
  if (value === null) throw new TypeError(`${column} is missing`);
  return value;
}
