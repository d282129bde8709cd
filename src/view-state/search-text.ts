/** The query part of the address as plain text values: nothing is guessed, nothing is lost, nothing throws. */

/** Parameters as they stand in the address, in its order; a repeated one keeps all its values. */
export type RawSearch = Readonly<Record<string, string | readonly string[]>>;

/** Reads `?a=1&b=2` (with or without `?`). Broken percent escapes come out as the platform decodes them. */
export function readSearchText(text: string): RawSearch {
  const values = new Map<string, string | readonly string[]>();
  for (const [name, value] of new URLSearchParams(text)) {
    const earlier = values.get(name);
    values.set(
      name,
      earlier === undefined ? value : [...(typeof earlier === 'string' ? [earlier] : earlier), value],
    );
  }
  return Object.fromEntries(values);
}

/** The inverse: `?a=1&b=2`, or nothing at all for no parameters. Commas and slashes stay readable. */
export function writeSearchText(search: Readonly<Record<string, unknown>>): string {
  const pairs = Object.entries(search).flatMap(([name, value]) =>
    (Array.isArray(value) ? (value as readonly unknown[]) : [value])
      .filter((one): one is string => typeof one === 'string')
      .map((one) => `${encode(name)}=${encode(one)}`),
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed()).replaceAll('%2C', ',').replaceAll('%2F', '/');
}
