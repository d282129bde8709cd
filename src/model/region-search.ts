/**
 * Find a region by what a reader types: part of its name (其中口), names above it first (保定 其中口,
 * 涞水县其中口乡), pinyin (qizhongkou), initials (qzk), both mixed (qizk), or its code. Pure.
 */
import { type PinyinReadings, Speller, sortKey } from './pinyin.ts';
import { bit, type Character, HOW, type Query, readQuery, VOWEL, Walker } from './query-walker.ts';
import { childLevelOf, listedParentOf, REGION_LEVELS, type Region } from './region.ts';

/**
 * How the query was met. `name`: in Chinese characters; `pinyin`: whole syllables (the last may be unfinished);
 * `initials`: first letters only; `mixed`: several of these; `code`: digits of the region code.
 */
export type RegionMatchKind = 'code' | 'name' | 'pinyin' | 'mixed' | 'initials';

export interface RegionMatch {
  readonly region: Region;
  /** Names of the regions above, from the province down. */
  readonly path: readonly string[];
  readonly kind: RegionMatchKind;
  /** The characters of `region.name` that were met: from, up to but not including, to. Both 0 for a code. */
  readonly from: number;
  readonly to: number;
}

/** Made once per region list by `createRegionIndex`; opaque to callers. */
export interface RegionIndex {
  readonly regions: readonly Region[];
  /** Place of each region's parent, as listed, in `regions`; -1 for none. Parents come before their children. */
  readonly parents: Int32Array;
  /** Level of each region, as its place in `REGION_LEVELS`. */
  readonly levels: Uint8Array;
  /** How many characters of each name stand before its 省, 市, 县, 镇 or the like. */
  readonly cores: Uint8Array;
  /** Character numbers of all names, one after another; `starts[i]` is where region i begins. */
  readonly characters: Uint16Array;
  readonly starts: Uint32Array;
  readonly alphabet: readonly Character[];
  /** Place of each region in pinyin order. */
  readonly ranks: Uint32Array;
}

/** The kind of place at the end of a name. Who types 泉州 means 泉州市, not a village whose name begins so. */
const KIND_OF_PLACE =
  /(?:省|自治区|市|自治州|地区|盟|区|县|自治县|旗|自治旗|特区|林区|镇|乡|民族乡|街道|苏木|民族苏木)$/;

/** Build the index. Regions may come in any order, of any package. */
export function createRegionIndex(regions: readonly Region[], readings: PinyinReadings): RegionIndex {
  const steps = regionIndexSteps(regions, readings);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** Names spelled in one step. */
const STEP = 1000;

/** The same in small steps, for whoever has other things to do in between. */
export function* regionIndexSteps(
  regions: readonly Region[],
  readings: PinyinReadings,
): Generator<undefined, RegionIndex, undefined> {
  const sorted = regions.toSorted((a, b) => levelRank(a) - levelRank(b));
  const speller = new Speller(readings);
  const alphabet: Character[] = [];
  const numbers = new Map<string, number>();
  const starts = new Uint32Array(sorted.length + 1);
  const characters: number[] = [];
  for (const [i, { name }] of sorted.entries()) {
    if (i % STEP === 0) yield;
    speller.spell(name, (text, list) => {
      const key = text + list.join(' ');
      let number = numbers.get(key);
      if (number === undefined) {
        number = alphabet.length;
        numbers.set(key, number);
        alphabet.push({ text: text.toLowerCase(), readings: withPlainU(list) });
      }
      characters.push(number);
    });
    starts[i + 1] = characters.length;
  }
  yield;
  const placeOf = new Map(sorted.map((region, i) => [region.code, i]));
  const parents = Int32Array.from(sorted, ({ code, parent_code }) => {
    const listed = parent_code === null ? undefined : (listedParentOf(code) ?? parent_code);
    return placeOf.get(listed ?? '') ?? placeOf.get(parent_code ?? '') ?? -1;
  });
  yield;
  const cores = Uint8Array.from(sorted, ({ name }) => name.replace(KIND_OF_PLACE, '').length);
  const index = {
    regions: sorted,
    parents,
    levels: Uint8Array.from(sorted, levelRank),
    cores,
    characters: Uint16Array.from(characters),
    starts,
    alphabet,
  };
  yield;
  return { ...index, ranks: pinyinRanks(index) };
}

/** The places of the regions in pinyin order, without comparing 44,703 names letter by letter. */
function pinyinRanks(index: Omit<RegionIndex, 'ranks'>): Uint32Array {
  const { regions, starts, characters, alphabet } = index;
  const keys = alphabet.map(({ text, readings: [first] }) => sortKey(text, first));
  const order = new Uint32Array(alphabet.length);
  keys
    .map((key, number) => ({ key, number }))
    .sort((a, b) => (a.key === b.key ? 0 : a.key < b.key ? -1 : 1))
    .forEach(({ number }, i) => {
      order[number] = i + 1;
    });
  // The first three characters as one number settle nearly every comparison.
  const base = alphabet.length + 1;
  const letter = (place: number, i: number) => {
    const at = (starts[place] ?? 0) + i;
    return at < (starts[place + 1] ?? 0) ? (order[characters[at] ?? 0] ?? 0) : 0;
  };
  const heads = Float64Array.from(
    regions,
    (_, place) => (letter(place, 0) * base + letter(place, 1)) * base + letter(place, 2),
  );
  const compare = (a: number, b: number) => {
    const difference = (heads[a] ?? 0) - (heads[b] ?? 0);
    if (difference !== 0) return difference;
    for (let i = 3; ; i++) {
      const one = letter(a, i);
      const two = letter(b, i);
      if (one !== two) return one - two;
      if (one === 0) return a - b;
    }
  };
  const ranks = new Uint32Array(regions.length);
  Uint32Array.from(regions, (_, place) => place)
    .sort(compare)
    .forEach((place, rank) => {
      ranks[place] = rank;
    });
  return ranks;
}

/**
 * The best `limit` regions for a query, best first: named without ancestors before named with them; the
 * beginning of a name before its middle; common readings before rare ones; characters and whole syllables before
 * initials; the whole name (with or without its 市, 县, 镇) before a part; higher levels first, then shorter
 * names, then pinyin order.
 * Text that is nowhere in a name finds nothing; no character has a special meaning. A closing 人民政府 is ignored.
 */
export function searchRegions(index: RegionIndex, query: string, limit: number): readonly RegionMatch[] {
  const typed = readQuery(query);
  if (typed.elements.length === 0 || limit < 1) return [];
  const best = new Best(limit);
  if (/^\d+$/.test(typed.elements)) searchCodes(index, typed.elements, best);
  searchNames(index, typed, best);
  return best.inOrder().map((hit) => ({
    region: regionAt(index, hit.place),
    path: pathOf(index, hit.place),
    kind: hit.kind,
    from: hit.from,
    to: hit.to,
  }));
}

function searchNames(index: RegionIndex, query: Query, best: Best): void {
  const walker = new Walker(index.alphabet, query);
  const done = bit(walker.length);
  // A single letter begins nearly every name's 县, 乡 or 镇: it only counts at the start of a name.
  const anywhere = walker.length > 1 || !walker.isLetterAt(0);
  const likeliest = walker.isLetterAt(0)
    ? VOWEL.test(query.elements)
      ? HOW.syllable
      : HOW.initial
    : HOW.text;
  const { characters, starts, parents, regions, levels } = index;
  const contexts = new Uint32Array(regions.length);
  for (let place = 0; place < regions.length; place++) {
    const start = starts[place] ?? 0;
    const end = starts[place + 1] ?? start;
    const parent = parents[place] ?? -1;
    const context = parent < 0 ? 0 : (contexts[parent] ?? 0);
    const entry = context | 1;
    let mask = 0;
    let head = 1;
    let met = 0;
    for (let at = start; at < end && met === 0; at++) {
      const character = characters[at] ?? 0;
      mask = walker.step(anywhere || at === start ? mask | entry : mask, character);
      head = walker.step(head, character);
      if ((mask & done) !== 0) met = at + 1;
      // What has begun nowhere and cannot begin further on.
      else if (!anywhere && mask === 0) break;
    }
    if (levels[place] !== TOWNSHIP && isBookkeeping(regionAt(index, place))) continue;
    if (met > 0) {
      // Not worth a closer look if even the best reading of the match could not enter the list.
      const from = (head & done) === 0 && context === 0 ? 1 : 0;
      const to = from === 0 ? end - start : met - start;
      if (best.wants(scoreOf(index, place, false, from, to, likeliest))) {
        const hit = describe(index, walker, place, context, anywhere);
        if (hit !== undefined) best.offer(hit);
      }
    }
    if (levels[place] !== TOWNSHIP) {
      contexts[place] = context | consumedBy(walker, index, start, end, entry);
    }
  }
}

/** The 市辖区 and 县 of a municipality: rows of the code list, not places anybody looks for. */
function isBookkeeping({ level, parent_code }: Region): boolean {
  return level === 'prefecture' && parent_code !== null && childLevelOf(parent_code) !== level;
}

/**
 * How far the beginning of a region's name takes the query, as an ancestor named before the region itself: at
 * least two characters of it, or one and then a separator.
 */
function consumedBy(walker: Walker, index: RegionIndex, start: number, end: number, entry: number): number {
  let mask = entry;
  let consumed = 0;
  for (let at = start; at < end && mask !== 0; at++) {
    mask = walker.step(mask, index.characters[at] ?? 0);
    const used = at - start + 1;
    for (let rest = mask & (bit(walker.length) - 1); rest !== 0; rest &= rest - 1) {
      const k = 31 - Math.clz32(rest & -rest);
      if (used > 1 || walker.breaksAt(k)) consumed |= bit(k);
    }
  }
  return consumed;
}

/** The best of the ways in which a region meets the query. */
function describe(
  index: RegionIndex,
  walker: Walker,
  place: number,
  context: number,
  anywhere: boolean,
): Hit | undefined {
  const start = index.starts[place] ?? 0;
  const size = (index.starts[place + 1] ?? start) - start;
  let chosen: Hit | undefined;
  const consider = (from: number, k: number) => {
    follow(index, walker, start, size, from, k, 0, (to, used) => {
      // "qz" of 泉州 and "k" of any village would be noise: unparted letters need two characters below the ancestor.
      if (k > 0 && !walker.breaksAt(k) && walker.isLetterAt(k) && to - from < 2) return;
      const score = scoreOf(index, place, k > 0, from, to, used);
      if (chosen === undefined || score < chosen.score)
        chosen = { place, score, kind: kindOf(used), from, to };
    });
  };
  for (let from = 0; from < (anywhere ? size : 1); from++) {
    consider(from, 0);
    for (let rest = context; rest !== 0; rest &= rest - 1) consider(from, 31 - Math.clz32(rest & -rest));
  }
  return chosen;
}

/** Every way from state `k` at character `at` to the end of the query. */
function follow(
  index: RegionIndex,
  walker: Walker,
  start: number,
  size: number,
  at: number,
  k: number,
  used: number,
  found: (to: number, used: number) => void,
): void {
  if (k === walker.length) {
    found(at, used);
    return;
  }
  if (at === size) return;
  for (const { to, how, rare } of walker.ways(k, index.characters[start + at] ?? 0)) {
    follow(index, walker, start, size, at + 1, to, used | how | (rare ? HOW.rare : 0), found);
  }
}

function kindOf(used: number): RegionMatchKind {
  switch (used & ~HOW.rare) {
    case HOW.text:
      return 'name';
    case HOW.syllable:
      return 'pinyin';
    case HOW.initial:
      return 'initials';
    default:
      return 'mixed';
  }
}

const KIND_RANK: Readonly<Record<RegionMatchKind, number>> = {
  code: 0,
  name: 0,
  pinyin: 1,
  mixed: 2,
  initials: 3,
};

/** The order of `searchRegions` as one number, least first: each criterion outweighs all after it. */
function scoreOf(
  index: RegionIndex,
  place: number,
  withAncestors: boolean,
  from: number,
  to: number,
  used: number,
): number {
  const size = (index.starts[place + 1] ?? 0) - (index.starts[place] ?? 0);
  const whole = from === 0 && (to === size || (to > 1 && to === index.cores[place]));
  const kind = KIND_RANK[kindOf(used)];
  let score = withAncestors ? 1 : 0;
  score = score * 2 + (from === 0 ? 0 : 1);
  score = score * 2 + ((used & HOW.rare) === 0 ? 0 : 1);
  score = score * 2 + (kind < KIND_RANK.mixed ? 0 : 1);
  score = score * 2 + (whole ? 0 : 1);
  score = score * 4 + kind;
  score = score * 4 + (index.levels[place] ?? 0);
  score = score * 64 + Math.min(size, 63);
  return score * index.regions.length + (index.ranks[place] ?? 0);
}

function searchCodes(index: RegionIndex, digits: string, best: Best): void {
  index.regions.forEach((region, place) => {
    if (!region.code.startsWith(digits)) return;
    best.offer({
      place,
      score: region.code.length * 1e9 + Number(region.code) - 1e12,
      kind: 'code',
      from: 0,
      to: 0,
    });
  });
}

interface Hit {
  readonly place: number;
  readonly score: number;
  readonly kind: RegionMatchKind;
  readonly from: number;
  readonly to: number;
}

/** Keeps the lowest scores offered, one per region. */
class Best {
  readonly #limit: number;
  #hits: Hit[] = [];
  #worst = Number.POSITIVE_INFINITY;

  constructor(limit: number) {
    this.#limit = limit;
  }

  wants(score: number): boolean {
    return score < this.#worst;
  }

  offer(hit: Hit): void {
    if (!this.wants(hit.score)) return;
    this.#hits.push(hit);
    if (this.#hits.length >= this.#limit * 2 + 64) this.#trim();
  }

  #trim(): void {
    this.#hits = this.#hits.sort((a, b) => a.score - b.score).slice(0, this.#limit);
    this.#worst = this.#hits[this.#limit - 1]?.score ?? Number.POSITIVE_INFINITY;
  }

  inOrder(): readonly Hit[] {
    this.#trim();
    return this.#hits;
  }
}

function pathOf(index: RegionIndex, place: number): readonly string[] {
  const names: string[] = [];
  for (let at = index.parents[place] ?? -1; at >= 0; at = index.parents[at] ?? -1) {
    names.unshift(regionAt(index, at).name);
  }
  return names;
}

function regionAt(index: RegionIndex, place: number): Region {
  const region = index.regions[place];
  if (region === undefined) throw new RangeError(`No region at ${place}`);
  return region;
}

const TOWNSHIP = REGION_LEVELS.indexOf('township');

function levelRank({ level }: Region): number {
  return REGION_LEVELS.indexOf(level);
}

/** 吕梁 is typed lvliang, luliang and lüliang. */
function withPlainU(readings: readonly string[]): readonly string[] {
  const plain = readings
    .filter((reading) => reading.includes('v'))
    .map((reading) => reading.replace('v', 'u'));
  return [...new Set([...readings, ...plain])];
}
