import { describe, expect, it } from 'vitest';
import {
  briefStanding,
  otherValues,
  type PeerStripInput,
  peerStanding,
  standingText,
} from '#figures/peer-strips-words.ts';
import { METRICS } from '#metrics/registry.ts';
import { rate, row } from '../charts/support/rows.ts';

const regions = ['甲', '乙', '丙', '丁', '戊'].map((name, index) => ({ code: `11010100${index + 1}`, name }));
const code = (index: number) => regions[index]?.code ?? '';

/** Permits of 甲, 乙, 丙 …; null: no report. */
function counts(values: readonly (number | null)[]): PeerStripInput {
  return {
    metric: METRICS.permits,
    regions,
    rows: values.map((value, index) => row(value, { region_code: code(index) })),
    own: code(0),
    whole: undefined,
  };
}

/** Disclosure rates of 甲, 乙 … as part of whole, and of all together. */
function rates(
  pairs: readonly (readonly [number, number])[],
  all: readonly [number, number],
): PeerStripInput {
  return {
    metric: METRICS.disclosure_rate,
    regions,
    rows: pairs.map(([part, whole], index) =>
      rate('disclosure_rate', part, whole, { region_code: code(index) }),
    ),
    own: code(0),
    whole: rate('disclosure_rate', ...all),
  };
}

describe('where a place stands among its peers', () => {
  it('is how many others have more, as much and less; places without a report are not counted', () => {
    const input = counts([5, 9, 5, 0, null]);
    expect(peerStanding(input)).toEqual({ kind: 'counts', more: 1, same: 1, less: 1 });
    expect(standingText(peerStanding(input), input, 'township', 'zh')).toBe(
      '别的有数的乡镇街道里，1 个更多，1 个相同，1 个更少。',
    );
    expect(briefStanding(peerStanding(input), 'en')).toBe('1 more, 1 same, 1 fewer');
  });

  it('is not told where the place itself has no figure', () => {
    const input = counts([null, 9, 5]);
    expect(peerStanding(input)).toEqual({ kind: 'absent' });
    expect(standingText(peerStanding(input), input, 'township', 'zh')).toBe('');
  });

  it('is alone where no other place has a figure: 0 is a figure, no report is none', () => {
    const input = counts([33, null, null]);
    expect(peerStanding(input)).toEqual({ kind: 'alone' });
    expect(standingText(peerStanding(input), input, 'township', 'zh')).toBe(
      '甲 33 件；没有别的乡镇街道可比。',
    );
    expect(peerStanding(counts([33, 0, null]))).toEqual({ kind: 'counts', more: 0, same: 0, less: 1 });
  });

  it('of a rate is against the rate of all together, by its interval and not by rank', () => {
    // Wilson 95 % of 10/20: 0.2993 to 0.7007 (Newcombe 1998's formula).
    const similar = rates(
      [
        [10, 20],
        [19, 20],
      ],
      [29, 40],
    );
    const standing = peerStanding({ ...similar, whole: rate('disclosure_rate', 26, 40) });
    expect(standing).toMatchObject({ kind: 'rate', place: 'similar', group: 0.65 });
    if (standing.kind !== 'rate') return;
    expect(standing.low).toBeCloseTo(0.2993, 4);
    expect(standing.high).toBeCloseTo(0.7007, 4);
    expect(peerStanding(similar)).toMatchObject({ place: 'below' });
    expect(peerStanding({ ...similar, whole: rate('disclosure_rate', 4, 40) })).toMatchObject({
      place: 'above',
    });
    expect(standingText(standing, similar, 'township', 'en')).toBe(
      '95% interval 30% to 70%: not distinguishable from the 65% of all together.',
    );
  });

  it('of a rate of too few cases is not told, nor do such rates count as peers', () => {
    expect(
      peerStanding(
        rates(
          [
            [1, 2],
            [10, 20],
          ],
          [11, 22],
        ),
      ),
    ).toEqual({ kind: 'thin' });
    expect(
      otherValues(
        rates(
          [
            [10, 20],
            [1, 2],
            [5, 10],
          ],
          [16, 32],
        ),
      ),
    ).toEqual([0.5]);
  });

  it('leaves out rows of places that are no peers', () => {
    const input = counts([5, 9]);
    const stranger = row(7, { region_code: '999999999' });
    expect(otherValues({ ...input, rows: [...input.rows, stranger] })).toEqual([9]);
  });
});
