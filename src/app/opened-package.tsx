/** Opens the data package of the view and hands it to everything below. */
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { ErrorFace } from '#components/faces.tsx';
import { LoadProgress, type LoadProgressProps } from '#components/load-progress.tsx';
import { Notice } from '#components/notices.tsx';
import { createRegionTree } from '#components/region-tree.ts';
import { EngineError } from '#engine/engine.ts';
import { type PackageData, PackageDataContext } from '#figures/package-data.tsx';
import { useLanguage } from '#i18n/use-language.ts';
import type { PinyinReadings } from '#model/pinyin.ts';
import type { Region } from '#model/region.ts';
import { createRegionIndex, type RegionIndex, searchRegions } from '#model/region-search.ts';
import { regionsQuery } from '#queries/regions.ts';
import { packageUrl } from '#sources/package-url.ts';
import { type OpenPackage, type OpenProgress, openPackage } from '#warehouse/open-package.ts';
import { originOf } from './data-origin.ts';
import { PackageErrorFace } from './package-error-face.tsx';

const YEAR_OF_NOTHING = { from: 0, to: 0 };

export interface OpenState {
  readonly opened: OpenPackage | undefined;
  readonly error: Error | null;
  readonly progress: OpenProgress;
  readonly retry: () => void;
  /** The engine died and was started anew. */
  readonly restarted: boolean;
}

/** The package in a folder of this site, opened once and kept until another is asked for. */
export function useOpenPackage(path: string | undefined): OpenState {
  const client = useQueryClient();
  const [progress, setProgress] = useState<OpenProgress>({ tables: {} });
  const [restarted, setRestarted] = useState(false);
  const key = useMemo(() => ['open-package', path] as const, [path]);
  const result = useQuery({
    queryKey: key,
    enabled: path !== undefined,
    // One engine holds one package: an older one must be opened again.
    gcTime: 0,
    queryFn: ({ signal }) => {
      const place = packageUrl(path ?? '', document.baseURI);
      if (!place.ok) throw new RefusedPackage(place.message.zh, place.message.en);
      setProgress({ tables: {} });
      return openPackage(place.url, { signal, onProgress: setProgress });
    },
  });

  // A dead engine takes its tables with it: the package is opened anew, and the reader is told.
  useEffect(
    () =>
      client.getQueryCache().subscribe(({ query }) => {
        const { error } = query.state;
        if (query.queryKey[0] === key[0] || !(error instanceof EngineError) || error.kind !== 'crash') return;
        setRestarted(true);
        void client.resetQueries({ queryKey: key });
      }),
    [client, key],
  );
  return {
    opened: result.data,
    error: result.error,
    progress,
    restarted,
    retry: () => void result.refetch(),
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
  const { opened, error, progress, retry, restarted } = state;
  const { language } = useLanguage();
  if (error !== null) return <PackageErrorFace error={error} onRetry={retry} />;
  if (opened === undefined) return <LoadProgress phases={phasesOf(progress)} />;
  return (
    <>
      {restarted ? (
        <Notice>
          {language === 'zh'
            ? '数据引擎意外停止，已重新启动并重新载入数据。'
            : 'The data engine stopped unexpectedly. It was started again and the data reloaded.'}
        </Notice>
      ) : null}
      <WithRegions opened={opened}>{children}</WithRegions>
    </>
  );
}

/** The index is built with the first letter typed: a tenth of a second that who does not search should not wait for. */
function searchOf(regions: readonly Region[], readings: PinyinReadings): PackageData['search'] {
  let index: RegionIndex | undefined;
  return (query, limit) => {
    index ??= createRegionIndex(regions, readings);
    return searchRegions(index, query, limit);
  };
}

function WithRegions({ opened, children }: { readonly opened: OpenPackage; readonly children: ReactNode }) {
  const { warehouse, descriptor } = opened;
  const regions = useQuery(regionsQuery(warehouse));
  const readings = useQuery({ queryKey: ['pinyin'], queryFn: ({ signal }) => fetchReadings(signal) });
  const data = useMemo((): PackageData | null => {
    if (regions.data === undefined) return null;
    const list = regions.data;
    const known = readings.data ?? { characters: {}, names: {} };
    return {
      warehouse,
      tree: createRegionTree(list),
      years: warehouse.years ?? YEAR_OF_NOTHING,
      source: descriptor.title,
      origin: originOf(descriptor),
      search: searchOf(list, known),
    };
  }, [warehouse, descriptor, regions.data, readings.data]);
  if (regions.error !== null)
    return <ErrorFace error={regions.error} onRetry={() => void regions.refetch()} />;
  if (data === null) return <LoadProgress phases={DONE} />;
  return <PackageDataContext value={data}>{children}</PackageDataContext>;
}

const DONE: LoadProgressProps['phases'] = {
  engine: { fraction: 1 },
  download: { fraction: 1 },
  validate: { fraction: 1 },
  build: { fraction: 1 },
};

/** Bytes and rows of all tables together. */
export function phasesOf({ engine, snapshot, tables, build }: OpenProgress): LoadProgressProps['phases'] {
  if (snapshot !== undefined) {
    // Validated and built beforehand: with its last byte nothing is left to do.
    const here = snapshot.loaded >= snapshot.total;
    return {
      ...(engine ? { engine: { fraction: engine.loaded / engine.total, bytes: engine } } : {}),
      download: { fraction: snapshot.total === 0 ? null : snapshot.loaded / snapshot.total, bytes: snapshot },
      ...(here ? { validate: { fraction: 1 }, build: { fraction: 1 } } : {}),
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
    ...(build ? { build: { fraction: build.done / build.total } } : {}),
  };
}
