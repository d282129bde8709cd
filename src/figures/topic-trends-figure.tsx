import { useMemo } from 'react';
import type { PointTarget } from '#charts/point.ts';
import {
  describeSmallMultiples,
  type SmallMultiplesInput,
  smallMultiplesHeight,
  smallMultiplesSpec,
} from '#charts/small-multiples/spec.ts';
import { formatYears, pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import { TOPICS, type Topic } from '#metrics/metric.ts';
import { METRICS, type MetricId } from '#metrics/registry.ts';
import type { Bilingual } from '#model/bilingual.ts';
import { formsByYearQuery } from '#queries/forms-by-year.ts';
import type { MetricRow } from '#queries/metric-row.ts';
import { metricValuesQuery } from '#queries/metric-values.ts';
import { useAnswer, useBoth } from './answers.ts';
import { regionName, useFigureScope } from './figure-scope.tsx';
import { metricColumns, metricNameColumn, yearColumn } from './metric-columns.ts';
import { type ChartKind, KindChart, QueryFigure, type TableTwin } from './query-figure.tsx';
import { useStory } from './story/story-scope.tsx';
import { yearlyCoverage } from './trend-figure.tsx';

const SMALL_MULTIPLES: ChartKind<SmallMultiplesInput> = {
  spec: smallMultiplesSpec,
  height: smallMultiplesHeight,
  describe: describeSmallMultiples,
};

export interface TopicTrendsFigureProps {
  readonly topic: Topic;
  readonly metrics: readonly MetricId[];
  /** The figure's own id and name, where a page splits a topic. */
  readonly figure?: string;
  readonly name?: Bilingual;
}

/** Several metrics of one topic over all years, each on its own scale. */
export function TopicTrendsFigure({
  topic,
  metrics,
  figure = `${topic}-trends`,
  name: given = TOPICS[topic],
}: TopicTrendsFigureProps) {
  const scope = useFigureScope();
  const { language } = useLanguage();
  const { warehouse, region, allYears: years, prose } = scope;
  const place = regionName(scope.tree, region, language);
  const rows = useAnswer(
    metricValuesQuery(warehouse, { metrics, region, by: 'region', years, split: 'yearly', prose }),
  );
  const forms = useAnswer(formsByYearQuery(warehouse, { region, years }));
  const result = useBoth(rows, forms);
  const input = useMemo((): SmallMultiplesInput | null => {
    if (result.data === undefined) return null;
    const [figures, byYear] = result.data;
    return {
      sharedScale: false,
      panels: metrics.map((id) => ({
        title: pick(METRICS[id].name, language),
        metric: METRICS[id],
        years,
        series: [{ name: place, rows: figures.filter(({ metric }) => metric === id) }],
        forms: byYear,
      })),
    };
  }, [result.data, metrics, years, place, language]);
  const open = useStory();
  const select = useMemo(
    () =>
      open &&
      (({ key, year }: PointTarget) => {
        const metric = metrics[Number(key)];
        if (metric !== undefined && year !== undefined) open({ metric, region_code: region, year });
      }),
    [open, metrics, region],
  );
  const span = formatYears(years, language);
  const name = pick(given, language);
  return (
    <QueryFigure
      id={figure}
      embed={`${topic}-trends`}
      title={language === 'zh' ? `${place}${name}，${span}` : `${name}, ${place}, ${span}`}
      metrics={metrics}
      subtitle={([figures]) => yearlyCoverage(figures, language)}
      result={result}
      isEmpty={([figures]) => figures.every(({ value }) => value === null)}
      chart={() =>
        input === null ? null : <KindChart kind={SMALL_MULTIPLES} input={input} onSelect={select} />
      }
      table={([figures]): TableTwin<MetricRow> => ({
        columns: [
          metricNameColumn(language),
          yearColumn(language, false),
          ...metricColumns(metrics, language),
        ],
        rows: figures.toSorted((a, b) => metrics.indexOf(a.metric) - metrics.indexOf(b.metric)),
        rowKey: ({ metric, year }) => `${metric}-${year}`,
      })}
    />
  );
}
