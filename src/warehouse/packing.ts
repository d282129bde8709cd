/**
 * How a warehouse is packed into the files of a snapshot: what can be computed from other columns is left out and comes
 * back as a view, and rows with the same gaps lie together, so that the gaps cost next to nothing. Three files, by who
 * asks for them; names and columns are those of the tables the CSVs give.
 */
import { REGION_LEVELS } from '#model/region.ts';
import { FORM_VERSIONS } from '#model/report.ts';
import { MART_COLUMNS } from './mart.ts';

/**
 * - `warehouse`: all that figures are made of, and what is opened first;
 * - `reports`: what is known of each report, its address first of all;
 * - `cells`: every printed cell, and how the checks came out.
 */
export const SNAPSHOT_PARTS = ['warehouse', 'reports', 'cells'] as const;
export type SnapshotPart = (typeof SNAPSHOT_PARTS)[number];

/** Tables of a part, or views that stand for them. */
export const PART_TABLES = {
  warehouse: ['dim_region', 'dim_year', 'mart_report_year'],
  reports: ['dim_report'],
  cells: ['fact_disclosure', 'fact_application', 'fact_review', 'mart_check_report', 'fact_check_failure'],
} as const satisfies Record<SnapshotPart, readonly string[]>;

/** View in the file of each part, of one row and column, `mark`: which snapshot it belongs to. */
export const MARK_VIEW = 'snapshot_mark';

/** A code begins with no 0, so it is a number as well; the last three digits of nine are the township's. */
const CODE_NUMBER = `CASE level WHEN 'township' THEN area * 1000 + town WHEN 'county' THEN area WHEN 'prefecture' THEN area // 100 ELSE area // 10000 END`;
const CODES = `CAST(area // 10000 AS VARCHAR) AS province_code,
  CASE WHEN level <> 'province' THEN CAST(area // 100 AS VARCHAR) END AS prefecture_code,
  CASE WHEN level IN ('county', 'township') THEN CAST(area AS VARCHAR) END AS county_code`;
const TOWN = (code: string) => `CAST(coalesce(nullif(substr(${code}, 7), ''), '0') AS SMALLINT) AS town`;

/** What a report gives, as far as whole columns go with it. */
const GAPS = 'template, section2, section3, section4';

const oneOf = (values: readonly string[]) => `ENUM(${values.map((value) => `'${value}'`).join(', ')})`;

/** The last digits of codes follow no rule the engine's own compression knows of; gzip does better on them as they are. */
function createMartRowsSql(): string {
  const columns = [
    'area INTEGER',
    'town SMALLINT USING COMPRESSION uncompressed',
    'year INTEGER',
    `level ${oneOf(REGION_LEVELS)}`,
    'is_filed BOOLEAN',
    `template ${oneOf(FORM_VERSIONS)}`,
    ...[2, 3, 4].map((section) => `section${section} VARCHAR`),
    ...MART_COLUMNS.flatMap(({ name, follows }) => (follows === null ? [`${name} DOUBLE`] : [])),
  ];
  return `CREATE TABLE mart_rows (${columns.join(', ')})`;
}

/** The statement that makes `MARK_VIEW` in the current database; `mark` is made of letters and digits. */
export const markSql = (mark: string) => `CREATE VIEW ${MARK_VIEW} AS SELECT '${mark}' AS mark`;

/**
 * Statements that fill the current, empty database with a part of the catalogue `from`; with `province`, two digits, of
 * its rows alone.
 */
export function packSql(part: SnapshotPart, from: string, province?: string): readonly string[] {
  const within = (code: string) => (province === undefined ? '' : ` WHERE left(${code}, 2) = '${province}'`);
  const key = 'CAST(report_key AS VARCHAR)';
  switch (part) {
    case 'warehouse':
      return [
        `CREATE TABLE dim_year AS FROM ${from}.dim_year`,
        `CREATE TABLE region_rows AS
SELECT area, ${TOWN('code')}, name, level, kind FROM ${from}.dim_region${within('code')} ORDER BY code`,
        `CREATE VIEW dim_region AS
SELECT CAST(${CODE_NUMBER} AS VARCHAR) AS code, name, level,
  CASE level WHEN 'township' THEN CAST(area AS VARCHAR) WHEN 'county' THEN CAST(area // 100 AS VARCHAR)
    WHEN 'prefecture' THEN CAST(area // 10000 AS VARCHAR) END AS parent_code,
  kind, ${CODES}, ${CODE_NUMBER} AS number, area
FROM region_rows`,
        createMartRowsSql(),
        `INSERT INTO mart_rows
SELECT area, ${TOWN('region_code')}, year, level, report_key IS NOT NULL AS is_filed, ${GAPS},
  ${MART_COLUMNS.flatMap(({ name, follows }) => (follows === null ? [name] : [])).join(', ')}
FROM ${from}.mart_report_year${within('region_code')}
ORDER BY level, is_filed, ${GAPS}, year, region_code`,
        `CREATE VIEW mart_report_year AS
SELECT CAST(${CODE_NUMBER} AS VARCHAR) AS region_code, year, level, ${CODES}, ${CODE_NUMBER} AS region_number, area,
  CASE WHEN is_filed THEN CAST(${CODE_NUMBER} AS BIGINT) * 10000 + year END AS report_key, ${GAPS},
  ${MART_COLUMNS.map(({ name, follows }) => (follows === null ? name : `CAST(${follows} AS DOUBLE) AS ${name}`)).join(',\n  ')},
  CAST(is_filed AS DOUBLE) AS filed, CAST(1 AS DOUBLE) AS body_years
FROM mart_rows`,
      ];
    case 'reports':
      return [
        `CREATE TABLE report_rows AS
SELECT * EXCLUDE (report_id, region_code, year) FROM ${from}.dim_report${within('region_code')} ORDER BY report_key`,
        `CREATE VIEW dim_report AS
SELECT report_key, concat(report_key // 10000, '-', report_key % 10000) AS report_id,
  CAST(report_key // 10000 AS VARCHAR) AS region_code, CAST(report_key % 10000 AS INTEGER) AS year,
  * EXCLUDE (report_key)
FROM report_rows`,
      ];
    case 'cells':
      return [
        ...(['fact_disclosure', 'fact_application', 'fact_review', 'fact_check_failure'] as const).map(
          (table) => `CREATE TABLE ${table} AS FROM ${from}.${table}${within(key)}`,
        ),
        `CREATE TABLE mart_check_report AS
SELECT k.* FROM ${from}.mart_check_report k JOIN ${from}.dim_report USING (report_key)${within(key)}
ORDER BY ${GAPS}, report_key`,
      ];
  }
}

/** All statements packing takes: two snapshots made by the same ones are read alike. */
export function packingSql(): readonly string[] {
  return SNAPSHOT_PARTS.flatMap((part) => packSql(part, 'source'));
}
