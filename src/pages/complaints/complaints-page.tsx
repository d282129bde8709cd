import { EmptyFace } from '#components/faces.tsx';
import { PageHeading } from '#components/page-heading.tsx';
import { RegionBreadcrumb } from '#components/region-breadcrumb.tsx';
import { TermedText } from '#components/term.tsx';
import { metricTerm, siteTerm } from '#components/terms.ts';
import { useViewState } from '#components/use-view-state.ts';
import { useAnswer } from '#figures/answers.ts';
import { regionName, useFigureScope } from '#figures/figure-scope.tsx';
import { FunnelFigure } from '#figures/funnel-figure.tsx';
import { KeyFigures } from '#figures/key-figures.tsx';
import { FigureRow, PageSection } from '#figures/page-section.tsx';
import { LawsuitResultsFigure, ReconsiderationResultsFigure } from '#figures/parts-figures.tsx';
import { PooledScope, PoolingSwitch } from '#figures/pooling-switch.tsx';
import { RankingFigure } from '#figures/ranking-figure.tsx';
import { ReportsFigure } from '#figures/reports-figure.tsx';
import { TOPIC_TERMS } from '#figures/topic-terms.ts';
import { TopicTrendsFigure } from '#figures/topic-trends-figure.tsx';
import { TrendFigure } from '#figures/trend-figure.tsx';
import { metricAmong, ViewBar } from '#figures/view-bar.tsx';
import { formatNumber, formatYears, pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import { METRICS, type MetricId } from '#metrics/registry.ts';
import type { Bilingual, Language } from '#model/bilingual.ts';
import type { MetricRow } from '#queries/metric-row.ts';
import { metricValuesQuery } from '#queries/metric-values.ts';
import { ChannelsFigure } from './channels-figure.tsx';
import { complaintsLead, LEAD_METRICS } from './complaints-lead.ts';

/** Counts to choose from for the trend, the ranking and the list of reports; rates have a section of their own. */
const COUNTS: readonly [MetricId, ...MetricId[]] = [
  'reconsiderations',
  'lawsuits',
  'reconsiderations_pending',
  'lawsuits_pending',
  'reconsideration_rate',
  'lawsuit_rate',
];
const KEY_METRICS: readonly MetricId[] = [
  'reconsiderations',
  'lawsuits',
  'reconsideration_correction_rate',
  'lawsuit_loss_rate',
  'reconsiderations_pending',
  'lawsuits_pending',
];
const PENDING: readonly MetricId[] = ['reconsiderations_pending', 'lawsuits_pending'];

/** Reconsiderations and lawsuits: how many, how they ended, who differs by more than chance, what is still open. */
export function ComplaintsPage() {
  const { language } = useLanguage();
  const { state, hrefWith } = useViewState();
  const { region, years, tree } = useFigureScope();
  const zh = language === 'zh';
  const place = regionName(tree, region, language);
  const span = formatYears(years, language);
  const id = metricAmong(state.metric, COUNTS);
  const metric = METRICS[id];
  const heading = zh ? `${place}的复议和诉讼，${span}` : `Reconsiderations and lawsuits, ${place}, ${span}`;
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
      <ViewBar metrics={COUNTS} />
      <KeyFigures metrics={KEY_METRICS} />

      <PageSection
        id="counts"
        terms={[metricTerm(id)]}
        title={zh ? '多少件' : 'How many'}
        lead={pick(metric.sentence, language)}
      >
        <FigureRow>
          <TrendFigure metric={id} figure="complaints-trend" />
          <RankingFigure metric={id} figure="complaints-ranking" />
        </FigureRow>
      </PageSection>

      <PageSection
        id="results"
        terms={TOPIC_TERMS}
        title={zh ? '结果怎样' : 'How they ended'}
        lead={
          zh
            ? '维持、纠正、其他结果和尚未审结，复议和两类诉讼（未经复议直接起诉、复议后起诉）分开计。'
            : 'Upheld, corrected, other results and pending; reconsiderations, direct lawsuits and lawsuits after reconsideration apart.'
        }
      >
        <ChannelsFigure />
        <FigureRow>
          <ReconsiderationResultsFigure />
          <LawsuitResultsFigure />
        </FigureRow>
      </PageSection>

      <PageSection
        id="rates"
        terms={[siteTerm('interval', { zh: '95% 区间', en: '95% intervals' })]}
        title={zh ? '多少被纠正' : 'How many were corrected'}
        lead={
          zh
            ? '只按已审结的案件计算。件数少时，率说明不了多少：左图按 95% 区间分三档，不排先后；右图看率与件数，线外的才不像偶然。'
            : 'Of closed cases only. On few cases a rate says little: at the left, three bands by 95% intervals instead of an order; at the right, rates against cases, with only those outside the lines unlikely to be chance.'
        }
      >
        <PoolingSwitch />
        <PooledScope>
          <RatePair
            metric="reconsideration_correction_rate"
            figure="reconsideration"
            cases={{ zh: '已审结的复议（件）', en: 'Closed reconsiderations' }}
          />
          <RatePair
            metric="lawsuit_loss_rate"
            figure="lawsuit"
            cases={{ zh: '已审结的诉讼（件）', en: 'Closed lawsuits' }}
          />
        </PooledScope>
      </PageSection>

      <PageSection
        id="pending"
        title={zh ? '还没有审结' : 'Still pending'}
        lead={
          zh
            ? '年末尚未审结的案件。多年不相加，各地取所选的最后一年。'
            : 'Cases open at the end of the year. Years are not added: each place shows the last one chosen.'
        }
      >
        <TopicTrendsFigure
          topic="complaints"
          metrics={PENDING}
          figure="pending-trends"
          name={{ zh: '的未审结案件', en: 'Cases pending' }}
        />
        <PendingByPlace />
      </PageSection>

      <PageSection
        id="reports"
        title={zh ? '数字背后的年报' : 'The reports behind the figures'}
        lead={
          zh
            ? '取自表格还是正文，逐份列出；没有计入的也列出，并说明原因。'
            : 'One by one, whether from the table or from prose; those left out are listed too, with the reason.'
        }
      >
        <ReportsFigure metric={id} />
      </PageSection>
    </>
  );
}

interface RatePairProps {
  readonly metric: MetricId;
  /** Begins the ids of its two figures. */
  readonly figure: string;
  readonly cases: Bilingual;
}

/** A rate in bands and in a funnel; one sentence instead of two empty charts where the place has no closed case. */
function RatePair({ metric, figure, cases }: RatePairProps) {
  const { language } = useLanguage();
  const row = useOwnFigures([metric])?.[0];
  if (row !== undefined && (row.denominator ?? 0) === 0) {
    return <EmptyFace>{noRateText(row, language)}</EmptyFace>;
  }
  return (
    <FigureRow>
      <RankingFigure metric={metric} figure={`${figure}-rates`} />
      <FunnelFigure metric={metric} figure={`${figure}-funnel`} cases={cases} />
    </FigureRow>
  );
}

function noRateText({ metric, stated }: MetricRow, language: Language): string {
  const name = pick(METRICS[metric].name, language);
  const reports = formatNumber(stated, language);
  if (stated === 0) {
    return language === 'zh'
      ? `${name}：没有一份年报的第四部分表格可用，算不出来。`
      : `${name}: no report has a usable table of section 4, so it cannot be worked out.`;
  }
  return language === 'zh'
    ? `${name}：表格可用的 ${reports} 份年报都没有审结的案件，没有率可算。`
    : `${name}: the ${reports} reports with a usable table have no closed case, so there is no rate.`;
}

/** Where the cases are pending, for the channels that any report of the year speaks of. */
function PendingByPlace() {
  const { language } = useLanguage();
  const { years } = useFigureScope();
  const rows = useOwnFigures(PENDING);
  const known =
    rows === undefined ? PENDING : rows.filter(({ stated }) => stated > 0).map(({ metric }) => metric);
  if (known.length === 0) {
    const last = formatYears(years.to, language);
    return (
      <EmptyFace>
        {language === 'zh'
          ? `没有一份 ${last}的年报有可用的第四部分表格，不知道哪里还有未审结的案件。`
          : `No report of ${last} has a usable table of section 4, so where cases are pending is unknown.`}
      </EmptyFace>
    );
  }
  return (
    <FigureRow>
      {known.map((metric) => (
        <RankingFigure key={metric} metric={metric} figure={metric.replaceAll('_', '-')} />
      ))}
    </FigureRow>
  );
}

/** The place's own figures over the years in scope, taken together; undefined until they are there. */
function useOwnFigures(metrics: readonly MetricId[]): readonly MetricRow[] | undefined {
  const { warehouse, region, years, prose } = useFigureScope();
  const spec = { metrics, region, by: 'region', years, split: 'pooled', prose } as const;
  return useAnswer(metricValuesQuery(warehouse, spec)).data;
}

function Lead() {
  const { language } = useLanguage();
  const { region, years, tree } = useFigureScope();
  const rows = useOwnFigures(LEAD_METRICS);
  if (rows === undefined) return <>&nbsp;</>;
  const place = regionName(tree, region, language);
  return <TermedText text={complaintsLead({ place, years, rows }, language)} terms={TOPIC_TERMS} />;
}
