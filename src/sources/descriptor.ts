/**
 * `datapackage.json`: a Frictionless Data Package (version 2) with Table Schemas made from the contracts.
 * Besides the standard's own properties it holds `title_en` and `description_en` beside every `title` and
 * `description` (which are Chinese), `synthetic` and `seed` on the package, and `rows` on a resource. A table of several
 * files is one resource with a list of paths, as the standard has it; `files` then says of each what `bytes`, `hash` and
 * `rows` say of a single one.
 */
import * as v from 'valibot';
import type { Bilingual } from '#model/bilingual.ts';
import type { DataIssue } from '#model/data-issue.ts';
import type { ColumnContract, TableContract } from './contract.ts';
import { isWebPage } from './decode.ts';
import { dataIssue } from './issue-list.ts';
import type { Fault } from './messages.ts';
import { TABLE_NAMES, TABLES, type TableName } from './package.ts';

export const DESCRIPTOR_FILE = 'datapackage.json';

interface PackageLicense {
  readonly name: string;
  readonly title?: string | undefined;
  readonly path?: string | undefined;
}

interface PackageSource {
  readonly title: string;
  readonly path?: string | undefined;
}

/**
 * What is known of a table's file; a table may have several. The figures are null where the descriptor does not state
 * them.
 */
export interface PackageResource {
  readonly table: TableName;
  /** Where the descriptor speaks of it: `resources.reviews`, or `resources.reviews.files.0`. */
  readonly property: string;
  readonly path: string;
  readonly bytes: number | null;
  /** `sha256:` and 64 hexadecimal digits, of the file as it is stored. */
  readonly hash: string | null;
  readonly rows: number | null;
}

/** What a data package says of itself. */
export interface PackageDescriptor {
  readonly name: string;
  readonly title: Bilingual;
  readonly description: Bilingual | null;
  readonly version: string | null;
  /** Made-up data. Every page that shows it says so. */
  readonly synthetic: boolean;
  /** The generator's seed, for synthetic packages. */
  readonly seed: string | null;
  readonly licenses: readonly PackageLicense[];
  readonly sources: readonly PackageSource[];
  readonly resources: readonly PackageResource[];
}

/** What a person writes of a package; the rest of datapackage.json is made from the files. */
export interface PackageMeta {
  readonly name: string;
  readonly title: Bilingual;
  readonly description?: Bilingual | undefined;
  readonly version?: string | undefined;
  readonly synthetic?: boolean | undefined;
  readonly seed?: string | undefined;
  readonly licenses?: readonly PackageLicense[] | undefined;
  readonly sources?: readonly PackageSource[] | undefined;
}

const UNNAMED: PackageDescriptor = {
  name: 'unnamed',
  title: { zh: '未命名数据包', en: 'Unnamed data package' },
  description: null,
  version: null,
  synthetic: false,
  seed: null,
  licenses: [],
  sources: [],
  resources: [],
};

/** A path inside the package's folder: relative, downward, no scheme, no query. */
const RESOURCE_PATH = /^(?![./])(?!.*(?:^|\/)\.\.?(?:\/|$))[^\\:?#\p{Cc}]+$/u;

const TEXT = v.pipe(v.string(), v.nonEmpty());
const COUNT = v.pipe(v.number(), v.integer(), v.minValue(0));

const PATH = v.pipe(v.string(), v.regex(RESOURCE_PATH));

const PROPERTIES = {
  name: TEXT,
  title: TEXT,
  title_en: TEXT,
  description: TEXT,
  description_en: TEXT,
  version: TEXT,
  synthetic: v.boolean(),
  seed: v.union([TEXT, v.pipe(v.number(), v.transform(String))]),
  licenses: v.array(v.object({ name: TEXT, title: v.optional(TEXT), path: v.optional(TEXT) })),
  sources: v.array(v.object({ title: TEXT, path: v.optional(TEXT) })),
  resources: v.array(v.looseObject({})),
  path: v.union([PATH, v.pipe(v.array(PATH), v.minLength(1))]),
  files: v.array(v.looseObject({ path: PATH })),
  bytes: COUNT,
  hash: v.pipe(v.string(), v.regex(/^sha256:[0-9a-f]{64}$/)),
  rows: COUNT,
} as const;

const EXPECTED: Readonly<Record<keyof typeof PROPERTIES, Bilingual>> = {
  name: { zh: '非空文字', en: 'text' },
  title: { zh: '非空文字', en: 'text' },
  title_en: { zh: '非空文字', en: 'text' },
  description: { zh: '非空文字', en: 'text' },
  description_en: { zh: '非空文字', en: 'text' },
  version: { zh: '非空文字', en: 'text' },
  synthetic: { zh: 'true 或 false', en: 'true or false' },
  seed: { zh: '文字或数字', en: 'text or a number' },
  licenses: { zh: '许可列表，各有 name', en: 'a list of licences, each with a name' },
  sources: { zh: '来源列表，各有 title', en: 'a list of sources, each with a title' },
  resources: { zh: '资源列表', en: 'a list of resources' },
  path: { zh: '数据包文件夹内的相对路径', en: 'a path inside the folder of the package' },
  files: { zh: '文件列表，各有 path', en: 'a list of files, each with a path' },
  bytes: { zh: '文件字节数', en: 'the size of the file in bytes' },
  hash: { zh: 'sha256: 加 64 位十六进制数字', en: 'sha256: and 64 hexadecimal digits' },
  rows: { zh: '行数', en: 'a number of rows' },
};

interface ReadDescriptor {
  readonly descriptor: PackageDescriptor;
  readonly issues: readonly DataIssue[];
}

/**
 * Read the text of datapackage.json; null when the package has none. Forgiving: what cannot be read is reported
 * as a warning and left at its default. Anything but `false` in `synthetic` counts as synthetic.
 */
export function readDescriptor(text: string | null): ReadDescriptor {
  if (text === null || isWebPage(text)) {
    return {
      descriptor: UNNAMED,
      issues: [descriptorIssue({ code: 'file-missing', file: DESCRIPTOR_FILE })],
    };
  }
  const json = parseObject(text);
  if (json === undefined) {
    const fault = { code: 'file-not-csv', reason: { kind: 'not-json' } } as const;
    return { descriptor: UNNAMED, issues: [descriptorIssue(fault)] };
  }
  const issues: DataIssue[] = [];
  const read = propertyReader(json, '', issues);
  const titleZh = read('title') ?? UNNAMED.title.zh;
  const descriptionZh = read('description');
  const descriptionEn = read('description_en');
  const synthetic = read('synthetic');
  const resources = (read('resources') ?? []).flatMap((resource) => readResource(resource, issues));
  const descriptor: PackageDescriptor = {
    name: read('name') ?? UNNAMED.name,
    title: { zh: titleZh, en: read('title_en') ?? titleZh },
    description:
      descriptionZh === undefined ? null : { zh: descriptionZh, en: descriptionEn ?? descriptionZh },
    version: read('version') ?? null,
    synthetic: synthetic ?? json['synthetic'] !== undefined,
    seed: read('seed') ?? null,
    licenses: read('licenses') ?? [],
    sources: read('sources') ?? [],
    resources,
  };
  return { descriptor, issues };
}

type Property = keyof typeof PROPERTIES;
type JsonObject = Readonly<Record<string, unknown>>;
type PropertyReader = <P extends Property>(property: P) => v.InferOutput<(typeof PROPERTIES)[P]> | undefined;

function propertyReader(json: JsonObject, prefix: string, issues: DataIssue[]): PropertyReader {
  return (property) => {
    const value = json[property];
    if (value === undefined) return undefined;
    const result = v.safeParse(PROPERTIES[property], value);
    if (result.success) return result.output;
    const shown = typeof value === 'string' ? value : JSON.stringify(value);
    const fault = { code: 'value-type', value: shown, expected: EXPECTED[property] } as const;
    issues.push(descriptorIssue(fault, `${prefix}${property}`, shown));
    return undefined;
  };
}

function readResource(resource: JsonObject, issues: DataIssue[]): readonly PackageResource[] {
  const table = TABLE_NAMES.find((name) => name === resource['name']);
  if (table === undefined) return [];
  const property = `resources.${table}`;
  const read = propertyReader(resource, `${property}.`, issues);
  const path = read('path') ?? `${table}.csv`;
  if (typeof path === 'string') return [{ table, property, path, ...readFigures(read) }];
  const files = read('files') ?? [];
  return path.map((one) => {
    const place = files.findIndex((file) => file.path === one);
    const file = `${property}.files.${place}`;
    return place === -1
      ? { table, property, path: one, bytes: null, hash: null, rows: null }
      : {
          table,
          property: file,
          path: one,
          ...readFigures(propertyReader(files[place] ?? {}, `${file}.`, issues)),
        };
  });
}

function readFigures(read: PropertyReader): Pick<PackageResource, 'bytes' | 'hash' | 'rows'> {
  return { bytes: read('bytes') ?? null, hash: read('hash') ?? null, rows: read('rows') ?? null };
}

function parseObject(text: string): JsonObject | undefined {
  try {
    const json: unknown = JSON.parse(text);
    return typeof json === 'object' && json !== null && !Array.isArray(json) ? { ...json } : undefined;
  } catch {
    return undefined;
  }
}

/** An issue of the descriptor itself: always a warning, since the tables can be read without it. */
export function descriptorIssue(
  fault: Fault,
  column: string | null = null,
  value: string | null = null,
): DataIssue {
  return dataIssue(fault, { file: DESCRIPTOR_FILE, line: null, column }, value, 'warning');
}

/** A table's file as it is stored. */
export interface StoredFile {
  readonly path: string;
  readonly bytes: number;
  /** 64 hexadecimal digits. */
  readonly sha256: string;
  readonly rows: number;
}

/**
 * The text of datapackage.json: the same for the same files and words, whenever it is made. Properties and
 * resources of `existing` that are not made here (a map, say) are kept.
 */
export function descriptorText(
  meta: PackageMeta,
  files: Readonly<Partial<Record<TableName, readonly StoredFile[]>>>,
  existing: string | null = null,
): string {
  const before = (existing === null ? undefined : parseObject(existing)) ?? {};
  const made = {
    $schema: 'https://datapackage.org/profiles/2.0/datapackage.json',
    name: meta.name,
    title: meta.title.zh,
    title_en: meta.title.en,
    description: meta.description?.zh,
    description_en: meta.description?.en,
    version: meta.version,
    synthetic: meta.synthetic ?? false,
    seed: meta.seed,
    licenses: meta.licenses,
    sources: meta.sources,
  };
  const tables = TABLE_NAMES.flatMap((table) => {
    const [first, ...more] = files[table] ?? [];
    return first === undefined ? [] : [tableResource(TABLES[table], [first, ...more])];
  });
  const kept = Object.entries(before).filter(([key]) => !(key in made) && key !== 'resources');
  const resources = [...tables, ...otherResources(before)];
  return `${JSON.stringify({ ...made, ...Object.fromEntries(kept), resources }, null, 2)}\n`;
}

function otherResources(descriptor: JsonObject): readonly unknown[] {
  const { resources } = descriptor;
  if (!Array.isArray(resources)) return [];
  return resources.filter((resource: unknown) => {
    const name = typeof resource === 'object' && resource !== null && 'name' in resource && resource.name;
    return !TABLE_NAMES.some((table) => table === name);
  });
}

function tableResource(
  contract: TableContract,
  files: readonly [StoredFile, ...(readonly StoredFile[])],
): JsonObject {
  const compressed = files.every(({ path }) => path.endsWith('.gz'));
  const sum = (of: (file: StoredFile) => number) => files.reduce((total, file) => total + of(file), 0);
  const figures = ({ path, bytes, sha256, rows }: StoredFile) => ({
    path,
    bytes,
    hash: `sha256:${sha256}`,
    rows,
  });
  const { path, ...only } = figures(files[0]);
  return {
    name: contract.name,
    type: 'table',
    path: files.length === 1 ? path : files.map((file) => file.path),
    title: contract.title.zh,
    title_en: contract.title.en,
    description: contract.description.zh,
    description_en: contract.description.en,
    format: 'csv',
    mediatype: 'text/csv',
    compression: compressed ? 'gz' : undefined,
    encoding: 'utf-8',
    dialect: { delimiter: ',', lineTerminator: '\n', quoteChar: '"', doubleQuote: true, header: true },
    ...(files.length === 1
      ? only
      : { bytes: sum(({ bytes }) => bytes), rows: sum(({ rows }) => rows), files: files.map(figures) }),
    schema: tableSchema(contract),
  };
}

/** A contract as a Table Schema. Conditions over several cells have no place in it; descriptions state them. */
export function tableSchema(contract: TableContract): JsonObject {
  return {
    fields: contract.columns.map(fieldDescriptor),
    primaryKey: contract.primaryKey,
    foreignKeys:
      contract.foreignKeys.length === 0
        ? undefined
        : contract.foreignKeys.map((key) => ({
            fields: [key.field],
            reference: { resource: key.reference.table, fields: [key.reference.field] },
          })),
    missingValues: [''],
  };
}

function fieldDescriptor(column: ColumnContract): JsonObject {
  const { categories } = column;
  return {
    name: column.name,
    type: column.type,
    title: column.title.zh,
    title_en: column.title.en,
    description: column.description.zh,
    description_en: column.description.en,
    constraints: column.constraints,
    categories:
      categories === undefined
        ? undefined
        : Object.entries(categories).map(([value, { zh, en }]) => ({ value, label: zh, label_en: en })),
  };
}
