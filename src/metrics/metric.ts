/** The semantic layer: what a metric is. Entries live in a file per topic; `compile.ts` turns them into SQL. */
import type { Bilingual } from '#model/bilingual.ts';
import type { MeasureId } from '#model/measures.ts';
import type { FormVersion } from '#model/report.ts';
import type { Unit } from '#model/unit.ts';

export const TOPICS = {
  enforcement: { zh: '许可与处罚', en: 'Permits and penalties' },
  applications: { zh: '申请办理', en: 'Applications' },
  complaints: { zh: '复议诉讼', en: 'Complaints' },
  quality: { zh: '数据质量', en: 'Data quality' },
} as const satisfies Record<string, Bilingual>;
export type Topic = keyof typeof TOPICS;

/** A sum of measures of one report. It is missing as soon as one of them is. */
export type Terms = readonly { readonly measure: MeasureId; readonly sign: 1 | -1 }[];

/**
 * `sum`: added over reports. `ratio`: sum over sum, over the reports where both sides are present, times
 * `per`; a zero denominator gives "not applicable", never 0.
 */
export type Formula =
  | { readonly kind: 'sum'; readonly terms: Terms }
  | { readonly kind: 'ratio'; readonly numerator: Terms; readonly denominator: Terms; readonly per: 1 | 100 };

/**
 * `additive` over regions and years; `not-over-years`: a stock, added over regions, for several years the
 * last one is shown; `non-additive`: a rate, always recomputed as sum over sum.
 */
export type Additivity = 'additive' | 'not-over-years' | 'non-additive';

/** Only five metrics have a direction that can be defended; volumes are never good or bad. */
export type Direction = 'higher_better' | 'lower_better' | 'neutral';

export interface MetricDefinition {
  readonly name: Bilingual;
  /** One plain sentence for the glossary and the tooltip. */
  readonly sentence: Bilingual;
  /** The formula in the form's words, for people. */
  readonly formula_text: Bilingual;
  readonly topic: Topic;
  readonly unit: Unit;
  readonly formula: Formula;
  readonly additivity: Additivity;
  readonly forms: readonly FormVersion[];
  readonly direction: Direction;
  /** Rates on fewer than this many are shown grey, with their counts. 0 for counts. */
  readonly least_denominator: number;
  /** Whether a number stated in prose may stand in for a cell the table does not give. */
  readonly prose: boolean;
  readonly caveats: readonly Bilingual[];
  /** A share of bodies: it says nothing of a single report, so it has no spread over reports. */
  readonly share_of_bodies?: true;
}
