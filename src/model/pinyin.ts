/** How names are read, and the order that follows from it. Pure; the dictionary is data/pinyin/readings.json. */

/** data/pinyin/readings.json. Syllables have no tones and v for ü. */
export interface PinyinReadings {
  /** Readings parted by a space, commonest first, to the characters read so. */
  readonly characters: Readonly<Record<string, string>>;
  /** Names that are not read as their characters mostly are: 六安市 `lu an shi`. */
  readonly names: Readonly<Record<string, string>>;
}

/**
 * Compare names in pinyin order: syllable by syllable by each character's commonest reading, then by character;
 * text without a reading first, a shorter name before a longer one. The same in every browser.
 */
export function createPinyinOrder(readings: PinyinReadings): (a: string, b: string) => number {
  const speller = new Speller(readings);
  const keys = new Map<string, readonly string[]>();
  const keyOf = (name: string) => {
    let key = keys.get(name);
    if (key === undefined) {
      const made: string[] = [];
      speller.spell(name, (text, [first]) => made.push(sortKey(text, first)));
      keys.set(name, made);
      key = made;
    }
    return key;
  };
  return (a, b) => {
    const one = keyOf(a);
    const two = keyOf(b);
    for (let i = 0; i < one.length && i < two.length; i++) {
      const [x = '', y = ''] = [one[i], two[i]];
      if (x !== y) return x < y ? -1 : 1;
    }
    return one.length - two.length;
  };
}

/** Sorts by reading, then by character; text without a reading before all that has one. */
export function sortKey(text: string, reading: string | undefined): string {
  return reading === undefined ? `0${text}` : `1${reading} ${text}`;
}

/** Gives each character of a name its readings, the likeliest in this name first. */
export class Speller {
  readonly #characters: ReadonlyMap<string, readonly string[]>;
  readonly #names: ReadonlyMap<string, readonly string[]>;

  constructor({ characters, names }: PinyinReadings) {
    this.#characters = new Map(
      Object.entries(characters).flatMap(([list, texts]) =>
        texts.split('').map((text) => [text, list.split(' ')] as const),
      ),
    );
    this.#names = new Map(Object.entries(names).map(([name, syllables]) => [name, syllables.split(' ')]));
  }

  spell(name: string, each: (text: string, readings: readonly string[]) => void): void {
    const own = this.#names.get(name);
    for (let i = 0; i < name.length; i++) {
      const text = name.charAt(i);
      const readings = this.#characters.get(text) ?? [];
      const first = own?.[i];
      const usual = first === undefined || first === readings[0];
      each(text, usual ? readings : [first, ...readings.filter((reading) => reading !== first)]);
    }
  }
}
