import type { EChartsOption } from 'echarts';
import { formatNumber } from '#i18n/format.ts';
import type { Language } from '#model/bilingual.ts';
import { mix } from '../colour.ts';
import { partColours } from '../composition/spec.ts';
import { frame } from '../frame.ts';
import {
  type HitArea,
  hitLayer,
  line,
  NORMAL,
  pattern,
  type Rect,
  rect,
  type Shape,
  shapeLayer,
  text,
} from '../layer.ts';
import type { ChartPoint } from '../point.ts';
import { fitText, textWidth, widestText } from '../text-width.ts';
import type { ChartContext, ChartTheme } from '../theme.ts';
import {
  amountText,
  describeFlow,
  destinationsOf,
  type FlowInput,
  type FlowPart,
  flowTotal,
  sourcesOf,
  toHandleText,
} from './parts.ts';

export type { FlowInput } from './parts.ts';
export { describeFlow };

/** Narrower than this there is no room for names on both sides: bars below each other. */
const WIDE = 600;

function toneColour({ tone }: FlowPart, theme: ChartTheme): string {
  if (tone === 'new') return theme.accent;
  if (tone === 'carried') return theme.context;
  if (tone === 'gap') return theme.missing;
  return partColours([{ id: tone, name: '' }], theme)[0] ?? theme.context;
}

/** A part's bar: what does not balance is hatched, so that it is no outcome among others. */
function bar(box: Rect, part: FlowPart, theme: ChartTheme): readonly Shape[] {
  const shapes = [rect(box, toneColour(part, theme))];
  return part.tone === 'gap'
    ? [...shapes, pattern(box, 'rising', theme.ink2, 4), rect(box, 'none', theme.ink2)]
    : shapes;
}

/** A band from one upright edge to another, level at both ends. */
function ribbon(x1: number, y1: number, x2: number, y2: number, height: number, fill: string): Shape {
  const steps = 24;
  const ease = (share: number) => share * share * (3 - 2 * share);
  const upper = Array.from({ length: steps + 1 }, (_, index): [number, number] => {
    const share = index / steps;
    return [x1 + (x2 - x1) * share, y1 + (y2 - y1) * ease(share)];
  });
  const lower = upper.map(([x, y]): [number, number] => [x, y + height]).reverse();
  return { type: 'polygon', shape: { points: [...upper, ...lower] }, style: { fill } };
}

function pointOf(part: FlowPart, total: number, lang: Language): ChartPoint {
  return {
    title: part.group === undefined ? part.label : `${part.group} · ${part.label}`,
    lines: [{ value: amountText(part.value, total, lang) }],
    target: { key: part.id },
  };
}

const SLOT = 22;
/** Sources have their count below their name. */
const SOURCE_SLOT = 36;
const GAP = 6;
const BAR_WIDTH = 14;
const TOP = 26;

interface Slot {
  readonly head: string | null;
  readonly part: FlowPart | null;
  readonly top: number;
  readonly height: number;
  /** Height of the bar itself. */
  readonly bar: number;
}

/** Rows below each other: as high as their bar, but never too low for a line of text. */
function slotsOf(
  groups: readonly { head: string | null; parts: readonly FlowPart[] }[],
  scale: number,
  least = SLOT,
) {
  let top = TOP;
  const slots: Slot[] = [];
  for (const { head, parts } of groups) {
    if (head !== null) {
      slots.push({ head, part: null, top, height: SLOT - 2, bar: 0 });
      top += SLOT - 2;
    }
    for (const part of parts) {
      const size = part.value === 0 ? 0 : Math.max(1.5, part.value * scale);
      const height = Math.max(least, size);
      slots.push({ head: null, part, top, height, bar: size });
      top += height + (head === null ? GAP : 2);
    }
    if (head !== null) top += GAP;
  }
  return { slots, bottom: top - GAP };
}

function wideLayout(input: FlowInput, lang: Language) {
  const total = flowTotal(input);
  const plot = total === 0 ? 0 : 260;
  const scale = total === 0 ? 0 : plot / total;
  const right = slotsOf(destinationsOf(input, lang), scale);
  const left = slotsOf([{ head: null, parts: sourcesOf(input, lang) }], scale, SOURCE_SLOT);
  const height = Math.max(right.bottom, left.bottom, TOP + plot);
  return { total, plot, scale, right, left, height };
}

function wideSpec(input: FlowInput, context: ChartContext): EChartsOption {
  const { theme, lang, width } = context;
  const { total, plot, scale, right, left, height } = wideLayout(input, lang);
  const under: Shape[] = [];
  const over: Shape[] = [];
  const hits: HitArea[] = [];
  const sources = left.slots.flatMap((slot) => (slot.part === null ? [] : [{ ...slot, part: slot.part }]));
  const leftRoom =
    widestText(
      sources.flatMap(({ part }) => [part.label, amountText(part.value, total, lang)]),
      NORMAL,
    ) + 14;
  const labels = right.slots.map(({ head, part }) =>
    part === null ? (head ?? '') : `${part.label}  ${amountText(part.value, total, lang)}`,
  );
  const rightRoom = Math.min(widestText(labels, NORMAL) + 18, width * 0.46);
  const x1 = leftRoom;
  const x3 = width - rightRoom - BAR_WIDTH;
  const x2 = x1 + BAR_WIDTH + (x3 - x1 - BAR_WIDTH) * 0.42;
  const soft = (part: FlowPart) => mix(toneColour(part, theme), theme.paper, 0.72);
  // The middle stands level with the middle of the taller side.
  const middleTop = TOP + (height - TOP - plot) / 2;
  const leftShift = (height - left.bottom) / 2;

  let at = middleTop;
  for (const { part, top, height: room, bar: size } of sources) {
    const y = top + leftShift + (room - size) / 2;
    const flowing = part.value * scale;
    if (part.value > 0) {
      under.push(ribbon(x1 + BAR_WIDTH, y, x2, at, flowing, soft(part)));
      over.push(...bar({ x: x1, y, width: BAR_WIDTH, height: size }, part, theme));
    }
    at += flowing;
    const centre = top + leftShift + room / 2;
    over.push(text(x1 - 10, centre - 8, part.label, theme, { colour: theme.ink, align: 'right' }));
    over.push(
      text(x1 - 10, centre + 8, amountText(part.value, total, lang), theme, {
        colour: theme.ink2,
        align: 'right',
      }),
    );
    const area = {
      x: 0,
      y: centre - Math.max(room, 34) / 2,
      width: x1 + BAR_WIDTH,
      height: Math.max(room, 34),
    };
    hits.push({ ...area, point: pointOf(part, total, lang) });
  }

  over.push(rect({ x: x2, y: middleTop, width: BAR_WIDTH, height: Math.max(1, plot) }, theme.ink2));
  const handled = `${toHandleText(lang)} ${formatNumber(total, lang)}`;
  over.push(
    text(x2 + BAR_WIDTH / 2, middleTop - 10, handled, theme, {
      colour: theme.ink,
      bold: true,
      align: 'center',
    }),
  );
  hits.push({
    x: x2 - 10,
    y: middleTop - 20,
    width: BAR_WIDTH + 20,
    height: plot + 20,
    point: { title: toHandleText(lang), lines: [{ value: formatNumber(total, lang) }] },
  });

  at = middleTop;
  for (const { head, part, top, height: room, bar: size } of right.slots) {
    const centre = top + room / 2;
    if (part === null) {
      over.push(
        text(x3 + BAR_WIDTH + 8, centre + 2, fitText(head ?? '', NORMAL, rightRoom - 8), theme, {
          colour: theme.ink2,
          size: NORMAL,
        }),
      );
      continue;
    }
    const y = centre - size / 2;
    const flowing = part.value * scale;
    if (part.value > 0) {
      under.push(ribbon(x2 + BAR_WIDTH, at, x3, y + (size - flowing) / 2, flowing, soft(part)));
      over.push(...bar({ x: x3, y, width: BAR_WIDTH, height: size }, part, theme));
    }
    at += flowing;
    const amount = amountText(part.value, total, lang);
    const indent = part.group === undefined ? 8 : 20;
    const room2 = rightRoom - indent - textWidth(amount, NORMAL) - 8;
    const name = fitText(part.label, NORMAL, room2);
    const begin = x3 + BAR_WIDTH + indent;
    over.push(text(begin, centre, name, theme, { colour: part.value === 0 ? theme.ink3 : theme.ink }));
    over.push(
      text(begin + textWidth(name, NORMAL) + 8, centre, amount, theme, {
        colour: part.value === 0 ? theme.ink3 : theme.ink2,
        bold: part.value > 0,
      }),
    );
    hits.push({
      x: x3 - 4,
      y: top - 1,
      width: width - x3 + 4,
      height: room + 2,
      point: pointOf(part, total, lang),
    });
  }
  return layered(context, height + 8, hits, under, over);
}

function layered(
  context: ChartContext,
  height: number,
  hits: readonly HitArea[],
  under: readonly Shape[],
  over: readonly Shape[],
): EChartsOption {
  const { theme, width } = context;
  return frame(context, {
    grid: { left: 0, top: 0, width, height, outerBoundsMode: 'none' },
    xAxis: { type: 'value', show: false, min: 0, max: width },
    yAxis: { type: 'value', show: false, inverse: true, min: 0, max: height },
    series: [shapeLayer('under', under, 2), hitLayer(hits, theme, 3), shapeLayer('over', over, 6)],
  });
}

const STEP_LABEL = 18;
const STEP_BAR = 13;
const STEP = STEP_LABEL + STEP_BAR + 9;
const HEAD = 24;

interface StepRow {
  readonly head: string | null;
  readonly part: FlowPart | null;
  readonly top: number;
  /** Where the bar begins, in cases from 0. */
  readonly from: number;
}

const SIDES = {
  from: { zh: '从哪里来', en: 'Where they come from' },
  to: { zh: '到哪里去', en: 'Where they go' },
} as const;

/** Bars that use up the whole one after the other, first of what came in, then of where it went. */
function stepsOf(
  input: FlowInput,
  lang: Language,
): { readonly rows: readonly StepRow[]; readonly height: number } {
  const rows: StepRow[] = [];
  let top = 0;
  const side = (title: string, groups: readonly { head: string | null; parts: readonly FlowPart[] }[]) => {
    rows.push({ head: title, part: null, top, from: 0 });
    top += HEAD;
    let from = 0;
    for (const { parts } of groups) {
      for (const part of parts) {
        rows.push({ head: null, part, top, from });
        from += part.value;
        top += STEP;
      }
    }
    top += 6;
  };
  side(SIDES.from[lang], [{ head: null, parts: sourcesOf(input, lang) }]);
  side(SIDES.to[lang], destinationsOf(input, lang));
  return { rows, height: top };
}

function narrowSpec(input: FlowInput, context: ChartContext): EChartsOption {
  const { theme, lang, width } = context;
  const total = flowTotal(input);
  const { rows, height } = stepsOf(input, lang);
  const scale = total === 0 ? 0 : width / total;
  const over: Shape[] = [];
  const hits: HitArea[] = [];
  rows.forEach(({ head, part, top, from }, index) => {
    if (part === null) {
      over.push(text(0, top + HEAD / 2, head ?? '', theme, { colour: theme.ink2, bold: true }));
      return;
    }
    const amount = amountText(part.value, total, lang);
    const full = part.group === undefined ? part.label : `${part.group} · ${part.label}`;
    const name = fitText(full, NORMAL, width - textWidth(amount, NORMAL) - 12);
    const colour = part.value === 0 ? theme.ink3 : theme.ink;
    over.push(text(0, top + STEP_LABEL / 2, name, theme, { colour, halo: theme.paper }));
    over.push(
      text(width, top + STEP_LABEL / 2, amount, theme, {
        colour,
        align: 'right',
        bold: part.value > 0,
        halo: theme.paper,
      }),
    );
    const y = top + STEP_LABEL;
    over.push(line(0, y + STEP_BAR, width, y + STEP_BAR, { colour: theme.line }));
    if (part.value > 0) {
      const size = Math.max(1.5, part.value * scale);
      over.push(
        ...bar({ x: Math.min(from * scale, width - size), y, width: size, height: STEP_BAR }, part, theme),
      );
    }
    const next = rows[index + 1]?.part;
    if (next && part.value > 0) {
      const x = Math.min(width - 0.5, (from + part.value) * scale);
      over.push(line(x, y + STEP_BAR, x, y + STEP, { colour: theme.lineStrong, dash: [2, 2] }));
    }
    hits.push({ x: 0, y: top, width, height: STEP - 4, point: pointOf(part, total, lang) });
  });
  return layered(context, height, hits, [], over);
}

export function flowHeight(input: FlowInput, { lang, width }: ChartContext): number {
  return width >= WIDE ? wideLayout(input, lang).height + 8 : stepsOf(input, lang).height;
}

/**
 * Applications from their sources through what was to be handled to every outcome. Which new application ended
 * how no report tells: the ribbons part in the middle. On narrow screens bars that use up the whole.
 */
export function flowSpec(input: FlowInput, context: ChartContext): EChartsOption {
  return context.width >= WIDE ? wideSpec(input, context) : narrowSpec(input, context);
}
