/** Unsigned integers in a buffer that doubles when full: a tenth of the memory of an array of numbers. */
export class GrowingInts {
  #values = new Uint32Array(1024);
  #length = 0;

  push(value: number): void {
    if (this.#length === this.#values.length) {
      const larger = new Uint32Array(2 * this.#length);
      larger.set(this.#values);
      this.#values = larger;
    }
    this.#values[this.#length] = value;
    this.#length += 1;
  }

  at(index: number): number {
    return this.#values[index] ?? 0;
  }
}

/** One bit a number: three million keys take less than half a megabyte, as strings in a set some 300. */
export class Bitmap {
  #words = new Uint32Array(1024);

  has(bit: number): boolean {
    return ((this.#words[Math.floor(bit / 32)] ?? 0) & (1 << (bit % 32))) !== 0;
  }

  /** Set the bit; true if it was set before. */
  testAndSet(bit: number): boolean {
    const word = Math.floor(bit / 32);
    if (word >= this.#words.length) {
      const larger = new Uint32Array(Math.max(word + 1, 2 * this.#words.length));
      larger.set(this.#words);
      this.#words = larger;
    }
    const mask = 1 << (bit % 32);
    const old = this.#words[word] ?? 0;
    this.#words[word] = old | mask;
    return (old & mask) !== 0;
  }
}
