import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { APPLICANT_IDS, type CellId, FORM_CELLS, outcomesOf, REVIEW_CHANNEL_IDS } from '#model/forms.ts';
import type { FormVersion } from '#model/report.ts';
import { checkReport, type RuleResult } from '#rules/evaluate.ts';
import type { CheckContext, RuleId } from '#rules/rule.ts';

type Cells = ReadonlyMap<CellId, number | null>;

const WHOLE: CheckContext = {
  template: '2021',
  year: 2023,
  level: 'township',
  sections: { 2: 'table', 3: 'table', 4: 'table' },
  moneyUnit: null,
  ownMedian: null,
  peerMedian: null,
};
const PARTIAL: CheckContext = { ...WHOLE, sections: { 2: 'partial', 3: 'partial', 4: 'partial' } };
const on2019 = (context: CheckContext): CheckContext => ({ ...context, template: '2019', year: 2020 });

/** Cells by id; a whole row of section 3 as its seven columns, of section 4 as its five. */
function report(rows: Readonly<Record<string, number | null | readonly (number | null)[]>>): Cells {
  const cells = new Map<CellId, number | null>();
  for (const [id, value] of Object.entries(rows)) {
    if (!Array.isArray(value)) {
      cells.set(id as CellId, value as number | null);
      continue;
    }
    const columns = id.startsWith('s3.')
      ? APPLICANT_IDS
      : (['upheld', 'corrected', 'other', 'pending', 'total'] as const);
    columns.forEach((column, i) => {
      cells.set(`${id}.${column}` as CellId, (value as readonly (number | null)[])[i] ?? null);
    });
  }
  return cells;
}

function result(cells: Cells, context: CheckContext, rule: RuleId, instance: string): RuleResult {
  const found = checkReport(cells, context).find((one) => one.rule === rule && one.instance === instance);
  if (!found) throw new Error(`no result ${rule} ${instance}`);
  return found;
}

/** `[outcome, left, right]` of one check. */
function sides(cells: Cells, context: CheckContext, rule: RuleId, instance: string) {
  const { outcome, left, right } = result(cells, context, rule, instance);
  return [outcome, left, right];
}

/** 3 new + 1 carried in = 2 granted + 1 declined handled + 1 carried out, all from natural persons but one. */
const SOUND = report({
  's3.new': [2, 1, 0, 0, 0, 0, 3],
  's3.carried_in': [1, 0, 0, 0, 0, 0, 1],
  's3.granted': [1, 1, 0, 0, 0, 0, 2],
  's3.declined_petition_complaint': [1, 0, 0, 0, 0, 0, 1],
  's3.total_handled': [2, 1, 0, 0, 0, 0, 3],
  's3.carried_out': [1, 0, 0, 0, 0, 0, 1],
});
const withCells = (cells: Cells, changes: Parameters<typeof report>[0]): Cells =>
  new Map([...cells, ...report(changes)]);
const without = (cells: Cells, ...rows: readonly string[]): Cells =>
  new Map([...cells].filter(([id]) => !rows.some((row) => id.startsWith(`${row}.`))));

describe('A1, new + carried in = handled + carried out', () => {
  it('passes with 3 + 1 = 3 + 1', () => {
    expect(sides(SOUND, WHOLE, 'A1', 'total')).toEqual(['pass', 4, 4]);
    expect(sides(SOUND, WHOLE, 'A1', 'natural_person')).toEqual(['pass', 3, 3]);
  });
  it('fails in the one column where one application is lost', () => {
    const lost = withCells(SOUND, { 's3.carried_out.total': 0 });
    expect(sides(lost, WHOLE, 'A1', 'total')).toEqual(['fail', 4, 3]);
    expect(sides(lost, WHOLE, 'A1', 'natural_person')).toEqual(['pass', 3, 3]);
  });
  it('is not assessable with a blank cell, nor with a row a partial section leaves out', () => {
    const blank = withCells(SOUND, { 's3.carried_out.total': null });
    expect(sides(blank, WHOLE, 'A1', 'total')).toEqual(['not-assessable', null, null]);
    expect(result(blank, WHOLE, 'A1', 'total').reason).toBe('operand-missing');
    expect(result(without(SOUND, 's3.carried_out'), PARTIAL, 'A1', 'total').outcome).toBe('not-assessable');
  });
  it('takes a row left out of a whole section as 0', () => {
    expect(sides(without(SOUND, 's3.carried_in'), WHOLE, 'A1', 'total')).toEqual(['fail', 3, 4]);
  });
  it('carries its operands with their sides', () => {
    expect(result(SOUND, WHOLE, 'A1', 'total').operands).toEqual([
      { cell: 's3.new.total', value: 3, side: 'left', coefficient: 1 },
      { cell: 's3.carried_in.total', value: 1, side: 'left', coefficient: 1 },
      { cell: 's3.total_handled.total', value: 3, side: 'right', coefficient: 1 },
      { cell: 's3.carried_out.total', value: 1, side: 'right', coefficient: 1 },
    ]);
  });
  it('passes on zeros alone without a non-zero operand', () => {
    expect(result(SOUND, WHOLE, 'A1', 'company')).toMatchObject({ outcome: 'pass', nonZero: true });
    expect(result(SOUND, WHOLE, 'A1', 'research')).toMatchObject({ outcome: 'pass', nonZero: false });
  });
});

describe('A2, the total handled is the sum of the outcomes', () => {
  it('passes with 3 = 2 + 1', () => {
    expect(sides(SOUND, WHOLE, 'A2', 'total')).toEqual(['pass', 3, 3]);
  });
  it('fails with 3 handled and 2 granted alone', () => {
    expect(sides(without(SOUND, 's3.declined_petition_complaint'), WHOLE, 'A2', 'total')).toEqual([
      'fail',
      3,
      2,
    ]);
  });
  it('is not assessable where one outcome was not captured', () => {
    expect(result(SOUND, PARTIAL, 'A2', 'total').outcome).toBe('not-assessable');
  });
  it('counts 其他处理 once, by the form: a row of the other form is not an outcome', () => {
    const other = withCells(SOUND, {
      's3.other_handling': [1, 0, 0, 0, 0, 0, 1],
      's3.total_handled': [3, 1, 0, 0, 0, 0, 4],
    });
    expect(sides(other, on2019(WHOLE), 'A2', 'total')).toEqual(['pass', 4, 4]);
    expect(sides(other, WHOLE, 'A2', 'total')).toEqual(['fail', 4, 3]);
  });
});

describe('A3, the six applicant columns add up to the total', () => {
  it('passes with 2 + 1 = 3', () => {
    expect(sides(SOUND, WHOLE, 'A3', 'new')).toEqual(['pass', 3, 3]);
  });
  it('fails with one legal service and a total of 0', () => {
    expect(sides(report({ 's3.new': [0, 0, 0, 0, 1, 0, 0] }), PARTIAL, 'A3', 'new')).toEqual(['fail', 1, 0]);
  });
  it('is not assessable with one blank column', () => {
    const blank = report({ 's3.new': [0, 0, 0, 0, null, 0, 1] });
    expect(result(blank, WHOLE, 'A3', 'new').outcome).toBe('not-assessable');
  });
});

describe('A4, the four results add up to the total', () => {
  it('passes with 1 + 2 + 0 + 1 = 4', () => {
    const cells = report({ 's4.reconsideration': [1, 2, 0, 1, 4] });
    expect(sides(cells, WHOLE, 'A4', 'reconsideration')).toEqual(['pass', 4, 4]);
    expect(sides(cells, WHOLE, 'A4', 'direct_suit')).toEqual(['pass', 0, 0]);
  });
  it('fails with 1 + 0 + 0 + 0 against 2', () => {
    expect(sides(report({ 's4.direct_suit': [1, 0, 0, 0, 2] }), WHOLE, 'A4', 'direct_suit')).toEqual([
      'fail',
      1,
      2,
    ]);
  });
  it('is not assessable where the channel was not captured', () => {
    expect(result(new Map(), PARTIAL, 'A4', 'direct_suit').outcome).toBe('not-assessable');
  });
});

describe('A5, numbers are possible', () => {
  it.each([
    ['a count', 's2.permit.decisions', WHOLE, 12, 'pass'],
    ['a negative count', 's2.permit.decisions', WHOLE, -1, 'fail'],
    ['a fraction of a count', 's2.permit.decisions', WHOLE, 1.5, 'fail'],
    ['a blank', 's2.permit.decisions', WHOLE, null, 'not-assessable'],
    ['a fraction of money', 's2.fee.amount_10k_yuan', WHOLE, 0.092, 'pass'],
    ['negative money', 's2.fee.amount_10k_yuan', WHOLE, -0.5, 'fail'],
    ['a negative change', 's2.permit.items_change', on2019(WHOLE), -7, 'pass'],
    ['a fraction of a change', 's2.permit.items_change', on2019(WHOLE), -0.5, 'fail'],
  ] as const)('%s (%s = %4$s)', (_, cell, context, value, outcome) => {
    expect(sides(report({ [cell]: value }), context, 'A5', cell)).toEqual([
      outcome,
      outcome === 'not-assessable' ? null : value,
      null,
    ]);
  });
});

describe('A6, nothing exceeds new + carried in', () => {
  it('passes with 3 handled of 4', () => {
    expect(sides(SOUND, WHOLE, 'A6', 'total')).toEqual(['pass', 3, 4]);
  });
  it('fails with 5 granted of 4', () => {
    expect(sides(withCells(SOUND, { 's3.granted.total': 5 }), WHOLE, 'A6', 'total')).toEqual(['fail', 5, 4]);
  });
  it('is not assessable as long as one outcome is missing, even with 5 granted of 4', () => {
    const five = withCells(SOUND, { 's3.granted.total': 5 });
    expect(result(five, PARTIAL, 'A6', 'total').outcome).toBe('not-assessable');
  });
});

describe('A7, every cell has a value', () => {
  const DECISIONS = 's2.permit.decisions';
  it('passes with a printed 0', () => {
    expect(sides(report({ [DECISIONS]: 0 }), WHOLE, 'A7', DECISIONS)).toEqual(['pass', 0, null]);
  });
  it('fails with a blank in a whole section, or a row of section 2 left out of it', () => {
    expect(sides(report({ [DECISIONS]: null }), WHOLE, 'A7', DECISIONS)).toEqual(['fail', null, null]);
    expect(sides(new Map(), WHOLE, 'A7', DECISIONS)).toEqual(['fail', null, null]);
  });
  it('fails for every cell of a section printed blank', () => {
    const blank: CheckContext = { ...PARTIAL, sections: { 2: 'partial', 3: 'blank', 4: 'partial' } };
    const failed = checkReport(new Map(), blank).filter(
      ({ rule, outcome }) => rule === 'A7' && outcome === 'fail',
    );
    expect(failed).toHaveLength(175);
  });
  it('is not assessable in a section read in part', () => {
    expect(result(report({ [DECISIONS]: 3 }), PARTIAL, 'A7', DECISIONS)).toMatchObject({
      outcome: 'not-assessable',
      reason: 'section-not-whole',
    });
  });
  it('fails for the blank of a printed row, not for a row left out of a whole section 3', () => {
    const cells = report({ 's3.new': [1, null, 0, 0, 0, 0, 1] });
    expect(result(cells, WHOLE, 'A7', 's3.new.company').outcome).toBe('fail');
    expect(result(cells, WHOLE, 'A7', 's3.granted.company').outcome).toBe('pass');
  });
});

describe('A8, in force - issued + repealed >= 0', () => {
  const documents = (issued: number | null, repealed: number, inForce: number) =>
    report({
      's2.normative_document.issued': issued,
      's2.normative_document.repealed': repealed,
      's2.normative_document.in_force': inForce,
    });
  it('passes with 5 - 2 + 1 = 4, and with 2 - 2 + 0 = 0', () => {
    expect(sides(documents(2, 1, 5), WHOLE, 'A8', 'normative_document')).toEqual(['pass', 4, 0]);
    expect(sides(documents(2, 0, 2), WHOLE, 'A8', 'normative_document')).toEqual(['pass', 0, 0]);
  });
  it('fails with 1 - 3 + 0 = -2', () => {
    expect(sides(documents(3, 0, 1), WHOLE, 'A8', 'normative_document')).toEqual(['fail', -2, 0]);
  });
  it('is not assessable without the documents issued, nor on the 2019 form', () => {
    expect(result(documents(null, 0, 1), WHOLE, 'A8', 'normative_document').reason).toBe('operand-missing');
    expect(result(documents(3, 0, 1), on2019(WHOLE), 'A8', 'normative_document').reason).toBe('other-form');
  });
});

describe('A9, disclosed documents and item counts are possible', () => {
  const form = on2019(WHOLE);
  it('passes with 3 new of 10 disclosed, and with 8 - 8 items', () => {
    const cells = report({
      's2.normative_document.newly_disclosed': 3,
      's2.normative_document.total_disclosed': 10,
      's2.fee.items_previous_year': 8,
      's2.fee.items_change': -8,
    });
    expect(sides(cells, form, 'A9', 'normative_document')).toEqual(['pass', 10, 3]);
    expect(sides(cells, form, 'A9', 'fee')).toEqual(['pass', 0, 0]);
  });
  it('fails with 3 new of 2 disclosed, and with 8 - 9 items', () => {
    const cells = report({
      's2.regulation.newly_disclosed': 3,
      's2.regulation.total_disclosed': 2,
      's2.permit.items_previous_year': 8,
      's2.permit.items_change': -9,
    });
    expect(sides(cells, form, 'A9', 'regulation')).toEqual(['fail', 2, 3]);
    expect(sides(cells, form, 'A9', 'permit')).toEqual(['fail', -1, 0]);
  });
  it('is not assessable with a blank, even where the rest would fail', () => {
    const cells = report({ 's2.permit.items_change': -9 });
    expect(result(cells, form, 'A9', 'permit').reason).toBe('operand-missing');
  });
});

describe('A10, a county or township makes no 规章', () => {
  const cells = report({ 's2.regulation.issued': 2, 's2.regulation.repealed': 0 });
  it('passes with 0 and fails with 2', () => {
    expect(sides(cells, WHOLE, 'A10', 'repealed')).toEqual(['pass', 0, 0]);
    expect(sides(cells, WHOLE, 'A10', 'issued')).toEqual(['fail', 2, 0]);
  });
  it('is not assessable with a blank, for a prefecture, or where the level is not known', () => {
    expect(result(cells, WHOLE, 'A10', 'in_force').reason).toBe('operand-missing');
    expect(result(cells, { ...WHOLE, level: 'prefecture' }, 'A10', 'issued').reason).toBe('other-level');
    expect(result(cells, { ...WHOLE, level: null }, 'A10', 'issued').reason).toBe('other-level');
  });
});

describe('A11, money in the wrong unit', () => {
  const fees = (amount: number | null) => report({ 's2.fee.amount_10k_yuan': amount });
  const beside = (own: number | null, peers: number | null): CheckContext => ({
    ...WHOLE,
    ownMedian: own,
    peerMedian: peers,
  });
  it.each([
    ['9,200 beside 0.92 of its own, 10,000 times', 9_200, 0.92, null, ['fail', 9_200, 0.92]],
    ['5,000 times', 5_000, 1, null, ['fail', 5_000, 1]],
    ['20,000 times', 20_000, 1, null, ['fail', 20_000, 1]],
    ['4,999 times: large, but no wrong unit', 4_999, 1, null, ['pass', 4_999, 1]],
    ['20,001 times', 20_001, 1, null, ['pass', 20_001, 1]],
    ['in line with its own, 10,000 times its peers', 10_000, 9_000, 1, ['fail', 10_000, 1]],
    ['0 beside 1', 0, 1, 1, ['pass', 0, 1]],
  ] as const)('%s', (_, amount, own, peers, expected) => {
    expect(sides(fees(amount), beside(own, peers), 'A11', 'fee')).toEqual(expected);
  });
  it('is not assessable without a median, without an amount, or where the unit is printed', () => {
    expect(result(fees(10_000), beside(null, null), 'A11', 'fee').reason).toBe('no-baseline');
    expect(result(fees(null), beside(1, 1), 'A11', 'fee').reason).toBe('operand-missing');
    expect(result(fees(10_000), { ...beside(1, 1), moneyUnit: '元' }, 'A11', 'fee').reason).toBe(
      'unit-printed',
    );
  });
  it('looks at procurement on the 2019 form', () => {
    const cells = report({ 's2.procurement.amount': 84_565 });
    expect(sides(cells, on2019(beside(8.4565, null)), 'A11', 'procurement')).toEqual([
      'fail',
      84_565,
      8.4565,
    ]);
  });
});

describe('A12, the right form', () => {
  it('fails with the 2019 form for 2021, and passes with it for 2020 or with the 2021 form', () => {
    expect(sides(SOUND, { ...WHOLE, template: '2019', year: 2021 }, 'A12', 'old_form')).toEqual([
      'fail',
      2021,
      2021,
    ]);
    expect(result(SOUND, on2019(WHOLE), 'A12', 'old_form').outcome).toBe('pass');
    expect(result(SOUND, WHOLE, 'A12', 'old_form').outcome).toBe('pass');
  });
  it('fails with cells of the other form, and names them', () => {
    const cells = withCells(SOUND, {
      's3.other_handling': [0, 0, 0, 0, 0, 0, 0],
      's2.permit.items_change': 1,
    });
    expect(sides(cells, WHOLE, 'A12', 'foreign_cell')).toEqual(['fail', 8, 0]);
    expect(result(cells, WHOLE, 'A12', 'foreign_cell').operands.map(({ cell }) => cell)).toContain(
      's2.permit.items_change',
    );
  });
  it('passes with blank cells of the other form', () => {
    const cells = withCells(SOUND, { 's2.permit.items_change': null });
    expect(sides(cells, WHOLE, 'A12', 'foreign_cell')).toEqual(['pass', 0, 0]);
  });
  it('is not assessable where the form is not known', () => {
    expect(result(SOUND, { ...WHOLE, template: null }, 'A12', 'foreign_cell').reason).toBe('form-unknown');
  });
});

describe('A13, the catalogue was counted', () => {
  const form = on2019(PARTIAL);
  const penalties = (decisions: number, previous: number, change: number | null) =>
    report({
      's2.penalty.decisions': decisions,
      's2.penalty.items_previous_year': previous,
      's2.penalty.items_change': change,
    });
  it('fails with 40 = 21 + 19', () => {
    expect(sides(penalties(40, 21, 19), form, 'A13', 'penalty')).toEqual(['fail', 40, 40]);
  });
  it('passes with 12 decisions of 283 items, and with 0 = 0 + 0', () => {
    expect(sides(penalties(12, 283, 0), form, 'A13', 'penalty')).toEqual(['pass', 12, 283]);
    expect(sides(penalties(0, 0, 0), form, 'A13', 'penalty')).toEqual(['pass', 0, 0]);
  });
  it('is not assessable without the change', () => {
    expect(result(penalties(40, 40, null), form, 'A13', 'penalty').outcome).toBe('not-assessable');
  });
});

describe('a report of no known form', () => {
  it('is not assessable in any rule', () => {
    const outcomes = checkReport(SOUND, { ...WHOLE, template: null }).map(({ outcome }) => outcome);
    expect(new Set(outcomes)).toEqual(new Set(['not-assessable']));
  });
});

describe('any report', () => {
  const form = fc.constantFrom<FormVersion>('2019', '2021');
  const count = fc.oneof(fc.constant(null), fc.integer({ min: -2, max: 9 }));
  const context = (template: FormVersion, status: 'table' | 'partial'): CheckContext => ({
    ...WHOLE,
    template,
    sections: { 2: status, 3: status, 4: status },
  });
  const cellsOf = (template: FormVersion) =>
    fc
      .array(count, { minLength: FORM_CELLS[template].length, maxLength: FORM_CELLS[template].length })
      .map((values): Cells => new Map(FORM_CELLS[template].map(({ id }, i) => [id, values[i] ?? null])));
  const filled = form.chain((template) => cellsOf(template).map((cells) => ({ template, cells })));

  it('passes every relation of severity E that adds up by construction', () => {
    const parts = form.chain((template) =>
      fc.record({
        template: fc.constant(template),
        leaves: fc.array(fc.integer({ min: 0, max: 5 }), {
          minLength: outcomesOf(template).length * 6,
          maxLength: outcomesOf(template).length * 6,
        }),
      }),
    );
    fc.assert(
      fc.property(parts, ({ template, leaves }) => {
        const cells = new Map<CellId, number>();
        const outcomes = outcomesOf(template);
        const endings = outcomes.filter(
          (one) => !['new', 'carried_in', 'total_handled', 'carried_out'].includes(one),
        );
        const add = (id: CellId, value: number) => cells.set(id, (cells.get(id) ?? 0) + value);
        APPLICANT_IDS.slice(0, 6).forEach((column, j) => {
          const put = (outcome: (typeof outcomes)[number], value: number) => {
            add(`s3.${outcome}.${column}`, value);
            add(`s3.${outcome}.total`, value);
          };
          endings.forEach((ending, i) => {
            const value = leaves[j * outcomes.length + i] ?? 0;
            put(ending, value);
            put('total_handled', value);
            put('new', value);
          });
          put('carried_in', 1);
          put('carried_out', 1);
        });
        for (const channel of REVIEW_CHANNEL_IDS) {
          add(`s4.${channel}.pending`, 2);
          add(`s4.${channel}.total`, 2);
        }
        const failed = checkReport(cells, context(template, 'table')).filter(
          ({ rule, outcome }) => ['A1', 'A2', 'A3', 'A4', 'A5', 'A6'].includes(rule) && outcome === 'fail',
        );
        expect(failed).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });

  it('is assessable in a relation between cells exactly where all its operands are there', () => {
    fc.assert(
      fc.property(filled, ({ template, cells }) => {
        for (const one of checkReport(cells, context(template, 'partial'))) {
          if (one.reason !== null && one.reason !== 'operand-missing') continue;
          if (one.rule === 'A12') continue;
          expect(one.outcome === 'not-assessable').toBe(one.operands.some(({ value }) => value === null));
        }
      }),
      { numRuns: 30 },
    );
  });

  it('fails a relation between numbers only with an operand other than 0', () => {
    fc.assert(
      fc.property(filled, ({ template, cells }) => {
        const failed = checkReport(cells, context(template, 'partial')).filter(
          ({ rule, outcome }) => rule !== 'A12' && outcome === 'fail',
        );
        expect(failed.filter(({ nonZero }) => !nonZero)).toEqual([]);
      }),
      { numRuns: 30 },
    );
  });

  it('comes out the same with the zero rows of a whole section left out', () => {
    fc.assert(
      fc.property(filled, ({ template, cells }) => {
        const zeroed = new Map(
          [...cells].map(([id, value]) => [id, id.startsWith('s3.granted.') ? 0 : value]),
        );
        const outcomes = (of: Cells) =>
          checkReport(of, context(template, 'table')).map(({ rule, instance, outcome }) => [
            rule,
            instance,
            outcome,
          ]);
        expect(outcomes(without(zeroed, 's3.granted'))).toEqual(outcomes(zeroed));
      }),
      { numRuns: 20 },
    );
  });
});
