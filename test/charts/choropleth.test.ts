import { describe, expect, it } from 'vitest';
import {
  approximateRegions,
  type ChoroplethInput,
  choroplethClasses,
  choroplethSpec,
  classFills,
  classText,
  describeChoropleth,
  unplacedRegions,
} from '#charts/choropleth/spec.ts';
import type { OutlineMap } from '#charts/geometry.ts';
import { LIGHT_THEME } from '#charts/theme.ts';
import { METRICS } from '#metrics/registry.ts';
import { CONTEXT, colourOf, dataOf, points, seriesById, textsOf } from './support/option.ts';
import { rate, row } from './support/rows.ts';

/** Squares side by side; the last one has no region code. */
function squares(names: readonly string[]): OutlineMap {
  return {
    type: 'FeatureCollection',
    features: names.map((name, index) => {
      const code = index === names.length - 1 ? null : `130${index + 1}`;
      return {
        type: 'Feature',
        properties: { code, name, key: code ?? name, cp: [index + 0.5, 30.5], approximate: false },
        geometry: {
          type: 'Polygon',
          coordinates: [
            [
              [index, 30],
              [index + 1, 30],
              [index + 1, 31],
              [index, 31],
              [index, 30],
            ],
          ],
        },
      };
    }),
  };
}

const outlines = squares(['甲市', '乙市', '丙市', '丁市', '外地']);
const regions = ['甲市', '乙市', '丙市', '丁市', '新设区'].map((name, index) => ({
  code: `130${index + 1}`,
  name,
}));

function map(values: readonly (number | null)[], given: Partial<ChoroplethInput> = {}): ChoroplethInput {
  return {
    metric: METRICS.permits,
    region: '13',
    outlines,
    regions,
    rows: values.map((value, index) => row(value, { region_code: `130${index + 1}` })),
    ...given,
  };
}

function regionsDrawn(input: ChoroplethInput) {
  return new Map(
    dataOf(seriesById(choroplethSpec(input, CONTEXT), 'map')).map((item) => [item['name'], item]),
  );
}

describe('a map of values', () => {
  it('has no value for a region without data, and hatches it', () => {
    const drawn = regionsDrawn(map([5, 0, null]));
    expect(drawn.get('1303')?.['value']).toBeNull();
    expect(drawn.get('1303')?.['itemStyle']).toHaveProperty('decal');
    expect(drawn.get('1302')?.['value']).toBe(0);
    expect(drawn.get('1302')?.['itemStyle']).not.toHaveProperty('decal');
  });

  it('tells zero, a value and no data apart by colour', () => {
    const drawn = regionsDrawn(map([5, 0, null]));
    const colours = ['1301', '1302', '1303'].map((code) => colourOf(drawn.get(code)));
    expect(new Set(colours).size).toBe(3);
  });

  it('leaves blank what the figure cannot apply to', () => {
    const rows = [rate('disclosure_rate', 0, 0, { region_code: '1301' })];
    const input = map([], { metric: METRICS.disclosure_rate, rows });
    expect(regionsDrawn(input).get('1301')?.['itemStyle']).not.toHaveProperty('decal');
    expect(textsOf(choroplethSpec(input, CONTEXT))).toContain('不适用');
  });

  it('draws an outline without a region, uncoloured and not as missing', () => {
    const outside = regionsDrawn(map([5, 0, 1])).get('外地');
    expect(outside?.['value']).toBeNull();
    expect(outside?.['itemStyle']).not.toHaveProperty('decal');
    expect(colourOf(outside)).toBe(LIGHT_THEME.paper);
  });

  it('lists the regions it has no outline for, with their figures', () => {
    const input = map([1, 2, 3, 4, 5]);
    expect(unplacedRegions(input).map(({ name, row: figure }) => [name, figure?.value])).toEqual([
      ['新设区', 5],
    ]);
    expect(describeChoropleth(input, 'zh')).toContain('图上没有：新设区');
  });

  it('has real numbers in its key, and no data apart from the scale', () => {
    const texts = textsOf(choroplethSpec(map([0, 3, 40, null]), CONTEXT));
    expect(texts).toEqual(expect.arrayContaining(['0', '无数据', '单位：件']));
  });

  it('names region and figure on each outline', () => {
    const said = points(choroplethSpec(map([5, 0, null]), CONTEXT));
    expect(said.map(({ title, lines: [line] }) => [title, line?.value ?? line?.note])).toEqual([
      ['甲市', '5 件'],
      ['乙市', '0 件'],
      ['丙市', '—'],
      ['丁市', '—'],
      ['外地', '不在本数据范围内'],
    ]);
  });
});

describe('the classes of a map', () => {
  it('are as many as the regions carry', () => {
    const few = choroplethClasses({
      metric: METRICS.permits,
      rows: [1, 5, 9, 30].map((value) => row(value)),
    });
    expect(few).toHaveLength(2);
  });

  it('are written as whole numbers that do not overlap', () => {
    expect(classText({ from: 0, to: 0 }, 'cases', 'zh')).toBe('0');
    expect(classText({ from: 0, to: 2 }, 'cases', 'zh')).toBe('1');
    expect(classText({ from: 0, to: 10 }, 'cases', 'zh')).toBe('1–9');
    expect(classText({ from: 10, to: 50 }, 'cases', 'zh')).toBe('10–49');
    expect(classText({ from: 50, to: Number.POSITIVE_INFINITY }, 'cases', 'zh')).toBe('≥ 50');
    expect(classText({ from: -10, to: -5 }, 'cases', 'zh')).toBe('−9 至 −5');
    expect(classText({ from: 0.1, to: 0.2 }, 'share', 'en')).toBe('10%–20%');
  });

  it('take one hue, or two around 0 where values go below it', () => {
    const above = classFills(
      [
        { from: 0, to: 0 },
        { from: 0, to: 5 },
        { from: 5, to: 9 },
      ],
      LIGHT_THEME,
    );
    expect(above.slice(1).every((fill) => LIGHT_THEME.seq.includes(fill))).toBe(true);
    const around = classFills(
      [
        { from: -9, to: 0 },
        { from: 0, to: 0 },
        { from: 0, to: 9 },
      ],
      LIGHT_THEME,
    );
    expect(around).toEqual([LIGHT_THEME.div[0], LIGHT_THEME.div[3], LIGHT_THEME.div[6]]);
  });
});

it('names the regions whose borders have moved since the outlines were drawn', () => {
  const moved = {
    ...outlines,
    features: outlines.features.map((feature, index) => ({
      ...feature,
      properties: { ...feature.properties, approximate: index === 1 || index === 4 },
    })),
  };
  // The last outline belongs to no region of the list.
  expect(approximateRegions(map([1, 2, 3, 4], { outlines: moved }))).toEqual(['乙市']);
  expect(approximateRegions(map([1, 2, 3, 4]))).toEqual([]);
});
