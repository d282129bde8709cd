/** Every kind of chart on one page, to be looked at. Not shipped. `?theme=dark&lang=en&width=328&only=trend`. */
import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { registerRegionMap } from '#charts/echart.tsx';
import { mapOf, type StoredTopology } from '#charts/geometry.ts';
import { ResponsiveChart } from '#charts/responsive-chart.tsx';
import { LanguageContext } from '#i18n/use-language.ts';
import type { Language } from '#model/bilingual.ts';
import nationFile from '../../../data/geo/0.json';
import hebeiFile from '../../../data/geo/13.json';
import { CHART_KINDS, type ChartKind } from '../../charts/support/kinds.ts';
import '#components/tokens.css';
import { COMPARISONS, DOT_PLOTS, FUNNELS } from './compare-inputs.ts';
import { COMPOSITIONS, choropleths, MULTIPLES, RANKINGS, SPREADS, STRIPS, TRENDS, UNITS } from './inputs.ts';
import { FLOWS, HEAT_MAPS, ITEM_BARS, SCATTERS } from './section-inputs.ts';

const search = new URLSearchParams(location.search);
const lang: Language = search.get('lang') === 'en' ? 'en' : 'zh';
const dark = search.get('theme') === 'dark';
const width = Number(search.get('width') ?? 1100);
const only = search.get('only');
const renderer = search.get('renderer') === 'canvas' ? 'canvas' : 'svg';

const root = document.documentElement;
root.lang = lang;
root.dataset['theme'] = dark ? 'dark' : 'light';
document.body.style.cssText =
  'margin:16px;background:var(--paper);color:var(--ink);font:14px/1.5 var(--font-sans)';

const nation = mapOf(nationFile as unknown as StoredTopology, '0');
const hebei = mapOf(hebeiFile as unknown as StoredTopology, '13');
registerRegionMap('0', nation);
registerRegionMap('13', hebei);

function charts<Input>(
  name: string,
  kind: ChartKind<Input>,
  inputs: Readonly<Record<string, Input>>,
): readonly ReactNode[] {
  if (only !== null && only !== name) return [];
  return Object.entries(inputs).map(([each, input]) => (
    <Figure key={`${name}-${each}`} name={`${name}-${each}`} words={kind.describe(input, lang)}>
      <ResponsiveChart
        spec={(context) => kind.spec(input, context)}
        height={(context) => kind.height(input, context)}
        ariaLabel={kind.describe(input, lang)}
        renderer={renderer}
        onSelect={(target) => console.log('select', JSON.stringify(target))}
      />
    </Figure>
  ));
}

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
      {charts('trend', CHART_KINDS.trend, TRENDS)}
      {charts('multiples', CHART_KINDS.smallMultiples, MULTIPLES)}
      {charts('ranking', CHART_KINDS.rankedBars, RANKINGS)}
      {charts('spread', CHART_KINDS.spread, SPREADS)}
      {charts('composition', CHART_KINDS.composition, COMPOSITIONS(lang))}
      {charts('strip', CHART_KINDS.strip, STRIPS)}
      {charts('units', CHART_KINDS.unitChart, UNITS(lang))}
      {charts('funnel', CHART_KINDS.funnel, FUNNELS)}
      {charts('compare', CHART_KINDS.compareLines, COMPARISONS)}
      {charts('dots', CHART_KINDS.dotPlot, DOT_PLOTS)}
      {charts('flow', CHART_KINDS.flow, FLOWS)}
      {charts('heat-map', CHART_KINDS.heatMap, HEAT_MAPS(lang))}
      {charts('scatter', CHART_KINDS.scatter, SCATTERS)}
      {charts('item-bars', CHART_KINDS.itemBars, ITEM_BARS(lang))}
      {charts('map', CHART_KINDS.choropleth, choropleths(nation, hebei))}
    </LanguageContext>
  </StrictMode>,
);
