import { describe, expect, it } from 'vitest';
import { describeHeatMap, type HeatMapInput, heatMapSpec } from '#charts/heat-map/spec.ts';
import { pointSentence } from '#charts/point.ts';
import { CONTEXT, points, textsOf } from './support/option.ts';

const input: HeatMapInput = {
  title: '谁来申请',
  columns: [
    { id: 'natural_person', name: '自然人', short: '自然人' },
    { id: 'company', name: '商业企业', short: '企业' },
  ],
  columnWhole: '该类申请人办结的申请',
  groups: [
    {
      name: null,
      rows: [{ id: 'granted', name: '予以公开', values: [3, 1], stated: 2, columnTotals: [12, 0] }],
    },
    {
      name: '无法提供',
      rows: [
        { id: 'unable_not_held', name: '不掌握', values: [0, 0], stated: 2 },
        { id: 'unable_needs_creation', name: '需制作', values: [null, null], stated: 0 },
      ],
    },
  ],
};
const said = () => points(heatMapSpec(input, CONTEXT)).map((point) => pointSentence(point, 'zh'));

describe('a cell says', () => {
  it('its count, its share of the row, and of the column where that rests on the same reports', () => {
    expect(said()[0]).toBe(
      '予以公开：自然人：3 件，基于 2 份写明整行的年报；占该行 75%；占该类申请人办结的申请 25%',
    );
  });

  it('no share of a column in which nothing was handled', () => {
    expect(said()[1]).toBe('予以公开：商业企业：1 件，基于 2 份写明整行的年报；占该行 25%');
  });

  it('0 for a printed zero, without a share of nothing', () => {
    expect(said()[2]).toBe('不掌握：自然人：0 件，基于 2 份写明整行的年报');
  });

  it('that it is missing where no report states the row, never 0', () => {
    expect(said()[4]).toBe('需制作：自然人：—，没有一份年报写明整行');
  });
});

it('missing and zero are written differently, and the key explains both', () => {
  const texts = textsOf(heatMapSpec(input, CONTEXT));
  expect(texts.filter((each) => each === '—')).toHaveLength(2);
  // Two cells and the key.
  expect(texts.filter((each) => each === '0')).toHaveLength(4);
  expect(texts).toContain('无数据');
});

it('rows that rest on different numbers of reports say so one by one', () => {
  expect(textsOf(heatMapSpec(input, CONTEXT))).toContain('年报份数');
  const equal = { ...input, groups: input.groups.slice(0, 1) };
  expect(textsOf(heatMapSpec(equal, CONTEXT))).not.toContain('年报份数');
});

it('in words: rows with cases, how many are all 0, how many unknown', () => {
  expect(describeHeatMap(input, 'zh')).toBe(
    '谁来申请。予以公开 4，最多的是自然人 3；1 行全为 0；1 行无数据。',
  );
});
