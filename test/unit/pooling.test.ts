import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canPool, pooledYears, poolingText } from '#figures/pooling.ts';

const all = { from: 2019, to: 2025 };
const one = (year: number) => ({ from: year, to: year });

describe('pooling three years', () => {
  it('takes the three years that end with the last one shown', () => {
    expect(pooledYears(one(2023), all, true)).toEqual({ from: 2021, to: 2023 });
    expect(pooledYears({ from: 2022, to: 2023 }, all, true)).toEqual({ from: 2021, to: 2023 });
  });

  it('goes back no further than the data', () => {
    expect(pooledYears(one(2020), all, true)).toEqual({ from: 2019, to: 2020 });
    expect(pooledYears(one(2019), all, true)).toEqual(one(2019));
    expect(canPool(one(2019), all)).toBe(false);
  });

  it('is nothing where it is off, or more years are shown anyway', () => {
    expect(pooledYears(one(2023), all, false)).toEqual(one(2023));
    expect(pooledYears(all, all, true)).toEqual(all);
    expect(canPool(all, all)).toBe(false);
  });

  it('never narrows the years on view', () => {
    const year = fc.integer({ min: 2019, max: 2025 });
    fc.assert(
      fc.property(year, year, fc.boolean(), (a, b, pool) => {
        const years = { from: Math.min(a, b), to: Math.max(a, b) };
        const pooled = pooledYears(years, all, pool);
        expect(pooled.to).toBe(years.to);
        expect(pooled.from).toBeLessThanOrEqual(years.from);
        expect(pooled.from).toBeGreaterThanOrEqual(all.from);
      }),
    );
  });

  it('says which years are added up, and that counts are not', () => {
    expect(poolingText(one(2023), all, true, 'zh')).toBe(
      '率按 2021–2023 年合计：分子、分母各自相加，再相除。件数仍只计 2023 年。',
    );
    expect(poolingText(one(2020), all, true, 'zh')).toContain('只有 2 年');
    expect(poolingText(one(2023), all, false, 'en')).toBe(
      'Rates are of 2023 alone. Where cases are few, 2021–2023 can be taken together.',
    );
    expect(poolingText(all, all, true, 'en')).toContain('7 years chosen together (2019–2025)');
    expect(poolingText(one(2019), all, true, 'zh')).toContain('没有更早的年份');
  });
});
