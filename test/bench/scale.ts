/** The same questions over the nation and over several times the nation. */
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { announceSnapshot } from '../../src/cli/announce-snapshot.ts';
import { buildSnapshot } from '../../src/cli/build-snapshot.ts';
import { DEFAULT_SEED, makeSyntheticPackage } from '../../src/cli/synthetic/make-package.ts';
import { serveStatic } from '../support/static-server.ts';
import { compareEngines } from './answers.ts';
import { measureReference, type ReferenceLoad } from './loads.ts';
import type { Question } from './questions.ts';
import { buildBenchPages, ROOT } from './site.ts';
import { median } from './statistics.ts';

export interface ScaleResult {
  readonly times: number;
  readonly reports: number;
  /** Seconds to make the package, and to validate it and build its snapshot. */
  readonly made: number;
  readonly built: number;
  /** Bytes of the CSVs, gzipped, and of the snapshot's files. */
  readonly csv: number;
  readonly snapshot: number;
  readonly loads: readonly ReferenceLoad[];
  readonly answers: readonly ScaleAnswer[];
}

export interface ScaleAnswer {
  readonly name: string;
  /** Medians in ms. */
  readonly browser: number;
  readonly native: number;
}

const LOADS = 3;

/** One size after the other; each package is deleted before the next is made. */
export async function measureScale(
  sizes: readonly number[],
  questions: readonly Question[],
): Promise<readonly ScaleResult[]> {
  const results: ScaleResult[] = [];
  for (const times of sizes) {
    const site = await mkdtemp(join(tmpdir(), 'bench-scale-'));
    try {
      results.push(await measureSize(times, site, questions));
    } finally {
      await rm(site, { recursive: true, force: true });
    }
  }
  return results;
}

async function measureSize(
  times: number,
  site: string,
  questions: readonly Question[],
): Promise<ScaleResult> {
  await buildBenchPages(site);
  const folder = join(site, 'package');
  await mkdir(folder);
  console.log(`  ${times} times the nation: making the package`);
  const start = performance.now();
  const { reports } = await makeSyntheticPackage({
    out: folder,
    regionsFile: join(ROOT, 'data/regions.csv'),
    townships: undefined,
    times,
    firstYear: 2019,
    lastYear: 2025,
    seed: DEFAULT_SEED,
    faultRate: 0.01,
    gzip: true,
  });
  const made = performance.now() - start;
  console.log(`  ${times} times the nation: validating, building the snapshot`);
  const { sources, parts } = await buildSnapshot(folder, folder);
  await announceSnapshot(folder);
  const built = performance.now() - start - made;
  const server = await serveStatic(site);
  try {
    const loads: ReferenceLoad[] = [];
    for (let run = 0; run < LOADS; run += 1) loads.push(await measureReference(server.url, 'package'));
    const few = times > 1 ? { rounds: 3, times: 3 } : { rounds: 3, times: 5 };
    const comparison = await compareEngines(server.url, 'package/', folder, questions, few);
    return {
      times,
      reports,
      made: made / 1000,
      built: built / 1000,
      csv: sources.reduce((sum, { bytes }) => sum + bytes, 0),
      snapshot: Object.values(parts).reduce((sum, { bytes }) => sum + bytes, 0),
      loads,
      answers: comparison.answers.map(({ name, browser, native }) => ({
        name,
        browser: median(browser.later),
        native: median(native.later),
      })),
    };
  } finally {
    await server.close();
  }
}
