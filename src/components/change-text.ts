/** A change on the year before in words. Pure. */
import { formatMetric, formatPoints, formatShare } from '#i18n/format.ts';
import type { MetricDefinition } from '#metrics/metric.ts';
import type { Language } from '#model/bilingual.ts';

/** The change of fewer townships than this is theirs alone: it is not told as the place's. */
export const LEAST_PAIRS = 5;

/** The same townships' figure in one year and the year before; null where there is none. */
export interface ValuePair {
  readonly value: number | null;
  readonly value_before: number | null;
}

/** `neutral` for metrics without a direction that can be defended, and for no change. */
type Verdict = 'better' | 'worse' | 'neutral';

export interface ChangeText {
  /** "+12 件", "−3.2 个百分点"; null where nothing changed. */
  readonly absolute: string | null;
  /** "+8.3%"; null for shares, and where the year before had 0: a rise from nothing has no percentage. */
  readonly relative: string | null;
  readonly verdict: Verdict;
}

/** null where one of the two years has no figure. */
export function changeText(pair: ValuePair, metric: MetricDefinition, language: Language): ChangeText | null {
  const { value, value_before: before } = pair;
  if (value === null || before === null) return null;
  const difference = value - before;
  const share = metric.unit === 'share';
  const words = (change: number) =>
    share
      ? formatPoints(change, language)
      : formatMetric(change, metric.unit, language, { compact: true, signed: true });
  const absolute = words(difference);
  // What rounds to nothing is no change that could be called better or worse.
  if (absolute === words(0)) return { absolute: null, relative: null, verdict: 'neutral' };
  return {
    absolute,
    relative:
      share || before <= 0 ? null : formatShare(difference / before, language, { signed: true, digits: 1 }),
    verdict: verdictOf(difference, metric),
  };
}

function verdictOf(difference: number, { direction }: MetricDefinition): Verdict {
  if (direction === 'neutral') return 'neutral';
  return difference > 0 === (direction === 'higher_better') ? 'better' : 'worse';
}
