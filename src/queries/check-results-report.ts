/** Every consistency check of one report, with its operands: read from its cells, judged by the rules. */
import { queryOptions } from '@tanstack/react-query';
import type { Statement } from '#engine/engine.ts';
import { cellOf } from '#model/forms.ts';
import { levelOfCode } from '#model/region.ts';
import { FORM_VERSIONS, type FormVersion } from '#model/report.ts';
import { checkReport, type RuleResult } from '#rules/evaluate.ts';
import { RULES } from '#rules/registry.ts';
import type { CheckContext, OffScaleRelation } from '#rules/rule.ts';
import type { Warehouse } from '#warehouse/warehouse.ts';
import { type ReportCells, type ReportCellsSpec, reportCells, reportKey } from './report-cells.ts';
import { numberAt, numberOrNullAt } from './row-cells.ts';

export interface ReportChecks {
  readonly report: ReportCells;
  /** In the order of the rule book. */
  readonly results: readonly RuleResult[];
}

/** The relation between an amount and those it is compared with, form by form. */
function scaleRelation(form: FormVersion): OffScaleRelation | undefined {
  for (const { instances } of RULES)
    for (const { relation } of instances[form]) if (relation.kind === 'off-scale') return relation;
  return undefined;
}

const MONEY_CELLS = FORM_VERSIONS.flatMap((form) => {
  const relation = scaleRelation(form);
  if (relation === undefined) return [];
  const { row, column } = cellOf(relation.cell);
  return [`(self.template = '${form}' AND d.item = '${row}' AND d.measure = '${column}')`];
});

/** Amounts a report's own is to be compared with: its body's other years, its county's other townships. */
export function baselinesStatement({ region, year }: ReportCellsSpec): Statement {
  // Keys are code and year as one number: those of a county's townships lie between two numbers, those of a body, too.
  const township = levelOfCode(region) === 'township';
  const keys = township ? Number(`${region.slice(0, 6)}0000000`) : Number(`${region}0000`);
  return {
    name: 'check-baselines',
    // Both are found by keys alone. No inner join by key: all numbers between the least and the greatest would be laid out.
    sql: `WITH self AS (
  SELECT template FROM dim_report WHERE report_key = $report_key
), amount AS (
  SELECT d.value AS amount, d.report_key // 10000 = $report_key // 10000 AS own,
    d.report_key % 10000 = $report_key % 10000 AS peer
  FROM fact_disclosure d CROSS JOIN self
  WHERE d.report_key BETWEEN $key_from AND $key_to AND d.report_key <> $report_key
    AND d.report_key IN (
      SELECT report_key FROM dim_report
      WHERE report_key BETWEEN $key_from AND $key_to AND template = (SELECT template FROM self)
    )
    AND d.value > 0 AND coalesce(CAST(d.unit AS VARCHAR), '') = '' AND (${MONEY_CELLS.join(' OR ')})
)
SELECT count(CASE WHEN own THEN 1 END) AS own, median(CASE WHEN own THEN amount END) AS own_median,
  count(CASE WHEN peer THEN 1 END) AS peers, median(CASE WHEN peer THEN amount END) AS peers_median
FROM amount`,
    params: {
      report_key: reportKey({ region, year }),
      key_from: keys,
      key_to: keys + (township ? 9_999_999 : 9999),
    },
  };
}

async function contextOf(
  warehouse: Warehouse,
  report: ReportCells,
  spec: ReportCellsSpec,
  signal: AbortSignal | undefined,
): Promise<CheckContext> {
  const { template, year, sections, units } = report;
  const level = levelOfCode(report.region_code);
  const relation = template === null ? undefined : scaleRelation(template);
  const unit = relation === undefined ? undefined : units.get(relation.cell);
  const [row] = await warehouse.engine.query(baselinesStatement(spec), { signal });
  const median = (of: 'own' | 'peers'): number | null => {
    const least = relation?.baselines.find((baseline) => baseline.of === of)?.least;
    return row === undefined || least === undefined || numberAt(row, of) < least
      ? null
      : numberOrNullAt(row, `${of}_median`);
  };
  return {
    template,
    year,
    level: level === undefined || level === 'nation' ? null : level,
    sections,
    moneyUnit: unit === '元' || unit === '万元' ? unit : null,
    ownMedian: median('own'),
    peerMedian: median('peers'),
  };
}

/** null when no such report is known. */
export async function reportChecks(
  warehouse: Warehouse,
  spec: ReportCellsSpec,
  signal?: AbortSignal,
): Promise<ReportChecks | null> {
  const report = await reportCells(warehouse, spec, signal);
  if (report === null) return null;
  const context = await contextOf(warehouse, report, spec, signal);
  return { report, results: checkReport(report.cells, context) };
}

export function reportChecksQuery(warehouse: Warehouse, spec: ReportCellsSpec) {
  return queryOptions({
    queryKey: ['report-checks', warehouse.version, spec],
    queryFn: ({ signal }) => reportChecks(warehouse, spec, signal),
  });
}
