/** Visits on a slow device: a processor four times slower and DevTools' “Fast 4G”. */
import type { BrowserContext, Page, Request } from 'playwright-core';
import { launchChromium } from '../support/chromium.ts';

/** As Chromium's DevTools set “Fast 4G”: bytes a second, and ms to the first byte. */
const FAST_4G = {
  downloadThroughput: (9e6 / 8) * 0.9,
  uploadThroughput: (1.5e6 / 8) * 0.9,
  latency: 60 * 2.75,
};
const SLOWER = 4;

export interface SlowVisits {
  /** First contentful paint of a page of one word with the site's stylesheet, ms. */
  readonly emptyPaint: readonly number[];
  readonly firstPaint: readonly number[];
  /** When the first figure is painted, ms. */
  readonly firstFigure: readonly number[];
  /** The same with the package of the nation chosen in the address. */
  readonly nationFigure: readonly number[];
  readonly clicks: readonly FirstClick[];
}

/** The first moment at which a press of the language switch takes effect. */
export interface FirstClick {
  readonly at: number;
  /** Bytes of scripts asked for by then, as they were sent, and of the styles in the page; and of those, arrived by then. */
  readonly asked: number;
  readonly arrived: number;
  /** Bytes of the rest of the page: the overview as it is drawn, the answers it is made of, and two short scripts. */
  readonly page: number;
}

export async function measureSlowVisits(siteUrl: string, folder: string, runs: number): Promise<SlowVisits> {
  const result = {
    emptyPaint: [] as number[],
    firstPaint: [] as number[],
    firstFigure: [] as number[],
    nationFigure: [] as number[],
    clicks: [] as FirstClick[],
  };
  const styles = await styleBytes(siteUrl);
  const nation = `${siteUrl}#/?package=${folder.split('/').at(-1)}`;
  for (let run = 1; run <= runs; run += 1) {
    // Turn by turn, so that whatever else the machine does falls on all alike.
    result.emptyPaint.push(
      await visit(async ({ page }) => {
        await page.goto(`${siteUrl}empty.html`);
        return paintOf(page);
      }),
    );
    const [paint, figure] = await firstFigure(siteUrl);
    result.firstPaint.push(paint);
    result.firstFigure.push(figure);
    result.nationFigure.push((await firstFigure(nation))[1]);
    result.clicks.push(await firstClick(siteUrl, styles));
    console.log(`  slow ${run}/${runs}: first figure ${Math.round(figure)} ms`);
  }
  return result;
}

/** Nothing is asked of the page before it has come: what Playwright asks with is 330 kB of code, a sixth of a second here. */
function firstFigure(address: string): Promise<readonly [paint: number, figure: number]> {
  return visit(async ({ page }) => {
    await page.goto(address, { waitUntil: 'load' });
    await page.waitForFunction(() => performance.getEntriesByName('first-figure').length > 0, undefined, {
      timeout: 120_000,
    });
    const painted = await paintOf(page);
    const marked = await page.evaluate(
      () => performance.getEntriesByName('first-figure')[0]?.startTime ?? Number.NaN,
    );
    // Marked when it is there; nothing can be seen before the first paint.
    return [painted, Math.max(painted, marked)];
  });
}

interface Visit {
  readonly context: BrowserContext;
  readonly page: Page;
}

async function visit<T>(work: (visit: Visit) => Promise<T>): Promise<T> {
  const browser = await launchChromium();
  try {
    const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1280, height: 900 } });
    const page = await context.newPage();
    const session = await context.newCDPSession(page);
    await session.send('Network.enable');
    await session.send('Network.emulateNetworkConditions', { offline: false, ...FAST_4G });
    await session.send('Emulation.setCPUThrottlingRate', { rate: SLOWER });
    return await work({ context, page });
  } finally {
    await browser.close();
  }
}

function paintOf(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          for (const entry of list.getEntriesByName('first-contentful-paint')) resolve(entry.startTime);
        }).observe({ type: 'paint', buffered: true });
      }),
  );
}

/** In the page from its beginning: presses the language switch over and over, once there is one, until it is answered. */
function pressUntilAnswered(): void {
  let offered: string | undefined;
  const timer = setInterval(() => {
    const button = document.querySelector<HTMLElement>('header button[lang]');
    if (button === null) return;
    offered ??= button.lang;
    if (button.lang !== offered) {
      clearInterval(timer);
      performance.mark('click-answered');
      return;
    }
    button.click();
  }, 20);
}

/** What the site's style sheet weighs as a file of its own, as the empty page has it. */
async function styleBytes(siteUrl: string): Promise<number> {
  const sheet = await fetch(`${siteUrl}empty.css`, { headers: { 'accept-encoding': 'br' } });
  await sheet.arrayBuffer();
  return Number(sheet.headers.get('content-length'));
}

function firstClick(address: string, styles: number): Promise<FirstClick> {
  return visit(async ({ context, page: tab }) => {
    const finished: Request[] = [];
    context.on('requestfinished', (request) => finished.push(request));
    await tab.addInitScript(pressUntilAnswered);
    await tab.goto(address, { waitUntil: 'load' });
    await tab.waitForFunction(() => performance.getEntriesByName('click-answered').length > 0, undefined, {
      timeout: 120_000,
    });
    const at = await tab.evaluate(
      () => performance.getEntriesByName('click-answered')[0]?.startTime ?? Number.NaN,
    );
    const moment = at + (await tab.evaluate(() => performance.timeOrigin));
    // What was asked for by then arrives within this time, the engine's wasm apart.
    await tab.waitForTimeout(3000);
    const sizes = await Promise.all(
      finished.map(async (request) => {
        const response = await request.response();
        const { startTime, responseEnd } = request.timing();
        return {
          isCode: /\.js$/.test(new URL(request.url()).pathname),
          isPage: request.isNavigationRequest(),
          bytes: Number(response?.headers()['content-length'] ?? 0),
          asked: startTime,
          arrived: startTime + responseEnd,
        };
      }),
    );
    const sum = (by: 'asked' | 'arrived') =>
      sizes.reduce((total, one) => total + (one.isCode && one[by] <= moment ? one.bytes : 0), styles);
    const page = sizes.reduce((total, one) => total + (one.isPage ? one.bytes : 0), -styles);
    return { at, asked: sum('asked'), arrived: sum('arrived'), page };
  });
}
