/** The form a report is printed on: 国办公开办函〔2019〕60号 or 〔2021〕30号. Never derived from the year. */
export const FORM_VERSIONS = ['2019', '2021'] as const;
export type FormVersion = (typeof FORM_VERSIONS)[number];

/**
 * How much of a printed section was read: `table` whole, `partial`, `blank` (printed but empty),
 * `not_captured`. In a whole section 3 or 4 a row left out of the CSV was printed as 0 in every column.
 */
export const SECTION_STATUSES = ['table', 'partial', 'blank', 'not_captured'] as const;
export type SectionStatus = (typeof SECTION_STATUSES)[number];

/** Numbers a report states in its prose, by column of reports.csv. */
export const NARRATIVES = [
  'narrative_items_disclosed',
  'narrative_applications_new',
  'narrative_reconsiderations',
  'narrative_lawsuits',
  'narrative_permits',
  'narrative_penalties',
  'narrative_coercions',
  'narrative_applications_handled',
  'narrative_processing_fee_yuan',
] as const;
export type Narrative = (typeof NARRATIVES)[number];

/**
 * Why a figure is or is not there. `reported` and `zero` come from the table; `stated-in-prose` from the
 * narrative; `blank`: printed empty, or not captured; `invalid`: set aside by the contract;
 * `not-applicable`: the report's form has no such cell; `not-filed`: no report of that year is known.
 */
export const CELL_STATUSES = [
  'reported',
  'zero',
  'stated-in-prose',
  'blank',
  'invalid',
  'not-applicable',
  'not-filed',
] as const;
export type CellStatus = (typeof CELL_STATUSES)[number];
