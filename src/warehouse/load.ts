/** From a validated package to a warehouse: dimensions, facts, checks and the mart, in one compressed catalogue. */
import type { Engine } from '#engine/engine.ts';
import { checkStatements } from '#rules/sql.ts';
import { TABLE_NAMES, type TableName } from '#sources/package.ts';
import type { LoadedTable } from '#sources/read-package.ts';
import { MART_REPORT_YEAR_SQL } from './mart.ts';
import {
  CHILD_SECTIONS,
  CREATE_DIM_YEAR_SQL,
  CREATE_TABLE_SQL,
  createTypesSql,
  EVERY_REPORT,
} from './tables.ts';
import type { Warehouse } from './warehouse.ts';

export type BuildStep = TableName | 'checks' | 'mart';

export interface BuildProgress {
  readonly step: BuildStep;
  /** Steps finished, of all. */
  readonly done: number;
  readonly total: number;
}

export interface LoadOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: (progress: BuildProgress) => void;
}

/** The tables of a package as validation leaves them; see `sources/read-package.ts`. */
export type ValidTables = Readonly<Record<TableName, LoadedTable>>;

const CATALOG = 'warehouse';

/** The file, inside the engine, that a warehouse made beforehand is attached from. */
const ATTACHED_FILE = 'warehouse.duckdb';

/** Sections whose rows did not all arrive, by report: `section,report_id` lines, `*` for every report. */
export function unreadSections(tables: ValidTables): string {
  const lines = CHILD_SECTIONS.flatMap(([table, section]) => {
    const { read, setAside } = tables[table];
    const reports = setAside.map(({ key }) => key?.[0]);
    // A row that does not even tell its report could belong to any.
    const any = !read || reports.some((report) => report === undefined || !REPORT_ID.test(report));
    const known = [...new Set(reports.filter((report) => report !== undefined && REPORT_ID.test(report)))];
    return (any ? [EVERY_REPORT] : known).map((report) => `${section},${report}\n`);
  });
  return `section,report_id\n${lines.join('')}`;
}

const CHECK_TABLES = {
  regions: 'dim_region',
  reports: 'dim_report',
  disclosures: 'fact_disclosure',
  applications: 'fact_application',
  reviews: 'fact_review',
  key: 'report_key',
} as const;

const REPORT_ID = /^\d+-\d{4}$/;

/**
 * Builds the warehouse in the engine, dropping the one before. The catalogue is in memory and compressed:
 * 50 columns of 313,000 rows take 14 MB in place of 202 MB, at the same speed.
 */
export async function loadWarehouse(
  engine: Engine,
  tables: ValidTables,
  version: string,
  options: LoadOptions = {},
): Promise<Warehouse> {
  const { signal, onProgress } = options;
  const run = (name: string, sql: string) => engine.query({ name, sql }, { signal });
  const steps: readonly BuildStep[] = [...TABLE_NAMES, 'checks', 'mart'];
  const report = (step: BuildStep) => {
    onProgress?.({ step, done: steps.indexOf(step), total: steps.length });
  };

  await dropWarehouse(engine, signal);
  await run('attach-warehouse', `ATTACH ':memory:' AS ${CATALOG} (COMPRESS)`);
  await run('use-warehouse', `USE ${CATALOG}`);

  await engine.addFile('unread.csv', new TextEncoder().encode(unreadSections(tables)));
  for (const table of TABLE_NAMES) {
    report(table);
    for (const sql of createTypesSql(table)) await run(`type-${table}`, sql);
    await engine.addFile(`${table}.csv`, tables[table].csv);
    await run(`load-${table}`, CREATE_TABLE_SQL[table]);
    await engine.removeFile(`${table}.csv`);
  }
  await engine.removeFile('unread.csv');
  await run('load-years', CREATE_DIM_YEAR_SQL);

  report('checks');
  for (const { name, sql } of checkStatements(CHECK_TABLES)) await run(name, sql);

  report('mart');
  await run('mart', MART_REPORT_YEAR_SQL);
  return { engine, version, origin: 'csv', ...(await describe(engine, signal)) };
}

/**
 * Attaches a warehouse made beforehand, as the bytes of a whole database file, dropping the one before. The bytes
 * must be whole: the engine never comes back from a file that is cut short. Rejects with `EngineError` when it refuses them.
 */
export async function attachWarehouse(
  engine: Engine,
  file: Uint8Array,
  version: string,
  signal?: AbortSignal,
): Promise<Warehouse> {
  const run = (name: string, sql: string) => engine.query({ name, sql }, { signal });
  await dropWarehouse(engine, signal);
  await engine.addFile(ATTACHED_FILE, file);
  await run('attach-warehouse', `ATTACH 'package/${ATTACHED_FILE}' AS ${CATALOG} (READ_ONLY)`);
  await run('use-warehouse', `USE ${CATALOG}`);
  return { engine, version, origin: 'snapshot', ...(await describe(engine, signal)) };
}

/** Leaves the engine without a warehouse, and without the file it may have come from. */
async function dropWarehouse(engine: Engine, signal: AbortSignal | undefined): Promise<void> {
  await engine.query({ name: 'use-memory', sql: 'USE memory' }, { signal });
  await engine.query({ name: 'drop-warehouse', sql: `DETACH DATABASE IF EXISTS ${CATALOG}` }, { signal });
  await engine.removeFile(ATTACHED_FILE);
}

/** Every statement that shapes the warehouse, in order: two warehouses made by the same ones have the same shape. */
export function warehouseSql(): readonly string[] {
  return [
    ...TABLE_NAMES.flatMap((table) => [...createTypesSql(table), CREATE_TABLE_SQL[table]]),
    CREATE_DIM_YEAR_SQL,
    ...checkStatements(CHECK_TABLES).map(({ sql }) => sql),
    MART_REPORT_YEAR_SQL,
  ];
}

async function describe(
  engine: Engine,
  signal: AbortSignal | undefined,
): Promise<Pick<Warehouse, 'years' | 'rows'>> {
  const [row] = await engine.query(
    {
      name: 'describe-warehouse',
      sql: `SELECT (SELECT min(year) FROM dim_year) AS first, (SELECT max(year) FROM dim_year) AS last,
  (SELECT count(*) FROM dim_region) AS regions, (SELECT count(*) FROM dim_report) AS reports,
  (SELECT count(*) FROM fact_disclosure) AS disclosures, (SELECT count(*) FROM fact_application) AS applications,
  (SELECT count(*) FROM fact_review) AS reviews`,
    },
    { signal },
  );
  const first = row?.['first'];
  const last = row?.['last'];
  return {
    years: typeof first === 'number' && typeof last === 'number' ? { from: first, to: last } : null,
    rows: {
      regions: Number(row?.['regions']),
      reports: Number(row?.['reports']),
      disclosures: Number(row?.['disclosures']),
      applications: Number(row?.['applications']),
      reviews: Number(row?.['reviews']),
    },
  };
}
