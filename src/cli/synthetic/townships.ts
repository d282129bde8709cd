import type { Region, TownshipKind } from '#model/region.ts';
import { regions as regionsTable } from '#sources/regions.ts';
import { typedRows } from '#sources/typed-rows.ts';
import { validateTable } from '#sources/validate.ts';
import { drawsFor } from './draws.ts';

export interface Township extends Region {
  readonly level: 'township';
  readonly parent_code: string;
  readonly kind: TownshipKind;
}

/** A county and the townships of it that the package covers, in order of code. */
export interface CountyTownships {
  readonly code: string;
  readonly townships: readonly Township[];
}

/** The rows of a regions.csv. Throws on the first fault: the file is to be the project's own, or as sound. */
export function parseRegions(csv: string, file = 'regions.csv'): readonly Region[] {
  const { issues, csv: sound } = validateTable(regionsTable, csv, { file });
  const [fault] = issues;
  if (fault !== undefined) throw new Error(`${file}, line ${fault.line ?? 1}: ${fault.message.en}`);
  return typedRows(regionsTable, sound);
}

/**
 * Choose townships for a package: all of them, or a seeded draw of `count` that takes whole counties as long as they
 * fit, so that a county's page has all its bodies; only the last county may be cut. Counties come in order of code.
 */
export function chooseTownships(
  regions: readonly Region[],
  count: number | undefined,
  seed: string,
): readonly CountyTownships[] {
  const counties = countiesOf(regions);
  const available = counties.reduce((sum, county) => sum + county.townships.length, 0);
  if (count === undefined || count >= available) return counties;

  const shuffled = counties
    .map((county) => ({ county, rank: drawsFor(seed, 'choose', county.code)() }))
    .sort((a, b) => a.rank - b.rank || (a.county.code < b.county.code ? -1 : 1))
    .map(({ county }) => county);
  const chosen: CountyTownships[] = [];
  const tooLarge: CountyTownships[] = [];
  let room = count;
  for (const county of shuffled) {
    if (county.townships.length > room) {
      tooLarge.push(county);
      continue;
    }
    chosen.push(county);
    room -= county.townships.length;
  }
  const cut = tooLarge[0];
  if (room > 0 && cut !== undefined) chosen.push({ ...cut, townships: cut.townships.slice(0, room) });
  return chosen.sort((a, b) => (a.code < b.code ? -1 : 1));
}

/** The chosen townships with all regions above them, in the order of the whole list. */
export function withAncestors(
  regions: readonly Region[],
  counties: readonly CountyTownships[],
): readonly Region[] {
  const parentOf = new Map(regions.map((region) => [region.code, region.parent_code]));
  const kept = new Set<string>();
  for (const { townships } of counties) {
    for (const township of townships) {
      let code: string | null | undefined = township.code;
      while (typeof code === 'string' && !kept.has(code)) {
        kept.add(code);
        code = parentOf.get(code);
      }
    }
  }
  return regions.filter((region) => kept.has(region.code));
}

function countiesOf(regions: readonly Region[]): CountyTownships[] {
  const byCounty = new Map<string, Township[]>();
  for (const region of regions) {
    if (!isTownship(region)) continue;
    const townships = byCounty.get(region.parent_code);
    if (townships === undefined) byCounty.set(region.parent_code, [region]);
    else townships.push(region);
  }
  return [...byCounty]
    .map(([code, townships]) => ({ code, townships: townships.sort((a, b) => (a.code < b.code ? -1 : 1)) }))
    .sort((a, b) => (a.code < b.code ? -1 : 1));
}

function isTownship(region: Region): region is Township {
  return region.level === 'township' && region.parent_code !== null && region.kind !== null;
}
