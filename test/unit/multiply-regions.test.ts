import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { multiplyRegions } from '#cli/synthetic/multiply-regions.ts';
import { parseRegions } from '#cli/synthetic/townships.ts';
import { parentOfCode, type Region } from '#model/region.ts';

const regions = parseRegions(
  readFileSync(path.resolve(import.meta.dirname, '../../data/regions.csv'), 'utf8'),
);

const countOf = (list: readonly Region[], wanted: Region['level']) =>
  list.filter(({ level }) => level === wanted).length;

test('one time the nation is the list itself', () => {
  expect(multiplyRegions(regions, 1)).toBe(regions);
});

test('ten times the nation has ten times its prefectures, counties and townships, under codes of their own', () => {
  const ten = multiplyRegions(regions, 10);
  for (const level of ['prefecture', 'county', 'township'] as const) {
    expect(countOf(ten, level)).toBe(10 * countOf(regions, level));
  }
  const codes = new Set(ten.map(({ code }) => code));
  expect(codes.size).toBe(ten.length);
  const orphans = ten.filter(({ parent_code }) => parent_code !== null && !codes.has(parent_code));
  expect(orphans).toEqual([]);
  const misplaced = ten.filter(
    ({ code, level, parent_code }) => level !== 'province' && parentOfCode(code) !== parent_code,
  );
  expect(misplaced).toEqual([]);
});

test('a nation too large for the codes there are is refused', () => {
  expect(() => multiplyRegions(regions, 40)).toThrow(/--times 40/);
});
