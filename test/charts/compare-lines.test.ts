import { describe, expect, it } from 'vitest';
import {
  type CompareLinesInput,
  compareLinesSpec,
  describeCompareLines,
} from '#charts/compare-lines/spec.ts';
import { METRICS } from '#metrics/registry.ts';
import { allSeries, CONTEXT, points, textsOf } from './support/option.ts';
import { yearly } from './support/rows.ts';

const years = { from: 2021, to: 2023 };
const focus = { name: '甲镇', rows: yearly(2021, [3, null, 8]) };
const others = [
  { name: '乙镇', rows: yearly(2021, [30, 35, 40]), role: 'context' as const },
  { name: '丙镇', rows: yearly(2021, [30, 35, 39.9]), role: 'context' as const },
];

const lines = (given: Partial<CompareLinesInput['panels'][number]> = {}): CompareLinesInput => ({
  panels: [
    { metric: METRICS.permits, title: '行政许可', years, forms: [], series: [focus, ...others], ...given },
  ],
});

describe('lines of several regions', () => {
  it('names the focus with its last value, and the others where their names do not touch', () => {
    const texts = textsOf(compareLinesSpec(lines(), CONTEXT));
    expect(texts).toContain('甲镇 8');
    expect(texts.filter((text) => text === '乙镇' || text === '丙镇')).toEqual(['乙镇']);
  });

  it('a year without a report is a gap in the line', () => {
    const drawn = allSeries(compareLinesSpec(lines(), CONTEXT)).find((each) => each['name'] === '甲镇');
    expect(drawn?.['data']).toMatchObject([
      { value: [2021, 3] },
      { value: [2022, null] },
      { value: [2023, 8] },
    ]);
  });

  it('a group is its median and middle half, on a scale that holds them', () => {
    const option = compareLinesSpec(
      lines({ series: [focus], bands: [{ year: 2023, p25: 10, median: 40, p75: 90, n: 25 }] }),
      CONTEXT,
    );
    const [axis] = [option.yAxis].flat();
    expect(axis).toMatchObject({ min: 0 });
    expect((axis as { max: number }).max).toBeGreaterThanOrEqual(90);
    const last = points(option).at(-1);
    expect(last?.lines.at(-2)).toEqual({ label: '中位数', value: '40 件', note: '25 个有数值的乡镇街道' });
    expect(last?.lines.at(-1)).toEqual({ label: '中间一半', value: '10 件–90 件' });
  });

  it('a year without a band says nothing of the group', () => {
    const option = compareLinesSpec(
      lines({ series: [focus], bands: [{ year: 2023, p25: 10, median: 40, p75: 90, n: 25 }] }),
      CONTEXT,
    );
    expect(points(option)[0]?.lines).toHaveLength(1);
  });

  it('reads as sentences', () => {
    expect(describeCompareLines(lines(), 'zh')).toBe(
      '1 幅小图，2021–2023 年，纵轴刻度各自不同。行政许可：甲镇 2021 年 3 件，2023 年 8 件；2023 年另有 2 个，39.9 件–40 件。',
    );
  });
});
