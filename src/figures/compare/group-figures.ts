/** Figures of a group from those of its bodies. Pure. */
import type { GroupBand } from '#charts/compare-lines/spec.ts';
import { isThin } from '#charts/figure.ts';
import { quantile } from '#charts/quantile.ts';
import { METRICS, type MetricId } from '#metrics/registry.ts';
import type { MetricRow } from '#queries/metric-row.ts';

/** Fewer values than this have no middle half worth drawing. */
const LEAST_FOR_BAND = 4;

/**
 * Median and middle half of the bodies' values, year by year: rates on too few cases are left out, and so are years
 * with fewer than four values.
 */
export function groupBands(rows: readonly MetricRow[], metric: MetricId): readonly GroupBand[] {
  const definition = METRICS[metric];
  const byYear = new Map<number, number[]>();
  for (const row of rows) {
    if (row.metric !== metric || row.year === null || row.value === null || isThin(row, definition)) continue;
    const values = byYear.get(row.year);
    if (values) values.push(row.value);
    else byYear.set(row.year, [row.value]);
  }
  return [...byYear]
    .sort(([a], [b]) => a - b)
    .flatMap(([year, values]) => {
      const sorted = values.sort((a, b) => a - b);
      const [p25, median, p75] = [0.25, 0.5, 0.75].map((share) => quantile(sorted, share));
      if (sorted.length < LEAST_FOR_BAND || p25 == null || median == null || p75 == null) return [];
      return [{ year, p25, median, p75, n: sorted.length }];
    });
}

/**
 * The group as one body, sum over sum over the bodies that have both operands. Only for bodies that do not contain
 * each other. null where no row is given.
 */
export function groupRow(rows: readonly MetricRow[], metric: MetricId): MetricRow | null {
  const own = rows.filter((row) => row.metric === metric);
  const [first] = own;
  if (first === undefined) return null;
  const { formula } = METRICS[metric];
  const sum = (pick: (row: MetricRow) => number | null): number | null =>
    own.reduce<number | null>((total, row) => {
      const value = pick(row);
      return value === null ? total : (total ?? 0) + value;
    }, null);
  const numerator = sum((row) => row.numerator);
  const denominator = formula.kind === 'ratio' ? sum((row) => row.denominator) : null;
  const value =
    formula.kind === 'sum'
      ? numerator
      : numerator === null || denominator === null || denominator === 0
        ? null
        : (formula.per * numerator) / denominator;
  return {
    ...first,
    region_code: '',
    value,
    numerator,
    denominator,
    stated: sum((row) => row.stated) ?? 0,
    from_prose: sum((row) => row.from_prose) ?? 0,
    expected: sum((row) => row.expected) ?? 0,
    filed: sum((row) => row.filed) ?? 0,
    not_applicable: sum((row) => row.not_applicable) ?? 0,
  };
}

/** The two years of a dot plot: the ends of the selection, or a single year and the one before it; null where there is none. */
export function twoYears(
  years: { readonly from: number; readonly to: number },
  all: { readonly from: number; readonly to: number },
): { readonly first: number; readonly last: number } | null {
  if (years.from < years.to) return { first: years.from, last: years.to };
  return years.to > all.from ? { first: years.to - 1, last: years.to } : null;
}
