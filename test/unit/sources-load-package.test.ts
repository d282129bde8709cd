import { createServer, type Server } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { httpFetchFile } from '#sources/fetch-file.ts';
import { loadPackage, type PackageWorker } from '#sources/load-package.ts';
import { PackageError } from '#sources/loaded-package.ts';
import { packageUrl } from '#sources/package-url.ts';
import { loadPackageFromFolder } from '#sources/read-folder.ts';
import type { WorkerAnswer } from '#sources/worker-messages.ts';

/** Stands for the worker: answers as told when it is asked, and remembers how it was treated. */
class ScriptedWorker implements PackageWorker {
  readonly requests: unknown[] = [];
  terminated = false;
  readonly #events = new EventTarget();
  readonly #answers: readonly (WorkerAnswer | Error)[];

  constructor(answers: readonly (WorkerAnswer | Error)[]) {
    this.#answers = answers;
  }

  readonly addEventListener: PackageWorker['addEventListener'] = (
    type: string,
    listener: EventListenerOrEventListenerObject,
  ) => {
    this.#events.addEventListener(type, listener);
  };

  readonly postMessage: PackageWorker['postMessage'] = (request: unknown) => {
    this.requests.push(request);
    for (const answer of this.#answers) {
      const event =
        answer instanceof Error
          ? Object.assign(new Event('error'), { message: answer.message })
          : new MessageEvent('message', { data: answer });
      queueMicrotask(() => this.#events.dispatchEvent(event));
    }
  };

  terminate(): void {
    this.terminated = true;
  }
}

const BASE = 'https://example.gov.cn/site/data/';

describe('loading in a worker', () => {
  it('passes progress on, resolves with the package, and ends the worker', async () => {
    const loaded = await loadPackageFromFolder('test/fixtures/packages/sound');
    const progress = { table: 'reports', phase: 'validate', bytes: 1, totalBytes: 2, rows: 3 } as const;
    const worker = new ScriptedWorker([
      { type: 'progress', progress },
      { type: 'loaded', loaded },
    ]);
    const seen: unknown[] = [];
    const result = await loadPackage(BASE, { startWorker: () => worker, onProgress: (p) => seen.push(p) });
    expect(result).toBe(loaded);
    expect(seen).toEqual([progress]);
    expect(worker.requests).toEqual([{ baseUrl: BASE, issueLimit: undefined }]);
    expect(worker.terminated).toBe(true);
  });

  it('rejects with the faults of a package that cannot be loaded', async () => {
    const issue = {
      code: 'file-missing',
      severity: 'error',
      file: 'regions.csv',
      line: null,
      column: null,
      value: null,
      message: { zh: '没有', en: 'missing' },
    } as const;
    const worker = new ScriptedWorker([{ type: 'unreadable', issues: [issue] }]);
    const error: unknown = await loadPackage(BASE, { startWorker: () => worker }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(PackageError);
    expect(error).toMatchObject({ issues: [issue], message: 'regions.csv: missing' });
    expect(worker.terminated).toBe(true);
  });

  it.each([
    ['a failure it reports', { type: 'failed', problem: 'Failed to fetch' } as const, 'Failed to fetch'],
    ['a script that does not start', new Error('script error'), 'script error'],
  ])('rejects with %s', async (_what, answer, message) => {
    const worker = new ScriptedWorker([answer]);
    await expect(loadPackage(BASE, { startWorker: () => worker })).rejects.toThrow(message);
    expect(worker.terminated).toBe(true);
  });

  it('ends the worker when aborted', async () => {
    const worker = new ScriptedWorker([]);
    const controller = new AbortController();
    const loading = loadPackage(BASE, { startWorker: () => worker, signal: controller.signal });
    controller.abort();
    await expect(loading).rejects.toMatchObject({ name: 'AbortError' });
    expect(worker.terminated).toBe(true);
  });

  it('starts no worker when aborted before', async () => {
    const signal = AbortSignal.abort();
    const startWorker = () => expect.fail('a worker was started');
    await expect(loadPackage(BASE, { startWorker, signal })).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('files over HTTP', () => {
  const text = 'code,name\n'.repeat(60_000);
  let server: Server;
  let base: string;

  beforeAll(async () => {
    server = createServer((request, response) => {
      switch (request.url) {
        case '/p/a.csv':
          response.writeHead(200, { 'content-length': text.length }).end(text);
          return;
        case '/p/encoded.csv':
          response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(text));
          return;
        case '/p/broken.csv':
          response.writeHead(500, 'Out of order').end();
          return;
        default:
          response.writeHead(404).end();
      }
    });
    await new Promise<void>((resolve) => {
      server.listen(0, '127.0.0.1', resolve);
    });
    const address = server.address();
    base = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/p/`;
  });

  afterAll(() => {
    server.close();
  });

  it('come whole, with progress up to their length', async () => {
    const calls: (readonly [number, number | null])[] = [];
    const bytes = await httpFetchFile(base)('a.csv', { onBytes: (...call) => calls.push(call) });
    expect(new TextDecoder().decode(bytes ?? new Uint8Array())).toBe(text);
    expect(calls.at(-1)).toEqual([text.length, text.length]);
    expect(calls.every(([, total]) => total === text.length)).toBe(true);
  });

  it('of an encoded answer have no length known beforehand', async () => {
    const totals: (number | null)[] = [];
    const bytes = await httpFetchFile(base)('encoded.csv', { onBytes: (_, total) => totals.push(total) });
    expect(bytes).toHaveLength(text.length);
    expect(totals.slice(0, -1).every((total) => total === null)).toBe(true);
    expect(totals.at(-1)).toBe(text.length);
  });

  it('that are not there are null', async () => {
    expect(await httpFetchFile(base)('b.csv', {})).toBeNull();
  });

  it('that the server fails to send are an error with its words', async () => {
    await expect(httpFetchFile(base)('broken.csv', {})).rejects.toThrow('HTTP 500 Out of order');
  });
});

describe('the address of a package', () => {
  const PAGE = 'https://example.gov.cn/site/index.html?package=x#/region/13';

  it.each([
    ['data', 'https://example.gov.cn/site/data/'],
    ['data/', 'https://example.gov.cn/site/data/'],
    ['./packages/demo', 'https://example.gov.cn/site/packages/demo/'],
    ['/other/demo', 'https://example.gov.cn/other/demo/'],
    ['../../../../demo', 'https://example.gov.cn/demo/'],
    ['packages/示例', 'https://example.gov.cn/site/packages/%E7%A4%BA%E4%BE%8B/'],
    ['data/datapackage.json', 'https://example.gov.cn/site/data/'],
    ['data?x=1#y', 'https://example.gov.cn/site/data/'],
  ])('%s is a folder of this site', (path, url) => {
    expect(packageUrl(path, PAGE)).toEqual({ ok: true, url });
  });

  it.each([
    'https://evil.example/data',
    'https://example.gov.cn/site/data',
    'HTTP:evil.example',
    '//evil.example/data',
    '\\\\evil.example\\data',
    '/\\evil.example',
    '/\t/evil.example',
    ' \u0001//evil.example',
    'ht\ntps://evil.example',
    'data:text/csv,a',
    'javascript:alert(1)',
    'blob:https://example.gov.cn/1',
    'file:///etc',
  ])('%j is refused: it is not a path', (path) => {
    expect(packageUrl(path, PAGE)).toMatchObject({ ok: false, reason: 'not-a-path' });
  });

  it('is refused when nothing is given', () => {
    expect(packageUrl(' ', PAGE)).toMatchObject({ ok: false, reason: 'empty' });
  });

  it.each(['file:///C:/site/index.html', 'about:blank', 'not an address'])(
    'is refused on a page that has no site: %s',
    (page) => {
      expect(packageUrl('data', page)).toMatchObject({ ok: false, reason: 'other-origin' });
    },
  );
});
