import { parentOfCode, type Region } from '#model/region.ts';

/** Prefectures a province's codes have room for: two digits, 00 left free as in the real list. */
const MOST_PREFECTURES = 99;

/**
 * A country `times` as large: the list as it is, and beside it copies of every prefecture with its counties and
 * townships, under provinces of codes that the real list does not use. Names are those of the original; the provinces
 * added say that they are copies. Throws when there are not codes enough, somewhere above 10 times the nation.
 */
export function multiplyRegions(regions: readonly Region[], times: number): readonly Region[] {
  if (times === 1) return regions;
  const used = new Set(regions.map(({ code }) => code.slice(0, 2)));
  const free = Array.from({ length: 90 }, (_, index) => `${index + 10}`).filter((code) => !used.has(code));
  const byPrefecture = new Map<string, Region[]>();
  for (const region of regions) {
    if (region.level === 'province') continue;
    const code = region.code.slice(0, 4);
    const tree = byPrefecture.get(code);
    if (tree) tree.push(region);
    else byPrefecture.set(code, [region]);
  }
  const copies = regions
    .filter(({ level }) => level === 'province')
    .flatMap((province) => {
      const prefectures = [...byPrefecture].filter(([code]) => code.startsWith(province.code));
      const wanted = Array.from({ length: times - 1 }, () => prefectures).flat();
      return Array.from({ length: Math.ceil(wanted.length / MOST_PREFECTURES) }, (_, part) => {
        const code = free.shift();
        if (code === undefined) throw new RangeError(`--times ${times}: there are not codes enough.`);
        const own = wanted.slice(part * MOST_PREFECTURES, (part + 1) * MOST_PREFECTURES);
        return [
          { ...province, code, name: `${province.name}（仿${part + 1}）` },
          ...own.flatMap(([, tree], index) => {
            const prefix = `${code}${`${index + 1}`.padStart(2, '0')}`;
            return tree.map((region) => withCode(region, prefix + region.code.slice(4)));
          }),
        ];
      }).flat();
    });
  return [...regions, ...copies];
}

function withCode(region: Region, code: string): Region {
  return { ...region, code, parent_code: parentOfCode(code) ?? null };
}
