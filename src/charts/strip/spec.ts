import type { EChartsOption, ScatterSeriesOption } from 'echarts';
import { formatNumber, pick } from '#i18n/format.ts';
import type { MetricDefinition } from '#metrics/metric.ts';
import type { Language } from '#model/bilingual.ts';
import type { MetricRow } from '#queries/metric-row.ts';
import { textColour } from '../colour.ts';
import {
  absenceOf,
  absenceText,
  axisTexts,
  countsText,
  coverageText,
  isThin,
  isWhole,
  labelText,
  type NamedRegion,
  placeAndYear,
  valueText,
} from '../figure.ts';
import { frame } from '../frame.ts';
import { type HitArea, hitLayer, line, NORMAL, rect, type Shape, SMALL, shapeLayer, text } from '../layer.ts';
import type { ChartPoint } from '../point.ts';
import { quantile } from '../quantile.ts';
import { axisScale, position } from '../scale.ts';
import { textWidth } from '../text-width.ts';
import type { ChartContext } from '../theme.ts';
import { WORDS } from '../words.ts';

export interface StripInput {
  readonly metric: MetricDefinition;
  /** The peers, the own region among them; one without a row has no data. */
  readonly regions: readonly NamedRegion[];
  readonly rows: readonly MetricRow[];
  /** Code of the region that is compared with the others. */
  readonly own: string;
}

interface Dot extends NamedRegion {
  readonly row: MetricRow & { readonly value: number };
  readonly thin: boolean;
}

function dotsOf({ metric, regions, rows }: StripInput): readonly Dot[] {
  const byCode = new Map(rows.map((row) => [row.region_code, row]));
  return regions.flatMap((region) => {
    const row = byCode.get(region.code);
    return row === undefined || row.value === null
      ? []
      : [{ ...region, row: { ...row, value: row.value }, thin: isThin(row, metric) }];
  });
}

/** Median and quarters of the peers' values, rates on too few cases left out. */
export function stripQuantiles(input: StripInput) {
  const sorted = dotsOf(input)
    .filter(({ thin }) => !thin)
    .map(({ row }) => row.value)
    .sort((a, b) => a - b);
  return {
    n: sorted.length,
    p25: quantile(sorted, 0.25),
    median: quantile(sorted, 0.5),
    p75: quantile(sorted, 0.75),
  };
}

/**
 * Counts that lie orders of magnitude apart would leave all but one at the edge: then the axis steps by
 * factors of ten, with 0 kept at its start.
 */
export function isSkewed(values: readonly number[], whole: boolean): boolean {
  const positive = values.filter((value) => value > 0).sort((a, b) => a - b);
  const high = positive.at(-1) ?? 0;
  const middle = quantile(positive, 0.5) ?? 0;
  return whole && values.every((value) => value >= 0) && high >= 100 && high > 60 * middle;
}

interface StripAxis {
  readonly place: (value: number) => number;
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly number[];
}

function stripAxis(values: readonly number[], { unit }: MetricDefinition, steps: number): StripAxis {
  if (isSkewed(values, isWhole(unit))) {
    const place = (value: number) => Math.log10(1 + value);
    const high = Math.max(...values);
    const tens = Array.from({ length: Math.ceil(Math.log10(high)) + 1 }, (_, power) => 10 ** power);
    return { place, min: 0, max: place(tens.at(-1) ?? high), ticks: [0, ...tens] };
  }
  const scale = axisScale(values, { steps, whole: isWhole(unit), ...(unit === 'share' ? { limit: 1 } : {}) });
  return { ...scale, place: (value) => value };
}

interface Placed extends Dot {
  readonly x: number;
  /** 0 at the axis, counting up. */
  readonly level: number;
}

/** Dots side by side on the axis, piled up where they would overlap, the own one on top of its pile. */
function pile(
  dots: readonly Dot[],
  own: string,
  x: (value: number) => number,
  size: number,
): readonly Placed[] {
  const piles = new Map<number, number>();
  return dots
    .map((dot) => ({ dot, column: Math.round(x(dot.row.value) / size), last: dot.code === own }))
    .sort(
      (a, b) => a.column - b.column || Number(a.last) - Number(b.last) || a.dot.row.value - b.dot.row.value,
    )
    .map(({ dot, column }) => {
      const level = piles.get(column) ?? 0;
      piles.set(column, level + 1);
      return { ...dot, x: column * size, level };
    });
}

const HEAD = 40;
const AXIS = 24;
const NOTE = 18;
const INSET = 10;

interface StripLayout {
  readonly axis: StripAxis;
  readonly size: number;
  /** Height of one level of a pile: less than a dot where piles are high. */
  readonly rise: number;
  readonly placed: readonly Placed[];
  readonly height: number;
  readonly x: (value: number) => number;
  readonly note: string;
}

function layoutOf(input: StripInput, { width, lang }: Pick<ChartContext, 'width' | 'lang'>): StripLayout {
  const dots = dotsOf(input);
  const axis = stripAxis(
    dots.map(({ row }) => row.value),
    input.metric,
    width < 480 ? 3 : 6,
  );
  const size = dots.length <= 60 ? 11 : dots.length <= 200 ? 9 : 6;
  const x = (value: number) => position(axis.place(value), axis, INSET, width - INSET);
  const placed = pile(dots, input.own, x, size);
  const highest = placed.reduce((most, { level }) => Math.max(most, level + 1), 1);
  const rise = Math.min(size, Math.max(1.5, 130 / highest));
  const note = noteOf(input, lang);
  const height = HEAD + Math.max(34, highest * rise + 6) + AXIS + (note === '' ? 0 : NOTE);
  return { axis, size, rise, placed, height, x, note };
}

function noteOf(input: StripInput, lang: Language): string {
  const { regions, metric } = input;
  const dots = dotsOf(input);
  const zh = lang === 'zh';
  const parts: string[] = [];
  const absent = regions.length - dots.length;
  if (absent > 0) {
    parts.push(
      zh ? `${formatNumber(absent, lang)} 个没有数值` : `${formatNumber(absent, lang)} without a value`,
    );
  }
  const thin = dots.filter((dot) => dot.thin).length;
  if (thin > 0) {
    parts.push(
      zh
        ? `空心：基数不足 ${metric.least_denominator}（${thin} 个）`
        : `hollow: fewer than ${metric.least_denominator} cases (${thin})`,
    );
  }
  if (
    isSkewed(
      dots.map(({ row }) => row.value),
      isWhole(metric.unit),
    )
  ) {
    parts.push(zh ? '横轴逐级放大十倍' : 'the axis grows tenfold at each step');
  }
  return parts.join(zh ? '；' : '; ');
}

export function stripHeight(input: StripInput, context: Pick<ChartContext, 'width' | 'lang'>): number {
  return Math.ceil(layoutOf(input, context).height);
}

function pointOfDot({ code, name, row }: Dot, metric: MetricDefinition, lang: Language): ChartPoint {
  const notes = [countsText(row, lang), coverageText(row, lang)].filter((each) => each !== '');
  return {
    title: placeAndYear(name, row.year, lang),
    target: { region: code },
    lines: [
      {
        label: metric.name[lang],
        value: valueText(row.value, metric.unit, lang),
        ...(notes.length > 0 ? { note: notes.join(lang === 'zh' ? '；' : '; ') } : {}),
      },
    ],
  };
}

/** A region's value among its peers': one dot each, median and middle half, the own one named. */
export function stripSpec(input: StripInput, context: ChartContext): EChartsOption {
  const { metric, own, regions } = input;
  const { theme, lang, width } = context;
  const { axis, size, rise, placed, height, x, note } = layoutOf(input, context);
  const { median, p25, p75 } = stripQuantiles(input);
  const baseline = height - AXIS - (note === '' ? 0 : NOTE);
  const top = HEAD - 4;
  const y = (level: number) => baseline - size / 2 - 3 - level * rise;
  const texts = axisTexts(metric.unit, Math.max(0, ...axis.ticks), lang);
  const under: Shape[] = [];
  const over: Shape[] = [];

  if (p25 !== null && p75 !== null) {
    const [from, to] = [x(p25), x(p75)];
    const wide = Math.max(2, to - from);
    under.push(rect({ x: from, y: top, width: wide, height: baseline - top }, theme.accentSoft));
  }
  under.push(line(0, baseline, width, baseline, { colour: theme.lineStrong }));
  // From the end, which also carries the unit, a label that would touch the one after it is left out.
  let next = Number.POSITIVE_INFINITY;
  for (const [index, tick] of [...axis.ticks.entries()].reverse()) {
    const at = x(tick);
    const last = index === axis.ticks.length - 1;
    const label = last ? texts.tickWithUnit(tick) : texts.tick(tick);
    under.push(line(at, baseline, at, baseline + 4, { colour: theme.lineStrong }));
    const half = textWidth(label, SMALL) / 2;
    const centre = Math.max(half, Math.min(at, width - half));
    if (centre + half + 6 > next) continue;
    next = centre - half;
    over.push(
      text(last ? width : centre, baseline + 8, label, theme, {
        colour: theme.ink2,
        size: SMALL,
        align: last ? 'right' : 'center',
        baseline: 'top',
      }),
    );
  }
  if (note !== '') over.push(text(0, height - 8, note, theme, { colour: theme.ink3, size: SMALL }));

  const ownDot = placed.find(({ code }) => code === own);
  const ownRegion = regions.find(({ code }) => code === own);
  if (median !== null) {
    const at = x(median);
    under.push(line(at, top, at, baseline, { colour: theme.ink2, width: 1.5 }));
    const label = `${pick(WORDS.median, lang)} ${labelText(median, metric.unit, lang)}`;
    // Beside the own mark's line rather than across it.
    const half = textWidth(label, NORMAL) / 2 + 5;
    const ownLine = ownDot?.x;
    const clear =
      ownLine !== undefined && Math.abs(ownLine - at) < half
        ? at <= ownLine && ownLine - 2 * half > 0
          ? ownLine - half
          : ownLine + half
        : at;
    over.push(placedLabel(label, clear, 28, width, theme.ink2, false));
  }
  if (ownDot) {
    const label = `${ownDot.name} ${valueText(ownDot.row.value, metric.unit, lang)}`;
    over.push(placedLabel(label, ownDot.x, 9, width, textColour(theme.accent, theme), true));
    under.push(line(ownDot.x, 18, ownDot.x, y(ownDot.level), { colour: theme.accent }));
  } else if (ownRegion) {
    const row = input.rows.find(({ region_code }) => region_code === own);
    const reason = absenceText(absenceOf(row) ?? 'not-filed', lang);
    over.push(
      text(0, 9, `${ownRegion.name}${lang === 'zh' ? '：' : ': '}${reason}`, theme, {
        colour: theme.ink2,
        bold: true,
      }),
    );
  }

  function placedLabel(
    label: string,
    at: number,
    middle: number,
    room: number,
    colour: string,
    bold: boolean,
  ) {
    const half = (textWidth(label, NORMAL) / 2) * (bold ? 1.06 : 1);
    const centre = Math.max(half, Math.min(at, room - half));
    return text(centre, middle, label, theme, { colour, bold, align: 'center', halo: theme.paper });
  }

  const hits: HitArea[] = placed.map((dot) => ({
    x: dot.x - size / 2 - 1,
    y: y(dot.level) - Math.max(rise, 8) / 2,
    width: size + 2,
    height: Math.max(rise, 8),
    point: pointOfDot(dot, metric, lang),
  }));
  const series: ScatterSeriesOption = {
    type: 'scatter',
    itemStyle: { opacity: 1 },
    id: 'peers',
    silent: true,
    z: 4,
    data: [...placed]
      .sort((a, b) => Number(a.code === own) - Number(b.code === own))
      .map((dot) => {
        const colour = dot.code === own ? theme.accent : theme.context;
        return {
          name: dot.code,
          value: [dot.x, y(dot.level), dot.row.value],
          symbolSize: dot.code === own ? size + 3 : size - 2,
          itemStyle: dot.thin
            ? { color: theme.paper, borderColor: colour, borderWidth: 1.5 }
            : { color: colour, borderColor: theme.paper, borderWidth: dot.code === own ? 1.5 : 0.5 },
        };
      }),
  };
  return frame(context, {
    grid: { left: 0, top: 0, width, height, outerBoundsMode: 'none' },
    xAxis: { type: 'value', show: false, min: 0, max: width },
    yAxis: { type: 'value', show: false, inverse: true, min: 0, max: height },
    series: [shapeLayer('under', under, 0), hitLayer(hits, theme), series, shapeLayer('over', over, 6)],
  });
}

/** The comparison in words. */
export function describeStrip(input: StripInput, lang: Language): string {
  const { metric, regions, rows, own } = input;
  const zh = lang === 'zh';
  const { n, median, p25, p75 } = stripQuantiles(input);
  const say = (value: number) => valueText(value, metric.unit, lang);
  const name = regions.find(({ code }) => code === own)?.name ?? '';
  const row = rows.find(({ region_code }) => region_code === own);
  const parts: string[] = [];
  if (name !== '') {
    const value = row?.value ?? null;
    const said = value === null ? absenceText(absenceOf(row) ?? 'not-filed', lang) : say(value);
    parts.push(`${name}${zh ? '：' : ': '}${said}`);
  }
  if (median !== null) {
    parts.push(zh ? `${n} 个可比地区的中位数 ${say(median)}` : `median of ${n} peers ${say(median)}`);
  }
  if (p25 !== null && p75 !== null) {
    parts.push(zh ? `中间一半 ${say(p25)}至 ${say(p75)}` : `middle half ${say(p25)} to ${say(p75)}`);
  }
  const note = noteOf(input, lang);
  if (note !== '') parts.push(note);
  return `${metric.name[lang]}${zh ? '。' : '. '}${parts.join(zh ? '；' : '; ')}${zh ? '。' : '.'}`;
}
