import type { EChartsOption } from 'echarts';
import { formatNumber } from '#i18n/format.ts';
import type { MetricDefinition } from '#metrics/metric.ts';
import type { Language } from '#model/bilingual.ts';
import type { SpreadBin, TownshipSpread } from '#queries/township-spread.ts';
import { areaColour, textColour } from '../colour.ts';
import { axisTexts, isWhole, labelText, valueText } from '../figure.ts';
import { frame } from '../frame.ts';
import {
  type HitArea,
  hitLayer,
  type KeyEntry,
  keyRows,
  line,
  rect,
  type Shape,
  SMALL,
  shapeLayer,
  text,
} from '../layer.ts';
import { axisScale } from '../scale.ts';
import { balancedText, textWidth, widestText } from '../text-width.ts';
import type { ChartContext } from '../theme.ts';

export interface SpreadInput {
  readonly metric: MetricDefinition;
  readonly spread: TownshipSpread;
  /** One township's own value, to be marked. */
  readonly own?: { readonly name: string; readonly value: number };
}

/** A bar: zero and negatives stand apart from the bins above zero. */
interface SpreadBar {
  readonly kind: 'negative' | 'zero' | 'bin';
  readonly bin: SpreadBin;
  readonly count: number;
  /** Left edge in bar widths. */
  readonly at: number;
}

/** Quarters of fewer values than this say nothing. */
const LEAST_FOR_QUARTERS = 8;

/** Width of the gap that sets zero apart, in bar widths. */
const APART = 0.4;

export function spreadBars({ spread }: SpreadInput): readonly SpreadBar[] {
  const bars: SpreadBar[] = [];
  let at = 0;
  if (spread.negative > 0) {
    bars.push({
      kind: 'negative',
      bin: { from: -Infinity, to: 0, count: spread.negative },
      count: spread.negative,
      at,
    });
    at += 1 + APART;
  }
  bars.push({ kind: 'zero', bin: { from: 0, to: 0, count: spread.zero }, count: spread.zero, at });
  at += 1 + APART;
  for (const bin of spread.bins) {
    bars.push({ kind: 'bin', bin, count: bin.count, at });
    at += 1;
  }
  return bars;
}

/** The bar a value falls into: bins hold their upper end, not their lower. */
function barOf(value: number, bars: readonly SpreadBar[]): SpreadBar | undefined {
  return bars.find(({ kind, bin }) =>
    kind === 'negative' ? value < 0 : kind === 'zero' ? value === 0 : value > bin.from && value <= bin.to,
  );
}

/** Where a value stands along the bars, in bar widths: inside its bar in proportion, and whole counts on the middle of their own. */
export function spreadPosition(
  value: number,
  bars: readonly SpreadBar[],
  whole: boolean,
): number | undefined {
  const bar = barOf(value, bars);
  if (!bar) return undefined;
  if (bar.kind !== 'bin' || !Number.isFinite(bar.bin.to)) return bar.at + 0.5;
  const { from, to } = bar.bin;
  const share = whole ? (value - from - 0.5) / (to - from) : (value - from) / (to - from);
  return bar.at + Math.max(0, Math.min(1, share));
}

/** "3–5", "10%–20%", "0", "< 0". */
export function binText(
  { kind, bin }: Pick<SpreadBar, 'kind' | 'bin'>,
  metric: MetricDefinition,
  lang: Language,
): string {
  const { tick } = axisTexts(metric.unit, 0, lang);
  if (kind === 'negative') return `< ${tick(0)}`;
  if (kind === 'zero') return tick(0);
  if (!Number.isFinite(bin.to)) return `> ${tick(bin.from)}`;
  if (!isWhole(metric.unit)) return `${tick(bin.from).replace('%', '')}–${tick(bin.to)}`;
  return bin.to === bin.from + 1
    ? tick(bin.to)
    : `${tick(bin.from >= 10_000 ? bin.from : bin.from + 1)}–${tick(bin.to)}`;
}

function keyOf({ metric, spread, own }: SpreadInput, { theme, lang }: ChartContext): readonly KeyEntry[] {
  const { median, p25, p75 } = spread;
  const zh = lang === 'zh';
  const entries: KeyEntry[] = [];
  if (own) {
    entries.push({
      label: `${own.name} ${valueText(own.value, metric.unit, lang)}`,
      mark: (box) => [rect(box, theme.accent)],
    });
  }
  if (median !== null) {
    entries.push({
      label: `${zh ? '中位数' : 'Median'} ${labelText(median, metric.unit, lang)}`,
      mark: ({ x, y, width, height }) => [
        line(x + width / 2, y - 2, x + width / 2, y + height + 2, { colour: theme.ink, width: 2 }),
      ],
    });
  }
  if (p25 !== null && p75 !== null && spread.n >= LEAST_FOR_QUARTERS) {
    const [low, high] = [labelText(p25, metric.unit, lang), labelText(p75, metric.unit, lang)];
    entries.push({
      label: `${zh ? '中间一半' : 'Middle half'} ${low === high ? low : `${low}–${high}`}`,
      mark: ({ x, y, width, height }) => [
        line(x, y + height / 2, x + width, y + height / 2, { colour: theme.ink2, width: 4 }),
      ],
    });
  }
  return entries;
}

/** What the chart rests on and what it leaves out. */
export function spreadNote({ metric, spread }: SpreadInput, lang: Language): string {
  const zh = lang === 'zh';
  const number = (value: number) => formatNumber(value, lang);
  const left = [
    spread.missing > 0 &&
      (zh ? `${number(spread.missing)} 份空白或未能读取` : `${number(spread.missing)} blank or not read`),
    spread.thin > 0 &&
      (zh
        ? `${number(spread.thin)} 份基数不足 ${metric.least_denominator}`
        : `${number(spread.thin)} on fewer than ${metric.least_denominator} cases`),
    spread.undefined_rate > 0 &&
      (zh
        ? `${number(spread.undefined_rate)} 份分母为零`
        : `${number(spread.undefined_rate)} with nothing to divide by`),
    spread.not_applicable > 0 &&
      (zh
        ? `${number(spread.not_applicable)} 份表中无此项`
        : `${number(spread.not_applicable)} on a form without this item`),
    spread.not_filed > 0 &&
      (zh ? `${number(spread.not_filed)} 份未收录` : `${number(spread.not_filed)} reports not held`),
  ].filter((each) => each !== false);
  const base = zh
    ? `${number(spread.n)} 份年报`
    : `${number(spread.n)} ${spread.n === 1 ? 'report' : 'reports'}`;
  if (left.length === 0) return base;
  return zh ? `${base}；未计入：${left.join('、')}` : `${base}; not counted: ${left.join(', ')}`;
}

const NOTE_LINE = 17;
const RULER = 14;

function noteLines(input: SpreadInput, { lang, width }: ChartContext): readonly string[] {
  return balancedText(spreadNote(input, lang), SMALL, width);
}

export function spreadHeight(input: SpreadInput, context: ChartContext): number {
  const key = keyRows(keyOf(input, context), { x: 0, y: 0, width: context.width }, context.theme);
  return key.height + 250 + noteLines(input, context).length * NOTE_LINE;
}

/**
 * How township reports are spread: a bar for 0 apart from bins above it, the median, the middle half and
 * one township's own value on a ruler under the bars; what is left out is said below.
 */
export function spreadSpec(input: SpreadInput, context: ChartContext): EChartsOption {
  const { metric, spread, own } = input;
  const { theme, lang, width } = context;
  const height = context.height ?? spreadHeight(input, context);
  const whole = isWhole(metric.unit);
  const bars = spreadBars(input);
  const span = (bars.at(-1)?.at ?? 0) + 1;
  const key = keyRows(keyOf(input, context), { x: 0, y: 0, width }, theme);
  const notes = noteLines(input, context);
  const largest = Math.max(1, ...bars.map(({ count }) => count));
  const countTexts = bars.map(({ count }) => formatNumber(count, lang));
  const direct = widestText(countTexts, SMALL) + 4 <= (width / span) * 1;
  const scale = axisScale([largest], { steps: 3, whole: true });
  const tick = (value: number) => formatNumber(value, lang, { compact: true });
  const left = direct ? 0 : Math.ceil(widestText(scale.ticks.map(tick), SMALL)) + 10;
  const unit = Math.min(90, (width - left) / span);
  const texts = bars.map((bar) => binText(bar, metric, lang));
  const axis = binLabels(texts, unit);
  const axisUnit = axisTexts(metric.unit, 0, lang).unit;

  const top = key.height + 42;
  const noteTop = height - notes.length * NOTE_LINE;
  const bottom = noteTop - 30 - axis.lines * 14 - RULER;
  const x = (at: number) => left + at * unit;
  const max = direct ? largest : scale.max;
  const y = (count: number) => bottom - (count / max) * (bottom - top);

  const under: Shape[] = [];
  const over: Shape[] = [...key.shapes];
  const heading = lang === 'zh' ? '年报份数' : 'Reports';
  over.push(text(0, key.height + 14, heading, theme, { colour: theme.ink2, size: SMALL }));
  if (!direct) {
    for (const each of scale.ticks) {
      under.push(line(left, y(each), x(span), y(each), { colour: theme.line }));
      over.push(
        text(left - 6, y(each), tick(each), theme, { colour: theme.ink2, size: SMALL, align: 'right' }),
      );
    }
  }
  under.push(line(left, bottom, x(span), bottom, { colour: theme.lineStrong }));

  const ownBar = own && barOf(own.value, bars);
  const hits: HitArea[] = [];
  bars.forEach((bar, index) => {
    const centre = x(bar.at + 0.5);
    if (direct) {
      over.push(
        text(centre, y(bar.count) - 4, countTexts[index] ?? '', theme, {
          colour: bar === ownBar ? textColour(theme.accent, theme) : theme.ink2,
          bold: bar === ownBar,
          size: SMALL,
          align: 'center',
          baseline: 'bottom',
        }),
      );
    }
    axis.labels[index]?.forEach((each, row) => {
      const half = textWidth(each, SMALL) / 2;
      over.push(
        text(Math.min(centre, width - half), bottom + RULER + 6 + row * 14, each, theme, {
          colour: theme.ink2,
          size: SMALL,
          align: 'center',
          baseline: 'top',
        }),
      );
    });
    hits.push({
      x: x(bar.at),
      y: top - 14,
      width: unit,
      height: bottom - top + 14,
      point: {
        // A bar counts reports; the one place marked has a number of its own.
        ...(own && bar === ownBar ? { target: { key: 'own' } } : {}),
        title: `${metric.name[lang]} ${texts[index] ?? ''}${axisUnit === '' ? '' : ` ${axisUnit}`}`,
        lines: [
          { label: heading, value: countTexts[index] ?? '', note: shareText(bar.count, spread.n, lang) },
          ...(own && bar === ownBar
            ? [{ label: own.name, value: valueText(own.value, metric.unit, lang) }]
            : []),
        ],
      },
    });
  });
  const axisName = `${metric.name[lang]}${axisUnit === '' ? '' : lang === 'zh' ? `（${axisUnit}）` : ` (${axisUnit})`}`;
  over.push(
    text(left, bottom + RULER + 9 + axis.lines * 14, axisName, theme, {
      colour: theme.ink2,
      size: SMALL,
      baseline: 'top',
    }),
  );

  // The ruler right under the bars: middle half, median, own place.
  const along = (value: number | null) => {
    const at = value === null ? undefined : spreadPosition(value, bars, whole);
    return at === undefined ? undefined : x(at);
  };
  const [p25, p75, median] = [along(spread.p25), along(spread.p75), along(spread.median)];
  const ruler = bottom + RULER / 2 + 1;
  if (p25 !== undefined && p75 !== undefined && spread.n >= LEAST_FOR_QUARTERS) {
    over.push(line(p25, ruler, Math.max(p75, p25 + 2), ruler, { colour: theme.ink2, width: 4 }));
  }
  if (median !== undefined)
    over.push(line(median, ruler - 5, median, ruler + 5, { colour: theme.ink, width: 2 }));
  const ownAt = own && along(own.value);
  if (ownAt !== undefined) {
    over.push({
      type: 'polygon',
      shape: {
        points: [
          [ownAt, bottom + 2],
          [ownAt - 6, bottom + 12],
          [ownAt + 6, bottom + 12],
        ],
      },
      style: { fill: theme.accent, stroke: theme.paper, lineWidth: 1 },
    });
  }
  notes.forEach((each, row) => {
    over.push(text(0, noteTop + row * NOTE_LINE + 9, each, theme, { colour: theme.ink3, size: SMALL }));
  });

  const data = bars.map((bar) => ({
    value: [bar.at + 0.5, bar.count],
    itemStyle: { color: bar === ownBar ? theme.accent : areaColour(theme) },
  }));
  return frame(context, {
    grid: { left, top, width: x(span) - left, height: bottom - top, outerBoundsMode: 'none' },
    // ECharts would widen the axis for the outer bars, and everything laid out in pixels would be off.
    xAxis: { type: 'value', show: false, min: 0, max: span, containShape: false },
    yAxis: { type: 'value', show: false, min: 0, max },
    series: [
      shapeLayer('under', under, 0),
      hitLayer(hits, theme),
      {
        type: 'bar',
        id: 'bars',
        silent: true,
        z: 3,
        barWidth: Math.max(2, unit - (unit > 24 ? 3 : 1)),
        data,
      },
      shapeLayer('over', over, 6),
    ],
  });
}

function shareText(count: number, n: number, lang: Language): string {
  if (n === 0) return '';
  const share = labelText(count / n, 'share', lang);
  return lang === 'zh' ? `占 ${share}` : `${share} of reports`;
}

/** Bin labels on one line, or broken at the dash, or only every so many, so that none touches the next. */
function binLabels(
  texts: readonly string[],
  room: number,
): { readonly labels: readonly (readonly string[])[]; readonly lines: number } {
  if (widestText(texts, SMALL) + 4 <= room) return { labels: texts.map((each) => [each]), lines: 1 };
  const broken = texts.map((each) => each.split(/(?<=–)/u));
  const widest = Math.max(...broken.map((parts) => widestText(parts, SMALL)));
  const every = Math.max(1, Math.ceil((widest + 4) / room));
  return { labels: broken.map((parts, index) => (index % every === 0 ? parts : [])), lines: 2 };
}

/** The distribution in words. */
export function describeSpread(input: SpreadInput, lang: Language): string {
  const { metric, spread, own } = input;
  const zh = lang === 'zh';
  const { median, p25, p75, zero, n } = spread;
  const say = (value: number) => valueText(value, metric.unit, lang);
  const parts: string[] = [spreadNote(input, lang)];
  if (n > 0) parts.push(zh ? `${formatNumber(zero, lang)} 份为 0` : `${formatNumber(zero, lang)} are 0`);
  if (median !== null) parts.push(zh ? `中位数 ${say(median)}` : `median ${say(median)}`);
  if (p25 !== null && p75 !== null && n >= LEAST_FOR_QUARTERS) {
    parts.push(
      zh
        ? `中间一半在 ${say(p25)}至 ${say(p75)}之间`
        : `the middle half lies between ${say(p25)} and ${say(p75)}`,
    );
  }
  if (own) parts.push(`${own.name}${zh ? '：' : ': '}${say(own.value)}`);
  const name = zh ? `各乡镇${metric.name.zh}的分布` : `Spread of ${metric.name.en} over townships`;
  return `${name}${zh ? '。' : '. '}${parts.join(zh ? '；' : '; ')}${zh ? '。' : '.'}`;
}
