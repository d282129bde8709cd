/** The rules over one report, in TypeScript: every instance with its operands and sums. `sql.ts` agrees with it. */
import { type CellId, FORM_CELLS } from '#model/forms.ts';
import { RULES } from './registry.ts';
import {
  type CheckContext,
  type Instance,
  instancesFor,
  type OffScaleRelation,
  type Outcome,
  type Relation,
  ROUNDING,
  type Rule,
  type RuleId,
  type Term,
  type ValueRelation,
} from './rule.ts';

/** A cell that takes part in a relation, with the value it was given there. */
export interface Operand {
  readonly cell: CellId;
  /** null: missing. */
  readonly value: number | null;
  readonly side: 'left' | 'right';
  readonly coefficient: number;
}

/** Why a check says neither pass nor fail. */
export type NotAssessableReason =
  | 'operand-missing'
  | 'form-unknown'
  | 'other-form'
  | 'other-level'
  | 'section-not-whole'
  | 'unit-printed'
  | 'no-baseline';

/**
 * `left` and `right` are what was compared: the two sums; the largest cell and its bound (A6); the amount and
 * the median it is out of scale with (A11); the report's year and the year its form was replaced in, cells of
 * another form and 0 (A12). `right` is null where the left value stands alone (A5, A7). Both are null where the
 * check is not assessable, and where the fault is that there is no value (A7).
 */
export interface RuleResult {
  readonly rule: RuleId;
  readonly instance: string;
  readonly outcome: Outcome;
  readonly reason: NotAssessableReason | null;
  readonly operands: readonly Operand[];
  readonly left: number | null;
  readonly right: number | null;
  /** Whether any operand is not 0. A pass on zeros alone proves little. */
  readonly nonZero: boolean;
}

type Judgement = Pick<RuleResult, 'outcome' | 'reason' | 'left' | 'right'>;

function judged(fails: boolean, left: number | null, right: number | null): Judgement {
  return { outcome: fails ? 'fail' : 'pass', reason: null, left, right };
}

function notAssessable(reason: NotAssessableReason): Judgement {
  return { outcome: 'not-assessable', reason, left: null, right: null };
}

/** Reads a cell by its id; null: missing. */
type ReadCell = (cell: CellId) => number | null;

const rowOf = (cell: CellId): string => cell.slice(0, cell.lastIndexOf('.'));

/** A row of the report's form that a whole section 3 or 4 leaves out was printed as 0 in every column. */
function cellReader(cells: ReadonlyMap<CellId, number | null>, context: CheckContext): ReadCell {
  const rows = new Set([...cells.keys()].map(rowOf));
  const zeroFilled = new Set<CellId>(
    context.template === null
      ? []
      : FORM_CELLS[context.template]
          .filter(({ section }) => section !== 2 && context.sections[section] === 'table')
          .map(({ id }) => id)
          .filter((id) => !rows.has(rowOf(id))),
  );
  return (cell) => cells.get(cell) ?? (zeroFilled.has(cell) ? 0 : null);
}

function termOperands(terms: readonly Term[], side: Operand['side'], read: ReadCell): readonly Operand[] {
  return terms.map(({ cell, coefficient }) => ({ cell, value: read(cell), side, coefficient }));
}

function cellOperands(cells: readonly CellId[], read: ReadCell): readonly Operand[] {
  return cells.map((cell) => ({ cell, value: read(cell), side: 'left', coefficient: 1 }));
}

function foreignCells(cells: ReadonlyMap<CellId, number | null>, form: keyof typeof FORM_CELLS): CellId[] {
  const own = new Set(FORM_CELLS[form].map(({ id }) => id));
  return [...cells].filter(([id, value]) => value !== null && !own.has(id)).map(([id]) => id);
}

function operandsOf(
  relation: Relation,
  cells: ReadonlyMap<CellId, number | null>,
  read: ReadCell,
): readonly Operand[] {
  switch (relation.kind) {
    case 'linear':
    case 'not-same-positive':
      return [...termOperands(relation.left, 'left', read), ...termOperands(relation.right, 'right', read)];
    case 'each-at-most':
      return [...cellOperands(relation.cells, read), ...termOperands(relation.bound, 'right', read)];
    case 'number':
    case 'off-scale':
    case 'present':
      return cellOperands([relation.cell], read);
    case 'foreign-cells':
      return cellOperands(foreignCells(cells, relation.form), read);
    case 'form-year':
      return [];
  }
}

/** An operand whose value is there. */
type KnownOperand = Operand & { readonly value: number };

function isKnown(operand: Operand): operand is KnownOperand {
  return operand.value !== null;
}

function sumOf(operands: readonly KnownOperand[], side: Operand['side']): number {
  return operands
    .filter((operand) => operand.side === side)
    .reduce((sum, { coefficient, value }) => sum + coefficient * value, 0);
}

function judgeValues(relation: ValueRelation, operands: readonly Operand[]): Judgement {
  const known = operands.filter(isKnown);
  if (known.length < operands.length) return notAssessable('operand-missing');
  const right = sumOf(known, 'right');
  switch (relation.kind) {
    case 'linear': {
      const left = sumOf(known, 'left');
      const short = right - left;
      return judged(relation.op === '=' ? Math.abs(short) > ROUNDING : short > ROUNDING, left, right);
    }
    case 'not-same-positive': {
      const left = sumOf(known, 'left');
      return judged(left > 0 && Math.abs(left - right) <= ROUNDING, left, right);
    }
    case 'each-at-most': {
      const largest = Math.max(...known.filter(({ side }) => side === 'left').map(({ value }) => value));
      return judged(largest - right > ROUNDING, largest, right);
    }
    case 'number': {
      const value = sumOf(known, 'left');
      const fails = (relation.whole && !Number.isInteger(value)) || (relation.nonNegative && value < 0);
      return judged(fails, value, null);
    }
  }
}

function judge(relation: Relation, operands: readonly Operand[], context: CheckContext): Judgement {
  switch (relation.kind) {
    case 'linear':
    case 'not-same-positive':
    case 'each-at-most':
    case 'number':
      return judgeValues(relation, operands);
    case 'present': {
      const status = context.sections[relation.section];
      if (status !== 'table' && status !== 'blank') return notAssessable('section-not-whole');
      const value = operands[0]?.value ?? null;
      return judged(value === null, value, null);
    }
    case 'off-scale':
      return judgeScale(relation, operands[0]?.value ?? null, context);
    case 'form-year':
      return judged(
        relation.replacedIn !== null && context.year >= relation.replacedIn,
        context.year,
        relation.replacedIn,
      );
    case 'foreign-cells':
      return judged(operands.length > 0, operands.length, 0);
  }
}

function judgeScale(relation: OffScaleRelation, amount: number | null, context: CheckContext): Judgement {
  if (amount === null) return notAssessable('operand-missing');
  if (context.moneyUnit !== null) return notAssessable('unit-printed');
  const medians = relation.baselines
    .map(({ of }) => (of === 'own' ? context.ownMedian : context.peerMedian))
    .filter((median) => median !== null);
  const [first] = medians;
  if (first === undefined) return notAssessable('no-baseline');
  const broken = medians.find((median) => amount >= relation.from * median && amount <= relation.to * median);
  return judged(broken !== undefined, amount, broken ?? first);
}

/** Why a rule does not speak of this report at all; null: it does. */
function outOfScope(rule: Rule, context: CheckContext): NotAssessableReason | null {
  if (context.template === null) return 'form-unknown';
  if (rule.instances[context.template].length === 0) return 'other-form';
  if (rule.levels && (context.level === null || !rule.levels.includes(context.level))) return 'other-level';
  return null;
}

function check(
  instance: Instance,
  scope: NotAssessableReason | null,
  cells: ReadonlyMap<CellId, number | null>,
  read: ReadCell,
  context: CheckContext,
): RuleResult {
  const operands = operandsOf(instance.relation, cells, read);
  const judgement = scope === null ? judge(instance.relation, operands, context) : notAssessable(scope);
  return {
    rule: instance.rule,
    instance: instance.key,
    ...judgement,
    operands,
    nonZero: operands.some(({ value }) => value !== null && value !== 0),
  };
}

/**
 * Every rule over one report, in the order of the rule book. `cells`: the report's cells as they stand in the
 * data. A cell that is there without a value is null; a row that is not there has no entry, and counts as 0
 * where its section 3 or 4 was read whole. A report whose form is not known, and a rule of the other form,
 * are not assessable.
 */
export function checkReport(
  cells: ReadonlyMap<CellId, number | null>,
  context: CheckContext,
): readonly RuleResult[] {
  const read = cellReader(cells, context);
  return RULES.flatMap((rule) => {
    const scope = outOfScope(rule, context);
    return instancesFor(rule, context.template).map((instance) =>
      check(instance, scope, cells, read, context),
    );
  });
}
