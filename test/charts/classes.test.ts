import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { classOf, niceBreaks, valueClasses } from '#charts/classes.ts';

const counts = { steps: 5, whole: true };
const shares = { steps: 4, whole: false };

describe('limits between classes', () => {
  it('are round numbers that come near to equal groups', () => {
    // Fifths of these ten would be at the 3rd, 5th, 7th and 9th value.
    const values = [1, 3, 8, 40, 77, 130, 260, 900, 4_100, 20_500];
    expect(niceBreaks(values, counts)).toEqual([5, 50, 200, 1_000]);
  });

  it('of shares are even steps', () => {
    // Steps of 5 %: two values below 40 %, four below 45 %, five below 50 % (six would be a quarter more).
    expect(niceBreaks([0.31, 0.36, 0.42, 0.44, 0.48, 0.55, 0.58, 0.63], shares)).toEqual([0.4, 0.45, 0.5]);
  });

  it('do not split values that are all the same', () => {
    expect(niceBreaks([7, 7, 7], counts)).toEqual([]);
  });

  it('pass over missing numbers: none in, none out', () => {
    expect(niceBreaks([], counts)).toEqual([]);
  });
});

describe('classes', () => {
  it('put 0 apart from what is above it', () => {
    const classes = valueClasses([0, 0, 1, 2, 5], counts);
    expect(classes[0]).toEqual({ from: 0, to: 0 });
    expect(classOf(0, classes)).toBe(0);
    expect(classOf(1, classes)).toBe(1);
  });

  it('have no class for 0 where there is no 0', () => {
    expect(valueClasses([3, 9, 12], counts).some(({ from, to }) => from === 0 && to === 0)).toBe(false);
  });

  it('mirror those above 0 below it', () => {
    const classes = valueClasses([-30, -8, -3, 0, 1, 2, 4, 12, 16, 55], counts);
    const middle = classes.findIndex(({ from, to }) => from === 0 && to === 0);
    const above = classes.slice(middle + 1);
    const below = classes.slice(0, middle);
    expect(below.map(({ from, to }) => [-to + 0, -from]).reverse()).toEqual(
      above.map(({ from, to }) => [from, to]),
    );
  });

  it('keep a limit with the class further from 0', () => {
    const classes = valueClasses([-100, -10, -1, 1, 10, 100], { steps: 2, whole: true });
    const limit = classes.find(({ from, to }) => from > 0 && to === Number.POSITIVE_INFINITY)?.from ?? 0;
    expect(classOf(limit, classes)).toBe(classes.length - 1);
    expect(classOf(-limit, classes)).toBe(0);
  });

  it('hold every value exactly once, whatever the values', () => {
    const numbers = fc.array(fc.oneof(fc.integer({ min: -2_000, max: 5_000_000 }), fc.constant(0)), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(numbers, fc.integer({ min: 2, max: 5 }), (values, steps) => {
        const classes = valueClasses(values, { steps, whole: true });
        for (const value of values) {
          const holding = classes.filter((_, index) => classOf(value, classes) === index);
          expect(holding).toHaveLength(1);
        }
        const rising = classes.map(({ from }) => from);
        expect(rising).toEqual([...rising].sort((a, b) => a - b));
      }),
    );
  });

  it('above 0 are never empty', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 2, maxLength: 80 }),
        (values) => {
          const classes = valueClasses(values, counts);
          const used = new Set(values.map((value) => classOf(value, classes)));
          expect(used.size).toBe(classes.length);
        },
      ),
    );
  });
});
