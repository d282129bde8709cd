/** The address is the view: opened anew, reloaded, gone back to, and mended where it is bad. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
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

/** The metric the picker shows. */
const pickedMetric = () => tab.page.getByRole('button', { name: /指标$|Metric$/ }).first();
const notices = () => tab.page.getByRole('status').filter({ hasText: /已忽略|没有采用|ignored|not used/ });

describe('in a fresh profile', () => {
  beforeEach(async () => {
    tab = await openTab();
  });
  afterEach(async () => {
    expectNoForeignRequest(tab);
    await tab.close();
  });

  it('a link to a township and a year restores the page of the township, and a reload keeps it', async () => {
    await visit(tab.page, '#/region/130623205?years=2023');
    expect(await heading(tab.page).innerText()).toBe('其中口乡，2023 年');
    await tab.page.reload();
    await settled(tab.page);
    expect(await heading(tab.page).innerText()).toBe('其中口乡，2023 年');
    expect(new URL(tab.page.url()).hash).toBe('#/region/130623205?years=2023');
  });

  it('a link restores years, metric and language', async () => {
    await visit(tab.page, '#/?years=2021-2024&metric=permits&lang=en');
    expect(await heading(tab.page).innerText()).toBe('China, 2021–2024');
    expect(await pickedMetric().innerText()).toContain('Permits');
    expect(await tab.page.evaluate(() => document.documentElement.lang)).toBe('en-GB');
    expect(await tab.page.title()).toContain('China, 2021–2024');
    expect(await notices().count()).toBe(0);
  });

  it('a link with a real query becomes the same view, and keeps the folder of the site', async () => {
    await visit(tab.page, '?years=2023&metric=penalties');
    expect(await heading(tab.page).innerText()).toBe('全国，2023 年');
    expect(await pickedMetric().innerText()).toContain('行政处罚');
    expect(tab.page.url()).toBe(`${SITE_URL}#/?years=2023&metric=penalties`);
  });

  it('a bad address says what was ignored, and the good parts survive', async () => {
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
    expect(await viewParameters(page)).toEqual({ lang: 'en', region: '13' });
  });

  it('the address of a package that is not there names the missing file', async () => {
    const { page } = tab;
    await visit(page, '#/?package=packages/none');
    expect(await heading(page).innerText()).toBe('这个数据包打不开');
    expect(await page.getByRole('alert').innerText()).toContain('datapackage.json');
    await page.getByRole('link', { name: '打开本站的数据' }).click();
    await expect.poll(() => heading(page).innerText()).toMatch(/^全国，/);
  });
});

describe('in an open tab', () => {
  beforeAll(async () => {
    tab = await openTab();
    await visit(tab.page, '#/?years=2023');
  });
  afterAll(async () => {
    expectNoForeignRequest(tab);
    await tab.close();
  });

  it('years beyond the data are cut to the data, and the page says so', async () => {
    await goTo(tab.page, '#/?years=2015-2020', '全国，2019–2020 年');
    expect(await tab.page.locator('main').innerText()).toContain('2015-2020 年已截短');
  });

  it('an unknown region code: the page says that the list does not have it, and offers the search', async () => {
    const { page } = tab;
    await goTo(page, '#/region/999999999?years=2023', '地区名单里没有代码 999999999');
    expect(await page.getByRole('combobox', { name: '地区' }).count()).toBe(1);
  });

  it('an unknown page has a face of its own, with the way back', async () => {
    const { page } = tab;
    await goTo(page, '#/nowhere?years=2023', '没有这个页面');
    await page.getByRole('link', { name: '回到总览' }).click();
    await expect.poll(() => heading(page).innerText()).toBe('全国，2023 年');
  });

  it.each(['https://example.org/data', '//example.org/data', 'https:example.org'])(
    'a package on another host, %s, is refused and nothing is asked of that host',
    async (address) => {
      await goTo(tab.page, `#/?package=${encodeURIComponent(address)}&years=2023`, '全国，2023 年');
      await expect.poll(() => notices().innerText()).toContain(`package=${address}`);
      expect(await tab.page.getByRole('note').innerText()).toContain('样本数据');
    },
  );

  it('back and forward go through the views the reader chose', async () => {
    const { page } = tab;
    await goTo(page, '#/?years=2023', '全国，2023 年');
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
});
