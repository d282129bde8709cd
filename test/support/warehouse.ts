/** Data packages for tests: read, held against the contracts, and loaded into the engine the app ships. */
import type { Engine } from '#engine/engine.ts';
import { createNodeEngine } from '#engine/node.ts';
import type { DataIssue } from '#model/data-issue.ts';
import { headerLine } from '#sources/contract.ts';
import type { LoadedPackage } from '#sources/loaded-package.ts';
import { TABLES, type TableName } from '#sources/package.ts';
import { folderFetchFile } from '#sources/read-folder.ts';
import { type FetchFile, loadPackageWith } from '#sources/read-package.ts';
import { loadWarehouse } from '#warehouse/load.ts';
import type { Warehouse } from '#warehouse/warehouse.ts';

/** CSV text by table. A table left out is a file that is not in the package. */
export type PackageText = Readonly<Partial<Record<TableName, string>>>;

let shared: Promise<Engine> | undefined;

/** The one engine of this test file; starting it costs about a second. */
export function sharedEngine(): Promise<Engine> {
  shared ??= createNodeEngine();
  return shared;
}

function textFetchFile(texts: PackageText): FetchFile {
  const files = new Map(Object.entries(texts).map(([table, text]) => [`${table}.csv`, text]));
  return async (path) => {
    const text = files.get(path);
    return text === undefined ? null : new TextEncoder().encode(text);
  };
}

/** A package given as a folder or as text, held against the contracts. */
export function readPackage(source: string | PackageText): Promise<LoadedPackage> {
  return loadPackageWith(typeof source === 'string' ? folderFetchFile(source) : textFetchFile(source));
}

/** A warehouse and what the contracts found wrong in its package. */
export interface OpenedPackage {
  readonly warehouse: Warehouse;
  readonly issues: readonly DataIssue[];
}

let count = 0;

/** Loads a package, given as a folder or as text, into the engine of this test file, in place of the one before. */
export async function openPackage(source: string | PackageText): Promise<OpenedPackage> {
  const { tables, issues } = await readPackage(source);
  count += 1;
  const warehouse = await loadWarehouse(await sharedEngine(), tables, `test-${count}`);
  return { warehouse, issues };
}

/** As `openPackage`, for packages without a fault but files that are not there. */
export async function openWarehouse(source: string | PackageText): Promise<Warehouse> {
  const { warehouse, issues } = await openPackage(source);
  const errors = issues.filter(({ severity, code }) => severity === 'error' && code !== 'file-missing');
  if (errors.length > 0) {
    const lines = errors.map(({ file, line, message }) => `${file}:${line ?? 0} ${message.en}`);
    throw new Error(`the package has faults:\n${lines.join('\n')}`);
  }
  return warehouse;
}

/**
 * CSV text of one table from rows that name only the cells they have: `csv('reports', [{ report_id: … }])`.
 * Cells not named are empty.
 */
export function csv(table: TableName, rows: readonly Readonly<Record<string, string | number>>[]): string {
  const columns = TABLES[table].columns.map(({ name }) => name as string);
  const unknown = rows.flatMap((row) => Object.keys(row)).find((name) => !columns.includes(name));
  if (unknown !== undefined) throw new Error(`${table} has no column ${unknown}`);
  const lines = rows.map((row) => columns.map((column) => String(row[column] ?? '')).join(','));
  return `${[headerLine(TABLES[table]), ...lines].join('\n')}\n`;
}
