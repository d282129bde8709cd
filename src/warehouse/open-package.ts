/** In the browser: opens a package while the engine starts, from its snapshot if that may be used, else from its CSVs. */
import { type BrowserEngine, createBrowserEngine } from '#engine/browser.ts';
import type { DataIssue } from '#model/data-issue.ts';
import type { PackageDescriptor } from '#sources/descriptor.ts';
import { httpFetchFile, storedSize } from '#sources/fetch-file.ts';
import { loadPackage } from '#sources/load-package.ts';
import type { TableName } from '#sources/package.ts';
import type { PackageProgress } from '#sources/read-package.ts';
import { type BuildProgress, loadWarehouse } from './load.ts';
import { fetchSnapshot, openSnapshot } from './snapshot.ts';
import { dataVersion, type Warehouse, warehouseVersion } from './warehouse.ts';

export interface OpenPackage {
  readonly descriptor: PackageDescriptor;
  readonly issues: readonly DataIssue[];
  readonly warehouse: Warehouse;
}

interface Bytes {
  readonly loaded: number;
  readonly total: number;
}

/** What is known of the work so far; a part that has not begun is absent. */
export interface OpenProgress {
  readonly engine?: Bytes;
  /** The snapshot's file, as it is stored. Gone again when the CSVs have to be read after all. */
  readonly snapshot?: Bytes | undefined;
  readonly tables: Readonly<Partial<Record<TableName, PackageProgress>>>;
  readonly build?: BuildProgress;
}

export interface OpenOptions {
  /** How many times this package has been opened on this page, this time included; the first time where not given. */
  readonly opening?: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: OpenProgress) => void) | undefined;
}

let engineProgress: Bytes | undefined;
let progressOfEngine: ((progress: Bytes) => void) | undefined;
let pageEngine: BrowserEngine | undefined;

/** The page's one engine; it starts with the first package. */
function engineOfPage(): BrowserEngine {
  pageEngine ??= createBrowserEngine({
    onProgress: (progress) => {
      engineProgress = progress;
      progressOfEngine?.(progress);
    },
  });
  return pageEngine;
}

/** Starts the page's engine ahead of the first package. A failure is told to whoever opens one. */
export function startEngine(): void {
  engineOfPage()
    .start()
    .catch(() => {});
}

/**
 * Opens the package in the folder `baseUrl`. Rejects with `PackageError` when it cannot be used, with
 * `EngineError` when the engine fails, with an `AbortError` when given up. A dead engine is replaced. Leaves a User
 * Timing mark `warehouse-ready` whose detail is the warehouse's origin.
 */
export async function openPackage(baseUrl: string, options: OpenOptions = {}): Promise<OpenPackage> {
  const { signal, onProgress, opening = 1 } = options;
  let progress: OpenProgress = { tables: {} };
  const report = (next: Partial<OpenProgress>) => {
    progress = { ...progress, ...next };
    onProgress?.(progress);
  };
  progressOfEngine = (engine) => report({ engine });
  // The engine may have begun before.
  if (engineProgress !== undefined) report({ engine: engineProgress });
  const starting = engineOfPage().restart();
  // The package may fail first; its error is then the one to tell.
  starting.catch(() => {});
  const versionOf = (descriptor: PackageDescriptor) => warehouseVersion(dataVersion(descriptor), opening);

  const fetched = await fetchSnapshot(httpFetchFile(baseUrl), {
    signal,
    onBytes: (loaded, total) => report({ snapshot: { loaded, total } }),
    sizeOf: (path) => storedSize(new URL(path, baseUrl), signal === undefined ? {} : { signal }),
  });
  if (fetched.fault === undefined) {
    const engine = await starting;
    signal?.throwIfAborted();
    const { descriptor, snapshot } = fetched;
    const rebuild = async (stillHeld: () => void) => {
      const { tables } = await loadPackage(baseUrl);
      stillHeld();
      await loadWarehouse(engine, tables, versionOf(descriptor));
    };
    const warehouse = await openSnapshot(engine, fetched, versionOf(descriptor), signal, rebuild);
    if (warehouse !== null) {
      performance.mark('warehouse-ready', { detail: warehouse.origin });
      return { descriptor, issues: snapshot.issues, warehouse };
    }
    report({ snapshot: undefined });
  }

  const loaded = await loadPackage(baseUrl, {
    signal,
    onProgress: (table) => report({ tables: { ...progress.tables, [table.table]: table } }),
  });
  await starting;
  // A snapshot that killed the engine leaves a dead one behind.
  const engine = await engineOfPage().restart();
  signal?.throwIfAborted();
  const warehouse = await loadWarehouse(engine, loaded.tables, versionOf(loaded.descriptor), {
    signal,
    onProgress: (build) => report({ build }),
  });
  performance.mark('warehouse-ready', { detail: warehouse.origin });
  return { descriptor: loaded.descriptor, issues: loaded.issues, warehouse };
}
