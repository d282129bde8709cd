import { NATION_CODE, type Region } from '#model/region.ts';

/** The region list by code and by parent. */
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
    const parent = region.parent_code ?? NATION_CODE;
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
        region = region.parent_code === null ? undefined : byCode.get(region.parent_code);
      }
      return path;
    },
  };
}

/** "河北省 › 保定市 › 涞水县", without the region itself unless asked for. */
export function pathText(path: readonly Region[], separator: string): string {
  return path.map((region) => region.name).join(separator);
}
