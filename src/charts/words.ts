/** The charts' own words. What pages say too (reasons for missing values, coverage) comes from the messages. */
import type { Bilingual } from '#model/bilingual.ts';

export const WORDS = {
  noData: { zh: '无数据', en: 'No data' },
  notOnForm: { zh: '表中无此项', en: 'Not on this form' },
  proseKey: { zh: '空心：含正文所述数字', en: 'Hollow: partly from prose' },
  allFromProse: { zh: '取自正文', en: 'from the prose' },
  interval: { zh: '95% 区间', en: '95% interval' },
  intervalKey: { zh: '色带：95% 区间', en: 'Band: 95% interval' },
  median: { zh: '中位数', en: 'Median' },
  middleHalf: { zh: '中间一半', en: 'Middle half' },
  total: { zh: '合计', en: 'Total' },
  notApplicableHead: { zh: '不适用', en: 'Not applicable' },
  notApplicable: { zh: '不适用', en: 'n.a.' },
  outsideData: { zh: '不在本数据范围内', en: 'Not covered by these data' },
  keyboardHint: {
    zh: '按方向键逐项读数，回车选中，Esc 退出。',
    en: 'Arrow keys read item by item, Enter selects, Escape leaves.',
  },
} as const satisfies Record<string, Bilingual>;
