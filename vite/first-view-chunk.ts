/** Which chunk a module goes into that the first view needs beside the frame of the app. */
import { fileURLToPath } from 'node:url';

/** The bundler's view of the modules. */
interface Modules {
  getModuleInfo(id: string): { readonly importedIds: readonly string[] } | null;
}

const idOf = (file: string) => fileURLToPath(new URL(`../src/${file}`, import.meta.url));
const OVERVIEW = idOf('pages/overview/overview-page.tsx');
const OPENING = idOf('warehouse/open-package.ts');

/** The module and all that it needs before it runs. */
function reachedFrom(root: string, modules: Modules): ReadonlySet<string> {
  const reached = new Set([root]);
  // A set's iteration meets what is added on the way.
  for (const id of reached) {
    for (const imported of modules.getModuleInfo(id)?.importedIds ?? []) reached.add(imported);
  }
  return reached;
}

const known = new WeakMap<Modules, { overview: ReadonlySet<string>; opening: ReadonlySet<string> }>();

/**
 * `overview`: the page that opens first. `opening`: what starts the engine and opens the data, which on a slow line
 * comes later. `questions`: what both need. Null for all other modules, and the bundler decides.
 */
export function firstViewChunk(id: string, modules: Modules): string | null {
  let sets = known.get(modules);
  if (sets === undefined) {
    sets = { overview: reachedFrom(OVERVIEW, modules), opening: reachedFrom(OPENING, modules) };
    known.set(modules, sets);
  }
  const [shown, opened] = [sets.overview.has(id), sets.opening.has(id)];
  if (shown && opened) return 'questions';
  if (shown) return 'overview';
  return opened ? 'opening' : null;
}
