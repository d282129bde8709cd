/** One figure as a file sees it: the rows of its table, and all that must be known to read them without the site. */
import type { Bilingual, Language } from '#model/bilingual.ts';
import type { Unit } from '#model/unit.ts';

/**
 * A cell as the table shows it. A number is in the unit shown (a share is a fraction of 1; money is yuan in
 * English, 万元 in Chinese). A missing one is never 0 and always has its reason, in words.
 */
export type FileCell =
  | { readonly kind: 'number'; readonly value: number; readonly unit?: Unit }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'missing'; readonly reason: string };

export interface FileColumn {
  readonly id: string;
  readonly header: string;
  /** Unit of all numbers of the column, in words; null where there is none, or cells carry their own. */
  readonly unit: string | null;
  readonly kind: 'text' | 'number' | 'year';
}

/** What a metric means, in words. */
export interface FileDefinition {
  readonly name: string;
  readonly sentence: string;
  readonly formula: string;
  readonly unit: string;
  readonly forms: string;
  readonly direction: string;
  /** A rate on fewer cases is not to be compared; null where any number may stand. */
  readonly leastDenominator: number | null;
  readonly caveats: readonly string[];
}

/** A line of the form "name: value". */
export interface FileFact {
  readonly label: string;
  readonly text: string;
}

/** On how many reports one row of the table rests. null: the figure does not count this. */
export interface FileCoverage {
  /** The row, by its texts. */
  readonly row: string;
  readonly stated: number | null;
  readonly expected: number | null;
  readonly filed: number | null;
  readonly notApplicable: number | null;
  readonly fromProse: number | null;
}

/** The data package behind a figure. */
export interface DataOrigin {
  readonly title: Bilingual;
  readonly version: string | null;
  /** Made-up numbers: every file says so, beginning with its name. */
  readonly synthetic: boolean;
  /** Tables with the digest the package states for them, e.g. `sha256:…`. */
  readonly files: readonly { readonly path: string; readonly hash: string }[];
  readonly sources: readonly string[];
  readonly licences: readonly string[];
}

export interface FigureFile {
  readonly language: Language;
  /** What the file is called, part by part; see `fileName`. */
  readonly nameParts: readonly string[];
  readonly title: string;
  readonly subtitle: string;
  readonly columns: readonly FileColumn[];
  /** In the order shown; each as long as `columns`. */
  readonly rows: readonly (readonly FileCell[])[];
  readonly notes: readonly string[];
  readonly definitions: readonly FileDefinition[];
  /** Place, years, and every switch that changes the numbers. */
  readonly filters: readonly FileFact[];
  readonly coverage: readonly FileCoverage[];
  readonly origin: DataOrigin;
  /** The figure's source line. */
  readonly source: string;
  /** Pages of reports the figure was read from, where it lists them. */
  readonly pages: readonly string[];
  /** Address of the view, as the reader sees it. */
  readonly link: string;
  /** Day the figure was looked at, as an ISO date; only citations need it. */
  readonly accessed?: string;
}
