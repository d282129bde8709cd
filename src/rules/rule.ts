/**
 * The vocabulary of the consistency rules (勾稽关系). A rule is data: what it says, how severe it is, and its
 * instances on each form. `evaluate.ts` and `sql.ts` are the two readings of that data.
 */
import type { Bilingual } from '#model/bilingual.ts';
import type { CellId } from '#model/forms.ts';
import type { RegionLevel } from '#model/region.ts';
import type { FormVersion, SectionStatus } from '#model/report.ts';

export const RULE_IDS = [
  'A1',
  'A2',
  'A3',
  'A4',
  'A5',
  'A6',
  'A7',
  'A8',
  'A9',
  'A10',
  'A11',
  'A12',
  'A13',
] as const;
export type RuleId = (typeof RULE_IDS)[number];

/** E: the report contradicts itself or its form. W: it very likely does. I: worth knowing. */
export type Severity = 'E' | 'W' | 'I';

/** coefficient x cell. */
export interface Term {
  readonly cell: CellId;
  readonly coefficient: number;
}

/** Fails unless `left` op `right`. An empty side is 0. */
export interface LinearRelation {
  readonly kind: 'linear';
  readonly left: readonly Term[];
  readonly op: '=' | '>=';
  readonly right: readonly Term[];
}

/** Fails where any one of the cells exceeds the bound. */
export interface EachAtMostRelation {
  readonly kind: 'each-at-most';
  readonly cells: readonly CellId[];
  readonly bound: readonly Term[];
}

/** Fails where both sides are the same number above zero. */
export interface NotSamePositiveRelation {
  readonly kind: 'not-same-positive';
  readonly left: readonly Term[];
  readonly right: readonly Term[];
}

/** Fails where the cell is not whole, or is negative, as far as each is asked for. */
export interface NumberRelation {
  readonly kind: 'number';
  readonly cell: CellId;
  readonly whole: boolean;
  readonly nonNegative: boolean;
}

/** Fails where the cell has no value although its section was read whole or is printed blank. */
export interface PresentRelation {
  readonly kind: 'present';
  readonly section: 2 | 3 | 4;
  readonly cell: CellId;
}

/**
 * The middle of comparable amounts above zero that printed no unit. `own`: the same body's other years on the
 * same form; `peers`: the other townships of the same county and year on the same form.
 */
export interface Baseline {
  readonly of: 'own' | 'peers';
  /** With fewer amounts than this there is no baseline. */
  readonly least: number;
}

/** Fails where the amount is `from` to `to` times a baseline, both ends included. */
export interface OffScaleRelation {
  readonly kind: 'off-scale';
  readonly cell: CellId;
  readonly from: number;
  readonly to: number;
  readonly baselines: readonly Baseline[];
}

/** Fails on a report of this form for a year in which another form was due. */
export interface FormYearRelation {
  readonly kind: 'form-year';
  readonly form: FormVersion;
  /** First year to be reported on the next form; null while there is none. */
  readonly replacedIn: number | null;
}

/** Fails where a cell that this form does not print holds a value. */
export interface ForeignCellsRelation {
  readonly kind: 'foreign-cells';
  readonly form: FormVersion;
}

/** Relations between numbers of the report: with all operands 0 each of them passes, and proves little. */
export type ValueRelation = LinearRelation | EachAtMostRelation | NotSamePositiveRelation | NumberRelation;

export type Relation =
  | ValueRelation
  | PresentRelation
  | OffScaleRelation
  | FormYearRelation
  | ForeignCellsRelation;

/** One check of one rule on one form, e.g. A1 in the column 自然人. */
export interface Instance {
  readonly rule: RuleId;
  /** Unique within the rule and form; the same row or column has the same key on both forms. */
  readonly key: string;
  readonly label: Bilingual;
  readonly relation: Relation;
}

export interface Rule {
  readonly id: RuleId;
  readonly severity: Severity;
  readonly title: Bilingual;
  /** One plain sentence: what must hold. */
  readonly sentence: Bilingual;
  /** What the rule leaves to others, or why a failure may be innocent. */
  readonly note?: Bilingual;
  /** Bodies the rule speaks of; absent: all. */
  readonly levels?: readonly RegionLevel[];
  /** Empty for a form the rule does not apply to. */
  readonly instances: Readonly<Record<FormVersion, readonly Instance[]>>;
}

/** What a check must know of a report besides its cells. */
export interface CheckContext {
  /** null: no table was seen, so no cell has a meaning and every rule is not assessable. */
  readonly template: FormVersion | null;
  readonly year: number;
  /** Level of the reporting body; null where it is not known. */
  readonly level: RegionLevel | null;
  readonly sections: Readonly<Record<2 | 3 | 4, SectionStatus>>;
  /** Unit printed inside the money cell (A11), null where none is. */
  readonly moneyUnit: '元' | '万元' | null;
  /** Baselines of A11; null where there are too few amounts. */
  readonly ownMedian: number | null;
  readonly peerMedian: number | null;
}

/** Never two of these. `not-assessable`: an operand is missing, or the rule does not speak of this report. */
export type Outcome = 'pass' | 'fail' | 'not-assessable';

/**
 * Sums of a cell that is not whole carry binary rounding; two sides closer than this are the same. Counts are
 * whole, so between counts nothing at all is tolerated.
 */
export const ROUNDING = 1e-6;

/** Rules on a form for a report: its own form's, or, where the rule has none there, the other form's. */
export function instancesFor(rule: Rule, template: FormVersion | null): readonly Instance[] {
  const own = template === null ? [] : rule.instances[template];
  if (own.length > 0) return own;
  return rule.instances['2021'].length > 0 ? rule.instances['2021'] : rule.instances['2019'];
}

export function isValueRelation(relation: Relation): relation is ValueRelation {
  switch (relation.kind) {
    case 'linear':
    case 'each-at-most':
    case 'not-same-positive':
    case 'number':
      return true;
    case 'present':
    case 'off-scale':
    case 'form-year':
    case 'foreign-cells':
      return false;
  }
}

const cellsOf = (terms: readonly Term[]): readonly CellId[] => terms.map(({ cell }) => cell);

/** The cells a relation is about; those of another form, which A12 counts, are no cells of this form. */
export function operandCells(relation: Relation): readonly CellId[] {
  switch (relation.kind) {
    case 'linear':
    case 'not-same-positive':
      return [...cellsOf(relation.left), ...cellsOf(relation.right)];
    case 'each-at-most':
      return [...relation.cells, ...cellsOf(relation.bound)];
    case 'number':
    case 'off-scale':
    case 'present':
      return [relation.cell];
    case 'form-year':
    case 'foreign-cells':
      return [];
  }
}
