import type { MeasureId } from '#model/measures.ts';
import type { Formula, Terms } from './metric.ts';

/** Measures added up: `plus('granted', 'partly_granted')`. */
export function plus(...measures: readonly MeasureId[]): Terms {
  return measures.map((measure) => ({ measure, sign: 1 }));
}

/** The first terms less further measures: `minus(plus('applications_handled'), 'declined', 'other')`. */
export function minus(from: Terms, ...measures: readonly MeasureId[]): Terms {
  return [...from, ...measures.map((measure) => ({ measure, sign: -1 as const }))];
}

export function sum(terms: Terms): Formula {
  return { kind: 'sum', terms };
}

export function ratio(numerator: Terms, denominator: Terms, per: 1 | 100 = 1): Formula {
  return { kind: 'ratio', numerator, denominator, per };
}
