/**
 * A snapshot: the warehouse of a package as the build made it, a gzipped DuckDB file beside the CSVs, and
 * `snapshot.json`, which says what it was made from. Whatever does not match is not used; the CSVs always can be.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { type Engine, EngineError } from '#engine/engine.ts';
import type { DataIssue } from '#model/data-issue.ts';
import { gunzip, isGzip } from '#sources/decode.ts';
import { DESCRIPTOR_FILE, type PackageDescriptor, readDescriptor, tableSchema } from '#sources/descriptor.ts';
import { TABLE_NAMES, TABLES } from '#sources/package.ts';
import type { FetchFile } from '#sources/read-package.ts';
import { attachWarehouse, warehouseSql } from './load.ts';
import type { Warehouse } from './warehouse.ts';

/** Raised when the same statements over the same contracts come to mean something else. */
const FORMAT = 1;

export const SNAPSHOT_FILE = 'snapshot.json';
export const DATABASE_FILE = 'warehouse.duckdb.gz';

let version: string | undefined;

/** `sha256:` and 64 digits over the contracts and all statements that make a warehouse. */
export function snapshotVersion(): string {
  version ??= `sha256:${bytesToHex(
    sha256(
      utf8ToBytes(
        JSON.stringify([FORMAT, TABLE_NAMES.map((table) => tableSchema(TABLES[table])), warehouseSql()]),
      ),
    ),
  )}`;
  return version;
}

const Count = v.pipe(v.number(), v.integer(), v.minValue(0));
const Hash = v.pipe(v.string(), v.regex(/^sha256:[0-9a-f]{64}$/));
const Words = v.object({ zh: v.string(), en: v.string() });

/** Codes of issues are those of the build's own contracts, whose version is compared first. */
const Issue = v.custom<DataIssue>((value) =>
  v.is(
    v.looseObject({
      code: v.string(),
      severity: v.picklist(['error', 'warning']),
      file: v.string(),
      line: v.nullable(v.number()),
      column: v.nullable(v.string()),
      value: v.nullable(v.string()),
      message: Words,
    }),
    value,
  ),
);

const Snapshot = v.object({
  /** See `snapshotVersion`. */
  version: Hash,
  /** The tables' files it was made from, as they are stored. */
  sources: v.array(v.object({ table: v.picklist(TABLE_NAMES), path: v.string(), bytes: Count, hash: Hash })),
  /** The database: bytes as it is stored, and once unpacked. */
  database: v.object({ path: v.literal(DATABASE_FILE), bytes: Count, unpacked: Count }),
  rows: v.object({
    regions: Count,
    reports: Count,
    disclosures: Count,
    applications: Count,
    reviews: Count,
  }),
  /** What validation found in the CSVs. */
  issues: v.array(Issue),
});

/** The content of `snapshot.json`. */
export type Snapshot = v.InferOutput<typeof Snapshot>;

/**
 * Why the CSVs are read instead:
 * - `absent`: the package announces none, or it is not there;
 * - `stale`: made from other CSVs than the ones that are there;
 * - `other-version`: made by other contracts or statements than the app's;
 * - `damaged`: cut short, or not what it says it is;
 * - `refused`: the engine cannot use it.
 */
export type SnapshotFault = 'absent' | 'stale' | 'other-version' | 'damaged' | 'refused';

export type FetchedSnapshot =
  | { readonly fault: SnapshotFault }
  | {
      readonly fault?: never;
      readonly descriptor: PackageDescriptor;
      readonly snapshot: Snapshot;
      /** The database file, unpacked. */
      readonly database: Uint8Array;
    };

export interface FetchSnapshotOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onBytes?: (bytes: number, totalBytes: number) => void;
  /**
   * Size of a file as it is stored; null when it is not there, undefined when that cannot be told. A CSV that was
   * replaced without its descriptor is found out by it.
   */
  readonly sizeOf?: (path: string) => Promise<number | null | undefined>;
}

/** Fetches the snapshot of a package if it may be used. Rejects only with the signal's reason, when aborted. */
export async function fetchSnapshot(
  fetchFile: FetchFile,
  options: FetchSnapshotOptions = {},
): Promise<FetchedSnapshot> {
  const { signal, onBytes, sizeOf } = options;
  try {
    const text = await fetchText(fetchFile, DESCRIPTOR_FILE, signal);
    if (text === null || !announcesSnapshot(text)) return { fault: 'absent' };
    const { descriptor } = readDescriptor(text);
    const manifest = await fetchText(fetchFile, SNAPSHOT_FILE, signal);
    if (manifest === null) return { fault: 'absent' };
    const read = v.safeParse(Snapshot, JSON.parse(manifest));
    if (!read.success) return { fault: 'damaged' };
    const snapshot = read.output;
    if (snapshot.version !== snapshotVersion()) return { fault: 'other-version' };
    if (!sameSources(snapshot, descriptor)) return { fault: 'stale' };
    if (sizeOf !== undefined) {
      const sizes = await Promise.all(snapshot.sources.map(({ path }) => sizeOf(path)));
      const changed = sizes.some((size, i) => size !== undefined && size !== snapshot.sources[i]?.bytes);
      if (changed) return { fault: 'stale' };
    }
    const { path, bytes, unpacked } = snapshot.database;
    const packed = await fetchFile(path, {
      signal,
      // A server that unpacks by itself sends more than is stored.
      onBytes: (loaded) => onBytes?.(Math.min(loaded, bytes), bytes),
    });
    if (packed === null) return { fault: 'absent' };
    // The checksum of gzip finds what was damaged on the way.
    const database = isGzip(packed) ? await gunzip(packed) : packed;
    if (database.length !== unpacked) return { fault: 'damaged' };
    return { descriptor, snapshot, database };
  } catch {
    signal?.throwIfAborted();
    return { fault: 'damaged' };
  }
}

/** Attaches a fetched snapshot; null when the engine refuses it or dies of it. Then load the CSVs. */
export async function openSnapshot(
  engine: Engine,
  { snapshot, database }: Pick<FetchedSnapshot & { fault?: never }, 'snapshot' | 'database'>,
  warehouseVersion: string,
  signal?: AbortSignal,
): Promise<Warehouse | null> {
  try {
    const warehouse = await attachWarehouse(engine, database, warehouseVersion, signal);
    const whole = TABLE_NAMES.every((table) => warehouse.rows[table] === snapshot.rows[table]);
    return whole ? warehouse : null;
  } catch (error) {
    if (error instanceof EngineError && error.kind !== 'closed') return null;
    throw error;
  }
}

async function fetchText(
  fetchFile: FetchFile,
  path: string,
  signal: AbortSignal | undefined,
): Promise<string | null> {
  const bytes = await fetchFile(path, { signal });
  return bytes === null ? null : new TextDecoder().decode(bytes);
}

/** `snapshot` in `datapackage.json`. Announced there so that a package without one is not asked for it in vain. */
function announcesSnapshot(descriptor: string): boolean {
  return v.is(v.looseObject({ snapshot: v.literal(SNAPSHOT_FILE) }), JSON.parse(descriptor));
}

function sameSources({ sources }: Snapshot, { resources }: PackageDescriptor): boolean {
  return (
    sources.length === resources.length &&
    resources.every(({ table, path, hash }) =>
      sources.some((source) => source.table === table && source.path === path && source.hash === hash),
    )
  );
}
