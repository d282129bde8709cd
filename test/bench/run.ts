/**
 * `npm run bench -- [--only PART,…] [--scale 1,3,10 [--again | --prepare]] [--runs N] [--csv-runs N] [--seed TEXT] [--site DIR] [--out FILE]`
 *
 * Measures the built site over the bundled sample and a synthetic package of the whole nation, in parts: `visits`,
 * `slow` (visits on a slow device), `returns` (second visits, with the network and without it), `questions`,
 * `interactions`, `partitions` (what a reader of one province fetches), and with `--scale` the questions over several
 * times the nation. Each part leaves its results in `test/bench/results/`; docs/performance.md is written from the last
 * results of all parts. Nothing else should run on the machine meanwhile; the load is written down with the figures.
 *
 * Of `scale` each size is kept as soon as it is measured, and not measured again while tables and questions are the same,
 * unless with `--again`. With `--prepare` its packages are made, which takes minutes, and nothing is measured.
 *
 * `--site DIR` measures a site built before by `--keep-site`, which leaves it where it says.
 */
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg, type as osType, release, totalmem } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { serveStatic } from '../support/static-server.ts';
import { compareEngines } from './answers.ts';
import { measureInteractions } from './interactions.ts';
import { measurePartitions } from './partitions.ts';
import { performanceText } from './performance-text.ts';
import { questions } from './questions.ts';
import { type Circumstances, PART_NAMES, type PartName, type PartResults, type Taken } from './results.ts';
import { measureReturns } from './returns.ts';
import { askedNow, measureSize } from './scale.ts';
import { ensureScalePackage } from './scale-package.ts';
import { buildSite, ensureNation, ROOT } from './site.ts';
import { measureSlowVisits } from './slow-visits.ts';
import { measureVisits } from './visits.ts';

const RESULTS = fileURLToPath(new URL('./results/', import.meta.url));

const NATION = 'packages/synthetic-nation';

/** A province, one of its counties and one of that county's townships: 河北省, 涞水县, 其中口乡. */
const PLACES = { province: '13', county: '130623', township: '130623205' };
const QUESTIONS = questions({ ...PLACES, years: { from: 2019, to: 2025 } });

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    scale: { type: 'string' },
    again: { type: 'boolean', default: false },
    prepare: { type: 'boolean', default: false },
    runs: { type: 'string', default: '5' },
    'csv-runs': { type: 'string', default: '1' },
    seed: { type: 'string', default: 'township' },
    site: { type: 'string' },
    'keep-site': { type: 'boolean', default: false },
    out: { type: 'string', default: 'docs/performance.md' },
  },
});

function partsAsked(): readonly PartName[] {
  const usual = PART_NAMES.filter((name) => name !== 'scale' || values.scale !== undefined);
  if (values.only === undefined) return usual;
  const asked = values.only.split(',');
  const unknown = asked.find((name) => !(PART_NAMES as readonly string[]).includes(name));
  if (unknown !== undefined) throw new RangeError(`--only ${unknown}: there is ${PART_NAMES.join(', ')}`);
  return PART_NAMES.filter((name) => asked.includes(name));
}

function circumstances(): Omit<Circumstances, 'loadAfter'> {
  const [cpu] = cpus();
  return {
    date: new Date().toISOString().slice(0, 10),
    cpu: cpu?.model.trim() ?? 'unknown',
    cores: cpus().length,
    memory: totalmem(),
    system: `${osType()} ${release()}`,
    node: process.version,
    loadBefore: loadavg()[0] ?? 0,
  };
}

/** Measures a part and keeps its results; another part's failure does not cost them. */
async function take<P extends PartName>(part: P, measure: () => Promise<PartResults[P]>): Promise<void> {
  console.log(part);
  const before = circumstances();
  const result = await measure();
  const taken: Taken<PartResults[P]> = {
    circumstances: { ...before, loadAfter: loadavg()[0] ?? 0 },
    result,
  };
  await mkdir(RESULTS, { recursive: true });
  await writeFile(join(RESULTS, `${part}.json`), `${JSON.stringify(taken, null, 1)}\n`);
}

/** Written by `take`, in the shape of its part. */
async function last<P extends PartName>(part: P): Promise<Taken<PartResults[P]> | undefined> {
  try {
    return JSON.parse(await readFile(join(RESULTS, `${part}.json`), 'utf8')) as Taken<PartResults[P]>;
  } catch {
    return undefined;
  }
}

const Descriptor = v.object({ resources: v.array(v.object({ name: v.string(), rows: v.number() })) });

async function nationRows(): Promise<Readonly<Record<string, number>>> {
  const text = await readFile(join(ROOT, NATION, 'datapackage.json'), 'utf8');
  const { resources } = v.parse(Descriptor, JSON.parse(text));
  return Object.fromEntries(resources.map(({ name, rows }) => [name, rows]));
}

async function measureSite(parts: readonly PartName[], site: string): Promise<void> {
  const runs = Number(values.runs);
  const server = await serveStatic(site);
  try {
    if (parts.includes('visits')) {
      await take('visits', () => measureVisits(server.url, NATION, runs, Number(values['csv-runs'])));
    }
    if (parts.includes('slow')) await take('slow', () => measureSlowVisits(server.url, NATION, runs));
    if (parts.includes('returns')) await take('returns', () => measureReturns(site, NATION, runs));
    if (parts.includes('questions')) {
      await take('questions', () =>
        compareEngines(`${server.url}bench/`, `${NATION}/`, join(site, NATION), QUESTIONS),
      );
    }
    if (parts.includes('interactions')) {
      await take('interactions', () => measureInteractions(server.url, NATION, values.seed));
    }
  } finally {
    await server.close();
  }
}

/** One size after the other, beside those measured before that can be set against it. */
async function takeScale(sizes: readonly number[]): Promise<void> {
  for (const times of sizes) {
    const { result: earlier = [] } = (await last('scale')) ?? {};
    const kept = earlier.filter(({ asked }) => asked === askedNow(QUESTIONS));
    if (!values.again && kept.some(({ made }) => made.times === times)) {
      console.log(`scale: ${times} times the nation was measured before`);
      continue;
    }
    await take('scale', async () => {
      const before = circumstances();
      const measured = await measureSize(times, QUESTIONS);
      const size = { ...measured, circumstances: { ...before, loadAfter: loadavg()[0] ?? 0 } };
      return [...kept.filter(({ made }) => made.times !== times), size].toSorted(
        (a, b) => a.made.times - b.made.times,
      );
    });
  }
}

async function main(): Promise<void> {
  const parts = partsAsked();
  if (values.prepare) {
    for (const times of (values.scale ?? '1,3,10').split(',')) await ensureScalePackage(Number(times));
    return;
  }
  await ensureNation(NATION);
  if (parts.includes('partitions')) {
    await take('partitions', () => measurePartitions(join(ROOT, NATION)));
  }
  if (parts.some((part) => part !== 'scale' && part !== 'partitions')) {
    const site = values.site ?? (await buildSite(NATION));
    try {
      await measureSite(parts, site);
    } finally {
      if (values['keep-site']) console.log(`the site is in ${site}`);
      else if (values.site === undefined) await rm(site, { recursive: true, force: true });
    }
  }
  if (parts.includes('scale')) {
    await takeScale((values.scale ?? '1,3,10').split(',').map(Number));
  }
  const text = performanceText(
    {
      visits: await last('visits'),
      slow: await last('slow'),
      returns: await last('returns'),
      questions: await last('questions'),
      interactions: await last('interactions'),
      partitions: await last('partitions'),
      scale: await last('scale'),
    },
    await nationRows(),
  );
  await writeFile(resolve(ROOT, values.out), text);
  console.log(`${values.out} written`);
}

await main();
