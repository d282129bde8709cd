/**
 * Write `datapackage.json` for the tables in a folder:
 * `npm run data:package -- DIR [--name N] [--title ZH] [--title-en EN] [--synthetic] [--seed S] [--version V]`.
 * A table is `NAME.csv` or, where it is too large for one file, `NAME-1.csv`, `NAME-2.csv` and so on, each with its
 * header; all perhaps with `.gz`. Words of an existing file are kept unless an option replaces them; figures and schemas are made anew. The same
 * files and words give the same bytes.
 */
import { createHash } from 'node:crypto';
import { readdir, stat, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { gunzipSync } from 'node:zlib';
import type { Bilingual } from '#model/bilingual.ts';
import { decodeText, isGzip } from '#sources/decode.ts';
import {
  DESCRIPTOR_FILE,
  descriptorText,
  type PackageMeta,
  readDescriptor,
  type StoredFile,
} from '#sources/descriptor.ts';
import { faultMessage } from '#sources/messages.ts';
import { TABLE_NAMES, TABLES, type TableName } from '#sources/package.ts';
import { folderFetchFile } from '#sources/read-folder.ts';
import { validateTable } from '#sources/validate.ts';

const USAGE =
  'Usage: npm run data:package -- DIR [--name NAME] [--title ZH] [--title-en EN] [--synthetic] [--seed SEED] [--version VERSION]';

/** The text `datapackage.json` of a folder should have. Rejects when a table's file cannot be read at all. */
export async function describeFolder(folder: string, meta: Partial<PackageMeta> = {}): Promise<string> {
  const fetchFile = folderFetchFile(folder);
  const names = await readdir(folder);
  const files: Partial<Record<TableName, readonly StoredFile[]>> = {};
  for (const table of TABLE_NAMES) {
    const own: StoredFile[] = [];
    for (const path of tableFiles(table, names)) {
      const stored = await fetchFile(path, {});
      if (stored === null) throw new Error(`${join(folder, path)} is gone`);
      own.push({
        path,
        bytes: stored.length,
        sha256: createHash('sha256').update(stored).digest('hex'),
        rows: countRows(table, path, isGzip(stored) ? new Uint8Array(gunzipSync(stored)) : stored),
      });
    }
    if (own.length > 0) files[table] = own;
  }
  const written = await fetchFile(DESCRIPTOR_FILE, {});
  const existing = written === null ? null : new TextDecoder().decode(written);
  return descriptorText({ ...wordsOf(folder, existing), ...meta }, files, existing);
}

/**
 * A table's files among those of a folder: `NAME.csv`, else `NAME.csv.gz`, or `NAME-1.csv`, `NAME-2.csv` and so on,
 * each perhaps with `.gz`, in order of their numbers. Throws where it is not plain which files make up the table.
 */
export function tableFiles(table: TableName, names: readonly string[]): readonly string[] {
  const whole = [`${table}.csv`, `${table}.csv.gz`].find((name) => names.includes(name));
  const numbered = names
    .flatMap((name) => {
      const number =
        name.startsWith(`${table}-`) && /^([1-9]\d*)\.csv(?:\.gz)?$/.exec(name.slice(table.length + 1))?.[1];
      return number ? [{ name, number: Number(number) }] : [];
    })
    .sort((a, b) => a.number - b.number);
  const [first] = numbered;
  if (first === undefined) return whole === undefined ? [] : [whole];
  if (whole !== undefined)
    throw new Error(
      `${whole} and ${first.name}: a table is either one file or numbered ones. Take away what is not meant.`,
    );
  numbered.forEach(({ name, number }, index) => {
    if (number !== index + 1)
      throw new Error(
        `${name}: the files of a table are numbered from 1, each number once; ${table}-${index + 1}.csv was to come.`,
      );
  });
  return numbered.map(({ name }) => name);
}

/** Write `datapackage.json` into the folder of the tables. */
export async function writeDatapackage(folder: string, meta: Partial<PackageMeta> = {}): Promise<void> {
  await writeFile(join(folder, DESCRIPTOR_FILE), await describeFolder(folder, meta));
}

function wordsOf(folder: string, existing: string | null): PackageMeta {
  const name = basename(resolve(folder))
    .toLowerCase()
    .replaceAll(/[^a-z0-9._-]+/g, '-');
  if (existing === null) return { name, title: { zh: name, en: name } };
  const { descriptor } = readDescriptor(existing);
  return {
    name: descriptor.name,
    title: descriptor.title,
    description: descriptor.description ?? undefined,
    version: descriptor.version ?? undefined,
    synthetic: descriptor.synthetic,
    seed: descriptor.seed ?? undefined,
    licenses: descriptor.licenses.length > 0 ? descriptor.licenses : undefined,
    sources: descriptor.sources.length > 0 ? descriptor.sources : undefined,
  };
}

function countRows(table: TableName, path: string, bytes: Uint8Array): number {
  const decoded = decodeText(bytes);
  if ('fault' in decoded) {
    throw new Error(`${path}: ${faultMessage({ code: 'file-not-csv', reason: decoded.fault }).en}`);
  }
  return validateTable(TABLES[table], decoded.text, { file: path }).rowsRead;
}

async function main(args: readonly string[]): Promise<number> {
  let folder: string;
  const meta: { -readonly [K in keyof PackageMeta]?: PackageMeta[K] } = {};
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: {
        name: { type: 'string' },
        title: { type: 'string' },
        'title-en': { type: 'string' },
        synthetic: { type: 'boolean' },
        seed: { type: 'string' },
        version: { type: 'string' },
      },
      allowPositionals: true,
    });
    const [only, ...more] = positionals;
    if (only === undefined || more.length > 0) throw new Error('Give one folder');
    if (!(await stat(only)).isDirectory()) throw new Error(`${only} is not a folder`);
    folder = only;
    if (values.name !== undefined) meta.name = values.name;
    if (values.synthetic !== undefined) meta.synthetic = values.synthetic;
    if (values.seed !== undefined) meta.seed = values.seed;
    if (values.version !== undefined) meta.version = values.version;
    const title = titleFrom(values.title, values['title-en']);
    if (title !== undefined) meta.title = title;
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    console.error(USAGE);
    return 2;
  }
  await writeDatapackage(folder, meta);
  console.log(`${join(folder, DESCRIPTOR_FILE)} written`);
  return 0;
}

function titleFrom(zh: string | undefined, en: string | undefined): Bilingual | undefined {
  const first = zh ?? en;
  return first === undefined ? undefined : { zh: first, en: en ?? first };
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = await main(process.argv.slice(2));
}
