/** Finding a region by what one remembers of its name. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goTo, heading, type Tab, useBrowser, visit } from './site.ts';

const openTab = useBrowser();
let tab: Tab;
beforeAll(async () => {
  tab = await openTab();
  await visit(tab.page, '#/?years=2023');
});
afterAll(() => tab.close());

describe.each(['qzk', 'qizhongkou', '其中口'])('typing %s', (typed) => {
  it('offers 其中口乡 first, with the places it lies in, and Enter goes there', async () => {
    const { page } = tab;
    await goTo(page, '#/?years=2023', '全国，2023 年');
    await page.getByRole('combobox', { name: '地区' }).click();
    await page.keyboard.type(typed);
    const options = page.getByRole('listbox').getByRole('option');
    await expect.poll(() => options.first().innerText()).toMatch(/其中口乡[\s\S]*河北省.*保定市.*涞水县/);
    await page.keyboard.press('Enter');
    await expect.poll(() => heading(page).innerText()).toBe('其中口乡，2023 年');
  });
});

it('a name nobody has says so, and how to search', async () => {
  const { page } = tab;
  await page.getByRole('combobox', { name: '地区' }).click();
  await page.keyboard.type('xqvwxq');
  await expect.poll(() => page.getByRole('listbox').innerText()).toContain('没有找到“xqvwxq”');
  await page.keyboard.press('Escape');
});
