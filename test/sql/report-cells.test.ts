import { beforeAll, expect, it } from 'vitest';
import { reportCells } from '#queries/report-cells.ts';
import type { Warehouse } from '#warehouse/warehouse.ts';
import { openPackage } from '../support/warehouse.ts';

const MINI = new URL('../fixtures/mini', import.meta.url).pathname;

let warehouse: Warehouse;
beforeAll(async () => {
  ({ warehouse } = await openPackage(MINI));
});

it('a report comes with its form, its sections, its prose and every cell the data holds', async () => {
  const report = await reportCells(warehouse, { region: '110101001', year: 2021 });
  expect(report).toMatchObject({
    report_id: '110101001-2021',
    region_code: '110101001',
    year: 2021,
    template: '2021',
    issuer: '甲街道',
    source_url: 'https://example.org/a/2021',
    published_on: '2022-01-18',
    note: null,
    sections: { 2: 'table', 3: 'table', 4: 'table' },
    narratives: {
      narrative_items_disclosed: 15,
      narrative_applications_new: 8,
      narrative_reconsiderations: 4,
      narrative_processing_fee_yuan: 0,
    },
  });
  // 10 of section 2, 9 rows x 7 of section 3, 2 rows x 5 of section 4
  expect(report?.cells.size).toBe(10 + 63 + 10);
  expect(report?.cells.get('s2.permit.decisions')).toBe(20);
  expect(report?.cells.get('s2.fee.amount_10k_yuan')).toBe(1.5);
  expect(report?.cells.get('s3.new.natural_person')).toBe(5);
  expect(report?.cells.get('s3.new.total')).toBe(8);
  expect(report?.cells.get('s4.direct_suit.corrected')).toBe(1);
  // Left out of a section read whole: printed as 0, and not a row of the data.
  expect(report?.cells.has('s3.partly_granted.total')).toBe(false);
  expect(report?.cells.has('s4.suit_after_reconsideration.total')).toBe(false);
});

it('an empty cell is there without a value, and an amount keeps its unit', async () => {
  const report = await reportCells(warehouse, { region: '110101001', year: 2020 });
  expect(report?.template).toBe('2019');
  expect(report?.cells.get('s2.coercion.decisions')).toBeNull();
  expect(report?.cells.get('s2.procurement.amount')).toBe(50000);
  expect([...(report?.units ?? [])]).toEqual([['s2.procurement.amount', '元']]);
  const later = await reportCells(warehouse, { region: '130102001', year: 2023 });
  expect(later?.cells.get('s3.granted.total')).toBeNull();
  expect(later?.cells.get('s3.granted.natural_person')).toBe(5);
});

it('a cell that is no number is not in the data, and its section no longer counts as whole', async () => {
  const report = await reportCells(warehouse, { region: '130102001', year: 2021 });
  expect(report?.template).toBe('2019');
  expect(report?.cells.has('s2.penalty.decisions')).toBe(false);
  expect(report?.sections[2]).toBe('partial');
});

it('a report known by its prose alone has no cells', async () => {
  const report = await reportCells(warehouse, { region: '110101001', year: 2023 });
  expect(report).toMatchObject({ template: null, note: 'only the prose, of "甲"' });
  expect(report?.cells.size).toBe(0);
  expect(report?.narratives.narrative_permits).toBe(40);
});

it("a county's own report can be read too", async () => {
  const report = await reportCells(warehouse, { region: '130102', year: 2021 });
  expect(report?.cells.get('s2.permit.decisions')).toBe(1000);
});

it('a report that is not known is null, whatever is asked for', async () => {
  for (const [region, year] of [
    ['110101001', 2022],
    ['99', 2021],
    ["130102' OR '1'='1", 2021],
    ['', 2021],
    ['0', 2021],
  ] as const) {
    expect(await reportCells(warehouse, { region, year })).toBeNull();
  }
});
