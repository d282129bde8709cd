import type { DataIssue } from '#model/data-issue.ts';
import { headerLine } from './contract.ts';
import { BOM } from './csv-batches.ts';
import { decodeText, gunzip, isGzip, looksLikeWebPage } from './decode.ts';
import {
  DESCRIPTOR_FILE,
  descriptorIssue,
  type PackageDescriptor,
  type PackageResource,
  readDescriptor,
} from './descriptor.ts';
import { dataIssue } from './issue-list.ts';
import {
  type FileBytes,
  type LoadedPackage,
  type LoadedTable,
  PackageError,
  type PackageOptions,
} from './loaded-package.ts';
import type { Fault, NotCsv } from './messages.ts';
import { INDISPENSABLE_TABLES, isIndispensable, TABLE_NAMES, TABLES, type TableName } from './package.ts';
import type { TableKeys } from './table-keys.ts';
import { validateTable } from './validate.ts';

export type { LoadedPackage, LoadedTable, PackageProgress } from './loaded-package.ts';

interface FetchFileOptions {
  readonly signal?: AbortSignal | undefined;
  /** Bytes so far, and in all where that is known. */
  readonly onBytes?: (bytes: number, totalBytes: number | null) => void;
}

/** Read a file of the package by its path in the package's folder; null if there is none. */
export type FetchFile = (path: string, options: FetchFileOptions) => Promise<FileBytes | null>;

/** A table's file as it came, unpacked. */
interface PackageFile {
  readonly path: string;
  readonly bytes: FileBytes;
}

/** The files of a package, before anything is judged but whether they are there. */
interface PackageFiles {
  readonly descriptor: PackageDescriptor;
  readonly files: Readonly<Partial<Record<TableName, PackageFile>>>;
  readonly issues: readonly DataIssue[];
}

/**
 * Read and validate a package. Rejects with `PackageError` when regions or reports cannot be read, and with the
 * signal's reason when aborted.
 */
export async function loadPackageWith(
  fetchFile: FetchFile,
  options: PackageOptions = {},
): Promise<LoadedPackage> {
  return validatePackage(await readPackage(fetchFile, options), options);
}

/**
 * Fetch the descriptor, then the tables side by side. File names come from the descriptor's resources, else
 * `NAME.csv`, then `NAME.csv.gz`. A file that is absent or cannot be unpacked is an issue.
 */
async function readPackage(fetchFile: FetchFile, options: PackageOptions = {}): Promise<PackageFiles> {
  const { signal } = options;
  const issues: DataIssue[] = [];
  const descriptorBytes = await fetchFile(DESCRIPTOR_FILE, { signal });
  const { descriptor, issues: descriptorIssues } = readDescriptor(
    descriptorBytes === null ? null : new TextDecoder().decode(descriptorBytes),
  );
  issues.push(...descriptorIssues);
  const files: Partial<Record<TableName, PackageFile>> = {};
  const results = await Promise.all(
    TABLE_NAMES.map((table) =>
      readTableFile(
        table,
        descriptor.resources.find((resource) => resource.table === table),
        fetchFile,
        options,
      ),
    ),
  );
  for (const { table, file, issues: found } of results) {
    issues.push(...found);
    if (file !== undefined) files[table] = file;
  }
  signal?.throwIfAborted();
  return { descriptor, files, issues };
}

interface TableFileResult {
  readonly table: TableName;
  readonly file?: PackageFile;
  readonly issues: readonly DataIssue[];
}

async function readTableFile(
  table: TableName,
  resource: PackageResource | undefined,
  fetchFile: FetchFile,
  options: PackageOptions,
): Promise<TableFileResult> {
  const usualPath = resource?.path ?? `${table}.csv`;
  const paths = usualPath.endsWith('.gz') ? [usualPath] : [usualPath, `${usualPath}.gz`];
  const failed = (path: string, fault: Fault): TableFileResult => ({
    table,
    issues: [dataIssue(fault, { file: path, line: null, column: null }, null)],
  });
  const notCsv = (path: string, reason: NotCsv) => failed(path, { code: 'file-not-csv', reason });
  let webPage = false;
  for (const path of paths) {
    const stated = path === usualPath ? (resource?.bytes ?? null) : null;
    let stored: FileBytes | null;
    try {
      stored = await fetchFile(path, {
        signal: options.signal,
        onBytes: (bytes, totalBytes) =>
          options.onProgress?.({
            table,
            phase: 'download',
            bytes,
            totalBytes: totalBytes ?? stated,
            rows: 0,
          }),
      });
    } catch (error) {
      options.signal?.throwIfAborted();
      return notCsv(path, {
        kind: 'unread',
        problem: error instanceof Error ? error.message : String(error),
      });
    }
    if (stored === null) continue;
    if (looksLikeWebPage(stored)) {
      // Many servers answer with their start page where they have no file.
      webPage = true;
      continue;
    }
    const packed = isGzip(stored);
    let bytes = stored;
    if (packed) {
      try {
        bytes = await gunzip(stored);
      } catch {
        return notCsv(path, { kind: 'bad-gzip' });
      }
    }
    // A server may have unpacked the file on its way; then its stored size is not known.
    const comparable = packed === path.endsWith('.gz');
    const issues =
      comparable && stated !== null && stated !== stored.length
        ? [bytesDiffer(table, path, stated, stored.length)]
        : [];
    return { table, file: { path, bytes }, issues };
  }
  return webPage
    ? notCsv(usualPath, { kind: 'web-page' })
    : failed(usualPath, { code: 'file-missing', file: usualPath, indispensable: isIndispensable(table) });
}

function bytesDiffer(table: TableName, path: string, stated: number, found: number): DataIssue {
  return descriptorIssue(
    { code: 'value-not-allowed', what: 'bytes', path, stated: String(stated), found: String(found) },
    `resources.${table}.bytes`,
    String(stated),
  );
}

/** Hold each file against its contract, in load order. Throws `PackageError`, see `loadPackageWith`. */
function validatePackage(
  { descriptor, files, issues: earlier }: PackageFiles,
  options: PackageOptions = {},
): LoadedPackage {
  const issues = [...earlier];
  const keys = new Map<string, TableKeys>();
  let setAsideCount = 0;
  const tables: Record<TableName, LoadedTable> = {
    regions: unreadTable('regions'),
    reports: unreadTable('reports'),
    disclosures: unreadTable('disclosures'),
    applications: unreadTable('applications'),
    reviews: unreadTable('reviews'),
  };
  for (const table of TABLE_NAMES) {
    options.signal?.throwIfAborted();
    const contract = TABLES[table];
    const file = files[table];
    if (file === undefined) continue;
    const decoded = decodeText(file.bytes);
    if ('fault' in decoded) {
      const fault = { code: 'file-not-csv', reason: decoded.fault } as const;
      issues.push(dataIssue(fault, { file: file.path, line: null, column: null }, null));
      continue;
    }
    const length = file.bytes.length;
    const result = validateTable(contract, decoded.text, {
      file: file.path,
      keys,
      ...(options.issueLimit === undefined ? {} : { issueLimit: options.issueLimit }),
      onRows: (rows, share) =>
        options.onProgress?.({
          table,
          phase: 'validate',
          bytes: Math.round(share * length),
          totalBytes: length,
          rows,
        }),
    });
    for (const issue of result.issues) issues.push(issue);
    if (!result.readable) continue;
    setAsideCount += result.setAsideCount;
    if (result.keys !== undefined) keys.set(table, result.keys);
    if (isIndispensable(table) && result.rowsRead === 0) {
      const fault = { code: 'file-empty', header: headerLine(contract), has: 'header' } as const;
      issues.push(dataIssue(fault, { file: file.path, line: null, column: null }, null));
    }
    const unchanged = result.csv === decoded.text && !decoded.text.startsWith(BOM);
    const csv = unchanged ? file.bytes : new TextEncoder().encode(result.csv);
    tables[table] = {
      csv,
      rows: result.rows,
      bytes: csv.length,
      read: true,
      setAside: result.setAside,
    };
  }
  if (INDISPENSABLE_TABLES.some((table) => tables[table].rows === 0)) throw new PackageError(issues);
  return { descriptor, tables, setAsideCount, issues };
}

function unreadTable(table: TableName): LoadedTable {
  const csv = new TextEncoder().encode(`${headerLine(TABLES[table])}\n`);
  return { csv, rows: 0, bytes: csv.length, read: false, setAside: [] };
}
