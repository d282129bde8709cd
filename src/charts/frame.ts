/** What every chart shares: fonts, tooltip, motion. */
import type { EChartsOption } from 'echarts';
import { pointHtml, pointOf } from './point.ts';
import type { ChartContext } from './theme.ts';

type FrameParts = Pick<EChartsOption, 'grid' | 'xAxis' | 'yAxis' | 'series'>;

/** How far a tooltip may reach above the chart. */
const OVER_THE_TOP = 48;

/** Above the pointer, so that no finger covers it, else below; within the chart from left to right. */
function besidePointer(
  point: readonly number[],
  _params: unknown,
  _element: unknown,
  _rect: unknown,
  {
    contentSize,
    viewSize,
  }: { readonly contentSize: readonly number[]; readonly viewSize: readonly number[] },
): [number, number] {
  const [x = 0, y = 0] = point;
  const [width = 0, height = 0] = contentSize;
  const left = Math.max(0, Math.min(x - width / 2, (viewSize[0] ?? 0) - width));
  const above = y - height - 14;
  return [left, above >= -OVER_THE_TOP ? above : y + 18];
}

/** An option around the parts of a kind. Tooltips say what the mark's `point` says, escaped. */
export function frame({ theme }: ChartContext, parts: FrameParts): EChartsOption {
  return {
    backgroundColor: 'transparent',
    textStyle: { fontFamily: theme.font, fontSize: 12, color: theme.ink2 },
    animationDuration: 250,
    animationDurationUpdate: 250,
    tooltip: {
      trigger: 'item',
      position: besidePointer,
      transitionDuration: 0,
      className: 'chart-tip',
      backgroundColor: theme.paperRaised,
      borderColor: theme.lineStrong,
      borderWidth: 1,
      padding: [8, 12],
      textStyle: { color: theme.ink, fontSize: 13, fontFamily: theme.font },
      formatter: (params) => {
        const point = pointOf(Array.isArray(params) ? params[0]?.data : params.data);
        return point ? pointHtml(point) : '';
      },
    },
    ...parts,
  };
}
