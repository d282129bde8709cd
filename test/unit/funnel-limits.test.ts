import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { casesBetween, controlLimits, funnelZone } from '#charts/funnel/limits.ts';

/** Probability of a count, by Pascal's triangle: nothing of it is shared with the code under test. */
function bruteForce(cases: number, rate: number): readonly number[] {
  let row = [1];
  for (let n = 0; n < cases; n += 1) {
    row = Array.from(
      { length: n + 2 },
      (_, count) => (row[count] ?? 0) * (1 - rate) + (row[count - 1] ?? 0) * rate,
    );
  }
  return row;
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe('control limits', () => {
  it('ten cases at a rate of one half, worked out by hand', () => {
    // P(R = 0..3) = 1, 10, 45, 120 of 1024. 2.5 % is 25.6 of 1024: reached at 2 (56), (56 - 25.6) / 45 = 0.6756 back.
    // 0.1 % is 1.024 of 1024: reached at 1 (11), (11 - 1.024) / 10 = 0.9976 back.
    const limits = controlLimits(10, 0.5);
    expect(limits?.inner.low).toBeCloseTo((2 - 30.4 / 45) / 10, 12);
    expect(limits?.inner.high).toBeCloseTo((8 + 30.4 / 45) / 10, 12);
    expect(limits?.outer.low).toBeCloseTo((1 - 0.9976) / 10, 12);
    expect(limits?.outer.high).toBeCloseTo((9 + 0.9976) / 10, 12);
  });

  it('three of ten at a rate of 10 % is no outlier: its tail is 7 %', () => {
    expect(sum(bruteForce(10, 0.1).slice(3))).toBeCloseTo(0.0702, 4);
    expect(funnelZone(3, 10, 0.1)).toBe('inside');
    // P(R >= 4) = 1.28 %, P(R >= 6) = 0.015 %
    expect(funnelZone(4, 10, 0.1)).toBe('beyond-inner');
    expect(funnelZone(6, 10, 0.1)).toBe('beyond-outer');
  });

  it('one case corrected of one is never an outlier at a rate of 10 %', () => {
    expect(funnelZone(1, 1, 0.1)).toBe('inside');
  });

  const cases = fc.integer({ min: 1, max: 120 });
  const rate = fc.double({ min: 0.001, max: 0.999, noNaN: true });

  it('lie between the count below which, and the one up to which, the tail is small enough', () => {
    fc.assert(
      fc.property(cases, rate, (n, theta) => {
        const probabilities = bruteForce(n, theta);
        const limits = controlLimits(n, theta);
        for (const [pair, tail] of [
          ['inner', 0.025],
          ['outer', 0.001],
        ] as const) {
          const least = probabilities.findIndex((_, count) => sum(probabilities.slice(0, count + 1)) >= tail);
          const most = probabilities.findLastIndex((_, count) => sum(probabilities.slice(count)) >= tail);
          const { low = Number.NaN, high = Number.NaN } = limits?.[pair] ?? {};
          // Brute force adds in another order: a tail that equals the level may fall to either side.
          expect(low * n).toBeGreaterThan(least - 1 - 1e-6);
          expect(low * n).toBeLessThanOrEqual(least + 1e-6);
          expect(high * n).toBeGreaterThanOrEqual(most - 1e-6);
          expect(high * n).toBeLessThan(most + 1 + 1e-6);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('put a count outside exactly when its tail is smaller than the level', () => {
    fc.assert(
      fc.property(cases, rate, fc.double({ min: 0, max: 1, noNaN: true }), (n, theta, at) => {
        const count = Math.round(at * n);
        const probabilities = bruteForce(n, theta);
        const tail = Math.min(sum(probabilities.slice(0, count + 1)), sum(probabilities.slice(count)));
        fc.pre([0.025, 0.001].every((level) => Math.abs(tail - level) > 1e-9));
        expect(funnelZone(count, n, theta)).toBe(
          tail < 0.001 ? 'beyond-outer' : tail < 0.025 ? 'beyond-inner' : 'inside',
        );
      }),
      { numRuns: 500 },
    );
  });

  it('mirror each other: corrected at a rate, not corrected at the rest', () => {
    fc.assert(
      fc.property(cases, rate, (n, theta) => {
        const one = controlLimits(n, theta);
        const other = controlLimits(n, 1 - theta);
        expect(one?.inner.high).toBeCloseTo(1 - (other?.inner.low ?? Number.NaN), 9);
        expect(one?.outer.low).toBeCloseTo(1 - (other?.outer.high ?? Number.NaN), 9);
      }),
    );
  });

  it('come near the normal approximation for very many cases', () => {
    const limits = controlLimits(50_000, 0.2);
    const error = Math.sqrt((0.2 * 0.8) / 50_000);
    expect(limits?.inner.low).toBeCloseTo(0.2 - 1.96 * error, 4);
    expect(limits?.outer.high).toBeCloseTo(0.2 + 3.0902 * error, 4);
  });

  it('a rate of 0 or of 1 has none, and no cases have none', () => {
    expect([controlLimits(10, 0), controlLimits(10, 1), controlLimits(0, 0.5)]).toEqual([null, null, null]);
    expect(funnelZone(0, 10, 0)).toBe('inside');
  });
});

describe('the cases a limit is drawn at', () => {
  it('rise without a repeat from the first to the last', () => {
    const cases = casesBetween(1, 5_000);
    expect([cases[0], cases.at(-1)]).toEqual([1, 5_000]);
    expect(cases.every((each, index) => index === 0 || each > (cases[index - 1] ?? 0))).toBe(true);
    expect(cases.length).toBeLessThan(300);
  });

  it('are one where first and last are', () => {
    expect(casesBetween(3, 3)).toEqual([3]);
  });
});
