/** A1-A13: what one report must satisfy by itself. The numbers and letters are those of the rule book. */
import type { Bilingual } from '#model/bilingual.ts';
import {
  APPLICANT_IDS,
  APPLICANTS,
  APPLICATION_OUTCOMES,
  type Applicant,
  type ApplicationOutcome,
  type Cell,
  type CellId,
  cellName,
  DISCLOSURE_ITEM_IDS,
  DISCLOSURE_ITEMS,
  DISCLOSURE_LAYOUT,
  DISCLOSURE_MEASURES,
  type DisclosureItem,
  type DisclosureMeasure,
  FORM_CELLS,
  MONEY_MEASURES,
  type OutcomeGroup,
  outcomesOf,
  REVIEW_CHANNEL_IDS,
  REVIEW_CHANNELS,
  type ReviewChannel,
  type ReviewResult,
} from '#model/forms.ts';
import { FORM_VERSIONS, type FormVersion } from '#model/report.ts';
import type { Instance, Relation, Rule, RuleId, Term } from './rule.ts';

const s2 = (item: DisclosureItem, measure: DisclosureMeasure): CellId => `s2.${item}.${measure}`;
const s3 = (outcome: ApplicationOutcome, applicant: Applicant): CellId => `s3.${outcome}.${applicant}`;
const s4 = (channel: ReviewChannel, result: ReviewResult): CellId => `s4.${channel}.${result}`;

const plus = (cell: CellId): Term => ({ cell, coefficient: 1 });
const minus = (cell: CellId): Term => ({ cell, coefficient: -1 });

function perForm(
  forms: readonly FormVersion[],
  instances: (form: FormVersion) => readonly Instance[],
): Rule['instances'] {
  const of = (form: FormVersion) => (forms.includes(form) ? instances(form) : []);
  return { '2019': of('2019'), '2021': of('2021') };
}

function instance(rule: RuleId, key: string, label: Bilingual, relation: Relation): Instance {
  return { rule, key, label, relation };
}

/** Groups whose rows are the parts of 总计 (七): everything handled ends in one of them. */
const ENDINGS: ReadonlySet<OutcomeGroup> = new Set([
  'granted',
  'partly_granted',
  'refused',
  'unable',
  'declined',
  'other',
]);

function endingsOf(form: FormVersion): readonly ApplicationOutcome[] {
  return outcomesOf(form).filter((outcome) => ENDINGS.has(APPLICATION_OUTCOMES[outcome].group));
}

function itemsPrinting(form: FormVersion, ...measures: readonly DisclosureMeasure[]) {
  return DISCLOSURE_ITEM_IDS.filter((item) =>
    measures.every((measure) => DISCLOSURE_LAYOUT[form][item]?.includes(measure)),
  );
}

function perColumn(rule: RuleId, relation: (column: Applicant) => Relation): readonly Instance[] {
  return APPLICANT_IDS.map((column) => instance(rule, column, APPLICANTS[column], relation(column)));
}

function perItem(
  rule: RuleId,
  items: readonly DisclosureItem[],
  relation: (item: DisclosureItem) => Relation,
): readonly Instance[] {
  return items.map((item) => instance(rule, item, DISCLOSURE_ITEMS[item].name, relation(item)));
}

const MONEY_COLUMNS: ReadonlySet<string> = MONEY_MEASURES;

function numberRelation({ id, column }: Cell): Relation {
  return {
    kind: 'number',
    cell: id,
    whole: !MONEY_COLUMNS.has(column),
    // 本年增/减 is a change.
    nonNegative: column !== 'items_change',
  };
}

/** The money cell of section 2. */
const MONEY_CELL: Readonly<Record<FormVersion, { item: DisclosureItem; measure: DisclosureMeasure }>> = {
  '2019': { item: 'procurement', measure: 'amount' },
  '2021': { item: 'fee', measure: 'amount_10k_yuan' },
};

/** Form 2021 is printed from the reports on 2021 on (国办公开办函〔2021〕30号). */
const FORM_2019_REPLACED_IN = 2021;

export const A_RULES: readonly Rule[] = [
  {
    id: 'A1',
    severity: 'E',
    title: { zh: '收办平衡', en: 'Received equals handled plus carried out' },
    sentence: {
      zh: '每一列：本年新收加上年结转，等于办理总计加结转下年度。',
      en: 'In each column, new applications plus those carried in equal those handled plus those carried out.',
    },
    instances: perForm(FORM_VERSIONS, () =>
      perColumn('A1', (column) => ({
        kind: 'linear',
        left: [plus(s3('new', column)), plus(s3('carried_in', column))],
        op: '=',
        right: [plus(s3('total_handled', column)), plus(s3('carried_out', column))],
      })),
    ),
  },
  {
    id: 'A2',
    severity: 'E',
    title: { zh: '办理结果合计', en: 'Outcomes add up to the total handled' },
    sentence: {
      zh: '每一列：办理总计等于予以公开、部分公开、不予公开、无法提供、不予处理和其他处理各行之和。',
      en: 'In each column, the total handled equals the sum of all outcome rows.',
    },
    instances: perForm(FORM_VERSIONS, (form) =>
      perColumn('A2', (column) => ({
        kind: 'linear',
        left: [plus(s3('total_handled', column))],
        op: '=',
        right: endingsOf(form).map((outcome) => plus(s3(outcome, column))),
      })),
    ),
  },
  {
    id: 'A3',
    severity: 'E',
    title: { zh: '申请人合计', en: 'Applicants add up to the total' },
    sentence: {
      zh: '申请情况表的每一行：六类申请人之和等于总计。',
      en: 'In each row of section 3, the six kinds of applicant add up to the total column.',
    },
    instances: perForm(FORM_VERSIONS, (form) =>
      outcomesOf(form).map((outcome) =>
        instance('A3', outcome, APPLICATION_OUTCOMES[outcome].name, {
          kind: 'linear',
          left: APPLICANT_IDS.filter((column) => column !== 'total').map((column) =>
            plus(s3(outcome, column)),
          ),
          op: '=',
          right: [plus(s3(outcome, 'total'))],
        }),
      ),
    ),
  },
  {
    id: 'A4',
    severity: 'E',
    title: { zh: '复议诉讼合计', en: 'Review results add up to the total' },
    sentence: {
      zh: '行政复议和两类行政诉讼：结果维持、结果纠正、其他结果、尚未审结之和等于总计。',
      en: 'For reconsiderations and each channel of lawsuits, the four results add up to the total.',
    },
    instances: perForm(FORM_VERSIONS, () =>
      REVIEW_CHANNEL_IDS.map((channel) =>
        instance('A4', channel, REVIEW_CHANNELS[channel], {
          kind: 'linear',
          left: (['upheld', 'corrected', 'other', 'pending'] as const).map((result) =>
            plus(s4(channel, result)),
          ),
          op: '=',
          right: [plus(s4(channel, 'total'))],
        }),
      ),
    ),
  },
  {
    id: 'A5',
    severity: 'E',
    title: { zh: '数值合法', en: 'Counts are whole and not negative' },
    sentence: {
      zh: '件数为不小于 0 的整数，金额不小于 0；本年增/减可以为负。',
      en: 'Counts are whole and not below 0, money is not below 0; a yearly change may be negative.',
    },
    instances: perForm(FORM_VERSIONS, (form) =>
      FORM_CELLS[form].map((cell) => instance('A5', cell.id, cellName(cell), numberRelation(cell))),
    ),
  },
  {
    id: 'A6',
    severity: 'E',
    title: { zh: '不超过受理量', en: 'No outcome exceeds the applications at hand' },
    sentence: {
      zh: '每一列：任何一种办理结果、办理总计、结转下年度都不大于本年新收加上年结转。',
      en: 'In each column, no outcome, nor the total handled, nor those carried out exceed new plus carried in.',
    },
    instances: perForm(FORM_VERSIONS, (form) =>
      perColumn('A6', (column) => ({
        kind: 'each-at-most',
        cells: [...endingsOf(form), 'total_handled' as const, 'carried_out' as const].map((outcome) =>
          s3(outcome, column),
        ),
        bound: [plus(s3('new', column)), plus(s3('carried_in', column))],
      })),
    ),
  },
  {
    id: 'A7',
    severity: 'I',
    title: { zh: '表格填写完整', en: 'Every cell is filled in' },
    sentence: {
      zh: '表中每一格都有数字；空白、“/”、“-”、“—”、“不适用”是缺失，不是 0。',
      en: 'Every cell of the form holds a number; blank, "/", "-", "—" and 不适用 are missing, never 0.',
    },
    note: {
      zh: '只看完整读取或印为空白的部分；只读到一部分或未采集的部分无从判断。申请表和复议诉讼表完整读取时，未列出的行印的是 0。',
      en: 'Only sections read whole or printed blank are looked at; of a section read in part nothing can be said. In a whole section 3 or 4 a row left out was printed as 0.',
    },
    instances: perForm(FORM_VERSIONS, (form) =>
      FORM_CELLS[form].map((cell) =>
        instance('A7', cell.id, cellName(cell), { kind: 'present', section: cell.section, cell: cell.id }),
      ),
    ),
  },
  {
    id: 'A8',
    severity: 'E',
    title: { zh: '文件存量不为负', en: 'Documents in force before this year are not negative' },
    sentence: {
      zh: '现行有效件数减本年制发件数、加本年废止件数，不小于 0。',
      en: 'Documents in force, less those issued and plus those repealed this year, are not below 0.',
    },
    instances: perForm(['2021'], (form) =>
      perItem('A8', itemsPrinting(form, 'in_force', 'issued', 'repealed'), (item) => ({
        kind: 'linear',
        left: [plus(s2(item, 'in_force')), minus(s2(item, 'issued')), plus(s2(item, 'repealed'))],
        op: '>=',
        right: [],
      })),
    ),
  },
  {
    id: 'A9',
    severity: 'E',
    title: { zh: '公开数与项目数合理', en: 'Disclosed documents and item counts are possible' },
    sentence: {
      zh: '本年新公开数量不大于对外公开总数量；上一年项目数量加本年增/减不小于 0。',
      en: 'Newly disclosed documents do not exceed the total disclosed; items of the previous year plus the change are not below 0.',
    },
    instances: perForm(['2019'], (form) => [
      ...perItem('A9', itemsPrinting(form, 'newly_disclosed', 'total_disclosed'), (item) => ({
        kind: 'linear',
        left: [plus(s2(item, 'total_disclosed'))],
        op: '>=',
        right: [plus(s2(item, 'newly_disclosed'))],
      })),
      ...perItem('A9', itemsPrinting(form, 'items_previous_year', 'items_change'), (item) => ({
        kind: 'linear',
        left: [plus(s2(item, 'items_previous_year')), plus(s2(item, 'items_change'))],
        op: '>=',
        right: [],
      })),
    ]),
  },
  {
    id: 'A10',
    severity: 'W',
    title: { zh: '县乡不制定规章', en: 'A county or township makes no 规章' },
    sentence: {
      zh: '县、乡两级没有规章制定权（《立法法》），规章各格应为 0。',
      en: 'By the Legislation Law counties and townships make no 规章, so each of its cells is 0.',
    },
    levels: ['county', 'township'],
    instances: perForm(FORM_VERSIONS, (form) =>
      (DISCLOSURE_LAYOUT[form].regulation ?? []).map((measure) =>
        instance('A10', measure, DISCLOSURE_MEASURES[measure].name, {
          kind: 'linear',
          left: [plus(s2('regulation', measure))],
          op: '=',
          right: [],
        }),
      ),
    ),
  },
  {
    id: 'A11',
    severity: 'W',
    title: { zh: '金额单位', en: 'Money in the wrong unit' },
    sentence: {
      zh: '金额不是本单位其他年份或同县同年其他乡镇中位数的 5000 至 20000 倍（疑似把元填作万元）。',
      en: "The amount is not 5,000 to 20,000 times the body's own median of other years, or that of its county's other townships (yuan filled in as 万元).",
    },
    note: {
      zh: '格内留有单位字样的金额在读取时即作为非数字列出。单独印明单位的金额不在此比较。',
      en: 'An amount with a unit character left in its cell is listed on reading, as not a number. An amount whose unit was printed and set apart is not compared.',
    },
    instances: perForm(FORM_VERSIONS, (form) => {
      const { item, measure } = MONEY_CELL[form];
      return perItem('A11', [item], () => ({
        kind: 'off-scale',
        cell: s2(item, measure),
        from: 5_000,
        to: 20_000,
        baselines: [
          { of: 'own', least: 2 },
          { of: 'peers', least: 3 },
        ],
      }));
    }),
  },
  {
    id: 'A12',
    severity: 'W',
    title: { zh: '表式正确', en: 'The right form' },
    sentence: {
      zh: '行、列名称属于所用表式；2021 年度起不再使用 2019 年表式。',
      en: 'Rows and columns are those of the form used, and the 2019 form is not used for 2021 or later.',
    },
    instances: perForm(FORM_VERSIONS, (form) => [
      instance(
        'A12',
        'old_form',
        { zh: '表式与年度', en: 'Form and year' },
        {
          kind: 'form-year',
          form,
          replacedIn: form === '2019' ? FORM_2019_REPLACED_IN : null,
        },
      ),
      instance(
        'A12',
        'foreign_cell',
        { zh: '另一表式的行或列', en: 'Rows or columns of another form' },
        { kind: 'foreign-cells', form },
      ),
    ]),
  },
  {
    id: 'A13',
    severity: 'W',
    title: { zh: '以目录数充处理数', en: 'The catalogue was counted, not the decisions' },
    sentence: {
      zh: '处理决定数量大于 0 时，不应恰好等于上一年项目数量加本年增/减。',
      en: 'Decisions above 0 are not exactly the items of the previous year plus the change.',
    },
    instances: perForm(['2019'], (form) =>
      perItem('A13', itemsPrinting(form, 'decisions', 'items_previous_year', 'items_change'), (item) => ({
        kind: 'not-same-positive',
        left: [plus(s2(item, 'decisions'))],
        right: [plus(s2(item, 'items_previous_year')), plus(s2(item, 'items_change'))],
      })),
    ),
  },
];
