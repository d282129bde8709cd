import { beforeAll, describe, expect, it } from 'vitest';
import { METRIC_IDS, METRICS } from '#metrics/registry.ts';
import { metricValues } from '#queries/metric-values.ts';
import { type ReportsBehindSpec, reportsBehind } from '#queries/reports-behind.ts';
import type { Warehouse } from '#warehouse/warehouse.ts';
import { csv, openPackage, openWarehouse } from '../support/warehouse.ts';

const MINI = new URL('../fixtures/mini', import.meta.url).pathname;
const ALL_YEARS = { from: 2020, to: 2023 } as const;

describe('on mini', () => {
  let warehouse: Warehouse;
  beforeAll(async () => {
    ({ warehouse } = await openPackage(MINI));
  });

  const ask = (spec: Partial<ReportsBehindSpec> & Pick<ReportsBehindSpec, 'metric'>) =>
    reportsBehind(warehouse, { region: '0', years: ALL_YEARS, prose: true, limit: 100, ...spec });
  const statuses = async (spec: Parameters<typeof ask>[0]) =>
    (await ask(spec)).rows.map(({ report_id, status, value }) => `${report_id} ${status} ${value}`);

  it('lists every report with its value and where it comes from, largest first, the county left out', async () => {
    expect(await statuses({ metric: 'permits' })).toEqual([
      '110101001-2023 stated-in-prose 40',
      '110101001-2021 reported 20',
      '110101001-2020 reported 10',
      '130102002-2023 stated-in-prose 9',
      '130102001-2021 reported 7',
      '130102001-2020 reported 5',
      '130102001-2023 zero 0',
      '130102002-2020 zero 0',
    ]);
    expect(await ask({ metric: 'permits' })).toMatchObject({ total: 8, counted: 8 });
  });

  it('a number in prose is blank when prose is left out', async () => {
    expect((await statuses({ metric: 'permits', prose: false })).slice(-2)).toEqual([
      '110101001-2023 blank null',
      '130102002-2023 blank null',
    ]);
    expect(await ask({ metric: 'permits', prose: false })).toMatchObject({ total: 8, counted: 6 });
  });

  it('tells a form without the cell from an empty cell', async () => {
    expect(await statuses({ metric: 'fees' })).toEqual([
      '110101001-2021 reported 1.5',
      '130102001-2023 zero 0',
      '110101001-2020 not-applicable null',
      '110101001-2023 blank null',
      '130102001-2020 not-applicable null',
      '130102001-2021 not-applicable null',
      '130102002-2020 not-applicable null',
      '130102002-2023 blank null',
    ]);
  });

  it('gives the numerator and the denominator of a rate', async () => {
    const { rows } = await ask({ metric: 'grant_rate', region: '130102' });
    expect(
      rows.map(({ report_id, numerator, denominator, status }) => ({
        report_id,
        numerator,
        denominator,
        status,
      })),
    ).toEqual([
      { report_id: '130102001-2021', numerator: 4, denominator: 10, status: 'reported' },
      { report_id: '130102001-2020', numerator: 3, denominator: 10, status: 'reported' },
      { report_id: '130102001-2023', numerator: null, denominator: null, status: 'blank' },
      { report_id: '130102002-2020', numerator: null, denominator: null, status: 'blank' },
      { report_id: '130102002-2023', numerator: null, denominator: null, status: 'blank' },
    ]);
  });

  it('gives the page, the date and the note of each report', async () => {
    const { rows } = await ask({ metric: 'permits', region: '110101001', years: { from: 2023, to: 2023 } });
    expect(rows).toEqual([
      {
        report_id: '110101001-2023',
        region_code: '110101001',
        year: 2023,
        template: null,
        value: 40,
        numerator: 40,
        denominator: null,
        status: 'stated-in-prose',
        source_url: 'https://example.org/a/2023',
        published_on: '2024-01-15',
        note: 'only the prose, of "甲"',
      },
    ]);
  });

  it('counts all reports though it lists a few', async () => {
    const few = await ask({ metric: 'permits', limit: 2 });
    expect(few.rows).toHaveLength(2);
    expect(few).toMatchObject({ total: 8, counted: 8 });
  });

  it('lists nothing where nobody filed or the region does not exist', async () => {
    expect(await ask({ metric: 'permits', years: { from: 2022, to: 2022 } })).toEqual({
      rows: [],
      total: 0,
      counted: 0,
    });
    expect(await ask({ metric: 'permits', region: '99' })).toEqual({ rows: [], total: 0, counted: 0 });
  });

  it.each(METRIC_IDS.filter((id) => id !== 'coverage' && METRICS[id].additivity !== 'not-over-years'))(
    '%s: the reports counted are those the figure rests on, and add up to it',
    async (metric) => {
      for (const prose of [true, false]) {
        const [figure] = await metricValues(warehouse, {
          metrics: [metric],
          region: '0',
          by: 'region',
          years: ALL_YEARS,
          split: 'pooled',
          prose,
        });
        const behind = await ask({ metric, prose });
        expect(behind.counted).toBe(figure?.stated);
        expect(behind.total).toBe(figure?.filed);
        const of = (status: string) => behind.rows.filter((row) => row.status === status).length;
        expect(of('stated-in-prose')).toBe(figure?.from_prose);
        expect(of('not-applicable')).toBe(figure?.not_applicable);
        const known = behind.rows.flatMap(({ numerator }) => (numerator === null ? [] : [numerator]));
        const sum = known.length === 0 ? null : known.reduce((a, b) => a + b, 0);
        expect(sum).toBe(figure?.numerator);
      }
    },
  );

  it.each(METRIC_IDS.filter((id) => METRICS[id].additivity === 'not-over-years'))(
    '%s, a stock: over several years only the reports of the last one are counted, as in the figure',
    async (metric) => {
      const [figure] = await metricValues(warehouse, {
        metrics: [metric],
        region: '0',
        by: 'region',
        years: ALL_YEARS,
        split: 'pooled',
        prose: true,
      });
      expect((await ask({ metric })).counted).toBe(figure?.stated);
    },
  );
});

describe('a rate whose denominator is 0', () => {
  it('has no value, and is not shown as a zero', async () => {
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
    const { rows } = await reportsBehind(warehouse, {
      metric: 'grant_rate',
      region: '0',
      years: { from: 2021, to: 2021 },
      prose: true,
      limit: 10,
    });
    expect(rows).toMatchObject([{ value: null, numerator: 0, denominator: 0 }]);
    expect(rows[0]?.status).not.toBe('zero');
  });
});
