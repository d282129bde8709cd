import type { EChartsOption } from 'echarts';
import { formatNumber, formatYears, pick } from '#i18n/format.ts';
import type { Language } from '#model/bilingual.ts';
import { yearsOf } from '#model/year.ts';
import type { MetricRow } from '#queries/metric-row.ts';
import { textColour } from '../colour.ts';
import { absenceText, axisTexts, labelText, valueText } from '../figure.ts';
import { frame } from '../frame.ts';
import {
  circle,
  type HitArea,
  hitLayer,
  type KeyEntry,
  keyRows,
  line,
  NORMAL,
  rect,
  type Shape,
  SMALL,
  shapeLayer,
  text,
} from '../layer.ts';
import type { PointLine } from '../point.ts';
import { type AxisScale, axisScale, position } from '../scale.ts';
import { fitText, textWidth, widestText } from '../text-width.ts';
import type { ChartContext } from '../theme.ts';
import { breakText } from '../trend/break-text.ts';
import { breaksOf, hasProse, rowOfYear, type TrendInput, trendPanel } from '../trend/panel.ts';
import { trendScale } from '../trend/spec.ts';
import { WORDS } from '../words.ts';

/** The middle half of a group in one year. */
export interface GroupBand {
  readonly year: number;
  readonly p25: number;
  readonly median: number;
  readonly p75: number;
  /** Bodies it is made of. */
  readonly n: number;
}

export interface ComparePanel extends TrendInput {
  readonly title: string;
  /** Instead of a line for each body of a large group. */
  readonly bands?: readonly GroupBand[];
}

export interface CompareLinesInput {
  /** One metric each, all over the same years; the region in focus is the series without the role `context`. */
  readonly panels: readonly ComparePanel[];
}

const GAP = 32;
const TITLE = 30;
const PLOT = 150;
const FOOT = 26;
const CELL = TITLE + PLOT + FOOT;
const ROW_GAP = 14;
const LABEL = 14;

function columnsFor(width: number, panels: number): number {
  const fitting = width < 560 ? 1 : width < 960 ? 2 : 3;
  return Math.max(1, Math.min(fitting, panels));
}

function keyOf({ panels }: CompareLinesInput, { theme, lang }: ChartContext): readonly KeyEntry[] {
  const entries: KeyEntry[] = [];
  const named = (role: 'main' | 'context') =>
    panels[0]?.series.filter((each) => (each.role ?? 'main') === role) ?? [];
  const stroke = (label: string, colour: string) =>
    entries.push({
      label,
      mark: ({ x, y, width, height }) => [
        line(x, y + height / 2, x + width, y + height / 2, { colour, width: 2 }),
        circle(x + width / 2, y + height / 2, 3, colour),
      ],
    });
  for (const { name } of named('main')) stroke(name, theme.accent);
  const others = named('context').length;
  if (others > 0) {
    const count = formatNumber(others, lang);
    stroke(lang === 'zh' ? `另外 ${count} 个` : others === 1 ? '1 other' : `${count} others`, theme.context);
  }
  if (panels.some(({ bands = [] }) => bands.length > 0)) {
    entries.push({
      label: pick(WORDS.median, lang),
      mark: ({ x, y, width, height }) => [
        line(x, y + height / 2, x + width, y + height / 2, { colour: theme.ink2, width: 1.5, dash: [4, 3] }),
      ],
    });
    entries.push({
      label: pick(WORDS.middleHalf, lang),
      mark: (box) => [rect(box, theme.accentSoft, theme.line)],
    });
  }
  const breaks = new Set(panels.flatMap((panel) => breaksOf(panel).map((each) => breakText(each, lang))));
  for (const label of breaks) {
    entries.push({
      label,
      mark: ({ x, y, width, height }) => [
        line(x + width / 2, y - 1, x + width / 2, y + height + 1, { colour: theme.ink3, dash: [3, 3] }),
      ],
    });
  }
  if (panels.some(hasProse)) {
    entries.push({
      label: pick(WORDS.proseKey, lang),
      mark: ({ x, y }) => [circle(x + 6, y + 6, 3.5, theme.paper, { colour: theme.ink2, width: 2 })],
    });
  }
  return entries;
}

function keyHeight(input: CompareLinesInput, context: ChartContext): number {
  const { height } = keyRows(keyOf(input, context), { x: 0, y: 0, width: context.width }, context.theme);
  return height === 0 ? 0 : height + 12;
}

export function compareLinesHeight(input: CompareLinesInput, context: ChartContext): number {
  const rows = Math.ceil(input.panels.length / columnsFor(context.width, input.panels.length));
  return keyHeight(input, context) + rows * CELL + Math.max(0, rows - 1) * ROW_GAP;
}

/** The panel's scale holds the band, too. */
function scaleOf(panel: ComparePanel): AxisScale {
  const own = trendScale([panel], 3, false);
  const high = Math.max(0, ...(panel.bands ?? []).map(({ p75 }) => p75));
  const low = Math.min(0, ...(panel.bands ?? []).map(({ p25 }) => p25));
  if (high <= own.max && low >= own.min && (panel.series.length > 0 || high === 0)) return own;
  const { unit } = panel.metric;
  const values = panel.series.flatMap(({ rows }) => rows.flatMap(({ value }) => value ?? []));
  return axisScale([...values, high, low], {
    steps: 3,
    whole: unit === 'cases' || unit === 'projects',
    ...(unit === 'share' ? { limit: 1 } : {}),
  });
}

/** Names at line ends, the region in focus first; one that would touch another is left to the tooltip. */
function endLabels(
  panel: ComparePanel,
  x: (year: number) => number,
  y: (value: number) => number,
  right: number,
  { theme, lang }: ChartContext,
): readonly Shape[] {
  const ends = panel.series
    .flatMap(({ name, rows, role }) => {
      const last = rows
        .filter(
          (row): row is MetricRow & { year: number; value: number } =>
            row.value !== null &&
            row.year !== null &&
            row.year >= panel.years.from &&
            row.year <= panel.years.to,
        )
        .reduce<(MetricRow & { year: number; value: number }) | undefined>(
          (a, b) => (a === undefined || b.year > a.year ? b : a),
          undefined,
        );
      return last === undefined
        ? []
        : [{ name, main: role !== 'context', year: last.year, value: last.value }];
    })
    // The highest and the lowest of the others are what one looks for.
    .sort((a, b) => Number(b.main) - Number(a.main) || b.value - a.value);
  const latest = Math.max(...ends.map(({ year }) => year));
  const taken: { readonly x: number; readonly end: number; readonly y: number }[] = [];
  return ends.flatMap(({ name, main, year, value }) => {
    const at = y(value);
    const start = x(year) + 8;
    const number = labelText(value, panel.metric.unit, lang);
    const size = main ? NORMAL : SMALL;
    const label = main
      ? `${fitText(name, size, right - start - textWidth(` ${number}`, size) * 1.06)} ${number}`
      : fitText(name, size, right - start);
    const end = start + textWidth(label, size);
    // A name in the midst of other lines, or cut to one or two characters, tells nothing.
    if (!main && year < latest) return [];
    if (!main && label.length < Math.min(3, name.length)) return [];
    if (taken.some((other) => Math.abs(other.y - at) < LABEL && start < other.end && other.x < end))
      return [];
    taken.push({ x: start, end, y: at });
    return [
      text(start, at, label, theme, {
        colour: main ? textColour(theme.accent, theme) : theme.ink2,
        size,
        bold: main,
        halo: theme.paper,
      }),
    ];
  });
}

/** Median and middle half by year: a band with a dashed line, cut where years are missing. */
function bandShapes(
  bands: readonly GroupBand[],
  x: (year: number) => number,
  y: (value: number) => number,
  half: number,
  { theme }: ChartContext,
): readonly Shape[] {
  const runs: GroupBand[][] = [];
  for (const band of [...bands].sort((a, b) => a.year - b.year)) {
    const run = runs.at(-1);
    if (run?.at(-1)?.year === band.year - 1) run.push(band);
    else runs.push([band]);
  }
  return runs.flatMap((run): readonly Shape[] => {
    const [only] = run;
    if (run.length === 1 && only) {
      // A single year has no length: a short bar.
      const top = Math.min(y(only.p75), y(only.p25) - 1);
      return [
        rect(
          { x: x(only.year) - half, y: top, width: 2 * half, height: y(only.p25) - top },
          theme.accentSoft,
        ),
        line(x(only.year) - half, y(only.median), x(only.year) + half, y(only.median), {
          colour: theme.ink2,
          width: 1.5,
        }),
      ];
    }
    const upper = run.map(({ year, p75 }) => [x(year), y(p75)]);
    const lower = run.map(({ year, p25 }) => [x(year), y(p25)]).reverse();
    return [
      { type: 'polygon', shape: { points: [...upper, ...lower] }, style: { fill: theme.accentSoft } },
      {
        type: 'polyline',
        shape: { points: run.map(({ year, median }) => [x(year), y(median)]) },
        style: { stroke: theme.ink2, lineWidth: 1.5, fill: 'none', lineDash: [4, 3] },
      },
    ];
  });
}

function bandLines(
  { bands = [], metric }: ComparePanel,
  year: number | undefined,
  lang: Language,
): readonly PointLine[] {
  const band = bands.find((each) => each.year === year);
  if (!band) return [];
  const say = (value: number) => valueText(value, metric.unit, lang);
  const count = formatNumber(band.n, lang);
  return [
    {
      label: pick(WORDS.median, lang),
      value: say(band.median),
      note: lang === 'zh' ? `${count} 个有数值的乡镇街道` : `${count} townships with a value`,
    },
    { label: pick(WORDS.middleHalf, lang), value: `${say(band.p25)}–${say(band.p75)}` },
  ];
}

/**
 * Small multiples: a panel a metric, a line a region, the one in focus in the accent and named, the others grey and
 * named where they fit; of a large group the median and the middle half. Each panel has its own scale.
 */
export function compareLinesSpec(input: CompareLinesInput, context: ChartContext): EChartsOption {
  const { panels } = input;
  const { theme, lang, width } = context;
  const columns = columnsFor(width, panels.length);
  const key = keyRows(keyOf(input, context), { x: 0, y: 0, width }, theme);
  const head = keyHeight(input, context);
  const scales = panels.map(scaleOf);
  const ticks = panels.flatMap(({ metric }, index) => {
    const scale = scales[index];
    if (!scale) return [];
    const { tick } = axisTexts(metric.unit, Math.max(Math.abs(scale.min), scale.max), lang);
    return scale.ticks.map(tick);
  });
  const left = 12 + Math.ceil(widestText(ticks, SMALL));
  const cell = (width - (columns - 1) * GAP) / columns;
  const names = panels.flatMap(({ series }) => series.map(({ name }) => name));
  const room = Math.min(widestText(names, NORMAL) + 44, cell * 0.34);
  const titles: Shape[] = [];
  const drawn = panels.flatMap((panel, index) => {
    const scale = scales[index];
    if (!scale) return [];
    const at = (index % columns) * (cell + GAP);
    const top = head + Math.floor(index / columns) * (CELL + ROW_GAP);
    const { unit } = axisTexts(panel.metric.unit, Math.max(Math.abs(scale.min), scale.max), lang);
    const named =
      unit === '' ? panel.title : lang === 'zh' ? `${panel.title}（${unit}）` : `${panel.title} (${unit})`;
    titles.push(
      text(at, top + 8, fitText(named, NORMAL * 1.06, cell), theme, { colour: theme.ink, bold: true }),
    );
    const plot = { x: at + left, y: top + TITLE, width: cell - left - room, height: PLOT };
    const count = yearsOf(panel.years).length;
    const x = (year: number) => plot.x + ((year - panel.years.from + 0.5) * plot.width) / count;
    const y = (value: number) => position(value, scale, plot.y + plot.height, plot.y);
    const body = trendPanel(
      panel,
      { plot, scale, index, yearLabels: 'ends', valueLabels: 'none', nameLabels: false, intervals: false },
      { ...context, width: at + cell },
    );
    return [
      {
        ...body,
        under: [
          ...bandShapes(panel.bands ?? [], x, y, Math.min(14, plot.width / count / 2 - 2), context),
          ...body.under,
        ],
        over: [...body.over, ...endLabels(panel, x, y, at + cell, context)],
        hits: body.hits.map((hit) => ({
          ...hit,
          point: {
            ...hit.point,
            title: `${panel.title}${lang === 'zh' ? '，' : ', '}${hit.point.title}`,
            target: { ...hit.point.target, key: `${index}` },
            lines: [...hit.point.lines, ...bandLines(panel, hit.point.target?.year, lang)],
          },
        })),
      },
    ];
  });
  const hits: readonly HitArea[] = drawn.flatMap((panel) => panel.hits);
  return frame(context, {
    grid: drawn.map(({ grid }) => grid).flat(),
    xAxis: drawn.map(({ xAxis }) => xAxis).flat(),
    yAxis: drawn.map(({ yAxis }) => yAxis).flat(),
    series: [
      shapeLayer(
        'under',
        drawn.flatMap(({ under }) => under),
        0,
      ),
      hitLayer(hits, theme),
      ...drawn.flatMap(({ series }) => series),
      shapeLayer('over', [...key.shapes, ...titles, ...drawn.flatMap(({ over }) => over)], 6),
    ],
  });
}

/** Each panel: the focus at its first and last known year, and the range of the others or the group's median. */
export function describeCompareLines({ panels }: CompareLinesInput, lang: Language): string {
  const zh = lang === 'zh';
  const years = panels[0]?.years;
  const said = panels.map((panel) => {
    const { metric, series, bands = [] } = panel;
    const say = (value: number) => valueText(value, metric.unit, lang);
    const parts = series
      .filter(({ role }) => role !== 'context')
      .map((each) => {
        const values = yearsOf(panel.years).flatMap((year) => {
          const value = rowOfYear(each, year)?.value ?? null;
          return value === null ? [] : [zh ? `${year} 年 ${say(value)}` : `${year} ${say(value)}`];
        });
        const ends = values.filter((_, at) => at === 0 || at === values.length - 1);
        const words = ends.length === 0 ? absenceText('blank', lang) : ends.join(zh ? '，' : ', ');
        return `${each.name} ${words}`;
      });
    const others = series
      .filter(({ role }) => role === 'context')
      .flatMap((each) => rowOfYear(each, panel.years.to)?.value ?? []);
    if (others.length > 0) {
      const [low, high] = [Math.min(...others), Math.max(...others)];
      const range = low === high ? say(low) : `${say(low)}–${say(high)}`;
      parts.push(
        zh
          ? `${panel.years.to} 年另有 ${others.length} 个，${range}`
          : `${others.length} others in ${panel.years.to}, ${range}`,
      );
    }
    const band = bands.reduce<GroupBand | undefined>((a, b) => (a && a.year > b.year ? a : b), undefined);
    if (band) {
      parts.push(
        zh ? `${band.year} 年中位数 ${say(band.median)}` : `median ${say(band.median)} in ${band.year}`,
      );
    }
    return `${panel.title}${zh ? '：' : ': '}${parts.join(zh ? '；' : '; ') || absenceText('blank', lang)}`;
  });
  const span = years ? formatYears(years, lang) : '';
  const intro = zh
    ? `${panels.length} 幅小图，${span}，纵轴刻度各自不同。`
    : `${panels.length} small charts, ${span}, each on its own scale. `;
  return `${intro}${said.join(zh ? '。' : '. ')}${zh ? '。' : '.'}`;
}
