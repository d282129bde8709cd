/**
 * The real data, computed twice: by the code of the app on the engine it ships, and by hand-written SQL on native
 * DuckDB straight over the CSV files (`test/support/independent.ts`).
 */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { METRIC_IDS } from '#metrics/registry.ts';
import type { MetricRow } from '#queries/metric-row.ts';
import { metricValues } from '#queries/metric-values.ts';
import type { Warehouse } from '#warehouse/warehouse.ts';
import { INDEPENDENT, IndependentFigures } from '../support/independent.ts';
import { near } from '../support/near.ts';
import { openWarehouse } from '../support/warehouse.ts';

const DATA = new URL('../../data', import.meta.url).pathname;

/** The nation, the province with the most reports and others with data, two prefectures, two counties, a township. */
const REGIONS = ['0', '50', '12', '44', '1306', '5120', '120114', '440103', '130623', '130623205'] as const;

function figureOf({ value, stated, from_prose, expected, filed, not_applicable }: MetricRow) {
  return { value, stated, from_prose, expected, filed, not_applicable };
}

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

it('every metric has an independent definition', () => {
  expect([...Object.keys(INDEPENDENT), 'coverage'].toSorted()).toEqual([...METRIC_IDS].toSorted());
});

describe.each([true, false])('with prose %s', (prose) => {
  /** By region, metric and year. */
  const found = new Map<string, MetricRow>();

  beforeAll(async () => {
    const years = { from: 2019, to: 2025 };
    for (const region of REGIONS) {
      for (const split of ['yearly', 'pooled'] as const) {
        const rows = await metricValues(warehouse, {
          metrics: METRIC_IDS,
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

  it.each(METRIC_IDS)('%s agrees for every region, every year and all years together', async (metric) => {
    const figures = await independent.figures(metric, REGIONS, prose);
    expect(figures).toHaveLength(REGIONS.length * 8);
    const compared = figures.map(({ region, year }) => {
      const row = found.get(`${region} ${metric} ${year}`);
      return row && { region, year, ...figureOf(row) };
    });
    expect(compared).toEqual(figures.map((figure) => ({ ...figure, value: near(figure.value) })));
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
    const yearly = figures.filter(({ year }) => year !== null);
    expect(yearly).toHaveLength(31 * 7);
    expect(
      rows
        .filter((row) => row.metric === metric)
        .map((row) => ({ region: row.region_code, year: row.year, ...figureOf(row) })),
    ).toEqual(yearly.map((figure) => ({ ...figure, value: near(figure.value) })));
  }
});

it('the rules hold as often as they hold by independent SQL, rule by rule', async () => {
  const rules = ['A1', 'A2', 'A3', 'A4', 'A6', 'A8', 'A9'] as const;
  const columns = rules.flatMap((rule) => {
    const id = rule.toLowerCase();
    return [
      `sum(${id}_passed)::INT AS ${id}_passed`,
      `sum(${id}_passed + ${id}_failed)::INT AS ${id}_assessable`,
    ];
  });
  const [row] = await warehouse.engine.query({
    name: 'checks-by-rule',
    sql: `SELECT ${columns.join(', ')} FROM mart_check_report`,
  });
  const counts = rules.map((rule) => {
    const id = rule.toLowerCase();
    return [rule, [row?.[`${id}_passed`], row?.[`${id}_assessable`]]];
  });
  expect(Object.fromEntries(counts)).toEqual({
    A1: [0, 0],
    A2: [0, 0],
    A6: [0, 0],
    ...(await independent.checks()),
  });
});
