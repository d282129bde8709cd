/** A file of the built site, as the build lists it for the offline copy. */
export interface SiteFile {
  /** Relative to the site's root, each part percent-encoded. */
  readonly url: string;
  /** Size as it is stored. */
  readonly bytes: number;
  /**
   * Digests in the form of subresource integrity. A file whose name ends in `.gz` has two: some servers send such
   * files unpacked.
   */
  readonly integrity: string;
  /** Whether the name changes with the content. */
  readonly hashed: boolean;
  /** The folder of the package it belongs to, e.g. `packages/synthetic-nation`; null for the site itself and its sample. */
  readonly package: string | null;
  /** Whether its package is opened from it; its CSVs are not read while the snapshot holds. */
  readonly opens: boolean;
}

/** `offline.json` of the built site: what a copy takes, its packages apart. */
export interface CopySummary {
  readonly bytes: number;
}

/** What a page says to the service worker. */
export type OfflineMessage =
  /** Take over now: the reader agreed to the new version. */
  | { readonly type: 'apply' }
  /**
   * The page came before the worker; `entry` is the address of its script, by which its version is known. Answered on
   * the port sent along with whether there is a copy: a worker outlives the one a reader gave up.
   */
  | { readonly type: 'claim'; readonly entry: string }
  /** Delete the copy and send all pages to the server: the reader wants its data. They are told `GIVEN_UP`. */
  | { readonly type: 'give-up' }
  /** Keep a package of `packages/`. Answered with `KeepAnswer` on the port sent along. */
  | { readonly type: 'keep'; readonly package: string };

/** What the service worker says to all pages once the copy is gone. */
export const GIVEN_UP = 'given-up';

/** `unknown`: the build did not ship that package, so it is never kept. */
export type KeepAnswer = 'kept' | 'unknown' | 'failed';
