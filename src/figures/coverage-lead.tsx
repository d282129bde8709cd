import { TermedText } from '#components/term.tsx';
import { siteTerm } from '#components/terms.ts';
import { formatNumber, formatShare, formatYears } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import type { Language } from '#model/bilingual.ts';
import type { YearRange } from '#model/year.ts';
import type { MetricRow } from '#queries/metric-row.ts';
import { metricValuesQuery } from '#queries/metric-values.ts';
import { useAnswer } from './answers.ts';
import { isTownship, regionName, useFigureScope } from './figure-scope.tsx';

const TERMS = [siteTerm('due', { zh: '应有年报', en: 'reports due' })];

/** One sentence on how much of the place the data holds. */
export function CoverageLead() {
  const { warehouse, region, years, prose, tree } = useFigureScope();
  const { language } = useLanguage();
  const result = useAnswer(
    metricValuesQuery(warehouse, {
      metrics: ['coverage'],
      region,
      by: 'region',
      years,
      split: 'pooled',
      prose,
    }),
  );
  const row = result.data?.[0];
  if (row === undefined) return <>&nbsp;</>;
  return (
    <TermedText
      text={coverageSentence(row, regionName(tree, region, language), years, isTownship(region), language)}
      terms={TERMS}
    />
  );
}

/** Pure: the sentence for one figure of coverage. */
export function coverageSentence(
  row: MetricRow,
  place: string,
  years: YearRange,
  township: boolean,
  language: Language,
): string {
  const span = formatYears(years, language);
  const held = row.numerator ?? 0;
  const due = row.denominator ?? 0;
  const [heldText, dueText] = [formatNumber(held, language), formatNumber(due, language)];
  if (township) {
    if (language === 'zh') {
      return held === 0
        ? `没有收录${place} ${span}的年报。`
        : `收录${place} ${span}的年报 ${heldText} 份，应有 ${dueText} 份。`;
    }
    return held === 0
      ? `No report of ${place} for ${span} is held.`
      : `${heldText} of ${dueText} reports of ${place} for ${span} are held.`;
  }
  const share = formatShare(row.value, language);
  if (language === 'zh') {
    return `${place}的乡镇街道 ${span}应有年报 ${dueText} 份，这里收录 ${heldText} 份（${share}）。下面的数只来自这些年报。`;
  }
  return `Of the ${dueText} reports due from the townships of ${place} for ${span}, ${heldText} are held here (${share}). All figures rest on these alone.`;
}
