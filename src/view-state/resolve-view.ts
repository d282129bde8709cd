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
  /** The years to show: those asked for, cut to the package's; all of them where none were asked for. */
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
  if (!asked) return all;
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

/** The package a view asks for, or the first one with a note when there is none of that name. */
export function resolvePackage<P extends { readonly name: string }>(
  state: ViewState,
  packages: readonly [P, ...P[]],
): { readonly entry: P; readonly issues: readonly ViewIssue[] } {
  if (state.package === null) return { entry: packages[0], issues: [] };
  const entry = packages.find(({ name }) => name === state.package);
  if (entry) return { entry, issues: [] };
  return {
    entry: packages[0],
    issues: [{ parameter: 'package', raw: state.package, reason: 'unknown-package', used: packages[0].name }],
  };
}
