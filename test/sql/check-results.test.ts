import { beforeAll, describe, expect, it } from 'vitest';
import { METRIC_IDS, METRICS, type MetricId } from '#metrics/registry.ts';
import {
  checkFailures,
  checkResults,
  checksTouching,
  checkTally,
  type TouchingRule,
} from '#queries/check-results.ts';
import { type ReportChecks, reportChecks } from '#queries/check-results-report.ts';
import type { ReportCellsSpec } from '#queries/report-cells.ts';
import { reportsBehind } from '#queries/reports-behind.ts';
import { RULES } from '#rules/registry.ts';
import { CHECK_COUNTS, countColumn } from '#rules/sql.ts';
import type { Warehouse } from '#warehouse/warehouse.ts';
import { csv, openPackage, openWarehouse } from '../support/warehouse.ts';

const MINI = new URL('../fixtures/mini', import.meta.url).pathname;
const SAMPLE = new URL('../../data', import.meta.url).pathname;
const ALL_YEARS = { from: 2020, to: 2023 } as const;
const ALL = { region: '0', years: { from: 2000, to: 2099 }, prose: true } as const;

const keysOf = (touching: readonly TouchingRule[], rule: string) =>
  touching.find((each) => each.rule.id === rule)?.instances;

describe('which checks touch a metric', () => {
  it('those with one of its cells: new applications stand in A1, A3, A6 and in the cell checks', () => {
    const touching = checksTouching('applications_new');
    expect(touching.map(({ rule }) => rule.id)).toEqual(['A1', 'A3', 'A5', 'A6', 'A7']);
    expect(keysOf(touching, 'A3')?.['2021'].map(({ key }) => key)).toEqual(['new']);
    expect(keysOf(touching, 'A1')?.['2019'].map(({ key }) => key)).toEqual(['total']);
  });

  it('fees are compared with their fellows on form 2021 alone', () => {
    const touching = checksTouching('fees');
    expect(touching.map(({ rule }) => rule.id)).toEqual(['A5', 'A7', 'A11']);
    expect(keysOf(touching, 'A11')?.['2019']).toEqual([]);
  });

  it('the pass rate is touched by every relation, coverage by none', () => {
    expect(checksTouching('check_pass_rate').map(({ rule }) => rule.id)).toEqual([
      'A1',
      'A2',
      'A3',
      'A4',
      'A6',
      'A8',
      'A9',
    ]);
    expect(checksTouching('coverage')).toEqual([]);
  });
});

describe('one report whose 新收 row does not add up', () => {
  let warehouse: Warehouse;
  beforeAll(async () => {
    const zeros = { natural_person: 0, company: 0, research: 0, ngo: 0, legal_service: 0, other_org: 0 };
    const township = (code: string, name: string) => ({
      code,
      name,
      level: 'township',
      parent_code: '130102',
      kind: '镇',
    });
    const report = (region_code: string, section3: string) => ({
      report_id: `${region_code}-2022`,
      region_code,
      year: 2022,
      template: '2021',
      section2: 'not_captured',
      section3,
      section4: 'not_captured',
      source_url: `https://example.org/${region_code}`,
    });
    warehouse = await openWarehouse({
      regions: csv('regions', [
        { code: '13', name: '乙省', level: 'province' },
        { code: '1301', name: '乙市', level: 'prefecture', parent_code: '13' },
        { code: '130102', name: '乙县', level: 'county', parent_code: '1301' },
        township('130102001', '一镇'),
        township('130102002', '二镇'),
        township('130102003', '三镇'),
      ]),
      reports: csv('reports', [
        report('130102001', 'table'),
        report('130102002', 'table'),
        report('130102003', 'partial'),
      ]),
      applications: csv('applications', [
        { report_id: '130102001-2022', outcome: 'new', ...zeros, legal_service: 1, total: 0 },
        { report_id: '130102003-2022', outcome: 'new', ...zeros, natural_person: 2, total: 2 },
      ]),
    });
  });

  it('is told by rule: broken, proven, passed on zeros, not assessable', async () => {
    const tally = await checkTally(warehouse, { ...ALL, metric: 'applications_new' });
    // 一镇: A1 and A6 of 总计 hold on zeros. 二镇: all zeros. 三镇: only the row 新收 was read.
    expect(tally).toEqual([
      { rule: 'A1', passed: 2, passed_nonzero: 0, failed: 0, not_assessable: 1 },
      { rule: 'A3', passed: 2, passed_nonzero: 1, failed: 1, not_assessable: 0 },
      { rule: 'A5', passed: 3, passed_nonzero: 1, failed: 0, not_assessable: 0 },
      { rule: 'A6', passed: 2, passed_nonzero: 0, failed: 0, not_assessable: 1 },
      { rule: 'A7', passed: 2, passed_nonzero: 0, failed: 0, not_assessable: 1 },
    ]);
  });

  it('lists the failure with what was compared and the page it was read from', async () => {
    expect(await checkFailures(warehouse, { ...ALL, metric: 'applications_new', limit: 10 })).toEqual([
      {
        report_id: '130102001-2022',
        region_code: '130102001',
        year: 2022,
        template: '2021',
        rule: 'A3',
        instance: 'new',
        left: 1,
        right: 0,
        source_url: 'https://example.org/130102001',
      },
    ]);
  });

  it('a failure elsewhere in the report does not touch the number', async () => {
    expect(await checkFailures(warehouse, { ...ALL, metric: 'reconsiderations', limit: 10 })).toEqual([]);
    expect(await checkFailures(warehouse, { ...ALL, metric: 'grant_rate', limit: 10 })).toEqual([]);
  });

  it('one report alone shows the operands of the broken row', async () => {
    const checks = await reportChecks(warehouse, { region: '130102001', year: 2022 });
    const broken = checks?.results.filter(({ outcome }) => outcome === 'fail');
    expect(broken).toMatchObject([
      { rule: 'A1', instance: 'legal_service', left: 1, right: 0 },
      { rule: 'A3', instance: 'new', left: 1, right: 0 },
    ]);
    expect(broken?.[1]?.operands.map(({ cell, value }) => [cell, value])).toContainEqual([
      's3.new.legal_service',
      1,
    ]);
    expect(await reportChecks(warehouse, { region: '130102001', year: 2023 })).toBeNull();
  });
});

async function differences(
  warehouse: Warehouse,
  specs: readonly ReportCellsSpec[],
  checksOf: (spec: ReportCellsSpec) => Promise<ReportChecks | null>,
): Promise<readonly string[]> {
  const found: string[] = [];
  const columns = RULES.flatMap(({ id }) => CHECK_COUNTS.map((count) => countColumn(id, count)));
  for (const spec of specs) {
    const [mart] = await warehouse.engine.query({
      name: 'mart-row',
      sql: `SELECT ${columns.join(', ')} FROM mart_check_report JOIN dim_report USING (report_key) WHERE report_id = $id`,
      params: { id: `${spec.region}-${spec.year}` },
    });
    const checks = await checksOf(spec);
    const expected = Object.fromEntries(
      RULES.flatMap(({ id }) => {
        const of = (checks?.results ?? []).filter(({ rule }) => rule === id);
        const count = (outcome: string, nonZero = false) =>
          of.filter((each) => each.outcome === outcome && (!nonZero || each.nonZero)).length;
        return [
          [countColumn(id, 'passed'), count('pass')],
          [countColumn(id, 'failed'), count('fail')],
          [countColumn(id, 'not_assessable'), count('not-assessable')],
          [countColumn(id, 'passed_nonzero'), count('pass', true)],
        ];
      }),
    );
    for (const [column, value] of Object.entries(expected)) {
      if (mart?.[column] !== value) {
        found.push(
          `${spec.region}-${spec.year} ${column}: ${mart?.[column]} in the mart, ${value} by itself`,
        );
      }
    }
  }
  return found;
}

async function reportsOf(warehouse: Warehouse, where: string): Promise<readonly ReportCellsSpec[]> {
  const rows = await warehouse.engine.query({
    name: 'reports',
    sql: `SELECT region_code, year FROM dim_report WHERE ${where} ORDER BY report_key`,
  });
  return rows.map((row) => ({ region: String(row['region_code']), year: Number(row['year']) }));
}

it('every report of the sample that fails a check, judged by itself, comes out as in the mart', async () => {
  const { warehouse } = await openPackage(SAMPLE);
  const failing = await reportsOf(
    warehouse,
    "report_key IN (SELECT report_key FROM fact_check_failure WHERE rule NOT IN ('A7', 'A12'))",
  );
  expect(failing.length).toBeGreaterThan(0);
  expect(await differences(warehouse, failing, (spec) => reportChecks(warehouse, spec))).toEqual([]);
}, 120_000);

describe('on mini', () => {
  let warehouse: Warehouse;
  beforeAll(async () => {
    ({ warehouse } = await openPackage(MINI));
  }, 120_000);

  const asked = new Map<string, Promise<ReportChecks | null>>();
  const checksOf = (spec: ReportCellsSpec) => {
    const id = `${spec.region}-${spec.year}`;
    const answer = asked.get(id) ?? reportChecks(warehouse, spec);
    asked.set(id, answer);
    return answer;
  };

  it('every check of every report comes out as in the mart', async () => {
    expect(await differences(warehouse, await reportsOf(warehouse, 'TRUE'), checksOf)).toEqual([]);
  });

  it.each(METRIC_IDS)(
    '%s: the tally is that of its reports judged one by one',
    async (metric: MetricId) => {
      const touching = checksTouching(metric);
      const { rows } = await reportsBehind(warehouse, { ...ALL, years: ALL_YEARS, metric, limit: 1000 });
      const counted = rows.filter(({ numerator }) => numerator !== null);
      const years = rows.map(({ year }) => year);
      const last = Math.max(...years);
      const spec = { ...ALL, metric, years: ALL_YEARS };
      const stock = METRICS[metric].additivity === 'not-over-years';
      const tally = new Map(
        touching.map(({ rule }) => [
          rule.id,
          { rule: rule.id, passed: 0, passed_nonzero: 0, failed: 0, not_assessable: 0 },
        ]),
      );
      for (const { region_code: region, year, template } of counted) {
        if (touching.length === 0 || (stock && year !== last)) continue;
        const checks = await reportChecks(warehouse, { region, year });
        for (const { rule, instances } of touching) {
          const home = template ?? (rule.instances['2021'].length > 0 ? '2021' : '2019');
          const keys = new Set(instances[home].map(({ key }) => key));
          const sum = tally.get(rule.id);
          for (const result of checks?.results ?? []) {
            if (sum === undefined || result.rule !== rule.id || !keys.has(result.instance)) continue;
            if (result.reason === 'other-form') continue;
            if (result.outcome === 'fail') sum.failed += 1;
            else if (result.outcome === 'not-assessable') sum.not_assessable += 1;
            else {
              sum.passed += 1;
              if (result.nonZero) sum.passed_nonzero += 1;
            }
          }
        }
      }
      const results = await checkResults(warehouse, { ...spec, limit: 1000 });
      const failures = await checkFailures(warehouse, { ...spec, limit: 1000 });
      expect(results.tally).toEqual(
        [...tally.values()].filter(
          ({ passed, failed, not_assessable }) => passed + failed + not_assessable > 0,
        ),
      );
      expect(failures).toHaveLength(results.tally.reduce((sum, { failed }) => sum + failed, 0));
      expect(results).toMatchObject({ failed: failures.length, failures });
    },
    120_000,
  );
});
