import { useState } from 'react';
import { isRate } from '#charts/figure.ts';
import { classNames } from '#components/class-names.ts';
import { type ColumnSort, type DataColumn, DataTable } from '#components/data-table.tsx';
import { ErrorFace, PendingFace } from '#components/faces.tsx';
import { QueryView } from '#components/query-view.tsx';
import { useViewState } from '#components/use-view-state.ts';
import { ViewLink } from '#components/view-link.tsx';
import { formatNumber, metricText, pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import type { MetricDefinition } from '#metrics/metric.ts';
import { METRICS } from '#metrics/registry.ts';
import type { Bilingual, Language } from '#model/bilingual.ts';
import { type ReportBehind, reportsBehindQuery } from '#queries/reports-behind.ts';
import { type Story, type StorySpec, storyYears } from '#queries/story.ts';
import { addressOf } from '#view-state/address.ts';
import { useAnswer } from '../answers.ts';
import { regionName, useFigureScope } from '../figure-scope.tsx';
import { SourceLink } from '../source-link.tsx';
import styles from './story.module.css';
import { REASON_TEXT, storyLines } from './story-words.ts';

/** Short: the panel is narrow, and the reasons stand above the list in full. */
const STATUS: Readonly<Record<ReportBehind['status'], Bilingual>> = {
  reported: { zh: '表内', en: 'table' },
  zero: { zh: '表内，0', en: 'table, 0' },
  'stated-in-prose': { zh: '正文', en: 'prose' },
  blank: { zh: '未给出', en: 'not given' },
  'not-applicable': { zh: '表式无此项', en: 'not on form' },
};
const ZERO_DENOMINATOR: Bilingual = { zh: '分母为 0', en: 'denominator 0' };

/** Enough to read beside the page; the total is always said. */
const STORY_REPORTS = 150;

export interface StoryReportsProps {
  readonly spec: StorySpec;
  readonly story: Story;
  readonly place: string;
}

/** How many reports the number counts and leaves out, and why; then the reports themselves. */
export function StoryReports({ spec, story, place }: StoryReportsProps) {
  const { language } = useLanguage();
  const { tree, warehouse } = useFigureScope();
  const { state } = useViewState();
  const [sort, setSort] = useState<ColumnSort | null>(null);
  const metric = METRICS[spec.metric];
  const zh = language === 'zh';
  const result = useAnswer(reportsBehindQuery(warehouse, storyReportsSpec(spec)));
  const caption = zh ? `${place}的年报` : `Reports of ${place}`;
  const nameOf = ({ region_code }: ReportBehind) => regionName(tree, region_code, language);
  const hrefOf = ({ region_code, year }: ReportBehind) =>
    addressOf('/region', {
      ...state,
      region: region_code,
      years: { from: year, to: year },
      tables: [],
      sort: null,
      story: null,
    });
  return (
    <section className={styles.section} aria-labelledby="story-reports">
      <h3 id="story-reports">{zh ? '来自哪些年报' : 'Which reports it rests on'}</h3>
      <dl className={styles.lines}>
        {storyLines(story).map(({ reason, count, part }) => (
          <div
            key={reason}
            className={classNames(part && styles.part, reason === 'expected' && styles.total)}
          >
            <dt>{pick(REASON_TEXT[reason], language)}</dt>
            <dd>{formatNumber(count, language)}</dd>
          </div>
        ))}
      </dl>
      <QueryView
        result={result}
        pending={() => <PendingFace height="8rem" />}
        error={(error, retry) => <ErrorFace error={error} onRetry={retry} />}
        isEmpty={({ total }) => total === 0}
        empty={() => (
          <p>
            {zh
              ? '没有收录年报；没有收录不等于没有公布。'
              : 'No report is held here; one may well have been published.'}
          </p>
        )}
        data={({ rows, total }) => (
          <>
            {rows.length < total ? (
              <p>
                {zh
                  ? `收有 ${formatNumber(total, language)} 份年报，列出前 ${formatNumber(rows.length, language)} 份。`
                  : `${formatNumber(total, language)} reports are held; the first ${formatNumber(rows.length, language)} are listed.`}
              </p>
            ) : null}
            <DataTable
              caption={caption}
              captionHidden
              columns={reportColumns(metric, language, nameOf, hrefOf)}
              rows={rows}
              rowKey={({ report_id }) => report_id}
              sort={sort}
              onSort={setSort}
            />
          </>
        )}
      />
    </section>
  );
}

/** The question for the reports listed. */
function storyReportsSpec(spec: StorySpec) {
  return { ...spec, years: storyYears(spec.metric, spec.years), limit: STORY_REPORTS };
}

function reportColumns(
  metric: MetricDefinition,
  language: Language,
  nameOf: (report: ReportBehind) => string,
  hrefOf: (report: ReportBehind) => string,
): readonly DataColumn<ReportBehind>[] {
  const zh = language === 'zh';
  return [
    {
      id: 'region',
      header: zh ? '乡镇街道' : 'Township',
      kind: 'text',
      rowHeader: true,
      value: nameOf,
      cell: (report) => <ViewLink href={hrefOf(report)}>{nameOf(report)}</ViewLink>,
      width: 150,
    },
    { id: 'year', header: zh ? '年份' : 'Year', kind: 'text', value: ({ year }) => `${year}`, width: 70 },
    {
      id: 'value',
      header: pick(metric.name, language),
      kind: 'number',
      value: ({ value }) => value,
      cell: ({ value }) => metricText(value, metric.unit, language).number,
      absence: ({ status, denominator }) =>
        denominator === 0 ? 'zero-denominator' : status === 'not-applicable' ? 'not-applicable' : 'blank',
    },
    ...(isRate(metric)
      ? [
          {
            id: 'counts',
            header: zh ? '分子/分母' : 'Counts',
            kind: 'number' as const,
            value: ({ denominator }: ReportBehind) => denominator,
            cell: ({ numerator, denominator }: ReportBehind) =>
              `${formatNumber(numerator, language)}/${formatNumber(denominator, language)}`,
            absence: ({ status }: ReportBehind) =>
              status === 'not-applicable' ? ('not-applicable' as const) : ('blank' as const),
          },
        ]
      : []),
    {
      id: 'status',
      header: zh ? '取自' : 'From',
      kind: 'text',
      value: ({ status, denominator }) =>
        pick(denominator === 0 ? ZERO_DENOMINATOR : STATUS[status], language),
      width: 130,
    },
    {
      id: 'source',
      header: zh ? '原页' : 'Page',
      kind: 'text',
      sortable: false,
      value: ({ source_url }) => source_url ?? '',
      width: 170,
      cell: (report) => {
        const { report_id, source_url, year } = report;
        return (
          <SourceLink
            report={report_id}
            url={source_url}
            label={zh ? `${nameOf(report)}${year}年年报` : `${nameOf(report)}, ${year}`}
          />
        );
      },
    },
  ];
}
