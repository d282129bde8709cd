import { expect } from 'vitest';

/** A matcher: missing stays missing, a number may differ in its last bits. */
export function near(value: number | null): unknown {
  return value === null ? null : expect.closeTo(value, 10);
}
