import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { quantile } from '#charts/quantile.ts';
import { describeStrip, isSkewed, type StripInput, stripQuantiles, stripSpec } from '#charts/strip/spec.ts';
import { LIGHT_THEME } from '#charts/theme.ts';
import { METRICS } from '#metrics/registry.ts';
import { CONTEXT, colourOf, dataOf, points, seriesById, textsOf } from './support/option.ts';
import { rate, row } from './support/rows.ts';

const regions = ['甲镇', '乙镇', '丙乡', '丁乡', '戊乡'].map((name, index) => ({
  code: `13062320${index}`,
  name,
}));
const code = (index: number) => regions[index]?.code ?? '';

function strip(values: readonly (number | null)[], given: Partial<StripInput> = {}): StripInput {
  return {
    metric: METRICS.permits,
    regions,
    rows: values.map((value, index) => row(value, { region_code: code(index) })),
    own: code(0),
    ...given,
  };
}

describe('a strip of peers', () => {
  it('has a dot for a zero and none for a missing value', () => {
    const option = stripSpec(strip([5, 0, null, 9]), CONTEXT);
    const drawn = dataOf(seriesById(option, 'peers')).map((item) => item['name']);
    expect(new Set(drawn)).toEqual(new Set([code(0), code(1), code(3)]));
    expect(textsOf(option)).toContain('2 个没有数值');
  });

  it('takes median and quarters from the values there are', () => {
    expect(stripQuantiles(strip([8, 0, null, 4, 2]))).toEqual({ n: 4, p25: 1.5, median: 3, p75: 5 });
  });

  it('names the own value, or why it is not there', () => {
    expect(textsOf(stripSpec(strip([5, 0, 3]), CONTEXT))).toContain('甲镇 5 件');
    expect(textsOf(stripSpec(strip([null, 0, 3]), CONTEXT))).toContain('甲镇：没有收录这一年的年报');
    expect(describeStrip(strip([null, 0, 3]), 'zh')).toContain(
      '甲镇：没有收录这一年的年报；2 个可比地区的中位数 1.5 件',
    );
  });

  it('draws rates on too few cases hollow and leaves them out of the median', () => {
    const cases = [
      [6, 12],
      [3, 10],
      [1, 1],
    ] as const;
    const rows = cases.map(([part, whole], index) =>
      rate('disclosure_rate', part, whole, { region_code: code(index) }),
    );
    const input = strip([], { metric: METRICS.disclosure_rate, rows });
    expect(stripQuantiles(input).median).toBeCloseTo(0.4);
    const thin = dataOf(seriesById(stripSpec(input, CONTEXT), 'peers')).find(
      (item) => item['name'] === code(2),
    );
    expect(colourOf(thin)).toBe(LIGHT_THEME.paper);
    expect(points(stripSpec(input, CONTEXT)).find(({ title }) => title === '丙乡')?.lines[0]?.note).toBe(
      '1/1',
    );
  });

  it('steps by tens only where one value would push all others to the edge, and says so', () => {
    expect(isSkewed([0, 1, 2, 5, 9], true)).toBe(false);
    expect(isSkewed([0, 1, 2, 5, 40_000], true)).toBe(true);
    expect(
      textsOf(stripSpec(strip([0, 1, 2, 5, 400_000]), CONTEXT)).some((text) =>
        text.includes('横轴逐级放大十倍'),
      ),
    ).toBe(true);
  });
});

describe('a quantile', () => {
  it('lies between two values in proportion', () => {
    expect(quantile([1, 2, 3, 10], 0.5)).toBe(2.5);
    expect(quantile([1, 2, 3, 10], 0.25)).toBe(1.75);
    expect(quantile([], 0.5)).toBeNull();
  });

  it('is never beyond the least and the greatest', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -1_000, max: 1_000 }), { minLength: 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, share) => {
          const sorted = [...values].sort((a, b) => a - b);
          const result = quantile(sorted, share) ?? Number.NaN;
          expect(result).toBeGreaterThanOrEqual(sorted[0] ?? 0);
          expect(result).toBeLessThanOrEqual(sorted.at(-1) ?? 0);
        },
      ),
    );
  });
});
