/** The eight grounds for refusal: how often each was given, read off the rows of section 3. */
import { APPLICATION_OUTCOME_IDS, APPLICATION_OUTCOMES, type ApplicationOutcome } from '#model/forms.ts';
import type { OutcomeMatrix } from './outcome-matrix.ts';

export interface Ground {
  readonly outcome: ApplicationOutcome;
  /** 总计 as printed; null where no report states it. */
  readonly count: number | null;
  /** Reports that state the row. */
  readonly stated: number;
}

const GROUNDS = APPLICATION_OUTCOME_IDS.filter((id) => APPLICATION_OUTCOMES[id].group === 'refused');

/** Most frequent first; a ground no report states comes last. Equal counts keep the order of print. */
export function groundsOf({ rows }: OutcomeMatrix): readonly Ground[] {
  return rows
    .filter(({ outcome }) => GROUNDS.includes(outcome))
    .map(({ outcome, total, total_stated }) => ({ outcome, count: total, stated: total_stated }))
    .sort((a, b) => (b.count ?? -1) - (a.count ?? -1));
}
