import { PageHeading } from '#components/page-heading.tsx';
import { RegionBreadcrumb } from '#components/region-breadcrumb.tsx';
import { TermedText } from '#components/term.tsx';
import { metricTerm, type NamedTerm, siteTerm } from '#components/terms.ts';
import { useViewState } from '#components/use-view-state.ts';
import { useAnswer, useBoth } from '#figures/answers.ts';
import { DefinitionFigure } from '#figures/definition-switch.tsx';
import { isTownship, regionName, useFigureScope } from '#figures/figure-scope.tsx';
import { FlowFigure } from '#figures/flow-figure.tsx';
import { GroundsFigure } from '#figures/grounds-figure.tsx';
import { HeatMapFigure } from '#figures/heat-map-figure.tsx';
import { KeyFigures } from '#figures/key-figures.tsx';
import { hasMap, MapFigure } from '#figures/map-figure.tsx';
import { FigureRow, PageSection } from '#figures/page-section.tsx';
import { ApplicantsFigure, OutcomesFigure } from '#figures/parts-figures.tsx';
import { RankingFigure } from '#figures/ranking-figure.tsx';
import { ReportsFigure } from '#figures/reports-figure.tsx';
import { TOPIC_TERMS } from '#figures/topic-terms.ts';
import { TopicTrendsFigure } from '#figures/topic-trends-figure.tsx';
import { TrendFigure } from '#figures/trend-figure.tsx';
import { metricAmong, ViewBar } from '#figures/view-bar.tsx';
import { formatYears, pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import { METRICS, type MetricId, metricsOfTopic } from '#metrics/registry.ts';
import { flowQuery } from '#queries/flow.ts';
import { metricValuesQuery } from '#queries/metric-values.ts';
import { applicationsLead } from './lead.ts';

const KEY_METRICS = [
  'applications_new',
  'applications_handled',
  'applications_carried_out',
  'disclosure_rate',
  'petition_count',
  'zero_application_share',
] as const satisfies readonly MetricId[];
const VOLUMES = [
  'applications_new',
  'applications_handled',
  'applications_carried_out',
  'zero_application_share',
] as const satisfies readonly MetricId[];
/** Whether a single body had any application is no share. */
const ofOneBody = (metrics: readonly MetricId[]) => metrics.filter((id) => id !== 'zero_application_share');
const KEY_METRICS_OF_ONE = ofOneBody(KEY_METRICS);
const VOLUMES_OF_ONE = ofOneBody(VOLUMES);
const CHOICE: readonly [MetricId, ...MetricId[]] = [
  'applications_new',
  ...metricsOfTopic('applications').filter((id) => id !== 'applications_new'),
];
const LEAD = [
  'applications_new',
  'zero_application_share',
  'applications_handled',
  'disclosure_rate',
] as const satisfies readonly MetricId[];

const LEAD_TERMS = [
  metricTerm('applications_new'),
  { ref: { metric: 'applications_handled' }, word: { zh: '办结', en: 'handled' } },
  siteTerm('due', { zh: '应有年报', en: 'reports due' }),
] as const satisfies readonly NamedTerm[];

/** What people asked for, how it ended, on which grounds it was refused, and who asked. */
export function ApplicationsPage() {
  const { language } = useLanguage();
  const { state, hrefWith } = useViewState();
  const { region, years, tree } = useFigureScope();
  const zh = language === 'zh';
  const township = isTownship(region);
  const place = regionName(tree, region, language);
  const span = formatYears(years, language);
  const chosen = metricAmong(state.metric, CHOICE);
  const heading = zh ? `申请办理：${place}，${span}` : `Applications: ${place}, ${span}`;
  return (
    <>
      <PageHeading
        title={heading}
        lead={<Lead />}
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
      <ViewBar metrics={CHOICE} />
      <KeyFigures metrics={township ? KEY_METRICS_OF_ONE : KEY_METRICS} />

      <PageSection
        id="flow"
        title={zh ? '从收到到办结' : 'From receipt to outcome'}
        lead={
          zh
            ? '新收的和上年结转的，一共要办多少；六种结果各多少，还有多少结转到下一年。'
            : 'What came in and what was carried over make up what is to be handled; six outcomes, and what is carried to the next year.'
        }
      >
        <FlowFigure />
        <TopicTrendsFigure topic="applications" metrics={township ? VOLUMES_OF_ONE : VOLUMES} />
        <OutcomesFigure shares />
        <DefinitionFigure />
      </PageSection>

      <PageSection
        id="who"
        title={zh ? '谁来申请，结果怎样' : 'Who applied, and how it ended'}
        lead={
          zh
            ? '年报把申请人分成六类，每一行结果都按类印出。'
            : 'Reports tell six kinds of applicants apart in every row of the table.'
        }
      >
        <HeatMapFigure />
        <ApplicantsFigure shares />
      </PageSection>

      <PageSection
        id="refusals"
        terms={TOPIC_TERMS}
        title={zh ? '不予公开的理由' : 'Grounds for refusal'}
        lead={
          zh
            ? '不予公开只能依据八种法定理由之一。'
            : 'A refusal must rest on one of eight grounds set by the regulations.'
        }
      >
        <GroundsFigure />
      </PageSection>

      <PageSection
        id="petitions"
        terms={[metricTerm('petition_count')]}
        title={zh ? '信访举报投诉类申请' : 'Petitions filed as applications'}
        lead={
          zh
            ? '以公开申请的形式提出的信访、举报、投诉，不作为公开申请处理。左边是件数，右边是占办结申请的比重。'
            : 'Petitions, reports and complaints filed as applications are not handled as such. Their number, and their share of all applications handled.'
        }
      >
        <FigureRow>
          <TrendFigure metric="petition_count" figure="petition-trend" />
          <TrendFigure metric="petition_share" figure="petition-share-trend" />
        </FigureRow>
      </PageSection>

      {township ? null : (
        <PageSection
          id="none"
          terms={[metricTerm('zero_application_share')]}
          title={zh ? '一件申请也没有的地方' : 'Places without an application'}
          lead={pick(METRICS.zero_application_share.sentence, language)}
        >
          <TrendFigure metric="zero_application_share" figure="zero-trend" />
          {hasMap(region) ? (
            <FigureRow>
              <MapFigure metric="zero_application_share" figure="zero-map" />
              <RankingFigure metric="zero_application_share" figure="zero-ranking" />
            </FigureRow>
          ) : (
            <RankingFigure metric="zero_application_share" figure="zero-ranking" />
          )}
        </PageSection>
      )}

      <PageSection
        id="reports"
        title={zh ? '数字背后的年报' : 'The reports behind the figures'}
        lead={
          zh
            ? '每个数都来自下面的年报；没有计入的也列出，并说明原因。'
            : 'Every figure comes from these reports; those left out are listed too, with the reason.'
        }
      >
        <ReportsFigure metric={chosen} />
      </PageSection>
    </>
  );
}

function Lead() {
  const { warehouse, region, years, prose, tree } = useFigureScope();
  const { language } = useLanguage();
  const figures = useAnswer(
    metricValuesQuery(warehouse, { metrics: LEAD, region, by: 'region', years, split: 'pooled', prose }),
  );
  const result = useBoth(figures, useAnswer(flowQuery(warehouse, { region, years })));
  if (result.data === undefined) return <>&nbsp;</>;
  const [rows, section3] = result.data;
  const of = (id: MetricId) => rows.find(({ metric }) => metric === id);
  const [received, withoutAny, handled, disclosed] = LEAD.map(of);
  if (!received || !withoutAny || !handled || !disclosed) return <>&nbsp;</>;
  const place = regionName(tree, region, language);
  const input = {
    place,
    township: isTownship(region),
    years,
    received,
    withoutAny,
    handled,
    disclosed,
    section3,
  };
  return <TermedText text={applicationsLead(input, language)} terms={LEAD_TERMS} />;
}
