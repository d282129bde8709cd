/**
 * The first use of the site by somebody from a township: from the start page to the own figures, to the neighbours,
 * to a file and a link for a colleague. Once with the mouse, once with the keyboard alone.
 */
import { readFile } from 'node:fs/promises';
import Papa from 'papaparse';
import type { Locator, Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { readsAs } from './printed-number.ts';
import { readPage } from './read-page.ts';
import {
  dataReady,
  expectNoForeignRequest,
  figure,
  heading,
  keyFigureLines,
  SITE_URL,
  settled,
  useBrowser,
  viewParameters,
  visit,
} from './site.ts';

/** A way to use a page. */
interface Hand {
  readonly name: string;
  /** Follows a link, presses a button. */
  readonly press: (target: Locator) => Promise<void>;
  /** Opens a list or a menu and takes one of its options. */
  readonly choose: (opener: Locator, option: Locator) => Promise<void>;
  /** Types into a field and takes the first thing offered. */
  readonly find: (field: Locator, text: string, option: Locator) => Promise<void>;
}

const isFocused = (target: Locator): Promise<boolean> =>
  target.evaluate((element) => element === document.activeElement);

/** Presses a key until the target has the focus. */
async function reach(target: Locator, key: string, most: number): Promise<void> {
  for (let pressed = 0; pressed < most; pressed += 1) {
    if (await isFocused(target)) return;
    await target.page().keyboard.press(key);
  }
  throw new Error(`not reached by ${most} times ${key}: ${target.toString()}`);
}

const MOUSE: Hand = {
  name: 'the mouse',
  press: (target) => target.click(),
  choose: async (opener, option) => {
    await opener.click();
    await option.click();
  },
  find: async (field, text, option) => {
    await field.click();
    await field.pressSequentially(text);
    await option.click();
  },
};

const KEYBOARD: Hand = {
  name: 'the keyboard',
  press: async (target) => {
    await target.waitFor();
    await reach(target, 'Tab', 300);
    await target.page().keyboard.press('Enter');
  },
  choose: async (opener, option) => {
    await KEYBOARD.press(opener);
    await option.waitFor();
    await reach(option, 'ArrowDown', 20);
    await option.page().keyboard.press('Enter');
  },
  find: async (field, text, option) => {
    await reach(field, 'Tab', 50);
    await field.page().keyboard.type(text);
    await option.waitFor();
    await field.page().keyboard.press('Enter');
  },
};

async function atPage(page: Page, title: string): Promise<void> {
  await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
  await settled(page);
}

/** Cells of the comparison's table, header first. */
async function comparedCells(page: Page): Promise<readonly (readonly string[])[]> {
  const { figures } = await readPage(page);
  const [table] = figures.find(({ id }) => id === 'compare-table')?.tables ?? [];
  if (table === undefined) throw new Error('there is no table of the comparison');
  return [table.headers, ...table.rows.map(({ cells }) => cells)];
}

/** A header of a file and one of the page say the same where they differ in the unit alone. */
const withoutUnit = (text = ''): string => text.replace(/（[^（）]*）$/, '');

const openTab = useBrowser();

describe.each([MOUSE, KEYBOARD])('with $name', (hand) => {
  it('somebody finds 其中口乡 by its initials, reads 2023, compares, takes the rows along and passes the view on', async () => {
    const tab = await openTab({ permissions: ['clipboard-read', 'clipboard-write'] });
    const { page } = tab;
    await visit(page, '');
    await dataReady(page);

    // The place, by three letters; then the year it has a report of.
    const option = page.getByRole('option').filter({ hasText: '其中口乡' }).first();
    await hand.find(page.getByRole('combobox', { name: '地区' }), 'qzk', option);
    await expect.poll(() => heading(page).innerText()).toMatch(/^其中口乡，\d{4} 年$/);
    const years = page.getByRole('group', { name: '年份', exact: true }).getByRole('button').first();
    await hand.choose(years, page.getByRole('option', { name: '2023 年', exact: true }));
    await atPage(page, '其中口乡，2023 年');
    await hand.press(page.getByRole('link', { name: '看其中口乡的地区页' }));
    await expect.poll(() => new URL(page.url()).hash).toMatch(/^#\/region\/130623205\?/);
    await atPage(page, '其中口乡，2023 年');

    // 33 permits, 1 penalty, no coercive measure; the table of applications breaks off.
    expect((await keyFigureLines(page, '行政许可'))[1]).toBe('33 件');
    expect((await keyFigureLines(page, '行政处罚'))[1]).toBe('1 件');
    expect((await keyFigureLines(page, '行政强制'))[1]).toBe('0 件');
    const sheet = figure(page, /其中口乡2023年年报/);
    expect(await sheet.getByRole('heading', { name: /^三、/ }).innerText()).toContain('只读到一部分');

    // Beside the neighbours, of which no report of the year is held.
    await hand.press(page.getByRole('link', { name: '与涞水县其他乡镇街道比较' }));
    await atPage(page, '地区对比');
    expect(await viewParameters(page)).toMatchObject({ region: '130623205', peers: 'county', years: '2023' });
    const [headers = [], ...rows] = await comparedCells(page);
    expect(rows).toHaveLength(16);
    const permits = headers.findIndex((header) => withoutUnit(header) === '行政许可');
    expect(rows.map(([name, ...cells]) => [name, cells[permits - 1]])).toContainEqual(['其中口乡', '33']);
    expect(rows.filter((cells) => cells[permits] === '—')).toHaveLength(15);

    // The rows as a file, read back.
    const table = page.locator('figure#compare-table');
    const menu = table.getByRole('button', { name: /^下载\/引用/ });
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      hand.choose(menu, page.getByRole('menuitem', { name: /CSV/ })),
    ]);
    const text = (await readFile(await download.path(), 'utf8')).replace(/^\ufeff/, '');
    const [saved = [], ...lines] = Papa.parse<string[]>(text, { comments: '#', skipEmptyLines: true }).data;
    expect(saved.slice(0, headers.length).map(withoutUnit)).toEqual(headers.map(withoutUnit));
    expect(lines).toHaveLength(rows.length);
    const differences = rows.flatMap((cells, index) =>
      cells.flatMap((shown, column) => {
        const cell = lines[index]?.[column] ?? 'no such cell';
        const missing = shown === '—' || shown === '不适用';
        const same = missing ? cell === '' : cell === shown || readsAs(shown, Number(cell));
        return same ? [] : [`${cells[0]}, ${headers[column]}: ${shown} on the page, ${cell} in the file`];
      }),
    );
    expect(differences).toEqual([]);

    // The link, opened by a colleague.
    await hand.choose(menu, page.getByRole('menuitem', { name: '复制链接' }));
    await page.getByText('链接已复制').waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    expect(link.startsWith(SITE_URL)).toBe(true);
    const colleague = await openTab();
    await colleague.page.goto(link);
    await atPage(colleague.page, '地区对比');
    await dataReady(colleague.page);
    expect(await viewParameters(colleague.page)).toEqual(await viewParameters(page));
    expect(await comparedCells(colleague.page)).toEqual([headers, ...rows]);

    expectNoForeignRequest(tab);
    expect([...tab.errors, ...colleague.errors]).toEqual([]);
    await colleague.close();
    await tab.close();
  });
});
