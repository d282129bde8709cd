import type { Engine, Statement } from '#engine/engine.ts';

/** Runs the statements one after the other, `times` times; milliseconds of each time. */
export async function timeStatements(
  engine: Engine,
  statements: readonly Statement[],
  times: number,
): Promise<readonly number[]> {
  const spent: number[] = [];
  for (let run = 0; run < times; run += 1) {
    const start = performance.now();
    for (const statement of statements) await engine.query(statement);
    spent.push(performance.now() - start);
  }
  return spent;
}
