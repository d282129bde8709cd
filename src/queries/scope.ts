/**
 * Which rows of `mart_report_year` (alias `m`) a question is about. Figures of a region are always made of its
 * townships, one level only: a county's own report is never added to those of its townships.
 */
import type { SqlScalar } from '#engine/engine.ts';
import { type AreaLevel, childLevelOf, levelOfCode, NATION_CODE, type RegionLevel } from '#model/region.ts';
import type { YearRange } from '#model/year.ts';

const CODE_COLUMN: Readonly<Record<RegionLevel, string>> = {
  province: 'm.province_code',
  prefecture: 'm.prefecture_code',
  county: 'm.county_code',
  township: 'm.region_code',
};

export interface Scope {
  readonly where: string;
  readonly params: Readonly<Record<string, SqlScalar>>;
}

export function areaLevel(code: string): AreaLevel {
  const level = levelOfCode(code);
  if (level === undefined) throw new RangeError(`not a region code: ${code}`);
  return level;
}

/** The township rows of a region and years. Parameters: `region` (absent for the nation), `year_from`, `year_to`. */
export function townshipScope(code: string, years: YearRange): Scope {
  return scopeOf(code, years, "m.level = 'township'");
}

/**
 * The township rows and those of the listed children themselves, so that a child without townships is a group,
 * too. Aggregates then take `m.level = 'township'` as a filter.
 */
export function childrenScope(code: string, years: YearRange): Scope {
  return scopeOf(code, years, `m.level IN ('township', '${childLevelOf(code) ?? 'township'}')`);
}

function scopeOf(code: string, years: YearRange, levels: string): Scope {
  const level = areaLevel(code);
  const inRegion = level === 'nation' ? 'TRUE' : `${CODE_COLUMN[level]} = $region`;
  return {
    where: `${levels} AND ${inRegion} AND m.year BETWEEN $year_from AND $year_to`,
    params: {
      year_from: years.from,
      year_to: years.to,
      ...(level === 'nation' ? {} : { region: code }),
    },
  };
}

/** SQL of the code a row is grouped under: the region itself, or its listed children. */
export function groupColumn(code: string, by: 'region' | 'children'): string {
  const own = areaLevel(code);
  if (by === 'region') return own === 'nation' ? `'${NATION_CODE}'` : CODE_COLUMN[own];
  const level = childLevelOf(code);
  if (level === undefined) throw new RangeError(`a township has no regions below it: ${code}`);
  return CODE_COLUMN[level];
}
