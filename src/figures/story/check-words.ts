/** Consistency checks in words: what was compared, with which printed values. Pure. */
import { formatNumber, formatYears, pick } from '#i18n/format.ts';
import type { Bilingual, Language } from '#model/bilingual.ts';
import { type Cell, type CellId, cellColumnName, cellName, cellOf, cellRowName } from '#model/forms.ts';
import type { FormVersion } from '#model/report.ts';
import type { Operand, RuleResult } from '#rules/evaluate.ts';
import { RULES } from '#rules/registry.ts';
import {
  type Instance,
  instancesFor,
  type Relation,
  type Rule,
  type RuleId,
  type Term,
} from '#rules/rule.ts';

import { tight } from './story-words.ts';

/** More terms than this on one side are not named one by one. */
const MOST_NAMED = 3;

/** A check as the rule book has it; null where the data names one it does not know. */
export function checkOf(
  id: RuleId,
  key: string,
  template: FormVersion | null,
): { readonly rule: Rule; readonly instance: Instance } | null {
  const rule = RULES.find((each) => each.id === id);
  const instance = rule && instancesFor(rule, template).find((each) => each.key === key);
  return rule && instance ? { rule, instance } : null;
}

export function ruleOf(id: RuleId): Rule {
  const rule = RULES.find((each) => each.id === id);
  if (rule === undefined) throw new RangeError(`the rule book has no rule ${id}`);
  return rule;
}

const shared = (cells: readonly Cell[], part: 'row' | 'column'): boolean =>
  cells.every((cell) => cell.section === cells[0]?.section && cell[part] === cells[0]?.[part]);

/** Names of cells that stand in one row are their columns, of cells in one column their rows. */
function namer(ids: readonly CellId[], language: Language): (cell: CellId) => string {
  const cells = ids.map(cellOf);
  const name: (cell: Cell) => Bilingual =
    cells.length < 2
      ? cellName
      : shared(cells, 'row')
        ? cellColumnName
        : shared(cells, 'column')
          ? cellRowName
          : cellName;
  return (id) => pick(name(cellOf(id)), language);
}

function sideName(terms: readonly Term[], name: (cell: CellId) => string, language: Language): string {
  const cells = terms.map(({ cell }) => cellOf(cell));
  if (terms.length > MOST_NAMED) {
    const columns = shared(cells, 'row');
    if (language === 'zh') return columns ? `${terms.length} 列之和` : `${terms.length} 行之和`;
    return `the sum of ${terms.length} ${columns ? 'columns' : 'rows'}`;
  }
  return terms.map(({ cell, coefficient }, place) => `${sign(coefficient, place)}${name(cell)}`).join('');
}

function sign(coefficient: number, place: number): string {
  if (coefficient < 0) return place === 0 ? '−' : ' − ';
  return place === 0 ? '' : ' + ';
}

/**
 * What was compared in a check that failed, from the two values alone: "6 列之和是 1，总计是 0，相差 1".
 * `left` and `right` as in `RuleResult`.
 */
export function failureText(
  relation: Relation,
  left: number | null,
  right: number | null,
  language: Language,
): string {
  const zh = language === 'zh';
  const [l, r] = [formatNumber(left, language), formatNumber(right, language)];
  switch (relation.kind) {
    case 'linear':
    case 'not-same-positive': {
      const name = namer(
        [...relation.left, ...relation.right].map(({ cell }) => cell),
        language,
      );
      const leftName = sideName(relation.left, name, language);
      if (relation.right.length === 0) {
        const due = relation.kind === 'linear' && relation.op === '=' ? '0' : zh ? '不小于 0' : '0 or more';
        return zh
          ? `${leftName}是 ${l}，应${due === '0' ? '为 0' : due}`
          : `${leftName} is ${l}, should be ${due}`;
      }
      const rightName = sideName(relation.right, name, language);
      if (relation.kind === 'not-same-positive') {
        return zh ? `${leftName}是 ${l}，恰好等于${rightName}` : `${leftName} is ${l}, exactly ${rightName}`;
      }
      const off = formatNumber(left === null || right === null ? null : Math.abs(left - right), language);
      if (relation.op === '>=') {
        return zh
          ? `${leftName}是 ${l}，小于${rightName} ${r}`
          : `${leftName} is ${l}, less than ${rightName}, ${r}`;
      }
      return zh
        ? `${leftName}是 ${l}，${rightName}是 ${r}，相差 ${off}`
        : `${leftName} is ${l}, ${rightName} is ${r}, off by ${off}`;
    }
    case 'each-at-most': {
      const name = namer(
        relation.bound.map(({ cell }) => cell),
        language,
      );
      const bound = sideName(relation.bound, name, language);
      return zh ? `最大的一项是 ${l}，超过${bound} ${r}` : `The largest is ${l}, above ${bound}, ${r}`;
    }
    case 'number':
      return zh ? `印的是 ${l}` : `Printed as ${l}`;
    case 'present':
      return zh ? '这一格没有数' : 'The cell holds no number';
    case 'off-scale':
      return zh ? `金额 ${l}，可比的中位数是 ${r}` : `Amount ${l}, where the median of its like is ${r}`;
    case 'form-year':
      return zh
        ? `${left === null ? '' : formatYears(left, language)}的年报仍用 ${relation.form} 年表式`
        : `The report for ${left ?? ''} is still on the form of ${relation.form}`;
    case 'foreign-cells':
      return zh ? `有 ${l} 格属于另一表式` : `${l} cells belong to the other form`;
  }
}

/** The operands of one side: those that are not 0 by name, the rest together. */
function sideText(operands: readonly Operand[], name: (cell: CellId) => string, language: Language): string {
  const zh = language === 'zh';
  const text = ({ cell, value, coefficient }: Operand, place: number) =>
    `${sign(coefficient, place)}${name(cell)} ${formatNumber(value, language)}`;
  if (operands.length <= MOST_NAMED) return operands.map(text).join('');
  const told = operands.filter(({ value }) => value !== 0);
  const zeros = operands.length - told.length;
  const rest = zh ? `其余 ${zeros} 格都是 0` : `${zeros} other cells 0`;
  if (told.length === 0) return zh ? `${zeros} 格都是 0` : `all ${zeros} cells 0`;
  return zeros === 0
    ? told.map(text).join('')
    : `${told.map(text).join('')}${zh ? `（${rest}）` : ` (${rest})`}`;
}

const OPERATORS = {
  '=': { pass: '=', fail: '≠' },
  '>=': { pass: '≥', fail: '<' },
} as const;

/** A check with the printed values in place: "法律服务机构 1（其余 5 格都是 0）≠ 总计 0". */
export function checkText(relation: Relation, result: RuleResult, language: Language): string {
  const { operands, outcome, left, right } = result;
  const name = namer(
    operands.map(({ cell }) => cell),
    language,
  );
  const side = (of: Operand['side']) =>
    sideText(
      operands.filter((operand) => operand.side === of),
      name,
      language,
    );
  if (outcome === 'not-assessable') return reasonText(result, language);
  switch (relation.kind) {
    case 'linear': {
      const operator = OPERATORS[relation.op][outcome];
      return tight(`${side('left')} ${operator} ${relation.right.length === 0 ? '0' : side('right')}`);
    }
    case 'not-same-positive':
      return `${side('left')} ${outcome === 'pass' ? (left === right ? '=' : '≠') : '='} ${side('right')}`;
    case 'each-at-most':
      return language === 'zh'
        ? `最大的一项 ${formatNumber(left, language)} ${outcome === 'pass' ? '≤' : '>'} ${side('right')}`
        : `largest ${formatNumber(left, language)} ${outcome === 'pass' ? '≤' : '>'} ${side('right')}`;
    case 'number':
    case 'present':
    case 'off-scale':
    case 'form-year':
    case 'foreign-cells':
      return outcome === 'fail' ? failureText(relation, left, right, language) : side('left');
  }
}

const REASONS = {
  'operand-missing': { zh: '有的格子没有数', en: 'A cell is missing' },
  'form-unknown': { zh: '没有见到表格', en: 'No table was seen' },
  'other-form': { zh: '这一表式没有这条关系', en: 'Not a relation of this form' },
  'other-level': { zh: '这条规则不适用于这一级', en: 'Not a rule for bodies of this level' },
  'section-not-whole': { zh: '这一部分没有读全', en: 'The section was not read whole' },
  'unit-printed': { zh: '金额另印了单位', en: 'The amount was printed with its unit' },
  'no-baseline': { zh: '没有可比的金额', en: 'No amounts to compare with' },
} as const satisfies Record<NonNullable<RuleResult['reason']>, Bilingual>;

/** Why a check says nothing. */
export function reasonText({ reason }: RuleResult, language: Language): string {
  return reason === null ? '' : pick(REASONS[reason], language);
}
