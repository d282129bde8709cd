/** Section 3: applications for information, by outcome and applicant. All from the 总计 column. */
import type { Bilingual } from '#model/bilingual.ts';
import { FORM_VERSIONS } from '#model/report.ts';
import type { Formula, MetricDefinition } from './metric.ts';
import { minus, plus, ratio, sum } from './terms.ts';

/** Shares of fewer than this many applications are shown grey, with their counts. */
const LEAST_APPLICATIONS = 10;

const base = {
  topic: 'applications',
  forms: FORM_VERSIONS,
  direction: 'neutral',
  prose: false,
  caveats: [],
} as const satisfies Partial<MetricDefinition>;

type Given = Pick<MetricDefinition, 'name' | 'sentence' | 'formula_text'> & {
  readonly formula: Formula;
} & Partial<
    Pick<
      MetricDefinition,
      'direction' | 'additivity' | 'prose' | 'caveats' | 'least_denominator' | 'share_of_bodies'
    >
  >;

function count(given: Given): MetricDefinition {
  return { ...base, unit: 'cases', additivity: 'additive', least_denominator: 0, ...given };
}

function share(given: Given): MetricDefinition {
  return {
    ...base,
    unit: 'share',
    additivity: 'non-additive',
    least_denominator: LEAST_APPLICATIONS,
    ...given,
  };
}

const HANDLED = plus('applications_handled');

function applicantShare(
  measure:
    | 'new_natural_person'
    | 'new_company'
    | 'new_research'
    | 'new_ngo'
    | 'new_legal_service'
    | 'new_other_org',
  applicant: Bilingual,
): MetricDefinition {
  return share({
    name: { zh: `${applicant.zh}申请占比`, en: `Share from ${applicant.en}` },
    sentence: {
      zh: `新收申请里，申请人为${applicant.zh}的占多少。`,
      en: `Of the new applications, how many came from ${applicant.en}.`,
    },
    formula_text: { zh: `新收（${applicant.zh}）÷ 新收总计`, en: `New (${applicant.en}) ÷ new in total` },
    formula: ratio(plus(measure), plus('applications_new')),
  });
}

export const APPLICATION_METRICS = {
  applications_new: count({
    name: { zh: '新收申请', en: 'New applications' },
    sentence: {
      zh: '一年里新收到的政府信息公开申请有多少件。',
      en: 'How many applications for government information were received in the year.',
    },
    formula_text: { zh: '一、本年新收 · 总计', en: 'I. New applications · total' },
    formula: sum(plus('applications_new')),
    prose: true,
  }),
  applications_accepted: count({
    name: { zh: '受理申请', en: 'Applications to handle' },
    sentence: {
      zh: '一年里要办理的申请：新收的加上上年结转的。',
      en: 'Applications to handle in the year: new ones and those carried in.',
    },
    formula_text: { zh: '新收 + 上年结转', en: 'New + carried in' },
    formula: sum(plus('applications_new', 'applications_carried_in')),
    additivity: 'not-over-years',
    caveats: [
      {
        zh: '结转的申请在两年里都会出现，多年不相加，取所选的最后一年。',
        en: 'A carried-over application appears in two years, so years are not added: the last one chosen is shown.',
      },
    ],
  }),
  applications_handled: count({
    name: { zh: '办结申请', en: 'Applications handled' },
    sentence: {
      zh: '一年里办结的申请有多少件。',
      en: 'How many applications were concluded in the year.',
    },
    formula_text: { zh: '三（七）总计', en: 'III(7) handled in total' },
    formula: sum(HANDLED),
    prose: true,
  }),
  applications_carried_out: count({
    name: { zh: '结转下年', en: 'Carried to next year' },
    sentence: {
      zh: '年末还没办结、结转下年继续办理的申请有多少件。',
      en: 'Applications still open at the end of the year and carried to the next.',
    },
    formula_text: { zh: '四、结转下年度继续办理', en: 'IV. Carried out' },
    formula: sum(plus('applications_carried_out')),
    additivity: 'not-over-years',
  }),
  completion_rate: share({
    name: { zh: '办结率', en: 'Completion rate' },
    sentence: {
      zh: '要办理的申请里，当年办结了多少。',
      en: 'Of the applications to handle, how many were concluded within the year.',
    },
    formula_text: { zh: '办结 ÷（新收 + 上年结转）', en: 'Handled ÷ (new + carried in)' },
    formula: ratio(HANDLED, plus('applications_new', 'applications_carried_in')),
    direction: 'higher_better',
  }),
  backlog_change: count({
    name: { zh: '积压净变化', en: 'Change in backlog' },
    sentence: {
      zh: '年末未办结的申请比年初多了（或少了）多少件。',
      en: 'By how many the open applications grew or shrank over the year.',
    },
    formula_text: { zh: '结转下年 − 上年结转', en: 'Carried out − carried in' },
    formula: sum(minus(plus('applications_carried_out'), 'applications_carried_in')),
  }),
  grant_rate: share({
    name: { zh: '予以公开率', en: 'Granted' },
    sentence: {
      zh: '办结的申请里，全部予以公开的占多少。',
      en: 'Of the applications handled, how many were granted in full.',
    },
    formula_text: { zh: '予以公开 ÷ 办结', en: 'Granted ÷ handled' },
    formula: ratio(plus('granted'), HANDLED),
  }),
  partial_rate: share({
    name: { zh: '部分公开率', en: 'Partly granted' },
    sentence: {
      zh: '办结的申请里，部分公开的占多少。',
      en: 'Of the applications handled, how many were granted in part.',
    },
    formula_text: { zh: '部分公开 ÷ 办结', en: 'Partly granted ÷ handled' },
    formula: ratio(plus('partly_granted'), HANDLED),
  }),
  disclosure_rate: share({
    name: { zh: '实质公开率', en: 'Disclosure rate' },
    sentence: {
      zh: '办结的申请里，申请人得到全部或部分信息的占多少。',
      en: 'Of the applications handled, how many ended with all or part of the information disclosed.',
    },
    formula_text: { zh: '（予以公开 + 部分公开）÷ 办结', en: '(Granted + partly granted) ÷ handled' },
    formula: ratio(plus('granted', 'partly_granted'), HANDLED),
  }),
  disclosure_rate_merits: share({
    name: { zh: '实质公开率（只计实体决定）', en: 'Disclosure rate, decided on the merits' },
    sentence: {
      zh: '在公开、部分公开和不予公开的决定里，公开的占多少。',
      en: 'Of the decisions to grant, partly grant or refuse, how many disclosed all or part.',
    },
    formula_text: {
      zh: '（予以公开 + 部分公开）÷（予以公开 + 部分公开 + 不予公开）',
      en: '(Granted + partly) ÷ (granted + partly + refused)',
    },
    formula: ratio(plus('granted', 'partly_granted'), plus('granted', 'partly_granted', 'refused')),
  }),
  disclosure_rate_substantive: share({
    name: { zh: '实质公开率（不计程序性办结）', en: 'Disclosure rate, without procedural endings' },
    sentence: {
      zh: '除去不予处理和其他处理后，公开的占多少。',
      en: 'Leaving out applications declined or otherwise handled, how many disclosed all or part.',
    },
    formula_text: {
      zh: '（予以公开 + 部分公开）÷（办结 − 不予处理 − 其他处理）',
      en: '(Granted + partly) ÷ (handled − declined − other)',
    },
    formula: ratio(plus('granted', 'partly_granted'), minus(HANDLED, 'declined', 'other')),
  }),
  refusal_rate: share({
    name: { zh: '不予公开率', en: 'Refused' },
    sentence: {
      zh: '办结的申请里，不予公开的占多少。',
      en: 'Of the applications handled, how many were refused on one of the eight grounds.',
    },
    formula_text: { zh: '不予公开（8项）÷ 办结', en: 'Refused (8 grounds) ÷ handled' },
    formula: ratio(plus('refused'), HANDLED),
  }),
  unable_rate: share({
    name: { zh: '无法提供率', en: 'Unable to provide' },
    sentence: {
      zh: '办结的申请里，无法提供的占多少。',
      en: 'Of the applications handled, how many could not be met.',
    },
    formula_text: { zh: '无法提供（3项）÷ 办结', en: 'Unable (3 rows) ÷ handled' },
    formula: ratio(plus('unable'), HANDLED),
  }),
  declined_rate: share({
    name: { zh: '不予处理率', en: 'Declined' },
    sentence: {
      zh: '办结的申请里，不予处理的占多少。',
      en: 'Of the applications handled, how many were declined without a decision on the information.',
    },
    formula_text: { zh: '不予处理（5项）÷ 办结', en: 'Declined (5 rows) ÷ handled' },
    formula: ratio(plus('declined'), HANDLED),
  }),
  other_rate: share({
    name: { zh: '其他处理率', en: 'Other handling' },
    sentence: {
      zh: '办结的申请里，其他处理的占多少。',
      en: 'Of the applications handled, how many were handled otherwise.',
    },
    formula_text: { zh: '其他处理 ÷ 办结', en: 'Other handling ÷ handled' },
    formula: ratio(plus('other'), HANDLED),
  }),
  petition_count: count({
    name: { zh: '信访举报投诉类申请', en: 'Petitions filed as applications' },
    sentence: {
      zh: '以公开申请的形式提出的信访、举报、投诉有多少件。',
      en: 'How many petitions, reports or complaints were filed as applications for information.',
    },
    formula_text: { zh: '不予处理 1.信访举报投诉类申请', en: 'Declined 1. petition, report or complaint' },
    formula: sum(plus('petitions')),
  }),
  petition_share: share({
    name: { zh: '信访举报投诉类占比', en: 'Share of petitions' },
    sentence: {
      zh: '办结的申请里，信访举报投诉类占多少。',
      en: 'Of the applications handled, how many were petitions, reports or complaints.',
    },
    formula_text: { zh: '信访举报投诉类 ÷ 办结', en: 'Petitions ÷ handled' },
    formula: ratio(plus('petitions'), HANDLED),
  }),
  not_held_share: share({
    name: { zh: '本机关不掌握占比', en: 'Not held, of those unable' },
    sentence: {
      zh: '无法提供的申请里，因为本机关不掌握的占多少。',
      en: 'Of the applications that could not be met, how many because the body does not hold the information.',
    },
    formula_text: { zh: '本机关不掌握 ÷ 无法提供', en: 'Not held ÷ unable' },
    formula: ratio(plus('not_held'), plus('unable')),
  }),
  natural_person_share: applicantShare('new_natural_person', { zh: '自然人', en: 'natural persons' }),
  company_share: applicantShare('new_company', { zh: '商业企业', en: 'companies' }),
  research_share: applicantShare('new_research', { zh: '科研机构', en: 'research bodies' }),
  ngo_share: applicantShare('new_ngo', { zh: '社会公益组织', en: 'public-interest organisations' }),
  legal_service_share: applicantShare('new_legal_service', { zh: '法律服务机构', en: 'legal services' }),
  other_org_share: applicantShare('new_other_org', { zh: '其他组织', en: 'other organisations' }),
  zero_application_share: share({
    name: { zh: '零申请单位占比', en: 'Bodies without an application' },
    sentence: {
      zh: '写明新收数量的年报里，全年一件申请也没收到的占多少。',
      en: 'Of the reports that state how many applications came in, how many state none at all.',
    },
    formula_text: {
      zh: '新收为 0 的年报 ÷ 写明新收数量的年报',
      en: 'Reports with 0 new ÷ reports stating new',
    },
    formula: ratio(plus('zero_applications'), plus('applications_known')),
    prose: true,
    share_of_bodies: true,
  }),
} as const satisfies Record<string, MetricDefinition>;
