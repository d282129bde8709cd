/** The first figures of the site's own data, which the build puts into index.html itself. */
import type { QueryClient } from '@tanstack/react-query';
import * as v from 'valibot';
import { packageListQuery, readPackageList } from './data-packages.ts';
import { foretell, INLINE_FIGURES_ID, readFirstFigures } from './first-figures.ts';
import { WaitingEngine } from './waiting-engine.ts';

/** `list` is the content of `data/packages.json`, `figures` that of the first package's `first-figures.json`. */
const Inline = v.object({ list: v.unknown(), figures: v.unknown() });
export type InlineFigures = v.InferOutput<typeof Inline>;

/**
 * At the bare address: takes the list of packages and the first one's figures from the page. The list is fetched all
 * the same, since packages can be added to a site after its build.
 */
export function foretellInline(client: QueryClient): void {
  const element = document.getElementById(INLINE_FIGURES_ID);
  if (element === null || document.documentElement.dataset['view'] === 'other') return;
  const read = v.safeParse(Inline, JSON.parse(element.textContent ?? ''));
  const list = read.success ? readPackageList(read.output.list) : null;
  if (!read.success || list === null) return;
  client.setQueryData(packageListQuery.queryKey, list, { updatedAt: 0 });
  const figures = readFirstFigures(read.output.figures);
  if (figures !== null) foretell(client, list[0].path, figures, new WaitingEngine());
}
