import { beforeAll, expect, it } from 'vitest';
import { METRIC_IDS } from '#metrics/registry.ts';
import { metricValues } from '#queries/metric-values.ts';
import { type ScatterSpec, scatter, scatterYears, sharedForms } from '#queries/scatter.ts';
import type { Warehouse } from '#warehouse/warehouse.ts';
import { openPackage } from '../support/warehouse.ts';

const MINI = new URL('../fixtures/mini', import.meta.url).pathname;
const ALL_YEARS = { from: 2020, to: 2023 } as const;

let warehouse: Warehouse;
beforeAll(async () => {
  ({ warehouse } = await openPackage(MINI));
});
const ask = (spec: Partial<ScatterSpec>) =>
  scatter(warehouse, {
    x: 'permits',
    y: 'penalties',
    region: '0',
    years: ALL_YEARS,
    prose: false,
    ...spec,
  });

it('a metric against itself is the same sum the ranking shows', async () => {
  const years = ALL_YEARS;
  for (const metric of METRIC_IDS) {
    const points = await ask({ x: metric, y: metric, prose: true });
    const rows = await metricValues(warehouse, {
      metrics: [metric],
      region: '0',
      by: 'children',
      years,
      split: 'pooled',
      prose: true,
    });
    expect(points.map(({ region_code, x, pairs }) => [region_code, x.value, pairs])).toEqual(
      rows.map(({ region_code, value, stated }) => [region_code, value, stated]),
    );
    expect(points.map(({ x }) => x)).toEqual(points.map(({ y }) => y));
    expect(points.every(({ one_only }) => one_only === 0)).toBe(true);
  }
});

it('a report that gives only one of the two is left out of both', async () => {
  // new 10 + 8 and 11 + 25 where carried_out is there too; 乙 2020 and 丙 2023 give new alone
  const points = await ask({
    x: 'applications_new',
    y: 'backlog_change',
    years: { from: 2020, to: 2023 },
  });
  expect(points).toEqual([
    {
      region_code: '11',
      // 甲 2020 10, 0; 甲 2021 8, -1
      x: { value: 18, numerator: 18, denominator: null },
      y: { value: -1, numerator: -1, denominator: null },
      pairs: 2,
      one_only: 0,
      expected: 4,
      filed: 3,
    },
    {
      region_code: '13',
      // 乙 2021 11, 1; 乙 2023 25, 4
      x: { value: 36, numerator: 36, denominator: null },
      y: { value: 5, numerator: 5, denominator: null },
      pairs: 2,
      one_only: 2,
      expected: 8,
      filed: 5,
    },
  ]);
});

it('a stock in the pair leaves the last year alone, for both', async () => {
  expect(scatterYears({ x: 'permits', y: 'documents_in_force', years: ALL_YEARS })).toEqual({
    from: 2023,
    to: 2023,
  });
  expect(scatterYears({ x: 'permits', y: 'penalties', years: ALL_YEARS })).toEqual(ALL_YEARS);
  const points = await ask({ y: 'documents_in_force' });
  expect(points.map(({ expected }) => expected)).toEqual([1, 2]);
});

it('no report can give a metric of the one form and a metric of the other', async () => {
  expect(sharedForms('fees', 'procurement_amount')).toEqual([]);
  expect(sharedForms('fees', 'permits')).toEqual(['2021']);
  expect(sharedForms('permits', 'penalties')).toEqual(['2019', '2021']);
  const points = await ask({ x: 'fees', y: 'procurement_amount' });
  expect(points.every(({ x, y, pairs }) => x.value === null && y.value === null && pairs === 0)).toBe(true);
});

it('regions without a report are there, without values', async () => {
  const points = await ask({ years: { from: 2022, to: 2022 } });
  expect(points).toMatchObject([
    { region_code: '11', x: { value: null }, y: { value: null }, pairs: 0, expected: 1, filed: 0 },
    { region_code: '13', x: { value: null }, y: { value: null }, pairs: 0, expected: 2, filed: 0 },
  ]);
});
