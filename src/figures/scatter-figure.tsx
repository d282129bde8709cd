import { type ReactNode, useMemo } from 'react';
import {
  describeScatter,
  hasThinSpots,
  type ScatterInput,
  scatterHeight,
  scatterSpec,
  unpairedRegions,
} from '#charts/scatter/spec.ts';
import type { DataColumn } from '#components/data-table.tsx';
import { MetricPicker } from '#components/metric-picker.tsx';
import { useViewState } from '#components/use-view-state.ts';
import { ViewLink } from '#components/view-link.tsx';
import { formatMetric, formatYears, pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import { METRICS, type MetricId } from '#metrics/registry.ts';
import type { Language } from '#model/bilingual.ts';
import { childLevelOf, listedParentOf } from '#model/region.ts';
import type { YearRange } from '#model/year.ts';
import { type ScatterRow, scatterQuery, scatterYears } from '#queries/scatter.ts';
import { useAnswer } from './answers.ts';
import { useRegionHref } from './figure-embedding.tsx';
import { isTownship, listedChildren, namesOf, regionName, useFigureScope } from './figure-scope.tsx';
import { LEVEL_PLURAL } from './figure-words.ts';
import { type ChartKind, KindChart, QueryFigure, type TableTwin } from './query-figure.tsx';
import styles from './scatter-figure.module.css';
import { noPairText, pairCoverage, scatterNote } from './scatter-words.ts';
import { StoryButton } from './story/story-button.tsx';
import { useStoryOfMark } from './story/story-scope.tsx';

const SCATTER: ChartKind<ScatterInput> = {
  spec: scatterSpec,
  height: scatterHeight,
  describe: describeScatter,
};

export interface ScatterFigureProps {
  /** The pair to begin with; the view's first two metrics go before. */
  readonly pair: readonly [MetricId, MetricId];
}

/** The regions below the place by two metrics, each pair over the same reports; a township among its neighbours. */
export function ScatterFigure({ pair }: ScatterFigureProps) {
  const scope = useFigureScope();
  const { language } = useLanguage();
  const { state, update } = useViewState();
  const regionHref = useRegionHref();
  const { warehouse, tree, prose } = scope;
  const zh = language === 'zh';
  const x = state.metrics[0] ?? pair[0];
  const y = state.metrics[1] ?? pair[1];
  const township = isTownship(scope.region);
  const group = township ? (listedParentOf(scope.region) ?? scope.region) : scope.region;
  const years = scatterYears({ x, y, years: scope.years });
  const place = regionName(tree, group, language);
  const level = childLevelOf(group) ?? 'township';
  const names = [METRICS[x], METRICS[y]].map(({ name }) => pick(name, language));
  const title = zh
    ? `${place}${pick(LEVEL_PLURAL[level], language)}：${names.join('与')}，${formatYears(years, language)}`
    : `${names.join(' and ')} by ${level}, ${place}, ${formatYears(years, language)}`;
  const result = useAnswer(scatterQuery(warehouse, { x, y, region: group, years: scope.years, prose }));
  const regions = useMemo(() => namesOf(listedChildren(tree, group)), [tree, group]);
  const input = useMemo(
    (): ScatterInput | null =>
      result.data === undefined
        ? null
        : {
            title,
            x: METRICS[x],
            y: METRICS[y],
            regions,
            rows: result.data,
            ...(township ? { highlight: scope.region } : {}),
          },
    [result.data, title, x, y, regions, township, scope.region],
  );
  const select = useStoryOfMark(y, scope.region);
  const choose = (metrics: readonly [MetricId, MetricId]) =>
    update({ metrics: [...metrics, ...state.metrics.slice(2)] });
  return (
    <div>
      <div className={styles.pickers}>
        <MetricPicker
          label={zh ? '横轴指标' : 'Metric across'}
          value={x}
          onChange={(metric) => choose([metric, y])}
        />
        <MetricPicker
          label={zh ? '纵轴指标' : 'Metric upwards'}
          value={y}
          onChange={(metric) => choose([x, metric])}
        />
      </div>
      <QueryFigure
        id="scatter"
        title={title}
        subtitle={(rows) => pairCoverage(rows, language)}
        result={result}
        metrics={[x, y]}
        years={years}
        isEmpty={(rows) => rows.every((row) => row.x.value === null || row.y.value === null)}
        empty={<p>{noPairText(x, y, language)}</p>}
        chart={() => (input === null ? null : <KindChart kind={SCATTER} input={input} onSelect={select} />)}
        table={(rows): TableTwin<ScatterRow> => ({
          columns: [
            {
              id: 'region',
              header: zh ? '地区' : 'Region',
              kind: 'text',
              rowHeader: true,
              value: ({ region_code }) => regionName(tree, region_code, language),
              cell: ({ region_code }) => (
                <ViewLink href={regionHref(region_code)}>{regionName(tree, region_code, language)}</ViewLink>
              ),
            },
            ...scatterColumns(x, y, years, language),
          ],
          rows,
          rowKey: ({ region_code }) => region_code,
        })}
        notes={(rows) =>
          input === null
            ? null
            : scatterNote(rows, unpairedRegions(input).length, hasThinSpots(input), language)
        }
      />
    </div>
  );
}

function scatterColumns(
  x: MetricId,
  y: MetricId,
  years: YearRange,
  language: Language,
): readonly DataColumn<ScatterRow>[] {
  const zh = language === 'zh';
  const absence = (row: ScatterRow) =>
    row.filed === 0
      ? ('not-filed' as const)
      : row.pairs === 0
        ? ('blank' as const)
        : ('zero-denominator' as const);
  const value = (side: 'x' | 'y', id: MetricId): DataColumn<ScatterRow> => {
    const story = ({ region_code }: ScatterRow, number: ReactNode) => (
      <StoryButton row={{ metric: id, region_code, year: null, years }}>{number}</StoryButton>
    );
    return {
      id: side,
      header: pick(METRICS[id].name, language),
      term: { metric: id },
      kind: 'number',
      quantity: METRICS[id].unit,
      value: (row) => row[side].value,
      cell: (row) => story(row, formatMetric(row[side].value, METRICS[id].unit, language)),
      absence,
      missing: story,
    };
  };
  const count = (
    id: 'pairs' | 'one_only' | 'filed' | 'expected',
    header: string,
  ): DataColumn<ScatterRow> => ({
    id,
    header,
    kind: 'number',
    value: (row) => row[id],
  });
  return [
    value('x', x),
    value('y', y),
    count('pairs', zh ? '两项都给出的年报' : 'Reports giving both'),
    count('one_only', zh ? '只给出一项的年报' : 'Reports giving one only'),
    count('filed', zh ? '收有年报' : 'Reports held'),
    count('expected', zh ? '应有年报' : 'Reports due'),
  ];
}
