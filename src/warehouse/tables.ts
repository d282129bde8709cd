/**
 * The only DDL of the project, with `mart.ts`: dimensions and facts from the validated CSVs of a package.
 * Columns and types come from the contracts; a column with an `enum` is stored as one.
 */
import { duckdbColumns, type TableContract } from '#sources/contract.ts';
import { TABLES, type TableName } from '#sources/package.ts';

/** A report's key in all facts: region code and year as one number; the year is always the last four digits. */
const REPORT_KEY = "CAST(replace(report_id, '-', '') AS BIGINT)";

function enumColumns(contract: TableContract): ReadonlyMap<string, readonly string[]> {
  const columns = new Map<string, readonly string[]>();
  for (const column of contract.columns) {
    if (column.constraints?.enum) columns.set(column.name, column.constraints.enum);
  }
  return columns;
}

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

function enumType(table: string, column: string): string {
  return `${table}_${column}`;
}

/** `CREATE TYPE` for each column that has a fixed list of values, in the list's order. */
export function createTypesSql(table: TableName): readonly string[] {
  return [...enumColumns(TABLES[table])].map(
    ([column, values]) => `CREATE TYPE ${enumType(table, column)} AS ENUM (${values.map(quoted).join(', ')})`,
  );
}

/** The validated text of a table, registered with the engine as `package/{table}.csv`, with explicit types. */
function readCsvSql(table: TableName): string {
  const enums = enumColumns(TABLES[table]);
  const columns = duckdbColumns(TABLES[table]).map(
    ([name, type]) => `${quoted(name)}: ${quoted(enums.has(name) ? enumType(table, name) : type)}`,
  );
  return `read_csv('package/${table}.csv', columns = {${columns.join(', ')}}, header = true, auto_detect = false, delim = ',', quote = '"', escape = '"', nullstr = '', new_line = '\\n', max_line_size = 10000000)`;
}

/** The section each table of facts holds. */
export const CHILD_SECTIONS = [
  ['disclosures', 'section2'],
  ['applications', 'section3'],
  ['reviews', 'section4'],
] as const satisfies readonly (readonly [TableName, string])[];
type ChildSection = (typeof CHILD_SECTIONS)[number][1];

/** Stands in `unread.csv` for every report. */
export const EVERY_REPORT = '*';

/**
 * A section counts as read whole only if all of its rows arrived: where one was set aside, or the file could not
 * be read, a row left out may not be taken for a printed 0. `unread.csv` lists section and report.
 */
function sectionSql(section: ChildSection): string {
  const unread = `SELECT report_id FROM read_csv('package/unread.csv', columns = {'section': 'VARCHAR', 'report_id': 'VARCHAR'}, header = true, auto_detect = false, delim = ',') WHERE section = '${section}'`;
  return `CASE WHEN ${section} = 'table' AND (report_id IN (${unread}) OR '${EVERY_REPORT}' IN (${unread})) THEN 'partial' ELSE ${section} END AS ${section}`;
}

const FACT_COLUMNS = `${REPORT_KEY} AS report_key, * EXCLUDE (report_id)`;

/**
 * One table each, from its CSV. A region's `number` is its code, which begins with no 0; its `area` the first six
 * digits, filled up with zeros: all that belongs to a region has an area between two numbers. Facts are sorted by
 * report so that they compress and scan well.
 */
export const CREATE_TABLE_SQL: Readonly<Record<TableName, string>> = {
  regions: `CREATE TABLE dim_region AS
SELECT *, left(code, 2) AS province_code,
  CASE WHEN length(code) >= 4 THEN left(code, 4) END AS prefecture_code,
  CASE WHEN length(code) >= 6 THEN left(code, 6) END AS county_code,
  CAST(code AS INTEGER) AS number, CAST(rpad(left(code, 6), 6, '0') AS INTEGER) AS area
FROM ${readCsvSql('regions')} ORDER BY code`,
  reports: `CREATE TABLE dim_report AS
SELECT ${REPORT_KEY} AS report_key, * REPLACE (${CHILD_SECTIONS.map(([, section]) => sectionSql(section)).join(', ')})
FROM ${readCsvSql('reports')} ORDER BY report_key`,
  disclosures: `CREATE TABLE fact_disclosure AS
SELECT ${FACT_COLUMNS} FROM ${readCsvSql('disclosures')}`,
  applications: `CREATE TABLE fact_application AS
SELECT ${FACT_COLUMNS} FROM ${readCsvSql('applications')}`,
  reviews: `CREATE TABLE fact_review AS
SELECT ${FACT_COLUMNS} FROM ${readCsvSql('reviews')}`,
};

/** Every year from the first to the last any report speaks of. */
export const CREATE_DIM_YEAR_SQL = `CREATE TABLE dim_year AS
SELECT CAST(year AS INTEGER) AS year FROM (SELECT min(year) AS first, max(year) AS last FROM dim_report), range(first, last + 1) AS years(year)`;
