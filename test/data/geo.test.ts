import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import type { Position } from 'geojson';
import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { featuresOf, geometryFileOf, mapOf, type OutlineMap, type StoredTopology } from '#charts/geometry.ts';
import { NATION_CODE, type Region } from '#model/region.ts';

const table = <Row>(path: string) =>
  Papa.parse<Row>(readFileSync(path, 'utf8'), { header: true, skipEmptyLines: true }).data;
const regions = table<Region>('data/regions.csv');
const regionOf = new Map(regions.map((region) => [region.code, region]));
const unmatched = table<{ code: string; name: string; reason: string; why: string }>(
  'data/geo/unmatched.csv',
);
const aliases = table<{ code: string; extent: string; reason: string }>('data/geo/aliases.csv');
const files = readdirSync('data/geo').filter((name) => name.endsWith('.json'));
const topologies = new Map(
  files.map((name) => [
    name.replace('.json', ''),
    JSON.parse(readFileSync(`data/geo/${name}`, 'utf8')) as StoredTopology,
  ]),
);
const file = (code: string): StoredTopology => {
  const topology = topologies.get(code);
  if (topology === undefined) throw new Error(`data/geo/${code}.json is missing`);
  return topology;
};
const layers = [...topologies].flatMap(([code, topology]) =>
  Object.keys(topology.objects).map((layer) => ({ file: code, layer, map: featuresOf(topology, layer) })),
);
const outlines = layers.flatMap(({ file: code, layer, map }) =>
  map.features.map((outline) => ({ file: code, layer, outline })),
);
const codesOf = (map: OutlineMap) => map.features.flatMap(({ properties }) => properties.code ?? []);
const pointsOf = ({ geometry }: OutlineMap['features'][number]): Position[] =>
  (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates).flat(2);

describe('every region', () => {
  const drawn = outlines.flatMap(({ outline }) => outline.properties.code ?? []);

  test('down to the county has an outline or a line in unmatched.csv, never both', () => {
    const listed = new Set(unmatched.map(({ code }) => code));
    const found = new Set(drawn);
    const wrong = regions
      .filter(({ level }) => level !== 'township')
      .filter(({ code }) => found.has(code) === listed.has(code))
      .map(({ code, name }) => `${code} ${name}`);
    expect(wrong).toEqual([]);
  });

  test('has one outline at most', () => {
    expect(drawn.length).toBe(new Set(drawn).size);
  });

  test('above the county has an outline, so have 2,841 counties of 2,978', () => {
    const counts = { province: 0, prefecture: 0, county: 0, township: 0 };
    for (const code of drawn) counts[regionOf.get(code)?.level ?? 'township'] += 1;
    expect(counts).toEqual({ province: 31, prefecture: 342, county: 2841, township: 0 });
  });

  test('is drawn in the file of its province, in the layer of its level, under its own name', () => {
    const layerOf: Readonly<Record<string, string>> = {
      province: 'provinces',
      prefecture: 'prefectures',
      county: 'counties',
    };
    const wrong = outlines.filter(({ file: code, layer, outline: { properties } }) => {
      if (properties.code === null) return false;
      const region = regionOf.get(properties.code);
      const home = region?.level === 'province' ? NATION_CODE : region?.code.slice(0, 2);
      return home !== code || layerOf[region?.level ?? ''] !== layer || region?.name !== properties.name;
    });
    expect(wrong).toEqual([]);
  });
});

describe('unmatched.csv', () => {
  test('names real counties and says why', () => {
    for (const { code, name, reason, why } of unmatched) {
      expect(regionOf.get(code)?.name).toBe(name);
      expect(['functional-zone', 'newer-than-source', 'merged-in-source']).toContain(reason);
      expect(why).not.toBe('');
    }
  });

  test('is development zones but for the 13 places the sources do not know', () => {
    const places = unmatched.filter(({ reason }) => reason !== 'functional-zone').map(({ name }) => name);
    expect(places.toSorted()).toEqual(
      [
        '临平区',
        '茫崖市',
        '光明区',
        '呼中区',
        '大柴旦行政委员会',
        '新林区',
        '新星市',
        '松岭区',
        '白杨市',
        '红谷滩区',
        '胡杨河市',
        '钱塘区',
        '龙港市',
      ].toSorted(),
    );
  });
});

describe('aliases.csv', () => {
  test('gives a reason for every row', () => {
    for (const { code, reason } of aliases) {
      expect(regionOf.has(code), code).toBe(true);
      expect(reason).not.toBe('');
    }
  });

  test('a border that has moved since is marked on its outline, and no other', () => {
    const moved = new Set(aliases.filter(({ extent }) => extent === 'approximate').map(({ code }) => code));
    const marked = outlines.filter(({ outline }) => outline.properties.approximate);
    expect(new Set(marked.map(({ outline }) => outline.properties.code))).toEqual(moved);
  });
});

describe('the nation', () => {
  const nation = mapOf(file(NATION_CODE), NATION_CODE);
  const named = (name: string) => {
    const found = nation.features.find(({ properties }) => properties.name === name);
    if (found === undefined) throw new Error(`${name} is not on the map`);
    return found;
  };

  test('is drawn whole: 31 provinces, Taiwan, Hong Kong, Macao and the South China Sea', () => {
    expect(codesOf(nation)).toHaveLength(31);
    const without = nation.features.filter(({ properties }) => properties.code === null);
    expect(without.map(({ properties }) => properties.key).toSorted()).toEqual(
      ['南海诸岛', '台湾省', '澳门特别行政区', '香港特别行政区'].toSorted(),
    );
  });

  test('Taiwan has its islands, 钓鱼岛 among them', () => {
    const near = pointsOf(named('台湾省')).filter(
      ([x = 0, y = 0]) => x > 123.2 && x < 123.8 && y > 25.6 && y < 25.9,
    );
    expect(near.length).toBeGreaterThan(2);
  });

  test('the South China Sea has the coast, Hainan, the frame and nine strokes', () => {
    const { geometry } = named('南海诸岛');
    expect(geometry.coordinates).toHaveLength(12);
  });

  test('the frame of the inset does not widen the map: it stays between Taiwan and the eastern end', () => {
    const east = Math.max(...pointsOf(named('黑龙江省')).map(([x = 0]) => x));
    const south = Math.min(...pointsOf(named('海南省')).map(([, y = 0]) => y));
    const inset = pointsOf(named('南海诸岛'));
    expect(Math.max(...inset.map(([x = 0]) => x))).toBeLessThan(east);
    expect(Math.min(...inset.map(([, y = 0]) => y))).toBeGreaterThan(south - 1);
  });
});

describe('the map of a region', () => {
  const map = (code: string) => mapOf(file(geometryFileOf(code) ?? ''), code);

  test.each([
    ['11', 16],
    ['12', 16],
    ['31', 16],
    ['50', 38],
  ])('a municipality (%s) shows its districts and counties at once', (code, count) => {
    expect(codesOf(map(code))).toHaveLength(count);
    expect(codesOf(map(code)).every((each) => each.length === 6)).toBe(true);
  });

  test.each([
    ['41', '4190', ['419001']],
    ['42', '4290', ['429004', '429005', '429006', '429021']],
  ])(
    'directly administered counties of %s are one area, and drawn apart below it',
    (province, code, counties) => {
      expect(codesOf(map(province))).toContain(code);
      expect(codesOf(map(code))).toEqual(counties);
    },
  );

  test('Hainan has fifteen of them, Xinjiang nine of twelve', () => {
    expect(codesOf(map('4690'))).toHaveLength(15);
    expect(codesOf(map('6590'))).toHaveLength(9);
  });

  test.each(['4419', '4420', '4604', '6202'])(
    '%s, a city without counties, is its own one county',
    (code) => {
      expect(codesOf(map(code))).toHaveLength(1);
    },
  );

  test('Hainan shows 三沙市 in an inset beside the island, and its islands at home in their own map', () => {
    const hainan = map('46');
    const latitudes = hainan.features.flatMap(pointsOf).map(([, y = 0]) => y);
    expect(Math.min(...latitudes)).toBeGreaterThan(17.5);
    expect(hainan.features.map(({ properties }) => properties.name)).toContain('南海诸岛');
    const islands = map('4603');
    expect(codesOf(islands)).toEqual(['460321', '460322', '460323']);
    expect(Math.min(...islands.features.flatMap(pointsOf).map(([, y = 0]) => y))).toBeLessThan(5);
  });

  test('outlines without a region stand where they belong', () => {
    const context = (code: string) =>
      map(code)
        .features.filter(({ properties }) => properties.code === null)
        .map(({ properties }) => properties.name);
    expect(context('44')).toEqual(['东沙群岛']);
    expect(context('6328')).toEqual(['海西蒙古族藏族自治州直辖']);
    expect(context('13')).toEqual([]);
  });

  test('counties of one prefecture only', () => {
    expect(codesOf(map('1306')).every((code) => code.startsWith('1306'))).toBe(true);
    expect(codesOf(map('1306'))).toHaveLength(24);
  });
});

describe('the geometry', () => {
  test('every outline has an area and its label inside its frame', () => {
    for (const { outline } of outlines) {
      const points = pointsOf(outline);
      const xs = points.map(([x = 0]) => x);
      const ys = points.map(([, y = 0]) => y);
      const [x, y] = outline.properties.cp;
      const { name } = outline.properties;
      expect(new Set(points.map(String)).size, name).toBeGreaterThan(2);
      expect(x >= Math.min(...xs) - 0.01 && x <= Math.max(...xs) + 0.01, name).toBe(true);
      expect(y >= Math.min(...ys) - 0.01 && y <= Math.max(...ys) + 0.01, name).toBe(true);
    }
  });

  test('lies in China', () => {
    const outside = outlines.filter(({ outline }) =>
      pointsOf(outline).some(([x = 0, y = 0]) => x < 73 || x > 136 || y < 3 || y > 54),
    );
    expect(outside).toEqual([]);
  });

  test('is light: the nation under 60 KB, all files under 4 MB', () => {
    const sizes = files.map((name) => statSync(`data/geo/${name}`).size);
    expect(statSync('data/geo/0.json').size).toBeLessThan(60_000);
    expect(sizes.reduce((a, b) => a + b, 0)).toBeLessThan(4_000_000);
  });

  test('is as it was built: the files have the hashes of SHA256SUMS', () => {
    const sums = readFileSync('data/geo/SHA256SUMS', 'utf8').trim().split('\n');
    expect(sums.map((line) => line.split('  ')[1])).toEqual([...files, 'unmatched.csv'].toSorted());
    for (const line of sums) {
      const [sum, name = ''] = line.split('  ');
      expect(
        createHash('sha256')
          .update(readFileSync(`data/geo/${name}`))
          .digest('hex'),
        name,
      ).toBe(sum);
    }
  });
});
