/** Which metric tells the story of a printed part that is none itself. Pure. */
import type { Terms } from '#metrics/metric.ts';
import { METRIC_IDS, METRICS, type MetricId } from '#metrics/registry.ts';
import type { ApplicationOutcome, CellId, ReviewChannel } from '#model/forms.ts';
import { MEASURE_IDS, type MeasureId, measureOf } from '#model/measures.ts';
import { FORM_VERSIONS, type Narrative } from '#model/report.ts';

const isAlone = (terms: Terms, measure: MeasureId) => terms.length === 1 && terms[0]?.measure === measure;

/**
 * The metric that counts the measure; else the share it makes up; else the first sum it is a part of. undefined
 * where no metric is made of it.
 */
export function metricOfMeasure(measure: MeasureId): MetricId | undefined {
  const find = (test: (id: MetricId) => boolean) => METRIC_IDS.find(test);
  const formula = (id: MetricId) => METRICS[id].formula;
  return (
    find((id) => {
      const own = formula(id);
      return own.kind === 'sum' && isAlone(own.terms, measure);
    }) ??
    find((id) => {
      const own = formula(id);
      return own.kind === 'ratio' && isAlone(own.numerator, measure);
    }) ??
    find((id) => {
      const own = formula(id);
      return own.kind === 'sum' && own.terms.some((term) => term.measure === measure);
    })
  );
}

/** A printed cell: the metric of its own measure, else of the group it belongs to. */
export function metricOfCell(cell: CellId): MetricId | undefined {
  const has = (id: MeasureId, most: number) =>
    FORM_VERSIONS.some((form) => {
      const cells = measureOf(id).cells[form] ?? [];
      return cells.length <= most && cells.includes(cell);
    });
  const measure =
    MEASURE_IDS.find((id) => has(id, 1)) ?? MEASURE_IDS.find((id) => has(id, Number.POSITIVE_INFINITY));
  return measure === undefined ? undefined : metricOfMeasure(measure);
}

/** A row of section 3. */
export function metricOfOutcome(outcome: ApplicationOutcome): MetricId | undefined {
  return metricOfCell(`s3.${outcome}.total`);
}

/** A number stated in prose. */
export function metricOfNarrative(narrative: Narrative): MetricId | undefined {
  const measure = MEASURE_IDS.find((id) => measureOf(id).stated === narrative);
  return measure === undefined ? undefined : metricOfMeasure(measure);
}

/** The whole that parts of one chart make up. */
export function metricOfWhole(part: MeasureId): MetricId {
  if (part.startsWith('reconsiderations')) return 'reconsiderations';
  if (part.startsWith('lawsuits')) return 'lawsuits';
  return part.startsWith('new_') ? 'applications_new' : 'applications_handled';
}

/** A group of section 4. */
export function metricOfChannel(channel: ReviewChannel): MetricId {
  return channel === 'reconsideration' ? 'reconsiderations' : 'lawsuits';
}
