/**
 * Change on the year before, like for like: only townships that give the metric in both years are compared,
 * so that a report more or less is never read as a rise or a fall.
 */
import { queryOptions } from '@tanstack/react-query';
import type { Statement } from '#engine/engine.ts';
import { countedOperands } from '#metrics/compile.ts';
import { METRICS, type MetricId } from '#metrics/registry.ts';
import type { Warehouse } from '#warehouse/warehouse.ts';
import { numberAt, numberOrNullAt } from './row-cells.ts';
import { townshipScope } from './scope.ts';

export interface ChangeSpec {
  readonly metrics: readonly MetricId[];
  readonly region: string;
  /** The later of the two years. */
  readonly year: number;
  readonly prose: boolean;
}

export interface ChangeRow {
  readonly metric: MetricId;
  readonly year: number;
  /** Over the same townships; null where no township gives it in both years, or a denominator is 0. */
  readonly value: number | null;
  readonly value_before: number | null;
  /** Townships that give it in both years. */
  readonly pairs: number;
}

export function changeStatement(spec: ChangeSpec): Statement {
  const scope = townshipScope(spec.region, { from: spec.year - 1, to: spec.year });
  const counted = spec.metrics.map((id, place) => ({
    id,
    ...countedOperands(id, spec.prose),
    /** Set in `given` where a township gives the metric in both years. */
    bit: `(1::BIGINT << ${place})`,
  }));
  const given = counted.map(({ numerator, bit }) => `CASE WHEN ${numerator} IS NULL THEN 0 ELSE ${bit} END`);
  const figures = counted.flatMap(({ id, numerator, denominator, bit }) => {
    const { formula } = METRICS[id];
    const of = (operand: string, year: string) =>
      `CASE WHEN m.year = ${year} AND township.given & ${bit} <> 0 THEN ${operand} END`;
    const value = (year: string) =>
      formula.kind === 'sum'
        ? `sum(${of(numerator, year)})`
        : `${formula.per} * sum(${of(numerator, year)}) / nullif(sum(${of(denominator ?? 'NULL', year)}), 0)`;
    return [
      `${value('$year_to')} AS ${id}__value`,
      `${value('$year_from')} AS ${id}__before`,
      `count(${of(numerator, '$year_to')}) AS ${id}__pairs`,
    ];
  });
  return {
    name: 'change',
    // The rows of the two years are not set side by side: all operands of all townships would have to be kept. No inner
    // join by number either: all numbers between the least and the greatest would be laid out. Townships that give nothing
    // twice are left out before the join: a quarter of the nation's, with which its table would be twice as large.
    sql: `WITH township AS (
  SELECT m.region_number, bit_and(${given.join('\n    | ')}) AS given
  FROM mart_report_year m WHERE ${scope.where}
  GROUP BY m.region_number HAVING count(*) = 2 AND given <> 0
)
SELECT ${figures.join(',\n  ')}
FROM mart_report_year m LEFT JOIN township ON township.region_number = m.region_number
WHERE ${scope.where}`,
    params: scope.params,
  };
}

export async function change(
  warehouse: Warehouse,
  spec: ChangeSpec,
  signal?: AbortSignal,
): Promise<readonly ChangeRow[]> {
  const [row] = await warehouse.engine.query(changeStatement(spec), { signal });
  if (row === undefined) throw new Error('an aggregate without groups has one row');
  return spec.metrics.map((metric) => ({
    metric,
    year: spec.year,
    value: numberOrNullAt(row, `${metric}__value`),
    value_before: numberOrNullAt(row, `${metric}__before`),
    pairs: numberAt(row, `${metric}__pairs`),
  }));
}

export function changeQuery(warehouse: Warehouse, spec: ChangeSpec) {
  return queryOptions({
    queryKey: ['change', warehouse.version, spec],
    queryFn: ({ signal }) => change(warehouse, spec, signal),
  });
}
