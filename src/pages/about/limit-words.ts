/** The limits of the package in sentences, each made from counts. Pure. */
import { formatNumber, formatShare } from '#i18n/format.ts';
import type { Language } from '#model/bilingual.ts';
import type { SampleFacts } from '#queries/sample-facts.ts';

/** Under this share of the reports due, totals say nothing of the whole. */
const NEARLY_ALL = 0.95;

export function limitSentences(
  facts: SampleFacts,
  synthetic: boolean,
  language: Language,
): readonly string[] {
  const zh = language === 'zh';
  const n = (value: number) => formatNumber(value, language);
  const { first_year: from, last_year: to, reports, townships, listed } = facts;
  const none = zh
    ? `名单上有 ${n(listed)} 个乡镇街道，没有收录任何一份乡镇街道的年报。`
    : `The list has ${n(listed)} townships, and no report of any of them is held.`;
  if (reports === 0 || from === null || to === null) return [none];
  const span = from === to ? `${from}` : `${from}–${to}`;
  const due = listed * (to - from + 1);
  const held = formatShare(due === 0 ? null : reports / due, language);
  const whole = (count: number, part: number) =>
    zh ? `${n(count)} 份读全、${n(part)} 份读到一部分` : `${n(count)} whole and ${n(part)} in part`;
  const { section2_whole, section2_part, section3_whole, section3_part, section4_whole, section4_part } =
    facts;
  const sentences: string[] = synthetic
    ? [
        zh
          ? '这是程序生成的数据，不对应任何真实的乡镇，不得引用。'
          : 'This data was made by a program: it says nothing of any real township and must not be cited.',
      ]
    : [];
  sentences.push(
    zh
      ? `收有 ${span} 年 ${n(townships)} 个乡镇街道的 ${n(reports)} 份年报，来自名单上 ${n(facts.provinces_listed)} 个省份中的 ${n(facts.provinces)} 个；按名单上的 ${n(listed)} 个乡镇街道，这些年应有 ${n(due)} 份，收录了 ${held}。`
      : `${n(reports)} reports of ${n(townships)} townships for ${span} are held, from ${n(facts.provinces)} of the ${n(facts.provinces_listed)} provinces in the list; of the ${n(due)} reports that its ${n(listed)} townships owe for these years, that is ${held}.`,
    severalYears(facts, language),
    zh
      ? `${n(facts.form_2019)} 份用 2019 年表式，${n(facts.form_2021)} 份用 2021 年表式，${n(facts.no_form)} 份没有见到表格；表式从年报读出，不由年份推断。`
      : `${n(facts.form_2019)} are on the form of 2019, ${n(facts.form_2021)} on that of 2021, and of ${n(facts.no_form)} no table was seen; the form is read from the report, never taken from its year.`,
    zh
      ? `表二 ${whole(section2_whole, section2_part)}；表三 ${whole(section3_whole, section3_part)}；表四 ${whole(section4_whole, section4_part)}。`
      : `Section 2 was read ${whole(section2_whole, section2_part)}; section 3 ${whole(section3_whole, section3_part)}; section 4 ${whole(section4_whole, section4_part)}.`,
    zh
      ? `${n(facts.applications_in_prose)} 份在正文里写明了收到多少申请；表格没有给出时用它顶替，并作标记，也可以关掉。`
      : `${n(facts.applications_in_prose)} state in prose how many applications they received; where the table does not, that number stands in, marked, and can be switched off.`,
  );
  if (facts.without_address > 0) {
    sentences.push(
      zh
        ? `${n(facts.without_address)} 份没有来源网址。`
        : `${n(facts.without_address)} ${facts.without_address === 1 ? 'has' : 'have'} no address of a source page.`,
    );
  }
  if (due > 0 && reports / due < NEARLY_ALL) {
    sentences.push(
      zh
        ? '因此任何合计都只代表收录的这些年报，不代表一省、一县或全国。'
        : 'So any total speaks for the reports held alone, not for a province, a county or the country.',
    );
  }
  return sentences;
}

function severalYears({ several_years: several, townships }: SampleFacts, language: Language): string {
  const zh = language === 'zh';
  const count = formatNumber(several, language);
  const few = several * 2 < townships;
  if (zh) {
    return `有两年以上年报的乡镇街道 ${count} 个${few ? '，不到一半，所以历年的升降可能只是收录的年报不同造成的' : ''}。`;
  }
  const why = few
    ? ', less than half, so that rises and falls over the years may only mean that other reports are held'
    : '';
  return `${count} townships have reports for two years or more${why}.`;
}
