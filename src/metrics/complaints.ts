/** Section 4: reconsiderations and lawsuits over the disclosure of information. */
import type { Bilingual } from '#model/bilingual.ts';
import { FORM_VERSIONS } from '#model/report.ts';
import type { Direction, Formula, MetricDefinition } from './metric.ts';
import { minus, plus, ratio, sum } from './terms.ts';

/** Correction rates on fewer closed cases than this are shown grey, with their counts. */
const LEAST_CASES = 10;

function count(
  name: Bilingual,
  sentence: Bilingual,
  formula_text: Bilingual,
  formula: Formula,
): MetricDefinition {
  return {
    name,
    sentence,
    formula_text,
    formula,
    topic: 'complaints',
    unit: 'cases',
    additivity: 'additive',
    forms: FORM_VERSIONS,
    direction: 'neutral',
    least_denominator: 0,
    prose: true,
    caveats: [
      {
        zh: '未审结的案件会在下一年的年报里再次出现。',
        en: 'A pending case appears again in the next report.',
      },
    ],
  };
}

/** Cases open at the end of the year: a stock, so years are not added. */
function pending(
  name: Bilingual,
  sentence: Bilingual,
  formula_text: Bilingual,
  formula: Formula,
): MetricDefinition {
  return {
    ...count(name, sentence, formula_text, formula),
    additivity: 'not-over-years',
    prose: false,
    caveats: [
      {
        zh: '未审结的案件跨年存在，多年不相加，取所选的最后一年。',
        en: 'A pending case lives on into the next year, so years are not added: the last one chosen is shown.',
      },
    ],
  };
}

function rate(
  name: Bilingual,
  sentence: Bilingual,
  formula_text: Bilingual,
  formula: Formula,
  direction: Direction,
): MetricDefinition {
  return {
    name,
    sentence,
    formula_text,
    formula,
    topic: 'complaints',
    unit: formula.kind === 'ratio' && formula.per === 100 ? 'per_100' : 'share',
    additivity: 'non-additive',
    forms: FORM_VERSIONS,
    direction,
    least_denominator: LEAST_CASES,
    prose: false,
    caveats: [],
  };
}

export const COMPLAINT_METRICS = {
  reconsiderations: count(
    { zh: '行政复议', en: 'Reconsiderations' },
    {
      zh: '因政府信息公开被申请行政复议多少件。',
      en: 'How many applications for administrative reconsideration were made over disclosure.',
    },
    { zh: '行政复议 · 总计', en: 'Reconsideration · total' },
    sum(plus('reconsiderations')),
  ),
  lawsuits: count(
    { zh: '行政诉讼', en: 'Lawsuits' },
    {
      zh: '因政府信息公开被提起行政诉讼多少件（未经复议直接起诉和复议后起诉合计）。',
      en: 'How many lawsuits were brought over disclosure, with or without reconsideration first.',
    },
    { zh: '未经复议直接起诉 · 总计 + 复议后起诉 · 总计', en: 'Direct suits + suits after reconsideration' },
    sum(plus('lawsuits')),
  ),
  reconsiderations_pending: pending(
    { zh: '复议未审结', en: 'Reconsiderations pending' },
    {
      zh: '年末还没有审结的行政复议有多少件。',
      en: 'How many reconsiderations were still open at the end of the year.',
    },
    { zh: '行政复议 · 尚未审结', en: 'Reconsideration · pending' },
    sum(plus('reconsiderations_pending')),
  ),
  lawsuits_pending: pending(
    { zh: '诉讼未审结', en: 'Lawsuits pending' },
    {
      zh: '年末还没有审结的行政诉讼有多少件（两类合计）。',
      en: 'How many lawsuits of both channels were still open at the end of the year.',
    },
    {
      zh: '未经复议直接起诉 · 尚未审结 + 复议后起诉 · 尚未审结',
      en: 'Direct suits · pending + suits after reconsideration · pending',
    },
    sum(plus('lawsuits_pending')),
  ),
  reconsideration_rate: rate(
    { zh: '每百件办结的复议', en: 'Reconsiderations per 100 handled' },
    {
      zh: '每办结100件申请，引起多少件行政复议。',
      en: 'Reconsiderations for every 100 applications handled.',
    },
    { zh: '100 × 行政复议 ÷ 办结', en: '100 × reconsiderations ÷ handled' },
    ratio(plus('reconsiderations'), plus('applications_handled'), 100),
    'neutral',
  ),
  lawsuit_rate: rate(
    { zh: '每百件办结的诉讼', en: 'Lawsuits per 100 handled' },
    { zh: '每办结100件申请，引起多少件行政诉讼。', en: 'Lawsuits for every 100 applications handled.' },
    { zh: '100 × 行政诉讼 ÷ 办结', en: '100 × lawsuits ÷ handled' },
    ratio(plus('lawsuits'), plus('applications_handled'), 100),
    'neutral',
  ),
  reconsideration_correction_rate: rate(
    { zh: '复议纠错率', en: 'Corrected on reconsideration' },
    {
      zh: '已审结的行政复议里，结果被纠正的占多少。',
      en: 'Of the closed reconsiderations, how many corrected the body.',
    },
    { zh: '复议结果纠正 ÷（复议总计 − 尚未审结）', en: 'Corrected ÷ (total − pending)' },
    ratio(plus('reconsiderations_corrected'), minus(plus('reconsiderations'), 'reconsiderations_pending')),
    'lower_better',
  ),
  lawsuit_loss_rate: rate(
    { zh: '诉讼纠正率', en: 'Corrected in court' },
    {
      zh: '已审结的行政诉讼里，结果被纠正的占多少（两类合计）。',
      en: 'Of the closed lawsuits of both channels, how many corrected the body.',
    },
    { zh: '诉讼结果纠正 ÷（诉讼总计 − 尚未审结）', en: 'Corrected ÷ (total − pending)' },
    ratio(plus('lawsuits_corrected'), minus(plus('lawsuits'), 'lawsuits_pending')),
    'lower_better',
  ),
} as const satisfies Record<string, MetricDefinition>;
