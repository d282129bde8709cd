/**
 * The same text, apart from the one it was cut out of: what is kept of a file would keep all of it in memory, since
 * engines make a slice a view of the whole.
 */
export function detached(text: string): string {
  return ` ${text}`.slice(1);
}

/** The values of a table's one-column primary key, by number, with the file and line that had each first. */
export class TableKeys {
  readonly #indexes = new Map<string, number>();
  readonly #lines: number[] = [];
  readonly #loaded: boolean[] = [];
  /** The table's files in order, and the number of the first key each of them added. */
  readonly #files: { readonly file: string; readonly first: number }[] = [];

  /** From now on keys stand in this file of the table. */
  beginFile(file: string): void {
    this.#files.push({ file, first: this.size });
  }

  get files(): readonly string[] {
    return this.#files.map(({ file }) => file);
  }

  /** The file in which the key stands first. */
  fileOf(index: number): string {
    return this.#files.findLast(({ first }) => first <= index)?.file ?? '';
  }

  get size(): number {
    return this.#lines.length;
  }

  /** The key's number, from 0 in order of first appearance; undefined if no line has it. */
  indexOf(key: string): number | undefined {
    return this.#indexes.get(key);
  }

  /** The physical line on which the key stands first. */
  lineOf(index: number): number {
    return this.#lines[index] ?? 0;
  }

  /** False when that line was set aside: the key is in the file and yet not in the data. */
  isLoaded(index: number): boolean {
    return this.#loaded[index] === true;
  }

  add(key: string, line: number): number {
    const index = this.#lines.length;
    this.#indexes.set(detached(key), index);
    this.#lines.push(line);
    this.#loaded.push(false);
    return index;
  }

  markLoaded(index: number): void {
    this.#loaded[index] = true;
  }
}
