/** Every kind of chart on one page, to be looked at. Not shipped. `?theme=dark&lang=en&width=328&only=trend`. */
import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { choroplethHeight, choroplethSpec, describeChoropleth } from '#charts/choropleth/spec.ts';
import { compositionHeight, compositionSpec, describeComposition } from '#charts/composition/spec.ts';
import { ResponsiveChart, registerRegionMap } from '#charts/echart.tsx';
import { mapOf, type StoredTopology } from '#charts/geometry.ts';
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
import { LanguageContext } from '#i18n/use-language.ts';
import type { Language } from '#model/bilingual.ts';
import nationFile from '../../../data/geo/0.json';
import hebeiFile from '../../../data/geo/13.json';
import { COMPOSITIONS, choropleths, MULTIPLES, RANKINGS, SPREADS, STRIPS, TRENDS, UNITS } from './inputs.ts';

const search = new URLSearchParams(location.search);
const lang: Language = search.get('lang') === 'en' ? 'en' : 'zh';
const dark = search.get('theme') === 'dark';
const width = Number(search.get('width') ?? 1100);
const only = search.get('only');

const root = document.documentElement;
root.lang = lang;
root.dataset['theme'] = dark ? 'dark' : 'light';
document.body.style.cssText =
  'margin:16px;background:var(--paper);color:var(--ink);font:14px/1.5 var(--font-sans)';

interface Item {
  readonly name: string;
  readonly spec: (context: ChartContext) => ReturnType<typeof trendSpec>;
  readonly height: (context: ChartContext) => number;
  readonly words: string;
}

function items<Input>(
  kind: string,
  inputs: Readonly<Record<string, Input>>,
  spec: (input: Input, context: ChartContext) => ReturnType<typeof trendSpec>,
  height: (input: Input, context: ChartContext) => number,
  words: (input: Input, lang: Language) => string,
): readonly Item[] {
  if (only !== null && only !== kind) return [];
  return Object.entries(inputs).map(([name, input]) => ({
    name: `${kind}-${name}`,
    spec: (context) => spec(input, context),
    height: (context) => height(input, context),
    words: words(input, lang),
  }));
}

const nation = mapOf(nationFile as unknown as StoredTopology, '0');
const hebei = mapOf(hebeiFile as unknown as StoredTopology, '13');
registerRegionMap('0', nation);
registerRegionMap('13', hebei);

const all: readonly Item[] = [
  ...items('trend', TRENDS, trendSpec, trendHeight, describeTrend),
  ...items('multiples', MULTIPLES, smallMultiplesSpec, smallMultiplesHeight, describeSmallMultiples),
  ...items('ranking', RANKINGS, rankedBarsSpec, rankedBarsHeight, describeRankedBars),
  ...items('spread', SPREADS, spreadSpec, spreadHeight, describeSpread),
  ...items('composition', COMPOSITIONS(lang), compositionSpec, compositionHeight, describeComposition),
  ...items('strip', STRIPS, stripSpec, stripHeight, describeStrip),
  ...items('units', UNITS(lang), unitChartSpec, unitChartHeight, describeUnitChart),
  ...items('map', choropleths(nation, hebei), choroplethSpec, choroplethHeight, describeChoropleth),
];

function Figure({
  name,
  words,
  children,
}: {
  readonly name: string;
  readonly words: string;
  readonly children: ReactNode;
}) {
  return (
    <figure id={name} style={{ margin: '0 0 28px', width }}>
      <figcaption style={{ fontWeight: 600, marginBottom: 8 }}>{name}</figcaption>
      {children}
      <p style={{ fontSize: 12, color: 'var(--ink-2)', margin: '6px 0 0' }}>{words}</p>
    </figure>
  );
}

createRoot(document.querySelector('#root') ?? document.body).render(
  <StrictMode>
    <LanguageContext value={lang}>
      {all.map(({ name, words, spec, height }) => (
        <Figure key={name} name={name} words={words}>
          <ResponsiveChart
            spec={spec}
            height={height}
            ariaLabel={words}
            onSelect={(target) => console.log('select', JSON.stringify(target))}
          />
        </Figure>
      ))}
    </LanguageContext>
  </StrictMode>,
);
