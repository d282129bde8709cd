/**
 * The rules against planted faults, on the whole way the app goes: contracts, shipped engine, warehouse. The
 * generator knows nothing of `src/rules`; it lists every relation its reports break, planted or natural.
 */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Papa from 'papaparse';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeSyntheticPackage } from '#cli/synthetic/make-package.ts';
import { RULE_IDS } from '#rules/rule.ts';
import { openWarehouse } from '../support/warehouse.ts';

const folder = mkdtempSync(join(tmpdir(), 'rules-recall-'));
let reports = 0;
let listed: ReadonlySet<string>;
let found: ReadonlySet<string>;

beforeAll(async () => {
  const summary = await makeSyntheticPackage({
    out: folder,
    regionsFile: fileURLToPath(new URL('../../data/regions.csv', import.meta.url)),
    townships: 3400,
    firstYear: 2019,
    lastYear: 2025,
    seed: 'recall',
    faultRate: 0.05,
    gzip: false,
  });
  reports = summary.reports;
  const planted = Papa.parse<Record<'report_id' | 'rule' | 'instance', string>>(
    readFileSync(join(folder, 'planted.csv'), 'utf8'),
    { header: true, skipEmptyLines: true },
  );
  listed = new Set(planted.data.map(({ report_id, rule, instance }) => `${rule} ${report_id} ${instance}`));
  const { engine } = await openWarehouse(folder);
  const rows = await engine.query({
    name: 'failures',
    sql: 'SELECT rule, report_id, instance FROM fact_check_failure JOIN dim_report USING (report_key)',
  });
  found = new Set(rows.map(({ rule, report_id, instance }) => `${rule} ${report_id} ${instance}`));
}, 240_000);

afterAll(() => rmSync(folder, { recursive: true }));

it('the rules find every fault listed in 20,000 reports and flag nothing else', () => {
  const lines = RULE_IDS.map((rule) => {
    const of = (set: ReadonlySet<string>) => [...set].filter((line) => line.startsWith(`${rule} `));
    const [expected, flagged] = [of(listed), of(found)];
    const hits = flagged.filter((line) => listed.has(line)).length;
    return {
      rule,
      listed: expected.length,
      flagged: flagged.length,
      recall: hits / expected.length,
      precision: hits / flagged.length,
    };
  });
  console.log(`${reports} synthetic reports`);
  console.table(lines);
  expect(reports).toBeGreaterThanOrEqual(20_000);
  expect([...listed].filter((line) => !found.has(line))).toEqual([]);
  expect([...found].filter((line) => !listed.has(line))).toEqual([]);
  expect(lines.filter(({ listed: some }) => some === 0)).toEqual([]);
});
