import type { EChartsOption, ScatterSeriesOption } from 'echarts';
import { formatNumber, formatYears, MISSING_TEXT, metricText } from '#i18n/format.ts';
import type { MetricDefinition } from '#metrics/metric.ts';
import type { Language } from '#model/bilingual.ts';
import type { MetricRow } from '#queries/metric-row.ts';
import { textColour } from '../colour.ts';
import {
  absenceMark,
  absenceOf,
  absenceText,
  axisTexts,
  countsText,
  coverageText,
  isRate,
  isThin,
  isWhole,
  labelText,
  type NamedRegion,
  valueText,
} from '../figure.ts';
import { frame } from '../frame.ts';
import {
  circle,
  type HitArea,
  hitLayer,
  type KeyEntry,
  keyRows,
  line,
  NORMAL,
  type Shape,
  SMALL,
  shapeLayer,
  text,
} from '../layer.ts';
import type { ChartPoint, PointLine } from '../point.ts';
import { axisScale, position } from '../scale.ts';
import { fitText, textWidth, widestText } from '../text-width.ts';
import type { ChartContext } from '../theme.ts';

export interface DotPlotInput {
  readonly metric: MetricDefinition;
  /** Two different years. */
  readonly first: number;
  readonly last: number;
  readonly regions: readonly NamedRegion[];
  /** Rows of both years; a region without a row has no report. */
  readonly rows: readonly MetricRow[];
  /** Code of the region to stand out. */
  readonly highlight?: string;
}

export interface DotRow extends NamedRegion {
  readonly first: MetricRow | undefined;
  readonly last: MetricRow | undefined;
}

/** Rows drawn at most; the highlighted region is always among them. */
const MOST_ROWS = 35;

/**
 * A row for each region. Counts are ordered by the later year, those without one last; rates keep the order given,
 * for on few cases an order by rate would be false.
 */
export function dotRows({ metric, first, last, regions, rows }: DotPlotInput): readonly DotRow[] {
  const find = (code: string, year: number) =>
    rows.find((row) => row.region_code === code && row.year === year);
  const all = regions.map(
    ({ code, name }): DotRow => ({ code, name, first: find(code, first), last: find(code, last) }),
  );
  const known = ({ first: a, last: b }: DotRow) => (b?.value ?? null) !== null || (a?.value ?? null) !== null;
  const sorted = isRate(metric)
    ? all
    : all.toSorted(
        (a, b) =>
          (b.last?.value ?? Number.NEGATIVE_INFINITY) - (a.last?.value ?? Number.NEGATIVE_INFINITY) ||
          (b.first?.value ?? Number.NEGATIVE_INFINITY) - (a.first?.value ?? Number.NEGATIVE_INFINITY) ||
          0,
      );
  return [...sorted.filter(known), ...sorted.filter((row) => !known(row))];
}

function drawnRows(input: DotPlotInput): { readonly rows: readonly DotRow[]; readonly left: number } {
  const all = dotRows(input);
  if (all.length <= MOST_ROWS) return { rows: all, left: 0 };
  const own = all.findIndex(({ code }) => code === input.highlight);
  const rows = all.filter((_, index) => index < MOST_ROWS - 1 || index === own).slice(0, MOST_ROWS);
  return { rows, left: all.length - rows.length };
}

function keyOf(
  input: DotPlotInput,
  rows: readonly DotRow[],
  { theme, lang }: ChartContext,
): readonly KeyEntry[] {
  const entries: KeyEntry[] = [
    {
      label: formatYears(input.first, lang),
      mark: ({ x, y, width, height }) => [circle(x + width / 2, y + height / 2, 4, theme.context)],
    },
    {
      label: formatYears(input.last, lang),
      mark: ({ x, y, width, height }) => [circle(x + width / 2, y + height / 2, 5, theme.ink)],
    },
  ];
  const thin = rows.some(({ first, last }) =>
    [first, last].some((row) => row !== undefined && isThin(row, input.metric)),
  );
  if (thin) {
    const least = formatNumber(input.metric.least_denominator, lang);
    entries.push({
      label: lang === 'zh' ? `空心：基数不足 ${least}` : `Hollow: fewer than ${least} cases`,
      mark: ({ x, y }) => [circle(x + 6, y + 6, 4, theme.paper, { colour: theme.ink2, width: 1.5 })],
    });
  }
  return entries;
}

const ROW = 26;
const HEAD = 26;
const FOOT = 22;

export function dotPlotHeight(input: DotPlotInput, context: ChartContext): number {
  const { rows, left } = drawnRows(input);
  const key = keyRows(keyOf(input, rows, context), { x: 0, y: 0, width: context.width }, context.theme);
  return key.height + HEAD + rows.length * ROW + FOOT + (left > 0 ? 20 : 0);
}

function pointOfRow(row: DotRow, { metric, first, last }: DotPlotInput, lang: Language): ChartPoint {
  const yearLine = (year: number, figure: MetricRow | undefined): PointLine => {
    const label = formatYears(year, lang);
    const absence = absenceOf(figure);
    if (figure === undefined || figure.value === null || absence !== null) {
      const why = absence ?? 'not-filed';
      return { label, value: absenceMark(why, lang), note: absenceText(why, lang) };
    }
    const notes = [countsText(figure, lang), coverageText(figure, lang)].filter((each) => each !== '');
    return {
      label,
      value: valueText(figure.value, metric.unit, lang),
      ...(notes.length > 0 ? { note: notes.join(lang === 'zh' ? '；' : '; ') } : {}),
    };
  };
  return {
    title: `${row.name}${lang === 'zh' ? '，' : ', '}${metric.name[lang]}`,
    target: { region: row.code },
    lines: [yearLine(first, row.first), yearLine(last, row.last)],
  };
}

/** A row a region: a dot for the earlier year, a dot for the later one, a line between; both values beside them. */
export function dotPlotSpec(input: DotPlotInput, context: ChartContext): EChartsOption {
  const { metric, first, last, highlight } = input;
  const { theme, lang, width } = context;
  const { rows, left: leftOut } = drawnRows(input);
  const key = keyRows(keyOf(input, rows, context), { x: 0, y: 0, width }, theme);
  const top = key.height + HEAD;
  const bottom = top + rows.length * ROW;
  const label = (row: MetricRow | undefined) => {
    const absence = absenceOf(row);
    return row === undefined || row.value === null
      ? absenceMark(absence ?? 'not-filed', lang)
      : labelText(row.value, metric.unit, lang);
  };
  const values = rows.flatMap((row) => [row.first?.value ?? [], row.last?.value ?? []].flat());
  const scale = axisScale(values, {
    steps: width < 480 ? 2 : 4,
    whole: isWhole(metric.unit),
    ...(metric.unit === 'share' ? { limit: 1 } : {}),
  });
  const texts = axisTexts(metric.unit, Math.max(Math.abs(scale.min), scale.max), lang);
  const heads = [`${first}`, `${last}`];
  const columnOf = (each: 'first' | 'last', head: string) =>
    Math.max(
      textWidth(head, SMALL),
      widestText(
        rows.map((row) => label(row[each])),
        NORMAL,
      ) * 1.06,
    ) + 12;
  const [firstColumn, lastColumn] = [columnOf('first', heads[0] ?? ''), columnOf('last', heads[1] ?? '')];
  const nameRoom = Math.min(
    widestText(
      rows.map(({ name }) => name),
      NORMAL,
    ) *
      1.06 +
      14,
    width * (width < 480 ? 0.36 : 0.3),
  );
  const right = width - firstColumn - lastColumn - 10;
  const x = (value: number) => position(value, scale, nameRoom + 6, right - 6);
  const under: Shape[] = [];
  const over: Shape[] = [...key.shapes];
  const hits: HitArea[] = [];

  const columns = [width - lastColumn, width] as const;
  heads.forEach((head, index) => {
    over.push(
      text(columns[index] ?? width, key.height + 14, head, theme, {
        colour: theme.ink2,
        size: SMALL,
        align: 'right',
      }),
    );
  });
  if (texts.unit !== '') {
    const words = lang === 'zh' ? `单位：${texts.unit}` : texts.unit;
    over.push(text(0, key.height + 14, words, theme, { colour: theme.ink2, size: SMALL }));
  }
  let free = Number.NEGATIVE_INFINITY;
  for (const tick of scale.ticks) {
    under.push(line(x(tick), top, x(tick), bottom, { colour: theme.line }));
    const words = texts.tick(tick);
    const half = textWidth(words, SMALL) / 2;
    if (x(tick) - half < free || x(tick) - half < 0) continue;
    free = x(tick) + half + 6;
    over.push(
      text(x(tick), bottom + 5, words, theme, {
        colour: theme.ink2,
        size: SMALL,
        align: 'center',
        baseline: 'top',
      }),
    );
  }
  const dots: { value: [number, number]; symbolSize: number; itemStyle: object; name: string }[] = [];
  rows.forEach((row, index) => {
    const y = top + (index + 0.5) * ROW;
    const own = row.code === highlight;
    over.push(
      text(0, y, fitText(row.name, NORMAL * (own ? 1.06 : 1), nameRoom - 8), theme, {
        colour: theme.ink,
        bold: own,
      }),
    );
    const [a, b] = [row.first?.value ?? null, row.last?.value ?? null];
    (['first', 'last'] as const).forEach((each, column) => {
      const known = (row[each]?.value ?? null) !== null;
      over.push(
        text(columns[column] ?? width, y, label(row[each]), theme, {
          colour: known
            ? own && each === 'last'
              ? textColour(theme.accent, theme)
              : each === 'last'
                ? theme.ink
                : theme.ink2
            : theme.ink3,
          bold: own && each === 'last',
          align: 'right',
        }),
      );
    });
    if (a !== null && b !== null) {
      under.push(line(x(a), y, x(b), y, { colour: own ? theme.accent : theme.context, width: 2 }));
    }
    const dot = (value: number | null, figure: MetricRow | undefined, colour: string, size: number) => {
      if (value === null || figure === undefined) return;
      const thin = isThin(figure, metric);
      dots.push({
        name: row.code,
        value: [x(value), y],
        symbolSize: size,
        itemStyle: thin
          ? { color: theme.paper, borderColor: colour, borderWidth: 1.5 }
          : { color: colour, borderColor: theme.paper, borderWidth: 1 },
      });
    };
    dot(a, row.first, theme.context, 9);
    dot(b, row.last, own ? theme.accent : theme.ink, 11);
    hits.push({ x: 0, y: y - ROW / 2, width, height: ROW, point: pointOfRow(row, input, lang) });
  });
  if (leftOut > 0) {
    const count = formatNumber(leftOut, lang);
    const words =
      lang === 'zh' ? `另有 ${count} 个未画出，见表格` : `${count} more are not drawn: see the table`;
    over.push(text(0, bottom + FOOT + 8, words, theme, { colour: theme.ink2 }));
  }
  const height = context.height ?? dotPlotHeight(input, context);
  const series: ScatterSeriesOption = {
    type: 'scatter',
    id: 'years',
    silent: true,
    z: 4,
    itemStyle: { opacity: 1 },
    data: dots,
  };
  return frame(context, {
    grid: { left: 0, top: 0, width, height, outerBoundsMode: 'none' },
    xAxis: { type: 'value', show: false, min: 0, max: width },
    yAxis: { type: 'value', show: false, inverse: true, min: 0, max: height },
    series: [shapeLayer('under', under, 0), hitLayer(hits, theme), series, shapeLayer('over', over, 6)],
  });
}

/** How many rose and fell, and the largest change each way; who has only one of the years. */
export function describeDotPlot(input: DotPlotInput, lang: Language): string {
  const { metric, first, last } = input;
  const zh = lang === 'zh';
  const rows = dotRows(input);
  const both = rows.flatMap(({ name, first: a, last: b }) =>
    a?.value == null || b?.value == null ? [] : [{ name, from: a.value, to: b.value }],
  );
  const say = (value: number) => metricText(value, metric.unit, lang).number;
  const named = (each: { readonly name: string; readonly from: number; readonly to: number } | undefined) =>
    each === undefined ? '' : `${each.name} ${say(each.from)}→${say(each.to)}`;
  const rose = both.filter(({ from, to }) => to > from).sort((a, b) => b.to - b.from - (a.to - a.from));
  const fell = both.filter(({ from, to }) => to < from).sort((a, b) => a.to - a.from - (b.to - b.from));
  const parts: string[] = [];
  if (rose.length > 0) {
    parts.push(
      zh
        ? `${rose.length} 个上升，最多的是${named(rose[0])}`
        : `${rose.length} rose, most of all ${named(rose[0])}`,
    );
  }
  if (fell.length > 0) {
    parts.push(
      zh
        ? `${fell.length} 个下降，最多的是${named(fell[0])}`
        : `${fell.length} fell, most of all ${named(fell[0])}`,
    );
  }
  const same = both.length - rose.length - fell.length;
  if (same > 0) parts.push(zh ? `${same} 个不变` : `${same} unchanged`);
  const lacking = rows.length - both.length;
  if (lacking > 0) {
    parts.push(zh ? `${lacking} 个缺少其中一年或两年的数值` : `${lacking} lack one or both years`);
  }
  const title = zh
    ? `${metric.name.zh}，${first} 年与 ${last} 年。`
    : `${metric.name.en}, ${first} and ${last}. `;
  return `${title}${parts.join(zh ? '；' : '; ') || MISSING_TEXT}${zh ? '。' : '.'}`;
}
