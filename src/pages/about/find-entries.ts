/** Searching the page of methods. Pure. */

/** Anything with the texts it can be found by, in both languages. */
export interface Findable {
  /** Lower case. */
  readonly words: string;
}

/** One searchable text from many; absent ones are left out. */
export function wordsOf(texts: readonly (string | undefined)[]): string {
  return texts
    .filter((text) => text !== undefined)
    .join(' ')
    .normalize('NFKC')
    .toLowerCase();
}

/** Entries that hold every word of the query, in their order; all of them for an empty query. */
export function found<E extends Findable>(entries: readonly E[], query: string): readonly E[] {
  const wanted = query
    .normalize('NFKC')
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return entries.filter(({ words }) => wanted.every((word) => words.includes(word)));
}
