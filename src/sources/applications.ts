import { APPLICANTS, APPLICATION_OUTCOME_IDS, APPLICATION_OUTCOMES, type Applicant } from '#model/forms.ts';
import { defineTable } from './contract.ts';
import { REPORT_ID } from './report-id.ts';
import { namesOf } from './term-names.ts';

function applicant<const A extends Applicant>(name: A) {
  return {
    name,
    type: 'number',
    title: APPLICANTS[name],
    description:
      name === 'total'
        ? {
            zh: '总计，照印数录入，从不重算，也不与各列相加。',
            en: 'The total as printed: never recomputed, never added to the other columns.',
          }
        : {
            zh: '该类申请人一列的印出数；空白为缺失，不是0。',
            en: 'The value printed in the column of this kind of applicant; empty means missing, not 0.',
          },
  } as const;
}

/** Section 3, one row per report and printed row. */
export const applications = defineTable({
  name: 'applications',
  title: { zh: '申请办理', en: 'Applications' },
  description: {
    zh: '第三部分“收到和处理政府信息公开申请情况”，每份报告的每个印出行一行。整表已录（section3 为 table）时，未列的行即印为0。',
    en: 'Section 3, applications received and handled: one row per report and printed row. Where section3 is "table", a row left out was printed as 0.',
  },
  columns: [
    REPORT_ID,
    {
      name: 'outcome',
      type: 'string',
      title: { zh: '办理情况', en: 'Outcome' },
      description: { zh: '表中的行。', en: 'The row of the form.' },
      constraints: { required: true, enum: APPLICATION_OUTCOME_IDS },
      categories: namesOf(APPLICATION_OUTCOMES),
    },
    applicant('natural_person'),
    applicant('company'),
    applicant('research'),
    applicant('ngo'),
    applicant('legal_service'),
    applicant('other_org'),
    applicant('total'),
  ],
  primaryKey: ['report_id', 'outcome'],
  foreignKeys: [{ field: 'report_id', reference: { table: 'reports', field: 'report_id' } }],
  rowChecks: [],
});
