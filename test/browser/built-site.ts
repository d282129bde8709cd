/**
 * The site under test, once for all browser tests: the build, the sample, a synthetic package and a faulty one,
 * served from a sub-folder by a plain static server that rewrites nothing.
 */
import { spawnSync } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import { makeSyntheticPackage } from '../../src/cli/synthetic/make-package.ts';
import { serveStatic } from '../support/static-server.ts';
import { FAULTY_PACKAGE, SYNTHETIC_PACKAGE } from './packages.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Address of the served site, with a slash at the end. */
    readonly siteUrl: string;
    /** The folder it is served from. */
    readonly siteFolder: string;
  }
}

const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Builds as `npm run build` does; the environment of a test run would give a development build. */
function build(folder: string): void {
  const vite = join(dirname(createRequire(import.meta.url).resolve('vite/package.json')), 'bin/vite.js');
  const { status, error } = spawnSync(
    process.execPath,
    [vite, 'build', '--logLevel', 'warn', '--outDir', folder, '--emptyOutDir'],
    { cwd: ROOT, env: { ...process.env, NODE_ENV: 'production' }, stdio: 'inherit' },
  );
  if (status !== 0)
    throw new Error(`the site could not be built: ${error?.message ?? `exit code ${status}`}`);
}

/** `SITE_DIR` names a build to test; without it the site is built. Packages of one's own are left out. */
async function copySite(site: string): Promise<void> {
  const ready = process.env['SITE_DIR'];
  if (ready === undefined || ready === '') {
    build(site);
    await rm(join(site, 'packages'), { recursive: true, force: true });
    return;
  }
  const packages = join(ready, 'packages');
  await cp(ready, site, { recursive: true, filter: (path) => path !== packages });
}

async function addSyntheticPackage(site: string): Promise<void> {
  const { reports } = await makeSyntheticPackage({
    out: join(site, SYNTHETIC_PACKAGE),
    regionsFile: join(ROOT, 'data/regions.csv'),
    townships: 300,
    firstYear: 2019,
    lastYear: 2025,
    seed: 'browser-tests',
    faultRate: 0.01,
    gzip: true,
  });
  const file = join(site, 'data/packages.json');
  const listed = JSON.parse(await readFile(file, 'utf8')) as readonly { readonly path: string }[];
  const entry = {
    path: SYNTHETIC_PACKAGE,
    name: 'synthetic-300',
    title: { zh: '合成数据包：300 个乡镇', en: 'Synthetic package: 300 townships' },
    synthetic: true,
    reports,
  };
  await writeFile(file, JSON.stringify([...listed.filter(({ path }) => path === 'data'), entry]));
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const site = await mkdtemp(join(tmpdir(), 'built-site-'));
  await copySite(site);
  await addSyntheticPackage(site);
  await cp(join(ROOT, 'test/browser/fixtures/faulty'), join(site, FAULTY_PACKAGE), { recursive: true });
  const server = await serveStatic(site, { prefix: '/office/disclosure' });
  project.provide('siteUrl', server.url);
  project.provide('siteFolder', site);
  return async () => {
    await server.close();
    await rm(site, { recursive: true, force: true });
  };
}
