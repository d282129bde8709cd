/** Metrics of a region, or of each region below it, by year or for all years together. */
import { queryOptions } from '@tanstack/react-query';
import type { Row, Statement } from '#engine/engine.ts';
import { metricSelectList } from '#metrics/compile.ts';
import { METRICS, type MetricId } from '#metrics/registry.ts';
import type { YearRange } from '#model/year.ts';
import type { Warehouse } from '#warehouse/warehouse.ts';
import type { MetricRow } from './metric-row.ts';
import { numberAt, numberOrNullAt, textAt } from './row-cells.ts';
import { childrenSource, groupingOf, townshipSource } from './scope.ts';

export interface MetricValuesSpec {
  readonly metrics: readonly MetricId[];
  readonly region: string;
  /** `region`: one figure for it; `children`: one for each region listed below it, also those without data. */
  readonly by: 'region' | 'children';
  readonly years: YearRange;
  readonly split: 'pooled' | 'yearly';
  /** Numbers stated in prose may stand in. */
  readonly prose: boolean;
}

export function metricValuesStatement(spec: MetricValuesSpec): Statement {
  const pooled = spec.split === 'pooled';
  const source = (spec.by === 'children' ? childrenSource : townshipSource)(spec.region, spec.years);
  const group = groupingOf(spec.region, spec.by, !pooled);
  const year = pooled ? 'NULL' : 'm.year';
  const figures = spec.metrics.flatMap((id) => metricSelectList(id, { prose: spec.prose, pooled }));
  return {
    name: `metric-values-${spec.by}-${spec.split}`,
    sql: `SELECT ${group.code} AS region_code, ${year} AS year,
  ${figures.join(',\n  ')}
${source.sql}
${group.sql}
ORDER BY 1, 2`,
    params: { ...source.params, ...group.params },
  };
}

function toMetricRows(row: Row, spec: MetricValuesSpec): readonly MetricRow[] {
  return spec.metrics.map((metric) => {
    const stock = METRICS[metric].additivity === 'not-over-years';
    const severalYears = spec.split === 'pooled' && spec.years.from < spec.years.to;
    return {
      metric,
      region_code: textAt(row, 'region_code'),
      year: numberOrNullAt(row, 'year'),
      value: numberOrNullAt(row, `${metric}__value`),
      numerator: numberOrNullAt(row, `${metric}__numerator`),
      denominator: numberOrNullAt(row, `${metric}__denominator`),
      stated: numberAt(row, `${metric}__stated`),
      from_prose: numberAt(row, `${metric}__from_prose`),
      expected: numberAt(row, `${metric}__expected`),
      filed: numberAt(row, `${metric}__filed`),
      not_applicable: numberAt(row, `${metric}__not_applicable`),
      as_of: stock && severalYears ? spec.years.to : null,
    };
  });
}

export async function metricValues(
  warehouse: Warehouse,
  spec: MetricValuesSpec,
  signal?: AbortSignal,
): Promise<readonly MetricRow[]> {
  const rows = await warehouse.engine.query(metricValuesStatement(spec), { signal });
  return rows.flatMap((row) => toMetricRows(row, spec));
}

export function metricValuesQuery(warehouse: Warehouse, spec: MetricValuesSpec) {
  return queryOptions({
    queryKey: ['metric-values', warehouse.version, spec],
    queryFn: ({ signal }) => metricValues(warehouse, spec, signal),
  });
}
