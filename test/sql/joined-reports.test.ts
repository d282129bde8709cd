/** Reports of a reader's own join a package: the tables must be those of the package that has them in its CSVs. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Papa from 'papaparse';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Engine } from '#engine/engine.ts';
import { createNodeEngine } from '#engine/node.ts';
import { metricValues } from '#queries/metric-values.ts';
import { reportsThere } from '#queries/reports-there.ts';
import { type AddedReports, type ReportTable, readAddedReports } from '#sources/added-reports.ts';
import { folderFetchFile, loadPackageFromFolder } from '#sources/read-folder.ts';
import { joinReports } from '#warehouse/join.ts';
import { loadWarehouse } from '#warehouse/load.ts';
import { fetchSnapshot, openSnapshot, partFile } from '#warehouse/snapshot.ts';
import type { Warehouse } from '#warehouse/warehouse.ts';
import { announceSnapshot } from '../../src/cli/announce-snapshot.ts';
import { buildSnapshot } from '../../src/cli/build-snapshot.ts';
import { makeSyntheticPackage } from '../../src/cli/synthetic/make-package.ts';
import { writeDatapackage } from '../../src/cli/write-datapackage.ts';
import { contents } from '../support/contents.ts';
import { csv } from '../support/warehouse.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const REPORT_TABLES = ['reports', 'disclosures', 'applications', 'reviews'] as const;

let folder: string;
let engine: Engine;

beforeAll(async () => {
  engine = await createNodeEngine();
});
afterAll(() => engine.close());
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'joined-'));
});
afterEach(() => rm(folder, { recursive: true }));

type Cells = Readonly<Record<string, string>>;
type Rows = Readonly<Record<ReportTable, readonly Cells[]>>;

async function rowsIn(from: string): Promise<Rows> {
  const read = async (table: ReportTable) =>
    Papa.parse<Cells>(await readFile(join(from, `${table}.csv`), 'utf8'), {
      header: true,
      skipEmptyLines: true,
    }).data;
  return {
    reports: await read('reports'),
    disclosures: await read('disclosures'),
    applications: await read('applications'),
    reviews: await read('reviews'),
  };
}

const reportOf = (row: Cells) => row['report_id'] ?? '';

function rowsOf(rows: Rows, wanted: (report: string) => boolean): Rows {
  const of = (table: ReportTable) => rows[table].filter((row) => wanted(reportOf(row)));
  return {
    reports: of('reports'),
    disclosures: of('disclosures'),
    applications: of('applications'),
    reviews: of('reviews'),
  };
}

const texts = (rows: Rows) =>
  REPORT_TABLES.map((table) => [table, Papa.unparse([...rows[table]], { newline: '\n' })] as const);

async function writePackage(into: string, rows: Rows): Promise<void> {
  for (const [table, text] of texts(rows)) await writeFile(join(into, `${table}.csv`), `${text}\n`);
  await writeDatapackage(into, { name: 'joined', title: { zh: '小样', en: 'Small' } });
}

async function regionCodes(): Promise<readonly string[]> {
  const text = await readFile(join(folder, 'regions.csv'), 'utf8');
  return Papa.parse<Cells>(text, { header: true }).data.map(({ code = '' }) => code);
}

async function added(rows: Rows): Promise<AddedReports> {
  const files = texts(rows).map(([table, text]) => ({
    name: `${table}.csv`,
    content: new TextEncoder().encode(text),
  }));
  return readAddedReports(files, await regionCodes());
}

async function fromCsv(): Promise<Warehouse> {
  const { tables } = await loadPackageFromFolder(folder);
  return loadWarehouse(engine, tables, 'package');
}

async function fromSnapshot(): Promise<Warehouse> {
  await buildSnapshot(folder, folder);
  await announceSnapshot(folder);
  const fetched = await fetchSnapshot(folderFetchFile(folder));
  if (fetched.fault !== undefined) throw new Error(`the snapshot is ${fetched.fault}`);
  const rebuild = async (stillHeld: () => void) => {
    const { tables } = await loadPackageFromFolder(folder);
    stillHeld();
    await loadWarehouse(engine, tables, 'package');
  };
  const warehouse = await openSnapshot(engine, fetched, 'package', undefined, rebuild);
  if (warehouse === null) throw new Error('the engine refuses the snapshot');
  return warehouse;
}

async function synthetic(seed: string): Promise<Rows> {
  await makeSyntheticPackage({
    out: folder,
    regionsFile: join(ROOT, 'data/regions.csv'),
    townships: 150,
    firstYear: 2019,
    lastYear: 2023,
    seed,
    faultRate: 0.1,
    gzip: false,
  });
  return rowsIn(folder);
}

/** Rows that differ from print in a number, as before a report was corrected. */
function altered(rows: Rows): Rows {
  const other = (row: Cells, column: string) => ({
    ...row,
    [column]: String(Number(row[column]) * 1000 + 7),
  });
  return {
    ...rows,
    reports: rows.reports.map((row) => ({ ...row, section4: 'partial', narrative_permits: '3' })),
    disclosures: rows.disclosures.map((row) => other(row, 'value')),
    reviews: [],
  };
}

const both = (a: Rows, b: Rows): Rows => ({
  reports: [...a.reports, ...b.reports],
  disclosures: [...a.disclosures, ...b.disclosures],
  applications: [...a.applications, ...b.applications],
  reviews: [...a.reviews, ...b.reviews],
});

describe('joined tables are those of the package that has the reports in its CSVs', () => {
  it('where the reports are new, replace others, and bring a year and counties that had none', async () => {
    const all = await synthetic('joined');
    const whole = await fromCsv();
    const expected = { rows: whole.rows, years: whole.years, contents: await contents(whole) };

    const codes = [...new Set(all.reports.map((row) => row['region_code'] ?? ''))].sort();
    // One body in three keeps its years up to 2021 in the package, and one in seven has them wrong there.
    const numberOf = (report: string) => codes.indexOf(report.split('-')[0] ?? '');
    const isThere = (report: string) => numberOf(report) % 3 === 0 && Number(report.slice(-4)) <= 2021;
    const isWrong = (report: string) => isThere(report) && numberOf(report) % 7 === 0;
    const sound = rowsOf(all, (report) => isThere(report) && !isWrong(report));
    const wrong = rowsOf(all, isWrong);
    const own = rowsOf(all, (report) => !isThere(report) || isWrong(report));
    expect(wrong.reports.length).toBeGreaterThan(5);
    expect(sound.reports.length).toBeGreaterThan(50);
    expect(own.reports.length).toBeGreaterThan(wrong.reports.length);
    await writePackage(folder, both(sound, altered(wrong)));

    for (const open of [fromCsv, fromSnapshot]) {
      const before = await open();
      expect(before.years).toEqual({ from: 2019, to: 2021 });
      const reports = await added(own);
      expect(reports.issues).toEqual([]);
      expect(reports.usable).toBe(true);
      const joined = await joinReports(engine, before, reports.tables, 'joined');
      expect(joined.version).toBe('joined');
      expect({ rows: joined.rows, years: joined.years, contents: await contents(joined) }).toEqual(expected);
      await expect(before.engine.query({ name: 'late', sql: 'FROM dim_year' })).rejects.toMatchObject({
        name: 'AbortError',
      });
    }
  }, 240_000);

  it('where one report of one township is added, and all else keeps its checks', async () => {
    const all = await synthetic('one');
    const whole = await fromCsv();
    const expected = await contents(whole);
    const [first] = all.reports.filter((row) => row['section2'] === 'table').map(reportOf);
    await writePackage(
      folder,
      rowsOf(all, (report) => report !== first),
    );
    const before = await fromSnapshot();
    const reports = await added(rowsOf(all, (report) => report === first));
    expect(reports.reports.map(({ report_id }) => report_id)).toEqual([first]);
    const joined = await joinReports(engine, before, reports.tables, 'joined');
    expect(await contents(joined)).toEqual(expected);
    expect(joined.rows.reports).toBe(before.rows.reports + 1);
  }, 120_000);

  it('where a part of the snapshot is missing, and the CSVs take its place', async () => {
    await cp(join(ROOT, 'test/fixtures/mini'), folder, { recursive: true });
    await writeDatapackage(folder, { name: 'mini', title: { zh: '小样', en: 'Mini' } });
    const all = await rowsIn(folder);
    const expected = await contents(await fromCsv());
    const [first = '', second = ''] = all.reports.map(reportOf);
    await writePackage(
      folder,
      rowsOf(all, (report) => report !== first && report !== second),
    );
    const before = await fromSnapshot();
    await rm(join(folder, partFile('cells')));
    const reports = await added(rowsOf(all, (report) => report === first || report === second));
    const joined = await joinReports(engine, before, reports.tables, 'joined');
    expect(await contents(joined)).toEqual(expected);
  });

  it('and another package opens as if nothing had been joined', async () => {
    await cp(join(ROOT, 'test/fixtures/mini'), folder, { recursive: true });
    const before = await fromCsv();
    const expected = await contents(before);
    const all = await rowsIn(folder);
    const [first = ''] = all.reports.map(reportOf);
    const own = await added(altered(rowsOf(all, (report) => report === first)));
    const joined = await joinReports(engine, before, own.tables, 'joined');
    expect(await contents(joined)).not.toEqual(expected);
    expect(await contents(await fromCsv())).toEqual(expected);
    await expect(joined.engine.query({ name: 'late', sql: 'FROM dim_year' })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});

describe('figures with added reports, worked by hand', () => {
  const REGIONS = csv('regions', [
    { code: '11', name: '甲市', level: 'province' },
    { code: '1101', name: '市辖区', level: 'prefecture', parent_code: '11' },
    { code: '110101', name: '甲区', level: 'county', parent_code: '1101' },
    { code: '110101001', name: '一街道', level: 'township', parent_code: '110101', kind: '街道' },
    { code: '110101002', name: '二街道', level: 'township', parent_code: '110101', kind: '街道' },
  ]);
  const report = (
    region_code: string,
    year: number,
    more: Readonly<Record<string, string | number>> = {},
  ) => ({
    report_id: `${region_code}-${year}`,
    region_code,
    year,
    template: '2021',
    section2: 'partial',
    section3: 'table',
    section4: 'not_captured',
    ...more,
  });
  const permits = (report_id: string, value: number) => ({
    report_id,
    item: 'permit',
    measure: 'decisions',
    value,
  });

  const written = (tables: Readonly<Record<string, string>>) =>
    Object.entries(tables).map(([table, text]) => ({
      name: `${table}.csv`,
      content: new TextEncoder().encode(text),
    }));

  /** Permits and new applications of the county, by year. */
  async function county(warehouse: Warehouse) {
    const rows = await metricValues(warehouse, {
      metrics: ['permits', 'applications_new'],
      region: '110101',
      by: 'region',
      years: { from: 2021, to: 2023 },
      split: 'yearly',
      prose: false,
    });
    return Object.fromEntries(rows.map((row) => [`${row.metric} ${row.year}`, row.value]));
  }

  it('sums them where they are new, takes them in place of others, and counts nothing that did not arrive', async () => {
    await Promise.all(
      written({
        regions: REGIONS,
        reports: csv('reports', [report('110101001', 2021), report('110101002', 2021)]),
        disclosures: csv('disclosures', [permits('110101001-2021', 10), permits('110101002-2021', 4)]),
        applications: csv('applications', [
          { report_id: '110101001-2021', outcome: 'new', total: 3 },
          { report_id: '110101002-2021', outcome: 'new', total: 1 },
        ]),
        reviews: csv('reviews', []),
      }).map(({ name, content }) => writeFile(join(folder, name), content)),
    );
    const before = await fromCsv();
    expect(await county(before)).toEqual({ 'permits 2021': 14, 'applications_new 2021': 4 });

    const own = await readAddedReports(
      written({
        reports: csv('reports', [
          report('110101002', 2021),
          report('110101001', 2023),
          report('110101002', 2023),
        ]),
        disclosures: csv('disclosures', [permits('110101002-2021', 40), permits('110101001-2023', 5)]),
        applications: csv('applications', [
          { report_id: '110101001-2023', outcome: 'new', total: 6 },
          // Read whole, but a row of it did not arrive: what is not listed is not a printed 0.
          { report_id: '110101002-2023', outcome: 'granted', total: 'many' },
        ]),
      }),
      await regionCodes(),
    );
    expect(own.issues.map(({ code, file, line, column }) => ({ code, file, line, column }))).toEqual([
      { code: 'file-missing', file: 'reviews.csv', line: null, column: null },
      { code: 'value-type', file: 'applications.csv', line: 3, column: 'total' },
    ]);
    expect(await reportsThere(before, own.reports)).toEqual(new Set(['110101002-2021']));
    const joined = await joinReports(engine, before, own.tables, 'joined');
    expect(await reportsThere(joined, own.reports)).toEqual(
      new Set(['110101002-2021', '110101001-2023', '110101002-2023']),
    );
    expect(joined.years).toEqual({ from: 2021, to: 2023 });
    expect(joined.rows.reports).toBe(4);
    expect(await county(joined)).toEqual({
      // 10 of the package, 40 in place of 4.
      'permits 2021': 50,
      'permits 2022': null,
      'permits 2023': 5,
      // The replaced report was added with a whole section 3 and no row in it: 0, as printed.
      'applications_new 2021': 3,
      'applications_new 2022': null,
      'applications_new 2023': 6,
    });
  });
});
