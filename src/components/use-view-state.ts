/** The view state inside React: read from the router's address, changed by going to another address. */
import { rootRouteId, useRouter, useRouterState } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { addressOf, readAddress } from '#view-state/address.ts';
import { writeSearchText } from '#view-state/search-text.ts';
import type { ViewIssue, ViewState } from '#view-state/view-state.ts';

interface PageMatch {
  readonly routeId: string;
  readonly pathname: string;
  readonly search: Readonly<Record<string, unknown>>;
}

/** The page on show; while another one is being loaded, that is not yet the page of the router's location. */
function pageOf(matches: readonly PageMatch[]): PageMatch | undefined {
  const leaf = matches.at(-1);
  // Only the root matches where there is no such page.
  return leaf && leaf.routeId !== rootRouteId ? leaf : undefined;
}

/** Path of the page on show. */
export function useShownPath(): string {
  return useRouterState({
    select: ({ matches, location }) => pageOf(matches)?.pathname ?? location.pathname,
  });
}

/** Whether a figure stands alone, most likely in a frame of another page: what its links lead to opens apart. */
export function useInFrame(): boolean {
  return useShownPath().startsWith('/embed/');
}

export interface ViewTools {
  readonly state: ViewState;
  /** What in the address was not followed. Stands as long as the address does. */
  readonly issues: readonly ViewIssue[];
  /** An action of the reader: a new entry in the history. A region set on a region's page leads to the other's. */
  readonly update: (patch: Partial<ViewState>) => void;
  /** Rewrites the address without what was not followed, in place. */
  readonly tidy: (patch?: Partial<ViewState>) => void;
  /** The address of this page with some of the view changed, for links. */
  readonly hrefWith: (patch: Partial<ViewState>) => string;
  /** The address of a region's page, keeping the rest of the view but what belongs to this page's figures. */
  readonly hrefOfRegion: (code: string) => string;
}

export function useViewState(): ViewTools {
  const { history } = useRouter();
  const pathname = useShownPath();
  const searchText = useRouterState({
    select: ({ matches, location }) => {
      const page = pageOf(matches);
      return page ? writeSearchText(page.search) : location.searchStr;
    },
  });
  const { state, issues } = useMemo(() => readAddress(pathname, searchText), [pathname, searchText]);

  const hrefWith = useCallback(
    (patch: Partial<ViewState>) => addressOf(pathname, { ...state, ...patch }),
    [pathname, state],
  );
  const hrefOfRegion = useCallback(
    (code: string) => addressOf('/region', { ...state, region: code, tables: [], sort: null, open: [] }),
    [state],
  );
  const update = useCallback(
    (patch: Partial<ViewState>) => history.push(hrefWith(patch)),
    [history, hrefWith],
  );
  const tidy = useCallback(
    (patch: Partial<ViewState> = {}) => history.replace(hrefWith(patch)),
    [history, hrefWith],
  );
  return useMemo(
    () => ({ state, issues, update, tidy, hrefWith, hrefOfRegion }),
    [state, issues, update, tidy, hrefWith, hrefOfRegion],
  );
}
