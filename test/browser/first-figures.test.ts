/** What a visitor sees before any code has run, and that the engine then says the same. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { expect, inject, it } from 'vitest';
import { dataReady, keyFigureLines, SITE_URL, settled, useBrowser, visit } from './site.ts';

const openTab = useBrowser();

const NAMES = ['行政许可', '行政处罚', '新收申请', '行政复议'];

/** Of each time the engine was asked again: how many of its answers differed. */
function confirmations(page: Page): Promise<readonly number[]> {
  return page.evaluate(() =>
    performance
      .getEntriesByName('first-figures-confirmed')
      .map((mark) => Number((mark as PerformanceMark).detail)),
  );
}

it('the bare address shows its figures without a line of the app’s code', async () => {
  const { page, close } = await openTab();
  await page.context().route('**/assets/*.js', (route) => route.abort());
  await page.goto(SITE_URL);
  expect(await page.locator('h1:visible').innerText()).toMatch(/^全国，\d{4} 年$/);
  const drawn = await Promise.all(NAMES.map((name) => keyFigureLines(page, name)));
  await page.context().unroute('**/assets/*.js');
  await visit(page, '');
  await dataReady(page);
  const shown = await Promise.all(NAMES.map((name) => keyFigureLines(page, name)));
  expect(drawn).toEqual(shown);
  for (const [name, value] of drawn) {
    expect(NAMES).toContain(name);
    expect(value).toMatch(/^[\d,]+/);
  }
  await close();
});

const ALL_CODE = { code: '**/assets/*.js', before: '.first-figures h1' };
const PAGE_CODE = { code: '**/assets/overview-*.js', before: 'main [data-pending] h1' };

it.each([
  { ...ALL_CODE, presses: ['指标'], lists: 1, title: /^全国，/ },
  { ...ALL_CODE, presses: ['English'], lists: 0, title: /^China,/ },
  // Of several the last: a reader who presses again has something else in mind.
  { ...ALL_CODE, presses: ['指标', 'English'], lists: 0, title: /^China,/ },
  // The frame around the page answers already.
  { ...PAGE_CODE, presses: ['指标'], lists: 1, title: /^全国，/ },
  { ...PAGE_CODE, presses: ['指标', 'English'], lists: 0, title: /^China,/ },
])('$presses pressed before $code is answered once it is there', async (press) => {
  const { code, before, presses, lists, title } = press;
  const { page, errors, close } = await openTab();
  let letCodeCome = (): void => {};
  const codeMayCome = new Promise<void>((resolve) => {
    letCodeCome = resolve;
  });
  await page.context().route(code, async (route) => {
    await codeMayCome;
    await route.continue();
  });
  await page.goto(SITE_URL, { waitUntil: 'domcontentloaded' });
  await page.locator(before).waitFor();
  for (const name of presses) await page.getByRole('button', { name }).first().click();
  expect(await page.getByRole('listbox').count()).toBe(0);
  letCodeCome();
  await settled(page);
  if (lists > 0) await page.getByRole('listbox').waitFor();
  expect(await page.getByRole('listbox').count()).toBe(lists);
  expect(await page.getByRole('heading', { level: 1 }).innerText()).toMatch(title);
  // Heard no longer once the page answers by itself.
  await expect.poll(() => page.evaluate(() => 'earlyPresses' in window)).toBe(false);
  expect(errors).toEqual([]);
  await close();
});

it('the engine, once there, is asked the same questions and gives the same answers', async () => {
  const { page, errors, close } = await openTab();
  await visit(page, '');
  await dataReady(page);
  await expect.poll(() => confirmations(page), { timeout: 60_000 }).toEqual([0]);
  const asked = await page.evaluate(() =>
    performance
      .getEntriesByType('measure')
      .map(({ name }) => name)
      .filter((name) => name.startsWith('query:')),
  );
  expect(asked).toEqual(
    expect.arrayContaining([
      'query:metric-values-region-pooled',
      'query:metric-values-region-yearly',
      'query:change',
    ]),
  );
  expect(errors).toEqual([]);
  await close();
});

it('an answer of the engine that differs takes the place of the one drawn', async () => {
  const { page, close } = await openTab();
  await page.context().route(SITE_URL, async (route) => {
    const answer = await route.fetch();
    const body = await answer.text();
    // The value of one key figure, as the page's own data have it.
    const changed = body.replace(/("metric":"permits"[^}]*?"value":)(\d+)/, '$1123456');
    expect(changed).not.toBe(body);
    await route.fulfill({ response: answer, body: changed });
  });
  await page.goto(SITE_URL);
  await settled(page);
  await expect.poll(() => confirmations(page), { timeout: 60_000 }).toHaveLength(1);
  expect((await confirmations(page))[0]).toBeGreaterThan(0);
  expect((await keyFigureLines(page, '行政许可'))[1]).not.toMatch(/123,456/);
  await close();
});

it('another address never shows the figures of the bare one', async () => {
  const { page, close } = await openTab();
  await page.context().route('**/assets/*.js', (route) => route.abort());
  await page.goto(`${SITE_URL}#/?years=2021`);
  expect(await page.locator('.first-figures').isVisible()).toBe(false);
  expect(await page.locator('h1:visible').innerText()).toContain('乡镇公开');
  await close();
});

it('figures are on the page before the engine is there', async () => {
  const { page, close } = await openTab();
  await visit(page, '');
  await dataReady(page);
  const at = (name: string) =>
    page.evaluate((mark) => performance.getEntriesByName(mark)[0]?.startTime ?? Number.NaN, name);
  expect(await at('first-figure')).toBeLessThan(await at('engine-ready'));
  await close();
});

it('the code that is needed before a click is answered is at most 200 kB under brotli', () => {
  const folder = inject('siteFolder');
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const bytes = new Map<string, number>();
  const add = (name: string): void => {
    if (bytes.has(name)) return;
    const content = readFileSync(join(folder, 'assets', name));
    bytes.set(name, brotliCompressSync(content).length);
    if (!name.endsWith('.js')) return;
    for (const [, next] of content.toString().matchAll(/(?:from|import)\s*["']\.\/([^"']+\.js)["']/g))
      add(next ?? '');
  };
  const [, styles = ''] = /<style>(.*?)<\/style>/s.exec(page) ?? [];
  expect(styles.length).toBeGreaterThan(1000);
  bytes.set('styles', brotliCompressSync(styles).length);
  for (const [, name = ''] of page.matchAll(/assets\/([^"']+\.js)/g)) {
    // The engine's, which on a quick line starts beside the page: no press waits for it.
    if (!/worker/.test(name)) add(name);
  }
  expect(bytes.size).toBeGreaterThan(3);
  const total = [...bytes.values()].reduce((sum, size) => sum + size, 0);
  expect(total).toBeLessThanOrEqual(200_000);
});
