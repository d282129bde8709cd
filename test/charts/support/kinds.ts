/** All kinds of chart, for what is true of each. */
import type { EChartsOption } from 'echarts';
import { choroplethHeight, choroplethSpec, describeChoropleth } from '#charts/choropleth/spec.ts';
import { compositionHeight, compositionSpec, describeComposition } from '#charts/composition/spec.ts';
import { describeRankedBars, rankedBarsHeight, rankedBarsSpec } from '#charts/ranked-bars/spec.ts';
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
} as const satisfies Record<string, ChartKind<never>>;
