import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, relative, resolve, sep } from 'node:path';

/** What the browser tests need to know about a running static server. */
export interface StaticServer {
  /** Address of the served folder, with a trailing slash: `http://127.0.0.1:PORT/PREFIX/`. */
  readonly url: string;
  close(): Promise<void>;
}

export interface StaticServerOptions {
  /** Sub-folder under which the files appear, e.g. `/office/disclosure`; the root when left out. */
  readonly prefix?: string;
  /** Called for every file of which the content is sent, with its path below the served folder. */
  readonly onSend?: (path: string) => void;
}

const MIME_TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.geojson': 'application/geo+json',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.map': 'application/json',
  '.md': 'text/markdown; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.pdf': 'application/pdf',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.xlsx': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  '.xml': 'application/xml',
  '.zip': 'application/zip',
};

/** Precompressed siblings, best first. */
const ENCODINGS = [
  { name: 'br', extension: '.br' },
  { name: 'gzip', extension: '.gz' },
] as const;

/**
 * Serves a folder the way a plain static host does: files and `index.html` of folders, nothing rewritten, 404 for
 * the rest, 304 for what the client still has. A `.br` or `.gz` sibling is sent in place of the file when the client
 * accepts it. A folder asked for without its trailing slash is redirected to it, as static hosts do.
 */
export async function serveStatic(dir: string, options: StaticServerOptions = {}): Promise<StaticServer> {
  const root = resolve(dir);
  const prefix = `/${(options.prefix ?? '').replace(/^\/+|\/+$/g, '')}/`.replace('//', '/');

  const server = createServer((request, response) => {
    const notFound = (): void => {
      response.writeHead(404, { 'content-type': 'text/plain; charset=utf-8' }).end('Not found\n');
    };
    const answer = async (): Promise<void> => {
      if (request.method !== 'GET' && request.method !== 'HEAD') {
        response.writeHead(405, { allow: 'GET, HEAD' }).end();
        return;
      }
      const { pathname, search } = new URL(request.url ?? '/', 'http://localhost');
      if (!pathname.startsWith(prefix)) return notFound();
      const path = resolve(join(root, decodeURIComponent(pathname.slice(prefix.length))));
      if (path !== root && !path.startsWith(root + sep)) return notFound();

      const entry = await stat(path).catch(() => undefined);
      if (entry?.isDirectory() && !pathname.endsWith('/')) {
        response.writeHead(301, { location: `${pathname}/${search}` }).end();
        return;
      }
      if (entry?.isFile() && pathname.endsWith('/')) return notFound();
      const file = entry?.isDirectory() ? join(path, 'index.html') : path;
      const plain = entry?.isDirectory() ? await stat(file).catch(() => undefined) : entry;
      if (!plain?.isFile()) return notFound();

      const accepted = new Set(
        (request.headers['accept-encoding'] ?? '').split(',').map((part) => part.split(';')[0]?.trim()),
      );
      let sent = { path: file, size: plain.size, encoding: '' };
      for (const { name, extension } of ENCODINGS) {
        if (!accepted.has(name)) continue;
        const packed = await stat(file + extension).catch(() => undefined);
        if (packed?.isFile()) {
          sent = { path: file + extension, size: packed.size, encoding: name };
          break;
        }
      }
      const { mtimeMs } = await stat(sent.path);
      const etag = `"${sent.size.toString(36)}-${mtimeMs.toString(36)}${sent.encoding}"`;
      const caching = { 'cache-control': 'no-cache', etag, vary: 'accept-encoding' };
      if (request.headers['if-none-match'] === etag) {
        response.writeHead(304, caching).end();
        return;
      }
      response.writeHead(200, {
        ...caching,
        'content-type': MIME_TYPES[extname(file).toLowerCase()] ?? 'application/octet-stream',
        'content-length': sent.size,
        ...(sent.encoding === '' ? {} : { 'content-encoding': sent.encoding }),
      });
      if (request.method === 'HEAD') {
        response.end();
        return;
      }
      options.onSend?.(relative(root, file).replaceAll(sep, '/'));
      createReadStream(sent.path)
        .on('error', (error) => response.destroy(error))
        .pipe(response);
    };
    answer().catch(() => {
      if (response.headersSent) response.destroy();
      else response.writeHead(400, { 'content-type': 'text/plain; charset=utf-8' }).end('Bad request\n');
    });
  });

  await new Promise<void>((resolveListening, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolveListening);
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('The static server has no port.');

  return {
    url: `http://127.0.0.1:${address.port}${prefix}`,
    close: () =>
      new Promise((resolveClosed, reject) => {
        server.close((error) => (error ? reject(error) : resolveClosed()));
        server.closeAllConnections();
      }),
  };
}
