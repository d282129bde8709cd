import type { BarSeriesOption, EChartsOption, ScatterSeriesOption } from 'echarts';
import { formatNumber, pick } from '#i18n/format.ts';
import type { Bilingual, Language } from '#model/bilingual.ts';
import { areaColour, mix } from '../colour.ts';
import {
  absenceMark,
  absenceText,
  axisTexts,
  countsText,
  coverageText,
  isRate,
  isThin,
  isWhole,
  labelText,
  placeAndYear,
  valueText,
} from '../figure.ts';
import { frame } from '../frame.ts';
import { type HitArea, hitLayer, line, NORMAL, type Shape, SMALL, shapeLayer, text } from '../layer.ts';
import type { ChartPoint, PointLine } from '../point.ts';
import { axisScale, position } from '../scale.ts';
import { fitText, textWidth, widestText } from '../text-width.ts';
import type { ChartContext } from '../theme.ts';
import { WORDS } from '../words.ts';
import {
  type AbsentRegion,
  type Band,
  type BandName,
  type RankedBarsInput,
  type RankedRegion,
  rankRegions,
} from './groups.ts';

export type { RankedBarsInput } from './groups.ts';

/** Rows drawn at most; what is left out is said in the chart and stands in the table. */
export const MOST_ROWS = 35;
const TOP_ROWS = 30;

type BarRow =
  | { readonly kind: 'head'; readonly label: string }
  | { readonly kind: 'value'; readonly region: RankedRegion; readonly thin: boolean }
  /** Room for the value axis of rates, right under the last value. */
  | { readonly kind: 'axis' }
  | { readonly kind: 'absent'; readonly region: AbsentRegion }
  | { readonly kind: 'note'; readonly label: string };

function bandTitle(
  name: Exclude<BandName, 'all'>,
  { metric, parent }: RankedBarsInput,
  lang: Language,
): string {
  const place = parent?.name ?? '';
  const rate = labelText(parent?.row.value ?? 0, metric.unit, lang);
  const titles: Readonly<Record<typeof name, Bilingual>> = {
    above: { zh: `明显高于${place}（${rate}）`, en: `Clearly above ${place} (${rate})` },
    similar: { zh: `与${place}（${rate}）分不出高低`, en: `Not distinguishable from ${place} (${rate})` },
    below: { zh: `明显低于${place}（${rate}）`, en: `Clearly below ${place} (${rate})` },
    thin: {
      zh: `基数不足 ${metric.least_denominator}，不作比较`,
      en: `Fewer than ${metric.least_denominator} cases: not compared`,
    },
  };
  return titles[name][lang];
}

/** The rows of the chart from top to bottom: values, then what has none, never more than the chart can hold. */
function rowsOf(input: RankedBarsInput, lang: Language): readonly BarRow[] {
  const { bands, missing, notApplicable } = rankRegions(input);
  const valued = bands.reduce((sum, { regions }) => sum + regions.length, 0);
  const absent = missing.length + notApplicable.length;
  const most = valued + absent <= MOST_ROWS ? MOST_ROWS : TOP_ROWS;
  const kept = keptCodes(bands, input, most);
  const rows: BarRow[] = [];
  for (const { name, regions } of bands) {
    const shown = regions.filter(({ code }) => kept.has(code));
    if (shown.length === 0) continue;
    if (name !== 'all') rows.push({ kind: 'head', label: bandTitle(name, input, lang) });
    for (const region of shown) {
      // The highlighted region may stand far below the last one drawn: what is skipped is said between.
      const skipped = name === 'all' && shown.indexOf(region) === most && valued > kept.size;
      if (skipped) rows.push({ kind: 'note', label: moreText(valued - kept.size, lang) });
      rows.push({ kind: 'value', region, thin: name === 'thin' || isThin(region.row, input.metric) });
    }
  }
  const said = rows.some(({ kind }) => kind === 'note');
  if (valued > kept.size && !said) rows.push({ kind: 'note', label: moreText(valued - kept.size, lang) });
  if (isRate(input.metric) && kept.size > 0) rows.push({ kind: 'axis' });
  const room = most - Math.min(kept.size, most);
  const each = absent <= room;
  rows.push(...absentRows(missing, pick(WORDS.noData, lang), each, input, lang));
  rows.push(...absentRows(notApplicable, pick(WORDS.notApplicableHead, lang), each, input, lang));
  return rows;
}

/** Regions without a value one by one, or counted by reason where they are too many; never the highlighted one. */
function absentRows(
  absent: readonly AbsentRegion[],
  title: string,
  each: boolean,
  { highlight }: RankedBarsInput,
  lang: Language,
): readonly BarRow[] {
  if (absent.length === 0) return [];
  const count = formatNumber(absent.length, lang);
  const head: BarRow = {
    kind: 'head',
    label: lang === 'zh' ? `${title}（${count}）` : `${title} (${count})`,
  };
  const named = absent.filter(({ code }) => each || code === highlight);
  const counted = absent.filter((region) => !named.includes(region));
  const notes = [...new Set(counted.map(({ absence }) => absence))].map((absence): BarRow => {
    const number = formatNumber(counted.filter((region) => region.absence === absence).length, lang);
    const reason = absenceText(absence, lang);
    return { kind: 'note', label: lang === 'zh' ? `${number} 个：${reason}` : `${number}: ${reason}` };
  });
  return [head, ...named.map((region): BarRow => ({ kind: 'absent', region })), ...notes];
}

/** Which valued regions are drawn: the first of each band by turns of importance, and always the highlighted one. */
function keptCodes(
  bands: readonly Band[],
  { highlight }: RankedBarsInput,
  most: number,
): ReadonlySet<string> {
  const order: readonly BandName[] = ['all', 'above', 'below', 'similar', 'thin'];
  const wanted = order.flatMap((name) => bands.find((band) => band.name === name)?.regions ?? []);
  const kept = new Set(wanted.slice(0, most).map(({ code }) => code));
  if (highlight !== undefined && wanted.some(({ code }) => code === highlight)) kept.add(highlight);
  return kept;
}

function moreText(count: number, lang: Language): string {
  const number = formatNumber(count, lang);
  return lang === 'zh'
    ? `另有 ${number} 个地区未画出，见表格`
    : `${number} more regions are not drawn: see the table`;
}

function rowHeight(count: number): number {
  return count > 20 ? 23 : 26;
}

export function rankedBarsHeight(input: RankedBarsInput, { lang }: Pick<ChartContext, 'lang'>): number {
  const rows = rowsOf(input, lang);
  return rows.length * rowHeight(rows.length) + 6;
}

function pointOfRow(
  row: Extract<BarRow, { kind: 'value' | 'absent' }>,
  { metric }: RankedBarsInput,
  lang: Language,
): ChartPoint {
  const { region } = row;
  const title = placeAndYear(region.name, row.region.row?.year, lang);
  const target = { region: region.code };
  if (row.kind === 'absent') {
    const { absence } = row.region;
    const value = absenceMark(absence, lang);
    return { title, target, lines: [{ label: metric.name[lang], value, note: absenceText(absence, lang) }] };
  }
  const { interval, row: figure } = row.region;
  const lines: PointLine[] = [
    { label: metric.name[lang], value: valueText(figure.value, metric.unit, lang) },
  ];
  const counts = countsText(figure, lang);
  if (counts !== '') lines.push({ label: lang === 'zh' ? '件数' : 'Counts', value: counts });
  if (interval) {
    const bounds = `${labelText(interval.low, metric.unit, lang)}–${labelText(interval.high, metric.unit, lang)}`;
    lines.push({ label: lang === 'zh' ? '95% 置信区间' : '95% interval', value: bounds });
  }
  const coverage = coverageText(figure, lang);
  if (coverage !== '') lines.push({ note: coverage });
  return { title, target, lines };
}

/**
 * Child regions by value, highest first, one of them highlighted. Counts are bars; rates are dots with
 * their 95 % interval and counts, in bands against the parent's own rate. Zero is a "0" without a bar;
 * regions without data follow below with the reason, apart from those the figure cannot apply to.
 * Above 35 regions the first 30 and the highlighted one are drawn, the rest is counted.
 */
export function rankedBarsSpec(input: RankedBarsInput, context: ChartContext): EChartsOption {
  const { metric, highlight, parent } = input;
  const { theme, lang, width } = context;
  const rows = rowsOf(input, lang);
  const high = rowHeight(rows.length);
  const rateChart = isRate(metric);
  const valued = rows.flatMap((row) => (row.kind === 'value' ? [row.region] : []));
  const bounds = valued.flatMap(({ row, interval }) => [
    row.value,
    ...(interval ? [interval.low, interval.high] : []),
  ]);
  const parentRate = rateChart ? (parent?.row.value ?? null) : null;
  const scale = axisScale([...bounds, ...(parentRate === null ? [] : [parentRate])], {
    steps: width < 480 ? 2 : 4,
    whole: isWhole(metric.unit),
    ...(metric.unit === 'share' ? { limit: 1 } : {}),
  });
  // Bars end at the largest value, not at the next round number: there is no axis to read them from.
  const ends = rateChart
    ? scale
    : {
        min: Math.min(0, ...bounds),
        max: Math.max(0, ...bounds) || (bounds.some((each) => each < 0) ? 0 : 1),
      };

  const valueLabel = (region: RankedRegion) => labelText(region.row.value, metric.unit, lang);
  const names = rows.flatMap((row) => ('region' in row ? [row.region.name] : []));
  const nameRoom = Math.min(widestText(names, NORMAL) + 14, width * (width < 480 ? 0.36 : 0.3));
  const counts = rateChart ? valued.map(({ row }) => countsText(row, lang)) : [];
  const countRoom = counts.length === 0 ? 0 : widestText(counts, SMALL) + 10;
  const valueRoom = widestText(valued.map(valueLabel), NORMAL) * 1.06 + 10;
  const negative = ends.min < 0;
  const left = nameRoom + (negative ? valueRoom : 0);
  const right = width - valueRoom - countRoom;
  const x = (value: number) => position(value, ends, left, right);
  const middle = (index: number) => 2 + (index + 0.5) * high;
  const valueRows = rows.findLastIndex(({ kind }) => kind === 'value') + 1;
  const bottom = 2 + valueRows * high;

  const under: Shape[] = [];
  const over: Shape[] = [];
  const whiskers: Shape[] = [];
  const hits: HitArea[] = [];
  rows.forEach((row, index) => {
    const y = middle(index);
    if (row.kind === 'head') {
      over.push(
        text(0, y + 3, fitText(row.label, NORMAL * 1.06, width), theme, { colour: theme.ink, bold: true }),
      );
      if (index > 0) under.push(line(0, y - high / 2 + 2, width, y - high / 2 + 2, { colour: theme.line }));
      return;
    }
    if (row.kind === 'axis') return;
    if (row.kind === 'note') {
      over.push(text(0, y, fitText(row.label, NORMAL, width), theme, { colour: theme.ink2 }));
      return;
    }
    const own = row.region.code === highlight;
    const name = fitText(row.region.name, NORMAL * (own ? 1.06 : 1), nameRoom - 8);
    const quiet = row.kind === 'absent' || row.thin;
    over.push(
      text(0, y, name, theme, { colour: own ? theme.ink : quiet ? theme.ink2 : theme.ink, bold: own }),
    );
    hits.push({ x: 0, y: y - high / 2, width, height: high, point: pointOfRow(row, input, lang) });
    if (row.kind === 'absent') {
      const { absence } = row.region;
      const mark = absenceMark(absence, lang);
      const reason = fitText(
        absenceText(absence, lang),
        SMALL,
        width - nameRoom - textWidth(mark, NORMAL) - 12,
      );
      over.push(text(nameRoom, y, mark, theme, { colour: theme.ink2 }));
      over.push(
        text(nameRoom + textWidth(mark, NORMAL) + 8, y, reason, theme, { colour: theme.ink3, size: SMALL }),
      );
      return;
    }
    const { value } = row.region.row;
    const label = valueLabel(row.region);
    if (rateChart) {
      const { interval } = row.region;
      if (interval) {
        const colour = own ? theme.accent : row.thin ? theme.line : theme.context;
        whiskers.push(line(x(interval.low), y, x(interval.high), y, { colour, width: own ? 2.5 : 2 }));
      }
      over.push(
        text(right + valueRoom, y, label, theme, {
          colour: row.thin ? theme.ink3 : theme.ink,
          bold: own,
          align: 'right',
        }),
        text(width, y, countsText(row.region.row, lang), theme, {
          colour: theme.ink3,
          size: SMALL,
          align: 'right',
        }),
      );
      return;
    }
    const end = value < 0 ? x(value) - 6 : x(Math.max(0, value)) + 6;
    over.push(
      text(end, y, label, theme, { colour: theme.ink, bold: own, align: value < 0 ? 'right' : 'left' }),
    );
  });

  if (parentRate !== null) {
    const at = x(parentRate);
    under.push(line(at, 0, at, bottom, { colour: theme.ink3, dash: [3, 3] }));
  }
  if (rateChart && valued.length > 0) {
    const { tick } = axisTexts(metric.unit, scale.max, lang);
    for (const each of scale.ticks) {
      under.push(line(x(each), 0, x(each), bottom, { colour: mix(theme.paper, theme.line, 0.7) }));
      over.push(
        text(x(each), bottom + 8, tick(each), theme, {
          colour: theme.ink2,
          size: SMALL,
          align: 'center',
          baseline: 'top',
        }),
      );
    }
  }
  if (!rateChart && negative) under.push(line(x(0), 0, x(0), bottom, { colour: theme.lineStrong }));

  const colourOf = (row: BarRow) => {
    if (row.kind !== 'value') return theme.context;
    if (row.region.code === highlight) return theme.accent;
    if (row.thin) return mix(theme.paper, theme.context, 0.6);
    return rateChart ? theme.context : areaColour(theme);
  };
  const series: BarSeriesOption | ScatterSeriesOption = rateChart
    ? {
        type: 'scatter',
        itemStyle: { opacity: 1 },
        id: 'values',
        silent: true,
        z: 4,
        symbolSize: 9,
        data: rows.flatMap((row, index) =>
          row.kind === 'value'
            ? [
                {
                  name: row.region.code,
                  value: [row.region.row.value, index],
                  itemStyle: { color: colourOf(row) },
                },
              ]
            : [],
        ),
      }
    : {
        type: 'bar',
        id: 'values',
        silent: true,
        z: 3,
        barWidth: Math.round(high * 0.62),
        data: rows.map((row) => ({
          name: row.kind === 'value' ? row.region.code : '',
          value: row.kind === 'value' ? row.region.row.value : null,
          itemStyle: { color: colourOf(row) },
        })) as NonNullable<BarSeriesOption['data']>,
      };

  return frame(context, {
    grid: { left, top: 2, width: right - left, height: rows.length * high, outerBoundsMode: 'none' },
    xAxis: { type: 'value', show: false, min: ends.min, max: ends.max },
    yAxis: { type: 'category', show: false, inverse: true, data: rows.map((_, index) => `${index}`) },
    series: [
      shapeLayer('under', under, 0),
      hitLayer(hits, theme),
      shapeLayer('whiskers', whiskers, 3),
      series,
      shapeLayer('over', over, 6),
    ],
  });
}

/** The ranking in words: the bands of a rate, or the ends of the list, and who has no data. */
export function describeRankedBars(input: RankedBarsInput, lang: Language): string {
  const { metric, highlight } = input;
  const { bands, missing, notApplicable } = rankRegions(input);
  const zh = lang === 'zh';
  const stop = zh ? '。' : '. ';
  const named = ({ name, row }: RankedRegion) =>
    `${name}${zh ? ' ' : ' '}${valueText(row.value, metric.unit, lang)}`;
  const listed = (regions: readonly RankedRegion[], most: number) => {
    const shown = regions
      .slice(0, most)
      .map(named)
      .join(zh ? '、' : ', ');
    if (regions.length <= most) return shown;
    return zh ? `${shown}等 ${regions.length} 个` : `${shown} and ${regions.length - most} more`;
  };
  const parts = bands.map(({ name, regions }) =>
    name === 'all'
      ? zh
        ? `从高到低：${listed(regions, 5)}`
        : `From high to low: ${listed(regions, 5)}`
      : `${bandTitle(name, input, lang)}${zh ? '：' : ': '}${listed(regions, 3)}`,
  );
  const own = bands.flatMap(({ regions }) => regions).find(({ code }) => code === highlight);
  if (own && bands[0]?.name === 'all') {
    const rank = bands[0].regions.filter(({ row }) => row.value > own.row.value).length + 1;
    parts.push(zh ? `${named(own)}，排第 ${rank}` : `${named(own)}, rank ${rank}`);
  }
  if (missing.length > 0) {
    parts.push(zh ? `${missing.length} 个地区无数据` : `no data: ${missing.length}`);
  }
  if (notApplicable.length > 0) {
    parts.push(zh ? `${notApplicable.length} 个地区不适用` : `not applicable: ${notApplicable.length}`);
  }
  return `${metric.name[lang]}${stop}${parts.join(zh ? '；' : '; ')}${zh ? '。' : '.'}`;
}
