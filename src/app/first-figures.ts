/**
 * The figures of the overview as it first opens, computed by the build with the same questions over the same
 * warehouse, so that they are on the page before the engine is. They become the page's cached answers; once the
 * engine is there it is asked the same questions, and its word counts.
 */
import { type QueryClient, queryOptions } from '@tanstack/react-query';
import * as v from 'valibot';
import type { DataOrigin } from '#downloads/figure-file.ts';
import type { Engine } from '#engine/engine.ts';
import { NATION_CODE, type Region } from '#model/region.ts';
import { readAddress } from '#view-state/address.ts';
import { resolvePackage } from '#view-state/resolve-view.ts';
import type { ViewState } from '#view-state/view-state.ts';
import type { OpenPackage } from '#warehouse/open-package.ts';
import { TableRows, type Warehouse, warehouseVersion } from '#warehouse/warehouse.ts';
import { packageListQuery, SHIPPED_PATH } from './data-packages.ts';
import { idle } from './idle.ts';
import { WaitingEngine } from './waiting-engine.ts';

export const FIRST_FIGURES_FILE = 'first-figures.json';

/** Id of the element of index.html that holds `InlineFigures` as JSON. */
export const INLINE_FIGURES_ID = 'first-figures';

/** Stands in the keys of stored answers where the warehouse's version belongs. */
const VERSION_PLACE = '$version';

const Words = v.object({ zh: v.string(), en: v.string() });
const Count = v.pipe(v.number(), v.integer(), v.minValue(0));

const FirstFigures = v.object({
  /** See `dataVersion`: of the data the figures were computed from. */
  dataVersion: v.string(),
  title: Words,
  origin: v.custom<DataOrigin>((value) =>
    v.is(v.looseObject({ title: Words, files: v.array(v.unknown()) }), value),
  ),
  years: v.object({ from: Count, to: Count }),
  rows: TableRows,
  /** Those that the overview of the nation names: the provinces. */
  regions: v.array(
    v.custom<Region>((value) => v.is(v.looseObject({ code: v.string(), name: v.string() }), value)),
  ),
  /** Query key and answer. What an answer looks like is known to the question alone, whose code is of the same build. */
  answers: v.array(v.object({ key: v.array(v.unknown()), answer: v.unknown() })),
});

/** The content of `first-figures.json`. */
export type FirstFigures = v.InferOutput<typeof FirstFigures>;

/** A package before it is opened. */
export interface ForetoldPackage {
  readonly figures: FirstFigures;
  readonly warehouse: Warehouse;
}

/** Puts the figures into the cache as answers of a warehouse that is yet to come, or of the given engine's. */
export function foretell(client: QueryClient, path: string, figures: FirstFigures, engine: Engine): void {
  const { dataVersion, years, rows } = figures;
  const version = warehouseVersion(dataVersion, 1);
  for (const { key, answer } of figures.answers) {
    client.setQueryData(withPart(key, VERSION_PLACE, version), answer);
  }
  const foretold: ForetoldPackage = {
    figures,
    warehouse: { engine, version, origin: 'snapshot', years, rows },
  };
  client.setQueryData(foretoldKey(path), foretold);
}

/** A query key with one part in place of another. */
function withPart(key: readonly unknown[], from: string, to: string): unknown[] {
  return key.map((part) => (part === from ? to : part));
}

function foretoldKey(path: string) {
  return ['first-figures', path] as const;
}

/** Reads the figures; null when they are not what they should be. */
export function readFirstFigures(content: unknown): FirstFigures | null {
  const read = v.safeParse(FirstFigures, content);
  return read.success ? read.output : null;
}

/** The figures of a package that were computed beforehand; null where there are none. */
export function foretoldQuery(client: QueryClient, path: string) {
  return queryOptions({
    queryKey: foretoldKey(path),
    queryFn: async ({ signal }): Promise<ForetoldPackage | null> => {
      const figures = await fetchFirstFigures(path, signal);
      if (figures === null) return null;
      foretell(client, path, figures, new WaitingEngine());
      return client.getQueryData<ForetoldPackage>(foretoldKey(path)) ?? null;
    },
  });
}

/** The folder of the package a view asks for, where the build computed what the view shows; null elsewhere. */
export async function foretoldFolder(
  client: QueryClient,
  path: string,
  state: ViewState,
): Promise<string | null> {
  if (!showsFirstFigures(path, state)) return null;
  // A list that came with the page will do.
  const chosen = resolvePackage(state, await client.ensureQueryData(packageListQuery));
  return chosen?.entry?.first_figures === true ? chosen.path : null;
}

/** Fetches what was computed for the package that a view asks for, ahead of the page that shows it. */
export async function foretellView(client: QueryClient, path: string, search: string): Promise<void> {
  const folder = await foretoldFolder(client, path, readAddress(path, search).state);
  if (folder !== null) await client.ensureQueryData(foretoldQuery(client, folder));
}

/** Whether the view is one of those the build computed figures for. */
export function showsFirstFigures(path: string, { region }: ViewState): boolean {
  return path === '/' && region === NATION_CODE;
}

/** Without the figures all is as well, only later. */
async function fetchFirstFigures(path: string, signal: AbortSignal): Promise<FirstFigures | null> {
  try {
    return readFirstFigures(await fetchBuilt(path, FIRST_FIGURES_FILE, signal));
  } catch {
    signal.throwIfAborted();
    return null;
  }
}

/** What the build left beside a package's data; null where it left nothing. Only for packages the site ships. */
export async function fetchBuilt(folder: string, file: string, signal?: AbortSignal): Promise<unknown> {
  if (!SHIPPED_PATH.test(folder)) return null;
  const response = await fetch(new URL(`${folder}/${file}`, document.baseURI), signal ? { signal } : {});
  return response.ok ? response.json() : null;
}

/** The answers in the cache as they are stored, of a warehouse's version. */
export function storableAnswers(client: QueryClient, version: string): FirstFigures['answers'] {
  return client
    .getQueryCache()
    .getAll()
    .flatMap(({ queryKey, state }) =>
      queryKey.includes(version) && state.data !== undefined
        ? [{ key: withPart(queryKey, version, VERSION_PLACE), answer: state.data }]
        : [],
    );
}

/**
 * Asks the engine what was computed beforehand, one question after another while nothing else is to do. An answer
 * that differs replaces the one on the page. Besides, it warms the engine up for what the reader asks next. Leaves a
 * User Timing mark `first-figures-confirmed` whose detail says how many differed. Rejects when the engine fails.
 */
export async function confirmFirstFigures(
  client: QueryClient,
  { figures, warehouse }: ForetoldPackage,
  opened: OpenPackage,
  signal: AbortSignal,
): Promise<void> {
  // Other data has other keys: nothing foretold is on the page any more.
  if (opened.warehouse.version !== warehouse.version) return;
  let differing = 0;
  for (const { key, answer } of figures.answers) {
    // What is known of each report lies in a file of its own, which is fetched for readers alone.
    if (key[0] === 'reports-behind') continue;
    await idle();
    signal.throwIfAborted();
    const queryKey = withPart(key, VERSION_PLACE, warehouse.version);
    const query = client.getQueryCache().find({ queryKey, exact: true });
    const ask = query?.options.queryFn;
    if (query === undefined || typeof ask !== 'function') continue;
    const answered: unknown = await ask({ client, queryKey, signal, meta: undefined });
    if (JSON.stringify(answered) === JSON.stringify(answer)) continue;
    differing += 1;
    client.setQueryData(queryKey, answered);
  }
  performance.mark('first-figures-confirmed', { detail: differing });
}
