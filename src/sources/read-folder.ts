/** Node only: the same package, read from a folder on disk. */
import { constants } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { LoadedPackage, PackageOptions } from './loaded-package.ts';
import { type FetchFile, loadPackageWith } from './read-package.ts';

export function folderFetchFile(folder: string): FetchFile {
  return async (path, { signal, onBytes }) => {
    try {
      const bytes = new Uint8Array(await readFile(join(folder, path), { signal }));
      onBytes?.(bytes.length, bytes.length);
      return bytes;
    } catch (error) {
      if (isNotFound(error)) return null;
      throw error;
    }
  };
}

/** As `loadPackage`, without a worker, and for tables of several files that a browser could not hold. */
export function loadPackageFromFolder(folder: string, options: PackageOptions = {}): Promise<LoadedPackage> {
  return loadPackageWith(folderFetchFile(folder), { largestTable: constants.MAX_LENGTH, ...options });
}

function isNotFound(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
