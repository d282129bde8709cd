import { describe, expect, it } from 'vitest';
import { createRegionTree } from '#components/region-tree.ts';
import { compareGroup, factsNeeded, type GroupWish, isLargeGroup, overlaps } from '#figures/compare/group.ts';
import { groupBands, groupRow, twoYears } from '#figures/compare/group-figures.ts';
import type { Region } from '#model/region.ts';
import { rate, row } from '../charts/support/rows.ts';

const township = (code: string, name: string, kind: Region['kind']): Region => ({
  code,
  name,
  level: 'township',
  parent_code: code.slice(0, 6),
  kind,
});

const tree = createRegionTree([
  { code: '13', name: '河北省', level: 'province', parent_code: null, kind: null },
  { code: '1306', name: '保定市', level: 'prefecture', parent_code: '13', kind: null },
  { code: '130623', name: '涞水县', level: 'county', parent_code: '1306', kind: null },
  { code: '130630', name: '涞源县', level: 'county', parent_code: '1306', kind: null },
  township('130623101', '城关镇', '镇'),
  township('130623205', '其中口乡', '乡'),
  township('130623206', '龙门乡', '乡'),
  township('130630101', '城关镇', '镇'),
]);

const make = (
  wish: Partial<GroupWish>,
  facts: { volume?: never; examples?: readonly string[] } | object = {},
) => compareGroup({ rule: 'picked', region: '0', picked: [], ...wish }, { tree, language: 'zh', ...facts });

const names = (group: ReturnType<typeof make>) => group?.regions.map(({ name }) => name);

describe('a group', () => {
  it('picked by hand keeps the order, the focus first', () => {
    const group = make({ picked: ['130623206', '1306', '130623205'], region: '130623205' });
    expect(names(group)).toEqual(['其中口乡', '龙门乡', '保定市']);
    expect(group?.focus).toBe('130623205');
  });

  it('without a focus on the list the first one picked is it', () => {
    expect(make({ picked: ['130623206', '1306'], region: '14' })?.focus).toBe('130623206');
  });

  it('names two of one name by the county above', () => {
    expect(names(make({ picked: ['130623101', '130630101', '1306'] }))).toEqual([
      '涞水县·城关镇',
      '涞源县·城关镇',
      '保定市',
    ]);
  });

  it('codes that are in no list are named, not shown', () => {
    const group = make({ picked: ['130623205', '999999999'] });
    expect(names(group)).toEqual(['其中口乡']);
    expect(group?.unknown).toEqual(['999999999']);
  });

  it('nothing picked is the place itself, or examples for the nation', () => {
    expect(names(make({ region: '1306' }))).toEqual(['保定市']);
    expect(factsNeeded({ rule: 'picked', region: '0', picked: ['999999999'] }, tree)).toBe('examples');
    expect(make({})).toBeNull();
    expect(make({}, { examples: ['130623205'] })).toMatchObject({ example: true, focus: '130623205' });
  });

  it('of the county holds all its townships, the own one first', () => {
    expect(names(make({ rule: 'county', region: '130623205' }))).toEqual(['其中口乡', '城关镇', '龙门乡']);
    expect(make({ rule: 'county', region: '130623' })).toMatchObject({ focus: null, problem: null });
    expect(make({ rule: 'county', region: '13' })?.problem).toBe('needs-county');
  });

  it('of the county and kind holds only 乡 beside a 乡', () => {
    expect(names(make({ rule: 'county-kind', region: '130623205' }))).toEqual(['其中口乡', '龙门乡']);
    expect(make({ rule: 'county-kind', region: '130623' })?.problem).toBe('needs-township');
  });

  it('of like volume waits for the volumes, and says where the own one is unknown', () => {
    const wish = { rule: 'volume', region: '130623205' } as const;
    expect(factsNeeded({ ...wish, picked: [] }, tree)).toBe('volume');
    expect(make(wish)).toBeNull();
    expect(names(make(wish, { volume: { own: 3, codes: ['130623101', '130623205'] } }))).toEqual([
      '其中口乡',
      '城关镇',
    ]);
    expect(make(wish, { volume: { own: null, codes: ['130623205'] } })?.problem).toBe('volume-unknown');
    expect(make({ ...wish, region: '1306' })?.problem).toBe('needs-township');
  });

  it('cannot be added up where one place contains another', () => {
    expect(overlaps(['130623205', '130623206', '1307'])).toBe(false);
    expect(overlaps(['130623205', '1306'])).toBe(true);
    expect(overlaps(['0', '13'])).toBe(true);
  });

  it('is large from thirteen on', () => {
    const of = (count: number) => ({
      regions: Array.from({ length: count }, (_, i) => ({ code: `${i}`, name: '' })),
    });
    expect([isLargeGroup(of(12)), isLargeGroup(of(13))]).toEqual([false, true]);
  });
});

describe('the figures of a group', () => {
  it('median and middle half of a year, by linear interpolation, from four values on', () => {
    const rows = [0, 10, 20, 40, 50].map((value) => row(value, { year: 2023 }));
    // Positions 1, 2, 3 of 0..4.
    expect(groupBands(rows, 'permits')).toEqual([{ year: 2023, p25: 10, median: 20, p75: 40, n: 5 }]);
    expect(groupBands(rows.slice(0, 3), 'permits')).toEqual([]);
  });

  it('leave out missing values and rates on too few cases', () => {
    const rows = [
      ...[2, 4, 6, 8].map((part) => rate('disclosure_rate', part, 10, { year: 2023 })),
      rate('disclosure_rate', 9, 9, { year: 2023 }),
      row(null, { metric: 'disclosure_rate', year: 2023 }),
    ];
    const [band] = groupBands(rows, 'disclosure_rate');
    expect(band?.n).toBe(4);
    expect(band?.median).toBeCloseTo(0.5, 12);
  });

  it('as one body are sum over sum, never the mean of rates', () => {
    const rows = [
      rate('disclosure_rate', 1, 2),
      rate('disclosure_rate', 10, 40),
      row(null, { metric: 'disclosure_rate' }),
    ];
    expect(groupRow(rows, 'disclosure_rate')).toMatchObject({
      numerator: 11,
      denominator: 42,
      value: 11 / 42,
      stated: 2,
    });
  });

  it('missing counts are left out, and all missing is missing', () => {
    expect(groupRow([row(3), row(null), row(4)], 'permits')).toMatchObject({
      value: 7,
      stated: 2,
      expected: 3,
    });
    expect(groupRow([row(null)], 'permits')).toMatchObject({ value: null, stated: 0 });
    expect(groupRow([], 'permits')).toBeNull();
  });
});

describe('two years', () => {
  it('are the ends of the selection, or a year and the one before', () => {
    const all = { from: 2019, to: 2025 };
    expect(twoYears({ from: 2020, to: 2023 }, all)).toEqual({ first: 2020, last: 2023 });
    expect(twoYears({ from: 2023, to: 2023 }, all)).toEqual({ first: 2022, last: 2023 });
    expect(twoYears({ from: 2019, to: 2019 }, all)).toBeNull();
  });
});
