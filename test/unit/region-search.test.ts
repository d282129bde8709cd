import { readFileSync } from 'node:fs';
import * as fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { createPinyinOrder, type PinyinReadings } from '#model/pinyin.ts';
import type { Region } from '#model/region.ts';
import { createRegionIndex, searchRegions } from '#model/region-search.ts';

const readings = JSON.parse(readFileSync('data/pinyin/readings.json', 'utf8')) as PinyinReadings;
const regions = Papa.parse<Record<string, string>>(readFileSync('data/regions.csv', 'utf8'), {
  header: true,
  skipEmptyLines: true,
}).data.map(
  (row) => ({ ...row, parent_code: row['parent_code'] || null, kind: row['kind'] || null }) as Region,
);
const index = createRegionIndex(regions, readings);
const names = (query: string, limit = 5) =>
  searchRegions(index, query, limit).map(({ region }) => region.name);
const first = (query: string) => searchRegions(index, query, 1)[0];

/** The township of the sample report: 河北省 保定市 涞水县 其中口乡. */
const QIZHONGKOU = '130623205';

describe('what finds a region', () => {
  test.each([
    ['a part of its name', '其中口', 'name'],
    ['its name and kind', '其中口乡', 'name'],
    ['the county before it', '涞水其中口', 'name'],
    ['the county in full before it', '涞水县其中口乡', 'name'],
    ['all that is above it', '河北省保定市涞水县其中口乡', 'name'],
    ['an ancestor and a space', '保定 其中口', 'name'],
    ['ancestors and slashes', '河北/涞水/其中口', 'name'],
    ['the issuer as printed', '涞水县其中口乡人民政府', 'name'],
    ['full pinyin', 'qizhongkou', 'pinyin'],
    ['pinyin in words', 'qi zhong kou', 'pinyin'],
    ['pinyin with tone marks', 'qízhōngkǒu', 'pinyin'],
    ['pinyin in capitals and full width', 'ＱＩＺＨＯＮＧＫＯＵ', 'pinyin'],
    ['pinyin, the last syllable unfinished', 'qizhongk', 'mixed'],
    ['pinyin, the last syllable half typed', 'qizhongko', 'pinyin'],
    ['pinyin of an ancestor before it', 'laishuiqizhongkou', 'pinyin'],
    ['initials', 'qzk', 'initials'],
    ['initials with the kind', 'qzkx', 'initials'],
    ['initials, zh as two letters', 'qzhk', 'initials'],
    ['initials of an ancestor before it', 'bd qzk', 'initials'],
    ['pinyin and initials mixed', 'qizk', 'mixed'],
    ['characters and pinyin mixed', '涞水qizhongkou', 'mixed'],
    ['its code', QIZHONGKOU, 'code'],
  ])('%s', (_, query, kind) => {
    const match = first(query);
    expect(match?.region.code).toBe(QIZHONGKOU);
    // Characters used for an ancestor do not count: the kind says how the region itself was met.
    expect(match?.kind).toBe(query === '涞水qizhongkou' ? 'pinyin' : kind);
  });

  test('the result names everything above the region and marks what was met', () => {
    expect(first('涞水其中口')).toMatchObject({ path: ['河北省', '保定市', '涞水县'], from: 0, to: 3 });
    expect(first('横口乡 永春')).toBeUndefined();
    const inside = searchRegions(index, '中口', 50).find(({ region }) => region.code === QIZHONGKOU);
    expect(inside).toMatchObject({ from: 1, to: 3 });
  });

  test("a municipality's districts stand directly below it, and its 市辖区 is no place", () => {
    expect(first('北京朝阳')).toMatchObject({ region: { code: '110105' }, path: ['北京市'] });
    expect(searchRegions(index, '市辖区', 50)).toEqual([]);
  });

  test.each([
    ['chongqing', '重庆市'],
    ['zhongqing', '重庆市'],
    ['luan', '六安市'],
    ['liuan', '六安市'],
    ['xiamen', '厦门市'],
    ['panyu', '番禺区'],
    ['lvliang', '吕梁市'],
    ['luliang', '吕梁市'],
    ['lüliang', '吕梁市'],
  ])('%s finds %s: any reading of a character will do', (query, name) => {
    expect(names(query, 10)).toContain(name);
  });

  test('an apostrophe parts syllables: xi’an is 西安, not 县', () => {
    expect(names("xi'an")[0]).toBe('西安市');
    expect(names('xi’an').some((name) => name === '咸丰县')).toBe(false);
  });

  test('digits are the beginning of a code, the nearest level first', () => {
    const [prefecture, ...below] = searchRegions(index, '1306', 20);
    expect(prefecture?.region.name).toBe('保定市');
    expect(below.every(({ region }) => region.code.startsWith('1306') && region.level === 'county')).toBe(
      true,
    );
    expect(names('999')).toEqual([]);
  });

  test.each([
    '不存在的地方',
    'qqqqqqqq',
    '.*',
    '[a-z]+',
    '(((',
    '\\',
    '^北京$',
    '北京|上海',
    '?',
    '%',
    '<b>',
    '   ',
    '',
    '\u0000',
  ])('%j finds nothing: no character has a special meaning', (query) => {
    expect(searchRegions(index, query, 20)).toEqual([]);
  });
});

describe('the order of results', () => {
  test('qzk: the two townships it can mean, the common reading first', () => {
    expect(names('qzk', 50)).toEqual(['其中口乡', '曲孜卡乡']);
  });

  test('higher levels come first among equals', () => {
    expect(searchRegions(index, '朝阳', 4).map(({ region }) => region.level)).toEqual([
      'prefecture',
      'county',
      'county',
      'county',
    ]);
    expect(names('bj', 1)).toEqual(['北京市']);
    expect(names('cq', 1)).toEqual(['重庆市']);
  });

  test('泉州 of 泉州市 is a whole name: initials reach it before a village of two characters', () => {
    const found = names('qz', 50);
    expect(found).toContain('泉州市');
    expect(found.indexOf('泉州市')).toBeLessThan(found.indexOf('齐镇'));
  });

  test('the beginning of a name comes before its middle', () => {
    const found = searchRegions(index, '其', 50);
    const middle = found.findIndex(({ from }) => from > 0);
    expect(middle).toBeGreaterThan(0);
    expect(found.slice(middle).every(({ from }) => from > 0)).toBe(true);
  });

  test('whole syllables come before initials: an is 安徽 before 安宁', () => {
    expect(names('an')[0]).toBe('安徽省');
  });

  test('a rare reading comes after common ones: dai is 代县 before 大同市', () => {
    const found = names('dai', 200);
    expect(found.indexOf('代县')).toBeLessThan(found.indexOf('大同市'));
  });

  test('a smaller limit gives the beginning of the same list', () => {
    for (const query of ['zhen', 'sh', '镇', 'x', 'qi', 'zx', '13']) {
      const all = searchRegions(index, query, 100_000);
      expect(searchRegions(index, query, 20)).toEqual(all.slice(0, 20));
    }
  });
});

describe('of the whole list', () => {
  const spelt = new Map(
    Object.entries(readings.characters).flatMap(([list, texts]) =>
      Array.from(texts).map((text) => [text, list.split(' ')] as const),
    ),
  );
  const places = regions.filter(({ level, parent_code, name }) => {
    const bookkeeping = level === 'prefecture' && ['11', '12', '31', '50'].includes(parent_code ?? '');
    return !bookkeeping && Array.from(name).every((text) => spelt.has(text));
  });
  const found = (query: string, region: Region) =>
    searchRegions(index, query, 100_000).some((match) => match.region.code === region.code);

  test('every region is found by its name, its full pinyin and its initials', () => {
    fc.assert(
      fc.property(fc.constantFrom(...places), (region) => {
        const syllables = Array.from(region.name).map((text) => spelt.get(text)?.[0] ?? '');
        expect(found(region.name, region)).toBe(true);
        expect(found(syllables.join(''), region)).toBe(true);
        expect(found(syllables.join(' '), region)).toBe(true);
        expect(found(syllables.map((syllable) => syllable.charAt(0)).join(''), region)).toBe(true);
      }),
      { numRuns: 60, seed: 20240601 },
    );
  });

  test('every region is found by its code, first', () => {
    fc.assert(
      fc.property(fc.constantFrom(...regions), ({ code }) => {
        expect(first(code)?.region.code).toBe(code);
      }),
      { numRuns: 60, seed: 20240601 },
    );
  });

  test('whatever is typed, what is marked lies inside the name and nothing is found twice', () => {
    const letters = fc.string({
      unit: fc.constantFrom(...Array.from('abcdeghijnoqsuxyz 其中口镇县乡北京1')),
      maxLength: 12,
    });
    fc.assert(
      fc.property(fc.oneof(letters, fc.string({ maxLength: 40 })), (query) => {
        const matches = searchRegions(index, query, 30);
        expect(new Set(matches.map(({ region }) => region.code)).size).toBe(matches.length);
        for (const { region, from, to, kind } of matches) {
          expect(from).toBeGreaterThanOrEqual(0);
          expect(to).toBeLessThanOrEqual(region.name.length);
          expect(kind === 'code' ? to === 0 : from < to).toBe(true);
        }
      }),
      { numRuns: 100, seed: 20240601 },
    );
  });
});

describe('regions of another package', () => {
  const region = (code: string, name: string, parent_code: string | null): Region => ({
    code,
    name,
    level: code.length === 2 ? 'province' : 'prefecture',
    parent_code,
    kind: null,
  });

  test('rows may come in any order, and a missing parent is no error', () => {
    const small = createRegionIndex([region('9901', '平山市', '99'), region('99', '虚构省', null)], readings);
    expect(searchRegions(small, '虚构平山', 5)).toMatchObject([
      { region: { code: '9901' }, path: ['虚构省'] },
    ]);
    const orphan = createRegionIndex([region('9901', '平山市', '99')], readings);
    expect(searchRegions(orphan, 'pss', 5)).toMatchObject([{ region: { code: '9901' }, path: [] }]);
  });

  test('a character without a known reading is still found by itself', () => {
    const odd = createRegionIndex([region('99', '〇𠮷A省', null)], readings);
    expect(searchRegions(odd, '𠮷a', 5)).toHaveLength(1);
  });
});

describe('pinyin order', () => {
  const order = createPinyinOrder(readings);

  test('provinces stand as a Chinese reader expects, 重庆 under C', () => {
    const sorted = ['浙江省', '重庆市', '安徽省', '北京市', '福建省', '四川省', '陕西省', '山西省'].toSorted(
      order,
    );
    expect(sorted).toEqual(['安徽省', '北京市', '重庆市', '福建省', '山西省', '陕西省', '四川省', '浙江省']);
  });

  test('六安 stands under lu, a shorter name before a longer one', () => {
    expect(['六盘水市', '六安市', '泸州市'].toSorted(order)[2]).toBe('泸州市');
    expect(['安吉县城', '安吉县'].toSorted(order)).toEqual(['安吉县', '安吉县城']);
  });

  test('it is an order: antisymmetric and transitive', () => {
    const name = fc.constantFrom(...regions.map((each) => each.name));
    fc.assert(
      fc.property(name, name, name, (a, b, c) => {
        expect(Math.sign(order(a, b))).toBe(-Math.sign(order(b, a)) + 0);
        const [low = '', , high = ''] = [a, b, c].toSorted(order);
        expect(order(low, high)).toBeLessThanOrEqual(0);
      }),
      { seed: 20240601 },
    );
  });
});
