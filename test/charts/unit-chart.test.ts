import { describe, expect, it } from 'vitest';
import { describeUnitChart, fitsUnitChart, MOST_UNITS, unitChartSpec } from '#charts/unit-chart/spec.ts';
import { CONTEXT, dataOf, seriesById, textsOf } from './support/option.ts';

const input = {
  title: '办理结果',
  groups: [
    { id: 'granted', name: '予以公开', count: 3 },
    { id: 'refused', name: '不予公开', count: 0 },
    { id: 'unable', name: '无法提供', count: null },
  ],
};

describe('a unit chart', () => {
  it('draws one square for each case', () => {
    const squares = dataOf(seriesById(unitChartSpec(input, CONTEXT), 'units'));
    expect(squares.map((item) => item['name'])).toEqual(['granted', 'granted', 'granted']);
  });

  it('writes 0 for none and "—" with the reason for unknown', () => {
    const texts = textsOf(unitChartSpec(input, CONTEXT));
    expect(texts).toContain('0');
    expect(texts).toContain('—');
    expect(texts).toContain('年报中空白，或未能读取');
    expect(describeUnitChart(input, 'zh')).toBe('办理结果：予以公开 3，不予公开 0，无法提供无数据。');
  });

  it('is for what can be counted by eye', () => {
    const of = (count: number) => ({ title: '', groups: [{ id: 'a', name: '', count }] });
    expect(fitsUnitChart(of(MOST_UNITS))).toBe(true);
    expect(fitsUnitChart(of(MOST_UNITS + 1))).toBe(false);
  });
});
