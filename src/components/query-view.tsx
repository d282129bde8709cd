import type { ReactNode } from 'react';

/** What a view has to know of a question: a react-query result, or several of them put together. */
export interface QueryOutcome<T> {
  readonly data: T | undefined;
  readonly isError: boolean;
  readonly error: Error | null;
  readonly isPlaceholderData: boolean;
  readonly isRefetching: boolean;
  readonly refetch: () => Promise<unknown>;
}

export interface QueryViewProps<T> {
  readonly result: QueryOutcome<T>;
  /** Before the first answer. */
  readonly pending: () => ReactNode;
  /** The question failed and there is no earlier answer. */
  readonly error: (error: Error, retry: () => void) => ReactNode;
  /** An answer without content. */
  readonly empty: () => ReactNode;
  /** `busy`: a newer answer is on its way, and this is the one before. */
  readonly data: (data: T, busy: boolean) => ReactNode;
  /** What counts as empty; an empty list where not given. */
  readonly isEmpty?: (data: T) => boolean;
}

/** The four faces of a question. All are asked for, so none is forgotten. */
export function QueryView<T>({
  result,
  pending,
  error,
  empty,
  data,
  isEmpty = isEmptyList,
}: QueryViewProps<T>) {
  if (result.isError && result.data === undefined) {
    return error(result.error ?? new Error('unknown'), () => {
      void result.refetch();
    });
  }
  if (result.data === undefined) return pending();
  if (isEmpty(result.data)) {
    // The answer before, to another question, says nothing of this one.
    return result.isPlaceholderData ? pending() : empty();
  }
  return data(result.data, result.isPlaceholderData || result.isRefetching);
}

function isEmptyList(data: unknown): boolean {
  return Array.isArray(data) && data.length === 0;
}
