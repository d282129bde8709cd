import type { Bilingual } from '#model/bilingual.ts';

/** The names of the form's own terms, by id, as categories of a column. */
export function namesOf(
  terms: Readonly<Record<string, { readonly name: Bilingual }>>,
): Readonly<Record<string, Bilingual>> {
  return Object.fromEntries(Object.entries(terms).map(([id, { name }]) => [id, name]));
}
