/** The first sentence of the page on permits and penalties, from the same rows as its figures. Pure. */
import { formatMetric, formatNumber, formatYears, pick } from '#i18n/format.ts';
import { METRICS } from '#metrics/registry.ts';
import type { Language } from '#model/bilingual.ts';
import type { YearRange } from '#model/year.ts';
import type { MetricRow } from '#queries/metric-row.ts';

export interface EnforcementLeadInput {
  readonly place: string;
  readonly township: boolean;
  readonly years: YearRange;
  /** Permits, penalties, coercive measures. */
  readonly rows: readonly MetricRow[];
}

/** What the reports state, on how many of them it rests, and what they do not state. */
export function enforcementLead(input: EnforcementLeadInput, language: Language): string {
  const { place, township, years, rows } = input;
  const zh = language === 'zh';
  const span = formatYears(years, language);
  const filed = Math.max(0, ...rows.map((row) => row.filed));
  const expected = Math.max(0, ...rows.map((row) => row.expected));
  if (filed === 0) {
    return zh
      ? `没有收录${place}${span}的年报，许可、处罚和强制有多少不知道。`
      : `No report of ${place} for ${span} is held: how many permits, penalties and coercive measures there were is not known.`;
  }
  const given = rows.filter(({ value }) => value !== null);
  const silent = rows.filter(({ value }) => value === null).map((row) => nameOf(row, language));
  const single = expected === 1;
  const said = given.map((row) => {
    const amount = `${nameOf(row, language)} ${formatMetric(row.value, METRICS[row.metric].unit, language)}`;
    const rests = restsText(row, single, language);
    if (rests === '') return amount;
    return zh ? `${amount}（${rests}）` : `${amount} (${rests})`;
  });
  const bodies = township ? place : zh ? `${place}乡镇街道` : `the townships of ${place}`;
  const held = formatNumber(filed, language);
  const due = formatNumber(expected, language);
  const sentences: string[] = [];
  if (said.length === 0) {
    sentences.push(
      zh
        ? `${span}，收录的 ${held} 份${bodies}年报没有一份写明许可、处罚或强制的数量`
        : `None of the ${held} reports held of ${bodies} for ${span} states permits, penalties or coercive measures`,
    );
  } else {
    sentences.push(
      zh
        ? `${span}，${bodies}的年报写明：${said.join('、')}`
        : `For ${span}, ${single ? `the report of ${bodies} states` : `reports of ${bodies} state`}: ${said.join(', ')}`,
    );
    if (silent.length > 0) {
      sentences.push(
        zh
          ? `${single ? '没有' : '没有一份'}写明${silent.join('、')}`
          : `${single ? 'it does not state' : 'none states'} ${silent.map((name) => name.toLowerCase()).join(' or ')}`,
      );
    }
  }
  if (!single) {
    sentences.push(
      zh
        ? `应有年报 ${due} 份，收录 ${held} 份；没有收录或没有写明的不是 0`
        : `${held} of the ${due} reports due are held; what is not held or not stated is not 0`,
    );
  }
  return zh ? `${sentences.join('；')}。` : `${sentences.join('; ')}.`;
}

function nameOf(row: MetricRow, language: Language): string {
  return pick(METRICS[row.metric].name, language);
}

function restsText({ stated, from_prose }: MetricRow, single: boolean, language: Language): string {
  const zh = language === 'zh';
  if (single) return from_prose > 0 ? (zh ? '取自正文' : 'from the prose') : '';
  const count = formatNumber(stated, language);
  const prose = formatNumber(from_prose, language);
  if (zh) return from_prose > 0 ? `${count} 份年报，其中 ${prose} 份取自正文` : `${count} 份年报`;
  const reports = stated === 1 ? '1 report' : `${count} reports`;
  return from_prose > 0 ? `${reports}, ${prose} of them in prose` : reports;
}
