/** The site under test, as a visitor meets it: tabs, addresses, figures by their names. */
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject } from 'vitest';
import { launchChromium, SHORT_VISIT_ARGS } from '../support/chromium.ts';

export const SITE_URL = inject('siteUrl');

/** A tab with a profile of its own. What goes wrong in it, and whatever it asks for, is kept. */
export interface Tab {
  readonly page: Page;
  /** Addresses asked for, by the page and by its workers. */
  readonly requests: readonly string[];
  /** Uncaught errors, and errors on the console. */
  readonly errors: readonly string[];
  readonly close: () => Promise<void>;
}

export type OpenTab = (options?: BrowserContextOptions) => Promise<Tab>;

/** One Chromium for the test file; gives the way to open tabs in it. */
export function useBrowser(): OpenTab {
  let browser: Browser | undefined;
  beforeAll(async () => {
    browser = await launchChromium(SHORT_VISIT_ARGS);
  });
  afterAll(() => browser?.close());
  return async (options = {}) => {
    if (browser === undefined) throw new Error('open tabs in hooks and tests');
    const context = await browser.newContext({
      locale: 'zh-CN',
      viewport: { width: 1280, height: 900 },
      // The offline copy has its own test; here each tab asks the server for itself.
      serviceWorkers: 'block',
      ...options,
    });
    context.setDefaultTimeout(20_000);
    const requests: string[] = [];
    const errors: string[] = [];
    // Of the whole context: the page's own events leave out what its workers ask for.
    context.on('request', (request) => requests.push(request.url()));
    context.on('weberror', (error) => errors.push(error.error().message));
    context.on('console', (message) => {
      if (message.type() === 'error') errors.push(message.text());
    });
    return { page: await context.newPage(), requests, errors, close: () => context.close() };
  };
}

/** A fresh tab for each test of the file. After each, nothing foreign was asked for, and nothing went wrong. */
export function useFreshTab(): Pick<Tab, 'page'> & {
  /** What went wrong so far, which the test then answers for. */
  readonly takeErrors: () => readonly string[];
} {
  const openTab = useBrowser();
  const kept: { tab?: Tab; taken: number } = { taken: 0 };
  const now = (): Tab => {
    if (kept.tab === undefined) throw new Error('the tab is there in tests');
    return kept.tab;
  };
  const takeErrors = (): readonly string[] => {
    const errors = now().errors.slice(kept.taken);
    kept.taken += errors.length;
    return errors;
  };
  beforeEach(async () => {
    kept.tab = await openTab();
    kept.taken = 0;
  });
  afterEach(async () => {
    expectNoForeignRequest(now());
    expectNoError({ ...now(), errors: takeErrors() });
    await now().close();
  });
  return {
    get page() {
      return now().page;
    },
    takeErrors,
  };
}

/** Loads the site at an address below it, such as `#/?years=2023`, and waits until all is drawn. */
export async function visit(page: Page, address: string): Promise<void> {
  await page.goto(new URL(address, SITE_URL).href);
  await settled(page);
}

/** Goes to another address of the loaded site, as a link would. `title`: the page's heading when it is there. */
export async function goTo(page: Page, hash: string, title: string | RegExp): Promise<void> {
  await page.evaluate((next) => {
    window.location.hash = next;
  }, hash);
  await page.getByRole('heading', { level: 1, name: title, exact: true }).waitFor();
  await settled(page);
}

/** Goes through the pages of the main navigation with the view as it is; each is there and drawn when `look` is called. */
export async function eachPage(page: Page, look: (name: string) => Promise<void>): Promise<void> {
  const links = page.getByRole('navigation', { name: '主导航' }).getByRole('link');
  for (const name of await links.allInnerTexts()) {
    await links.filter({ hasText: name }).click();
    await links.filter({ hasText: name }).and(page.locator('[aria-current="page"]')).waitFor();
    await settled(page);
    await readToTheEnd(page);
    await look(name);
  }
}

/**
 * Waits until the page has a title, nothing near the reader is being loaded or computed, and every chart is drawn, also
 * where the build's picture of it stood before.
 */
export async function settled(page: Page): Promise<void> {
  await page.waitForFunction(
    () =>
      document.querySelector('main h1') !== null &&
      // The page as the build drew it, before the app has taken over.
      document.querySelector('.first-figures, main [data-pending]') === null &&
      document.querySelector('main [aria-busy="true"], main [role="progressbar"]') === null &&
      document.querySelector(
        'main :is(.echart-box:empty:not([hidden] *), .echart-host:not([data-drawn]), [data-picture], .echart-before)',
      ) === null &&
      !/正在载入|Loading…/.test(document.querySelector('main')?.textContent ?? ''),
    undefined,
    { polling: 50, timeout: 90_000 },
  );
}

/** Goes down to what is asked for only when a reader comes near, until all of the page is there; then back to its top. */
export async function readToTheEnd(page: Page): Promise<void> {
  const awaiting = page.locator('main [data-awaiting]');
  for (let left = await awaiting.count(); left > 0; left -= 1) {
    await awaiting.first().scrollIntoViewIfNeeded();
    await page.waitForFunction(
      (before) => document.querySelectorAll('main [data-awaiting]').length < before,
      left,
      { polling: 50 },
    );
  }
  await settled(page);
  await page.evaluate(() => scrollTo(0, 0));
}

/** Waits until the engine holds all data and the page's own questions are answered: once a visit, after `visit`. */
export async function dataReady(page: Page): Promise<void> {
  await page.waitForFunction(() => performance.getEntriesByName('data-ready', 'mark').length > 0, undefined, {
    polling: 50,
    timeout: 90_000,
  });
  await settled(page);
}

/** The title of the page. */
export function heading(page: Page): Locator {
  return page.getByRole('heading', { level: 1 });
}

/** The card of a key figure, found by the name of its metric. */
export function keyFigure(page: Page, name: string): Locator {
  return page
    .locator('[data-figure="key-figures"] > *')
    .filter({ has: page.getByRole('heading', { name: new RegExp(`^${name}`) }) });
}

/** What a key figure says, line by line: name, value with unit, notes. */
export async function keyFigureLines(page: Page, name: string): Promise<readonly string[]> {
  const text = await keyFigure(page, name).innerText();
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/** A figure by words of its title. */
export function figure(page: Page, title: string | RegExp): Locator {
  return page.getByRole('figure', { name: title });
}

/** Turns a figure to its table, or back to its chart. */
export async function turn(of: Locator, side: '图' | '表' | 'Chart' | 'Table'): Promise<void> {
  await of.getByRole('tab', { name: side, exact: true }).click();
  await of.getByRole('tab', { name: side, exact: true, selected: true }).waitFor();
  // The tab answers at once, and what it leads to follows.
  await of.locator('[role="tabpanel"][aria-busy="false"]').waitFor();
}

/** A table as people read it: one object a row, keyed by the column's header, without units and sort marks. */
export async function readTable(of: Locator): Promise<readonly Readonly<Record<string, string>>[]> {
  const table = of.getByRole('table');
  await table.waitFor();
  // Its rows follow the head that was pressed.
  await table.and(of.page().locator('[aria-busy="true"]')).waitFor({ state: 'detached' });
  return table.evaluate((element) => {
    const text = (cell: Element): string => {
      const seen = cell.cloneNode(true) as Element;
      for (const hidden of seen.querySelectorAll('.visually-hidden')) hidden.remove();
      return (seen.textContent ?? '').replace(/[↑↓↕]/g, '').trim();
    };
    const [head, ...body] = [...element.querySelectorAll('tr')];
    const headers = [...(head?.children ?? [])].map((cell) =>
      text(cell)
        .replace(/（.*）$|\(.*\)$/, '')
        .trim(),
    );
    return body.map((row) =>
      Object.fromEntries([...row.children].map((cell, index) => [headers[index] ?? '', text(cell)])),
    );
  });
}

/** Fails when anything was asked of another host. */
export function expectNoForeignRequest({ requests }: Tab): void {
  const { origin } = new URL(SITE_URL);
  expect(requests.filter((url) => !url.startsWith(`${origin}/`) && !/^(?:data|blob):/.test(url))).toEqual([]);
}

/** Fails when anything went wrong that the page did not expect. */
export function expectNoError({ errors }: Tab): void {
  expect(errors).toEqual([]);
}

/** Parameters of the view in the address, once it says what the page shows, e.g. `{ years: '2023' }`. */
export async function viewParameters(page: Page): Promise<Readonly<Record<string, string>>> {
  // The address is written after the frame that shows what was pressed.
  const hash = await page.evaluate(
    () =>
      new Promise<string>((resolve) => {
        requestAnimationFrame(() => setTimeout(() => resolve(location.hash)));
      }),
  );
  const [, search = ''] = hash.split('?');
  return Object.fromEntries(new URLSearchParams(search));
}
