import { type ReactNode, useMemo } from 'react';
import { intervalOf } from '#charts/figure.ts';
import {
  describeFunnel,
  type FunnelInput,
  type FunnelRegion,
  funnelHeight,
  funnelSpec,
  readFunnel,
  zoneText,
} from '#charts/funnel/spec.ts';
import { useViewState } from '#components/use-view-state.ts';
import { ViewLink } from '#components/view-link.tsx';
import { formatNumber, formatShare, formatYears, pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import { METRICS, type MetricId } from '#metrics/registry.ts';
import type { Bilingual, Language } from '#model/bilingual.ts';
import { childLevelOf, listedParentOf, type RegionLevel } from '#model/region.ts';
import { metricValuesQuery } from '#queries/metric-values.ts';
import { useAnswer, useBoth } from './answers.ts';
import { isTownship, listedChildren, namesOf, regionName, useFigureScope } from './figure-scope.tsx';
import { type FigureWords, joined, LEVEL_PLURAL } from './figure-words.ts';
import { type ChartKind, KindChart, QueryFigure, type TableTwin } from './query-figure.tsx';
import { StoryButton } from './story/story-button.tsx';
import { useStoryOfMark } from './story/story-scope.tsx';

const FUNNEL: ChartKind<FunnelInput> = { spec: funnelSpec, height: funnelHeight, describe: describeFunnel };

export interface FunnelFigureProps {
  /** A share of counted cases. */
  readonly metric: MetricId;
  readonly figure: string;
  /** What the denominator counts, e.g. 已审结的复议（件）. */
  readonly cases: Bilingual;
}

/** Rates of the regions below the place against the cases they rest on; for a township, of its neighbours. */
export function FunnelFigure({ metric: id, figure, cases }: FunnelFigureProps) {
  const scope = useFigureScope();
  const { language } = useLanguage();
  const { hrefOfRegion } = useViewState();
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
  const input = useMemo((): FunnelInput | null => {
    if (result.data === undefined) return null;
    const [children, [parent]] = result.data;
    if (parent === undefined) return null;
    return {
      metric,
      cases,
      regions,
      rows: children,
      parent: { name: place, row: parent },
      ...(township ? { highlight: scope.region } : {}),
    };
  }, [result.data, metric, cases, regions, place, township, scope.region]);
  const reading = useMemo(() => (input === null ? null : readFunnel(input)), [input]);
  const select = useStoryOfMark(id, scope.region);
  const story = ({ row }: FunnelRegion, number: ReactNode) => <StoryButton row={row}>{number}</StoryButton>;
  const zh = language === 'zh';
  return (
    <QueryFigure
      id={figure}
      title={funnelTitle(pick(metric.name, language), level, { place, years, language })}
      subtitle={() =>
        joined([
          zh ? '率与件数' : 'Rate against cases',
          reading === null ? '' : judgedText(reading.regions, language),
        ])
      }
      result={result}
      metrics={[id]}
      isEmpty={() => reading === null || reading.regions.length === 0}
      empty={
        <p>
          {zh
            ? `没有一个地区的年报同时给出纠正和审结的件数，或者没有审结的案件，因此没有可比的率。`
            : 'No region has reports that give both the corrected and the closed cases, or none was closed, so there is no rate to compare.'}
        </p>
      }
      chart={() => (input === null ? null : <KindChart kind={FUNNEL} input={input} onSelect={select} />)}
      table={(): TableTwin<FunnelRegion> => ({
        columns: [
          {
            id: 'region',
            header: zh ? '地区' : 'Region',
            kind: 'text',
            rowHeader: true,
            value: ({ name }) => name,
            cell: ({ code, name }) => <ViewLink href={hrefOfRegion(code)}>{name}</ViewLink>,
          },
          {
            id: 'value',
            header: pick(metric.name, language),
            kind: 'number',
            quantity: metric.unit,
            value: ({ row }) => row.value,
            term: { metric: id },
            cell: (region) => story(region, formatShare(region.row.value, language)),
            missing: story,
          },
          {
            id: 'numerator',
            header: zh ? '分子' : 'Numerator',
            kind: 'number',
            value: ({ count }) => count,
          },
          {
            id: 'denominator',
            header: pick(cases, language),
            kind: 'number',
            value: ({ cases: closed }) => closed,
          },
          ...(['low', 'high'] as const).map((bound) => ({
            id: `interval-${bound}`,
            header: pick(INTERVAL[bound], language),
            ...(bound === 'low' ? { term: { term: 'interval' } } : {}),
            kind: 'number' as const,
            quantity: metric.unit,
            value: ({ row }: FunnelRegion) => intervalOf(row, metric)?.[bound] ?? null,
            cell: ({ row }: FunnelRegion) => formatShare(intervalOf(row, metric)?.[bound] ?? null, language),
          })),
          {
            id: 'zone',
            header: zh ? '在图中的位置' : 'Place in the funnel',
            kind: 'text',
            value: (region) => zoneText(region, metric, language),
          },
        ],
        rows: reading?.regions ?? [],
        rowKey: ({ code }) => code,
      })}
      notes={() =>
        zh
          ? '控制限为二项分布的精确界限（Spiegelhalter 2005，插值）：如果各地的真实比率都与全体相同，偶然落在线外的机会不到 5%（外线 0.2%）。落在线外只说明不像偶然，不说明原因；件数越少，线越宽。'
          : 'Exact binomial limits (Spiegelhalter 2005, interpolated): if every region had the group’s true rate, fewer than 5% would fall outside by chance (0.2% for the outer lines). Outside means unlikely to be chance, not why; the fewer the cases, the wider the lines.'
      }
    />
  );
}

const INTERVAL = {
  low: { zh: '95% 区间下限', en: '95% interval, low' },
  high: { zh: '95% 区间上限', en: '95% interval, high' },
} as const satisfies Record<string, Bilingual>;

function funnelTitle(name: string, level: RegionLevel, { place, years, language }: FigureWords): string {
  const span = formatYears(years, language);
  return language === 'zh'
    ? `${place}${pick(LEVEL_PLURAL[level], language)}的${name}，哪些不像偶然，${span}`
    : `${name}, ${place}, ${span}: which differences are more than chance?`;
}

/** "12 个地区有率，其中 3 个在控制限之外" */
function judgedText(regions: readonly FunnelRegion[], language: Language): string {
  const outside = regions.filter(({ zone }) => zone !== 'inside').length;
  const [all, out] = [regions.length, outside].map((count) => formatNumber(count, language));
  return language === 'zh'
    ? `${all} 个地区有这个率，其中 ${out} 个在 95% 控制限之外`
    : `${all} ${regions.length === 1 ? 'region has' : 'regions have'} a rate, ${out} outside the 95% limits`;
}
