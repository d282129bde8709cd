/** What the overview shows of 2023 against a computation of its own in native DuckDB over the CSV files. */
import { createReadStream, createWriteStream, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fileURLToPath } from 'node:url';
import { createGunzip } from 'node:zlib';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { type IndependentFigure, IndependentFigures } from '../support/independent.ts';
import { SYNTHETIC_PACKAGE } from './packages.ts';
import { printedNumber, readsAs } from './printed-number.ts';
import { goTo, keyFigureLines, readTable, type Tab, useBrowser, visit } from './site.ts';

const DATA = fileURLToPath(new URL('../../data', import.meta.url));
const TABLES = ['regions', 'reports', 'disclosures', 'applications', 'reviews'];

/** Metrics with a figure of their own on the overview, by the name the page gives them. */
const KEY_METRICS = {
  permits: '行政许可',
  penalties: '行政处罚',
  coercions: '行政强制',
  applications_new: '新收申请',
  disclosure_rate: '实质公开率',
  reconsiderations: '行政复议',
  lawsuits: '行政诉讼',
  check_pass_rate: '勾稽通过率',
} as const;

/** Metrics whose table of the places below is read as well: counts, money, shares. */
const TABLE_METRICS = ['permits', 'applications_new', 'zero_application_share', 'fees', 'check_pass_rate'];

/** Reports a key figure says it rests on, and reports due. */
function coverageIn(said: string): readonly (number | null)[] {
  const none = /([\d,]+) 份应有年报中，没有一份给出这个数/.exec(said);
  const [, stated = '—', expected = '—'] =
    /基于 ([\d,]+)\/([\d,]+) 份年报/.exec(said) ?? (none ? ['', '0', none[1]] : []);
  return [printedNumber(stated), printedNumber(expected)];
}

const openTab = useBrowser();
let unpacked: string;
beforeAll(async () => {
  unpacked = await mkdtemp(join(tmpdir(), 'unpacked-'));
  for (const table of TABLES) {
    await pipeline(
      createReadStream(join(inject('siteFolder'), SYNTHETIC_PACKAGE, `${table}.csv.gz`)),
      createGunzip(),
      createWriteStream(join(unpacked, `${table}.csv`)),
    );
  }
});
afterAll(() => rm(unpacked, { recursive: true, force: true }));

describe.each([
  { name: 'the sample', parameters: '', folder: () => DATA },
  { name: 'the synthetic package', parameters: `package=${SYNTHETIC_PACKAGE}&`, folder: () => unpacked },
])('the overview of 2023 in $name', ({ parameters, folder }) => {
  let tab: Tab;
  let independent: IndependentFigures;
  let provinces: ReadonlyMap<string, string>;
  beforeAll(async () => {
    independent = await IndependentFigures.open(folder());
    const regions = Papa.parse<{ code: string; name: string }>(
      readFileSync(join(folder(), 'regions.csv'), 'utf8'),
      { header: true },
    ).data;
    provinces = new Map(
      regions.filter(({ code }) => code.length === 2).map(({ code, name }) => [name, code]),
    );
    tab = await openTab();
    await visit(tab.page, `#/?${parameters}years=2023`);
  });
  afterAll(async () => {
    independent?.close();
    await tab?.close();
  });

  async function of2023(metric: string, regions: readonly string[]): Promise<readonly IndependentFigure[]> {
    return (await independent.figures(metric, regions, true)).filter(({ year }) => year === 2023);
  }

  it.each(Object.entries(KEY_METRICS))(
    '%s (%s): the key figure and its coverage agree',
    async (metric, name) => {
      const [own] = await of2023(metric, ['0']);
      const lines = await keyFigureLines(tab.page, name);
      expect(readsAs(lines[1] ?? '', own?.value ?? null), `${lines[1]} is ${own?.value}`).toBe(true);
      expect(coverageIn(lines.join(' '))).toEqual([own?.stated, own?.expected]);
    },
  );

  it.each(TABLE_METRICS)('%s: every row of both tables of provinces agrees', async (metric) => {
    await goTo(tab.page, `#/?${parameters}years=2023&metric=${metric}&tables=map,ranking`, '全国，2023 年');
    const own = new Map((await of2023(metric, [...provinces.values()])).map((one) => [one.region, one]));
    const expected = Object.fromEntries(
      [...provinces].map(([name, code]) => {
        const one = own.get(code);
        return [name, [one?.value ?? null, one?.stated, one?.filed, one?.expected]];
      }),
    );
    for (const id of ['ranking', 'map']) {
      const rows = await readTable(tab.page.locator(`figure#${id}`));
      const shown = rows.map((row) => {
        const name = row['地区'] ?? '';
        const text = row['数值'] ?? '';
        const counts = ['所据年报', '收有年报', '应有年报'].map((column) => printedNumber(row[column] ?? ''));
        // A printed number is rounded; where it reads as the exact one, that is put in its place.
        const exact = expected[name]?.[0] ?? null;
        return [name, [readsAs(text, exact) ? exact : text, ...counts]];
      });
      expect(Object.fromEntries(shown)).toEqual(expected);
      expect(shown).toHaveLength(provinces.size);
    }
  });
});
