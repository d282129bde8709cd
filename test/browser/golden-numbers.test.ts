/** Figures typed from the sample by a person, found again by reading the page. */
import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readsAs } from './printed-number.ts';
import { figure, goTo, keyFigureLines, readTable, type Tab, useBrowser, visit } from './site.ts';

interface GoldenLine {
  readonly metric: string;
  readonly region: string;
  readonly year: string;
  readonly prose: string;
  readonly expected: string;
  readonly note: string;
}

function readCsv(file: string): readonly Readonly<Record<string, string>>[] {
  const path = new URL(`../../${file}`, import.meta.url);
  return Papa.parse<Record<string, string>>(readFileSync(path, 'utf8'), {
    header: true,
    skipEmptyLines: true,
  }).data;
}

const NAMES = new Map(readCsv('data/regions.csv').map(({ code = '', name = '' }) => [code, name]));
const GOLDEN = readCsv('test/golden/golden.csv') as unknown as readonly GoldenLine[];

/** The line of golden.csv; there must be one. */
function golden(metric: string, region: string, year: string, prose = 'on') {
  const line = GOLDEN.find(
    (one) => one.metric === metric && one.region === region && one.year === year && one.prose === prose,
  );
  if (line === undefined) throw new Error(`golden.csv has no ${metric},${region},${year},${prose}`);
  const [numerator = Number.NaN, denominator = 1] = line.expected.split('/').map(Number);
  return {
    ...line,
    place: NAMES.get(region) ?? region,
    expected: line.expected === '' ? null : numerator / denominator,
  };
}

/** What the trend's table says of a year. A place without any such figure in any year has no table, but words. */
async function trendValue(trend: Locator, year: string): Promise<string> {
  const said = await trend.innerText();
  if (said.includes('没有符合条件的数据')) return '—';
  const row = (await readTable(trend)).find((one) => one['年份'] === year);
  return row?.['数值'] ?? `no row of ${year}`;
}

const openTab = useBrowser();
let tab: Tab;
beforeAll(async () => {
  tab = await openTab();
  await visit(tab.page, '#/');
});
afterAll(() => tab.close());

describe('the table beside the trend gives the golden figure', () => {
  it.each([
    golden('permits', '130623205', '2023'),
    golden('penalties', '130623205', '2023'),
    golden('coercions', '130623205', '2023'),
    golden('applications_handled', '130623205', '2023'),
    golden('permits', '130623205', '2022'),
    golden('permits', '120113002', '2023'),
    golden('fees', '500120103', '2024'),
    golden('fees', '120114108', '2019'),
    golden('permits', '420111003', '2025'),
    golden('permits', '420111003', '2025', 'off'),
    golden('applications_new', '120114', '2019'),
    golden('reconsiderations', '330602008', '2023'),
    golden('procurement_amount', '469002110', '2019'),
    golden('check_pass_rate', '530626104', '2021'),
  ])(
    '$metric of $place in $year (prose $prose) is $expected: $note',
    async ({ metric, region, place, year, prose, expected }) => {
      const { page } = tab;
      const off = prose === 'off' ? '&prose=0' : '';
      await goTo(
        page,
        `#/region/${region}?years=${year}&metric=${metric}${off}&tables=trend`,
        `${place}，${year} 年`,
      );
      const text = await trendValue(page.locator('figure#trend'), year);
      expect(readsAs(text, expected), `${text} is ${expected}`).toBe(true);
    },
  );
});

describe('其中口乡 2023, read from an OCR text', () => {
  beforeAll(() => goTo(tab.page, '#/region/130623205?years=2023', '其中口乡，2023 年'));

  it('has 33 permits, 1 penalty and 0 coercive measures among its key figures', async () => {
    expect((await keyFigureLines(tab.page, '行政许可')).slice(0, 2)).toEqual(['行政许可', '33 件']);
    expect((await keyFigureLines(tab.page, '行政处罚')).slice(0, 2)).toEqual(['行政处罚', '1 件']);
    expect((await keyFigureLines(tab.page, '行政强制')).slice(0, 2)).toEqual(['行政强制', '0 件']);
  });

  it('says that section 3 was read in part, sections 2 and 4 whole', async () => {
    const sheet = figure(tab.page, /其中口乡2023年年报/);
    for (const [section, status] of [
      [/^二、主动公开/, '整表已读'],
      [/^三、收到和处理/, '只读到一部分'],
      [/^四、行政复议/, '整表已读'],
    ] as const) {
      const title = sheet.getByRole('heading', { name: section });
      expect(await title.innerText()).toContain(status);
    }
  });

  it('prints 33 where the form asks for permit decisions, and a dash where the report breaks off', async () => {
    const sheet = figure(tab.page, /其中口乡2023年年报/);
    expect(await sheet.getByRole('row', { name: /^行政许可 / }).innerText()).toMatch(/33$/);
    const cut = await sheet
      .getByRole('row', { name: /^信访举报投诉类申请 / })
      .getByRole('cell')
      .allInnerTexts();
    expect(cut).toHaveLength(7);
    for (const cell of cut) expect(cell).toMatch(/^—/);
  });
});

it('several years of a county are added: 51 applications in 武清区 in 2019–2025, 18 of them without the prose', async () => {
  const line = golden('applications_new', '120114', '2019-2025');
  await goTo(tab.page, '#/region/120114?years=2019-2025', `${line.place}，2019–2025 年`);
  expect((await keyFigureLines(tab.page, '新收申请'))[1]).toBe('51 件');
  await goTo(tab.page, '#/region/120114?years=2019-2025&prose=0', `${line.place}，2019–2025 年`);
  await expect.poll(async () => (await keyFigureLines(tab.page, '新收申请'))[1]).toBe('18 件');
});
