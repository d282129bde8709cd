/** Axis scales: round ends and round steps, so that a reader can count along them. */

export interface AxisScale {
  readonly min: number;
  readonly max: number;
  readonly step: number;
  readonly ticks: readonly number[];
}

export interface AxisScaleOptions {
  /** About how many steps; the result has at most one more. */
  readonly steps?: number;
  /** Counts have no half: steps are whole numbers. */
  readonly whole?: boolean;
  /** Never go beyond, e.g. 1 for shares. */
  readonly limit?: number;
}

/** The smallest of 1, 2, 2.5, 5 times a power of ten that is at least `rough`. */
function niceStep(rough: number, whole: boolean): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factors = whole && power < 10 ? [1, 2, 5, 10] : [1, 2, 2.5, 5, 10];
  const factor = factors.find((each) => each * power >= rough * (1 - 1e-9)) ?? 10;
  return whole ? Math.max(1, factor * power) : factor * power;
}

/**
 * A scale that holds all values and always 0: counts and shares are read as lengths from 0. An empty or
 * all-zero input gives 0..1.
 */
export function axisScale(
  values: readonly number[],
  { steps = 4, whole = false, limit }: AxisScaleOptions = {},
): AxisScale {
  const low = Math.min(0, ...values);
  const high = Math.max(0, ...values);
  if (low === 0 && high === 0) return { min: 0, max: 1, step: 1, ticks: [0, 1] };
  let step = niceStep((high - low) / steps, whole);
  // 12.3 with a step of 2.5 would need decimals the tick labels do not show.
  const first = Math.floor(low / step + 1e-9);
  let last = Math.ceil(high / step - 1e-9);
  if (limit !== undefined && high <= limit && last * step > limit) {
    step = limit / Math.max(1, Math.floor(limit / step));
    last = Math.ceil(high / step - 1e-9);
  }
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => round((first + index) * step));
  return { min: round(first * step), max: round(last * step), step, ticks };
}

/** 0.1 + 0.2 as 0.3: twelve digits are more than any axis shows. */
function round(value: number): number {
  return Number(value.toPrecision(12));
}

/** Where a value lies between two pixel positions. */
export function position(
  value: number,
  scale: Pick<AxisScale, 'min' | 'max'>,
  start: number,
  end: number,
): number {
  return start + ((value - scale.min) / (scale.max - scale.min)) * (end - start);
}
