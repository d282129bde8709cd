/**
 * Random draws that are the same on every machine: integer hashing, and floating point only with the operations
 * IEEE 754 rounds exactly (+ - * / sqrt). `Math.exp` and its like may differ in the last bit between engines.
 */

/** A source of draws. Each call gives the next number of one stream, uniform in [0, 1). */
export type Draw = () => number;

/**
 * A stream of draws that depends on its keys alone: what one township draws does not depend on which others are in
 * the package, nor on the order in which they are made.
 */
export function drawsFor(...keys: readonly (string | number)[]): Draw {
  let state = hashText(keys.join('|'));
  return () => {
    // mulberry32, public domain: a Weyl sequence and a mixing of its bits.
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** FNV-1a over UTF-16 units, with the last mixing of murmur3 so that neighbouring keys land far apart. */
function hashText(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i += 1) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

/** A whole number from `least` to `most`, both included. */
export function between(draw: Draw, least: number, most: number): number {
  return least + Math.floor(draw() * (most - least + 1));
}

/** One of a list that is not empty. */
export function oneOf<T>(draw: Draw, list: readonly T[]): T {
  const chosen = list[Math.floor(draw() * list.length)];
  if (chosen === undefined) throw new RangeError('Cannot draw from an empty list.');
  return chosen;
}

/** Standard normal, near enough: the sum of twelve uniforms, never beyond ±6. */
export function normal(draw: Draw): number {
  let sum = -6;
  for (let i = 0; i < 12; i += 1) sum += draw();
  return sum;
}

/** e to the power x, for |x| up to some 100: Taylor's series on the remainder after whole powers of two. */
export function exp(x: number): number {
  const doublings = Math.round(x / Math.LN2);
  const rest = x - doublings * Math.LN2;
  let power = 1;
  for (let term = 14; term > 0; term -= 1) power = 1 + (rest / term) * power;
  for (let i = 0; i < Math.abs(doublings); i += 1) power *= doublings > 0 ? 2 : 0.5;
  return power;
}

/** Log-normal with the given median; `spread` is the standard deviation of its logarithm. */
export function lognormal(draw: Draw, median: number, spread: number): number {
  return median * exp(spread * normal(draw));
}

/** Poisson count with the given mean; above 30 by its normal approximation. */
export function poisson(draw: Draw, mean: number): number {
  if (mean <= 0) return 0;
  if (mean > 30) return Math.max(0, Math.round(mean + Math.sqrt(mean) * normal(draw)));
  const floor = exp(-mean);
  let count = 0;
  for (let product = draw(); product > floor; product *= draw()) count += 1;
  return count;
}

/** How many of `trials` succeed when each does with the given chance. */
export function binomial(draw: Draw, trials: number, chance: number): number {
  let successes = 0;
  for (let i = 0; i < trials; i += 1) if (draw() < chance) successes += 1;
  return successes;
}

/** A place in a list of weights (positive, any sum), each as likely as its weight. */
export function weighted(draw: Draw, weights: readonly number[]): number {
  let rest = draw() * weights.reduce((sum, weight) => sum + weight, 0);
  for (let i = 0; i < weights.length; i += 1) {
    rest -= weights[i] ?? 0;
    if (rest < 0) return i;
  }
  return weights.length - 1;
}
