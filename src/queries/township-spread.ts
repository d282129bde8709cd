/** How a metric is spread over township reports: one report, one township and year, one value. */
import { queryOptions } from '@tanstack/react-query';
import type { Statement } from '#engine/engine.ts';
import { notApplicableSql, reportExpressions } from '#metrics/compile.ts';
import { METRICS, type MetricId } from '#metrics/registry.ts';
import type { YearRange } from '#model/year.ts';
import type { Warehouse } from '#warehouse/warehouse.ts';
import { numberAt, numberOrNullAt } from './row-cells.ts';
import { townshipScope } from './scope.ts';

export interface TownshipSpreadSpec {
  readonly metric: MetricId;
  readonly region: string;
  readonly years: YearRange;
  readonly prose: boolean;
}

/** Values above `from`, up to and including `to`. */
export interface SpreadBin {
  readonly from: number;
  readonly to: number;
  readonly count: number;
}

export interface TownshipSpread {
  /** Bins above zero in order, up to the last one that is not empty. */
  readonly bins: readonly SpreadBin[];
  readonly negative: number;
  readonly zero: number;
  /** Reports with a value; for rates, on at least the least denominator. */
  readonly n: number;
  /** Rates on fewer than the least denominator: left out of the bins and the quantiles. */
  readonly thin: number;
  /** Rates whose denominator is 0. */
  readonly undefined_rate: number;
  /** Reports that do not give it. */
  readonly missing: number;
  readonly not_applicable: number;
  readonly not_filed: number;
  readonly median: number | null;
  readonly p25: number | null;
  readonly p75: number | null;
  readonly max: number | null;
}

const COUNT_BOUNDS = [0, 1, 2, 5].concat(
  [10, 100, 1000, 10_000, 100_000].flatMap((ten) => [ten, 2 * ten, 5 * ten]),
  [1_000_000, Number.POSITIVE_INFINITY],
);
const SHARE_BOUNDS = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1, Number.POSITIVE_INFINITY];

/** Interpolated between neighbours, as `quantile_cont` does. */
const QUARTERS = [0.25, 0.5, 0.75] as const;

/** Upper and lower ends of the bins: tenths for shares, 1-2-5 steps for everything else. */
export function spreadBounds(metric: MetricId): readonly number[] {
  return METRICS[metric].unit === 'share' ? SHARE_BOUNDS : COUNT_BOUNDS;
}

export function townshipSpreadStatement(spec: TownshipSpreadSpec): Statement {
  const metric = METRICS[spec.metric];
  const report = reportExpressions(spec.metric, spec.prose);
  const scope = townshipScope(spec.region, spec.years);
  const value =
    report.denominator === null || metric.formula.kind !== 'ratio'
      ? report.numerator
      : `${metric.formula.per} * ${report.numerator} / nullif(${report.denominator}, 0)`;
  const enough =
    report.denominator === null ? 'TRUE' : `${report.denominator} >= ${metric.least_denominator}`;
  const bounds = spreadBounds(spec.metric);
  const reports = (which: string) => `coalesce(sum(CASE WHEN ${which} THEN reports END), 0)::BIGINT`;
  const bins = bounds.slice(1).map((to, index) => {
    const upper = Number.isFinite(to) ? ` AND value <= ${to}` : '';
    return `${reports(`enough AND value > ${bounds[index]}${upper}`)} AS bin_${index}`;
  });
  return {
    name: 'township-spread',
    // Reports with the same value are counted first: few values are left to be sorted into bins and quantiles.
    // Aggregates without filters of their own, each of which would keep room for all columns.
    sql: `WITH report AS (
  SELECT ${report.present} AS present, ${value} AS value, ${enough} AS enough,
    ${notApplicableSql(spec.metric)} AS not_applicable, m.report_key IS NOT NULL AS filed
  FROM mart_report_year m WHERE ${scope.where}
), grouped AS MATERIALIZED (
  SELECT present, value, enough, not_applicable, filed, count(*) AS reports FROM report GROUP BY ALL
), ranked AS (
  SELECT value, sum(reports) OVER (ORDER BY value) AS up_to, sum(reports) OVER () AS n
  FROM (SELECT value, sum(reports) AS reports FROM grouped WHERE enough AND value IS NOT NULL GROUP BY value)
), neighbours AS (
  SELECT ${QUARTERS.map(
    (q) => `${q} * (any_value(n) - 1) - floor(${q} * (any_value(n) - 1)) AS part_${q * 100},
    min(CASE WHEN up_to > floor(${q} * (n - 1)) THEN value END) AS below_${q * 100},
    min(CASE WHEN up_to > ceil(${q} * (n - 1)) THEN value END) AS above_${q * 100}`,
  ).join(',\n    ')}
  FROM ranked
)
SELECT ${bins.join(',\n  ')},
  ${reports('enough AND value < 0')} AS negative,
  ${reports('enough AND value = 0')} AS zero,
  ${reports('enough AND value IS NOT NULL')} AS n,
  ${reports('NOT enough AND value IS NOT NULL')} AS thin,
  ${reports('present AND value IS NULL')} AS undefined_rate,
  ${reports('filed AND NOT present AND NOT coalesce(not_applicable, FALSE)')} AS missing,
  ${reports('not_applicable AND NOT present')} AS not_applicable,
  ${reports('NOT filed')} AS not_filed,
  ${QUARTERS.map((q) => `(SELECT below_${q * 100} + part_${q * 100} * (above_${q * 100} - below_${q * 100}) FROM neighbours) AS ${q === 0.5 ? 'median' : `p${q * 100}`}`).join(',\n  ')},
  max(CASE WHEN enough THEN value END) AS max
FROM grouped`,
    params: scope.params,
  };
}

export async function townshipSpread(
  warehouse: Warehouse,
  spec: TownshipSpreadSpec,
  signal?: AbortSignal,
): Promise<TownshipSpread> {
  const [row] = await warehouse.engine.query(townshipSpreadStatement(spec), { signal });
  if (row === undefined) throw new Error('an aggregate without groups has one row');
  const bounds = spreadBounds(spec.metric);
  const bins = bounds.slice(1).map((to, index) => ({
    from: bounds[index] as number,
    to,
    count: numberAt(row, `bin_${index}`),
  }));
  const last = bins.findLastIndex((bin) => bin.count > 0);
  return {
    bins: bins.slice(0, last + 1),
    negative: numberAt(row, 'negative'),
    zero: numberAt(row, 'zero'),
    n: numberAt(row, 'n'),
    thin: numberAt(row, 'thin'),
    undefined_rate: numberAt(row, 'undefined_rate'),
    missing: numberAt(row, 'missing'),
    not_applicable: numberAt(row, 'not_applicable'),
    not_filed: numberAt(row, 'not_filed'),
    median: numberOrNullAt(row, 'median'),
    p25: numberOrNullAt(row, 'p25'),
    p75: numberOrNullAt(row, 'p75'),
    max: numberOrNullAt(row, 'max'),
  };
}

export function townshipSpreadQuery(warehouse: Warehouse, spec: TownshipSpreadSpec) {
  return queryOptions({
    queryKey: ['township-spread', warehouse.version, spec],
    queryFn: ({ signal }) => townshipSpread(warehouse, spec, signal),
  });
}
