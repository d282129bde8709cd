import type { Bilingual } from '#model/bilingual.ts';

/** The names of the form's own terms, by id, as categories of a column. */
export function namesOf<K extends string>(
  terms: Readonly<Record<K, { readonly name: Bilingual }>>,
): Readonly<Record<K, Bilingual>> {
  return Object.fromEntries(
    Object.entries<{ readonly name: Bilingual }>(terms).map(([id, term]) => [id, term.name]),
  ) as Record<K, Bilingual>;
}
