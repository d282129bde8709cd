import { describe, expect, it } from 'vitest';
import { type DotPlotInput, describeDotPlot, dotPlotSpec, dotRows } from '#charts/dot-plot/spec.ts';
import { LIGHT_THEME } from '#charts/theme.ts';
import { METRICS } from '#metrics/registry.ts';
import { CONTEXT, colourOf, dataOf, points, seriesById, textsOf } from './support/option.ts';
import { rate, row } from './support/rows.ts';

const regions = ['甲镇', '乙镇', '丙镇', '丁镇'].map((name, index) => ({ code: `13010200${index}`, name }));
const code = (index: number) => regions[index]?.code ?? '';

function counts(
  pairs: readonly (readonly [number | null | undefined, number | null | undefined])[],
): DotPlotInput {
  return {
    metric: METRICS.permits,
    first: 2021,
    last: 2023,
    regions,
    rows: pairs.flatMap(([a, b], index) => [
      ...(a === undefined ? [] : [row(a, { region_code: code(index), year: 2021, filed: 1 })]),
      ...(b === undefined ? [] : [row(b, { region_code: code(index), year: 2023, filed: 1 })]),
    ]),
  };
}

describe('two years of several regions', () => {
  it('counts are ordered by the later year, those without it after, those without both last', () => {
    const input = counts([
      [undefined, null],
      [5, undefined],
      [0, 3],
      [40, 12],
    ]);
    expect(dotRows(input).map(({ name }) => name)).toEqual(['丁镇', '丙镇', '乙镇', '甲镇']);
  });

  it('rates keep the order given: on few cases an order would be false', () => {
    const rows = [
      rate('disclosure_rate', 1, 20, { region_code: code(0), year: 2023 }),
      rate('disclosure_rate', 19, 20, { region_code: code(1), year: 2023 }),
    ];
    const input: DotPlotInput = { metric: METRICS.disclosure_rate, first: 2021, last: 2023, regions, rows };
    expect(dotRows(input).map(({ name }) => name)).toEqual(['甲镇', '乙镇', '丙镇', '丁镇']);
  });

  it('a missing year has no dot and reads "—", a zero has one and reads "0"', () => {
    const option = dotPlotSpec(
      counts([
        [0, 7],
        [null, 2],
      ]),
      CONTEXT,
    );
    expect(dataOf(seriesById(option, 'years')).map((item) => item['name'])).toEqual([
      code(0),
      code(0),
      code(1),
    ]);
    const texts = textsOf(option);
    expect(texts).toContain('0');
    // 乙镇 2021, and both years of 丙镇 and 丁镇.
    expect(texts.filter((text) => text === '—')).toHaveLength(5);
  });

  it('the region in focus alone takes the accent', () => {
    const option = dotPlotSpec(
      {
        ...counts([
          [1, 2],
          [3, 4],
        ]),
        highlight: code(1),
      },
      CONTEXT,
    );
    const accented = dataOf(seriesById(option, 'years')).filter(
      (item) => colourOf(item) === LIGHT_THEME.accent,
    );
    expect(accented.map((item) => item['name'])).toEqual([code(1)]);
  });

  it('says both years of a row with their reasons', () => {
    const [point] = points(dotPlotSpec(counts([[null, 2]]), CONTEXT));
    expect(point?.lines).toEqual([
      { label: '2021 年', value: '—', note: '年报中空白，或未能读取' },
      { label: '2023 年', value: '2 件' },
    ]);
  });

  it('reads as a sentence', () => {
    expect(
      describeDotPlot(
        counts([
          [0, 7],
          [9, 2],
          [4, 4],
        ]),
        'zh',
      ),
    ).toBe(
      '行政许可，2021 年与 2023 年。1 个上升，最多的是甲镇 0→7；1 个下降，最多的是乙镇 9→2；1 个不变；1 个缺少其中一年或两年的数值。',
    );
  });
});
