/** Columns of table twins whose rows are figures of one metric. */
import { createElement, type ReactNode } from 'react';
import { absenceOf, intervalOf, isRate } from '#charts/figure.ts';
import type { DataColumn } from '#components/data-table.tsx';
import { metricText, pick } from '#i18n/format.ts';
import { METRICS, type MetricId } from '#metrics/registry.ts';
import type { Bilingual, Language } from '#model/bilingual.ts';
import type { SiteTerm } from '#model/glossary.ts';
import type { Unit } from '#model/unit.ts';
import type { MetricRow } from '#queries/metric-row.ts';
import { StoryButton } from './story/story-button.tsx';

const WORDS = {
  metric: { zh: '指标', en: 'Metric' },
  year: { zh: '年份', en: 'Year' },
  value: { zh: '数值', en: 'Value' },
  numerator: { zh: '分子', en: 'Numerator' },
  denominator: { zh: '分母', en: 'Denominator' },
  low: { zh: '95% 区间下限', en: '95% interval, low' },
  high: { zh: '95% 区间上限', en: '95% interval, high' },
  stated: { zh: '所据年报', en: 'Reports it rests on' },
  fromProse: { zh: '取自正文', en: 'Stated in prose' },
  filed: { zh: '收有年报', en: 'Reports held' },
  expected: { zh: '应有年报', en: 'Reports due' },
} as const satisfies Record<string, Bilingual>;

/** Counts have no denominator, and what is no share of a whole has no interval. */
const ofShares = { absence: (row: MetricRow) => absenceOf(row) ?? ('not-a-share' as const) };

/** The number as it is shown; its unit beside it where the column's header does not say it. */
function shown(value: number | null, unit: Unit, oneUnit: boolean, language: Language): string {
  const text = metricText(value, unit, language);
  return oneUnit || text.unit === '' ? text.number : `${text.number} ${text.unit}`;
}

/** Value, which opens its story; for rates its operands and 95 % interval; and the coverage: what a chart's tooltip gives. */
export function metricColumns(
  metrics: readonly MetricId[],
  language: Language,
): readonly DataColumn<MetricRow>[] {
  const definitions = metrics.map((id) => METRICS[id]);
  const [only] = metrics;
  const count = (
    id: string,
    words: Bilingual,
    value: (row: MetricRow) => number | null,
    term?: SiteTerm,
  ): DataColumn<MetricRow> => ({
    id,
    header: pick(words, language),
    kind: 'number',
    value,
    absence: (row) => absenceOf(row) ?? 'blank',
    ...(term === undefined ? {} : { term: { term } }),
  });
  const [first] = definitions;
  const oneUnit = first !== undefined && definitions.every(({ unit }) => unit === first.unit);
  const unit = oneUnit ? metricText(0, first.unit, language).unit : '';
  const story = (row: MetricRow, children: ReactNode) => createElement(StoryButton, { row }, children);
  const inUnit = {
    ...(unit === '' ? {} : { unit }),
    quantity: (row: MetricRow) => METRICS[row.metric].unit,
  };
  const bound = (id: 'low' | 'high'): DataColumn<MetricRow> => {
    const of = (row: MetricRow) => intervalOf(row, METRICS[row.metric])?.[id] ?? null;
    return {
      ...count(`interval-${id}`, WORDS[id], of, id === 'low' ? 'interval' : undefined),
      ...ofShares,
      ...inUnit,
      cell: (row) => shown(of(row), METRICS[row.metric].unit, oneUnit, language),
    };
  };
  return [
    {
      ...count('value', WORDS.value, (row) => row.value),
      ...(only !== undefined && metrics.length === 1 ? { term: { metric: only } } : {}),
      ...inUnit,
      cell: (row) => story(row, shown(row.value, METRICS[row.metric].unit, oneUnit, language)),
      missing: story,
    },
    ...(definitions.some(isRate)
      ? [
          count('numerator', WORDS.numerator, (row) => row.numerator),
          {
            ...count('denominator', WORDS.denominator, (row) => row.denominator, 'denominator'),
            ...ofShares,
          },
          bound('low'),
          bound('high'),
        ]
      : []),
    count('stated', WORDS.stated, (row) => row.stated, 'rests-on'),
    ...(definitions.some(({ prose }) => prose)
      ? [count('from_prose', WORDS.fromProse, (row) => row.from_prose, 'prose')]
      : []),
    count('filed', WORDS.filed, (row) => row.filed),
    count('expected', WORDS.expected, (row) => row.expected, 'due'),
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
    width: 80,
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
    width: 150,
  };
}
