/**
 * How a figure comes about: what each operand adds up to over the reports counted, and for all the others why
 * they are left out. Every township and year of the scope is in exactly one of the counts.
 */
import { queryOptions } from '@tanstack/react-query';
import type { Statement } from '#engine/engine.ts';
import { measureSql, notApplicableSql, reportExpressions } from '#metrics/compile.ts';
import type { Terms } from '#metrics/metric.ts';
import { METRICS, type MetricId } from '#metrics/registry.ts';
import type { MeasureId } from '#model/measures.ts';
import type { YearRange } from '#model/year.ts';
import type { Warehouse } from '#warehouse/warehouse.ts';
import { metricValuesStatement } from './metric-values.ts';
import { numberAt, numberOrNullAt } from './row-cells.ts';
import { townshipScope } from './scope.ts';

export interface StorySpec {
  readonly metric: MetricId;
  readonly region: string;
  readonly years: YearRange;
  /** Numbers stated in prose may stand in. */
  readonly prose: boolean;
}

export interface OperandSum {
  readonly measure: MeasureId;
  /** Over the reports counted; null where none is. */
  readonly sum: number | null;
}

export interface Story {
  readonly value: number | null;
  readonly numerator: number | null;
  /** null for counts. */
  readonly denominator: number | null;
  /** Each measure of the formula once, in its order. */
  readonly operands: readonly OperandSum[];
  /** Townships x years. */
  readonly expected: number;
  readonly counted: number;
  /** Of those counted: numbers stated in prose; rates whose denominator is 0, which add 0 to both sides. */
  readonly from_prose: number;
  readonly zero_denominator: number;
  /** Left out, each for one reason. */
  readonly not_filed: number;
  readonly not_applicable: number;
  readonly prose_left_out: number;
  readonly blank: number;
}

/** The years a figure rests on: a stock is not added over years, the last one stands for all. */
export function storyYears(metric: MetricId, years: YearRange): YearRange {
  return METRICS[metric].additivity === 'not-over-years' ? { from: years.to, to: years.to } : years;
}

/** Numerator and denominator, in that order; the denominator of a count is empty. */
export function termsOf(metric: MetricId): readonly [numerator: Terms, denominator: Terms] {
  const { formula } = METRICS[metric];
  return formula.kind === 'sum' ? [formula.terms, []] : [formula.numerator, formula.denominator];
}

/** The measures of a formula, each once, in its order. */
export function measuresOf(metric: MetricId): readonly MeasureId[] {
  return [
    ...new Set(
      termsOf(metric)
        .flat()
        .map(({ measure }) => measure),
    ),
  ];
}

/** The statement that made the figure. */
export function storyFigureStatement(spec: StorySpec): Statement {
  return metricValuesStatement({
    metrics: [spec.metric],
    region: spec.region,
    by: 'region',
    years: spec.years,
    split: 'pooled',
    prose: spec.prose,
  });
}

export function storyStatement(spec: StorySpec): Statement {
  const { metric, prose } = spec;
  const { formula, prose: allowed } = METRICS[metric];
  const scope = townshipScope(spec.region, storyYears(metric, spec.years));
  const report = reportExpressions(metric, prose);
  const withProse = reportExpressions(metric, true);
  const measures = measuresOf(metric);
  const values = measures.map((id) => `${measureSql(id, prose && allowed)} AS measure_${id}`);
  const sums = measures.map((id) => `sum(measure_${id}) FILTER (WHERE present) AS sum_${id}`);
  return {
    name: 'story',
    sql: `WITH report AS (
  SELECT ${report.present} AS present, ${report.fromProse} AS from_prose, ${withProse.present} AS in_prose,
    coalesce(${notApplicableSql(metric)}, FALSE) AS not_applicable, m.report_key IS NOT NULL AS filed,
    ${report.numerator} AS numerator, ${report.denominator ?? 'NULL::DOUBLE'} AS denominator,
    ${values.join(',\n    ')}
  FROM mart_report_year m WHERE ${scope.where}
), left_out AS (
  SELECT *, CASE WHEN present THEN 'counted'
    WHEN NOT filed THEN 'not_filed'
    WHEN not_applicable THEN 'not_applicable'
    WHEN in_prose THEN 'prose_left_out'
    ELSE 'blank' END AS reason
  FROM report
)
SELECT ${
      formula.kind === 'sum'
        ? 'sum(numerator) FILTER (WHERE present)'
        : `${formula.per} * sum(numerator) FILTER (WHERE present) / nullif(sum(denominator) FILTER (WHERE present), 0)`
    } AS value,
  sum(numerator) FILTER (WHERE present) AS numerator,
  sum(denominator) FILTER (WHERE present) AS denominator,
  ${sums.join(',\n  ')},
  count(*) AS expected,
  count(*) FILTER (WHERE reason = 'counted') AS counted,
  count(*) FILTER (WHERE present AND from_prose) AS from_prose,
  count(*) FILTER (WHERE present AND denominator = 0) AS zero_denominator,
  count(*) FILTER (WHERE reason = 'not_filed') AS not_filed,
  count(*) FILTER (WHERE reason = 'not_applicable') AS not_applicable,
  count(*) FILTER (WHERE reason = 'prose_left_out') AS prose_left_out,
  count(*) FILTER (WHERE reason = 'blank') AS blank
FROM left_out`,
    params: scope.params,
  };
}

export async function story(warehouse: Warehouse, spec: StorySpec, signal?: AbortSignal): Promise<Story> {
  const [row] = await warehouse.engine.query(storyStatement(spec), { signal });
  if (row === undefined) throw new Error('an aggregate without groups has one row');
  return {
    value: numberOrNullAt(row, 'value'),
    numerator: numberOrNullAt(row, 'numerator'),
    denominator: numberOrNullAt(row, 'denominator'),
    operands: measuresOf(spec.metric).map((measure) => ({
      measure,
      sum: numberOrNullAt(row, `sum_${measure}`),
    })),
    expected: numberAt(row, 'expected'),
    counted: numberAt(row, 'counted'),
    from_prose: numberAt(row, 'from_prose'),
    zero_denominator: numberAt(row, 'zero_denominator'),
    not_filed: numberAt(row, 'not_filed'),
    not_applicable: numberAt(row, 'not_applicable'),
    prose_left_out: numberAt(row, 'prose_left_out'),
    blank: numberAt(row, 'blank'),
  };
}

export function storyQuery(warehouse: Warehouse, spec: StorySpec) {
  return queryOptions({
    queryKey: ['story', warehouse.version, spec],
    queryFn: ({ signal }) => story(warehouse, spec, signal),
  });
}
