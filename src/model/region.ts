/** Levels of the administrative division, top down. `nation` has no row in regions.csv. */
export const REGION_LEVELS = ['province', 'prefecture', 'county', 'township'] as const;
export type RegionLevel = (typeof REGION_LEVELS)[number];
export type AreaLevel = 'nation' | RegionLevel;

export const TOWNSHIP_KINDS = ['镇', '乡', '街道', '民族乡', '苏木', '民族苏木', '地区', '其他'] as const;
export type TownshipKind = (typeof TOWNSHIP_KINDS)[number];

/**
 * The whole country's code. Region codes are 2, 4, 6 or 9 digits (National Bureau of Statistics, 2023);
 * the nation is above all of them and is not a row of regions.csv.
 */
export const NATION_CODE = '0';

export interface Region {
  readonly code: string;
  readonly name: string;
  readonly level: RegionLevel;
  /** null for provinces, whose parent is the nation. */
  readonly parent_code: string | null;
  /** Townships only. */
  readonly kind: TownshipKind | null;
}

const LEVEL_OF_LENGTH: Readonly<Record<number, RegionLevel>> = {
  2: 'province',
  4: 'prefecture',
  6: 'county',
  9: 'township',
};

/** The level a region code belongs to by its length; undefined if it is not a region code. */
export function levelOfCode(code: string): AreaLevel | undefined {
  if (code === NATION_CODE) return 'nation';
  return /^\d+$/.test(code) ? LEVEL_OF_LENGTH[code.length] : undefined;
}

/** The level directly below, or undefined for townships. */
export function levelBelow(level: AreaLevel): RegionLevel | undefined {
  if (level === 'nation') return 'province';
  return REGION_LEVELS[REGION_LEVELS.indexOf(level) + 1];
}

/** Code of the region one level up; the nation for a province; undefined for the nation itself. */
export function parentOfCode(code: string): string | undefined {
  switch (levelOfCode(code)) {
    case 'province':
      return NATION_CODE;
    case 'prefecture':
      return code.slice(0, 2);
    case 'county':
      return code.slice(0, 4);
    case 'township':
      return code.slice(0, 6);
    case 'nation':
    case undefined:
      return undefined;
  }
}

/**
 * Municipalities: their prefecture rows (市辖区, 县) are book-keeping, not places, so the districts and
 * counties stand directly below them wherever children are listed.
 */
const MUNICIPALITIES: ReadonlySet<string> = new Set(['11', '12', '31', '50']);

/** The level of the regions listed under a region; undefined for townships. */
export function childLevelOf(code: string): RegionLevel | undefined {
  const level = levelOfCode(code);
  if (level === undefined) return undefined;
  return MUNICIPALITIES.has(code) ? 'county' : levelBelow(level);
}

/** The region a reader goes up to: a municipality's districts go straight to the municipality. */
export function listedParentOf(code: string): string | undefined {
  const parent = parentOfCode(code);
  if (parent === undefined) return undefined;
  const province = parent.slice(0, 2);
  return parent.length === 4 && MUNICIPALITIES.has(province) ? province : parent;
}

/** Ancestors from the nation down to the region itself, as listed. */
export function pathOfCode(code: string): readonly string[] {
  const parent = listedParentOf(code);
  return parent === undefined ? [code] : [...pathOfCode(parent), code];
}
