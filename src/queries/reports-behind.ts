/** The reports a figure rests on, and those it leaves out, each with its page and the reason. */
import { queryOptions } from '@tanstack/react-query';
import type { Statement } from '#engine/engine.ts';
import { notApplicableSql, reportExpressions } from '#metrics/compile.ts';
import { METRICS, type MetricId } from '#metrics/registry.ts';
import type { CellStatus, FormVersion } from '#model/report.ts';
import type { YearRange } from '#model/year.ts';
import type { Warehouse } from '#warehouse/warehouse.ts';
import { numberAt, numberOrNullAt, textAt, textOrNullAt } from './row-cells.ts';
import { townshipScope } from './scope.ts';

export interface ReportsBehindSpec {
  readonly metric: MetricId;
  readonly region: string;
  readonly years: YearRange;
  readonly prose: boolean;
  /** At most so many rows; `total` says how many there are. */
  readonly limit: number;
}

export interface ReportBehind {
  readonly report_id: string;
  readonly region_code: string;
  readonly year: number;
  readonly template: FormVersion | null;
  /** The metric in this one report; null with the reason in `status`. */
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
  readonly status: Exclude<CellStatus, 'not-filed' | 'invalid'>;
  readonly source_url: string | null;
  readonly published_on: string | null;
  readonly note: string | null;
}

export interface ReportsBehind {
  readonly rows: readonly ReportBehind[];
  /** Known reports of the region and years; of those, reports the figure counts. */
  readonly total: number;
  readonly counted: number;
}

export function reportsBehindStatement(spec: ReportsBehindSpec): Statement {
  const { formula } = METRICS[spec.metric];
  const report = reportExpressions(spec.metric, spec.prose);
  // A stock stands for one year, so the reports of the other years are not behind it.
  const { to } = spec.years;
  const stock = METRICS[spec.metric].additivity === 'not-over-years';
  const scope = townshipScope(spec.region, stock ? { from: to, to } : spec.years);
  const value =
    formula.kind === 'ratio' && report.denominator !== null
      ? `${formula.per} * ${report.numerator} / nullif(${report.denominator}, 0)`
      : report.numerator;
  const reports = `m.report_key IS NOT NULL AND ${scope.where}`;
  return {
    name: 'reports-behind',
    // Reports are put in order as they are read, and counted apart, so that none are kept but those shown; whether a
    // report is held says whether it is counted. Their texts are looked up for the rows shown alone: a window over all
    // rows with their texts takes most of a minute for seven years of the nation. No join keeps texts, which takes 4 MB
    // for one row. Names of places are not looked up at all: whoever asks has them, and another 6 MB would be taken.
    sql: `WITH listed AS MATERIALIZED (
  SELECT ${report.present} AS present, ${report.fromProse} AS from_prose, ${notApplicableSql(spec.metric)} AS not_applicable,
    m.report_key, m.region_number, m.year, m.template,
    CASE WHEN ${report.present} THEN ${value} END AS value,
    CASE WHEN ${report.present} THEN ${report.numerator} END AS numerator,
    CASE WHEN ${report.present} THEN ${report.denominator ?? 'NULL'} END AS denominator
  FROM mart_report_year m
  WHERE ${reports}
  ORDER BY value IS NULL, value DESC, region_number, year LIMIT $row_limit
), counted AS (
  SELECT count(*) AS total, count(CASE WHEN ${report.present} THEN 1 END) AS counted
  FROM mart_report_year m WHERE ${reports}
)
SELECT l.present, r.report_id, r.region_code, l.year, l.template,
  l.value, l.numerator, l.denominator,
  CASE WHEN l.present AND l.from_prose THEN 'stated-in-prose'
    WHEN l.present AND coalesce(l.denominator, 1) = 0 THEN 'not-applicable'
    WHEN l.present AND l.numerator = 0 THEN 'zero'
    WHEN l.present THEN 'reported'
    WHEN l.not_applicable THEN 'not-applicable'
    ELSE 'blank' END AS status,
  r.source_url, r.published_on, r.note, counted.total, counted.counted
FROM listed l LEFT JOIN dim_report r ON r.report_key = l.report_key
CROSS JOIN counted
ORDER BY l.value IS NULL, l.value DESC, l.region_number, l.year`,
    params: { ...scope.params, row_limit: spec.limit },
  };
}

export async function reportsBehind(
  warehouse: Warehouse,
  spec: ReportsBehindSpec,
  signal?: AbortSignal,
): Promise<ReportsBehind> {
  const rows = await warehouse.engine.query(reportsBehindStatement(spec), { signal });
  const first = rows[0];
  return {
    total: first === undefined ? 0 : numberAt(first, 'total'),
    counted: first === undefined ? 0 : numberAt(first, 'counted'),
    rows: rows.map((row) => ({
      report_id: textAt(row, 'report_id'),
      region_code: textAt(row, 'region_code'),
      year: numberAt(row, 'year'),
      template: textOrNullAt(row, 'template') as FormVersion | null,
      value: numberOrNullAt(row, 'value'),
      numerator: numberOrNullAt(row, 'numerator'),
      denominator: numberOrNullAt(row, 'denominator'),
      status: textAt(row, 'status') as ReportBehind['status'],
      source_url: textOrNullAt(row, 'source_url'),
      published_on: textOrNullAt(row, 'published_on'),
      note: textOrNullAt(row, 'note'),
    })),
  };
}

export function reportsBehindQuery(warehouse: Warehouse, spec: ReportsBehindSpec) {
  return queryOptions({
    queryKey: ['reports-behind', warehouse.version, spec],
    queryFn: ({ signal }) => reportsBehind(warehouse, spec, signal),
  });
}
