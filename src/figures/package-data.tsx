/** The data package on show, opened: what pages and the header know of it. */
import { createContext, useContext } from 'react';
import type { RegionTree } from '#components/region-tree.ts';
import type { DataOrigin } from '#downloads/figure-file.ts';
import type { Bilingual } from '#model/bilingual.ts';
import type { RegionMatch } from '#model/region-search.ts';
import type { YearRange } from '#model/year.ts';
import type { Warehouse } from '#warehouse/warehouse.ts';

export interface PackageData {
  readonly warehouse: Warehouse;
  readonly tree: RegionTree;
  /** False while only the regions of the first figures are known: others cannot be found yet. */
  readonly allRegions: boolean;
  /** First and last year with a report. */
  readonly years: YearRange;
  readonly source: Bilingual;
  /** What files say of the data. */
  readonly origin: DataOrigin;
  /** Numbers of the reports that the reader has added on this device. */
  readonly added: ReadonlySet<string>;
  /** Best matches first, by name, pinyin, initials or code. */
  readonly search: (query: string, limit: number) => readonly RegionMatch[];
}

export const PackageDataContext = createContext<PackageData | null>(null);

export function usePackageData(): PackageData {
  const data = useContext(PackageDataContext);
  if (data === null) throw new Error('a page stands outside of an opened data package');
  return data;
}
