import { useMemo } from 'react';
import {
  type CompareLinesInput,
  compareLinesHeight,
  compareLinesSpec,
  describeCompareLines,
} from '#charts/compare-lines/spec.ts';
import type { PointTarget } from '#charts/point.ts';
import type { DataColumn } from '#components/data-table.tsx';
import { formatNumber, formatYears, pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import { METRICS } from '#metrics/registry.ts';
import { comparedFormsQuery, compareQuery } from '#queries/compare.ts';
import type { MetricRow } from '#queries/metric-row.ts';
import { useAnswer, useBoth } from '../answers.ts';
import { useFigureScope } from '../figure-scope.tsx';
import { metricColumns, metricNameColumn, yearColumn } from '../metric-columns.ts';
import { type ChartKind, KindChart, QueryFigure, type TableTwin } from '../query-figure.tsx';
import { useStory } from '../story/story-scope.tsx';
import { useCompareScope } from './compare-scope.tsx';
import { isLargeGroup } from './group.ts';
import { groupBands } from './group-figures.ts';
import { groupTitle } from './group-words.ts';

const COMPARE_LINES: ChartKind<CompareLinesInput> = {
  spec: compareLinesSpec,
  height: compareLinesHeight,
  describe: describeCompareLines,
};

/** A panel a metric over all years: a line a region, or of a large group its median and middle half beside the focus. */
export function CompareLinesFigure() {
  const { group, metrics } = useCompareScope();
  const { warehouse, allYears: years, prose, tree } = useFigureScope();
  const { language } = useLanguage();
  const zh = language === 'zh';
  const codes = useMemo(() => group.regions.map(({ code }) => code), [group]);
  const rows = useAnswer(compareQuery(warehouse, { metrics, regions: codes, years, split: 'yearly', prose }));
  const forms = useAnswer(comparedFormsQuery(warehouse, { regions: codes, years }));
  const result = useBoth(rows, forms);
  const large = isLargeGroup(group);
  const input = useMemo((): CompareLinesInput | null => {
    if (result.data === undefined) return null;
    const [figures, byYear] = result.data;
    const drawn = large ? group.regions.filter(({ code }) => code === group.focus) : group.regions;
    return {
      panels: metrics.map((id) => {
        const own = figures.filter(({ metric }) => metric === id);
        return {
          title: pick(METRICS[id].name, language),
          metric: METRICS[id],
          years,
          forms: byYear,
          series: drawn.map(({ code, name }) => ({
            name,
            rows: own.filter(({ region_code }) => region_code === code),
            ...(code === group.focus ? {} : { role: 'context' as const }),
          })),
          ...(large ? { bands: groupBands(own, id) } : {}),
        };
      }),
    };
  }, [result.data, group, large, metrics, years, language]);
  const open = useStory();
  // A year of a panel holds all places: the story is that of the one in focus.
  const focus = group.focus ?? codes[0];
  const select = useMemo(
    () =>
      open &&
      (({ key, year }: PointTarget) => {
        const metric = metrics[Number(key)];
        if (metric !== undefined && year !== undefined && focus !== undefined) {
          open({ metric, region_code: focus, year });
        }
      }),
    [open, metrics, focus],
  );
  const names = useMemo(() => new Map(group.regions.map(({ code, name }) => [code, name])), [group]);
  const span = formatYears(years, language);
  return (
    <QueryFigure
      id="compare-lines"
      title={
        zh
          ? `${groupTitle(group, tree, language)}逐年比较，${span}`
          : `${groupTitle(group, tree, language)} year by year, ${span}`
      }
      subtitle={() => subtitleOf(group.regions.length, large, language)}
      result={result}
      metrics={metrics}
      years={years}
      place={groupTitle(group, tree, language)}
      isEmpty={([figures]) => figures.every(({ value }) => value === null)}
      chart={() =>
        input === null ? null : <KindChart kind={COMPARE_LINES} input={input} onSelect={select} />
      }
      table={([figures]): TableTwin<MetricRow> => ({
        columns: [
          {
            id: 'region',
            header: zh ? '地区' : 'Region',
            kind: 'text',
            rowHeader: true,
            value: ({ region_code }) => names.get(region_code) ?? region_code,
            width: 130,
          } satisfies DataColumn<MetricRow>,
          { ...metricNameColumn(language), rowHeader: false },
          yearColumn(language, false),
          ...metricColumns(metrics, language),
        ],
        rows: figures.toSorted(
          (a, b) =>
            codes.indexOf(a.region_code) - codes.indexOf(b.region_code) ||
            metrics.indexOf(a.metric) - metrics.indexOf(b.metric) ||
            (a.year ?? 0) - (b.year ?? 0),
        ),
        rowKey: ({ region_code, metric, year }) => `${region_code}-${metric}-${year}`,
      })}
      notes={() =>
        zh
          ? '各地各年所据的年报多少不一，线断处没有年报给出这个数。各指标用各自的刻度。'
          : 'Places and years rest on different numbers of reports; a line is cut where no report gives the figure. Each metric has its own scale.'
      }
    />
  );
}

function subtitleOf(count: number, large: boolean, language: 'zh' | 'en'): string {
  const number = formatNumber(count, language);
  if (large) {
    return language === 'zh'
      ? `${number} 个太多，不逐一画线：画出重点地区和全组的中位数、中间一半（当年至少 4 个有数值，基数不足的率不计）`
      : `${number} are too many for a line each: the focus, and the group’s median and middle half (from four values a year on; rates on too few cases left out)`;
  }
  return language === 'zh' ? `一线一地，共 ${number} 个` : `One line a place, ${number} in all`;
}
