/**
 * Which consistency relations (rules A1 to A13) a drafted report breaks. Written from the rule book for the list of
 * planted faults alone, and apart from the checker of the app: the two must come to the same list.
 */
import {
  APPLICANT_IDS,
  APPLICATION_OUTCOMES,
  type CellId,
  DISCLOSURE_LAYOUT,
  REVIEW_CHANNEL_IDS,
  REVIEW_RESULT_IDS,
} from '#model/forms.ts';
import {
  COLUMNS,
  type DraftReport,
  type DraftTables,
  isMoney,
  placeOf,
  wholeSections,
} from './draft-report.ts';

export const PLANTED_RULES = [
  'A1',
  'A2',
  'A3',
  'A4',
  'A5',
  'A6',
  'A7',
  'A8',
  'A9',
  'A10',
  'A11',
  'A12',
  'A13',
] as const;
export type PlantedRule = (typeof PLANTED_RULES)[number];

/** One relation that does not hold. `instance` names it within the rule: a column, a row, a channel, a cell. */
export interface BrokenRelation {
  readonly rule: PlantedRule;
  readonly instance: string;
}

/** Amounts this many times their median, both bounds included, are in yuan where the form asks for 万元 (rule A11). */
const WRONG_UNIT_FROM = 5_000;
const WRONG_UNIT_TO = 20_000;
const LEAST_OWN_YEARS = 2;
const LEAST_NEIGHBOURS = 3;

/**
 * All relations of one report that are broken, but for A11, which needs the reports around it. A relation with a
 * missing operand is not assessable and so not broken: an operand that is NaN makes every comparison below false.
 */
export function brokenRelations(report: DraftReport): readonly BrokenRelation[] {
  const { tables } = report;
  if (tables === undefined) return [];
  return [
    ...brokenApplicationColumns(tables),
    ...brokenApplicationRows(tables),
    ...brokenReviews(tables),
    ...brokenCounts(tables),
    ...blanks(report, tables),
    ...(tables.grid.form === '2021' ? brokenForm2021(tables) : brokenForm2019(tables)),
    ...brokenForm(report, tables),
  ];
}

/**
 * Reports of one county whose money is in the wrong unit (A11), judged by own years and by neighbours on the same
 * form: fees on form 2021; on form 2019 procurement, where no unit is printed.
 */
export function reportsWithWrongUnit(county: readonly DraftReport[]): ReadonlySet<DraftReport> {
  const charged = county.flatMap((report) => {
    const amount = moneyOf(report);
    return amount > 0 ? [{ report, amount, form: report.tables?.grid.form }] : [];
  });
  const wrong = charged.filter(({ report, amount, form }) => {
    const others = charged.filter((one) => one.report !== report && one.form === form);
    const ownYears = others.filter((one) => one.report.township === report.township);
    const neighbours = others.filter((one) => one.report.year === report.year);
    return (
      (ownYears.length >= LEAST_OWN_YEARS && isWrongUnit(amount, medianOf(ownYears))) ||
      (neighbours.length >= LEAST_NEIGHBOURS && isWrongUnit(amount, medianOf(neighbours)))
    );
  });
  return new Set(wrong.map(({ report }) => report));
}

/** The fee a 2021 form states, 万元; NaN where it states none. */
export function feeOf({ tables }: DraftReport): number {
  return tables?.grid.form === '2021' ? cellOf(tables, 's2.fee.amount_10k_yuan') : Number.NaN;
}

function moneyOf(report: DraftReport): number {
  const { tables, procurementUnit } = report;
  if (tables?.grid.form !== '2019') return feeOf(report);
  return procurementUnit === '' ? cellOf(tables, 's2.procurement.amount') : Number.NaN;
}

function isWrongUnit(amount: number, median: number): boolean {
  return amount >= WRONG_UNIT_FROM * median && amount <= WRONG_UNIT_TO * median;
}

function medianOf(charged: readonly { readonly amount: number }[]): number {
  const amounts = charged.map(({ amount }) => amount).sort((a, b) => a - b);
  const middle = Math.floor(amounts.length / 2);
  const upper = amounts[middle] ?? Number.NaN;
  return amounts.length % 2 === 1 ? upper : ((amounts[middle - 1] ?? Number.NaN) + upper) / 2;
}

/** A1, A2 and A6, column by column. */
function brokenApplicationColumns({ grid, cells }: DraftTables): readonly BrokenRelation[] {
  const broken: BrokenRelation[] = [];
  for (let column = 0; column < COLUMNS; column += 1) {
    let accepted = 0;
    let ended = 0;
    let handled = 0;
    let carriedOut = 0;
    let largest = Number.NEGATIVE_INFINITY;
    grid.outcomes.forEach((outcome, row) => {
      const value = cells[grid.section3 + row * COLUMNS + column] ?? Number.NaN;
      const { group } = APPLICATION_OUTCOMES[outcome];
      if (group === 'new' || group === 'carried_in') accepted += value;
      else if (value > largest) largest = value;
      if (group === 'total_handled') handled = value;
      else if (group === 'carried_out') carriedOut = value;
      else if (group !== 'new' && group !== 'carried_in') ended += value;
    });
    const instance = APPLICANT_IDS[column] ?? '';
    if (isUnequal(accepted, handled + carriedOut)) broken.push({ rule: 'A1', instance });
    if (isUnequal(handled, ended)) broken.push({ rule: 'A2', instance });
    if (largest > accepted) broken.push({ rule: 'A6', instance });
  }
  return broken;
}

/** A3, row by row. */
function brokenApplicationRows({ grid, cells }: DraftTables): readonly BrokenRelation[] {
  const broken: BrokenRelation[] = [];
  grid.outcomes.forEach((outcome, row) => {
    const first = grid.section3 + row * COLUMNS;
    let sum = 0;
    for (let column = 0; column < COLUMNS - 1; column += 1) sum += cells[first + column] ?? Number.NaN;
    if (isUnequal(sum, cells[first + COLUMNS - 1] ?? Number.NaN))
      broken.push({ rule: 'A3', instance: outcome });
  });
  return broken;
}

/** A4, channel by channel. */
function brokenReviews({ grid, cells }: DraftTables): readonly BrokenRelation[] {
  return REVIEW_CHANNEL_IDS.filter((_, channel) => {
    const first = grid.section4 + channel * REVIEW_RESULT_IDS.length;
    const [upheld = 0, corrected = 0, other = 0, pending = 0, total = 0] = cells.subarray(first, first + 5);
    return isUnequal(upheld + corrected + other + pending, total);
  }).map((instance) => ({ rule: 'A4', instance }));
}

/** A5: counts are whole and not negative, money is not negative, a change may be. */
function brokenCounts({ grid, cells }: DraftTables): readonly BrokenRelation[] {
  const broken: BrokenRelation[] = [];
  cells.forEach((value, place) => {
    if (Number.isNaN(value)) return;
    const id = grid.ids[place] ?? '';
    const isNegative = value < 0 && !id.endsWith('.items_change');
    const isFraction = !Number.isInteger(value) && !isMoney(grid, place);
    if (isNegative || isFraction) broken.push({ rule: 'A5', instance: id });
  });
  return broken;
}

/** A7: blank cells of the sections that were read whole. */
function blanks(report: DraftReport, { grid, cells }: DraftTables): readonly BrokenRelation[] {
  const broken: BrokenRelation[] = [];
  for (const [from, to] of wholeSections(grid, report.statuses)) {
    for (let place = from; place < to; place += 1)
      if (Number.isNaN(cells[place])) broken.push({ rule: 'A7', instance: grid.ids[place] ?? '' });
  }
  return broken;
}

/** A8 and A10. */
function brokenForm2021(tables: DraftTables): readonly BrokenRelation[] {
  const broken: BrokenRelation[] = [];
  for (const instance of ['regulation', 'normative_document'] as const) {
    const opening =
      cellOf(tables, `s2.${instance}.in_force`) -
      cellOf(tables, `s2.${instance}.issued`) +
      cellOf(tables, `s2.${instance}.repealed`);
    if (opening < 0) broken.push({ rule: 'A8', instance });
  }
  for (const instance of DISCLOSURE_LAYOUT['2021'].regulation ?? [])
    if (isUnequal(cellOf(tables, `s2.regulation.${instance}`), 0)) broken.push({ rule: 'A10', instance });
  return broken;
}

/** A9 and A13. */
function brokenForm2019(tables: DraftTables): readonly BrokenRelation[] {
  const broken: BrokenRelation[] = [];
  for (const instance of ['regulation', 'normative_document'] as const)
    if (cellOf(tables, `s2.${instance}.newly_disclosed`) > cellOf(tables, `s2.${instance}.total_disclosed`))
      broken.push({ rule: 'A9', instance });
  for (const instance of ['permit', 'other_service', 'penalty', 'coercion', 'fee'] as const) {
    const items =
      cellOf(tables, `s2.${instance}.items_previous_year`) + cellOf(tables, `s2.${instance}.items_change`);
    if (items < 0) broken.push({ rule: 'A9', instance });
    if (instance !== 'fee' && items > 0 && cellOf(tables, `s2.${instance}.decisions`) === items)
      broken.push({ rule: 'A13', instance });
  }
  return broken;
}

/** A12: the old form for a year from 2021 on, and cells the form does not have. */
function brokenForm(report: DraftReport, { grid, foreign }: DraftTables): readonly BrokenRelation[] {
  const broken: BrokenRelation[] = [];
  if (grid.form === '2019' && report.year >= 2021) broken.push({ rule: 'A12', instance: 'old_form' });
  if (foreign !== undefined) broken.push({ rule: 'A12', instance: 'foreign_cell' });
  return broken;
}

function cellOf({ grid, cells }: DraftTables, id: CellId): number {
  return cells[placeOf(grid, id)] ?? Number.NaN;
}

/** Unlike `!==`, false when a side is missing. */
function isUnequal(left: number, right: number): boolean {
  return left < right || left > right;
}
