/** A figure is a chart and a table of the same rows; missing is neither zero nor first nor last by accident. */
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { printedNumber } from './printed-number.ts';
import { goTo, readTable, type Tab, turn, useBrowser, viewParameters, visit } from './site.ts';

const openTab = useBrowser();
let tab: Tab;
beforeAll(async () => {
  tab = await openTab();
  await visit(tab.page, '#/?years=2023&metric=permits');
});
afterAll(() => tab.close());

const figureOf = (id: string): Locator => tab.page.locator(`figure#${id}`);

/** What the chart says of each of its marks, as the keyboard cursor goes over them. */
async function spokenMarks(figure: Locator): Promise<readonly string[]> {
  await figure.getByRole('img').first().focus();
  const live = figure.locator('.echart-live[aria-live]');
  const said: string[] = [];
  await tab.page.keyboard.press('Home');
  for (;;) {
    const sentence = await live.innerText();
    if (said.at(-1) === sentence) return said;
    said.push(sentence);
    await tab.page.keyboard.press('ArrowRight');
  }
}

describe('a figure turned to its table', () => {
  it('is in the address, and back and forward turn it', async () => {
    const { page } = tab;
    await goTo(page, '#/?years=2023&metric=permits', '全国，2023 年');
    await turn(figureOf('ranking'), '表');
    expect((await viewParameters(page))['tables']).toBe('ranking');
    await turn(figureOf('trend'), '表');
    expect((await viewParameters(page))['tables']).toBe('ranking,trend');
    await turn(figureOf('ranking'), '图');
    expect((await viewParameters(page))['tables']).toBe('trend');
    await page.goBack();
    await figureOf('ranking').getByRole('table').waitFor();
    await figureOf('trend').getByRole('table').waitFor();
  });

  it.each([
    { id: 'ranking', hash: '#/?years=2023&metric=permits', title: '全国，2023 年', column: '地区' },
    {
      id: 'ranking',
      hash: '#/?region=130623&years=2023&metric=permits',
      title: '涞水县，2023 年',
      column: '地区',
    },
    { id: 'trend', hash: '#/?years=2023&metric=permits', title: '全国，2023 年', column: '年份' },
  ])(
    '$id of $title has a row for every mark of the chart, with the same value',
    async ({ id, hash, title, column }) => {
      await goTo(tab.page, hash, title);
      const figure = figureOf(id);
      const spoken = await spokenMarks(figure);
      await turn(figure, '表');
      const rows = await readTable(figure);
      const withValue = rows.filter((row) => printedNumber(row['数值'] ?? '') !== null);
      expect(withValue.length).toBeGreaterThan(0);
      const unspoken = withValue.filter(
        (row) =>
          !spoken.some(
            (sentence) => sentence.includes(row[column] ?? '') && sentence.includes(`${row['数值']} 件`),
          ),
      );
      expect({ unspoken, spoken }).toEqual({ unspoken: [], spoken });
    },
  );
});

describe('sorting a table', () => {
  it.each([
    { before: '', order: 'descending', sort: 'ranking.value.desc' },
    { before: '&sort=ranking.value.desc', order: 'ascending', sort: 'ranking.value' },
  ])('$order puts missing values last', async ({ before, order, sort }) => {
    const { page } = tab;
    await goTo(page, `#/?years=2023&metric=permits&tables=ranking${before}`, '全国，2023 年');
    const header = figureOf('ranking').getByRole('columnheader', { name: /^数值/ });
    await header.getByRole('button', { name: /^数值/ }).click();
    await expect.poll(() => header.getAttribute('aria-sort')).toBe(order);
    expect((await viewParameters(page))['sort']).toBe(sort);
    const values = (await readTable(figureOf('ranking'))).map((row) => printedNumber(row['数值'] ?? ''));
    const stated = values.filter((value) => value !== null);
    expect(stated.length).toBeGreaterThan(3);
    expect(stated.length).toBeLessThan(values.length);
    const sorted = stated.toSorted((a, b) => (order === 'descending' ? b - a : a - b));
    expect(values).toEqual([...sorted, ...values.filter((value) => value === null)]);
  });
});

describe('a county where one township of many has filed', () => {
  beforeAll(() =>
    goTo(tab.page, '#/?region=130623&years=2023&metric=coercions&tables=ranking', '涞水县，2023 年'),
  );

  it('shows 0 where 0 was printed and a dash with the reason where no report is held', async () => {
    const rows = await readTable(figureOf('ranking'));
    const values = new Map(rows.map((row) => [row['地区'], row['数值']]));
    expect(values.get('其中口乡')).toBe('0');
    expect([...values].filter(([name]) => name !== '其中口乡').map(([, value]) => value)).toEqual(
      Array.from({ length: values.size - 1 }, () => '—'),
    );
    const missing = figureOf('ranking').getByTitle('没有收录这一年的年报');
    expect(await missing.count()).toBe(values.size - 1);
  });

  it('says on the key figure that it rests on that one report', async () => {
    expect(await tab.page.locator('[data-figure="key-figures"]').innerText()).toMatch(/基于 1\/\d+ 份年报/);
  });

  it('leaves a year without a report out of the trend: a dash, not 0', async () => {
    await goTo(tab.page, '#/?region=130623&years=2023&metric=coercions&tables=trend', '涞水县，2023 年');
    await expect
      .poll(async () => (await readTable(figureOf('trend'))).map((row) => `${row['年份']} ${row['数值']}`))
      .toEqual(['2019 —', '2020 —', '2021 —', '2022 —', '2023 0', '2024 —', '2025 —']);
  });
});
