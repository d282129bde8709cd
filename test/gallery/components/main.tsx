/** Every component in every state, on one page. Not part of the site. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { createMemoryHistory, createRootRoute, createRouter, RouterProvider } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { createRoot } from 'react-dom/client';
// oxlint-disable-next-line import/no-unassigned-import
import '#components/base.css';
import layout from '#app/root-layout.module.css';
import { Surroundings } from '#app/root-layout.tsx';
import { AppHeader } from '#components/app-header.tsx';
import { DataBanner } from '#components/data-banner.tsx';
import { type DataColumn, DataTable, type DataTableProps } from '#components/data-table.tsx';
import { EmptyFace, ErrorFace, NotFiledFace, PendingFace } from '#components/faces.tsx';
import { Figure } from '#components/figure.tsx';
import { KeyFigure } from '#components/key-figure.tsx';
import { LoadProgress } from '#components/load-progress.tsx';
import { MetricPicker } from '#components/metric-picker.tsx';
import { AddressNotices } from '#components/notices.tsx';
import { PageHeading } from '#components/page-heading.tsx';
import { RegionBreadcrumb } from '#components/region-breadcrumb.tsx';
import { RegionPicker } from '#components/region-picker.tsx';
import { createRegionTree } from '#components/region-tree.ts';
import { Sparkline } from '#components/sparkline.tsx';
import { YearsControl } from '#components/years-control.tsx';
import { EngineError } from '#engine/engine.ts';
import { formatShare } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import type { MetricId } from '#metrics/registry.ts';
import type { Language } from '#model/bilingual.ts';
import { createRegionIndex, searchRegions } from '#model/region-search.ts';
import type { YearRange } from '#model/year.ts';
import { readSearchText } from '#view-state/search-text.ts';
import { readView } from '#view-state/view-state.ts';
import readings from '../../../data/pinyin/readings.json';
import { change, ISSUES, PACKAGES, REGIONS, row, TOWNSHIPS, type TownshipRow } from './inputs.ts';

const search = new URLSearchParams(window.location.search);
const language: Language = search.get('lang') === 'en' ? 'en' : 'zh';
document.documentElement.dataset.theme = search.get('theme') ?? 'light';

const tree = createRegionTree(REGIONS);
const regionIndex = createRegionIndex(REGIONS, readings);
const ALL = { from: 2019, to: 2025 };
const noop = () => undefined;

const YEARS = [2019, 2020, 2021, 2022, 2023, 2024, 2025] as const;
const points = (...values: readonly (number | null)[]) =>
  YEARS.map((year, index) => ({ year, value: values[index] ?? null }));

function Part({
  id,
  title,
  children,
}: {
  readonly id: string;
  readonly title: string;
  readonly children: ReactNode;
}) {
  return (
    <section id={id} style={{ marginTop: '3rem' }}>
      <h2 style={{ font: '600 0.875rem monospace', marginBottom: '1rem', color: 'var(--ink-3)' }}>{title}</h2>
      {children}
    </section>
  );
}

function Gallery() {
  const { t } = useLanguage();
  const zh = language === 'zh';
  const [region, setRegion] = useState('130623205');
  const [years, setYears] = useState<YearRange>({ from: 2021, to: 2024 });
  const [year, setYear] = useState<YearRange>(ALL);
  const [metric, setMetric] = useState<MetricId>('permits');
  const [asTable, setAsTable] = useState(false);
  const [sort, setSort] = useState<DataTableProps<TownshipRow>['sort']>({
    column: 'permits',
    descending: true,
  });
  const { issues } = readView(
    readSearchText('?years=abc&lang=zz&metric=%3Cscript%3Ealert(1)%3C/script%3E&x=1'),
  );
  const columns: readonly DataColumn<TownshipRow>[] = [
    {
      id: 'name',
      header: t('region.label'),
      kind: 'text',
      value: ({ name }) => name,
      rowHeader: true,
      width: 180,
    },
    { id: 'kind', header: zh ? '类型' : 'Kind', kind: 'text', value: ({ kind }) => kind, width: 100 },
    {
      id: 'permits',
      header: zh ? '行政许可处理决定数量' : 'Permit decisions',
      unit: zh ? '件' : 'cases',
      kind: 'number',
      value: ({ permits }) => permits,
      absence: ({ kind }) => (kind === '镇' ? 'blank' : 'not-filed'),
    },
    {
      id: 'rate',
      header: zh ? '实质公开率' : 'Disclosure rate',
      kind: 'number',
      value: ({ rate }) => rate,
      cell: ({ rate }) => formatShare(rate, language),
      absence: () => 'zero-denominator',
    },
  ];
  const title = zh
    ? '其中口乡所在县 18 个乡镇的行政许可，2023 年'
    : 'Permits in the 18 townships of Qizhongkou’s county, 2023';
  return (
    <div className={layout.app}>
      <AppHeader
        homeHref="/"
        links={[
          { href: '/', label: t('nav.overview'), current: true },
          { href: '/quality', label: zh ? '数据质量' : 'Data quality', current: false },
        ]}
        packages={PACKAGES}
        loaded={PACKAGES[search.get('synthetic') === '1' ? 1 : 0]}
        onPackageChange={noop}
        onLanguageChange={noop}
        issues={ISSUES}
        search={
          <RegionPicker
            region={region}
            tree={tree}
            search={(query, limit) => searchRegions(regionIndex, query, limit)}
            onChange={setRegion}
            labelHidden
          />
        }
      />
      <main className={layout.main}>
        <AddressNotices issues={issues} onDismiss={noop} />
        <PageHeading
          title="Gallery"
          above={<RegionBreadcrumb region={region} tree={tree} hrefOf={(code) => `/region/${code}`} />}
          lead={
            zh
              ? '一乡一表，全国同一张表。这里收有 508 份年报，2019 至 2025 年。'
              : 'One form for every township in the country. 508 reports are held here, for 2019 to 2025.'
          }
        >
          {tree.get(region)?.name ?? (zh ? '全国' : 'China')}
        </PageHeading>

        <Part id="controls" title="controls">
          <div
            style={{
              display: 'grid',
              gap: '1rem',
              gridTemplateColumns: 'repeat(auto-fit, minmax(min(16rem, 100%), 1fr))',
            }}
          >
            <MetricPicker value={metric} onChange={setMetric} />
            <YearsControl value={years} all={ALL} onChange={setYears} />
            <YearsControl value={year} all={ALL} onChange={setYear} />
          </div>
        </Part>

        <Part id="key-figures" title="key figures">
          <div
            style={{
              display: 'grid',
              gap: '2rem 1.5rem',
              gridTemplateColumns: 'repeat(auto-fill, minmax(min(15rem, 100%), 1fr))',
            }}
          >
            <KeyFigure
              row={row('permits')}
              change={change('permits', 1320, 1202)}
              sparkline={<Sparkline points={points(12, 30, null, 44, 61, 60, 80)} name="x" format={String} />}
            />
            <KeyFigure
              row={row('applications_new', { value: 412, from_prose: 12, stated: 412 })}
              change={change('applications_new', 80, 80, 1)}
            />
            <KeyFigure
              row={row('disclosure_rate', { value: 0.353, numerator: 353, denominator: 1000 })}
              change={change('disclosure_rate', 0.35, 0.32)}
            />
            <KeyFigure
              row={row('completion_rate', { value: 0.9996, numerator: 9996, denominator: 10_000 })}
              change={change('completion_rate', 0.9, 0.95)}
            />
            <KeyFigure
              row={row('disclosure_rate', {
                value: 0.667,
                numerator: 2,
                denominator: 3,
                stated: 1,
                expected: 1,
              })}
              change={change('disclosure_rate', null, null, 0)}
            />
            <KeyFigure
              row={row('penalties', { value: 0, numerator: 0, stated: 1, expected: 1, from_prose: 1 })}
              change={change('penalties', 0, 3, 1)}
            />
            <KeyFigure
              row={row('fees', { value: null, stated: 0, filed: 3, not_applicable: 3, expected: 18 })}
            />
            <KeyFigure
              row={row('coercions', { value: null, stated: 0, filed: 0, expected: 18 })}
              change={change('coercions', null, 3, 0)}
            />
            <KeyFigure
              row={row('grant_rate', { value: null, numerator: 0, denominator: 0, stated: 4, expected: 18 })}
            />
            <KeyFigure row={row('fees', { value: 12_345.6, stated: 30, expected: 90 })} />
          </div>
        </Part>

        <Part id="figure" title="figure">
          <Figure
            id="permits"
            title={title}
            subtitle={
              zh ? '处理决定数量，件；基于 16/18 份年报' : 'Decisions, cases; based on 16 of 18 reports'
            }
            chart={<div style={{ height: 160, background: 'var(--accent-soft)' }} />}
            table={
              <DataTable
                caption={title}
                captionHidden
                columns={columns}
                rows={TOWNSHIPS.slice(0, 12)}
                rowKey={({ code }) => code}
                sort={sort}
                onSort={setSort}
              />
            }
            asTable={asTable}
            onTurn={setAsTable}
            source={
              zh ? '各乡镇政府信息公开工作年度报告' : 'Townships’ yearly reports on information disclosure'
            }
            notes={
              <p>
                {zh
                  ? '2021 年起改用新表式，指标含义不变。'
                  : 'A new form is in use from 2021 on; this metric means the same.'}
              </p>
            }
          />
          <div style={{ height: '2rem' }} />
          <Figure
            id="busy"
            busy
            title={title}
            chart={<div style={{ height: 120, background: 'var(--seq-4)' }} />}
            source="…"
          />
        </Part>

        <Part id="table" title="table, few rows">
          <DataTable
            caption={title}
            columns={columns}
            rows={TOWNSHIPS.slice(0, 12)}
            rowKey={({ code }) => code}
            sort={sort}
            onSort={setSort}
          />
        </Part>
        <Part id="virtual" title="table, many rows">
          <DataTable
            caption={title}
            columns={columns}
            rows={TOWNSHIPS}
            rowKey={({ code }) => code}
            sort={sort}
            onSort={setSort}
          />
        </Part>

        <Part id="faces" title="faces">
          <div style={{ display: 'grid', gap: '1rem' }}>
            <ErrorFace
              error={
                new EngineError('sql', 'Binder Error: Referenced column "permit" not found', {
                  statement: {
                    name: 'x',
                    sql: 'SELECT permit\nFROM mart_report_year\nWHERE year = $year',
                    params: { year: 2023 },
                  },
                })
              }
              onRetry={noop}
            />
            <ErrorFace error={new TypeError('Failed to fetch')} />
            <EmptyFace />
            <NotFiledFace place="其中口乡" years={zh ? '2022 年' : '2022'} />
            <PendingFace height="6rem" />
          </div>
        </Part>

        <Part id="load" title="load progress">
          <LoadProgress
            phases={{
              engine: { fraction: 1 },
              download: { fraction: 0.62, bytes: { loaded: 3_100_000, total: 5_000_000 } },
              validate: { fraction: null, rows: 41_352 },
            }}
            onCancel={noop}
          />
        </Part>

        <Part id="sparklines" title="sparklines">
          <div style={{ display: 'flex', gap: '1rem', flexWrap: 'wrap' }}>
            <Sparkline points={points(0, 0, 0, 0, 0, 0, 0)} name="zero" format={String} />
            <Sparkline points={points(null, 3, null, 5, null, null, 2)} name="gaps" format={String} />
            <Sparkline points={points(-3, 2, 5, -6, 1, 0, 4)} name="negative" format={String} />
            <Sparkline points={points(null, null, null, null, 4, null, null)} name="one" format={String} />
          </div>
        </Part>
        <Part id="banner" title="banner">
          <DataBanner entry={PACKAGES[1]} packages={PACKAGES} onPackageChange={noop} issues={[]} />
        </Part>
      </main>
    </div>
  );
}

const router = createRouter({
  routeTree: createRootRoute({
    component: () => (
      <Surroundings language={language}>
        <Gallery />
      </Surroundings>
    ),
    notFoundComponent: () => null,
  }),
  history: createMemoryHistory({ initialEntries: ['/'] }),
});
const container = document.getElementById('root');
if (container) {
  createRoot(container).render(
    <QueryClientProvider client={new QueryClient()}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
}
