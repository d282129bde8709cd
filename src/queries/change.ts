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

function operands(id: MetricId, prose: boolean): readonly string[] {
  const { numerator, denominator } = countedOperands(id, prose);
  return [`${numerator} AS ${id}_n`, ...(denominator === null ? [] : [`${denominator} AS ${id}_d`])];
}

export function changeStatement(spec: ChangeSpec): Statement {
  const scope = townshipScope(spec.region, { from: spec.year - 1, to: spec.year });
  const figures = spec.metrics.flatMap((id) => {
    const { formula } = METRICS[id];
    // NULL in a township that does not give it in both years.
    const both = `n.${id}_n + b.${id}_n`;
    const sum = (alias: 'n' | 'b', operand: 'n' | 'd') =>
      `sum(CASE WHEN ${both} IS NOT NULL THEN ${alias}.${id}_${operand} END)`;
    const value = (alias: 'n' | 'b') =>
      formula.kind === 'sum'
        ? sum(alias, 'n')
        : `${formula.per} * ${sum(alias, 'n')} / nullif(${sum(alias, 'd')}, 0)`;
    return [
      `${value('n')} AS ${id}__value`,
      `${value('b')} AS ${id}__before`,
      `count(${both}) AS ${id}__pairs`,
    ];
  });
  const columns = spec.metrics.flatMap((id) => operands(id, spec.prose)).join(',\n    ');
  return {
    name: 'change',
    sql: `WITH report AS (
  SELECT m.region_number, m.year,
    ${columns}
  FROM mart_report_year m WHERE ${scope.where}
)
SELECT ${figures.join(',\n  ')}
FROM report n JOIN report b ON b.region_number = n.region_number AND b.year = n.year - 1`,
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
