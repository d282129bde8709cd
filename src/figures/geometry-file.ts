/** Boundaries, fetched when a map first needs them: one file for the nation, one for each province. */
import { queryOptions } from '@tanstack/react-query';
import { geometryFileOf, type StoredTopology } from '#charts/geometry.ts';

async function fetchGeometry(file: string, signal: AbortSignal): Promise<StoredTopology> {
  const response = await fetch(new URL(`data/geo/${file}.json`, document.baseURI), { signal });
  if (!response.ok) throw new Error(`fetch data/geo/${file}.json: HTTP ${response.status}`);
  // The build ships these files with the site; data/geo's tests hold them to this shape.
  return (await response.json()) as StoredTopology;
}

export function geometryQuery(region: string) {
  const file = geometryFileOf(region) ?? '';
  return queryOptions({
    queryKey: ['geometry', file],
    queryFn: ({ signal }) => fetchGeometry(file, signal),
  });
}
