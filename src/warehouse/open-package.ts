/** In the browser: opens a package while the engine starts, from its snapshot if that may be used, else from its CSVs. */
import { type BrowserEngine, createBrowserEngine } from '#engine/browser.ts';
import type { Engine } from '#engine/engine.ts';
import type { DataIssue } from '#model/data-issue.ts';
import type { AddedReports } from '#sources/added-reports.ts';
import type { PackageDescriptor } from '#sources/descriptor.ts';
import { httpFetchFile, storedSize } from '#sources/fetch-file.ts';
import { loadPackage } from '#sources/load-package.ts';
import type { TableName } from '#sources/package.ts';
import type { PackageProgress } from '#sources/read-package.ts';
import { type BuildProgress, loadWarehouse, type ValidReports } from './load.ts';
import { fetchSnapshot, openSnapshot } from './snapshot.ts';
import { dataVersion, type Warehouse, warehouseVersion } from './warehouse.ts';

export interface OpenPackage {
  readonly descriptor: PackageDescriptor;
  readonly issues: readonly DataIssue[];
  readonly warehouse: Warehouse;
  /** How many reports the package has by itself, those included that added ones stand in place of. */
  readonly packageReports: number;
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
  /** All of the package is there, and reports are being joined to it. */
  readonly joining?: boolean;
}

export interface OpenOptions {
  /** How many times this package has been opened on this page, this time included; the first time where not given. */
  readonly opening?: number;
  /** To be joined to the package. They stay as they are, for another time. */
  readonly added?: AddedReports | undefined;
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
 * Opens the package in the folder `baseUrl`, and joins reports to it where some are given. Rejects with `PackageError`
 * when it cannot be used, with `EngineError` when the engine fails, with an `AbortError` when given up. A dead engine is
 * replaced. Leaves a User Timing mark `warehouse-ready` whose detail is the warehouse's origin.
 */
export async function openPackage(baseUrl: string, options: OpenOptions = {}): Promise<OpenPackage> {
  const { signal, onProgress, opening = 1, added } = options;
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
  const join = async (
    engine: Engine,
    warehouse: Warehouse,
    reports: AddedReports,
    descriptor: PackageDescriptor,
  ): Promise<Warehouse> => {
    report({ joining: true });
    const { joinReports } = await import('./join.ts');
    return joinReports(engine, warehouse, copyOf(reports), versionOf(descriptor), signal);
  };
  const finish = async (
    engine: Engine,
    { descriptor, issues, warehouse }: Omit<OpenPackage, 'packageReports'>,
  ): Promise<OpenPackage> => {
    const packageReports = warehouse.rows.reports;
    const joined = added === undefined ? warehouse : await join(engine, warehouse, added, descriptor);
    performance.mark('warehouse-ready', { detail: joined.origin });
    return { descriptor, issues: [...issues, ...(added?.issues ?? [])], warehouse: joined, packageReports };
  };

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
    if (warehouse !== null) return finish(engine, { descriptor, issues: snapshot.issues, warehouse });
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
  return finish(engine, { descriptor: loaded.descriptor, issues: loaded.issues, warehouse });
}

/** The engine is handed the bytes of a file for good. */
function copyOf({ tables }: AddedReports): ValidReports {
  const copy = (table: keyof ValidReports) => ({ ...tables[table], csv: tables[table].csv.slice() });
  return {
    reports: copy('reports'),
    disclosures: copy('disclosures'),
    applications: copy('applications'),
    reviews: copy('reviews'),
  };
}
