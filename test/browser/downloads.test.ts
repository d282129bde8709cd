import { readFile } from 'node:fs/promises';
import * as XLSX from '@e965/xlsx';
import Papa from 'papaparse';
import type { Download, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SYNTHETIC_PACKAGE } from './packages.ts';
import { readsAs } from './printed-number.ts';
import {
  expectNoForeignRequest,
  figure,
  readTable,
  settled,
  type Tab,
  turn,
  useBrowser,
  visit,
} from './site.ts';

const openTab = useBrowser();
let tab: Tab;
let page: Page;

beforeAll(async () => {
  tab = await openTab({ permissions: ['clipboard-read', 'clipboard-write'] });
  page = tab.page;
});
afterAll(() => tab.close());

/** Picks an item of the figure's menu. */
async function choose(of: Locator, item: string | RegExp): Promise<void> {
  await of.getByRole('button', { name: /^(?:下载\/引用|Download\/Cite)/ }).click();
  await of.page().getByRole('menuitem', { name: item }).click();
}

async function download(of: Locator, item: RegExp): Promise<Download> {
  const [file] = await Promise.all([page.waitForEvent('download'), choose(of, item)]);
  return file;
}

async function bytesOf(file: Download): Promise<Buffer> {
  return readFile(await file.path());
}

type Line = Readonly<Record<string, string>>;

/** The table of a CSV file, keyed as `readTable` keys the one on the page. */
function csvTable(text: string): readonly Line[] {
  const rows = Papa.parse<string[]>(text.replace(/^\ufeff/, ''), {
    comments: '#',
    skipEmptyLines: true,
  }).data;
  return keyed(rows);
}

function keyed(rows: readonly (readonly (string | number | null)[])[]): readonly Line[] {
  const [head = [], ...body] = rows;
  const headers = head.map((header) =>
    String(header)
      .replace(/（.*）$|\(.*\)$/, '')
      .trim(),
  );
  return body.map((row) =>
    Object.fromEntries(headers.map((header, index) => [header, String(row[index] ?? '')])),
  );
}

/** Cells in which a file says something else than the table on the page; the columns only files have are left out. */
function differences(file: readonly Line[], shown: readonly Line[]): readonly string[] {
  if (file.length !== shown.length) return [`${file.length} rows in the file, ${shown.length} on the page`];
  return shown.flatMap((row, index) =>
    Object.entries(row).flatMap(([header, text]) => {
      const cell = file[index]?.[header];
      const same = cell === text || (cell !== undefined && readsAs(text, cell === '' ? null : Number(cell)));
      return same ? [] : [`row ${index + 1}, ${header}: ${cell} in the file, ${text} on the page`];
    }),
  );
}

describe('a figure’s files', () => {
  it('as CSV and as a workbook hold the table shown', async () => {
    await visit(page, '#/?years=2023');
    const ranking = figure(page, '全国各省（区、市）的新收申请，2023 年');
    const csv = await download(ranking.last(), /CSV/);
    const xlsx = await download(ranking.last(), /XLSX/);
    await turn(ranking.last(), '表');
    const shown = await readTable(ranking.last());
    expect(shown.length).toBeGreaterThan(30);

    expect(csv.suggestedFilename()).toMatch(/^乡镇公开_全国_新收申请_.*2023\.csv$/);
    const text = (await bytesOf(csv)).toString('utf8');
    expect(text.startsWith('\ufeff')).toBe(true);
    expect(differences(csvTable(text), shown)).toEqual([]);

    const book = XLSX.read(await bytesOf(xlsx));
    expect(book.SheetNames).toEqual(['数据 data', '定义 definitions', '筛选 filters', '覆盖 coverage']);
    const data = book.Sheets['数据 data'] ?? {};
    const rows = XLSX.utils.sheet_to_json<(string | number | null)[]>(data, { header: 1 });
    expect(differences(keyed(rows), shown)).toEqual([]);
    expect(data['A2']).toMatchObject({ t: 's' });
    expect(data['B2']).toMatchObject({ t: 'n' });
  });

  it('follow the order the reader chose', async () => {
    await visit(page, '#/?years=2023&tables=ranking&sort=ranking.value.desc');
    const ranking = page.locator('figure#ranking');
    const shown = await readTable(ranking);
    const csv = await download(ranking, /CSV/);
    const table = csvTable((await bytesOf(csv)).toString('utf8'));
    expect(table[0]?.['地区']).toBe('浙江省');
    expect(differences(table, shown)).toEqual([]);
  });

  it('as pictures are a well-formed SVG with the chart’s words, and a PNG twice its size', async () => {
    await visit(page, '#/?years=2023');
    const ranking = page.locator('figure#ranking');
    const svg = (await bytesOf(await download(ranking, /SVG/))).toString('utf8');
    const read = await page.evaluate((text) => {
      const document = new DOMParser().parseFromString(text, 'image/svg+xml');
      const root = document.documentElement;
      return {
        name: root.nodeName,
        faults: document.querySelectorAll('parsererror').length,
        scripts: document.querySelectorAll('script, foreignObject, image').length,
        words: [...document.querySelectorAll('text')].map((each) => each.textContent),
        width: Number(root.getAttribute('width')),
        height: Number(root.getAttribute('height')),
      };
    }, svg);
    expect(read).toMatchObject({ name: 'svg', faults: 0, scripts: 0 });
    expect(read.words).toEqual(
      expect.arrayContaining(['全国各省（区、市）的新收申请，2023 年', '浙江省', '94']),
    );
    expect(read.words.filter((word) => /^(?:定义|筛选|覆盖|数据|来源)：/.test(word ?? ''))).toHaveLength(5);

    const png = await bytesOf(await download(ranking, /PNG/));
    expect(png.subarray(1, 4).toString('latin1')).toBe('PNG');
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual([read.width * 2, read.height * 2]);
  });

  it('include the picture while the table is shown', async () => {
    await visit(page, '#/?years=2023&tables=ranking');
    const svg = (await bytesOf(await download(page.locator('figure#ranking'), /SVG/))).toString('utf8');
    expect(svg).toContain('浙江省');
  });

  it('of made-up data say so, beginning with their names', async () => {
    await visit(page, `#/?package=${SYNTHETIC_PACKAGE}&lang=en`);
    const csv = await download(page.locator('figure#trend'), /CSV/);
    expect(csv.suggestedFilename()).toContain('Synthetic');
    expect((await bytesOf(csv)).toString('utf8')).toContain('# Note,"Synthetic data: ');
  });
});

describe('a link and a citation', () => {
  it('lead back to the same view, with its years', async () => {
    await visit(page, '#/region/1306');
    await choose(page.locator('figure#trend'), '复制链接');
    await page.getByText('链接已复制').waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link).toMatch(/#\/region\/1306\?years=\d{4}$/);

    await choose(page.locator('figure#trend'), '复制引用格式');
    await page.getByText('引用格式已复制').waitFor();
    const cited = await page.evaluate(() => navigator.clipboard.readText());
    expect(cited).toMatch(/^乡镇公开\. 保定市新收申请，2019–2025 年\[DS\/OL\]\. 数据：.*版本 1\.0\.0\./);
    expect(cited.endsWith(` ${link}`)).toBe(true);
  });

  it('can be copied by hand where the browser gives no clipboard', async () => {
    const other = await openTab();
    await other.page.addInitScript(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
    await visit(other.page, '#/region/1306');
    await choose(other.page.locator('figure#trend'), '复制链接');
    const text = other.page.getByRole('dialog').getByRole('textbox');
    expect(await text.inputValue()).toMatch(/#\/region\/1306\?years=\d{4}$/);
    await other.close();
  });
});

describe('an embedded figure', () => {
  it('is the one of the code, alone, with its source and a way to the whole page', async () => {
    await visit(page, '#/region/1306?years=2019-2025');
    const trend = page.locator('figure#trend');
    await choose(trend, '嵌入网页…');
    const code = await page.getByRole('dialog').getByRole('textbox').inputValue();
    const address = /^<iframe src="([^"]+)"/.exec(code)?.[1]?.replaceAll('&amp;', '&') ?? '';
    expect(address).toMatch(/#\/embed\/trend\?/);
    await page.getByRole('button', { name: '关闭' }).click();
    await turn(trend, '表');
    const before = await readTable(trend);

    await page.goto('about:blank');
    await page.goto(address);
    await settled(page);
    expect(await page.getByRole('figure').count()).toBe(1);
    expect(await page.locator('header, footer, nav').count()).toBe(0);
    await turn(page.getByRole('figure'), '表');
    expect(await readTable(page.getByRole('figure'))).toEqual(before);
    await page.getByText(/^来源：/).waitFor();
    const whole = await page.getByRole('link', { name: /查看完整页面/ }).getAttribute('href');
    expect(whole).toMatch(/#\/region\/1306\?.*years=2019-2025/);
  });

  it('of made-up data carries the label', async () => {
    await visit(page, `#/embed/trend?package=${SYNTHETIC_PACKAGE}`);
    expect(await page.getByRole('note').innerText()).toMatch(/^合成数据/);
  });

  it('that does not exist says so', async () => {
    await visit(page, '#/embed/nothing');
    expect(await page.locator('main').innerText()).toContain('没有这幅图');
  });

  it('asks nothing of other hosts, and nothing goes wrong unseen', () => {
    expectNoForeignRequest(tab);
    expect(tab.errors).toEqual([]);
  });
});
