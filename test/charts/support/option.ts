/** Looking into an option: its series by id, what it writes, what its marks say. */
import type { EChartsOption } from 'echarts';
import { type PointRef, pointsOf } from '#charts/cursor.ts';
import type { ChartPoint } from '#charts/point.ts';
import { type ChartContext, LIGHT_THEME } from '#charts/theme.ts';

export const CONTEXT: ChartContext = { theme: LIGHT_THEME, lang: 'zh', width: 640 };

type Item = Readonly<Record<string, unknown>>;

function isItem(value: unknown): value is Item {
  return typeof value === 'object' && value !== null;
}

export function allSeries(option: EChartsOption): readonly Item[] {
  const { series } = option;
  return (Array.isArray(series) ? series : [series]).filter(isItem);
}

export function seriesById(option: EChartsOption, id: string): Item {
  const found = allSeries(option).find((each) => each['id'] === id);
  if (!found)
    throw new Error(
      `no series ${id}, only ${allSeries(option)
        .map((each) => String(each['id']))
        .join(', ')}`,
    );
  return found;
}

/** Data items of a series; those that are not objects as `{ value }`. */
export function dataOf(series: Item): readonly Item[] {
  const data = series['data'];
  if (!Array.isArray(data)) return [];
  return data.map((item: unknown) => (isItem(item) && !Array.isArray(item) ? item : { value: item }));
}

export function valuesOf(series: Item): readonly unknown[] {
  return dataOf(series).map((item) => item['value']);
}

export function colourOf(item: Item | undefined): unknown {
  const style = item?.['itemStyle'];
  return isItem(style) ? (style['areaColor'] ?? style['color']) : undefined;
}

/** A text the chart writes, and the box it takes by estimate. */
export interface Written {
  readonly text: string;
  readonly size: number;
  readonly x: number;
  readonly y: number;
  readonly align: unknown;
  readonly baseline: unknown;
}

function writtenIn(shape: unknown): readonly Written[] {
  if (!isItem(shape)) return [];
  const { type, style, children } = shape;
  if (type === 'group' && Array.isArray(children)) return children.flatMap(writtenIn);
  if (type !== 'text' || !isItem(style)) return [];
  const { text, fontSize, x, y, align, verticalAlign } = style;
  if (typeof text !== 'string' || typeof x !== 'number' || typeof y !== 'number') return [];
  return [{ text, size: Number(fontSize), x, y, align, baseline: verticalAlign }];
}

export function writtenOf(option: EChartsOption): readonly Written[] {
  return allSeries(option).flatMap((series) => dataOf(series).flatMap((item) => writtenIn(item['shape'])));
}

export function textsOf(option: EChartsOption): readonly string[] {
  return writtenOf(option).map(({ text }) => text);
}

export function points(option: EChartsOption): readonly ChartPoint[] {
  return pointsOf(option).map(({ point }: PointRef) => point);
}

/** The tooltip's markup for every mark, as ECharts would ask for it. */
export function tooltipsOf(option: EChartsOption): readonly string[] {
  const tooltip = Array.isArray(option.tooltip) ? option.tooltip[0] : option.tooltip;
  const formatter: unknown = tooltip?.formatter;
  if (typeof formatter !== 'function') throw new Error('the tooltip has no formatter');
  return points(option).map((point) => String(formatter({ data: { point } })));
}
