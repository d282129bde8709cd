/**
 * `npm run bench -- [--runs N] [--csv-runs N] [--package DIR] [--date YYYY-MM-DD] [--out FILE]`: how long a visit takes
 * and how fast questions are answered, over the bundled sample and a synthetic package of the whole nation. Writes
 * docs/performance.md. Nothing else should run on the machine meanwhile; the load is written down with the figures.
 */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { cpus, loadavg, type as osType, release, tmpdir, totalmem } from 'node:os';
import { basename, dirname, extname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import * as v from 'valibot';
import { build } from 'vite';
import { DEFAULT_SEED, makeSyntheticPackage } from '../../src/cli/synthetic/make-package.ts';
import { serveStatic } from '../support/static-server.ts';
import { compareEngines } from './answers.ts';
import { type Load, measureLoad } from './loads.ts';
import { performanceText, type Scenario } from './performance-text.ts';
import { questions } from './questions.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A province, one of its counties and one of that county's townships: 河北省, 涞水县, 其中口乡. */
const PLACES = { province: '13', county: '130623', township: '130623205' };

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '5' },
    'csv-runs': { type: 'string', default: '1' },
    package: { type: 'string', default: 'packages/synthetic-nation' },
    date: { type: 'string' },
    out: { type: 'string', default: 'docs/performance.md' },
  },
});

function runNode(args: readonly string[], env: NodeJS.ProcessEnv = process.env): void {
  const { status } = spawnSync(process.execPath, args, { cwd: ROOT, env, stdio: 'inherit' });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with exit code ${status}`);
}

/** The package with its snapshot; made when it is not there. */
async function ensurePackage(folder: string): Promise<void> {
  if (!existsSync(join(ROOT, folder, 'datapackage.json'))) {
    console.log(`making ${folder}: all townships, 2019-2025`);
    await makeSyntheticPackage({
      out: join(ROOT, folder),
      regionsFile: join(ROOT, 'data/regions.csv'),
      townships: undefined,
      firstYear: 2019,
      lastYear: 2025,
      seed: DEFAULT_SEED,
      faultRate: 0.01,
      gzip: true,
    });
  }
  runNode(['--import', 'tsx', 'src/cli/build-snapshot.ts', folder]);
}

/** Files worth compressing once for all visits, as a careful host does. What is gzipped already stays as it is. */
const COMPRESSIBLE = new Set(['.css', '.csv', '.html', '.js', '.json', '.svg', '.wasm']);

async function compress(folder: string): Promise<void> {
  const brotli = promisify(brotliCompress);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !COMPRESSIBLE.has(extname(entry.name))) continue;
    const file = join(entry.parentPath, entry.name);
    const content = await readFile(file);
    const params = { [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
    await writeFile(`${file}.br`, await brotli(content, { params }));
  }
}

/** Builds the site with the package, and the bench page beside it under `bench/`. */
async function buildSite(site: string, folder: string): Promise<void> {
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js');
  const production = { ...process.env, NODE_ENV: 'production' };
  runNode([vite, 'build', '--logLevel', 'error', '--outDir', site, '--emptyOutDir'], production);
  for (const name of await readdir(join(site, 'packages'))) {
    if (name !== basename(folder)) await rm(join(site, 'packages', name), { recursive: true });
  }
  const bench = join(site, 'bench');
  await build({
    configFile: false,
    root: fileURLToPath(new URL('./page', import.meta.url)),
    base: './',
    logLevel: 'error',
    build: { outDir: bench, emptyOutDir: true },
  });
  await cp(join(site, folder), join(bench, folder), { recursive: true });
}

async function measure(
  name: string,
  folder: string,
  siteUrl: string,
  fromCsv: boolean,
  runs: number,
): Promise<Scenario> {
  const loads: Load[] = [];
  for (let run = 1; run <= runs; run += 1) {
    loads.push(await measureLoad({ siteUrl, folder, fromCsv }));
    console.log(`  ${name} ${run}/${runs}: ${Math.round(loads.at(-1)?.milestones['data-ready'] ?? 0)} ms`);
  }
  return { name, fromCsv, loads };
}

const Descriptor = v.object({ resources: v.array(v.object({ name: v.string(), rows: v.number() })) });

async function main(): Promise<void> {
  const [loadBefore = 0] = loadavg();
  const folder = values.package;
  await ensurePackage(folder);
  const site = await mkdtemp(join(tmpdir(), 'bench-site-'));
  try {
    console.log('building');
    await buildSite(site, folder);
    console.log('compressing');
    await compress(site);
    const server = await serveStatic(site);
    try {
      console.log('visits');
      const [runs, csvRuns] = [Number(values.runs), Number(values['csv-runs'])];
      const scenarios = [
        await measure('sample', 'data', server.url, false, runs),
        await measure('sample', 'data', server.url, true, csvRuns),
        await measure('nation', folder, server.url, false, runs),
        await measure('nation', folder, server.url, true, csvRuns),
      ];
      console.log('questions');
      const comparison = await compareEngines(
        `${server.url}bench/`,
        `${folder}/`,
        join(site, folder),
        questions({ ...PLACES, years: { from: 2019, to: 2025 } }),
      );
      const { resources } = v.parse(
        Descriptor,
        JSON.parse(await readFile(join(ROOT, folder, 'datapackage.json'), 'utf8')),
      );
      const [cpu] = cpus();
      const text = performanceText({
        date: values.date,
        machine: {
          cpu: cpu?.model.trim() ?? 'unknown',
          cores: cpus().length,
          memory: totalmem(),
          system: `${osType()} ${release()}`,
          node: process.version,
          loadBefore,
          loadAfter: loadavg()[0] ?? 0,
        },
        packageRows: Object.fromEntries(resources.map(({ name, rows }) => [name, rows])),
        scenarios,
        comparison,
      });
      await writeFile(resolve(ROOT, values.out), text);
      console.log(`${values.out} written`);
    } finally {
      await server.close();
    }
  } finally {
    await rm(site, { recursive: true, force: true });
  }
}

await main();
