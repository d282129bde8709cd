/** Numbers in the unit a table shows them in, and that unit in words. */
import { metricText, pick } from '#i18n/format.ts';
import type { Language } from '#model/bilingual.ts';
import type { Unit } from '#model/unit.ts';
import { WORDS } from './words.ts';

/**
 * The number as a reader of the language gets it: money is printed in 万元 and shown in yuan to English
 * readers. Binary dust (0.1 + 0.2) is shaken off; 15 digits are what spreadsheets keep.
 */
export function shownNumber(value: number, unit: Unit | undefined, language: Language): number {
  if (unit === 'ten_thousand_yuan' && language === 'en') return Math.round(value * 10_000);
  return Number.isInteger(value) ? value : Number(value.toPrecision(15));
}

/** The unit of `shownNumber` in words; a share is a plain fraction in files. */
export function shownUnit(unit: Unit, language: Language): string {
  // 2: English counts then stand in the plural.
  return unit === 'share' ? pick(WORDS.fraction, language) : metricText(2, unit, language).unit;
}
