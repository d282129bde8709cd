import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pointSentence } from '#charts/point.ts';
import { isHeavyTailed, scatterAxis } from '#charts/scatter/axis.ts';
import {
  describeScatter,
  type ScatterInput,
  scatterSpec,
  spotsOf,
  unpairedRegions,
} from '#charts/scatter/spec.ts';
import { METRICS } from '#metrics/registry.ts';
import { pair } from '../gallery/charts/section-inputs.ts';
import { CONTEXT, dataOf, points, seriesById, textsOf } from './support/option.ts';

const input = (values: readonly (readonly [number | null, number | null])[]): ScatterInput => ({
  title: '各县',
  x: METRICS.permits,
  y: METRICS.penalties,
  regions: values.map((_, index) => ({ code: `13${index}`, name: `第${index + 1}县` })),
  rows: values.map(([x, y], index) => pair(`13${index}`, x, y)),
});
const said = (given: ScatterInput) =>
  points(scatterSpec(given, CONTEXT)).map((point) => pointSentence(point, 'zh'));

describe('axes', () => {
  it('are straight where the values are of one size', () => {
    const axis = scatterAxis([0, 20, 40], { whole: true });
    expect(axis.kind).toBe('linear');
    expect([axis.at(0), axis.at(20)]).toEqual([0, 0.5]);
  });

  it('go by powers of ten for heavy tails, with the zeros apart and never at 1', () => {
    const axis = scatterAxis([0, 1, 10, 100, 1_000], { whole: true });
    expect(axis.kind).toBe('log');
    expect(axis.zeroStrip).not.toBeNull();
    expect(axis.at(0)).toBeLessThan(axis.zeroStrip ?? 0);
    expect(axis.at(1)).toBeGreaterThan(axis.zeroStrip ?? 1);
    expect(axis.at(10) - axis.at(1)).toBeCloseTo(axis.at(100) - axis.at(10), 12);
    expect(axis.ticks[0]).toBe(0);
  });

  it('without a zero have no strip for it', () => {
    const axis = scatterAxis([1, 10, 1_000], { whole: true });
    expect(axis.zeroStrip).toBeNull();
    expect(axis.ticks).not.toContain(0);
  });

  it('are never logarithmic below zero, for shares, or for two values', () => {
    expect(isHeavyTailed([-1, 1, 10, 1_000])).toBe(false);
    expect(isHeavyTailed([1, 1_000])).toBe(false);
    expect(scatterAxis([0.001, 0.01, 0.9], { whole: false, limit: 1 }).kind).toBe('linear');
  });

  it('keep the order of the values and stay within the axis', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(1_000_000), { minLength: 1, maxLength: 40 }), (values) => {
        const { at } = scatterAxis(values, { whole: true });
        const sorted = values.toSorted((a, b) => a - b);
        const places = sorted.map(at);
        expect(places.every((place) => place >= 0 && place <= 1)).toBe(true);
        expect(places.every((place, index) => index === 0 || place >= (places[index - 1] ?? 0))).toBe(true);
      }),
    );
  });
});

describe('dots', () => {
  it('a region with one value only is not drawn, and not lost', () => {
    const given = input([
      [3, 4],
      [null, 4],
      [0, null],
    ]);
    expect(dataOf(seriesById(scatterSpec(given, CONTEXT), 'points'))).toHaveLength(1);
    expect(unpairedRegions(given).map(({ name }) => name)).toEqual(['第2县', '第3县']);
    expect(describeScatter(given, 'zh')).toContain('2 个地区没有数据');
  });

  it('a zero is a value', () => {
    expect(said(input([[0, 0]]))).toEqual([
      '第1县：行政许可 0 件；行政处罚 0 件；基于 3 份两项都给出的年报，应有 12 份',
    ]);
  });

  it('regions on one spot are one dot that names them all', () => {
    const given = input([
      [0, 0],
      [5, 1],
      [0, 0],
    ]);
    expect(spotsOf(given).map(({ members }) => members.length)).toEqual([2, 1]);
    expect(said(given)[0]).toBe('第1县、第3县：行政许可 0 件；行政处罚 0 件');
    expect(textsOf(scatterSpec(given, CONTEXT))).toContain('2 个地区');
  });

  it('a rate says its counts and its interval', () => {
    const rates: ScatterInput = {
      ...input([[0, 0]]),
      x: METRICS.completion_rate,
      rows: [pair('130', 0, 7, { x: { value: 0.7, numerator: 7, denominator: 10 } })],
    };
    // Wilson 95 % of 7 in 10: 0.397 to 0.892
    expect(said(rates)[0]).toContain('办结率 70%，7/10，95% 区间 39.7%–89.2%');
  });
});
