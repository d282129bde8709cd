import { beforeAll, describe, expect, it } from 'vitest';
import { type FlowSpec, flow } from '#queries/flow.ts';
import type { Warehouse } from '#warehouse/warehouse.ts';
import { csv, openPackage, openWarehouse } from '../support/warehouse.ts';

const MINI = new URL('../fixtures/mini', import.meta.url).pathname;
const OTHER_LEAVES = ['other_no_correction', 'other_fee_unpaid', 'other_other', 'other_handling'] as const;

describe('on mini', () => {
  let warehouse: Warehouse;
  beforeAll(async () => {
    ({ warehouse } = await openPackage(MINI));
  });
  const ask = (spec: Partial<FlowSpec>) =>
    flow(warehouse, { region: '0', years: { from: 2020, to: 2020 }, ...spec });

  it('one report states every part: what came in is what went out', async () => {
    // 甲 2020, form 2019: 10 + 2 = 3 + 1 + 1 + 2 + 1 + 2 + 2; 乙 read in part, 丙 printed blank
    expect(await ask({})).toMatchObject({
      sums: {
        new: 10,
        carried_in: 2,
        outcomes: { granted: 3, partly_granted: 1, refused: 1, unable: 2, declined: 1, other: 2 },
        carried_out: 2,
        without_outcome: 0,
        without_source: 0,
      },
      bodies: 1,
      unbalanced: 0,
      bodies_due: 3,
      reports: 3,
      section3_whole: 1,
      section3_partial: 1,
    });
  });

  it('leaves add up to their group, a row left out of a whole section is 0', async () => {
    const { sums } = await ask({});
    expect(sums?.leaves).toMatchObject({
      refused_state_secret: 1,
      refused_third_party: 0,
      unable_not_held: 2,
      declined_petition_complaint: 1,
      other_handling: 2,
      other_other: 0,
    });
  });

  it('over two years the carry-over between them is not counted twice', async () => {
    // 甲: new 10 + 8, carried in 2 (2020), handled 10 + 9, carried out 1 (2021)
    const { sums, bodies, unbalanced } = await ask({ years: { from: 2020, to: 2021 } });
    expect(sums).toMatchObject({
      new: 18,
      carried_in: 2,
      outcomes: { granted: 8, partly_granted: 1, refused: 2, unable: 3, declined: 1, other: 4 },
      carried_out: 1,
      without_outcome: 0,
      without_source: 0,
    });
    expect(OTHER_LEAVES.map((id) => sums?.leaves[id])).toEqual([1, 1, 0, 2]);
    expect({ bodies, unbalanced }).toEqual({ bodies: 1, unbalanced: 0 });
  });

  it('a body with one year that does not state every part is left out of all years', async () => {
    // 甲 2022 and 2023 have no table
    expect(await ask({ years: { from: 2020, to: 2023 } })).toMatchObject({ sums: null, bodies: 0 });
  });

  it('an empty total cell leaves the report out', async () => {
    // 乙 2023 was read whole, but its granted row has no total
    expect(await ask({ years: { from: 2023, to: 2023 } })).toEqual({
      sums: null,
      bodies: 0,
      unbalanced: 0,
      bodies_due: 3,
      reports: 3,
      section3_whole: 1,
      section3_partial: 1,
    });
  });

  it("a county's own report is not added to those of its townships", async () => {
    expect(await ask({ region: '130102', years: { from: 2021, to: 2021 } })).toMatchObject({
      sums: null,
      bodies_due: 2,
      reports: 1,
    });
  });
});

describe('reports that do not balance', () => {
  it('show both differences, which do not cancel out', async () => {
    const town = (n: number) => `13010200${n}`;
    const report = (n: number, section3: string) => ({
      report_id: `${town(n)}-2023`,
      region_code: town(n),
      year: 2023,
      template: '2021',
      section2: 'not_captured',
      section3,
      section4: 'not_captured',
    });
    const total = (n: number, outcome: string, count: number) => ({
      report_id: `${town(n)}-2023`,
      outcome,
      total: count,
    });
    const warehouse = await openWarehouse({
      regions: csv('regions', [
        { code: '13', name: '乙省', level: 'province' },
        { code: '1301', name: '乙市', level: 'prefecture', parent_code: '13' },
        { code: '130102', name: '乙县', level: 'county', parent_code: '1301' },
        ...[1, 2, 3, 4].map((n) => ({
          code: town(n),
          name: `第${n}镇`,
          level: 'township',
          parent_code: '130102',
          kind: '镇',
        })),
      ]),
      reports: csv('reports', [
        report(1, 'table'),
        report(2, 'table'),
        report(3, 'table'),
        report(4, 'partial'),
      ]),
      applications: csv('applications', [
        // 1: 10 in, 7 accounted for; 2: 4 in, 6 accounted for; 3: all zeros; 4: in part
        total(1, 'new', 10),
        total(1, 'granted', 6),
        total(1, 'total_handled', 6),
        total(1, 'carried_out', 1),
        total(2, 'new', 4),
        total(2, 'refused_process_info', 2),
        total(2, 'refused_admin_query', 4),
        total(2, 'total_handled', 6),
        total(4, 'new', 100),
      ]),
    });
    expect(await flow(warehouse, { region: '130102', years: { from: 2023, to: 2023 } })).toMatchObject({
      sums: {
        new: 14,
        carried_in: 0,
        outcomes: { granted: 6, partly_granted: 0, refused: 6, unable: 0, declined: 0, other: 0 },
        carried_out: 1,
        leaves: { refused_process_info: 2, refused_admin_query: 4, refused_state_secret: 0 },
        without_outcome: 3,
        without_source: 2,
      },
      bodies: 3,
      unbalanced: 2,
      section3_whole: 3,
      section3_partial: 1,
    });
  });
});
