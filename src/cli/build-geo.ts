/**
 * Build the map files from the two public map packages. Run once; the results are in data/geo.
 * `npx tsx src/cli/build-geo.ts --echarts DIR --cities DIR [--data data] [--check]`
 * `--check` writes nothing and fails if a file would change. See data/geo/README.md.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Position } from 'geojson';
import Papa from 'papaparse';
import type { Region } from '#model/region.ts';
import { type Alias, matchCounties, type SourceOutline } from './geo/match-counties.ts';
import { readSourceMap } from './geo/source-map.ts';
import { nationInset } from './geo/south-china-sea.ts';
import { buildNation, buildProvince } from './geo/topologies.ts';

/** Files with features that carry no code. */
const PREFECTURE_OF_FILE: Readonly<Record<string, string>> = {
  'he2_bei3_cang1_zhou1.geojson': '1309',
  'shanghai.json': '3101',
};

/** Taken from ECharts, which has them whole: in the cities package 天津 lacks 蓟州区. */
const MUNICIPALITIES = ['beijing', 'chongqing', 'shanghai', 'tianjin'] as const;

/** Files of the cities package that are not read: the above, and places without a row in regions.csv. */
const NOT_FROM_CITIES = /^(tai2_wan1_.*|aomen|xianggang|beijing|chongqing|shanghai|tianjin)\.geojson$/;

/** Least area, in square degrees, by which a border of the nation's map may move. */
const NATION_LIMIT = 0.005;

function main(): void {
  const { values } = parseArgs({
    options: {
      echarts: { type: 'string' },
      cities: { type: 'string' },
      data: { type: 'string', default: 'data' },
      check: { type: 'boolean', default: false },
    },
  });
  if (values.echarts === undefined || values.cities === undefined) {
    throw new Error('Say where the two unpacked packages are: --echarts DIR --cities DIR');
  }
  const geo = join(values.data, 'geo');
  const regions = readTable(join(values.data, 'regions.csv')) as readonly Region[];
  const aliases = readTable(join(geo, 'aliases.csv')) as readonly Alias[];
  const sources = readOutlines(values.echarts, values.cities);
  const matching = matchCounties(regions, sources, aliases);
  const inset = nationInset(readInset(values.echarts));
  const provinces = readSourceMap(read(join(values.echarts, 'map/json/china.json')));

  const files = new Map<string, string>();
  files.set('0.json', JSON.stringify(buildNation(regions, provinces, inset, NATION_LIMIT)));
  for (const { code, level } of regions) {
    if (level !== 'province') continue;
    files.set(`${code}.json`, JSON.stringify(buildProvince(code, regions, matching, inset)));
  }
  files.set('unmatched.csv', `${Papa.unparse([...matching.unmatched], { newline: '\n' })}\n`);
  const names = [...files.keys()].toSorted();
  files.set('SHA256SUMS', names.map((name) => `${sha256(files.get(name) ?? '')}  ${name}\n`).join(''));
  write(geo, files, values.check);

  const bytes = names.reduce((sum, name) => sum + Buffer.byteLength(files.get(name) ?? ''), 0);
  const { byName, byAlias, unmatched } = matching.counts;
  console.log(`counties: ${byName} by name, ${byAlias} by alias, ${unmatched} without an outline`);
  console.log(`${names.length} files, ${bytes} bytes; nation ${files.get('0.json')?.length} characters`);
}

function readTable(path: string): readonly unknown[] {
  const { data, errors } = Papa.parse(read(path), {
    header: true,
    skipEmptyLines: true,
  });
  const [error] = errors;
  if (error !== undefined) throw new Error(`${path}, row ${(error.row ?? 0) + 2}: ${error.message}`);
  return data;
}

function readOutlines(echarts: string, cities: string): readonly SourceOutline[] {
  const folder = join(cities, 'geojson/shape-with-internal-borders');
  const files = [
    ...MUNICIPALITIES.map((name) => join(echarts, 'map/json/province', `${name}.json`)),
    ...readdirSync(folder)
      .toSorted()
      .filter((file) => file.endsWith('.geojson') && !NOT_FROM_CITIES.test(file))
      .map((file) => join(folder, file)),
  ];
  return files.flatMap((file) =>
    readSourceMap(read(file)).map((outline) => ({
      ...outline,
      prefecture: PREFECTURE_OF_FILE[basename(file)] ?? outline.code.slice(0, 4),
    })),
  );
}

/** The outlines of ECharts' own South China Sea inset, from the module that draws it. */
function readInset(echarts: string): readonly (readonly Position[])[] {
  const path = join(echarts, 'lib/coord/geo/fix/nanhai.js');
  const [, points] = /var points = (\[\[[\d.,\s[\]]+\]\]);/.exec(read(path)) ?? [];
  if (points === undefined) throw new Error(`${path}: the outlines of the inset were not found`);
  return JSON.parse(points) as readonly (readonly Position[])[];
}

function write(folder: string, files: ReadonlyMap<string, string>, check: boolean): void {
  if (!check) {
    for (const [name, text] of files) writeFileSync(join(folder, name), text);
    return;
  }
  const changed = [...files].filter(([name, text]) => read(join(folder, name)) !== text);
  if (changed.length > 0) throw new Error(`Out of date: ${changed.map(([name]) => name).join(', ')}`);
}

function read(path: string): string {
  return readFileSync(path, 'utf8');
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

main();
