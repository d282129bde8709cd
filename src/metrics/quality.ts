/** How much is known, and how well the reports add up. */
import { FORM_VERSIONS } from '#model/report.ts';
import type { MetricDefinition } from './metric.ts';
import { plus, ratio } from './terms.ts';

const base = {
  topic: 'quality',
  unit: 'share',
  additivity: 'non-additive',
  forms: FORM_VERSIONS,
  direction: 'higher_better',
  least_denominator: 0,
  prose: false,
} as const satisfies Partial<MetricDefinition>;

export const QUALITY_METRICS = {
  coverage: {
    ...base,
    name: { zh: '报告覆盖率', en: 'Coverage' },
    sentence: {
      zh: '名单上的乡镇街道里，本数据收有年报的占多少。',
      en: 'Of the townships in the region list, for how many this data holds a report.',
    },
    formula_text: { zh: '收有的年报 ÷ 应有的年报', en: 'Reports held ÷ reports due' },
    formula: ratio(plus('filed'), plus('body_years')),
    share_of_bodies: true,
    caveats: [
      {
        zh: '没有收录不等于没有公布。',
        en: 'A report that is not held here may well have been published.',
      },
    ],
  },
  check_pass_rate: {
    ...base,
    name: { zh: '勾稽通过率', en: 'Checks passed' },
    sentence: {
      zh: '能够核对的勾稽关系里，成立的占多少。',
      en: 'Of the arithmetic relations that can be checked, how many hold.',
    },
    formula_text: {
      zh: '成立的关系 ÷ 可核的关系（A1–A4、A6、A8、A9）',
      en: 'Relations that hold ÷ assessable relations (A1–A4, A6, A8, A9)',
    },
    formula: ratio(plus('checks_passed'), plus('checks_assessable')),
    caveats: [
      {
        zh: '多数乡镇的表格几乎全是0，零对零的关系成立，说明不了什么。',
        en: 'Most townships print almost nothing but zeros: a relation of zeros holds, and proves little.',
      },
    ],
  },
} as const satisfies Record<string, MetricDefinition>;
