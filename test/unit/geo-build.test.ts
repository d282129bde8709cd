import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { featuresOf, mapOf, type StoredTopology } from '#charts/geometry.ts';
import { type Alias, matchCounties, type SourceOutline } from '#cli/geo/match-counties.ts';
import { cleanRing, decodeRing, readSourceMap } from '#cli/geo/source-map.ts';
import { buildNation, buildProvince } from '#cli/geo/topologies.ts';
import type { Region } from '#model/region.ts';

const region = (code: string, name: string): Region => ({
  code,
  name,
  level: code.length === 2 ? 'province' : code.length === 4 ? 'prefecture' : 'county',
  parent_code: code.length === 2 ? null : code.slice(0, -2),
  kind: null,
});

/** A square of the given side with its south-western corner at (x, y). */
const square = (x: number, y: number, side = 1) => [
  [
    [x, y],
    [x, y + side],
    [x + side, y + side],
    [x + side, y],
    [x, y],
  ],
];
const outline = (code: string, name: string, x: number, y: number): SourceOutline => ({
  code,
  name,
  prefecture: code.slice(0, 4),
  polygons: [square(x, y)],
});
const alias = (
  code: string,
  source_code: string,
  source_name: string,
  extent: Alias['extent'] = 'same',
): Alias => ({ code, source_code, source_name, extent, reason: '试' });

describe('decoding', () => {
  test("ECharts' text form: steps of 1/1024 degree from the offset, zigzag-coded", () => {
    // zigzag: 0 → 0, -1 → 1, 1 → 2, 1024 → 2048; each plus 64 as a character.
    const text = String.fromCharCode(64, 64 + 1, 64 + 2048, 64 + 2);
    expect(decodeRing(text, [102400, 20480])).toEqual([
      [100, 20479 / 1024],
      [101, 20],
    ]);
  });

  test('a plain map and an encoded one read alike', () => {
    const steps = (values: readonly number[]) => String.fromCharCode(...values.map((n) => 64 + n));
    const encoded = {
      UTF8Encoding: true,
      features: [
        {
          id: '110101',
          properties: { name: '东城区' },
          geometry: {
            type: 'Polygon',
            // (0,0) (0,1) (1,1) (1,0) (0,0) in whole degrees: a step of 1024 is written 2048, of -1024 2047.
            coordinates: [steps([0, 0, 0, 2048, 2048, 0, 0, 2047, 2047, 0])],
            encodeOffsets: [[0, 0]],
          },
        },
      ],
    };
    const plain = {
      features: [
        {
          id: '110101',
          properties: { name: '东城区' },
          geometry: { type: 'MultiPolygon', coordinates: [square(0, 0)] },
        },
      ],
    };
    expect(readSourceMap(JSON.stringify(encoded))).toEqual(readSourceMap(JSON.stringify(plain)));
  });

  test('a feature that is no area is an error that names it', () => {
    const line = {
      features: [{ properties: { name: '某线' }, geometry: { type: 'LineString', coordinates: [] } }],
    };
    expect(() => readSourceMap(JSON.stringify(line))).toThrow('某线');
  });
});

describe('cleaning a ring', () => {
  const ring = square(0, 0)[0] ?? [];

  test('repeated points and spikes go, wherever the ring starts', () => {
    const dirty = [
      [0, 0],
      [0, 0],
      [0, 1],
      [0, 2],
      [0, 1],
      [1, 1],
      [1, 0],
      [2, 0],
      [1, 0],
      [0, 0],
    ];
    expect(cleanRing(dirty)).toEqual(ring);
    expect(cleanRing([[5, 0], ...ring.slice(0, -1), [0, 0], [5, 0]])).toHaveLength(5);
  });

  test('what has no area is nothing', () => {
    expect(cleanRing([])).toBeNull();
    expect(
      cleanRing([
        [0, 0],
        [1, 1],
        [0, 0],
      ]),
    ).toBeNull();
  });

  test('a clean ring is closed, has no point twice in a row and no spike, and stays as it is', () => {
    const point = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 3 }));
    fc.assert(
      fc.property(fc.array(point, { maxLength: 20 }), (points) => {
        const once = cleanRing(points);
        fc.pre(once !== null);
        const inner = (once ?? []).slice(0, -1).map(String);
        expect(once?.at(-1)).toEqual(once?.[0]);
        inner.forEach((each, i) => {
          expect(each).not.toBe(inner[(i + 1) % inner.length]);
          expect(each).not.toBe(inner[(i + 2) % inner.length]);
        });
        expect(cleanRing(once ?? [])).toEqual(once);
      }),
      { seed: 20240601 },
    );
  });
});

describe('matching', () => {
  const regions = [region('13', '河北省'), region('1306', '保定市'), region('130602', '竞秀区')];
  const counts = (
    counties: readonly Region[],
    sources: readonly SourceOutline[],
    aliases: readonly Alias[],
  ) => matchCounties([...regions.slice(0, 2), ...counties], sources, aliases).counts;

  test('by name inside the prefecture, whatever the code', () => {
    const matching = matchCounties(regions, [outline('130699', '竞秀区', 0, 0)], []);
    expect(matching.outlines.get('130602')?.[0]?.code).toBe('130699');
    expect(matching.counts).toEqual({ byName: 1, byAlias: 0, unmatched: 0 });
  });

  test('the same name in another prefecture does not stand in', () => {
    expect(() => matchCounties(regions, [outline('130799', '竞秀区', 0, 0)], [])).toThrow(
      /130602 竞秀区 has no outline.*130799 竞秀区 is left over/s,
    );
  });

  test('an alias joins old counties into a new one', () => {
    const sources = [outline('130698', '北市区', 0, 0), outline('130699', '南市区', 1, 0)];
    const aliases = [alias('130602', '130698', '北市区'), alias('130602', '130699', '南市区', 'approximate')];
    const matching = matchCounties(regions, sources, aliases);
    expect(matching.outlines.get('130602')).toHaveLength(2);
    expect([...matching.approximate]).toEqual(['130602']);
  });

  test('a development zone needs no outline, another place needs a reason', () => {
    const zone = region('130671', '保定高新技术产业开发区');
    expect(counts([zone], [], [])).toEqual({ byName: 0, byAlias: 0, unmatched: 1 });
    expect(() => counts([region('130603', '新区')], [], [])).toThrow('no reason');
    expect(
      counts([region('130603', '新区')], [], [alias('130603', '', '', 'newer-than-source')]).unmatched,
    ).toBe(1);
  });

  test('an alias that names no outline, or one already used, is an error', () => {
    const sources = [outline('130602', '竞秀区', 0, 0)];
    expect(() => matchCounties(regions, sources, [alias('130602', '130602', '竞秀')])).toThrow(
      'names 0 outlines',
    );
    const twice = [alias('130602', '130602', '竞秀区'), alias('1306', '130602', '竞秀区')];
    expect(() => matchCounties(regions, sources, twice)).toThrow('used twice');
  });
});

describe('the files', () => {
  const regions = [
    region('13', '河北省'),
    region('1306', '保定市'),
    region('130602', '竞秀区'),
    region('130606', '莲池区'),
    region('1307', '张家口市'),
    region('130702', '桥东区'),
  ];
  const sources = [
    outline('130602', '竞秀区', 100, 30),
    outline('130606', '莲池区', 101, 30),
    outline('130702', '桥东区', 102, 30),
    outline('130799', '飞地', 104, 30),
  ];
  const matching = matchCounties(regions, sources, [alias('1307', '130799', '飞地')]);
  const province = buildProvince('13', regions, matching, []) as unknown as StoredTopology;

  test('a prefecture is its counties joined, the border between them gone', () => {
    const [baoding] = featuresOf(province, 'prefectures').features;
    expect(baoding?.geometry.type).toBe('Polygon');
    expect(baoding?.properties).toMatchObject({ code: '1306', name: '保定市', approximate: false });
    const xs = baoding?.geometry.coordinates.flat(2).filter((_, i) => i % 2 === 0) ?? [];
    expect([Math.min(...(xs as number[])), Math.max(...(xs as number[]))]).toEqual([100, 102]);
  });

  test('an outline without a region counts for the border of its prefecture and is drawn in its map', () => {
    const zhangjiakou = featuresOf(province, 'prefectures').features.find(({ id }) => id === '1307');
    expect(zhangjiakou?.geometry.coordinates).toHaveLength(2);
    expect(mapOf(province, '1307').features.map(({ properties }) => properties.key)).toEqual([
      '130702',
      '飞地',
    ]);
    expect(mapOf(province, '1306').features.map(({ properties }) => properties.key)).toEqual([
      '130602',
      '130606',
    ]);
  });

  test('neighbours share one border in the file', () => {
    const shared = new Map<number, number>();
    const counties = province.objects['counties'];
    for (const geometry of counties?.geometries ?? []) {
      const arcs: readonly number[] =
        'arcs' in geometry ? geometry.arcs.flat<unknown[], 2>(2).map(Number) : [];
      for (const arc of arcs) {
        const each = arc < 0 ? ~arc : arc;
        shared.set(each, (shared.get(each) ?? 0) + 1);
      }
    }
    expect([...shared.values()].filter((uses) => uses === 2)).toHaveLength(2);
  });

  test('the same sources make the same bytes', () => {
    const again = buildProvince(
      '13',
      regions,
      matchCounties(regions, sources, [alias('1307', '130799', '飞地')]),
      [],
    );
    expect(JSON.stringify(again)).toBe(JSON.stringify(province));
  });

  test('the nation keeps outlines without reports, uncoded, and misses no province', () => {
    const feature = (code: string, x: number) => ({ code, name: '', polygons: [square(x, 30)] });
    const nation = buildNation(
      regions,
      [feature('130000', 100), feature('710000', 110)],
      [square(120, 20)],
      0,
    );
    const drawn = mapOf(nation as unknown as StoredTopology, '0').features.map(({ properties }) => [
      properties.code,
      properties.key,
    ]);
    expect(drawn).toEqual([
      ['13', '13'],
      [null, '台湾省'],
      [null, '南海诸岛'],
    ]);
    expect(() => buildNation(regions, [feature('710000', 110)], [], 0)).toThrow('No outline for 13');
  });

  test('a layer the file does not have, or a map below a county, is an error', () => {
    expect(() => featuresOf(province, 'provinces')).toThrow('no layer "provinces"');
    expect(() => mapOf(province, '130602')).toThrow('no map below 130602');
  });
});
