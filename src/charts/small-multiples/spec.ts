import type { EChartsOption } from 'echarts';
import { formatYears, pick } from '#i18n/format.ts';
import type { Language } from '#model/bilingual.ts';
import { yearsOf } from '#model/year.ts';
import { mix } from '../colour.ts';
import { axisTexts, valueText } from '../figure.ts';
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
import { fitText, widestText } from '../text-width.ts';
import type { ChartContext } from '../theme.ts';
import { breakText } from '../trend/break-text.ts';
import {
  breaksOf,
  hasProse,
  intervalsOf,
  rowOfYear,
  seriesColours,
  type TrendInput,
  trendPanel,
} from '../trend/panel.ts';
import { trendScale } from '../trend/spec.ts';
import { WORDS } from '../words.ts';

export interface SmallMultiplesInput {
  /** One plot each, in reading order; all over the same years. Every series needs a name where there are several. */
  readonly panels: readonly (TrendInput & { readonly title: string })[];
  /** One value scale for all panels, to compare levels; else each has its own, to compare shapes. */
  readonly sharedScale: boolean;
}

const GAP = 28;
const PLOT_HEIGHT = 104;
const TITLE_HEIGHT = 34;
const FOOT = 26;

/** 1 to 4 columns, as the width allows. */
export function columnsFor(width: number, panels: number): number {
  const fitting = width < 420 ? 1 : width < 700 ? 2 : width < 1000 ? 3 : 4;
  return Math.max(1, Math.min(fitting, panels));
}

function keyOf(
  { panels, sharedScale }: SmallMultiplesInput,
  { theme, lang }: ChartContext,
): readonly KeyEntry[] {
  const first = panels[0];
  const entries: KeyEntry[] = [];
  const unit = first && sharedScale ? axisTexts(first.metric.unit, highest(panels), lang).unit : '';
  if (unit !== '') entries.push({ label: lang === 'zh' ? `单位：${unit}` : unit });
  if (first && first.series.length > 1) {
    const colours = seriesColours(first.series, theme);
    first.series.forEach((each, index) => {
      const colour = colours[index] ?? theme.accent;
      entries.push({
        label: each.name,
        mark: ({ x, y, width, height }) => [
          line(x, y + height / 2, x + width, y + height / 2, { colour, width: 2 }),
          circle(x + width / 2, y + height / 2, 3, colour),
        ],
      });
    });
  }
  const breaks = new Map(
    panels.flatMap((panel) => breaksOf(panel).map((each) => [breakText(each, lang), each])),
  );
  for (const label of breaks.keys()) {
    entries.push({
      label,
      mark: ({ x, y, width, height }) => [
        line(x + width / 2, y - 1, x + width / 2, y + height + 1, { colour: theme.ink3, dash: [3, 3] }),
      ],
    });
  }
  if (panels.some((panel) => intervalsOf(panel).length > 0)) {
    entries.push({
      label: pick(WORDS.intervalKey, lang),
      mark: (box) => [rect(box, mix(theme.paper, theme.accent, 0.16))],
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

function highest(panels: readonly TrendInput[]): number {
  return trendScale(panels, 2).max;
}

function keyHeight(input: SmallMultiplesInput, context: ChartContext): number {
  const { height } = keyRows(keyOf(input, context), { x: 0, y: 0, width: context.width }, context.theme);
  return height === 0 ? 0 : height + 12;
}

const CELL = TITLE_HEIGHT + PLOT_HEIGHT + FOOT;

export function smallMultiplesHeight(input: SmallMultiplesInput, context: ChartContext): number {
  const rows = Math.ceil(input.panels.length / columnsFor(context.width, input.panels.length));
  return keyHeight(input, context) + rows * CELL + Math.max(0, rows - 1) * 12;
}

/** Several trends with the same years, and with the same values where asked, in one to four columns. */
export function smallMultiplesSpec(input: SmallMultiplesInput, context: ChartContext): EChartsOption {
  const { panels, sharedScale } = input;
  const { theme, lang, width } = context;
  const columns = columnsFor(width, panels.length);
  const key = keyRows(keyOf(input, context), { x: 0, y: 0, width }, theme);
  const top = keyHeight(input, context);
  const common = sharedScale ? trendScale(panels, 2) : undefined;
  const scales = panels.map((panel) => common ?? trendScale([panel], 2));
  const left =
    12 +
    Math.ceil(
      panels.reduce((widest, { metric }, index) => {
        const scale = scales[index];
        if (!scale) return widest;
        const { tick } = axisTexts(metric.unit, Math.max(Math.abs(scale.min), scale.max), lang);
        return Math.max(widest, widestText(scale.ticks.map(tick), SMALL));
      }, 0),
    );
  const cell = (width - (columns - 1) * GAP) / columns;

  const titles: Shape[] = [];
  const drawn = panels.flatMap((panel, index) => {
    const scale = scales[index];
    if (!scale) return [];
    const x = (index % columns) * (cell + GAP);
    const y = top + Math.floor(index / columns) * (CELL + 12);
    const { unit } = axisTexts(panel.metric.unit, Math.max(Math.abs(scale.min), scale.max), lang);
    const title =
      unit === '' || sharedScale
        ? panel.title
        : lang === 'zh'
          ? `${panel.title}（${unit}）`
          : `${panel.title} (${unit})`;
    titles.push(
      text(x, y + 8, fitText(title, NORMAL * 1.06, cell), theme, { colour: theme.ink, bold: true }),
    );
    return [
      trendPanel(
        panel,
        {
          plot: { x: x + left, y: y + TITLE_HEIGHT, width: cell - left, height: PLOT_HEIGHT },
          scale,
          index,
          yearLabels: 'ends',
          valueLabels: 'last',
          nameLabels: false,
          intervals: true,
        },
        { ...context, width: x + cell },
      ),
    ];
  });
  const hits: readonly HitArea[] = drawn.flatMap((panel, index) =>
    panel.hits.map((hit) => ({
      ...hit,
      point: {
        ...hit.point,
        title: `${panels[index]?.title ?? ''}${lang === 'zh' ? '，' : ', '}${hit.point.title}`,
        // The panel, by its place among them.
        target: { ...hit.point.target, key: `${index}` },
      },
    })),
  );
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

/** Each panel in a few words: its first and last known value, and how many years are missing. */
export function describeSmallMultiples({ panels, sharedScale }: SmallMultiplesInput, lang: Language): string {
  const years = panels[0]?.years;
  const zh = lang === 'zh';
  const span = years ? formatYears(years, lang) : '';
  const scale = sharedScale
    ? zh
      ? '纵轴刻度相同'
      : 'on one scale'
    : zh
      ? '纵轴刻度各自不同'
      : 'each on its own scale';
  const said = panels.map((panel) => {
    const series = panel.series.find(({ role }) => role !== 'context') ?? panel.series[0];
    const values = yearsOf(panel.years).flatMap((year) => {
      const value = series ? (rowOfYear(series, year)?.value ?? null) : null;
      return value === null ? [] : [{ year, value }];
    });
    const ends = values.filter((_, at) => at === 0 || at === values.length - 1);
    const numbers = ends.map(({ year, value }) => {
      const number = valueText(value, panel.metric.unit, lang);
      return zh ? `${year} 年 ${number}` : `${year} ${number}`;
    });
    const gaps = yearsOf(panel.years).length - values.length;
    const missing = gaps === 0 ? [] : [zh ? `${gaps} 年无数值` : `${gaps} without a value`];
    return `${panel.title}${zh ? '：' : ': '}${[...numbers, ...missing].join(zh ? '，' : ', ')}`;
  });
  const intro = zh
    ? `${panels.length} 幅小图，${span}，${scale}。`
    : `${panels.length} small charts, ${span}, ${scale}. `;
  return `${intro}${said.join(zh ? '；' : '; ')}${zh ? '。' : '.'}`;
}
