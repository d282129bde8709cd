/* oxlint-disable jsx-a11y/prefer-tag-over-role, jsx-a11y/no-noninteractive-tabindex, jsx-a11y/no-noninteractive-element-interactions --
   a picture stands for its chart, which the focus moves on to */
/** A chart as pages use it: laid out for its width, language and theme; drawn once the chart library is here. */
import type { EChartsOption } from 'echarts';
import {
  Suspense,
  useContext,
  useDeferredValue,
  useEffect,
  useMemo,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react';
import { flushSync } from 'react-dom';
import { useLanguage } from '#i18n/use-language.ts';
import './echart.css';
import { ChartRoomContext } from './chart-room.ts';
import { ChartCollectorContext } from './chart-to-draw.ts';
import { isPrinting } from './drawing-queue.ts';
import type { EChartProps } from './echart.tsx';
import { loadedOrLazy } from './loaded-or-lazy.tsx';
import { drawAll, pictureOf, usePicturesState } from './pictures.ts';
import { type ChartContext, type ChartTheme, LIGHT_THEME } from './theme.ts';

/** `load` fetches the chart library ahead of the first chart. */
export const CHART = loadedOrLazy<EChartProps>(async () => (await import('./echart.tsx')).EChart);
const EChart = CHART.component;

const USUAL_WIDTH = 640;

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
let isCurrent = false;

/** The same object as long as nothing in it has changed. */
function currentTheme(): ChartTheme {
  if (current !== undefined && isCurrent) return current;
  const theme = readChartTheme(document.documentElement);
  isCurrent = true;
  if (current === undefined || JSON.stringify(theme) !== JSON.stringify(current)) current = theme;
  return current;
}

function subscribeToTheme(changed: () => void): () => void {
  let frame = 0;
  const reread = () => {
    isCurrent = false;
    changed();
  };
  // Read where the page is styled anyway: at once, it would have to be styled in the middle of its change.
  const rereadSoon = () => {
    cancelAnimationFrame(frame);
    if (isPrinting()) reread();
    else frame = requestAnimationFrame(reread);
  };
  const observer = new MutationObserver(rereadSoon);
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme', 'lang'] });
  const dark = matchMedia('(prefers-color-scheme: dark)');
  dark.addEventListener('change', rereadSoon);
  return () => {
    cancelAnimationFrame(frame);
    observer.disconnect();
    dark.removeEventListener('change', rereadSoon);
  };
}

/** The page's chart theme, kept up to date as the reader or the system switches. */
export function useChartTheme(): ChartTheme {
  const theme = useSyncExternalStore(subscribeToTheme, currentTheme, () => LIGHT_THEME);
  // Charts follow when the page has; not on paper, which waits for nothing.
  const followed = useDeferredValue(theme);
  return isPrinting() ? theme : followed;
}

export interface ResponsiveChartProps extends Omit<EChartProps, 'option' | 'width' | 'height'> {
  /** The kind's spec with its input, e.g. `(context) => trendSpec(input, context)`; keep it stable between renders. */
  readonly spec: (context: ChartContext) => EChartsOption;
  readonly height: (context: ChartContext) => number;
  /** What a picture of this chart is found by; see `pictureKey`. Keep it stable between renders. */
  readonly pictureKey?: (() => string) | undefined;
}

interface ChartPictureProps {
  readonly svg: string;
  readonly ariaLabel: string;
  readonly height: number;
  readonly onFocusChange: (focused: boolean) => void;
}

/** The library is wanted now. Where it cannot be had the picture stays. */
export async function wakeCharts(): Promise<void> {
  await CHART.load();
  drawAll();
}

function wake(): void {
  wakeCharts().catch(() => {});
}

/** A chart as the build drew it. The library comes when the page is at rest, or with the first touch. */
function ChartPicture({ svg, ariaLabel, height, onFocusChange }: ChartPictureProps) {
  return (
    <div className="echart-frame" onPointerEnter={wake}>
      <div
        className="echart"
        role="img"
        aria-label={ariaLabel}
        tabIndex={0}
        onFocus={() => {
          onFocusChange(true);
          wake();
        }}
        onBlur={() => onFocusChange(false)}
        style={{ height }}
      >
        <div className="echart-host" aria-hidden="true" data-drawn="" data-picture="">
          {/* The site's own file, made by its build. */}
          <div dangerouslySetInnerHTML={{ __html: svg }} />
        </div>
      </div>
    </div>
  );
}

/** A chart that is laid out again for the width it gets, the reader's language and the page's theme. */
export function ResponsiveChart({ spec, height, pictureKey, ...rest }: ResponsiveChartProps) {
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

  const collect = useContext(ChartCollectorContext);
  const room = useContext(ChartRoomContext);
  if (collect !== null && pictureKey !== undefined) {
    collect({ key: pictureKey(), spec, height, room, map: rest.map });
  }

  const pictures = usePicturesState();
  const found = useMemo(() => {
    if (pictures !== 'here' || pictureKey === undefined || width < 1) return undefined;
    const context: ChartContext = { theme, lang: language, width };
    const svg = pictureOf(pictureKey(), context);
    return svg === undefined ? undefined : { svg, height: height(context) };
  }, [pictures, pictureKey, height, theme, language, width]);
  // The same chart drawn by the library stands under its picture until it is drawn.
  const [shown, setShown] = useState<{
    readonly svg: string;
    readonly height: number;
    readonly spec: unknown;
  }>();
  if (found !== undefined && (found.svg !== shown?.svg || spec !== shown.spec)) setShown({ ...found, spec });
  const last = shown?.spec === spec ? shown : undefined;
  // Paper waits for no library.
  const picture = found ?? (isPrinting() && pictures !== 'library' ? last : undefined);
  const isFocused = useRef(false);
  useEffect(() => {
    if (picture !== undefined || !isFocused.current) return;
    isFocused.current = false;
    box.current?.querySelector<HTMLElement>('.echart')?.focus();
  }, [picture]);

  const drawn = useMemo(() => {
    if (width < 1 || pictures === 'coming' || picture !== undefined) return null;
    const context: ChartContext = { theme, lang: language, width };
    return { option: spec(context), width, height: height(context) };
  }, [spec, height, theme, language, width, pictures, picture]);

  // Until its width is known, a chart keeps about the room it will take.
  const kept = (drawn ?? picture)?.height ?? height({ theme, lang: language, width: USUAL_WIDTH });
  return (
    <div ref={box} className="echart-box" style={{ minHeight: kept }}>
      {picture === undefined ? null : (
        <ChartPicture
          svg={picture.svg}
          height={picture.height}
          ariaLabel={rest.ariaLabel}
          onFocusChange={(focused) => {
            isFocused.current = focused;
          }}
        />
      )}
      {drawn ? (
        <Suspense fallback={<div data-pending="" />}>
          <EChart {...rest} {...drawn} {...(last === undefined ? {} : { before: last.svg })} />
        </Suspense>
      ) : null}
    </div>
  );
}
