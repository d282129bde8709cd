/** Axes of a scatter: straight, or by powers of ten with 0 set apart where the values are heavy-tailed. */
import { axisScale } from '../scale.ts';

export interface ScatterAxis {
  readonly kind: 'linear' | 'log';
  readonly ticks: readonly number[];
  /** 0..1 along the axis; 0 stands at the start, on a log axis in a strip of its own. */
  readonly at: (value: number) => number;
  /** On a log axis: where the strip of zeros ends, 0..1; null where no value is 0. */
  readonly zeroStrip: number | null;
}

/** Share of a log axis set aside for zeros. */
const ZERO_STRIP = 0.09;
/** Largest over smallest value from which a straight axis would press most points into its corner. */
const HEAVY = 50;

export function isHeavyTailed(values: readonly number[]): boolean {
  const positive = values.filter((value) => value > 0);
  if (positive.length < 3 || values.some((value) => value < 0)) return false;
  return Math.max(...positive) / Math.min(...positive) >= HEAVY;
}

function logTicks(low: number, high: number): readonly number[] {
  const decades = Math.log10(high / low);
  const factors = decades <= 2.5 ? [1, 2, 5] : [1];
  const ticks: number[] = [];
  for (let power = Math.floor(Math.log10(low)); power <= Math.ceil(Math.log10(high)); power += 1) {
    for (const factor of factors) {
      const tick = Number((factor * 10 ** power).toPrecision(12));
      if (tick >= low && tick <= high) ticks.push(tick);
    }
  }
  return ticks;
}

export interface ScatterAxisOptions {
  readonly whole: boolean;
  /** Never go beyond, e.g. 1 for shares; such axes are always straight. */
  readonly limit?: number;
}

export function scatterAxis(values: readonly number[], { whole, limit }: ScatterAxisOptions): ScatterAxis {
  if (limit === undefined && isHeavyTailed(values)) {
    const positive = values.filter((value) => value > 0);
    const low = Math.min(...positive) / 1.3;
    const high = Math.max(...positive) * 1.3;
    const zeroStrip = values.includes(0) ? ZERO_STRIP : null;
    const start = zeroStrip ?? 0;
    const span = Math.log(high / low);
    return {
      kind: 'log',
      zeroStrip,
      ticks: [...(zeroStrip === null ? [] : [0]), ...logTicks(low, high)],
      at: (value) => (value <= 0 ? start / 2 : start + (1 - start) * (Math.log(value / low) / span)),
    };
  }
  const scale = axisScale(values, { whole, steps: 5, ...(limit === undefined ? {} : { limit }) });
  return {
    kind: 'linear',
    zeroStrip: null,
    ticks: scale.ticks,
    at: (value) => (value - scale.min) / (scale.max - scale.min),
  };
}
