import { describe, expect, it } from 'vitest';
import { rankRegions } from '#charts/ranked-bars/groups.ts';
import {
  describeRankedBars,
  MOST_ROWS,
  type RankedBarsInput,
  rankedBarsSpec,
} from '#charts/ranked-bars/spec.ts';
import { LIGHT_THEME } from '#charts/theme.ts';
import { METRICS } from '#metrics/registry.ts';
import { CONTEXT, colourOf, dataOf, points, seriesById, textsOf, valuesOf } from './support/option.ts';
import { rate, row } from './support/rows.ts';

const regions = ['甲镇', '乙镇', '丙乡', '丁乡', '戊乡'].map((name, index) => ({
  code: `13062320${index}`,
  name,
}));

function counts(
  values: readonly (number | null | undefined)[],
  given: Partial<RankedBarsInput> = {},
): RankedBarsInput {
  return {
    metric: METRICS.permits,
    regions,
    rows: values.flatMap((value, index) =>
      value === undefined ? [] : [row(value, { region_code: regions[index]?.code ?? '', filed: 1 })],
    ),
    ...given,
  };
}

describe('a ranking of counts', () => {
  it('puts the highest first and a zero last, above what is missing', () => {
    const { bands, missing } = rankRegions(counts([3, 0, 41, null]));
    expect(bands[0]?.regions.map(({ name }) => name)).toEqual(['丙乡', '甲镇', '乙镇']);
    expect(missing.map(({ name, absence }) => [name, absence])).toEqual([
      ['丁乡', 'blank'],
      ['戊乡', 'not-filed'],
    ]);
  });

  it('draws no bar for a missing value and labels a zero "0"', () => {
    const option = rankedBarsSpec(counts([3, 0, null]), CONTEXT);
    expect(valuesOf(seriesById(option, 'values')).filter((value) => value !== null)).toEqual([3, 0]);
    const texts = textsOf(option);
    expect(texts.filter((text) => text === '0')).toHaveLength(1);
    expect(texts.filter((text) => text === '—')).toHaveLength(3);
    expect(texts).toContain('年报中空白，或未能读取');
    expect(texts).toContain('没有收录这一年的年报');
  });

  it('keeps what cannot apply apart from what is missing', () => {
    const rows = [row(null, { region_code: regions[0]?.code ?? '', filed: 2, not_applicable: 2 })];
    const { missing, notApplicable } = rankRegions(counts([], { rows }));
    expect(notApplicable.map(({ name }) => name)).toEqual(['甲镇']);
    expect(missing).toHaveLength(4);
  });

  it('highlights one region and leaves the others grey', () => {
    const option = rankedBarsSpec(counts([3, 9, 41], { highlight: regions[1]?.code ?? '' }), CONTEXT);
    const accented = dataOf(seriesById(option, 'values')).filter(
      (item) => colourOf(item) === LIGHT_THEME.accent,
    );
    expect(accented.map((item) => item['value'])).toEqual([9]);
  });

  it('draws values below 0 to the left of 0', () => {
    const option = rankedBarsSpec(counts([4, -5, 0]), CONTEXT);
    expect(option.xAxis).toMatchObject({ min: -5, max: 4 });
  });
});

describe('a long ranking', () => {
  const many = Array.from({ length: 2_000 }, (_, index) => ({
    code: `${100_000 + index}`,
    name: `第${index}县`,
  }));
  const input: RankedBarsInput = {
    metric: METRICS.permits,
    regions: many,
    highlight: '101500',
    rows: many.slice(0, 1_900).map(({ code }, index) => row(5_000 - index, { region_code: code })),
  };

  it('draws the first 30 and the highlighted region, and counts the rest', () => {
    const option = rankedBarsSpec(input, CONTEXT);
    const drawn = dataOf(seriesById(option, 'values')).filter((item) => item['value'] !== null);
    expect(drawn).toHaveLength(31);
    expect(drawn.at(-1)?.['name']).toBe('101500');
    const texts = textsOf(option);
    expect(texts).toContain('另有 1,869 个地区未画出，见表格');
    expect(texts).toContain('100 个：没有收录这一年的年报');
  });

  it('of up to 35 regions is drawn whole', () => {
    const whole = { ...input, regions: many.slice(0, MOST_ROWS), rows: input.rows.slice(0, MOST_ROWS) };
    const drawn = valuesOf(seriesById(rankedBarsSpec(whole, CONTEXT), 'values')).filter(
      (value) => value !== null,
    );
    expect(drawn).toHaveLength(MOST_ROWS);
  });
});

describe('a comparison of rates', () => {
  // Parent: 40 %. 90 of 150 lies clearly above it (interval 52 % to 67 %), 9 of 60 clearly below (8 % to 26 %).
  const rates: RankedBarsInput = {
    metric: METRICS.disclosure_rate,
    regions,
    parent: { name: '某县', row: rate('disclosure_rate', 400, 1_000, { region_code: '130623' }) },
    rows: (
      [
        [9, 60],
        [90, 150],
        [5, 10],
        [3, 3],
        [0, 0],
      ] as const
    ).map(([part, whole], index) =>
      rate('disclosure_rate', part, whole, { region_code: regions[index]?.code ?? '' }),
    ),
  };

  it('puts regions in bands by their interval instead of in an order', () => {
    const { bands, notApplicable } = rankRegions(rates);
    expect(bands.map(({ name, regions: each }) => [name, each.map((region) => region.name)])).toEqual([
      ['above', ['乙镇']],
      ['similar', ['丙乡']],
      ['below', ['甲镇']],
      ['thin', ['丁乡']],
    ]);
    expect(notApplicable.map(({ name, absence }) => [name, absence])).toEqual([['戊乡', 'zero-denominator']]);
  });

  it('keeps the order of the region list where the data do not tell two apart', () => {
    const rows = regions.map(({ code }, index) =>
      rate('disclosure_rate', 4 + index, 12, { region_code: code }),
    );
    const { bands } = rankRegions({ ...rates, rows });
    expect(bands.find(({ name }) => name === 'similar')?.regions.map(({ code }) => code)).toEqual(
      regions.map(({ code }) => code),
    );
  });

  it('shows counts beside each rate and says the interval', () => {
    const option = rankedBarsSpec(rates, CONTEXT);
    expect(textsOf(option)).toEqual(
      expect.arrayContaining(['60%', '90/150', '明显高于某县（40%）', '基数不足 10，不作比较']),
    );
    const said = points(option)
      .find(({ title }) => title === '乙镇')
      ?.lines.map(({ value }) => value);
    expect(said).toEqual(['60%', '90/150', '52%–67%']);
  });

  it('draws no dot for a rate of nothing, and calls it not applicable', () => {
    const option = rankedBarsSpec(rates, CONTEXT);
    expect(dataOf(seriesById(option, 'values'))).toHaveLength(4);
    expect(textsOf(option)).toContain('不适用');
  });

  it('is described by bands', () => {
    expect(describeRankedBars(rates, 'zh')).toBe(
      '实质公开率。明显高于某县（40%）：乙镇 60%；与某县（40%）分不出高低：丙乡 50%；明显低于某县（40%）：甲镇 15%；基数不足 10，不作比较：丁乡 100%；1 个地区不适用。',
    );
  });
});
