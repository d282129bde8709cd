import { childLevelOf, listedParentOf, NATION_CODE, type Region } from '#model/region.ts';

/** The region list by code and by parent, as a reader goes through it: Beijing's districts stand right below Beijing. */
export interface RegionTree {
  readonly get: (code: string) => Region | undefined;
  /** Regions directly below, in the order of the list; the provinces for the nation. */
  readonly childrenOf: (code: string) => readonly Region[];
  /** From the province down to the region itself; empty for the nation and for an unknown code. */
  readonly pathOf: (code: string) => readonly Region[];
}

export function createRegionTree(regions: readonly Region[]): RegionTree {
  const byCode = new Map(regions.map((region) => [region.code, region]));
  const children = new Map<string, Region[]>();
  for (const region of regions) {
    const parent = listedUnder(region, byCode);
    // A municipality's 市辖区 and 县 are rows of the list, but no places to go to.
    if (region.level === 'prefecture' && childLevelOf(parent) === 'county') continue;
    const siblings = children.get(parent);
    if (siblings) siblings.push(region);
    else children.set(parent, [region]);
  }
  return {
    get: (code) => byCode.get(code),
    childrenOf: (code) => children.get(code) ?? [],
    pathOf: (code) => {
      const path: Region[] = [];
      let region = byCode.get(code);
      // A broken list could name a region as its own ancestor; four levels are all there are.
      while (region && path.length < 4) {
        path.unshift(region);
        region = byCode.get(listedUnder(region, byCode));
      }
      return path;
    },
  };
}

function listedUnder(region: Region, byCode: ReadonlyMap<string, Region>): string {
  const listed = listedParentOf(region.code);
  return listed !== undefined && (listed === NATION_CODE || byCode.has(listed))
    ? listed
    : (region.parent_code ?? NATION_CODE);
}
