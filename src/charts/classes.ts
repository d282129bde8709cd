/** Classes of a map's values: near-equal groups whose limits are round numbers; 0 always stands apart. */

/** `from <= value < to`; the zero class is 0..0 and holds only 0. */
export interface ValueClass {
  readonly from: number;
  readonly to: number;
}

export interface ClassOptions {
  /** Classes above zero wanted; fewer come out where the values do not carry them. */
  readonly steps: number;
  /** Values are whole numbers. */
  readonly whole: boolean;
}

/** Round numbers within a range: 1, 2, 5 times powers of ten where it is wide, else even round steps. */
function roundCandidates(low: number, high: number, { steps, whole }: ClassOptions): readonly number[] {
  const candidates: number[] = [];
  if (low > 0 && high / low >= 20) {
    for (let power = 10 ** Math.floor(Math.log10(low)); power <= high; power *= 10) {
      for (const factor of [1, 2, 5]) candidates.push(Number((factor * power).toPrecision(12)));
    }
  } else {
    const rough = (high - low) / (steps * 3) || high || 1;
    const power = 10 ** Math.floor(Math.log10(rough));
    const raw = ([1, 2, 5, 10].find((each) => each * power >= rough * (1 - 1e-9)) ?? 10) * power;
    const step = whole ? Math.max(1, raw) : raw;
    for (let k = Math.floor(low / step); k * step <= high; k += 1) {
      candidates.push(Number((k * step).toPrecision(12)));
    }
  }
  return candidates.filter((each) => each > low && each <= high && (!whole || Number.isInteger(each)));
}

function countBelow(sorted: readonly number[], limit: number): number {
  const index = sorted.findIndex((value) => value >= limit);
  return index < 0 ? sorted.length : index;
}

/**
 * Limits between classes: at most `steps - 1` round numbers, rising, with at least one value below the
 * first, from each up to the next, and at or above the last. They come as near to equal groups as round
 * numbers allow. Only positive values count.
 */
export function niceBreaks(values: readonly number[], options: ClassOptions): readonly number[] {
  const sorted = values.filter((value) => value > 0).sort((a, b) => a - b);
  const low = sorted[0];
  const high = sorted.at(-1);
  if (low === undefined || high === undefined || low === high) return [];
  const candidates = roundCandidates(low, high, options);
  const breaks: number[] = [];
  for (let k = 1; k < options.steps; k += 1) {
    const wanted = (k * sorted.length) / options.steps;
    const taken = breaks.at(-1);
    const floor = taken === undefined ? 0 : countBelow(sorted, taken);
    let best: number | undefined;
    for (const each of candidates) {
      const below = countBelow(sorted, each);
      if (below <= floor || (taken !== undefined && each <= taken)) continue;
      if (best === undefined || Math.abs(below - wanted) < Math.abs(countBelow(sorted, best) - wanted))
        best = each;
    }
    // A limit that is nearer to the next group than to this one is left to the next.
    if (best !== undefined && Math.abs(countBelow(sorted, best) - wanted) <= sorted.length / options.steps) {
      breaks.push(best);
    }
  }
  return breaks;
}

/**
 * All classes in rising order. Zeros get a class of their own; values below zero get classes that mirror
 * those above, so that 0 stays in the middle.
 */
export function valueClasses(values: readonly number[], options: ClassOptions): readonly ValueClass[] {
  const positive = values.filter((value) => value > 0);
  const negative = values.filter((value) => value < 0);
  const zero: readonly ValueClass[] = values.includes(0) || negative.length > 0 ? [{ from: 0, to: 0 }] : [];
  const steps = negative.length > 0 ? Math.min(3, options.steps) : options.steps;
  const breaks = niceBreaks([...positive, ...negative.map(Math.abs)], { ...options, steps });
  const limits = [0, ...breaks, Number.POSITIVE_INFINITY];
  const rising = limits.slice(1).map((to, index) => ({ from: limits[index] ?? 0, to }));
  const above = positive.length > 0 || negative.length > 0 ? rising : [];
  const below = negative.length > 0 ? rising.map(({ from, to }) => ({ from: -to, to: -from })).reverse() : [];
  return [...below, ...zero, ...above];
}

/**
 * Index of the class a value falls into; -1 if none does. A limit belongs to the class further from 0:
 * 10 is in 10..20, -10 in -20..-10.
 */
export function classOf(value: number, classes: readonly ValueClass[]): number {
  return classes.findIndex(({ from, to }) => {
    if (from === 0 && to === 0) return value === 0;
    return value < 0 ? value > from && value <= to : value > 0 && value >= from && value < to;
  });
}
