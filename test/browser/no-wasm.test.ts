/** Devices that cannot run the engine: what was computed beforehand stays, and the reader is told in plain words. */
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterEach, describe, expect, inject, it } from 'vitest';
import { CHROMIUM_ARGS, ensureChromium } from '../support/chromium.ts';
import { serveStatic } from '../support/static-server.ts';
import { keyFigure, keyFigureLines, SITE_URL, settled, useBrowser } from './site.ts';

const openTab = useBrowser();
const REGION = '#/region/130623205?years=2023';

/** The notice that the engine cannot run here. */
function notice(page: Page) {
  return page.getByRole('alert').filter({ has: page.getByText('数据是普通的 CSV 表格') });
}

async function expectOverview(page: Page): Promise<void> {
  expect(await page.locator('h1:visible').innerText()).toMatch(/^全国，\d{4} 年$/);
  expect((await keyFigureLines(page, '行政许可'))[1]).toMatch(/^[\d,]+ 件$/);
  const chart = page.locator('figure#trend');
  // The overview as the build drew it has no life in it yet.
  await expect.poll(() => page.locator('.first-figures, main [data-pending]:has(figure)').count()).toBe(0);
  await chart.getByRole('tab', { name: '表', exact: true }).click();
  await chart.getByRole('table').waitFor();
  expect(await chart.getByRole('row').count()).toBeGreaterThan(5);
}

/** Every file the notice offers is there. */
async function expectFiles(page: Page): Promise<void> {
  const hrefs = await notice(page)
    .getByRole('link', { name: /\.csv(?:\.gz)?$/ })
    .evaluateAll((links) => links.map((link) => (link as HTMLAnchorElement).href));
  expect(hrefs.length).toBeGreaterThan(3);
  const missing: string[] = [];
  for (const href of hrefs) if (!(await fetch(href)).ok) missing.push(href);
  expect(missing).toEqual([]);
}

describe('without WebAssembly', () => {
  let browser: Browser | undefined;
  afterEach(() => browser?.close());

  it('the overview keeps its figures and tables under a notice; other pages say what is missing and lead back', async () => {
    // Without a compiler at run time Chromium has no WebAssembly.
    browser = await chromium.launch({
      executablePath: ensureChromium(),
      args: [...CHROMIUM_ARGS, '--js-flags=--jitless'],
    });
    const page = await browser.newPage({ locale: 'zh-CN' });
    const requests: string[] = [];
    page.context().on('request', (request) => requests.push(request.url()));
    await page.goto(SITE_URL);
    expect(await page.evaluate(() => typeof WebAssembly)).toBe('undefined');
    await notice(page).waitFor();
    await settled(page);
    expect(await notice(page).innerText()).toContain('这个浏览器不能运行本站的数据引擎');
    expect(await notice(page).innerText()).toContain('下面是事先算好的');
    await expectOverview(page);
    await expectFiles(page);
    // Nothing large is fetched in vain, now or for later.
    expect(requests.filter((url) => /\.wasm$|service-worker/.test(url))).toEqual([]);

    await page.goto(new URL(REGION, SITE_URL).href);
    await notice(page).waitFor();
    expect(await notice(page).innerText()).toContain('这一页要现算');
    await notice(page).getByRole('link', { name: '看总览' }).click();
    await keyFigure(page, '行政许可').waitFor();
  });

  it('forbidden by a content security policy, the same is said', async () => {
    const tab = await openTab();
    await tab.page.context().route(/engine-worker-[^/]*\.js$/, async (route) => {
      const response = await route.fetch();
      await route.fulfill({
        response,
        headers: { ...response.headers(), 'content-security-policy': "script-src 'self'" },
      });
    });
    await tab.page.goto(SITE_URL);
    await notice(tab.page).waitFor({ timeout: 60_000 });
    expect(await notice(tab.page).innerText()).toContain('这个浏览器不能运行本站的数据引擎');
    await expectOverview(tab.page);
    await tab.close();
  });
});

describe('without enough memory', () => {
  it('an engine that gets no memory says so, and can be tried again', async () => {
    const tab = await openTab();
    const { page } = tab;
    const failing = (route: Parameters<Parameters<typeof page.route>[1]>[0]) =>
      route.fulfill({
        contentType: 'text/javascript',
        body: "throw new RangeError('WebAssembly.Memory(): could not allocate memory')",
      });
    await page.context().route(/engine-worker-[^/]*\.js$/, failing);
    await page.goto(SITE_URL);
    await notice(page).waitFor();
    expect(await notice(page).innerText()).toContain('内存不够');
    await expectOverview(page);
    await page.context().unroute(/engine-worker-[^/]*\.js$/, failing);
    await notice(page).getByRole('button', { name: '再试一次' }).click();
    await notice(page).waitFor({ state: 'detached', timeout: 60_000 });
    await page.goto(new URL(REGION, SITE_URL).href);
    await keyFigure(page, '行政许可').waitFor({ timeout: 60_000 });
    await tab.close();
  });

  it('a page that ended while it opened the data does not open them again by itself', async () => {
    const tab = await openTab();
    const { page } = tab;
    await page.goto(new URL('favicon.svg', SITE_URL).href);
    await page.evaluate(() => sessionStorage.setItem('opening', 'data'));
    await page.goto(SITE_URL);
    await notice(page).waitFor();
    expect(await notice(page).innerText()).toContain('内存不够');
    await expectOverview(page);
    expect(tab.requests.filter((url) => url.endsWith('.wasm'))).toEqual([]);
    await notice(page).getByRole('button', { name: '再试一次' }).click();
    await notice(page).waitFor({ state: 'detached', timeout: 60_000 });
    await tab.close();
  });
});

describe('over plain http in an intranet', () => {
  let browser: Browser | undefined;
  afterEach(() => browser?.close());

  it('the whole site works, without an offline copy', async () => {
    browser = await chromium.launch({
      executablePath: ensureChromium(),
      args: [...CHROMIUM_ARGS, '--host-resolver-rules=MAP intranet.test 127.0.0.1'],
    });
    const server = await serveStatic(inject('siteFolder'), { prefix: '/office/disclosure' });
    const page = await browser.newPage({ locale: 'zh-CN' });
    const faults: string[] = [];
    page.context().on('weberror', (error) => faults.push(error.error().message));
    page.context().on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    const site = server.url.replace('127.0.0.1', 'intranet.test');
    await page.goto(`${site}${REGION}`);
    await keyFigure(page, '行政许可').waitFor({ timeout: 60_000 });
    await settled(page);
    expect(await page.evaluate(() => [isSecureContext, 'serviceWorker' in navigator])).toEqual([
      false,
      false,
    ]);
    expect((await keyFigureLines(page, '行政许可')).slice(0, 2)).toEqual(['行政许可', '33 件']);
    const links = page.getByRole('navigation', { name: '主导航' }).getByRole('link');
    for (const name of await links.allInnerTexts()) {
      await links.filter({ hasText: name }).click();
      await links.filter({ hasText: name }).and(page.locator('[aria-current="page"]')).waitFor();
      await settled(page);
      expect(await page.getByRole('alert').allInnerTexts()).toEqual([]);
    }
    expect(await page.locator('[data-offline]').count()).toBe(0);
    expect(faults).toEqual([]);
    await server.close();
  });
});
