/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-tabindex, jsx-a11y/no-noninteractive-element-interactions --
   one picture to assistive technology, with its text; for sighted keyboard users arrow keys move through it */
/**
 * The one place that loads ECharts, itself loaded when the first chart is drawn. Everything else in `charts/` knows
 * only its types.
 */
import type { EChartsOption } from 'echarts';
import { BarChart, CustomChart, LineChart, MapChart, ScatterChart } from 'echarts/charts';
import { GridComponent, TooltipComponent } from 'echarts/components';
import * as echarts from 'echarts/core';
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers';
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState, useSyncExternalStore } from 'react';
import { flushSync } from 'react-dom';
import { pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import { mapName, registeredName } from './choropleth/spec.ts';
import { cursorMove, pointsOf } from './cursor.ts';
import { drawAllNow, drawInTurn, isPrinting } from './drawing-queue.ts';
import type { OutlineMap } from './geometry.ts';
import { type PointTarget, pointOf, pointSentence } from './point.ts';
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

// Paper is laid out right after this event, so nothing may wait for its turn; a chart just made is drawn in the second.
// Without a page, as in the build, nothing is printed.
if (typeof window !== 'undefined') {
  addEventListener('beforeprint', () => {
    flushSync(drawAllNow);
    drawAllNow();
  });
}

/** SVG prints sharp and zooms; canvas is for some thousand marks. */
export type ChartRenderer = 'svg' | 'canvas';

/** Those last drawn come last. */
const registered = new Map<string, OutlineMap>();

/** ECharts keeps the outlines of every map it is told of: those of a province take some hundred kilobytes. */
const MOST_MAPS = 4;

/**
 * Make the map of a region's children known; another map of the same region replaces it. To be called before each
 * drawing: only the last few are kept.
 */
export function registerRegionMap(region: string, outlines: OutlineMap): void {
  const name = mapName(region);
  const known = registered.get(name);
  registered.delete(name);
  registered.set(name, outlines);
  if (known === outlines) return;
  const features = outlines.features.map((each) => ({
    ...each,
    properties: { ...each.properties, key: registeredName(each.properties.key) },
  }));
  registerFeatures(name, features);
  const [oldest] = registered.keys();
  if (oldest === undefined || registered.size <= MOST_MAPS) return;
  registered.delete(oldest);
  registerFeatures(oldest, []);
}

function registerFeatures(name: string, features: OutlineMap['features']): void {
  const input: unknown = { type: 'FeatureCollection', features };
  echarts.registerMap(name, input as Parameters<typeof echarts.registerMap>[1]);
}

/** A chart as an SVG document, without a page: for downloads, the build and tests. */
export function renderToSvg(option: EChartsOption, width: number, height: number): string {
  const chart = echarts.init(null, undefined, { renderer: 'svg', ssr: true, width, height });
  try {
    chart.setOption({ ...option, animation: false });
    return plainSvg(chart.renderToSVGString());
  } finally {
    chart.dispose();
  }
}

/**
 * Without what ECharts adds for a page that would bring its drawing to life: names of series at each mark, and rules for
 * pointers, which a browser applies to the whole page. Texts of a chart are escaped, so none of them looks like a tag.
 */
function plainSvg(svg: string): string {
  return svg
    .replace(/<style\b[^>]*>.*?<\/style>\s*/gs, '')
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/ (?:ecmeta_\w+|class|pointer-events)="[^"]*"/g, ''));
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
  /** In CSS pixels. Told, not measured: out of sight a chart is not laid out. */
  readonly width: number;
  /** In CSS pixels, from the kind's `…Height`. */
  readonly height: number;
  readonly renderer?: ChartRenderer;
  /** A mark was clicked, tapped, or chosen with Enter. */
  readonly onSelect?: (target: PointTarget) => void;
  /** For a choropleth: the map it draws on. */
  readonly map?: RegionOutlines;
  /** A picture of the same chart, shown until it is drawn. */
  readonly before?: string;
}

export interface RegionOutlines {
  readonly region: string;
  readonly outlines: OutlineMap;
}

/**
 * One chart, as large as it is told; tells pointer, touch and arrow keys what each mark says. The host
 * has `data-drawn` once everything is on the page.
 */
export function EChart({
  option,
  ariaLabel,
  width,
  height,
  renderer = 'svg',
  onSelect,
  map,
  before,
}: EChartProps) {
  const { language } = useLanguage();
  const { region: mapRegion, outlines } = map ?? {};
  const host = useRef<HTMLDivElement>(null);
  const [chart, setChart] = useState<echarts.ECharts | null>(null);
  const still = useReducedMotion();
  const points = useMemo(() => pointsOf(option), [option]);
  const cursor = useRef(-1);
  /** The chart that shows something already. */
  const shown = useRef<echarts.ECharts>(null);
  const inView = useRef(false);
  const size = useRef({ width, height });
  const [said, setSaid] = useState('');
  const [picture, setPicture] = useState(before);
  const hint = useId();

  useEffect(() => {
    size.current = { width, height };
  }, [width, height]);

  useEffect(() => {
    const element = host.current;
    if (!element) return undefined;
    let instance: echarts.ECharts | undefined;
    const create = () => {
      const created = echarts.init(element, undefined, { renderer, ...size.current });
      created.on('finished', () => {
        // An empty chart is finished, too.
        if (shown.current !== created) return;
        element.dataset['drawn'] = '';
        setPicture(undefined);
      });
      instance = created;
      setChart(created);
    };
    const callOff = isPrinting() ? undefined : drawInTurn(create, () => inView.current);
    if (callOff === undefined) create();
    const seeing = new IntersectionObserver((entries) => {
      inView.current = entries.at(-1)?.isIntersecting ?? false;
    });
    seeing.observe(element);
    return () => {
      callOff?.();
      seeing.disconnect();
      instance?.dispose();
      setChart(null);
    };
  }, [renderer]);

  useEffect(() => {
    if (!chart || chart.isDisposed()) return undefined;
    cursor.current = -1;
    delete host.current?.dataset['drawn'];
    const printing = isPrinting();
    const draw = () => {
      if (chart.isDisposed()) return;
      // Its drawing surface only: the option draws all of it anew.
      if (chart.getWidth() !== width || chart.getHeight() !== height) chart.getZr().resize({ width, height });
      if (mapRegion !== undefined && outlines) registerRegionMap(mapRegion, outlines);
      // A change is followed by the eye where it can be seen; a first drawing is there at once.
      const moving = shown.current === chart && inView.current && !still && !printing;
      shown.current = chart;
      chart.setOption(moving ? option : { ...option, animation: false }, { notMerge: true });
    };
    if (!printing) return drawInTurn(draw, () => inView.current);
    draw();
    return undefined;
  }, [chart, option, width, height, still, mapRegion, outlines]);

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
        {/* Its labels would be read one by one after the sentence that says it all. */}
        <div
          ref={host}
          className="echart-host"
          aria-hidden="true"
          data-clickable={onSelect ? '' : undefined}
        />
        {picture === undefined ? null : (
          // The site's own file, made by its build.
          <div className="echart-before" aria-hidden="true" dangerouslySetInnerHTML={{ __html: picture }} />
        )}
      </div>
      <span id={hint} hidden>
        {pick(WORDS.keyboardHint, language)}
      </span>
      <span className="echart-live" aria-live="polite">
        {said}
      </span>
    </div>
  );
}
