import type { ReactNode } from 'react';
import type { DataColumn } from '#components/data-table.tsx';
import { DataTable } from '#components/data-table.tsx';
import { EmptyFace, ErrorFace, NotFiledFace, PendingFace } from '#components/faces.tsx';
import { Figure } from '#components/figure.tsx';
import { AwaitingFace, useNearReader } from '#components/near-reader.tsx';
import { QueryView } from '#components/query-view.tsx';
import { metricTerm } from '#components/terms.ts';
import { useSortOf, useViewState } from '#components/use-view-state.ts';
import { ViewLink } from '#components/view-link.tsx';
import { formatNumber, formatYears, metricText, pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import type { MetricDefinition } from '#metrics/metric.ts';
import { METRICS, type MetricId } from '#metrics/registry.ts';
import type { Bilingual, Language } from '#model/bilingual.ts';
import { type ReportBehind, reportsBehindQuery } from '#queries/reports-behind.ts';
import { useAnswer } from './answers.ts';
import { useEmbedding } from './figure-embedding.tsx';
import { regionName, useFigureScope } from './figure-scope.tsx';
import { unitText } from './figure-words.ts';
import { reportsFileCoverage } from './file-coverage.ts';
import { TwinActions } from './query-figure.tsx';
import { SourceLink } from './source-link.tsx';
import { StoryButton } from './story/story-button.tsx';

/** Enough to read and to scroll; the total is always said. */
const MOST_REPORTS = 1000;

export const STATUS_TEXT: Readonly<Record<ReportBehind['status'], Bilingual>> = {
  reported: { zh: '表内', en: 'in the table' },
  zero: { zh: '表内，印为 0', en: 'in the table, printed as 0' },
  'stated-in-prose': { zh: '取自正文', en: 'stated in prose' },
  blank: { zh: '没有给出，或未能读取', en: 'not given, or not captured' },
  'not-applicable': { zh: '表式没有此项', en: 'no such cell on its form' },
};

interface ReportsFigureProps {
  readonly metric: MetricId;
}

/**
 * The reports behind the metric, with the value in each and a link to its page; and those left out, and why. It stands
 * at the foot of long pages, and what is known of each report is a file of its own: so it is asked for when a reader
 * comes near, unless it stands alone or the address speaks of it.
 */
export function ReportsFigure({ metric }: ReportsFigureProps) {
  const { home } = useEmbedding();
  const sort = useSortOf('reports');
  const { near, place, bring } = useNearReader(home !== null || sort !== null);
  const { title, source } = useFrame(metric);
  if (near) return <ReportsList metric={metric} />;
  return (
    <Figure id="reports" title={title} source={source} chart={<AwaitingFace place={place} bring={bring} />} />
  );
}

function useFrame(metric: MetricId) {
  const { language } = useLanguage();
  const { tree, region, years, source } = useFigureScope();
  const name = pick(METRICS[metric].name, language);
  const place = regionName(tree, region, language);
  const span = formatYears(years, language);
  const title =
    language === 'zh'
      ? `${place} ${span}的年报：${name}`
      : `The reports behind it: ${name}, ${place}, ${span}`;
  return { title, source: pick(source, language), place, span, name };
}

function ReportsList({ metric: id }: ReportsFigureProps) {
  const { tree, warehouse, region, years, prose } = useFigureScope();
  const { language } = useLanguage();
  const { update, hrefOfRegion } = useViewState();
  const metric = METRICS[id];
  const { title, source, place, span, name } = useFrame(id);
  const result = useAnswer(
    reportsBehindQuery(warehouse, { metric: id, region, years, prose, limit: MOST_REPORTS }),
  );
  const sort = useSortOf('reports');
  const nameOf = (code: string) => regionName(tree, code, language);
  return (
    <QueryView
      result={result}
      pending={() => <Figure id="reports" title={title} source={source} chart={<PendingFace />} />}
      error={(error, retry) => (
        <Figure
          id="reports"
          title={title}
          source={source}
          chart={<ErrorFace error={error} onRetry={retry} />}
        />
      )}
      isEmpty={({ total }) => total === 0}
      empty={() => (
        <Figure
          id="reports"
          title={title}
          source={source}
          chart={place === '' ? <EmptyFace /> : <NotFiledFace place={place} years={span} />}
        />
      )}
      data={(behind, busy) => {
        const twin = {
          columns: reportColumns(id, language, nameOf, hrefOfRegion),
          rows: behind.rows,
          rowKey: ({ report_id }: ReportBehind) => report_id,
        };
        const subtitle = reportsSubtitle(behind, metric, language);
        return (
          <Figure
            id="reports"
            title={title}
            terms={[metricTerm(id)]}
            subtitle={subtitle}
            source={source}
            busy={busy}
            chart={
              <DataTable
                caption={title}
                captionHidden
                {...twin}
                sort={sort}
                onSort={({ column, descending }) =>
                  update({ sort: { figure: 'reports', column, descending } })
                }
              />
            }
            actions={
              <TwinActions
                shown={{
                  id: 'reports',
                  title,
                  metrics: [id],
                  years,
                  coverage: [reportsFileCoverage(behind, name)],
                }}
                twin={twin}
                subtitle={subtitle}
                notes={null}
              />
            }
          />
        );
      }}
    />
  );
}

function reportsSubtitle(
  {
    total,
    counted,
    rows,
  }: { readonly total: number; readonly counted: number; readonly rows: readonly unknown[] },
  metric: MetricDefinition,
  language: Language,
): string {
  const [all, some, shown] = [total, counted, rows.length].map((count) => formatNumber(count, language));
  const cut =
    rows.length < total
      ? language === 'zh'
        ? `，列出前 ${shown} 份`
        : `; the first ${shown} are listed`
      : '';
  return language === 'zh'
    ? `${unitText(metric, language)} · 收有 ${all} 份年报，${some} 份计入${cut}`
    : `${unitText(metric, language)} · ${all} reports held, ${some} counted${cut}`;
}

function reportColumns(
  id: MetricId,
  language: Language,
  nameOf: (code: string) => string,
  hrefOfRegion: (code: string) => string,
): readonly DataColumn<ReportBehind>[] {
  const zh = language === 'zh';
  const metric = METRICS[id];
  const story = ({ region_code, year }: ReportBehind, number: ReactNode) => (
    <StoryButton row={{ metric: id, region_code, year }}>{number}</StoryButton>
  );
  return [
    {
      id: 'region',
      header: zh ? '乡镇街道' : 'Township',
      kind: 'text',
      rowHeader: true,
      value: ({ region_code }) => nameOf(region_code),
      cell: ({ region_code }) => <ViewLink href={hrefOfRegion(region_code)}>{nameOf(region_code)}</ViewLink>,
    },
    { id: 'year', header: zh ? '年份' : 'Year', kind: 'text', value: ({ year }) => `${year}`, width: 80 },
    {
      id: 'value',
      header: pick(metric.name, language),
      term: { metric: id },
      kind: 'number',
      value: ({ value }) => value,
      quantity: metric.unit,
      cell: (report) => story(report, metricText(report.value, metric.unit, language).number),
      absence: ({ status }) => (status === 'not-applicable' ? 'not-applicable' : 'blank'),
      missing: story,
    },
    {
      id: 'status',
      header: zh ? '取自' : 'Where it stands',
      term: { term: 'prose' },
      kind: 'text',
      value: ({ status }) => pick(STATUS_TEXT[status], language),
    },
    {
      id: 'form',
      header: zh ? '表式' : 'Form',
      term: { term: 'form' },
      kind: 'text',
      width: 90,
      value: ({ template }) => template ?? (zh ? '未见表格' : 'no table seen'),
    },
    {
      id: 'source',
      header: zh ? '原页' : 'Page',
      kind: 'text',
      sortable: false,
      value: ({ source_url }) => source_url ?? '',
      cell: ({ report_id, source_url, region_code, year }) => (
        <SourceLink
          report={report_id}
          url={source_url}
          label={zh ? `${nameOf(region_code)}${year}年年报` : `${nameOf(region_code)}, ${year}`}
        />
      ),
    },
  ];
}
