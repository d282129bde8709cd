/** Groups of townships made by rule, to compare one with its like; and townships to begin with. */
import { queryOptions } from '@tanstack/react-query';
import type { Statement } from '#engine/engine.ts';
import { reportExpressions } from '#metrics/compile.ts';
import { levelOfCode, parentOfCode } from '#model/region.ts';
import type { YearRange } from '#model/year.ts';
import type { Warehouse } from '#warehouse/warehouse.ts';
import { numberAt, numberOrNullAt, textAt } from './row-cells.ts';

export interface VolumePeersSpec {
  /** A township. */
  readonly region: string;
  /** All years of the data: volume is a trait of the place, not of the year on view. */
  readonly years: YearRange;
  /** Numbers stated in prose may stand in. */
  readonly prose: boolean;
}

export interface VolumePeers {
  /** New applications a year, over the years that state them; null where none does, and then there are no peers. */
  readonly own: number | null;
  /** Townships of the same province with half to twice as many a year, the township itself among them. */
  readonly codes: readonly string[];
}

/** A peer has at least 1/FACTOR and at most FACTOR times as many new applications a year. */
export const VOLUME_FACTOR = 2;

export function volumePeersStatement(spec: VolumePeersSpec): Statement {
  const report = reportExpressions('applications_new', spec.prose);
  return {
    name: 'volume-peers',
    sql: `WITH volume AS (
  SELECT m.region_code, avg(CASE WHEN ${report.present} THEN ${report.numerator} END) AS a_year
  FROM mart_report_year m
  WHERE m.level = 'township' AND m.province_code = $province AND m.year BETWEEN $year_from AND $year_to
  GROUP BY m.region_code
), own AS (SELECT a_year FROM volume WHERE region_code = $region)
SELECT v.region_code, v.a_year
FROM volume v, own
WHERE v.region_code = $region
  OR v.a_year BETWEEN own.a_year / ${VOLUME_FACTOR} AND own.a_year * ${VOLUME_FACTOR}
ORDER BY v.region_code`,
    params: {
      region: spec.region,
      province: spec.region.slice(0, 2),
      year_from: spec.years.from,
      year_to: spec.years.to,
    },
  };
}

/**
 * Townships of the province with about as many applications. Years are averaged, not added, so that a place of
 * which fewer reports are held is not taken for a smaller one.
 */
export async function volumePeers(
  warehouse: Warehouse,
  spec: VolumePeersSpec,
  signal?: AbortSignal,
): Promise<VolumePeers> {
  if (levelOfCode(spec.region) !== 'township') throw new RangeError(`not a township: ${spec.region}`);
  const rows = await warehouse.engine.query(volumePeersStatement(spec), { signal });
  const own = rows.find((row) => textAt(row, 'region_code') === spec.region);
  return {
    own: own === undefined ? null : numberOrNullAt(own, 'a_year'),
    codes: rows.map((row) => textAt(row, 'region_code')),
  };
}

export function volumePeersQuery(warehouse: Warehouse, spec: VolumePeersSpec) {
  return queryOptions({
    queryKey: ['volume-peers', warehouse.version, spec],
    queryFn: ({ signal }) => volumePeers(warehouse, spec, signal),
  });
}

/** A township of which many reports are held. */
export interface WellKnownTownship {
  readonly code: string;
  readonly reports: number;
  /** Of those, reports with a whole table of section 2. */
  readonly whole: number;
}

export interface WellKnownSpec {
  /** Those inside a region; the nation for all. */
  readonly region: string;
  readonly limit: number;
}

export function wellKnownStatement({ region, limit }: WellKnownSpec): Statement {
  const level = levelOfCode(region);
  const inside = level === 'nation' ? '' : ' AND starts_with(m.region_code, $region)';
  return {
    name: 'well-known-townships',
    // In the order of numbers, which for townships is that of their codes.
    sql: `SELECT CAST(m.region_number AS VARCHAR) AS code, count(m.report_key) AS reports,
  count(CASE WHEN m.section2 = 'table' THEN 1 END) AS whole
FROM mart_report_year m
WHERE m.level = 'township'${inside}
GROUP BY m.region_number HAVING count(m.report_key) > 0
ORDER BY whole DESC, reports DESC, m.region_number LIMIT $limit`,
    params: { limit, ...(level === 'nation' ? {} : { region }) },
  };
}

/** The townships with the most whole reports, then the most reports: something to compare before the reader has chosen. */
export async function wellKnownTownships(
  warehouse: Warehouse,
  spec: WellKnownSpec,
  signal?: AbortSignal,
): Promise<readonly WellKnownTownship[]> {
  const rows = await warehouse.engine.query(wellKnownStatement(spec), { signal });
  return rows.map((row) => ({
    code: textAt(row, 'code'),
    reports: numberAt(row, 'reports'),
    whole: numberAt(row, 'whole'),
  }));
}

export function wellKnownQuery(warehouse: Warehouse, spec: WellKnownSpec) {
  return queryOptions({
    queryKey: ['well-known-townships', warehouse.version, spec],
    queryFn: ({ signal }) => wellKnownTownships(warehouse, spec, signal),
  });
}

/** The county whose townships are a township's neighbours; the county itself for a county; else none. */
export function countyOf(code: string): string | null {
  const level = levelOfCode(code);
  if (level === 'county') return code;
  return level === 'township' ? (parentOfCode(code) ?? null) : null;
}
