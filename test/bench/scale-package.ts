/**
 * Several times the nation as a package with its snapshot, made once and kept: `npx tsx test/bench/scale-package.ts
 * TIMES FOLDER` in a process of its own, whose memory and processor time are noted beside the package.
 */
import { spawnSync } from 'node:child_process';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { snapshotVersion } from '#warehouse/snapshot.ts';
import { announceSnapshot } from '../../src/cli/announce-snapshot.ts';
import { buildSnapshot } from '../../src/cli/build-snapshot.ts';
import { DEFAULT_SEED, makeSyntheticPackage } from '../../src/cli/synthetic/make-package.ts';
import { ROOT } from './site.ts';

export interface ScalePackage {
  readonly times: number;
  /** Contracts and statements its snapshot was made by. */
  readonly version: string;
  readonly reports: number;
  readonly disclosures: number;
  /** Processor seconds to make the package; to validate it and to build its snapshot. */
  readonly made: number;
  readonly built: number;
  /** Resident memory of that process at its most, in bytes. */
  readonly peak: number;
  /** Bytes of the CSVs, gzipped, their number, and the bytes of the snapshot's files. */
  readonly csv: number;
  readonly csvFiles: number;
  readonly snapshot: number;
}

/** Kept between runs: the largest takes minutes to make and nothing of it depends on the code that is measured. */
const KEPT = join(ROOT, 'node_modules/.cache/bench-scale');

/** Last of all written into the folder: what is there is whole. */
const NOTE = 'scale.json';

/** The folder of the package, and what is known of it; made when it is not there or its snapshot is of another version. */
export async function ensureScalePackage(
  times: number,
): Promise<{ readonly folder: string; readonly made: ScalePackage }> {
  const folder = join(KEPT, `${times}`);
  const known = await noteOf(folder);
  if (known?.version === snapshotVersion()) return { folder, made: known };
  console.log(`  ${times} times the nation: making the package and its snapshot`);
  const script = fileURLToPath(import.meta.url);
  const { status } = spawnSync(process.execPath, ['--import', 'tsx', script, `${times}`, folder], {
    cwd: ROOT,
    stdio: 'inherit',
  });
  const made = await noteOf(folder);
  if (status !== 0 || made === undefined) throw new Error(`${times} times the nation was not made`);
  return { folder, made };
}

/** Written by `make`. */
async function noteOf(folder: string): Promise<ScalePackage | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, NOTE), 'utf8')) as ScalePackage;
  } catch {
    return undefined;
  }
}

async function make(times: number, folder: string): Promise<ScalePackage> {
  await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true });
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
  const made = processorSeconds();
  const { version, sources, parts, rows } = await buildSnapshot(folder, folder);
  await announceSnapshot(folder);
  return {
    times,
    version,
    reports,
    disclosures: rows.disclosures,
    made,
    built: processorSeconds() - made,
    peak: process.resourceUsage().maxRSS * 1024,
    csv: sources.reduce((sum, { bytes }) => sum + bytes, 0),
    csvFiles: sources.length,
    snapshot: Object.values(parts).reduce((sum, { bytes }) => sum + bytes, 0),
  };
}

function processorSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const [times, folder] = process.argv.slice(2);
  if (times === undefined || folder === undefined) throw new Error('give TIMES and FOLDER');
  await writeFile(join(folder, NOTE), JSON.stringify(await make(Number(times), folder)));
}
