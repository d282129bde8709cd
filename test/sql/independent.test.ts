/**
 * The real data, computed twice: by the code of the app on the engine it ships, and by hand-written SQL on native
 * DuckDB straight over the CSV files (`test/support/independent.ts`).
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { METRIC_IDS, type MetricId } from '#metrics/registry.ts';
import type { MetricRow } from '#queries/metric-row.ts';
import { metricValues } from '#queries/metric-values.ts';
import type { Warehouse } from '#warehouse/warehouse.ts';
import { INDEPENDENT, IndependentFigures } from '../support/independent.ts';
import { openWarehouse } from '../support/warehouse.ts';

const DATA = new URL('../../data', import.meta.url).pathname;

/** The nation, the province with the most reports and others with data, two prefectures, two counties, a township. */
const REGIONS = ['0', '50', '12', '44', '1306', '5120', '120114', '440103', '130623', '130623205'] as const;

/** Needs the rules as well as the facts: see `checks.test.ts`. */
const ELSEWHERE: ReadonlySet<MetricId> = new Set(['check_pass_rate']);
const IDS = METRIC_IDS.filter((id) => !ELSEWHERE.has(id));

let independent: IndependentFigures;
let warehouse: Warehouse;

beforeAll(async () => {
  independent = await IndependentFigures.open(DATA);
  warehouse = await openWarehouse(DATA);
}, 60_000);
afterAll(() => independent.close());

it('the years are those of the reports', () => {
  expect(independent.years).toEqual([2019, 2020, 2021, 2022, 2023, 2024, 2025]);
  expect(warehouse.years).toEqual({ from: 2019, to: 2025 });
});

it('every metric but the check pass rate has an independent definition', () => {
  expect([...Object.keys(INDEPENDENT), 'coverage'].toSorted()).toEqual([...IDS].toSorted());
});

describe.each([true, false])('with prose %s', (prose) => {
  /** By region, metric and year. */
  const found = new Map<string, MetricRow>();

  beforeAll(async () => {
    const years = { from: 2019, to: 2025 };
    for (const region of REGIONS) {
      for (const split of ['yearly', 'pooled'] as const) {
        const rows = await metricValues(warehouse, {
          metrics: IDS,
          region,
          by: 'region',
          years,
          split,
          prose,
        });
        for (const row of rows) found.set(`${row.region_code} ${row.metric} ${row.year}`, row);
      }
    }
  }, 120_000);

  it.each(IDS)('%s agrees for every region, every year and all years together', async (metric) => {
    const figures = await independent.figures(metric, REGIONS, prose);
    expect(figures).toHaveLength(REGIONS.length * 8);
    for (const { region, year, value, ...coverage } of figures) {
      const row = found.get(`${region} ${metric} ${year}`);
      const place = `${region} ${year}`;
      expect(row, place).toBeDefined();
      expect(row, place).toMatchObject(coverage);
      if (value === null) expect(row?.value, place).toBeNull();
      else {
        const tolerance = 1e-9 * Math.max(1, Math.abs(value));
        expect(Math.abs((row?.value ?? Number.NaN) - value), place).toBeLessThanOrEqual(tolerance);
      }
    }
  });
});

it('all provinces agree, listed as children of the nation', async () => {
  const metrics = ['permits', 'penalties', 'applications_new', 'zero_application_share', 'coverage'] as const;
  const rows = await metricValues(warehouse, {
    metrics,
    region: '0',
    by: 'children',
    years: { from: 2019, to: 2025 },
    split: 'yearly',
    prose: true,
  });
  const provinces = [...new Set(rows.map(({ region_code }) => region_code))];
  expect(provinces).toHaveLength(31);
  for (const metric of metrics) {
    const figures = await independent.figures(metric, provinces, true);
    for (const { region, year, value, stated, expected } of figures.filter(
      (figure) => figure.year !== null,
    )) {
      const row = rows.find((r) => r.metric === metric && r.region_code === region && r.year === year);
      expect(row, `${metric} ${region} ${year}`).toMatchObject({ value, stated, expected });
    }
  }
});
