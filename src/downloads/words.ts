/** The words of files, in both languages. */
import type { Bilingual } from '#model/bilingual.ts';

export const WORDS = {
  whyMissing: { zh: '缺值原因', en: 'Why missing' },
  unit: { zh: '单位', en: 'Unit' },
  fraction: { zh: '比例，1 = 100%', en: 'fraction, 1 = 100%' },
  title: { zh: '标题', en: 'Title' },
  subtitle: { zh: '说明', en: 'Subtitle' },
  note: { zh: '注', en: 'Note' },
  definition: { zh: '定义', en: 'Definition' },
  coverage: { zh: '覆盖', en: 'Coverage' },
  data: { zh: '数据', en: 'Data' },
  dataFile: { zh: '数据文件', en: 'Data file' },
  synthetic: {
    zh: '合成数据：所有数字均由程序生成，不对应任何真实的乡镇，不得引用。',
    en: 'Synthetic data: every number was made up by a program and says nothing of any real township. Do not cite.',
  },
  syntheticShort: { zh: '合成数据', en: 'Synthetic data' },
  source: { zh: '来源', en: 'Source' },
  page: { zh: '年报页面', en: 'Report page' },
  licence: { zh: '许可', en: 'Licence' },
  link: { zh: '网址', en: 'Address' },
  citation: { zh: '引用格式', en: 'How to cite' },
  filters: { zh: '筛选', en: 'Filters' },
  item: { zh: '项目', en: 'Item' },
  content: { zh: '内容', en: 'Content' },
  metric: { zh: '指标', en: 'Metric' },
  sentence: { zh: '含义', en: 'What it means' },
  formula: { zh: '算法', en: 'Formula' },
  forms: { zh: '适用表式', en: 'Forms' },
  direction: { zh: '方向', en: 'Direction' },
  least: { zh: '最小分母', en: 'Least denominator' },
  caveats: { zh: '注意', en: 'Mind' },
  row: { zh: '行', en: 'Row' },
  stated: { zh: '所据年报', en: 'Reports it rests on' },
  expected: { zh: '应有年报', en: 'Reports due' },
  filed: { zh: '收有年报', en: 'Reports held' },
  notApplicable: { zh: '表式没有此项的年报', en: 'Reports on a form without the cell' },
  fromProse: { zh: '取自正文', en: 'Stated in prose' },
  missingNote: {
    zh: '空格是缺值，不是 0；原因写在“缺值原因”一栏。',
    en: 'An empty cell is missing, not 0; the reason stands under “Why missing”.',
  },
} as const satisfies Record<string, Bilingual>;

/**
 * Names of the sheets of a workbook: the Chinese word for the reader, and one word that is the same in both
 * languages for formulas and programs.
 */
export const SHEETS = {
  data: { zh: '数据 data', en: 'data' },
  definitions: { zh: '定义 definitions', en: 'definitions' },
  filters: { zh: '筛选 filters', en: 'filters' },
  coverage: { zh: '覆盖 coverage', en: 'coverage' },
} as const satisfies Record<string, Bilingual>;
