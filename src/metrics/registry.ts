/** The one list of metrics. Pickers, axes, tables, downloads, the URL and the tests are all made from it. */
import { APPLICATION_METRICS } from './applications.ts';
import { COMPLAINT_METRICS } from './complaints.ts';
import { ENFORCEMENT_METRICS } from './enforcement.ts';
import type { MetricDefinition, Topic } from './metric.ts';
import { QUALITY_METRICS } from './quality.ts';

const ENTRIES = {
  ...ENFORCEMENT_METRICS,
  ...APPLICATION_METRICS,
  ...COMPLAINT_METRICS,
  ...QUALITY_METRICS,
} as const satisfies Record<string, MetricDefinition>;

export type MetricId = keyof typeof ENTRIES;
export const METRICS: Readonly<Record<MetricId, MetricDefinition>> = ENTRIES;
export const METRIC_IDS = Object.keys(ENTRIES) as readonly MetricId[];

export function isMetricId(text: string): text is MetricId {
  return Object.hasOwn(METRICS, text);
}

/** Metric ids of one topic, in registry order. */
export function metricsOfTopic(topic: Topic): readonly MetricId[] {
  return METRIC_IDS.filter((id) => METRICS[id].topic === topic);
}
