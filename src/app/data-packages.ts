/** The list of data packages the site ships, as the build wrote it. */
import { queryOptions } from '@tanstack/react-query';
import * as v from 'valibot';
import type { PackageEntry } from '#components/package-entry.ts';

const LIST = 'data/packages.json';

/** A package that the site ships lives in the site's own folder: no other host, no way out of it. */
export const SHIPPED_PATH = /^(?:data|packages\/[a-z0-9][a-z0-9._-]*)$/;

const Entry = v.object({
  path: v.pipe(v.string(), v.regex(SHIPPED_PATH)),
  name: v.pipe(v.string(), v.minLength(1)),
  title: v.object({ zh: v.string(), en: v.string() }),
  synthetic: v.boolean(),
  reports: v.pipe(v.number(), v.integer(), v.minValue(0)),
  first_figures: v.optional(v.boolean(), false),
});
const List = v.tupleWithRest([Entry], Entry);

export type PackageList = readonly [PackageEntry, ...PackageEntry[]];

/** A file of the site that could not be had, or is not what it should be. */
class DownloadError extends Error {
  override readonly name = 'DownloadError';
}

/** Fetches and checks the list. Rejects with `DownloadError`. */
async function fetchPackageList(signal?: AbortSignal): Promise<PackageList> {
  const address = new URL(LIST, document.baseURI);
  const response = await fetch(address, signal ? { signal } : {});
  if (!response.ok) throw new DownloadError(`${LIST}: HTTP ${response.status}`);
  const result = v.safeParse(List, await response.json());
  if (!result.success) {
    const [issue] = result.issues;
    throw new DownloadError(`${LIST}: ${v.getDotPath(issue) ?? ''} ${issue.message}`);
  }
  return result.output;
}

/** The list as it is stored; null when it is not what it should be. */
export function readPackageList(content: unknown): PackageList | null {
  const result = v.safeParse(List, content);
  return result.success ? result.output : null;
}

export const packageListQuery = queryOptions({
  queryKey: ['packages'],
  // A list that came with the page is as old as the build.
  staleTime: 60_000,
  queryFn: ({ signal }) => fetchPackageList(signal),
});
