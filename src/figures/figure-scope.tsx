/** What all figures of a page have in common: the data, the place, the years. */
import { createContext, useContext } from 'react';
import type { NamedRegion } from '#charts/figure.ts';
import { type RegionTree } from '#components/region-tree.ts';
import { pick } from '#i18n/format.ts';
import type { Bilingual, Language } from '#model/bilingual.ts';
import { childLevelOf, levelOfCode, NATION_CODE, type Region } from '#model/region.ts';
import type { YearRange } from '#model/year.ts';
import type { Warehouse } from '#warehouse/warehouse.ts';

export interface FigureScope {
  readonly warehouse: Warehouse;
  readonly tree: RegionTree;
  readonly region: string;
  /** The years chosen; trends always show all years of the data. */
  readonly years: YearRange;
  readonly allYears: YearRange;
  readonly prose: boolean;
  /** What the source line names. */
  readonly source: Bilingual;
}

/** Of the page on show, which may be one change behind the address. */
export const FigureScopeContext = createContext<FigureScope | null>(null);

/** Of the address at this moment. */
export const PresentScopeContext = createContext<FigureScope | null>(null);

export function useFigureScope(): FigureScope {
  return useWithin(FigureScopeContext);
}

/** For controls, which show a choice before the page has followed it. */
export function usePresentScope(): FigureScope {
  return useWithin(PresentScopeContext);
}

function useWithin(context: typeof FigureScopeContext): FigureScope {
  const scope = useContext(context);
  if (scope === null) throw new Error('a figure stands outside of a page with data');
  return scope;
}

export const NATION_NAME: Bilingual = { zh: '全国', en: 'China' };

export function regionName(tree: RegionTree, code: string, language: Language): string {
  return code === NATION_CODE ? pick(NATION_NAME, language) : (tree.get(code)?.name ?? code);
}

/** Regions listed below one: a municipality's districts stand directly under it. */
export function listedChildren(tree: RegionTree, code: string): readonly Region[] {
  const level = childLevelOf(code);
  const below = tree.childrenOf(code);
  if (level === undefined || below.every((child) => child.level === level)) return below;
  return below.flatMap((child) => (child.level === level ? [child] : tree.childrenOf(child.code)));
}

export function namesOf(regions: readonly Region[]): readonly NamedRegion[] {
  return regions.map(({ code, name }) => ({ code, name }));
}

export function isTownship(code: string): boolean {
  return levelOfCode(code) === 'township';
}
