import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import {
  approximateRegions,
  type ChoroplethInput,
  choroplethHeight,
  choroplethSpec,
  describeChoropleth,
  unplacedRegions,
} from '#charts/choropleth/spec.ts';
import { absenceMark, absenceOf } from '#charts/figure.ts';
import { geometryFileOf, mapOf, type OutlineMap } from '#charts/geometry.ts';
import { ViewLink } from '#components/view-link.tsx';
import { formatMetric, pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import { METRICS } from '#metrics/registry.ts';
import type { Language } from '#model/bilingual.ts';
import { childLevelOf, levelOfCode } from '#model/region.ts';
import type { MetricRow } from '#queries/metric-row.ts';
import { metricValuesQuery } from '#queries/metric-values.ts';
import { useAnswer, useBoth } from './answers.ts';
import { useRegionHref } from './figure-embedding.tsx';
import { listedChildren, namesOf, regionName, useFigureScope } from './figure-scope.tsx';
import { childrenTitle, joined, unitText } from './figure-words.ts';
import { geometryQuery } from './geometry-file.ts';
import styles from './map-figure.module.css';
import { metricColumns } from './metric-columns.ts';
import { type ChartKind, KindChart, QueryFigure, type TableTwin } from './query-figure.tsx';
import { useStoryOfMark } from './story/story-scope.tsx';
import type { MetricFigureProps } from './trend-figure.tsx';

const CHOROPLETH: ChartKind<ChoroplethInput> = {
  spec: choroplethSpec,
  height: choroplethHeight,
  describe: describeChoropleth,
};

/** Regions with a map of what lies below them: not counties, since townships have no published boundaries. */
export function hasMap(region: string): boolean {
  return geometryFileOf(region) !== undefined && levelOfCode(region) !== 'county';
}

/** The regions below the place on a map. */
export function MapFigure({ metric: id, figure = 'map' }: MetricFigureProps) {
  const scope = useFigureScope();
  const { language } = useLanguage();
  const regionHref = useRegionHref();
  const { warehouse, tree, years, prose, region } = scope;
  const metric = METRICS[id];
  const level = childLevelOf(region) ?? 'township';
  const place = regionName(tree, region, language);
  const rows = useAnswer(
    metricValuesQuery(warehouse, { metrics: [id], region, by: 'children', years, split: 'pooled', prose }),
  );
  const geometry = useQuery(geometryQuery(region));
  const result = useBoth(rows, geometry);
  const regions = useMemo(() => namesOf(listedChildren(tree, region)), [tree, region]);
  const outlines = useMemo(
    (): OutlineMap | null => (geometry.data === undefined ? null : mapOf(geometry.data, region)),
    [geometry.data, region],
  );
  const input = useMemo((): ChoroplethInput | null => {
    if (result.data === undefined || outlines === null) return null;
    return { metric, region, outlines, regions, rows: result.data[0] };
  }, [result.data, outlines, region, metric, regions]);
  const select = useStoryOfMark(id, region);
  return (
    <QueryFigure
      id={figure}
      embed="map"
      title={mapTitle(childrenTitle(metric, level, { place, years, language }), language)}
      subtitle={() => joined([unitText(metric, language)])}
      result={result}
      metrics={[id]}
      isEmpty={([children]) => children.every(({ stated }) => stated === 0)}
      chart={() =>
        input === null ? null : <KindChart kind={CHOROPLETH} input={input} map={input} onSelect={select} />
      }
      table={([children]): TableTwin<MetricRow> => ({
        columns: [
          {
            id: 'region',
            header: pick({ zh: '地区', en: 'Region' }, language),
            kind: 'text',
            rowHeader: true,
            value: ({ region_code }) => regionName(tree, region_code, language),
            cell: ({ region_code }) => (
              <ViewLink href={regionHref(region_code)}>{regionName(tree, region_code, language)}</ViewLink>
            ),
          },
          ...metricColumns([id], language),
        ],
        rows: children,
        rowKey: ({ region_code }) => region_code,
      })}
      notes={() => (
        <>
          {language === 'zh' ? '示意图，不作为划界依据。' : 'A sketch; not a basis for drawing boundaries.'}
          {input === null ? null : approximateText(approximateRegions(input), language)}
          {input === null ? null : <Unplaced input={input} />}
        </>
      )}
    />
  );
}

/** The ranking beside it shows the same numbers: a title, and the controls named after it, must tell them apart. */
function mapTitle(title: string, language: Language): string {
  return language === 'zh' ? `地图：${title}` : `Map: ${title}`;
}

/** "以下地区的界线与现行界线不尽相同：……": which outlines are older than the region list. */
export function approximateText(names: readonly string[], language: Language): string {
  if (names.length === 0) return '';
  return language === 'zh'
    ? `区划调整过的地方，图上的界线与现行的不尽相同：${names.join('、')}。`
    : ` Since redrawn, so only about right here: ${names.join(', ')}.`;
}

/** Regions that have no outline are listed beside the map, never lost. */
function Unplaced({ input }: { readonly input: ChoroplethInput }) {
  const { language } = useLanguage();
  const places = unplacedRegions(input);
  if (places.length === 0) return null;
  const { unit } = input.metric;
  return (
    <details className={styles.unplaced}>
      <summary>
        {language === 'zh'
          ? `图上没有轮廓的地区（${places.length}）`
          : `Regions without an outline on the map (${places.length})`}
      </summary>
      <ul>
        {places.map(({ code, name, row }) => {
          const absence = absenceOf(row);
          return (
            <li key={code}>
              {name}{' '}
              {absence === null
                ? formatMetric(row?.value ?? null, unit, language)
                : absenceMark(absence, language)}
            </li>
          );
        })}
      </ul>
    </details>
  );
}
