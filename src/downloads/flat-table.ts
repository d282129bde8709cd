/** The table of a file as plain rows: units and reasons stand in columns of their own where one header cannot say them. */
import { pick } from '#i18n/format.ts';
import type { Language } from '#model/bilingual.ts';
import type { FigureFile, FileCell, FileColumn } from './figure-file.ts';
import { shownUnit } from './shown-number.ts';
import { WORDS } from './words.ts';

export interface FlatTable {
  readonly columns: readonly FileColumn[];
  readonly rows: readonly (readonly FileCell[])[];
}

const NOTHING: FileCell = { kind: 'text', text: '' };

/**
 * The rows as shown, and after them what the screen says by other means: beside a column of mixed units the
 * unit of each number, and last, where anything is missing, why.
 */
export function flatTable({ columns, rows, language }: FigureFile): FlatTable {
  const mixed = columns.map((_, index) => unitsOf(rows, index).size > 1);
  const gaps = rows.some((row) => row.some(({ kind }) => kind === 'missing'));
  return {
    columns: [
      ...columns.flatMap((column, index): readonly FileColumn[] => {
        if (mixed[index] === true) {
          const unit = pick(WORDS.unit, language);
          return [
            { ...column, unit: null },
            { id: `${column.id}-unit`, header: unit, unit: null, kind: 'text' },
          ];
        }
        const [unit] = unitsOf(rows, index);
        return [{ ...column, unit: unit === undefined ? column.unit : shownUnit(unit, language) }];
      }),
      ...(gaps
        ? [{ id: 'why-missing', header: pick(WORDS.whyMissing, language), unit: null, kind: 'text' } as const]
        : []),
    ],
    rows: rows.map((row) => [
      ...row.flatMap((cell, index) => {
        if (mixed[index] !== true) return [cell];
        const unit: FileCell =
          cell.kind === 'number' && cell.unit !== undefined
            ? { kind: 'text', text: shownUnit(cell.unit, language) }
            : NOTHING;
        return [cell, unit];
      }),
      ...(gaps ? [{ kind: 'text', text: reasonsOf(row, columns, language) } as const] : []),
    ]),
  };
}

function unitsOf(rows: FigureFile['rows'], index: number) {
  return new Set(
    rows.flatMap((row) => {
      const cell = row[index];
      return cell?.kind === 'number' && cell.unit !== undefined ? [cell.unit] : [];
    }),
  );
}

/** One reason for all that is missing in the row, or each with its column. */
function reasonsOf(row: readonly FileCell[], columns: readonly FileColumn[], language: Language): string {
  const reasons = row.flatMap((cell, index) =>
    cell.kind === 'missing' ? [{ column: columns[index]?.header ?? '', reason: cell.reason }] : [],
  );
  const [first] = reasons;
  if (first === undefined) return '';
  if (reasons.every(({ reason }) => reason === first.reason)) return first.reason;
  const [colon, stop] = language === 'zh' ? ['：', '；'] : [': ', '; '];
  return reasons.map(({ column, reason }) => `${column}${colon}${reason}`).join(stop);
}

/** A header with its unit in brackets. */
export function headerText({ header, unit }: FileColumn, language: Language): string {
  if (unit === null || unit === '') return header;
  return language === 'zh' ? `${header}（${unit}）` : `${header} (${unit})`;
}
