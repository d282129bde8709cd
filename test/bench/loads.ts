/** Visits of the built site with a fresh profile each: milestones, bytes, memory. */
import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { launchChromium } from '../support/chromium.ts';

/** Moments of a visit in ms since navigation, in their order. */
export const MILESTONES = [
  'first-contentful-paint',
  'engine-ready',
  'warehouse-ready',
  'first-figure',
  'data-ready',
] as const;
export type Milestone = (typeof MILESTONES)[number];

export interface Load {
  readonly milestones: Readonly<Record<Milestone, number>>;
  /** Time the engine spent on the page's own questions, and their number. */
  readonly asked: { readonly ms: number; readonly questions: number };
  /** Bytes of all answers to GET requests, as they were sent. */
  readonly sent: number;
  /** Of those: the engine (wasm, its scripts), the data package, everything else. */
  readonly parts: { readonly engine: number; readonly data: number; readonly page: number };
  readonly memory: Memory;
}

export interface Memory {
  /** JavaScript heap of the page itself, after a garbage collection. */
  readonly heap: number;
  /** Linear memory of the engine. */
  readonly wasm: number;
  /** Resident memory of the tab's process with all its workers; null where the system does not tell. */
  readonly process: number | null;
}

export interface LoadOptions {
  readonly siteUrl: string;
  /** Folder of the package below the site. */
  readonly folder: string;
  /** Hides the snapshot, so that the CSVs are read. */
  readonly fromCsv: boolean;
}

export async function measureLoad({ siteUrl, folder, fromCsv }: LoadOptions): Promise<Load> {
  const browser = await launchChromium();
  try {
    const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1280, height: 900 } });
    if (fromCsv) await context.route('**/snapshot.json', (route) => route.fulfill({ status: 404 }));
    const sent: { readonly url: string; readonly bytes: number }[] = [];
    context.on('response', (response) => {
      if (response.request().method() !== 'GET') return;
      const bytes = Number(response.headers()['content-length'] ?? 0);
      sent.push({ url: response.url(), bytes });
    });
    const page = await context.newPage();
    await page.goto(`${siteUrl}#/${folder === 'data' ? '' : `?package=${folder.split('/').at(-1)}`}`);
    await untilMarked(page, 'data-ready');
    const timing = await timingOf(page);
    const total = (of: (url: string) => boolean) =>
      sent.filter(({ url }) => of(url)).reduce((sum, { bytes }) => sum + bytes, 0);
    const isData = (url: string) => url.startsWith(`${siteUrl}${folder}/`) && !/\/(?:geo|pinyin)\//.test(url);
    const isEngine = (url: string) => /duckdb|engine-worker|browser-bindings/.test(url);
    const parts = {
      engine: total((url) => !isData(url) && isEngine(url)),
      data: total(isData),
      page: total((url) => !isData(url) && !isEngine(url)),
    };
    return { ...timing, sent: total(() => true), parts, memory: await memoryOf(browser, page) };
  } finally {
    await browser.close();
  }
}

/** A bare page that starts the engine, attaches the same snapshot and asks one question: see `page/reference.ts`. */
export interface ReferenceLoad {
  /** Ms from navigation to the answer. */
  readonly answered: number;
  /** Bytes of the data package that were sent. */
  readonly data: number;
  readonly memory: Memory;
}

/** `benchUrl`: where the bench's pages are, with the package in the folder `folder` below. */
export async function measureReference(benchUrl: string, folder: string): Promise<ReferenceLoad> {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    let data = 0;
    page.on('response', (response) => {
      if (response.url().startsWith(`${benchUrl}${folder}/`))
        data += Number(response.headers()['content-length'] ?? 0);
    });
    await page.goto(`${benchUrl}reference.html?package=${folder}/`);
    await untilMarked(page, 'reference-answered');
    const answered = await page.evaluate(
      () => performance.getEntriesByName('reference-answered')[0]?.startTime ?? Number.NaN,
    );
    return { answered, data, memory: await memoryOf(browser, page) };
  } finally {
    await browser.close();
  }
}

/** Waits for a User Timing mark without asking again and again, which would be work on the machine that is measured. */
export async function untilMarked(page: Page, name: string): Promise<void> {
  await page.evaluate(
    (wanted) =>
      new Promise<void>((resolve) => {
        new PerformanceObserver((list, observer) => {
          if (list.getEntriesByName(wanted).length === 0) return;
          observer.disconnect();
          resolve();
        }).observe({ type: 'mark', buffered: true });
      }),
    name,
  );
}

/** Of a page that has come to rest. */
export async function timingOf(page: Page): Promise<Pick<Load, 'milestones' | 'asked'>> {
  const entries = await page.evaluate(() =>
    performance
      .getEntries()
      .filter(({ entryType }) => /^(?:mark|measure|paint)$/.test(entryType))
      .map(({ name, entryType, startTime, duration }) => ({ name, entryType, startTime, duration })),
  );
  const at = (name: Milestone) => entries.find((entry) => entry.name === name)?.startTime ?? Number.NaN;
  const ready = at('warehouse-ready');
  const asked = entries.filter(
    ({ entryType, name, startTime }) =>
      entryType === 'measure' && name.startsWith('query:') && startTime >= ready,
  );
  return {
    milestones: {
      'first-contentful-paint': at('first-contentful-paint'),
      'engine-ready': at('engine-ready'),
      'warehouse-ready': ready,
      'first-figure': at('first-figure'),
      'data-ready': at('data-ready'),
    },
    asked: { ms: asked.reduce((sum, { duration }) => sum + duration, 0), questions: asked.length },
  };
}

export async function memoryOf(browser: Browser, page: Page): Promise<Memory> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.collectGarbage');
  const { usedSize } = await session.send('Runtime.getHeapUsage');
  const engine = page.workers().find((worker) => worker.url().includes('engine-worker'));
  return {
    heap: usedSize,
    wasm: (await engine?.evaluate(linearMemory)) ?? Number.NaN,
    process: await residentMemory(browser),
  };
}

/** Runs in the engine's worker, where DuckDB-WASM keeps its module under a name of its own. */
function linearMemory(): number {
  const { DUCKDB_BINDINGS } = self as unknown as {
    readonly DUCKDB_BINDINGS: Readonly<Record<'_instance', { readonly HEAPU8: Uint8Array }>>;
  };
  const { _instance: module } = DUCKDB_BINDINGS;
  return module.HEAPU8.buffer.byteLength;
}

/** The largest tab process: there is one page, beside what the browser keeps for itself. */
async function residentMemory(browser: Browser): Promise<number | null> {
  const session = await browser.newBrowserCDPSession();
  const { processInfo } = await session.send('SystemInfo.getProcessInfo');
  try {
    const sizes = await Promise.all(
      processInfo
        .filter(({ type }) => type === 'renderer')
        .map(async ({ id }) => {
          const status = await readFile(`/proc/${id}/status`, 'utf8');
          return Number(/^VmRSS:\s+(\d+) kB/m.exec(status)?.[1] ?? 0) * 1024;
        }),
    );
    return Math.max(...sizes);
  } catch {
    return null;
  }
}
