import { formatNumber } from '#i18n/format.ts';
import { translator } from '#i18n/translate.ts';
import type { Language } from '#model/bilingual.ts';
import type { CompositionRow } from '#queries/composition.ts';

/** How many of the reports due state every part; empty for a single report. */
export function coverageOf({ stated, expected }: CompositionRow, lang: Language): string {
  if (expected === 1) return '';
  return translator(lang)('figureKey.coverage', {
    stated: formatNumber(stated, lang),
    expected: formatNumber(expected, lang),
  });
}
