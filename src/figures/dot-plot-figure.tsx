import { useMemo } from 'react';
import {
  type DotPlotInput,
  describeDotPlot,
  dotPlotHeight,
  dotPlotSpec,
  dotRows,
} from '#charts/dot-plot/spec.ts';
import type { NamedRegion } from '#charts/figure.ts';
import type { PointTarget } from '#charts/point.ts';
import type { DataColumn } from '#components/data-table.tsx';
import { useViewState } from '#components/use-view-state.ts';
import { ViewLink } from '#components/view-link.tsx';
import { pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import { METRICS, type MetricId } from '#metrics/registry.ts';
import { compareQuery } from '#queries/compare.ts';
import type { MetricRow } from '#queries/metric-row.ts';
import { useAnswer } from './answers.ts';
import { useFigureScope } from './figure-scope.tsx';
import { joined, unitText } from './figure-words.ts';
import { metricColumns, yearColumn } from './metric-columns.ts';
import { type ChartKind, KindChart, QueryFigure, type TableTwin } from './query-figure.tsx';
import { useStory } from './story/story-scope.tsx';

const DOT_PLOT: ChartKind<DotPlotInput> = {
  spec: dotPlotSpec,
  height: dotPlotHeight,
  describe: describeDotPlot,
};

export interface DotPlotFigureProps {
  readonly metric: MetricId;
  readonly figure: string;
  /** As the title begins. */
  readonly group: string;
  readonly regions: readonly NamedRegion[];
  readonly highlight: string | null;
  readonly first: number;
  readonly last: number;
}

/** One metric in two years, a row a region. */
export function DotPlotFigure(props: DotPlotFigureProps) {
  const { metric: id, figure, group, regions, highlight, first, last } = props;
  const { warehouse, prose } = useFigureScope();
  const { language } = useLanguage();
  const { hrefOfRegion } = useViewState();
  const zh = language === 'zh';
  const metric = METRICS[id];
  const years = { from: first, to: last };
  const codes = useMemo(() => regions.map(({ code }) => code), [regions]);
  const result = useAnswer(
    compareQuery(warehouse, { metrics: [id], regions: codes, years, split: 'yearly', prose }),
  );
  const input = useMemo(
    (): DotPlotInput => ({
      metric,
      first,
      last,
      regions,
      rows: result.data ?? [],
      ...(highlight === null ? {} : { highlight }),
    }),
    [metric, first, last, regions, highlight, result.data],
  );
  const names = useMemo(() => new Map(regions.map(({ code, name }) => [code, name])), [regions]);
  // A row holds both years: the story is that of the last.
  const open = useStory();
  const select = useMemo(
    () =>
      open &&
      (({ region }: PointTarget) => {
        if (region !== undefined) open({ metric: id, region_code: region, year: last });
      }),
    [open, id, last],
  );
  const name = pick(metric.name, language);
  return (
    <QueryFigure
      id={figure}
      title={zh ? `${group}的${name}，${first} 年与 ${last} 年` : `${name}, ${group}, ${first} and ${last}`}
      subtitle={() =>
        joined([
          unitText(metric, language),
          metric.formula.kind === 'ratio'
            ? zh
              ? '率不排先后，按名单的次序'
              : 'rates are not ranked but in the order of the list'
            : zh
              ? `按 ${last} 年从多到少`
              : `ordered by ${last}`,
        ])
      }
      result={result}
      metrics={[id]}
      years={years}
      place={group}
      isEmpty={(rows) => rows.every(({ year, value }) => (year !== first && year !== last) || value === null)}
      chart={() => <KindChart kind={DOT_PLOT} input={input} onSelect={select} />}
      table={(rows): TableTwin<MetricRow> => ({
        columns: [
          {
            id: 'region',
            header: zh ? '地区' : 'Region',
            kind: 'text',
            rowHeader: true,
            value: ({ region_code }) => names.get(region_code) ?? region_code,
            cell: ({ region_code }) => (
              <ViewLink href={hrefOfRegion(region_code)}>{names.get(region_code) ?? region_code}</ViewLink>
            ),
          } satisfies DataColumn<MetricRow>,
          yearColumn(language, false),
          ...metricColumns([id], language),
        ],
        rows: dotRows({ ...input, rows }).flatMap(({ first: a, last: b }) => [a ?? [], b ?? []].flat()),
        rowKey: ({ region_code, year }) => `${region_code}-${year}`,
      })}
    />
  );
}
