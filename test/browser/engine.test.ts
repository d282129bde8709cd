import { readdir, rename, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchChromium } from '../support/chromium.ts';
import { buildEngineSite, type EngineSite } from '../support/engine-site.ts';
import { type StaticServer, serveStatic } from '../support/static-server.ts';

// Minutes of work in small slices: when it ends, it has been stopped.
const ENDLESS = 'SELECT count(*) FROM range(200000) a, range(100000) b WHERE (a.range * b.range) % 7 = 3';
// Minutes of work in one slice, because nothing meets the condition.
const DEAF = 'SELECT count(*) FROM range(1000000) a, range(1000000) b WHERE a.range + b.range = -7';
// Asks for more memory than the wasm build can address, on a path DuckDB does not guard.
const DEADLY = "SELECT length(repeat('x', 3000000000))";

let site: EngineSite;
let server: StaticServer;
let browser: Browser;
let page: Page;
let requests: string[];

beforeAll(async () => {
  site = await buildEngineSite();
  server = await serveStatic(site.folder, { prefix: '/office/disclosure' });
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
  await server?.close();
  await site?.remove();
});

beforeEach(async () => {
  page = await browser.newPage();
  requests = [];
  // Of the whole context: the page's own events leave out what its workers ask for.
  page.context().on('request', (request) => requests.push(request.url()));
  await page.goto(server.url);
  await page.evaluate(() => window.enginePage.create());
});
afterEach(() => page.context().close());

const start = () => page.evaluate(() => window.enginePage.start());
const restart = () => page.evaluate(() => window.enginePage.restart());
const query = (sql: string, params: Record<string, string | number | boolean | null> = {}) =>
  page.evaluate(([text, values]) => window.enginePage.query(text, values), [sql, params] as const);

/** The built file whose name matches. */
async function builtFile(pattern: RegExp): Promise<string> {
  const names = await readdir(join(site.folder, 'assets'));
  const name = names.find((candidate) => pattern.test(candidate));
  if (name === undefined) throw new Error(`no file like ${pattern} among ${names.join(', ')}`);
  return join(site.folder, 'assets', name);
}

describe('the start', () => {
  it('nothing of the engine is loaded before it', async () => {
    expect(requests.filter((url) => /duckdb|arrow|\.wasm|worker|bindings/.test(url))).toEqual([]);
  });

  it('from a sub-folder, with no request to another host', async () => {
    expect(await start()).toEqual({ rows: [{ version: 'v1.4.3' }] });
    await query("SELECT * FROM read_csv('https://example.org/a.csv')");
    await query("SELECT * FROM read_csv('package/none.csv')");
    await query('INSTALL icu');
    await query("SELECT * FROM read_json('package/a.json')");
    expect(requests.filter((url) => !url.startsWith(server.url))).toEqual([]);
    expect(requests.filter((url) => url.endsWith('.wasm'))).toHaveLength(1);
  });

  it('is shared: two calls give one engine and one download', async () => {
    await page.evaluate(() => Promise.all([window.enginePage.start(), window.enginePage.start()]));
    expect(requests.filter((url) => url.endsWith('.wasm'))).toHaveLength(1);
    expect(await page.evaluate(() => performance.getEntriesByName('engine-ready').length)).toBe(1);
  });

  it('tells its progress, from nothing to the whole size of the wasm file', async () => {
    await start();
    const steps = await page.evaluate(() => window.enginePage.progress);
    const require = createRequire(import.meta.url);
    const { size } = await stat(require.resolve('@duckdb/duckdb-wasm/dist/duckdb-eh.wasm'));
    expect(steps.at(0)).toEqual({ loaded: 0, total: size });
    expect(steps.at(-1)).toEqual({ loaded: size, total: size });
    const loaded = steps.map((step) => step.loaded);
    expect(loaded).toEqual(loaded.toSorted((a, b) => a - b));
  });

  it.each([
    ['the wasm file', /\.wasm$/, /404/],
    ['DuckDB’s worker script', /duckdb-browser-eh.*\.js$/, /importScripts|worker/],
    ['the worker', /engine-worker.*\.js$/, /worker/],
  ])('that misses %s fails with a reason, and the next one succeeds', async (_, pattern, reason) => {
    const file = await builtFile(pattern);
    await rename(file, `${file}.away`);
    try {
      const { error } = await start();
      expect(error).toMatchObject({
        name: 'EngineError',
        kind: 'start',
        message: expect.stringMatching(reason),
      });
      await expect.poll(() => page.workers().length).toBe(0);
    } finally {
      await rename(`${file}.away`, file);
    }
    expect(await start()).toEqual({ rows: [{ version: 'v1.4.3' }] });
  });

  it('works where the server does not know the type of wasm files', async () => {
    await page.context().route('**/*.wasm', async (route) => {
      const response = await route.fetch();
      await route.fulfill({ response, headers: { ...response.headers(), 'content-type': 'text/plain' } });
    });
    expect(await start()).toEqual({ rows: [{ version: 'v1.4.3' }] });
  });
});

describe('a running engine', () => {
  beforeEach(start);

  it('binds values and reads files that were added', async () => {
    expect(await page.evaluate(() => window.enginePage.addFile('a.csv', 'code,n\n11,3\n12,\n'))).toBe(0);
    const sql =
      "SELECT code, n FROM read_csv('package/a.csv', all_varchar = true) WHERE code = $code OR $all ORDER BY code";
    expect(await query(sql, { code: '12', all: false })).toEqual({ rows: [{ code: '12', n: null }] });
    expect(await query(sql, { code: "1' OR 1=1 --", all: false })).toEqual({ rows: [] });
    const text = `${'镇'.repeat(100_000)}\0😀'"$code`;
    expect(await query('SELECT $text AS v, typeof($n) AS t', { text, n: 1 })).toEqual({
      rows: [{ v: text, t: 'BIGINT' }],
    });
  });

  it('gives enums, sums and dates as words, numbers and ISO text', async () => {
    const sql =
      "SELECT 'b'::ENUM('a', 'b') AS e, sum(x) AS s, DATE '2024-02-29' AS d FROM (VALUES (2), (3)) t(x)";
    expect(await query(sql)).toEqual({ rows: [{ e: 'b', s: 5, d: '2024-02-29' }] });
  });

  it('leaves a measure of each statement', async () => {
    await query('SELECT * FROM range(3)');
    const details = await page.evaluate(() =>
      performance.getEntriesByName('query:test').map((entry) => ('detail' in entry ? entry.detail : null)),
    );
    expect(details).toEqual([{ rows: 3 }]);
  });

  it('stops an aborted statement and goes on with the next', async () => {
    const order = await page.evaluate(([long, next]) => window.enginePage.abortWhenRunning(long, next), [
      ENDLESS,
      'SELECT 1',
    ] as const);
    expect(order).toEqual(['long AbortError', 'next finished']);
  });

  it('a crash is told, kept until a restart, and over after it', async () => {
    expect((await query(DEADLY)).error).toMatchObject({ kind: 'crash' });
    expect((await query('SELECT 1')).error).toMatchObject({ kind: 'crash' });
    expect(await page.evaluate(() => window.enginePage.crashes.length)).toBe(1);
    await start();
    expect((await query('SELECT 1')).error).toMatchObject({ kind: 'crash' });
    expect(await restart()).toEqual({ rows: [{ version: 'v1.4.3' }] });
    expect(await query('SELECT 1 AS v')).toEqual({ rows: [{ v: 1 }] });
    await expect.poll(() => page.workers().length).toBe(1);
  });

  it('a restart of a sound engine changes nothing', async () => {
    await query('CREATE TABLE kept AS SELECT 1 AS v');
    await restart();
    expect(await query('SELECT v FROM kept')).toEqual({ rows: [{ v: 1 }] });
  });

  it('closed, it says so, and starts anew', async () => {
    await page.evaluate(() => window.enginePage.close());
    expect((await query('SELECT 1')).error).toMatchObject({ kind: 'closed' });
    await expect.poll(() => page.workers().length).toBe(0);
    await start();
    expect(await query('SELECT 1 AS v')).toEqual({ rows: [{ v: 1 }] });
  });
});

it('a cancelled statement that does not stop ends the engine, and a restart helps', async () => {
  await page.evaluate(() => window.enginePage.create({ stopWithin: 1 }));
  await start();
  const order = await page.evaluate(
    ([long, next]) => window.enginePage.abortWhenRunning(long, next, 'START_PENDING_QUERY'),
    [DEAF, 'SELECT 1'] as const,
  );
  expect(order).toEqual(['long AbortError', 'next crash']);
  await restart();
  expect(await query('SELECT 1 AS v')).toEqual({ rows: [{ v: 1 }] });
});
