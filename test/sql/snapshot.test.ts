import { readFileSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '#engine/engine.ts';
import { startNativeEngine } from '#engine/native.ts';
import { createNodeEngine } from '#engine/node.ts';
import { METRIC_IDS } from '#metrics/registry.ts';
import { change } from '#queries/change.ts';
import { checkFailures } from '#queries/check-results.ts';
import { metricValues } from '#queries/metric-values.ts';
import { outcomeMatrix } from '#queries/outcome-matrix.ts';
import { reportsBehind } from '#queries/reports-behind.ts';
import { folderFetchFile, loadPackageFromFolder } from '#sources/read-folder.ts';
import { loadWarehouse } from '#warehouse/load.ts';
import { PART_TABLES } from '#warehouse/packing.ts';
import {
  fetchSnapshot,
  openSnapshot,
  partFile,
  partsNeeded,
  type Rebuild,
  SNAPSHOT_FILE,
  type Snapshot,
} from '#warehouse/snapshot.ts';
import type { Warehouse } from '#warehouse/warehouse.ts';
import { announceSnapshot } from '../../src/cli/announce-snapshot.ts';
import { buildSnapshot } from '../../src/cli/build-snapshot.ts';
import { makeSyntheticPackage } from '../../src/cli/synthetic/make-package.ts';
import { writeDatapackage } from '../../src/cli/write-datapackage.ts';
import { contents } from '../support/contents.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Lines of the mini fixture's regions.csv, without the header. */
const REGIONS =
  readFileSync(join(ROOT, 'test/fixtures/mini/regions.csv'), 'utf8').trim().split('\n').length - 1;

let folder: string;
let engine: Engine;

beforeAll(async () => {
  engine = await createNodeEngine();
});
afterAll(() => engine.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'snapshot-'));
});
afterEach(() => rm(folder, { recursive: true }));

/** A package as a site ships it: CSVs, descriptor and snapshot in one folder. */
async function ship(): Promise<Snapshot> {
  const snapshot = await buildSnapshot(folder, folder);
  await announceSnapshot(folder);
  return snapshot;
}

async function shipMini(): Promise<Snapshot> {
  await cp(join(ROOT, 'test/fixtures/mini'), folder, { recursive: true });
  await writeDatapackage(folder, { name: 'mini', title: { zh: '小样', en: 'Mini' } });
  return ship();
}

async function open(fetched: Awaited<ReturnType<typeof fetchSnapshot>>, into: Engine = engine) {
  if (fetched.fault !== undefined) throw new Error(`the snapshot is ${fetched.fault}`);
  return openSnapshot(into, fetched, 'test');
}

/** The package in the folder as its snapshot has it, and as its CSVs give it. */
async function bothWays() {
  const { descriptor, tables } = await loadPackageFromFolder(folder);
  const attached = await open(await fetchSnapshot(folderFetchFile(folder)));
  if (attached === null) throw new Error('the engine refuses the snapshot');
  const fromSnapshot = { ...attached, engine: null, contents: await contents(attached) };
  const loaded = await loadWarehouse(engine, tables, 'test');
  const [{ n: made } = {}] = await engine.query({
    name: 'tables',
    sql: "SELECT count(*) AS n FROM duckdb_tables() WHERE database_name = 'warehouse'",
  });
  expect(made).toBe(Object.values(PART_TABLES).flat().length);
  const fromCsv = { ...loaded, engine: null, contents: await contents(loaded) };
  expect(new Set(descriptor.resources.map(({ table }) => table)).size).toBe(5);
  return { fromSnapshot, fromCsv };
}

describe('the tables are the same from the snapshot and from the CSVs', () => {
  it('of the shipped sample', async () => {
    await cp(join(ROOT, 'data'), folder, { recursive: true });
    await ship();
    const { fromSnapshot, fromCsv } = await bothWays();
    expect(fromCsv.contents.size).toBe(1 + 9);
    expect(fromSnapshot).toEqual({ ...fromCsv, origin: 'snapshot' });
  }, 180_000);

  it('of a package whose reports break rules', async () => {
    await makeSyntheticPackage({
      out: folder,
      regionsFile: join(ROOT, 'data/regions.csv'),
      townships: 150,
      firstYear: 2019,
      lastYear: 2023,
      seed: 'snapshot',
      faultRate: 0.1,
      gzip: true,
    });
    await ship();
    const { fromSnapshot, fromCsv } = await bothWays();
    expect(fromCsv.contents.size).toBe(1 + 9);
    expect(fromSnapshot).toEqual({ ...fromCsv, origin: 'snapshot' });
  });

  it('of a package with a table in several files, and it is stale once one of them is another', async () => {
    await makeSyntheticPackage({
      out: folder,
      regionsFile: join(ROOT, 'data/regions.csv'),
      townships: 60,
      firstYear: 2019,
      lastYear: 2023,
      seed: 'files',
      faultRate: 0.1,
      gzip: false,
      largestFile: 100_000,
    });
    const { sources } = await ship();
    const paths = sources.flatMap(({ table, path }) => (table === 'disclosures' ? [path] : []));
    expect(paths.length).toBeGreaterThan(1);
    const { fromSnapshot, fromCsv } = await bothWays();
    expect(fromSnapshot).toEqual({ ...fromCsv, origin: 'snapshot' });
    const written = await Promise.all(paths.map((path) => readFile(join(folder, path), 'utf8')));
    const rows = written.reduce((sum, text) => sum + text.trimEnd().split('\n').length - 1, 0);
    expect(fromSnapshot.rows.disclosures).toBe(rows);
    await writeFile(join(folder, paths[1] ?? ''), await readFile(join(folder, paths[0] ?? '')));
    await writeDatapackage(folder);
    expect((await fetchSnapshot(folderFetchFile(folder))).fault).toBe('stale');
  });

  it('of a package with rows that were set aside', async () => {
    await cp(join(ROOT, 'test/fixtures/mini'), folder, { recursive: true });
    const file = join(folder, 'applications.csv');
    const [header = '', first = '', ...rest] = (await readFile(file, 'utf8')).split('\n');
    await writeFile(file, [header, first.replace(/\d+$/, 'many'), ...rest].join('\n'));
    await writeDatapackage(folder, { name: 'mini', title: { zh: '小样', en: 'Mini' } });
    const { issues } = await ship();
    expect(issues).toEqual((await loadPackageFromFolder(folder)).issues);
    expect(issues.filter(({ severity }) => severity === 'error').length).toBeGreaterThan(0);
    const { fromSnapshot, fromCsv } = await bothWays();
    expect(fromCsv.contents.size).toBe(1 + 9);
    expect(fromSnapshot).toEqual({ ...fromCsv, origin: 'snapshot' });
  });
});

describe('a snapshot that must not be used is told from one that may', () => {
  const fault = async (options?: Parameters<typeof fetchSnapshot>[1]) =>
    (await fetchSnapshot(folderFetchFile(folder), options)).fault;

  async function rewrite(edit: (snapshot: Snapshot) => unknown): Promise<void> {
    const file = join(folder, SNAPSHOT_FILE);
    await writeFile(file, JSON.stringify(edit(JSON.parse(await readFile(file, 'utf8')) as Snapshot)));
  }

  it('a package that announces none has none', async () => {
    await shipMini();
    await writeDatapackage(folder);
    expect(await fault()).toBeUndefined();
    const text = await readFile(join(folder, 'datapackage.json'), 'utf8');
    const { snapshot: _, ...rest } = JSON.parse(text) as { snapshot: string };
    await writeFile(join(folder, 'datapackage.json'), JSON.stringify(rest));
    expect(await fault()).toBe('absent');
  });

  it('one announced that is not there is absent', async () => {
    await shipMini();
    await rm(join(folder, partFile('warehouse')));
    expect(await fault()).toBe('absent');
    await rm(join(folder, SNAPSHOT_FILE));
    expect(await fault()).toBe('absent');
  });

  it('one made from other CSVs is stale', async () => {
    await shipMini();
    const file = join(folder, 'reviews.csv');
    await writeFile(file, `${await readFile(file, 'utf8')}\n`);
    await writeDatapackage(folder);
    expect(await fault()).toBe('stale');
  });

  it('CSVs replaced without their descriptor are told by their size', async () => {
    const { sources } = await shipMini();
    const sizes = new Map(sources.map(({ path, bytes }) => [path, bytes]));
    const sizeOf = async (path: string) => sizes.get(path) ?? null;
    expect(await fault({ sizeOf })).toBeUndefined();
    expect(await fault({ sizeOf: async () => undefined })).toBeUndefined();
    sizes.set('reviews.csv', 1);
    expect(await fault({ sizeOf })).toBe('stale');
    sizes.delete('reviews.csv');
    expect(await fault({ sizeOf })).toBe('stale');
  });

  it('one made by other statements is of another version', async () => {
    await shipMini();
    await rewrite((snapshot) => ({ ...snapshot, version: snapshot.version.replace(/.{4}$/, 'beef') }));
    expect(await fault()).toBe('other-version');
  });

  it('a database cut short, packed or unpacked, or changed by a bit is damaged', async () => {
    await shipMini();
    const file = join(folder, partFile('warehouse'));
    const packed = await readFile(file);
    await writeFile(file, packed.subarray(0, packed.length / 2));
    expect(await fault()).toBe('damaged');
    await writeFile(file, gunzipSync(packed).subarray(0, 5000));
    expect(await fault()).toBe('damaged');
    const bent = Buffer.from(packed);
    bent[bent.length - 6] = (bent[bent.length - 6] ?? 0) ^ 1;
    await writeFile(file, bent);
    expect(await fault()).toBe('damaged');
  });

  it('a snapshot.json that is no such thing is damaged', async () => {
    await shipMini();
    await writeFile(join(folder, SNAPSHOT_FILE), '<!doctype html><title>Start page</title>');
    expect(await fault()).toBe('damaged');
    await writeFile(join(folder, SNAPSHOT_FILE), '{"version": 1}');
    expect(await fault()).toBe('damaged');
  });

  it('a database a server has unpacked by itself is taken', async () => {
    await shipMini();
    const file = join(folder, partFile('warehouse'));
    await writeFile(file, gunzipSync(await readFile(file)));
    expect(await fault()).toBeUndefined();
  });
});

describe('the CSVs can be loaded after the engine has refused a snapshot', () => {
  async function replaceDatabase(database: Uint8Array): Promise<void> {
    const packed = gzipSync(database);
    await writeFile(join(folder, partFile('warehouse')), packed);
    const file = join(folder, SNAPSHOT_FILE);
    const snapshot = JSON.parse(await readFile(file, 'utf8')) as Snapshot;
    const warehouse = { bytes: packed.length, unpacked: database.length };
    await writeFile(file, JSON.stringify({ ...snapshot, parts: { ...snapshot.parts, warehouse } }));
  }

  /** Regions and origin of the warehouse there is after the snapshot was tried, and then the CSVs. */
  async function afterRefusal() {
    const attached = await open(await fetchSnapshot(folderFetchFile(folder)));
    const { tables } = await loadPackageFromFolder(folder);
    const { origin, rows } = await loadWarehouse(engine, tables, 'test');
    return { attached, origin, regions: rows.regions };
  }

  it('because it is no database', async () => {
    await shipMini();
    await replaceDatabase(new Uint8Array(300_000).fill(7));
    expect(await afterRefusal()).toEqual({ attached: null, origin: 'csv', regions: REGIONS });
  });

  it('because it is stored in a format of a later engine', async () => {
    await shipMini();
    const native = await startNativeEngine();
    const later = join(folder, 'later.duckdb');
    await native.query({ name: 'later', sql: `ATTACH '${later}' AS later (STORAGE_VERSION 'v1.5.0')` });
    await native.query({ name: 'fill', sql: 'CREATE TABLE later.t AS SELECT range AS i FROM range(100000)' });
    await native.query({ name: 'write', sql: 'CHECKPOINT later' });
    await native.query({ name: 'detach', sql: 'DETACH later' });
    await native.close();
    await replaceDatabase(await readFile(later));
    expect(await afterRefusal()).toEqual({ attached: null, origin: 'csv', regions: REGIONS });
  });

  it('because it holds fewer rows than it says', async () => {
    await shipMini();
    const file = join(folder, SNAPSHOT_FILE);
    const snapshot = JSON.parse(await readFile(file, 'utf8')) as Snapshot;
    await writeFile(
      file,
      JSON.stringify({ ...snapshot, rows: { ...snapshot.rows, reports: snapshot.rows.reports + 1 } }),
    );
    expect(await afterRefusal()).toEqual({ attached: null, origin: 'csv', regions: REGIONS });
  });
});

describe('later parts of a snapshot', () => {
  const ask = (of: Engine, sql: string) => of.query({ name: 'ask', sql });
  const REPORTS = 'SELECT count(*) AS n FROM dim_report';
  const CELLS = 'SELECT count(*) AS n FROM fact_review';

  /** The opened snapshot, and the parts that were fetched so far; none arrives before `delivery`. */
  async function openWatched(rebuild?: Rebuild, delivery?: Promise<void>) {
    const fetched = await fetchSnapshot(folderFetchFile(folder));
    if (fetched.fault !== undefined) throw new Error(`the snapshot is ${fetched.fault}`);
    const asked: string[] = [];
    const watched = {
      ...fetched,
      async fetchPart(part: Parameters<typeof fetched.fetchPart>[0]) {
        asked.push(part);
        await delivery;
        return fetched.fetchPart(part);
      },
    };
    const warehouse = await openSnapshot(engine, watched, 'test', undefined, rebuild);
    if (warehouse === null) throw new Error('the engine refuses the snapshot');
    return { asked, warehouse };
  }

  const rebuildFromCsv = async () => {
    const { tables } = await loadPackageFromFolder(folder);
    await loadWarehouse(engine, tables, 'test');
  };

  it('are told by the tables a statement names', () => {
    const needed = (sql: string) => partsNeeded({ sql });
    expect(needed('SELECT * FROM mart_report_year JOIN dim_region USING (area)')).toEqual([]);
    expect(needed('FROM DIM_REPORT')).toEqual(['reports']);
    expect(needed('FROM dim_report_of_another_name')).toEqual([]);
    expect(needed('FROM fact_review JOIN dim_report USING (report_key)')).toEqual(['reports', 'cells']);
  });

  it('are fetched once, when a statement first names one of their tables', async () => {
    await shipMini();
    const { asked, warehouse } = await openWatched();
    await ask(warehouse.engine, 'SELECT count(*) AS n FROM mart_report_year');
    expect(asked).toEqual([]);
    const counts = await Promise.all([1, 2].map(() => ask(warehouse.engine, REPORTS)));
    expect(counts).toEqual([[{ n: warehouse.rows.reports }], [{ n: warehouse.rows.reports }]]);
    expect(asked).toEqual(['reports']);
    expect(await ask(warehouse.engine, CELLS)).toEqual([{ n: warehouse.rows.reviews }]);
    expect(asked).toEqual(['reports', 'cells']);
  });

  it('are fetched again after the network has failed', async () => {
    await shipMini();
    const { warehouse } = await openWatched(rebuildFromCsv);
    const file = join(folder, partFile('reports'));
    const whole = await readFile(file);
    await rm(file);
    await mkdir(file);
    await expect(ask(warehouse.engine, REPORTS)).rejects.toThrow(/EISDIR/);
    await rm(file, { recursive: true });
    await writeFile(file, whole);
    expect(await ask(warehouse.engine, REPORTS)).toEqual([{ n: warehouse.rows.reports }]);
  });

  it('a question that is given up does not stop the fetching for others', async () => {
    await shipMini();
    const { asked, warehouse } = await openWatched();
    const controller = new AbortController();
    const { signal } = controller;
    const givenUp = warehouse.engine.query({ name: 'ask', sql: REPORTS }, { signal });
    const kept = ask(warehouse.engine, REPORTS);
    controller.abort();
    await expect(givenUp).rejects.toMatchObject({ name: 'AbortError' });
    expect(await kept).toEqual([{ n: warehouse.rows.reports }]);
    expect(asked).toEqual(['reports']);
  });

  it.each([
    ['missing', (file: string) => rm(file)],
    ['cut short', async (file: string) => writeFile(file, (await readFile(file)).subarray(0, 500))],
    ['another file', async (file: string) => writeFile(file, gzipSync(new Uint8Array(300_000).fill(7)))],
  ])('one that is %s gives way to the CSVs', async (_, spoil) => {
    await shipMini();
    const { warehouse } = await openWatched(rebuildFromCsv);
    await spoil(join(folder, partFile('reports')));
    expect(await ask(warehouse.engine, REPORTS)).toEqual([{ n: warehouse.rows.reports }]);
    expect(await ask(warehouse.engine, CELLS)).toEqual([{ n: warehouse.rows.reviews }]);
    const [{ n } = {}] = await ask(warehouse.engine, 'SELECT count(*) AS n FROM dim_region');
    expect(n).toBe(REGIONS);
  });

  it('are not attached to a package that was opened since', async () => {
    await shipMini();
    let deliver: (() => void) | undefined;
    const delivery = new Promise<void>((resolve) => {
      deliver = resolve;
    });
    const { asked, warehouse } = await openWatched(rebuildFromCsv, delivery);
    const late = ask(warehouse.engine, REPORTS);
    expect(asked).toEqual(['reports']);
    const { tables } = await loadPackageFromFolder(join(ROOT, 'data'));
    const { rows } = await loadWarehouse(engine, tables, 'other');
    deliver?.();
    await expect(late).rejects.toMatchObject({ name: 'AbortError' });
    await expect(ask(warehouse.engine, CELLS)).rejects.toMatchObject({ name: 'AbortError' });
    await expect(ask(warehouse.engine, 'FROM dim_year')).rejects.toMatchObject({ name: 'AbortError' });
    expect(await ask(engine, REPORTS)).toEqual([{ n: rows.reports }]);
    expect(rows.reports).not.toBe(warehouse.rows.reports);
  });

  it('other questions wait while the CSVs take their place', async () => {
    await shipMini();
    let begin: (() => void) | undefined;
    const begun = new Promise<void>((resolve) => {
      begin = resolve;
    });
    const { warehouse } = await openWatched(async () => {
      begin?.();
      await rebuildFromCsv();
    });
    await rm(join(folder, partFile('reports')));
    const reports = ask(warehouse.engine, REPORTS);
    await begun;
    const [{ n } = {}] = await ask(warehouse.engine, 'SELECT count(*) AS n FROM dim_region');
    expect(n).toBe(REGIONS);
    expect(await reports).toEqual([{ n: warehouse.rows.reports }]);
  });

  it('one of a site built anew in between is not mixed in', async () => {
    await shipMini();
    const { warehouse } = await openWatched();
    const file = join(folder, 'reviews.csv');
    await writeFile(file, (await readFile(file, 'utf8')).trimEnd().split('\n').slice(0, -1).join('\n'));
    await writeDatapackage(folder, { name: 'mini', title: { zh: '小样', en: 'Mini' } });
    const { parts } = await buildSnapshot(folder, folder);
    expect(parts.reports.unpacked).toBeGreaterThan(0);
    await expect(ask(warehouse.engine, REPORTS)).rejects.toThrow(/another snapshot|damaged/);
  });
});

describe('the snapshot of a province', () => {
  const SPEC = {
    metrics: METRIC_IDS,
    years: { from: 2019, to: 2023 },
    split: 'yearly',
    prose: true,
  } as const;

  it('answers for its province and what lies in it as that of the whole package does', async () => {
    await makeSyntheticPackage({
      out: folder,
      regionsFile: join(ROOT, 'data/regions.csv'),
      townships: 200,
      firstYear: 2019,
      lastYear: 2023,
      seed: 'provinces',
      faultRate: 0.1,
      gzip: true,
    });
    const { provinces } = await buildSnapshot(folder, folder, { byProvince: true });
    await announceSnapshot(folder);
    const codes = Object.keys(provinces ?? {});
    expect(codes.length).toBeGreaterThan(5);

    const answers = async (warehouse: Warehouse, code: string) => {
      const within = { region: code, years: SPEC.years };
      const behind = { metric: 'permits', ...within, prose: true, limit: 20 } as const;
      return {
        own: await metricValues(warehouse, { ...SPEC, region: code, by: 'region' }),
        children: await metricValues(warehouse, { ...SPEC, region: code, by: 'children' }),
        change: await change(warehouse, { metrics: METRIC_IDS, region: code, year: 2023, prose: true }),
        reports: await reportsBehind(warehouse, behind),
        outcomes: await outcomeMatrix(warehouse, within),
        checks: await checkFailures(warehouse, behind),
      };
    };
    const asked = codes.slice(0, 4);
    const whole = await open(await fetchSnapshot(folderFetchFile(folder)));
    if (whole === null) throw new Error('the engine refuses the snapshot');
    const expected = new Map<string, unknown>();
    for (const code of asked) expected.set(code, await answers(whole, code));
    for (const code of asked) {
      const part = await open(await fetchSnapshot(folderFetchFile(folder), { province: code }));
      if (part === null) throw new Error('the engine refuses the snapshot of a province');
      expect(await answers(part, code)).toEqual(expected.get(code));
      const sql = 'SELECT count(*) AS others FROM mart_report_year WHERE province_code <> $code';
      expect(await part.engine.query({ name: 'others', sql, params: { code } })).toEqual([{ others: 0 }]);
    }
  });

  it('is absent where the build made none', async () => {
    await shipMini();
    expect((await fetchSnapshot(folderFetchFile(folder), { province: '13' })).fault).toBe('absent');
  });
});
