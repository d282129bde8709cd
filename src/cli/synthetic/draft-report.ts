/**
 * A township's year on one of the two forms, as far as a reader of the page could take it down: which form, which
 * sections, which cells are blank, what the prose states.
 */
import {
  APPLICANT_IDS,
  APPLICATION_OUTCOMES,
  type ApplicationOutcome,
  type CellId,
  DISCLOSURE_ITEM_IDS,
  DISCLOSURE_LAYOUT,
  type DisclosureItem,
  type DisclosureMeasure,
  FORM_CELLS,
  MONEY_MEASURES,
  outcomesOf,
  REVIEW_CHANNEL_IDS,
  REVIEW_RESULT_IDS,
} from '#model/forms.ts';
import {
  FORM_VERSIONS,
  type FormVersion,
  NARRATIVES,
  type Narrative,
  type SectionStatus,
} from '#model/report.ts';
import { between, type Draw, drawsFor, oneOf } from './draws.ts';
import { APPLICANT_KINDS, type TownshipYear } from './township-history.ts';
import type { Township } from './townships.ts';

export const COLUMNS = APPLICANT_IDS.length;
const RESULTS = REVIEW_RESULT_IDS.length;

/** Where the cells of a form lie in `DraftReport.cells`, which follows `FORM_CELLS`. */
export interface FormGrid {
  readonly form: FormVersion;
  readonly ids: readonly CellId[];
  readonly places: ReadonlyMap<string, number>;
  /** Section 2 cells come first, then section 3 from here, then section 4. */
  readonly section3: number;
  readonly section4: number;
  readonly outcomes: readonly ApplicationOutcome[];
  /** Section 2 by printed row: its item and how many cells it has. */
  readonly items: readonly {
    readonly item: DisclosureItem;
    readonly measures: readonly DisclosureMeasure[];
  }[];
}

export const FORM_GRIDS: Readonly<Record<FormVersion, FormGrid>> = {
  '2019': gridOf('2019'),
  '2021': gridOf('2021'),
};

function gridOf(form: FormVersion): FormGrid {
  const cells = FORM_CELLS[form];
  return {
    form,
    ids: cells.map(({ id }) => id),
    places: new Map(cells.map(({ id }, place) => [id, place])),
    section3: cells.findIndex(({ section }) => section === 3),
    section4: cells.findIndex(({ section }) => section === 4),
    outcomes: outcomesOf(form),
    items: DISCLOSURE_ITEM_IDS.flatMap((item) => {
      const measures = DISCLOSURE_LAYOUT[form][item];
      return measures === undefined ? [] : [{ item, measures }];
    }),
  };
}

/** Place of a cell in `DraftReport.cells`; throws when the form has no such cell. */
export function placeOf(grid: FormGrid, id: string): number {
  const place = grid.places.get(id);
  if (place === undefined) throw new RangeError(`Form ${grid.form} has no cell ${id}.`);
  return place;
}

/** A cell that the report prints although its form has none. */
export type ForeignCell =
  | {
      readonly section: 2;
      readonly item: DisclosureItem;
      readonly measure: DisclosureMeasure;
      readonly value: number;
    }
  /** A row of section 3, 0 in all seven columns. */
  | { readonly section: 3; readonly outcome: ApplicationOutcome };

/** The part of a report that the form prints as tables. */
export interface DraftTables {
  readonly grid: FormGrid;
  /** Every cell of the form; NaN where it is blank or was not captured. Blanks occur in whole sections only. */
  readonly cells: Float64Array;
  /** How many rows of each section were captured: items, outcomes, channels. */
  readonly captured: { readonly items: number; readonly outcomes: number; readonly channels: number };
  foreign: ForeignCell | undefined;
}

/** A report; `tables` is undefined where the page has prose only. */
export interface DraftReport {
  readonly reportId: string;
  readonly township: Township;
  readonly year: number;
  readonly publishedOn: string;
  readonly statuses: readonly [section2: SectionStatus, section3: SectionStatus, section4: SectionStatus];
  readonly narratives: Readonly<Partial<Record<Narrative, number>>>;
  readonly procurementUnit: '' | '元' | '万元';
  readonly tables: DraftTables | undefined;
}

/** Old forms still printed, by year reported on; a few for every later year. */
const OLD_FORM_SHARES: Readonly<Record<number, number>> = {
  2019: 1,
  2020: 1,
  2021: 0.07,
  2022: 0.04,
  2023: 0.025,
};
const LATER_OLD_FORM_SHARE = 0.004;
const PROSE_ONLY_SHARE = 0.04;
const BLANK_SHARE = 0.004;

/** How pages were read: whole, or cut off at some row. */
const READINGS: readonly { readonly share: number; readonly statuses: DraftReport['statuses'] }[] = [
  { share: 0.905, statuses: ['table', 'table', 'table'] },
  { share: 0.03, statuses: ['table', 'partial', 'not_captured'] },
  { share: 0.02, statuses: ['partial', 'not_captured', 'not_captured'] },
  { share: 0.015, statuses: ['table', 'not_captured', 'not_captured'] },
  { share: 0.012, statuses: ['partial', 'table', 'table'] },
  { share: 0.01, statuses: ['table', 'table', 'partial'] },
  { share: 0.008, statuses: ['not_captured', 'table', 'table'] },
];
const PROSE_ONLY: DraftReport['statuses'] = ['not_captured', 'not_captured', 'not_captured'];

/** How often the prose states a number, where it has one to state. */
const NARRATIVE_SHARES: Readonly<Record<Narrative, number>> = {
  narrative_items_disclosed: 0.7,
  narrative_applications_new: 0.8,
  narrative_reconsiderations: 0.22,
  narrative_lawsuits: 0.2,
  narrative_permits: 0.03,
  narrative_penalties: 0.03,
  narrative_coercions: 0.01,
  narrative_applications_handled: 0.06,
  narrative_processing_fee_yuan: 0.05,
};

/**
 * The report of a township for a year, or undefined where none was filed. Habits persist: an office that files late,
 * or keeps the old form, mostly does so again.
 */
export function draftReport(township: Township, truth: TownshipYear, seed: string): DraftReport | undefined {
  const { year } = truth;
  const draw = drawsFor(seed, 'report', township.code, year);
  const filing = habit(draw, seed, 'filing', township.code);
  const oldForm = habit(draw, seed, 'form', township.code);
  if (filing < missingShare(seed, township.code, year)) return undefined;

  const tabled = draw() >= PROSE_ONLY_SHARE;
  const form = oldForm < (OLD_FORM_SHARES[year] ?? LATER_OLD_FORM_SHARE) ? '2019' : '2021';
  const statuses = tabled ? readingOf(draw) : PROSE_ONLY;
  return {
    reportId: `${township.code}-${year}`,
    township,
    year,
    publishedOn: publishedOn(draw, year),
    statuses,
    narratives: narrativesOf(draw, truth),
    procurementUnit: truth.procurement.unit,
    tables: tabled ? tablesOf(draw, truth, form, statuses) : undefined,
  };
}

/** Share of townships of a province without a report for a year: 3 to 25 %, fewer as the years go by. */
function missingShare(seed: string, code: string, year: number): number {
  const province = 0.05 + 0.15 * drawsFor(seed, 'missing', code.slice(0, 2))();
  return Math.min(0.25, Math.max(0.03, province * (1.25 - 0.07 * (year - 2019))));
}

/** Uniform in [0, 1) in every single year, but in seven years of ten the township's own constant. */
function habit(draw: Draw, seed: string, name: string, code: string): number {
  const persists = draw() < 0.7;
  const fresh = draw();
  return persists ? drawsFor(seed, name, code)() : fresh;
}

function readingOf(draw: Draw): DraftReport['statuses'] {
  let rest = draw();
  for (const { share, statuses } of READINGS) {
    rest -= share;
    if (rest < 0) return statuses;
  }
  return READINGS[0]?.statuses ?? PROSE_ONLY;
}

/** Mostly in January of the year after, some until March; not known for one in twelve. */
function publishedOn(draw: Draw, year: number): string {
  const month = draw() < 0.8 ? 1 : between(draw, 2, 3);
  const day = between(draw, 1, 28);
  return draw() < 1 / 12 ? '' : `${year + 1}-${twoDigits(month)}-${twoDigits(day)}`;
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}

function narrativesOf(draw: Draw, truth: TownshipYear): DraftReport['narratives'] {
  const { reconsideration, direct_suit, suit_after_reconsideration } = truth.reviews;
  const totals: Readonly<Record<Narrative, number>> = {
    narrative_items_disclosed: truth.itemsDisclosed,
    narrative_applications_new: sum(truth.received),
    narrative_reconsiderations: casesOf(reconsideration),
    narrative_lawsuits: casesOf(direct_suit) + casesOf(suit_after_reconsideration),
    narrative_permits: truth.permit.decisions,
    narrative_penalties: truth.penalty.decisions,
    narrative_coercions: truth.coercion.decisions,
    narrative_applications_handled: sum([...truth.endings.values()].flat()),
    narrative_processing_fee_yuan: sum(truth.received) > 30 && draw() < 0.2 ? 10 * between(draw, 1, 40) : 0,
  };
  const stated: Partial<Record<Narrative, number>> = {};
  for (const narrative of NARRATIVES)
    if (draw() < NARRATIVE_SHARES[narrative]) stated[narrative] = totals[narrative];
  return stated;
}

function tablesOf(
  draw: Draw,
  truth: TownshipYear,
  form: FormVersion,
  statuses: DraftReport['statuses'],
): DraftTables {
  const grid = FORM_GRIDS[form];
  const cells = new Float64Array(grid.ids.length);
  fillSection2(cells, truth, form);
  fillSection3(cells, truth, grid);
  fillSection4(cells, truth, grid);
  const captured = {
    items: rowsCaptured(draw, statuses[0], grid.items.length),
    outcomes: rowsCaptured(draw, statuses[1], grid.outcomes.length),
    channels: rowsCaptured(draw, statuses[2], REVIEW_CHANNEL_IDS.length),
  };
  const itemCells = grid.items
    .slice(0, captured.items)
    .reduce((count, { measures }) => count + measures.length, 0);
  cells.fill(Number.NaN, itemCells, grid.section3);
  cells.fill(Number.NaN, grid.section3 + captured.outcomes * COLUMNS, grid.section4);
  cells.fill(Number.NaN, grid.section4 + captured.channels * RESULTS);
  if (draw() < BLANK_SHARE) blankSome(draw, cells, grid, statuses);
  return { grid, cells, captured, foreign: undefined };
}

/** A partial section was cut off after its first row at the earliest and before its last at the latest. */
function rowsCaptured(draw: Draw, status: SectionStatus, rows: number): number {
  if (status === 'table') return rows;
  return status === 'partial' ? between(draw, 1, rows - 1) : 0;
}

function blankSome(draw: Draw, cells: Float64Array, grid: FormGrid, statuses: DraftReport['statuses']): void {
  const whole = wholeSections(grid, statuses);
  if (whole.length === 0) return;
  const [from, to] = oneOf(draw, whole);
  for (let blanks = between(draw, 1, 3); blanks > 0; blanks -= 1)
    cells[between(draw, from, to - 1)] = Number.NaN;
}

/** The ranges of cells of the sections that were read whole. */
export function wholeSections(
  grid: FormGrid,
  statuses: DraftReport['statuses'],
): readonly (readonly [from: number, to: number])[] {
  const ranges = [
    [0, grid.section3],
    [grid.section3, grid.section4],
    [grid.section4, grid.ids.length],
  ] as const;
  return ranges.filter((_, section) => statuses[section] === 'table');
}

/** Section 2 in the order of `DISCLOSURE_LAYOUT`. Townships make no 规章: those cells are 0 on both forms. */
function fillSection2(cells: Float64Array, truth: TownshipYear, form: FormVersion): void {
  const { documents, disclosedDocuments, permit, otherService, penalty, coercion, feeItems, procurement } =
    truth;
  if (form === '2021') {
    const { issued, repealed, inForce } = documents;
    const decisions = [permit.decisions, penalty.decisions, coercion.decisions];
    cells.set([0, 0, 0, issued, repealed, inForce, ...decisions, truth.feeYuan / 10_000]);
    return;
  }
  const catalogues = [permit, otherService, penalty, coercion].flatMap((catalogue) => [
    catalogue.itemsPreviousYear,
    catalogue.itemsChange,
    catalogue.decisions,
  ]);
  const { made, disclosed, total } = disclosedDocuments;
  const fee = [feeItems.itemsPreviousYear, feeItems.itemsChange];
  cells.set([
    0,
    0,
    0,
    made,
    disclosed,
    total,
    ...catalogues,
    ...fee,
    procurement.projects,
    procurement.amount,
  ]);
}

function fillSection3(cells: Float64Array, truth: TownshipYear, grid: FormGrid): void {
  const add = (outcome: ApplicationOutcome, counts: readonly number[]): void => {
    const row = grid.section3 + grid.outcomes.indexOf(outcome) * COLUMNS;
    counts.forEach((count, column) => {
      cells[row + column] = (cells[row + column] ?? 0) + count;
    });
    const total = row + APPLICANT_KINDS.length;
    cells[total] = (cells[total] ?? 0) + sum(counts);
  };
  add('new', truth.received);
  add('carried_in', truth.carriedIn);
  for (const [ending, counts] of truth.endings) {
    const isOther = APPLICATION_OUTCOMES[ending].group === 'other';
    add(grid.form === '2019' && isOther ? 'other_handling' : ending, counts);
    add('total_handled', counts);
  }
  add('carried_out', truth.carriedOut);
}

function fillSection4(cells: Float64Array, truth: TownshipYear, grid: FormGrid): void {
  cells.set(
    REVIEW_CHANNEL_IDS.flatMap((channel) => {
      const { upheld, corrected, other, pending } = truth.reviews[channel];
      return [upheld, corrected, other, pending, casesOf(truth.reviews[channel])];
    }),
    grid.section4,
  );
}

/** Whether the cell at a place holds money, which may be fractional. */
export function isMoney(grid: FormGrid, place: number): boolean {
  const measure = grid.ids[place]?.split('.')[2] ?? '';
  return place < grid.section3 && (MONEY_MEASURES as ReadonlySet<string>).has(measure);
}

/** Cells of the other form that this one does not print and that no rule but A12 looks at. */
export function foreignCellsOf(form: FormVersion): readonly ForeignCell[] {
  const other = FORM_VERSIONS.find((version) => version !== form) ?? form;
  const rows = outcomesOf(other)
    .filter((outcome) => !FORM_GRIDS[form].outcomes.includes(outcome))
    .map((outcome): ForeignCell => ({ section: 3, outcome }));
  const cells = FORM_GRIDS[other].items
    .filter(({ item }) => item === 'normative_document' || item === 'procurement')
    .flatMap(({ item, measures }) =>
      measures
        .filter((measure) => measure !== 'amount')
        .map((measure): ForeignCell => ({ section: 2, item, measure, value: 1 })),
    );
  return [...rows, ...cells];
}

function casesOf({ upheld, corrected, other, pending }: TownshipYear['reviews']['direct_suit']): number {
  return upheld + corrected + other + pending;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}
