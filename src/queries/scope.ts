/**
 * Which rows of `mart_report_year` (alias `m`) a question is about. Figures of a region are always made of its
 * townships, one level only: a county's own report is never added to those of its townships.
 */
import type { SqlScalar, Statement } from '#engine/engine.ts';
import { type AreaLevel, childLevelOf, levelOfCode, NATION_CODE, type RegionLevel } from '#model/region.ts';
import type { YearRange } from '#model/year.ts';

/** SQL of the number of the region of a level that a row belongs to: numbers are compared and grouped faster than text. */
export const NUMBER_AT: Readonly<Record<RegionLevel, string>> = {
  province: 'm.area // 10000',
  prefecture: 'm.area // 100',
  county: 'm.area',
  township: 'm.region_number',
};

/** From one number to another, both counted in. */
export interface Areas {
  readonly from: number;
  readonly to: number;
}

/** Codes inside a region have an area between these two; see `warehouse/tables.ts`. */
function areasOf(code: string): Areas {
  const digits = code === NATION_CODE ? '' : code.slice(0, 6);
  return { from: Number(digits.padEnd(6, '0')), to: Number(digits.padEnd(6, '9')) };
}

/** The reports of a region's townships have keys between these two; with `areas`, those of its townships in them. */
export function keysOf(code: string, areas: Areas = areasOf(code)): Areas {
  if (areaLevel(code) === 'township') return { from: Number(`${code}0000`), to: Number(`${code}9999`) };
  return { from: areas.from * 10_000_000, to: areas.to * 10_000_000 + 9_999_999 };
}

/**
 * SQL: the rows of a fact are of the report. By the year as well: by one number alone, all numbers between the least and
 * the greatest would be laid out, 3 MB for one county.
 */
export function sameReport(report: string, rows: string): string {
  return `${rows}.report_key = ${report}.report_key AND ${rows}.report_key % 10000 = ${report}.report_key % 10000`;
}

export interface Scope {
  readonly where: string;
  readonly params: Readonly<Record<string, SqlScalar>>;
}

export function areaLevel(code: string): AreaLevel {
  const level = levelOfCode(code);
  if (level === undefined) throw new RangeError(`not a region code: ${code}`);
  return level;
}

/**
 * The township rows of a region and years. Parameters: `area_from` and `area_to` (absent for the nation), `region`
 * (for a township alone), `year_from`, `year_to`.
 */
export function townshipScope(code: string, years: YearRange): Scope {
  return scopeOf(code, years, "m.level = 'township'");
}

/** The rows a question is about. */
export interface Source {
  /** SQL from `FROM` on. */
  readonly sql: string;
  readonly params: Scope['params'];
}

/** See `townshipScope`. */
export function townshipSource(code: string, years: YearRange): Source {
  const { where, params } = townshipScope(code, years);
  return { sql: `FROM mart_report_year m\nWHERE ${where}`, params };
}

/**
 * The township rows, and for each of the listed children a row a year that says nothing but where it is, not even its
 * level: so a child without townships is a group, too.
 */
export function childrenSource(code: string, years: YearRange): Source {
  const level = childLevelOf(code);
  if (level === undefined || level === 'township') return townshipSource(code, years);
  const { where, params } = townshipScope(code, years);
  const children = scopeOf(code, years, `m.level = '${level}'`);
  return {
    sql: `FROM (
  FROM mart_report_year m WHERE ${where}
  UNION ALL BY NAME
  SELECT m.region_number, m.area, m.year FROM mart_report_year m WHERE ${children.where}
) m`,
    params,
  };
}

function scopeOf(code: string, years: YearRange, levels: string): Scope {
  const level = areaLevel(code);
  const inYears = 'm.year BETWEEN $year_from AND $year_to';
  const params = { year_from: years.from, year_to: years.to };
  if (level === 'nation') return { where: `${levels} AND ${inYears}`, params };
  const areas = areasOf(code);
  const inArea = 'm.area BETWEEN $area_from AND $area_to';
  const itself = level === 'township' ? ' AND m.region_number = $region' : '';
  return {
    where: `${levels} AND ${inArea}${itself} AND ${inYears}`,
    params: {
      ...params,
      area_from: areas.from,
      area_to: areas.to,
      ...(level === 'township' ? { region: Number(code) } : {}),
    },
  };
}

/** What rows are taken together by. */
export interface Grouping {
  /** SQL of the code, over the groups. */
  readonly code: string;
  /** `GROUP BY` and what follows; there is no row where the scope has none. */
  readonly sql: string;
  readonly params: Statement['params'] & object;
}

/** One row for the region itself, or for each of its listed children; with `yearly`, for each of their years. */
export function groupingOf(code: string, by: 'region' | 'children', yearly: boolean): Grouping {
  const years = yearly ? ['m.year'] : [];
  if (by === 'region') {
    const sql = yearly ? 'GROUP BY m.year' : 'HAVING count(*) > 0';
    return code === NATION_CODE
      ? { code: `'${NATION_CODE}'`, sql, params: {} }
      : { code: '$code', sql, params: { code } };
  }
  const number = childNumber(code);
  return { code: `CAST(${number} AS VARCHAR)`, sql: `GROUP BY ${[number, ...years].join(', ')}`, params: {} };
}

/** SQL of the number of the listed child a row belongs to. */
export function childNumber(code: string): string {
  const level = childLevelOf(code);
  if (level === undefined) throw new RangeError(`a township has no regions below it: ${code}`);
  return NUMBER_AT[level];
}
