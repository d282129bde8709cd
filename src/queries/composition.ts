/**
 * Parts of a whole, such as the six ways an application can end, over the reports that state every part.
 * A report with one part missing is left out of all of them: a composition never mixes sets of reports.
 */
import { queryOptions } from '@tanstack/react-query';
import type { Statement } from '#engine/engine.ts';
import type { MeasureId } from '#model/measures.ts';
import type { YearRange } from '#model/year.ts';
import type { Warehouse } from '#warehouse/warehouse.ts';
import { numberAt, numberOrNullAt, textAt } from './row-cells.ts';
import { childrenSource, groupingOf, townshipSource } from './scope.ts';

export interface CompositionSpec {
  readonly parts: readonly MeasureId[];
  readonly region: string;
  readonly by: 'region' | 'children';
  readonly years: YearRange;
  readonly split: 'pooled' | 'yearly';
}

export interface CompositionRow {
  readonly region_code: string;
  readonly year: number | null;
  /** Sum of each part, in the order asked for; null where no report states all parts. */
  readonly parts: readonly (number | null)[];
  readonly stated: number;
  readonly expected: number;
  readonly filed: number;
}

export function compositionStatement(spec: CompositionSpec): Statement {
  const source = (spec.by === 'children' ? childrenSource : townshipSource)(spec.region, spec.years);
  const pooled = spec.split === 'pooled';
  const group = groupingOf(spec.region, spec.by, !pooled);
  const whole = spec.parts.map((part) => `m.${part} IS NOT NULL`).join(' AND ');
  const sums = spec.parts.map((part) => `sum(CASE WHEN ${whole} THEN m.${part} END) AS ${part}`);
  return {
    name: `composition-${spec.by}-${spec.split}`,
    sql: `SELECT ${group.code} AS region_code, ${pooled ? 'NULL' : 'm.year'} AS year,
  ${sums.join(',\n  ')},
  count(CASE WHEN ${whole} THEN 1 END) AS stated,
  count(m.level) AS expected,
  count(m.report_key) AS filed
${source.sql}
${group.sql}
ORDER BY 1, 2`,
    params: { ...source.params, ...group.params },
  };
}

export async function composition(
  warehouse: Warehouse,
  spec: CompositionSpec,
  signal?: AbortSignal,
): Promise<readonly CompositionRow[]> {
  const rows = await warehouse.engine.query(compositionStatement(spec), { signal });
  return rows.map((row) => ({
    region_code: textAt(row, 'region_code'),
    year: numberOrNullAt(row, 'year'),
    parts: spec.parts.map((part) => numberOrNullAt(row, part)),
    stated: numberAt(row, 'stated'),
    expected: numberAt(row, 'expected'),
    filed: numberAt(row, 'filed'),
  }));
}

export function compositionQuery(warehouse: Warehouse, spec: CompositionSpec) {
  return queryOptions({
    queryKey: ['composition', warehouse.version, spec],
    queryFn: ({ signal }) => composition(warehouse, spec, signal),
  });
}
