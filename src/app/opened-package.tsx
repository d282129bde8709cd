/** Opens the data package of the view and hands it to everything below. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import { ErrorFace } from '#components/faces.tsx';
import { LoadProgress, LoadProgressLine, type LoadProgressProps } from '#components/load-progress.tsx';
import { Notice } from '#components/notices.tsx';
import { createRegionTree } from '#components/region-tree.ts';
import { useViewState } from '#components/use-view-state.ts';
import { EngineError } from '#engine/engine.ts';
import { type PackageData, PackageDataContext } from '#figures/package-data.tsx';
import { useLanguage } from '#i18n/use-language.ts';
import type { PinyinReadings } from '#model/pinyin.ts';
import type { Region } from '#model/region.ts';
import { type RegionIndex, regionIndexSteps, searchRegions } from '#model/region-search.ts';
import { regionsQuery } from '#queries/regions.ts';
import type { OpenPackage, OpenProgress } from '#warehouse/open-package.ts';
import type { Addition } from './added-reports/addition.ts';
import { originOf } from './data-origin.ts';
import {
  confirmFirstFigures,
  type ForetoldPackage,
  foretoldQuery,
  showsFirstFigures,
} from './first-figures.ts';
import { idle } from './idle.ts';
import { afterFirstPage, QUICK_LINE } from './line.ts';
import { whenReady } from './milestones.ts';
import { beginOpening } from './opening-attempt.ts';
import { PackageErrorFace } from './package-error-face.tsx';
import { WaitingEngine } from './waiting-engine.ts';

const YEAR_OF_NOTHING = { from: 0, to: 0 };

/** Asked nothing. */
const NOTHING = {
  warehouse: {
    engine: new WaitingEngine(),
    version: '',
    origin: 'csv',
    years: null,
    rows: { regions: 0, reports: 0, disclosures: 0, applications: 0, reviews: 0 },
  },
} satisfies Pick<OpenPackage, 'warehouse'>;

export interface OpenState {
  readonly opened: OpenPackage | undefined;
  /** The reports that were joined to it. */
  readonly addition: Addition | null;
  /** Folder of the package; undefined while it is not known which is wanted. */
  readonly path: string | undefined;
  /** What the build computed of the package; null where it did not, or where the package was opened anew. */
  readonly foretold: ForetoldPackage | null;
  readonly error: Error | null;
  readonly progress: OpenProgress;
  readonly retry: () => void;
  /** The engine died and was started anew. */
  readonly restarted: boolean;
}

const openings = new Map<string, number>();

/** Ms between two words on how far the opening has come, at the least; and, while the page is being made, at the most. */
const [PROGRESS_EVERY, PROGRESS_PATIENCE] = [250, 10_000];

/**
 * Passes on what it is told: the first at once, then the last of each while, once the page has nothing else to do. Each word
 * has React begin anew with a page whose code has just come, so on a slow device that page waited for all the megabytes.
 */
function paced<T>(tell: (told: T) => void): (told: T) => void {
  let waiting: { readonly told: T } | undefined;
  let isPausing = false;
  const tellAll = async (): Promise<void> => {
    isPausing = true;
    for (let last = waiting; last !== undefined; last = waiting) {
      waiting = undefined;
      tell(last.told);
      await new Promise((resolve) => {
        setTimeout(resolve, PROGRESS_EVERY);
      });
      await idle(PROGRESS_PATIENCE);
    }
    isPausing = false;
  };
  return (told) => {
    waiting = { told };
    if (!isPausing) void tellAll();
  };
}

/** An engine that has died so often since the reader last asked for it would die again. */
const MOST_RESTARTS = 3;

/**
 * The package in a folder of this site, opened once and kept until another is asked for, or the reports joined to it
 * change. `hasFirstFigures`: the list of packages says that the build computed some of its answers.
 */
export function useOpenPackage(
  path: string | undefined,
  hasFirstFigures: boolean,
  addition: Addition | null,
): OpenState {
  const client = useQueryClient();
  const [progress, setProgress] = useState<OpenProgress>({ tables: {} });
  const [restarted, setRestarted] = useState(false);
  const [lost, setLost] = useState<{ readonly path: string | undefined; readonly error: Error } | null>(null);
  const starts = useRef({ folder: '', times: 0 });
  const joined = addition?.files.map(({ number }) => number).join(' ') ?? '';
  const key = useMemo(() => ['open-package', path, joined] as const, [path, joined]);
  const foretold = useQuery({
    ...foretoldQuery(client, path ?? ''),
    enabled: path !== undefined && hasFirstFigures,
  });
  const result = useQuery({
    queryKey: key,
    enabled: path !== undefined,
    // One engine holds one package: an older one must be opened again.
    gcTime: 0,
    queryFn: async ({ signal }) => {
      const folder = path ?? '';
      if (!QUICK_LINE) await afterFirstPage;
      const { packageUrl } = await import('#sources/package-url.ts');
      const place = packageUrl(folder, document.baseURI);
      if (!place.ok) throw new RefusedPackage(place.message.zh, place.message.en);
      const opening = (openings.get(folder) ?? 0) + 1;
      openings.set(folder, opening);
      setProgress({ tables: {} });
      const opened = beginOpening(folder);
      const { folder: before, times } = starts.current;
      starts.current = { folder, times: before === folder ? times + 1 : 1 };
      try {
        const { openPackage } = await import('#warehouse/open-package.ts');
        const onProgress = paced((now: OpenProgress) => {
          // Another package may be on its way by now.
          if (!signal.aborted) setProgress(now);
        });
        return await openPackage(place.url, { signal, onProgress, opening, added: addition?.reports });
      } finally {
        opened();
      }
    },
  });
  const { data: opened, error } = result;
  const ahead = foretold.data ?? null;

  // What was asked ahead of the engine goes to it now.
  useEffect(() => {
    const waiting = ahead?.warehouse.engine;
    if (ahead === null || !(waiting instanceof WaitingEngine)) return undefined;
    if (error !== null) waiting.fail(error);
    if (opened === undefined) return undefined;
    waiting.open(opened.warehouse.engine);
    return whenReady((signal) => confirmFirstFigures(client, ahead, opened, signal));
  }, [client, ahead, opened, error]);

  // A dead engine takes its tables with it: the package is opened anew, and the reader is told.
  useEffect(
    () =>
      client.getQueryCache().subscribe(({ query }) => {
        const failure = query.state.error;
        if (query.queryKey[0] === key[0] || !(failure instanceof EngineError) || failure.kind !== 'crash')
          return;
        if (starts.current.times > MOST_RESTARTS) {
          setLost({ path: key[1], error: failure });
          return;
        }
        setRestarted(true);
        void client.resetQueries({ queryKey: key });
      }),
    [client, key],
  );
  return {
    path,
    opened,
    addition,
    foretold: addition !== null || (openings.get(path ?? '') ?? 0) > 1 ? null : ahead,
    error: lost?.path === path && lost !== null ? lost.error : error,
    progress,
    restarted,
    retry: () => {
      starts.current = { folder: '', times: 0 };
      setLost(null);
      void (lost === null ? result.refetch() : client.resetQueries({ queryKey: key }));
    },
  };
}

/** A path that is not one of this site. */
export class RefusedPackage extends Error {
  override readonly name = 'RefusedPackage';
  readonly zh: string;
  constructor(zh: string, en: string) {
    super(en);
    this.zh = zh;
  }
}

async function fetchReadings(signal: AbortSignal): Promise<PinyinReadings> {
  const response = await fetch(new URL('data/pinyin/readings.json', document.baseURI), { signal });
  if (!response.ok) throw new Error(`fetch data/pinyin/readings.json: HTTP ${response.status}`);
  // Made by the build and held to this shape by its tests.
  return (await response.json()) as PinyinReadings;
}

export interface OpenedPackageProps {
  readonly state: OpenState;
  readonly children: ReactNode;
}

/** The four faces of the data as a whole. */
export function OpenedPackage({ state, children }: OpenedPackageProps) {
  const { opened, error, progress, restarted } = state;
  const { language } = useLanguage();
  const { data, failure, retryRegions } = usePackageOf(state);
  if (data === null || (opened !== undefined && error !== null)) {
    if (error !== null) return <PackageErrorFace error={error} state={state} figuresBelow={false} />;
    if (failure !== null) return <ErrorFace error={failure} onRetry={retryRegions} />;
    return <LoadProgress phases={opened === undefined ? phasesOf(progress) : DONE} />;
  }
  return (
    <>
      {restarted ? (
        <Notice>
          {language === 'zh'
            ? '数据引擎意外停止，已重新启动并重新载入数据。'
            : 'The data engine stopped unexpectedly. It was started again and the data reloaded.'}
        </Notice>
      ) : null}
      {error === null ? null : <PackageErrorFace error={error} state={state} figuresBelow />}
      <PackageDataContext value={data}>{children}</PackageDataContext>
      {opened === undefined && error === null ? <LoadProgressLine fraction={fractionOf(progress)} /> : null}
    </>
  );
}

interface RegionSearch {
  readonly search: PackageData['search'];
  /** Builds the index in small steps while nothing else is to be done. */
  readonly prepare: (signal: AbortSignal) => Promise<void>;
}

/** Milliseconds of a step, and between two. */
const [STEP, BREAK] = [8, 20];

/** The index takes a tenth of a second; with the first letter typed whatever of it is still missing is made. */
function searchOf(regions: readonly Region[], readings: PinyinReadings): RegionSearch {
  const steps = regionIndexSteps(regions, readings);
  let index: RegionIndex | undefined;
  const goOn = (until: number): RegionIndex | undefined => {
    while (index === undefined && performance.now() < until) {
      const step = steps.next();
      if (step.done === true) index = step.value;
    }
    return index;
  };
  return {
    search: (query, limit) => {
      const whole = goOn(Number.POSITIVE_INFINITY);
      return whole === undefined ? [] : searchRegions(whole, query, limit);
    },
    async prepare(signal) {
      while (!signal.aborted && goOn(performance.now() + STEP) === undefined) {
        await new Promise((resolve) => setTimeout(resolve, BREAK));
      }
    },
  };
}

interface PackageOnShow {
  /** Null while there is nothing to show. */
  readonly data: PackageData | null;
  /** The list of regions could not be had. */
  readonly failure: Error | null;
  readonly retryRegions: () => void;
}

/** Whether the page has been whole once. */
function useAtRest(): boolean {
  const [atRest, setAtRest] = useState(false);
  useEffect(() => {
    if (atRest) return undefined;
    return whenReady(async () => setAtRest(true));
  }, [atRest]);
  return atRest;
}

/** The opened package; before it is there, what was computed of it, where the view is the one that was computed. */
function usePackageOf({ opened, foretold, addition }: OpenState): PackageOnShow {
  const { path, state } = useViewState();
  const covered = showsFirstFigures(path, state);
  // What was foretold names the regions it shows; the others are for searching, and come when the page is at rest.
  const atRest = useAtRest();
  const regions = useQuery({
    ...regionsQuery((opened ?? foretold ?? NOTHING).warehouse),
    enabled: opened !== undefined && (foretold === null || !covered || atRest),
  });
  const readings = useQuery({
    queryKey: ['pinyin'],
    queryFn: ({ signal }) => fetchReadings(signal),
    enabled: opened !== undefined,
  });
  const list = regions.data;
  const tree = useMemo(() => (list === undefined ? null : createRegionTree(list)), [list]);
  const finder = useMemo(
    () => (list === undefined ? null : searchOf(list, readings.data ?? { characters: {}, names: {} })),
    [list, readings.data],
  );
  useEffect(
    () => (finder === null || readings.data === undefined ? undefined : whenReady(finder.prepare)),
    [finder, readings.data],
  );
  const ahead = useMemo(() => (foretold === null ? null : foretoldData(foretold)), [foretold]);
  const whole = useMemo((): PackageData | null => {
    if (opened === undefined || tree === null || finder === null) return null;
    const { warehouse, descriptor } = opened;
    const origin = originOf(descriptor, addition?.reports ?? null);
    return {
      warehouse,
      tree,
      allRegions: true,
      years: warehouse.years ?? YEAR_OF_NOTHING,
      source: origin.title,
      origin,
      added: new Set(addition?.reports.reports.map(({ report_id }) => report_id)),
      search: finder.search,
    };
  }, [opened, tree, finder, addition]);
  return {
    data: whole ?? (covered ? ahead : null),
    failure: regions.error,
    retryRegions: () => void regions.refetch(),
  };
}

const NONE: ReadonlySet<string> = new Set();

function foretoldData({ figures, warehouse }: ForetoldPackage): PackageData {
  return {
    warehouse,
    tree: createRegionTree(figures.regions),
    allRegions: false,
    years: figures.years,
    source: figures.title,
    origin: figures.origin,
    added: NONE,
    search: searchOf(figures.regions, { characters: {}, names: {} }).search,
  };
}

const DONE: LoadProgressProps['phases'] = {
  engine: { fraction: 1 },
  download: { fraction: 1 },
  validate: { fraction: 1 },
  build: { fraction: 1 },
};

/** Bytes that are here, of all: the engine's and the snapshot's, which come side by side. */
function fractionOf({ engine, snapshot }: OpenProgress): number {
  const parts = [engine, snapshot].filter((part) => part !== undefined);
  const total = parts.reduce((sum, part) => sum + part.total, 0);
  return total === 0 ? 0 : Math.min(1, parts.reduce((sum, part) => sum + part.loaded, 0) / total);
}

/** Bytes and rows of all tables together. */
export function phasesOf(progress: OpenProgress): LoadProgressProps['phases'] {
  const { engine, snapshot, tables, build, joining = false } = progress;
  if (snapshot !== undefined) {
    // Validated and built beforehand: with its last byte nothing is left to do, but to join what the reader has added.
    const here = snapshot.loaded >= snapshot.total;
    return {
      ...(engine ? { engine: { fraction: engine.loaded / engine.total, bytes: engine } } : {}),
      download: { fraction: snapshot.total === 0 ? null : snapshot.loaded / snapshot.total, bytes: snapshot },
      ...(here ? { validate: { fraction: 1 }, build: { fraction: joining ? null : 1 } } : {}),
    };
  }
  const all = Object.values(tables);
  const sum = (value: (table: (typeof all)[number]) => number) =>
    all.reduce((total, table) => total + value(table), 0);
  const loaded = sum(({ bytes }) => bytes);
  const total = all.every(({ totalBytes }) => totalBytes !== null)
    ? sum(({ totalBytes }) => totalBytes ?? 0)
    : null;
  const rows = sum((table) => table.rows);
  const validating = all.some(({ phase }) => phase === 'validate');
  return {
    ...(engine ? { engine: { fraction: engine.loaded / engine.total, bytes: engine } } : {}),
    ...(all.length > 0
      ? {
          download: {
            fraction:
              validating || build !== undefined
                ? 1
                : total === null || total === 0
                  ? null
                  : Math.min(0.99, loaded / total),
            bytes: { loaded, total },
          },
        }
      : {}),
    ...(validating || build !== undefined
      ? { validate: { fraction: build === undefined ? null : 1, rows } }
      : {}),
    ...(build ? { build: { fraction: joining ? null : build.done / build.total } } : {}),
  };
}
