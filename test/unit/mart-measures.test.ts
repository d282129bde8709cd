/** Every measure is read from cells its form prints, and a total is never mixed with its parts. */
import { describe, expect, it } from 'vitest';
import { FORM_CELLS } from '#model/forms.ts';
import { MEASURE_IDS, type MeasureId, measureOf } from '#model/measures.ts';
import { FORM_VERSIONS, NARRATIVES } from '#model/report.ts';

const cellsOf = (id: MeasureId, form: '2019' | '2021') => measureOf(id).cells[form] ?? [];

describe.each(FORM_VERSIONS)('measures on form %s', (form) => {
  const printed = new Set(FORM_CELLS[form].map(({ id }) => id));

  it.each(MEASURE_IDS)('%s is read from cells this form prints', (id) => {
    for (const cell of cellsOf(id, form)) expect(printed).toContain(cell);
    expect(new Set(cellsOf(id, form)).size).toBe(cellsOf(id, form).length);
  });

  it('the forms a measure names are those it has cells on', () => {
    // Filed, due and checks are not printed anywhere.
    const printedOnes = MEASURE_IDS.filter((id) => Object.keys(measureOf(id).cells).length > 0);
    expect(printedOnes.filter((id) => measureOf(id).cells[form] !== undefined)).toEqual(
      printedOnes.filter((id) => measureOf(id).forms.includes(form)),
    );
  });

  it('a measure made of several cells takes them from one column, and never 总计 with its parts', () => {
    const several = MEASURE_IDS.filter((id) => cellsOf(id, form).length > 1);
    const parts = (id: MeasureId, at: number) =>
      new Set(cellsOf(id, form).map((cell) => cell.split('.')[at]));
    expect(several.filter((id) => parts(id, 2).size > 1)).toEqual([]);
    expect(several.filter((id) => parts(id, 1).has('total_handled'))).toEqual([]);
  });

  it('the endings of an application are 8 + 3 + 5 rows, and 1 or 3 more for 其他处理', () => {
    const counts = (['granted', 'partly_granted', 'refused', 'unable', 'declined', 'other'] as const).map(
      (id) => cellsOf(id, form).length,
    );
    expect(counts).toEqual([1, 1, 8, 3, 5, form === '2019' ? 1 : 3]);
    const all = (['granted', 'partly_granted', 'refused', 'unable', 'declined', 'other'] as const).flatMap(
      (id) => cellsOf(id, form),
    );
    expect(new Set(all).size).toBe(all.length);
  });
});

it('lawsuits add both channels, reconsiderations are one', () => {
  expect(cellsOf('lawsuits', '2021')).toEqual([
    's4.direct_suit.total',
    's4.suit_after_reconsideration.total',
  ]);
  expect(cellsOf('reconsiderations', '2021')).toEqual(['s4.reconsideration.total']);
});

it('prose stands in only through columns of reports.csv, and never through items disclosed', () => {
  const stated = MEASURE_IDS.flatMap((id) => measureOf(id).stated ?? []);
  for (const narrative of stated) expect(NARRATIVES).toContain(narrative);
  expect(stated).not.toContain('narrative_items_disclosed');
  expect(stated).not.toContain('narrative_processing_fee_yuan');
});
