/** What the figures of section 3 say of the reports they rest on. Pure. */
import { formatNumber, formatYears } from '#i18n/format.ts';
import type { Bilingual, Language } from '#model/bilingual.ts';
import type { YearRange } from '#model/year.ts';
import type { Flow } from '#queries/flow.ts';

type Coverage = Pick<Flow, 'reports' | 'section3_whole' | 'section3_partial'>;

const SINGLE = {
  whole: {
    zh: '这份年报的申请表（第三部分）整张读到了',
    en: 'The table of applications (section III) of this report was read whole',
  },
  partial: {
    zh: '这份年报的申请表（第三部分）只读到一部分',
    en: 'The table of applications (section III) of this report was read in part',
  },
  none: {
    zh: '这份年报的申请表（第三部分）没有读到',
    en: 'The table of applications (section III) of this report was not read',
  },
} as const satisfies Record<string, Bilingual>;

/** "第三部分整读的 0 份，读到一部分的 11 份，其余 22 份没有读到表格": how far section 3 was read. */
export function section3Text(coverage: Coverage, language: Language): string {
  const { reports, section3_whole: whole, section3_partial: partial } = coverage;
  const rest = Math.max(0, reports - whole - partial);
  if (reports === 1) {
    const read = whole > 0 ? 'whole' : partial > 0 ? 'partial' : 'none';
    return SINGLE[read][language];
  }
  const [all, wholeText, partialText, restText] = [reports, whole, partial, rest].map((count) =>
    formatNumber(count, language),
  );
  return language === 'zh'
    ? `收录的 ${all} 份年报里，申请表（第三部分）整张读到的 ${wholeText} 份，读到一部分的 ${partialText} 份，没有读到的 ${restText} 份`
    : `Of the ${all} reports held, the table of applications (section III) was read whole in ${wholeText}, in part in ${partialText} and not at all in ${restText}`;
}

/** Why the flow is empty. */
export function noFlowText(flow: Flow, place: string, years: YearRange, language: Language): string {
  const span = formatYears(years, language);
  const zh = language === 'zh';
  if (flow.reports === 0) {
    return zh ? `没有收录${place}${span}的年报。` : `No report of ${place} for ${span} is held.`;
  }
  const read = section3Text(flow, language);
  const why =
    years.from < years.to
      ? zh
        ? '没有一个乡镇街道每年都写明来源和去向的每一项，画不出流向。选一个年份，可能就有。'
        : 'No township states every source and outcome in each of these years, so no flow can be drawn. A single year may have one.'
      : zh
        ? `${flow.reports === 1 ? '没有' : '没有一份'}写明来源和去向的每一项，画不出流向：缺的项不能当作 0。`
        : `${flow.reports === 1 ? 'It does not state' : 'None states'} every source and outcome, so no flow can be drawn: what is missing is not 0.`;
  return zh ? `${read}。${why}` : `${read}. ${why}`;
}

/** How many bodies the flow rests on. */
export function flowCoverage(flow: Flow, years: YearRange, language: Language): string {
  const bodies = formatNumber(flow.bodies, language);
  const due = formatNumber(flow.bodies_due, language);
  const several = years.from < years.to;
  if (language === 'zh') {
    return several
      ? `单位：件 · 只计每年各项齐全的 ${bodies} 个乡镇街道，共 ${due} 个`
      : `单位：件 · 只计各项齐全的 ${bodies} 份年报，应有 ${due} 份`;
  }
  return several
    ? `Cases · only the ${bodies} townships, of ${due}, that state every part in every year`
    : `Cases · only the ${bodies} reports that state every part, of ${due} due`;
}

/** "1 report", "2 reports": English counts agree. */
function counted(count: number, noun: string): string {
  return `${formatNumber(count, 'en')} ${noun}${count === 1 ? '' : 's'}`;
}

/** What does not balance, and, over several years, how the carry-over is counted. */
export function flowNote(flow: Flow, years: YearRange, language: Language): string {
  const zh = language === 'zh';
  const { sums, unbalanced } = flow;
  const parts: string[] = [];
  const several = years.from < years.to;
  if (sums !== null && unbalanced > 0) {
    const count = formatNumber(unbalanced, language);
    const [out, source] = [sums.without_outcome, sums.without_source].map((v) => formatNumber(v, language));
    parts.push(
      zh
        ? `${count} ${several ? '个乡镇街道' : '份年报'}的“新收 + 结转来”与“各项结果 + 结转走”不相等：${out} 件没有去向，${source} 件没有来源，图上以斜线标为“不平”。`
        : `In ${counted(unbalanced, several ? 'township' : 'report')} what came in does not equal what is accounted for: ${counted(sums.without_outcome, 'case')} without an outcome, ${counted(sums.without_source, 'case')} without a source, hatched in the drawing.`,
    );
  } else if (sums !== null) {
    parts.push(zh ? '每份年报的来源与去向都相等。' : 'In every report, sources equal outcomes.');
  }
  if (several) {
    parts.push(
      zh
        ? `几年合看时，结转来的取 ${years.from} 年的，结转走的取 ${years.to} 年的，中间各年的结转不重复计。前后两年结转对不上的也算“不平”。`
        : `Over several years, carried in is that of ${years.from} and carried out that of ${years.to}; carry-overs in between are not counted twice, and those that do not match between two years count as not balancing.`,
    );
  }
  return parts.join(zh ? '' : ' ');
}
