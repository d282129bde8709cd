/** Ids of glossary entries, for whatever stands on the form. The entries themselves, which are long, are in `glossary.ts`. */
import {
  APPLICATION_OUTCOMES,
  type Applicant,
  type ApplicationOutcome,
  type CellId,
  cellOf,
  type DisclosureItem,
  type DisclosureMeasure,
  type OutcomeGroup,
  type ReviewChannel,
  type ReviewResult,
} from './forms.ts';
import { type MeasureId, measureOf } from './measures.ts';

const hyphens = (id: string) => id.replaceAll('_', '-');

/** A row of section 2. */
export function termOfItem(item: DisclosureItem): string {
  return hyphens(item);
}

/** A column of section 2. */
export function termOfColumn(column: DisclosureMeasure): string {
  return hyphens(column);
}

/** A row of section 3. */
export function termOfOutcome(outcome: ApplicationOutcome): string {
  return hyphens(outcome);
}

/** Groups of section 3 that print no row of their own, only their parts. */
export const HEADED_GROUPS = [
  'refused',
  'unable',
  'declined',
  'other',
] as const satisfies readonly OutcomeGroup[];
export type HeadedGroup = (typeof HEADED_GROUPS)[number];

export function termOfGroup(group: HeadedGroup): string {
  return `group-${group}`;
}

/** A column of section 3. */
export function termOfApplicant(applicant: Applicant): string {
  return hyphens(applicant);
}

/** A group of section 4. */
export function termOfChannel(channel: ReviewChannel): string {
  return hyphens(channel);
}

/** A column of section 4; its total is explained as that of section 3. */
export function termOfResult(result: ReviewResult): string {
  return result === 'total' ? 'total' : `result-${result}`;
}

/** What the cells of a measure are about; undefined for what is not printed. */
export function termOfMeasure(measure: MeasureId): string | undefined {
  const { cells } = measureOf(measure);
  const [first, ...others] = cells['2021'] ?? cells['2019'] ?? [];
  if (first === undefined) return undefined;
  return others.length === 0 ? termOfCell(first) : termOfCells(first);
}

function termOfCell(id: CellId): string {
  const { section, row, column } = cellOf(id);
  switch (section) {
    case 2:
      return termOfItem(row as DisclosureItem);
    case 3:
      return column === 'total'
        ? termOfOutcome(row as ApplicationOutcome)
        : termOfApplicant(column as Applicant);
    case 4:
      return column === 'total' ? termOfChannel(row as ReviewChannel) : termOfResult(column as ReviewResult);
  }
}

/** Several cells are a group of section 3, or both channels of lawsuits. */
function termOfCells(first: CellId): string {
  const { section, row, column } = cellOf(first);
  if (section === 4) return column === 'total' ? 'litigation' : termOfResult(column as ReviewResult);
  const { group } = APPLICATION_OUTCOMES[row as ApplicationOutcome];
  return `group-${group}`;
}
