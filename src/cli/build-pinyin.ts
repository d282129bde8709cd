/**
 * Write the dictionary behind the name search: every Chinese character of regions.csv with its readings.
 * `npx tsx src/cli/build-pinyin.ts [--data data] [--check]`
 * `--check` writes nothing and fails if the file would change. See data/pinyin/README.md.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import Papa from 'papaparse';
import { pinyin } from 'pinyin-pro';
import type { Region, RegionLevel } from '#model/region.ts';

/** Characters of place names that pinyin-pro does not read: 流波䃥镇, 桴㯊镇, 㵲水街道. */
const RARE: Readonly<Record<string, readonly string[]>> = { 䃥: ['zhuang', 'tong'], 㯊: ['yan'], 㵲: ['wu'] };

/** Counties and cities that are not read as their characters mostly are; pinyin-pro knows few of them. */
const OWN_READINGS: readonly (readonly [name: string, syllables: string])[] = [
  ['六安市', 'lu an shi'],
  ['六合区', 'lu he qu'],
  ['蔚县', 'yu xian'],
  ['单县', 'shan xian'],
  ['莘县', 'shen xian'],
  ['浚县', 'xun xian'],
  ['歙县', 'she xian'],
  ['尉犁县', 'yu li xian'],
  ['洪洞县', 'hong tong xian'],
  ['大城县', 'dai cheng xian'],
  ['大埔县', 'da bu xian'],
  ['乐清市', 'yue qing shi'],
  ['乐亭县', 'lao ting xian'],
  ['泌阳县', 'bi yang xian'],
  ['涡阳县', 'guo yang xian'],
  ['筠连县', 'jun lian xian'],
  ['荥阳市', 'xing yang shi'],
  ['荥经县', 'ying jing xian'],
  ['长子县', 'zhang zi xian'],
  ['繁峙县', 'fan shi xian'],
  ['番禺区', 'pan yu qu'],
  ['铅山县', 'yan shan xian'],
  ['枞阳县', 'zong yang xian'],
  ['牟平区', 'mu ping qu'],
  ['中牟县', 'zhong mu xian'],
  ['东阿县', 'dong e xian'],
  ['黄陂区', 'huang pi qu'],
  ['宕昌县', 'tan chang xian'],
  ['吴堡县', 'wu bu xian'],
  ['柞水县', 'zha shui xian'],
  ['句容市', 'ju rong shi'],
  ['盱眙县', 'xu yi xian'],
  ['渑池县', 'mian chi xian'],
  ['行唐县', 'xing tang xian'],
];

const WEIGHTS: Readonly<Record<RegionLevel, number>> = {
  province: 1e9,
  prefecture: 1e6,
  county: 1e3,
  township: 1,
};

function main(): void {
  const { values } = parseArgs({
    options: { data: { type: 'string', default: 'data' }, check: { type: 'boolean', default: false } },
  });
  const regions = readFileSync(join(values.data, 'regions.csv'), 'utf8');
  const { data } = Papa.parse<Pick<Region, 'name' | 'level'>>(regions, {
    header: true,
    skipEmptyLines: true,
  });
  const text = dictionaryText(data);
  const path = join(values.data, 'pinyin', 'readings.json');
  if (!values.check) writeFileSync(path, text);
  else if (readFileSync(path, 'utf8') !== text) throw new Error(`Out of date: ${path}`);
  console.log(`${path}: ${Buffer.byteLength(text)} bytes`);
}

/**
 * JSON of two parts. `characters`: readings (no tones, ü as v, parted by a space) to what has just these. The reading
 * first in order is the one commonest in these very names, one province weighing more than all townships: 重
 * is chong before zhong because of 重庆市.
 */
function dictionaryText(regions: readonly Pick<Region, 'name' | 'level'>[]): string {
  const uses = new Map<string, Map<string, number>>();
  const weights = new Map<string, number>();
  for (const { name, level } of regions) weights.set(name, Math.max(weights.get(name) ?? 0, WEIGHTS[level]));
  for (const [name, weight] of weights) {
    const characters = Array.from(name);
    const readings = pinyin(name, { type: 'array', toneType: 'none' });
    characters.forEach((character, i) => {
      if (!/\p{Script=Han}/u.test(character)) return;
      const counts = uses.get(character) ?? new Map<string, number>();
      uses.set(character, counts);
      const reading = readings[i];
      if (readings.length === characters.length && reading !== undefined) {
        counts.set(plain(reading), (counts.get(plain(reading)) ?? 0) + weight);
      }
    });
  }
  const charactersOf = new Map<string, string[]>();
  for (const [character, counts] of uses) {
    const all = pinyin(character, { type: 'array', multiple: true, toneType: 'none' }).map(plain);
    const known = [...new Set([...all, ...counts.keys(), ...(RARE[character] ?? [])])].filter((reading) =>
      /^[a-z]+$/.test(reading),
    );
    const readings = known.toSorted((a, b) => (counts.get(b) ?? 0) - (counts.get(a) ?? 0)).join(' ');
    if (readings === '') throw new Error(`No reading is known for ${character}`);
    charactersOf.set(readings, [...(charactersOf.get(readings) ?? []), character]);
  }
  const characters = Object.fromEntries(
    [...charactersOf]
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([readings, texts]) => [readings, texts.toSorted().join('')]),
  );
  const firstOf = new Map(
    Object.entries(characters).flatMap(([readings, texts]) =>
      Array.from(texts).map((text) => [text, readings.split(' ')] as const),
    ),
  );
  const names = OWN_READINGS.filter(([name, syllables]) => {
    if (!weights.has(name)) throw new Error(`${name} is no region`);
    const unknown = syllables
      .split(' ')
      .some((syllable, i) => !firstOf.get(name.charAt(i))?.includes(syllable));
    if (unknown) throw new Error(`${name}: ${syllables} is not among the readings of its characters`);
    return (
      Array.from(name)
        .map((text) => firstOf.get(text)?.[0])
        .join(' ') !== syllables
    );
  });
  const text = JSON.stringify({ characters, names: Object.fromEntries(names) });
  return `${text.replaceAll(/",|\{|\},/g, '$&\n')}\n`;
}

function plain(reading: string): string {
  return reading.toLowerCase().replaceAll('ü', 'v');
}

main();
