/**
 * Drawing in pixels. Specs know the width they draw for, so labels, rules, whiskers and hit areas are laid
 * out before drawing, on top of or under the ECharts series that hold the data.
 */
import type { CustomSeriesOption, CustomSeriesRenderItemReturn } from 'echarts';
import type { ChartPoint } from './point.ts';
import { textWidth } from './text-width.ts';
import type { ChartTheme } from './theme.ts';

export type Shape = NonNullable<CustomSeriesRenderItemReturn>;

export interface Rect {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface TextStyle {
  readonly colour: string;
  readonly size?: number;
  readonly bold?: boolean;
  readonly align?: 'left' | 'center' | 'right';
  readonly baseline?: 'top' | 'middle' | 'bottom';
  /** Colour of an outline that keeps the text readable over lines. */
  readonly halo?: string;
}

/** Smallest size of any text in a chart. */
export const SMALL = 11;
export const NORMAL = 12;

export function text(x: number, y: number, content: string, theme: ChartTheme, style: TextStyle): Shape {
  return {
    type: 'text',
    style: {
      x,
      y,
      text: content,
      fill: style.colour,
      fontFamily: theme.font,
      fontSize: style.size ?? NORMAL,
      fontWeight: style.bold ? 600 : 400,
      align: style.align ?? 'left',
      verticalAlign: style.baseline ?? 'middle',
      ...(style.halo ? { stroke: style.halo, lineWidth: 3 } : {}),
    },
  };
}

export interface Stroke {
  readonly colour: string;
  readonly width?: number;
  readonly dash?: readonly number[];
}

export function line(x1: number, y1: number, x2: number, y2: number, stroke: Stroke): Shape {
  return {
    type: 'line',
    shape: { x1, y1, x2, y2 },
    style: {
      stroke: stroke.colour,
      lineWidth: stroke.width ?? 1,
      fill: 'none',
      ...(stroke.dash ? { lineDash: [...stroke.dash] } : {}),
    },
  };
}

export function rect(box: Rect, fill: string, stroke?: string): Shape {
  return {
    type: 'rect',
    shape: { ...box },
    style: { fill, ...(stroke ? { stroke, lineWidth: 1 } : {}) },
  };
}

export function circle(cx: number, cy: number, r: number, fill: string, stroke?: Stroke): Shape {
  return {
    type: 'circle',
    shape: { cx, cy, r },
    style: { fill, ...(stroke ? { stroke: stroke.colour, lineWidth: stroke.width ?? 1 } : {}) },
  };
}

export type Pattern = 'plain' | 'rising' | 'falling' | 'level' | 'upright' | 'dots';

/** Line segments of a 45° hatching from upper right to lower left, inside a box. */
function risingLines({ x, y, width, height }: Rect, gap: number): readonly Segment[] {
  const lines: Segment[] = [];
  for (let at = gap; at < width + height; at += gap) {
    lines.push([
      x + Math.min(at, width),
      y + Math.max(0, at - width),
      x + Math.max(0, at - height),
      y + Math.min(at, height),
    ]);
  }
  return lines;
}

/** From one point to another: x, y, x, y. */
type Segment = readonly [number, number, number, number];

function segmentsOf(box: Rect, kind: Pattern, gap: number): readonly Segment[] {
  const { x, y, width, height } = box;
  const steps = (length: number) =>
    Array.from({ length: Math.max(0, Math.ceil(length / gap) - 1) }, (_, index) => (index + 1) * gap);
  switch (kind) {
    case 'plain':
      return [];
    case 'rising':
      return risingLines(box, gap);
    case 'falling':
      return risingLines(box, gap).map(([x1, y1, x2, y2]) => [
        2 * x + width - x1,
        y1,
        2 * x + width - x2,
        y2,
      ]);
    case 'level':
      return steps(height).map((at) => [x, y + at, x + width, y + at]);
    case 'upright':
      return steps(width).map((at) => [x + at, y, x + at, y + height]);
    case 'dots':
      // So short that their round ends are all there is of them.
      return steps(width).flatMap((across) =>
        steps(height).map((down): Segment => [x + across, y + down, x + across + DOT, y + down]),
      );
  }
}

/** Length of a line that is a dot: without any, some renderers draw nothing. */
const DOT = 0.01;

const rounded = (value: number) => Math.round(value * 100) / 100;

/**
 * A pattern over a box, as lines: unlike ECharts' decals, which are images in print, it stays sharp and comes out the
 * same from every renderer. All of its lines are one shape: a chart of bars with a shape a line has a thousand.
 */
export function pattern(box: Rect, kind: Pattern, colour: string, gap = 5): Shape {
  const pathData = segmentsOf(box, kind, gap)
    .map(([x1, y1, x2, y2]) => `M${rounded(x1)} ${rounded(y1)}L${rounded(x2)} ${rounded(y2)}`)
    .join('');
  if (pathData === '') return { type: 'group', children: [] };
  return {
    type: 'path',
    shape: { pathData },
    style: {
      stroke: colour,
      fill: 'none',
      ...(kind === 'dots' ? { lineWidth: 2, lineCap: 'round' } : { lineWidth: 1 }),
    },
  };
}

/** A series that draws shapes and nothing else: no data, no events. */
export function shapeLayer(id: string, shapes: readonly Shape[], z: number): CustomSeriesOption {
  return {
    type: 'custom',
    id,
    coordinateSystem: 'none',
    silent: true,
    animation: false,
    z,
    data: shapes.map((shape, index) => ({ value: index, shape })),
    renderItem: ({ dataIndex }) => shapes[dataIndex],
  };
}

export interface HitArea extends Rect {
  readonly point: ChartPoint;
}

/**
 * Invisible areas that answer to pointer, touch and keyboard: whole rows, years or dots, larger than the
 * marks they speak for. The current one is tinted.
 */
export function hitLayer(areas: readonly HitArea[], theme: ChartTheme, z = 1): CustomSeriesOption {
  return {
    type: 'custom',
    id: 'points',
    coordinateSystem: 'none',
    animation: false,
    z,
    data: areas.map(({ point }, index) => ({ value: index, point })),
    renderItem: ({ dataIndex }) => {
      const area = areas[dataIndex];
      if (!area) return undefined;
      const { x, y, width, height } = area;
      return {
        type: 'rect',
        shape: { x, y, width, height, r: 3 },
        style: { fill: 'transparent' },
        emphasis: { style: { fill: theme.accentSoft, opacity: 0.6 } },
      };
    },
  };
}

/** One entry of a key (legend): a mark and what it means. */
export interface KeyEntry {
  readonly label: string;
  /** Draws the mark into a box of 12 by 12 pixels; without it the entry is a text only, e.g. the unit. */
  readonly mark?: (box: Rect) => readonly Shape[];
}

const MARK = 12;
const KEY_LINE = 20;

/** Entries in a row, continued on further rows where the width runs out. */
export function keyRows(
  entries: readonly KeyEntry[],
  { x, y, width }: { readonly x: number; readonly y: number; readonly width: number },
  theme: ChartTheme,
): { readonly shapes: readonly Shape[]; readonly height: number } {
  const shapes: Shape[] = [];
  let left = x;
  let top = y;
  for (const entry of entries) {
    const indent = entry.mark ? MARK + 6 : 0;
    const room = indent + textWidth(entry.label, NORMAL);
    if (left > x && left + room > x + width) {
      left = x;
      top += KEY_LINE;
    }
    const box = { x: left, y: top + (KEY_LINE - MARK) / 2, width: MARK, height: MARK };
    shapes.push(...(entry.mark?.(box) ?? []));
    shapes.push(text(left + indent, top + KEY_LINE / 2, entry.label, theme, { colour: theme.ink2 }));
    left += room + 18;
  }
  return { shapes, height: entries.length === 0 ? 0 : top + KEY_LINE - y };
}
