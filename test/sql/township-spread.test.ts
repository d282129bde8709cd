import { beforeAll, describe, expect, it } from 'vitest';
import { METRIC_IDS, type MetricId } from '#metrics/registry.ts';
import { type TownshipSpread, type TownshipSpreadSpec, townshipSpread } from '#queries/township-spread.ts';
import type { Warehouse } from '#warehouse/warehouse.ts';
import { csv, openPackage, openWarehouse } from '../support/warehouse.ts';

const MINI = new URL('../fixtures/mini', import.meta.url).pathname;
const ALL_YEARS = { from: 2020, to: 2023 } as const;

const filled = ({ bins }: TownshipSpread) =>
  bins.filter(({ count }) => count > 0).map(({ from, to, count }) => [from, to, count]);

const total = ({ bins, negative, zero }: TownshipSpread) =>
  negative + zero + bins.reduce((sum, { count }) => sum + count, 0);

describe('on mini', () => {
  let warehouse: Warehouse;
  beforeAll(async () => {
    ({ warehouse } = await openPackage(MINI));
  });
  const spread = (spec: Partial<TownshipSpreadSpec> & Pick<TownshipSpreadSpec, 'metric'>) =>
    townshipSpread(warehouse, { region: '0', years: ALL_YEARS, prose: true, ...spec });

  it('permits: eight reports, worked out by hand', async () => {
    // sorted 0 0 5 7 9 10 20 40; quartiles at positions 1.75, 3.5, 5.25 (linear between neighbours)
    const found = await spread({ metric: 'permits' });
    expect(found).toMatchObject({
      negative: 0,
      zero: 2,
      n: 8,
      thin: 0,
      undefined_rate: 0,
      missing: 0,
      not_applicable: 0,
      not_filed: 4, // 2022 three times, 丙 in 2021
      p25: 3.75, // 0 + 0.75 x (5 - 0)
      median: 8, // (7 + 9) / 2
      p75: 12.5, // 10 + 0.25 x (20 - 10)
      max: 40,
    });
    expect(filled(found)).toEqual([
      [2, 5, 1], // 5: the upper end belongs to the bin
      [5, 10, 3], // 7, 9, 10
      [10, 20, 1],
      [20, 50, 1],
    ]);
    expect(found.bins.at(-1)).toEqual({ from: 20, to: 50, count: 1 });
  });

  it('without prose two reports are missing, and not zero', async () => {
    // 0 0 5 7 10 20
    expect(await spread({ metric: 'permits', prose: false })).toMatchObject({
      n: 6,
      zero: 2,
      missing: 2,
      not_filed: 4,
      p25: 1.25, // position 1.25: 0 + 0.25 x 5
      median: 6,
      p75: 9.25, // position 3.75: 7 + 0.75 x 3
      max: 20,
    });
  });

  it('a change below zero has its own place', async () => {
    // 甲 2020 0, 甲 2021 -1, 乙 2021 1, 乙 2023 4
    const found = await spread({ metric: 'backlog_change' });
    expect(found).toMatchObject({
      n: 4,
      negative: 1,
      zero: 1,
      missing: 4,
      p25: -0.25,
      median: 0.5,
      p75: 1.75,
      max: 4,
    });
    expect(filled(found)).toEqual([
      [0, 1, 1],
      [2, 5, 1],
    ]);
  });

  it('rates fall into tenths', async () => {
    // 甲 10/12 and 9/10, 乙 10/10, 10/11 and 22/26
    const found = await spread({ metric: 'completion_rate' });
    expect(found).toMatchObject({ n: 5, thin: 0, zero: 0, missing: 3, max: 1 });
    expect(filled(found)).toEqual([
      [0.8, 0.9, 3], // 0.833, 0.846, 0.9
      [0.9, 1, 2], // 0.909, 1
    ]);
    expect(found.median).toBeCloseTo(9 / 10, 12);
  });

  it('a rate on fewer than its least denominator is counted apart, not among the bins', async () => {
    // 3/10, 3/10, 4/10; 5/9 is thin
    const found = await spread({ metric: 'grant_rate' });
    expect(found).toMatchObject({ n: 3, thin: 1, missing: 4 });
    expect(found.max).toBeCloseTo(0.4, 12);
    expect(filled(found)).toEqual([
      [0.2, 0.3, 2],
      [0.3, 0.4, 1],
    ]);
  });

  it('reports on a form without the cell are not applicable, and not missing', async () => {
    // form 2019: 甲乙丙 2020, 乙 2021; 甲 2023 saw no table, 丙 2023 an empty cell
    expect(await spread({ metric: 'fees' })).toMatchObject({
      n: 2,
      not_applicable: 4,
      missing: 2,
      not_filed: 4,
    });
  });

  it('a region without a report has no spread', async () => {
    const found = await spread({ metric: 'permits', region: '130102002', years: { from: 2021, to: 2022 } });
    expect(found).toMatchObject({
      bins: [],
      n: 0,
      zero: 0,
      not_filed: 2,
      median: null,
      p25: null,
      max: null,
    });
  });

  it('a region that does not exist has no spread and no townships', async () => {
    const found = await spread({ metric: 'permits', region: '99' });
    expect(found).toMatchObject({ bins: [], n: 0, missing: 0, not_filed: 0, median: null });
  });

  it.each(['0', '130102', '110101001'])(
    'every metric adds up in region %s: bins to n, and n with the rest to all townships and years',
    async (region) => {
      const townships = region === '0' ? 3 : region.startsWith('11') || region.length === 9 ? 1 : 2;
      for (const prose of [true, false]) {
        const spreads = [];
        for (const metric of METRIC_IDS)
          spreads.push({ metric, ...(await spread({ metric, region, prose })) });
        expect(spreads.filter((found) => total(found) !== found.n)).toEqual([]);
        const all = spreads.map(({ metric, n, thin, undefined_rate, missing, not_applicable, not_filed }) => {
          // Coverage speaks of bodies that did not file, too.
          const unfiled = metric === 'coverage' ? 0 : not_filed;
          return { metric, townshipYears: n + thin + undefined_rate + missing + not_applicable + unfiled };
        });
        expect(all).toEqual(METRIC_IDS.map((metric) => ({ metric, townshipYears: 4 * townships })));
      }
    },
  );
});

describe('bins', () => {
  /** Twenty townships of one county that state so many permits in prose. */
  async function ofValues(values: readonly number[]): Promise<TownshipSpread> {
    const codes = values.map((_, i) => `130102${String(i + 1).padStart(3, '0')}`);
    const warehouse = await openWarehouse({
      regions: csv('regions', [
        { code: '13', name: '乙省', level: 'province' },
        { code: '1301', name: '乙市', level: 'prefecture', parent_code: '13' },
        { code: '130102', name: '乙县', level: 'county', parent_code: '1301' },
        ...codes.map((code) => ({ code, name: code, level: 'township', parent_code: '130102', kind: '镇' })),
      ]),
      reports: csv(
        'reports',
        codes.map((code, i) => ({
          report_id: `${code}-2021`,
          region_code: code,
          year: 2021,
          section2: 'not_captured',
          section3: 'not_captured',
          section4: 'not_captured',
          narrative_permits: values[i] ?? '',
        })),
      ),
    });
    const years = { from: 2021, to: 2021 };
    return townshipSpread(warehouse, { metric: 'permits', region: '130102', years, prose: true });
  }

  it('take their upper end and leave their lower end to the bin before', async () => {
    const found = await ofValues([0, 0.5, 1, 1.01, 2, 2.5, 5, 10, 20, 50, 100]);
    expect(found.zero).toBe(1);
    expect(filled(found)).toEqual([
      [0, 1, 2],
      [1, 2, 2],
      [2, 5, 2],
      [5, 10, 1],
      [10, 20, 1],
      [20, 50, 1],
      [50, 100, 1],
    ]);
    expect(total(found)).toBe(11);
  });

  it('rise in steps of 1, 2, 5 without a gap, and the last one is open', async () => {
    const found = await ofValues([3e6]);
    expect(found.bins.at(-1)).toEqual({ from: 1_000_000, to: Number.POSITIVE_INFINITY, count: 1 });
    found.bins.slice(1).forEach((bin, i) => {
      expect(bin.from).toBe(found.bins[i]?.to);
      expect(bin.to).toBeGreaterThan(bin.from);
    });
    expect(found.bins.map(({ from }) => from)).toEqual([
      0, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 20_000, 50_000, 100_000, 200_000,
      500_000, 1_000_000,
    ]);
  });

  it('one report is its own median and quartiles', async () => {
    expect(await ofValues([7])).toMatchObject({ n: 1, p25: 7, median: 7, p75: 7, max: 7 });
  });
});

const OVER_HANDLED = [
  'grant_rate',
  'partial_rate',
  'disclosure_rate',
  'disclosure_rate_merits',
  'disclosure_rate_substantive',
  'refusal_rate',
  'unable_rate',
  'declined_rate',
  'other_rate',
  'petition_share',
] as const satisfies readonly MetricId[];

describe('rates without a denominator', () => {
  it('are undefined, neither zero nor missing', async () => {
    const warehouse = await openWarehouse({
      regions: csv('regions', [
        { code: '13', name: '乙省', level: 'province' },
        { code: '1301', name: '乙市', level: 'prefecture', parent_code: '13' },
        { code: '130102', name: '乙县', level: 'county', parent_code: '1301' },
        { code: '130102001', name: '乙镇', level: 'township', parent_code: '130102', kind: '镇' },
      ]),
      reports: csv('reports', [
        {
          report_id: '130102001-2021',
          region_code: '130102001',
          year: 2021,
          template: '2021',
          section2: 'not_captured',
          section3: 'table',
          section4: 'not_captured',
        },
      ]),
      applications: csv('applications', [{ report_id: '130102001-2021', outcome: 'new', total: 0 }]),
    });
    const spec = { region: '130102', years: { from: 2021, to: 2021 }, prose: true } as const;
    const found = async (metric: MetricId) => townshipSpread(warehouse, { ...spec, metric });
    const undefinedRate = { undefined_rate: 1, zero: 0, n: 0, missing: 0, median: null };
    for (const metric of OVER_HANDLED) expect(await found(metric)).toMatchObject(undefinedRate);
    expect(await found('completion_rate')).toMatchObject(undefinedRate);
    expect(await found('not_held_share')).toMatchObject(undefinedRate);
    // One report that states its applications: a denominator of 1, too thin to be drawn.
    expect(await found('zero_application_share')).toMatchObject({ thin: 1, undefined_rate: 0, n: 0 });
    // The row is there with its six columns empty: not captured.
    expect(await found('company_share')).toMatchObject({ missing: 1, undefined_rate: 0, n: 0 });
  });
});
