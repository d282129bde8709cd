import { beforeAll, describe, expect, it } from 'vitest';
import type { MetricId } from '#metrics/registry.ts';
import type { ApplicationOutcome } from '#model/forms.ts';
import { groundsOf } from '#queries/grounds.ts';
import { metricValues } from '#queries/metric-values.ts';
import { type OutcomeMatrix, outcomeMatrix } from '#queries/outcome-matrix.ts';
import type { Warehouse } from '#warehouse/warehouse.ts';
import { csv, openPackage, openWarehouse } from '../support/warehouse.ts';

const MINI = new URL('../fixtures/mini', import.meta.url).pathname;

const rowOf = ({ rows }: OutcomeMatrix, outcome: ApplicationOutcome) =>
  rows.find((row) => row.outcome === outcome);

describe('on mini', () => {
  let warehouse: Warehouse;
  beforeAll(async () => {
    ({ warehouse } = await openPackage(MINI));
  });
  const ask = (from: number, to: number, region = '0') =>
    outcomeMatrix(warehouse, { region, years: { from, to } });

  it('26 rows: 22 both forms print, three of form 2021, one of form 2019', async () => {
    const { rows } = await ask(2020, 2020);
    expect(rows).toHaveLength(26);
    expect(rows.filter(({ forms }) => forms.length === 2)).toHaveLength(22);
    expect(rows.filter(({ forms }) => forms.length === 1).map(({ outcome }) => outcome)).toEqual([
      'other_no_correction',
      'other_fee_unpaid',
      'other_other',
      'other_handling',
    ]);
  });

  it('a row counts where all six applicants are stated', async () => {
    // 甲 8 1 0 0 0 1; 乙 has only natural persons and the total
    expect(rowOf(await ask(2020, 2020), 'new')).toEqual({
      outcome: 'new',
      forms: ['2019', '2021'],
      applicants: [8, 1, 0, 0, 0, 1],
      stated: 1,
      total: 18,
      total_stated: 2,
    });
  });

  it('a row left out of a whole section is 0, of a section read in part or blank it is missing', async () => {
    // 甲 2020 whole, without this row; 乙 in part, 丙 blank
    expect(rowOf(await ask(2020, 2020), 'refused_third_party')).toMatchObject({
      applicants: [0, 0, 0, 0, 0, 0],
      stated: 1,
      total: 0,
      total_stated: 1,
    });
    // 乙 2021 alone: in part
    expect(rowOf(await ask(2021, 2021, '13'), 'refused_third_party')).toMatchObject({
      applicants: [null, null, null, null, null, null],
      stated: 0,
      total: null,
      total_stated: 0,
    });
  });

  it('an empty total is missing though the section was read whole', async () => {
    // 乙 2023 5 2 0 0 1 0 without total; 丙 2023 all 0
    expect(rowOf(await ask(2023, 2023), 'granted')).toMatchObject({
      applicants: [5, 2, 0, 0, 1, 0],
      stated: 2,
      total: 0,
      total_stated: 1,
    });
  });

  it('rows of one form are zero only in whole reports of that form', async () => {
    const all = await ask(2020, 2023);
    // 甲 2021 1 and 1 and 0, 乙 2023 0 and 0 and 4 + 1
    expect(rowOf(all, 'other_fee_unpaid')).toMatchObject({ applicants: [0, 1, 0, 0, 0, 0], stated: 2 });
    expect(rowOf(all, 'other_other')).toMatchObject({ applicants: [4, 0, 0, 0, 1, 0], stated: 2, total: 5 });
    // 甲 2020 1 0 0 0 0 1, 乙 2021 (form 2019, in part) 2 0 0 0 0 0
    expect(rowOf(all, 'other_handling')).toMatchObject({
      applicants: [3, 0, 0, 0, 0, 1],
      stated: 2,
      total: 4,
      total_stated: 2,
    });
  });

  it('says how many reports it could rest on', async () => {
    expect(await ask(2020, 2023)).toMatchObject({
      expected: 12,
      filed: 8,
      filed_by_form: { '2019': 4, '2021': 3 },
      section3_whole: 3,
      section3_partial: 3,
    });
  });

  it('nothing is known of a year nobody reported on', async () => {
    const { rows, filed } = await ask(2022, 2022);
    expect(filed).toBe(0);
    expect(rows.every(({ total, applicants }) => total === null && applicants.every((v) => v === null))).toBe(
      true,
    );
  });

  it('grounds for refusal come most frequent first', async () => {
    // state secret 甲 2020 1; third party 甲 2021 1; internal affairs 乙 2023 2; whole reports: three
    const grounds = groundsOf(await ask(2020, 2023));
    expect(grounds.map(({ outcome, count, stated }) => [outcome, count, stated])).toEqual([
      ['refused_internal_affairs', 2, 3],
      ['refused_state_secret', 1, 3],
      ['refused_third_party', 1, 3],
      ['refused_other_law', 0, 3],
      ['refused_three_security', 0, 3],
      ['refused_process_info', 0, 3],
      ['refused_enforcement_file', 0, 3],
      ['refused_admin_query', 0, 3],
    ]);
  });
});

const MEASURED = {
  new: 'applications_new',
  total_handled: 'applications_handled',
  carried_out: 'applications_carried_out',
  declined_petition_complaint: 'petition_count',
} as const satisfies Partial<Record<ApplicationOutcome, MetricId>>;

it('rows that are metrics, too, come to the same sums and reports, in every region and year', async () => {
  const { warehouse } = await openPackage(MINI);
  for (const region of ['0', '11', '13', '130102', '130102002']) {
    for (const year of [2020, 2021, 2022, 2023]) {
      const years = { from: year, to: year };
      const matrix = await outcomeMatrix(warehouse, { region, years });
      const figures = await metricValues(warehouse, {
        metrics: Object.values(MEASURED),
        region,
        by: 'region',
        years,
        split: 'pooled',
        prose: false,
      });
      const ofMatrix = Object.keys(MEASURED).map((outcome) => {
        const row = rowOf(matrix, outcome as ApplicationOutcome);
        return [row?.total, row?.total_stated];
      });
      expect(ofMatrix).toEqual(figures.map(({ value, stated }) => [value, stated]));
    }
  }
});

it('a report without a known form gives the shared rows and no other', async () => {
  const warehouse = await openWarehouse({
    regions: csv('regions', [
      { code: '13', name: '乙省', level: 'province' },
      { code: '1301', name: '乙市', level: 'prefecture', parent_code: '13' },
      { code: '130102', name: '乙县', level: 'county', parent_code: '1301' },
      { code: '130102001', name: '乙镇', level: 'township', parent_code: '130102', kind: '镇' },
    ]),
    reports: csv('reports', [
      {
        report_id: '130102001-2023',
        region_code: '130102001',
        year: 2023,
        section2: 'not_captured',
        section3: 'table',
        section4: 'not_captured',
      },
    ]),
    applications: csv('applications', [{ report_id: '130102001-2023', outcome: 'new', total: 3 }]),
  });
  const matrix = await outcomeMatrix(warehouse, { region: '130102001', years: { from: 2023, to: 2023 } });
  expect(rowOf(matrix, 'granted')).toMatchObject({ total: 0, total_stated: 1, stated: 1 });
  expect(rowOf(matrix, 'other_handling')).toMatchObject({ total: null, total_stated: 0, stated: 0 });
  expect(rowOf(matrix, 'other_other')).toMatchObject({ total: null, total_stated: 0, stated: 0 });
  // The row is there with its six columns empty: not captured.
  expect(rowOf(matrix, 'new')).toMatchObject({ total: 3, total_stated: 1, stated: 0 });
  expect(rowOf(matrix, 'new')?.applicants).toEqual([null, null, null, null, null, null]);
});
