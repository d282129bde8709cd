/** Writes a data package's tables as CSV, in the columns of their contracts: UTF-8, LF, RFC 4180. */
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { rename } from 'node:fs/promises';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import Papa from 'papaparse';
import { REVIEW_CHANNEL_IDS, REVIEW_RESULT_IDS } from '#model/forms.ts';
import type { Region } from '#model/region.ts';
import { NARRATIVES } from '#model/report.ts';
import { headerLine } from '#sources/contract.ts';
import { TABLE_NAMES, TABLES } from '#sources/package.ts';
import { COLUMNS, type DraftReport } from './draft-report.ts';
import { type PlantedRow, printedNumber } from './plant-faults.ts';

const RESULTS = REVIEW_RESULT_IDS.length;

/** Columns of the answer sheet, planted.csv. */
export const PLANTED_COLUMNS = [
  'report_id',
  'rule',
  'instance',
  'cell',
  'true_value',
  'planted_value',
] as const;

export const FILE_NAMES = [...TABLE_NAMES, 'planted'] as const;
export type FileName = (typeof FILE_NAMES)[number];

/** planted.csv stays plain: it is the answer sheet beside the package, not a table of it. */
export function fileOf(name: FileName, gzip: boolean, number?: number): string {
  return `${name}${number === undefined ? '' : `-${number}`}.csv${gzip && name !== 'planted' ? '.gz' : ''}`;
}

interface OpenFile {
  /** Append rows, each ending in LF. Resolves when there is room for more. */
  readonly write: (rows: string) => Promise<void>;
  /** Resolves when all is on disk. */
  readonly close: () => Promise<void>;
}

export interface TableFiles {
  /** Append rows, each ending in LF. Those written at once stay in one file. Resolves when there is room for more. */
  readonly write: (rows: string) => Promise<void>;
  /** Resolves with the names of the table's files when all is on disk. */
  readonly close: () => Promise<readonly string[]>;
}

export interface TableFilesOptions {
  readonly gzip: boolean;
  /** Bytes a file may have unpacked. */
  readonly largestFile: number;
}

/**
 * Write a table into a folder: as `NAME.csv`, or where it would become too large as `NAME-1.csv`, `NAME-2.csv` and so on,
 * each with its header.
 */
export async function openTable(
  folder: string,
  name: FileName,
  { gzip, largestFile }: TableFilesOptions,
): Promise<TableFiles> {
  const files = [fileOf(name, gzip)];
  let open = await openFile(folder, name, fileOf(name, gzip));
  let size = 0;
  async function openNext(): Promise<void> {
    await open.close();
    if (files.length === 1) {
      const first = fileOf(name, gzip, 1);
      await rename(path.join(folder, fileOf(name, gzip)), path.join(folder, first));
      files[0] = first;
    }
    const file = fileOf(name, gzip, files.length + 1);
    files.push(file);
    open = await openFile(folder, name, file);
    size = 0;
  }
  return {
    async write(rows) {
      const more = Buffer.byteLength(rows);
      if (size > 0 && headerOf(name).length + size + more > largestFile) await openNext();
      size += more;
      await open.write(rows);
    },
    async close() {
      await open.close();
      return files;
    },
  };
}

function headerOf(name: FileName): string {
  return `${name === 'planted' ? PLANTED_COLUMNS.join(',') : headerLine(TABLES[name])}\n`;
}

/** Open a CSV and write its header. The gzip header carries no time, so equal rows give equal bytes. */
async function openFile(folder: string, name: FileName, file: string): Promise<OpenFile> {
  const head = file.endsWith('.gz') ? createGzip({ level: 6 }) : new PassThrough();
  const written = pipeline(head, createWriteStream(path.join(folder, file)));
  // A failure is reported by whichever of write and close comes next; until then it must not count as unhandled.
  written.catch(() => undefined);
  const write = async (rows: string): Promise<void> => {
    if (!head.write(rows)) await Promise.race([once(head, 'drain'), written]);
  };
  const close = async (): Promise<void> => {
    head.end();
    await written;
  };
  await write(headerOf(name));
  return { write, close };
}

export function regionLines(regions: readonly Region[]): string {
  return csvLines(
    regions.map(({ code, name, level, parent_code, kind }) => [code, name, level, parent_code, kind]),
  );
}

/** The address leads nowhere on purpose: `.invalid` is reserved (RFC 2606), no office answers for these numbers. */
export function reportLines(reports: readonly DraftReport[]): string {
  return csvLines(
    reports.map(({ reportId, township, year, publishedOn, statuses, narratives, tables }) => [
      reportId,
      township.code,
      year,
      tables?.grid.form,
      township.name,
      `https://synthetic.invalid/${reportId}`,
      publishedOn,
      ...statuses,
      ...NARRATIVES.map((narrative) => narratives[narrative]),
      '',
    ]),
  );
}

export function plantedLines(rows: readonly PlantedRow[]): string {
  return csvLines(
    rows.map(({ reportId, rule, instance, cell, trueValue, plantedValue }) => [
      reportId,
      rule,
      instance,
      cell,
      trueValue,
      plantedValue,
    ]),
  );
}

function csvLines(rows: (string | number | null | undefined)[][]): string {
  return rows.length === 0 ? '' : `${Papa.unparse(rows, { newline: '\n' })}\n`;
}

/** Section 2, one line per captured cell; a blank cell has an empty value. */
export function disclosureLines({ reportId, tables, procurementUnit }: DraftReport): string {
  if (tables === undefined) return '';
  const { grid, cells, captured, foreign } = tables;
  let lines = '';
  let place = 0;
  for (const { item, measures } of grid.items.slice(0, captured.items)) {
    for (const measure of measures) {
      const value = cells[place] ?? Number.NaN;
      const unit = measure === 'amount' && value > 0 ? procurementUnit : '';
      lines += `${reportId},${item},${measure},${printedNumber(value)},${unit}\n`;
      place += 1;
    }
  }
  if (foreign?.section === 2) lines += `${reportId},${foreign.item},${foreign.measure},${foreign.value},\n`;
  return lines;
}

/** Section 3, one line per captured row; of a whole section, only rows that are not 0 in all columns. */
export function applicationLines({ reportId, statuses, tables }: DraftReport): string {
  if (tables === undefined) return '';
  const { grid, cells, captured, foreign } = tables;
  let lines = '';
  for (let row = 0; row < captured.outcomes; row += 1) {
    const first = grid.section3 + row * COLUMNS;
    const printed = numbersOf(cells.subarray(first, first + COLUMNS), statuses[1] === 'table');
    if (printed !== undefined) lines += `${reportId},${grid.outcomes[row] ?? ''},${printed}\n`;
  }
  if (foreign?.section === 3) lines += `${reportId},${foreign.outcome}${',0'.repeat(COLUMNS)}\n`;
  return lines;
}

/** Section 4, one line per captured channel, with the same convention. */
export function reviewLines({ reportId, statuses, tables }: DraftReport): string {
  if (tables === undefined) return '';
  const { grid, cells, captured } = tables;
  let lines = '';
  for (let row = 0; row < captured.channels; row += 1) {
    const first = grid.section4 + row * RESULTS;
    const printed = numbersOf(cells.subarray(first, first + RESULTS), statuses[2] === 'table');
    if (printed !== undefined) lines += `${reportId},${REVIEW_CHANNEL_IDS[row] ?? ''},${printed}\n`;
  }
  return lines;
}

/** The numbers of a row, or undefined for a row of zeros that is to be left out. */
function numbersOf(row: Float64Array, leaveOutZeros: boolean): string | undefined {
  if (leaveOutZeros && row.every((value) => value === 0)) return undefined;
  return Array.from(row, printedNumber).join(',');
}
