import type { BarSeriesOption, EChartsOption } from 'echarts';
import { formatNumber, formatShare, MISSING_TEXT } from '#i18n/format.ts';
import type { Language } from '#model/bilingual.ts';
import type { MeasureId } from '#model/measures.ts';
import type { CompositionRow } from '#queries/composition.ts';
import { mix, textOn } from '../colour.ts';
import { absenceText } from '../figure.ts';
import { frame } from '../frame.ts';
import {
  type HitArea,
  hitLayer,
  keyRows,
  NORMAL,
  type Pattern,
  pattern,
  type Rect,
  rect,
  type Shape,
  SMALL,
  shapeLayer,
  text,
} from '../layer.ts';
import type { ChartPoint, PointTarget } from '../point.ts';
import { fitText, textWidth, widestText } from '../text-width.ts';
import type { ChartContext, ChartTheme } from '../theme.ts';
import { coverageOf } from './coverage.ts';

/** A meaning that has a colour of its own: what was given in the accent's hue, refusals against it, the rest in greys. */
export type PartTone = 'given' | 'partly-given' | 'refused' | 'unable' | 'aside' | 'rest';

export interface CompositionPart {
  /** A measure's id, for those with a colour of their own. */
  readonly id: string;
  readonly name: string;
}

/** Parts whose colour means something. Others take the next colour of the palette. */
const TONES: Readonly<Record<string, PartTone>> = {
  granted: 'given',
  partly_granted: 'partly-given',
  refused: 'refused',
  unable: 'unable',
  declined: 'aside',
  other: 'rest',
  reconsiderations_corrected: 'given',
  reconsiderations_upheld: 'aside',
  reconsiderations_other: 'rest',
  reconsiderations_pending: 'unable',
  lawsuits_corrected: 'given',
  lawsuits_upheld: 'aside',
  lawsuits_other: 'rest',
  lawsuits_pending: 'unable',
} satisfies Partial<Record<MeasureId, PartTone>>;

export interface CompositionLine {
  /** Year or region name. */
  readonly label: string;
  /** Its parts in the order of the input's `parts`: all there, or none. */
  readonly row: CompositionRow;
  readonly target?: PointTarget;
}

export interface CompositionInput {
  /** What is split up, e.g. "办理结果". */
  readonly title: string;
  readonly parts: readonly CompositionPart[];
  readonly lines: readonly CompositionLine[];
  /** `share`: every bar is 100 %; `absolute`: bars as long as their totals. */
  readonly mode: 'share' | 'absolute';
  /** Patterns beside colours, for print in grey. */
  readonly patterns?: boolean;
}

/** A line's parts, when all are known. One unknown part leaves the whole line without a bar: nothing is taken for 0. */
export function wholeOf({ row }: CompositionLine, count: number): readonly number[] | null {
  const values = row.parts.flatMap((part) => (part === null ? [] : [part]));
  return row.parts.length === count && values.length === count && count > 0 ? values : null;
}

function sumOf(values: readonly number[]): number {
  return values.reduce((sum, each) => sum + each, 0);
}

function toneColour(tone: PartTone, theme: ChartTheme): string {
  const { seq, div, context, paper, lineStrong } = theme;
  const colours: Readonly<Record<PartTone, string | undefined>> = {
    given: seq[5],
    'partly-given': seq[3],
    refused: div[1],
    unable: div[2],
    aside: mix(lineStrong, paper, 0.1),
    rest: mix(context, paper, 0.55),
  };
  return colours[tone] ?? context;
}

/** One colour a part; where the palette runs out it starts again, paler. */
export function partColours(parts: readonly CompositionPart[], theme: ChartTheme): readonly string[] {
  return parts.map(({ id }, index) => {
    const tone = TONES[id];
    if (tone) return toneColour(tone, theme);
    const colour = theme.cat[index % theme.cat.length] ?? theme.context;
    return index < theme.cat.length ? colour : mix(colour, theme.paper, 0.5);
  });
}

const PATTERNS: readonly Pattern[] = ['plain', 'rising', 'dots', 'falling', 'level', 'upright'];

function patternOf(part: number): Pattern {
  return PATTERNS[part % PATTERNS.length] ?? 'plain';
}

const ROW = 32;
const BAR = 20;
const AXIS_GAP = 24;

function keyOf({ parts, patterns = false }: CompositionInput, { theme, width }: ChartContext) {
  const colours = partColours(parts, theme);
  const entries = parts.map(({ name }, index) => {
    const fill = colours[index] ?? theme.context;
    return {
      label: name,
      mark: (box: Rect) => [
        rect(box, fill),
        ...(patterns ? [pattern(box, patternOf(index), mix(fill, textOn(fill), 0.6), 4)] : []),
      ],
    };
  });
  return keyRows(entries, { x: 0, y: 0, width }, theme);
}

export function compositionHeight(input: CompositionInput, context: ChartContext): number {
  return keyOf(input, context).height + AXIS_GAP + input.lines.length * ROW + 4;
}

function pointOfLine(
  input: CompositionInput,
  composed: CompositionLine,
  { theme, lang }: ChartContext,
): ChartPoint {
  const colours = partColours(input.parts, theme);
  const whole = wholeOf(composed, input.parts.length);
  const target = composed.target ? { target: composed.target } : {};
  if (whole === null) {
    const absence = composed.row.filed === 0 ? 'not-filed' : 'blank';
    return {
      title: composed.label,
      ...target,
      lines: [{ value: MISSING_TEXT, note: absenceText(absence, lang) }],
    };
  }
  const total = sumOf(whole);
  const lines = input.parts.map(({ name }, index) => ({
    swatch: { colour: colours[index] ?? theme.context },
    label: name,
    value: `${formatNumber(whole[index] ?? null, lang)}${total > 0 ? `（${formatShare((whole[index] ?? 0) / total, lang)}）` : ''}`,
  }));
  const totalLine = { label: lang === 'zh' ? '合计' : 'Total', value: formatNumber(total, lang) };
  return {
    title: composed.label,
    ...target,
    lines: [...lines, totalLine, { note: coverageOf(composed.row, lang) }],
  };
}

/**
 * Parts of a whole, one stacked bar a year or region, with the totals beside them. A line of which any part
 * is unknown has no bar and says why; a whole of nothing is "0", not an empty bar.
 */
export function compositionSpec(input: CompositionInput, context: ChartContext): EChartsOption {
  const { parts, lines, mode, patterns = false } = input;
  const { theme, lang, width } = context;
  const colours = partColours(parts, theme);
  const key = keyOf(input, context);
  const top = key.height + AXIS_GAP;
  const wholes = lines.map((each) => wholeOf(each, parts.length));
  const totals = wholes.map((whole) => (whole === null ? null : sumOf(whole)));
  const totalTexts = totals.map((total) => formatNumber(total, lang, { compact: true }));
  const totalRoom = Math.max(widestText(totalTexts, NORMAL) * 1.06, textWidth(totalHead(lang), SMALL)) + 10;
  const left = Math.min(
    widestText(
      lines.map(({ label }) => label),
      NORMAL,
    ) + 14,
    width * 0.34,
  );
  const right = width - totalRoom;
  const largest = Math.max(1, ...totals.map((total) => total ?? 0));

  const over: Shape[] = [
    ...key.shapes,
    text(
      mode === 'share' ? width : left,
      top - 9,
      mode === 'share' ? totalHead(lang) : unitHead(lang),
      theme,
      {
        colour: theme.ink2,
        size: SMALL,
        align: mode === 'share' ? 'right' : 'left',
      },
    ),
  ];
  const hits: HitArea[] = [];
  lines.forEach((composed, index) => {
    const y = top + (index + 0.5) * ROW;
    const whole = wholes[index] ?? null;
    const total = totals[index] ?? null;
    over.push(
      text(0, y, fitText(composed.label, NORMAL, left - 10), theme, {
        colour: whole === null ? theme.ink2 : theme.ink,
      }),
    );
    hits.push({ x: 0, y: y - ROW / 2, width, height: ROW, point: pointOfLine(input, composed, context) });
    if (whole === null || total === null) {
      const reason = absenceText(composed.row.filed === 0 ? 'not-filed' : 'blank', lang);
      over.push(text(left, y, MISSING_TEXT, theme, { colour: theme.ink2 }));
      over.push(
        text(left + 20, y, fitText(reason, SMALL, width - left - 20), theme, {
          colour: theme.ink3,
          size: SMALL,
        }),
      );
      return;
    }
    const scale = mode === 'share' ? (total === 0 ? 0 : (right - left) / total) : (right - left) / largest;
    let at = left;
    whole.forEach((value, part) => {
      const wide = value * scale;
      const words =
        mode === 'share'
          ? formatShare(total === 0 ? null : value / total, lang, { digits: 0 })
          : formatNumber(value, lang, { compact: true });
      const fill = colours[part] ?? theme.context;
      if (patterns && wide > 1) {
        const box = { x: at + 0.5, y: y - BAR / 2 + 0.5, width: wide - 1, height: BAR - 1 };
        over.push(pattern(box, patternOf(part), mix(fill, textOn(fill), 0.4)));
      }
      if (value > 0 && textWidth(words, SMALL) + 6 <= wide) {
        over.push(
          text(at + wide / 2, y, words, theme, {
            colour: textOn(fill),
            size: SMALL,
            align: 'center',
            ...(patterns ? { halo: fill } : {}),
          }),
        );
      }
      at += wide;
    });
    const totalText = totalTexts[index] ?? '';
    if (mode === 'absolute' || total === 0) {
      over.push(text(at + (total === 0 ? 0 : 8), y, totalText, theme, { colour: theme.ink, bold: true }));
    } else {
      over.push(text(width, y, totalText, theme, { colour: theme.ink2, align: 'right' }));
    }
  });

  const series = parts.map(({ id, name }, part): BarSeriesOption => {
    return {
      type: 'bar',
      id: `part-${id}`,
      name,
      stack: 'whole',
      silent: true,
      z: 3,
      barWidth: BAR,
      itemStyle: {
        color: colours[part] ?? theme.context,
        borderColor: theme.paper,
        borderWidth: 0.75,
      },
      data: lines.map((_, index) => {
        const whole = wholes[index] ?? null;
        const total = totals[index] ?? null;
        if (whole === null || total === null) return null;
        const value = whole[part] ?? null;
        if (mode === 'absolute' || value === null) return value;
        return total === 0 ? null : value / total;
      }) as NonNullable<BarSeriesOption['data']>,
    };
  });
  return frame(context, {
    grid: { left, top, width: right - left, height: lines.length * ROW, outerBoundsMode: 'none' },
    xAxis: { type: 'value', show: false, min: 0, max: mode === 'share' ? 1 : largest },
    yAxis: { type: 'category', show: false, inverse: true, data: lines.map((_, index) => `${index}`) },
    series: [hitLayer(hits, theme), ...series, shapeLayer('over', over, 6)],
  });
}

function totalHead(lang: Language): string {
  return lang === 'zh' ? '合计（件）' : 'Total cases';
}

function unitHead(lang: Language): string {
  return lang === 'zh' ? '单位：件' : 'cases';
}

/** The composition in words, line by line. */
export function describeComposition({ title, parts, lines }: CompositionInput, lang: Language): string {
  const zh = lang === 'zh';
  const said = lines.map((composed) => {
    const whole = wholeOf(composed, parts.length);
    if (whole === null) return zh ? `${composed.label}：无数据` : `${composed.label}: no data`;
    const total = sumOf(whole);
    const named = parts
      .flatMap(({ name }, index) => {
        const value = whole[index] ?? null;
        return value === null || value === 0 ? [] : [`${name} ${formatNumber(value, lang)}`];
      })
      .join(zh ? '，' : ', ');
    const sum = zh ? `合计 ${formatNumber(total, lang)} 件` : `${formatNumber(total, lang)} in total`;
    return `${composed.label}${zh ? '：' : ': '}${sum}${named === '' ? '' : zh ? `，其中${named}` : `, of which ${named}`}`;
  });
  return `${title}${zh ? '。' : '. '}${said.join(zh ? '；' : '; ')}${zh ? '。' : '.'}`;
}
