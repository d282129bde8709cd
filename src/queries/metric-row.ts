import type { MetricId } from '#metrics/registry.ts';

/**
 * One figure: a metric for a region and a year (or several years taken together).
 * A figure never travels without its coverage.
 */
export interface MetricRow {
  readonly metric: MetricId;
  readonly region_code: string;
  /** null when the years of the selection are taken together. */
  readonly year: number | null;
  /** null: no report gives it (`stated` = 0), or a ratio whose denominator is 0 (`stated` > 0). */
  readonly value: number | null;
  /** Sums over the counted reports; for counts the numerator is the value and the denominator is null. */
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** Reports the value rests on. */
  readonly stated: number;
  /** Of those, reports whose number comes from prose. */
  readonly from_prose: number;
  /** Reports that could have been there: townships of the region x years. */
  readonly expected: number;
  /** Reports that are known at all. */
  readonly filed: number;
  /** Filed reports on a form that has no such cell. */
  readonly not_applicable: number;
  /** For stocks over several years: the one year the value stands for; else null. */
  readonly as_of: number | null;
}
