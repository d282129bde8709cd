/** Fits the address to the data and gives the page's figures their place and years. */
import { type ReactNode, useMemo } from 'react';
import { AddressNotices } from '#components/notices.tsx';
import { useViewState } from '#components/use-view-state.ts';
import { type FigureScope, FigureScopeContext } from '#figures/figure-scope.tsx';
import { usePackageData } from '#figures/package-data.tsx';
import { StoryScope } from '#figures/story/story-scope.tsx';
import { resolveView } from '#view-state/resolve-view.ts';
import { useMilestones } from './milestones.ts';

export function PageScope({ children }: { readonly children: ReactNode }) {
  const { state, tidy } = useViewState();
  const { warehouse, tree, years: allYears, source } = usePackageData();
  const view = useMemo(
    () => resolveView(state, { years: allYears, hasRegion: (code) => tree.get(code) !== undefined }),
    [state, allYears, tree],
  );
  const { region, years } = view;
  const { from, to } = years;
  const scope = useMemo(
    (): FigureScope => ({
      warehouse,
      tree,
      region,
      years: { from, to },
      allYears,
      prose: state.prose,
      source,
    }),
    [warehouse, tree, region, from, to, allYears, state.prose, source],
  );
  useMilestones(warehouse.version);
  return (
    <FigureScopeContext value={scope}>
      {view.issues.length > 0 ? (
        <AddressNotices issues={view.issues} onDismiss={() => tidy({ region, years })} />
      ) : null}
      <StoryScope>{children}</StoryScope>
    </FigureScopeContext>
  );
}
