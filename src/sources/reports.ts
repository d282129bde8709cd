import type { Bilingual } from '#model/bilingual.ts';
import { FORM_VERSIONS, SECTION_STATUSES, type SectionStatus } from '#model/report.ts';
import { type ColumnContract, defineTable } from './contract.ts';
import { REGION_CODE_PATTERN } from './regions.ts';

const SECTION_STATUS_NAMES: Readonly<Record<SectionStatus, Bilingual>> = {
  table: { zh: '整表已录', en: 'Read whole' },
  partial: { zh: '部分已录', en: 'Read in part' },
  blank: { zh: '印出但空白', en: 'Printed but empty' },
  not_captured: { zh: '未录', en: 'Not captured' },
};

const SECTION = {
  type: 'string',
  constraints: { required: true, enum: SECTION_STATUSES },
  categories: SECTION_STATUS_NAMES,
} as const satisfies Partial<ColumnContract>;

const NARRATIVE = { type: 'number', mayBeAbsent: true } as const satisfies Partial<ColumnContract>;

/** One row per report that was read. */
export const reports = defineTable({
  name: 'reports',
  title: { zh: '年度报告', en: 'Reports' },
  description: {
    zh: '政府信息公开工作年度报告，每份一行：何地、何年、何种格式、录入了多少、正文写明的数字。',
    en: 'Yearly reports on information disclosure, one row each: whose, which year, which form, how much of it was read, and the numbers its prose states.',
  },
  columns: [
    {
      name: 'report_id',
      type: 'string',
      title: { zh: '报告编号', en: 'Report id' },
      description: { zh: '区划代码-年份。', en: 'Region code, a hyphen, year.' },
      constraints: { required: true, pattern: `${REGION_CODE_PATTERN}-\\d{4}` },
      expected: {
        zh: '“区划代码-年份”，如 130623205-2023',
        en: 'region code, hyphen, year, such as 130623205-2023',
      },
    },
    {
      name: 'region_code',
      type: 'string',
      title: { zh: '区划代码', en: 'Region code' },
      description: { zh: '报告单位所在区划。', en: 'The region the reporting body belongs to.' },
      constraints: { required: true, pattern: REGION_CODE_PATTERN },
      expected: { zh: '2、4、6 或 9 位数字的区划代码', en: 'a region code of 2, 4, 6 or 9 digits' },
    },
    {
      name: 'year',
      type: 'year',
      title: { zh: '报告年度', en: 'Year' },
      description: {
        zh: '报告所述年度，不是发布年份。',
        en: 'The year reported on, not the year of publication.',
      },
      // The Regulations on Open Government Information came into force in 2008. The upper bound stops slips of the
      // pen such as 2203, which would add two centuries of unfiled reports.
      constraints: { required: true, minimum: 2008, maximum: 2050 },
    },
    {
      name: 'template',
      type: 'string',
      title: { zh: '格式版本', en: 'Form' },
      description: {
        zh: '2019：国办公开办函〔2019〕60号；2021：国办公开办函〔2021〕30号；未见表格则为空。不由年份推定。',
        en: 'The form the report is printed on, 2019 or 2021; empty where no table was seen. Never derived from the year.',
      },
      constraints: { enum: FORM_VERSIONS },
    },
    {
      name: 'issuer',
      type: 'string',
      title: { zh: '报告单位', en: 'Issuer' },
      description: { zh: '报告所印单位名称。', en: "The body's name as printed." },
      constraints: { maxLength: 500 },
    },
    {
      name: 'source_url',
      type: 'string',
      title: { zh: '来源网址', en: 'Source' },
      description: { zh: '报告所在网页。', en: 'The page of the report.' },
      constraints: { pattern: 'https?://[^\\s<>"]+', maxLength: 4000 },
      expected: {
        zh: '以 http:// 或 https:// 开头、不含空格的网址（没有则留空）',
        en: 'an address that begins with http:// or https:// and has no spaces (empty if there is none)',
      },
      mayBeAbsent: true,
    },
    {
      name: 'published_on',
      type: 'date',
      title: { zh: '发布日期', en: 'Published on' },
      description: {
        zh: '部分取自网址，抽查6例中有4例与文中日期不符，不宜据以计算及时性。',
        en: 'Partly read from the page address, which disagreed with the printed date in 4 of 6 cases: no measure of timeliness rests on it.',
      },
      mayBeAbsent: true,
    },
    {
      name: 'section2',
      ...SECTION,
      title: { zh: '第二部分录入情况', en: 'Section 2' },
      description: {
        zh: '主动公开表录入了多少。',
        en: 'How much of the table on active disclosure was read.',
      },
    },
    {
      name: 'section3',
      ...SECTION,
      title: { zh: '第三部分录入情况', en: 'Section 3' },
      description: {
        zh: '申请办理表录入了多少；整表已录时，未列的行即印为0。',
        en: 'How much of the table on applications was read; where it was read whole, a row left out was printed as 0.',
      },
    },
    {
      name: 'section4',
      ...SECTION,
      title: { zh: '第四部分录入情况', en: 'Section 4' },
      description: {
        zh: '复议诉讼表录入了多少；整表已录时，未列的行即印为0。',
        en: 'How much of the table on reconsiderations and lawsuits was read; where it was read whole, a row left out was printed as 0.',
      },
    },
    {
      name: 'narrative_items_disclosed',
      ...NARRATIVE,
      title: { zh: '正文：公开信息条数', en: 'Prose: items disclosed' },
      description: {
        zh: '各单位口径不一，只供查看，不加总、不排名。',
        en: 'Bodies count different things: shown, never summed or ranked.',
      },
    },
    {
      name: 'narrative_applications_new',
      ...NARRATIVE,
      title: { zh: '正文：新收申请', en: 'Prose: new applications' },
      description: { zh: '写明“未收到”记为0。', en: '"None received" was recorded as 0.' },
    },
    {
      name: 'narrative_reconsiderations',
      ...NARRATIVE,
      title: { zh: '正文：行政复议', en: 'Prose: reconsiderations' },
      description: { zh: '正文写明的行政复议件数。', en: 'Reconsiderations stated in the prose.' },
    },
    {
      name: 'narrative_lawsuits',
      ...NARRATIVE,
      title: { zh: '正文：行政诉讼', en: 'Prose: lawsuits' },
      description: { zh: '正文写明的行政诉讼件数。', en: 'Lawsuits stated in the prose.' },
    },
    {
      name: 'narrative_permits',
      ...NARRATIVE,
      title: { zh: '正文：行政许可', en: 'Prose: permits' },
      description: { zh: '正文写明的行政许可处理决定数量。', en: 'Permit decisions stated in the prose.' },
    },
    {
      name: 'narrative_penalties',
      ...NARRATIVE,
      title: { zh: '正文：行政处罚', en: 'Prose: penalties' },
      description: { zh: '正文写明的行政处罚处理决定数量。', en: 'Penalty decisions stated in the prose.' },
    },
    {
      name: 'narrative_coercions',
      ...NARRATIVE,
      title: { zh: '正文：行政强制', en: 'Prose: coercive measures' },
      description: { zh: '正文写明的行政强制处理决定数量。', en: 'Coercive measures stated in the prose.' },
    },
    {
      name: 'narrative_applications_handled',
      ...NARRATIVE,
      title: { zh: '正文：办结申请', en: 'Prose: applications handled' },
      description: { zh: '正文写明的办结申请件数。', en: 'Applications handled, as stated in the prose.' },
    },
    {
      name: 'narrative_processing_fee_yuan',
      ...NARRATIVE,
      title: { zh: '正文：信息处理费（元）', en: 'Prose: processing fee (yuan)' },
      description: {
        zh: '第六部分所述信息处理费收取金额，单位元。',
        en: 'Information-processing fee charged, as stated in section 6, in yuan.',
      },
    },
    {
      name: 'note',
      type: 'string',
      title: { zh: '备注', en: 'Note' },
      description: { zh: '使用者应知的情况。', en: 'What the reader of the report should know.' },
      // DuckDB's reader takes lines of up to 2 MB; 200,000 characters stay well below it in UTF-8.
      constraints: { maxLength: 200_000 },
      mayBeAbsent: true,
    },
  ],
  primaryKey: ['report_id'],
  foreignKeys: [{ field: 'region_code', reference: { table: 'regions', field: 'code' } }],
  rowChecks: [
    {
      fields: ['report_id', 'region_code', 'year'],
      column: 'report_id',
      code: 'value-pattern',
      holds: (id = '', region = '', year = '') =>
        id.length === region.length + 1 + year.length && id === `${region}-${year}`,
      expected: (_id = '', region = '', year = '') => ({
        zh: `${region}-${year}，即“区划代码-年份”`,
        en: `${region}-${year}, the region code and the year of the row`,
      }),
    },
  ],
});
