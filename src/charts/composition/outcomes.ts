/** The six ways an application can end, in the order they are drawn: from given to not dealt with. */
import type { Language } from '#model/bilingual.ts';
import { MEASURES, type MeasureId } from '#model/measures.ts';
import type { CompositionPart, PartTone } from './spec.ts';

/** For the `parts` of the composition query. */
export const OUTCOME_MEASURES = [
  'granted',
  'partly_granted',
  'refused',
  'unable',
  'declined',
  'other',
] as const satisfies readonly MeasureId[];

const TONES = {
  granted: 'given',
  partly_granted: 'partly-given',
  refused: 'refused',
  unable: 'unable',
  declined: 'aside',
  other: 'rest',
} as const satisfies Record<(typeof OUTCOME_MEASURES)[number], PartTone>;

/** The parts of a composition of outcomes, in the order of `OUTCOME_MEASURES`. */
export function outcomeParts(lang: Language): readonly CompositionPart[] {
  return OUTCOME_MEASURES.map((id) => ({ id, name: MEASURES[id].name[lang], tone: TONES[id] }));
}
