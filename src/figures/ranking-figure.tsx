import { useMemo } from 'react';
import {
  describeRankedBars,
  type RankedBarsInput,
  rankedBarsHeight,
  rankedBarsSpec,
} from '#charts/ranked-bars/spec.ts';
import { useViewState } from '#components/use-view-state.ts';
import { ViewLink } from '#components/view-link.tsx';
import { pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import { METRICS } from '#metrics/registry.ts';
import { childLevelOf, listedParentOf } from '#model/region.ts';
import type { MetricRow } from '#queries/metric-row.ts';
import { metricValuesQuery } from '#queries/metric-values.ts';
import { useAnswer, useBoth } from './answers.ts';
import { useRegionHref } from './figure-embedding.tsx';
import { isTownship, listedChildren, namesOf, regionName, useFigureScope } from './figure-scope.tsx';
import { childrenTitle, joined, restsOn, unitText } from './figure-words.ts';
import { metricColumns } from './metric-columns.ts';
import { type ChartKind, KindChart, QueryFigure, type TableTwin } from './query-figure.tsx';
import { useStoryOfMark } from './story/story-scope.tsx';
import type { MetricFigureProps } from './trend-figure.tsx';

const RANKED_BARS: ChartKind<RankedBarsInput> = {
  spec: rankedBarsSpec,
  height: (input, context) => rankedBarsHeight(input, context),
  describe: describeRankedBars,
};

/**
 * The regions below the place, ranked; for a township its neighbours in the county, itself marked. Rates are
 * compared with the group's own rate rather than put into a false order.
 */
export function RankingFigure({ metric: id, figure = 'ranking' }: MetricFigureProps) {
  const scope = useFigureScope();
  const { language } = useLanguage();
  const { hrefOfRegion, state } = useViewState();
  const regionHref = useRegionHref();
  const { warehouse, tree, years, prose } = scope;
  const township = isTownship(scope.region);
  const group = township ? (listedParentOf(scope.region) ?? scope.region) : scope.region;
  const metric = METRICS[id];
  const level = childLevelOf(group) ?? 'township';
  const place = regionName(tree, group, language);
  const spec = { metrics: [id], region: group, years, split: 'pooled', prose } as const;
  const rows = useAnswer(metricValuesQuery(warehouse, { ...spec, by: 'children' }));
  const whole = useAnswer(metricValuesQuery(warehouse, { ...spec, by: 'region' }));
  const result = useBoth(rows, whole);
  const regions = useMemo(() => namesOf(listedChildren(tree, group)), [tree, group]);
  const input = useMemo((): RankedBarsInput | null => {
    if (result.data === undefined) return null;
    const [children, [parent]] = result.data;
    return {
      metric,
      regions,
      rows: children,
      ...(township ? { highlight: scope.region } : {}),
      ...(parent === undefined ? {} : { parent: { name: place, row: parent } }),
    };
  }, [result.data, metric, regions, township, scope.region, place]);
  const select = useStoryOfMark(id, scope.region);
  return (
    <QueryFigure
      id={figure}
      embed="ranking"
      title={childrenTitle(metric, level, { place, years, language })}
      subtitle={([, [parent]]) =>
        joined([unitText(metric, language), parent === undefined ? '' : restsOn(parent, language)])
      }
      result={result}
      metrics={[id]}
      isEmpty={([children]) => children.every(({ stated }) => stated === 0)}
      chart={() => (input === null ? null : <KindChart kind={RANKED_BARS} input={input} onSelect={select} />)}
      table={([children]): TableTwin<MetricRow> => ({
        columns: [
          {
            id: 'region',
            header: pick({ zh: '地区', en: 'Region' }, language),
            kind: 'text',
            rowHeader: true,
            value: ({ region_code }) => regionName(tree, region_code, language),
            cell: ({ region_code }) => (
              <ViewLink
                href={
                  state.region === scope.region && !township
                    ? regionHref(region_code)
                    : hrefOfRegion(region_code)
                }
              >
                {regionName(tree, region_code, language)}
              </ViewLink>
            ),
          },
          ...metricColumns([id], language),
        ],
        rows: children,
        rowKey: ({ region_code }) => region_code,
      })}
    />
  );
}
