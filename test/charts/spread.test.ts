import { describe, expect, it } from 'vitest';
import {
  binText,
  describeSpread,
  type SpreadInput,
  spreadBars,
  spreadNote,
  spreadPosition,
  spreadSpec,
} from '#charts/spread/spec.ts';
import { LIGHT_THEME } from '#charts/theme.ts';
import { METRICS } from '#metrics/registry.ts';
import { CONTEXT, colourOf, dataOf, seriesById, textsOf, valuesOf } from './support/option.ts';

const spread: SpreadInput = {
  metric: METRICS.permits,
  spread: {
    bins: [
      { from: 0, to: 1, count: 4 },
      { from: 1, to: 2, count: 0 },
      { from: 2, to: 5, count: 3 },
      { from: 5, to: 10, count: 1 },
    ],
    negative: 0,
    zero: 6,
    n: 14,
    thin: 0,
    undefined_rate: 0,
    missing: 3,
    not_applicable: 0,
    not_filed: 1,
    median: 1,
    p25: 0,
    p75: 3.75,
    max: 9,
  },
};

describe('a spread of township reports', () => {
  it('has a bar for 0 apart from the bins above it', () => {
    const bars = spreadBars(spread);
    expect(bars.map(({ kind, count }) => [kind, count])).toEqual([
      ['zero', 6],
      ['bin', 4],
      ['bin', 0],
      ['bin', 3],
      ['bin', 1],
    ]);
    expect((bars[1]?.at ?? 0) - (bars[0]?.at ?? 0)).toBeGreaterThan(1);
  });

  it('counts reports, and leaves those without the figure out of every bar', () => {
    const heights = valuesOf(seriesById(spreadSpec(spread, CONTEXT), 'bars')).map((value) =>
      Array.isArray(value) ? Number(value[1]) : Number.NaN,
    );
    expect(heights.reduce((sum, each) => sum + each, 0)).toBe(14);
    expect(spreadNote(spread, 'zh')).toBe('14 份年报；未计入：3 份空白或未能读取、1 份未收录');
  });

  it('names bins by the counts they hold', () => {
    const names = spreadBars(spread).map((bar) => binText(bar, METRICS.permits, 'zh'));
    expect(names).toEqual(['0', '1', '2', '3–5', '6–10']);
  });

  it('names bins of shares by their limits', () => {
    const bin = { kind: 'bin', bin: { from: 0.1, to: 0.2, count: 2 } } as const;
    expect(binText(bin, METRICS.disclosure_rate, 'zh')).toBe('10–20%');
  });

  it('puts a whole number in the middle of its own place', () => {
    const bars = spreadBars(spread);
    expect(spreadPosition(0, bars, true)).toBe(0.5);
    expect(spreadPosition(1, bars, true)).toBe((bars[1]?.at ?? 0) + 0.5);
    // Of 3, 4 and 5 the 4 is the middle.
    expect(spreadPosition(4, bars, true)).toBe((bars[3]?.at ?? 0) + 0.5);
  });

  it('puts the end of a bin into the bin below the next', () => {
    const own = { name: '甲镇', value: 5 };
    const items = dataOf(seriesById(spreadSpec({ ...spread, own }, CONTEXT), 'bars'));
    expect(items.map((item) => colourOf(item) === LIGHT_THEME.accent)).toEqual([
      false,
      false,
      false,
      true,
      false,
    ]);
  });

  it('names the own place, the median and the middle half with their values', () => {
    const texts = textsOf(spreadSpec({ ...spread, own: { name: '甲镇', value: 5 } }, CONTEXT));
    expect(texts).toEqual(expect.arrayContaining(['甲镇 5 件', '中位数 1', '中间一半 0–3.75']));
    expect(describeSpread(spread, 'en')).toContain('median 1 case');
  });

  it('does not speak of the middle half of a handful of reports', () => {
    const few = { ...spread, spread: { ...spread.spread, n: 5 } };
    expect(textsOf(spreadSpec(few, CONTEXT)).some((text) => text.startsWith('中间一半'))).toBe(false);
  });
});
