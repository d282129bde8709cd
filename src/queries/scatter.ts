/**
 * Two metrics of each region below a place, each pair over the same reports: a report that gives only one of
 * the two is left out of both, so that a point never sets a sum over ten reports against a sum over three.
 */
import { queryOptions } from '@tanstack/react-query';
import type { Row, Statement } from '#engine/engine.ts';
import { reportExpressions } from '#metrics/compile.ts';
import { METRICS, type MetricId } from '#metrics/registry.ts';
import type { FormVersion } from '#model/report.ts';
import type { YearRange } from '#model/year.ts';
import type { Warehouse } from '#warehouse/warehouse.ts';
import { numberAt, numberOrNullAt, textAt } from './row-cells.ts';
import { childNumber, townshipScope } from './scope.ts';

export interface ScatterSpec {
  readonly x: MetricId;
  readonly y: MetricId;
  /** Its listed children are the points. */
  readonly region: string;
  readonly years: YearRange;
  /** Numbers stated in prose may stand in. */
  readonly prose: boolean;
}

/** One metric of a point; numerator and denominator are sums over the paired reports. */
export interface ScatterValue {
  /** null: no report gives both metrics (`pairs` = 0), or the denominator is 0. */
  readonly value: number | null;
  readonly numerator: number | null;
  /** null for counts. */
  readonly denominator: number | null;
}

export interface ScatterRow {
  readonly region_code: string;
  readonly x: ScatterValue;
  readonly y: ScatterValue;
  /** Reports that give both metrics. */
  readonly pairs: number;
  /** Reports that give one of them only. */
  readonly one_only: number;
  readonly expected: number;
  readonly filed: number;
}

/** Forms that print both metrics; none where a report can only ever give one of them. */
export function sharedForms(x: MetricId, y: MetricId): readonly FormVersion[] {
  return METRICS[x].forms.filter((form) => METRICS[y].forms.includes(form));
}

/** A stock is not added over years: with one in the pair only the last year counts, for both. */
export function scatterYears({ x, y, years }: Pick<ScatterSpec, 'x' | 'y' | 'years'>): YearRange {
  const stock = [x, y].some((id) => METRICS[id].additivity === 'not-over-years');
  return stock ? { from: years.to, to: years.to } : years;
}

export function scatterStatement(spec: ScatterSpec): Statement {
  const scope = townshipScope(spec.region, scatterYears(spec));
  const sides = [
    ['x', reportExpressions(spec.x, spec.prose), METRICS[spec.x].formula],
    ['y', reportExpressions(spec.y, spec.prose), METRICS[spec.y].formula],
  ] as const;
  const operands = sides.flatMap(([side, report]) => [
    `${report.numerator} AS ${side}_n`,
    `${report.denominator ?? 'NULL::DOUBLE'} AS ${side}_d`,
    `coalesce(${report.present}, FALSE) AS ${side}_p`,
  ]);
  const both = 'FILTER (WHERE x_p AND y_p)';
  const figures = sides.flatMap(([side, , formula]) => [
    formula.kind === 'sum'
      ? `sum(${side}_n) ${both} AS ${side}_value`
      : `${formula.per} * (sum(${side}_n) ${both}) / nullif(sum(${side}_d) ${both}, 0) AS ${side}_value`,
    `sum(${side}_n) ${both} AS ${side}_numerator`,
    `sum(${side}_d) ${both} AS ${side}_denominator`,
  ]);
  return {
    name: 'scatter',
    sql: `WITH report AS (
  SELECT ${childNumber(spec.region)} AS region, m.report_key,
    ${operands.join(',\n    ')}
  FROM mart_report_year m WHERE ${scope.where}
)
SELECT CAST(region AS VARCHAR) AS region_code,
  ${figures.join(',\n  ')},
  count(*) ${both} AS pairs,
  count(*) FILTER (WHERE x_p <> y_p) AS one_only,
  count(*) AS expected,
  count(report_key) AS filed
FROM report GROUP BY region ORDER BY region_code`,
    params: scope.params,
  };
}

function valueAt(row: Row, side: 'x' | 'y'): ScatterValue {
  return {
    value: numberOrNullAt(row, `${side}_value`),
    numerator: numberOrNullAt(row, `${side}_numerator`),
    denominator: numberOrNullAt(row, `${side}_denominator`),
  };
}

export async function scatter(
  warehouse: Warehouse,
  spec: ScatterSpec,
  signal?: AbortSignal,
): Promise<readonly ScatterRow[]> {
  const rows = await warehouse.engine.query(scatterStatement(spec), { signal });
  return rows.map((row) => ({
    region_code: textAt(row, 'region_code'),
    x: valueAt(row, 'x'),
    y: valueAt(row, 'y'),
    pairs: numberAt(row, 'pairs'),
    one_only: numberAt(row, 'one_only'),
    expected: numberAt(row, 'expected'),
    filed: numberAt(row, 'filed'),
  }));
}

export function scatterQuery(warehouse: Warehouse, spec: ScatterSpec) {
  return queryOptions({
    queryKey: ['scatter', warehouse.version, spec],
    queryFn: ({ signal }) => scatter(warehouse, spec, signal),
  });
}
