/** The inset with which maps of China and of Hainan show the South China Sea. Pure. */
import type { Position } from 'geojson';
import type { Rings } from './source-map.ts';

/**
 * ECharts' inset is drawn in a frame of 64 x 93 steps, put beside the nation at 126° E, 25° N: a step is
 * 1/10.5 of a degree of longitude, 1/14 of latitude.
 */
export function nationInset(steps: readonly (readonly Position[])[]): readonly Rings[] {
  return steps.map((ring) => [ring.map(([x = 0, y = 0]) => [126 + x / 10.5, 25 - y / 14])]);
}

/** The same frame beside Hainan's main island; the argument is a point of the nation's inset. */
export function intoInset([lon = 0, lat = 0]: Position): Position {
  return intoFrame([(lon - 126) * 10.5, (25 - lat) * 14]);
}

/** Steps of the frame to degrees beside Hainan. */
function intoFrame([x = 0, y = 0]: Position): Position {
  return [111.4 + x * 0.022, 20.15 - y * 0.021];
}

/** Where an island of the South China Sea falls in the frame, measured on the Hainan the inset itself draws. */
function stepsOf([lon = 0, lat = 0]: Position): Position {
  return [11 + (lon - 108.6) / 0.306, 14.7 + (20.16 - lat) / 0.24];
}

/** At the inset's scale an atoll is a tenth of a pixel: each stands as a diamond, those that fall together as one. */
export function insetIslands(polygons: readonly Rings[]): readonly Rings[] {
  const cell = 0.03;
  const places = new Map<string, Position>();
  for (const [ring] of polygons) {
    const [x = 0, y = 0] = intoFrame(stepsOf(ring?.[0] ?? [0, 0]));
    const column = Math.round(x / cell);
    const row = Math.round(y / cell);
    places.set(`${column},${row}`, [column * cell, row * cell]);
  }
  const r = 0.0145;
  return [...places.values()].map(([x = 0, y = 0]) => [
    [
      [x - r, y],
      [x, y + r],
      [x + r, y],
      [x, y - r],
      [x - r, y],
    ],
  ]);
}
