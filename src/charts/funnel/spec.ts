import type { EChartsOption, ScatterSeriesOption } from 'echarts';
import { formatNumber } from '#i18n/format.ts';
import type { MetricDefinition } from '#metrics/metric.ts';
import type { Bilingual, Language } from '#model/bilingual.ts';
import type { MetricRow } from '#queries/metric-row.ts';
import { textColour } from '../colour.ts';
import { axisTexts, countsText, coverageText, labelText, type NamedRegion, valueText } from '../figure.ts';
import { frame } from '../frame.ts';
import {
  circle,
  type HitArea,
  hitLayer,
  type KeyEntry,
  keyRows,
  line,
  NORMAL,
  type Rect,
  type Shape,
  SMALL,
  shapeLayer,
  text,
} from '../layer.ts';
import type { ChartPoint, PointLine } from '../point.ts';
import { type AxisScale, axisScale, position } from '../scale.ts';
import { textWidth, widestText } from '../text-width.ts';
import type { ChartContext, ChartTheme } from '../theme.ts';
import { casesBetween, controlLimits, type FunnelZone, funnelZone } from './limits.ts';

export interface FunnelInput {
  /** A share of counted cases. */
  readonly metric: MetricDefinition;
  /** What the horizontal axis counts, e.g. closed cases. */
  readonly cases: Bilingual;
  readonly regions: readonly NamedRegion[];
  readonly rows: readonly MetricRow[];
  /** The group's own rate, sum over sum. */
  readonly parent: { readonly name: string; readonly row: MetricRow };
  /** Code of a region to stand out. */
  readonly highlight?: string;
}

export interface FunnelRegion extends NamedRegion {
  readonly row: MetricRow & { readonly value: number };
  readonly count: number;
  readonly cases: number;
  readonly zone: FunnelZone;
  /** On fewer cases than the metric's least denominator: shown, but not judged. */
  readonly thin: boolean;
}

export interface FunnelReading {
  /** Fewest cases first, as the keyboard goes through them. */
  readonly regions: readonly FunnelRegion[];
  /** Regions without a case, or without a report that gives both numbers. */
  readonly without: number;
  /** The group's rate; null where there is nothing to hold the regions against. */
  readonly rate: number | null;
}

/** Each region with its place in the funnel. Pure; the table twin uses it too. */
export function readFunnel({ metric, regions, rows, parent }: FunnelInput): FunnelReading {
  const rate = parent.row.value;
  const byCode = new Map(rows.map((row) => [row.region_code, row]));
  const read = regions.flatMap(({ code, name }): readonly FunnelRegion[] => {
    const row = byCode.get(code);
    if (!row || row.value === null || row.numerator === null || row.denominator === null) return [];
    const { numerator: count, denominator: cases, value } = row;
    // What is no part of a whole (a misprint) has no place in a funnel of shares.
    if (cases <= 0 || count < 0 || count > cases) return [];
    const thin = cases < metric.least_denominator;
    // Counts are whole; a misprinted half still has a place between two of them.
    const zone = rate === null || thin ? 'inside' : funnelZone(count, Math.round(cases), rate);
    return [{ code, name, row: { ...row, value }, count, cases, zone, thin }];
  });
  return {
    regions: read.sort((a, b) => a.cases - b.cases || a.count - b.count),
    without: regions.length - read.length,
    rate,
  };
}

const LIMIT_TEXT = {
  inner: { zh: '95% 控制限', en: '95% limits' },
  outer: { zh: '99.8% 控制限', en: '99.8% limits' },
} as const satisfies Record<string, Bilingual>;

const ZONE_TEXT: Readonly<Record<FunnelZone, Bilingual>> = {
  inside: { zh: '在控制限以内', en: 'within the limits' },
  'beyond-inner': { zh: '在 95% 控制限之外', en: 'outside the 95% limits' },
  'beyond-outer': { zh: '在 99.8% 控制限之外', en: 'outside the 99.8% limits' },
};

/** Words for where a region lies; for the table twin, too. */
export function zoneText({ zone, thin }: FunnelRegion, metric: MetricDefinition, lang: Language): string {
  if (thin) {
    const least = formatNumber(metric.least_denominator, lang);
    return lang === 'zh' ? `不足 ${least} 件，不作判断` : `fewer than ${least} cases: not judged`;
  }
  return ZONE_TEXT[zone][lang];
}

const OUTER_DASH = [2, 3];
const INNER_DASH = [6, 4];

function keyOf(
  input: FunnelInput,
  reading: FunnelReading,
  { theme, lang }: ChartContext,
): readonly KeyEntry[] {
  const stroke =
    (colour: string, dash?: readonly number[], width = 1.5) =>
    ({ x, y, width: wide, height }: Rect) => [
      line(x, y + height / 2, x + wide, y + height / 2, { colour, width, ...(dash ? { dash } : {}) }),
    ];
  const entries: KeyEntry[] = [];
  if (reading.rate !== null) {
    const rate = labelText(reading.rate, input.metric.unit, lang);
    entries.push({ label: `${input.parent.name} ${rate}`, mark: stroke(theme.ink2, undefined, 2) });
    entries.push({ label: LIMIT_TEXT.inner[lang], mark: stroke(theme.ink3, INNER_DASH) });
    entries.push({ label: LIMIT_TEXT.outer[lang], mark: stroke(theme.ink3, OUTER_DASH) });
  }
  if (reading.regions.some(({ thin }) => thin)) {
    const least = formatNumber(input.metric.least_denominator, lang);
    entries.push({
      label:
        lang === 'zh' ? `空心：不足 ${least} 件，不作判断` : `Hollow: fewer than ${least} cases, not judged`,
      mark: ({ x, y }) => [circle(x + 6, y + 6, 4, theme.paper, { colour: theme.context, width: 1.5 })],
    });
  }
  return entries;
}

const HEAD = 24;
const FOOT = 42;

export function funnelHeight(input: FunnelInput, context: ChartContext): number {
  const key = keyRows(
    keyOf(input, readFunnel(input), context),
    { x: 0, y: 0, width: context.width },
    context.theme,
  );
  return key.height + HEAD + (context.width < 480 ? 250 : 320) + FOOT;
}

/** Denominators orders of magnitude apart would leave all but one at the left edge: then each step is tenfold. */
function casesAxis(largest: number, regions: readonly FunnelRegion[], steps: number) {
  const middle = regions[Math.floor(regions.length / 2)]?.cases ?? largest;
  if (largest >= 200 && largest > 25 * middle) {
    const top = Math.ceil(Math.log10(largest) - 1e-9);
    const ticks = Array.from({ length: top + 1 }, (_, power) => 10 ** power);
    return { tenfold: true, least: 1, most: 10 ** top, ticks, place: Math.log10 };
  }
  const scale = axisScale([largest], { steps, whole: true });
  return { tenfold: false, least: 0, most: scale.max, ticks: scale.ticks, place: (cases: number) => cases };
}

/** Points that fall on the same spot are one mark that speaks for all. */
interface Spot {
  readonly regions: readonly FunnelRegion[];
  readonly x: number;
  readonly y: number;
  readonly strong: boolean;
  readonly own: boolean;
}

/** Lines of a spot's tooltip; the others stand in the table. */
const MOST_NAMED = 6;

function pointOfSpot({ regions }: Spot, { metric, cases, parent }: FunnelInput, lang: Language): ChartPoint {
  const [first] = regions;
  const zh = lang === 'zh';
  if (first === undefined) return { title: '', lines: [] };
  const value = valueText(first.row.value, metric.unit, lang);
  const counts = countsText(first.row, lang);
  const zone = zoneText(first, metric, lang);
  const shared: readonly PointLine[] = [
    {
      label: metric.name[lang],
      value,
      note: zh ? `${counts}，${parent.name}的${zone}` : `${counts}; ${zone} of ${parent.name}`,
    },
    { label: cases[lang], value: formatNumber(first.cases, lang) },
  ];
  if (regions.length === 1) {
    const coverage = coverageText(first.row, lang);
    return {
      title: first.name,
      target: { region: first.code },
      lines: [...shared, ...(coverage === '' ? [] : [{ note: coverage }])],
    };
  }
  const names = regions.slice(0, MOST_NAMED).map(({ name }) => name);
  const more = regions.length - names.length;
  const listed = names.join(zh ? '、' : ', ');
  return {
    title: zh ? `${regions.length} 个地区` : `${regions.length} regions`,
    lines: [
      ...shared,
      { note: more === 0 ? listed : zh ? `${listed}，另有 ${more} 个` : `${listed} and ${more} more` },
    ],
  };
}

/** A curve as one shape, so that its dashes run through. */
function curveShape(
  curve: readonly (readonly [number, number])[],
  plot: Rect,
  stroke: { readonly colour: string; readonly dash: readonly number[] },
): readonly Shape[] {
  const [top, bottom] = [plot.y, plot.y + plot.height];
  const runs: (readonly [number, number])[][] = [];
  let run: (readonly [number, number])[] = [];
  for (const [x, y] of curve) {
    if (y >= top - 0.5 && y <= bottom + 0.5) run.push([x, y]);
    else if (run.length > 0) {
      runs.push(run);
      run = [];
    }
  }
  if (run.length > 0) runs.push(run);
  return runs
    .filter((points) => points.length > 1)
    .map((points) => ({
      type: 'polyline',
      shape: { points: points.map(([x, y]) => [x, y]) },
      style: { stroke: stroke.colour, lineWidth: 1.25, fill: 'none', lineDash: [...stroke.dash] },
    }));
}

/** Names beside their marks: right, left, above or below, wherever they touch neither another name nor a mark. */
function nameLabels(spots: readonly Spot[], plot: Rect, width: number, theme: ChartTheme): readonly Shape[] {
  const taken: Rect[] = spots.map(({ x, y }) => ({ x: x - 5, y: y - 5, width: 10, height: 10 }));
  const free = (box: Rect) =>
    box.x >= plot.x &&
    box.x + box.width <= width &&
    box.y >= plot.y - HEAD &&
    box.y + box.height <= plot.y + plot.height &&
    taken.every(
      (other) =>
        box.x + box.width <= other.x ||
        other.x + other.width <= box.x ||
        box.y + box.height <= other.y ||
        other.y + other.height <= box.y,
    );
  // The own region first, then the largest bodies: their rates are the surest.
  const wanted = spots
    .filter(({ strong, own }) => strong || own)
    .sort((a, b) => Number(b.own) - Number(a.own) || b.x - a.x);
  return wanted.flatMap(({ regions, x, y, own }) => {
    const more = regions.length > 1 ? ` +${regions.length - 1}` : '';
    const label = `${regions[0]?.name ?? ''}${more}`;
    const wide = textWidth(label, NORMAL) * (own ? 1.06 : 1);
    const places: readonly Rect[] = [
      { x: x + 8, y: y - 8, width: wide, height: 16 },
      { x: x - 8 - wide, y: y - 8, width: wide, height: 16 },
      { x: x - wide / 2, y: y - 24, width: wide, height: 16 },
      { x: x - wide / 2, y: y + 8, width: wide, height: 16 },
      { x: x + 5, y: y - 22, width: wide, height: 16 },
      { x: x + 5, y: y + 6, width: wide, height: 16 },
      { x: x - 5 - wide, y: y - 22, width: wide, height: 16 },
      { x: x - 5 - wide, y: y + 6, width: wide, height: 16 },
    ];
    const box = places.find(free);
    if (!box) return [];
    taken.push(box);
    return [
      text(box.x, box.y + 8, label, theme, {
        colour: own ? textColour(theme.accent, theme) : theme.ink,
        bold: own,
        halo: theme.paper,
      }),
    ];
  });
}

/**
 * Rates against the cases they rest on, the group's own rate, and the limits between which chance alone would
 * keep 95 % and 99.8 % of the regions. Those outside are named; those on too few cases are hollow and not judged.
 */
export function funnelSpec(input: FunnelInput, context: ChartContext): EChartsOption {
  const { metric, highlight } = input;
  const { theme, lang, width } = context;
  const height = context.height ?? funnelHeight(input, context);
  const reading = readFunnel(input);
  const { regions, rate } = reading;
  const key = keyRows(keyOf(input, reading, context), { x: 0, y: 0, width }, theme);
  const largest = Math.max(1, ...regions.map(({ cases }) => cases));
  const across = casesAxis(largest, regions, width < 480 ? 3 : 6);
  // Limits at very few cases reach from 0 to 1 and would flatten everything: the axis ends a little above the highest rate.
  const smallest = Math.max(metric.least_denominator, Math.min(largest, regions[0]?.cases ?? largest));
  const above = rate === null ? null : (controlLimits(Math.round(smallest), rate)?.inner.high ?? null);
  const scale: AxisScale = axisScale(
    [...regions.map(({ row }) => row.value), rate ?? 0, Math.min(1, above ?? 0)],
    { steps: 4, limit: 1 },
  );
  const texts = axisTexts(metric.unit, scale.max, lang);
  const left = Math.ceil(widestText(scale.ticks.map(texts.tick), SMALL)) + 12;
  const plot: Rect = {
    x: left,
    y: key.height + HEAD,
    width: width - left - 14,
    height: height - key.height - HEAD - FOOT,
  };
  const bottom = plot.y + plot.height;
  const ends = { min: across.place(across.least), max: across.place(across.most) };
  const x = (cases: number) => position(across.place(cases), ends, plot.x, plot.x + plot.width);
  const y = (value: number) => position(value, scale, bottom, plot.y);

  const under: Shape[] = [];
  const over: Shape[] = [...key.shapes];
  over.push(text(0, key.height + 8, metric.name[lang], theme, { colour: theme.ink2, size: SMALL }));
  for (const tick of scale.ticks) {
    under.push(line(plot.x, y(tick), plot.x + plot.width, y(tick), { colour: theme.line }));
    over.push(
      text(left - 8, y(tick), texts.tick(tick), theme, { colour: theme.ink2, size: SMALL, align: 'right' }),
    );
  }
  under.push(line(plot.x, bottom, plot.x + plot.width, bottom, { colour: theme.lineStrong }));
  let free = Number.NEGATIVE_INFINITY;
  for (const tick of across.ticks) {
    const label = formatNumber(tick, lang, { compact: true });
    const half = textWidth(label, SMALL) / 2;
    const at = Math.min(x(tick), width - half);
    under.push(line(x(tick), bottom, x(tick), bottom + 4, { colour: theme.lineStrong }));
    if (at - half < free) continue;
    free = at + half + 8;
    over.push(
      text(at, bottom + 7, label, theme, {
        colour: theme.ink2,
        size: SMALL,
        align: 'center',
        baseline: 'top',
      }),
    );
  }
  const axisName = `${input.cases[lang]}${across.tenfold ? (lang === 'zh' ? '（每格放大十倍）' : ' (each step tenfold)') : ''}`;
  over.push(
    text(plot.x + plot.width, bottom + 25, axisName, theme, {
      colour: theme.ink2,
      size: SMALL,
      align: 'right',
      baseline: 'top',
    }),
  );
  if (rate !== null) {
    under.push(line(plot.x, y(rate), plot.x + plot.width, y(rate), { colour: theme.ink2, width: 2 }));
    const limits = casesBetween(1, across.most).flatMap((cases) => {
      const both = controlLimits(cases, rate);
      return both === null ? [] : [{ cases, both }];
    });
    for (const [pair, dash] of [
      ['inner', INNER_DASH],
      ['outer', OUTER_DASH],
    ] as const) {
      for (const side of ['low', 'high'] as const) {
        const curve = limits
          .map(({ cases, both }) => ({ cases, limit: both[pair][side] }))
          // Beyond 0 and 1 nothing can lie.
          .filter(({ limit }) => limit > 0 && limit < 1)
          .map(({ cases, limit }) => [x(cases), y(limit)] as const);
        under.push(...curveShape(curve, plot, { colour: theme.ink3, dash }));
      }
    }
  }

  const spots = spotsOf(regions, highlight, x, y);
  over.push(...nameLabels(spots, plot, width, theme));
  const hits: readonly HitArea[] = spots.map((spot) => ({
    x: spot.x - 9,
    y: spot.y - 9,
    width: 18,
    height: 18,
    point: pointOfSpot(spot, input, lang),
  }));
  const marks: ScatterSeriesOption = {
    type: 'scatter',
    id: 'rates',
    silent: true,
    z: 4,
    itemStyle: { opacity: 1 },
    data: spots.map((spot) => {
      const { regions: here, own, strong } = spot;
      const thin = here.every((region) => region.thin);
      const colour = own ? theme.accent : strong ? theme.ink : theme.context;
      const outer = here.some(({ zone }) => zone === 'beyond-outer');
      return {
        name: here.map(({ code }) => code).join(' '),
        value: [spot.x, spot.y],
        symbol: outer ? 'diamond' : 'circle',
        symbolSize: (outer ? 13 : 9) + (here.length > 1 ? 3 : 0),
        itemStyle: thin
          ? { color: theme.paper, borderColor: colour, borderWidth: 1.5 }
          : { color: colour, borderColor: theme.paper, borderWidth: 1 },
      };
    }),
  };
  return frame(context, {
    grid: { left: 0, top: 0, width, height, outerBoundsMode: 'none' },
    xAxis: { type: 'value', show: false, min: 0, max: width },
    yAxis: { type: 'value', show: false, inverse: true, min: 0, max: height },
    series: [shapeLayer('under', under, 0), hitLayer(hits, theme), marks, shapeLayer('over', over, 6)],
  });
}

function spotsOf(
  regions: readonly FunnelRegion[],
  highlight: string | undefined,
  x: (cases: number) => number,
  y: (value: number) => number,
): readonly Spot[] {
  const bySpot = new Map<string, FunnelRegion[]>();
  for (const region of regions) {
    // The own region never shares its mark.
    const key = `${region.cases}/${region.count}${region.code === highlight ? ' own' : ''}`;
    const here = bySpot.get(key);
    if (here) here.push(region);
    else bySpot.set(key, [region]);
  }
  return [...bySpot.values()].flatMap((here) => {
    const [first] = here;
    return first === undefined
      ? []
      : [
          {
            regions: here,
            x: x(first.cases),
            y: y(first.row.value),
            strong: first.zone !== 'inside',
            own: first.code === highlight,
          },
        ];
  });
}

/** The funnel in words: the group's rate, who lies outside, who is not judged, who has no rate. */
export function describeFunnel(input: FunnelInput, lang: Language): string {
  const { metric, parent } = input;
  const { regions, without, rate } = readFunnel(input);
  const zh = lang === 'zh';
  const parts: string[] = [];
  if (rate !== null) parts.push(`${parent.name} ${valueText(rate, metric.unit, lang)}`);
  const judged = regions.filter(({ thin }) => !thin);
  const named = (zone: FunnelZone) =>
    judged
      .filter((region) => region.zone === zone)
      .toReversed()
      .map(({ name, row }) => `${name} ${valueText(row.value, metric.unit, lang)}`);
  for (const zone of ['beyond-outer', 'beyond-inner'] as const) {
    const names = named(zone);
    if (names.length > 0) {
      const shown = names.slice(0, 5).join(zh ? '、' : ', ');
      const more = names.length > 5 ? (zh ? `等 ${names.length} 个` : ` and ${names.length - 5} more`) : '';
      parts.push(`${ZONE_TEXT[zone][lang]}${zh ? '：' : ': '}${shown}${more}`);
    }
  }
  const inside = judged.filter(({ zone }) => zone === 'inside').length;
  if (rate !== null) {
    parts.push(zh ? `${inside} 个地区在控制限以内` : `${inside} regions within the limits`);
  }
  const thin = regions.length - judged.length;
  if (thin > 0) {
    const least = metric.least_denominator;
    parts.push(
      zh ? `${thin} 个不足 ${least} 件，不作判断` : `${thin} on fewer than ${least} cases, not judged`,
    );
  }
  if (without > 0) parts.push(zh ? `${without} 个没有这个率` : `${without} without a rate`);
  return `${metric.name[lang]}${zh ? '。' : '. '}${parts.join(zh ? '；' : '; ')}${zh ? '。' : '.'}`;
}
