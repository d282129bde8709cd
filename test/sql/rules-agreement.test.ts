/** One definition, two readings: the rules in SQL over a package and in TypeScript over each of its reports. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine, Row, SqlScalar } from '#engine/engine.ts';
import { startNativeEngine } from '#engine/native.ts';
import { createNodeEngine } from '#engine/node.ts';
import { APPLICANT_IDS, outcomesOf } from '#model/forms.ts';
import { type CheckTables, CSV_TABLES } from '#rules/check-statement.ts';
import { checkReport, type RuleResult } from '#rules/evaluate.ts';
import { RELATION_RULES, RULES } from '#rules/registry.ts';
import { CHECK_COUNTS, checkStatements, countColumn } from '#rules/sql.ts';
import {
  type CheckedReport,
  cellsOf,
  contextOf,
  loadPackage,
  type RulesPackage,
  rulesPackage,
} from './rules-package.ts';

interface Checked {
  readonly mart: readonly Row[];
  readonly failures: readonly Row[];
}

async function inSql(engine: Engine, tables: CheckTables = CSV_TABLES): Promise<Checked> {
  for (const statement of checkStatements(tables)) await engine.query(statement);
  const rows = (sql: string) => engine.query({ name: 'rows', sql });
  return {
    mart: await rows(`SELECT * FROM mart_check_report ORDER BY ${tables.key}`),
    failures: await rows(`SELECT * FROM fact_check_failure ORDER BY ${tables.key}, rule, instance`),
  };
}

function martRow(reportId: string, results: readonly RuleResult[]): Row {
  const row: Record<string, string | number> = { report_id: reportId };
  const count = (test: (one: RuleResult) => boolean) => results.filter(test).length;
  for (const { id } of RULES) {
    const of = (test: (one: RuleResult) => boolean) => count((one) => one.rule === id && test(one));
    row[countColumn(id, 'passed')] = of(({ outcome }) => outcome === 'pass');
    row[countColumn(id, 'failed')] = of(({ outcome }) => outcome === 'fail');
    row[countColumn(id, 'not_assessable')] = of(({ outcome }) => outcome === 'not-assessable');
    row[countColumn(id, 'passed_nonzero')] = of(({ outcome, nonZero }) => outcome === 'pass' && nonZero);
  }
  const relations = new Set(RELATION_RULES);
  row['relations_passed'] = count(({ rule, outcome }) => relations.has(rule) && outcome === 'pass');
  row['relations_assessable'] = count(
    ({ rule, outcome }) => relations.has(rule) && outcome !== 'not-assessable',
  );
  return row;
}

/** Sums may differ in the last bits of a fraction. */
const rounded = (value: SqlScalar) => (typeof value === 'number' ? Math.round(value * 1e6) / 1e6 : value);

const ordered = (rows: readonly Row[]): readonly Row[] =>
  rows.toSorted((a, b) => {
    const key = (row: Row) => `${row['report_id']} ${row['rule']} ${row['instance']}`;
    return key(a) < key(b) ? -1 : 1;
  });

function inTypeScript(drawn: RulesPackage): Checked {
  const reports = drawn.reports.map((one) => ({
    id: one.id,
    results: checkReport(cellsOf(one), contextOf(one, drawn)),
  }));
  return {
    mart: reports.map(({ id, results }) => martRow(id, results)),
    failures: reports.flatMap(({ id, results }) =>
      results
        .filter(({ outcome }) => outcome === 'fail')
        .map(({ rule, instance, left, right }) => ({
          report_id: id,
          rule,
          instance,
          left_value: left,
          right_value: right,
        })),
    ),
  };
}

const comparable = ({ mart, failures }: Checked): Checked => ({
  mart: ordered(mart),
  failures: ordered(
    failures.map((row) => ({
      ...row,
      left_value: rounded(row['left_value'] ?? null),
      right_value: rounded(row['right_value'] ?? null),
    })),
  ),
});

const SEED = 20_240_601;

function draw(reports: number, seed: number): RulesPackage {
  const [drawn] = fc.sample(rulesPackage(reports, reports), { numRuns: 1, seed });
  if (!drawn) throw new Error('nothing drawn');
  return drawn;
}

describe('over random packages', () => {
  let native: Engine;
  beforeAll(async () => {
    native = await startNativeEngine();
  });
  afterAll(() => native.close());

  it('SQL and TypeScript give the same result for every check of every report', async () => {
    await fc.assert(
      fc.asyncProperty(rulesPackage(25, 50), async (drawn) => {
        await loadPackage(native, drawn);
        expect(comparable(await inSql(native))).toEqual(comparable(inTypeScript(drawn)));
      }),
      { numRuns: 8, seed: SEED, endOnFailure: true },
    );
  });

  it('SQL and TypeScript agree on what chance does not bring about', async () => {
    const bare = {
      year: 2021,
      template: '2021',
      sections: { 2: 'table', 3: 'table', 4: 'table' },
      disclosures: [],
      applications: [],
      reviews: [],
    } as const;
    const fee = (region: string, year: number, value: number): CheckedReport => ({
      ...bare,
      id: `${region}-${year}`,
      region,
      year,
      disclosures: [{ item: 'fee', measure: 'amount_10k_yuan', value, unit: null }],
    });
    const drawn: RulesPackage = {
      reports: [
        // Every outcome is -3 and the bound -2: the largest of them is -3, not the 0 of a row left out.
        {
          ...bare,
          id: '110101001-2021',
          region: '110101001',
          applications: outcomesOf('2021').map((key) => {
            const value = key === 'new' || key === 'carried_in' ? -1 : -3;
            return { key, values: APPLICANT_IDS.map(() => value) };
          }),
        },
        // Out of scale with its own years and with its county: its own are shown.
        fee('110101002', 2021, 1),
        fee('110101002', 2022, 1),
        fee('110101002', 2023, 15_000),
        fee('110101003', 2023, 2),
        fee('110101004', 2023, 2),
        fee('110101005', 2023, 2),
        // Counties of a prefecture are no townships of a county.
        fee('110101', 2022, 15_000),
        fee('110102', 2022, 1),
        fee('110103', 2022, 1),
        fee('110104', 2022, 1),
      ],
    };
    await loadPackage(native, drawn);
    const sql = comparable(await inSql(native));
    expect(sql).toEqual(comparable(inTypeScript(drawn)));
    const failed = (rule: string) => sql.failures.filter((row) => row['rule'] === rule);
    expect(failed('A6')).toEqual([]);
    expect(failed('A11')).toEqual([
      { report_id: '110101002-2023', rule: 'A11', instance: 'fee', left_value: 15_000, right_value: 1 },
    ]);
  });

  it('meets every rule passing, passing on non-zero operands, failing and not assessable', () => {
    const mart = [0, 1, 2].flatMap((i) => inTypeScript(draw(50, SEED + i)).mart);
    const met = RULES.flatMap(({ id }) => CHECK_COUNTS.map((count) => countColumn(id, count))).filter(
      (column) => mart.some((row) => Number(row[column]) > 0),
    );
    // A rule that wants zeros passes on zeros only, and a right form has no cells to show.
    const never = ['a10_passed_nonzero', 'a12_passed_nonzero'];
    const all = RULES.flatMap(({ id }) => CHECK_COUNTS.map((count) => countColumn(id, count)));
    expect(met.toSorted()).toEqual(all.filter((column) => !never.includes(column)).toSorted());
  });

  it('comes out the same with reports joined by a number and lists of values stored as enums', async () => {
    const drawn = draw(30, SEED + 1);
    await loadPackage(native, drawn);
    const byId = await inSql(native);
    const enums = ['disclosures.item', 'disclosures.measure', 'applications.outcome', 'reports.template'];
    const run = (sql: string) => native.query({ name: 'prepare', sql });
    for (const name of enums) {
      const [table, column] = name.split('.');
      await run(
        `CREATE TYPE ${table}_${column} AS ENUM (SELECT DISTINCT ${column} FROM ${table} WHERE ${column} IS NOT NULL)`,
      );
      await run(`ALTER TABLE ${table} ALTER ${column} SET DATA TYPE ${table}_${column}`);
    }
    for (const table of ['reports', 'disclosures', 'applications', 'reviews'])
      await run(
        `CREATE TABLE keyed_${table} AS SELECT CAST(replace(report_id, '-', '') AS BIGINT) AS report_key, * EXCLUDE (report_id) FROM ${table}`,
      );
    const byKey = await inSql(native, {
      regions: 'regions',
      reports: 'keyed_reports',
      disclosures: 'keyed_disclosures',
      applications: 'keyed_applications',
      reviews: 'keyed_reviews',
      key: 'report_key',
    });
    const ids = new Map(drawn.reports.map(({ id }) => [Number(id.replace('-', '')), id]));
    const named = (rows: readonly Row[]) =>
      ordered(
        rows.map(({ report_key: key, ...row }) => ({ ...row, report_id: ids.get(Number(key)) ?? null })),
      );
    expect(named(byKey.mart)).toEqual(ordered(byId.mart));
    expect(named(byKey.failures)).toEqual(ordered(byId.failures));
  });

  it('leaves nothing behind but its two tables', async () => {
    const tables = await native.query({
      name: 'tables',
      sql: "SELECT table_name FROM duckdb_tables() WHERE table_name LIKE '%check%' ORDER BY 1",
    });
    expect(tables.map((row) => row['table_name'])).toEqual(['fact_check_failure', 'mart_check_report']);
  });
});

describe('in the engine the app ships', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await createNodeEngine();
  });
  afterAll(() => engine.close());

  it('SQL and TypeScript agree, too', async () => {
    const drawn = draw(20, SEED + 2);
    await loadPackage(engine, drawn);
    expect(comparable(await inSql(engine))).toEqual(comparable(inTypeScript(drawn)));
  });

  it('counts nothing where there are no reports', async () => {
    await loadPackage(engine, { reports: [] });
    expect(await inSql(engine)).toEqual({ mart: [], failures: [] });
  });
});
