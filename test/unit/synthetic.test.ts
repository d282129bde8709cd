import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { assert as assertProperty, double, integer, property, string } from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkFolder } from '#cli/check-data.ts';
import { parseSyntheticArguments } from '#cli/make-synthetic.ts';
import { brokenRelations } from '#cli/synthetic/broken-relations.ts';
import { FORM_GRIDS } from '#cli/synthetic/draft-report.ts';
import { drawsFor, exp, poisson } from '#cli/synthetic/draws.ts';
import { makeSyntheticPackage, type SyntheticOptions } from '#cli/synthetic/make-package.ts';
import { chooseTownships, parseRegions, withAncestors } from '#cli/synthetic/townships.ts';
import type { DataIssue } from '#model/data-issue.ts';
import { FORM_CELLS } from '#model/forms.ts';
import { TABLE_NAMES, TABLES } from '#sources/package.ts';
import type { TableKeys } from '#sources/table-keys.ts';
import { validateTable } from '#sources/validate.ts';
import {
  type CsvRow,
  failures,
  failuresBetween,
  type ReadReport,
  readCsv,
  readReports,
} from './synthetic-rule-book.ts';

const REGIONS_FILE = path.resolve(import.meta.dirname, '../../data/regions.csv');
const scratch = mkdtempSync(path.join(tmpdir(), 'synthetic-'));
afterAll(() => rmSync(scratch, { recursive: true }));

let made = 0;
/** Make a package and give its folder. */
async function make(options: Partial<SyntheticOptions> = {}): Promise<string> {
  made += 1;
  const { out = path.join(scratch, String(made)) } = options;
  await makeSyntheticPackage({
    regionsFile: REGIONS_FILE,
    townships: 60,
    firstYear: 2019,
    lastYear: 2025,
    seed: 'a',
    faultRate: 0.01,
    gzip: false,
    ...options,
    out,
  });
  return out;
}

function hashes(folder: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    readdirSync(folder).map((file) => [
      file,
      createHash('sha256')
        .update(readFileSync(path.join(folder, file)))
        .digest('hex'),
    ]),
  );
}

function lines(folder: string, table: string): readonly string[] {
  return readFileSync(path.join(folder, `${table}.csv`), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(1);
}

const plantedKey = (row: CsvRow) => `${row['report_id']}|${row['rule']}|${row['instance']}`;
const isNatural = (row: CsvRow) => row['true_value'] === row['planted_value'];
const count = <T>(list: readonly T[], is: (one: T) => boolean) => list.filter(is).length;

describe('the same package', () => {
  test('the same seed gives the same bytes, compressed or not', async () => {
    expect(hashes(await make())).toEqual(hashes(await make()));
    expect(hashes(await make({ gzip: true }))).toEqual(hashes(await make({ gzip: true })));
  });

  test('another seed gives other reports', async () => {
    const [one, other] = [hashes(await make()), hashes(await make({ seed: 'b' }))];
    for (const table of ['reports.csv', 'disclosures.csv', 'applications.csv'])
      expect(one[table]).not.toBe(other[table]);
  });

  test('a county has the same reports and faults whichever other counties are in the package', async () => {
    const whole = await make({ faultRate: 0.2 });
    const reversed = [...parseRegions(readFileSync(path.join(whole, 'regions.csv'), 'utf8'))].reverse();
    const lastCounty = reversed.find(({ level }) => level === 'county')?.code ?? '';
    const regionsFile = path.join(scratch, 'regions-of-one-county.csv');
    const kept = readFileSync(path.join(whole, 'regions.csv'), 'utf8')
      .split('\n')
      .filter(
        (line, i) =>
          i === 0 || lastCounty.startsWith(line.split(',')[0] ?? '-') || line.startsWith(lastCounty),
      );
    writeFileSync(regionsFile, kept.join('\n'));
    const part = await make({ faultRate: 0.2, regionsFile, townships: undefined });
    for (const table of ['reports', 'disclosures', 'applications', 'reviews', 'planted']) {
      expect(lines(part, table)).toEqual(lines(whole, table).filter((line) => line.startsWith(lastCounty)));
    }
    expect(lines(part, 'planted').length).toBeGreaterThan(0);
  });

  test('a year has the same reports whichever other years are in the package', async () => {
    const all = await make({ faultRate: 0 });
    const two = await make({ faultRate: 0, firstYear: 2021, lastYear: 2022 });
    for (const table of ['reports', 'disclosures', 'applications', 'reviews'])
      expect(lines(two, table)).toEqual(lines(all, table).filter((line) => /^\d{9}-202[12],/.test(line)));
  });
});

describe('the folder', () => {
  test('gets a datapackage.json that says synthetic, with the seed, and the project checks it without a fault', async () => {
    for (const gzip of [false, true]) {
      const folder = await make({ gzip, faultRate: 0.3, townships: 200 });
      const descriptor: unknown = JSON.parse(readFileSync(path.join(folder, 'datapackage.json'), 'utf8'));
      expect(descriptor).toMatchObject({ synthetic: true, seed: 'a' });
      const checked = await checkFolder(folder, 'en');
      expect(checked.lines).toHaveLength(1);
      expect(checked.status).toBe(0);
    }
  });

  test('has a table that is too large for one file in several, with the same rows', async () => {
    const [whole, cut] = [await make(), await make({ largestFile: 60_000 })];
    const files = readdirSync(cut).filter((file) => file.startsWith('disclosures'));
    expect(files.length).toBeGreaterThan(2);
    expect(files).toEqual(files.map((_, i) => `disclosures-${i + 1}.csv`));
    for (const file of files) expect(readFileSync(path.join(cut, file)).length).toBeLessThanOrEqual(60_000);
    expect(files.flatMap((file) => lines(cut, path.basename(file, '.csv')))).toEqual(
      lines(whole, 'disclosures'),
    );
    expect(hashes(cut)['reviews.csv']).toBe(hashes(whole)['reviews.csv']);
    expect((await checkFolder(cut, 'en')).lines).toHaveLength(1);
  });

  test('keeps nothing of an earlier synthetic package', async () => {
    const first = await make({ gzip: true, townships: 30, seed: 'b', largestFile: 60_000 });
    const again = await make({ out: first });
    expect(hashes(again)).toEqual(hashes(await make()));
  });
});

describe('a folder with data that is not synthetic', () => {
  test('is refused and left as it is', async () => {
    const folder = mkdtempSync(path.join(scratch, 'real-'));
    const file = path.join(folder, 'reports.csv');
    writeFileSync(file, 'report_id\n');
    await expect(make({ out: folder })).rejects.toThrow('not of a synthetic package');
    expect(readdirSync(folder)).toEqual(['reports.csv']);
    writeFileSync(path.join(folder, 'datapackage.json'), '{"name": "real", "synthetic": false}');
    await expect(make({ out: folder })).rejects.toThrow('not of a synthetic package');
    expect(readFileSync(file, 'utf8')).toBe('report_id\n');
  });
});

describe('townships chosen', () => {
  const regions = parseRegions(readFileSync(REGIONS_FILE, 'utf8'));
  const sizes = new Map(
    chooseTownships(regions, undefined, '').map(({ code, townships }) => [code, townships.length]),
  );

  test('as many as asked for, in whole counties but for one at most, with all regions above them', () => {
    assertProperty(
      property(integer({ min: 1, max: 3000 }), string(), (asked, seed) => {
        const chosen = chooseTownships(regions, asked, seed);
        expect(chosen.reduce((sum, { townships }) => sum + townships.length, 0)).toBe(asked);
        expect(
          count(chosen, ({ code, townships }) => townships.length !== sizes.get(code)),
        ).toBeLessThanOrEqual(1);
        const kept = withAncestors(regions, chosen);
        const codes = new Set(kept.map(({ code }) => code));
        expect(kept.every(({ parent_code }) => parent_code === null || codes.has(parent_code))).toBe(true);
        expect(count(kept, ({ level }) => level === 'township')).toBe(asked);
        expect(count(kept, ({ level }) => level === 'county')).toBe(chosen.length);
      }),
      { numRuns: 20 },
    );
  });

  test('all of them when more are asked for than there are', () => {
    expect(chooseTownships(regions, 1e9, '').length).toBe(sizes.size);
    expect(withAncestors(regions, chooseTownships(regions, undefined, ''))).toEqual(regions);
  });
});

describe('a package without planted faults', () => {
  const SHAPE_TOWNSHIPS = 800;
  let folder: string;
  let reports: readonly ReadReport[];
  beforeAll(async () => {
    folder = await make({ townships: SHAPE_TOWNSHIPS, faultRate: 0, seed: 'shape' });
    reports = readReports(folder);
  });

  test('breaks no rule but A7 (blank cells) and A12 (old forms), and lists those', () => {
    const planted = readCsv(folder, 'planted');
    expect(planted.map(plantedKey).sort()).toEqual([...failures(reports)].sort());
    expect(new Set(planted.map((row) => row['rule']))).toEqual(new Set(['A7', 'A12']));
    expect(planted.every(isNatural)).toBe(true);
  });

  test('carries over exactly from year to year, and its prose agrees with its tables', () => {
    expect(failuresBetween(reports)).toEqual([]);
  });

  test('keeps to the contracts of its tables', () => {
    const keys = new Map<string, TableKeys>();
    const issues: DataIssue[] = [];
    const rows: number[] = [];
    for (const name of TABLE_NAMES) {
      const text = readFileSync(path.join(folder, `${name}.csv`), 'utf8');
      const result = validateTable(TABLES[name], text, { keys });
      issues.push(...result.issues);
      rows.push(result.rows);
      if (result.keys !== undefined) keys.set(name, result.keys);
    }
    expect(issues).toEqual([]);
    expect(Math.min(...rows)).toBeGreaterThan(0);
  });

  test('leaves out rows of zeros of whole sections, and only those', () => {
    const row = new Map(reports.map((report) => [report.id, report.row]));
    for (const [table, section, columns] of [
      ['applications', 'section3', 7],
      ['reviews', 'section4', 5],
    ] as const) {
      const rows = readCsv(folder, table).map((line) => Object.values(line));
      const zeros = rows.filter((values) => values.slice(2).join() === Array(columns).fill('0').join());
      expect(new Set(zeros.map(([id = '']) => row.get(id)?.[section]))).toEqual(new Set(['partial']));
      expect(rows.some(([id = '']) => row.get(id)?.[section] === 'not_captured')).toBe(false);
    }
  });

  test('writes section 2 in full: 10 cells on form 2021, 22 on form 2019, fewer where it was cut off', () => {
    const written = new Map<string, number>();
    for (const { report_id = '' } of readCsv(folder, 'disclosures'))
      written.set(report_id, (written.get(report_id) ?? 0) + 1);
    const cellsOf = (status: string, form: string) =>
      reports
        .filter((report) => report.row['section2'] === status && report.form === form)
        .map(({ id }) => written.get(id) ?? 0);
    expect(new Set(cellsOf('table', '2021'))).toEqual(new Set([10]));
    expect(new Set(cellsOf('table', '2019'))).toEqual(new Set([22]));
    expect(cellsOf('partial', '2021').every((cells) => cells > 0 && cells < 10)).toBe(true);
    expect(cellsOf('partial', '2019').every((cells) => cells > 0 && cells < 22)).toBe(true);
    const notCaptured = [...cellsOf('not_captured', '2021'), ...cellsOf('not_captured', '')];
    expect(new Set(notCaptured)).toEqual(new Set([0]));
  });

  test('has most townships with few applications, many with none, a few with very many', () => {
    const whole = reports.filter(({ row }) => row['section3'] === 'table');
    const received = whole.map(({ cells }) => cells.get('s3.new.total') ?? 0).sort((a, b) => a - b);
    const share = (is: (value: number) => boolean) => count(received, is) / received.length;
    expect(share((value) => value === 0)).toBeGreaterThan(0.45);
    expect(share((value) => value === 0)).toBeLessThan(0.75);
    expect(share((value) => value <= 10)).toBeGreaterThan(0.85);
    expect(received.at(-1)).toBeGreaterThan(100);
  });

  test('has more applications in 街道 than in 镇, and more in 镇 than in 乡', () => {
    const kinds = new Map(readCsv(folder, 'regions').map((row) => [row['code'], row['kind']]));
    const mean = (kind: string) => {
      const values = reports
        .filter(({ township, row }) => kinds.get(township) === kind && row['section3'] === 'table')
        .map(({ cells }) => cells.get('s3.new.total') ?? 0);
      return values.reduce((a, b) => a + b, 0) / values.length;
    };
    expect(mean('街道')).toBeGreaterThan(mean('镇'));
    expect(mean('镇')).toBeGreaterThan(mean('乡'));
  });

  test('lacks some 3 to 25 reports in a hundred slots, mostly of the same townships', () => {
    const slots = SHAPE_TOWNSHIPS * 7;
    const missing = 1 - reports.length / slots;
    expect(missing).toBeGreaterThan(0.03);
    expect(missing).toBeLessThan(0.25);
    const filed = new Set(reports.map(({ id }) => id));
    const townships = [...new Set(reports.map(({ township }) => township))];
    const pairs = townships.filter((code) => !filed.has(`${code}-2022`));
    const again = count(pairs, (code) => !filed.has(`${code}-2023`)) / pairs.length;
    expect(again).toBeGreaterThan(2 * missing);
  });

  test('prints the 2019 form until 2020, the 2021 form from then on, and the old one here and there', () => {
    const oldShare = (year: number) => {
      const tabled = reports.filter((report) => report.year === year && report.form !== '');
      return count(tabled, ({ form }) => form === '2019') / tabled.length;
    };
    expect([oldShare(2019), oldShare(2020)]).toEqual([1, 1]);
    for (const year of [2021, 2022, 2023]) {
      expect(oldShare(year)).toBeGreaterThan(0);
      expect(oldShare(year)).toBeLessThan(0.12);
    }
    const proseOnly = count(reports, ({ form }) => form === '') / reports.length;
    expect(proseOnly).toBeGreaterThan(0.02);
    expect(proseOnly).toBeLessThan(0.07);
  });

  test('claims no real source', () => {
    for (const { id, row } of reports) expect(row['source_url']).toBe(`https://synthetic.invalid/${id}`);
  });
});

describe('planted faults', () => {
  let folder: string;
  let reports: readonly ReadReport[];
  let planted: readonly CsvRow[];
  beforeAll(async () => {
    folder = await make({ townships: 500, faultRate: 0.3, seed: 'faults' });
    reports = readReports(folder);
    planted = readCsv(folder, 'planted');
  });

  test('are exactly the relations that the rule book finds broken', () => {
    expect(planted.map(plantedKey).sort()).toEqual([...failures(reports)].sort());
  });

  test('cover every rule from A1 to A13', () => {
    const rules = new Set(planted.filter((row) => !isNatural(row)).map((row) => row['rule']));
    expect(rules).toEqual(new Set(Array.from({ length: 13 }, (_, i) => `A${i + 1}`)));
  });

  test('are one change a report', () => {
    const changes = new Map<string, Set<string>>();
    for (const row of planted.filter((one) => !isNatural(one))) {
      const known = changes.get(row['report_id'] ?? '') ?? new Set();
      changes.set(
        row['report_id'] ?? '',
        known.add(`${row['cell']} ${row['true_value']} ${row['planted_value']}`),
      );
    }
    expect([...changes.values()].every((change) => change.size === 1)).toBe(true);
    const tabled = count(reports, ({ form }) => form !== '');
    expect(changes.size / tabled).toBeGreaterThan(0.25);
    expect(changes.size / tabled).toBeLessThan(0.35);
  });

  test('stand in the tables, and putting the true values back mends every one of them', () => {
    const printed = new Map(reports.map((report) => [report.id, report.cells]));
    const mended = reports.map((report) => ({ ...report, cells: new Map(report.cells) }));
    const mendedCells = new Map(mended.map((report) => [report.id, report.cells]));
    for (const row of planted.filter((one) => !isNatural(one))) {
      const [id = '', cell = '', trueValue = '', value = ''] = Object.values(row).toSpliced(1, 2);
      expect(printed.get(id)?.get(cell)).toBe(value === '' ? undefined : Number(value));
      const cells = mendedCells.get(id) ?? new Map<string, number>();
      if (trueValue !== '') cells.set(cell, Number(trueValue));
      // A cell the form does not have; in section 3 it comes as a row of seven.
      const foreign = cell.startsWith('s3.') ? cell.replace(/total$/, '') : cell;
      if (trueValue === '')
        for (const known of [...cells.keys()]) if (known.startsWith(foreign)) cells.delete(known);
    }
    const natural = planted.filter(isNatural).map(plantedKey);
    expect([...failures(mended)].sort()).toEqual(natural.sort());
  });
});

describe('the grid of a form', () => {
  test('holds its cells in the order of the form', () => {
    for (const form of ['2019', '2021'] as const) {
      const grid = FORM_GRIDS[form];
      const ids = grid.items.flatMap(({ item, measures }) =>
        measures.map((measure) => `s2.${item}.${measure}`),
      );
      expect(ids).toEqual(FORM_CELLS[form].slice(0, grid.section3).map(({ id }) => id));
      expect(grid.section4 - grid.section3).toBe(grid.outcomes.length * 7);
    }
  });

  test('a prose-only report breaks nothing', () => {
    const township = {
      code: '110101001',
      name: '东华门街道',
      level: 'township',
      parent_code: '110101',
      kind: '街道',
    } as const;
    const statuses = ['not_captured', 'not_captured', 'not_captured'] as const;
    const report = {
      reportId: '110101001-2022',
      township,
      year: 2022,
      publishedOn: '',
      statuses,
      narratives: {},
    };
    expect(brokenRelations({ ...report, procurementUnit: '', tables: undefined })).toEqual([]);
  });
});

describe('draws', () => {
  test('e to the power x agrees with the built-in function', () => {
    assertProperty(
      property(double({ min: -30, max: 30, noNaN: true }), (x) => {
        expect(Math.abs(exp(x) / Math.exp(x) - 1)).toBeLessThan(1e-12);
      }),
    );
  });

  test('Poisson counts have their mean, below and above the change of method', () => {
    for (const mean of [0.3, 4, 29, 200]) {
      const draw = drawsFor('poisson', mean);
      let sum = 0;
      for (let i = 0; i < 20_000; i += 1) sum += poisson(draw, mean);
      expect(Math.abs(sum / 20_000 - mean)).toBeLessThan(5 * Math.sqrt(mean / 20_000));
    }
  });
});

describe('the command line', () => {
  test('has the whole country, 2019-2025, one report in a hundred with a fault as defaults', () => {
    expect(parseSyntheticArguments(['--out', 'x'])).toMatchObject({
      out: 'x',
      townships: undefined,
      firstYear: 2019,
      lastYear: 2025,
      faultRate: 0.01,
      gzip: false,
    });
  });

  test('takes one year as a range', () => {
    expect(parseSyntheticArguments(['--out', 'x', '--years', '2023'])).toMatchObject({
      firstYear: 2023,
      lastYear: 2023,
    });
  });

  test.each([
    [[], '--out DIR is missing'],
    [['--out', 'x', '--years', 'last'], '--years last is not like'],
    [['--out', 'x', '--colour'], "Unknown option '--colour'"],
  ])('refuses %j', (args, message) => {
    expect(() => parseSyntheticArguments(args)).toThrow(message);
  });

  test.each([
    [{ townships: 0 }, '--townships'],
    [{ townships: Number.NaN }, '--townships'],
    [{ firstYear: 2018 }, '--years'],
    [{ firstYear: 2025, lastYear: 2024 }, '--years'],
    [{ faultRate: Number.NaN }, '--fault-rate'],
    [{ faultRate: 1.5 }, '--fault-rate'],
  ])('refuses to make a package with %j', async (options, message) => {
    await expect(make(options)).rejects.toThrow(message);
  });
});
