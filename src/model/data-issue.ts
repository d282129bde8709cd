import type { Bilingual } from './bilingual.ts';

/** What is wrong with a row or a file. Each code has one message in `sources/`. */
export type DataIssueCode =
  | 'file-missing'
  | 'file-empty'
  | 'file-not-csv'
  | 'column-missing'
  | 'column-unknown'
  | 'column-repeated'
  | 'row-length'
  | 'quote-broken'
  | 'value-missing'
  | 'value-type'
  | 'value-not-allowed'
  | 'value-pattern'
  | 'key-duplicate'
  | 'key-dangling';

/**
 * One fault in a data package. Bad data is a value, not an exception: the row is set aside and the fault
 * listed; `line` is the physical line of the file (1 is the header), `column` the column's name.
 */
export interface DataIssue {
  readonly code: DataIssueCode;
  /** `error`: the row (or file) is not loaded. `warning`: it is loaded all the same. */
  readonly severity: 'error' | 'warning';
  readonly file: string;
  readonly line: number | null;
  readonly column: string | null;
  /** The offending text, shortened for display; never markup. */
  readonly value: string | null;
  readonly message: Bilingual;
}
