/** A statement as a reader can run it elsewhere: its bound values written out as typed literals of DuckDB. */
import type { SqlScalar, Statement } from '#engine/engine.ts';

/** A value as the engine binds it: text as VARCHAR, whole numbers as BIGINT, other numbers as DOUBLE. */
export function sqlLiteral(value: SqlScalar): string {
  if (value === null) return 'NULL';
  if (typeof value === 'boolean') return value ? 'TRUE' : 'FALSE';
  // In single quotes DuckDB knows no escape but the doubled quote.
  if (typeof value === 'string') return `'${value.replaceAll("'", "''")}'::VARCHAR`;
  if (Number.isFinite(value)) {
    const type = Number.isSafeInteger(value) ? 'BIGINT' : 'DOUBLE';
    // A cast binds closer than the sign.
    return value < 0 ? `(${value})::${type}` : `${value}::${type}`;
  }
  return `'${Number.isNaN(value) ? 'NaN' : value > 0 ? 'Infinity' : '-Infinity'}'::DOUBLE`;
}

/** What may look like a parameter and is none: literals, quoted identifiers, comments. Then parameters. */
const PIECE = /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\/|\$([a-z_][a-z0-9_]*)/gi;

/**
 * The statement with literals in place of its parameters, ended by a semicolon. Throws where a parameter has
 * no value: such a script would not run.
 */
export function statementScript({ sql, params = {} }: Statement): string {
  const text = sql.replace(PIECE, (piece: string, name: string | undefined) => {
    if (name === undefined) return piece;
    const value = params[name];
    if (value === undefined) throw new RangeError(`$${name} has no value`);
    return sqlLiteral(value);
  });
  return `${text};\n`;
}
