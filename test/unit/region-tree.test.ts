import { describe, expect, test } from 'vitest';
import { createRegionTree } from '#components/region-tree.ts';
import type { Region, RegionLevel } from '#model/region.ts';

const region = (code: string, name: string, level: RegionLevel, parent_code: string | null): Region => ({
  code,
  name,
  level,
  parent_code,
  kind: level === 'township' ? '乡' : null,
});

const REGIONS: readonly Region[] = [
  region('11', '北京市', 'province', null),
  region('1101', '市辖区', 'prefecture', '11'),
  region('110101', '东城区', 'county', '1101'),
  region('13', '河北省', 'province', null),
  region('1306', '保定市', 'prefecture', '13'),
  region('130623', '涞水县', 'county', '1306'),
  region('130623205', '其中口乡', 'township', '130623'),
];
const tree = createRegionTree(REGIONS);
const names = (regions: readonly Region[]) => regions.map(({ name }) => name);

describe('region tree', () => {
  test('a path leads from the province down to the region itself', () => {
    expect(names(tree.pathOf('130623205'))).toEqual(['河北省', '保定市', '涞水县', '其中口乡']);
    expect(tree.pathOf('0')).toEqual([]);
    expect(tree.pathOf('99')).toEqual([]);
  });

  test('the provinces stand below the nation', () => {
    expect(names(tree.childrenOf('0'))).toEqual(['北京市', '河北省']);
  });

  test('a municipality’s districts stand right below it, and its 市辖区 is no place to go to', () => {
    expect(names(tree.childrenOf('11'))).toEqual(['东城区']);
    expect(names(tree.pathOf('110101'))).toEqual(['北京市', '东城区']);
    expect(tree.get('1101')?.name).toBe('市辖区');
  });

  test('a list that names a region as its own ancestor does not hang', () => {
    const odd = createRegionTree([region('x', '甲', 'county', 'x')]);
    expect(odd.pathOf('x').length).toBeLessThanOrEqual(4);
  });
});
