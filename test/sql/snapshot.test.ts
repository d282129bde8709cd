import { readFileSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync, gzipSync } from 'node:zlib';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '#engine/engine.ts';
import { startNativeEngine } from '#engine/native.ts';
import { createNodeEngine } from '#engine/node.ts';
import { folderFetchFile, loadPackageFromFolder } from '#sources/read-folder.ts';
import { loadWarehouse } from '#warehouse/load.ts';
import {
  DATABASE_FILE,
  fetchSnapshot,
  openSnapshot,
  SNAPSHOT_FILE,
  type Snapshot,
} from '#warehouse/snapshot.ts';
import { announceSnapshot } from '../../src/cli/announce-snapshot.ts';
import { buildSnapshot } from '../../src/cli/build-snapshot.ts';
import { makeSyntheticPackage } from '../../src/cli/synthetic/make-package.ts';
import { writeDatapackage } from '../../src/cli/write-datapackage.ts';

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

interface Column {
  readonly table: string;
  readonly name: string;
  readonly type: string;
}

/** Every column of the warehouse, in order. */
async function columns(): Promise<readonly Column[]> {
  const rows = await engine.query({
    name: 'columns',
    sql: `SELECT table_name AS "table", column_name AS name, data_type AS type FROM duckdb_columns()
WHERE database_name = 'warehouse' ORDER BY table_name, column_index`,
  });
  return rows as unknown as readonly Column[];
}

/**
 * Every row of every table as text, sorted. For tables too long to keep twice, their number of rows and two sums of
 * the rows' hashes stand in.
 */
async function contents(): Promise<ReadonlyMap<string, unknown>> {
  const found = new Map<string, unknown>();
  const all = await columns();
  found.set('columns', all);
  for (const table of new Set(all.map((column) => column.table))) {
    const [count] = await engine.query({ name: 'count', sql: `SELECT count(*) AS n FROM ${table}` });
    const sql =
      Number(count?.['n']) <= 20_000
        ? `SELECT columns(*)::VARCHAR FROM ${table} ORDER BY ALL`
        : `SELECT count(*) AS n, bit_xor(hash(t))::VARCHAR AS rows, sum(hash(t)::HUGEINT)::VARCHAR AS times FROM ${table} t`;
    found.set(table, await engine.query({ name: table, sql }));
  }
  return found;
}

/** The package in the folder as its snapshot has it, and as its CSVs give it. */
async function bothWays() {
  const { descriptor, tables } = await loadPackageFromFolder(folder);
  const attached = await open(await fetchSnapshot(folderFetchFile(folder)));
  const fromSnapshot = { ...attached, engine: null, contents: await contents() };
  const loaded = await loadWarehouse(engine, tables, 'test');
  const fromCsv = { ...loaded, engine: null, contents: await contents() };
  expect(descriptor.resources).toHaveLength(5);
  return { fromSnapshot, fromCsv };
}

describe('the tables are the same from the snapshot and from the CSVs', () => {
  it('of the shipped sample', async () => {
    await cp(join(ROOT, 'data'), folder, { recursive: true });
    await ship();
    const { fromSnapshot, fromCsv } = await bothWays();
    expect(fromCsv.contents.size).toBe(1 + 9);
    expect(fromSnapshot).toEqual({ ...fromCsv, origin: 'snapshot' });
  });

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

  async function change(edit: (snapshot: Snapshot) => unknown): Promise<void> {
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
    await rm(join(folder, DATABASE_FILE));
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
    await change((snapshot) => ({ ...snapshot, version: snapshot.version.replace(/.{4}$/, 'beef') }));
    expect(await fault()).toBe('other-version');
  });

  it('a database cut short, packed or unpacked, or changed by a bit is damaged', async () => {
    await shipMini();
    const file = join(folder, DATABASE_FILE);
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
    const file = join(folder, DATABASE_FILE);
    await writeFile(file, gunzipSync(await readFile(file)));
    expect(await fault()).toBeUndefined();
  });
});

describe('the CSVs can be loaded after the engine has refused a snapshot', () => {
  async function replaceDatabase(database: Uint8Array): Promise<void> {
    const packed = gzipSync(database);
    await writeFile(join(folder, DATABASE_FILE), packed);
    const file = join(folder, SNAPSHOT_FILE);
    const snapshot = JSON.parse(await readFile(file, 'utf8')) as Snapshot;
    const size = { path: DATABASE_FILE, bytes: packed.length, unpacked: database.length };
    await writeFile(file, JSON.stringify({ ...snapshot, database: size }));
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
