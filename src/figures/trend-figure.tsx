import { useMemo } from 'react';
import { describeTrend, type TrendInput, trendHeight, trendSpec } from '#charts/trend/spec.ts';
import { formatNumber } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import { METRICS, type MetricId } from '#metrics/registry.ts';
import type { Language } from '#model/bilingual.ts';
import { formsByYearQuery } from '#queries/forms-by-year.ts';
import type { MetricRow } from '#queries/metric-row.ts';
import { metricValuesQuery } from '#queries/metric-values.ts';
import { useAnswer, useBoth } from './answers.ts';
import { regionName, useFigureScope } from './figure-scope.tsx';
import { joined, trendTitle, unitText } from './figure-words.ts';
import { metricColumns, yearColumn } from './metric-columns.ts';
import { type ChartKind, KindChart, QueryFigure, type TableTwin } from './query-figure.tsx';
import { useStoryOfMark } from './story/story-scope.tsx';

const TREND: ChartKind<TrendInput> = { spec: trendSpec, height: trendHeight, describe: describeTrend };

export interface MetricFigureProps {
  readonly metric: MetricId;
  /** The figure's own id, where a page has several of the kind. */
  readonly figure?: string;
}

/** One metric of the place over all years of the data, with the break between forms. */
export function TrendFigure({ metric: id, figure = 'trend' }: MetricFigureProps) {
  const scope = useFigureScope();
  const { language } = useLanguage();
  const { warehouse, region, allYears: years, prose } = scope;
  const metric = METRICS[id];
  const select = useStoryOfMark(id, region);
  const place = regionName(scope.tree, region, language);
  const rows = useAnswer(
    metricValuesQuery(warehouse, { metrics: [id], region, by: 'region', years, split: 'yearly', prose }),
  );
  const forms = useAnswer(formsByYearQuery(warehouse, { region, years }));
  const result = useBoth(rows, forms);
  const input = useMemo(
    (): TrendInput | null =>
      result.data === undefined
        ? null
        : { metric, years, series: [{ name: place, rows: result.data[0] }], forms: result.data[1] },
    [result.data, metric, years, place],
  );
  return (
    <QueryFigure
      id={figure}
      embed="trend"
      title={trendTitle(metric, { place, years, language })}
      subtitle={([yearly]) => joined([unitText(metric, language), yearlyCoverage(yearly, language)])}
      result={result}
      metrics={[id]}
      isEmpty={([yearly]) => yearly.every(({ value }) => value === null)}
      chart={() => (input === null ? null : <KindChart kind={TREND} input={input} onSelect={select} />)}
      table={([yearly]): TableTwin<MetricRow> => ({
        columns: [yearColumn(language, true), ...metricColumns([id], language)],
        rows: yearly,
        rowKey: ({ year }) => `${year}`,
      })}
      notes={([, byYear]) =>
        byYear.some(({ reports_2019 }) => reports_2019 > 0) ? breakNote(language) : null
      }
    />
  );
}

/** "每年基于 39 至 105 份年报": how thin or thick the line is. */
export function yearlyCoverage(rows: readonly MetricRow[], language: Language): string {
  // A year none of whose reports gives it, such as one on the other form, is marked in the chart.
  const stated = rows.filter((row) => row.stated > 0).map((row) => row.stated);
  if (stated.length === 0 || rows.every(({ expected }) => expected <= 1)) return '';
  const [least, most] = [Math.min(...stated), Math.max(...stated)];
  const due = formatNumber(Math.max(...rows.map(({ expected }) => expected)), language);
  const span =
    least === most
      ? formatNumber(least, language)
      : `${formatNumber(least, language)}–${formatNumber(most, language)}`;
  return language === 'zh'
    ? `每年基于 ${span} 份年报，应有 ${due} 份`
    : `${span} reports a year of ${due} due`;
}

function breakNote(language: Language): string {
  return language === 'zh'
    ? '各年所据的年报不是同一批，升降可能只是收录的年报不同。表式从年报读出，不由年份推断；换表之处画线断开。'
    : 'The years do not rest on the same reports, so a rise or fall may only mean that other reports are held. The form is read from the report, not from its year; the line is cut where it changes.';
}
