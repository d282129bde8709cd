/**
 * A workbook of four sheets: the table, what its metrics mean, what was chosen and where it comes from, on how
 * many reports each row rests. Numbers are numbers; text is a text cell, so that "=…" in a name is no formula.
 */
import writeXlsxFile, { type CellObject, type Sheet } from 'write-excel-file/universal';
import { pick } from '#i18n/format.ts';
import { originFacts, viewFacts } from './facts.ts';
import type { FigureFile, FileCell, FileColumn } from './figure-file.ts';
import { flatTable, headerText } from './flat-table.ts';
import { shownUnit } from './shown-number.ts';
import { SHEETS, WORDS } from './words.ts';

/** Longest text a spreadsheet cell can hold. */
const LONGEST_TEXT = 32_767;

type SheetCell = CellObject | null;

export function writeXlsx(file: FigureFile): Promise<Blob> {
  const sheets = [dataSheet(file), definitionsSheet(file), filtersSheet(file), coverageSheet(file)];
  return writeXlsxFile(sheets).toBlob();
}

function dataSheet(file: FigureFile): Sheet<Blob> {
  const { columns, rows } = flatTable(file);
  const percent = pick(WORDS.fraction, file.language);
  return sheet(
    file,
    'data',
    // A cell formatted as per cent says so itself.
    columns.map((column) =>
      headerText(column.unit === percent ? { ...column, unit: null } : column, file.language),
    ),
    rows.map((row) => row.map((cell, index) => dataCell(cell, columns[index], percent))),
    columns.map(({ header, kind }) => (kind === 'text' ? 24 : Math.max(12, header.length * 2))),
  );
}

function definitionsSheet(file: FigureFile): Sheet<Blob> {
  const { language } = file;
  const header = (
    ['metric', 'sentence', 'formula', 'unit', 'forms', 'direction', 'least', 'caveats'] as const
  ).map((word) => pick(WORDS[word], language));
  return sheet(
    file,
    'definitions',
    header,
    file.definitions.map((each) => [
      textCell(each.name),
      textCell(each.sentence),
      textCell(each.formula),
      textCell(each.unit === shownUnit('share', language) ? '%' : each.unit),
      textCell(each.forms),
      textCell(each.direction),
      numberCell(each.leastDenominator),
      textCell(each.caveats.join('\n')),
    ]),
    [24, 48, 48, 14, 24, 28, 12, 60],
  );
}

function filtersSheet(file: FigureFile): Sheet<Blob> {
  const header = [pick(WORDS.item, file.language), pick(WORDS.content, file.language)];
  const facts = [...viewFacts(file), ...originFacts(file)];
  const rows = facts.map(({ label, text }) => [textCell(label), textCell(text)]);
  return sheet(file, 'filters', header, rows, [16, 100]);
}

function coverageSheet(file: FigureFile): Sheet<Blob> {
  const header = (['row', 'stated', 'expected', 'filed', 'notApplicable', 'fromProse'] as const).map((word) =>
    pick(WORDS[word], file.language),
  );
  return sheet(
    file,
    'coverage',
    header,
    file.coverage.map((line) => [
      textCell(line.row),
      numberCell(line.stated),
      numberCell(line.expected),
      numberCell(line.filed),
      numberCell(line.notApplicable),
      numberCell(line.fromProse),
    ]),
    [36, 18, 14, 14, 24, 16],
  );
}

function sheet(
  { language }: FigureFile,
  name: keyof typeof SHEETS,
  header: readonly string[],
  rows: readonly (readonly SheetCell[])[],
  widths: readonly number[],
): Sheet<Blob> {
  return {
    sheet: pick(SHEETS[name], language),
    stickyRowsCount: 1,
    columns: widths.map((width) => ({ width })),
    data: [
      header.map((text) => ({ ...textCell(text), fontWeight: 'bold' as const })),
      ...rows.map((row) => [...row]),
    ],
  };
}

function dataCell(cell: FileCell, column: FileColumn | undefined, percent: string): SheetCell {
  switch (cell.kind) {
    case 'number':
      return numberCell(
        cell.value,
        formatOf(cell.value, column, cell.unit === 'share' || column?.unit === percent),
      );
    case 'text':
      return cell.text === '' ? null : textCell(cell.text);
    case 'missing':
      return null;
  }
}

function formatOf(value: number, column: FileColumn | undefined, share: boolean): string {
  if (share) return '0.0%';
  if (column?.kind === 'year') return '0';
  return Number.isInteger(value) ? '#,##0' : '#,##0.00';
}

function numberCell(value: number | null, format = '#,##0'): SheetCell {
  return value === null ? null : { type: Number, value, format };
}

function textCell(text: string): CellObject {
  const fitting = text.toWellFormed().slice(0, LONGEST_TEXT);
  // The library looks texts up in a plain object: "constructor" would be found there and break the workbook.
  const value = fitting in Object.prototype ? `${fitting} ` : fitting;
  return { type: String, value, wrap: text.includes('\n') };
}
