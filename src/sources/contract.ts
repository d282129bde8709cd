/**
 * The vocabulary of a table's contract, in the words of Table Schema (Frictionless Data Package, version 2).
 * One contract per CSV: it feeds validation, loading, datapackage.json, the data dictionary and the import template.
 */
import type { Bilingual } from '#model/bilingual.ts';

/**
 * - `number`: plain decimal notation, `-` sign allowed, at most 15 digits before the point and 10 after it; no
 *   separators, no unit. Whether a count may be negative or broken is a rule (A5), not a matter of the contract.
 * - `year`: four digits. `date`: `YYYY-MM-DD`, a day that exists.
 */
type ColumnType = 'string' | 'integer' | 'number' | 'date' | 'year';

interface ColumnConstraints {
  /** An empty cell is a fault. Elsewhere an empty cell is a missing value, never zero. */
  readonly required?: true;
  readonly enum?: readonly string[];
  /** A regular expression for the whole value, without `^` and `$`. Strings only. */
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  /** In characters as JavaScript counts them. */
  readonly maxLength?: number;
}

export interface ColumnContract {
  readonly name: string;
  readonly type: ColumnType;
  readonly title: Bilingual;
  readonly description: Bilingual;
  readonly constraints?: ColumnConstraints;
  /** What the pattern means, for people: completes "expected …" and “应为…”. */
  readonly expected?: Bilingual;
  /** Names of the values of `enum`. */
  readonly categories?: Readonly<Record<string, Bilingual>>;
  /** The whole column may be left out of the file; it is then loaded as missing, with a warning. */
  readonly mayBeAbsent?: true;
}

interface ForeignKey {
  readonly field: string;
  readonly reference: { readonly table: string; readonly field: string };
}

/** A condition over several cells of one row, asked only when those cells are sound by themselves. */
export interface RowCheck {
  /** The cells the condition reads, in the order `holds` and `expected` take them. Empty text: missing. */
  readonly fields: readonly string[];
  /** The column a fault is filed under. */
  readonly column: string;
  readonly code: 'value-missing' | 'value-pattern' | 'value-not-allowed';
  readonly holds: (...values: readonly string[]) => boolean;
  /** Completes "expected …" and “应为…”. */
  readonly expected: (...values: readonly string[]) => Bilingual;
}

export interface TableContract {
  readonly name: string;
  readonly title: Bilingual;
  readonly description: Bilingual;
  readonly columns: readonly ColumnContract[];
  /** Either one text column, or a foreign key followed by columns with an `enum`. */
  readonly primaryKey: readonly string[];
  readonly foreignKeys: readonly ForeignKey[];
  readonly rowChecks: readonly RowCheck[];
}

/** Keeps the literal types of a contract, so that `RowOf` can infer the row. */
export function defineTable<const C extends TableContract>(contract: C): C {
  return contract;
}

type ValueOf<C extends ColumnContract> = C extends {
  readonly constraints: { readonly enum: readonly (infer E extends string)[] };
}
  ? E
  : C['type'] extends 'string' | 'date'
    ? string
    : number;

type CellOf<C extends ColumnContract> = C extends { readonly constraints: { readonly required: true } }
  ? ValueOf<C>
  : ValueOf<C> | null;

/** The typed row of a contract: codes as text, dates as ISO text, numbers as numbers, missing as null. */
export type RowOf<T extends TableContract> = {
  readonly [C in T['columns'][number] as C['name']]: CellOf<C>;
};

type DuckdbType = 'VARCHAR' | 'INTEGER' | 'BIGINT' | 'DOUBLE';

const DUCKDB_TYPES: Readonly<Record<ColumnType, DuckdbType>> = {
  string: 'VARCHAR',
  integer: 'BIGINT',
  number: 'DOUBLE',
  date: 'VARCHAR',
  year: 'INTEGER',
};

/**
 * Columns of the table in file order with the type DuckDB reads them as (`read_csv(columns = …)`). Dates stay ISO
 * text, which sorts as dates do.
 */
export function duckdbColumns(contract: TableContract): readonly (readonly [string, DuckdbType])[] {
  return contract.columns.map((column) => [column.name, DUCKDB_TYPES[column.type]] as const);
}

/** The header line of the table's CSV, without a line end. */
export function headerLine(contract: TableContract): string {
  return contract.columns.map((column) => column.name).join(',');
}
