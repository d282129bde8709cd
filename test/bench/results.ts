/** What each part of the benchmark leaves for the document, and under what circumstances. */

import type { Comparison } from './answers.ts';
import type { InteractionsResult } from './interactions.ts';
import type { Partition } from './partitions.ts';
import type { Returns } from './returns.ts';
import type { ScaleResult } from './scale.ts';
import type { SlowVisits } from './slow-visits.ts';
import type { Visits } from './visits.ts';

export interface PartResults {
  readonly visits: Visits;
  readonly slow: SlowVisits;
  readonly returns: readonly Returns[];
  readonly questions: Comparison;
  readonly interactions: InteractionsResult;
  readonly partitions: readonly Partition[];
  readonly scale: readonly ScaleResult[];
}

export const PART_NAMES = [
  'visits',
  'slow',
  'returns',
  'questions',
  'interactions',
  'partitions',
  'scale',
] as const satisfies readonly (keyof PartResults)[];
export type PartName = (typeof PART_NAMES)[number];

export interface Circumstances {
  readonly date: string;
  readonly cpu: string;
  readonly cores: number;
  readonly memory: number;
  readonly system: string;
  readonly node: string;
  /** Load average of the last minute. */
  readonly loadBefore: number;
  readonly loadAfter: number;
}

export interface Taken<T> {
  readonly circumstances: Circumstances;
  readonly result: T;
}

/** The last results of all parts; undefined for one that was never measured. */
export type AllResults = { readonly [P in PartName]: Taken<PartResults[P]> | undefined };
