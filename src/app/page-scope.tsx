/** Fits the address to the data and gives the page's figures their place and years. */
import { CatchBoundary, type ErrorComponentProps, useRouter } from '@tanstack/react-router';
import { createElement, memo, Suspense, useDeferredValue, useEffect, useMemo, useRef, useState } from 'react';
import { I18nProvider } from 'react-aria-components';
import { ErrorFace } from '#components/faces.tsx';
import { AddressNotices } from '#components/notices.tsx';
import { ShownView, usePresentView, useViewBeneath, type ViewTools } from '#components/use-view-state.ts';
import { type FigureScope, FigureScopeContext, PresentScopeContext } from '#figures/figure-scope.tsx';
import { type PackageData, usePackageData } from '#figures/package-data.tsx';
import { StoryScope } from '#figures/story/story-scope.tsx';
import { InTurns, Turns } from '#figures/turns.tsx';
import { LOCALES } from '#i18n/format.ts';
import { LanguageContext } from '#i18n/use-language.ts';
import { type ResolvedView, resolveView } from '#view-state/resolve-view.ts';
import type { ViewState } from '#view-state/view-state.ts';
import { answerEarlyPress } from './early-press.ts';
import { useMilestones } from './milestones.ts';
import { pageOf } from './page-list.tsx';
import styles from './page-scope.module.css';
import { PageToCome } from './page-to-come.tsx';

/**
 * The page of the address. A change of the address is answered at once by the controls and by a veil over the page. The
 * page itself, or the one a link led to, is made in small steps, between which the reader can go on, and shown when it
 * is done.
 */
export function PageScope() {
  const present = usePresentView();
  const beneath = useViewBeneath(present);
  const before = useDeferredValue(beneath);
  const arrival = useArrival(beneath);
  const shown = before.route === beneath.route || arrival.isFollowed ? before : beneath;
  const view = useResolved(beneath.state);
  const presentScope = useScope(beneath.state, view);
  const scope = useScope(shown.state, useResolved(shown.state));
  const { lang } = shown.state;
  const { warehouse } = usePackageData();
  useMilestones(warehouse.version);
  const behind = shown.route !== beneath.route || !sameFigures(shown.state, beneath.state);
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
                <InTurns turns={arrival.turns}>
                  <StoryScope>
                    <Page route={shown.route} />
                  </StoryScope>
                </InTurns>
              </div>
            </I18nProvider>
          </LanguageContext>
        </ShownView>
      </FigureScopeContext>
    </PresentScopeContext>
  );
}

/** Not drawn again by what only its scope has to know: the page hears of the view it shows. */
const Page = memo(function RoutedPage({ route }: { readonly route: string }) {
  return (
    <CatchBoundary getResetKey={() => route} errorComponent={PageError}>
      <Suspense key={route} fallback={<PageToCome />}>
        {createElement(pageOf(route))}
        <PageIsThere />
      </Suspense>
    </CatchBoundary>
  );
});

function PageIsThere() {
  useEffect(() => answerEarlyPress('page'), []);
  return null;
}

function PageError({ error, reset }: ErrorComponentProps) {
  return <ErrorFace error={error} onRetry={reset} />;
}

interface Arrival {
  readonly route: string;
  /** By a link. The first page of a visit is drawn at once; so is one gone back to, which is scrolled to where it was left. */
  readonly isFollowed: boolean;
  /** Of a page come to by a link, unless it is opened at an entry. */
  readonly turns: Turns | null;
}

function useArrival({ route, state }: ViewTools): Arrival {
  const { history } = useRouter();
  const isFollowing = useRef(false);
  useEffect(
    () =>
      history.subscribe(({ action }: { readonly action: { readonly type: string } }) => {
        isFollowing.current = action.type === 'PUSH';
      }),
    [history],
  );
  const [arrival, arrive] = useState<Arrival>({ route, isFollowed: false, turns: null });
  if (arrival.route === route) return arrival;
  // oxlint-disable-next-line react/refs -- of the event that leads to this drawing
  const isFollowed = isFollowing.current;
  const arrived = { route, isFollowed, turns: isFollowed && state.open.length === 0 ? new Turns() : null };
  arrive(arrived);
  return arrived;
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
  const years = useMemo(() => ({ from, to }), [from, to]);
  return useMemo(
    () => ({ warehouse, tree, region, years, allYears, prose, source }),
    [warehouse, tree, region, years, allYears, prose, source],
  );
}

/** Tables and their order are shown by the figure they belong to, at once. */
function sameFigures(a: ViewState, b: ViewState): boolean {
  const rest = ({ tables: _tables, sort: _sort, ...others }: ViewState) => JSON.stringify(others);
  return a === b || rest(a) === rest(b);
}
