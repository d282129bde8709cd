import { readFileSync } from 'node:fs';
import * as echarts from 'echarts/core';
import { expect, it } from 'vitest';
import { mapName } from '#charts/choropleth/spec.ts';
import { registerRegionMap } from '#charts/echart.tsx';
import { mapOf, type StoredTopology } from '#charts/geometry.ts';

function outlines(region: string) {
  const text = readFileSync(new URL(`../../data/geo/${region}.json`, import.meta.url), 'utf8');
  return mapOf(JSON.parse(text) as StoredTopology, region);
}

const features = (region: string) => echarts.getMap(mapName(region))?.geoJSON?.features.length;

it('outlines of maps drawn long ago are let go, and known again by the next drawing', () => {
  const visited = ['13', '14', '21', '22', '23'];
  for (const region of visited) registerRegionMap(region, outlines(region));
  expect(features('13')).toBe(0);
  for (const region of visited.slice(1)) expect(features(region)).toBe(outlines(region).features.length);
  // 14 is drawn anew, so it is not the one let go for 13.
  const kept = outlines('14');
  registerRegionMap('14', kept);
  registerRegionMap('13', outlines('13'));
  expect(features('13')).toBeGreaterThan(0);
  expect(features('14')).toBe(kept.features.length);
  expect(features('21')).toBe(0);
});

it('the map of a region is made once for each file it comes from', () => {
  const text = readFileSync(new URL('../../data/geo/13.json', import.meta.url), 'utf8');
  const file = JSON.parse(text) as StoredTopology;
  expect(mapOf(file, '13')).toBe(mapOf(file, '13'));
  expect(mapOf(file, '1306')).not.toBe(mapOf(file, '13'));
  expect(mapOf(JSON.parse(text) as StoredTopology, '13')).not.toBe(mapOf(file, '13'));
});
