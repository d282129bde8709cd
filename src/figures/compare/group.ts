/** Who is compared with whom. Pure. */
import type { NamedRegion } from '#charts/figure.ts';
import type { RegionTree } from '#components/region-tree.ts';
import type { Language } from '#model/bilingual.ts';
import { levelOfCode, listedParentOf, NATION_CODE } from '#model/region.ts';
import { countyOf, type VolumePeers } from '#queries/peers.ts';
import { MOST_REGIONS, type PeerRule } from '#view-state/view-state.ts';
import { regionName } from '../figure-scope.tsx';

/** Why a rule makes no group. */
export type GroupProblem = 'needs-township' | 'needs-county' | 'volume-unknown';

export interface CompareGroup {
  readonly rule: PeerRule;
  /** The region in focus first, then in the order picked or listed. Names are told apart where two are alike. */
  readonly regions: readonly NamedRegion[];
  readonly focus: string | null;
  /** Nothing was chosen yet: the townships of which most reports are held stand in. */
  readonly example: boolean;
  /** Codes asked for that are not in the region list. */
  readonly unknown: readonly string[];
  readonly problem: GroupProblem | null;
}

export interface GroupWish {
  readonly rule: PeerRule;
  /** What a rule is built around, and the focus. */
  readonly region: string;
  /** Picked one by one. */
  readonly picked: readonly string[];
}

export interface GroupFacts {
  readonly tree: RegionTree;
  /** Needed for `volume`. */
  readonly volume?: VolumePeers | undefined;
  /** Needed where nothing was chosen. */
  readonly examples?: readonly string[] | undefined;
  readonly language: Language;
}

/** Too many for a line each: the median and middle half of the group are drawn instead. */
export function isLargeGroup({ regions }: Pick<CompareGroup, 'regions'>): boolean {
  return regions.length > MOST_REGIONS;
}

/** Whether one of the regions contains another: figures of such a group cannot be added up. */
export function overlaps(codes: readonly string[]): boolean {
  const all = new Set(codes);
  return codes.some(
    (code) =>
      (code !== NATION_CODE && all.has(NATION_CODE)) ||
      [2, 4, 6].some((length) => length < code.length && all.has(code.slice(0, length))),
  );
}

/** What a wish still lacks before its group can be made. */
export function factsNeeded(
  { rule, region, picked }: GroupWish,
  tree: RegionTree,
): 'volume' | 'examples' | null {
  if (rule === 'volume') return levelOfCode(region) === 'township' ? 'volume' : null;
  if (rule !== 'picked' || region !== NATION_CODE) return null;
  return picked.some((code) => isKnown(code, tree)) ? null : 'examples';
}

/** The group of a wish; null while a fact it needs is not there yet. */
export function compareGroup(wish: GroupWish, facts: GroupFacts): CompareGroup | null {
  const { rule, region } = wish;
  const group = (codes: readonly string[], given: Partial<CompareGroup> = {}): CompareGroup => {
    const focus = given.focus === undefined ? (codes.includes(region) ? region : null) : given.focus;
    const ordered = focus === null ? codes : [focus, ...codes.filter((code) => code !== focus)];
    return {
      rule,
      regions: distinctNames(ordered, facts),
      focus,
      example: false,
      unknown: [],
      problem: null,
      ...given,
    };
  };
  switch (rule) {
    case 'picked': {
      const known = wish.picked.filter((code) => isKnown(code, facts.tree));
      const unknown = wish.picked.filter((code) => !isKnown(code, facts.tree));
      if (known.length > 0) {
        // Without a focus of its own the first one picked is the one compared with the others.
        const focus = known.includes(region) ? region : (known[0] ?? null);
        return group(known, { focus, unknown });
      }
      if (region !== NATION_CODE) return group([region], { unknown });
      if (facts.examples === undefined) return null;
      return group(facts.examples, { focus: facts.examples[0] ?? null, example: true, unknown });
    }
    case 'county':
    case 'county-kind': {
      const county = countyOf(region);
      if (rule === 'county-kind' && levelOfCode(region) !== 'township') {
        return group([], { problem: 'needs-township' });
      }
      if (county === null) return group([], { problem: 'needs-county' });
      const townships = facts.tree.childrenOf(county);
      const kind = facts.tree.get(region)?.kind;
      const alike = rule === 'county' ? townships : townships.filter((each) => each.kind === kind);
      return group(alike.map(({ code }) => code));
    }
    case 'volume': {
      if (levelOfCode(region) !== 'township') return group([], { problem: 'needs-township' });
      if (facts.volume === undefined) return null;
      return group(facts.volume.codes, facts.volume.own === null ? { problem: 'volume-unknown' } : {});
    }
  }
}

function isKnown(code: string, tree: RegionTree): boolean {
  return code === NATION_CODE || tree.get(code) !== undefined;
}

/** Names of regions; where two are alike (there are hundreds of 城关镇) the one above is put before them. */
function distinctNames(
  codes: readonly string[],
  { tree, language }: Pick<GroupFacts, 'tree' | 'language'>,
): readonly NamedRegion[] {
  const names = codes.map((code) => regionName(tree, code, language));
  const count = new Map<string, number>();
  for (const name of names) count.set(name, (count.get(name) ?? 0) + 1);
  return codes.map((code, index) => {
    const name = names[index] ?? code;
    const parent = listedParentOf(code);
    if ((count.get(name) ?? 0) < 2 || parent === undefined) return { code, name };
    return { code, name: `${regionName(tree, parent, language)}·${name}` };
  });
}
