import type { EChartsOption } from 'echarts';
import { formatYears, pick } from '#i18n/format.ts';
import type { Language } from '#model/bilingual.ts';
import { yearsOf } from '#model/year.ts';
import { mix } from '../colour.ts';
import { axisTexts, isWhole, labelText, valueText } from '../figure.ts';
import { frame } from '../frame.ts';
import { circle, hitLayer, NORMAL, rect, type Shape, SMALL, shapeLayer, text } from '../layer.ts';
import { type AxisScale, axisScale } from '../scale.ts';
import { textWidth, widestText } from '../text-width.ts';
import type { ChartContext } from '../theme.ts';
import { WORDS } from '../words.ts';
import { breakText } from './break-text.ts';
import {
  breaksOf,
  hasProse,
  intervalsOf,
  nameRoom,
  rowOfYear,
  type TrendInput,
  trendPanel,
  yearsNotOnForm,
  yearsWithoutData,
} from './panel.ts';

export type { TrendInput, TrendSeries } from './panel.ts';

/** Scale of the value axis, from all values of the years drawn, and of a single rate from its intervals. */
export function trendScale(inputs: readonly TrendInput[], steps: number, intervals = true): AxisScale {
  const values = inputs.flatMap((input) => [
    ...input.series.flatMap((each) =>
      yearsOf(input.years).flatMap((year) => rowOfYear(each, year)?.value ?? []),
    ),
    ...(intervals ? intervalsOf(input).map(({ high }) => high) : []),
  ]);
  const unit = inputs[0]?.metric.unit ?? 'cases';
  return axisScale(values, { steps, whole: isWhole(unit), ...(unit === 'share' ? { limit: 1 } : {}) });
}

export function trendHeight(_input: TrendInput, { width }: Pick<ChartContext, 'width'>): number {
  return width < 480 ? 250 : 300;
}

/**
 * One or several series over years. A missing year is a gap and says so on the axis; the line is cut where
 * the form changes; years on a form without the cell are shaded; points that rest on prose are hollow; the
 * value axis holds 0.
 */
export function trendSpec(input: TrendInput, context: ChartContext): EChartsOption {
  const { theme, lang, width } = context;
  const { metric, series, years } = input;
  const height = context.height ?? trendHeight(input, context);
  const count = yearsOf(years).length;
  const single = series.length === 1;
  const scale = trendScale([input], height < 220 ? 3 : 4);
  const texts = axisTexts(metric.unit, Math.max(Math.abs(scale.min), scale.max), lang);
  const left = Math.ceil(widestText(scale.ticks.map(texts.tick), SMALL)) + 12;
  // A line that ends downwards has its last value beside the point, which takes room at the right.
  const endRoom = single ? labelRoomAtEnd(input, context) : nameRoom(input, context) + 9;
  const right = Math.max(single ? 4 : 12, endRoom - (width - left) / count / 2);
  const band = (width - left - right) / count;

  // Head: unit at the left, key of hollow points at the right, break labels between them or on a row of their own.
  const head: Shape[] = [];
  const unit = lang === 'zh' && texts.unit !== '' ? `单位：${texts.unit}` : texts.unit;
  if (unit !== '') head.push(text(0, 9, unit, theme, { colour: theme.ink2, size: SMALL }));
  const unitEnd = unit === '' ? 0 : textWidth(unit, SMALL) + 12;
  let keyStart = width;
  const addKey = (label: string, mark: (x: number) => Shape) => {
    keyStart -= textWidth(label, SMALL) + 16;
    head.push(mark(keyStart), text(keyStart + 14, 9, label, theme, { colour: theme.ink2, size: SMALL }));
    keyStart -= 12;
  };
  if (hasProse(input)) {
    addKey(pick(WORDS.proseKey, lang), (x) =>
      circle(x + 5, 9, 3.5, theme.paper, { colour: theme.accent, width: 2 }),
    );
  }
  if (intervalsOf(input).length > 0) {
    addKey(pick(WORDS.intervalKey, lang), (x) =>
      rect({ x, y: 4, width: 10, height: 10 }, mix(theme.paper, theme.accent, 0.16)),
    );
  }
  const labels = breaksOf(input).map((each) => {
    const words = breakText(each, lang);
    const wide = textWidth(words, SMALL);
    const at = left + (each.year - years.from) * band;
    const start = Math.max(0, Math.min(at - wide / 2, width - wide));
    return { words, start, end: start + wide };
  });
  const crowded = labels.some(({ start, end }) => start < unitEnd || end > keyStart);
  const headRows = crowded && (unit !== '' || keyStart < width) ? 2 : 1;
  for (const { words, start } of labels) {
    head.push(text(start, headRows * 18 - 9, words, theme, { colour: theme.ink2, size: SMALL }));
  }

  const fitsValues =
    single &&
    series[0]?.rows.every(
      ({ value }) => value === null || textWidth(labelText(value, metric.unit, lang), NORMAL) + 8 <= band,
    );
  const top = headRows * 18 + (single ? 24 : 12);
  const foot = yearsWithoutData(input).length > 0 ? 40 : 26;
  const panel = trendPanel(
    input,
    {
      plot: { x: left, y: top, width: width - left - right, height: height - top - foot },
      scale,
      index: 0,
      yearLabels: 'all',
      valueLabels: single ? (fitsValues ? 'all' : 'last') : 'none',
      nameLabels: !single,
      intervals: true,
    },
    context,
  );
  return frame(context, {
    grid: panel.grid,
    xAxis: panel.xAxis,
    yAxis: panel.yAxis,
    series: [
      shapeLayer('under', panel.under, 0),
      hitLayer(panel.hits, theme),
      ...panel.series,
      shapeLayer('over', [...panel.over, ...head], 6),
    ],
  });
}

function labelRoomAtEnd({ metric, series, years }: TrendInput, { lang }: ChartContext): number {
  const [only] = series;
  const last = only && rowOfYear(only, years.to)?.value;
  const before = only && rowOfYear(only, years.to - 1)?.value;
  if (last == null || before == null || before <= last) return 0;
  return textWidth(labelText(last, metric.unit, lang), NORMAL) * 1.06 + 10;
}

/** The chart in words, from the same rows. */
export function describeTrend(input: TrendInput, lang: Language): string {
  const { metric, series, years } = input;
  const zh = lang === 'zh';
  const comma = zh ? '，' : ', ';
  const notOnForm = yearsNotOnForm(input);
  const sentences = series.map((each) => {
    const values = yearsOf(years).flatMap((year) => {
      const value = rowOfYear(each, year)?.value ?? null;
      return value === null ? [] : [{ year, value }];
    });
    const missing = yearsOf(years).filter(
      (year) => !values.some((known) => known.year === year) && !notOnForm.includes(year),
    );
    const shown =
      series.length <= 3 ? values : values.filter((_, at) => at === 0 || at === values.length - 1);
    const said = shown.map(({ year, value }) => {
      const number = valueText(value, metric.unit, lang);
      return zh ? `${year} 年 ${number}` : `${year} ${number}`;
    });
    const gaps =
      missing.length === 0
        ? []
        : [zh ? `${missing.join('、')} 年无数据` : `no data for ${missing.join(', ')}`];
    const name = series.length > 1 || each.name !== '' ? `${each.name}${zh ? '：' : ': '}` : '';
    return `${name}${[...said, ...gaps].join(comma)}${zh ? '。' : '. '}`;
  });
  const title = `${metric.name[lang]}${comma}${formatYears(years, lang)}${zh ? '。' : '. '}`;
  const breaks = breaksOf(input).map((each) =>
    zh ? `${breakText(each, lang)}，前后不连线。` : `${breakText(each, lang)}; the line is cut there. `,
  );
  const outside =
    notOnForm.length === 0
      ? ''
      : zh
        ? `${notOnForm.join('、')} 年的表中无此项。`
        : `The form of ${notOnForm.join(', ')} has no such item. `;
  const prose = hasProse(input)
    ? zh
      ? '空心点部分或全部取自年报正文。'
      : 'Hollow points rest partly or wholly on prose.'
    : '';
  const band =
    intervalsOf(input).length === 0
      ? ''
      : zh
        ? '色带是 95% 区间，件数越少越宽。'
        : 'The band is the 95% interval: the fewer the cases, the wider. ';
  return `${title}${sentences.join('')}${outside}${breaks.join('')}${band}${prose}`.trim();
}
