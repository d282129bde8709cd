/**
 * Where applications come from and where they go: new and carried in against every outcome and carried out.
 * Only bodies that state every part in every year of the selection count. Over several years the carry-over
 * between them is inside: carried in is that of the first year, carried out that of the last.
 */
import { queryOptions } from '@tanstack/react-query';
import type { Statement } from '#engine/engine.ts';
import { APPLICATION_OUTCOME_IDS, APPLICATION_OUTCOMES, type ApplicationOutcome } from '#model/forms.ts';
import type { MeasureId } from '#model/measures.ts';
import type { YearRange } from '#model/year.ts';
import type { Warehouse } from '#warehouse/warehouse.ts';
import { onItsFormSql } from './outcome-matrix.ts';
import { numberAt, numberOrNullAt, textAt } from './row-cells.ts';
import { sameReport, townshipScope } from './scope.ts';

export const FLOW_OUTCOMES = [
  'granted',
  'partly_granted',
  'refused',
  'unable',
  'declined',
  'other',
] as const satisfies readonly MeasureId[];
export type FlowOutcome = (typeof FLOW_OUTCOMES)[number];

export interface FlowSpec {
  readonly region: string;
  readonly years: YearRange;
}

/** The sums, over the bodies counted. */
export interface FlowSums {
  readonly new: number;
  readonly carried_in: number;
  readonly outcomes: Readonly<Record<FlowOutcome, number>>;
  readonly carried_out: number;
  /** Printed rows of the outcomes that have several; 0 where no body counted prints the row. */
  readonly leaves: Readonly<Partial<Record<ApplicationOutcome, number>>>;
  /** What came in at bodies where less than that is accounted for: applications without an outcome. */
  readonly without_outcome: number;
  /** What is accounted for at bodies where less came in: outcomes without an application. */
  readonly without_source: number;
}

export interface Flow {
  /** null where no body states every part. */
  readonly sums: FlowSums | null;
  /** Townships that state every part in every year. */
  readonly bodies: number;
  /** Of those, where the two sides differ. */
  readonly unbalanced: number;
  readonly bodies_due: number;
  /** Reports of the selection: held, and by how much of section 3 was read. */
  readonly reports: number;
  readonly section3_whole: number;
  readonly section3_partial: number;
}

const PARTS = [
  'applications_new',
  'applications_carried_in',
  ...FLOW_OUTCOMES,
  'applications_handled',
  'applications_carried_out',
] as const satisfies readonly MeasureId[];

/** What comes in and goes out of one row of the mart: carried over only at the ends of the years. */
const CARRIED_IN = 'CASE WHEN m.year = $year_from THEN m.applications_carried_in END';
const CARRIED_OUT = 'CASE WHEN m.year = $year_to THEN m.applications_carried_out END';

/** One row a township: whether every year states every part, and how far the two sides then differ. */
function bodiesSql(where: string): string {
  const whole = PARTS.map((part) => `m.${part} IS NOT NULL`).join(' AND ');
  const outcomes = FLOW_OUTCOMES.map((part) => `m.${part}`).join(' + ');
  return `SELECT m.region_number, bool_and(${whole}) AS whole,
    sum(m.applications_new + coalesce(${CARRIED_IN}, 0) - (${outcomes} + coalesce(${CARRIED_OUT}, 0))) AS difference
  FROM mart_report_year m WHERE ${where} GROUP BY m.region_number`;
}

export function flowStatement(spec: FlowSpec): Statement {
  const scope = townshipScope(spec.region, spec.years);
  const parts = [
    ['new', 'm.applications_new'],
    ['carried_in', CARRIED_IN],
    ...FLOW_OUTCOMES.map((part) => [part, `m.${part}`] as const),
    ['carried_out', CARRIED_OUT],
  ] as const;
  return {
    name: 'flow',
    // The bodies are told apart first: with all their sums beside them they would take four times the room.
    sql: `WITH body AS MATERIALIZED (
  ${bodiesSql(scope.where)}
)
SELECT * FROM (
  SELECT ${parts.map(([name, sql]) => `sum(CASE WHEN counted.whole THEN ${sql} END) AS ${name}`).join(',\n    ')},
    count(m.report_key)::DOUBLE AS reports,
    count(CASE WHEN m.section3 = 'table' THEN 1 END)::DOUBLE AS section3_whole,
    count(CASE WHEN m.section3 = 'partial' THEN 1 END)::DOUBLE AS section3_partial
  FROM mart_report_year m LEFT JOIN (SELECT region_number, whole FROM body WHERE whole) counted
    ON counted.region_number = m.region_number WHERE ${scope.where}
) CROSS JOIN (
  SELECT coalesce(sum(CASE WHEN whole AND difference > 0 THEN difference END), 0) AS without_outcome,
    coalesce(-sum(CASE WHEN whole AND difference < 0 THEN difference END), 0) AS without_source,
    count(CASE WHEN whole THEN 1 END) AS bodies,
    count(CASE WHEN whole AND difference <> 0 THEN 1 END) AS unbalanced,
    count(*) AS bodies_due
  FROM body
)`,
    params: scope.params,
  };
}

/** A body that is counted states all leaves: a row it leaves out was printed as 0. */
export function flowLeavesStatement(spec: FlowSpec): Statement {
  const scope = townshipScope(spec.region, spec.years);
  return {
    name: 'flow-leaves',
    sql: `WITH body AS (
  ${bodiesSql(scope.where)}
), counted AS (
  SELECT m.report_key, m.template FROM mart_report_year m
  WHERE ${scope.where} AND m.region_number IN (SELECT region_number FROM body WHERE whole)
)
SELECT CAST(f.outcome AS VARCHAR) AS outcome, coalesce(sum(f.total), 0)::DOUBLE AS value
FROM fact_application f JOIN counted ON ${sameReport('counted', 'f')}
WHERE ${onItsFormSql('counted.template')}
GROUP BY f.outcome ORDER BY f.outcome`,
    params: scope.params,
  };
}

/** The printed rows a part of the flow is made of; none for a part that is one row. */
export function leavesOf(outcome: FlowOutcome): readonly ApplicationOutcome[] {
  const rows = APPLICATION_OUTCOME_IDS.filter((id) => APPLICATION_OUTCOMES[id].group === outcome);
  return rows.length > 1 ? rows : [];
}

export async function flow(warehouse: Warehouse, spec: FlowSpec, signal?: AbortSignal): Promise<Flow> {
  const [row] = await warehouse.engine.query(flowStatement(spec), { signal });
  if (row === undefined) throw new Error('an aggregate without groups has one row');
  const counts = {
    bodies: numberAt(row, 'bodies'),
    unbalanced: numberAt(row, 'unbalanced'),
    bodies_due: numberAt(row, 'bodies_due'),
    reports: numberAt(row, 'reports'),
    section3_whole: numberAt(row, 'section3_whole'),
    section3_partial: numberAt(row, 'section3_partial'),
  };
  if (counts.bodies === 0) return { sums: null, ...counts };
  const printed = await warehouse.engine.query(flowLeavesStatement(spec), { signal });
  const values = new Map(printed.map((each) => [textAt(each, 'outcome'), numberAt(each, 'value')]));
  const leaves = FLOW_OUTCOMES.flatMap((part) =>
    leavesOf(part).map((id) => [id, values.get(id) ?? 0] as const),
  );
  const part = (name: string) => numberOrNullAt(row, name) ?? 0;
  const sums: FlowSums = {
    new: part('new'),
    carried_in: part('carried_in'),
    outcomes: {
      granted: part('granted'),
      partly_granted: part('partly_granted'),
      refused: part('refused'),
      unable: part('unable'),
      declined: part('declined'),
      other: part('other'),
    },
    carried_out: part('carried_out'),
    leaves: Object.fromEntries(leaves),
    without_outcome: part('without_outcome'),
    without_source: part('without_source'),
  };
  return { sums, ...counts };
}

export function flowQuery(warehouse: Warehouse, spec: FlowSpec) {
  return queryOptions({
    queryKey: ['flow', warehouse.version, spec],
    queryFn: ({ signal }) => flow(warehouse, spec, signal),
  });
}
