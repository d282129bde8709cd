/** The overview's charts as the build drew them: the same that the library then draws, and only where they are the same. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { dataReady, SITE_URL, settled, useBrowser, visit } from './site.ts';

const openTab = useBrowser();

const PICTURES = 'main [data-picture]';

/** How far a text may stand from its place, in CSS pixels: fonts are measured, or estimated. */
const NEAR = 2;

/** Holds the chart library back until it is released. */
async function holdLibrary(page: Page): Promise<() => void> {
  let release: () => void = () => {};
  const released = new Promise<void>((resolve) => {
    release = resolve;
  });
  await page.context().route(/\/echarts-[^/]*\.js$/, async (route) => {
    await released;
    await route.continue();
  });
  return release;
}

/** All texts of all charts on the page with their places, chart by chart. */
function chartTexts(page: Page) {
  return page.evaluate(() =>
    [...document.querySelectorAll('main .echart-host')].map((host) => ({
      figure: host.closest('figure')?.id ?? '',
      height: host.getBoundingClientRect().height,
      texts: [...host.querySelectorAll('text')].map((text) => {
        const { x, y } = text.getBoundingClientRect();
        return { text: text.textContent, x: x + scrollX, y: y + scrollY };
      }),
    })),
  );
}

async function untilPicturesStand(page: Page): Promise<void> {
  await page.locator(PICTURES).first().waitFor();
  await page.waitForFunction(() => performance.getEntriesByName('data-ready').length > 0, undefined, {
    polling: 50,
    timeout: 90_000,
  });
}

it.each([
  ['in Chinese on light paper', '', 'light'],
  ['in Chinese on dark paper', '', 'dark'],
  ['in English on light paper', '#/?lang=en', 'light'],
  ['in English on dark paper', '#/?lang=en', 'dark'],
] as const)(
  '%s the overview is whole before the library, which draws the same',
  async (_, address, colorScheme) => {
    const { page, errors, close } = await openTab({ colorScheme });
    const release = await holdLibrary(page);
    await page.goto(new URL(address, SITE_URL).href);
    await untilPicturesStand(page);
    const charts = await page.locator('main .echart-box').count();
    expect(charts).toBeGreaterThanOrEqual(8);
    expect(await page.locator(PICTURES).count()).toBe(charts);
    const before = await chartTexts(page);
    release();
    await settled(page);
    const after = await chartTexts(page);
    expect(await page.locator(PICTURES).count()).toBe(0);
    expect(before.map(({ figure, height }) => [figure, height])).toEqual(
      after.map(({ figure, height }) => [figure, height]),
    );
    for (const [index, { figure, texts }] of before.entries()) {
      const drawn = after[index]?.texts ?? [];
      expect([figure, texts.length > 3]).toEqual([figure, true]);
      expect(texts.map(({ text }) => text)).toEqual(drawn.map(({ text }) => text));
      const far = texts.filter(({ x, y }, at) => {
        const there = drawn[at];
        return there === undefined || Math.abs(there.x - x) > NEAR || Math.abs(there.y - y) > NEAR;
      });
      expect({ figure, far }).toEqual({ figure, far: [] });
    }
    expect(errors).toEqual([]);
    await close();
  },
);

it('a picture says what its chart says, and hands the focus over to it', async () => {
  const { page, close } = await openTab();
  const release = await holdLibrary(page);
  await page.goto(SITE_URL);
  await untilPicturesStand(page);
  const focused = () =>
    page.evaluate(() => [
      document.activeElement?.closest('figure')?.id,
      document.activeElement?.getAttribute('role'),
      document.activeElement?.getAttribute('aria-label'),
    ]);
  await page.locator('#trend .echart').focus();
  const before = await focused();
  expect(before).toEqual(['trend', 'img', expect.stringMatching(/新收申请/)]);
  release();
  await settled(page);
  expect(await focused()).toEqual(before);
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => page.locator('#trend .echart-live').innerText()).toMatch(/20\d\d/);
  await close();
});

it('another year, another metric and a narrow window are drawn by the library alone', async () => {
  const { page, close } = await openTab();
  for (const address of ['#/?years=2021', '#/?metric=permits']) {
    const release = await holdLibrary(page);
    await page.goto('about:blank');
    await page.goto(new URL(address, SITE_URL).href);
    await page.locator('main .echart-box').first().waitFor();
    // A trend shows all years, whichever is chosen.
    expect(await page.locator('#map [data-picture], #ranking [data-picture]').count()).toBe(0);
    release();
    await dataReady(page);
  }
  await close();
  const narrow = await openTab({ viewport: { width: 390, height: 800 } });
  await visit(narrow.page, '');
  expect(narrow.requests.filter((url) => url.includes('first-charts'))).toEqual([]);
  await narrow.close();
});

it('without the file of pictures the library draws', async () => {
  const { page, close } = await openTab();
  await page.context().route('**/first-charts.*.json', (route) => route.fulfill({ status: 404 }));
  await visit(page, '');
  expect(await page.locator(PICTURES).count()).toBe(0);
  expect(await page.locator('main .echart-host[data-drawn]').count()).toBeGreaterThanOrEqual(8);
  await close();
});
