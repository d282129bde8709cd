/** Lists the files of the built site and builds the service worker that keeps them. */
import { createHash } from 'node:crypto';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import * as v from 'valibot';
import { build, type Plugin } from 'vite';
import type { CopySummary, SiteFile } from './site-file.ts';

const WORKER = 'service-worker.js';
const SUMMARY = 'offline.json';

const Descriptor = v.looseObject({
  snapshot: v.optional(v.string()),
  resources: v.array(v.looseObject({ path: v.string() })),
});

/** The files a package is opened from, by its `datapackage.json`; none where that is not there or not sound. */
async function filesToOpen(folder: string): Promise<ReadonlySet<string>> {
  const text = await readFile(path.join(folder, 'datapackage.json'), 'utf8').catch(() => 'null');
  const read = v.safeParse(Descriptor, JSON.parse(text));
  if (!read.success) return new Set();
  const { snapshot, resources } = read.output;
  const databases = (await readdir(folder)).filter((name) => name.endsWith('.duckdb.gz'));
  const data = snapshot === undefined ? resources.map((resource) => resource.path) : [snapshot, ...databases];
  const drawn = (await readdir(folder)).filter((name) => name.startsWith('first-charts.'));
  return new Set(['datapackage.json', 'first-figures.json', ...drawn, ...data]);
}

function integrityOf(name: string, content: Buffer): string {
  const digest = (bytes: Buffer) => `sha256-${createHash('sha256').update(bytes).digest('base64')}`;
  return name.endsWith('.gz') ? `${digest(content)} ${digest(gunzipSync(content))}` : digest(content);
}

/**
 * All files of the site but what this plugin writes: first the tables, which somebody may have replaced on the server,
 * then the small files. A copy that cannot be made should fail early. Packed twins that a server sends in place of a
 * file (`x.js.br` beside `x.js`) are no files of their own.
 */
async function listFiles(outDir: string): Promise<readonly SiteFile[]> {
  const entries = await readdir(outDir, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(outDir, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, '/'));
  const all = new Set(names);
  const isTwin = (name: string) => /\.(?:br|gz)$/.test(name) && all.has(name.slice(0, name.lastIndexOf('.')));

  const opening = new Map<string, ReadonlySet<string>>();
  const files: SiteFile[] = [];
  for (const name of names) {
    if (name === WORKER || name === SUMMARY || isTwin(name)) continue;
    const [folder] = /^packages\/[^/]+/.exec(name) ?? [null];
    if (folder !== null && !opening.has(folder)) {
      opening.set(folder, await filesToOpen(path.join(outDir, folder)));
    }
    const content = await readFile(path.join(outDir, name));
    files.push({
      url: name.split('/').map(encodeURIComponent).join('/'),
      bytes: content.length,
      integrity: integrityOf(name, content),
      hashed: name.startsWith('assets/'),
      package: folder,
      opens: folder !== null && (opening.get(folder)?.has(name.slice(folder.length + 1)) ?? false),
    });
  }
  const isTable = ({ url }: SiteFile) => /^data\/[^/]+\.(?:csv|gz|json)$/.test(url);
  return files.sort(
    (a, b) => Number(isTable(b)) - Number(isTable(a)) || a.bytes - b.bytes || (a.url < b.url ? -1 : 1),
  );
}

/** Writes the service worker of a built site, for the files as they lie in `outDir` now. `root` is the project's. */
export async function writeServiceWorker(root: string, outDir: string): Promise<void> {
  const files = await listFiles(outDir);
  const summary: CopySummary = {
    bytes: files.reduce((sum, file) => sum + (file.package === null ? file.bytes : 0), 0),
  };
  await writeFile(path.join(outDir, SUMMARY), `${JSON.stringify(summary)}\n`);
  await build({
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    define: { SITE_FILES: JSON.stringify(files), 'process.env.NODE_ENV': '"production"' },
    build: {
      outDir,
      emptyOutDir: false,
      lib: {
        entry: path.join(root, 'src/app/offline/service-worker.ts'),
        formats: ['iife'],
        name: 'serviceWorker',
        fileName: () => WORKER,
      },
    },
  });
}

export function offlineCopy(): Plugin {
  let root = '';
  let outDir = '';
  return {
    name: 'offline-copy',
    apply: 'build',
    configResolved(config) {
      root = config.root;
      outDir = path.resolve(config.root, config.build.outDir);
    },
    writeBundle: {
      // After the plugins that put further files into the site.
      order: 'post',
      sequential: true,
      async handler() {
        await writeServiceWorker(root, outDir);
      },
    },
  };
}
