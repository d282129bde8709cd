/** Which outline of the sources stands for which county, and which counties have none. Pure. */
import type { Region } from '#model/region.ts';
import type { Rings } from './source-map.ts';

/** One named outline of a source package. */
export interface SourceOutline {
  /** The source's own six-digit code; empty where it has none. */
  readonly code: string;
  readonly name: string;
  /** Four digits: the prefecture whose file holds the outline. */
  readonly prefecture: string;
  readonly polygons: readonly Rings[];
}

/**
 * One row of aliases.csv. `extent`: `same` the outline is the region's; `approximate` part of the border has
 * since moved; `newer-than-source` and `merged-in-source`: the source has no outline of its own for the
 * region. A code of two or four digits takes the outline in, uncoloured, as a part of that province or
 * prefecture.
 */
export interface Alias {
  readonly code: string;
  readonly source_code: string;
  readonly source_name: string;
  readonly extent: 'same' | 'approximate' | 'newer-than-source' | 'merged-in-source';
  readonly reason: string;
}

export const UNMATCHED_REASONS = ['functional-zone', 'newer-than-source', 'merged-in-source'] as const;
export type UnmatchedReason = (typeof UNMATCHED_REASONS)[number];

export interface UnmatchedRegion {
  readonly code: string;
  readonly name: string;
  readonly reason: UnmatchedReason;
  readonly why: string;
}

/** What stands for each region, what is drawn without a region, and what has no outline. */
export interface Matching {
  readonly outlines: ReadonlyMap<string, readonly SourceOutline[]>;
  readonly approximate: ReadonlySet<string>;
  /** Uncoloured outlines; `within` is a province or prefecture code. */
  readonly context: readonly { readonly outline: SourceOutline; readonly within: string }[];
  readonly unmatched: readonly UnmatchedRegion[];
  readonly counts: { readonly byName: number; readonly byAlias: number; readonly unmatched: number };
}

/**
 * Match counties to outlines: by the hand-kept aliases first, then by the same name inside the same
 * prefecture. Throws, naming the places, if a county is neither matched nor explained, if an outline is left
 * over, or if an outline would be used twice: a map is never short of a place by accident.
 */
export function matchCounties(
  regions: readonly Region[],
  sources: readonly SourceOutline[],
  aliases: readonly Alias[],
): Matching {
  const parts = sources.flatMap(splitSansha);
  const aliasesOf = grouped(aliases, (alias) => alias.code);
  const used = new Set<SourceOutline>();
  const problems: string[] = [];
  const outlines = new Map<string, readonly SourceOutline[]>();
  const approximate = new Set<string>();
  const unmatched: UnmatchedRegion[] = [];
  let byName = 0;
  let byAlias = 0;

  const take = (outline: SourceOutline): SourceOutline => {
    if (used.has(outline)) problems.push(`${outline.code} ${outline.name} is used twice`);
    used.add(outline);
    return outline;
  };
  const sourceOf = (alias: Alias): SourceOutline[] => {
    const found = parts.filter(
      (part) =>
        part.name === alias.source_name &&
        part.code.split('#')[0] === alias.source_code &&
        (part.code.split('#')[1] ?? alias.code) === alias.code,
    );
    if (found.length !== 1)
      problems.push(
        `alias ${alias.code}: ${alias.source_code} ${alias.source_name} names ${found.length} outlines`,
      );
    return found.map(take);
  };

  const counties = regions.filter((region) => region.level === 'county');
  const known = new Set(regions.map((region) => region.code));
  for (const code of aliasesOf.keys()) if (!known.has(code)) problems.push(`alias ${code}: no such region`);

  for (const { code, name, parent_code } of counties) {
    const rows = aliasesOf.get(code);
    if (rows !== undefined) {
      const [own] = rows;
      if (own?.extent === 'newer-than-source' || own?.extent === 'merged-in-source') {
        unmatched.push({ code, name, reason: own.extent, why: own.reason });
        continue;
      }
      outlines.set(code, rows.flatMap(sourceOf));
      if (rows.some((row) => row.extent === 'approximate')) approximate.add(code);
      byAlias += 1;
      continue;
    }
    const found = parts.filter((part) => part.prefecture === parent_code && part.name === name);
    if (found.length > 0) {
      if (found.length > 1) problems.push(`${code} ${name}: ${found.length} outlines of that name`);
      outlines.set(code, found.slice(0, 1).map(take));
      byName += 1;
    } else if (isFunctionalZone(code)) {
      unmatched.push({ code, name, reason: 'functional-zone', why: '统计用功能区，不是政区，没有法定界线' });
    } else {
      problems.push(`${code} ${name} has no outline, no alias and no reason`);
    }
  }

  const context = aliases
    .filter((alias) => alias.code.length < 6)
    .flatMap((alias) => sourceOf(alias).map((outline) => ({ outline, within: alias.code })));
  for (const part of parts)
    if (!used.has(part)) problems.push(`outline ${part.code} ${part.name} is left over`);
  if (problems.length > 0) throw new Error(`Counties and outlines do not fit:\n${problems.join('\n')}`);
  return {
    outlines,
    approximate,
    context,
    unmatched,
    counts: { byName, byAlias, unmatched: unmatched.length },
  };
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}

/** The statistics bureau numbers development zones and the like 71 to 79 inside their prefecture. */
function isFunctionalZone(code: string): boolean {
  return /^\d{4}7[1-9]$/.test(code);
}

/**
 * The source draws 三沙市 whole; its three parts are told apart by where an island lies: 南沙群岛 south of
 * 12.5° N, 西沙群岛 between 110.5° and 113.1° E and 15.5° and 17.5° N, and 中沙群岛 with 黄岩岛 the rest.
 */
function splitSansha(outline: SourceOutline): SourceOutline[] {
  if (outline.code !== '460300') return [outline];
  const parts = grouped(outline.polygons, ([ring]) => {
    const [x = 0, y = 0] = ring?.[0] ?? [];
    if (y < 12.5) return '460322';
    return x > 110.5 && x < 113.1 && y > 15.5 && y < 17.5 ? '460321' : '460323';
  });
  return [...parts].map(([code, polygons]) => ({ ...outline, code: `${outline.code}#${code}`, polygons }));
}
