import { describe, expect, it } from 'vitest';
import { describeFunnel, type FunnelInput, funnelSpec, readFunnel } from '#charts/funnel/spec.ts';
import { LIGHT_THEME } from '#charts/theme.ts';
import { METRICS } from '#metrics/registry.ts';
import { CONTEXT, colourOf, dataOf, points, seriesById, textsOf } from './support/option.ts';
import { rate, row } from './support/rows.ts';

const metric = METRICS.reconsideration_correction_rate;
const NAMES = ['甲县', '乙县', '丙县', '丁县', '戊县', '己县'];

function funnel(
  cases: readonly (readonly [part: number, whole: number])[],
  whole: readonly [number, number] = [100, 1000],
  given: Partial<FunnelInput> = {},
): FunnelInput {
  return {
    metric,
    cases: { zh: '已审结的复议（件）', en: 'Closed reconsiderations' },
    regions: NAMES.map((name, index) => ({ code: `13010${index}`, name })),
    rows: cases.map(([part, of], index) =>
      rate('reconsideration_correction_rate', part, of, { region_code: `13010${index}` }),
    ),
    parent: { name: '某市', row: rate('reconsideration_correction_rate', ...whole, { region_code: '1301' }) },
    ...given,
  };
}

const byName = (input: FunnelInput) =>
  Object.fromEntries(readFunnel(input).regions.map(({ name, zone, thin }) => [name, thin ? 'thin' : zone]));

describe('a funnel', () => {
  // At a rate of 10 %: of 10 cases, 3 or more have a tail of 7.0 %, 4 or more of 1.3 %, 6 or more of 0.015 %.
  it('puts a region outside by its binomial tail, and does not judge one on too few cases', () => {
    expect(
      byName(
        funnel([
          [3, 10],
          [4, 10],
          [6, 10],
          [3, 3],
        ]),
      ),
    ).toEqual({
      甲县: 'inside',
      乙县: 'beyond-inner',
      丙县: 'beyond-outer',
      丁县: 'thin',
    });
  });

  it('leaves out regions without cases, without a rate, and a part larger than its whole', () => {
    const { regions, without } = readFunnel(
      funnel([
        [0, 0],
        [12, 10],
        [1, 10],
      ]),
    );
    expect(regions.map(({ name }) => name)).toEqual(['丙县']);
    expect(without).toBe(5);
  });

  it('names those outside, and the own region, and no other', () => {
    const texts = textsOf(
      funnelSpec(
        funnel(
          [
            [3, 10],
            [4, 10],
            [6, 10],
            [1, 30],
          ],
          [100, 1000],
          { highlight: '130103' },
        ),
        CONTEXT,
      ),
    );
    expect(NAMES.filter((name) => texts.includes(name))).toEqual(['乙县', '丙县', '丁县']);
  });

  it('draws an outlier dark, the own region in the accent, thin ones hollow', () => {
    const option = funnelSpec(
      funnel(
        [
          [6, 10],
          [1, 30],
          [1, 2],
          [2, 20],
        ],
        [100, 1000],
        { highlight: '130101' },
      ),
      CONTEXT,
    );
    const marks = Object.fromEntries(
      dataOf(seriesById(option, 'rates')).map((item) => [item['name'], colourOf(item)]),
    );
    expect(marks).toEqual({
      '130100': LIGHT_THEME.ink,
      '130101': LIGHT_THEME.accent,
      '130102': LIGHT_THEME.paper,
      '130103': LIGHT_THEME.context,
    });
  });

  it('regions on one spot are one mark that names them all', () => {
    const option = funnelSpec(
      funnel([
        [1, 20],
        [1, 20],
        [1, 20],
      ]),
      CONTEXT,
    );
    expect(dataOf(seriesById(option, 'rates'))).toHaveLength(1);
    const [point] = points(option);
    expect(point?.title).toBe('3 个地区');
    expect(point?.lines.at(-1)?.note).toBe('甲县、乙县、丙县');
    expect(point?.target).toBeUndefined();
  });

  it('the keyboard goes from few cases to many, and hears rate, counts and zone', () => {
    const said = points(
      funnelSpec(
        funnel([
          [3, 30],
          [6, 10],
        ]),
        CONTEXT,
      ),
    );
    expect(said.map(({ title }) => title)).toEqual(['乙县', '甲县']);
    expect(said[0]?.lines[0]).toMatchObject({ value: '60%', note: '6/10，某市的在 99.8% 控制限之外' });
    expect(said[0]?.target).toEqual({ region: '130101' });
  });

  it('without a rate of the group nobody is outside, and no line is drawn', () => {
    const input = funnel([[6, 10]], [0, 0]);
    expect(input.parent.row.value).toBeNull();
    expect(byName(input)).toEqual({ 甲县: 'inside' });
    expect(textsOf(funnelSpec(input, CONTEXT)).join()).not.toContain('控制限');
  });

  it('a group in which nothing was corrected has no limits', () => {
    expect(byName(funnel([[0, 40]], [0, 40]))).toEqual({ 甲县: 'inside' });
  });

  it('reads as a sentence', () => {
    expect(
      describeFunnel(
        funnel([
          [3, 10],
          [4, 10],
          [6, 10],
          [3, 3],
        ]),
        'zh',
      ),
    ).toBe(
      '复议纠错率。某市 10%；在 99.8% 控制限之外：丙县 60%；在 95% 控制限之外：乙县 40%；1 个地区在控制限以内；1 个不足 10 件，不作判断；2 个没有这个率。',
    );
  });

  it('a row without a value has no mark', () => {
    const input = funnel([], [100, 1000], {
      rows: [row(null, { metric: 'reconsideration_correction_rate', region_code: '130100', filed: 3 })],
    });
    expect(dataOf(seriesById(funnelSpec(input, CONTEXT), 'rates'))).toEqual([]);
  });
});
