import { beforeAll, describe, expect, it } from 'vitest';
import { formsByYear } from '#queries/forms-by-year.ts';
import { regions } from '#queries/regions.ts';
import type { Warehouse } from '#warehouse/warehouse.ts';
import { openPackage } from '../support/warehouse.ts';

const MINI = new URL('../fixtures/mini', import.meta.url).pathname;
const ALL_YEARS = { from: 2020, to: 2023 } as const;

let warehouse: Warehouse;
beforeAll(async () => {
  ({ warehouse } = await openPackage(MINI));
});

describe('regions', () => {
  it('are all there, by code, provinces without a parent and only townships with a kind', async () => {
    const all = await regions(warehouse);
    expect(all.map(({ code }) => code)).toEqual([
      '11',
      '1101',
      '110101',
      '110101001',
      '13',
      '1301',
      '130102',
      '130102001',
      '130102002',
    ]);
    expect(all[0]).toEqual({ code: '11', name: '甲市', level: 'province', parent_code: null, kind: null });
    expect(all.at(-1)).toEqual({
      code: '130102002',
      name: '丙乡',
      level: 'township',
      parent_code: '130102',
      kind: '乡',
    });
  });
});

describe('forms by year', () => {
  it('count reports by the form they are printed on, whatever their year', async () => {
    expect(await formsByYear(warehouse, { region: '0', years: ALL_YEARS })).toEqual([
      { year: 2020, reports_2019: 3, reports_2021: 0, reports_unknown: 0, expected: 3 },
      // 乙 still on the 2019 form; the county's report is no township's
      { year: 2021, reports_2019: 1, reports_2021: 1, reports_unknown: 0, expected: 3 },
      { year: 2022, reports_2019: 0, reports_2021: 0, reports_unknown: 0, expected: 3 },
      { year: 2023, reports_2019: 0, reports_2021: 2, reports_unknown: 1, expected: 3 },
    ]);
  });

  it('count the townships of a region alone', async () => {
    expect(await formsByYear(warehouse, { region: '130102', years: { from: 2021, to: 2021 } })).toEqual([
      { year: 2021, reports_2019: 1, reports_2021: 0, reports_unknown: 0, expected: 2 },
    ]);
    expect(await formsByYear(warehouse, { region: '130102002', years: { from: 2021, to: 2021 } })).toEqual([
      { year: 2021, reports_2019: 0, reports_2021: 0, reports_unknown: 0, expected: 1 },
    ]);
  });

  it('are empty for a region that does not exist', async () => {
    expect(await formsByYear(warehouse, { region: '99', years: ALL_YEARS })).toEqual([]);
  });
});
