/**
 * Control limits of a funnel plot (Spiegelhalter, "Funnel plots for comparing institutional performance",
 * Statistics in Medicine 24 (2005), appendix A.1.1): exact binomial limits, made continuous by interpolation
 * between neighbouring counts.
 *
 * The lower limit is the paper's. The upper one is its mirror image, the lower limit of the cases that were
 * not of the kind counted: the paper's own formula would put a count outside whose tail is larger than the
 * level asked for (3 of 10 at a rate of 10 % has a tail of 7 %). So a count lies outside exactly when its
 * binomial tail is smaller than the level.
 */

/** Probabilities of a binomial count, from `from` on; what is left out is below 1e-18 of the largest. */
interface BinomialTable {
  readonly from: number;
  readonly probabilities: readonly number[];
}

/** Terms smaller than this part of the largest one change no digit of a double. */
const NEGLIGIBLE = 1e-18;

/** By the ratio of neighbouring terms outwards from the mode, so that no factorial is ever formed. */
function binomialTable(cases: number, rate: number): BinomialTable {
  const mode = Math.min(cases, Math.floor((cases + 1) * rate));
  const odds = rate / (1 - rate);
  const below: number[] = [];
  for (let count = mode, term = 1; count > 0; count -= 1) {
    term *= count / ((cases - count + 1) * odds);
    if (term < NEGLIGIBLE) break;
    below.push(term);
  }
  const above: number[] = [];
  for (let count = mode, term = 1; count < cases; count += 1) {
    term *= ((cases - count) * odds) / (count + 1);
    if (term < NEGLIGIBLE) break;
    above.push(term);
  }
  const weights = [...below.reverse(), 1, ...above];
  const sum = weights.reduce((total, weight) => total + weight, 0);
  return { from: mode - below.length, probabilities: weights.map((weight) => weight / sum) };
}

/** Spiegelhalter's continuous count: (r − α), with r the smallest count whose cumulated probability reaches `share`. */
function interpolatedQuantile({ from, probabilities }: BinomialTable, share: number): number {
  let cumulated = 0;
  for (const [index, probability] of probabilities.entries()) {
    cumulated += probability;
    if (cumulated >= share) return from + index - (cumulated - share) / probability;
  }
  return from + probabilities.length - 1;
}

/** Rates between which a body of a given number of cases is expected to lie, as shares 0..1. */
export interface ControlLimits {
  readonly low: number;
  readonly high: number;
}

/** Levels of the two pairs of limits: so many of a hundred bodies with the group's rate lie between them. */
export const CONTROL_LEVELS = { inner: 0.95, outer: 0.998 } as const;
export type ControlLevel = keyof typeof CONTROL_LEVELS;

/**
 * Both pairs of limits for `cases` cases at a rate of 0..1, both ends excluded; null where nothing can lie
 * outside: no cases, or a rate of 0 or 1. Limits are not cut at 0 and 1.
 */
export function controlLimits(
  cases: number,
  rate: number,
): Readonly<Record<ControlLevel, ControlLimits>> | null {
  if (!Number.isInteger(cases) || cases < 1 || !(rate > 0 && rate < 1)) return null;
  const counted = binomialTable(cases, rate);
  const others = binomialTable(cases, 1 - rate);
  const limits = (level: number): ControlLimits => {
    const tail = (1 - level) / 2;
    return {
      low: interpolatedQuantile(counted, tail) / cases,
      high: 1 - interpolatedQuantile(others, tail) / cases,
    };
  };
  return { inner: limits(CONTROL_LEVELS.inner), outer: limits(CONTROL_LEVELS.outer) };
}

/** Where a rate lies: inside both pairs of limits, between them, or outside both. */
export type FunnelZone = 'inside' | 'beyond-inner' | 'beyond-outer';

/** A rounding error is not a case. */
const SLACK = 1e-9;

export function funnelZone(count: number, cases: number, rate: number): FunnelZone {
  const limits = controlLimits(cases, rate);
  if (limits === null) return 'inside';
  const value = count / cases;
  const outside = ({ low, high }: ControlLimits) => value < low - SLACK || value > high + SLACK;
  if (outside(limits.outer)) return 'beyond-outer';
  return outside(limits.inner) ? 'beyond-inner' : 'inside';
}

/** The numbers of cases at which a limit is worked out to draw it: every one at first, then ever fewer. */
export function casesBetween(first: number, last: number): readonly number[] {
  const cases: number[] = [];
  for (let at = Math.max(1, Math.floor(first)); at < last; at = Math.max(at + 1, Math.round(at * 1.02))) {
    cases.push(at);
  }
  return [...cases, Math.max(1, Math.ceil(last))];
}
