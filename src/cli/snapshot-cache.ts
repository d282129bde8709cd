/**
 * Where snapshots are kept between builds, and whether one still holds. A snapshot holds for the same files of the
 * package and the same code; one made by other code might differ in what no version number tells.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';

const KEY_FILE = 'key';

/** Folder of a package's snapshot; `root` is the project's, `folder` the package's, relative to it. */
export function snapshotFolder(root: string, folder: string): string {
  return path.join(root, 'node_modules/.cache/snapshots', folder.replaceAll(/[\\/]/g, '-'));
}

/** What a snapshot depends on, as one hash. */
export async function snapshotKey(root: string, folder: string): Promise<string> {
  const hash = createHash('sha256');
  const add = async (file: string) => {
    hash.update(`${path.relative(root, file)}\n`).update(await readFile(file));
  };
  const within = async (dir: string, wanted: RegExp, recursive: boolean) => {
    const entries = await readdir(dir, { recursive, withFileTypes: true });
    const files = entries
      .filter((entry) => entry.isFile() && wanted.test(entry.name))
      .map((entry) => path.join(entry.parentPath, entry.name));
    for (const file of files.sort()) await add(file);
  };
  await within(path.join(root, folder), /^datapackage\.json$|\.csv(?:\.gz)?$/, false);
  for (const layer of ['model', 'sources', 'rules', 'engine', 'warehouse']) {
    await within(path.join(root, 'src', layer), /\.ts$/, true);
  }
  await add(path.join(root, 'src/cli/build-snapshot.ts'));
  await add(path.join(root, 'node_modules/@duckdb/node-api/package.json'));
  return hash.digest('hex');
}

/** The files of a package's snapshot if there is one that holds. */
export async function cachedSnapshot(root: string, folder: string): Promise<readonly string[] | null> {
  const cache = snapshotFolder(root, folder);
  const keyFile = path.join(cache, KEY_FILE);
  if (!existsSync(keyFile)) return null;
  if ((await readFile(keyFile, 'utf8')) !== (await snapshotKey(root, folder))) return null;
  const entries = await readdir(cache, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && entry.name !== KEY_FILE)
    .map(({ name }) => path.join(cache, name));
}

export { KEY_FILE };
