/** The address is the view: opened anew, reloaded, gone back to, and mended where it is bad. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  expectNoForeignRequest,
  goTo,
  heading,
  SITE_URL,
  settled,
  type Tab,
  useBrowser,
  viewParameters,
  visit,
} from './site.ts';

const openTab = useBrowser();
let tab: Tab;
beforeEach(async () => {
  tab = await openTab();
});
afterEach(async () => {
  expectNoForeignRequest(tab);
  await tab.close();
});

/** The metric the picker shows. */
const pickedMetric = () => tab.page.getByRole('button', { name: /指标$|Metric$/ }).first();
const notices = () => tab.page.getByRole('status').filter({ hasText: /已忽略|没有采用|ignored|not used/ });

describe('a link opened in a fresh profile', () => {
  it('to a township and a year restores the page of the township, and a reload keeps it', async () => {
    await visit(tab.page, '#/region/130623205?years=2023');
    expect(await heading(tab.page).innerText()).toBe('其中口乡，2023 年');
    await tab.page.reload();
    await settled(tab.page);
    expect(await heading(tab.page).innerText()).toBe('其中口乡，2023 年');
    expect(new URL(tab.page.url()).hash).toBe('#/region/130623205?years=2023');
  });

  it('restores years, metric and language', async () => {
    await visit(tab.page, '#/?years=2021-2024&metric=permits&lang=en');
    expect(await heading(tab.page).innerText()).toBe('China, 2021–2024');
    expect(await pickedMetric().innerText()).toContain('Permits');
    expect(await tab.page.evaluate(() => document.documentElement.lang)).toBe('en-GB');
    expect(await tab.page.title()).toContain('China, 2021–2024');
    expect(await notices().count()).toBe(0);
  });

  it('with a real query becomes the same view, and keeps the folder of the site', async () => {
    await visit(tab.page, '?years=2023&metric=penalties');
    expect(await heading(tab.page).innerText()).toBe('全国，2023 年');
    expect(await pickedMetric().innerText()).toContain('行政处罚');
    expect(tab.page.url()).toBe(`${SITE_URL}#/?years=2023&metric=penalties`);
  });
});

it('back and forward go through the views the reader chose', async () => {
  const { page } = tab;
  await visit(page, '#/?years=2023');
  await goTo(page, '#/region/130623205?years=2023', '其中口乡，2023 年');
  await page.getByRole('button', { name: 'English' }).click();
  await expect.poll(() => heading(page).innerText()).toBe('其中口乡, 2023');
  await page.goBack();
  await expect.poll(() => heading(page).innerText()).toBe('其中口乡，2023 年');
  await page.goBack();
  await expect.poll(() => heading(page).innerText()).toBe('全国，2023 年');
  await page.goForward();
  await page.goForward();
  await expect.poll(() => heading(page).innerText()).toBe('其中口乡, 2023');
});

describe('a bad address', () => {
  it('says what was ignored, and the good parts survive', async () => {
    const { page } = tab;
    const dialogs: string[] = [];
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message());
      void dialog.dismiss();
    });
    const hostile = encodeURIComponent('<img src=x onerror=alert(1)>');
    await visit(page, `#/?region=13&years=banana&metric=${hostile}&colour=red&lang=en&prose=perhaps`);
    expect(await heading(page).innerText()).toMatch(/^河北省, \d{4}$/);
    const said = await notices().innerText();
    for (const part of ['years=banana', '<img src=x onerror=alert(1)>', 'colour', 'perhaps']) {
      expect(said).toContain(part);
    }
    expect(await page.locator('main img').count()).toBe(0);
    expect(dialogs).toEqual([]);
    await notices().getByRole('button', { name: 'Dismiss' }).click();
    await expect.poll(() => notices().count()).toBe(0);
    expect(viewParameters(page)).toEqual({ lang: 'en', region: '13' });
  });

  it('with years beyond the data is cut to the data, and says so', async () => {
    await visit(tab.page, '#/?years=2015-2020');
    expect(await heading(tab.page).innerText()).toBe('全国，2019–2020 年');
    expect(await tab.page.locator('main').innerText()).toContain('2015-2020 年已截短');
  });

  it('with an unknown region code says that the list does not have it, and offers the search', async () => {
    const { page } = tab;
    await visit(page, '#/region/999999999?years=2023');
    expect(await heading(page).innerText()).toBe('地区名单里没有代码 999999999');
    expect(await page.getByRole('combobox', { name: '地区' }).count()).toBe(1);
  });

  it('of an unknown page has a face of its own, with the way back', async () => {
    const { page } = tab;
    await visit(page, '#/nowhere?years=2023');
    expect(await heading(page).innerText()).toBe('没有这个页面');
    await page.getByRole('link', { name: '回到总览' }).click();
    await expect.poll(() => heading(page).innerText()).toBe('全国，2023 年');
  });

  it('of a package that is not there names the missing file', async () => {
    const { page } = tab;
    await visit(page, '#/?package=packages/none');
    expect(await heading(page).innerText()).toBe('这个数据包打不开');
    expect(await page.getByRole('alert').innerText()).toContain('datapackage.json');
    await page.getByRole('link', { name: '打开本站的数据' }).click();
    await expect.poll(() => heading(page).innerText()).toMatch(/^全国，/);
  });

  it.each(['https://example.org/data', '//example.org/data', 'https:example.org'])(
    'of a package on another host, %s, is refused and nothing is asked of that host',
    async (address) => {
      await visit(tab.page, `#/?package=${encodeURIComponent(address)}&years=2023`);
      expect(await heading(tab.page).innerText()).toBe('全国，2023 年');
      expect(await notices().innerText()).toContain(`package=${address}`);
      expect(await tab.page.getByRole('note').innerText()).toContain('样本数据');
    },
  );
});
