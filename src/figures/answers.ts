/** Questions asked by figures: the last answer stays on view, under a veil, while the next one is on its way. */
import { keepPreviousData, type UseQueryOptions, useQuery } from '@tanstack/react-query';
import { useCallback, useMemo } from 'react';
import type { QueryOutcome } from '#components/query-view.tsx';

/** The answer to one question of `queries/`. */
export function useAnswer<T, K extends readonly unknown[]>(
  options: UseQueryOptions<T, Error, T, K>,
): QueryOutcome<T> {
  return useQuery({ ...options, placeholderData: keepPreviousData });
}

/** Two answers that make sense only together. Stable while both are, so that charts are not made anew without need. */
export function useBoth<A, B>(a: QueryOutcome<A>, b: QueryOutcome<B>): QueryOutcome<readonly [A, B]> {
  const data = useMemo(
    () => (a.data === undefined || b.data === undefined ? undefined : ([a.data, b.data] as const)),
    [a.data, b.data],
  );
  const { refetch: again } = a;
  const { refetch: againOther } = b;
  const refetch = useCallback(() => Promise.all([again(), againOther()]), [again, againOther]);
  return {
    data,
    isError: a.isError || b.isError,
    error: a.error ?? b.error,
    isPlaceholderData: a.isPlaceholderData || b.isPlaceholderData,
    isRefetching: a.isRefetching || b.isRefetching,
    refetch,
  };
}
