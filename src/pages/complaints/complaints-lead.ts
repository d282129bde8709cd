/** The page's first sentences, from its numbers. Pure. */
import { intervalOf } from '#charts/figure.ts';
import { formatMetric, formatNumber, formatYears } from '#i18n/format.ts';
import { METRICS, type MetricId } from '#metrics/registry.ts';
import type { Language } from '#model/bilingual.ts';
import type { YearRange } from '#model/year.ts';
import type { MetricRow } from '#queries/metric-row.ts';

/** What the lead is made of, asked for together. */
export const LEAD_METRICS = [
  'reconsiderations',
  'lawsuits',
  'reconsideration_correction_rate',
  'lawsuit_loss_rate',
] as const satisfies readonly MetricId[];

export interface ComplaintsLead {
  readonly place: string;
  readonly years: YearRange;
  /** One row of each of `LEAD_METRICS`, over the years taken together. */
  readonly rows: readonly MetricRow[];
}

interface Words {
  readonly noun: { readonly zh: string; readonly en: string; readonly enOne: string };
  readonly count: MetricRow | undefined;
  readonly rate: MetricRow | undefined;
}

function countSentence({ noun, count }: Words, language: Language): string {
  const zh = language === 'zh';
  const stated = count?.stated ?? 0;
  if (count === undefined || stated === 0) {
    return zh ? `没有一份年报写明${noun.zh}多少件` : `no report says how many ${noun.en}`;
  }
  const number = (value: number | null) => formatNumber(value, language);
  const prose = count.from_prose;
  if (zh) {
    const said =
      prose === 0 ? '' : prose === stated ? '（都取自正文）' : `（其中 ${number(prose)} 份取自正文）`;
    return `${number(stated)} 份年报${said}写明${noun.zh}，共 ${number(count.value)} 件`;
  }
  const said =
    prose === 0 ? '' : prose === stated ? ', all in prose,' : `, ${number(prose)} of them in prose,`;
  const cases = count.value === 1 ? noun.enOne : noun.en;
  return `${number(stated)} ${stated === 1 ? 'report' : 'reports'}${said} state ${number(count.value)} ${cases}`;
}

function rateSentence({ noun, rate }: Words, language: Language): string | null {
  const zh = language === 'zh';
  if (rate === undefined || rate.stated === 0 || rate.denominator === null) return null;
  const closed = formatNumber(rate.denominator, language);
  if (rate.denominator === 0) {
    return zh ? `审结的${noun.zh} 0 件` : `no ${noun.enOne} was closed`;
  }
  const metric = METRICS[rate.metric];
  const share = formatMetric(rate.value, metric.unit, language);
  const interval = intervalOf(rate, metric);
  const bounds =
    interval === null
      ? ''
      : `${formatMetric(interval.low, metric.unit, language)}–${formatMetric(interval.high, metric.unit, language)}`;
  const corrected = formatNumber(rate.numerator, language);
  if (zh) {
    const range = bounds === '' ? '' : `，95% 区间 ${bounds}`;
    return `审结的${noun.zh} ${closed} 件，纠正 ${corrected} 件（${share}${range}）`;
  }
  const range = bounds === '' ? '' : `, 95% interval ${bounds}`;
  return `of ${closed} closed ${rate.denominator === 1 ? noun.enOne : noun.en}, ${corrected} corrected the body (${share}${range})`;
}

/**
 * How many cases, from how many reports; how many were corrected; and what cannot be said because so few reports
 * have the whole table of section 4.
 */
export function complaintsLead({ place, years, rows }: ComplaintsLead, language: Language): string {
  const zh = language === 'zh';
  const row = (id: MetricId) => rows.find(({ metric }) => metric === id);
  const both: readonly Words[] = [
    {
      noun: { zh: '行政复议', en: 'reconsiderations', enOne: 'reconsideration' },
      count: row('reconsiderations'),
      rate: row('reconsideration_correction_rate'),
    },
    {
      noun: { zh: '行政诉讼', en: 'lawsuits', enOne: 'lawsuit' },
      count: row('lawsuits'),
      rate: row('lawsuit_loss_rate'),
    },
  ];
  const span = formatYears(years, language);
  const counts = both.map((each) => countSentence(each, language));
  const rates = both.flatMap((each) => rateSentence(each, language) ?? []);
  const whole = Math.max(0, ...both.map(({ rate }) => rate?.stated ?? 0));
  const stating = Math.max(0, ...both.map(({ count }) => count?.stated ?? 0));
  const first = zh ? `${place}${span}：${counts.join('；')}。` : `${place}, ${span}: ${counts.join('; ')}.`;
  return `${first}${zh ? '' : ' '}${ratesText(rates, whole, stating, language)}`.trim();
}

function ratesText(rates: readonly string[], whole: number, stating: number, language: Language): string {
  const zh = language === 'zh';
  const reports = formatNumber(whole, language);
  if (whole === 0) {
    if (stating === 0) return '';
    return zh
      ? '没有一份年报的第四部分表格可用，结果怎样无从得知，纠正率算不出来。'
      : 'No report has a usable table of section 4, so how the cases ended is unknown and no rate can be worked out.';
  }
  // English sentences begin with a capital; Chinese has none.
  const joined = rates.join(zh ? '；' : '; ');
  const said = joined.charAt(0).toUpperCase() + joined.slice(1);
  if (whole * 2 >= stating) {
    return zh
      ? `${said}，按 ${reports} 份有完整表格的年报计。`
      : `${said}, by the ${reports} reports with the table.`;
  }
  return zh
    ? `能算纠正率的，只有第四部分表格完整的 ${reports} 份年报：${joined}。其余只有件数。`
    : `Only ${reports} ${whole === 1 ? 'report has' : 'reports have'} a usable table of section 4: ${joined}. The others give counts alone.`;
}
