/** One plot of series over years: what a single trend and each of the small multiples are made of. */
import type { EChartsOption, LineSeriesOption } from 'echarts';
import { formatYears, MISSING_TEXT, pick } from '#i18n/format.ts';
import type { MetricDefinition } from '#metrics/metric.ts';
import type { Language } from '#model/bilingual.ts';
import { type YearRange, yearsOf } from '#model/year.ts';
import type { FormsOfYear } from '#queries/forms-by-year.ts';
import type { MetricRow } from '#queries/metric-row.ts';
import { mix, textColour } from '../colour.ts';
import {
  type Absence,
  absenceOf,
  absenceText,
  axisTexts,
  countsText,
  coverageText,
  intervalOf,
  labelText,
  valueText,
} from '../figure.ts';
import { type HitArea, line, NORMAL, type Rect, rect, type Shape, SMALL, text } from '../layer.ts';
import type { ChartPoint } from '../point.ts';
import { type AxisScale, position } from '../scale.ts';
import { balancedText, fitText, textWidth } from '../text-width.ts';
import type { ChartContext, ChartTheme } from '../theme.ts';
import type { Interval } from '../wilson.ts';
import { WORDS } from '../words.ts';
import { type FormBreak, formBreaks, majorityForm } from './form-breaks.ts';

/** One line. `context`: drawn grey, for comparison. Rows of other years than the chart's are left out. */
export interface TrendSeries {
  readonly name: string;
  readonly rows: readonly MetricRow[];
  readonly role?: 'main' | 'context';
}

/** One metric over years. A year without a row has no data. */
export interface TrendInput {
  readonly metric: MetricDefinition;
  readonly years: YearRange;
  readonly series: readonly TrendSeries[];
  /** How many reports of the region stand on which form; breaks are drawn from it. */
  readonly forms: readonly FormsOfYear[];
}

export interface PanelLayout {
  readonly plot: Rect;
  readonly scale: AxisScale;
  /** Index of its grid and axes in the option. */
  readonly index: number;
  /** Year labels under the axis, missing years marked; values at the points; names at the line ends. */
  readonly yearLabels: 'all' | 'ends';
  readonly valueLabels: 'all' | 'last' | 'none';
  readonly nameLabels: boolean;
  /** Draws the 95 % interval of a rate, of a single series. */
  readonly intervals: boolean;
}

export interface Panel {
  readonly grid: NonNullable<EChartsOption['grid']>;
  readonly xAxis: NonNullable<EChartsOption['xAxis']>;
  readonly yAxis: NonNullable<EChartsOption['yAxis']>;
  readonly series: readonly LineSeriesOption[];
  readonly under: readonly Shape[];
  readonly over: readonly Shape[];
  readonly hits: readonly HitArea[];
}

/** Colours by series: one main line takes the accent, several take the palette, context stays grey. */
export function seriesColours(series: readonly TrendSeries[], theme: ChartTheme): readonly string[] {
  const main = series.filter(({ role }) => role !== 'context').length;
  let at = 0;
  return series.map(({ role }) => {
    if (role === 'context') return theme.context;
    const colour = main === 1 ? theme.accent : theme.cat[at % theme.cat.length];
    at += 1;
    return colour ?? theme.accent;
  });
}

export function rowOfYear(series: TrendSeries, year: number): MetricRow | undefined {
  return series.rows.find((row) => row.year === year);
}

/** Years whose form, by majority, has no cell for the metric, and that no series has a value in. */
export function yearsNotOnForm({ metric, years, series, forms }: TrendInput): readonly number[] {
  return yearsOf(years).filter((year) => {
    const of = forms.find((each) => each.year === year);
    const form = of && majorityForm(of);
    const absences = series.map((each) => absenceOf(rowOfYear(each, year)));
    if (absences.includes(null)) return false;
    return absences.includes('not-applicable') || (form !== undefined && !metric.forms.includes(form));
  });
}

/** Years in which none of the main series has a value although the form has the cell. */
export function yearsWithoutData(input: TrendInput): readonly number[] {
  const notOnForm = yearsNotOnForm(input);
  const main = input.series.filter(({ role }) => role !== 'context');
  const series = main.length > 0 ? main : input.series;
  return yearsOf(input.years).filter(
    (year) => !notOnForm.includes(year) && series.every((each) => absenceOf(rowOfYear(each, year)) !== null),
  );
}

/** Breaks inside the years drawn. */
export function breaksOf({ forms, years }: TrendInput): readonly FormBreak[] {
  return formBreaks(forms).filter(({ year }) => year > years.from && year <= years.to);
}

/** The 95 % interval of a rate in a year, in the metric's own unit. */
export interface YearInterval extends Interval {
  readonly year: number;
}

/** The intervals of a single series, year by year; none for counts, nor where several lines would hide each other's. */
export function intervalsOf({ metric, series, years }: TrendInput): readonly YearInterval[] {
  const [only, ...others] = series;
  if (only === undefined || others.length > 0) return [];
  return yearsOf(years).flatMap((year) => {
    const row = rowOfYear(only, year);
    const interval = row === undefined || row.value === null ? null : intervalOf(row, metric);
    return interval === null ? [] : [{ year, ...interval }];
  });
}

/** "95% 区间 3.6%–62.4%". */
function intervalText(interval: Interval, metric: MetricDefinition, lang: Language): string {
  const [low, high] = [interval.low, interval.high].map((bound) => valueText(bound, metric.unit, lang));
  return `${pick(WORDS.interval, lang)} ${low}–${high}`;
}

export function hasProse({ series, years }: TrendInput): boolean {
  return series.some(({ rows }) =>
    rows.some(
      ({ year, value, from_prose }) =>
        value !== null && from_prose > 0 && year !== null && year >= years.from && year <= years.to,
    ),
  );
}

function yearPoint(
  input: TrendInput,
  year: number,
  colours: readonly string[],
  { lang, theme }: ChartContext,
): ChartPoint {
  const { metric, series } = input;
  return {
    title: formatYears(year, lang),
    target: { year },
    lines: series.map((each, index) => {
      const row = rowOfYear(each, year);
      const absence: Absence | null = absenceOf(row);
      const label = series.length > 1 ? each.name : metric.name[lang];
      const swatch = { colour: colours[index] ?? theme.accent, hollow: (row?.from_prose ?? 0) > 0 };
      if (row === undefined || absence !== null || row.value === null) {
        return { label, value: MISSING_TEXT, note: absenceText(absence ?? 'not-filed', lang) };
      }
      const interval = intervalOf(row, metric);
      const note = [
        countsText(row, lang),
        interval === null ? '' : intervalText(interval, metric, lang),
        coverageText(row, lang),
      ].filter((words) => words !== '');
      return {
        swatch,
        label,
        value: valueText(row.value, metric.unit, lang),
        note: note.join(lang === 'zh' ? '；' : '; '),
      };
    }),
  };
}

/** Label positions moved apart so that none is nearer than `gap` to the next, as close to where they belong as that allows. */
export function spreadApart(
  wanted: readonly number[],
  gap: number,
  low: number,
  high: number,
): readonly number[] {
  const order = wanted.map((y, index) => ({ y, index })).sort((a, b) => a.y - b.y);
  for (let k = 1; k < order.length; k += 1) {
    const above = order[k - 1];
    const label = order[k];
    if (above && label && label.y < above.y + gap) label.y = above.y + gap;
  }
  // Pushed past the lower edge: move back up from the bottom.
  let limit = high;
  for (const label of [...order].reverse()) {
    label.y = Math.max(low, Math.min(label.y, limit));
    limit = label.y - gap;
  }
  const placed: number[] = [];
  for (const { y, index } of order) placed[index] = y;
  return placed;
}

export function trendPanel(input: TrendInput, layout: PanelLayout, context: ChartContext): Panel {
  const { metric, years, series } = input;
  const { theme, lang } = context;
  const { plot, scale, index } = layout;
  const all = yearsOf(years);
  const band = plot.width / all.length;
  const bottom = plot.y + plot.height;
  const x = (year: number) => plot.x + (year - years.from + 0.5) * band;
  const y = (value: number) => position(value, scale, bottom, plot.y);
  const colours = seriesColours(series, theme);
  const breaks = breaksOf(input);
  const notOnForm = yearsNotOnForm(input);
  const without = yearsWithoutData(input);
  const texts = axisTexts(metric.unit, Math.max(Math.abs(scale.min), scale.max), lang);
  const under: Shape[] = [];
  const over: Shape[] = [];

  if (layout.intervals) under.push(...intervalShapes(input, x, y, band, theme));

  // Years on a form without this cell: shaded, neighbours joined.
  for (const [start, end] of runsOf(notOnForm)) {
    const box = { x: x(start) - band / 2, y: plot.y, width: (end - start + 1) * band, height: plot.height };
    under.push(rect(box, mix(theme.paper, theme.line, 0.55)));
    const lines = balancedText(pick(WORDS.notOnForm, lang), SMALL, box.width - 6);
    lines.forEach((each, at) => {
      const top = box.y + box.height / 2 + (at - (lines.length - 1) / 2) * 15;
      under.push(
        text(box.x + box.width / 2, top, each, theme, { colour: theme.ink2, size: SMALL, align: 'center' }),
      );
    });
  }
  for (const { year } of breaks) {
    const at = x(year) - band / 2;
    under.push(line(at, plot.y - 4, at, bottom, { colour: theme.ink3, dash: [3, 3] }));
  }

  // Year labels, with a second line where there is nothing to draw.
  const step = layout.yearLabels === 'ends' ? all.length - 1 : Math.ceil(38 / band);
  for (const year of all) {
    const fromEnd = years.to - year;
    const shown = layout.yearLabels === 'ends' ? year === years.from || fromEnd === 0 : fromEnd % step === 0;
    const missing = without.includes(year);
    if (shown || all.length === 1) {
      over.push(
        text(x(year), bottom + 8, `${year}`, theme, {
          colour: missing ? theme.ink3 : theme.ink2,
          align: 'center',
          baseline: 'top',
        }),
      );
    }
    const words = pick(WORDS.noData, lang);
    if (missing && layout.yearLabels === 'all') {
      over.push(
        text(x(year), bottom + 23, textWidth(words, SMALL) <= band - 4 ? words : MISSING_TEXT, theme, {
          colour: theme.ink3,
          size: SMALL,
          align: 'center',
          baseline: 'top',
        }),
      );
    } else if (missing && !shown) {
      over.push(
        text(x(year), bottom + 9, MISSING_TEXT, theme, {
          colour: theme.ink3,
          size: SMALL,
          align: 'center',
          baseline: 'top',
        }),
      );
    }
  }
  if (without.length === all.length) {
    over.push(
      text(plot.x + plot.width / 2, plot.y + plot.height / 2, pick(WORDS.noData, lang), theme, {
        colour: theme.ink2,
        align: 'center',
        halo: theme.paper,
      }),
    );
  }

  // A line is cut at each break: one ECharts series for each stretch of years on one form.
  const cuts = [years.from, ...breaks.map(({ year }) => year), years.to + 1];
  const lines: LineSeriesOption[] = series.flatMap((each, at) => {
    const colour = colours[at] ?? theme.accent;
    const main = each.role !== 'context';
    return cuts.slice(1).map((next, part): LineSeriesOption => {
      const data = all
        .filter((year) => year >= (cuts[part] ?? years.from) && year < next)
        .map((year) => {
          const row = rowOfYear(each, year);
          const hollow = (row?.from_prose ?? 0) > 0;
          return {
            value: [year, row?.value ?? null],
            symbolSize: main ? (hollow ? 8 : 7) : 5,
            itemStyle: hollow
              ? { color: theme.paper, borderColor: colour, borderWidth: 2 }
              : { color: colour },
          };
        });
      return {
        type: 'line',
        id: `line-${index}-${at}-${part}`,
        name: each.name,
        xAxisIndex: index,
        yAxisIndex: index,
        connectNulls: false,
        showSymbol: true,
        symbol: 'circle',
        silent: true,
        z: main ? 4 : 3,
        lineStyle: { color: colour, width: main ? 2.25 : 1.5 },
        itemStyle: { color: colour },
        data,
      };
    });
  });

  over.push(...valueLabels(input, layout, context, colours, x, y));
  if (layout.nameLabels) over.push(...nameLabels(input, layout, context, colours, x, y));

  return {
    grid: { left: plot.x, top: plot.y, width: plot.width, height: plot.height, outerBoundsMode: 'none' },
    xAxis: {
      type: 'value',
      gridIndex: index,
      min: years.from - 0.5,
      max: years.to + 0.5,
      axisLabel: { show: false },
      axisTick: { show: false },
      splitLine: { show: false },
      axisLine: { show: true, onZero: true, lineStyle: { color: theme.lineStrong } },
    },
    yAxis: {
      type: 'value',
      gridIndex: index,
      min: scale.min,
      max: scale.max,
      interval: scale.step,
      axisLabel: { color: theme.ink2, fontSize: SMALL, margin: 8, formatter: texts.tick },
      axisTick: { show: false },
      axisLine: { show: false },
      splitLine: { lineStyle: { color: theme.line } },
    },
    series: lines,
    under,
    over,
    hits: all.map((year) => ({
      x: x(year) - band / 2,
      y: plot.y,
      width: band,
      height: plot.height,
      point: yearPoint(input, year, colours, context),
    })),
  };
}

/** Half the width of the bar that stands for the interval of a year with no neighbour. */
const LONE_INTERVAL = 5;

/** A band over each stretch of successive years on one form; a year by itself has a bar. */
function intervalShapes(
  input: TrendInput,
  x: ToPixel,
  y: ToPixel,
  band: number,
  theme: ChartTheme,
): readonly Shape[] {
  const known = intervalsOf(input);
  const cuts = new Set(breaksOf(input).map(({ year }) => year));
  const stretches: YearInterval[][] = [];
  for (const each of known) {
    const last = stretches.at(-1);
    if (last?.at(-1)?.year === each.year - 1 && !cuts.has(each.year)) last.push(each);
    else stretches.push([each]);
  }
  const fill = mix(theme.paper, theme.accent, 0.16);
  return stretches.map((stretch): Shape => {
    const [first, ...others] = stretch;
    const half = Math.min(LONE_INTERVAL, band / 3);
    const points: [number, number][] =
      first !== undefined && others.length === 0
        ? [
            [x(first.year) - half, y(first.high)],
            [x(first.year) + half, y(first.high)],
            [x(first.year) + half, y(first.low)],
            [x(first.year) - half, y(first.low)],
          ]
        : [
            ...stretch.map(({ year, high }): [number, number] => [x(year), y(high)]),
            ...stretch.toReversed().map(({ year, low }): [number, number] => [x(year), y(low)]),
          ];
    return { type: 'polygon', shape: { points }, style: { fill } };
  });
}

type ToPixel = (value: number) => number;

/** Values at the points of a single line, below the point in a dip, else above. */
function valueLabels(
  { metric, years, series }: TrendInput,
  { valueLabels: which, plot }: PanelLayout,
  { theme, lang, width }: ChartContext,
  colours: readonly string[],
  x: ToPixel,
  y: ToPixel,
): readonly Shape[] {
  const at = series.findIndex(({ role }) => role !== 'context');
  const main = series[at];
  if (which === 'none' || !main) return [];
  const rows = yearsOf(years).map((year) => rowOfYear(main, year));
  const last = rows.findLastIndex((row) => row !== undefined && row.value !== null);
  return rows.flatMap((row, k) => {
    if (row?.year == null || row.value === null || (which === 'last' && k !== last)) return [];
    const { value, year } = row;
    const before = rows[k - 1]?.value ?? null;
    const after = rows[k + 1]?.value ?? null;
    const words = labelText(value, metric.unit, lang);
    const style = {
      colour: k === last ? textColour(colours[at] ?? theme.accent, theme) : theme.ink2,
      bold: k === last,
      halo: theme.paper,
    };
    // Where a line starts upwards or ends downwards, the label stands beside it, not on it.
    const room = x(year) - 8 - textWidth(words, NORMAL) > plot.x;
    if (before === null && after !== null && after > value && room) {
      return [text(x(year) - 8, y(value) - 9, words, theme, { ...style, align: 'right' })];
    }
    if (after === null && before !== null && before > value) {
      const right = textWidth(words, NORMAL) + 8 <= width - x(year);
      if (right) return [text(x(year) + 8, y(value) - 3, words, theme, style)];
    }
    const dip = (before ?? Infinity) > value && (after ?? Infinity) > value && (before ?? after) !== null;
    const below = dip && y(value) + 20 < plot.y + plot.height;
    const half = textWidth(words, NORMAL) / 2;
    const centre = Math.min(x(year), width - half - 1);
    return [
      text(centre, y(value) + (below ? 8 : -8), words, theme, {
        ...style,
        align: 'center',
        baseline: below ? 'top' : 'bottom',
      }),
    ];
  });
}

/** Width of the room for names right of the plot. */
export function nameRoom({ metric, series, years }: TrendInput, { lang, width }: ChartContext): number {
  const widest = series.reduce((room, each) => {
    const row = each.rows.find(({ year }) => year === years.to);
    const value = row?.value == null ? '' : ` ${labelText(row.value, metric.unit, lang)}`;
    return Math.max(room, textWidth(`${each.name}${value}`, NORMAL) * 1.04);
  }, 0);
  return Math.min(widest + 16, width * 0.34);
}

/** Name and last value right of each line's last point. */
function nameLabels(
  { metric, series, years }: TrendInput,
  { plot }: PanelLayout,
  { theme, lang, width }: ChartContext,
  colours: readonly string[],
  x: ToPixel,
  y: ToPixel,
): readonly Shape[] {
  const ends = series.flatMap((each, at) => {
    const inside = each.rows.filter(({ year }) => year !== null && year >= years.from && year <= years.to);
    const last = inside
      .filter(({ value }) => value !== null)
      .reduce<MetricRow | undefined>((a, b) => ((a?.year ?? 0) > (b.year ?? 0) ? a : b), undefined);
    return last?.year == null || last.value === null
      ? []
      : [{ each, at, year: last.year, value: last.value }];
  });
  const placed = spreadApart(
    ends.map(({ value }) => y(value)),
    15,
    plot.y + 4,
    plot.y + plot.height - 4,
  );
  return ends.map(({ each, at, year, value }, k) => {
    const left = x(year) + 9;
    const number = labelText(value, metric.unit, lang);
    const room = width - left;
    const name = fitText(each.name, NORMAL, room - textWidth(` ${number}`, NORMAL) * 1.04);
    const main = each.role !== 'context';
    return text(left, placed[k] ?? y(value), `${name} ${number}`, theme, {
      colour: main ? textColour(colours[at] ?? theme.ink, theme) : theme.ink2,
      bold: main,
      halo: theme.paper,
    });
  });
}

/** First and last of each stretch of successive years. */
function runsOf(years: readonly number[]): readonly (readonly [number, number])[] {
  const runs: [number, number][] = [];
  for (const year of years) {
    const run = runs.at(-1);
    if (run && run[1] === year - 1) run[1] = year;
    else runs.push([year, year]);
  }
  return runs;
}
