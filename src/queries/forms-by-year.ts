/** How many reports of a region stand on which form, year by year: where the break between forms lies. */
import { queryOptions } from '@tanstack/react-query';
import type { Statement } from '#engine/engine.ts';
import type { YearRange } from '#model/year.ts';
import type { Warehouse } from '#warehouse/warehouse.ts';
import { numberAt } from './row-cells.ts';
import { townshipScope } from './scope.ts';

export interface FormsByYearSpec {
  readonly region: string;
  readonly years: YearRange;
}

export interface FormsOfYear {
  readonly year: number;
  readonly reports_2019: number;
  readonly reports_2021: number;
  /** Reports of which no table was seen. */
  readonly reports_unknown: number;
  /** Townships that owe a report. */
  readonly expected: number;
}

/** Columns of the counts above over townships and years, one row each. */
export const FORM_COUNTS = `count(CASE WHEN m.template = '2019' THEN 1 END) AS reports_2019,
  count(CASE WHEN m.template = '2021' THEN 1 END) AS reports_2021,
  count(CASE WHEN m.template IS NULL THEN m.report_key END) AS reports_unknown,
  count(*) AS expected`;

export function formsByYearStatement(spec: FormsByYearSpec): Statement {
  const scope = townshipScope(spec.region, spec.years);
  return {
    name: 'forms-by-year',
    sql: `SELECT m.year,
  ${FORM_COUNTS}
FROM mart_report_year m
WHERE ${scope.where}
GROUP BY m.year ORDER BY m.year`,
    params: scope.params,
  };
}

export async function formsByYear(
  warehouse: Warehouse,
  spec: FormsByYearSpec,
  signal?: AbortSignal,
): Promise<readonly FormsOfYear[]> {
  const rows = await warehouse.engine.query(formsByYearStatement(spec), { signal });
  return rows.map((row) => ({
    year: numberAt(row, 'year'),
    reports_2019: numberAt(row, 'reports_2019'),
    reports_2021: numberAt(row, 'reports_2021'),
    reports_unknown: numberAt(row, 'reports_unknown'),
    expected: numberAt(row, 'expected'),
  }));
}

export function formsByYearQuery(warehouse: Warehouse, spec: FormsByYearSpec) {
  return queryOptions({
    queryKey: ['forms-by-year', warehouse.version, spec],
    queryFn: ({ signal }) => formsByYear(warehouse, spec, signal),
  });
}
