/** Section 2: permits, penalties, coercive measures, fees, documents, procurement. */

import { type MeasureId, measureOf } from '#model/measures.ts';
import { FORM_VERSIONS, type FormVersion } from '#model/report.ts';
import type { Unit } from '#model/unit.ts';
import type { MetricDefinition } from './metric.ts';
import { plus, sum } from './terms.ts';

const SCOPE_CAVEAT = {
  zh: '各地把哪些事项计入本级不一致：同一事项可能计在县级部门，也可能计在乡镇。',
  en: 'Bodies differ in what they count as their own: the same matter may be counted by the county department or by the township.',
};

type Volume = Pick<MetricDefinition, 'name' | 'sentence' | 'formula_text'> &
  Partial<Pick<MetricDefinition, 'unit' | 'forms' | 'additivity' | 'caveats'>>;

function volume(measure: MeasureId, given: Volume): MetricDefinition {
  return {
    topic: 'enforcement',
    unit: 'cases' satisfies Unit,
    formula: sum(plus(measure)),
    additivity: 'additive',
    forms: FORM_VERSIONS,
    direction: 'neutral',
    least_denominator: 0,
    prose: measureOf(measure).stated !== undefined,
    caveats: [],
    ...given,
  };
}

const FORM_2021: readonly FormVersion[] = ['2021'];
const FORM_2019: readonly FormVersion[] = ['2019'];

export const ENFORCEMENT_METRICS = {
  permits: volume('permits', {
    name: { zh: '行政许可', en: 'Permits' },
    sentence: {
      zh: '一年里作出的行政许可处理决定有多少件。',
      en: 'How many decisions on administrative permits were made in the year.',
    },
    formula_text: { zh: '行政许可 · 本年处理决定数量', en: 'Permits · decisions this year' },
    caveats: [SCOPE_CAVEAT],
  }),
  penalties: volume('penalties', {
    name: { zh: '行政处罚', en: 'Penalties' },
    sentence: {
      zh: '一年里作出的行政处罚处理决定有多少件。',
      en: 'How many administrative penalties were decided in the year.',
    },
    formula_text: { zh: '行政处罚 · 本年处理决定数量', en: 'Penalties · decisions this year' },
    caveats: [SCOPE_CAVEAT],
  }),
  coercions: volume('coercions', {
    name: { zh: '行政强制', en: 'Coercive measures' },
    sentence: {
      zh: '一年里作出的行政强制处理决定有多少件，如拆除、查封、扣押。',
      en: 'How many coercive measures, such as demolition, sealing or seizure, were decided in the year.',
    },
    formula_text: { zh: '行政强制 · 本年处理决定数量', en: 'Coercive measures · decisions this year' },
    caveats: [SCOPE_CAVEAT],
  }),
  fees: volume('fees', {
    name: { zh: '行政事业性收费', en: 'Administrative fees' },
    sentence: {
      zh: '一年里收取的行政事业性收费，单位万元。',
      en: 'Administrative fees charged in the year, in units of 10,000 yuan.',
    },
    formula_text: { zh: '行政事业性收费 · 本年收费金额', en: 'Administrative fees · amount charged' },
    unit: 'ten_thousand_yuan',
    forms: FORM_2021,
    caveats: [
      {
        zh: '只有2021年表式有金额；2019年表式只列收费项目数，两者不可比。',
        en: 'Only the 2021 form has amounts; the 2019 form lists fee items. The two cannot be compared.',
      },
    ],
  }),
  documents_in_force: volume('documents_in_force', {
    name: { zh: '现行有效规范性文件', en: 'Documents in force' },
    sentence: {
      zh: '年末仍然有效的行政规范性文件有多少件。',
      en: 'How many administrative normative documents were in force at the end of the year.',
    },
    formula_text: { zh: '行政规范性文件 · 现行有效件数', en: 'Normative documents · in force' },
    forms: FORM_2021,
    additivity: 'not-over-years',
    caveats: [
      {
        zh: '这是年末存量，多年不相加，取所选的最后一年。',
        en: 'A stock at the end of the year: years are not added, the last one chosen is shown.',
      },
    ],
  }),
  documents_issued: volume('documents_issued', {
    name: { zh: '制发规范性文件', en: 'Documents issued' },
    sentence: {
      zh: '一年里制发的行政规范性文件有多少件。',
      en: 'How many administrative normative documents were issued in the year.',
    },
    formula_text: { zh: '行政规范性文件 · 本年制发件数', en: 'Normative documents · issued this year' },
    forms: FORM_2021,
  }),
  documents_repealed: volume('documents_repealed', {
    name: { zh: '废止规范性文件', en: 'Documents repealed' },
    sentence: {
      zh: '一年里废止的行政规范性文件有多少件。',
      en: 'How many administrative normative documents were repealed in the year.',
    },
    formula_text: { zh: '行政规范性文件 · 本年废止件数', en: 'Normative documents · repealed this year' },
    forms: FORM_2021,
  }),
  procurement_projects: volume('procurement_projects', {
    name: { zh: '政府集中采购项目', en: 'Procurement projects' },
    sentence: {
      zh: '一年里的政府集中采购项目有多少个。',
      en: 'How many projects of central government procurement there were in the year.',
    },
    formula_text: { zh: '政府集中采购 · 采购项目数量', en: 'Central procurement · projects' },
    unit: 'projects',
    forms: FORM_2019,
  }),
  procurement_amount: volume('procurement_amount', {
    name: { zh: '政府集中采购金额', en: 'Procurement amount' },
    sentence: {
      zh: '一年里政府集中采购的总金额，单位万元。',
      en: 'Total amount of central government procurement in the year, in units of 10,000 yuan.',
    },
    formula_text: { zh: '政府集中采购 · 采购总金额', en: 'Central procurement · total amount' },
    unit: 'ten_thousand_yuan',
    forms: FORM_2019,
    caveats: [
      {
        zh: '表式没有规定金额单位：没有印明元或万元的金额不计入（0除外）。',
        en: 'The form fixes no unit: an amount printed without 元 or 万元 is not counted, unless it is 0.',
      },
    ],
  }),
} as const satisfies Record<string, MetricDefinition>;
