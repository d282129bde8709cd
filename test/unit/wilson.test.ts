import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wilsonInterval } from '#charts/wilson.ts';

describe('Wilson interval', () => {
  // Newcombe, Two-sided confidence intervals for the single proportion, Statistics in Medicine 17 (1998), table I, method 3.
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i in %i is the published one', (part, whole, low, high) => {
    const interval = wilsonInterval(part, whole);
    expect(interval?.low).toBeCloseTo(low, 4);
    expect(interval?.high).toBeCloseTo(high, 4);
  });

  it('of nothing is not known', () => {
    expect(wilsonInterval(0, 0)).toBeNull();
  });

  it.each([
    [3, 2],
    [-1, 5],
    [Number.NaN, 5],
    [1, Number.NaN],
    [1, Number.POSITIVE_INFINITY],
  ])('of %d in %d is not a proportion', (part, whole) => {
    expect(wilsonInterval(part, whole)).toBeNull();
  });

  it('ends exactly at 0 and at 1 where all or none are counted', () => {
    expect(wilsonInterval(0, 7)?.low).toBe(0);
    expect(wilsonInterval(7, 7)?.high).toBe(1);
  });

  const proportion = fc
    .tuple(fc.integer({ min: 1, max: 1_000_000 }), fc.double({ min: 0, max: 1, noNaN: true }))
    .map(([whole, share]) => ({ part: Math.round(share * whole), whole }));

  it('holds the proportion and stays within 0 and 1', () => {
    fc.assert(
      fc.property(proportion, ({ part, whole }) => {
        const { low, high } = wilsonInterval(part, whole) ?? { low: 2, high: -1 };
        expect(low).toBeGreaterThanOrEqual(0);
        expect(high).toBeLessThanOrEqual(1);
        expect(low).toBeLessThanOrEqual(part / whole);
        expect(high).toBeGreaterThanOrEqual(part / whole);
      }),
    );
  });

  it('of the rest mirrors that of the part', () => {
    fc.assert(
      fc.property(proportion, ({ part, whole }) => {
        const one = wilsonInterval(part, whole);
        const rest = wilsonInterval(whole - part, whole);
        expect(one?.low).toBeCloseTo(1 - (rest?.high ?? 0), 9);
      }),
    );
  });

  it('narrows as the same share rests on more cases', () => {
    const widths = [4, 40, 400].map((whole) => {
      const { low, high } = wilsonInterval(whole / 4, whole) ?? { low: 0, high: 0 };
      return high - low;
    });
    expect(widths).toEqual([...widths].sort((a, b) => b - a));
  });
});
