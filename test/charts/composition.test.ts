import { describe, expect, it } from 'vitest';
import {
  type CompositionInput,
  compositionSpec,
  describeComposition,
  partColours,
} from '#charts/composition/spec.ts';
import { allSeries, CONTEXT, points, textsOf, valuesOf } from './support/option.ts';

const parts = [
  { id: 'granted', name: '予以公开' },
  { id: 'refused', name: '不予公开' },
];

function composition(
  values: readonly (readonly (number | null)[])[],
  mode: CompositionInput['mode'],
): CompositionInput {
  return {
    title: '办理结果',
    parts,
    mode,
    lines: values.map((each, index) => ({
      label: `${2019 + index}`,
      row: {
        region_code: '130623',
        year: 2019 + index,
        parts: each,
        stated: 2,
        expected: 18,
        filed: index === 2 ? 0 : 4,
      },
    })),
  };
}

function bars(input: CompositionInput) {
  return allSeries(compositionSpec(input, CONTEXT))
    .filter((each) => each['type'] === 'bar')
    .map(valuesOf);
}

describe('a composition', () => {
  it('draws shares of the whole', () => {
    expect(bars(composition([[3, 1]], 'share'))).toEqual([[0.75], [0.25]]);
  });

  it('draws counts where asked', () => {
    expect(bars(composition([[3, 0]], 'absolute'))).toEqual([[3], [0]]);
  });

  it('has no bar at all where one part is not known: it is not taken for 0', () => {
    const input = composition([[3, null]], 'absolute');
    expect(bars(input)).toEqual([[null], [null]]);
    expect(textsOf(compositionSpec(input, CONTEXT))).toContain('年报中空白，或未能读取');
  });

  it('says why a year has no bar', () => {
    const input = composition(
      [
        [1, 1],
        [null, null],
        [null, null],
      ],
      'share',
    );
    const texts = textsOf(compositionSpec(input, CONTEXT));
    expect(texts).toContain('年报中空白，或未能读取');
    expect(texts).toContain('没有收录这一年的年报');
    expect(describeComposition(input, 'zh')).toBe(
      '办理结果。2019：合计 2 件，其中予以公开 1，不予公开 1；2020：无数据；2021：无数据。',
    );
  });

  it('shows a whole of nothing as 0, not as an empty or a full bar', () => {
    const input = composition([[0, 0]], 'share');
    expect(bars(input)).toEqual([[null], [null]]);
    expect(textsOf(compositionSpec(input, CONTEXT))).toContain('0');
  });

  it('says counts, shares, total and coverage of a line', () => {
    const [said] = points(compositionSpec(composition([[3, 1]], 'share'), CONTEXT));
    expect(said?.lines.map(({ value, note }) => value ?? note)).toEqual([
      '3（75%）',
      '1（25%）',
      '4',
      '基于 2/18 份年报',
    ]);
  });

  it('gives the same outcome the same colour in any chart', () => {
    const [granted, refused] = partColours(parts, CONTEXT.theme);
    expect(partColours([...parts].reverse(), CONTEXT.theme)).toEqual([refused, granted]);
  });
});
