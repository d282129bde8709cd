/**
 * A snapshot: the warehouse of a package as the build made it, in gzipped DuckDB files beside the CSVs, and
 * `snapshot.json`, which says what it was made from. Its first part is attached when the package is opened, each
 * other when a statement first names one of its tables. Whatever does not match is not used; the CSVs always can be.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import * as v from 'valibot';
import { type Engine, EngineError, type Statement } from '#engine/engine.ts';
import { untilAborted } from '#engine/until-aborted.ts';
import type { DataIssue } from '#model/data-issue.ts';
import { gunzip, isGzip } from '#sources/decode.ts';
import { DESCRIPTOR_FILE, type PackageDescriptor, readDescriptor, tableSchema } from '#sources/descriptor.ts';
import { TABLE_NAMES, TABLES } from '#sources/package.ts';
import type { FetchFile } from '#sources/read-package.ts';
import { attachPart, attachWarehouse, engineAsking, holdOf, WrongSnapshot, warehouseSql } from './load.ts';
import { PART_TABLES, SNAPSHOT_PARTS, type SnapshotPart } from './packing.ts';
import { TableRows, type Warehouse } from './warehouse.ts';

/** Raised when the same statements over the same contracts come to mean something else. */
const FORMAT = 2;

export const SNAPSHOT_FILE = 'snapshot.json';
/** File of a part, as it is stored. */
export const partFile = (part: SnapshotPart) => `${part}.duckdb.gz` as const;

/** Folder, inside the package's, of the snapshot of one province, by its two digits; it ends in a slash. */
export const provinceFolder = (code: string) => `provinces/${code}/`;

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

const PartSize = v.object({ bytes: Count, unpacked: Count });

const Parts = v.object({ warehouse: PartSize, reports: PartSize, cells: PartSize });

const Snapshot = v.object({
  /** See `snapshotVersion`. */
  version: Hash,
  /** The tables' files it was made from, as they are stored. */
  sources: v.array(v.object({ table: v.picklist(TABLE_NAMES), path: v.string(), bytes: Count, hash: Hash })),
  /** The database files: bytes as they are stored, and once unpacked. */
  parts: Parts,
  /** Those of each province by itself, by code, where the build made them. */
  provinces: v.optional(v.record(v.string(), Parts)),
  rows: TableRows,
  /** What validation found in the CSVs. */
  issues: v.array(Issue),
});

/** The content of `snapshot.json`. */
export type Snapshot = v.InferOutput<typeof Snapshot>;

/** What stands in every file of a snapshot: the hash of what it was made by and from, and of how many rows. */
export function markOf(snapshot: Pick<Snapshot, 'version' | 'sources' | 'rows'>): string {
  const hashes = snapshot.sources.map(({ table, hash }) => [table, hash]);
  const rows = TABLE_NAMES.map((table) => snapshot.rows[table]);
  return bytesToHex(sha256(utf8ToBytes(JSON.stringify([snapshot.version, hashes, rows]))));
}

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
      /** The file of the first part, unpacked. */
      readonly database: Uint8Array;
      /** That of any part; null when it is not there or damaged. Rejects when it cannot be fetched. */
      fetchPart(part: SnapshotPart): Promise<Uint8Array | null>;
    };

export interface FetchSnapshotOptions {
  /**
   * Two digits: the rows of one province alone, for questions about it and what lies in it. `absent` where the build
   * made none by province.
   */
  readonly province?: string | undefined;
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
  const { signal, onBytes, sizeOf, province } = options;
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
    const parts = province === undefined ? snapshot.parts : snapshot.provinces?.[province];
    if (parts === undefined) return { fault: 'absent' };
    const folder = province === undefined ? '' : provinceFolder(province);
    const fetchPart = (part: SnapshotPart, reading: Reading = {}) =>
      fetchDatabase(fetchFile, folder + partFile(part), parts[part], reading);
    const database = await fetchPart('warehouse', { signal, ...(onBytes === undefined ? {} : { onBytes }) });
    if (database === 'absent' || database === 'damaged') return { fault: database };
    return {
      descriptor,
      snapshot,
      database,
      async fetchPart(part) {
        const file = await fetchPart(part);
        return file === 'absent' || file === 'damaged' ? null : file;
      },
    };
  } catch {
    signal?.throwIfAborted();
    return { fault: 'damaged' };
  }
}

type Reading = Pick<FetchSnapshotOptions, 'signal' | 'onBytes'>;

async function fetchDatabase(
  fetchFile: FetchFile,
  path: string,
  { bytes, unpacked }: Snapshot['parts'][SnapshotPart],
  { signal, onBytes }: Reading,
): Promise<Uint8Array | 'absent' | 'damaged'> {
  const packed = await fetchFile(path, {
    signal,
    // A server that unpacks by itself sends more than is stored.
    onBytes: (loaded) => onBytes?.(Math.min(loaded, bytes), bytes),
  });
  if (packed === null) return 'absent';
  try {
    // The checksum of gzip finds what was damaged on the way.
    const database = isGzip(packed) ? await gunzip(packed) : packed;
    return database.length === unpacked ? database : 'damaged';
  } catch {
    return 'damaged';
  }
}

/**
 * Attaches a fetched snapshot; null when the engine refuses it or dies of it. Then load the CSVs. When a later part
 * turns out to be missing or not to fit, `rebuild` is called to put all tables in place of the snapshot's, and all
 * questions wait for it; without it the statement that asked is refused. Statements asked after the engine has gone
 * over to another package are refused with an `AbortError`.
 */
export async function openSnapshot(
  engine: Engine,
  {
    snapshot,
    database,
    fetchPart,
  }: Pick<FetchedSnapshot & { fault?: never }, 'snapshot' | 'database' | 'fetchPart'>,
  warehouseVersion: string,
  signal?: AbortSignal,
  rebuild?: Rebuild,
): Promise<Warehouse | null> {
  const attached = { mark: markOf(snapshot), rows: snapshot.rows };
  try {
    const warehouse = await attachWarehouse(engine, database, warehouseVersion, attached, signal);
    const attach = async (part: LaterPart, stillHeld: () => void) => {
      const file = await fetchPart(part);
      if (file === null) throw new WrongSnapshot(`${partFile(part)} is missing or damaged`);
      await attachPart(engine, part, file, attached, stillHeld);
    };
    return { ...warehouse, engine: engineInParts(engine, attach, rebuild) };
  } catch (error) {
    if (error instanceof WrongSnapshot) return null;
    if (error instanceof EngineError && error.kind !== 'closed') return null;
    throw error;
  }
}

/** Loads all tables into the engine; calls `stillHeld` before it puts them in place of others. */
export type Rebuild = (stillHeld: () => void) => Promise<void>;

type LaterPart = Exclude<SnapshotPart, 'warehouse'>;
const LATER_PARTS = SNAPSHOT_PARTS.filter((part): part is LaterPart => part !== 'warehouse');

const NAMES_TABLE_OF = new Map(
  LATER_PARTS.map((part) => [part, new RegExp(`\\b(?:${PART_TABLES[part].join('|')})\\b`, 'i')] as const),
);

/** Parts that have to be there before a statement can be run. */
export function partsNeeded({ sql }: Pick<Statement, 'sql'>): readonly LaterPart[] {
  return LATER_PARTS.filter((part) => NAMES_TABLE_OF.get(part)?.test(sql));
}

/** The engine, with each part attached before the first statement that names one of its tables. */
function engineInParts(
  engine: Engine,
  attach: (part: LaterPart, stillHeld: () => void) => Promise<void>,
  rebuild: Rebuild | undefined,
): Engine {
  const parts = new Map<LaterPart, Promise<void>>();
  let stillHeld = holdOf(engine);
  let rebuilt: Promise<void> | undefined;

  async function fetchOrRebuild(part: LaterPart): Promise<void> {
    try {
      await (rebuilt ?? attach(part, stillHeld));
    } catch (error) {
      // Another part did not fit, and all tables were put in place of this one, too.
      if (rebuilt !== undefined) return rebuilt;
      const unusable =
        error instanceof WrongSnapshot || (error instanceof EngineError && error.kind === 'sql');
      if (!unusable || rebuild === undefined) throw error;
      rebuilt = rebuildNow(rebuild);
      await rebuilt;
    }
  }

  async function rebuildNow(load: Rebuild): Promise<void> {
    try {
      await load(stillHeld);
      stillHeld = holdOf(engine);
    } catch (error) {
      rebuilt = undefined;
      throw error;
    }
  }

  function partReady(part: LaterPart): Promise<void> {
    let ready = parts.get(part);
    if (ready === undefined) {
      ready = fetchOrRebuild(part);
      parts.set(part, ready);
      // What could not be fetched is fetched again by the next who asks.
      ready.catch(() => parts.delete(part));
    }
    return ready;
  }

  return engineAsking(engine, async (statement, options = {}) => {
    const needed = partsNeeded(statement);
    if (needed.length > 0) await untilAborted(Promise.all(needed.map(partReady)), options.signal);
    else if (rebuilt !== undefined) await untilAborted(rebuilt, options.signal);
    stillHeld();
    return engine.query(statement, options);
  });
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
