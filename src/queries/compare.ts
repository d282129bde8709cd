/** Metrics of regions chosen one by one, of whatever level, each made of its own townships. */
import { queryOptions } from '@tanstack/react-query';
import type { Row, Statement } from '#engine/engine.ts';
import { metricSelectList } from '#metrics/compile.ts';
import { METRICS, type MetricId } from '#metrics/registry.ts';
import { type AreaLevel, levelOfCode, NATION_CODE } from '#model/region.ts';
import type { YearRange } from '#model/year.ts';
import type { Warehouse } from '#warehouse/warehouse.ts';
import { FORM_COUNTS, type FormsOfYear } from './forms-by-year.ts';
import type { MetricRow } from './metric-row.ts';
import { numberAt, numberOrNullAt, textAt } from './row-cells.ts';
import { NUMBER_AT } from './scope.ts';

export interface CompareSpec {
  readonly metrics: readonly MetricId[];
  /** Codes, each once; the nation may be among them. At least one. */
  readonly regions: readonly string[];
  readonly years: YearRange;
  readonly split: 'pooled' | 'yearly';
  /** Numbers stated in prose may stand in. */
  readonly prose: boolean;
}

/** Numbers of the regions compared: those of different levels have different lengths. */
const PICKED = `picked AS (
  SELECT CAST(unnest(string_split($regions, ',')) AS INTEGER) AS number
)`;

/** The levels that regions are compared on, each once. */
function levelsOf(regions: readonly string[]): readonly AreaLevel[] {
  const levels = [...new Set(regions.map((code) => levelOfCode(code)))].flatMap((level) => level ?? []);
  if (levels.length === 0) throw new RangeError('nothing to compare');
  return levels;
}

/** Number of the region of a level that a row belongs to; the nation's code is a number as well. */
const numberOf = (level: AreaLevel) => (level === 'nation' ? NATION_CODE : NUMBER_AT[level]);

const TOWNSHIPS = "m.level = 'township' AND m.year BETWEEN $year_from AND $year_to";

/** SQL that is true of rows inside a compared region of the level. */
const isPicked = (level: AreaLevel) =>
  level === 'nation' ? 'TRUE' : `${numberOf(level)} IN (SELECT number FROM picked)`;

function paramsOf({ regions, years }: Pick<CompareSpec, 'regions' | 'years'>): Statement['params'] & object {
  return { regions: regions.join(','), year_from: years.from, year_to: years.to };
}

export function compareStatement(spec: CompareSpec): Statement {
  const pooled = spec.split === 'pooled';
  const figures = spec.metrics.flatMap((id) => metricSelectList(id, { prose: spec.prose, pooled }));
  // A township inside two of the regions counts in both.
  const rows = levelsOf(spec.regions).map(
    (level) =>
      `SELECT m.*, ${numberOf(level)} AS compared FROM mart_report_year m WHERE ${TOWNSHIPS} AND ${isPicked(level)}`,
  );
  return {
    name: `compare-${spec.split}`,
    sql: `WITH ${PICKED}
SELECT CAST(m.compared AS VARCHAR) AS region_code, ${pooled ? 'NULL' : 'm.year'} AS year,
  ${figures.join(',\n  ')}
FROM (
  ${rows.join('\n  UNION ALL ')}
) m
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
    sql: `WITH ${PICKED}
SELECT m.year,
  ${FORM_COUNTS}
FROM mart_report_year m
WHERE ${TOWNSHIPS} AND (${levelsOf(spec.regions).map(isPicked).join(' OR ')})
GROUP BY m.year ORDER BY m.year`,
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
