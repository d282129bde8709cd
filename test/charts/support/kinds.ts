/** All kinds of chart, for what is true of each. */
import type { EChartsOption } from 'echarts';
import { choroplethHeight, choroplethSpec, describeChoropleth } from '#charts/choropleth/spec.ts';
import { compareLinesHeight, compareLinesSpec, describeCompareLines } from '#charts/compare-lines/spec.ts';
import { compositionHeight, compositionSpec, describeComposition } from '#charts/composition/spec.ts';
import { describeDotPlot, dotPlotHeight, dotPlotSpec } from '#charts/dot-plot/spec.ts';
import { describeFlow, flowHeight, flowSpec } from '#charts/flow/spec.ts';
import { describeFunnel, funnelHeight, funnelSpec } from '#charts/funnel/spec.ts';
import { describeHeatMap, heatMapHeight, heatMapSpec } from '#charts/heat-map/spec.ts';
import { describeItemBars, itemBarsHeight, itemBarsSpec } from '#charts/item-bars/spec.ts';
import { describeRankedBars, rankedBarsHeight, rankedBarsSpec } from '#charts/ranked-bars/spec.ts';
import { describeScatter, scatterHeight, scatterSpec } from '#charts/scatter/spec.ts';
import {
  describeSmallMultiples,
  smallMultiplesHeight,
  smallMultiplesSpec,
} from '#charts/small-multiples/spec.ts';
import { describeSpread, spreadHeight, spreadSpec } from '#charts/spread/spec.ts';
import { describeStrip, stripHeight, stripSpec } from '#charts/strip/spec.ts';
import type { ChartContext } from '#charts/theme.ts';
import { describeTrend, trendHeight, trendSpec } from '#charts/trend/spec.ts';
import { describeUnitChart, unitChartHeight, unitChartSpec } from '#charts/unit-chart/spec.ts';
import type { Language } from '#model/bilingual.ts';

export interface ChartKind<Input> {
  readonly spec: (input: Input, context: ChartContext) => EChartsOption;
  readonly height: (input: Input, context: ChartContext) => number;
  readonly describe: (input: Input, lang: Language) => string;
}

export const CHART_KINDS = {
  trend: {
    spec: trendSpec,
    height: trendHeight,
    describe: describeTrend,
  },
  smallMultiples: {
    spec: smallMultiplesSpec,
    height: smallMultiplesHeight,
    describe: describeSmallMultiples,
  },
  rankedBars: {
    spec: rankedBarsSpec,
    height: rankedBarsHeight,
    describe: describeRankedBars,
  },
  choropleth: {
    spec: choroplethSpec,
    height: choroplethHeight,
    describe: describeChoropleth,
  },
  spread: {
    spec: spreadSpec,
    height: spreadHeight,
    describe: describeSpread,
  },
  composition: {
    spec: compositionSpec,
    height: compositionHeight,
    describe: describeComposition,
  },
  strip: {
    spec: stripSpec,
    height: stripHeight,
    describe: describeStrip,
  },
  unitChart: {
    spec: unitChartSpec,
    height: unitChartHeight,
    describe: describeUnitChart,
  },
  funnel: {
    spec: funnelSpec,
    height: funnelHeight,
    describe: describeFunnel,
  },
  compareLines: {
    spec: compareLinesSpec,
    height: compareLinesHeight,
    describe: describeCompareLines,
  },
  dotPlot: {
    spec: dotPlotSpec,
    height: dotPlotHeight,
    describe: describeDotPlot,
  },
  flow: {
    spec: flowSpec,
    height: flowHeight,
    describe: describeFlow,
  },
  heatMap: {
    spec: heatMapSpec,
    height: heatMapHeight,
    describe: describeHeatMap,
  },
  scatter: {
    spec: scatterSpec,
    height: scatterHeight,
    describe: describeScatter,
  },
  itemBars: {
    spec: itemBarsSpec,
    height: itemBarsHeight,
    describe: describeItemBars,
  },
} as const satisfies Record<string, ChartKind<never>>;
