import { memo, useCallback } from 'react';
import { Switch } from 'react-aria-components';
import { MetricPicker } from '#components/metric-picker.tsx';
import { RegionPicker } from '#components/region-picker.tsx';
import { useChoices } from '#components/use-view-state.ts';
import { YearsControl } from '#components/years-control.tsx';
import { useLanguage } from '#i18n/use-language.ts';
import type { MetricId } from '#metrics/registry.ts';
import type { YearRange } from '#model/year.ts';
import { usePresentScope } from './figure-scope.tsx';
import { usePackageData } from './package-data.tsx';
import styles from './view-bar.module.css';

export interface ViewBarProps {
  /** The metrics a page is about; all where not given. The first stands in for one that is not among them. */
  readonly metrics?: readonly [MetricId, ...MetricId[]];
}

/** The metric of the view, or the page's first where the view's is none of the page's. */
export function metricAmong(metric: MetricId, metrics: readonly [MetricId, ...MetricId[]]): MetricId {
  return metrics.includes(metric) ? metric : metrics[0];
}

/** Where, when, what: the controls every page of figures has. All they do is change the address. */
export const ViewBar = memo(function ViewBar({ metrics }: ViewBarProps) {
  const { language } = useLanguage();
  const { state, update } = useChoices();
  const { search, tree, allRegions } = usePackageData();
  const { region, years, allYears, prose } = usePresentScope();
  // Each stays the same until it has to show something else.
  const goTo = useCallback((code: string) => update({ region: code, tables: [], sort: null }), [update]);
  const chooseYears = useCallback((chosen: YearRange) => update({ years: chosen }), [update]);
  const chooseMetric = useCallback((metric: MetricId) => update({ metric }), [update]);
  return (
    <div
      className={styles.bar}
      role="group"
      aria-label={language === 'zh' ? '选择地区、年份和指标' : 'Choose place, years and metric'}
    >
      <RegionPicker
        region={region}
        tree={tree}
        search={search}
        complete={allRegions}
        onChange={goTo}
        className={styles.region}
      />
      <YearsControl value={years} all={allYears} onChange={chooseYears} />
      <MetricPicker
        value={metrics === undefined ? state.metric : metricAmong(state.metric, metrics)}
        {...(metrics === undefined ? {} : { metrics })}
        onChange={chooseMetric}
        className={styles.metric}
      />
      <Switch isSelected={prose} onChange={(on) => update({ prose: on })} className={styles.prose ?? ''}>
        <span className={styles.track} aria-hidden="true" />
        {language === 'zh' ? '表格缺的数用正文补' : 'Fill gaps from prose'}
      </Switch>
    </div>
  );
});
