/** Fits the address to the data and gives the page's figures their place and years. */
import { useRouter } from '@tanstack/react-router';
import { type ReactNode, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import { AddressNotices } from '#components/notices.tsx';
import { ShownView, usePresentView, useShownPath, useViewBeneath } from '#components/use-view-state.ts';
import { type FigureScope, FigureScopeContext, PresentScopeContext } from '#figures/figure-scope.tsx';
import { type PackageData, usePackageData } from '#figures/package-data.tsx';
import { StoryScope } from '#figures/story/story-scope.tsx';
import { InTurns, Turns } from '#figures/turns.tsx';
import { LOCALES } from '#i18n/format.ts';
import { LanguageContext } from '#i18n/use-language.ts';
import { type ResolvedView, resolveView } from '#view-state/resolve-view.ts';
import type { ViewState } from '#view-state/view-state.ts';
import { useMilestones } from './milestones.ts';
import styles from './page-scope.module.css';

/**
 * A change of the address is answered at once by the controls and by a veil over the page. The page itself is made
 * anew in small steps, between which the reader can go on, and shown when it is done.
 */
export function PageScope({ children }: { readonly children: ReactNode }) {
  const present = usePresentView();
  const path = useShownPath();
  const beneath = useViewBeneath(present, path);
  const page = path.split('/')[1] ?? '';
  const now = useMemo(() => ({ page, tools: beneath }), [page, beneath]);
  const before = useDeferredValue(now);
  // The router puts a page of another kind in place at once; it must not be given the view of the one before.
  const shown = before.page === page ? before.tools : beneath;
  const view = useResolved(beneath.state);
  const presentScope = useScope(beneath.state, view);
  const scope = useScope(shown.state, useResolved(shown.state));
  const { lang } = shown.state;
  const { warehouse } = usePackageData();
  useMilestones(warehouse.version);
  const turns = useTurnsOf(page, shown.state);
  const behind = !sameFigures(shown.state, beneath.state);
  return (
    <PresentScopeContext value={presentScope}>
      <FigureScopeContext value={scope}>
        {view.issues.length > 0 ? (
          <AddressNotices
            issues={view.issues}
            onDismiss={() => present.tidy({ region: view.region, years: view.years })}
          />
        ) : null}
        <ShownView tools={shown}>
          <LanguageContext value={lang}>
            <I18nProvider locale={LOCALES[lang]}>
              <div className={styles.page} aria-busy={behind}>
                <InTurns turns={turns}>
                  <StoryScope>{children}</StoryScope>
                </InTurns>
              </div>
            </I18nProvider>
          </LanguageContext>
        </ShownView>
      </FigureScopeContext>
    </PresentScopeContext>
  );
}

/**
 * The first page of a visit is drawn at once; so is one gone back to, which is scrolled to where it was left, and one
 * that is opened at an entry. One come to by a link takes its turns.
 */
function useTurnsOf(page: string, { open }: ViewState): Turns | null {
  const { history } = useRouter();
  const isFollowing = useRef(false);
  useEffect(
    () =>
      history.subscribe(({ action }: { readonly action: { readonly type: string } }) => {
        isFollowing.current = action.type === 'PUSH';
      }),
    [history],
  );
  const [arrival, arrive] = useState<{ readonly page: string; readonly turns: Turns | null }>({
    page,
    turns: null,
  });
  if (arrival.page === page) return arrival.turns;
  // oxlint-disable-next-line react/refs -- of the event that leads to this drawing
  const turns = isFollowing.current && open.length === 0 ? new Turns() : null;
  arrive({ page, turns });
  return turns;
}

function useResolved(state: ViewState): ResolvedView {
  const { tree, years } = usePackageData();
  return useMemo(
    () => resolveView(state, { years, hasRegion: (code) => tree.get(code) !== undefined }),
    [state, years, tree],
  );
}

/** Stable as long as place, years and data are the same. */
function useScope({ prose }: ViewState, { region, years: { from, to } }: ResolvedView): FigureScope {
  const { warehouse, tree, years: allYears, source }: PackageData = usePackageData();
  return useMemo(
    () => ({ warehouse, tree, region, years: { from, to }, allYears, prose, source }),
    [warehouse, tree, region, from, to, allYears, prose, source],
  );
}

/** Tables and their order are shown by the figure they belong to, at once. */
function sameFigures(a: ViewState, b: ViewState): boolean {
  const rest = ({ tables: _tables, sort: _sort, ...others }: ViewState) => JSON.stringify(others);
  return a === b || rest(a) === rest(b);
}
