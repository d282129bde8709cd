import { beforeAll, describe, expect, it } from 'vitest';
import { type CompositionSpec, composition } from '#queries/composition.ts';
import type { Warehouse } from '#warehouse/warehouse.ts';
import { openPackage } from '../support/warehouse.ts';

const MINI = new URL('../fixtures/mini', import.meta.url).pathname;

let warehouse: Warehouse;
beforeAll(async () => {
  ({ warehouse } = await openPackage(MINI));
});

const OUTCOMES = ['granted', 'partly_granted', 'refused', 'unable', 'declined', 'other'] as const;

const ask = (spec: Partial<CompositionSpec>) =>
  composition(warehouse, {
    parts: OUTCOMES,
    region: '0',
    by: 'region',
    years: { from: 2020, to: 2023 },
    split: 'pooled',
    ...spec,
  });

describe('the six ways an application ends', () => {
  it('are added over the reports that state all six, and over no other', async () => {
    // 甲 2020 3 1 1 2 1 2, 甲 2021 5 0 1 1 0 2; 乙 2021 states three of them, 乙 2023 lacks granted
    expect(await ask({})).toEqual([
      { region_code: '0', year: null, parts: [8, 1, 2, 3, 1, 4], stated: 2, expected: 12, filed: 8 },
    ]);
  });

  it('add up to what was handled by the same reports', async () => {
    const [row] = await ask({ parts: [...OUTCOMES, 'applications_handled'] });
    expect(row?.parts).toEqual([8, 1, 2, 3, 1, 4, 19]);
    expect(row?.parts.slice(0, 6).reduce<number>((sum, part) => sum + (part ?? 0), 0)).toBe(19);
  });

  it('come by year, with a year nobody reported on as a row without parts', async () => {
    expect(await ask({ split: 'yearly' })).toEqual([
      { region_code: '0', year: 2020, parts: [3, 1, 1, 2, 1, 2], stated: 1, expected: 3, filed: 3 },
      { region_code: '0', year: 2021, parts: [5, 0, 1, 1, 0, 2], stated: 1, expected: 3, filed: 2 },
      { region_code: '0', year: 2022, parts: Array(6).fill(null), stated: 0, expected: 3, filed: 0 },
      { region_code: '0', year: 2023, parts: Array(6).fill(null), stated: 0, expected: 3, filed: 3 },
    ]);
  });

  it('come by region, also for a region without a report that states them all', async () => {
    expect(await ask({ by: 'children' })).toEqual([
      { region_code: '11', year: null, parts: [8, 1, 2, 3, 1, 4], stated: 2, expected: 4, filed: 3 },
      { region_code: '13', year: null, parts: Array(6).fill(null), stated: 0, expected: 8, filed: 5 },
    ]);
  });

  it('of one region below the nation', async () => {
    expect(await ask({ region: '13', parts: ['partly_granted', 'other'] })).toEqual([
      // 乙 2021 1 and 2, 乙 2023 0 and 5
      { region_code: '13', year: null, parts: [1, 7], stated: 2, expected: 8, filed: 5 },
    ]);
  });
});

describe('applicants', () => {
  const APPLICANTS = [
    'new_natural_person',
    'new_company',
    'new_research',
    'new_ngo',
    'new_legal_service',
    'new_other_org',
  ] as const;

  it('leave out a report whose other columns are empty, and the county', async () => {
    // 甲 8 1 0 0 0 1 and 5 2 1 0 0 0, 乙 6 4 0 1 0 0 and 19 4 0 0 2 0, 丙 1 0 0 0 0 0; 乙 2020 states 8 natural persons alone
    expect(await ask({ parts: APPLICANTS })).toMatchObject([{ parts: [39, 11, 1, 1, 2, 1], stated: 5 }]);
  });
});

it('a composition never takes a number from prose', async () => {
  expect(await ask({ parts: ['permits', 'penalties'], years: { from: 2023, to: 2023 } })).toMatchObject([
    // 乙 0 and 2; 丙 states its permits, 甲 all it states, in prose
    { parts: [0, 2], stated: 1 },
  ]);
});

it('a region that does not exist has no composition', async () => {
  expect(await ask({ region: '99' })).toEqual([]);
  expect(await ask({ region: '99', by: 'children', split: 'yearly' })).toEqual([]);
});
