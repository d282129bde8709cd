import { describe, expect, it } from 'vitest';
import type { RankedBarsInput } from '#charts/ranked-bars/groups.ts';
import { definitionChange, definitionChangeText } from '#figures/definition-change.ts';
import { METRICS } from '#metrics/registry.ts';
import { rate } from '../charts/support/rows.ts';

const NAMES = ['甲镇', '乙镇', '丙镇', '丁镇', '戊镇'];
type Definition = 'disclosure_rate' | 'disclosure_rate_merits';

/** Bodies with their counts under one definition, against a group's rate. */
function under(
  metric: Definition,
  cases: readonly (readonly [number, number])[],
  whole: readonly [number, number],
): RankedBarsInput {
  return {
    metric: METRICS[metric],
    regions: NAMES.map((name, index) => ({ code: `${index}`, name })),
    rows: cases.map(([part, of], index) => rate(metric, part, of, { region_code: `${index}` })),
    parent: { name: '某县', row: rate(metric, ...whole) },
  };
}

// 甲 50 %, 乙 40 %, 丙 30 %, 丁 on 9 cases; 戊 on 20.
const before = under(
  'disclosure_rate',
  [
    [10, 20],
    [8, 20],
    [6, 20],
    [9, 9],
    [4, 20],
  ],
  [40, 100],
);

describe('another definition', () => {
  it('ranks among those on enough cases under both, and says who moved how far', () => {
    // Without the declined: 甲 10/16 62.5 %, 乙 8/20 40 %, 丙 6/10 60 %, 丁 still thin, 戊 4/5 now thin.
    const after = under(
      'disclosure_rate_merits',
      [
        [10, 16],
        [8, 20],
        [6, 10],
        [9, 9],
        [4, 5],
      ],
      [40, 80],
    );
    expect(definitionChange(before, after)).toEqual({
      compared: 3,
      moves: [
        { code: '2', name: '丙镇', from: 3, to: 2 },
        { code: '1', name: '乙镇', from: 2, to: 3 },
      ],
      bandMoves: [],
      left: [{ code: '4', name: '戊镇' }],
      entered: [],
    });
  });

  it('equal rates share a rank, and a tie that stays is no move', () => {
    const tied = under(
      'disclosure_rate',
      [
        [5, 10],
        [10, 20],
        [2, 20],
      ],
      [17, 50],
    );
    const after = under(
      'disclosure_rate_merits',
      [
        [5, 10],
        [10, 20],
        [2, 20],
      ],
      [17, 50],
    );
    expect(definitionChange(tied, after).moves).toEqual([]);
    // The first now stands alone above: the second falls from 1 to 2.
    const apart = under(
      'disclosure_rate_merits',
      [
        [6, 10],
        [10, 20],
        [2, 20],
      ],
      [18, 50],
    );
    expect(definitionChange(tied, apart).moves).toEqual([{ code: '1', name: '乙镇', from: 1, to: 2 }]);
  });

  it('tells who changed from one band to another', () => {
    // 甲 80 of 100 at a group of 50 %: Wilson 71.1 to 86.7 %, clearly above; at a group of 80 % not distinguishable.
    const old = under(
      'disclosure_rate',
      [
        [80, 100],
        [20, 100],
      ],
      [100, 200],
    );
    const now = under(
      'disclosure_rate_merits',
      [
        [80, 100],
        [80, 100],
      ],
      [160, 200],
    );
    expect(definitionChange(old, now).bandMoves).toEqual([
      { code: '0', name: '甲镇', from: 'above', to: 'similar' },
      { code: '1', name: '乙镇', from: 'below', to: 'similar' },
    ]);
  });

  it('one that gets enough cases enters', () => {
    const after = under(
      'disclosure_rate_merits',
      [
        [10, 20],
        [8, 20],
        [6, 20],
        [10, 10],
        [4, 20],
      ],
      [40, 100],
    );
    expect(definitionChange(before, after).entered).toEqual([{ code: '3', name: '丁镇' }]);
  });

  it('the same definition moves nobody', () => {
    const none = { moves: [], bandMoves: [], left: [], entered: [] };
    expect(definitionChange(before, before)).toEqual({ compared: 4, ...none });
  });
});

describe('a change of definition in words', () => {
  it('says moves, bands, and who left', () => {
    const after = under(
      'disclosure_rate_merits',
      [
        [10, 16],
        [8, 20],
        [6, 10],
        [9, 9],
        [4, 5],
      ],
      [40, 80],
    );
    expect(definitionChangeText(definitionChange(before, after), '只计实体决定', 'zh')).toEqual([
      '换成“只计实体决定”，可比的 3 个里 2 个换了位置：丙镇第 3 → 第 2、乙镇第 2 → 第 3。',
      '没有一个换档：这些先后变动都在误差之内。',
      '基数变得不足，不再比较：戊镇。',
    ]);
  });

  it('says that nothing moved, or that there is nothing to move', () => {
    expect(definitionChangeText(definitionChange(before, before), 'merits', 'en')).toEqual([
      'Under “merits” the order of the 4 that can be compared stays the same.',
    ]);
    const thin = under('disclosure_rate', [[1, 2]], [1, 2]);
    expect(definitionChangeText(definitionChange(thin, thin), 'merits', 'en')[0]).toContain('Fewer than two');
  });
});
