import { describe, expect, it } from 'vitest';
import {
  applicantTerm,
  channelTerm,
  columnTerm,
  itemTerm,
  measureTerms,
  metricTerm,
  type NamedTerm,
  outcomeTerm,
  resultTerm,
  splitByTerms,
  termsLeft,
} from '#components/terms.ts';
import { PARAGRAPH_TERMS } from '#figures/region-paragraph-words.ts';
import { TOPIC_TERMS } from '#figures/topic-terms.ts';
import { METRIC_IDS } from '#metrics/registry.ts';
import {
  APPLICANT_IDS,
  APPLICATION_OUTCOME_IDS,
  DISCLOSURE_ITEM_IDS,
  DISCLOSURE_MEASURE_IDS,
  REVIEW_CHANNEL_IDS,
  REVIEW_RESULT_IDS,
} from '#model/forms.ts';
import { GLOSSARY } from '#model/glossary.ts';
import { MEASURE_IDS, measureOf } from '#model/measures.ts';

const named = (zh: string, en: string, term: string): NamedTerm => ({ ref: { term }, word: { zh, en } });

describe('the terms of a text', () => {
  const permits = metricTerm('permits');

  it('are set apart where they first stand, and all the rest is left as it is', () => {
    const text = '作出行政许可 33 件；行政许可最多。';
    const pieces = splitByTerms(text, [permits], 'zh');
    expect(pieces).toEqual([
      '作出',
      { text: '行政许可', ref: { metric: 'permits' } },
      ' 33 件；行政许可最多。',
    ]);
    expect(pieces.map((piece) => (typeof piece === 'string' ? piece : piece.text)).join('')).toBe(text);
  });

  it('are the longer of two that overlap', () => {
    const terms = [named('公开', 'open', 'a'), named('不予公开', 'refused', 'b')];
    expect(splitByTerms('不予公开的理由', terms, 'zh')).toEqual([
      { text: '不予公开', ref: { term: 'b' } },
      '的理由',
    ]);
  });

  it('are whole words in English, whatever their case', () => {
    const rate = named('率', 'rate', 'rate');
    expect(splitByTerms('Operated at a Rate of 3', [rate], 'en')).toEqual([
      'Operated at a ',
      { text: 'Rate', ref: { term: 'rate' } },
      ' of 3',
    ]);
    expect(splitByTerms('separate', [rate], 'en')).toEqual(['separate']);
  });

  it('open one entry once, under whichever of its words stands there', () => {
    const words = [named('行政复议', 'reconsiderations', 'x'), named('复议', 'reconsideration', 'x')];
    const pieces = splitByTerms('行政复议和复议结果', words, 'zh');
    expect(pieces.filter((piece) => typeof piece !== 'string')).toHaveLength(1);
  });

  it('that no text names are left over, each once', () => {
    const terms = [permits, metricTerm('penalties'), metricTerm('penalties')];
    expect(termsLeft(['全国行政许可，2023 年'], terms, 'zh')).toEqual([metricTerm('penalties')]);
  });
});

describe('every term', () => {
  const entries = new Map(GLOSSARY.map((entry) => [entry.id, entry]));
  const refs = (terms: readonly NamedTerm[]) => terms.flatMap(({ ref }) => ('term' in ref ? [ref.term] : []));

  it('of the form has an entry under the name it is printed with', () => {
    const printed = [
      ...DISCLOSURE_ITEM_IDS.map(itemTerm),
      ...DISCLOSURE_MEASURE_IDS.map(columnTerm),
      ...APPLICATION_OUTCOME_IDS.map(outcomeTerm),
      ...APPLICANT_IDS.map(applicantTerm),
      ...REVIEW_CHANNEL_IDS.map(channelTerm),
      ...REVIEW_RESULT_IDS.map(resultTerm),
    ];
    const other = printed.filter(
      ({ ref, word }) => !('term' in ref) || entries.get(ref.term)?.term.zh !== word.zh,
    );
    expect(other).toEqual([]);
  });

  it('of a measure that is printed has an entry', () => {
    const without = MEASURE_IDS.filter((id) => measureTerms(id).length === 0);
    expect(without).toEqual(['filed', 'body_years', 'checks_passed', 'checks_assessable']);
    expect(refs(MEASURE_IDS.flatMap(measureTerms)).filter((id) => !entries.has(id))).toEqual([]);
    const termOf = (id: (typeof MEASURE_IDS)[number]) => refs(measureTerms(id))[0];
    expect(termOf('refused')).toBe('group-refused');
    expect(termOf('lawsuits')).toBe('litigation');
    expect(termOf('lawsuits_pending')).toBe('result-pending');
    expect(termOf('new_company')).toBe('company');
    expect(measureOf('petitions').name.zh).toBe('信访举报投诉类申请');
    expect(termOf('petitions')).toBe('declined-petition-complaint');
  });

  it('of titles, sentences and the paragraph of a place has an entry or is a metric', () => {
    const used = [...TOPIC_TERMS, ...PARAGRAPH_TERMS];
    expect(refs(used).filter((id) => !entries.has(id))).toEqual([]);
    const metrics = used.flatMap(({ ref }) => ('metric' in ref ? [ref.metric] : []));
    expect(metrics.filter((id) => !METRIC_IDS.includes(id))).toEqual([]);
  });
});
