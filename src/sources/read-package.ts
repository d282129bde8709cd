import type { DataIssue } from '#model/data-issue.ts';
import { headerLine } from './contract.ts';
import { BOM } from './csv-batches.ts';
import { decodeText, gunzip, isGzip, LARGEST_FILE, looksLikeWebPage } from './decode.ts';
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
import { TableReader } from './validate.ts';

export type { LoadedPackage, LoadedTable, PackageProgress } from './loaded-package.ts';

interface FetchFileOptions {
  readonly signal?: AbortSignal | undefined;
  /** Bytes so far, and in all where that is known. */
  readonly onBytes?: (bytes: number, totalBytes: number | null) => void;
}

/** Read a file of the package by its path in the package's folder; null if there is none. */
export type FetchFile = (path: string, options: FetchFileOptions) => Promise<FileBytes | null>;

/** A table's file as it came, unpacked. */
export interface PackageFile {
  readonly path: string;
  readonly bytes: FileBytes;
}

/** The files of a package, before anything is judged but whether they are there. */
interface PackageFiles {
  readonly descriptor: PackageDescriptor;
  /** Of each table that is there whole. */
  readonly files: Map<TableName, readonly PackageFile[]>;
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
 * `NAME.csv`, then `NAME.csv.gz`. A file that is absent or cannot be unpacked is an issue, and its table is not read.
 */
async function readPackage(fetchFile: FetchFile, options: PackageOptions = {}): Promise<PackageFiles> {
  const { signal } = options;
  const issues: DataIssue[] = [];
  const descriptorBytes = await fetchFile(DESCRIPTOR_FILE, { signal });
  const { descriptor, issues: descriptorIssues } = readDescriptor(
    descriptorBytes === null ? null : new TextDecoder().decode(descriptorBytes),
  );
  issues.push(...descriptorIssues);
  const files = new Map<TableName, readonly PackageFile[]>();
  const results = await Promise.all(
    TABLE_NAMES.map((table) =>
      readTableFiles(
        table,
        descriptor.resources.filter((resource) => resource.table === table),
        fetchFile,
        options,
      ),
    ),
  );
  for (const { table, files: found, issues: faults } of results) {
    issues.push(...faults);
    if (found.length > 0) files.set(table, found);
  }
  signal?.throwIfAborted();
  return { descriptor, files, issues };
}

interface TableFilesResult {
  readonly table: TableName;
  /** All of them or none. */
  readonly files: readonly PackageFile[];
  readonly issues: readonly DataIssue[];
}

interface TableFileResult {
  readonly file?: PackageFile;
  readonly issues: readonly DataIssue[];
}

/** The files of a table, one after the other: with one that cannot be read the others are worth nothing. */
async function readTableFiles(
  table: TableName,
  resources: readonly PackageResource[],
  fetchFile: FetchFile,
  options: PackageOptions,
): Promise<TableFilesResult> {
  const { largestTable = LARGEST_FILE } = options;
  const several = resources.length > 1;
  const files: PackageFile[] = [];
  const issues: DataIssue[] = [];
  let size = 0;
  for (const resource of several ? resources : [resources[0]]) {
    const { file, issues: found } = await readTableFile(table, resource, fetchFile, options);
    issues.push(...found);
    size += file?.bytes.length ?? 0;
    if (file !== undefined && (!several || size <= largestTable)) {
      files.push(file);
      continue;
    }
    const path = resource?.path ?? `${table}.csv`;
    if (file !== undefined)
      issues.push(fileIssue(path, notCsv({ kind: 'table-too-large', most: largestTable })));
    return { table, files: [], issues: [...issues, ...notWhole(path, resources)] };
  }
  return { table, files, issues };
}

/** Says of a table's other files that they are not loaded either. */
function notWhole(unread: string, files: readonly { readonly path: string }[]): readonly DataIssue[] {
  return files
    .filter(({ path }) => path !== unread)
    .map(({ path }) => fileIssue(path, notCsv({ kind: 'not-whole', unread })));
}

export const notCsv = (reason: NotCsv): Fault => ({ code: 'file-not-csv', reason });

export function fileIssue(path: string, fault: Fault): DataIssue {
  return dataIssue(fault, { file: path, line: null, column: null }, null);
}

async function readTableFile(
  table: TableName,
  resource: PackageResource | undefined,
  fetchFile: FetchFile,
  options: PackageOptions,
): Promise<TableFileResult> {
  const usualPath = resource?.path ?? `${table}.csv`;
  const paths = usualPath.endsWith('.gz') ? [usualPath] : [usualPath, `${usualPath}.gz`];
  const failed = (path: string, fault: Fault): TableFileResult => ({ issues: [fileIssue(path, fault)] });
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
      const problem = error instanceof Error ? error.message : String(error);
      return failed(path, notCsv({ kind: 'unread', problem }));
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
        return failed(path, notCsv({ kind: 'bad-gzip' }));
      }
    }
    // A server may have unpacked the file on its way; then its stored size is not known.
    const comparable = packed === path.endsWith('.gz');
    const issues =
      comparable && stated !== null && stated !== stored.length
        ? [bytesDiffer(resource?.property ?? `resources.${table}`, path, stated, stored.length)]
        : [];
    return { file: { path, bytes }, issues };
  }
  return webPage
    ? failed(usualPath, notCsv({ kind: 'web-page' }))
    : failed(usualPath, { code: 'file-missing', file: usualPath, indispensable: isIndispensable(table) });
}

function bytesDiffer(property: string, path: string, stated: number, found: number): DataIssue {
  return descriptorIssue(
    { code: 'value-not-allowed', what: 'bytes', path, stated: String(stated), found: String(found) },
    `${property}.bytes`,
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
    const read = files.get(table);
    if (read === undefined) continue;
    // Large tables are not held twice for longer than need be.
    files.delete(table);
    const validated = validateTableFiles(table, read, keys, options);
    for (const issue of validated.issues) issues.push(issue);
    if (validated.loaded === null) continue;
    setAsideCount += validated.setAsideCount;
    if (validated.keys !== undefined) keys.set(table, validated.keys);
    tables[table] = validated.loaded;
  }
  if (INDISPENSABLE_TABLES.some((table) => tables[table].rows === 0)) throw new PackageError(issues);
  return { descriptor, tables, setAsideCount, issues };
}

interface ValidatedTable {
  /** Null when a file of it is not what it should be. */
  readonly loaded: LoadedTable | null;
  readonly setAsideCount: number;
  readonly keys: TableKeys | undefined;
  readonly issues: readonly DataIssue[];
}

/** Holds the files of a table against its contract. `keys`: of the tables it refers to, by name. */
export function validateTableFiles(
  table: TableName,
  files: readonly PackageFile[],
  keys: ReadonlyMap<string, TableKeys>,
  { issueLimit, onProgress }: PackageOptions,
): ValidatedTable {
  const contract = TABLES[table];
  const totalBytes = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  let before = 0;
  let length = 0;
  const reader = new TableReader(contract, {
    keys,
    ...(issueLimit === undefined ? {} : { issueLimit }),
    onRows: (rows, share) =>
      onProgress?.({
        table,
        phase: 'validate',
        bytes: before + Math.round(share * length),
        totalBytes,
        rows,
      }),
  });
  const sound: FileBytes[] = [];
  const unreadable = (path: string, fault?: Fault): ValidatedTable => ({
    loaded: null,
    setAsideCount: 0,
    keys: undefined,
    issues: [
      ...(fault === undefined ? [] : [fileIssue(path, fault)]),
      ...reader.end().issues,
      ...notWhole(path, files),
    ],
  });
  for (const [index, { path, bytes }] of files.entries()) {
    length = bytes.length;
    const decoded = decodeText(bytes);
    if ('fault' in decoded) return unreadable(path, notCsv(decoded.fault));
    const readable = reader.read(path, decoded.text, (csv) => {
      const unchanged = csv === decoded.text && !decoded.text.startsWith(BOM);
      sound[index] = unchanged ? bytes : new TextEncoder().encode(csv);
    });
    if (!readable) return unreadable(path);
    before += length;
  }
  const { rows, rowsRead, setAside, setAsideCount, keys: own, issues } = reader.end();
  const csv = joined(sound);
  const [first] = files;
  const empty =
    isIndispensable(table) && rowsRead === 0 && first !== undefined
      ? [fileIssue(first.path, { code: 'file-empty', header: headerLine(contract), has: 'header' })]
      : [];
  return {
    loaded: { csv, rows, bytes: csv.length, read: true, setAside },
    setAsideCount,
    keys: own,
    issues: [...issues, ...empty],
  };
}

const LINE_FEED = 10;

/** The rows of several CSVs, each with the same one line of header, under the first one's. */
function joined(parts: readonly FileBytes[]): FileBytes {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const bodies = parts.map((bytes, index) => {
    if (index === 0) return bytes;
    const headerEnd = bytes.indexOf(LINE_FEED);
    return bytes.subarray(headerEnd === -1 ? bytes.length : headerEnd + 1);
  });
  // The last line of a file need not end.
  const ends = bodies.map((body) => (body.length === 0 || body.at(-1) === LINE_FEED ? 0 : 1));
  const all = new Uint8Array(bodies.reduce((sum, body, i) => sum + body.length + (ends[i] ?? 0), 0));
  let place = 0;
  bodies.forEach((body, i) => {
    all.set(body, place);
    place += body.length;
    if (ends[i] === 1) all[place++] = LINE_FEED;
  });
  return all;
}

export function unreadTable(table: TableName): LoadedTable {
  const csv = new TextEncoder().encode(`${headerLine(TABLES[table])}\n`);
  return { csv, rows: 0, bytes: csv.length, read: false, setAside: [] };
}
