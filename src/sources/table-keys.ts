/** The values of a table's one-column primary key, by number, with the line that had each first. */
export class TableKeys {
  readonly #indexes = new Map<string, number>();
  readonly #lines: number[] = [];
  readonly #loaded: boolean[] = [];
  /** The table's file, for messages. */
  readonly file: string;

  constructor(file: string) {
    this.file = file;
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
    this.#indexes.set(key, index);
    this.#lines.push(line);
    this.#loaded.push(false);
    return index;
  }

  markLoaded(index: number): void {
    this.#loaded[index] = true;
  }
}
