import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { METRIC_IDS } from '#metrics/registry.ts';
import { metricValues } from '#queries/metric-values.ts';
import { type Story, type StorySpec, story, storyFigureStatement, termsOf } from '#queries/story.ts';
import { sqlLiteral, statementScript } from '#queries/story-sql.ts';
import type { Warehouse } from '#warehouse/warehouse.ts';
import { csv, openPackage, openWarehouse, sharedEngine } from '../support/warehouse.ts';

const MINI = new URL('../fixtures/mini', import.meta.url).pathname;
const ALL_YEARS = { from: 2020, to: 2023 } as const;

const leftOut = ({ not_filed, not_applicable, prose_left_out, blank }: Story) =>
  not_filed + not_applicable + prose_left_out + blank;

describe('on three townships of one county', () => {
  // 一镇: granted 12, partly 3 of 20. 二乡: handled 0. 三乡: section 3 blank, 5 new in prose. 四镇: nothing filed.
  let warehouse: Warehouse;
  beforeAll(async () => {
    const township = (code: string, name: string) => ({
      code,
      name,
      level: 'township',
      parent_code: '130102',
      kind: '镇',
    });
    const report = (region_code: string, section3: string, more: Record<string, string | number> = {}) => ({
      report_id: `${region_code}-2022`,
      region_code,
      year: 2022,
      template: '2021',
      section2: 'not_captured',
      section3,
      section4: 'not_captured',
      ...more,
    });
    const total = (region_code: string, outcome: string, value: number) => ({
      report_id: `${region_code}-2022`,
      outcome,
      natural_person: value,
      company: 0,
      research: 0,
      ngo: 0,
      legal_service: 0,
      other_org: 0,
      total: value,
    });
    warehouse = await openWarehouse({
      regions: csv('regions', [
        { code: '13', name: '乙省', level: 'province' },
        { code: '1301', name: '乙市', level: 'prefecture', parent_code: '13' },
        { code: '130102', name: '乙县', level: 'county', parent_code: '1301' },
        township('130102001', '一镇'),
        township('130102002', '二镇'),
        township('130102003', '三镇'),
        township('130102004', '四镇'),
      ]),
      reports: csv('reports', [
        report('130102001', 'table'),
        report('130102002', 'table'),
        report('130102003', 'blank', { narrative_applications_new: 5 }),
      ]),
      applications: csv('applications', [
        total('130102001', 'new', 20),
        total('130102001', 'granted', 12),
        total('130102001', 'partly_granted', 3),
        total('130102001', 'unable_not_held', 5),
        total('130102001', 'total_handled', 20),
      ]),
    });
  });
  const ask = (spec: Partial<StorySpec>) =>
    story(warehouse, {
      metric: 'disclosure_rate',
      region: '130102',
      years: { from: 2022, to: 2022 },
      prose: true,
      ...spec,
    });

  it('a rate comes with the sum of each operand: (12 + 3) ÷ 20 = 75 %', async () => {
    expect(await ask({})).toEqual({
      value: 0.75,
      numerator: 15,
      denominator: 20,
      operands: [
        { measure: 'granted', sum: 12 },
        { measure: 'partly_granted', sum: 3 },
        { measure: 'applications_handled', sum: 20 },
      ],
      expected: 4,
      counted: 2,
      from_prose: 0,
      zero_denominator: 1,
      not_filed: 1,
      not_applicable: 0,
      prose_left_out: 0,
      blank: 1,
    });
  });

  it('a number in prose is counted, or left out as such, never as a blank', async () => {
    expect(await ask({ metric: 'applications_new' })).toMatchObject({
      value: 25,
      operands: [{ measure: 'applications_new', sum: 25 }],
      counted: 3,
      from_prose: 1,
      prose_left_out: 0,
      blank: 0,
    });
    expect(await ask({ metric: 'applications_new', prose: false })).toMatchObject({
      value: 20,
      counted: 2,
      from_prose: 0,
      prose_left_out: 1,
      blank: 0,
    });
  });

  it('a form without the cell is a reason of its own', async () => {
    expect(await ask({ metric: 'procurement_projects' })).toMatchObject({
      value: null,
      operands: [{ measure: 'procurement_projects', sum: null }],
      counted: 0,
      not_applicable: 3,
      not_filed: 1,
      blank: 0,
    });
  });

  it('coverage counts every township of the list, filed or not', async () => {
    expect(await ask({ metric: 'coverage' })).toMatchObject({
      value: 0.75,
      operands: [
        { measure: 'filed', sum: 3 },
        { measure: 'body_years', sum: 4 },
      ],
      counted: 4,
      not_filed: 0,
    });
  });

  it('a rate whose denominators are all 0 has operands, and no value', async () => {
    expect(await ask({ region: '130102002' })).toMatchObject({
      value: null,
      numerator: 0,
      denominator: 0,
      counted: 1,
      zero_denominator: 1,
    });
  });
});

describe('on mini', () => {
  let warehouse: Warehouse;
  beforeAll(async () => {
    ({ warehouse } = await openPackage(MINI));
  });

  it.each(METRIC_IDS)(
    '%s: the reasons add up, and the story tells the number of the figure',
    async (metric) => {
      for (const region of ['0', '13', '110101001'])
        for (const years of [ALL_YEARS, { from: 2021, to: 2021 }])
          for (const prose of [true, false]) {
            const told = await story(warehouse, { metric, region, years, prose });
            const [figure] = await metricValues(warehouse, {
              metrics: [metric],
              region,
              by: 'region',
              years,
              split: 'pooled',
              prose,
            });
            expect(told.counted + leftOut(told)).toBe(told.expected);
            expect(told).toMatchObject({
              value: figure?.value,
              numerator: figure?.numerator,
              denominator: figure?.denominator,
              expected: figure?.expected,
              counted: figure?.stated,
              from_prose: figure?.from_prose,
            });
            const sum = new Map(told.operands.map((operand) => [operand.measure, operand.sum]));
            const [numerator] = termsOf(metric);
            const added = numerator.reduce(
              (total, { measure, sign }) => total + sign * (sum.get(measure) ?? 0),
              0,
            );
            expect(told.counted > 0 ? added : null).toBe(told.numerator);
          }
    },
  );

  it.each(METRIC_IDS)('%s: the copied script gives the same rows as the bound statement', async (metric) => {
    const spec = { metric, region: '130102', years: ALL_YEARS, prose: true } as const;
    const statement = storyFigureStatement(spec);
    const script = { name: 'script', sql: statementScript(statement) };
    expect(script.sql).not.toContain('$');
    expect(await warehouse.engine.query(script)).toEqual(await warehouse.engine.query(statement));
  });
});

describe('literals', () => {
  it('any text, quotes and all, comes back as it was and stays text', async () => {
    const engine = await sharedEngine();
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.string(), fc.constantFrom("'; DROP TABLE x; --", "it''s", '$region', '\\', '')),
        async (value) => {
          fc.pre(!value.includes('\0'));
          const bound = {
            name: 'bound',
            sql: 'SELECT $value AS value, typeof($value) AS type',
            params: { value },
          };
          const script = { name: 'script', sql: statementScript(bound) };
          expect(await engine.query(script)).toEqual([{ value, type: 'VARCHAR' }]);
        },
      ),
      { numRuns: 60, seed: 20 },
    );
  });

  it.each([0, 12, -3, 2 ** 40, 0.5, -1.25, true, false, null])(
    '%s has the type it is bound with',
    async (value) => {
      const engine = await sharedEngine();
      const ask = (sql: string, params = {}) => engine.query({ name: 'literal', sql, params });
      expect(await ask(`SELECT ${sqlLiteral(value)} AS value, typeof(${sqlLiteral(value)}) AS type`)).toEqual(
        await ask('SELECT $value AS value, typeof($value) AS type', { value }),
      );
    },
  );
});
