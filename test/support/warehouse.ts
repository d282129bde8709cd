/** Data packages for tests: read, held against the contracts, and loaded into the engine the app ships. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Engine } from '#engine/engine.ts';
import type { DataIssue } from '#model/data-issue.ts';
import { headerLine } from '#sources/contract.ts';
import { TABLE_NAMES, TABLES, type TableName } from '#sources/package.ts';
import type { TableKeys } from '#sources/table-keys.ts';
import { validateTable } from '#sources/validate.ts';
import { loadWarehouse } from '#warehouse/load.ts';
import type { Warehouse } from '#warehouse/warehouse.ts';
import { startNativeEngine } from './native-engine.ts';

/** CSV text by table. A table left out is a file that is not in the package. */
export type PackageText = Readonly<Partial<Record<TableName, string>>>;

let shared: Promise<Engine> | undefined;

/** The one engine of this test file; starting it costs about a second. */
export function sharedEngine(): Promise<Engine> {
  shared ??= startNativeEngine();
  return shared;
}

/** The CSV files of a folder, as text. */
export async function readPackage(folder: string): Promise<PackageText> {
  const texts: Partial<Record<TableName, string>> = {};
  for (const table of TABLE_NAMES) {
    try {
      texts[table] = await readFile(join(folder, `${table}.csv`), 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    }
  }
  return texts;
}

/** A warehouse and what the contracts found wrong in its package. */
export interface OpenedPackage {
  readonly warehouse: Warehouse;
  readonly issues: readonly DataIssue[];
}

let count = 0;

/** Loads a package, given as a folder or as text, into the engine of this test file, in place of the one before. */
export async function openPackage(source: string | PackageText): Promise<OpenedPackage> {
  const texts = typeof source === 'string' ? await readPackage(source) : source;
  const keys = new Map<string, TableKeys>();
  const issues: DataIssue[] = [];
  const valid: Partial<Record<TableName, Uint8Array<ArrayBuffer>>> = {};
  for (const table of TABLE_NAMES) {
    const text = texts[table];
    if (text === undefined) continue;
    const result = validateTable(TABLES[table], text, { keys });
    issues.push(...result.issues);
    if (result.keys !== undefined) keys.set(table, result.keys);
    valid[table] = new TextEncoder().encode(result.csv);
  }
  count += 1;
  const warehouse = await loadWarehouse(await sharedEngine(), valid, `test-${count}`);
  return { warehouse, issues };
}

/** As `openPackage`, for packages that must be without an error. */
export async function openWarehouse(source: string | PackageText): Promise<Warehouse> {
  const { warehouse, issues } = await openPackage(source);
  const errors = issues.filter(({ severity }) => severity === 'error');
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
