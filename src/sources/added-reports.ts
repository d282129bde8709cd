/** Reports that a reader adds to a package: a few CSVs from their own machine, held against the same contracts. */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import type { DataIssue } from '#model/data-issue.ts';
import { decodeText, gunzip, isGzip } from './decode.ts';
import { DESCRIPTOR_FILE, readDescriptor } from './descriptor.ts';
import { dataIssue } from './issue-list.ts';
import type { FileBytes, LoadedTable, PackageOptions } from './loaded-package.ts';
import { TABLE_NAMES, TABLES, type TableName } from './package.ts';
import { fileIssue, notCsv, type PackageFile, unreadTable, validateTableFiles } from './read-package.ts';
import { TableKeys } from './table-keys.ts';
import { typedRows } from './typed-rows.ts';

/** The tables reports consist of. Places are those of the package. */
export type ReportTable = Exclude<TableName, 'regions'>;

/** A file as it lay on the reader's machine; or, where the browser could not read it, why. */
export interface AddedFile {
  readonly name: string;
  readonly content: FileBytes | { readonly problem: string };
}

/** Which report an added row of `reports.csv` is. */
export interface AddedReport {
  readonly report_id: string;
  readonly region_code: string;
  readonly year: number;
}

/** Files held against their contracts. */
export interface AddedReports {
  readonly tables: Readonly<Record<ReportTable, LoadedTable>>;
  /** In the order of their rows. */
  readonly reports: readonly AddedReport[];
  /** Of each file that was read, as it lay there: `sha256:` and 64 digits. */
  readonly files: readonly { readonly path: string; readonly hash: string }[];
  /** A `datapackage.json` among the files says that the numbers are made up. */
  readonly synthetic: boolean;
  readonly issues: readonly DataIssue[];
  /** Every file could be read as a table, and there is a report. Without it nothing may be joined. */
  readonly usable: boolean;
}

/** What is missing without it. */
const HOLDS = { reports: 'reports', disclosures: 2, applications: 3, reviews: 4 } as const;

/** By which columns a table is known: all it has but the one that facts of every kind share. */
const OWN_COLUMNS = new Map(
  TABLE_NAMES.map((table) => [
    table,
    new Set(TABLES[table].columns.flatMap(({ name }) => (name === 'report_id' ? [] : [name as string]))),
  ]),
);

/** The table whose columns a header names; whatever separates them, so that the contract can say what is wrong with it. */
function tableOf(header: string): TableName | undefined {
  const names = header.split(/[,;|\t]/).map((name) => name.replaceAll('"', '').trim());
  const known = (table: TableName) => names.filter((name) => OWN_COLUMNS.get(table)?.has(name)).length;
  const [best] = TABLE_NAMES.map((table) => ({ table, known: known(table) })).sort(
    (a, b) => b.known - a.known,
  );
  return best === undefined || best.known === 0 ? undefined : best.table;
}

/** The first line that is not blank, without what is blank before it; of a file without one, nothing. */
function firstLine(text: string): string {
  return /\S[^\r\n]*/.exec(text)?.[0] ?? '';
}

type Sorted =
  | { readonly table: ReportTable; readonly file: PackageFile }
  | { readonly table?: never; readonly issue: DataIssue };

async function sortFile(name: string, stored: FileBytes): Promise<Sorted> {
  let bytes = stored;
  if (isGzip(stored)) {
    try {
      bytes = await gunzip(stored);
    } catch {
      return { issue: fileIssue(name, notCsv({ kind: 'bad-gzip' })) };
    }
  }
  const decoded = decodeText(bytes);
  if ('fault' in decoded) return { issue: fileIssue(name, notCsv(decoded.fault)) };
  const header = firstLine(decoded.text);
  const table = tableOf(header);
  if (table === undefined) return { issue: fileIssue(name, notCsv({ kind: 'no-table', header })) };
  if (table === 'regions') return { issue: fileIssue(name, notCsv({ kind: 'regions' })) };
  return { table, file: { path: name, bytes } };
}

/** Every code is one that reports may name. */
function keysOfRegions(codes: Iterable<string>): TableKeys {
  const keys = new TableKeys();
  keys.beginFile('regions.csv');
  for (const code of codes) keys.markLoaded(keys.add(code, 0));
  return keys;
}

function reportsIn({ csv }: LoadedTable): readonly AddedReport[] {
  return typedRows(TABLES.reports, new TextDecoder().decode(csv)).map(({ report_id, region_code, year }) => ({
    report_id,
    region_code,
    year,
  }));
}

/**
 * Reads the files, whatever they are called: a header tells its table. Several files of one table are read one after the
 * other. `regionCodes`: those of the package. Never rejects for what the files hold.
 */
export async function readAddedReports(
  files: readonly AddedFile[],
  regionCodes: Iterable<string>,
  options: Pick<PackageOptions, 'issueLimit'> = {},
): Promise<AddedReports> {
  const issues: DataIssue[] = [];
  const found = new Map<ReportTable, PackageFile[]>();
  const read: { path: string; hash: string }[] = [];
  let synthetic = false;
  let usable = true;
  for (const { name, content } of files) {
    if ('problem' in content) {
      issues.push(fileIssue(name, notCsv({ kind: 'unread', problem: content.problem })));
      usable = false;
      continue;
    }
    if (name === DESCRIPTOR_FILE) {
      synthetic ||= readDescriptor(new TextDecoder().decode(content)).descriptor.synthetic;
      continue;
    }
    const sorted = await sortFile(name, content);
    if (sorted.table === undefined) {
      issues.push(sorted.issue);
      usable = false;
      continue;
    }
    read.push({ path: name, hash: `sha256:${bytesToHex(sha256(content))}` });
    found.set(sorted.table, [...(found.get(sorted.table) ?? []), sorted.file]);
  }
  const keys = new Map([['regions', keysOfRegions(regionCodes)]]);
  const tables: Record<ReportTable, LoadedTable> = {
    reports: unreadTable('reports'),
    disclosures: unreadTable('disclosures'),
    applications: unreadTable('applications'),
    reviews: unreadTable('reviews'),
  };
  const order = TABLE_NAMES.filter((table) => table !== 'regions');
  // Whole tables before single cells: a whole section is more than a column that may be left out.
  for (const table of order) {
    if (!found.has(table)) {
      const fault = { code: 'file-missing', notChosen: HOLDS[table] } as const;
      issues.push(dataIssue(fault, { file: `${table}.csv`, line: null, column: null }, null));
    }
  }
  for (const table of order) {
    const own = found.get(table);
    if (own === undefined) continue;
    const validated = validateTableFiles(table, own, keys, options);
    for (const issue of validated.issues) issues.push(issue);
    if (validated.loaded === null) usable = false;
    else tables[table] = validated.loaded;
    if (validated.keys !== undefined) keys.set(table, validated.keys);
  }
  return {
    tables,
    reports: reportsIn(tables.reports),
    files: read,
    synthetic,
    issues,
    usable: usable && tables.reports.rows > 0,
  };
}
