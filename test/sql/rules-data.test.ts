/** The rules over whole packages: the real sample, and a synthetic one whose faults are listed in planted.csv. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeSyntheticPackage } from '#cli/synthetic/make-package.ts';
import type { Engine, Row } from '#engine/engine.ts';
import { startNativeEngine } from '#engine/native.ts';
import { APPLICANT_IDS, REVIEW_RESULT_IDS } from '#model/forms.ts';
import { checkStatements } from '#rules/sql.ts';

const DATA = fileURLToPath(new URL('../../data', import.meta.url));

const NUMBERS: Readonly<Record<string, readonly string[]>> = {
  regions: [],
  reports: ['year'],
  disclosures: ['value'],
  applications: APPLICANT_IDS,
  reviews: REVIEW_RESULT_IDS,
};

/** The CSVs of a folder as tables of the same names, and the rules over them. */
async function checkFolder(folder: string): Promise<Engine> {
  const engine = await startNativeEngine();
  for (const [table, numbers] of Object.entries(NUMBERS)) {
    await engine.addFile(`${table}.csv`, await readFile(join(folder, `${table}.csv`)));
    const casts = numbers.map(
      (name) => `CAST("${name}" AS ${name === 'year' ? 'INTEGER' : 'DOUBLE'}) AS "${name}"`,
    );
    await engine.query({
      name: table,
      sql: `CREATE TABLE ${table} AS SELECT *${casts.length === 0 ? '' : ` REPLACE (${casts.join(', ')})`}
FROM read_csv('package/${table}.csv', header = true, all_varchar = true)`,
    });
  }
  for (const statement of checkStatements()) await engine.query(statement);
  return engine;
}

const rows = (engine: Engine, sql: string) => engine.query({ name: 'rows', sql });
const lines = (found: readonly Row[]) => found.map((row) => Object.values(row).join(' '));

describe('the real sample', () => {
  let engine: Engine;
  beforeAll(async () => {
    engine = await checkFolder(DATA);
  });
  afterAll(() => engine.close());

  const failures = async (rule: string) =>
    lines(
      await rows(
        engine,
        `SELECT report_id, instance, left_value, right_value FROM fact_check_failure WHERE rule = '${rule}' ORDER BY ALL`,
      ),
    );

  it('has one contradiction of severity E: 530626104-2021 prints one applicant and a total of 0', async () => {
    expect(await failures('A3')).toEqual(['530626104-2021 granted 1 0', '530626104-2021 new 1 0']);
    const others = await rows(
      engine,
      "SELECT * FROM fact_check_failure WHERE rule IN ('A1', 'A2', 'A4', 'A5', 'A6', 'A8', 'A9')",
    );
    expect(others).toEqual([]);
  });

  it('has five reports of 2019 and 2020 that counted the catalogue for the decisions', async () => {
    expect(await failures('A13')).toEqual([
      '120114108-2019 coercion 49 49',
      '120114108-2019 penalty 283 283',
      '130682103-2020 permit 4 4',
      '421321101-2019 coercion 9 9',
      '421321101-2019 permit 1164 1164',
      '440103010-2020 permit 40 40',
      '610625001-2020 other_service 23 23',
    ]);
  });

  it('has seven reports on the old form for 2021 or later', async () => {
    expect(await failures('A12')).toEqual([
      '140404103-2021 old_form 2021 2021',
      '430424106-2023 old_form 2023 2021',
      '430529206-2021 old_form 2021 2021',
      '520322111-2023 old_form 2023 2021',
      '522626103-2021 old_form 2021 2021',
      '610828109-2022 old_form 2022 2021',
      '610926109-2021 old_form 2021 2021',
    ]);
  });

  it('has five townships that report 规章', async () => {
    const reports = (await failures('A10')).map((line) => line.split(' ')[0]);
    expect([...new Set(reports)]).toEqual([
      '370304004-2020',
      '430424106-2023',
      '430922109-2022',
      '520203103-2019',
      '650502004-2020',
    ]);
  });

  it('says nothing of the 357 reports whose form was not seen', async () => {
    const [counted] = await rows(
      engine,
      `SELECT count(*) AS reports, sum(relations_assessable) AS assessable, sum(a5_passed + a7_passed + a12_passed) AS passed
FROM mart_check_report JOIN reports USING (report_id) WHERE template IS NULL`,
    );
    expect(counted).toEqual({ reports: 357, assessable: 0, passed: 0 });
  });
});

describe('a synthetic package', () => {
  it('fails exactly where a fault was planted', async () => {
    const out = await mkdtemp(join(tmpdir(), 'rules-synthetic-'));
    await makeSyntheticPackage({
      out,
      regionsFile: join(DATA, 'regions.csv'),
      townships: 300,
      firstYear: 2019,
      lastYear: 2025,
      seed: 'rules',
      faultRate: 0.5,
      gzip: false,
    });
    const engine = await checkFolder(out);
    const found = lines(
      await rows(engine, 'SELECT report_id, rule, instance FROM fact_check_failure ORDER BY ALL'),
    );
    const planted = Papa.parse<Record<string, string>>(await readFile(join(out, 'planted.csv'), 'utf8'), {
      header: true,
      skipEmptyLines: true,
    })
      .data.filter((row) => row['rule']?.startsWith('A'))
      .map((row) => [row['report_id'], row['rule'], row['instance']].join(' '));
    await engine.close();
    await rm(out, { recursive: true });

    expect(new Set(planted.map((line) => line.split(' ')[1])).size).toBe(13);
    expect(found.toSorted()).toEqual([...new Set(planted)].toSorted());
  });
});
