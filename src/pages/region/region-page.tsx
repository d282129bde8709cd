import { PageHeading } from '#components/page-heading.tsx';
import { RegionBreadcrumb } from '#components/region-breadcrumb.tsx';
import { metricTerm } from '#components/terms.ts';
import { useViewState } from '#components/use-view-state.ts';
import { CompareLink } from '#figures/compare/compare-link.tsx';
import { isTownship, regionName, useFigureScope } from '#figures/figure-scope.tsx';
import { KeyFigures } from '#figures/key-figures.tsx';
import { hasMap, MapFigure } from '#figures/map-figure.tsx';
import { FigureRow, PageSection } from '#figures/page-section.tsx';
import {
  LawsuitResultsFigure,
  OutcomesFigure,
  ReconsiderationResultsFigure,
} from '#figures/parts-figures.tsx';
import { PeerStripsFigure } from '#figures/peer-strips-figure.tsx';
import { RankingFigure } from '#figures/ranking-figure.tsx';
import { RegionParagraph } from '#figures/region-paragraph.tsx';
import { ReportSheet } from '#figures/report-sheet.tsx';
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
import { listedParentOf } from '#model/region.ts';
import { yearsOf } from '#model/year.ts';
import { OnScreen, TownshipSheet } from './township-sheet.tsx';

const KEY_METRICS: readonly MetricId[] = [
  'permits',
  'penalties',
  'coercions',
  'applications_new',
  'reconsiderations',
  'lawsuits',
];
const ENFORCEMENT: readonly MetricId[] = ['permits', 'penalties', 'coercions', 'fees'];
const APPLICATIONS: readonly MetricId[] = [
  'applications_new',
  'applications_handled',
  'disclosure_rate',
  'applications_carried_out',
];
const COMPLAINTS: readonly MetricId[] = ['reconsiderations', 'lawsuits'];

/** How does this place stand? */
export function RegionPage() {
  const { language } = useLanguage();
  const { hrefOfRegion } = useViewState();
  const { region, years, tree } = useFigureScope();
  const place = regionName(tree, region, language);
  const span = formatYears(years, language);
  const township = isTownship(region);
  const heading = language === 'zh' ? `${place}，${span}` : `${place}, ${span}`;
  return (
    <>
      <PageHeading
        title={heading}
        lead={<RegionParagraph />}
        above={<RegionBreadcrumb region={region} tree={tree} hrefOf={hrefOfRegion} />}
      >
        {heading}
      </PageHeading>
      {township ? (
        <>
          <TownshipSheet />
          <OnScreen>
            <Body />
          </OnScreen>
        </>
      ) : (
        <Body />
      )}
    </>
  );
}

/** Everything below the heading. */
function Body() {
  const { language } = useLanguage();
  const { state } = useViewState();
  const { region, years, tree } = useFigureScope();
  const zh = language === 'zh';
  const township = isTownship(region);
  const metric = METRICS[state.metric];
  const parent = regionName(tree, listedParentOf(region) ?? region, language);
  return (
    <>
      <ViewBar />
      <KeyFigures metrics={KEY_METRICS} />
      <p>
        <CompareLink />
      </p>

      <PageSection id="standing" title={zh ? `在${parent}里的位置` : `Within ${parent}`}>
        <PeerStripsFigure />
      </PageSection>

      <PageSection id="enforcement" terms={TOPIC_TERMS} title={pick(TOPICS.enforcement, language)}>
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

      <PageSection id="complaints" terms={TOPIC_TERMS} title={pick(TOPICS.complaints, language)}>
        <TopicTrendsFigure topic="complaints" metrics={COMPLAINTS} />
        <FigureRow>
          <ReconsiderationResultsFigure />
          <LawsuitResultsFigure />
        </FigureRow>
      </PageSection>

      <PageSection
        id="metric"
        terms={[metricTerm(state.metric)]}
        title={
          township
            ? zh
              ? `在${parent}里：${pick(metric.name, language)}`
              : `Within ${parent}: ${pick(metric.name, language)}`
            : pick(metric.name, language)
        }
        lead={pick(metric.sentence, language)}
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
        id="reports"
        title={zh ? '数字背后的年报' : 'The reports behind the figures'}
        lead={
          zh
            ? '每个数都来自下面的年报；没有计入的也列出，并说明原因。'
            : 'Every figure comes from these reports; those left out are listed too, with the reason.'
        }
      >
        <ReportsFigure metric={state.metric} />
        {township
          ? yearsOf(years)
              .toReversed()
              .map((year) => <ReportSheet key={year} year={year} />)
          : null}
      </PageSection>
    </>
  );
}
