import type { Bilingual } from '#model/bilingual.ts';
import type { SectionStatus } from '#model/report.ts';

/** Whether a section was printed, and how much of it could be read. */
export const SECTION_STATUS: Readonly<Record<SectionStatus, Bilingual>> = {
  table: { zh: '整表已读', en: 'read whole' },
  partial: { zh: '只读到一部分', en: 'read in part' },
  blank: { zh: '印出但空白', en: 'printed but empty' },
  not_captured: { zh: '未能读取', en: 'not captured' },
};
