/**
 * SQL of whether a text is one of some. Not `IN`: with more than a handful of words the engine makes a hash join of it,
 * 4 MB each, however few rows there are.
 */
export function oneOf(text: string, words: readonly string[]): string {
  return `list_contains([${words.map((word) => `'${word.replaceAll("'", "''")}'`).join(', ')}], ${text})`;
}
