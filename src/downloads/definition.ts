/** A metric's registry entry as words for a file. */
import { pick } from '#i18n/format.ts';
import { translator } from '#i18n/translate.ts';
import type { Direction, MetricDefinition } from '#metrics/metric.ts';
import type { Language } from '#model/bilingual.ts';
import { FORM_VERSIONS, type FormVersion } from '#model/report.ts';
import type { FileDefinition } from './figure-file.ts';
import { shownUnit } from './shown-number.ts';

const DIRECTIONS = {
  higher_better: 'metric.directionHigher',
  lower_better: 'metric.directionLower',
  neutral: 'metric.directionNeutral',
} as const satisfies Record<Direction, string>;

/** "仅 2021 年表式", "2019 年和 2021 年两种表式". */
export function formsText(forms: readonly FormVersion[], language: Language): string {
  const t = translator(language);
  const [only] = forms;
  return forms.length === FORM_VERSIONS.length || only === undefined
    ? t('metric.formBoth')
    : t('metric.formOnly', { form: only });
}

export function definitionOf(metric: MetricDefinition, language: Language): FileDefinition {
  const t = translator(language);
  return {
    name: pick(metric.name, language),
    sentence: pick(metric.sentence, language),
    formula: pick(metric.formula_text, language),
    unit: shownUnit(metric.unit, language),
    forms: formsText(metric.forms, language),
    direction: t(DIRECTIONS[metric.direction]),
    leastDenominator: metric.least_denominator > 0 ? metric.least_denominator : null,
    caveats: metric.caveats.map((caveat) => pick(caveat, language)),
  };
}
