/** Three years taken together, so that a rate rests on more cases. Pure. */
import { formatYears } from '#i18n/format.ts';
import type { Language } from '#model/bilingual.ts';
import { type YearRange, yearsOf } from '#model/year.ts';

/** So many years are pooled. */
export const POOLED_YEARS = 3;

/**
 * The years rates are worked out over. Pooling widens the years on view to the three that end with their last
 * one, as far as the data go back; it never narrows them.
 */
export function pooledYears(years: YearRange, all: YearRange, pool: boolean): YearRange {
  if (!pool) return years;
  return { from: Math.min(years.from, Math.max(all.from, years.to - POOLED_YEARS + 1)), to: years.to };
}

/** Whether there is anything to pool: the years on view are fewer than three, and the data hold earlier ones. */
export function canPool(years: YearRange, all: YearRange): boolean {
  return pooledYears(years, all, true).from < years.from;
}

/** What is pooled, or could be, in words. */
export function poolingText(years: YearRange, all: YearRange, pool: boolean, language: Language): string {
  const zh = language === 'zh';
  const count = yearsOf(years).length;
  const shown = formatYears(years, language);
  if (!canPool(years, all)) {
    if (count > 1) {
      return zh
        ? `率按所选的 ${shown}合计：分子、分母各自相加，再相除。`
        : `Rates take the ${count} years chosen together (${shown}): all numerators over all denominators.`;
    }
    return zh
      ? `率只按 ${shown}计算；数据里没有更早的年份可以合并。`
      : `Rates are of ${shown} alone; the data hold no earlier year to pool with it.`;
  }
  const wide = pooledYears(years, all, true);
  const span = formatYears(wide, language);
  const pooled = yearsOf(wide).length;
  if (pool) {
    const short =
      pooled < POOLED_YEARS
        ? zh
          ? `（数据从 ${formatYears(all.from, language)}起，只有 ${pooled} 年）`
          : ` (the data begin in ${all.from}, so only ${pooled})`
        : '';
    return zh
      ? `率按 ${span}合计${short}：分子、分母各自相加，再相除。件数仍只计 ${shown}。`
      : `Rates take ${span} together${short}: all numerators over all denominators. Counts are still of ${shown}.`;
  }
  return zh
    ? `率只按 ${shown}计算。件数太少时，可以合并 ${span}。`
    : `Rates are of ${shown} alone. Where cases are few, ${span} can be taken together.`;
}
