/** Reading what a reader typed, and following a name along it in all its readings at once. Pure. */

/** A character of some name, lower case, with its readings, the likeliest first. */
export interface Character {
  readonly text: string;
  readonly readings: readonly string[];
}

/** What one bit mask holds; further typing no longer changes the answer. */
const LONGEST_QUERY = 30;

/** A query without its separators. */
export interface Query {
  readonly elements: string;
  /** Bit k is set where a separator stood before element k, and at the end. */
  readonly breaks: number;
}

/** Width, case and tone marks do not matter; spaces, commas, slashes and the like part words. */
export function readQuery(query: string): Query {
  const plain = query
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/u\u0308/g, 'v')
    .replaceAll(/[\u0300-\u030c]/g, '')
    .normalize('NFC');
  let elements = '';
  let breaks = 1;
  for (const text of plain.split('')) {
    if (elements.length === LONGEST_QUERY) break;
    if (SEPARATORS.test(text)) breaks |= bit(elements.length);
    else elements += text;
  }
  const place = elements.replace(/人民政府$/, '');
  return { elements: place, breaks: breaks | bit(place.length) };
}

const SEPARATORS = /[\s'’·,，、/>›-]/;

export function bit(k: number): number {
  return (1 << k) >>> 0;
}

function isLetter(text: string): boolean {
  return text >= 'a' && text <= 'z' && text.length === 1;
}

/**
 * Walks names against one query. A state is how many elements of the query have been used; the states reachable
 * after a character are a bit mask, so a name is followed in all its readings at once.
 */
export class Walker {
  readonly length: number;
  /** What each character leads to from each state; -1 where that is not known yet. */
  readonly #steps: Int32Array;
  readonly #width: number;
  /** All states but the last. */
  readonly #unfinished: number;
  readonly #alphabet: readonly Character[];
  readonly #query: Query;

  constructor(alphabet: readonly Character[], query: Query) {
    this.#alphabet = alphabet;
    this.#query = query;
    this.length = query.elements.length;
    this.#width = alphabet.length;
    this.#unfinished = bit(this.length) - 1;
    this.#steps = new Int32Array(this.length * alphabet.length).fill(-1);
  }

  /** The states reachable from those in `mask` by one character. */
  step(mask: number, character: number): number {
    if (mask === 0) return 0;
    // Nothing begun yet: so it is at nearly every character of nearly every name.
    if (mask === 1) return this.#stepFrom(0, character);
    let reached = 0;
    for (let rest = mask & this.#unfinished; rest !== 0; rest &= rest - 1) {
      reached |= this.#stepFrom(31 - Math.clz32(rest & -rest), character);
    }
    return reached;
  }

  #stepFrom(from: number, character: number): number {
    const slot = from * this.#width + character;
    const known = this.#steps[slot] ?? -1;
    if (known !== -1) return known;
    const to = this.#compute(from, character);
    this.#steps[slot] = to;
    return to;
  }

  #compute(from: number, character: number): number {
    let reached = 0;
    for (const { to } of this.ways(from, character)) reached |= bit(to);
    return reached & 0x7fffffff;
  }

  /** Each way in which a character can use up elements from `from` on. */
  ways(from: number, character: number): readonly Way[] {
    const { text, readings } = this.#alphabet[character] ?? { text: '', readings: [] };
    const { elements } = this.#query;
    const first = elements.charAt(from);
    const ways: Way[] = [];
    // Readings come commonest first: a later one that leads to the same state is no news.
    const add = (to: number, how: number, rare: boolean) => {
      if (!ways.some((way) => way.to === to && way.how === how)) ways.push({ to, how, rare });
    };
    if (first === text) add(from + 1, HOW.text, false);
    if (!isLetter(first)) return ways;
    const end = this.#wordEnd(from);
    const typed = elements.slice(from, end);
    readings.forEach((reading, i) => {
      const rare = i > 0;
      if (typed.startsWith(reading)) add(from + reading.length, HOW.syllable, rare);
      else if (VOWEL.test(typed) && reading.startsWith(typed)) add(end, HOW.syllable, rare);
      if (!reading.startsWith(first)) return;
      add(from + 1, HOW.initial, rare);
      if (typed.charAt(1) === 'h' && reading.charAt(1) === 'h') add(from + 2, HOW.initial, rare);
    });
    return ways;
  }

  /** Where the run of letters that holds element `from` ends. */
  #wordEnd(from: number): number {
    let end = from + 1;
    while (end < this.length && isLetter(this.#query.elements.charAt(end)) && !this.breaksAt(end)) end += 1;
    return end;
  }

  breaksAt(k: number): boolean {
    return (this.#query.breaks & bit(k)) !== 0;
  }

  isLetterAt(k: number): boolean {
    return isLetter(this.#query.elements.charAt(k));
  }
}

export interface Way {
  readonly to: number;
  readonly how: number;
  readonly rare: boolean;
}

/** Without one of these, letters are initials. */
export const VOWEL = /[aeiouv]/;

/** What a match used so far, as flags. */
export const HOW = { text: 1, syllable: 2, initial: 4, rare: 8 } as const;
