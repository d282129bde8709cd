/**
 * Measures: the numbers of one report, one column each of `mart_report_year`. Metrics are made of them.
 * A measure says which printed cells it is read from, so that every figure can be followed back to print.
 */
import type { Bilingual } from './bilingual.ts';
import {
  type Applicant,
  type ApplicationOutcome,
  type CellId,
  type DisclosureItem,
  type DisclosureMeasure,
  type OutcomeGroup,
  outcomesOfGroup,
  type ReviewChannel,
  type ReviewResult,
} from './forms.ts';
import { FORM_VERSIONS, type FormVersion, type Narrative } from './report.ts';

export interface MeasureDefinition {
  readonly name: Bilingual;
  readonly forms: readonly FormVersion[];
  /** The printed cells that are added up, form by form; none for what is not printed (filed, checks). */
  readonly cells: Readonly<Partial<Record<FormVersion, readonly CellId[]>>>;
  /** Column of reports.csv that may stand in where the table gives nothing; then status `stated-in-prose`. */
  readonly stated?: Narrative;
}

const both = (cells: readonly CellId[]): MeasureDefinition['cells'] => ({ '2019': cells, '2021': cells });

function section2(
  item: DisclosureItem,
  measure: DisclosureMeasure,
  forms: readonly FormVersion[],
  name: Bilingual,
  stated?: Narrative,
): MeasureDefinition {
  const id: CellId = `s2.${item}.${measure}`;
  const cells = Object.fromEntries(forms.map((form) => [form, [id]]));
  return { name, forms, cells, ...(stated ? { stated } : {}) };
}

function outcome(
  row: ApplicationOutcome,
  name: Bilingual,
  column: Applicant = 'total',
  stated?: Narrative,
): MeasureDefinition {
  return {
    name,
    forms: FORM_VERSIONS,
    cells: both([`s3.${row}.${column}`]),
    ...(stated ? { stated } : {}),
  };
}

/** All rows of a group, in the 总计 column; 其他处理 has other rows on each form. */
function outcomeGroup(group: OutcomeGroup, name: Bilingual): MeasureDefinition {
  const cellsOf = (form: FormVersion) => outcomesOfGroup(form, group).map((row): CellId => `s3.${row}.total`);
  return { name, forms: FORM_VERSIONS, cells: { '2019': cellsOf('2019'), '2021': cellsOf('2021') } };
}

function review(
  channels: readonly ReviewChannel[],
  result: ReviewResult,
  name: Bilingual,
  stated?: Narrative,
): MeasureDefinition {
  const cells = channels.map((channel): CellId => `s4.${channel}.${result}`);
  return { name, forms: FORM_VERSIONS, cells: both(cells), ...(stated ? { stated } : {}) };
}

const RECONSIDERATION = ['reconsideration'] as const;
const LAWSUIT = ['direct_suit', 'suit_after_reconsideration'] as const;

export const MEASURES = {
  permits: section2(
    'permit',
    'decisions',
    FORM_VERSIONS,
    { zh: '行政许可处理决定数量', en: 'Permit decisions' },
    'narrative_permits',
  ),
  penalties: section2(
    'penalty',
    'decisions',
    FORM_VERSIONS,
    { zh: '行政处罚处理决定数量', en: 'Penalty decisions' },
    'narrative_penalties',
  ),
  coercions: section2(
    'coercion',
    'decisions',
    FORM_VERSIONS,
    { zh: '行政强制处理决定数量', en: 'Coercive-measure decisions' },
    'narrative_coercions',
  ),
  fees: section2('fee', 'amount_10k_yuan', ['2021'], { zh: '行政事业性收费金额', en: 'Fees charged' }),
  documents_in_force: section2('normative_document', 'in_force', ['2021'], {
    zh: '现行有效行政规范性文件',
    en: 'Normative documents in force',
  }),
  documents_issued: section2('normative_document', 'issued', ['2021'], {
    zh: '本年制发行政规范性文件',
    en: 'Normative documents issued',
  }),
  documents_repealed: section2('normative_document', 'repealed', ['2021'], {
    zh: '本年废止行政规范性文件',
    en: 'Normative documents repealed',
  }),
  procurement_projects: section2('procurement', 'projects', ['2019'], {
    zh: '政府集中采购项目数量',
    en: 'Central procurement projects',
  }),
  /** In 万元. The form fixes no unit: an amount printed without one is missing here, unless it is 0. */
  procurement_amount: section2('procurement', 'amount', ['2019'], {
    zh: '政府集中采购总金额',
    en: 'Central procurement amount',
  }),

  applications_new: outcome(
    'new',
    { zh: '本年新收', en: 'New applications' },
    'total',
    'narrative_applications_new',
  ),
  applications_carried_in: outcome('carried_in', { zh: '上年结转', en: 'Carried in' }),
  applications_handled: outcome(
    'total_handled',
    { zh: '办理结果总计', en: 'Handled' },
    'total',
    'narrative_applications_handled',
  ),
  applications_carried_out: outcome('carried_out', { zh: '结转下年度', en: 'Carried out' }),
  granted: outcome('granted', { zh: '予以公开', en: 'Granted' }),
  partly_granted: outcome('partly_granted', { zh: '部分公开', en: 'Partly granted' }),
  refused: outcomeGroup('refused', { zh: '不予公开', en: 'Refused' }),
  unable: outcomeGroup('unable', { zh: '无法提供', en: 'Unable to provide' }),
  declined: outcomeGroup('declined', { zh: '不予处理', en: 'Declined' }),
  other: outcomeGroup('other', { zh: '其他处理', en: 'Other handling' }),
  petitions: outcome('declined_petition_complaint', {
    zh: '信访举报投诉类申请',
    en: 'Petitions filed as applications',
  }),
  not_held: outcome('unable_not_held', { zh: '本机关不掌握相关政府信息', en: 'Information not held' }),
  new_natural_person: outcome('new', { zh: '新收：自然人', en: 'New: natural persons' }, 'natural_person'),
  new_company: outcome('new', { zh: '新收：商业企业', en: 'New: companies' }, 'company'),
  new_research: outcome('new', { zh: '新收：科研机构', en: 'New: research bodies' }, 'research'),
  new_ngo: outcome('new', { zh: '新收：社会公益组织', en: 'New: public-interest organisations' }, 'ngo'),
  new_legal_service: outcome('new', { zh: '新收：法律服务机构', en: 'New: legal services' }, 'legal_service'),
  new_other_org: outcome('new', { zh: '新收：其他', en: 'New: other organisations' }, 'other_org'),
  /** 1 where a report states no new application, 0 where it states some, missing where it states neither. */
  zero_applications: outcome(
    'new',
    { zh: '新收为零', en: 'No new application' },
    'total',
    'narrative_applications_new',
  ),
  /** 1 where a report states how many applications were received. */
  applications_known: outcome(
    'new',
    { zh: '写明新收数量', en: 'States new applications' },
    'total',
    'narrative_applications_new',
  ),

  reconsiderations: review(
    RECONSIDERATION,
    'total',
    { zh: '行政复议', en: 'Reconsiderations' },
    'narrative_reconsiderations',
  ),
  reconsiderations_upheld: review(RECONSIDERATION, 'upheld', {
    zh: '复议维持',
    en: 'Reconsideration: upheld',
  }),
  reconsiderations_corrected: review(RECONSIDERATION, 'corrected', {
    zh: '复议纠正',
    en: 'Reconsideration: corrected',
  }),
  reconsiderations_other: review(RECONSIDERATION, 'other', {
    zh: '复议其他结果',
    en: 'Reconsideration: other result',
  }),
  reconsiderations_pending: review(RECONSIDERATION, 'pending', {
    zh: '复议尚未审结',
    en: 'Reconsideration: pending',
  }),
  lawsuits: review(LAWSUIT, 'total', { zh: '行政诉讼', en: 'Lawsuits' }, 'narrative_lawsuits'),
  lawsuits_upheld: review(LAWSUIT, 'upheld', { zh: '诉讼维持', en: 'Lawsuits: upheld' }),
  lawsuits_corrected: review(LAWSUIT, 'corrected', { zh: '诉讼纠正', en: 'Lawsuits: corrected' }),
  lawsuits_other: review(LAWSUIT, 'other', { zh: '诉讼其他结果', en: 'Lawsuits: other result' }),
  lawsuits_pending: review(LAWSUIT, 'pending', { zh: '诉讼尚未审结', en: 'Lawsuits: pending' }),

  /** 1 on a row of the spine with a report, 0 without. */
  filed: { name: { zh: '有年报', en: 'Report known' }, forms: FORM_VERSIONS, cells: {} },
  /** 1 on every row of the spine: one body that owes one report a year. */
  body_years: { name: { zh: '应有年报', en: 'Reports due' }, forms: FORM_VERSIONS, cells: {} },
  /** Relations of severity E (A1-A4, A6, A8, A9) that hold; of those that can be assessed. */
  checks_passed: { name: { zh: '勾稽通过', en: 'Checks passed' }, forms: FORM_VERSIONS, cells: {} },
  checks_assessable: { name: { zh: '可核勾稽', en: 'Assessable checks' }, forms: FORM_VERSIONS, cells: {} },
} as const satisfies Record<string, MeasureDefinition>;

export type MeasureId = keyof typeof MEASURES;
export const MEASURE_IDS = Object.keys(MEASURES) as readonly MeasureId[];

/** A measure by id, under the common type. */
export function measureOf(id: MeasureId): MeasureDefinition {
  return MEASURES[id];
}

/** Measures for which the prose may stand in: `mart_report_year` has a column `{id}_stated` for each. */
export const STATED_MEASURES: ReadonlySet<MeasureId> = new Set(
  MEASURE_IDS.filter((id) => measureOf(id).stated !== undefined),
);
