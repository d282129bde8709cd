/**
 * The data packages a site ships: `data/` (the real sample) and whatever lies in `packages/*` (generated,
 * not in version control). Each folder with a `datapackage.json` is served in development, copied by the
 * build, and listed in `data/packages.json`, from which the app offers them. The build adds the snapshots: the
 * sample's is made on the way, those of other packages are taken if they hold (`ship-nation.ts` makes them).
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import type { ServerResponse } from 'node:http';
import path from 'node:path';
import * as v from 'valibot';
import type { Connect, Plugin } from 'vite';
import { announceSnapshot } from './announce-snapshot.ts';
import { cachedSnapshot } from './snapshot-cache.ts';

/** One entry of `data/packages.json`. `path` is relative to the site's root, without a slash at the end; `name` its last part. */
interface PackageEntry {
  readonly path: string;
  readonly name: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly synthetic: boolean;
  /** Number of reports in the package. */
  readonly reports: number;
}

const LIST = 'data/packages.json';

async function packageFolders(root: string): Promise<readonly string[]> {
  const generated = existsSync(path.join(root, 'packages'))
    ? (await readdir(path.join(root, 'packages'), { withFileTypes: true }))
        .filter((entry) => entry.isDirectory())
        .map((entry) => `packages/${entry.name}`)
        .sort()
    : [];
  return ['data', ...generated].filter((folder) => existsSync(path.join(root, folder, 'datapackage.json')));
}

/** A Data Package's title is one text; ours has an English one beside it. */
const Descriptor = v.looseObject({
  title: v.string(),
  title_en: v.optional(v.string()),
  synthetic: v.optional(v.boolean(), false),
  resources: v.array(v.looseObject({ name: v.string(), rows: v.optional(v.number()) })),
});

async function readEntry(root: string, folder: string): Promise<PackageEntry> {
  const file = path.join(root, folder, 'datapackage.json');
  const result = v.safeParse(Descriptor, JSON.parse(await readFile(file, 'utf8')));
  if (!result.success) {
    const [issue] = result.issues;
    throw new Error(`${file}: ${v.getDotPath(issue) ?? ''} ${issue.message}`);
  }
  const { title, title_en, synthetic, resources } = result.output;
  return {
    path: folder,
    name: path.basename(folder),
    title: { zh: title, en: title_en ?? title },
    synthetic,
    reports: resources.find(({ name }) => name === 'reports')?.rows ?? 0,
  };
}

async function packageList(root: string): Promise<string> {
  const folders = await packageFolders(root);
  const entries = await Promise.all(folders.map((folder) => readEntry(root, folder)));
  return `${JSON.stringify(entries, null, 2)}\n`;
}

/** In a process of its own: it takes the native engine, and modules that only the project's own loader finds. */
async function run(root: string, script: string, folder: string): Promise<number> {
  const file = path.join(root, 'src/cli', script);
  const child = spawn(process.execPath, ['--import', 'tsx', file, folder], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? 1;
}

/** Puts the snapshot of a package beside its CSVs in the built site. False when there is none that holds. */
async function shipSnapshot(root: string, outDir: string, folder: string): Promise<boolean> {
  const files = await cachedSnapshot(root, folder);
  if (files === null) return false;
  for (const file of files) await cp(file, path.join(outDir, folder, path.basename(file)));
  await announceSnapshot(path.join(outDir, folder));
  return true;
}

export function dataPackages(): Plugin {
  let root = '';
  let outDir = '';
  return {
    name: 'data-packages',
    configResolved(config) {
      root = config.root;
      outDir = path.resolve(config.root, config.build.outDir);
    },
    configureServer(server) {
      // The folders themselves are inside the root and served as they are; only the list is made up.
      const answer = async (response: ServerResponse, next: Connect.NextFunction) => {
        try {
          const list = await packageList(root);
          response.setHeader('Content-Type', 'application/json; charset=utf-8');
          response.end(list);
        } catch (error) {
          next(error);
        }
      };
      server.middlewares.use((request, response, next) => {
        if (request.url?.split('?')[0] === `/${LIST}`) void answer(response, next);
        else next();
      });
    },
    async writeBundle() {
      const folders = await packageFolders(root);
      if (!folders.includes('data')) this.warn('data/datapackage.json is missing: the sample is not listed');
      for (const folder of new Set(['data', ...folders])) {
        await cp(path.join(root, folder), path.join(outDir, folder), {
          recursive: true,
          filter: (source) => !path.basename(source).startsWith('.'),
        });
      }
      if (folders.includes('data')) await run(root, 'build-snapshot.ts', 'data');
      for (const folder of folders) {
        if (await shipSnapshot(root, outDir, folder)) continue;
        this.warn(
          `${folder} is shipped without a snapshot and will open slower. Run: npx tsx src/cli/build-snapshot.ts ${folder}`,
        );
      }
      await mkdir(path.join(outDir, 'data'), { recursive: true });
      await writeFile(path.join(outDir, LIST), await packageList(root));
      if ((await run(root, 'write-first-figures.ts', outDir)) !== 0) {
        this.error('the first figures could not be made');
      }
    },
  };
}
