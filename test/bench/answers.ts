/** The dashboard's questions asked of the browser's engine and of native DuckDB, turn by turn, over one warehouse. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import type { Engine, Row, Statement } from '#engine/engine.ts';
import { startNativeEngine } from '#engine/native.ts';
import { nameTablesSql } from '#warehouse/load.ts';
import { SNAPSHOT_PARTS } from '#warehouse/packing.ts';
import { partFile } from '#warehouse/snapshot.ts';
import { launchChromium } from '../support/chromium.ts';
import { type Memory, memoryOf } from './loads.ts';
import type { Question } from './questions.ts';
import { timeStatements } from './time-statements.ts';

export interface Answered extends Question {
  /** Rows of all its statements. */
  readonly rows: number;
  /** Milliseconds of the first time and of the times after it. */
  readonly browser: Timing;
  readonly native: Timing;
}

export interface Timing {
  readonly first: number;
  readonly later: readonly number[];
}

export interface Comparison {
  readonly engines: { readonly browser: string; readonly native: string; readonly chromium: string };
  /** Where the browser's tables came from. */
  readonly origin: string;
  readonly answers: readonly Answered[];
  /** Of the tab when all questions had been asked. */
  readonly memory: Memory;
}

/** How often: `times` in a row, by turns in the browser and natively, `rounds` times over. */
export interface Repeats {
  readonly rounds: number;
  readonly times: number;
}

const USUAL: Repeats = { rounds: 3, times: 10 };

/**
 * `pageUrl`: the bench page, with the package in the folder `packageFolder` below it; `snapshotFolder`: that
 * package's snapshot on disk. Throws when the two engines answer differently.
 */
export async function compareEngines(
  pageUrl: string,
  packageFolder: string,
  snapshotFolder: string,
  questions: readonly Question[],
  { rounds, times: inARow }: Repeats = USUAL,
): Promise<Comparison> {
  const native = await openNative(snapshotFolder);
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.goto(pageUrl);
    const { engine, origin } = await page.evaluate((folder) => window.benchPage.open(folder), packageFolder);
    const inBrowser = (statements: readonly Statement[], times: number) =>
      page.evaluate(([asked, count]) => window.benchPage.time(asked, count), [statements, times] as const);

    const answers: Answered[] = [];
    for (const question of questions) {
      const { statements } = question;
      const times = { browser: [] as number[], native: [] as number[] };
      for (let round = 0; round < rounds; round += 1) {
        times.browser.push(...(await inBrowser(statements, inARow)));
        times.native.push(...(await timeStatements(native.engine, statements, inARow)));
      }
      let rows = 0;
      for (const statement of statements) {
        const here = await native.engine.query(statement);
        const there = await page.evaluate((asked) => window.benchPage.rows(asked), statement);
        assertSame(question.name, JSON.parse(there) as readonly Row[], here);
        rows += here.length;
      }
      answers.push({ ...question, rows, browser: timing(times.browser), native: timing(times.native) });
      console.log(`  ${question.name}`);
    }
    return {
      engines: { browser: engine, native: native.engine.version, chromium: browser.version() },
      origin,
      answers,
      memory: await memoryOf(browser, page),
    };
  } finally {
    await browser.close();
    await native.close();
  }
}

function timing([first = Number.NaN, ...later]: readonly number[]): Timing {
  return { first, later };
}

/** One thread, as the browser has; the database read-only from disk, and soon in its cache. */
async function openNative(snapshot: string): Promise<{ readonly engine: Engine; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'bench-database-'));
  const engine = await startNativeEngine(1);
  for (const part of SNAPSHOT_PARTS) {
    const file = join(folder, `${part}.duckdb`);
    await writeFile(file, gunzipSync(await readFile(join(snapshot, partFile(part)))));
    const place = file.replaceAll("'", "''");
    await engine.query({ name: 'attach', sql: `ATTACH '${place}' AS ${part} (READ_ONLY)` });
    if (part === 'warehouse') continue;
    for (const sql of nameTablesSql(part)) await engine.query({ name: 'name', sql });
  }
  await engine.query({ name: 'use', sql: 'USE warehouse' });
  return {
    engine,
    async close() {
      await engine.close();
      await rm(folder, { recursive: true });
    },
  };
}

function assertSame(name: string, there: readonly Row[], here: readonly Row[]): void {
  if (there.length !== here.length) {
    throw new Error(`${name}: ${there.length} rows in the browser, ${here.length} natively`);
  }
  for (const [index, row] of here.entries()) {
    for (const [column, value] of Object.entries(row)) {
      const other = there[index]?.[column];
      const same =
        typeof value === 'number' && typeof other === 'number'
          ? Math.abs(value - other) <= 1e-9 * Math.max(1, Math.abs(value))
          : value === other;
      if (!same)
        throw new Error(`${name}: row ${index}, ${column} is ${other} in the browser, ${value} natively`);
    }
  }
}
