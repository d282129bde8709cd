/** The registry says what the rule book says: the list, the units, the additivity and the few directions. */
import { describe, expect, it } from 'vitest';
import { TOPICS, type Topic } from '#metrics/metric.ts';
import { isMetricId, METRIC_IDS, METRICS, type MetricId, metricsOfTopic } from '#metrics/registry.ts';
import { measureOf, STATED_MEASURES } from '#model/measures.ts';

/** The table of metrics in the rule book, in its order of topics. */
const RULE_BOOK: Readonly<Record<Topic, readonly string[]>> = {
  enforcement: [
    'permits',
    'penalties',
    'coercions',
    'fees',
    'documents_in_force',
    'documents_issued',
    'documents_repealed',
    'procurement_projects',
    'procurement_amount',
  ],
  applications: [
    'applications_new',
    'applications_accepted',
    'applications_handled',
    'applications_carried_out',
    'completion_rate',
    'backlog_change',
    'grant_rate',
    'partial_rate',
    'disclosure_rate',
    'disclosure_rate_merits',
    'disclosure_rate_substantive',
    'refusal_rate',
    'unable_rate',
    'declined_rate',
    'other_rate',
    'petition_count',
    'petition_share',
    'not_held_share',
    'natural_person_share',
    'company_share',
    'research_share',
    'ngo_share',
    'legal_service_share',
    'other_org_share',
    'zero_application_share',
  ],
  complaints: [
    'reconsiderations',
    'lawsuits',
    'reconsiderations_pending',
    'lawsuits_pending',
    'reconsideration_rate',
    'lawsuit_rate',
    'reconsideration_correction_rate',
    'lawsuit_loss_rate',
  ],
  quality: ['coverage', 'check_pass_rate'],
};

const TOPIC_IDS = [
  'enforcement',
  'applications',
  'complaints',
  'quality',
] as const satisfies readonly Topic[];
const SUMS = METRIC_IDS.filter((id) => METRICS[id].formula.kind === 'sum');
const RATIOS = METRIC_IDS.filter((id) => METRICS[id].formula.kind === 'ratio');

function termsOf(id: MetricId) {
  const { formula } = METRICS[id];
  return formula.kind === 'sum' ? formula.terms : [...formula.numerator, ...formula.denominator];
}

describe('the registry', () => {
  it('has four topics', () => {
    expect(Object.keys(TOPICS)).toEqual(TOPIC_IDS);
  });

  it.each(TOPIC_IDS)('holds the metrics of the rule book under %s', (topic) => {
    expect(metricsOfTopic(topic)).toEqual(RULE_BOOK[topic]);
  });

  it('knows its own ids and no other word', () => {
    expect(METRIC_IDS.every(isMetricId)).toBe(true);
    expect(['', 'permit', 'toString', '__proto__', 'constructor', 'PERMITS'].filter(isMetricId)).toEqual([]);
  });

  it.each(['zh', 'en'] as const)(
    'names every metric in %s, no two alike, with a whole sentence',
    (language) => {
      const names = METRIC_IDS.map((id) => METRICS[id].name[language]);
      expect(new Set(names).size).toBe(names.length);
      const textsOf = (id: MetricId) => {
        const { name, sentence, formula_text, caveats } = METRICS[id];
        return [name, sentence, formula_text, ...caveats].map((text) => text[language]);
      };
      expect(METRIC_IDS.filter((id) => textsOf(id).includes(''))).toEqual([]);
      const end = language === 'zh' ? '。' : '.';
      expect(METRIC_IDS.filter((id) => !METRICS[id].sentence[language].endsWith(end))).toEqual([]);
    },
  );

  it('gives a defensible direction to five metrics and none to volumes', () => {
    const directed = METRIC_IDS.filter((id) => METRICS[id].direction !== 'neutral');
    expect(directed.map((id) => [id, METRICS[id].direction])).toEqual([
      ['completion_rate', 'higher_better'],
      ['reconsideration_correction_rate', 'lower_better'],
      ['lawsuit_loss_rate', 'lower_better'],
      ['coverage', 'higher_better'],
      ['check_pass_rate', 'higher_better'],
    ]);
  });

  it('adds no rate, and no stock over years', () => {
    expect(RATIOS.filter((id) => METRICS[id].additivity !== 'non-additive')).toEqual([]);
    expect(SUMS.filter((id) => METRICS[id].additivity === 'non-additive')).toEqual([]);
    expect(METRIC_IDS.filter((id) => METRICS[id].additivity === 'not-over-years')).toEqual([
      'documents_in_force',
      'applications_accepted',
      'applications_carried_out',
      'reconsiderations_pending',
      'lawsuits_pending',
    ]);
  });

  it('gives a rate a unit of rates, and per 100 only where the ratio is multiplied', () => {
    const per100 = RATIOS.filter((id) => {
      const { formula } = METRICS[id];
      return formula.kind === 'ratio' && formula.per === 100;
    });
    expect(per100).toEqual(['reconsideration_rate', 'lawsuit_rate']);
    expect(METRIC_IDS.filter((id) => METRICS[id].unit === 'per_100')).toEqual(per100);
    expect(METRIC_IDS.filter((id) => METRICS[id].unit === 'share')).toEqual(
      RATIOS.filter((id) => !per100.includes(id)),
    );
  });

  it('asks for a least denominator of rates over cases, and of no count', () => {
    expect(SUMS.filter((id) => METRICS[id].least_denominator !== 0)).toEqual([]);
    expect(RATIOS.filter((id) => METRICS[id].least_denominator === 0)).toEqual([
      'coverage',
      'check_pass_rate',
    ]);
  });

  it.each(METRIC_IDS)('%s is valid on the forms that print all its measures, and on no other', (id) => {
    const forms = (['2019', '2021'] as const).filter((form) =>
      termsOf(id).every(({ measure }) => measureOf(measure).forms.includes(form)),
    );
    expect(METRICS[id].forms).toEqual(forms);
  });

  it('lets prose stand in for counts a report states in words, and for one share', () => {
    expect(METRIC_IDS.filter((id) => METRICS[id].prose)).toEqual([
      'permits',
      'penalties',
      'coercions',
      'applications_new',
      'applications_handled',
      'zero_application_share',
      'reconsiderations',
      'lawsuits',
    ]);
    const unstated = METRIC_IDS.filter(
      (id) => METRICS[id].prose && termsOf(id).some(({ measure }) => !STATED_MEASURES.has(measure)),
    );
    expect(unstated).toEqual([]);
  });

  it('never counts a measure twice on one side', () => {
    const twice = METRIC_IDS.filter((id) => {
      const { formula } = METRICS[id];
      const sides = formula.kind === 'sum' ? [formula.terms] : [formula.numerator, formula.denominator];
      return sides.some((side) => new Set(side.map(({ measure }) => measure)).size < side.length);
    });
    expect(twice).toEqual([]);
  });
});
