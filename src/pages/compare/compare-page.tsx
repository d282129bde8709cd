import { EmptyFace } from '#components/faces.tsx';
import { MetricPicker } from '#components/metric-picker.tsx';
import { PageHeading } from '#components/page-heading.tsx';
import { useViewState } from '#components/use-view-state.ts';
import { CompareBar, CompareChoices } from '#figures/compare/compare-bar.tsx';
import { CompareLinesFigure } from '#figures/compare/compare-lines-figure.tsx';
import { CompareGroupScope, useCompareScope } from '#figures/compare/compare-scope.tsx';
import { CompareTableFigure } from '#figures/compare/compare-table-figure.tsx';
import { GroupDefinitionsFigure } from '#figures/compare/group-definitions-figure.tsx';
import { twoYears } from '#figures/compare/group-figures.ts';
import { groupLead, groupTitle, PROBLEM_TEXT } from '#figures/compare/group-words.ts';
import { DefinitionSwitch } from '#figures/definition-switch.tsx';
import { DotPlotFigure } from '#figures/dot-plot-figure.tsx';
import { useFigureScope } from '#figures/figure-scope.tsx';
import { PageSection } from '#figures/page-section.tsx';
import { PooledScope, PoolingSwitch } from '#figures/pooling-switch.tsx';
import { TOPIC_TERMS } from '#figures/topic-terms.ts';
import { metricAmong } from '#figures/view-bar.tsx';
import { formatYears, pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import styles from './compare-page.module.css';

/** Places side by side: over the years, between two years, in one table. */
export function ComparePage() {
  const { language } = useLanguage();
  const zh = language === 'zh';
  const heading = zh ? '地区对比' : 'Compare places';
  return (
    <>
      <PageHeading
        title={heading}
        lead={
          zh
            ? '把几个地区，或一组条件相近的乡镇街道，放在一起看。对比的对象、指标和年份都在网址里，可以直接转发。'
            : 'Several places, or a group of like townships, side by side. Who is compared, by what and for which years stands in the address, to be passed on.'
        }
      >
        {heading}
      </PageHeading>
      <CompareBar />
      <CompareGroupScope>
        <CompareChoices />
        <Comparison />
      </CompareGroupScope>
    </>
  );
}

function Comparison() {
  const { language } = useLanguage();
  const { state } = useViewState();
  const { group, metrics, volume } = useCompareScope();
  const { tree, years, allYears } = useFigureScope();
  const zh = language === 'zh';
  if (group.regions.length === 0) {
    return (
      <EmptyFace>
        {group.problem === null
          ? zh
            ? '这一组里没有地区。'
            : 'There is nobody in this group.'
          : pick(PROBLEM_TEXT[group.problem], language)}
      </EmptyFace>
    );
  }
  const title = groupTitle(group, tree, language);
  const pair = twoYears(years, allYears);
  const metric = metricAmong(state.metric, metrics);
  const span = formatYears(years, language);
  return (
    <>
      <p className={styles.lead}>
        {groupLead(group, tree, volume, language)}
        {group.unknown.length > 0
          ? zh
            ? ` 地区名单里没有代码 ${group.unknown.join('、')}，已略去。`
            : ` Not in the region list, left out: ${group.unknown.join(', ')}.`
          : ''}
      </p>
      <PageSection
        id="years"
        title={zh ? '逐年' : 'Year by year'}
        lead={
          zh
            ? '一格一个指标，重点地区用深色，其他用灰色。'
            : 'A panel a metric; the place in focus in colour, the others in grey.'
        }
      >
        <CompareLinesFigure />
      </PageSection>

      <PageSection
        id="table"
        title={zh ? `各项指标，${span}` : `All metrics, ${span}`}
        lead={
          zh
            ? '率旁边是件数；件数太少的率以浅色斜体显示，不宜比较。'
            : 'Beside a rate stand its counts; rates on too few cases are pale and slanted: not to be compared.'
        }
      >
        <PoolingSwitch />
        <CompareTableFigure />
      </PageSection>

      {pair === null ? null : (
        <PageSection
          id="two-years"
          title={zh ? `${pair.first} 年与 ${pair.last} 年` : `${pair.first} and ${pair.last}`}
          lead={
            zh
              ? '所选年份的第一年和最后一年；只选了一年的，与前一年比。'
              : 'First and last year of the selection; a single year is set against the one before.'
          }
        >
          <TwoYearsMetric />
          <DotPlotFigure
            metric={metric}
            figure="two-years-dots"
            group={title}
            regions={group.regions}
            highlight={group.focus}
            {...pair}
          />
        </PageSection>
      )}

      <PageSection
        id="definitions"
        terms={TOPIC_TERMS}
        title={zh ? '公开率，三种算法' : 'Disclosure rate, three definitions'}
        lead={
          zh
            ? '程序性办结（不予处理、其他处理）算不算进分母，决定谁高谁低。分三档，不排先后。'
            : 'Whether procedural endings (declined, otherwise handled) count in the denominator decides who is high. Three bands instead of an order.'
        }
      >
        <DefinitionSwitch />
        <PooledScope>
          <GroupDefinitionsFigure />
        </PooledScope>
      </PageSection>
    </>
  );
}

/** The metric of the two-year plot: one of those compared. */
function TwoYearsMetric() {
  const { language } = useLanguage();
  const { state, update } = useViewState();
  const { metrics } = useCompareScope();
  return (
    <div className={styles.metric}>
      <MetricPicker
        value={metricAmong(state.metric, metrics)}
        metrics={metrics}
        onChange={(metric) => update({ metric })}
        label={language === 'zh' ? '看哪个指标' : 'Which metric'}
      />
    </div>
  );
}
