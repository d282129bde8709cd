import { beforeAll, describe, expect, it } from 'vitest';
import { METRIC_IDS } from '#metrics/registry.ts';
import { type ChangeSpec, change } from '#queries/change.ts';
import type { Warehouse } from '#warehouse/warehouse.ts';
import { openPackage } from '../support/warehouse.ts';

const MINI = new URL('../fixtures/mini', import.meta.url).pathname;

let warehouse: Warehouse;
beforeAll(async () => {
  ({ warehouse } = await openPackage(MINI));
});

const ask = async (spec: Partial<ChangeSpec>) => {
  const rows = await change(warehouse, {
    metrics: METRIC_IDS,
    region: '0',
    year: 2021,
    prose: true,
    ...spec,
  });
  return new Map(rows.map((row) => [row.metric, row]));
};

describe('change from 2020 to 2021', () => {
  it('compares only townships that give the metric in both years', async () => {
    const found = await ask({});
    // 甲 10 to 20, 乙 5 to 7; 丙 did not file in 2021, its 0 of 2020 is left out
    expect(found.get('permits')).toEqual({
      metric: 'permits',
      year: 2021,
      value: 27,
      value_before: 15,
      pairs: 2,
    });
    // 甲 0 to 4; 乙 6 (prose) to a text cell; 丙 3 to nothing
    expect(found.get('penalties')).toMatchObject({ value: 4, value_before: 0, pairs: 1 });
    // 甲 10 to 8, 乙 8 to 11
    expect(found.get('applications_new')).toMatchObject({ value: 19, value_before: 18, pairs: 2 });
  });

  it('recomputes a rate as sum over sum over the same townships', async () => {
    const found = await ask({});
    const rate = found.get('completion_rate');
    expect(rate?.pairs).toBe(2);
    expect(rate?.value).toBeCloseTo(19 / 21, 12); // (9 + 10) / (10 + 11)
    expect(rate?.value_before).toBeCloseTo(20 / 22, 12); // (10 + 10) / (12 + 10)
    const refusals = found.get('refusal_rate');
    expect(refusals).toMatchObject({ pairs: 1 });
    expect(refusals?.value).toBeCloseTo(1 / 9, 12);
    expect(refusals?.value_before).toBeCloseTo(1 / 10, 12);
  });

  it('is unknown where the form of one year has no such cell', async () => {
    const found = await ask({});
    const unknown = { value: null, value_before: null, pairs: 0 };
    expect(found.get('fees')).toMatchObject(unknown);
    expect(found.get('documents_in_force')).toMatchObject(unknown);
    expect(found.get('documents_issued')).toMatchObject(unknown);
    // 乙 stands on form 2019 in both years: 1 project to 0
    expect(found.get('procurement_projects')).toMatchObject({ value: 0, value_before: 1, pairs: 1 });
  });

  it('leaves prose out when asked to', async () => {
    expect((await ask({ region: '130102' })).get('lawsuits')).toMatchObject({ pairs: 0, value: null });
    // 甲 states its reconsiderations of 2021 in a table alone
    expect((await ask({ region: '11', prose: false })).get('reconsiderations')).toMatchObject({ pairs: 0 });
  });

  it('of coverage speaks of all townships, also of one that no longer files', async () => {
    const coverage = (await ask({})).get('coverage');
    expect(coverage?.value_before).toBe(1); // 3 of 3
    expect(coverage?.value).toBeCloseTo(2 / 3, 12);
    expect(coverage?.pairs).toBe(3);
  });
});

it.each([{ year: 2023 }, { year: 2020 }, { year: 1900 }, { region: '99' }])(
  'there is no change where one of the years, or the region, is not there: %j',
  async (spec) => {
    const rows = await ask({ ...spec, metrics: METRIC_IDS.filter((id) => id !== 'coverage') });
    const known = [...rows.values()].filter(
      ({ value, value_before, pairs }) => value !== null || value_before !== null || pairs > 0,
    );
    expect(known).toEqual([]);
  },
);

it('a figure against the year before is that of one township, for one township', async () => {
  const found = await ask({ region: '110101001' });
  expect(found.get('permits')).toMatchObject({ value: 20, value_before: 10, pairs: 1 });
  expect(found.get('backlog_change')).toMatchObject({ value: -1, value_before: 0, pairs: 1 });
});
