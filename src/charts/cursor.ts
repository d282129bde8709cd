/** The way of the keyboard cursor through a chart: every mark that has something to say, in drawing order. */
import type { EChartsOption } from 'echarts';
import { type ChartPoint, pointOf } from './point.ts';

export interface PointRef {
  readonly seriesIndex: number;
  readonly dataIndex: number;
  readonly point: ChartPoint;
}

export function pointsOf(option: EChartsOption): readonly PointRef[] {
  const { series } = option;
  const all = series === undefined ? [] : Array.isArray(series) ? series : [series];
  return all.flatMap((each, seriesIndex) => {
    const data: unknown = each.data;
    if (!Array.isArray(data)) return [];
    return data.flatMap((item: unknown, dataIndex) => {
      const point = pointOf(item);
      return point ? [{ seriesIndex, dataIndex, point }] : [];
    });
  });
}

/** Where a key leads from a place in a list; undefined for keys that lead nowhere. `at` is -1 before the first. */
export function cursorMove(key: string, at: number, count: number): number | undefined {
  const last = count - 1;
  switch (key) {
    case 'ArrowRight':
    case 'ArrowDown':
      return Math.min(last, at + 1);
    case 'ArrowLeft':
    case 'ArrowUp':
      return at < 0 ? last : Math.max(0, at - 1);
    case 'PageDown':
      return Math.min(last, at + 10);
    case 'PageUp':
      return Math.max(0, at - 10);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}
