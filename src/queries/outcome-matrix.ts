/**
 * Section 3 row by row: each printed outcome by applicant, each row over the reports that state that whole row.
 * The rows of 其他处理 stand on one form each and are never mixed. A row left out of the CSV is a printed 0 where
 * the section was read whole, and missing where it was read in part; a printed row with an empty cell is missing.
 */
import { queryOptions } from '@tanstack/react-query';
import type { Row, Statement } from '#engine/engine.ts';
import {
  APPLICANT_IDS,
  APPLICATION_OUTCOME_IDS,
  APPLICATION_OUTCOMES,
  type Applicant,
  type ApplicationOutcome,
} from '#model/forms.ts';
import { NATION_CODE } from '#model/region.ts';
import { FORM_VERSIONS, type FormVersion } from '#model/report.ts';
import type { YearRange } from '#model/year.ts';
import type { Warehouse } from '#warehouse/warehouse.ts';
import { countIf } from './count-if.ts';
import { numberAt, numberOrNullAt, textAt } from './row-cells.ts';
import { sameReport, townshipScope } from './scope.ts';

/** The six columns of applicants, without 总计. */
export type ApplicantColumn = Exclude<Applicant, 'total'>;
export const APPLICANT_COLUMNS: readonly ApplicantColumn[] = APPLICANT_IDS.filter((id) => id !== 'total');

export interface OutcomeMatrixSpec {
  readonly region: string;
  readonly years: YearRange;
}

export interface OutcomeRow {
  readonly outcome: ApplicationOutcome;
  /** The forms that print the row. */
  readonly forms: readonly FormVersion[];
  /** By applicant, in the order of `APPLICANT_COLUMNS`; null where no report states the whole row. */
  readonly applicants: readonly (number | null)[];
  /** Reports that state all six applicant columns of the row. */
  readonly stated: number;
  /** 总计 as printed, over the reports that state it; null where none does. */
  readonly total: number | null;
  readonly total_stated: number;
}

export interface OutcomeMatrix {
  /** One row for every printed row of either form, in print order. */
  readonly rows: readonly OutcomeRow[];
  /** Township reports of the selection: due, held, and held by form. */
  readonly expected: number;
  readonly filed: number;
  readonly filed_by_form: Readonly<Record<FormVersion, number>>;
  /** Reports whose section 3 was read whole, and in part. */
  readonly section3_whole: number;
  readonly section3_partial: number;
}

/** Column of the coverage: whole sections that print a row; of an unknown form those print the rows that both forms have. */
function printing(outcome: ApplicationOutcome): string {
  const { forms } = APPLICATION_OUTCOMES[outcome];
  return forms.length === FORM_VERSIONS.length ? 'section3_whole' : `section3_whole_${forms[0]}`;
}

/** Rows `f` of a report `template` that its form prints: a row under the other form's name is no figure of it. */
export function onItsFormSql(template: string): string {
  const single = APPLICATION_OUTCOME_IDS.filter(
    (id) => APPLICATION_OUTCOMES[id].forms.length < FORM_VERSIONS.length,
  );
  const own = single.map(
    (id) => `(f.outcome = '${id}' AND ${template} = '${APPLICATION_OUTCOMES[id].forms[0]}')`,
  );
  return `(f.outcome NOT IN (${single.map((id) => `'${id}'`).join(', ')}) OR ${own.join(' OR ')})`;
}

/** Sums over the rows that are there, how many reports they come from, and how many of those were read whole. */
export function outcomeMatrixStatement(spec: OutcomeMatrixSpec): Statement {
  const scope = townshipScope(spec.region, spec.years);
  const whole = APPLICANT_COLUMNS.map((id) => `f.${id} IS NOT NULL`).join(' AND ');
  const sums = APPLICANT_COLUMNS.map((id) => `sum(CASE WHEN ${whole} THEN f.${id} END)::DOUBLE AS ${id}`);
  return {
    name: 'outcome-matrix',
    sql: `WITH report AS NOT MATERIALIZED (
  SELECT m.report_key, m.template, m.section3 = 'table' AS whole FROM mart_report_year m
  WHERE ${scope.where} AND m.report_key IS NOT NULL
)
SELECT CAST(f.outcome AS VARCHAR) AS outcome,
  ${sums.join(',\n  ')},
  ${countIf(whole)} AS stated,
  sum(f.total)::DOUBLE AS total,
  count(f.total) AS total_stated,
  ${countIf('report.whole')} AS printed_in_whole
FROM fact_application f JOIN report ON ${sameReport('report', 'f')}
WHERE ${onItsFormSql('report.template')}
GROUP BY f.outcome`,
    params: scope.params,
  };
}

export function outcomeMatrixCoverageStatement(spec: OutcomeMatrixSpec): Statement {
  const scope = townshipScope(spec.region, spec.years);
  return {
    name: 'outcome-matrix-coverage',
    sql: `SELECT count(*) AS expected, count(m.report_key) AS filed,
  ${FORM_VERSIONS.map((form) => `${countIf(`m.template = '${form}'`)} AS filed_${form}`).join(',\n  ')},
  ${countIf("m.section3 = 'table'")} AS section3_whole,
  ${FORM_VERSIONS.map((form) => `${countIf(`m.section3 = 'table' AND m.template = '${form}'`)} AS section3_whole_${form}`).join(',\n  ')},
  ${countIf("m.section3 = 'partial'")} AS section3_partial
FROM mart_report_year m WHERE ${scope.where}`,
    params: scope.params,
  };
}

const MOST_YEARS = 3;

/** The nation's reports of many years are matched with their rows in parts: all at once take more room than there is. */
function yearParts({ region, years: { from, to } }: OutcomeMatrixSpec): readonly YearRange[] {
  if (region !== NATION_CODE) return [{ from, to }];
  const parts: YearRange[] = [];
  for (let first = from; first <= to; first += MOST_YEARS) {
    parts.push({ from: first, to: Math.min(first + MOST_YEARS - 1, to) });
  }
  return parts;
}

export async function outcomeMatrix(
  warehouse: Warehouse,
  spec: OutcomeMatrixSpec,
  signal?: AbortSignal,
): Promise<OutcomeMatrix> {
  const { engine } = warehouse;
  const [coverage] = await engine.query(outcomeMatrixCoverageStatement(spec), { signal });
  if (coverage === undefined) throw new Error('an aggregate without groups has one row');
  const found: Row[] = [];
  // One after the other: what one takes is given back before the next.
  for (const years of yearParts(spec)) {
    found.push(...(await engine.query(outcomeMatrixStatement({ ...spec, years }), { signal })));
  }
  const rows = APPLICATION_OUTCOME_IDS.map((outcome): OutcomeRow => {
    const own = found.filter((row) => textAt(row, 'outcome') === outcome);
    const all = (column: string) => own.reduce((total, row) => total + numberAt(row, column), 0);
    // A whole section without the row adds a printed 0: one more report, nothing to the sum.
    const leftOut = numberAt(coverage, printing(outcome)) - all('printed_in_whole');
    const stated = (column: string): number | null => {
      const values = own.flatMap((row) => numberOrNullAt(row, column) ?? []);
      // A row left out of a whole section was printed as 0 in every column.
      if (values.length === 0) return leftOut > 0 ? 0 : null;
      return values.reduce((total, value) => total + value, 0);
    };
    return {
      outcome,
      forms: APPLICATION_OUTCOMES[outcome].forms,
      applicants: APPLICANT_COLUMNS.map(stated),
      stated: all('stated') + leftOut,
      total: stated('total'),
      total_stated: all('total_stated') + leftOut,
    };
  });
  return {
    rows,
    expected: numberAt(coverage, 'expected'),
    filed: numberAt(coverage, 'filed'),
    filed_by_form: { '2019': numberAt(coverage, 'filed_2019'), '2021': numberAt(coverage, 'filed_2021') },
    section3_whole: numberAt(coverage, 'section3_whole'),
    section3_partial: numberAt(coverage, 'section3_partial'),
  };
}

export function outcomeMatrixQuery(warehouse: Warehouse, spec: OutcomeMatrixSpec) {
  return queryOptions({
    queryKey: ['outcome-matrix', warehouse.version, spec],
    queryFn: ({ signal }) => outcomeMatrix(warehouse, spec, signal),
  });
}
