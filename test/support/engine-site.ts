import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

/** A built page that holds nothing but the engine, in a temporary folder. */
export interface EngineSite {
  readonly folder: string;
  remove(): Promise<void>;
}

/** Builds the engine page the way the site is built, with relative addresses. */
export async function buildEngineSite(): Promise<EngineSite> {
  const folder = await mkdtemp(join(tmpdir(), 'engine-site-'));
  await build({
    configFile: false,
    root: fileURLToPath(new URL('./engine-page', import.meta.url)),
    base: './',
    logLevel: 'error',
    build: { outDir: folder, emptyOutDir: true },
  });
  return { folder, remove: () => rm(folder, { recursive: true, force: true }) };
}
