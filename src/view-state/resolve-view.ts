/** What only the loaded data can tell about an address: which packages, years and regions there are. */
import { NATION_CODE } from '#model/region.ts';
import type { YearRange } from '#model/year.ts';
import { type ViewIssue, type ViewState, yearsText } from './view-state.ts';

export interface PackageFacts {
  /** First and last year with a report. */
  readonly years: YearRange;
  /** Whether the package's region list has this code; the nation always counts as known. */
  readonly hasRegion: (code: string) => boolean;
}

export interface ResolvedView {
  /** The years to show: those asked for, cut to the package's; the last one where none were asked for. */
  readonly years: YearRange;
  /** The region to show; the nation where the one asked for is not in the list. */
  readonly region: string;
  readonly issues: readonly ViewIssue[];
}

/** Fits a view to the data: years are cut to what the package covers, an unknown region becomes the nation. */
export function resolveView(state: ViewState, facts: PackageFacts): ResolvedView {
  const issues: ViewIssue[] = [];
  const years = fitYears(state.years, facts.years, issues);
  const known = state.region === NATION_CODE || facts.hasRegion(state.region);
  if (!known) issues.push({ parameter: 'region', raw: state.region, reason: 'unknown-region' });
  return { years, region: known ? state.region : NATION_CODE, issues };
}

function fitYears(asked: YearRange | null, all: YearRange, issues: ViewIssue[]): YearRange {
  // Reports are yearly: without a wish, the last year is the news.
  if (!asked) return { from: all.to, to: all.to };
  const cut = { from: Math.max(asked.from, all.from), to: Math.min(asked.to, all.to) };
  if (cut.from > cut.to) {
    issues.push({ parameter: 'years', raw: yearsText(asked), reason: 'years-outside', used: yearsText(all) });
    return all;
  }
  if (cut.from !== asked.from || cut.to !== asked.to) {
    issues.push({ parameter: 'years', raw: yearsText(asked), reason: 'years-clamped', used: yearsText(cut) });
  }
  return cut;
}

/**
 * Where the package of a view is: one the site ships, by its name or path, or the path the view gives. Whether
 * there is a package at such a path is found out by opening it.
 */
export function resolvePackage<P extends { readonly name: string; readonly path: string }>(
  state: ViewState,
  packages: readonly [P, ...P[]],
): { readonly path: string; readonly entry: P | null } {
  if (state.package === null) return { path: packages[0].path, entry: packages[0] };
  const asked = state.package.replace(/^\.\//, '').replace(/\/+$/, '');
  const entry = packages.find(({ name, path }) => name === asked || path === asked) ?? null;
  return { path: entry?.path ?? state.package, entry };
}
