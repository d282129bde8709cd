import { PageHeading } from '#components/page-heading.tsx';
import { RegionBreadcrumb } from '#components/region-breadcrumb.tsx';
import { TermedText } from '#components/term.tsx';
import { metricTerm, siteTerm } from '#components/terms.ts';
import { useViewState } from '#components/use-view-state.ts';
import { useAnswer } from '#figures/answers.ts';
import { FormBlock } from '#figures/by-form.tsx';
import { isTownship, regionName, useFigureScope } from '#figures/figure-scope.tsx';
import { KeyFigures } from '#figures/key-figures.tsx';
import { hasMap, MapFigure } from '#figures/map-figure.tsx';
import { FigureRow, PageSection } from '#figures/page-section.tsx';
import { RankingFigure } from '#figures/ranking-figure.tsx';
import { ReportsFigure } from '#figures/reports-figure.tsx';
import { ScatterFigure } from '#figures/scatter-figure.tsx';
import { SpreadFigure } from '#figures/spread-figure.tsx';
import { TOPIC_TERMS } from '#figures/topic-terms.ts';
import { TopicTrendsFigure } from '#figures/topic-trends-figure.tsx';
import { metricAmong, ViewBar } from '#figures/view-bar.tsx';
import { formatYears, pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import { TOPICS } from '#metrics/metric.ts';
import { METRICS, type MetricId } from '#metrics/registry.ts';
import { metricValuesQuery } from '#queries/metric-values.ts';
import { enforcementLead } from './lead.ts';

const VOLUMES = ['permits', 'penalties', 'coercions'] as const satisfies readonly MetricId[];
const ONLY_2021 = [
  'fees',
  'documents_in_force',
  'documents_issued',
  'documents_repealed',
] as const satisfies readonly MetricId[];
const ONLY_2019 = ['procurement_projects', 'procurement_amount'] as const satisfies readonly MetricId[];
const CHOICE = [...VOLUMES, ...ONLY_2021, ...ONLY_2019] as const;

const LEAD_TERMS = [...VOLUMES.map(metricTerm), siteTerm('due', { zh: '应有年报', en: 'reports due' })];

/** How many permits, penalties and coercive measures; what only one form knows; each within its form's limits. */
export function EnforcementPage() {
  const { language } = useLanguage();
  const { state, hrefWith } = useViewState();
  const { region, years, tree } = useFigureScope();
  const zh = language === 'zh';
  const place = regionName(tree, region, language);
  const span = formatYears(years, language);
  const chosen = metricAmong(state.metric, CHOICE);
  const heading = zh ? `许可与处罚：${place}，${span}` : `Permits and penalties: ${place}, ${span}`;
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

      <PageSection
        id="volumes"
        terms={TOPIC_TERMS}
        title={zh ? '许可、处罚、强制' : 'Permits, penalties, coercive measures'}
        lead={
          zh
            ? '两版表式都有“本年处理决定数量”，可以连着看。多少不分好坏：多，可能是事项多，也可能是口径宽。'
            : 'Both forms print the decisions of the year, so they can be read as one series. More is neither better nor worse: it may mean more matters, or a wider count.'
        }
      >
        <KeyFigures metrics={VOLUMES} name={TOPICS.enforcement} />
        <TopicTrendsFigure topic="enforcement" metrics={VOLUMES} figure="volume-trends" />
      </PageSection>

      <PageSection
        id="metric"
        terms={[metricTerm(chosen)]}
        title={pick(METRICS[chosen].name, language)}
        lead={pick(METRICS[chosen].sentence, language)}
      >
        {hasMap(region) ? (
          <FigureRow>
            <MapFigure metric={chosen} />
            <RankingFigure metric={chosen} />
          </FigureRow>
        ) : (
          <RankingFigure metric={chosen} />
        )}
        <SpreadFigure metric={chosen} />
      </PageSection>

      <PageSection
        id="pairs"
        title={zh ? '两项一起看' : 'Two metrics together'}
        lead={
          zh
            ? '许可多的地方处罚也多吗？横轴、纵轴各选一项；只计两项都给出的年报。'
            : 'Do places with many permits also have many penalties? Choose a metric for each axis; only reports that give both count.'
        }
      >
        <ScatterFigure pair={['permits', 'penalties']} />
      </PageSection>

      <FormBlock
        form="2021"
        metrics={ONLY_2021}
        name={{ zh: '收费与规范性文件', en: 'Fees and normative documents' }}
      />
      <FormBlock form="2019" metrics={ONLY_2019} name={{ zh: '政府集中采购', en: 'Central procurement' }} />

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
  const result = useAnswer(
    metricValuesQuery(warehouse, { metrics: VOLUMES, region, by: 'region', years, split: 'pooled', prose }),
  );
  const rows = result.data;
  if (rows === undefined) return <>&nbsp;</>;
  const place = regionName(tree, region, language);
  return (
    <TermedText
      text={enforcementLead({ place, township: isTownship(region), years, rows }, language)}
      terms={LEAD_TERMS}
    />
  );
}
