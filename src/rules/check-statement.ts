/** What a statement of the checks is, which tables it reads, and the few kinds there are. */

/**
 * Where the rows stand. Columns are those of the CSVs, but for `key`, the column that joins a report to its
 * rows and names it in the results. Columns with a fixed list of values may be enums.
 */
export interface CheckTables {
  readonly regions: string;
  readonly reports: string;
  readonly disclosures: string;
  readonly applications: string;
  readonly reviews: string;
  readonly key: string;
}

/** One statement of the checks; they run in order, on one connection. */
export interface CheckStatement {
  readonly name: string;
  readonly sql: string;
}

/** The tables under the names of the CSVs. */
export const CSV_TABLES: CheckTables = {
  regions: 'regions',
  reports: 'reports',
  disclosures: 'disclosures',
  applications: 'applications',
  reviews: 'reviews',
  key: 'report_id',
};

/** A working table, dropped at the end. */
export function temporary(name: string, query: string): CheckStatement {
  return { name, sql: `CREATE OR REPLACE TEMP TABLE ${name} AS\n${query}` };
}

export const dropTable = (table: string): CheckStatement => ({
  name: `drop_${table}`,
  sql: `DROP TABLE IF EXISTS ${table}`,
});

/** `query`: the columns of `fact_check_failure`, in their order. */
export function insertFailures(name: string, query: string): CheckStatement {
  return { name, sql: `INSERT INTO fact_check_failure\n${query}` };
}
