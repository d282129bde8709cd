/**
 * Make the snapshots of data packages: `npx tsx src/cli/build-snapshot.ts DIR …`. One that still holds is left alone.
 * They are kept under `node_modules/.cache/snapshots`, from where the site's build takes them. With `--by-province` the
 * snapshot is written into the package's own folder and announced there, and that of each province in
 * `provinces/NN/` beside it.
 */
import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Engine } from '#engine/engine.ts';
import { startNativeEngine } from '#engine/native.ts';
import type { LoadedPackage } from '#sources/loaded-package.ts';
import { loadPackageFromFolder } from '#sources/read-folder.ts';
import { loadWarehouse } from '#warehouse/load.ts';
import { markSql, packSql, SNAPSHOT_PARTS, type SnapshotPart } from '#warehouse/packing.ts';
import {
  markOf,
  partFile,
  provinceFolder,
  SNAPSHOT_FILE,
  type Snapshot,
  snapshotVersion,
} from '#warehouse/snapshot.ts';
import { announceSnapshot } from './announce-snapshot.ts';
import { cachedSnapshot, KEY_FILE, snapshotFolder, snapshotKey } from './snapshot-cache.ts';

/** The newest format the shipped engine (DuckDB 1.4) reads. */
const STORAGE_VERSION = 'v1.4.0';

/** A third of the engine's own: questions of one region skip more, for a hundredth more bytes. */
const ROW_GROUP_SIZE = 40_960;

/**
 * Makes the snapshot of the package in `folder` and writes it to the existing folder `out`; with `byProvince`, one of
 * each province beside it, in `provinces/NN/`. Rejects with `PackageError` when the package cannot be used, and when a
 * file is not the one its descriptor speaks of.
 */
export async function buildSnapshot(
  folder: string,
  out: string,
  { byProvince = false }: { readonly byProvince?: boolean } = {},
): Promise<Snapshot> {
  const loaded = await loadPackageFromFolder(folder);
  const sources = await sourcesOf(folder, loaded);
  const version = snapshotVersion();
  const engine = await startNativeEngine(1);
  try {
    // Built as in the browser, then copied: a fresh file holds no space freed along the way.
    const { rows } = await loadWarehouse(engine, loaded.tables, 'snapshot');
    const mark = markOf({ version, sources, rows });
    const snapshot: Snapshot = {
      version,
      sources,
      parts: await writeParts(engine, out, mark),
      rows,
      issues: [...loaded.issues],
      ...(byProvince ? { provinces: await writeProvinces(engine, out, mark) } : {}),
    };
    await writeFile(path.join(out, SNAPSHOT_FILE), `${JSON.stringify(snapshot, null, 1)}\n`);
    return snapshot;
  } finally {
    await engine.close();
  }
}

async function writeProvinces(
  engine: Engine,
  out: string,
  mark: string,
): Promise<NonNullable<Snapshot['provinces']>> {
  const sql = "SELECT code FROM dim_region WHERE level = 'province' ORDER BY code";
  const provinces: Record<string, Snapshot['parts']> = {};
  for (const row of await engine.query({ name: 'provinces', sql })) {
    const code = String(row['code']);
    const folder = path.join(out, provinceFolder(code));
    await mkdir(folder, { recursive: true });
    provinces[code] = await writeParts(engine, folder, mark, code);
  }
  return provinces;
}

async function writeParts(
  engine: Engine,
  out: string,
  mark: string,
  province?: string,
): Promise<Snapshot['parts']> {
  const write = (part: SnapshotPart) => writePart(engine, part, out, mark, province);
  return {
    warehouse: await write('warehouse'),
    reports: await write('reports'),
    cells: await write('cells'),
  };
}

/** Writes a part of the engine's warehouse to the folder `out`, gzipped. */
async function writePart(
  engine: Engine,
  part: SnapshotPart,
  out: string,
  mark: string,
  province: string | undefined,
): Promise<Snapshot['parts'][SnapshotPart]> {
  const run = (name: string, sql: string) => engine.query({ name, sql });
  const file = path.join(out, `${part}.duckdb`);
  await rm(file, { force: true });
  const options = `STORAGE_VERSION '${STORAGE_VERSION}', ROW_GROUP_SIZE ${ROW_GROUP_SIZE}`;
  await run('attach', `ATTACH '${file.replaceAll("'", "''")}' AS part (${options})`);
  await run('use', 'USE part');
  for (const sql of packSql(part, 'warehouse', province)) await run('pack', sql);
  await run('mark', markSql(mark));
  await run('checkpoint', 'CHECKPOINT part');
  await run('use', 'USE warehouse');
  await run('detach', 'DETACH part');
  const database = await readFile(file);
  const packed = await promisify(gzip)(database, { level: 9 });
  await rm(file);
  await writeFile(path.join(out, partFile(part)), packed);
  return { bytes: packed.length, unpacked: database.length };
}

async function sourcesOf(folder: string, { descriptor }: LoadedPackage): Promise<Snapshot['sources']> {
  return Promise.all(
    descriptor.resources.map(async ({ table, path: name, hash: stated }) => {
      const bytes = await readFile(path.join(folder, name));
      const hash = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
      if (hash !== stated) {
        throw new Error(
          `${path.join(folder, name)} is not the file datapackage.json speaks of. Run: npm run data:package -- ${folder}`,
        );
      }
      return { table, path: name, bytes: bytes.length, hash };
    }),
  );
}

/** Makes the snapshot unless the one at hand still holds. Another build at the same time does no harm. */
async function refresh(root: string, folder: string): Promise<string> {
  if ((await cachedSnapshot(root, folder)) !== null) return `${folder}: snapshot still holds`;
  const key = await snapshotKey(root, folder);
  const place = snapshotFolder(root, folder);
  await mkdir(path.dirname(place), { recursive: true });
  const draft = await mkdtemp(`${place}-`);
  try {
    const { parts } = await buildSnapshot(path.join(root, folder), draft);
    await writeFile(path.join(draft, KEY_FILE), key);
    await rm(place, { recursive: true, force: true });
    await rename(draft, place);
    const sizes = SNAPSHOT_PARTS.map(
      (part) => `${part} ${parts[part].unpacked} (${parts[part].bytes} gzipped)`,
    );
    return `${folder}: snapshot, bytes: ${sizes.join(', ')}`;
  } finally {
    await rm(draft, { recursive: true, force: true });
  }
}

async function main(): Promise<void> {
  const root = fileURLToPath(new URL('../..', import.meta.url));
  const { values, positionals } = parseArgs({
    options: { 'by-province': { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  for (const folder of positionals) {
    if (values['by-province']) {
      await buildSnapshot(folder, folder, { byProvince: true });
      await announceSnapshot(folder);
      console.log(`${folder}: snapshot, and one of each province in provinces/`);
      continue;
    }
    try {
      console.log(await refresh(root, path.relative(root, path.resolve(folder))));
    } catch (error) {
      // The package still works from its CSVs.
      const words = error instanceof Error ? error.message : String(error);
      console.warn(`${folder}: no snapshot: ${words}`);
    }
  }
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) await main();
