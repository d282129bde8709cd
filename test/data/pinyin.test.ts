import { readFileSync, statSync } from 'node:fs';
import Papa from 'papaparse';
import { expect, test } from 'vitest';
import type { PinyinReadings } from '#model/pinyin.ts';

const { characters, names } = JSON.parse(readFileSync('data/pinyin/readings.json', 'utf8')) as PinyinReadings;
const regions = Papa.parse<{ name: string }>(readFileSync('data/regions.csv', 'utf8'), {
  header: true,
  skipEmptyLines: true,
}).data;
const readingsOf = new Map(
  Object.entries(characters).flatMap(([list, texts]) =>
    Array.from(texts).map((text) => [text, list.split(' ')] as const),
  ),
);

test('every Chinese character of regions.csv has a reading, and only these', () => {
  const used = new Set(regions.flatMap(({ name }) => name.match(/\p{Script=Han}/gu) ?? []));
  expect([...used].filter((text) => !readingsOf.has(text))).toEqual([]);
  expect([...readingsOf.keys()].filter((text) => !used.has(text))).toEqual([]);
});

test('a character stands once, its readings are plain letters without repeats', () => {
  expect(Object.values(characters).join('')).toHaveLength(readingsOf.size);
  for (const list of readingsOf.values()) {
    expect(list.every((reading) => /^[a-z]+$/.test(reading))).toBe(true);
    expect(new Set(list).size).toBe(list.length);
  }
});

test.each([
  ['重', 'chong', 'zhong'],
  ['长', 'chang', 'zhang'],
  ['都', 'du', 'dou'],
  ['厦', 'xia', 'sha'],
  ['六', 'liu', 'lu'],
  ['大', 'da', 'dai'],
])('%s is first %s, then %s', (text, common, other) => {
  expect(readingsOf.get(text)?.[0]).toBe(common);
  expect(readingsOf.get(text)).toContain(other);
});

test('names with readings of their own are regions, a syllable for each character', () => {
  const known = new Set(regions.map(({ name }) => name));
  for (const [name, syllables] of Object.entries(names)) {
    expect(known.has(name), name).toBe(true);
    expect(syllables.split(' ')).toHaveLength(name.length);
  }
  expect(names['六安市']).toBe('lu an shi');
});

test('the dictionary is small: under 40 KB', () => {
  expect(statSync('data/pinyin/readings.json').size).toBeLessThan(40_000);
});
