/** The figures several pages share, each as the address describes it. */
import type { ComponentType } from 'react';
import { useViewState } from '#components/use-view-state.ts';
import { useFigureScope } from '#figures/figure-scope.tsx';
import { FlowFigure } from '#figures/flow-figure.tsx';
import { FunnelFigure } from '#figures/funnel-figure.tsx';
import { GroundsFigure } from '#figures/grounds-figure.tsx';
import { HeatMapFigure } from '#figures/heat-map-figure.tsx';
import { hasMap, MapFigure } from '#figures/map-figure.tsx';
import {
  ApplicantsFigure,
  LawsuitResultsFigure,
  OutcomesFigure,
  ReconsiderationResultsFigure,
} from '#figures/parts-figures.tsx';
import { PeerStripsFigure } from '#figures/peer-strips-figure.tsx';
import { RankingFigure } from '#figures/ranking-figure.tsx';
import { ReportsFigure } from '#figures/reports-figure.tsx';
import { ScatterFigure } from '#figures/scatter-figure.tsx';
import { SpreadFigure } from '#figures/spread-figure.tsx';
import { TopicTrendsFigure } from '#figures/topic-trends-figure.tsx';
import { TrendFigure } from '#figures/trend-figure.tsx';
import type { Topic } from '#metrics/metric.ts';
import { type MetricId, metricsOfTopic } from '#metrics/registry.ts';

/** A figure of the view's one metric. */
function ofMetric(Figure: ComponentType<{ readonly metric: MetricId }>): ComponentType {
  return function OfMetric() {
    return <Figure metric={useViewState().state.metric} />;
  };
}

/** Below a county there are no outlines to draw. */
function MapOrRanking({ metric }: { readonly metric: MetricId }) {
  const { region } = useFigureScope();
  return hasMap(region) ? <MapFigure metric={metric} /> : <RankingFigure metric={metric} figure="map" />;
}

/** Metrics shown where the address names none. */
const MOST_TRENDS = 4;

function ofTopic(topic: Topic): ComponentType {
  const first = metricsOfTopic(topic).slice(0, MOST_TRENDS);
  return function OfTopic() {
    const { metrics } = useViewState().state;
    return <TopicTrendsFigure topic={topic} metrics={metrics.length === 0 ? first : metrics} />;
  };
}

export const SHARED_FIGURES = {
  trend: ofMetric(TrendFigure),
  map: ofMetric(MapOrRanking),
  ranking: ofMetric(RankingFigure),
  spread: ofMetric(SpreadFigure),
  reports: ofMetric(ReportsFigure),
  'enforcement-trends': ofTopic('enforcement'),
  'applications-trends': ofTopic('applications'),
  'complaints-trends': ofTopic('complaints'),
  outcomes: () => <OutcomesFigure shares />,
  applicants: () => <ApplicantsFigure shares />,
  'reconsideration-results': ReconsiderationResultsFigure,
  'lawsuit-results': LawsuitResultsFigure,
  flow: FlowFigure,
  grounds: GroundsFigure,
  'outcome-applicants': HeatMapFigure,
  peers: PeerStripsFigure,
  scatter: () => <ScatterFigure pair={['permits', 'penalties']} />,
  'reconsideration-funnel': () => (
    <FunnelFigure
      metric="reconsideration_correction_rate"
      figure="reconsideration-funnel"
      cases={{ zh: '已审结的复议（件）', en: 'Closed reconsiderations' }}
    />
  ),
  'lawsuit-funnel': () => (
    <FunnelFigure
      metric="lawsuit_loss_rate"
      figure="lawsuit-funnel"
      cases={{ zh: '已审结的诉讼（件）', en: 'Closed lawsuits' }}
    />
  ),
} as const satisfies Record<string, ComponentType>;
