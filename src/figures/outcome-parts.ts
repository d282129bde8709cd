/** The parts of the two wholes the form prints: how applications end, how reviews end. */
import type { MeasureId } from '#model/measures.ts';

/** (一)-(六) of section 3, in print order; together 总计. */
export const OUTCOME_PARTS = [
  'granted',
  'partly_granted',
  'refused',
  'unable',
  'declined',
  'other',
] as const satisfies readonly MeasureId[];

export const RECONSIDERATION_PARTS = [
  'reconsiderations_upheld',
  'reconsiderations_corrected',
  'reconsiderations_other',
  'reconsiderations_pending',
] as const satisfies readonly MeasureId[];

export const LAWSUIT_PARTS = [
  'lawsuits_upheld',
  'lawsuits_corrected',
  'lawsuits_other',
  'lawsuits_pending',
] as const satisfies readonly MeasureId[];

/** Who made the new applications. */
export const APPLICANT_PARTS = [
  'new_natural_person',
  'new_company',
  'new_research',
  'new_ngo',
  'new_legal_service',
  'new_other_org',
] as const satisfies readonly MeasureId[];
