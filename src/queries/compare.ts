/** Metrics of regions chosen one by one, of whatever level, each made of its own townships. */
import { queryOptions } from '@tanstack/react-query';
import type { Row, Statement } from '#engine/engine.ts';
import { metricSelectList } from '#metrics/compile.ts';
import { METRICS, type MetricId } from '#metrics/registry.ts';
import { type AreaLevel, levelOfCode } from '#model/region.ts';
import type { YearRange } from '#model/year.ts';
import type { Warehouse } from '#warehouse/warehouse.ts';
import type { FormsOfYear } from './forms-by-year.ts';
import type { MetricRow } from './metric-row.ts';
import { numberAt, numberOrNullAt, textAt } from './row-cells.ts';

export interface CompareSpec {
  readonly metrics: readonly MetricId[];
  /** Codes, each once; the nation may be among them. At least one. */
  readonly regions: readonly string[];
  readonly years: YearRange;
  readonly split: 'pooled' | 'yearly';
  /** Numbers stated in prose may stand in. */
  readonly prose: boolean;
}

/** Which township rows belong to a compared region (`p.code`) of a level. */
const BELONGS: Readonly<Record<AreaLevel, string>> = {
  nation: 'TRUE',
  province: 't.province_code = p.code',
  prefecture: 't.prefecture_code = p.code',
  county: 't.county_code = p.code',
  township: 't.region_code = p.code',
};

/** Length of a code tells its level. */
const CODE_LENGTH: Readonly<Record<AreaLevel, number>> = {
  nation: 1,
  province: 2,
  prefecture: 4,
  county: 6,
  township: 9,
};

/**
 * CTE `compared`: township rows of each region, with its code as `compared`. One join a level, so that each is an
 * equality the engine can hash; a township inside two of the regions counts in both.
 */
function comparedCte(regions: readonly string[]): string {
  const levels = [...new Set(regions.map((code) => levelOfCode(code)))].flatMap((level) => level ?? []);
  if (levels.length === 0) throw new RangeError('nothing to compare');
  const branches = levels.map(
    (level) => `SELECT p.code AS compared, t.* FROM picked p JOIN mart_report_year t ON ${BELONGS[level]}
    WHERE length(p.code) = ${CODE_LENGTH[level]} AND t.level = 'township' AND t.year BETWEEN $year_from AND $year_to`,
  );
  return `picked AS (
    SELECT unnest(string_split($regions, ',')) AS code
  ), compared AS (
    ${branches.join('\n    UNION ALL ')}
  )`;
}

function paramsOf({ regions, years }: Pick<CompareSpec, 'regions' | 'years'>): Statement['params'] & object {
  return { regions: regions.join(','), year_from: years.from, year_to: years.to };
}

export function compareStatement(spec: CompareSpec): Statement {
  const pooled = spec.split === 'pooled';
  const figures = spec.metrics.flatMap((id) => metricSelectList(id, { prose: spec.prose, pooled }));
  return {
    name: `compare-${spec.split}`,
    sql: `WITH ${comparedCte(spec.regions)}
SELECT m.compared AS region_code, ${pooled ? 'NULL' : 'm.year'} AS year,
  ${figures.join(',\n  ')}
FROM compared m
GROUP BY m.compared${pooled ? '' : ', m.year'}
ORDER BY 1, 2`,
    params: paramsOf(spec),
  };
}

function toMetricRows(row: Row, spec: CompareSpec): readonly MetricRow[] {
  const severalYears = spec.split === 'pooled' && spec.years.from < spec.years.to;
  return spec.metrics.map((metric) => ({
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
    as_of: METRICS[metric].additivity === 'not-over-years' && severalYears ? spec.years.to : null,
  }));
}

/** One row a region, metric and (yearly) year; a region without townships in the list has none. */
export async function compare(
  warehouse: Warehouse,
  spec: CompareSpec,
  signal?: AbortSignal,
): Promise<readonly MetricRow[]> {
  const rows = await warehouse.engine.query(compareStatement(spec), { signal });
  return rows.flatMap((row) => toMetricRows(row, spec));
}

export function compareQuery(warehouse: Warehouse, spec: CompareSpec) {
  return queryOptions({
    queryKey: ['compare', warehouse.version, spec],
    queryFn: ({ signal }) => compare(warehouse, spec, signal),
  });
}

export interface ComparedFormsSpec {
  readonly regions: readonly string[];
  readonly years: YearRange;
}

export function comparedFormsStatement(spec: ComparedFormsSpec): Statement {
  return {
    name: 'compared-forms',
    sql: `WITH ${comparedCte(spec.regions)}
SELECT m.year,
  count(DISTINCT m.report_key) FILTER (WHERE m.template = '2019') AS reports_2019,
  count(DISTINCT m.report_key) FILTER (WHERE m.template = '2021') AS reports_2021,
  count(DISTINCT m.report_key) FILTER (WHERE m.template IS NULL) AS reports_unknown,
  count(DISTINCT m.region_code) AS expected
FROM compared m GROUP BY m.year ORDER BY m.year`,
    params: paramsOf(spec),
  };
}

/** How many reports of all compared regions together stand on which form; a report inside two of them counts once. */
export async function comparedForms(
  warehouse: Warehouse,
  spec: ComparedFormsSpec,
  signal?: AbortSignal,
): Promise<readonly FormsOfYear[]> {
  const rows = await warehouse.engine.query(comparedFormsStatement(spec), { signal });
  return rows.map((row) => ({
    year: numberAt(row, 'year'),
    reports_2019: numberAt(row, 'reports_2019'),
    reports_2021: numberAt(row, 'reports_2021'),
    reports_unknown: numberAt(row, 'reports_unknown'),
    expected: numberAt(row, 'expected'),
  }));
}

export function comparedFormsQuery(warehouse: Warehouse, spec: ComparedFormsSpec) {
  return queryOptions({
    queryKey: ['compared-forms', warehouse.version, spec],
    queryFn: ({ signal }) => comparedForms(warehouse, spec, signal),
  });
}
