import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { axisScale } from '#charts/scale.ts';

describe('axis scale', () => {
  it('starts at 0 even where all values are high', () => {
    expect(axisScale([940, 980]).min).toBe(0);
  });

  it('has whole steps for counts', () => {
    expect(axisScale([1], { whole: true }).ticks).toEqual([0, 1]);
    expect(axisScale([3], { whole: true }).ticks).toEqual([0, 1, 2, 3]);
  });

  it('never leaves 0 to 100 % for shares', () => {
    expect(axisScale([0.97], { limit: 1 }).max).toBe(1);
    expect(axisScale([0.62], { limit: 1 }).max).toBeLessThanOrEqual(1);
  });

  it('is 0 to 1 where all values are 0, or none is known', () => {
    expect(axisScale([0, 0]).ticks).toEqual([0, 1]);
    expect(axisScale([]).ticks).toEqual([0, 1]);
  });

  it('holds every value, and 0, between ticks that are evenly apart', () => {
    const values = fc.array(fc.double({ min: -1e6, max: 1e7, noNaN: true }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(values, fc.integer({ min: 2, max: 6 }), (numbers, steps) => {
        const rounded = numbers.map((each) => Math.round(each * 100) / 100);
        const { min, max, ticks, step } = axisScale(rounded, { steps });
        expect(Math.min(0, ...rounded)).toBeGreaterThanOrEqual(min - step * 1e-6);
        expect(Math.max(0, ...rounded)).toBeLessThanOrEqual(max + step * 1e-6);
        expect(ticks).toContain(0);
        expect(ticks.length).toBeLessThanOrEqual(steps + 3);
      }),
    );
  });
});
