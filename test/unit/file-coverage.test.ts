import { describe, expect, it } from 'vitest';
import {
  comparedFileCoverage,
  flowFileCoverage,
  matrixFileCoverage,
  spreadCoverage,
} from '#figures/file-coverage.ts';
import type { Flow } from '#queries/flow.ts';
import type { MetricRow } from '#queries/metric-row.ts';
import type { TownshipSpread } from '#queries/township-spread.ts';

describe('the coverage of a file', () => {
  it('of a spread counts every report due once: with a value, without, without the cell, not held', () => {
    // 12 values, 3 rates on too few cases, 1 of nothing; 4 reports do not give it, 2 have no such cell, 20 are not held.
    const spread = {
      n: 12,
      thin: 3,
      undefined_rate: 1,
      missing: 4,
      not_applicable: 2,
      not_filed: 20,
    } as TownshipSpread;
    expect(spreadCoverage(spread, '行政许可')).toEqual({
      row: '行政许可',
      stated: 16,
      filed: 22,
      expected: 42,
      notApplicable: 2,
      fromProse: null,
    });
  });

  it('of a flow counts reports in one year, and townships, of which reports held say nothing, over several', () => {
    const flow = { bodies: 7, bodies_due: 18, reports: 9 } as Flow;
    const of = (from: number) => flowFileCoverage(flow, { from, to: 2023 }, '流向');
    expect(of(2023)).toMatchObject({ stated: 7, expected: 18, filed: 9 });
    expect(of(2021)).toMatchObject({ stated: 7, expected: 18, filed: null });
  });

  it('of printed rows has a line a row, and of places compared a line for each of their metrics', () => {
    const matrix = { expected: 18, filed: 9 } as Parameters<typeof matrixFileCoverage>[0];
    expect(matrixFileCoverage(matrix, [{ name: '予以公开', stated: 4 }])).toMatchObject([
      { row: '予以公开', stated: 4, expected: 18, filed: 9 },
    ]);
    const row = { stated: 2, expected: 3, filed: 2, not_applicable: 1, from_prose: 0 } as MetricRow;
    const places = [{ name: '甲镇', figures: new Map([['permits', row] as const, ['fees', row] as const]) }];
    expect(
      comparedFileCoverage(places, 'zh').map((line) => [line.row, line.stated, line.notApplicable]),
    ).toEqual([
      ['甲镇，行政许可', 2, 1],
      ['甲镇，行政事业性收费', 2, 1],
    ]);
  });
});
