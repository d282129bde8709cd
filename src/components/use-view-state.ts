/** The view state inside React: read from the router's address, changed by going to another address. */
import { useRouter, useRouterState } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { addressOf, readAddress } from '#view-state/address.ts';
import type { ViewIssue, ViewState } from '#view-state/view-state.ts';

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
  const pathname = useRouterState({ select: ({ location }) => location.pathname });
  const searchText = useRouterState({ select: ({ location }) => location.searchStr });
  const { state, issues } = useMemo(() => readAddress(pathname, searchText), [pathname, searchText]);

  const hrefWith = useCallback(
    (patch: Partial<ViewState>) => addressOf(pathname, { ...state, ...patch }),
    [pathname, state],
  );
  const hrefOfRegion = useCallback(
    (code: string) => addressOf('/region', { ...state, region: code, tables: [], sort: null }),
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
