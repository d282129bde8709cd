import { describe, expect, it } from 'vitest';
import { LIGHT_THEME } from '#charts/theme.ts';
import { formBreaks } from '#charts/trend/form-breaks.ts';
import { intervalsOf, spreadApart } from '#charts/trend/panel.ts';
import { describeTrend, type TrendInput, trendSpec } from '#charts/trend/spec.ts';
import { METRICS } from '#metrics/registry.ts';
import {
  allSeries,
  CONTEXT,
  colourOf,
  dataOf,
  points,
  seriesById,
  textsOf,
  valuesOf,
} from './support/option.ts';
import { forms, rate, row, yearly } from './support/rows.ts';

const years = { from: 2019, to: 2023 };

function trend(values: readonly (number | null)[], given: Partial<TrendInput> = {}): TrendInput {
  return {
    metric: METRICS.permits,
    years,
    forms: [],
    series: [{ name: '甲镇', rows: yearly(2019, values) }],
    ...given,
  };
}

function lines(input: TrendInput) {
  return allSeries(trendSpec(input, CONTEXT)).filter((each) => each['type'] === 'line');
}

describe('a trend', () => {
  it('has a gap, not a zero, in a year without data', () => {
    const [line] = lines(trend([4, null, 0, 2, 5]));
    expect(valuesOf(line ?? {})).toEqual([
      [2019, 4],
      [2020, null],
      [2021, 0],
      [2022, 2],
      [2023, 5],
    ]);
    expect(line?.['connectNulls']).toBe(false);
  });

  it('has a gap in a year for which no row came at all', () => {
    const [line] = lines(trend([], { series: [{ name: '甲镇', rows: [row(7, { year: 2021 })] }] }));
    expect(valuesOf(line ?? {})).toEqual([
      [2019, null],
      [2020, null],
      [2021, 7],
      [2022, null],
      [2023, null],
    ]);
  });

  it('shows single points that no line passes through', () => {
    const [line] = lines(trend([null, 3, null, null, null]));
    expect(line?.['showSymbol']).toBe(true);
  });

  it('marks the years without data on the axis', () => {
    const texts = textsOf(trendSpec(trend([4, null, 0, null, 5]), CONTEXT));
    expect(texts.filter((text) => text === '无数据')).toHaveLength(2);
  });

  it('starts at 0', () => {
    expect(trendSpec(trend([940, 950, 960, 970, 980]), CONTEXT).yAxis).toMatchObject({ min: 0 });
  });

  it('draws points that rest on prose hollow', () => {
    const rows = [row(4, { year: 2019 }), row(31, { year: 2020, from_prose: 1 })];
    const [line] = lines(trend([], { series: [{ name: '甲镇', rows }] }));
    expect(
      dataOf(line ?? {})
        .slice(0, 2)
        .map(colourOf),
    ).toEqual([LIGHT_THEME.accent, LIGHT_THEME.paper]);
  });
});

describe('the break between forms', () => {
  it('lies between the years whose majority form differs, not at 2021', () => {
    const late = forms({ 2019: [3, 0], 2020: [3, 0], 2021: [2, 1], 2022: [1, 2], 2023: [0, 3] });
    expect(formBreaks(late)).toEqual([{ year: 2022, form: '2021' }]);
  });

  it('is not drawn where no form is known', () => {
    expect(formBreaks(forms({}, { 2019: 4, 2020: 4, 2021: 4, 2022: 4 }))).toEqual([]);
  });

  it('is found across a year without a majority', () => {
    expect(formBreaks(forms({ 2020: [2, 0], 2021: [1, 1], 2022: [0, 2] }))).toEqual([
      { year: 2022, form: '2021' },
    ]);
  });

  it('is also the return to the old form', () => {
    const back = forms({ 2020: [1, 0], 2021: [0, 1], 2022: [1, 0] });
    expect(formBreaks(back).map(({ form }) => form)).toEqual(['2021', '2019']);
    expect(textsOf(trendSpec(trend([1, 2, 3, 4, 5], { forms: back }), CONTEXT))).toContain(
      '2022 年起又用旧表式',
    );
  });

  it('cuts the line and says so', () => {
    const input = trend([1, 2, 3, 4, 5], { forms: forms({ 2020: [1, 0], 2021: [0, 1] }) });
    expect(lines(input).map(valuesOf)).toEqual([
      [
        [2019, 1],
        [2020, 2],
      ],
      [
        [2021, 3],
        [2022, 4],
        [2023, 5],
      ],
    ]);
    expect(textsOf(trendSpec(input, CONTEXT))).toContain('2021 年起用新表式');
    expect(describeTrend(input, 'zh')).toContain('2021 年起用新表式，前后不连线');
  });
});

describe('a metric of one form only', () => {
  const fees = trend([null, null, 12.5, null, 3], {
    metric: METRICS.fees,
    forms: forms({ 2019: [2, 0], 2020: [2, 0], 2021: [0, 2], 2022: [0, 2], 2023: [0, 2] }),
  });

  it('shows the years on the other form as not on the form, and others as without data', () => {
    const texts = textsOf(trendSpec(fees, CONTEXT));
    expect(texts.filter((text) => text === '表中无此项')).toHaveLength(1);
    expect(texts.filter((text) => text === '无数据')).toHaveLength(1);
  });

  it('is not called absent from the form where only the year would suggest it', () => {
    expect(textsOf(trendSpec({ ...fees, forms: [] }, CONTEXT))).not.toContain('表中无此项');
  });
});

describe('what a year says', () => {
  it('is the value with its coverage, or the reason why there is none', () => {
    const rows = [
      row(40, { year: 2019, stated: 12, expected: 18, filed: 14, from_prose: 3 }),
      row(null, { year: 2020, filed: 2, not_applicable: 2 }),
      row(null, { year: 2021, filed: 2 }),
      row(null, { year: 2022, stated: 3, filed: 3 }),
    ];
    const said = points(trendSpec(trend([], { series: [{ name: '甲县', rows }] }), CONTEXT)).map(
      ({ lines: [line] }) => [line?.value, line?.note],
    );
    expect(said).toEqual([
      ['40 件', '基于 12/18 份年报（其中 3 份取自正文）'],
      ['—', '所用表式没有这一项'],
      ['—', '年报中空白，或未能读取'],
      ['—', '分母为零，无法计算'],
      ['—', '没有收录这一年的年报'],
    ]);
  });

  it('leads to the year when chosen', () => {
    expect(points(trendSpec(trend([1, 2, 3, 4, 5]), CONTEXT)).map(({ target }) => target?.year)).toEqual([
      2019, 2020, 2021, 2022, 2023,
    ]);
  });

  it('is said by the description too, missing years by name', () => {
    expect(describeTrend(trend([4, null, 0, null, 5]), 'zh')).toBe(
      '行政许可，2019–2023 年。甲镇：2019 年 4 件，2021 年 0 件，2023 年 5 件，2020、2022 年无数据。',
    );
    expect(describeTrend(trend([4, null, 0, null, 5]), 'en')).toContain('no data for 2020, 2022');
  });
});

describe('labels at line ends', () => {
  it('are moved apart and stay inside', () => {
    const placed = spreadApart([50, 52, 51, 98], 15, 0, 100);
    const sorted = [...placed].sort((a, b) => a - b);
    for (let k = 1; k < sorted.length; k += 1) {
      expect((sorted[k] ?? 0) - (sorted[k - 1] ?? 0)).toBeGreaterThanOrEqual(15);
    }
    expect(Math.max(...placed)).toBeLessThanOrEqual(100);
  });

  it('name every series', () => {
    const input = trend([], {
      series: [
        { name: '甲镇', rows: yearly(2019, [1, 2, 3, 4, 5]) },
        { name: '全县中位数', role: 'context', rows: yearly(2019, [2, 2, 2, 2, 2]) },
      ],
    });
    const texts = textsOf(trendSpec(input, CONTEXT));
    expect(texts).toContain('甲镇 5');
    expect(texts).toContain('全县中位数 2');
    expect(seriesById(trendSpec(input, CONTEXT), 'line-0-1-0')['lineStyle']).toMatchObject({
      color: LIGHT_THEME.context,
    });
  });
});

describe('the trend of a rate', () => {
  /** 0 of 3, 1 of 5 and, after a year without a report, 3 of 3. */
  const rows = [
    rate('petition_share', 0, 3, { year: 2019 }),
    rate('petition_share', 1, 5, { year: 2020 }),
    rate('petition_share', 3, 3, { year: 2022 }),
  ];
  const input = trend([], { metric: METRICS.petition_share, series: [{ name: '甲镇', rows }] });

  it('has the Wilson 95% interval of each year that has a value', () => {
    // Newcombe 1998, method 3: 0 of 3 up to 0.5615, 1 of 5 from 0.0362 to 0.6245, 3 of 3 from 0.4385.
    const rounded = intervalsOf(input).map(({ year, low, high }) => [
      year,
      Number(low.toFixed(4)),
      Number(high.toFixed(4)),
    ]);
    expect(rounded).toEqual([
      [2019, 0, 0.5615],
      [2020, 0.0362, 0.6245],
      [2022, 0.4385, 1],
    ]);
  });

  it('draws one band for successive years and a bar for a year by itself', () => {
    const bands = dataOf(seriesById(trendSpec(input, CONTEXT), 'under'))
      .map(({ shape }) => shape as { readonly type: string; readonly shape: { readonly points: unknown[] } })
      .filter(({ type }) => type === 'polygon');
    expect(bands.map(({ shape }) => shape.points.length)).toEqual([4, 4]);
    expect(textsOf(trendSpec(input, CONTEXT))).toContain('色带：95% 区间');
  });

  it('cuts the band where the form changes', () => {
    const cut = { ...input, forms: forms({ 2019: [9, 0], 2020: [0, 9], 2021: [0, 9], 2022: [0, 9] }) };
    const bands = dataOf(seriesById(trendSpec(cut, CONTEXT), 'under')).filter(
      ({ shape }) => (shape as { readonly type: string }).type === 'polygon',
    );
    expect(bands).toHaveLength(3);
  });

  it('says the interval with the value, and that there is a band', () => {
    const [first] = points(trendSpec(input, CONTEXT));
    expect(first?.lines[0]?.note).toBe('0/3；95% 区间 0%–56.1%');
    expect(describeTrend(input, 'zh')).toContain('色带是 95% 区间');
  });

  it('leaves room for the interval on the axis', () => {
    expect(trendSpec(input, CONTEXT).yAxis).toMatchObject({ min: 0, max: 1 });
  });

  it('has no band over several places, nor for counts', () => {
    const two = { ...input, series: [...input.series, { name: '乙镇', rows }] };
    expect(intervalsOf(two)).toEqual([]);
    expect(intervalsOf(trend([4, 5, 6, 7, 8]))).toEqual([]);
  });
});
