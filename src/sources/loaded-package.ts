/** What a package is once read, apart from the reading: the page needs the first, only the worker the second. */
import type { DataIssue } from '#model/data-issue.ts';
import type { PackageDescriptor } from './descriptor.ts';
import { issueLine } from './issue-line.ts';
import type { TableName } from './package.ts';
import type { SetAsideRow } from './validate.ts';

export type FileBytes = Uint8Array<ArrayBuffer>;

/** How far the reading of one table has come. `rows` counts rows validated, sound or not. */
export interface PackageProgress {
  readonly table: TableName;
  readonly phase: 'download' | 'validate';
  readonly bytes: number;
  readonly totalBytes: number | null;
  readonly rows: number;
}

export interface PackageOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: PackageProgress) => void) | undefined;
  /** Faults listed singly for each table, code and column; see `validateTable`. */
  readonly issueLimit?: number | undefined;
  /** Bytes a table may have unpacked, all its files together; as many as one file if left out, as a browser can take. */
  readonly largestTable?: number | undefined;
}

export interface LoadedTable {
  /** The sound rows of all its files, ready for `read_csv` with `duckdbColumns`; the header alone if `read` is false. */
  readonly csv: FileBytes;
  readonly rows: number;
  /** Length of `csv`; it still holds when the bytes have been handed to the engine. */
  readonly bytes: number;
  /**
   * False when a file of it is absent or unreadable. Its rows are then unknown: nothing may be read as a printed 0,
   * whatever a report's section status says.
   */
  readonly read: boolean;
  /** Rows that were in the files and are not in `csv`: they too are unknown, not 0. See `TableValidation`. */
  readonly setAside: readonly SetAsideRow[];
}

/** A data package held against its contracts, ready for the engine. */
export interface LoadedPackage {
  readonly descriptor: PackageDescriptor;
  readonly tables: Readonly<Record<TableName, LoadedTable>>;
  /** Rows and unreadable stretches of lines, over all tables, that were not loaded. */
  readonly setAsideCount: number;
  readonly issues: readonly DataIssue[];
}

/** A package without readable regions or reports: there is nothing to show. `issues` says what is wrong. */
export class PackageError extends Error {
  readonly issues: readonly DataIssue[];
  constructor(issues: readonly DataIssue[]) {
    const first = issues.find(({ severity }) => severity === 'error');
    super(first === undefined ? 'The data package cannot be loaded' : issueLine(first, 'en'));
    this.name = 'PackageError';
    this.issues = issues;
  }
}
