/** The charts of a figure make themselves known here, so that they can be drawn again for a file. */
import type { EChartsOption } from 'echarts';
import { createContext, useContext, useEffect } from 'react';
import type { ResponsiveChartProps } from '#charts/responsive-chart.tsx';
import type { ChartContext } from '#charts/theme.ts';

/** A chart that can be laid out for any width and language. */
export interface Drawable {
  readonly spec: (context: ChartContext) => EChartsOption;
  readonly height: (context: ChartContext) => number;
  /** Stands above it in a picture of several; empty for one that needs no name. */
  readonly name: string;
  readonly text: string;
  readonly map?: ResponsiveChartProps['map'];
}

/** The drawables on the page now, in the order they came. */
export type Drawables = Set<Drawable>;

export const DrawablesContext = createContext<Drawables | null>(null);

/** Registers a chart for as long as it is on the page. Keep `drawable` stable between renders. */
export function useDrawable(drawable: Drawable): void {
  const drawables = useContext(DrawablesContext);
  useEffect(() => {
    if (drawables === null) return undefined;
    drawables.add(drawable);
    return () => {
      drawables.delete(drawable);
    };
  }, [drawables, drawable]);
}
