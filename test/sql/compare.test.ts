import { beforeAll, describe, expect, it } from 'vitest';
import { METRIC_IDS } from '#metrics/registry.ts';
import { compare, comparedForms } from '#queries/compare.ts';
import type { MetricRow } from '#queries/metric-row.ts';
import { metricValues } from '#queries/metric-values.ts';
import type { Warehouse } from '#warehouse/warehouse.ts';
import { openPackage } from '../support/warehouse.ts';

const MINI = new URL('../fixtures/mini', import.meta.url).pathname;
const years = { from: 2020, to: 2023 };

let warehouse: Warehouse;
beforeAll(async () => {
  ({ warehouse } = await openPackage(MINI));
});

const key = ({ metric, region_code, year }: MetricRow) => `${region_code} ${year} ${metric}`;

describe('comparing regions', () => {
  // A province, a county and a township of another county; the nation beside them.
  const regions = ['0', '13', '130102', '130102001', '110101001'];

  it.each([
    ['pooled', true],
    ['pooled', false],
    ['yearly', true],
  ] as const)('%s, with prose %s: each figure is the one the region has by itself', async (split, prose) => {
    const together = await compare(warehouse, { metrics: METRIC_IDS, regions, years, split, prose });
    const alone: MetricRow[] = [];
    for (const region of regions) {
      alone.push(
        ...(await metricValues(warehouse, {
          metrics: METRIC_IDS,
          region,
          by: 'region',
          years,
          split,
          prose,
        })),
      );
    }
    const byKey = (rows: readonly MetricRow[]) => Object.fromEntries(rows.map((row) => [key(row), row]));
    expect(byKey(together)).toEqual(byKey(alone));
  });

  it('a township inside a county on the list counts in both', async () => {
    const rows = await compare(warehouse, {
      metrics: ['reconsiderations'],
      regions: ['130102', '130102001'],
      years: { from: 2020, to: 2020 },
      split: 'pooled',
      prose: false,
    });
    // The county's only table of section 4 in 2020 is this township's: 3.
    expect(rows.map(({ region_code, value }) => [region_code, value])).toEqual([
      ['130102', 3],
      ['130102001', 3],
    ]);
  });

  it('a code that is in no list has no row', async () => {
    const spec = { metrics: ['permits'], years, split: 'pooled', prose: true } as const;
    expect(await compare(warehouse, { ...spec, regions: ['990101001'] })).toEqual([]);
  });

  it('a code is a value, never SQL', async () => {
    const spec = { metrics: ['permits'], years, split: 'pooled', prose: true } as const;
    await expect(compare(warehouse, { ...spec, regions: ["13' OR 1=1 --"] })).rejects.toThrow(RangeError);
  });
});

describe('forms of the compared regions together', () => {
  it('counts a report inside two of them once', async () => {
    const forms = await comparedForms(warehouse, { regions: ['130102', '130102001'], years });
    expect(forms).toEqual([
      { year: 2020, reports_2019: 2, reports_2021: 0, reports_unknown: 0, expected: 2 },
      { year: 2021, reports_2019: 1, reports_2021: 0, reports_unknown: 0, expected: 2 },
      { year: 2022, reports_2019: 0, reports_2021: 0, reports_unknown: 0, expected: 2 },
      { year: 2023, reports_2019: 0, reports_2021: 2, reports_unknown: 0, expected: 2 },
    ]);
  });
});
