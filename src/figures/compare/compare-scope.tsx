/** The group of the comparison page, made from the address and the data. */
import { skipToken, useQuery } from '@tanstack/react-query';
import { createContext, type ReactNode, useContext, useMemo } from 'react';
import { ErrorFace, PendingFace } from '#components/faces.tsx';
import { useViewState } from '#components/use-view-state.ts';
import { useLanguage } from '#i18n/use-language.ts';
import { METRICS, type MetricId } from '#metrics/registry.ts';
import { type VolumePeers, volumePeersQuery, wellKnownQuery } from '#queries/peers.ts';
import { useFigureScope } from '../figure-scope.tsx';
import { type CompareGroup, compareGroup, factsNeeded } from './group.ts';

/** What is compared before the reader has chosen. */
const DEFAULT_METRICS = [
  'permits',
  'penalties',
  'applications_new',
  'disclosure_rate',
  'reconsiderations',
  'lawsuits',
] as const satisfies readonly [MetricId, ...MetricId[]];

const EXAMPLES = 6;

export interface CompareScope {
  readonly group: CompareGroup;
  readonly metrics: readonly [MetricId, ...MetricId[]];
  /** For groups of like volume. */
  readonly volume: VolumePeers | undefined;
}

const CompareScopeContext = createContext<CompareScope | null>(null);

export function useCompareScope(): CompareScope {
  const scope = useContext(CompareScopeContext);
  if (scope === null) throw new Error('a figure of the comparison stands outside of its group');
  return scope;
}

/** The metrics compared: those of the address, or a handful. */
export function useComparedMetrics(): readonly [MetricId, ...MetricId[]] {
  const { state } = useViewState();
  return useMemo(() => {
    const [first, ...rest] = state.metrics.filter((id) => METRICS[id] !== undefined);
    return first === undefined ? DEFAULT_METRICS : [first, ...rest];
  }, [state.metrics]);
}

/** Waits for the group (some rules ask the data) and gives it to the figures inside. */
export function CompareGroupScope({ children }: { readonly children: ReactNode }) {
  const { language } = useLanguage();
  const { state } = useViewState();
  const { warehouse, tree, region, allYears, prose } = useFigureScope();
  const metrics = useComparedMetrics();
  const wish = useMemo(
    () => ({ rule: state.peers, region, picked: state.regions }),
    [state.peers, region, state.regions],
  );
  const need = factsNeeded(wish, tree);
  const volumeOptions = volumePeersQuery(warehouse, { region, years: allYears, prose });
  const volume = useQuery({ ...volumeOptions, ...(need === 'volume' ? {} : { queryFn: skipToken }) });
  const exampleOptions = wellKnownQuery(warehouse, { region, limit: EXAMPLES });
  const examples = useQuery({ ...exampleOptions, ...(need === 'examples' ? {} : { queryFn: skipToken }) });
  const group = useMemo(
    () =>
      compareGroup(wish, {
        tree,
        language,
        volume: need === 'volume' ? volume.data : undefined,
        examples: need === 'examples' ? examples.data?.map(({ code }) => code) : undefined,
      }),
    [wish, tree, language, need, volume.data, examples.data],
  );
  const asked = need === 'volume' ? volume.data : undefined;
  const scope = useMemo(
    () => (group === null ? null : { group, metrics, volume: asked }),
    [group, metrics, asked],
  );
  const failed = need === 'volume' ? volume : examples;
  if (scope === null && failed.isError) {
    return (
      <ErrorFace
        error={failed.error}
        onRetry={() => {
          void failed.refetch();
        }}
      />
    );
  }
  if (scope === null) return <PendingFace height="20rem" />;
  return <CompareScopeContext value={scope}>{children}</CompareScopeContext>;
}
