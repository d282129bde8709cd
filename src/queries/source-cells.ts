/** The printed cells a metric is read from, form by form. */
import type { MetricId } from '#metrics/registry.ts';
import type { CellId } from '#model/forms.ts';
import { measureOf } from '#model/measures.ts';
import type { FormVersion } from '#model/report.ts';
import { measuresOf } from './story.ts';

/** Each cell once, in the order of the formula; none where the metric is not made of print (coverage, checks). */
export function sourceCells(metric: MetricId, form: FormVersion): readonly CellId[] {
  const cells = measuresOf(metric).flatMap((measure) => measureOf(measure).cells[form] ?? []);
  return [...new Set(cells)];
}
