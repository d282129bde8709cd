import type { AddedFile, AddedReports } from '#sources/added-reports.ts';

/** Files as the reader chose them; a number tells one from another of the same name. */
export interface ChosenFile extends AddedFile {
  readonly number: number;
}

/** Reports of the reader's own among those of a package, as long as this page is open: nothing is kept or sent. */
export interface Addition {
  /** Folder of the package they were added to. */
  readonly path: string;
  readonly files: readonly ChosenFile[];
  readonly reports: AddedReports;
  /** Reports of the package that they stand in place of. */
  readonly replaced: ReadonlySet<string>;
}
