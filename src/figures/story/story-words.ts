/** The story of a number in words. Pure. */
import { absenceMark, absenceOf, absenceText, intervalOf, valueText } from '#charts/figure.ts';
import { formatMetric, formatNumber, formatYears, metricText, pick } from '#i18n/format.ts';
import type { Terms } from '#metrics/metric.ts';
import { METRICS, type MetricId } from '#metrics/registry.ts';
import type { Bilingual, Language } from '#model/bilingual.ts';
import { cellName, cellOf } from '#model/forms.ts';
import { type MeasureId, measureOf } from '#model/measures.ts';
import { FORM_VERSIONS } from '#model/report.ts';
import type { YearRange } from '#model/year.ts';
import type { MetricRow } from '#queries/metric-row.ts';
import type { ReportCells } from '#queries/report-cells.ts';
import { measuresOf, type Story, type StorySpec, storyYears, termsOf } from '#queries/story.ts';
import { SECTION_STATUS } from '../section-status.ts';

/** Full-width brackets bring their own space. */
export function tight(text: string): string {
  return text.replaceAll(' （', '（').replaceAll('） ', '）');
}

/** The story's number as figures carry it, to be put into the same words. */
export function rowOfStory(spec: StorySpec, story: Story): MetricRow {
  const rests = storyYears(spec.metric, spec.years);
  return {
    metric: spec.metric,
    region_code: spec.region,
    year: null,
    value: story.value,
    numerator: story.numerator,
    denominator: METRICS[spec.metric].formula.kind === 'sum' ? null : story.denominator,
    stated: story.counted,
    from_prose: story.from_prose,
    expected: story.expected,
    filed: story.expected - story.not_filed,
    not_applicable: story.not_applicable,
    as_of: rests.from === spec.years.from ? null : rests.to,
  };
}

/** "其中口乡，2023 年：行政许可 12 件". */
export function storyTitle(row: MetricRow, place: string, years: YearRange, language: Language): string {
  const name = pick(METRICS[row.metric].name, language);
  const span = formatYears(years, language);
  const absence = absenceOf(row);
  const value =
    absence === null && row.value !== null
      ? valueText(row.value, METRICS[row.metric].unit, language)
      : absenceMark(absence ?? 'blank', language);
  return language === 'zh' ? `${place}，${span}：${name} ${value}` : `${name}, ${place}, ${span}: ${value}`;
}

/** Operands are counted in the metric's unit, those of a rate one by one. */
function operandNumber(metric: MetricId, value: number | null, language: Language): string {
  const { formula, unit } = METRICS[metric];
  return formula.kind === 'sum' ? metricText(value, unit, language).number : formatNumber(value, language);
}

function sideText(
  metric: MetricId,
  terms: Terms,
  sums: ReadonlyMap<MeasureId, number | null>,
  language: Language,
): string {
  return terms
    .map(({ measure, sign }, place) => {
      const operator = sign === -1 ? ' − ' : place === 0 ? '' : ' + ';
      const name = pick(measureOf(measure).name, language);
      return `${operator}${name} ${operandNumber(metric, sums.get(measure) ?? null, language)}`;
    })
    .join('');
}

/** "实质公开率 =（予以公开 12 + 部分公开 3）÷ 办理结果总计 20 = 75%"; "19 份年报的行政许可处理决定数量相加 = 9,033 件". */
export function storyEquation(row: MetricRow, story: Story, language: Language): string {
  const { metric } = row;
  const { name, formula, unit } = METRICS[metric];
  const zh = language === 'zh';
  const sums = new Map(story.operands.map(({ measure, sum }) => [measure, sum]));
  const [top, bottom] = termsOf(metric);
  const bracket = (terms: Terms) => {
    const text = sideText(metric, terms, sums, language);
    if (terms.length === 1) return text;
    return zh ? `（${text}）` : `(${text})`;
  };
  const absence = absenceOf(row);
  const result = absence === null ? formatMetric(row.value, unit, language) : absenceText(absence, language);
  const head = pick(name, language);
  if (formula.kind === 'sum') {
    const [only] = top;
    if (top.length === 1 && only !== undefined) {
      const operand = pick(measureOf(only.measure).name, language);
      const reports = formatNumber(story.counted, language);
      if (story.counted === 1)
        return zh ? `年报所列的${operand} = ${result}` : `${operand}, as reported = ${result}`;
      return zh
        ? `${reports} 份年报的${operand}相加 = ${result}`
        : `${operand}, added over ${reports} reports = ${result}`;
    }
    return `${head} = ${sideText(metric, top, sums, language)} = ${result}`;
  }
  const times = formula.per === 1 ? '' : `${formula.per} × `;
  return tight(`${head} = ${times}${bracket(top)} ÷ ${bracket(bottom)} = ${result}`);
}

/** How sure a rate can be on so many cases; null for what is no rate of cases. */
export function intervalText(row: MetricRow, language: Language): string | null {
  const metric = METRICS[row.metric];
  const interval = intervalOf(row, metric);
  if (interval === null) return null;
  const [low, high] = [interval.low, interval.high].map((each) => formatMetric(each, metric.unit, language));
  return language === 'zh'
    ? `${low} 至 ${high}（威尔逊 95% 区间；件数越少，区间越宽）`
    : `${low} to ${high} (Wilson 95% interval; the fewer the cases, the wider)`;
}

const SECTIONS: Readonly<Record<2 | 3 | 4, Bilingual>> = {
  2: { zh: '第二部分（主动公开）', en: 'Section 2 (active disclosure)' },
  3: { zh: '第三部分（申请办理）', en: 'Section 3 (applications)' },
  4: { zh: '第四部分（复议诉讼）', en: 'Section 4 (reconsiderations and lawsuits)' },
};

/**
 * Why one report does not give a metric: "这份年报用2021年表式；第三部分（申请办理）只读到一部分。" Empty where the
 * metric is read from no cell.
 */
export function whyMissing(
  metric: MetricId,
  { template, sections }: Pick<ReportCells, 'template' | 'sections'>,
  language: Language,
): string {
  const zh = language === 'zh';
  const form =
    template === null
      ? zh
        ? '这份年报没有见到表格'
        : 'No table was seen in this report'
      : zh
        ? `这份年报用${template}年表式`
        : `This report is on the form of ${template}`;
  const wanted = new Set(
    FORM_VERSIONS.flatMap((each) =>
      measuresOf(metric).flatMap((id) =>
        (measureOf(id).cells[each] ?? []).map((cell) => cellOf(cell).section),
      ),
    ),
  );
  const read = ([2, 3, 4] as const)
    .filter((section) => wanted.has(section))
    .map((section) => {
      const status = pick(SECTION_STATUS[sections[section]], language);
      return `${pick(SECTIONS[section], language)}${zh ? '' : ' '}${status}`;
    });
  if (read.length === 0) return '';
  return `${[form, ...read].join(zh ? '；' : '; ')}${zh ? '。' : '.'}`;
}

/** The printed cells a measure is read from, form by form; forms with the same cells together. */
export function cellsText(measure: MeasureId, language: Language): readonly string[] {
  const { cells } = measureOf(measure);
  const byCells = new Map<string, { readonly forms: string[]; readonly text: string }>();
  for (const form of FORM_VERSIONS) {
    const ids = cells[form];
    if (ids === undefined || ids.length === 0) continue;
    const text = ids.map((id) => pick(cellName(cellOf(id)), language)).join(language === 'zh' ? '、' : '; ');
    const known = byCells.get(text) ?? { forms: [], text };
    known.forms.push(form);
    byCells.set(text, known);
  }
  return [...byCells.values()].map(({ forms, text }) =>
    language === 'zh' ? `${forms.join('、')} 年表式：${text}` : `Form ${forms.join(', ')}: ${text}`,
  );
}

export type StoryReason =
  | 'expected'
  | 'counted'
  | 'from_prose'
  | 'zero_denominator'
  | 'not_filed'
  | 'not_applicable'
  | 'prose_left_out'
  | 'blank';

export interface StoryLine {
  readonly reason: StoryReason;
  readonly count: number;
  /** A part of those counted. */
  readonly part: boolean;
}

export const REASON_TEXT: Readonly<Record<StoryReason, Bilingual>> = {
  expected: { zh: '应有年报（乡镇街道 × 年）', en: 'Reports due (townships × years)' },
  counted: { zh: '计入', en: 'Counted' },
  from_prose: { zh: '其中，数字取自正文', en: 'of them, number stated in prose' },
  zero_denominator: {
    zh: '其中，分母为 0（两边都加 0）',
    en: 'of them, denominator 0 (adds 0 to both sides)',
  },
  not_filed: { zh: '没有计入：没有收录年报', en: 'Left out: no report held' },
  not_applicable: { zh: '没有计入：所用表式没有这一项', en: 'Left out: no such cell on its form' },
  prose_left_out: {
    zh: '没有计入：只有正文写明，而正文的数未采用',
    en: 'Left out: stated in prose alone, and prose is not used',
  },
  blank: { zh: '没有计入：表中空白，或未能读取', en: 'Left out: blank in print, or not captured' },
};

/** All counts that are not 0, in order; those counted are always said. The main ones add up to those due. */
export function storyLines(story: Story): readonly StoryLine[] {
  const line = (reason: StoryReason, part = false): readonly StoryLine[] =>
    story[reason] === 0 && reason !== 'counted' ? [] : [{ reason, count: story[reason], part }];
  return [
    ...line('counted'),
    ...line('from_prose', true),
    ...line('zero_denominator', true),
    ...line('not_filed'),
    ...line('not_applicable'),
    ...line('prose_left_out'),
    ...line('blank'),
    ...line('expected'),
  ];
}
