/** All regions of the package, for the picker, the breadcrumb and the names in charts. */
import { queryOptions } from '@tanstack/react-query';
import type { Statement } from '#engine/engine.ts';
import type { Region, RegionLevel, TownshipKind } from '#model/region.ts';
import type { Warehouse } from '#warehouse/warehouse.ts';
import { textAt, textOrNullAt } from './row-cells.ts';

/** In the order of codes; by numbers, which are sorted faster than text. */
export const REGIONS_STATEMENT: Statement = {
  name: 'regions',
  sql: 'SELECT code, name, level, parent_code, kind FROM dim_region ORDER BY area, level, number',
};

export async function regions(warehouse: Warehouse, signal?: AbortSignal): Promise<readonly Region[]> {
  const rows = await warehouse.engine.query(REGIONS_STATEMENT, { signal });
  return rows.map((row) => ({
    code: textAt(row, 'code'),
    name: textAt(row, 'name'),
    level: textAt(row, 'level') as RegionLevel,
    parent_code: textOrNullAt(row, 'parent_code'),
    kind: textOrNullAt(row, 'kind') as TownshipKind | null,
  }));
}

export function regionsQuery(warehouse: Warehouse) {
  return queryOptions({
    queryKey: ['regions', warehouse.version],
    queryFn: ({ signal }) => regions(warehouse, signal),
  });
}
