/** How a figure is put into words: value, reason for its absence, coverage, denominator, interval. */
import {
  formatMetric,
  formatNumber,
  formatShare,
  formatYears,
  MISSING_TEXT,
  metricText,
  pick,
  unitName,
} from '#i18n/format.ts';
import { translator } from '#i18n/translate.ts';
import type { MetricDefinition } from '#metrics/metric.ts';
import type { Language } from '#model/bilingual.ts';
import type { Unit } from '#model/unit.ts';
import type { MetricRow } from '#queries/metric-row.ts';
import { type Interval, wilsonInterval } from './wilson.ts';
import { WORDS } from './words.ts';

/** A region as charts name it. */
export interface NamedRegion {
  readonly code: string;
  readonly name: string;
}

/**
 * Why there is no value. `not-filed`: no report is known; `blank`: no known report gives it;
 * `not-applicable`: the forms of the known reports have no such cell; `zero-denominator`: a rate of nothing;
 * `not-a-share`: no part of a whole, so there is no denominator or no interval.
 */
export type Absence = 'not-filed' | 'blank' | 'not-applicable' | 'zero-denominator' | 'not-a-share';

/** null where there is a value, 0 included. A row that is not there counts as not filed. */
export function absenceOf(row: MetricRow | undefined): Absence | null {
  if (row === undefined) return 'not-filed';
  if (row.value !== null) return null;
  if (row.stated > 0) return 'zero-denominator';
  if (row.filed === 0) return 'not-filed';
  return row.not_applicable >= row.filed ? 'not-applicable' : 'blank';
}

export function absenceText(absence: Absence, lang: Language): string {
  return translator(lang)(`missing.${absence}`);
}

/** "—" or, where a value cannot exist, "不适用". */
export function absenceMark(absence: Absence, lang: Language): string {
  return absence === 'not-applicable' || absence === 'zero-denominator' || absence === 'not-a-share'
    ? pick(WORDS.notApplicable, lang)
    : MISSING_TEXT;
}

/** Whether values are counted one by one. */
export function isWhole(unit: Unit): boolean {
  return unit === 'cases' || unit === 'projects';
}

/** Value with unit; zero is "0 件", absence never. */
export function valueText(value: number, unit: Unit, lang: Language): string {
  return formatMetric(value, unit, lang);
}

/** Short value without its unit, but shares keep "%": for labels at marks. */
export function labelText(value: number, unit: Unit, lang: Language): string {
  if (unit === 'share') return formatShare(value, lang, { digits: 0 });
  return metricText(value, unit, lang, { compact: true }).number;
}

/** Tick labels of one axis, all in the same unit, and that unit's name. */
export interface AxisTexts {
  readonly unit: string;
  readonly tick: (value: number) => string;
  /** A tick with the unit: English counts agree. */
  readonly tickWithUnit: (value: number) => string;
}

export function axisTexts(unit: Unit, largest: number, lang: Language): AxisTexts {
  const named = (name: string, tick: (value: number) => string): AxisTexts => ({
    unit: name,
    tick,
    tickWithUnit: (value) => `${tick(value)} ${name}`,
  });
  switch (unit) {
    case 'share': {
      const tick = (value: number) => formatShare(value, lang, { digits: 1 });
      return { unit: '', tick, tickWithUnit: tick };
    }
    case 'ten_thousand_yuan':
      if (lang === 'en')
        return named('yuan', (value) => formatNumber(value * 10_000, lang, { compact: true }));
      return largest >= 20_000
        ? named('亿元', (value) => formatNumber(value / 10_000, lang))
        : named('万元', (value) => formatNumber(value, lang));
    default: {
      const tick = (value: number) => formatNumber(value, lang, { compact: true });
      return {
        unit: unitName(unit, lang),
        tick,
        tickWithUnit: (value) => `${tick(value)} ${unitName(unit, lang, value)}`,
      };
    }
  }
}

/** "基于 12/18 份年报（其中 3 份取自正文）"; a single report that is there needs no count. */
export function coverageText(row: MetricRow, lang: Language): string {
  const { stated, expected, from_prose: prose } = row;
  if (expected === 1) return prose > 0 ? pick(WORDS.allFromProse, lang) : '';
  const t = translator(lang);
  const counts = { stated: formatNumber(stated, lang), expected: formatNumber(expected, lang) };
  if (stated === 0) return t('figureKey.coverageNone', counts);
  return prose > 0
    ? t('figureKey.coverageProse', { ...counts, prose: formatNumber(prose, lang) })
    : t('figureKey.coverage', counts);
}

/** "7/20": the counts a rate is made of; empty for counts. */
export function countsText(row: MetricRow, lang: Language): string {
  if (row.numerator === null || row.denominator === null) return '';
  return `${formatNumber(row.numerator, lang)}/${formatNumber(row.denominator, lang)}`;
}

/** Whether the metric is a ratio. */
export function isRate(metric: MetricDefinition): boolean {
  return metric.formula.kind === 'ratio';
}

/** Wilson 95 % interval of a rate in the metric's own unit; null for counts and ratios that are no proportion. */
export function intervalOf(row: MetricRow, metric: MetricDefinition): Interval | null {
  if (metric.formula.kind !== 'ratio' || row.numerator === null || row.denominator === null) return null;
  const interval = wilsonInterval(row.numerator, row.denominator);
  const { per } = metric.formula;
  return interval && { low: interval.low * per, high: interval.high * per };
}

/** A rate that stands on too few cases to be compared. */
export function isThin(row: MetricRow, metric: MetricDefinition): boolean {
  return isRate(metric) && row.denominator !== null && row.denominator < metric.least_denominator;
}

/** "河北省，2023 年"; the name alone where years are taken together. */
export function placeAndYear(name: string, year: number | null | undefined, lang: Language): string {
  return year == null ? name : `${name}${lang === 'zh' ? '，' : ', '}${formatYears(year, lang)}`;
}
