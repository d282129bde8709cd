import { describe, expect, it } from 'vitest';
import { type CellId, FORM_CELLS } from '#model/forms.ts';
import { FORM_VERSIONS } from '#model/report.ts';
import { RELATION_RULES, RULES } from '#rules/registry.ts';
import { type Instance, instancesFor, operandCells, RULE_IDS, type Rule, type RuleId } from '#rules/rule.ts';

const rule = (id: RuleId): Rule => {
  const found = RULES.find((one) => one.id === id);
  if (!found) throw new Error(`no rule ${id}`);
  return found;
};
const counts = (id: RuleId) => FORM_VERSIONS.map((form) => rule(id).instances[form].length);
const keys = (id: RuleId, form: '2019' | '2021') => rule(id).instances[form].map(({ key }) => key);
const all: readonly Instance[] = RULES.flatMap((one) => FORM_VERSIONS.flatMap((form) => one.instances[form]));

describe('the rule book', () => {
  it('has every rule once, in order', () => {
    expect(RULES.map(({ id }) => id)).toEqual(RULE_IDS);
  });

  it('has as many instances of each rule on each form as the rule book says', () => {
    expect(Object.fromEntries(RULES.map(({ id }) => [id, counts(id)]))).toEqual({
      A1: [7, 7],
      A2: [7, 7],
      A3: [23, 25],
      A4: [3, 3],
      A5: [198, 200],
      A6: [7, 7],
      A7: [198, 200],
      A8: [0, 2],
      A9: [7, 0],
      A10: [3, 3],
      A11: [1, 1],
      A12: [2, 2],
      A13: [4, 0],
    });
  });

  it('gives each severity as the rule book does', () => {
    const of = (severity: string) => RULES.filter((one) => one.severity === severity).map(({ id }) => id);
    expect(of('E')).toEqual(['A1', 'A2', 'A3', 'A4', 'A5', 'A6', 'A8', 'A9']);
    expect(of('W')).toEqual(['A10', 'A11', 'A12', 'A13']);
    expect(of('I')).toEqual(['A7']);
  });

  it('counts the pass rate over the relations of severity E, without the checks of single cells', () => {
    expect(RELATION_RULES).toEqual(['A1', 'A2', 'A3', 'A4', 'A6', 'A8', 'A9']);
  });

  it('titles and explains every rule and every instance in both languages', () => {
    const texts = [
      ...RULES.flatMap(({ title, sentence, note }) => [title, sentence, ...(note ? [note] : [])]),
      ...all.map(({ label }) => label),
    ];
    expect(texts.filter(({ zh, en }) => zh.trim() === '' || en.trim() === '')).toEqual([]);
  });

  it.each(RULES.map(({ id }) => id))('%s has unique keys, and only cells of its form', (id) => {
    for (const form of FORM_VERSIONS) {
      const printed = new Set<CellId>(FORM_CELLS[form].map((cell) => cell.id));
      const instances = rule(id).instances[form];
      expect(new Set(keys(id, form)).size).toBe(instances.length);
      expect(instances.every((one) => one.rule === id)).toBe(true);
      const strangers = instances
        .flatMap(({ relation }) => operandCells(relation))
        .filter((cell) => !printed.has(cell));
      expect(strangers).toEqual([]);
    }
  });

  it('adds up the one row of 其他处理 on the 2019 form, and its three rows on the 2021 form', () => {
    const leaves = (form: '2019' | '2021') =>
      rule('A2').instances[form].flatMap(({ key, relation }) =>
        key === 'total' && relation.kind === 'linear' ? relation.right.map(({ cell }) => cell) : [],
      );
    expect(leaves('2019')).toHaveLength(19);
    expect(leaves('2021')).toHaveLength(21);
    expect(leaves('2019').filter((cell) => cell.startsWith('s3.other'))).toEqual(['s3.other_handling.total']);
    expect(leaves('2021').filter((cell) => cell.startsWith('s3.other'))).toEqual([
      's3.other_no_correction.total',
      's3.other_fee_unpaid.total',
      's3.other_other.total',
    ]);
  });

  it('speaks of the items of section 2 it should', () => {
    expect(keys('A8', '2021')).toEqual(['regulation', 'normative_document']);
    expect(keys('A9', '2019')).toEqual([
      'regulation',
      'normative_document',
      'permit',
      'other_service',
      'penalty',
      'coercion',
      'fee',
    ]);
    expect(keys('A10', '2021')).toEqual(['issued', 'repealed', 'in_force']);
    expect(keys('A10', '2019')).toEqual(['newly_made', 'newly_disclosed', 'total_disclosed']);
    expect(keys('A13', '2019')).toEqual(['permit', 'other_service', 'penalty', 'coercion']);
  });

  it('lets no cell but a change be negative, and none but money be a fraction', () => {
    const numbers = all.flatMap(({ relation }) => (relation.kind === 'number' ? [relation] : []));
    const cells = (test: (one: (typeof numbers)[number]) => boolean) =>
      [...new Set(numbers.filter(test).map(({ cell }) => cell))].toSorted();
    expect(cells(({ nonNegative }) => !nonNegative)).toEqual([
      's2.coercion.items_change',
      's2.fee.items_change',
      's2.other_service.items_change',
      's2.penalty.items_change',
      's2.permit.items_change',
    ]);
    expect(cells(({ whole }) => !whole)).toEqual(['s2.fee.amount_10k_yuan', 's2.procurement.amount']);
  });

  it('shows the instances of the other form where a rule has none on the report’s own', () => {
    expect(instancesFor(rule('A8'), '2019')).toBe(rule('A8').instances['2021']);
    expect(instancesFor(rule('A9'), '2021')).toBe(rule('A9').instances['2019']);
    expect(instancesFor(rule('A3'), null)).toBe(rule('A3').instances['2021']);
  });
});
