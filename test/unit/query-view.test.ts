/** Which face a question shows. */
import { describe, expect, it } from 'vitest';
import { type QueryOutcome, QueryView } from '#components/query-view.tsx';

type Rows = readonly number[];

const ANSWERED: QueryOutcome<Rows> = {
  data: [1],
  isError: false,
  error: null,
  isPlaceholderData: false,
  isRefetching: false,
  refetch: () => Promise.resolve(),
};

function face(outcome: Partial<QueryOutcome<Rows>>): unknown {
  return QueryView<Rows>({
    result: { ...ANSWERED, ...outcome },
    pending: () => 'pending',
    error: ({ message }) => `error: ${message}`,
    empty: () => 'empty',
    data: (rows, busy) => `${rows.join()}${busy ? ', busy' : ''}`,
  });
}

describe('a question shows', () => {
  it.each([
    ['the wait before the first answer', { data: undefined }, 'pending'],
    ['its answer', {}, '1'],
    ['that the answer has nothing in it', { data: [] }, 'empty'],
    ['the answer before while a new one is on its way', { isPlaceholderData: true }, '1, busy'],
    ['what went wrong', { data: undefined, isError: true, error: new Error('no') }, 'error: no'],
    ['the last answer where asking again fails', { isError: true, error: new Error('no') }, '1'],
  ] as const)('%s', (_, outcome, shown) => {
    expect(face(outcome)).toBe(shown);
  });

  it('the wait, not “nothing to show”, while only the answer to another question is there and is empty', () => {
    expect(face({ data: [], isPlaceholderData: true })).toBe('pending');
    expect(face({ data: [], isRefetching: true })).toBe('empty');
  });
});
