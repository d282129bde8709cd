import type { Bilingual } from '#model/bilingual.ts';

/** One data package the site ships, as listed in `data/packages.json`. */
export interface PackageEntry {
  /** Folder relative to the site's root, without a slash at the end: `data`, `packages/synthetic-nation`. */
  readonly path: string;
  readonly name: string;
  readonly title: Bilingual;
  /** Made by a program: every page then carries a lasting label. */
  readonly synthetic: boolean;
  /** Reports in the package. */
  readonly reports: number;
  /** Whether the build has computed the package's first figures; a package put into the site later has none. */
  readonly first_figures?: boolean;
}
