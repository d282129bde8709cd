/**
 * Where the cells of the form stand in the tables. A printed row is one bit of an integer, so that all a rule
 * asks of a report's cells besides their sums (are they there, is any of them not 0) is a few bit masks.
 */
import {
  APPLICANT_IDS,
  APPLICATION_OUTCOME_IDS,
  type CellId,
  FORM_CELLS,
  REVIEW_CHANNEL_IDS,
  REVIEW_RESULT_IDS,
} from '#model/forms.ts';
import { FORM_VERSIONS, type FormVersion } from '#model/report.ts';

export interface CellSource {
  readonly section: 2 | 3 | 4;
  readonly table: 'disclosures' | 'applications' | 'reviews';
  /** Columns that name the printed row. */
  readonly keys: readonly string[];
  /** Columns that hold cells. */
  readonly columns: readonly string[];
  /** Values of `keys` by row, of both forms. A row's place is its bit. */
  readonly rows: readonly (readonly string[])[];
  /** In a section read whole a row left out was printed as 0. */
  readonly zeroFilled: boolean;
}

/** In section 2 each cell is a row of its own. */
const SECTION_2_ROWS = [
  ...new Map(
    FORM_VERSIONS.flatMap((form) => FORM_CELLS[form])
      .filter(({ section }) => section === 2)
      .map(({ id, row, column }) => [id, [row, column]] as const),
  ).values(),
];

export const CELL_SOURCES: readonly CellSource[] = [
  {
    section: 2,
    table: 'disclosures',
    keys: ['item', 'measure'],
    columns: ['value'],
    rows: SECTION_2_ROWS,
    zeroFilled: false,
  },
  {
    section: 3,
    table: 'applications',
    keys: ['outcome'],
    columns: APPLICANT_IDS,
    rows: APPLICATION_OUTCOME_IDS.map((outcome) => [outcome]),
    zeroFilled: true,
  },
  {
    section: 4,
    table: 'reviews',
    keys: ['channel'],
    columns: REVIEW_RESULT_IDS,
    rows: REVIEW_CHANNEL_IDS.map((channel) => [channel]),
    zeroFilled: true,
  },
];

/** A column of a source in the working tables, e.g. `s3_total`. */
export const columnName = (source: CellSource, column: string) => `s${source.section}_${column}`;

export interface CellPlace {
  readonly source: CellSource;
  readonly column: string;
  /** The column's name in the working tables. */
  readonly name: string;
  /** The row's bit. */
  readonly bit: number;
}

const PLACES: ReadonlyMap<CellId, CellPlace> = new Map(
  FORM_VERSIONS.flatMap((form) => FORM_CELLS[form]).map(({ id, section, row, column }) => {
    const source = CELL_SOURCES.find((candidate) => candidate.section === section);
    if (!source) throw new Error(`No table holds section ${section}`);
    const rowKey = section === 2 ? [row, column] : [row];
    const index = source.rows.findIndex((keys) => keys.every((key, i) => key === rowKey[i]));
    const valueColumn = section === 2 ? 'value' : column;
    return [id, { source, column: valueColumn, name: columnName(source, valueColumn), bit: 2 ** index }];
  }),
);

/** Throws on a cell that no form prints. */
export function placeOf(cell: CellId): CellPlace {
  const place = PLACES.get(cell);
  if (!place) throw new Error(`No form prints the cell ${cell}`);
  return place;
}

/** The bits of the cells, column by column. */
export function masksOf(cells: readonly CellId[]): ReadonlyMap<string, number> {
  const masks = new Map<string, number>();
  for (const { name, bit } of cells.map(placeOf)) masks.set(name, (masks.get(name) ?? 0) | bit);
  return masks;
}

/** The bits of the rows a form prints. */
export function formMask(source: CellSource, form: FormVersion): number {
  return FORM_CELLS[form]
    .filter(({ section }) => section === source.section)
    .reduce((mask, { id }) => mask | placeOf(id).bit, 0);
}
