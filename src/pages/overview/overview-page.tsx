import { PageHeading } from '#components/page-heading.tsx';
import { RegionBreadcrumb } from '#components/region-breadcrumb.tsx';
import { metricTerm } from '#components/terms.ts';
import { useViewState } from '#components/use-view-state.ts';
import { ViewLink } from '#components/view-link.tsx';
import { CoverageLead } from '#figures/coverage-lead.tsx';
import { regionName, useFigureScope } from '#figures/figure-scope.tsx';
import { KeyFigures } from '#figures/key-figures.tsx';
import { hasMap, MapFigure } from '#figures/map-figure.tsx';
import { FigureRow, PageSection } from '#figures/page-section.tsx';
import {
  LawsuitResultsFigure,
  OutcomesFigure,
  ReconsiderationResultsFigure,
} from '#figures/parts-figures.tsx';
import { RankingFigure } from '#figures/ranking-figure.tsx';
import { ReportsFigure } from '#figures/reports-figure.tsx';
import { SpreadFigure } from '#figures/spread-figure.tsx';
import { TOPIC_TERMS } from '#figures/topic-terms.ts';
import { TopicTrendsFigure } from '#figures/topic-trends-figure.tsx';
import { TrendFigure } from '#figures/trend-figure.tsx';
import { ViewBar } from '#figures/view-bar.tsx';
import { formatYears, pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import { TOPICS } from '#metrics/metric.ts';
import { METRICS, type MetricId } from '#metrics/registry.ts';
import { NATION_CODE } from '#model/region.ts';

const KEY_METRICS: readonly MetricId[] = [
  'permits',
  'penalties',
  'coercions',
  'applications_new',
  'disclosure_rate',
  'reconsiderations',
  'lawsuits',
  'check_pass_rate',
];
const ENFORCEMENT: readonly MetricId[] = ['permits', 'penalties', 'coercions', 'fees'];
const APPLICATIONS: readonly MetricId[] = [
  'applications_new',
  'applications_handled',
  'zero_application_share',
  'disclosure_rate',
];
const COMPLAINTS: readonly MetricId[] = ['reconsiderations', 'lawsuits'];

/** What does the picture look like for this region and these years? */
export function OverviewPage() {
  const { language } = useLanguage();
  const { state, hrefWith, hrefOfRegion } = useViewState();
  const { region, years, tree } = useFigureScope();
  const zh = language === 'zh';
  const place = regionName(tree, region, language);
  const span = formatYears(years, language);
  const metric = METRICS[state.metric];
  const heading = zh ? `${place}，${span}` : `${place}, ${span}`;
  return (
    <>
      <PageHeading
        title={heading}
        lead={<CoverageLead />}
        above={
          <RegionBreadcrumb
            region={region}
            tree={tree}
            hrefOf={(code) => hrefWith({ region: code, tables: [], sort: null })}
          />
        }
      >
        {heading}
      </PageHeading>
      <ViewBar />
      <KeyFigures metrics={KEY_METRICS} />

      <PageSection
        id="metric"
        title={pick(metric.name, language)}
        lead={pick(metric.sentence, language)}
        terms={[metricTerm(state.metric)]}
      >
        <TrendFigure metric={state.metric} />
        {hasMap(region) ? (
          <FigureRow>
            <MapFigure metric={state.metric} />
            <RankingFigure metric={state.metric} />
          </FigureRow>
        ) : (
          <RankingFigure metric={state.metric} />
        )}
        {metric.share_of_bodies ? null : <SpreadFigure metric={state.metric} />}
      </PageSection>

      <PageSection
        id="enforcement"
        terms={TOPIC_TERMS}
        title={pick(TOPICS.enforcement, language)}
        lead={
          zh
            ? '各年作出的许可、处罚、强制决定和收取的费用，各用自己的刻度。'
            : 'Decisions on permits, penalties and coercive measures, and fees charged, each on its own scale.'
        }
      >
        <TopicTrendsFigure topic="enforcement" metrics={ENFORCEMENT} />
      </PageSection>

      <PageSection
        id="applications"
        terms={TOPIC_TERMS}
        title={pick(TOPICS.applications, language)}
        lead={
          zh
            ? '公众申请了多少信息，得到了多少。'
            : 'How much information people asked for, and how much they got.'
        }
      >
        <TopicTrendsFigure topic="applications" metrics={APPLICATIONS} />
        <OutcomesFigure />
      </PageSection>

      <PageSection
        id="complaints"
        terms={TOPIC_TERMS}
        title={pick(TOPICS.complaints, language)}
        lead={zh ? '对公开工作不服的复议和诉讼。' : 'Reconsiderations and lawsuits over disclosure.'}
      >
        <TopicTrendsFigure topic="complaints" metrics={COMPLAINTS} />
        <FigureRow>
          <ReconsiderationResultsFigure />
          <LawsuitResultsFigure />
        </FigureRow>
      </PageSection>

      <PageSection
        id="reports"
        title={zh ? '数字背后的年报' : 'The reports behind the figures'}
        lead={
          zh
            ? '每个数都来自下面的年报；没有计入的也列出，并说明原因。'
            : 'Every figure comes from these reports; those left out are listed too, with the reason.'
        }
      >
        <ReportsFigure metric={state.metric} />
        {region === NATION_CODE ? null : (
          <p>
            <ViewLink href={hrefOfRegion(region)}>
              {zh ? `看${place}的地区页` : `Open the page of ${place}`}
            </ViewLink>
          </p>
        )}
      </PageSection>
    </>
  );
}
