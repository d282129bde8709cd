/**
 * Map geometry: from the shared-border files in data/geo to the feature collections ECharts draws.
 * The nation's file has the layer `provinces`; a province's file has `prefectures` and `counties`.
 */
import type { FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { childLevelOf, levelOfCode, NATION_CODE } from '#model/region.ts';

export interface OutlineProperties {
  /** Region code; null for an outline that is drawn but has no region (Taiwan, the South China Sea inset). */
  readonly code: string | null;
  readonly name: string;
  /** The code, or the name where there is none: unique in a map. Register with `nameProperty: 'key'`. */
  readonly key: string;
  /** Where the label goes: longitude, latitude. ECharts reads it under this name. */
  readonly cp: readonly [number, number];
  /** The border has moved since the source was drawn; the map should say so. */
  readonly approximate: boolean;
}

export type OutlineMap = FeatureCollection<Polygon | MultiPolygon, OutlineProperties>;

/** What a file holds of a feature's properties. */
interface StoredProperties {
  readonly name: string;
  readonly cp: readonly [number, number];
  readonly approximate?: true;
  readonly within?: string;
}

export type StoredTopology = Topology<Record<string, GeometryCollection<StoredProperties>>>;

/**
 * The file under data/geo that holds the map of a region's children, without `.json`: `0` for the nation, the
 * province's code below it. Undefined for counties and townships: no boundaries of townships are published.
 */
export function geometryFileOf(code: string): string | undefined {
  const level = levelOfCode(code);
  if (level === 'nation') return NATION_CODE;
  return level === 'province' || level === 'prefecture' ? code.slice(0, 2) : undefined;
}

/**
 * One layer of a file as GeoJSON, outlines without a region included.
 * Throws if the file has no such layer: the wrong file was fetched.
 */
export function featuresOf(topology: StoredTopology, object: string): OutlineMap {
  return collect(topology, object, () => true);
}

/**
 * The map of a region: its children as listed (a municipality's districts directly), and the outlines without a
 * region that belong on it. `topology` is the file `geometryFileOf(code)` names.
 */
export function mapOf(topology: StoredTopology, code: string): OutlineMap {
  const known = made.get(topology) ?? new Map<string, OutlineMap>();
  made.set(topology, known);
  const found = known.get(code) ?? makeMap(topology, code);
  known.set(code, found);
  return found;
}

/** The same map is the same object, so nobody measures it or tells ECharts of it twice. It goes with its file. */
const made = new WeakMap<StoredTopology, Map<string, OutlineMap>>();

function makeMap(topology: StoredTopology, code: string): OutlineMap {
  const layer = LAYERS[childLevelOf(code) ?? 'township'];
  if (layer === undefined) throw new Error(`There is no map below ${code}`);
  const inside = (id: string) => code === NATION_CODE || id.startsWith(code);
  return collect(topology, layer, (id, within) => (id === null ? within === code : inside(id)));
}

const LAYERS: Readonly<Record<string, string | undefined>> = {
  province: 'provinces',
  prefecture: 'prefectures',
  county: 'counties',
};

function collect(
  topology: StoredTopology,
  object: string,
  wanted: (id: string | null, within: string | undefined) => boolean,
): OutlineMap {
  const layer = topology.objects[object];
  if (layer === undefined) {
    throw new Error(
      `This map file has no layer "${object}", only ${Object.keys(topology.objects).join(', ')}`,
    );
  }
  const features = feature(topology, layer).features.flatMap(({ id, properties, geometry }) => {
    const code = id === undefined ? null : String(id);
    if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon') return [];
    if (!wanted(code, properties.within)) return [];
    const { name, cp, approximate } = properties;
    return [
      {
        type: 'Feature' as const,
        ...(code === null ? {} : { id: code }),
        properties: { code, name, key: code ?? name, cp, approximate: approximate === true },
        geometry,
      },
    ];
  });
  return { type: 'FeatureCollection', features };
}

/**
 * How much narrower a degree of longitude is than one of latitude in the middle of a map: ECharts'
 * `aspectScale`. The nation keeps ECharts' own 0.75, for which its South China Sea inset is drawn.
 */
export function aspectScaleOf(code: string, map: OutlineMap): number {
  if (code === NATION_CODE) return 0.75;
  let south = 90;
  let north = -90;
  for (const { geometry } of map.features) {
    const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
    for (const [, latitude = 0] of polygons.flat(2)) {
      south = Math.min(south, latitude);
      north = Math.max(north, latitude);
    }
  }
  return Math.cos((((south + north) / 2) * Math.PI) / 180);
}
