/** Routes. Hash history: deep links work on any static host, in any folder, without rewrite rules. */
import {
  createRootRoute,
  createRoute,
  createRouter,
  type ErrorComponentProps,
  type ParsedLocation,
  type RouterHistory,
} from '@tanstack/react-router';
import { ErrorFace } from '#components/faces.tsx';
import { readAddress } from '#view-state/address.ts';
import { readSearchText, writeSearchText } from '#view-state/search-text.ts';
import { ROUTES } from './page-list.tsx';
import { RootLayout, Surroundings } from './root-layout.tsx';

/** The frame itself failed: nothing around it can be relied on but the address. */
function RootError({ error }: ErrorComponentProps) {
  const [, search = ''] = window.location.hash.split('?');
  return (
    <Surroundings language={readAddress('/', search).state.lang}>
      <main>
        <ErrorFace error={error} />
      </main>
    </Surroundings>
  );
}

const rootRoute = createRootRoute({
  component: RootLayout,
  errorComponent: RootError,
});

/** What stands on a page is drawn by `PageScope`. */
const routeTree = rootRoute.addChildren(
  ROUTES.map((path) => createRoute({ getParentRoute: () => rootRoute, path })),
);

/** Page and place of the address last drawn. */
let drawn = '';

/**
 * A new page or place begins at its top, or where the reader had left it. Anything else, such as turning a
 * figure over or opening a story, leaves the page where it is.
 */
function isElsewhere({ location }: { readonly location: ParsedLocation }): boolean {
  const here = `${location.pathname}?${readAddress(location.pathname, location.searchStr).state.region}`;
  const elsewhere = here !== drawn;
  drawn = here;
  return elsewhere;
}

export function createAppRouter(history: RouterHistory) {
  return createRouter({
    routeTree,
    history,
    // Lossless both ways: the router never rewrites an address behind the reader's back. What the
    // parameters mean is decided in view-state.
    parseSearch: readSearchText,
    stringifySearch: writeSearchText,
    scrollRestoration: isElsewhere,
  });
}

export type AppRouter = ReturnType<typeof createAppRouter>;
