/**
 * Our map files: outlines that share their borders, thinned to what a reader can see, keyed by region code.
 * Pure; `build-geo.ts` reads and writes.
 */
import type { FeatureCollection, MultiPolygon, Position } from 'geojson';
import polylabel from 'polylabel';
import { feature, mergeArcs, quantize } from 'topojson-client';
import { topology } from 'topojson-server';
import { planarRingArea, presimplify, filter as prune, simplify } from 'topojson-simplify';
import type {
  GeometryCollection,
  Topology,
  MultiPolygon as TopologyMultiPolygon,
  Polygon as TopologyPolygon,
} from 'topojson-specification';
import type { Region } from '#model/region.ts';
import type { Matching } from './match-counties.ts';
import { clean, type Rings, type SourceFeature, samePoint } from './source-map.ts';
import { insetIslands, intoInset } from './south-china-sea.ts';

/** Properties of a feature in the map files; the feature's id is the region code, absent for context outlines. */
export interface OutlineProperties {
  readonly name: string;
  /** A point well inside the largest part, for the label. ECharts reads it under this name. */
  readonly cp: readonly [number, number];
  /** The border has moved since the source was drawn. */
  readonly approximate?: true;
  /** For an outline without a region: the code of the map it belongs to. */
  readonly within?: string;
}

type Outline = TopologyPolygon<OutlineProperties> | TopologyMultiPolygon<OutlineProperties>;
export type OutlineCollection = GeometryCollection<OutlineProperties>;
export type NationTopology = Topology<{ readonly provinces: OutlineCollection }>;
export type ProvinceTopology = Topology<{
  readonly prefectures: OutlineCollection;
  readonly counties: OutlineCollection;
}>;

interface Piece {
  readonly region: string | null;
  readonly prefecture: string | null;
  readonly polygons: readonly Rings[];
}

function multiPolygon(polygons: readonly Rings[]): MultiPolygon {
  return { type: 'MultiPolygon', coordinates: polygons.map((rings) => rings.map((ring) => [...ring])) };
}

function collection(pieces: readonly Piece[]): FeatureCollection<MultiPolygon> {
  return {
    type: 'FeatureCollection',
    features: pieces.map((piece) => ({
      type: 'Feature',
      properties: {},
      geometry: multiPolygon(piece.polygons),
    })),
  };
}

/** Finest step of the files: the grid the source itself is rounded to. */
const GRID = 1 / 1024;

/** Step of the nation's file: a sixth of a pixel on a map 700 pixels wide. */
const NATION_GRID = 1 / 64;

/** A map of this many square pixels must look as if nothing had been thinned. */
const LEGIBLE_AREA = 700 * 700;

/**
 * One province's file: prefectures and counties over the same borders. A point goes if leaving it out moves
 * less than about one square pixel on the map of its own prefecture (`detail` scales that), so a small city's
 * districts keep finer borders than a plateau's counties.
 */
export function buildProvince(
  province: string,
  regions: readonly Region[],
  matching: Matching,
  inset: readonly Rings[],
  detail = 4,
): ProvinceTopology {
  const counties = regions.filter((r) => r.level === 'county' && r.code.startsWith(province));
  const prefectures = regions.filter((r) => r.level === 'prefecture' && r.parent_code === province);
  const nameOf = new Map(regions.map((region) => [region.code, region.name]));
  const pieces: Piece[] = counties.flatMap(({ code, parent_code }) =>
    (matching.outlines.get(code) ?? []).map(({ polygons }) => ({
      region: code,
      prefecture: parent_code,
      polygons,
    })),
  );
  const contextOf = new Map<number, { name: string; within: string }>();
  for (const { outline, within } of matching.context) {
    if (!within.startsWith(province)) continue;
    contextOf.set(pieces.length, { name: outline.name, within });
    pieces.push({
      region: null,
      prefecture: within.length === 4 ? within : null,
      polygons: outline.polygons,
    });
  }
  // 三沙市 lies a thousand kilometres off: on the map of the province it stands in an inset, in its own map at home.
  const sansha = pieces.filter((piece) => piece.prefecture === SANSHA);
  const islands = pieces.length;
  if (sansha.length > 0) {
    contextOf.set(pieces.length + 1, { name: SOUTH_CHINA_SEA, within: province });
    pieces.push(
      { region: null, prefecture: null, polygons: insetIslands(sansha.flatMap((piece) => piece.polygons)) },
      {
        region: null,
        prefecture: null,
        polygons: inset.map((rings) => rings.map((ring) => ring.map(intoInset))),
      },
    );
  }

  const shared = topology({ pieces: collection(pieces) }) as Topology<{ pieces: GeometryCollection }>;
  const geometries = shared.objects.pieces.geometries as readonly TopologyMultiPolygon[];
  const areaOf = new Map<string, number>();
  for (const piece of pieces) {
    if (piece.prefecture === null) continue;
    areaOf.set(piece.prefecture, (areaOf.get(piece.prefecture) ?? 0) + areaOfPolygons(piece.polygons));
  }
  const limits = pieces.map((piece) =>
    piece.prefecture === null ? 0 : (detail * (areaOf.get(piece.prefecture) ?? 0)) / LEGIBLE_AREA,
  );
  const thin = thinned(shared, geometries, limits);
  const users = new Map<number, number>();
  for (const geometry of geometries) {
    for (const arc of new Set(geometry.arcs.flat(2).map((signed) => (signed < 0 ? ~signed : signed)))) {
      users.set(arc, (users.get(arc) ?? 0) + 1);
    }
  }

  const limitOf = (prefecture: string) => (detail * (areaOf.get(prefecture) ?? 0)) / LEGIBLE_AREA;
  const merged = (of: readonly number[], limit: number): TopologyMultiPolygon =>
    withoutSpecks(
      thin,
      mergeArcs(
        thin,
        of.map((i) => geometries[i]).filter((g) => g !== undefined),
      ),
      limit,
      users,
    );
  const indexes = (test: (piece: Piece) => boolean) => pieces.flatMap((piece, i) => (test(piece) ? [i] : []));
  const contextIn = (wanted: (within: string) => boolean) =>
    [...contextOf]
      .filter(([, { within }]) => wanted(within))
      .map(([i, { name, within }]) => outlineOf(thin, merged([i], 0), null, { name, within }));

  const countyOutlines = counties.flatMap(({ code, parent_code }) => {
    const of = indexes((piece) => piece.region === code);
    if (of.length === 0 || parent_code === null) return [];
    const approximate = matching.approximate.has(code) ? ({ approximate: true } as const) : {};
    const name = nameOf.get(code) ?? code;
    return [outlineOf(thin, merged(of, limitOf(parent_code)), code, { name, ...approximate })];
  });
  const prefectureOutlines = prefectures.flatMap(({ code, name }) => {
    const of = code === SANSHA ? [islands] : indexes((piece) => piece.prefecture === code);
    if (of.length === 0) throw new Error(`${code} ${name} has no outline at all`);
    return [outlineOf(thin, merged(of, limitOf(code)), code, { name })];
  });

  const layers: ProvinceTopology = {
    type: 'Topology',
    arcs: thin.arcs,
    objects: {
      prefectures: {
        type: 'GeometryCollection',
        geometries: [...prefectureOutlines, ...contextIn((within) => within === province)],
      },
      counties: {
        type: 'GeometryCollection',
        geometries: [...countyOutlines, ...contextIn((within) => within.length === 4)],
      },
    },
  };
  return finished(layers, GRID) as ProvinceTopology;
}

const SANSHA = '4603';
const SOUTH_CHINA_SEA = '南海诸岛';

/** Outlines without a row in regions.csv: drawn, never coloured, never lost. */
const REGIONS_WITHOUT_REPORTS: Readonly<Record<string, string>> = {
  '71': '台湾省',
  '81': '香港特别行政区',
  '82': '澳门特别行政区',
};

/**
 * The nation's file. `provinces` are the source's 34 outlines; `inset` is the frame with the South China Sea that ECharts draws beside a map named `china`; as it is in the file
 * under ECharts' own name for it, ECharts adds no second one.
 */
export function buildNation(
  regions: readonly Region[],
  provinces: readonly SourceFeature[],
  inset: readonly Rings[],
  smallest: number,
): NationTopology {
  const nameOf = new Map(regions.filter((r) => r.level === 'province').map((r) => [r.code, r.name]));
  const drawn = provinces.map(({ code, polygons }) => {
    const province = code.slice(0, 2);
    const name = nameOf.get(province) ?? REGIONS_WITHOUT_REPORTS[province];
    if (name === undefined) throw new Error(`${code}: neither a region nor a known outline`);
    return {
      id: nameOf.has(province) ? province : null,
      name,
      polygons,
    };
  });
  drawn.sort(
    (a, b) => (a.id ?? '99').localeCompare(b.id ?? '99', 'en') || a.name.localeCompare(b.name, 'en'),
  );
  drawn.push({ id: null, name: SOUTH_CHINA_SEA, polygons: inset });
  const missing = [...nameOf.keys()].filter((code) => !drawn.some(({ id }) => id === code));
  if (missing.length > 0) throw new Error(`No outline for ${missing.join(', ')}`);

  // The source thinned each province by itself; on a coarser grid more neighbours meet again.
  const pieces = drawn.map(({ id, polygons }) => ({
    region: id,
    prefecture: null,
    polygons: clean(polygons.map((rings) => rings.map((ring) => ring.map(ontoNationGrid)))),
  }));
  const shared = topology({ pieces: collection(pieces) }) as Topology<{ pieces: GeometryCollection }>;
  const geometries = shared.objects.pieces.geometries as readonly TopologyMultiPolygon[];
  const thin = thinned(
    shared,
    geometries,
    drawn.map(({ name }) => (name === SOUTH_CHINA_SEA ? 0 : smallest)),
  );
  const outlines = drawn.flatMap(({ id, name }, i) => {
    const geometry = geometries[i];
    if (geometry === undefined) return [];
    return [outlineOf(thin, geometry, id, { name, ...(id === null ? { within: '0' } : {}) })];
  });
  return finished(
    {
      type: 'Topology',
      arcs: thin.arcs,
      objects: { provinces: { type: 'GeometryCollection', geometries: outlines } },
    },
    NATION_GRID,
  ) as NationTopology;
}

function ontoNationGrid([x = 0, y = 0]: Position): Position {
  return [Math.round(x / NATION_GRID) * NATION_GRID, Math.round(y / NATION_GRID) * NATION_GRID];
}

/**
 * Leaves out the points that matter least. Each border is judged by the finest limit among the outlines that
 * share it; a ring of its own (an island) that would fall below a triangle is left whole.
 */
function thinned(
  shared: Topology<{ pieces: GeometryCollection }>,
  geometries: readonly TopologyMultiPolygon[],
  limits: readonly number[],
): Topology<{ pieces: GeometryCollection }> {
  const limitOfArc = new Map<number, number>();
  geometries.forEach((geometry, i) => {
    for (const signed of geometry.arcs.flat(2)) {
      const arc = signed < 0 ? ~signed : signed;
      limitOfArc.set(arc, Math.min(limitOfArc.get(arc) ?? Number.POSITIVE_INFINITY, limits[i] ?? 0));
    }
  });
  const weighted = presimplify(shared);
  const arcs = weighted.arcs.map((points, arc) => {
    const limit = limitOfArc.get(arc) ?? 0;
    const kept = points.map(([x = 0, y = 0, weight = 0]) => [x, y, weight >= limit ? 1 : 0]);
    const closed = points.length > 3 && samePoint(points[0], points.at(-1));
    const count = kept.reduce((sum, [, , keep = 0]) => sum + keep, 0);
    return closed && count < 4 ? kept.map(([x = 0, y = 0]) => [x, y, 1]) : kept;
  });
  return simplify({ ...weighted, arcs }, 1);
}

/**
 * Drops holes and detached parts smaller than the limit (slivers between neighbours, rocks), never the
 * largest part: a place does not vanish from the map.
 */
function withoutSpecks(
  thin: Topology,
  geometry: TopologyMultiPolygon,
  limit: number,
  users: ReadonlyMap<number, number>,
): TopologyMultiPolygon {
  const polygons = feature(thin, geometry).geometry.coordinates;
  const areas = polygons.map(([outer]) => (outer === undefined ? 0 : ringArea(outer)));
  const largest = Math.max(...areas);
  return {
    type: 'MultiPolygon',
    arcs: geometry.arcs.flatMap((rings, p) => {
      const own = areas[p] ?? 0;
      if (own < largest && own < limit * 2) return [];
      const holes = rings.slice(1).filter((ring, h) => {
        const area = ringArea(polygons[p]?.[h + 1] ?? []);
        // A hole that nobody fills is a seam where two sources did not meet, unless it is large.
        const filled = ring.every((arc) => (users.get(arc < 0 ? ~arc : arc) ?? 0) > 1);
        return area > (filled ? limit * 2 : Math.max(limit * 20, 1e-4));
      });
      return [[...rings.slice(0, 1), ...holes]];
    }),
  };
}

function outlineOf(
  thin: Topology,
  geometry: TopologyMultiPolygon,
  id: string | null,
  properties: Omit<OutlineProperties, 'cp'>,
): Outline {
  const polygons = feature(thin, geometry).geometry.coordinates;
  const [rings] = polygons.toSorted((a, b) => ringArea(b[0] ?? []) - ringArea(a[0] ?? []));
  if (rings === undefined) throw new Error(`${id} ${properties.name} has no outline left`);
  const [x, y] =
    properties.name === SOUTH_CHINA_SEA
      ? bottomOf(polygons.flat())
      : polylabel(rings as [number, number][][], 0.01);
  const labelled = { ...properties, cp: [rounded(x), rounded(y)] as const };
  const shape: Outline =
    geometry.arcs.length === 1
      ? { type: 'Polygon', arcs: geometry.arcs[0] ?? [], properties: labelled }
      : { ...geometry, properties: labelled };
  return id === null ? shape : { ...shape, id };
}

/** The inset's name stands at the foot of its frame, where ECharts puts it. */
function bottomOf(frame: readonly (readonly Position[])[]): [number, number] {
  const xs = frame.flat().map(([x = 0]) => x);
  const ys = frame.flat().map(([, y = 0]) => y);
  const south = Math.min(...ys);
  return [(Math.min(...xs) + Math.max(...xs)) / 2, south + (Math.max(...ys) - south) * 0.08];
}

function rounded(degrees: number): number {
  return Math.round(degrees * 100) / 100;
}

function ringArea(ring: readonly Position[]): number {
  return planarRingArea(ring as [number, number][]);
}

function areaOfPolygons(polygons: readonly Rings[]): number {
  return polygons.reduce((sum, [outer]) => sum + ringArea(outer ?? []), 0);
}

/** On the source's grid, without the borders that nothing uses any more. */
function finished(layers: Topology<Record<string, OutlineCollection>>, grid: number): Topology {
  const used = prune(layers, () => true);
  const xs = used.arcs.flat().map(([x = 0]) => x);
  const ys = used.arcs.flat().map(([, y = 0]) => y);
  const least = (values: readonly number[]) =>
    Math.floor(values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY));
  return quantize(used, { scale: [grid, grid], translate: [least(xs), least(ys)] }) as Topology;
}
