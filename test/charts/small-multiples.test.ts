import { describe, expect, it } from 'vitest';
import {
  columnsFor,
  describeSmallMultiples,
  type SmallMultiplesInput,
  smallMultiplesSpec,
} from '#charts/small-multiples/spec.ts';
import { METRICS } from '#metrics/registry.ts';
import { CONTEXT, points, textsOf } from './support/option.ts';
import { FORMS_2019_TO_2025, yearly } from './support/rows.ts';

function multiples(sharedScale: boolean): SmallMultiplesInput {
  return {
    sharedScale,
    panels: [
      ['甲镇', [1, 2, 3]],
      ['乙镇', [100, null, 300]],
    ].map(([title, values]) => ({
      title: String(title),
      metric: METRICS.permits,
      years: { from: 2019, to: 2021 },
      forms: FORMS_2019_TO_2025,
      series: [{ name: '', rows: yearly(2019, values as (number | null)[]) }],
    })),
  };
}

function tops(input: SmallMultiplesInput): readonly unknown[] {
  const { yAxis } = smallMultiplesSpec(input, CONTEXT);
  return (Array.isArray(yAxis) ? yAxis : [yAxis]).map((axis) => axis?.max);
}

describe('small multiples', () => {
  it('stand in one to four columns, never more than there are panels', () => {
    expect([328, 640, 900, 1_100].map((width) => columnsFor(width, 12))).toEqual([1, 2, 3, 4]);
    expect(columnsFor(1_100, 2)).toBe(2);
  });

  it('share one scale where asked, else have each its own', () => {
    expect(new Set(tops(multiples(true))).size).toBe(1);
    expect(new Set(tops(multiples(false))).size).toBe(2);
  });

  it('name the panel with each point', () => {
    const said = points(smallMultiplesSpec(multiples(true), CONTEXT));
    expect(said.map(({ title }) => title)).toContain('乙镇，2020 年');
    expect(said.find(({ title }) => title === '乙镇，2020 年')?.lines[0]?.value).toBe('—');
  });

  it('say the break between forms once', () => {
    const texts = textsOf(smallMultiplesSpec(multiples(true), CONTEXT));
    expect(texts.filter((text) => text === '2021 年起用新表式')).toHaveLength(1);
  });

  it('are described panel by panel', () => {
    expect(describeSmallMultiples(multiples(true), 'zh')).toBe(
      '2 幅小图，2019–2021 年，纵轴刻度相同。甲镇：2019 年 1 件，2021 年 3 件；乙镇：2019 年 100 件，2021 年 300 件，1 年无数值。',
    );
  });
});
