import { describe, expect, it } from 'vitest';
import { tallyText } from '#figures/story/tally-text.ts';
import type { CheckTally } from '#queries/check-results.ts';

const tally = (
  rule: CheckTally['rule'],
  passed: number,
  passed_nonzero: number,
  failed: number,
): CheckTally => ({ rule, passed, passed_nonzero, failed, not_assessable: 5 });

describe('the sentence on the checks of a place', () => {
  it('tells relations with a number from those of zeros alone', () => {
    expect(tallyText([tally('A1', 80, 4, 0), tally('A3', 6, 0, 0)], 'zh')).toBe(
      '勾稽关系：能核对 86 处，成立 86 处，其中 4 处含有 0 以外的数，82 处全是 0、说明不了什么；没有不成立的。',
    );
  });

  it('names the rules that fail, and how often', () => {
    expect(tallyText([tally('A1', 10, 3, 2), tally('A3', 5, 1, 0), tally('A8', 0, 0, 1)], 'zh')).toContain(
      '不成立 3 处（A1 2 处、A8 1 处）',
    );
    expect(tallyText([tally('A1', 10, 3, 1)], 'en')).toBe(
      'Checks: of 11 relations that can be checked 10 hold, 3 of them with a number other than 0 and 7 of zeros alone, which prove little; 1 fails (A1 1).',
    );
  });

  it('gives no verdict where nothing can be checked', () => {
    expect(tallyText([], 'zh')).toBe('没有可以核对的勾稽关系。');
    expect(tallyText([tally('A1', 0, 0, 0)], 'en')).toBe('No relation between its numbers can be checked.');
  });
});
