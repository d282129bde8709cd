/** The real sample in `data/`: sound, of the size it says, and described by a file made from it. */
import { readFile } from 'node:fs/promises';
import { beforeAll, describe, expect, it } from 'vitest';
import { levelOfCode, REGION_LEVELS } from '#model/region.ts';
import { headerLine } from '#sources/contract.ts';
import type { LoadedPackage } from '#sources/loaded-package.ts';
import { TABLE_NAMES, TABLES, type TableName, type TableRow } from '#sources/package.ts';
import { loadPackageFromFolder } from '#sources/read-folder.ts';
import { typedRows } from '#sources/typed-rows.ts';
import { describeFolder } from '../../src/cli/write-datapackage.ts';

let shipped: LoadedPackage;

beforeAll(async () => {
  shipped = await loadPackageFromFolder('data');
});

function rowsOf<T extends TableName>(table: T): readonly TableRow<T>[] {
  return typedRows(
    TABLES[table],
    new TextDecoder().decode(shipped.tables[table].csv),
  ) as readonly TableRow<T>[];
}

function countBy<T>(rows: readonly T[], key: (row: T) => string): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  for (const row of rows) counts[key(row)] = (counts[key(row)] ?? 0) + 1;
  return counts;
}

describe('the shipped package', () => {
  it('keeps its contracts without a fault or a warning', () => {
    expect(shipped.issues).toEqual([]);
    expect(TABLE_NAMES.flatMap((table) => shipped.tables[table].setAside)).toEqual([]);
  });

  it('has the rows it is known for', () => {
    expect(Object.fromEntries(TABLE_NAMES.map((table) => [table, shipped.tables[table].rows]))).toEqual({
      regions: 44_703,
      reports: 508,
      disclosures: 1756,
      applications: 90,
      reviews: 3,
    });
  });

  it('has every region of the country, level by level', () => {
    const levels = countBy(rowsOf('regions'), ({ level }) => level);
    expect(REGION_LEVELS.map((level) => levels[level])).toEqual([31, 342, 2978, 41_352]);
  });

  it('is the sample its description speaks of', () => {
    const reports = rowsOf('reports');
    expect(reports.every(({ region_code }) => levelOfCode(region_code) === 'township')).toBe(true);
    expect([
      Math.min(...reports.map(({ year }) => year)),
      Math.max(...reports.map(({ year }) => year)),
    ]).toEqual([2019, 2025]);
    expect(new Set(reports.map(({ region_code }) => region_code.slice(0, 2))).size).toBe(29);
    expect(countBy(reports, ({ section2 }) => section2)).toMatchObject({ table: 86, partial: 61 });
    expect(reports.filter((report) => report.narrative_applications_new !== null)).toHaveLength(412);
    const years = Object.values(countBy(reports, ({ region_code }) => region_code));
    expect(years.filter((count) => count > 1)).toHaveLength(22);
    expect(reports.filter(({ source_url }) => source_url === null)).toHaveLength(1);
  });

  it('is real, and says so', () => {
    expect(shipped.descriptor.synthetic).toBe(false);
    expect(shipped.descriptor.seed).toBeNull();
  });

  it('has the columns of the contracts, in their order', async () => {
    for (const table of TABLE_NAMES) {
      const text = await readFile(`data/${table}.csv`, 'utf8');
      expect(text.slice(0, text.indexOf('\n'))).toBe(headerLine(TABLES[table]));
    }
  });

  it('is handed to the engine byte by byte as it lies on disk', async () => {
    for (const table of TABLE_NAMES) {
      const bytes = await readFile(`data/${table}.csv`);
      expect(Buffer.from(shipped.tables[table].csv).equals(bytes), table).toBe(true);
    }
  });
});

describe('the README of the data', () => {
  it('names every table with its number of rows', async () => {
    const readme = await readFile('data/README.md', 'utf8');
    const counts = TABLE_NAMES.map(
      (table) => `| \`${table}.csv\` | ${shipped.tables[table].rows.toLocaleString('en')} |`,
    );
    expect(counts.filter((line) => !readme.includes(line))).toEqual([]);
  });
});

describe('datapackage.json', () => {
  it('is the one that the files give (npm run data:package -- data writes it)', async () => {
    expect(await readFile('data/datapackage.json', 'utf8')).toBe(await describeFolder('data'));
  });
});
