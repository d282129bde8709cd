/**
 * From a metric's definition to SQL over `mart_report_year` (alias `m`). Each kind of formula is written once
 * here, so that no page can add a blank as zero, pair unequal sets of reports, or add a stock over years.
 */
import { type MeasureId, STATED_MEASURES } from '#model/measures.ts';
import { FORM_VERSIONS } from '#model/report.ts';
import type { Terms } from './metric.ts';
import { METRICS, type MetricId } from './registry.ts';

export interface CompileOptions {
  /** Let a number stated in prose stand in for a missing cell, in metrics that allow it. */
  readonly prose: boolean;
  /** Years are taken together: stocks then count the row of `$year_to` alone. */
  readonly pooled: boolean;
}

/** SQL expressions of one report: NULL where an operand is missing. */
export interface ReportExpressions {
  readonly numerator: string;
  /** null for sums. */
  readonly denominator: string | null;
  /** TRUE where the report counts: every operand is there. */
  readonly present: string;
  /** TRUE where the table alone would not give it. */
  readonly fromProse: string;
}

/** One measure of one row of the mart; with `prose`, what the text states where the table gives nothing. */
export function measureSql(id: MeasureId, prose: boolean): string {
  return prose && STATED_MEASURES.has(id) ? `coalesce(m.${id}, m.${id}_stated)` : `m.${id}`;
}

function termsSql(terms: Terms, prose: boolean): string {
  return terms
    .map(({ measure, sign }, index) => {
      const operator = sign === 1 ? (index === 0 ? '' : ' + ') : ' - ';
      return `${operator}${measureSql(measure, prose)}`;
    })
    .join('');
}

/** The metric for one row of the mart. */
export function reportExpressions(id: MetricId, prose: boolean): ReportExpressions {
  const { formula, prose: allowed } = METRICS[id];
  const withProse = prose && allowed;
  const sides = formula.kind === 'sum' ? [formula.terms] : [formula.numerator, formula.denominator];
  const given = (useProse: boolean) =>
    sides.map((terms) => `(${termsSql(terms, useProse)}) IS NOT NULL`).join(' AND ');
  return {
    numerator: `(${termsSql(sides[0] as Terms, withProse)})`,
    denominator: sides[1] ? `(${termsSql(sides[1], withProse)})` : null,
    present: given(withProse),
    fromProse: withProse ? `${given(true)} AND NOT (${given(false)})` : 'FALSE',
  };
}

/** Reports on a form that has no cell for the metric. */
export function notApplicableSql(id: MetricId): string {
  const absent = FORM_VERSIONS.filter((form) => !METRICS[id].forms.includes(form));
  return absent.length === 0 ? 'FALSE' : `m.template IN (${absent.map((form) => `'${form}'`).join(', ')})`;
}

/**
 * The numerator and denominator of a report that counts, NULL in one that does not: a plain sum over them is the
 * figure's, and so is a plain count. An aggregate with a filter of its own takes several times as long.
 */
export function countedOperands(
  id: MetricId,
  prose: boolean,
): { readonly numerator: string; readonly denominator: string | null } {
  const { numerator, denominator, present } = reportExpressions(id, prose);
  if (denominator === null) return { numerator, denominator };
  return {
    numerator: `CASE WHEN ${present} THEN ${numerator} END`,
    denominator: `CASE WHEN ${present} THEN ${denominator} END`,
  };
}

/**
 * The figure over a group of rows: value, numerator, denominator and its coverage, as `{id}__{part}` columns. Rows
 * without a level count for nothing.
 */
export function metricSelectList(id: MetricId, options: CompileOptions): readonly string[] {
  const { formula, additivity, prose: allowed } = METRICS[id];
  const counted = countedOperands(id, options.prose);
  // Not `FILTER`: an aggregate with a filter of its own keeps a copy of all columns there are.
  const which = (operand: string) =>
    options.pooled && additivity === 'not-over-years'
      ? `CASE WHEN m.year = $year_to THEN ${operand} END`
      : operand;
  const numerator = `sum(${which(counted.numerator)})`;
  const denominator = counted.denominator === null ? null : `sum(${which(counted.denominator)})`;
  const value =
    formula.kind === 'sum' ? numerator : `${formula.per} * (${numerator}) / nullif(${denominator}, 0)`;
  const stated = `count(${which(counted.numerator)})`;
  // What the table gives, the table and the prose together give as well.
  const fromTable = `count(${which(countedOperands(id, false).numerator)})`;
  const notApplicable = notApplicableSql(id);
  return [
    `${value} AS ${id}__value`,
    `${numerator} AS ${id}__numerator`,
    `${denominator ?? 'NULL'} AS ${id}__denominator`,
    `${stated} AS ${id}__stated`,
    `${options.prose && allowed ? `${stated} - ${fromTable}` : '0'} AS ${id}__from_prose`,
    `count(${which('m.level')}) AS ${id}__expected`,
    `count(${which('m.report_key')}) AS ${id}__filed`,
    `${notApplicable === 'FALSE' ? '0' : `count(${which(`CASE WHEN ${notApplicable} THEN 1 END`)})`} AS ${id}__not_applicable`,
  ];
}
