import type { CustomSeriesOption, EChartsOption } from 'echarts';
import { formatNumber, formatShare, MISSING_TEXT, pick } from '#i18n/format.ts';
import type { Language } from '#model/bilingual.ts';
import { classOf, type ValueClass, valueClasses } from '../classes.ts';
import { mix, paletteOf, textOn } from '../colour.ts';
import { frame } from '../frame.ts';
import {
  type KeyEntry,
  keyRows,
  NORMAL,
  pattern,
  type Rect,
  rect,
  type Shape,
  SMALL,
  shapeLayer,
  text,
} from '../layer.ts';
import type { ChartPoint } from '../point.ts';
import { fitText, textWidth, widestText, wrapText } from '../text-width.ts';
import type { ChartContext } from '../theme.ts';
import { WORDS } from '../words.ts';

export interface HeatColumn {
  readonly id: string;
  readonly name: string;
  /** For columns too narrow for the name. */
  readonly short: string;
}

export interface HeatRow {
  readonly id: string;
  readonly name: string;
  /** By column; null is missing, which is not 0. */
  readonly values: readonly (number | null)[];
  /** Reports that state the whole row. */
  readonly stated: number;
  /**
   * Sums of the columns over the rows this one is a part of, from the same reports; where given, a cell also
   * says its share of its column.
   */
  readonly columnTotals?: readonly number[];
}

export interface HeatGroup {
  /** null for rows that stand without a heading. */
  readonly name: string | null;
  readonly rows: readonly HeatRow[];
}

export interface HeatMapInput {
  readonly title: string;
  readonly columns: readonly HeatColumn[];
  readonly groups: readonly HeatGroup[];
  /** What a column's share is a share of, e.g. "该类申请人办结的申请". */
  readonly columnWhole: string;
}

const CELL = 26;
const HEAD = 26;
const LABEL = 18;
/** Narrower than this the row names stand above their cells. */
const WIDE = 560;
const STEPS = 5;

interface Layout {
  readonly wide: boolean;
  readonly left: number;
  readonly countRoom: number;
  readonly cell: number;
  readonly headers: readonly (readonly string[])[];
  readonly top: number;
  readonly height: number;
  readonly rows: readonly (
    | { readonly kind: 'head'; readonly name: string; readonly top: number }
    | { readonly kind: 'row'; readonly row: HeatRow; readonly top: number; readonly cellTop: number }
  )[];
}

function statedHead(lang: Language): string {
  return lang === 'zh' ? '年报份数' : 'Reports';
}

/** Where rows rest on different numbers of reports, each says its own. */
function unequal({ groups }: HeatMapInput): boolean {
  return new Set(groups.flatMap(({ rows }) => rows.map(({ stated }) => stated))).size > 1;
}

function layoutOf(input: HeatMapInput, context: Pick<ChartContext, 'theme' | 'width' | 'lang'>): Layout {
  const { width, lang } = context;
  const { columns, groups } = input;
  const wide = width >= WIDE;
  const rows = groups.flatMap((group) => group.rows);
  const left = wide
    ? Math.min(
        widestText(
          rows.map(({ name }) => name),
          NORMAL,
        ) + 26,
        width * 0.42,
      )
    : 0;
  const counts = rows.map(({ stated }) => formatNumber(stated, lang));
  const countRoom =
    unequal(input) && wide ? Math.max(widestText(counts, SMALL), textWidth(statedHead(lang), SMALL)) + 14 : 0;
  const cell = (width - left - countRoom) / columns.length;
  const fits = columns.every(({ name }) =>
    wrapText(name, SMALL, cell - 4).every((each) => textWidth(each, SMALL) <= cell),
  );
  const headers = columns.map(({ name, short }) => wrapText(fits ? name : short, SMALL, cell - 2));
  let top = keyOf(input, context).height + 10 + Math.max(...headers.map((each) => each.length)) * 14 + 8;
  const start = top;
  const placed: Layout['rows'][number][] = [];
  for (const { name, rows: members } of groups) {
    if (name !== null) {
      placed.push({ kind: 'head', name, top });
      top += HEAD;
    }
    for (const row of members) {
      placed.push({ kind: 'row', row, top, cellTop: wide ? top : top + LABEL });
      top += CELL + (wide ? 2 : LABEL + 5);
    }
    top += 4;
  }
  return { wide, left, countRoom, cell, headers, top: start, height: top, rows: placed };
}

export function heatMapHeight(input: HeatMapInput, context: ChartContext): number {
  return layoutOf(input, context).height;
}

function pointOf(row: HeatRow, index: number, input: HeatMapInput, lang: Language): ChartPoint {
  const zh = lang === 'zh';
  const column = input.columns[index];
  const value = row.values[index] ?? null;
  const title = `${row.name}${zh ? '：' : ': '}${column?.name ?? ''}`;
  const target = { key: row.id };
  if (value === null) {
    const note = zh ? '没有一份年报写明整行' : 'no report states the whole row';
    return { title, target, lines: [{ value: MISSING_TEXT, note }] };
  }
  const sum = row.values.reduce<number>((total, each) => total + (each ?? 0), 0);
  const whole = row.columnTotals?.[index] ?? 0;
  const rests = zh
    ? `基于 ${formatNumber(row.stated, lang)} 份写明整行的年报`
    : `rests on ${formatNumber(row.stated, lang)} reports that state the whole row`;
  return {
    title,
    target,
    lines: [
      { value: zh ? `${formatNumber(value, lang)} 件` : formatNumber(value, lang), note: rests },
      ...(sum > 0 ? [{ label: zh ? '占该行' : 'Of the row', value: formatShare(value / sum, lang) }] : []),
      ...(whole > 0
        ? [
            {
              label: zh ? `占${input.columnWhole}` : `Of ${input.columnWhole}`,
              value: formatShare(value / whole, lang),
            },
          ]
        : []),
    ],
  };
}

function classesOf({ groups }: HeatMapInput): readonly ValueClass[] {
  const values = groups.flatMap(({ rows }) => rows.flatMap((row) => row.values));
  const positive = values.flatMap((value) => (value === null || value <= 0 ? [] : [value]));
  return valueClasses(positive, { steps: STEPS, whole: true });
}

function classText({ from, to }: ValueClass, lang: Language): string {
  const [low, high] = [Math.max(1, Math.ceil(from)), to - 1];
  const said = (value: number) => formatNumber(value, lang, { compact: true });
  if (to === Number.POSITIVE_INFINITY) return lang === 'zh' ? `${said(low)} 及以上` : `${said(low)} or more`;
  return high <= low ? said(low) : `${said(low)}–${said(high)}`;
}

/** 0, the classes, and, where there is any, what is missing. */
function keyOf(input: HeatMapInput, { theme, lang, width }: Pick<ChartContext, 'theme' | 'lang' | 'width'>) {
  const classes = classesOf(input);
  const palette = paletteOf(theme.seq, classes.length);
  const missing = input.groups.some(({ rows }) => rows.some(({ values }) => values.includes(null)));
  const entries: KeyEntry[] = [
    { label: '0', mark: (box) => [rect(box, theme.paper, theme.line)] },
    ...classes.map((each, index) => ({
      label: classText(each, lang),
      mark: (box: Rect) => [rect(box, palette[index] ?? theme.accent)],
    })),
    ...(missing
      ? [
          {
            label: pick(WORDS.noData, lang),
            mark: (box: Rect) => [
              rect(box, theme.paper, theme.line),
              pattern(box, 'rising', theme.lineStrong, 4),
            ],
          },
        ]
      : []),
  ];
  return keyRows(entries, { x: 0, y: 0, width }, theme);
}

/** Counts by row and column, tinted by size. 0 is a plain "0", missing is hatched. */
export function heatMapSpec(input: HeatMapInput, context: ChartContext): EChartsOption {
  const { theme, lang, width } = context;
  const { wide, left, countRoom, cell, headers, top, height, rows } = layoutOf(input, context);
  const classes = classesOf(input);
  const palette = paletteOf(theme.seq, classes.length);
  const over: Shape[] = [...keyOf(input, context).shapes];
  const cells: { readonly box: Rect; readonly fill: string; readonly point: ChartPoint }[] = [];

  headers.forEach((lines, index) => {
    const centre = left + (index + 0.5) * cell;
    lines.forEach((each, row) => {
      over.push(
        text(centre, top - 8 - (lines.length - 1 - row) * 14, each, theme, {
          colour: theme.ink2,
          size: SMALL,
          align: 'center',
          baseline: 'bottom',
        }),
      );
    });
  });
  if (countRoom > 0) {
    over.push(
      text(width, top - 8, statedHead(lang), theme, {
        colour: theme.ink3,
        size: SMALL,
        align: 'right',
        baseline: 'bottom',
      }),
    );
  }
  for (const each of rows) {
    if (each.kind === 'head') {
      over.push(
        text(0, each.top + HEAD / 2 + 2, fitText(each.name, NORMAL, width), theme, {
          colour: theme.ink2,
          bold: true,
        }),
      );
      continue;
    }
    const { row, top: y, cellTop } = each;
    const middle = cellTop + CELL / 2;
    const indent = 8;
    if (wide) {
      over.push(
        text(indent, middle, fitText(row.name, NORMAL, left - indent - 8), theme, { colour: theme.ink }),
      );
    } else {
      const note = unequal(input)
        ? lang === 'zh'
          ? `${formatNumber(row.stated, lang)} 份`
          : `${formatNumber(row.stated, lang)} rep.`
        : '';
      const room = width - (note === '' ? 0 : textWidth(note, SMALL) + 8);
      over.push(text(0, y + LABEL / 2 + 1, fitText(row.name, NORMAL, room), theme, { colour: theme.ink }));
      if (note !== '')
        over.push(
          text(width, y + LABEL / 2 + 1, note, theme, { colour: theme.ink3, size: SMALL, align: 'right' }),
        );
    }
    if (countRoom > 0) {
      over.push(
        text(width, middle, formatNumber(row.stated, lang), theme, {
          colour: theme.ink3,
          size: SMALL,
          align: 'right',
        }),
      );
    }
    input.columns.forEach((_, index) => {
      const value = row.values[index] ?? null;
      const box = { x: left + index * cell + 1, y: cellTop, width: cell - 2, height: CELL - 1 };
      const fill =
        value === null || value === 0 ? theme.paper : (palette[classOf(value, classes)] ?? theme.accent);
      cells.push({ box, fill, point: pointOf(row, index, input, lang) });
      const centre = box.x + box.width / 2;
      if (value === null) {
        over.push(pattern(box, 'rising', theme.missing, 6));
        over.push(
          text(centre, middle, MISSING_TEXT, theme, {
            colour: theme.ink2,
            align: 'center',
            halo: theme.paper,
          }),
        );
        return;
      }
      const words = formatNumber(value, lang, { compact: true });
      over.push(
        text(centre, middle, fitText(words, SMALL, cell - 2), theme, {
          colour: value === 0 ? theme.ink3 : textOn(fill),
          size: SMALL,
          align: 'center',
        }),
      );
    });
  }
  const series: CustomSeriesOption = {
    type: 'custom',
    id: 'cells',
    coordinateSystem: 'none',
    animation: false,
    z: 2,
    data: cells.map(({ point }, index) => ({ value: index, point })),
    renderItem: ({ dataIndex }) => {
      const drawn = cells[dataIndex];
      if (!drawn) return undefined;
      return {
        type: 'rect',
        shape: { ...drawn.box },
        style: { fill: drawn.fill, stroke: mix(theme.line, theme.paper, 0.2), lineWidth: 1 },
        emphasis: { style: { stroke: theme.ink, lineWidth: 2 } },
      };
    },
  };
  return frame(context, {
    grid: { left: 0, top: 0, width, height, outerBoundsMode: 'none' },
    xAxis: { type: 'value', show: false, min: 0, max: width },
    yAxis: { type: 'value', show: false, inverse: true, min: 0, max: height },
    series: [series, shapeLayer('over', over, 6)],
  });
}

/** The matrix in words: each row's sum and its largest cell. */
export function describeHeatMap({ title, columns, groups }: HeatMapInput, lang: Language): string {
  const zh = lang === 'zh';
  const said: string[] = [];
  let empty = 0;
  let unknown = 0;
  for (const { values, name } of groups.flatMap((group) => group.rows)) {
    const known = values.flatMap((value) => (value === null ? [] : [value]));
    const sum = known.reduce((total, each) => total + each, 0);
    if (known.length === 0) unknown += 1;
    else if (sum === 0) empty += 1;
    else {
      const largest = values.indexOf(Math.max(...known));
      const most = columns[largest]?.name ?? '';
      said.push(
        zh
          ? `${name} ${formatNumber(sum, lang)}，最多的是${most} ${formatNumber(values[largest] ?? null, lang)}`
          : `${name} ${formatNumber(sum, lang)}, most by ${most} ${formatNumber(values[largest] ?? null, lang)}`,
      );
    }
  }
  if (empty > 0) said.push(zh ? `${empty} 行全为 0` : `${empty} rows are all 0`);
  if (unknown > 0) said.push(zh ? `${unknown} 行无数据` : `${unknown} rows without data`);
  return `${title}${zh ? '。' : '. '}${said.join(zh ? '；' : '; ')}${zh ? '。' : '.'}`;
}
