/** The site under measurement: built for production, compressed beforehand, with the bench's own pages beside it. */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { brotliCompress, constants } from 'node:zlib';
import { build } from 'vite';
import { DEFAULT_SEED, makeSyntheticPackage } from '../../src/cli/synthetic/make-package.ts';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Compressed files of earlier runs, by the hash of what was compressed: the engine alone takes a minute. */
const BROTLI_CACHE = join(ROOT, 'node_modules/.cache/bench-brotli');

/** Files worth compressing once for all visits, as a careful host does. What is gzipped already stays as it is. */
const COMPRESSIBLE = new Set(['.css', '.csv', '.html', '.js', '.json', '.svg', '.wasm']);

function runNode(args: readonly string[], env: NodeJS.ProcessEnv = process.env): void {
  const { status } = spawnSync(process.execPath, args, { cwd: ROOT, env, stdio: 'inherit' });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with exit code ${status}`);
}

/** The synthetic nation with its snapshot; made when it is not there. */
export async function ensureNation(folder: string): Promise<void> {
  if (!existsSync(join(ROOT, folder, 'datapackage.json'))) {
    console.log(`making ${folder}: all townships, 2019-2025`);
    await makeSyntheticPackage({
      out: join(ROOT, folder),
      regionsFile: join(ROOT, 'data/regions.csv'),
      townships: undefined,
      firstYear: 2019,
      lastYear: 2025,
      seed: DEFAULT_SEED,
      faultRate: 0.01,
      gzip: true,
    });
  }
  runNode(['--import', 'tsx', 'src/cli/build-snapshot.ts', folder]);
}

/**
 * Builds the site with the package in `folder` into a temporary folder, and the bench's pages under `bench/`, with the
 * package beside them too. Gives the folder; remove it when done.
 */
export async function buildSite(folder: string): Promise<string> {
  const site = await mkdtemp(join(tmpdir(), 'bench-site-'));
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js');
  const production = { ...process.env, NODE_ENV: 'production' };
  runNode([vite, 'build', '--logLevel', 'error', '--outDir', site, '--emptyOutDir'], production);
  for (const name of await readdir(join(site, 'packages'))) {
    if (name !== basename(folder)) await rm(join(site, 'packages', name), { recursive: true });
  }
  const bench = join(site, 'bench');
  await buildPages(bench);
  await cp(join(site, folder), join(bench, folder), { recursive: true });
  const [, styles] = /<style>(.*?)<\/style>/s.exec(await readFile(join(site, 'index.html'), 'utf8')) ?? [];
  if (styles === undefined) throw new Error('index.html holds no style sheet');
  await writeFile(join(site, 'empty.css'), styles);
  await writeFile(join(site, 'empty.html'), EMPTY_PAGE);
  await compress(site);
  return site;
}

/** The bench's pages alone, compressed. */
export async function buildBenchPages(site: string): Promise<void> {
  await buildPages(site);
  await compress(site);
}

async function buildPages(folder: string): Promise<void> {
  const root = fileURLToPath(new URL('./page', import.meta.url));
  await build({
    configFile: false,
    root,
    base: './',
    logLevel: 'error',
    build: {
      outDir: folder,
      emptyOutDir: true,
      rolldownOptions: { input: [join(root, 'index.html'), join(root, 'reference.html')] },
    },
  });
}

/** A page of one word with the style sheet of the site, and nothing else. */
const EMPTY_PAGE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <title>Empty</title>
    <link rel="icon" href="data:," />
    <link rel="stylesheet" href="./empty.css" />
  </head>
  <body><p>Empty</p></body>
</html>
`;

async function compress(folder: string): Promise<void> {
  await mkdir(BROTLI_CACHE, { recursive: true });
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !COMPRESSIBLE.has(extname(entry.name))) continue;
    const file = join(entry.parentPath, entry.name);
    const content = await readFile(file);
    const cached = join(BROTLI_CACHE, createHash('sha256').update(content).digest('hex'));
    if (!existsSync(cached)) {
      const params = { [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
      await writeFile(cached, await promisify(brotliCompress)(content, { params }));
    }
    await cp(cached, `${file}.br`);
  }
}
