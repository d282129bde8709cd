/** The view state inside React: read from the router's address, changed by going to another address. */
import { rootRouteId, useRouter, useRouterState } from '@tanstack/react-router';
import {
  type Context,
  createContext,
  createElement,
  type ReactNode,
  useCallback,
  useContext,
  useMemo,
} from 'react';
import { addressOf, readAddress } from '#view-state/address.ts';
import { writeSearchText } from '#view-state/search-text.ts';
import type { ReadView, TableSort, ViewIssue, ViewState } from '#view-state/view-state.ts';

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

interface AddressedPages {
  readonly matches: readonly PageMatch[];
  readonly location: { readonly pathname: string; readonly searchStr: string };
}

function shownPath({ matches, location }: AddressedPages): string {
  return pageOf(matches)?.pathname ?? location.pathname;
}

function shownSearch({ matches, location }: AddressedPages): string {
  const page = pageOf(matches);
  return page ? writeSearchText(page.search) : location.searchStr;
}

/** Empty where there is no such page. */
function shownRoute({ matches }: AddressedPages): string {
  return pageOf(matches)?.routeId ?? '';
}

function useShownPath(): string {
  return useRouterState({ select: shownPath });
}

/** Whether a figure stands alone, most likely in a frame of another page: what its links lead to opens apart. */
export function useInFrame(): boolean {
  return useShownPath().startsWith('/embed/');
}

/** What to change: some of the view, or what that is to be, told from the view as it is by then. */
export type ViewPatch = Partial<ViewState> | ((state: ViewState) => Partial<ViewState>);

export interface ViewTools {
  /** The path of the page, and the route it belongs to; no route where there is no such page. */
  readonly path: string;
  readonly route: string;
  readonly state: ViewState;
  /** What in the address was not followed. Stands as long as the address does. */
  readonly issues: readonly ViewIssue[];
  /** An action of the reader: a new entry in the history. A region set on a region's page leads to the other's. */
  readonly update: (patch: ViewPatch) => void;
  /** Rewrites the address without what was not followed, in place. */
  readonly tidy: (patch?: Partial<ViewState>) => void;
  /** The address of this page with some of the view changed, for links. */
  readonly hrefWith: (patch: Partial<ViewState>) => string;
  /** The address of a region's page, keeping the rest of the view but what belongs to this page's figures. */
  readonly hrefOfRegion: (code: string) => string;
}

const ViewContext = createContext<ViewTools | null>(null);
const PresentViewContext = createContext<ViewTools | null>(null);

/** The address as the controls know it: without what stands in single figures or lies over the page. */
export type Choices = Pick<ViewTools, 'path' | 'state' | 'update'>;

const ChoicesContext = createContext<Choices | null>(null);

let lastRead: { readonly path: string; readonly search: string; readonly view: ReadView } | undefined;

/** Asked by many for the same address. */
function viewOf(path: string, search: string): ReadView {
  if (lastRead?.path !== path || lastRead.search !== search) {
    lastRead = { path, search, view: readAddress(path, search) };
  }
  return lastRead.view;
}

function useAddressedView(): ViewTools {
  const { history } = useRouter();
  const pathname = useShownPath();
  const route = useRouterState({ select: shownRoute });
  const searchText = useRouterState({ select: shownSearch });
  const { state, issues } = useMemo(() => viewOf(pathname, searchText), [pathname, searchText]);

  // The address as it is by then: what is on show may be one change behind it.
  const update = useCallback(
    (patch: ViewPatch) => {
      const { pathname: path, search } = history.location;
      const { state: present } = readAddress(path, search);
      const change = typeof patch === 'function' ? patch(present) : patch;
      history.push(addressOf(path, { ...present, ...change }));
    },
    [history],
  );
  const tidy = useCallback(
    (patch: Partial<ViewState> = {}) => history.replace(addressOf(pathname, { ...state, ...patch })),
    [history, pathname, state],
  );
  return useMemo(
    () => ({ path: pathname, route, state, issues, update, tidy, ...linksOf(pathname, state) }),
    [state, issues, update, tidy, pathname, route],
  );
}

function linksOf(pathname: string, state: ViewState): Pick<ViewTools, 'hrefWith' | 'hrefOfRegion'> {
  return {
    hrefWith: (patch) => addressOf(pathname, { ...state, ...patch }),
    hrefOfRegion: (code) =>
      addressOf('/region', { ...state, region: code, tables: [], sort: null, open: [] }),
  };
}

/** Around everything: reads the address once for all. */
export function ViewProvider({ children }: { readonly children: ReactNode }) {
  const tools = useAddressedView();
  const choices = useChoicesOf(tools);
  return createElement(
    PresentViewContext,
    { value: tools },
    createElement(ChoicesContext, { value: choices }, createElement(ViewContext, { value: tools }, children)),
  );
}

function useChoicesOf({ path, state, update }: ViewTools): Choices {
  const chosen = { ...state, tables: [], sort: null, open: [], story: null };
  const address = addressOf(path, chosen);
  return useMemo(
    () => ({ path, state: chosen, update }),
    // oxlint-disable-next-line react/exhaustive-deps -- `address` is what is chosen
    [address, path, update],
  );
}

/** Below it `useViewState` gives `tools`; `usePresentView` still gives the address as it is. */
export function ShownView({ tools, children }: { readonly tools: ViewTools; readonly children: ReactNode }) {
  return createElement(ViewContext, { value: tools }, children);
}

/** The view on show. Within a page that is the last one drawn, for a moment, while the next is being made. */
export function useViewState(): ViewTools {
  return useWithin(ViewContext);
}

/** The view of the address at this moment: for what lies over the page. */
export function usePresentView(): ViewTools {
  return useWithin(PresentViewContext);
}

/** For controls, which answer at once: drawn again only when something else is chosen, not for a turned figure or a story. */
export function useChoices(): Choices {
  return useWithin(ChoicesContext);
}

/** A part of the view of this moment, as text. The component is drawn again only when the part is another one. */
function usePresentPart(select: (state: ViewState) => string): string {
  return useRouterState({
    select: (router) => select(viewOf(shownPath(router), shownSearch(router)).state),
  });
}

/** Whether a figure is shown as a table at this moment. */
export function useAsTable(figure: string): boolean {
  return usePresentPart(({ tables }) => (tables.includes(figure) ? 'table' : 'chart')) === 'table';
}

/** How a figure's table is sorted at this moment; null when it is not. */
export function useSortOf(figure: string): Pick<TableSort, 'column' | 'descending'> | null {
  const sort = usePresentPart(({ sort: one }) =>
    one?.figure === figure ? `${one.descending ? '-' : '+'}${one.column}` : '',
  );
  return useMemo(
    () => (sort === '' ? null : { column: sort.slice(1), descending: sort.startsWith('-') }),
    [sort],
  );
}

function useWithin<T>(context: Context<T | null>): T {
  const tools = useContext(context);
  if (tools === null) throw new Error('a view stands outside of ViewProvider');
  return tools;
}

const NO_ISSUES: readonly ViewIssue[] = [];

/** The view without its story, which lies over the page: the page is not drawn again when one opens or closes. */
export function useViewBeneath({ path, route, state, issues, update, tidy }: ViewTools): ViewTools {
  const address = addressOf(path, { ...state, story: null });
  const noted = issues.length === 0 ? NO_ISSUES : issues;
  return useMemo(
    () => {
      const beneath = { ...state, story: null };
      return { path, route, state: beneath, issues: noted, update, tidy, ...linksOf(path, beneath) };
    },
    // oxlint-disable-next-line react/exhaustive-deps -- `address` is the state, but for the story
    [address, path, route, noted, update],
  );
}
