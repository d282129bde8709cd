/**
 * Numbers, money, shares, dates and years as a Chinese and an English reader expect them. Pure.
 * Missing in, "—" out: nothing here ever turns an absent value into 0.
 */
import type { Bilingual, Language } from '#model/bilingual.ts';
import { UNITS, type Unit } from '#model/unit.ts';
import type { YearRange } from '#model/year.ts';

/** What stands for a value that is not there. */
export const MISSING_TEXT = '—';

/** BCP 47 tag of each language, for `Intl`, `lang` attributes and locale-aware widgets. */
export const LOCALES = { zh: 'zh-CN', en: 'en-GB' } as const satisfies Record<Language, string>;

/** The text of one language. */
export function pick(text: Bilingual, language: Language): string {
  return text[language];
}

export interface NumberFormat {
  /** Shorten large numbers: 12.3万 in Chinese from 10,000 on, 12.3k / 1.2m in English. */
  readonly compact?: boolean;
  /** Always show a sign, but none on 0. */
  readonly signed?: boolean;
  /** Most digits after the point; whole numbers never get any. Default 2. */
  readonly digits?: number;
}

const formats = new Map<string, Intl.NumberFormat>();

/** What numbers here differ in. All of it is in the key: a page formats some thousand of them. */
type NumberOptions = Pick<
  Intl.NumberFormatOptions,
  'style' | 'notation' | 'maximumFractionDigits' | 'maximumSignificantDigits' | 'roundingMode' | 'signDisplay'
>;

function numberFormat(language: Language, options: NumberOptions): Intl.NumberFormat {
  const { style, notation, maximumFractionDigits, maximumSignificantDigits, roundingMode, signDisplay } =
    options;
  const key = `${language} ${style} ${notation} ${maximumFractionDigits} ${maximumSignificantDigits} ${roundingMode} ${signDisplay}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(LOCALES[language], options);
    formats.set(key, format);
  }
  return format;
}

/** A plain number, e.g. 1,234 or 0.25; "—" for null. */
export function formatNumber(value: number | null, language: Language, format: NumberFormat = {}): string {
  if (value === null || !Number.isFinite(value)) return MISSING_TEXT;
  const compact = format.compact === true && Math.abs(value) >= 10_000;
  const text = numberFormat(language, {
    maximumFractionDigits: compact ? (Math.abs(value) < 1_000_000 ? 1 : 2) : (format.digits ?? 2),
    ...(compact ? { notation: 'compact' as const } : {}),
    ...(format.signed ? { signDisplay: 'exceptZero' as const } : {}),
  }).format(value);
  return typographic(compact && language === 'en' ? text.toLowerCase() : text);
}

/** A true minus sign: as wide as the plus, and read as "minus" by screen readers. */
function typographic(text: string): string {
  return text.replace('-', '−');
}

/**
 * A fraction 0..1 as per cent with the digits that carry meaning: 35.3%, 100%, 0.43%.
 * What is not quite 0 % or 100 % never reads as if it were.
 */
export function formatShare(value: number | null, language: Language, format: NumberFormat = {}): string {
  if (value === null || !Number.isFinite(value)) return MISSING_TEXT;
  const size = Math.abs(value);
  const nearZero = size > 0 && size < 0.01;
  const nearOne = size >= 0.9995 && size < 1;
  return typographic(
    numberFormat(language, {
      style: 'percent',
      ...(nearZero
        ? { maximumSignificantDigits: 2 }
        : nearOne
          ? { maximumFractionDigits: 2, roundingMode: 'trunc' as const }
          : { maximumFractionDigits: format.digits ?? 1 }),
      ...(format.signed ? { signDisplay: 'exceptZero' as const } : {}),
    }).format(value),
  );
}

/** A difference of two shares, in percentage points: "+3.2 个百分点", "+3.2 pp". */
export function formatPoints(difference: number | null, language: Language): string {
  if (difference === null) return MISSING_TEXT;
  const points = formatNumber(difference * 100, language, { signed: true, digits: 1 });
  return language === 'zh' ? `${points} 个百分点` : `${points} pp`;
}

/** Yuan: "1,234 元", "12.3万 元"; "1,234 yuan", "1.2m yuan". */
export function formatYuan(value: number | null, language: Language, format: NumberFormat = {}): string {
  if (value === null) return MISSING_TEXT;
  return joined({ number: formatNumber(value, language, format), unit: language === 'zh' ? '元' : 'yuan' });
}

/** A value and its unit apart, for setting them in different sizes. `unit` is empty for shares and missing values. */
export interface MetricText {
  readonly number: string;
  readonly unit: string;
}

/**
 * One metric's value. `compact` shortens from 10,000 (zh) or 1,000,000 (en) on, for figures to be read at
 * a glance. English readers get money in yuan, not in tens of thousands of them.
 */
export function metricText(
  value: number | null,
  unit: Unit,
  language: Language,
  { compact = false, signed = false }: NumberFormat = {},
): MetricText {
  if (value === null) return { number: MISSING_TEXT, unit: '' };
  switch (unit) {
    case 'share':
      return { number: formatShare(value, language, { signed }), unit: '' };
    case 'ten_thousand_yuan':
      return money(value, language, { compact, signed });
    case 'per_100':
      return { number: formatNumber(value, language, { signed, digits: 1 }), unit: unitName(unit, language) };
    case 'cases':
    case 'projects':
      break;
  }
  const short = compact && (language === 'zh' || Math.abs(value) >= 1_000_000);
  return {
    number: formatNumber(value, language, { compact: short, signed }),
    unit: unitName(unit, language, value),
  };
}

function money(
  value: number,
  language: Language,
  { compact = false, signed = false }: NumberFormat,
): MetricText {
  if (language === 'zh') {
    return compact && Math.abs(value) >= 10_000
      ? { number: formatNumber(value / 10_000, language, { signed }), unit: '亿元' }
      : { number: formatNumber(value, language, { signed }), unit: '万元' };
  }
  // Fees are printed in 万元 with a few decimals; in yuan they are whole up to binary rounding.
  const yuan = Math.round(value * 10_000);
  const short = compact && Math.abs(yuan) >= 1_000_000;
  return { number: formatNumber(yuan, language, { compact: short, signed }), unit: 'yuan' };
}

/** A metric's value with its unit, e.g. "1,234 件", "35.3%", "3 cases"; "—" for null. */
export function formatMetric(
  value: number | null,
  unit: Unit,
  language: Language,
  format: NumberFormat = {},
): string {
  return joined(metricText(value, unit, language, format));
}

/** "1,234 件" but "1.2万件": a space parts digits from what follows, not one Chinese word from the next. */
function joined({ number, unit }: MetricText): string {
  if (unit === '') return number;
  return /[万亿]$/.test(number) ? `${number}${unit}` : `${number} ${unit}`;
}

/** The unit's name; English counts agree with `value` where one is given. */
export function unitName(unit: Unit, language: Language, value?: number): string {
  const name = UNITS[unit].name[language];
  return language === 'en' && value === 1 ? name.replace(/s$/, '') : name;
}

/** "2023 年", "2021–2024 年"; "2023", "2021–2024". */
export function formatYears(years: YearRange | number, language: Language): string {
  const { from, to } = typeof years === 'number' ? { from: years, to: years } : years;
  const span = from === to ? `${from}` : `${from}–${to}`;
  return language === 'zh' ? `${span} 年` : span;
}

/** An ISO date (2024-01-19) in words: "2024年1月19日", "19 January 2024". Anything else comes back as it is. */
export function formatDate(iso: string | null, language: Language): string {
  if (iso === null || iso === '') return MISSING_TEXT;
  const date = /^\d{4}-\d{2}-\d{2}$/.test(iso) ? new Date(`${iso}T00:00:00Z`) : undefined;
  if (!date || Number.isNaN(date.getTime())) return iso;
  return new Intl.DateTimeFormat(LOCALES[language], { dateStyle: 'long', timeZone: 'UTC' }).format(date);
}

/** Bytes in the units people see in their file manager: "2.1 MB". */
export function formatBytes(bytes: number, language: Language): string {
  const [divisor, unit] = bytes < 1_000_000 ? [1_000, 'kB'] : [1_000_000, 'MB'];
  return `${formatNumber(bytes / divisor, language, { digits: 1 })} ${unit}`;
}

const collator = new Intl.Collator('zh-Hans-CN-u-co-pinyin', { numeric: true });

/**
 * Orders names for readers of either language: Chinese ones by pinyin (region names stay Chinese on English
 * pages too), Latin ones by letter after them, digits by value.
 */
export function compareNames(a: string, b: string): number {
  return collator.compare(a, b);
}
