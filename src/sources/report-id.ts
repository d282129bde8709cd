import { REGION_CODE_PATTERN } from './regions.ts';

/** The column by which sections 2, 3 and 4 belong to a report. */
export const REPORT_ID = {
  name: 'report_id',
  type: 'string',
  title: { zh: '报告编号', en: 'Report id' },
  description: { zh: '所属报告，见 reports.csv。', en: 'The report the row belongs to, in reports.csv.' },
  constraints: { required: true, pattern: `${REGION_CODE_PATTERN}-\\d{4}` },
  expected: {
    zh: '“区划代码-年份”，如 130623205-2023',
    en: 'region code, hyphen, year, such as 130623205-2023',
  },
} as const;
