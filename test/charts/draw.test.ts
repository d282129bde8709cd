import { readFileSync } from 'node:fs';
import type { EChartsOption } from 'echarts';
import { describe, expect, it } from 'vitest';
import { registerRegionMap, renderToSvg } from '#charts/echart.tsx';
import { mapOf, type StoredTopology } from '#charts/geometry.ts';
import { textWidth } from '#charts/text-width.ts';
import { type ChartContext, DARK_THEME, LIGHT_THEME } from '#charts/theme.ts';
import { COMPARISONS, DOT_PLOTS, FUNNELS } from '../gallery/charts/compare-inputs.ts';
import {
  COMPOSITIONS,
  choropleths,
  MULTIPLES,
  RANKINGS,
  SPREADS,
  STRIPS,
  TRENDS,
  UNITS,
} from '../gallery/charts/inputs.ts';
import { FLOWS, HEAT_MAPS, ITEM_BARS, SCATTERS } from '../gallery/charts/section-inputs.ts';
import { CHART_KINDS, type ChartKind } from './support/kinds.ts';
import { type Written, writtenOf } from './support/option.ts';

interface Case {
  readonly name: string;
  readonly option: EChartsOption;
  readonly height: number;
  readonly words: string;
}

const contexts: readonly ChartContext[] = [320, 640, 1_100].flatMap((width) =>
  (['zh', 'en'] as const).map((lang) => ({ theme: lang === 'zh' ? LIGHT_THEME : DARK_THEME, lang, width })),
);

function cases<Input>(
  name: string,
  kind: ChartKind<Input>,
  inputs: Readonly<Record<string, Input>>,
  context: ChartContext,
): readonly Case[] {
  return Object.entries(inputs).map(([each, input]) => ({
    name: `${name} ${each}`,
    option: kind.spec(input, context),
    height: kind.height(input, context),
    words: kind.describe(input, context.lang),
  }));
}

function topology(file: string): StoredTopology {
  const text = readFileSync(new URL(`../../data/geo/${file}.json`, import.meta.url), 'utf8');
  return JSON.parse(text) as StoredTopology;
}

const nation = mapOf(topology('0'), '0');
const hebei = mapOf(topology('13'), '13');
registerRegionMap('0', nation);
registerRegionMap('13', hebei);

function allCases(context: ChartContext): readonly Case[] {
  const { lang } = context;
  return [
    ...cases('trend', CHART_KINDS.trend, TRENDS, context),
    ...cases('smallMultiples', CHART_KINDS.smallMultiples, MULTIPLES, context),
    ...cases('rankedBars', CHART_KINDS.rankedBars, RANKINGS, context),
    ...cases('spread', CHART_KINDS.spread, SPREADS, context),
    ...cases('composition', CHART_KINDS.composition, COMPOSITIONS(lang), context),
    ...cases('strip', CHART_KINDS.strip, STRIPS, context),
    ...cases('unitChart', CHART_KINDS.unitChart, UNITS(lang), context),
    ...cases('funnel', CHART_KINDS.funnel, FUNNELS, context),
    ...cases('compareLines', CHART_KINDS.compareLines, COMPARISONS, context),
    ...cases('dotPlot', CHART_KINDS.dotPlot, DOT_PLOTS, context),
    ...cases('flow', CHART_KINDS.flow, FLOWS, context),
    ...cases('heatMap', CHART_KINDS.heatMap, HEAT_MAPS(lang), context),
    ...cases('scatter', CHART_KINDS.scatter, SCATTERS, context),
    ...cases('itemBars', CHART_KINDS.itemBars, ITEM_BARS(lang), context),
    ...cases('choropleth', CHART_KINDS.choropleth, choropleths(nation, hebei), context),
  ];
}

interface Box {
  readonly text: string;
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** The ink of a line of text: what its font size covers, without the space between lines. */
function boxOf({ text, size, x, y, align, baseline }: Written): Box {
  // The estimate is on the wide side; collisions by less than that are none.
  const width = textWidth(text, size) * 0.9;
  const left = align === 'center' ? x - width / 2 : align === 'right' ? x - width : x;
  const top = baseline === 'top' ? y : baseline === 'bottom' ? y - size : y - size / 2;
  return { text, left, right: left + width, top: top + 1, bottom: top + size - 1 };
}

function collisions(boxes: readonly Box[]): readonly string[] {
  return boxes.flatMap((one, index) =>
    boxes
      .slice(index + 1)
      .filter(
        (other) =>
          one.left < other.right &&
          other.left < one.right &&
          one.top < other.bottom &&
          other.top < one.bottom,
      )
      .map((other) => `“${one.text}” and “${other.text}”`),
  );
}

describe.each(contexts)('charts $width px wide, in $lang', (context) => {
  const all = allCases(context);

  it.each(all)('$name is drawn', ({ option, height }) => {
    const svg = renderToSvg(option, context.width, height);
    expect(svg).toContain('<svg');
    expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  });

  it.each(all)(
    '$name writes nothing smaller than 11 px, nothing outside, nothing over other text',
    ({ option, height }) => {
      const written = writtenOf(option);
      expect(written.filter(({ size }) => size < 11)).toEqual([]);
      const boxes = written.map(boxOf);
      const outside = boxes.filter(
        ({ left, right, top, bottom }) =>
          left < -2 || right > context.width + 2 || top < -2 || bottom > height + 2,
      );
      expect(outside).toEqual([]);
      expect(collisions(boxes)).toEqual([]);
    },
  );

  it.each(all)('$name has a description', ({ words }) => {
    expect(words.length).toBeGreaterThan(10);
    expect(words).not.toMatch(/undefined|null|NaN|Infinity/);
  });
});
