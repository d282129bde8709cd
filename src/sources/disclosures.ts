import type { Bilingual } from '#model/bilingual.ts';
import {
  DISCLOSURE_ITEM_IDS,
  DISCLOSURE_ITEMS,
  DISCLOSURE_LAYOUT,
  DISCLOSURE_MEASURE_IDS,
  DISCLOSURE_MEASURES,
} from '#model/forms.ts';
import { FORM_VERSIONS } from '#model/report.ts';
import { defineTable } from './contract.ts';
import { REPORT_ID } from './report-id.ts';
import { namesOf } from './term-names.ts';

/** The measures each item prints on at least one form. */
const MEASURES_OF_ITEM: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  DISCLOSURE_ITEM_IDS.map((item) => [
    item,
    new Set<string>(FORM_VERSIONS.flatMap((form) => DISCLOSURE_LAYOUT[form][item] ?? [])),
  ]),
);

/** Units a cell prints with an amount. */
const DISCLOSURE_UNITS = ['元', '万元'] as const;

const UNIT_NAMES: Readonly<Record<(typeof DISCLOSURE_UNITS)[number], Bilingual>> = {
  元: { zh: '元', en: 'Yuan' },
  万元: { zh: '万元', en: '10,000 yuan' },
};

/** Section 2, one row per printed cell. */
export const disclosures = defineTable({
  name: 'disclosures',
  title: { zh: '主动公开', en: 'Active disclosure' },
  description: {
    zh: '第二部分“主动公开政府信息情况”，每个印出的单元格一行。',
    en: 'Section 2, active disclosure: one row per printed cell.',
  },
  columns: [
    REPORT_ID,
    {
      name: 'item',
      type: 'string',
      title: { zh: '信息内容', en: 'Item' },
      description: { zh: '表中的行。', en: 'The row of the form.' },
      constraints: { required: true, enum: DISCLOSURE_ITEM_IDS },
      categories: namesOf(DISCLOSURE_ITEMS),
    },
    {
      name: 'measure',
      type: 'string',
      title: { zh: '指标', en: 'Measure' },
      description: {
        zh: '表中的列；与信息内容的组合须至少见于一种格式。',
        en: 'The column of the form; together with the item it must be a cell of at least one form.',
      },
      constraints: { required: true, enum: DISCLOSURE_MEASURE_IDS },
      categories: namesOf(DISCLOSURE_MEASURES),
    },
    {
      name: 'value',
      type: 'number',
      title: { zh: '数值', en: 'Value' },
      description: {
        zh: '照印数录入；空白为缺失，不是0。',
        en: 'The value as printed; empty means blank or not captured, not 0.',
      },
    },
    {
      name: 'unit',
      type: 'string',
      title: { zh: '单位', en: 'Unit' },
      description: {
        zh: '单元格内印出的金额单位，未印则空。',
        en: 'The unit of money the cell printed, else empty.',
      },
      constraints: { enum: DISCLOSURE_UNITS },
      categories: UNIT_NAMES,
      mayBeAbsent: true,
    },
  ],
  primaryKey: ['report_id', 'item', 'measure'],
  foreignKeys: [{ field: 'report_id', reference: { table: 'reports', field: 'report_id' } }],
  rowChecks: [
    {
      fields: ['measure', 'item'],
      column: 'measure',
      code: 'value-not-allowed',
      holds: (measure = '', item = '') => MEASURES_OF_ITEM.get(item)?.has(measure) === true,
      expected: (_measure = '', item = '') => {
        const measures = [...(MEASURES_OF_ITEM.get(item) ?? [])];
        return {
          zh: `${item} 行所印的列：${measures.join('、')}`,
          en: `a column the forms print for ${item}: ${measures.join(', ')}`,
        };
      },
    },
  ],
});
