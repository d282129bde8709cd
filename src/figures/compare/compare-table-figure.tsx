import { type ReactNode, useMemo } from 'react';
import { absenceOf, countsText, isRate, isThin } from '#charts/figure.ts';
import { type DataColumn, DataTable } from '#components/data-table.tsx';
import { EmptyFace, ErrorFace, PendingFace } from '#components/faces.tsx';
import { Figure } from '#components/figure.tsx';
import { QueryView } from '#components/query-view.tsx';
import { useSortOf, useViewState } from '#components/use-view-state.ts';
import { ViewLink } from '#components/view-link.tsx';
import { formatMetric, formatNumber, formatYears, metricText, pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import { METRICS, type MetricId } from '#metrics/registry.ts';
import type { Language } from '#model/bilingual.ts';
import type { YearRange } from '#model/year.ts';
import { compareQuery } from '#queries/compare.ts';
import type { MetricRow } from '#queries/metric-row.ts';
import { useAnswer, useBoth } from '../answers.ts';
import { useFigureScope } from '../figure-scope.tsx';
import { comparedFileCoverage } from '../file-coverage.ts';
import { pooledYears } from '../pooling.ts';
import { TwinActions } from '../query-figure.tsx';
import { StoryButton } from '../story/story-button.tsx';
import styles from './compare.module.css';
import { useCompareScope } from './compare-scope.tsx';
import { overlaps } from './group.ts';
import { groupRow } from './group-figures.ts';
import { groupTitle } from './group-words.ts';

const FIGURE = 'compare-table';

interface ComparedRegion {
  readonly code: string;
  readonly name: string;
  readonly figures: ReadonlyMap<MetricId, MetricRow>;
}

/** All regions by all metrics, to sort by any; rates with the counts they are made of. */
export function CompareTableFigure() {
  const { group, metrics } = useCompareScope();
  const { warehouse, years, allYears, prose, source, tree } = useFigureScope();
  const { language } = useLanguage();
  const { state, update, hrefOfRegion } = useViewState();
  const zh = language === 'zh';
  const wide = pooledYears(years, allYears, state.pool);
  const spec = { metrics, regions: group.regions.map(({ code }) => code), split: 'pooled', prose } as const;
  const counts = useAnswer(compareQuery(warehouse, { ...spec, years }));
  const rates = useAnswer(compareQuery(warehouse, { ...spec, years: wide }));
  const result = useBoth(counts, rates);
  const rows = useMemo((): readonly MetricRow[] => {
    const [ofYears = [], ofPool = []] = result.data ?? [];
    return [
      ...ofYears.filter(({ metric }) => !isRate(METRICS[metric])),
      ...ofPool.filter(({ metric }) => isRate(METRICS[metric])),
    ];
  }, [result.data]);
  const regions = useMemo((): readonly ComparedRegion[] => {
    const byRegion = new Map<string, Map<MetricId, MetricRow>>();
    for (const row of rows) {
      const figures = byRegion.get(row.region_code) ?? new Map<MetricId, MetricRow>();
      byRegion.set(row.region_code, figures.set(row.metric, row));
    }
    return group.regions.map(({ code, name }) => ({ code, name, figures: byRegion.get(code) ?? new Map() }));
  }, [rows, group]);
  const span = formatYears(years, language);
  const groupName = groupTitle(group, tree, language);
  const title = zh ? `${groupName}的各项指标，${span}` : `${groupName}: all metrics, ${span}`;
  const hasRate = metrics.some((id) => isRate(METRICS[id]));
  const subtitle = [
    zh ? '点列名排序' : 'Press a column’s name to sort',
    hasRate && wide.from !== years.from
      ? zh
        ? `率按 ${formatYears(wide, language)}合计`
        : `rates of ${formatYears(wide, language)} together`
      : '',
  ]
    .filter((part) => part !== '')
    .join(' · ');
  const frame = { id: FIGURE, title, source: pick(source, language) };
  const sort = useSortOf(FIGURE);
  return (
    <QueryView
      result={result}
      isEmpty={() => group.regions.length === 0}
      pending={() => <Figure {...frame} chart={<PendingFace />} />}
      error={(error, retry) => <Figure {...frame} chart={<ErrorFace error={error} onRetry={retry} />} />}
      empty={() => <Figure {...frame} chart={<EmptyFace />} />}
      data={(_, busy) => {
        const twin = {
          columns: columnsOf({ metrics, years, wide }, group.focus, hrefOfRegion, language),
          rows: regions,
          rowKey: ({ code }: ComparedRegion) => code,
        };
        // Places that contain each other have no sum.
        const whole = regions.length < 2 || overlaps(spec.regions) ? '' : wholeText(rows, metrics, language);
        const notes = whole === '' ? null : whole;
        return (
          <Figure
            {...frame}
            subtitle={subtitle}
            busy={busy}
            chart={
              <DataTable
                caption={title}
                captionHidden
                {...twin}
                sort={sort}
                onSort={({ column, descending }) => update({ sort: { figure: FIGURE, column, descending } })}
              />
            }
            {...(notes === null ? {} : { notes })}
            actions={
              <TwinActions
                shown={{
                  id: FIGURE,
                  title,
                  metrics,
                  years,
                  place: groupName,
                  coverage: comparedFileCoverage(regions, language),
                }}
                twin={twin}
                subtitle={subtitle}
                notes={notes}
              />
            }
          />
        );
      }}
    />
  );
}

interface Compared {
  readonly metrics: readonly MetricId[];
  readonly years: YearRange;
  /** The years of rates. */
  readonly wide: YearRange;
}

function columnsOf(
  { metrics, years, wide }: Compared,
  focus: string | null,
  hrefOfRegion: (code: string) => string,
  language: Language,
): readonly DataColumn<ComparedRegion>[] {
  const zh = language === 'zh';
  return [
    {
      id: 'region',
      header: zh ? '地区' : 'Region',
      kind: 'text',
      rowHeader: true,
      value: ({ name }) => name,
      cell: ({ code, name }) => (
        <ViewLink href={hrefOfRegion(code)} className={code === focus ? styles.focus : undefined}>
          {name}
        </ViewLink>
      ),
    },
    ...metrics.flatMap((id): readonly DataColumn<ComparedRegion>[] => {
      const metric = METRICS[id];
      const { unit } = metricText(0, metric.unit, language);
      const absence = ({ figures }: ComparedRegion) => absenceOf(figures.get(id)) ?? 'blank';
      const story = ({ code }: ComparedRegion, number: ReactNode) => (
        <StoryButton
          row={{ metric: id, region_code: code, year: null, years: isRate(metric) ? wide : years }}
        >
          {number}
        </StoryButton>
      );
      const value: DataColumn<ComparedRegion> = {
        id,
        header: pick(metric.name, language),
        term: { metric: id },
        kind: 'number',
        ...(unit === '' ? {} : { unit }),
        quantity: metric.unit,
        value: ({ figures }) => figures.get(id)?.value ?? null,
        cell: (region) => {
          const row = region.figures.get(id);
          const text = metricText(row?.value ?? null, metric.unit, language).number;
          return story(
            region,
            row !== undefined && isThin(row, metric) ? <span className={styles.thin}>{text}</span> : text,
          );
        },
        absence,
        missing: story,
      };
      if (!isRate(metric)) return [value];
      return [
        value,
        {
          id: `${id}-counts`,
          header: zh ? '件数' : 'Counts',
          kind: 'text',
          sortable: false,
          value: ({ figures }) => {
            const row = figures.get(id);
            return row === undefined ? null : countsText(row, language) || null;
          },
          absence,
          width: 100,
        },
      ];
    }),
  ];
}

/** "本组合计：行政许可 312 件（12 份年报）…": the group as one body. */
function wholeText(rows: readonly MetricRow[], metrics: readonly MetricId[], language: Language): string {
  const zh = language === 'zh';
  const parts = metrics.flatMap((id) => {
    const whole = groupRow(rows, id);
    if (whole === null || whole.value === null) return [];
    const value = formatMetric(whole.value, METRICS[id].unit, language);
    const counts = isRate(METRICS[id]) ? countsText(whole, language) : '';
    const reports = formatNumber(whole.stated, language);
    const name = pick(METRICS[id].name, language);
    const rest = zh ? `${reports} 份年报` : `${reports} ${whole.stated === 1 ? 'report' : 'reports'}`;
    return [
      `${name} ${value}${zh ? '（' : ' ('}${counts === '' ? '' : `${counts}${zh ? '，' : ', '}`}${rest}${zh ? '）' : ')'}`,
    ];
  });
  if (parts.length === 0) return '';
  return zh ? `全组合计：${parts.join('；')}。` : `The group together: ${parts.join('; ')}.`;
}
