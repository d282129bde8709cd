/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-tabindex, jsx-a11y/no-noninteractive-element-interactions --
   one picture to assistive technology, with its text; for sighted keyboard users arrow keys move through it */
/** The one place that loads ECharts. Everything else in `charts/` is pure and knows only its types. */
import type { EChartsOption } from 'echarts';
import { BarChart, CustomChart, LineChart, MapChart, ScatterChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';
import { useLanguage } from '#i18n/use-language.ts';
import './echart.css';
import { pick } from '#i18n/format.ts';
import { mapName, registeredName } from './choropleth/spec.ts';
import { cursorMove, pointsOf } from './cursor.ts';
import type { OutlineMap } from './geometry.ts';
import { type PointTarget, pointOf, pointSentence } from './point.ts';
import { type ChartContext, type ChartTheme, LIGHT_THEME } from './theme.ts';
import { WORDS } from './words.ts';

echarts.use([
  BarChart,
  CustomChart,
  LineChart,
  MapChart,
  ScatterChart,
  GridComponent,
  TooltipComponent,
  CanvasRenderer,
  SVGRenderer,
]);

/** SVG prints sharp and zooms; canvas is for some thousand marks. */
export type ChartRenderer = 'svg' | 'canvas';

const registered = new Map<string, OutlineMap>();

/** Make the map of a region's children known; another map of the same region replaces it. */
export function registerRegionMap(region: string, outlines: OutlineMap): void {
  const name = mapName(region);
  if (registered.get(name) === outlines) return;
  registered.set(name, outlines);
  const features = outlines.features.map((each) => ({
    ...each,
    properties: { ...each.properties, key: registeredName(each.properties.key) },
  }));
  const input: unknown = { type: 'FeatureCollection', features };
  echarts.registerMap(name, input as Parameters<typeof echarts.registerMap>[1]);
}

/** A chart as an SVG document, without a page: for downloads, the build and tests. */
export function renderToSvg(option: EChartsOption, width: number, height: number): string {
  const chart = echarts.init(null, undefined, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({ ...option, animation: false });
    return chart.renderToSVGString();
  } finally {
    chart.dispose();
  }
}

/** The theme as an element sees it, from the custom properties of components/tokens.css. */
export function readChartTheme(element: Element): ChartTheme {
  const style = getComputedStyle(element);
  const read = (property: string, fallback = '') => style.getPropertyValue(property).trim() || fallback;
  const palette = (name: string, fallback: readonly string[]) =>
    fallback.map((colour, index) => read(`--${name}-${index + 1}`, colour));
  return {
    ink: read('--ink', LIGHT_THEME.ink),
    ink2: read('--ink-2', LIGHT_THEME.ink2),
    ink3: read('--ink-3', LIGHT_THEME.ink3),
    line: read('--line', LIGHT_THEME.line),
    lineStrong: read('--line-strong', LIGHT_THEME.lineStrong),
    accent: read('--accent', LIGHT_THEME.accent),
    accentSoft: read('--accent-soft', LIGHT_THEME.accentSoft),
    context: read('--context', LIGHT_THEME.context),
    missing: read('--missing', LIGHT_THEME.missing),
    paper: read('--paper', LIGHT_THEME.paper),
    paperRaised: read('--paper-raised', LIGHT_THEME.paperRaised),
    focus: read('--focus', LIGHT_THEME.focus),
    seq: palette('seq', LIGHT_THEME.seq),
    div: palette('div', LIGHT_THEME.div),
    cat: palette('cat', LIGHT_THEME.cat),
    font: read('--font-sans', LIGHT_THEME.font),
  };
}

let current: ChartTheme | undefined;

function subscribeToTheme(changed: () => void): () => void {
  const reread = () => {
    current = undefined;
    changed();
  };
  const observer = new MutationObserver(reread);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'lang'] });
  const dark = matchMedia('(prefers-color-scheme: dark)');
  dark.addEventListener('change', reread);
  return () => {
    observer.disconnect();
    dark.removeEventListener('change', reread);
  };
}

/** The page's chart theme, kept up to date as the reader or the system switches. */
export function useChartTheme(): ChartTheme {
  return useSyncExternalStore(
    subscribeToTheme,
    () => (current ??= readChartTheme(document.documentElement)),
    () => LIGHT_THEME,
  );
}

function subscribeToMotion(changed: () => void): () => void {
  const query = matchMedia('(prefers-reduced-motion: reduce)');
  query.addEventListener('change', changed);
  return () => query.removeEventListener('change', changed);
}

function useReducedMotion(): boolean {
  return useSyncExternalStore(
    subscribeToMotion,
    () => matchMedia('(prefers-reduced-motion: reduce)').matches,
    () => true,
  );
}

export interface EChartProps {
  readonly option: EChartsOption;
  /** The chart in words, from the kind's `describe…`: ECharts' own text is wrong for stacks. */
  readonly ariaLabel: string;
  /** In pixels, from the kind's `…Height`. */
  readonly height: number;
  readonly renderer?: ChartRenderer;
  /** A mark was clicked, tapped, or chosen with Enter. */
  readonly onSelect?: (target: PointTarget) => void;
}

/**
 * One chart. Fits the width it is given; tells pointer, touch and arrow keys what each mark says. The host
 * has `data-drawn` once everything is on the page.
 */
export function EChart({ option, ariaLabel, height, renderer = 'svg', onSelect }: EChartProps) {
  const { language } = useLanguage();
  const host = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<echarts.ECharts | null>(null);
  const still = useReducedMotion();
  const points = useMemo(() => pointsOf(option), [option]);
  const cursor = useRef(-1);
  const [said, setSaid] = useState('');
  const hint = useId();

  useEffect(() => {
    const element = host.current;
    if (!element) return undefined;
    const instance = echarts.init(element, undefined, { renderer });
    instance.on('finished', () => {
      element.dataset['drawn'] = '';
    });
    const observer = new ResizeObserver(() => instance.resize());
    observer.observe(element);
    setChart(instance);
    return () => {
      observer.disconnect();
      instance.dispose();
      setChart(null);
    };
  }, [renderer]);

  useEffect(() => {
    if (!chart || chart.isDisposed()) return;
    cursor.current = -1;
    delete host.current?.dataset['drawn'];
    const printing = document.documentElement.dataset['printing'] !== undefined;
    if (printing) chart.resize();
    chart.setOption(still || printing ? { ...option, animation: false } : option, { notMerge: true });
  }, [chart, option, still]);

  useEffect(() => {
    if (!chart || !onSelect) return undefined;
    const choose = (event: { data?: unknown }) => {
      const target = pointOf(event.data)?.target;
      if (target) onSelect(target);
    };
    chart.on('click', choose);
    return () => {
      if (!chart.isDisposed()) chart.off('click', choose);
    };
  }, [chart, onSelect]);

  const leave = () => {
    const at = points[cursor.current];
    cursor.current = -1;
    // Said again when the cursor comes back to the same mark.
    setSaid('');
    if (!chart || chart.isDisposed() || !at) return;
    chart.dispatchAction({ type: 'downplay', seriesIndex: at.seriesIndex, dataIndex: at.dataIndex });
    chart.dispatchAction({ type: 'hideTip' });
  };

  const press = (event: KeyboardEvent) => {
    if (!chart || event.altKey || event.ctrlKey || event.metaKey) return;
    const here = points[cursor.current];
    if (event.key === 'Escape' && here) {
      event.preventDefault();
      leave();
      return;
    }
    if ((event.key === 'Enter' || event.key === ' ') && here) {
      event.preventDefault();
      if (here.point.target) onSelect?.(here.point.target);
      return;
    }
    const next = cursorMove(event.key, cursor.current, points.length);
    const there = next === undefined ? undefined : points[next];
    if (next === undefined || !there) return;
    event.preventDefault();
    leave();
    cursor.current = next;
    const { seriesIndex, dataIndex } = there;
    chart.dispatchAction({ type: 'highlight', seriesIndex, dataIndex });
    chart.dispatchAction({ type: 'showTip', seriesIndex, dataIndex });
    setSaid(pointSentence(there.point, language));
  };

  return (
    <div className="echart-frame">
      <div
        className="echart"
        role="img"
        aria-label={ariaLabel}
        aria-describedby={points.length > 0 ? hint : undefined}
        tabIndex={points.length > 0 ? 0 : undefined}
        onKeyDown={press}
        onBlur={leave}
        style={{ height }}
      >
        <div ref={host} className="echart-host" data-clickable={onSelect ? '' : undefined} />
      </div>
      <span id={hint} className="echart-live">
        {pick(WORDS.keyboardHint, language)}
      </span>
      <span className="echart-live" aria-live="polite">
        {said}
      </span>
    </div>
  );
}

export interface ResponsiveChartProps extends Omit<EChartProps, 'option' | 'height'> {
  /** The kind's spec with its input, e.g. `(context) => trendSpec(input, context)`; keep it stable between renders. */
  readonly spec: (context: ChartContext) => EChartsOption;
  readonly height: (context: ChartContext) => number;
  /** For a choropleth: the map it draws on. */
  readonly map?: { readonly region: string; readonly outlines: OutlineMap };
}

/** A chart that is laid out again for the width it gets, the reader's language and the page's theme. */
export function ResponsiveChart({ spec, height, map, ...rest }: ResponsiveChartProps) {
  const { language } = useLanguage();
  const theme = useChartTheme();
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);

  useEffect(() => {
    const element = box.current;
    if (!element) return undefined;
    const observer = new ResizeObserver(([entry]) => {
      if (entry) setWidth(Math.floor(entry.contentRect.width));
    });
    observer.observe(element);
    // Paper is laid out right after these events: no observer would be told in time.
    const measure = () => {
      const now = Math.floor(element.getBoundingClientRect().width);
      if (now > 0) flushSync(() => setWidth(now));
    };
    addEventListener('beforeprint', measure);
    addEventListener('afterprint', measure);
    return () => {
      observer.disconnect();
      removeEventListener('beforeprint', measure);
      removeEventListener('afterprint', measure);
    };
  }, []);

  const drawn = useMemo(() => {
    if (width < 1) return null;
    if (map) registerRegionMap(map.region, map.outlines);
    const context: ChartContext = { theme, lang: language, width };
    return { option: spec(context), height: height(context) };
  }, [spec, height, map, theme, language, width]);

  return (
    <div ref={box} className="echart-box">
      {drawn ? <EChart {...rest} {...drawn} /> : null}
    </div>
  );
}
