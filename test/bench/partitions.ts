/**
 * What a reader of one province fetches, by three ways of serving the nation: its snapshot whole, the snapshot of the
 * province, and byte ranges of one database file.
 */
import { createReadStream } from 'node:fs';
import { cp, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';
import type { Page } from 'playwright-core';
import { build } from 'vite';
import type { Statement } from '#engine/engine.ts';
import { announceSnapshot } from '../../src/cli/announce-snapshot.ts';
import { buildSnapshot } from '../../src/cli/build-snapshot.ts';
import { launchChromium } from '../support/chromium.ts';
import { questions } from './questions.ts';

/** Answers of a server, HEAD requests included. */
export interface Fetched {
  readonly requests: number;
  readonly bytes: number;
}

export interface Partition {
  /** How the nation is served. */
  readonly way: string;
  /** To answer all questions of a province's overview but the list of its reports. */
  readonly figures: Fetched;
  /** Then the list of reports and every cell of one; null where the one file does not hold them. */
  readonly reports: Fetched | null;
}

/** A static server that sends byte ranges and counts what it sends below `packages/`. */
async function serveCounted(folder: string) {
  let count: Fetched = { requests: 0, bytes: 0 };
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const path = pathname.endsWith('/') ? `${pathname}index.html` : pathname;
    const file = join(folder, path);
    const size = await stat(file).then(
      (found) => found.size,
      () => null,
    );
    const add = (bytes: number): void => {
      if (path.startsWith('/package/')) count = { requests: count.requests + 1, bytes: count.bytes + bytes };
    };
    if (size === null) {
      add(0);
      response.writeHead(404).end();
      return;
    }
    const type = path.endsWith('.js') ? 'text/javascript' : path.endsWith('.html') ? 'text/html' : null;
    if (type !== null) response.setHeader('Content-Type', type);
    if (path.endsWith('.wasm')) response.setHeader('Content-Type', 'application/wasm');
    response.setHeader('Accept-Ranges', 'bytes');
    const [, from, to] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? '') ?? [];
    const start = Number(from ?? 0);
    const end = Math.min(to === undefined || to === '' ? size - 1 : Number(to), size - 1);
    response.setHeader('Content-Length', end - start + 1);
    if (from !== undefined) {
      response.statusCode = 206;
      response.setHeader('Content-Range', `bytes ${start}-${end}/${size}`);
    }
    if (request.method === 'HEAD') {
      add(0);
      response.end();
      return;
    }
    add(end - start + 1);
    createReadStream(file, { start, end }).pipe(response);
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    /** What was sent since it was asked for last. */
    take(): Fetched {
      const taken = count;
      count = { requests: 0, bytes: 0 };
      return taken;
    },
    close: () => new Promise<void>((closed) => server.close(() => closed())),
  };
}

/** Measures the ways for one province of a package, in Chromium. Takes a minute or two. */
export async function measurePartitions(packageFolder: string): Promise<readonly Partition[]> {
  const site = await mkdtemp(join(tmpdir(), 'partitions-'));
  try {
    const root = fileURLToPath(new URL('./ranges-page', import.meta.url));
    const output = { outDir: site, emptyOutDir: true };
    await build({ configFile: false, root, base: './', logLevel: 'error', build: output });
    const folder = join(site, 'package');
    await cp(packageFolder, folder, { recursive: true });
    await buildSnapshot(folder, folder, { byProvince: true });
    await announceSnapshot(folder);
    const database = gunzipSync(await readFile(join(folder, 'warehouse.duckdb.gz')));
    await writeFile(join(folder, 'warehouse.duckdb'), database);

    const place = { province: '13', county: '130623', township: '130623205' };
    const all = questions({ ...place, years: { from: 2019, to: 2025 } });
    const statements = (name: RegExp): readonly Statement[] =>
      all.filter((question) => name.test(question.name)).flatMap((question) => question.statements);
    const figures = statements(/^(?!reports).*: province$/);
    const reports = statements(/^reports: province$|^report: township$/);

    const server = await serveCounted(site);
    const browser = await launchChromium();
    try {
      const onPage = async <T>(work: (page: Page) => Promise<T>): Promise<T> => {
        const page = await browser.newPage();
        await page.goto(server.url);
        await page.waitForFunction(() => 'rangesPage' in window);
        server.take();
        const done = await work(page);
        await page.close();
        return done;
      };
      const snapshot = (way: string, province?: string) =>
        onPage(async (page): Promise<Partition> => {
          await page.evaluate((code) => window.rangesPage.open('package/', code), province);
          await page.evaluate((asked) => window.rangesPage.ask(asked), figures);
          const forFigures = server.take();
          await page.evaluate((asked) => window.rangesPage.ask(asked), reports);
          return { way, figures: forFigures, reports: server.take() };
        });
      return [
        await snapshot('the nation’s snapshot, files fetched whole'),
        await snapshot('the province’s snapshot, files fetched whole', place.province),
        await onPage(async (page): Promise<Partition> => {
          await page.evaluate(() => window.rangesPage.openRanges('package/warehouse.duckdb'));
          await page.evaluate((asked) => window.rangesPage.askRanges(asked), figures);
          return { way: 'byte ranges of the nation’s file, unpacked', figures: server.take(), reports: null };
        }),
      ];
    } finally {
      await browser.close();
      await server.close();
    }
  } finally {
    await rm(site, { recursive: true, force: true });
  }
}
