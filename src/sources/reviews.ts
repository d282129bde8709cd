import type { Bilingual } from '#model/bilingual.ts';
import { REVIEW_CHANNEL_IDS, REVIEW_CHANNELS, REVIEW_RESULTS, type ReviewResult } from '#model/forms.ts';
import { defineTable } from './contract.ts';
import { REPORT_ID } from './report-id.ts';

const DESCRIPTION: Bilingual = {
  zh: '照印数录入；空白为缺失，不是0。',
  en: 'The value as printed; empty means missing, not 0.',
};

function result<const R extends ReviewResult>(name: R) {
  return { name, type: 'number', title: REVIEW_RESULTS[name], description: DESCRIPTION } as const;
}

/** Section 4, one row per report and channel. */
export const reviews = defineTable({
  name: 'reviews',
  title: { zh: '复议诉讼', en: 'Reconsiderations and lawsuits' },
  description: {
    zh: '第四部分“因政府信息公开工作被申请行政复议、提起行政诉讼情况”，每份报告的每个渠道一行。整表已录（section4 为 table）时，未列的行即印为0。',
    en: 'Section 4, reconsiderations and lawsuits: one row per report and channel. Where section4 is "table", a row left out was printed as 0.',
  },
  columns: [
    REPORT_ID,
    {
      name: 'channel',
      type: 'string',
      title: { zh: '渠道', en: 'Channel' },
      description: { zh: '复议或诉讼的渠道。', en: 'The channel of the complaint.' },
      constraints: { required: true, enum: REVIEW_CHANNEL_IDS },
      categories: REVIEW_CHANNELS,
    },
    result('upheld'),
    result('corrected'),
    result('other'),
    result('pending'),
    result('total'),
  ],
  primaryKey: ['report_id', 'channel'],
  foreignKeys: [{ field: 'report_id', reference: { table: 'reports', field: 'report_id' } }],
  rowChecks: [],
});
