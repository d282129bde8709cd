import type { EChartsOption, ScatterSeriesOption } from 'echarts';
import { formatNumber } from '#i18n/format.ts';
import type { MetricDefinition } from '#metrics/metric.ts';
import type { Language } from '#model/bilingual.ts';
import type { ScatterRow, ScatterValue } from '#queries/scatter.ts';
import { axisTexts, isWhole, type NamedRegion, valueText } from '../figure.ts';
import { frame } from '../frame.ts';
import { line, NORMAL, type Rect, rect, type Shape, SMALL, shapeLayer, text } from '../layer.ts';
import type { ChartPoint, PointLine } from '../point.ts';
import { textWidth, widestText } from '../text-width.ts';
import type { ChartContext } from '../theme.ts';
import { wilsonInterval } from '../wilson.ts';
import { type ScatterAxis, scatterAxis } from './axis.ts';

export interface ScatterInput {
  readonly title: string;
  readonly x: MetricDefinition;
  readonly y: MetricDefinition;
  readonly regions: readonly NamedRegion[];
  readonly rows: readonly ScatterRow[];
  /** Code of the region to set off. */
  readonly highlight?: string;
}

/** One mark: a region, or several that stand on the same spot. */
export interface Spot {
  readonly x: number;
  readonly y: number;
  readonly members: readonly { readonly region: NamedRegion; readonly row: ScatterRow }[];
}

/** Regions with both values, those on the same spot together; in reading order from left to right. */
export function spotsOf({ regions, rows }: ScatterInput): readonly Spot[] {
  const names = new Map(regions.map((region) => [region.code, region]));
  const spots = new Map<string, Spot>();
  for (const row of rows) {
    const region = names.get(row.region_code);
    if (region === undefined || row.x.value === null || row.y.value === null) continue;
    const key = `${row.x.value}|${row.y.value}`;
    const spot = spots.get(key);
    const member = { region, row };
    spots.set(key, { x: row.x.value, y: row.y.value, members: [...(spot?.members ?? []), member] });
  }
  return [...spots.values()].sort((a, b) => a.x - b.x || a.y - b.y);
}

/** Regions listed that have no pair of values. */
export function unpairedRegions({ regions, rows }: ScatterInput): readonly NamedRegion[] {
  const paired = new Set(
    rows.flatMap(({ region_code, x, y }) => (x.value === null || y.value === null ? [] : [region_code])),
  );
  return regions.filter(({ code }) => !paired.has(code));
}

/** Fewer dots than this make no cloud and get a low drawing. */
const FEW_DOTS = 4;

export function scatterHeight(input: ScatterInput, { width }: Pick<ChartContext, 'width'>): number {
  if (spotsOf(input).length < FEW_DOTS) return 240;
  return Math.round(Math.min(520, Math.max(320, width * 0.62)));
}

const MOST_NAMES = 8;
const DOT = 5;
const INSET = 18;

function dotRadius({ members }: Spot): number {
  return Math.min(16, DOT * Math.sqrt(members.length));
}

function axisOf(side: 'x' | 'y', input: ScatterInput, spots: readonly Spot[]): ScatterAxis {
  const { unit } = input[side];
  return scatterAxis(
    spots.map((spot) => spot[side]),
    { whole: isWhole(unit), ...(unit === 'share' ? { limit: 1 } : {}) },
  );
}

function axisTitle(metric: MetricDefinition, unit: string, axis: ScatterAxis, lang: Language): string {
  const zh = lang === 'zh';
  const scale = axis.kind === 'log' ? (zh ? '对数刻度' : 'log scale') : '';
  const inside = [unit, scale].filter((each) => each !== '').join(zh ? '，' : ', ');
  if (inside === '') return metric.name[lang];
  return zh ? `${metric.name.zh}（${inside}）` : `${metric.name.en} (${inside})`;
}

function isThinValue({ denominator }: ScatterValue, { least_denominator }: MetricDefinition): boolean {
  return denominator !== null && denominator < least_denominator;
}

function isThinSpot({ members }: Spot, { x, y }: ScatterInput): boolean {
  return members.every(({ row }) => isThinValue(row.x, x) || isThinValue(row.y, y));
}

/** Whether a dot is hollow, because a rate of it stands on too few cases. */
export function hasThinSpots(input: ScatterInput): boolean {
  return spotsOf(input).some((spot) => isThinSpot(spot, input));
}

function valueLine(metric: MetricDefinition, given: ScatterValue, lang: Language): PointLine {
  const { formula, unit } = metric;
  const { numerator, denominator, value } = given;
  const label = metric.name[lang];
  if (value === null) return { label };
  const base = { label, value: valueText(value, unit, lang) };
  if (formula.kind === 'sum' || numerator === null || denominator === null) return base;
  const counts = `${formatNumber(numerator, lang)}/${formatNumber(denominator, lang)}`;
  const interval = wilsonInterval(numerator, denominator);
  const range =
    interval === null
      ? ''
      : `${valueText(interval.low * formula.per, unit, lang)}–${valueText(interval.high * formula.per, unit, lang)}`;
  const said = lang === 'zh' ? `，95% 区间 ${range}` : `, 95% interval ${range}`;
  return { ...base, note: range === '' ? counts : `${counts}${said}` };
}

function pointOf(spot: Spot, input: ScatterInput, lang: Language): ChartPoint {
  const zh = lang === 'zh';
  const { members } = spot;
  const [first] = members;
  const names = members.slice(0, MOST_NAMES).map(({ region }) => region.name);
  const more = members.length - names.length;
  const listed = names.join(zh ? '、' : ', ');
  const title =
    more > 0
      ? zh
        ? `${listed}等 ${formatNumber(members.length, lang)} 个地区`
        : `${listed} and ${formatNumber(more, lang)} more`
      : listed;
  if (first === undefined) return { title, lines: [] };
  const { row, region } = first;
  const pairs = formatNumber(row.pairs, lang);
  const due = formatNumber(row.expected, lang);
  const coverage = zh
    ? `基于 ${pairs} 份两项都给出的年报，应有 ${due} 份`
    : `${pairs} reports give both, of ${due} due`;
  return {
    title,
    lines: [
      valueLine(input.x, row.x, lang),
      valueLine(input.y, row.y, lang),
      ...(members.length === 1 ? [{ note: coverage }] : []),
    ],
    ...(members.length === 1 ? { target: { region: region.code } } : {}),
  };
}

function overlaps(one: Rect, other: Rect): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}

interface Placed {
  readonly spot: Spot;
  readonly x: number;
  readonly y: number;
  readonly radius: number;
}

/** Names beside their dots, as many as fit without touching each other or a dot; outliers first. */
function nameShapes(
  placed: readonly Placed[],
  area: Rect,
  { highlight }: ScatterInput,
  { theme, lang }: ChartContext,
): readonly Shape[] {
  const taken: Rect[] = placed.map(({ x, y, radius }) => ({
    x: x - radius,
    y: y - radius,
    width: 2 * radius,
    height: 2 * radius,
  }));
  const centre = { x: area.x + area.width / 2, y: area.y + area.height / 2 };
  const isOwn = ({ spot }: Placed) => spot.members.some(({ region }) => region.code === highlight);
  const distance = ({ x, y }: Placed) => Math.hypot(x - centre.x, y - centre.y);
  const order = [...placed].sort((a, b) => Number(isOwn(b)) - Number(isOwn(a)) || distance(b) - distance(a));
  const shapes: Shape[] = [];
  for (const each of order) {
    const { spot, x, y, radius } = each;
    const count = spot.members.length;
    const [first] = spot.members;
    const name =
      count === 1
        ? (first?.region.name ?? '')
        : lang === 'zh'
          ? `${formatNumber(count, lang)} 个地区`
          : `${formatNumber(count, lang)} regions`;
    const width = textWidth(name, SMALL);
    const gap = radius + 4;
    const boxes: readonly Rect[] = [
      { x: x + gap, y: y - 7, width, height: 14 },
      { x: x - gap - width, y: y - 7, width, height: 14 },
      { x: x - width / 2, y: y - gap - 13, width, height: 14 },
      { x: x - width / 2, y: y + gap, width, height: 14 },
      { x: x + radius, y: y - gap - 11, width, height: 14 },
      { x: x - radius - width, y: y - gap - 11, width, height: 14 },
    ];
    const free = boxes.find(
      (box) =>
        box.x >= area.x &&
        box.x + box.width <= area.x + area.width &&
        box.y >= area.y &&
        box.y + box.height <= area.y + area.height &&
        !taken.some((other) => overlaps(box, other)),
    );
    if (free === undefined) continue;
    taken.push(free);
    shapes.push(
      text(free.x, free.y + 7, name, theme, {
        colour: isOwn(each) ? theme.accent : theme.ink2,
        size: SMALL,
        bold: isOwn(each),
        halo: theme.paper,
      }),
    );
  }
  return shapes;
}

/**
 * Regions by two metrics. Heavy-tailed counts stand on a log axis, with the zeros in a strip of their own;
 * several regions on one spot are one larger dot that names them all.
 */
export function scatterSpec(input: ScatterInput, context: ChartContext): EChartsOption {
  const { theme, lang, width } = context;
  const height = scatterHeight(input, context);
  const spots = spotsOf(input);
  const axes = { x: axisOf('x', input, spots), y: axisOf('y', input, spots) };
  const texts = {
    x: axisTexts(input.x.unit, Math.max(0, ...spots.map(({ x }) => x)), lang),
    y: axisTexts(input.y.unit, Math.max(0, ...spots.map(({ y }) => y)), lang),
  };
  const left = widestText(axes.y.ticks.map(texts.y.tick), SMALL) + 10;
  const area: Rect = { x: left, y: 26, width: width - left - 14, height: height - 26 - 44 };
  const bottom = area.y + area.height;
  // On a straight axis the ends stand inside, so that the dots on 0 do not cover the labels.
  const [insetX, insetY] = [axes.x, axes.y].map(({ kind }) => (kind === 'linear' ? INSET : 0)) as [
    number,
    number,
  ];
  const px = (value: number) => area.x + insetX + axes.x.at(value) * (area.width - 2 * insetX);
  const py = (value: number) => bottom - insetY - axes.y.at(value) * (area.height - 2 * insetY);
  const under: Shape[] = [];
  const over: Shape[] = [];

  const strip = (box: Rect) => under.push(rect(box, theme.paperRaised));
  if (axes.x.zeroStrip !== null) {
    strip({ x: area.x, y: area.y, width: axes.x.zeroStrip * area.width, height: area.height });
  }
  if (axes.y.zeroStrip !== null) {
    const high = axes.y.zeroStrip * area.height;
    strip({ x: area.x, y: bottom - high, width: area.width, height: high });
  }
  let lastEnd = Number.NEGATIVE_INFINITY;
  for (const tick of axes.x.ticks) {
    const x = px(tick);
    under.push(line(x, area.y, x, bottom, { colour: tick === 0 ? theme.lineStrong : theme.line }));
    const label = texts.x.tick(tick);
    const half = textWidth(label, SMALL) / 2;
    if (x - half < lastEnd + 6 || x + half > width) continue;
    lastEnd = x + half;
    over.push(
      text(x, bottom + 7, label, theme, {
        colour: theme.ink2,
        size: SMALL,
        align: 'center',
        baseline: 'top',
      }),
    );
  }
  let lastTop = Number.POSITIVE_INFINITY;
  for (const tick of axes.y.ticks) {
    const y = py(tick);
    under.push(
      line(area.x, y, area.x + area.width, y, { colour: tick === 0 ? theme.lineStrong : theme.line }),
    );
    if (y > lastTop - 14) continue;
    lastTop = y;
    over.push(
      text(area.x - 7, y, texts.y.tick(tick), theme, { colour: theme.ink2, size: SMALL, align: 'right' }),
    );
  }
  over.push(
    text(0, 8, `↑ ${axisTitle(input.y, texts.y.unit, axes.y, lang)}`, theme, {
      colour: theme.ink2,
      size: NORMAL,
    }),
    text(width, height - 9, `${axisTitle(input.x, texts.x.unit, axes.x, lang)} →`, theme, {
      colour: theme.ink2,
      size: NORMAL,
      align: 'right',
    }),
  );

  const placed = spots.map(
    (spot): Placed => ({ spot, x: px(spot.x), y: py(spot.y), radius: dotRadius(spot) }),
  );
  over.push(...nameShapes(placed, area, input, context));
  const data = placed.map(({ spot, x, y, radius }) => {
    const own = spot.members.some(({ region }) => region.code === input.highlight);
    const thin = isThinSpot(spot, input);
    const colour = own || input.highlight === undefined ? theme.accent : theme.context;
    return {
      name: spot.members.map(({ region }) => region.code).join(','),
      value: [x, y],
      symbolSize: 2 * radius,
      itemStyle: thin
        ? { color: theme.paper, borderColor: theme.context, borderWidth: 1.5 }
        : { color: colour, borderColor: theme.paper, borderWidth: 1, opacity: 0.85 },
      point: pointOf(spot, input, lang),
    };
  });
  const series: ScatterSeriesOption = {
    type: 'scatter',
    id: 'points',
    z: 4,
    symbol: 'circle',
    emphasis: { scale: 1.3, itemStyle: { borderColor: theme.ink, borderWidth: 2, opacity: 1 } },
    data,
  };
  return frame(context, {
    grid: { left: 0, top: 0, width, height, outerBoundsMode: 'none' },
    xAxis: { type: 'value', show: false, min: 0, max: width },
    yAxis: { type: 'value', show: false, inverse: true, min: 0, max: height },
    series: [shapeLayer('under', under, 1), series, shapeLayer('over', over, 6)],
  });
}

/** The scatter in words: how many, the ends of both axes. */
export function describeScatter(input: ScatterInput, lang: Language): string {
  const zh = lang === 'zh';
  const members = spotsOf(input).flatMap((spot) => spot.members);
  const absent = unpairedRegions(input).length;
  const most = (side: 'x' | 'y') => {
    const sorted = members.toSorted((a, b) => (b.row[side].value ?? 0) - (a.row[side].value ?? 0));
    const [top] = sorted;
    const value = top?.row[side].value ?? null;
    if (top === undefined || value === null) return '';
    const metric = input[side];
    const said = valueText(value, metric.unit, lang);
    return zh
      ? `${metric.name.zh}${metric.formula.kind === 'sum' ? '最多' : '最高'}的是${top.region.name}，${said}`
      : `highest in ${metric.name.en}: ${top.region.name}, ${said}`;
  };
  const count = formatNumber(members.length, lang);
  const missing =
    absent === 0
      ? ''
      : zh
        ? `；${absent} 个地区没有数据`
        : `; ${absent} region${absent === 1 ? '' : 's'} without data`;
  return zh
    ? `${input.title}。${count} 个地区；${[most('x'), most('y')].filter((each) => each !== '').join('；')}${missing}。`
    : `${input.title}. ${count} region${members.length === 1 ? '' : 's'}; ${[most('x'), most('y')].filter((each) => each !== '').join('; ')}${missing}.`;
}
