/** Numbers as shown against numbers as computed elsewhere: every difference is kept, none stops the others. */
import { readsAs } from './printed-number.ts';

/** A number that must be shown, and what stands for it where there is none. */
export interface Expected {
  readonly value: number | null;
  /** "—" or "不适用". */
  readonly mark: string;
}

export class Agreement {
  readonly differences: string[] = [];
  /** Metrics whose value was compared at least once; those that then had one other than 0. */
  readonly metrics = new Set<string>();
  readonly positive = new Set<string>();
  /** How many numbers were compared, by figure. */
  readonly compared = new Map<string, number>();
  #where = '';
  #figure = '';

  /** What the next numbers belong to. */
  at(where: string, figure: string): void {
    this.#where = where;
    this.#figure = figure;
  }

  /** Counts as compared, even where nothing could be shown. */
  saw(figure: string, numbers = 0): void {
    this.compared.set(figure, (this.compared.get(figure) ?? 0) + numbers);
  }

  fail(what: string): void {
    this.differences.push(`${this.#where}, ${this.#figure}: ${what}`);
  }

  check(what: string, shown: unknown, expected: unknown): void {
    this.saw(this.#figure, 1);
    if (JSON.stringify(shown) !== JSON.stringify(expected)) {
      this.fail(`${what} is ${JSON.stringify(shown)}, should be ${JSON.stringify(expected)}`);
    }
  }

  /** As printed: missing and not applicable by their marks, zero as 0, anything else as far as its digits go. */
  number(what: string, shown: string | undefined, expected: number | null, mark = '—'): void {
    this.saw(this.#figure, 1);
    if (shown === undefined || !sameNumber(shown, expected, mark)) {
      this.fail(`${what} is ${shown}, should be ${expected ?? mark}`);
    }
  }

  value(metric: string, what: string, shown: string | undefined, { value, mark }: Expected): void {
    this.metrics.add(metric);
    if (value !== null && value !== 0) this.positive.add(metric);
    this.number(what, shown, value, mark);
  }
}

function sameNumber(shown: string, expected: number | null, mark: string): boolean {
  if (expected === null) return shown === mark;
  if (shown === '—' || shown === '不适用') return false;
  if (expected === 0) return /^0(?:%| ?(?:件|个|万元|件\/百件))?$/.test(shown);
  // 亿元 is ten thousand of the unit money is counted in.
  const money = / 亿元$/.test(shown);
  try {
    return readsAs(shown, money ? expected / 10_000 : expected);
  } catch {
    return false;
  }
}
