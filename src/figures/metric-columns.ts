/** Columns of table twins whose rows are figures of one metric. */
import { createElement } from 'react';
import { absenceOf, isRate } from '#charts/figure.ts';
import type { DataColumn } from '#components/data-table.tsx';
import { metricText, pick } from '#i18n/format.ts';
import { METRICS, type MetricId } from '#metrics/registry.ts';
import type { Bilingual, Language } from '#model/bilingual.ts';
import type { MetricRow } from '#queries/metric-row.ts';
import { StoryButton } from './story/story-button.tsx';

const WORDS = {
  metric: { zh: '指标', en: 'Metric' },
  year: { zh: '年份', en: 'Year' },
  value: { zh: '数值', en: 'Value' },
  numerator: { zh: '分子', en: 'Numerator' },
  denominator: { zh: '分母', en: 'Denominator' },
  stated: { zh: '所据年报', en: 'Reports it rests on' },
  fromProse: { zh: '取自正文', en: 'Stated in prose' },
  filed: { zh: '收有年报', en: 'Reports held' },
  expected: { zh: '应有年报', en: 'Reports due' },
} as const satisfies Record<string, Bilingual>;

/** Value, which opens its story, for rates its operands, and the coverage; what a chart's tooltip gives. */
export function metricColumns(
  metrics: readonly MetricId[],
  language: Language,
): readonly DataColumn<MetricRow>[] {
  const definitions = metrics.map((id) => METRICS[id]);
  const [only] = definitions;
  const count = (
    id: string,
    words: Bilingual,
    value: (row: MetricRow) => number | null,
  ): DataColumn<MetricRow> => ({
    id,
    header: pick(words, language),
    kind: 'number',
    value,
    absence: (row) => absenceOf(row) ?? 'blank',
  });
  const oneUnit = only !== undefined && definitions.every(({ unit }) => unit === only.unit);
  const unit = oneUnit ? metricText(0, only.unit, language).unit : '';
  return [
    {
      ...count('value', WORDS.value, (row) => row.value),
      ...(unit === '' ? {} : { unit }),
      quantity: (row: MetricRow) => METRICS[row.metric].unit,
      cell: (row) => {
        const text = metricText(row.value, METRICS[row.metric].unit, language);
        const shown = oneUnit || text.unit === '' ? text.number : `${text.number} ${text.unit}`;
        return createElement(StoryButton, { row }, shown);
      },
    },
    ...(definitions.some(isRate)
      ? [
          count('numerator', WORDS.numerator, (row) => row.numerator),
          count('denominator', WORDS.denominator, (row) => row.denominator),
        ]
      : []),
    count('stated', WORDS.stated, (row) => row.stated),
    ...(definitions.some(({ prose }) => prose)
      ? [count('from_prose', WORDS.fromProse, (row) => row.from_prose)]
      : []),
    count('filed', WORDS.filed, (row) => row.filed),
    count('expected', WORDS.expected, (row) => row.expected),
  ];
}

/** The column that names the year of a row. */
export function yearColumn(language: Language, rowHeader: boolean): DataColumn<MetricRow> {
  return {
    id: 'year',
    header: pick(WORDS.year, language),
    kind: 'text',
    rowHeader,
    value: ({ year }) => (year === null ? null : `${year}`),
  };
}

/** The column that names the metric of a row. */
export function metricNameColumn(language: Language): DataColumn<MetricRow> {
  return {
    id: 'metric',
    header: pick(WORDS.metric, language),
    kind: 'text',
    rowHeader: true,
    value: ({ metric }) => pick(METRICS[metric].name, language),
  };
}
