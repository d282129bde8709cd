/**
 * After the site's build, `npx tsx src/cli/write-first-figures.ts OUT_DIR`: computes the first figures of every package
 * that is shipped with a snapshot, writes them beside it as `first-figures.json`, and puts those of the first package,
 * drawn, into index.html, with the style sheet; `data/packages.json` then says which have any. See `app/first-figures.ts`.
 */
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import react from '@vitejs/plugin-react';
import { build } from 'vite';
import { createNodeEngine } from '#engine/node.ts';
import type { PackageDescriptor } from '#sources/descriptor.ts';
import { folderFetchFile } from '#sources/read-folder.ts';
import { fetchSnapshot, openSnapshot } from '#warehouse/snapshot.ts';
import type { Warehouse } from '#warehouse/warehouse.ts';
import { type EngineFiles, paintFirst, styleSheetOf } from './paint-first.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

interface Entry {
  readonly path: string;
}

/** What `app/prerender.tsx` exports; the app is built for Node first, since styles and JSX need the bundler. */
interface PrerenderModule {
  readonly FIRST_FIGURES_FILE: string;
  readonly INLINE_FIGURES_ID: string;
  readonly OPENING_KEY: string;
  prerender(
    warehouse: Warehouse,
    descriptor: PackageDescriptor,
    list: readonly Entry[],
    geometry: unknown,
  ): Promise<{
    readonly figures: unknown;
    readonly inside: { readonly figures: unknown; readonly html: string };
    readonly charts: Readonly<Record<string, unknown>>;
  }>;
}

async function buildPrerender(folder: string): Promise<PrerenderModule> {
  await build({
    configFile: false,
    root: ROOT,
    base: './',
    logLevel: 'warn',
    mode: 'production',
    plugins: [react()],
    build: {
      ssr: 'src/app/prerender.tsx',
      outDir: folder,
      emptyOutDir: true,
      minify: false,
      copyPublicDir: false,
    },
  });
  return (await import(pathToFileURL(path.join(folder, 'prerender.js')).href)) as PrerenderModule;
}

/** The engine's parts among the site's files, whose names hold a hash. */
async function engineFiles(outDir: string, openingKey: string): Promise<EngineFiles> {
  const names = await readdir(path.join(outDir, 'assets'));
  const only = (pattern: RegExp): string => {
    const [name, ...more] = names.filter((each) => pattern.test(each));
    if (name === undefined || more.length > 0) throw new Error(`assets: not one file like ${pattern.source}`);
    return `assets/${name}`;
  };
  return {
    worker: only(/^engine-worker-[^/]*\.js$/),
    script: only(/^duckdb-browser-eh\.worker-[^/]*\.js$/),
    wasm: only(/^duckdb-eh-[^/]*\.wasm$/),
    openingKey,
  };
}

/** Null, with a word on the console, when the package has no snapshot that can be opened. */
async function prerenderPackage(
  module: PrerenderModule,
  folder: string,
  list: readonly Entry[],
  geometry: unknown,
) {
  const fetched = await fetchSnapshot(folderFetchFile(folder));
  if (fetched.fault !== undefined) {
    console.warn(`${folder}: no first figures: its snapshot is ${fetched.fault}`);
    return null;
  }
  // The shipped engine itself, so that its answers in the browser are the same to the last digit.
  const engine = await createNodeEngine();
  try {
    const warehouse = await openSnapshot(engine, fetched, 'first-figures');
    if (warehouse === null) throw new Error(`${folder}: the engine refuses the snapshot`);
    return await module.prerender(warehouse, fetched.descriptor, list, geometry);
  } finally {
    await engine.close();
  }
}

async function writeFirstFigures(outDir: string): Promise<void> {
  const cache = path.join(ROOT, 'node_modules/.cache');
  const folder = await mkdtemp(path.join(cache, 'prerender-'));
  try {
    const module = await buildPrerender(folder);
    const listFile = path.join(outDir, 'data/packages.json');
    const list = JSON.parse(await readFile(listFile, 'utf8')) as readonly Entry[];
    const geometry: unknown = JSON.parse(await readFile(path.join(outDir, 'data/geo/0.json'), 'utf8'));
    const all = new Map<Entry, Awaited<ReturnType<PrerenderModule['prerender']>>>();
    for (const entry of list) {
      // As the app sees it once this package is chosen.
      const before = [entry, ...list.filter((other) => other !== entry)];
      const rendered = await prerenderPackage(module, path.join(outDir, entry.path), before, geometry);
      if (rendered === null) continue;
      for (const [name, charts] of Object.entries(rendered.charts)) {
        await writeFile(path.join(outDir, entry.path, name), JSON.stringify(charts));
      }
      await writeFile(
        path.join(outDir, entry.path, module.FIRST_FIGURES_FILE),
        JSON.stringify(rendered.figures),
      );
      all.set(entry, rendered);
    }
    const listed = list.map((entry) => ({ ...entry, first_figures: all.has(entry) }));
    await writeFile(listFile, `${JSON.stringify(listed, null, 2)}\n`);
    const first = list[0] && all.get(list[0]);
    if (first === undefined) return;
    const page = path.join(outDir, 'index.html');
    const { html, figures } = first.inside;
    const files = [...all.keys()].map((entry) => `${entry.path}/${module.FIRST_FIGURES_FILE}`);
    const data = { id: module.INLINE_FIGURES_ID, content: { list: listed, figures } };
    const engine = await engineFiles(outDir, module.OPENING_KEY);
    const built = await readFile(page, 'utf8');
    const sheet = path.join(outDir, styleSheetOf(built));
    const styles = await readFile(sheet, 'utf8');
    await writeFile(page, paintFirst(built, { drawn: html, data, files, engine, styles }));
    await rm(sheet);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const [outDir] = process.argv.slice(2);
if (outDir === undefined) throw new Error('Which folder? npx tsx src/cli/write-first-figures.ts OUT_DIR');
process.env['NODE_ENV'] = 'production';
// Node ends in silence, and as if all were well, when it waits for something that nothing will bring about.
process.exitCode = 1;
await writeFirstFigures(path.resolve(outDir));
process.exitCode = 0;
