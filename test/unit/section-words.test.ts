import { describe, expect, it } from 'vitest';
import { formCounts, formLead, lastYearOf } from '#figures/by-form-words.ts';
import { flowCoverage, flowNote, noFlowText } from '#figures/flow-words.ts';
import { heatGroups, matrixCoverage } from '#figures/heat-map-groups.ts';
import { noPairText, pairCoverage, scatterNote } from '#figures/scatter-words.ts';
import { APPLICATION_OUTCOME_IDS, APPLICATION_OUTCOMES } from '#model/forms.ts';
import type { Flow } from '#queries/flow.ts';
import type { OutcomeMatrix } from '#queries/outcome-matrix.ts';
import { forms } from '../charts/support/rows.ts';
import { FLOWS, pair } from '../gallery/charts/section-inputs.ts';

const year = { from: 2023, to: 2023 };
const years = { from: 2021, to: 2023 };

describe('the flow', () => {
  const none: Flow = {
    sums: null,
    bodies: 0,
    unbalanced: 0,
    bodies_due: 41_352,
    reports: 75,
    section3_whole: 0,
    section3_partial: 11,
  };
  const some: Flow = {
    ...none,
    sums: FLOWS['unbalanced']?.sums ?? null,
    bodies: 60,
    section3_whole: 64,
    unbalanced: 2,
  };

  it('says in words why it is empty', () => {
    expect(noFlowText(none, '全国', year, 'zh')).toBe(
      '收录的 75 份年报里，申请表（第三部分）整张读到的 0 份，读到一部分的 11 份，没有读到的 64 份。没有一份写明来源和去向的每一项，画不出流向：缺的项不能当作 0。',
    );
    expect(noFlowText({ ...none, reports: 1, section3_partial: 1 }, '其中口乡', year, 'zh')).toBe(
      '这份年报的申请表（第三部分）只读到一部分。没有写明来源和去向的每一项，画不出流向：缺的项不能当作 0。',
    );
    expect(noFlowText({ ...none, reports: 0 }, '全国', year, 'zh')).toBe('没有收录全国2023 年的年报。');
    expect(noFlowText(none, '全国', years, 'zh')).toContain('选一个年份');
  });

  it('says what it rests on: reports of one year, bodies over several', () => {
    expect(flowCoverage(some, year, 'zh')).toBe('单位：件 · 只计各项齐全的 60 份年报，应有 41,352 份');
    expect(flowCoverage(some, years, 'en')).toBe(
      'Cases · only the 60 townships, of 41,352, that state every part in every year',
    );
  });

  it('says how much does not balance, in both directions', () => {
    expect(flowNote(some, year, 'zh')).toContain('2 份年报');
    expect(flowNote(some, year, 'zh')).toContain('2,300 件没有去向，231 件没有来源');
    expect(flowNote({ ...some, unbalanced: 0 }, year, 'zh')).toBe('每份年报的来源与去向都相等。');
    expect(flowNote(some, years, 'zh')).toContain('中间各年的结转不重复计');
  });
});

describe('blocks by form', () => {
  const rows = forms({ 2019: [9, 0], 2020: [4, 0], 2021: [1, 12], 2023: [0, 7] }, { 2021: 5, 2023: 2 });

  it('count the reports of the years chosen', () => {
    expect(formCounts(rows, years)).toEqual({ '2019': 1, '2021': 19, unknown: 7 });
    expect(lastYearOf('2019', rows)).toBe(2021);
    expect(lastYearOf('2021', forms({ 2019: [1, 0] }))).toBeNull();
  });

  it('say that a form nobody used gives no figures, which are not 0', () => {
    expect(formLead('2019', formCounts(rows, year), year, 'zh')).toBe(
      '2023 年收录的年报里没有一份用2019年表式，所以这里没有数；不是 0。',
    );
    expect(formLead('2021', formCounts(rows, years), years, 'zh')).toBe(
      '2021–2023 年收录的年报里，19 份用2021年表式；1 份用2019年表式，没有这些项；7 份没有读到表格，不知是哪一版。',
    );
    expect(formLead('2021', formCounts([], year), year, 'en')).toBe('No report for 2023 is held.');
  });
});

describe('the scatter', () => {
  it('says why metrics of two forms cannot be paired', () => {
    expect(noPairText('fees', 'procurement_amount', 'zh')).toBe(
      '行政事业性收费只有2021年表式有，政府集中采购金额只有2019年表式有：没有一份年报能同时给出，无法配对。',
    );
    expect(noPairText('permits', 'fees', 'zh')).toContain('没有一份年报同时给出这两项');
  });

  it('says on how many reports it rests and what it leaves out', () => {
    const rows = [pair('1', 3, 4, { one_only: 2 }), pair('2', null, null)];
    expect(pairCoverage(rows, 'zh')).toBe('只计两项都给出的 3 份年报，应有 24 份 · 一点是一个地区');
    expect(scatterNote(rows, 1, false, 'zh')).toBe(
      '1 个地区没有同时给出两项的年报，图上没有，表里列出。另有 2 份年报只给出其中一项，没有计入。两项一起高低，不等于一项引起另一项。',
    );
    expect(scatterNote([], 0, true, 'zh')).toContain('空心点的比率分母太小');
  });
});

describe('the heat map', () => {
  const matrix = (stated: (index: number) => number): OutcomeMatrix => ({
    rows: APPLICATION_OUTCOME_IDS.map((outcome, index) => ({
      outcome,
      forms: APPLICATION_OUTCOMES[outcome].forms,
      applicants: [index, 0, 0, 0, 0, 0],
      stated: stated(index),
      total: index,
      total_stated: stated(index),
    })),
    expected: 100,
    filed: 50,
    filed_by_form: { '2019': 10, '2021': 30 },
    section3_whole: 20,
    section3_partial: 5,
  });

  it('has every printed row once, the rows of one form under its name', () => {
    const groups = heatGroups(
      matrix(() => 20),
      'zh',
    );
    const ids = groups.flatMap(({ rows }) => rows.map(({ id }) => id));
    expect([...ids].sort()).toEqual([...APPLICATION_OUTCOME_IDS].sort());
    const only = groups.filter(({ name }) => name?.startsWith('其他处理'));
    expect(only.map(({ name, rows }) => [name, rows.length])).toEqual([
      ['其他处理（只有2021年表式有）', 3],
      ['其他处理（只有2019年表式有）', 1],
    ]);
  });

  it('gives a share of the column only where both rest on the same number of reports', () => {
    const of = (given: OutcomeMatrix) =>
      heatGroups(given, 'zh')
        .flatMap(({ rows }) => rows)
        .filter(({ columnTotals }) => columnTotals !== undefined)
        .map(({ id }) => id);
    const all = of(matrix(() => 20));
    expect(all).toContain('granted');
    expect(all).not.toContain('new');
    expect(all).not.toContain('other_other');
    expect(of(matrix((index) => index))).toEqual([]);
  });

  it('says on how many reports its rows rest', () => {
    expect(
      matrixCoverage(
        matrix(() => 20),
        'zh',
      ),
    ).toBe('单位：件 · 各行基于 20 份年报，应有 100 份');
    expect(
      matrixCoverage(
        matrix((index) => 30 - index),
        'en',
      ),
    ).toBe('Cases · rows rest on 5–30 reports of 100 due');
  });
});
