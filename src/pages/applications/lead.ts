/** The first paragraph of the page on applications, from the same rows as its figures. Pure. */
import { formatNumber, formatShare, formatYears } from '#i18n/format.ts';
import type { Language } from '#model/bilingual.ts';
import type { YearRange } from '#model/year.ts';
import type { Flow } from '#queries/flow.ts';
import type { MetricRow } from '#queries/metric-row.ts';

export interface ApplicationsLeadInput {
  readonly place: string;
  readonly township: boolean;
  readonly years: YearRange;
  readonly received: MetricRow;
  readonly withoutAny: MetricRow;
  readonly handled: MetricRow;
  readonly disclosed: MetricRow;
  readonly section3: Pick<Flow, 'reports' | 'section3_whole' | 'section3_partial'>;
}

/** How many applications are stated, by how many reports, how they ended, and what is not known of it. */
export function applicationsLead(input: ApplicationsLeadInput, language: Language): string {
  const { place, township, years, received } = input;
  const zh = language === 'zh';
  const span = formatYears(years, language);
  if (received.filed === 0) {
    return zh
      ? `没有收录${place}${span}的年报，收到多少申请不知道。`
      : `No report of ${place} for ${span} is held: how many applications there were is not known.`;
  }
  const sentences = [
    receivedSentence(input, zh ? `${span}，${place}${township ? '' : '乡镇街道'}` : span, language),
    ...endingSentences(input, language),
  ];
  return sentences.join(zh ? '' : ' ');
}

function receivedSentence(
  { place, township, received, withoutAny }: ApplicationsLeadInput,
  when: string,
  language: Language,
): string {
  const zh = language === 'zh';
  const filed = formatNumber(received.filed, language);
  const due = formatNumber(received.expected, language);
  const bodies = township ? place : zh ? place : `the townships of ${place}`;
  if (received.value === null) {
    return zh
      ? `${when}的年报收录了 ${filed} 份，没有一份写明收到多少申请；应有年报 ${due} 份。`
      : `For ${when}, none of the ${filed} reports held of ${bodies} states how many applications came in; ${due} are due.`;
  }
  const count = formatNumber(received.value, language);
  if (received.expected === 1) {
    const prose = received.from_prose > 0 ? (zh ? '（取自正文）' : ' (from the prose)') : '';
    return zh
      ? `${when}的年报写明新收申请 ${count} 件${prose}。`
      : `The report of ${bodies} for ${when} states ${count} new application${received.value === 1 ? '' : 's'}${prose}.`;
  }
  const stated = formatNumber(received.stated, language);
  const prose = formatNumber(received.from_prose, language);
  const allZero = withoutAny.numerator === received.stated;
  const none = formatNumber(withoutAny.numerator, language);
  const share = formatShare(withoutAny.value, language, { digits: 0 });
  if (zh) {
    const total = allZero ? '' : `，共 ${count} 件`;
    const source = received.from_prose > 0 ? `（其中 ${prose} 份取自正文）` : '';
    const zeros =
      withoutAny.numerator === null
        ? ''
        : allZero
          ? '，全部是 0 件'
          : `，其中 ${none} 份一件也没有（${share}）`;
    return `${when}有 ${stated} 份年报${source}写明新收申请${total}${zeros}；应有年报 ${due} 份，收录 ${filed} 份。`;
  }
  const source = received.from_prose > 0 ? ` (${prose} of them in prose)` : '';
  const zeros =
    withoutAny.numerator === null
      ? ''
      : allZero
        ? ', none at all in any of them'
        : `; ${none} of them (${share}) state none at all`;
  return `For ${when}, ${stated} reports${source} of ${bodies} state ${allZero ? 'new applications' : `${count} new applications in total`}${zeros}. Of ${due} reports due, ${filed} are held.`;
}

function endingSentences(
  { handled, disclosed, section3 }: ApplicationsLeadInput,
  language: Language,
): readonly string[] {
  const zh = language === 'zh';
  const partial = formatNumber(section3.section3_partial, language);
  if (disclosed.value !== null && disclosed.denominator !== null) {
    const cases = formatNumber(disclosed.denominator, language);
    const share = formatShare(disclosed.value, language);
    const reports = formatNumber(disclosed.stated, language);
    return [
      zh
        ? `写明结果的 ${reports} 份年报办结 ${cases} 件，${share} 得到全部或部分信息。`
        : `In the ${reports} reports that state outcomes, ${cases} were handled and ${share} of them got all or part of the information.`,
    ];
  }
  if (section3.section3_whole > 0 && handled.value === 0) {
    return [zh ? '没有办结的申请，谈不上公开率。' : 'None was handled, so there is no disclosure rate.'];
  }
  if (section3.section3_whole > 0) return [];
  if (section3.reports === 1) {
    const part = section3.section3_partial > 0;
    return [
      zh
        ? `申请表${part ? '只读到一部分，申请怎样办结只能说到写明的那几项' : '没有读到，申请怎样办结不知道'}。`
        : part
          ? 'Its table of applications was read in part: how they ended can only be told for the rows that are stated.'
          : 'Its table of applications was not read: how they ended is not known.',
    ];
  }
  return [
    zh
      ? `申请表没有一份整张读到${section3.section3_partial > 0 ? `，只有 ${partial} 份读到一部分` : ''}，所以申请怎样办结，这里只能说到写明的那几项。`
      : `No table of applications was read whole${section3.section3_partial > 0 ? ` and ${partial} were read in part` : ''}, so how they ended can only be told for the rows that are stated.`,
  ];
}
