/** Rows by hand: everything a row does not say is "one report is due, known, and gives the number". */
import { METRICS, type MetricId } from '#metrics/registry.ts';
import type { FormsOfYear } from '#queries/forms-by-year.ts';
import type { MetricRow } from '#queries/metric-row.ts';

export function row(value: number | null, given: Partial<MetricRow> = {}): MetricRow {
  const known = value === null ? 0 : 1;
  return {
    metric: 'permits',
    region_code: '130623205',
    year: null,
    value,
    numerator: value,
    denominator: null,
    stated: known,
    from_prose: 0,
    expected: 1,
    filed: known,
    not_applicable: 0,
    as_of: null,
    ...given,
  };
}

/** A rate of counted cases. */
export function rate(
  metric: MetricId,
  part: number,
  whole: number,
  given: Partial<MetricRow> = {},
): MetricRow {
  const { formula } = METRICS[metric];
  const per = formula.kind === 'ratio' ? formula.per : 1;
  return row(whole === 0 ? null : (per * part) / whole, {
    metric,
    numerator: part,
    denominator: whole,
    stated: 1,
    filed: 1,
    ...given,
  });
}

/** One row a year from the first year on; null is a year in which no report is known. */
export function yearly(
  from: number,
  values: readonly (number | null)[],
  given: Partial<MetricRow> = {},
): readonly MetricRow[] {
  return values.map((value, index) => row(value, { year: from + index, ...given }));
}

/** Forms by year, written as `2019: [reports on 2019, reports on 2021]`. */
export function forms(
  byYear: Readonly<Record<number, readonly [number, number]>>,
  unknown: Readonly<Record<number, number>> = {},
): readonly FormsOfYear[] {
  const years = [...new Set([...Object.keys(byYear), ...Object.keys(unknown)].map(Number))];
  return years.map((year) => ({
    year,
    reports_2019: byYear[year]?.[0] ?? 0,
    reports_2021: byYear[year]?.[1] ?? 0,
    reports_unknown: unknown[year] ?? 0,
    expected: 18,
  }));
}

/** Usual case: two years on the old form, then the new one. */
export const FORMS_2019_TO_2025 = forms({
  2019: [9, 0],
  2020: [11, 0],
  2021: [1, 12],
  2022: [2, 14],
  2023: [1, 16],
  2024: [0, 15],
  2025: [0, 9],
});
