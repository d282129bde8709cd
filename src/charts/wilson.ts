/** 97.5 % quantile of the standard normal distribution: a two-sided 95 % interval. */
const Z_95 = 1.959964;

/** Bounds of a proportion, each 0..1. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

/**
 * Wilson's score interval of `part` out of `whole` (Newcombe 1998, method 3, without continuity
 * correction), for a proportion of counted cases. null where there is no case, or where `part` is not a
 * part of `whole` and the ratio therefore no proportion.
 */
export function wilsonInterval(part: number, whole: number, z: number = Z_95): Interval | null {
  if (!(whole > 0) || !(part >= 0) || part > whole || !Number.isFinite(whole)) return null;
  const share = part / whole;
  const spread = z * Math.sqrt((share * (1 - share)) / whole + (z * z) / (4 * whole * whole));
  const centre = share + (z * z) / (2 * whole);
  const scale = 1 + (z * z) / whole;
  // At 0 and at the whole the bound is exact; the subtraction would leave a rounding error of 1e-17.
  return {
    low: part === 0 ? 0 : Math.max(0, (centre - spread) / scale),
    high: part === whole ? 1 : Math.min(1, (centre + spread) / scale),
  };
}
