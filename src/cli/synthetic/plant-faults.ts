/**
 * Plants faults of the kinds real reports have, one change a report, and lists every relation that the change breaks.
 */
import {
  APPLICANT_IDS,
  APPLICATION_OUTCOMES,
  type OutcomeGroup,
  REVIEW_CHANNEL_IDS,
  REVIEW_RESULT_IDS,
} from '#model/forms.ts';
import { brokenRelations, feeOf, type PlantedRule, reportsWithWrongUnit } from './broken-relations.ts';
import {
  COLUMNS,
  type DraftReport,
  type DraftTables,
  type ForeignCell,
  foreignCellsOf,
  placeOf,
  wholeSections,
} from './draft-report.ts';
import { between, type Draw, drawsFor, oneOf } from './draws.ts';

/**
 * A row of planted.csv: a relation that does not hold. Where nothing was planted (a natural blank, an old form) the
 * true value equals the planted one. Values are as printed, '' for a blank cell.
 */
export interface PlantedRow {
  readonly reportId: string;
  readonly rule: PlantedRule;
  readonly instance: string;
  readonly cell: string;
  readonly trueValue: string;
  readonly plantedValue: string;
}

/** One change to a report's tables: a cell printed otherwise, or a cell of the other form added. */
type Change = { readonly place: number; readonly value: number } | { readonly foreign: ForeignCell };

interface FaultKind {
  /** The rule that the change must break to count. */
  readonly rule: PlantedRule;
  readonly weight: number;
  /** A change to try, or undefined where the report offers no place for one. */
  readonly propose: (report: DraftReport, tables: DraftTables, draw: Draw) => Change | undefined;
}

/** From an amount in 万元 to the same in yuan, printed in the same cell. */
const YUAN_PER_10K = 10_000;
const TRIES = 4;

const FAULT_KINDS: readonly FaultKind[] = [
  {
    rule: 'A2',
    weight: 3,
    propose: misprintOutcome(['granted', 'partly_granted', 'refused', 'unable', 'declined', 'other']),
  },
  {
    rule: 'A3',
    weight: 1,
    propose: misprintOutcome(['granted', 'partly_granted', 'unable', 'total_handled']),
  },
  { rule: 'A2', weight: 1, propose: misprintOutcome(['total_handled']) },
  { rule: 'A1', weight: 2, propose: misprintOutcome(['new', 'carried_in']) },
  { rule: 'A1', weight: 1.5, propose: misprintOutcome(['carried_out']) },
  { rule: 'A6', weight: 1, propose: misprintOutcome(['granted', 'unable', 'total_handled', 'carried_out']) },
  { rule: 'A3', weight: 1, propose: raiseReceivedOfCutTable },
  { rule: 'A4', weight: 2, propose: misprintReview },
  { rule: 'A5', weight: 2, propose: printNoCount },
  { rule: 'A7', weight: 2, propose: blankCell },
  { rule: 'A8', weight: 1.5, propose: issueMoreThanInForce },
  { rule: 'A9', weight: 2, propose: discloseMoreThanAll },
  { rule: 'A9', weight: 2, propose: removeMoreThanAll },
  { rule: 'A10', weight: 1.5, propose: countRegulation },
  { rule: 'A12', weight: 1.5, propose: addForeignCell },
  { rule: 'A13', weight: 4, propose: countCatalogue },
];

/**
 * Plant faults into the reports of one county, in place, and list every broken relation of the county: those planted
 * and the natural ones (blank cells, old forms). `rate` is the share of reports with tables that get a fault.
 * Throws when a relation is broken that nothing planted explains.
 */
export function plantFaults(
  county: readonly DraftReport[],
  rate: number,
  seed: string,
): readonly PlantedRow[] {
  const rows = new Map(county.map((report) => [report, naturalRows(report)]));
  let feePlanted: { readonly report: DraftReport; readonly row: PlantedRow } | undefined;
  for (const report of county) {
    const draw = drawsFor(seed, 'fault', report.reportId);
    if (draw() >= rate || report.tables === undefined) continue;
    const natural = rows.get(report) ?? [];
    const prefersFee = draw() < 0.5;
    const fee = prefersFee && feePlanted === undefined ? plantFeeUnit(report, county) : undefined;
    if (fee !== undefined) {
      feePlanted = { report, row: fee };
      rows.set(report, [...natural, fee]);
    } else {
      rows.set(report, plantOne(report, report.tables, draw, natural));
    }
  }
  const wrongUnits = reportsWithWrongUnit(county);
  if (
    wrongUnits.size !== (feePlanted === undefined ? 0 : 1) ||
    (feePlanted && !wrongUnits.has(feePlanted.report))
  )
    throw new Error(`Money in the wrong unit that was not planted, around ${county[0]?.reportId ?? ''}.`);
  return [...rows.values()].flat();
}

/** Broken relations of a report before anything is planted: blanks and old forms, nothing else. */
function naturalRows(report: DraftReport): readonly PlantedRow[] {
  return brokenRelations(report).map(({ rule, instance }) => {
    const row = { reportId: report.reportId, rule, instance };
    if (rule === 'A7') return { ...row, cell: instance, trueValue: '', plantedValue: '' };
    if (rule === 'A12') return { ...row, cell: 'template', trueValue: '2019', plantedValue: '2019' };
    throw new Error(`${report.reportId} breaks ${rule} ${instance} before any fault was planted.`);
  });
}

/** Try kinds of fault in a drawn order until one breaks the rule it is meant to break. */
function plantOne(
  report: DraftReport,
  tables: DraftTables,
  draw: Draw,
  natural: readonly PlantedRow[],
): readonly PlantedRow[] {
  const order = FAULT_KINDS.map((kind) => ({ kind, rank: draw() / kind.weight })).sort(
    (a, b) => a.rank - b.rank,
  );
  for (const { kind } of order) {
    for (let tries = 0; tries < TRIES; tries += 1) {
      const change = kind.propose(report, tables, draw);
      if (change === undefined) continue;
      const printed = apply(tables, change);
      const broken = brokenRelations(report).filter(
        ({ rule, instance }) => !natural.some((row) => row.rule === rule && row.instance === instance),
      );
      if (broken.some(({ rule }) => rule === kind.rule))
        return [
          ...natural,
          ...broken.map((relation) => ({ reportId: report.reportId, ...relation, ...printed })),
        ];
      undo(tables, change, printed.trueValue);
    }
  }
  return natural;
}

function apply(tables: DraftTables, change: Change): Pick<PlantedRow, 'cell' | 'trueValue' | 'plantedValue'> {
  if ('foreign' in change) {
    tables.foreign = change.foreign;
    const { foreign } = change;
    return foreign.section === 2
      ? {
          cell: `s2.${foreign.item}.${foreign.measure}`,
          trueValue: '',
          plantedValue: printedNumber(foreign.value),
        }
      : { cell: `s3.${foreign.outcome}.total`, trueValue: '', plantedValue: '0' };
  }
  const trueValue = printedNumber(valueAt(tables, change.place));
  tables.cells[change.place] = change.value;
  return { cell: tables.grid.ids[change.place] ?? '', trueValue, plantedValue: printedNumber(change.value) };
}

function undo(tables: DraftTables, change: Change, trueValue: string): void {
  if ('foreign' in change) tables.foreign = undefined;
  else tables.cells[change.place] = trueValue === '' ? Number.NaN : Number(trueValue);
}

/** A number as the tables print it: plain digits, '' where there is none. */
export function printedNumber(value: number): string {
  return Number.isNaN(value) ? '' : String(value);
}

/** An amount in yuan in the cell for 万元, where the county's own figures show that it is one (rule A11). */
function plantFeeUnit(report: DraftReport, county: readonly DraftReport[]): PlantedRow | undefined {
  const { tables } = report;
  const amount = feeOf(report);
  if (tables === undefined || !(amount > 0)) return undefined;
  const place = placeOf(tables.grid, 's2.fee.amount_10k_yuan');
  const inYuan = Math.round(amount * YUAN_PER_10K);
  tables.cells[place] = inYuan;
  const wrong = reportsWithWrongUnit(county);
  if (wrong.size === 1 && wrong.has(report)) {
    const cell = tables.grid.ids[place] ?? '';
    const values = { trueValue: printedNumber(amount), plantedValue: printedNumber(inYuan) };
    return { reportId: report.reportId, rule: 'A11', instance: 'fee', cell, ...values };
  }
  tables.cells[place] = amount;
  return undefined;
}

/** A wrong number in a row of one of the groups, mostly where there is one to get wrong. */
function misprintOutcome(groups: readonly OutcomeGroup[]): FaultKind['propose'] {
  return (report, tables, draw) => {
    const { grid, cells } = tables;
    // In a cut table, or beside a blank, fewer relations can be assessed: section 3 is left alone there.
    const whole = cells.subarray(grid.section3, grid.section4);
    if (report.statuses[1] !== 'table' || whole.some(Number.isNaN)) return undefined;
    const places = grid.outcomes.flatMap((outcome, row) =>
      groups.includes(APPLICATION_OUTCOMES[outcome].group)
        ? APPLICANT_IDS.map((_, column) => grid.section3 + row * COLUMNS + column)
        : [],
    );
    const filled = places.filter((place) => valueAt(tables, place) > 0);
    const place = oneOf(draw, filled.length > 0 && draw() < 0.75 ? filled : places);
    const neighbour = draw() < 0.5 ? place - 1 : place - COLUMNS;
    return { place, value: misprint(draw, valueAt(tables, place), whole[neighbour - grid.section3]) };
  };
}

/** In a table cut off below 本年新收, that row alone can contradict itself. */
function raiseReceivedOfCutTable(report: DraftReport, tables: DraftTables, draw: Draw): Change | undefined {
  if (report.statuses[1] !== 'partial') return undefined;
  const place = tables.grid.section3 + between(draw, 0, COLUMNS - 1);
  return { place, value: valueAt(tables, place) + between(draw, 1, 9) };
}

function misprintReview(_: DraftReport, tables: DraftTables, draw: Draw): Change | undefined {
  const { grid, captured } = tables;
  if (captured.channels === 0) return undefined;
  const results = REVIEW_RESULT_IDS.length;
  const channel = between(draw, 0, Math.min(captured.channels, REVIEW_CHANNEL_IDS.length) - 1);
  const place = grid.section4 + channel * results + between(draw, 0, results - 1);
  const value = valueAt(tables, place);
  return Number.isNaN(value)
    ? undefined
    : { place, value: misprint(draw, value, grid.section4 < place ? valueAt(tables, place - 1) : undefined) };
}

/** A negative count or a fraction of one. */
function printNoCount(_: DraftReport, tables: DraftTables, draw: Draw): Change | undefined {
  const { grid } = tables;
  // Fees stay as they are, since their medians judge other reports; 规章 too, which has a rule of its own.
  const section2 = grid.ids.flatMap((id, place) => (/^s2\.(?!fee|regulation)/.test(id) ? [place] : []));
  const section4 = grid.ids.flatMap((id, place) => (id.startsWith('s4.') ? [place] : []));
  const place = oneOf(draw, draw() < 0.8 ? section2 : section4);
  const value = valueAt(tables, place);
  if (Number.isNaN(value)) return undefined;
  return { place, value: draw() < 0.5 ? value + 0.5 : -Math.max(1, Math.abs(value)) };
}

function blankCell(report: DraftReport, tables: DraftTables, draw: Draw): Change | undefined {
  const whole = wholeSections(tables.grid, report.statuses);
  if (whole.length === 0) return undefined;
  const [from, to] = oneOf(draw, whole);
  const place = between(draw, from, to - 1);
  // Without this fee the median that judges another report would be another.
  return tables.grid.ids[place] === 's2.fee.amount_10k_yuan' ? undefined : { place, value: Number.NaN };
}

/** More documents issued in the year than are in force and repealed together (rule A8). */
function issueMoreThanInForce(_: DraftReport, tables: DraftTables, draw: Draw): Change | undefined {
  if (tables.grid.form !== '2021') return undefined;
  const place = placeOf(tables.grid, 's2.normative_document.issued');
  const inForce = valueAt(tables, placeOf(tables.grid, 's2.normative_document.in_force'));
  const repealed = valueAt(tables, placeOf(tables.grid, 's2.normative_document.repealed'));
  const value = inForce + repealed + between(draw, 1, 6);
  return Number.isNaN(value + valueAt(tables, place)) ? undefined : { place, value };
}

function discloseMoreThanAll(_: DraftReport, tables: DraftTables, draw: Draw): Change | undefined {
  if (tables.grid.form !== '2019') return undefined;
  const place = placeOf(tables.grid, 's2.normative_document.newly_disclosed');
  const total = valueAt(tables, placeOf(tables.grid, 's2.normative_document.total_disclosed'));
  const value = total + between(draw, 1, 12);
  return Number.isNaN(value + valueAt(tables, place)) ? undefined : { place, value };
}

function removeMoreThanAll(_: DraftReport, tables: DraftTables, draw: Draw): Change | undefined {
  if (tables.grid.form !== '2019') return undefined;
  const item = oneOf(draw, ['permit', 'other_service', 'penalty', 'coercion', 'fee'] as const);
  const place = placeOf(tables.grid, `s2.${item}.items_change`);
  const value =
    -valueAt(tables, placeOf(tables.grid, `s2.${item}.items_previous_year`)) - between(draw, 1, 15);
  return Number.isNaN(value + valueAt(tables, place)) ? undefined : { place, value };
}

function countRegulation(_: DraftReport, tables: DraftTables, draw: Draw): Change | undefined {
  if (tables.grid.form !== '2021') return undefined;
  const measure = oneOf(draw, ['issued', 'repealed', 'in_force', 'in_force'] as const);
  const place = placeOf(tables.grid, `s2.regulation.${measure}`);
  return Number.isNaN(valueAt(tables, place)) ? undefined : { place, value: between(draw, 1, 5) };
}

function addForeignCell(report: DraftReport, tables: DraftTables, draw: Draw): Change | undefined {
  const { statuses } = report;
  const cells = foreignCellsOf(tables.grid.form).filter(
    ({ section }) => statuses[section === 2 ? 0 : 1] === 'table',
  );
  if (cells.length === 0) return undefined;
  const cell = oneOf(draw, cells);
  return { foreign: cell.section === 2 ? { ...cell, value: between(draw, 0, 9) } : cell };
}

/** The number of items of the catalogue printed as the number of decisions (rule A13). */
function countCatalogue(_: DraftReport, tables: DraftTables, draw: Draw): Change | undefined {
  if (tables.grid.form !== '2019') return undefined;
  const item = oneOf(draw, ['permit', 'other_service', 'penalty', 'coercion'] as const);
  const place = placeOf(tables.grid, `s2.${item}.decisions`);
  const previous = valueAt(tables, placeOf(tables.grid, `s2.${item}.items_previous_year`));
  const value = previous + valueAt(tables, placeOf(tables.grid, `s2.${item}.items_change`));
  return value > 0 && !Number.isNaN(valueAt(tables, place)) ? { place, value } : undefined;
}

/** Another count than the true one, wrong the way people get it wrong. */
function misprint(draw: Draw, value: number, neighbour = Number.NaN): number {
  const tens = value - (value % 10);
  const swapped = value >= 10 && value < 100 ? (value % 10) * 10 + tens / 10 : value;
  const options = [value * 10, swapped, neighbour, value + between(draw, 1, 3), value - 1, 0];
  const wrong = options.filter((option) => option >= 0 && option !== value);
  return oneOf(draw, wrong);
}

function valueAt({ cells }: DraftTables, place: number): number {
  return cells[place] ?? Number.NaN;
}
