/**
 * The two statutory forms as data: which cells section 2, 3 and 4 print, under which names.
 * Sources: 国办公开办函〔2019〕60号 (form `2019`), 国办公开办函〔2021〕30号 (form `2021`).
 */
import type { Bilingual } from './bilingual.ts';
import { FORM_VERSIONS, type FormVersion } from './report.ts';

const BOTH = FORM_VERSIONS;
const ONLY_2019 = ['2019'] as const;
const ONLY_2021 = ['2021'] as const;

interface FormTerm {
  readonly name: Bilingual;
  readonly forms: readonly FormVersion[];
}

/** Section 2 rows (信息内容). */
export const DISCLOSURE_ITEMS = {
  regulation: { name: { zh: '规章', en: 'Rules (规章)' }, forms: BOTH },
  normative_document: { name: { zh: '行政规范性文件', en: 'Normative documents' }, forms: BOTH },
  permit: { name: { zh: '行政许可', en: 'Permits' }, forms: BOTH },
  other_service: { name: { zh: '其他对外管理服务事项', en: 'Other public services' }, forms: ONLY_2019 },
  penalty: { name: { zh: '行政处罚', en: 'Penalties' }, forms: BOTH },
  coercion: { name: { zh: '行政强制', en: 'Coercive measures' }, forms: BOTH },
  fee: { name: { zh: '行政事业性收费', en: 'Administrative fees' }, forms: BOTH },
  procurement: { name: { zh: '政府集中采购', en: 'Central procurement' }, forms: ONLY_2019 },
} as const satisfies Record<string, FormTerm>;
export type DisclosureItem = keyof typeof DISCLOSURE_ITEMS;

/** Section 2 columns. `money`: the cell holds an amount, not a count. */
export const DISCLOSURE_MEASURES = {
  issued: { name: { zh: '本年制发件数', en: 'Issued this year' }, forms: ONLY_2021 },
  repealed: { name: { zh: '本年废止件数', en: 'Repealed this year' }, forms: ONLY_2021 },
  in_force: { name: { zh: '现行有效件数', en: 'In force' }, forms: ONLY_2021 },
  newly_made: { name: { zh: '本年新制作数量', en: 'Newly made' }, forms: ONLY_2019 },
  newly_disclosed: { name: { zh: '本年新公开数量', en: 'Newly disclosed' }, forms: ONLY_2019 },
  total_disclosed: { name: { zh: '对外公开总数量', en: 'Disclosed in total' }, forms: ONLY_2019 },
  decisions: { name: { zh: '本年处理决定数量', en: 'Decisions this year' }, forms: BOTH },
  items_previous_year: { name: { zh: '上一年项目数量', en: 'Items, previous year' }, forms: ONLY_2019 },
  items_change: { name: { zh: '本年增/减', en: 'Change this year' }, forms: ONLY_2019 },
  amount_10k_yuan: {
    name: { zh: '本年收费金额（万元）', en: 'Fees charged (10,000 yuan)' },
    forms: ONLY_2021,
  },
  projects: { name: { zh: '采购项目数量', en: 'Procurement projects' }, forms: ONLY_2019 },
  amount: { name: { zh: '采购总金额', en: 'Procurement amount' }, forms: ONLY_2019 },
} as const satisfies Record<string, FormTerm>;
export type DisclosureMeasure = keyof typeof DISCLOSURE_MEASURES;
export const MONEY_MEASURES: ReadonlySet<DisclosureMeasure> = new Set(['amount_10k_yuan', 'amount']);

/** Which columns each section 2 row prints, form by form. */
export const DISCLOSURE_LAYOUT: Readonly<
  Record<FormVersion, Readonly<Partial<Record<DisclosureItem, readonly DisclosureMeasure[]>>>>
> = {
  '2019': {
    regulation: ['newly_made', 'newly_disclosed', 'total_disclosed'],
    normative_document: ['newly_made', 'newly_disclosed', 'total_disclosed'],
    permit: ['items_previous_year', 'items_change', 'decisions'],
    other_service: ['items_previous_year', 'items_change', 'decisions'],
    penalty: ['items_previous_year', 'items_change', 'decisions'],
    coercion: ['items_previous_year', 'items_change', 'decisions'],
    fee: ['items_previous_year', 'items_change'],
    procurement: ['projects', 'amount'],
  },
  '2021': {
    regulation: ['issued', 'repealed', 'in_force'],
    normative_document: ['issued', 'repealed', 'in_force'],
    permit: ['decisions'],
    penalty: ['decisions'],
    coercion: ['decisions'],
    fee: ['amount_10k_yuan'],
  },
};

/** What a section 3 row counts. Leaves of (三) add up to `total_handled`; `other_handling` is 2019's one row. */
export type OutcomeGroup =
  | 'new'
  | 'carried_in'
  | 'granted'
  | 'partly_granted'
  | 'refused'
  | 'unable'
  | 'declined'
  | 'other'
  | 'total_handled'
  | 'carried_out';

interface OutcomeTerm extends FormTerm {
  readonly group: OutcomeGroup;
}

/** Section 3 rows, in the order they are printed. */
export const APPLICATION_OUTCOMES = {
  new: { group: 'new', forms: BOTH, name: { zh: '本年新收政府信息公开申请数量', en: 'New applications' } },
  carried_in: {
    group: 'carried_in',
    forms: BOTH,
    name: { zh: '上年结转政府信息公开申请数量', en: 'Carried in from last year' },
  },
  granted: { group: 'granted', forms: BOTH, name: { zh: '予以公开', en: 'Granted' } },
  partly_granted: { group: 'partly_granted', forms: BOTH, name: { zh: '部分公开', en: 'Partly granted' } },
  refused_state_secret: {
    group: 'refused',
    forms: BOTH,
    name: { zh: '属于国家秘密', en: 'Refused: state secret' },
  },
  refused_other_law: {
    group: 'refused',
    forms: BOTH,
    name: { zh: '其他法律行政法规禁止公开', en: 'Refused: barred by another law' },
  },
  refused_three_security: {
    group: 'refused',
    forms: BOTH,
    name: { zh: '危及“三安全一稳定”', en: 'Refused: security and stability' },
  },
  refused_third_party: {
    group: 'refused',
    forms: BOTH,
    name: { zh: '保护第三方合法权益', en: 'Refused: third-party rights' },
  },
  refused_internal_affairs: {
    group: 'refused',
    forms: BOTH,
    name: { zh: '属于三类内部事务信息', en: 'Refused: internal affairs' },
  },
  refused_process_info: {
    group: 'refused',
    forms: BOTH,
    name: { zh: '属于四类过程性信息', en: 'Refused: information in process' },
  },
  refused_enforcement_file: {
    group: 'refused',
    forms: BOTH,
    name: { zh: '属于行政执法案卷', en: 'Refused: enforcement file' },
  },
  refused_admin_query: {
    group: 'refused',
    forms: BOTH,
    name: { zh: '属于行政查询事项', en: 'Refused: subject to another query procedure' },
  },
  unable_not_held: {
    group: 'unable',
    forms: BOTH,
    name: { zh: '本机关不掌握相关政府信息', en: 'Not held by this body' },
  },
  unable_needs_creation: {
    group: 'unable',
    forms: BOTH,
    name: { zh: '没有现成信息需要另行制作', en: 'Would have to be created' },
  },
  unable_unclear_after_correction: {
    group: 'unable',
    forms: BOTH,
    name: { zh: '补正后申请内容仍不明确', en: 'Still unclear after correction' },
  },
  declined_petition_complaint: {
    group: 'declined',
    forms: BOTH,
    name: { zh: '信访举报投诉类申请', en: 'Petition, report or complaint' },
  },
  declined_repeat: { group: 'declined', forms: BOTH, name: { zh: '重复申请', en: 'Repeated application' } },
  declined_publication: {
    group: 'declined',
    forms: BOTH,
    name: { zh: '要求提供公开出版物', en: 'Asks for a publication' },
  },
  declined_mass_repeat: {
    group: 'declined',
    forms: BOTH,
    name: { zh: '无正当理由大量反复申请', en: 'Many repeated applications without cause' },
  },
  declined_reconfirm: {
    group: 'declined',
    forms: BOTH,
    name: {
      zh: '要求行政机关确认或重新出具已获取信息',
      en: 'Asks to confirm or reissue information already obtained',
    },
  },
  other_no_correction: {
    group: 'other',
    forms: ONLY_2021,
    name: {
      zh: '申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请',
      en: 'Lapsed: not corrected in time',
    },
  },
  other_fee_unpaid: {
    group: 'other',
    forms: ONLY_2021,
    name: {
      zh: '申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请',
      en: 'Lapsed: fee not paid in time',
    },
  },
  other_other: { group: 'other', forms: ONLY_2021, name: { zh: '其他', en: 'Other' } },
  other_handling: { group: 'other', forms: ONLY_2019, name: { zh: '其他处理', en: 'Other handling' } },
  total_handled: { group: 'total_handled', forms: BOTH, name: { zh: '总计', en: 'Handled in total' } },
  carried_out: {
    group: 'carried_out',
    forms: BOTH,
    name: { zh: '结转下年度继续办理', en: 'Carried out to next year' },
  },
} as const satisfies Record<string, OutcomeTerm>;
export type ApplicationOutcome = keyof typeof APPLICATION_OUTCOMES;

/** Section 3 columns. `total` is 总计 as printed: never recomputed, never added to the other six. */
export const APPLICANTS = {
  natural_person: { zh: '自然人', en: 'Natural persons' },
  company: { zh: '商业企业', en: 'Companies' },
  research: { zh: '科研机构', en: 'Research bodies' },
  ngo: { zh: '社会公益组织', en: 'Public-interest organisations' },
  legal_service: { zh: '法律服务机构', en: 'Legal services' },
  other_org: { zh: '其他', en: 'Other organisations' },
  total: { zh: '总计', en: 'Total' },
} as const satisfies Record<string, Bilingual>;
export type Applicant = keyof typeof APPLICANTS;

/** Section 4 groups. The two channels of 行政诉讼 are counted apart on the form. */
export const REVIEW_CHANNELS = {
  reconsideration: { zh: '行政复议', en: 'Administrative reconsideration' },
  direct_suit: { zh: '未经复议直接起诉', en: 'Lawsuit without reconsideration' },
  suit_after_reconsideration: { zh: '复议后起诉', en: 'Lawsuit after reconsideration' },
} as const satisfies Record<string, Bilingual>;
export type ReviewChannel = keyof typeof REVIEW_CHANNELS;

export const REVIEW_RESULTS = {
  upheld: { zh: '结果维持', en: 'Upheld' },
  corrected: { zh: '结果纠正', en: 'Corrected' },
  other: { zh: '其他结果', en: 'Other result' },
  pending: { zh: '尚未审结', en: 'Pending' },
  total: { zh: '总计', en: 'Total' },
} as const satisfies Record<string, Bilingual>;
export type ReviewResult = keyof typeof REVIEW_RESULTS;

function keysOf<K extends string>(terms: Readonly<Record<K, unknown>>): readonly K[] {
  return Object.keys(terms) as K[];
}

export const DISCLOSURE_ITEM_IDS = keysOf(DISCLOSURE_ITEMS);
export const DISCLOSURE_MEASURE_IDS = keysOf(DISCLOSURE_MEASURES);
export const APPLICATION_OUTCOME_IDS = keysOf(APPLICATION_OUTCOMES);
export const APPLICANT_IDS = keysOf(APPLICANTS);
export const REVIEW_CHANNEL_IDS = keysOf(REVIEW_CHANNELS);
export const REVIEW_RESULT_IDS = keysOf(REVIEW_RESULTS);

/** Section 3 rows of one form, in print order: 25 on form 2021, 23 on form 2019. */
export function outcomesOf(form: FormVersion): readonly ApplicationOutcome[] {
  return APPLICATION_OUTCOME_IDS.filter((id) =>
    (APPLICATION_OUTCOMES[id].forms as readonly FormVersion[]).includes(form),
  );
}

/** The rows of one outcome group on one form, e.g. the eight grounds for refusal. */
export function outcomesOfGroup(form: FormVersion, group: OutcomeGroup): readonly ApplicationOutcome[] {
  return outcomesOf(form).filter((id) => APPLICATION_OUTCOMES[id].group === group);
}

/** A printed cell. The id is stable: `s2.permit.decisions`, `s3.new.total`, `s4.direct_suit.pending`. */
export type CellId =
  | `s2.${DisclosureItem}.${DisclosureMeasure}`
  | `s3.${ApplicationOutcome}.${Applicant}`
  | `s4.${ReviewChannel}.${ReviewResult}`;

export interface Cell {
  readonly id: CellId;
  readonly section: 2 | 3 | 4;
  readonly row: DisclosureItem | ApplicationOutcome | ReviewChannel;
  readonly column: DisclosureMeasure | Applicant | ReviewResult;
}

function cellsOf(form: FormVersion): readonly Cell[] {
  const section2 = Object.entries(DISCLOSURE_LAYOUT[form]).flatMap(([row, columns]) =>
    columns.map((column) => cell(2, row as DisclosureItem, column)),
  );
  const section3 = outcomesOf(form).flatMap((row) => APPLICANT_IDS.map((column) => cell(3, row, column)));
  const section4 = REVIEW_CHANNEL_IDS.flatMap((row) =>
    REVIEW_RESULT_IDS.map((column) => cell(4, row, column)),
  );
  return [...section2, ...section3, ...section4];
}

function cell(section: Cell['section'], row: Cell['row'], column: Cell['column']): Cell {
  return { id: `s${section}.${row}.${column}` as CellId, section, row, column };
}

/** Every cell of each form: 10 + 175 + 15 = 200 on form 2021, 22 + 161 + 15 = 198 on form 2019. */
export const FORM_CELLS: Readonly<Record<FormVersion, readonly Cell[]>> = {
  '2019': cellsOf('2019'),
  '2021': cellsOf('2021'),
};

function namesOf<K extends string>(
  terms: Readonly<Record<K, { readonly name: Bilingual }>>,
): ReadonlyMap<string, Bilingual> {
  return new Map(keysOf(terms).map((id) => [id, terms[id].name]));
}

const CELL_NAMES: Readonly<
  Record<
    Cell['section'],
    { readonly rows: ReadonlyMap<string, Bilingual>; readonly columns: ReadonlyMap<string, Bilingual> }
  >
> = {
  2: { rows: namesOf(DISCLOSURE_ITEMS), columns: namesOf(DISCLOSURE_MEASURES) },
  3: { rows: namesOf(APPLICATION_OUTCOMES), columns: new Map(Object.entries(APPLICANTS)) },
  4: { rows: new Map(Object.entries(REVIEW_CHANNELS)), columns: new Map(Object.entries(REVIEW_RESULTS)) },
};

function printedName(names: ReadonlyMap<string, Bilingual>, part: string, id: CellId): Bilingual {
  const name = names.get(part);
  if (!name) throw new Error(`The form has no name for the cell ${id}`);
  return name;
}

/** The row a cell stands in, as the form prints it: "予以公开". */
export function cellRowName({ id, section, row }: Cell): Bilingual {
  return printedName(CELL_NAMES[section].rows, row, id);
}

/** The column a cell stands in, as the form prints it: "自然人". */
export function cellColumnName({ id, section, column }: Cell): Bilingual {
  return printedName(CELL_NAMES[section].columns, column, id);
}

/** Row and column of a cell as the form prints them: "予以公开 · 自然人". */
export function cellName(each: Cell): Bilingual {
  const [row, column] = [cellRowName(each), cellColumnName(each)];
  return { zh: `${row.zh} · ${column.zh}`, en: `${row.en} · ${column.en}` };
}

const CELLS: ReadonlyMap<CellId, Cell> = new Map(
  FORM_VERSIONS.flatMap((form) => FORM_CELLS[form]).map((each) => [each.id, each]),
);

/** A cell of either form by its id. */
export function cellOf(id: CellId): Cell {
  const found = CELLS.get(id);
  if (!found) throw new RangeError(`no form has the cell ${id}`);
  return found;
}
