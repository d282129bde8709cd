/**
 * Reports of a reader's own join the warehouse of a package, be it attached from a snapshot or made from CSVs. One of a
 * body and year that the package has stands in its place. The tables are afterwards those that the package would have
 * given with these reports in its CSVs.
 *
 * A report's checks look at the other years of its body and at the other townships of its county, and a region's row in
 * the mart hangs on its report. So what is made anew are the counties with an added report, whole, by the statements
 * that make a warehouse; all else stays where it is, and views put the two together.
 */
import type { Engine } from '#engine/engine.ts';
import { checkStatements } from '#rules/sql.ts';
import {
  CHECK_TABLES,
  createTables,
  engineHeld,
  JOINED_CATALOG,
  rowsOf,
  takeHold,
  type ValidReports,
  yearsOf,
} from './load.ts';
import { martReportYearSql } from './mart.ts';
import { PART_TABLES, SNAPSHOT_PARTS, type SnapshotPart } from './packing.ts';
import type { Warehouse } from './warehouse.ts';

type WarehouseTable = (typeof PART_TABLES)[SnapshotPart][number];

/** The added reports by themselves; and all of the counties they belong to, which stands for these from then on. */
const [OWN, ANEW] = [`${JOINED_CATALOG}.own`, `${JOINED_CATALOG}.anew`] as const;

const FACTS = ['fact_disclosure', 'fact_application', 'fact_review'] as const;

/** Where the package's own tables stand: each part of a snapshot is a catalogue. */
type Packaged = (table: WarehouseTable) => string;

async function packagedTables(engine: Engine, signal: AbortSignal | undefined): Promise<Packaged> {
  const sql = 'SELECT database_name FROM duckdb_databases()';
  const rows = await engine.query({ name: 'catalogues', sql }, { signal });
  const catalogues = new Set(rows.map((row) => row['database_name']));
  return (table) => {
    const part = SNAPSHOT_PARTS.find((one) => PART_TABLES[one].some((name) => name === table));
    return `${part !== undefined && catalogues.has(part) ? part : 'warehouse'}.${table}`;
  };
}

/** Reports of the counties concerned, and their facts, in the types the package has them in. */
function gatherSql(packaged: Packaged): readonly string[] {
  const replaced = `(SELECT report_key FROM ${OWN}.dim_report)`;
  return [
    `CREATE TABLE area AS SELECT DISTINCT g.area FROM ${packaged('dim_region')} g JOIN ${OWN}.dim_report r ON r.region_code = g.code`,
    `CREATE TABLE dim_report AS FROM ${packaged('dim_report')} LIMIT 0`,
    `INSERT INTO dim_report BY NAME FROM ${OWN}.dim_report`,
    `INSERT INTO dim_report BY NAME SELECT r.* FROM ${packaged('dim_report')} r JOIN ${packaged('dim_region')} g ON g.code = r.region_code
WHERE g.area IN (FROM area) AND r.report_key NOT IN ${replaced}`,
    ...FACTS.flatMap((fact) => [
      `CREATE TABLE ${fact} AS FROM ${packaged(fact)} LIMIT 0`,
      `INSERT INTO ${fact} BY NAME FROM ${OWN}.${fact}`,
      `INSERT INTO ${fact} BY NAME SELECT * FROM ${packaged(fact)}
WHERE report_key IN (SELECT report_key FROM dim_report) AND report_key NOT IN ${replaced}`,
    ]),
    `CREATE VIEW dim_region AS FROM ${packaged('dim_region')}`,
    `CREATE TABLE dim_year AS SELECT CAST(year AS INTEGER) AS year
FROM (SELECT min(year) AS first, max(year) AS last FROM (SELECT year FROM ${packaged('dim_year')} UNION ALL SELECT year FROM ${OWN}.dim_report)),
  range(first, last + 1) AS years(year)`,
  ];
}

/** Years that the package does not speak of are new to every region. */
const spineSql = (packaged: Packaged) => `FROM dim_region g CROSS JOIN dim_year y
  WHERE g.area IN (SELECT area FROM area) OR y.year NOT IN (SELECT year FROM ${packaged('dim_year')})`;

/** A table of the package, but for what was made anew. */
function untouchedSql(table: WarehouseTable, packaged: Packaged): string {
  return table === 'mart_report_year'
    ? `SELECT * FROM ${packaged(table)} ANTI JOIN ${ANEW}.area USING (area)`
    : `SELECT * FROM ${packaged(table)} ANTI JOIN ${ANEW}.dim_report USING (report_key)`;
}

function viewSql(table: WarehouseTable, packaged: Packaged): string {
  const of =
    table === 'dim_region' || table === 'dim_year'
      ? `FROM ${ANEW}.${table}`
      : `${untouchedSql(table, packaged)} UNION ALL BY NAME FROM ${ANEW}.${table}`;
  return `CREATE VIEW ${table} AS ${of}`;
}

/**
 * Joins the reports to the warehouse the engine holds; what is asked of that warehouse from now on is refused with an
 * `AbortError`. `version`: see `Warehouse`. Rejects with `EngineError`, and with the signal's reason.
 */
export async function joinReports(
  engine: Engine,
  packageWarehouse: Warehouse,
  reports: ValidReports,
  version: string,
  signal?: AbortSignal,
): Promise<Warehouse> {
  const run = (name: string, sql: string) => engine.query({ name, sql }, { signal });
  // Has a snapshot's later parts fetched; or, where they do not fit, all tables made from the CSVs.
  const parts = 'SELECT 1 FROM dim_report, fact_review LIMIT 0';
  await packageWarehouse.engine.query({ name: 'all-parts', sql: parts }, { signal });
  takeHold(engine);
  const held = engineHeld(engine);
  const packaged = await packagedTables(engine, signal);

  // Names without a catalogue would lead to the parts.
  const views = Object.values(PART_TABLES).flat();
  await run('forget-parts', views.map((table) => `DROP VIEW IF EXISTS temp.${table}`).join('; '));
  await run('attach-joined', `ATTACH ':memory:' AS ${JOINED_CATALOG} (COMPRESS)`);
  await run('schemas', `CREATE SCHEMA ${OWN}; CREATE SCHEMA ${ANEW}`);
  await run('use-own', `USE ${OWN}`);
  await createTables(engine, reports, { signal });
  await run('use-anew', `USE ${ANEW}`);
  for (const sql of gatherSql(packaged)) await run('gather', sql);
  for (const { name, sql } of checkStatements(CHECK_TABLES)) await run(name, sql);
  await run('mart', martReportYearSql(spineSql(packaged)));
  await run('use-joined', `USE ${JOINED_CATALOG}.main`);
  for (const table of views) await run('join', viewSql(table, packaged));

  return {
    engine: held,
    version,
    origin: packageWarehouse.origin,
    years: await yearsOf(held, signal),
    rows: await rowsOf(held, signal),
  };
}
