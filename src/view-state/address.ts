/** Whole addresses inside the site (what follows `#`): path and view together. */
import { NATION_CODE } from '#model/region.ts';
import { readSearchText, writeSearchText } from './search-text.ts';
import { type ReadView, readView, type ViewState, writeView } from './view-state.ts';

const REGION_PATH = /^\/region\/([^/]+)\/?$/;

/** The view of an address; on `/region/CODE` the region is the one of the path, whatever it says. */
export function readAddress(pathname: string, searchText: string): ReadView {
  return readView(readSearchText(searchText), regionOfPath(pathname));
}

function regionOfPath(pathname: string): string | undefined {
  const [, code] = REGION_PATH.exec(pathname) ?? [];
  if (code === undefined) return undefined;
  try {
    return decodeURIComponent(code);
  } catch {
    // Broken percent escapes: no such region, under whatever name it came.
    return code;
  }
}

/**
 * The address of a view on a page. Any path under `/region` stands for the page of the view's own region;
 * the nation has no such page, its place is the overview.
 */
export function addressOf(pathname: string, state: ViewState): string {
  const onRegion = pathname === '/region' || pathname.startsWith('/region/');
  if (!onRegion) return `${pathname}${writeSearchText(writeView(state))}`;
  if (state.region === NATION_CODE) return `/${writeSearchText(writeView(state))}`;
  return `/region/${encodeURIComponent(state.region)}${writeSearchText(writeView(state, true))}`;
}
