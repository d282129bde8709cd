/** Reading the maps of the two source packages: decoded, cleaned, without knowing any region. Pure. */
import type { Position } from 'geojson';

/** Rings of one polygon, the outer one first; degrees, longitude before latitude. */
export type Rings = readonly (readonly Position[])[];

interface EncodedMap {
  readonly UTF8Encoding?: boolean;
  readonly UTF8Scale?: number;
  readonly features: readonly {
    readonly id?: string | number;
    readonly properties: { readonly name: string };
    readonly geometry: {
      readonly type: string;
      readonly coordinates: unknown;
      readonly encodeOffsets?: unknown;
    };
  }[];
}

/** A feature of a source map with plain coordinates. */
export interface SourceFeature {
  readonly code: string;
  readonly name: string;
  readonly polygons: readonly Rings[];
}

/** ECharts' compact text form of a ring: zigzag-coded steps from an offset, in 1/1024 of a degree. */
export function decodeRing(text: string, offset: readonly [number, number], scale = 1024): Position[] {
  let [x, y] = offset;
  const ring: Position[] = [];
  for (let i = 0; i + 1 < text.length; i += 2) {
    x += unzigzag(text.charCodeAt(i) - 64);
    y += unzigzag(text.charCodeAt(i + 1) - 64);
    ring.push([x / scale, y / scale]);
  }
  return ring;
}

function unzigzag(n: number): number {
  return (n >> 1) ^ -(n & 1);
}

/**
 * The features of a source map, encoded or plain, with their rings cleaned.
 * Throws on a geometry that is neither polygon nor multi-polygon.
 */
export function readSourceMap(text: string): readonly SourceFeature[] {
  const map = JSON.parse(text) as EncodedMap;
  return map.features.map(({ id, properties, geometry }) => {
    if (geometry.type !== 'Polygon' && geometry.type !== 'MultiPolygon') {
      throw new Error(`${properties.name}: expected an area, found ${geometry.type}`);
    }
    const single = geometry.type === 'Polygon';
    let polygons: readonly Rings[];
    if (map.UTF8Encoding === true && geometry.encodeOffsets !== undefined) {
      const texts = (single ? [geometry.coordinates] : geometry.coordinates) as readonly string[][];
      const offsets = (single ? [geometry.encodeOffsets] : geometry.encodeOffsets) as readonly [
        number,
        number,
      ][][];
      polygons = texts.map((rings, p) =>
        rings.map((ring, r) => decodeRing(ring, offsets[p]?.[r] ?? [0, 0], map.UTF8Scale)),
      );
    } else {
      polygons = (single ? [geometry.coordinates] : geometry.coordinates) as readonly Rings[];
    }
    return { code: id === undefined ? '' : String(id), name: properties.name, polygons: clean(polygons) };
  });
}

export function clean(polygons: readonly Rings[]): readonly Rings[] {
  return polygons
    .map((rings) => rings.map(cleanRing).filter((ring) => ring !== null))
    .filter((rings) => rings.length > 0);
}

/**
 * A ring without repeated points and without spikes (out and straight back), closed; null if nothing is left.
 * The source's rings were rounded to a coarse grid and are full of both; left in, no two neighbours would
 * share a border.
 */
export function cleanRing(ring: readonly Position[]): Position[] | null {
  const points: Position[] = [];
  for (const point of ring) {
    if (samePoint(points.at(-1), point)) continue;
    if (samePoint(points.at(-2), point)) points.pop();
    else points.push(point);
  }
  // Around the seam: the closing point, then spikes whose tip is the first or the last point.
  for (;;) {
    if (points.length > 1 && samePoint(points[0], points.at(-1))) points.pop();
    else if (points.length > 2 && samePoint(points[1], points.at(-1))) points.shift();
    else if (points.length > 2 && samePoint(points[0], points.at(-2))) points.pop();
    else break;
  }
  const [first] = points;
  return first === undefined || points.length < 3 ? null : [...points, first];
}

export function samePoint(a: Position | undefined, b: Position | undefined): boolean {
  return a !== undefined && b !== undefined && a[0] === b[0] && a[1] === b[1];
}
