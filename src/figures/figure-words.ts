/** Titles and subtitles of figures, made from what they show. Pure. */
import { formatNumber, formatYears, pick, unitName } from '#i18n/format.ts';
import type { MetricDefinition } from '#metrics/metric.ts';
import type { Bilingual, Language } from '#model/bilingual.ts';
import type { RegionLevel } from '#model/region.ts';
import type { YearRange } from '#model/year.ts';

export interface FigureWords {
  readonly place: string;
  readonly years: YearRange;
  readonly language: Language;
}

/** Names of the places of a level, in the plural. */
export const LEVEL_PLURAL: Readonly<Record<RegionLevel, Bilingual>> = {
  province: { zh: '各省（区、市）', en: 'Provinces' },
  prefecture: { zh: '各市（州、盟）', en: 'Prefectures' },
  county: { zh: '各县（市、区）', en: 'Counties and districts' },
  township: { zh: '各乡镇街道', en: 'Townships and subdistricts' },
};

/** The place as it stands before a noun: "全国" + "各省…", "China". */
function of(place: string, zh: string, en: string, language: Language): string {
  return language === 'zh' ? `${place}${zh}` : en;
}

export function trendTitle(metric: MetricDefinition, { place, years, language }: FigureWords): string {
  const name = pick(metric.name, language);
  const span = formatYears(years, language);
  return language === 'zh' ? `${place}${name}，${span}` : `${name}, ${place}, ${span}`;
}

export function childrenTitle(
  metric: MetricDefinition,
  level: RegionLevel,
  { place, years, language }: FigureWords,
): string {
  const name = pick(metric.name, language);
  const span = formatYears(years, language);
  const places = pick(LEVEL_PLURAL[level], language);
  return of(
    place,
    `${places}的${name}，${span}`,
    `${name} by ${SINGULAR[level]}, ${place}, ${span}`,
    language,
  );
}

const SINGULAR: Readonly<Record<RegionLevel, string>> = {
  province: 'province',
  prefecture: 'prefecture',
  county: 'county',
  township: 'township',
};

export function spreadTitle(metric: MetricDefinition, { place, years, language }: FigureWords): string {
  const name = pick(metric.name, language);
  const span = formatYears(years, language);
  return language === 'zh'
    ? `${place}的年报怎样分布：${name}，${span}`
    : `How township reports are spread: ${name}, ${place}, ${span}`;
}

export function unitText(metric: MetricDefinition, language: Language): string {
  if (metric.unit === 'share') return language === 'zh' ? '单位：%' : 'Per cent';
  const unit = unitName(metric.unit, language);
  return language === 'zh' ? `单位：${unit}` : `Unit: ${unit}`;
}

/** "基于 33 份年报，应有 41,352 份" over the figure's rows taken together. */
export function restsOn(
  coverage: { readonly stated: number; readonly expected: number; readonly from_prose: number },
  language: Language,
): string {
  const stated = formatNumber(coverage.stated, language);
  const expected = formatNumber(coverage.expected, language);
  const prose = formatNumber(coverage.from_prose, language);
  if (language === 'zh') {
    const note = coverage.from_prose > 0 ? `（其中 ${prose} 份取自正文）` : '';
    return `基于 ${stated} 份年报${note}，应有 ${expected} 份`;
  }
  const note = coverage.from_prose > 0 ? ` (${prose} of them stated in prose)` : '';
  return `Rests on ${stated} reports${note} of ${expected} due`;
}

/** Joins the parts of a subtitle. */
export function joined(parts: readonly string[]): string {
  return parts.filter((part) => part !== '').join(' · ');
}
