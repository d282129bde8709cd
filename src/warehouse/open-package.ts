/** In the browser: fetches and validates a package while the engine starts, then builds the warehouse. */
import { type BrowserEngine, createBrowserEngine } from '#engine/browser.ts';
import type { DataIssue } from '#model/data-issue.ts';
import type { PackageDescriptor } from '#sources/descriptor.ts';
import { loadPackage } from '#sources/load-package.ts';
import type { TableName } from '#sources/package.ts';
import type { PackageProgress } from '#sources/read-package.ts';
import { type BuildProgress, loadWarehouse } from './load.ts';
import type { Warehouse } from './warehouse.ts';

export interface OpenPackage {
  readonly descriptor: PackageDescriptor;
  readonly issues: readonly DataIssue[];
  readonly warehouse: Warehouse;
}

/** What is known of the work so far; a part that has not begun is absent. */
export interface OpenProgress {
  readonly engine?: { readonly loaded: number; readonly total: number };
  readonly tables: Readonly<Partial<Record<TableName, PackageProgress>>>;
  readonly build?: BuildProgress;
}

export interface OpenOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: OpenProgress) => void) | undefined;
}

let progressOfEngine: ((loaded: number, total: number) => void) | undefined;
let pageEngine: BrowserEngine | undefined;
let opened = 0;

/** The page's one engine; it starts with the first package. */
function engineOfPage(): BrowserEngine {
  pageEngine ??= createBrowserEngine({
    onProgress: ({ loaded, total }) => progressOfEngine?.(loaded, total),
  });
  return pageEngine;
}

/**
 * Opens the package in the folder `baseUrl`. Rejects with `PackageError` when it cannot be used, with
 * `EngineError` when the engine fails, with an `AbortError` when given up. A dead engine is replaced.
 */
export async function openPackage(baseUrl: string, options: OpenOptions = {}): Promise<OpenPackage> {
  const { signal, onProgress } = options;
  let progress: OpenProgress = { tables: {} };
  const report = (next: Partial<OpenProgress>) => {
    progress = { ...progress, ...next };
    onProgress?.(progress);
  };
  progressOfEngine = (loaded, total) => report({ engine: { loaded, total } });
  const starting = engineOfPage().restart();
  // The package may fail first; its error is then the one to tell.
  starting.catch(() => {});
  const loaded = await loadPackage(baseUrl, {
    signal,
    onProgress: (table) => report({ tables: { ...progress.tables, [table.table]: table } }),
  });
  const engine = await starting;
  signal?.throwIfAborted();
  opened += 1;
  const version = `${loaded.descriptor.name}-${loaded.descriptor.version ?? ''}-${opened}`;
  const warehouse = await loadWarehouse(engine, loaded.tables, version, {
    signal,
    onProgress: (build) => report({ build }),
  });
  return { descriptor: loaded.descriptor, issues: loaded.issues, warehouse };
}
