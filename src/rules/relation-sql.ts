/** One relation as SQL: over the columns of one printed row, over sums of one column, or over a report's masks. */
import type { CellId } from '#model/forms.ts';
import { masksOf, placeOf } from './cell-sources.ts';
import {
  type ForeignCellsRelation,
  type FormYearRelation,
  ROUNDING,
  type Term,
  type ValueRelation,
} from './rule.ts';

export const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;
export const identifier = (name: string) => `"${name.replaceAll('"', '""')}"`;

export const have = (column: string) => identifier(`${column}_have`);
export const nonZero = (column: string) => identifier(`${column}_nonzero`);

/** What a value relation compares, and the condition on which it fails. `right` is null where left stands alone. */
export interface Comparison {
  readonly left: string;
  readonly right: string | null;
  readonly fails: string;
}

/** `sum`: SQL of a side. `largest`: SQL of the largest of some cells. */
export function comparisonSql(
  relation: ValueRelation,
  sum: (terms: readonly Term[]) => string,
  largest: (cells: readonly CellId[]) => string,
): Comparison {
  switch (relation.kind) {
    case 'linear': {
      const [left, right] = [sum(relation.left), sum(relation.right)];
      const short = `${right} - ${left}`;
      return {
        left,
        right,
        fails: relation.op === '=' ? `abs(${short}) > ${ROUNDING}` : `${short} > ${ROUNDING}`,
      };
    }
    case 'not-same-positive': {
      const [left, right] = [sum(relation.left), sum(relation.right)];
      return { left, right, fails: `(${left} > 0 AND abs(${left} - ${right}) <= ${ROUNDING})` };
    }
    case 'each-at-most': {
      const [left, right] = [largest(relation.cells), sum(relation.bound)];
      return { left, right, fails: `${left} - ${right} > ${ROUNDING}` };
    }
    case 'number': {
      const left = sum([{ cell: relation.cell, coefficient: 1 }]);
      const faults = [
        ...(relation.whole ? [`${left} <> floor(${left})`] : []),
        ...(relation.nonNegative ? [`${left} < 0`] : []),
      ];
      return { left, right: null, fails: `(${faults.join(' OR ')})` };
    }
  }
}

/** A side as columns of one row: `("natural_person" + ... )`; NULL as soon as one cell is. */
export function rowSum(terms: readonly Term[]): string {
  if (terms.length === 0) return '0';
  const products = terms.map(({ cell, coefficient }) => {
    const column = identifier(placeOf(cell).column);
    return coefficient === 1 ? column : `${coefficient} * ${column}`;
  });
  return `(${products.join(' + ')})`;
}

/** The one column the cells stand in across rows, or null. */
export function onlyColumn(cells: readonly CellId[]): string | null {
  const [name, ...others] = new Set(cells.map((cell) => placeOf(cell).name));
  return name !== undefined && others.length === 0 ? name : null;
}

/** The row all the cells stand in, with the columns they take, or null. */
export function onlyRow(
  cells: readonly CellId[],
): { readonly columns: readonly string[]; readonly bit: number } | null {
  const places = cells.map(placeOf);
  const [first] = places;
  if (!first || places.some(({ source, bit }) => source !== first.source || bit !== first.bit)) return null;
  return { columns: [...new Set(places.map(({ name }) => name))], bit: first.bit };
}

export function allPresent(cells: readonly CellId[]): string {
  return conjunction([...masksOf(cells)].map(([column, mask]) => `(${have(column)} & ${mask}) = ${mask}`));
}

export function anyNonZero(cells: readonly CellId[]): string {
  const tests = [...masksOf(cells)].map(([column, mask]) => `(${nonZero(column)} & ${mask}) <> 0`);
  return tests.length === 0 ? 'FALSE' : `(${tests.join(' OR ')})`;
}

/** bit_count is a TINYINT, whose sums would overflow at 128. */
export const bitCount = (mask: string) => `CAST(bit_count(${mask}) AS SMALLINT)`;

export const sumOfCounts = (counts: readonly string[]) =>
  counts.length === 0 ? '0' : `(${counts.join(' + ')})`;

export const conjunction = (tests: readonly string[]) =>
  tests.length === 0 ? 'TRUE' : `(${tests.join(' AND ')})`;

/** A predicate on the report itself, over the columns of `check_cells`. Always assessable; has no cells. */
export function predicateSql(relation: FormYearRelation | ForeignCellsRelation): Comparison {
  switch (relation.kind) {
    case 'form-year': {
      const { replacedIn } = relation;
      return {
        left: '"year"',
        right: replacedIn === null ? null : String(replacedIn),
        fails: replacedIn === null ? 'FALSE' : `"year" >= ${replacedIn}`,
      };
    }
    case 'foreign-cells':
      return {
        left: 'foreign_cells',
        right: '0',
        fails: 'foreign_cells > 0',
      };
  }
}

/** Column of `check_cells`: the section was read whole or is printed blank, so that a cell without a value has none. */
export const sectionWhole = (section: 2 | 3 | 4) => `whole_${section}`;
