/**
 * CSV for spreadsheets and programs: UTF-8 with a byte order mark (Excel would not know the encoding without),
 * CRLF, the table from line 1 on. After a blank line, which ends the table for a spreadsheet, what the file
 * says of itself stands in lines that begin with `#`: parsers that know comments skip them.
 */
import Papa from 'papaparse';
import { factsOf } from './facts.ts';
import type { FigureFile, FileCell } from './figure-file.ts';
import { flatTable, headerText } from './flat-table.ts';

const NEWLINE = '\r\n';

/**
 * What a spreadsheet would run: `=`, `+`, `-`, `@`, also full-width as Chinese keyboards type them, with or
 * without white space before; tab and line breaks shift what follows into a cell of its own.
 */
const FORMULA = /^(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/u;

/** Text as it may stand in a cell: an apostrophe in front of what would be run as a formula. */
export function safeText(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

/** The file as text, byte order mark included. */
export function writeCsv(file: FigureFile): string {
  const { columns, rows } = flatTable(file);
  const header = columns.map((column) => safeText(headerText(column, file.language)));
  const table = unparse([header, ...rows.map((row) => row.map(plain))]);
  const facts = factsOf(file).map(({ label, text }) => {
    const line = unparse([[safeText(text.replace(/\s+/g, ' '))]]);
    return `# ${label.replace(/[,"\s]+/g, ' ')},${line}`;
  });
  return `\ufeff${[table, '', ...facts, ''].join(NEWLINE)}`;
}

/** Numbers bare, texts in quotes: a line of the table then never begins with `#`. */
function unparse(rows: readonly (readonly (string | number | null)[])[]): string {
  return Papa.unparse(
    rows.map((row) => [...row]),
    { newline: NEWLINE, quotes: (value: unknown) => typeof value === 'string' },
  );
}

function plain(cell: FileCell): string | number | null {
  switch (cell.kind) {
    case 'number':
      return cell.value;
    case 'text':
      return safeText(cell.text.toWellFormed());
    case 'missing':
      return null;
  }
}
