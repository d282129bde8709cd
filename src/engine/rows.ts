/** From the engine's Arrow messages to plain rows. */
import {
  type Bool,
  type Data,
  type DateDay,
  DateUnit,
  type Decimal,
  type Dictionary,
  type Field,
  type FixedSizeList,
  type Float,
  type Int,
  type List,
  type Map_,
  type Null,
  type Struct,
  type Time,
  type Timestamp,
  TimeUnit,
  Type,
  tableFromIPC,
  type Utf8,
} from 'apache-arrow';
import type { Row, SqlScalar } from './engine.ts';

/** A result the app does not read. The message names the column and says what to do. */
export class UnreadableResult extends Error {
  override readonly name = 'UnreadableResult';
}

/** A result that has arrived. */
export interface Result {
  /** How many enums its columns hold, nested ones counted too. Their words are not part of the messages. */
  readonly enums: number;
  /** The rows, given the words of each enum in the order of the columns. */
  rows(words: readonly EnumWords[]): readonly Row[];
}

export type EnumWords = readonly string[];

/** Opens a result from its Arrow messages: the schema first, then the batches. */
export function openResult(messages: readonly Uint8Array[]): Result {
  const { schema, batches } = tableFromIPC(messages);
  const names = uniqueNames(schema.fields.map((field) => field.name));
  return {
    enums: schema.fields.reduce((sum, field) => sum + countEnums(field), 0),
    rows(words) {
      const rows: Record<string, SqlScalar>[] = [];
      for (const batch of batches) {
        const left = [...words];
        const columns = batch.data.children.map((data, index) => {
          const name = names[index] ?? '';
          return { name, read: scalarReader(data, { column: name, words: left }) };
        });
        for (let at = 0; at < batch.numRows; at += 1) {
          const row: Record<string, SqlScalar> = {};
          for (const { name, read } of columns) row[name] = read(at);
          rows.push(row);
        }
      }
      return rows;
    },
  };
}

function countEnums({ type }: Field): number {
  if (type.typeId === Type.Dictionary) return 1;
  const children: readonly Field[] | null = type.children;
  return children?.reduce((sum, child) => sum + countEnums(child), 0) ?? 0;
}

/**
 * The words of the enums in DuckDB's name of a type, in order: `STRUCT(a ENUM('x', 'y'), b INTEGER)` → `[['x', 'y']]`.
 */
export function enumWordsOf(typeName: string): readonly EnumWords[] {
  const found: string[][] = [];
  // A quoted field name, the start of an enum, or one of its words.
  for (const [part, word] of typeName.matchAll(/"(?:[^"]|"")*"|ENUM\(|'((?:[^']|'')*)'/g)) {
    if (part === 'ENUM(') found.push([]);
    else if (word !== undefined) found.at(-1)?.push(word.replaceAll("''", "'"));
  }
  return found;
}

function uniqueNames(names: readonly string[]): readonly string[] {
  const taken = new Set<string>(names);
  const seen = new Set<string>();
  return names.map((name) => {
    if (name === '__proto__') {
      throw new UnreadableResult('A column cannot be called __proto__. Give it another name with AS.');
    }
    let unique = name;
    for (let count = 1; seen.has(unique) || (unique !== name && taken.has(unique)); count += 1) {
      unique = `${name}_${count}`;
    }
    seen.add(unique);
    return unique;
  });
}

type Reader<T> = (at: number) => T;

interface Context {
  /** For messages. */
  readonly column: string;
  /** The words of the enums not met so far; the first belong to the next. */
  readonly words: EnumWords[];
}

type Json = SqlScalar | readonly Json[] | { readonly [name: string]: Json };

/** The Arrow types DuckDB's own arrive in, those that are read. */
interface ArrowTypes {
  readonly [Type.Null]: Null;
  readonly [Type.Bool]: Bool;
  readonly [Type.Int]: Int;
  readonly [Type.Float]: Float;
  readonly [Type.Decimal]: Decimal;
  readonly [Type.Utf8]: Utf8;
  readonly [Type.Dictionary]: Dictionary<Utf8>;
  readonly [Type.Date]: DateDay;
  readonly [Type.Timestamp]: Timestamp;
  readonly [Type.Time]: Time;
  readonly [Type.List]: List;
  readonly [Type.FixedSizeList]: FixedSizeList;
  readonly [Type.Struct]: Struct;
  readonly [Type.Map]: Map_;
}

function holds<T extends keyof ArrowTypes>(data: Data, type: T): data is Data<ArrowTypes[T]> {
  return data.typeId === type;
}

function scalarReader(data: Data, context: Context): Reader<SqlScalar> {
  const read = nestedReader(data, context);
  if (read === undefined) return nullable(data, plainReader(data, context));
  return (at) => {
    const value = read(at);
    return value === null ? null : JSON.stringify(value);
  };
}

function nullable<T>(data: Data, read: Reader<T>): Reader<T | null> {
  if (data.nullCount === 0) return read;
  return (at) => (data.getValid(at) ? read(at) : null);
}

function plainReader(data: Data, context: Context): Reader<SqlScalar> {
  if (holds(data, Type.Null)) return () => null;
  if (holds(data, Type.Bool)) {
    const { values, offset } = data;
    return (at) => ((values[(offset + at) >> 3] ?? 0) & (1 << ((offset + at) & 7))) !== 0;
  }
  if (holds(data, Type.Int) || holds(data, Type.Float)) {
    const { values } = data;
    return (at) => Number(values[at]);
  }
  if (holds(data, Type.Decimal)) {
    const { values, type } = data;
    return (at) => decimalToNumber(values, at * 4, type.scale);
  }
  if (holds(data, Type.Utf8)) {
    return textReader(data);
  }
  if (holds(data, Type.Dictionary)) {
    const known = context.words.shift() ?? [];
    const { values } = data;
    return (at) => known[Number(values[at])] ?? null;
  }
  if (holds(data, Type.Date) && data.type.unit === DateUnit.DAY) {
    const { values } = data;
    return (at) => dateText(values[at] ?? 0, context.column);
  }
  if (holds(data, Type.Timestamp)) {
    const { values, type } = data;
    const zone = (type.timezone ?? '') === '' ? '' : 'Z';
    return (at) => timestampText(BigInt(values[at] ?? 0), type.unit, zone, context.column);
  }
  if (holds(data, Type.Time)) {
    const { values, type } = data;
    return (at) => {
      const { seconds, fraction } = splitTicks(BigInt(values[at] ?? 0), type.unit);
      return new Date(Number(seconds) * 1000).toISOString().slice(11, 19) + fraction;
    };
  }
  const { column } = context;
  const typeName = Type[data.typeId] ?? String(data.typeId);
  throw new UnreadableResult(
    `The column ${column} is of a type the app does not read (${typeName}). Cast it to text: ${column}::VARCHAR.`,
  );
}

/** All texts of a column are decoded in one go, then cut: a call for each takes several times as long. */
function textReader({ values, valueOffsets, length }: Data<Utf8>): Reader<string> {
  const first = valueOffsets[0] ?? 0;
  const bytes = values.subarray(first, valueOffsets[length]);
  const text = UTF8.decode(bytes);
  if (text.length === bytes.length) {
    return (at) => text.slice((valueOffsets[at] ?? 0) - first, (valueOffsets[at + 1] ?? 0) - first);
  }
  const ends = new Int32Array(length + 1);
  let place = 0;
  let units = 0;
  for (let at = 0; at < length; at += 1) {
    const end = (valueOffsets[at + 1] ?? 0) - first;
    for (; place < end; place += 1) {
      const byte = bytes[place] ?? 0;
      // Bytes that begin a character; those of four bytes take two UTF-16 units.
      if ((byte & 0xc0) !== 0x80) units += byte >= 0xf0 ? 2 : 1;
    }
    ends[at + 1] = units;
  }
  return (at) => text.slice(ends[at], ends[at + 1]);
}

/** A reader of lists, structs and maps; undefined for columns that are none. */
function nestedReader(data: Data, context: Context): Reader<Json> | undefined {
  const [child] = data.children;
  if (holds(data, Type.List)) {
    const { valueOffsets } = data;
    const item = child === undefined ? () => null : jsonReader(child, context);
    return nullable(data, (at) => range(valueOffsets[at] ?? 0, valueOffsets[at + 1] ?? 0, item));
  }
  if (holds(data, Type.FixedSizeList)) {
    const { listSize } = data.type;
    const item = child === undefined ? () => null : jsonReader(child, context);
    return nullable(data, (at) => range(at * listSize, (at + 1) * listSize, item));
  }
  if (holds(data, Type.Struct)) {
    const names = uniqueNames(data.type.children.map((field) => field.name));
    const fields = data.children.map((field, at) => [names[at] ?? '', jsonReader(field, context)] as const);
    return nullable(data, (at) => Object.fromEntries(fields.map(([name, read]) => [name, read(at)])));
  }
  if (holds(data, Type.Map)) {
    const { valueOffsets } = data;
    const [keys, values] = child?.children ?? [];
    if (keys === undefined || values === undefined) return () => null;
    const key = jsonReader(keys, context);
    const value = jsonReader(values, context);
    const entry: Reader<readonly [string, Json]> = (at) => [keyText(key(at)), value(at)];
    return nullable(data, (at) =>
      Object.fromEntries(range(valueOffsets[at] ?? 0, valueOffsets[at + 1] ?? 0, entry)),
    );
  }
  return undefined;
}

function jsonReader(data: Data, context: Context): Reader<Json> {
  const nested = nestedReader(data, context);
  if (nested !== undefined) return nested;
  const read = plainReader(data, context);
  return nullable(data, (at) => {
    const value = read(at);
    // JSON has no word for infinity and "not a number", and null would say "missing".
    return typeof value === 'number' && !Number.isFinite(value) ? String(value) : value;
  });
}

function keyText(key: Json): string {
  return typeof key === 'string' ? key : JSON.stringify(key);
}

function range<T>(from: number, to: number, read: Reader<T>): T[] {
  return Array.from({ length: to - from }, (_, index) => read(from + index));
}

// Arrow's own decoder swallows a byte order mark at the start of a value.
const UTF8 = new TextDecoder('utf-8', { ignoreBOM: true });

const WORD = 2 ** 32;

/** A 128-bit integer in four little-endian words, divided by 10^scale, as the nearest number. */
function decimalToNumber(words: Uint32Array, at: number, scale: number): number {
  const [w0 = 0, w1 = 0, w2 = 0, w3 = 0] = [words[at], words[at + 1], words[at + 2], words[at + 3]];
  const positive = w3 === 0 && w2 === 0 && w1 < 2 ** 21;
  const negative = w3 === WORD - 1 && w2 === WORD - 1 && w1 >= WORD - 2 ** 21;
  if ((positive || negative) && scale <= 22) {
    const whole = (positive ? w1 : w1 - WORD) * WORD + w0;
    // Both operands are exact, so the quotient is the nearest number.
    return scale === 0 ? whole : whole / Number(`1e${scale}`);
  }
  const unsigned = [w3, w2, w1, w0].reduce((sum, word) => (sum << 32n) | BigInt(word), 0n);
  return Number(`${BigInt.asIntN(128, unsigned)}e-${scale}`);
}

const INFINITE_DAYS = 2 ** 31 - 1;
const DAY_IN_MS = 86_400_000;

function dateText(days: number, column: string): string {
  if (days === INFINITE_DAYS) return 'infinity';
  if (days === -INFINITE_DAYS) return '-infinity';
  return isoText(days * DAY_IN_MS, column).replace(/T.*/, '');
}

const INFINITE_TICKS = 2n ** 63n - 1n;

function timestampText(ticks: bigint, unit: TimeUnit, zone: string, column: string): string {
  if (ticks === INFINITE_TICKS) return 'infinity';
  if (ticks === -INFINITE_TICKS) return '-infinity';
  const { seconds, fraction } = splitTicks(ticks, unit);
  return isoText(Number(seconds) * 1000, column).replace('.000Z', '') + fraction + zone;
}

const TICK_DIGITS: Readonly<Record<TimeUnit, number>> = {
  [TimeUnit.SECOND]: 0,
  [TimeUnit.MILLISECOND]: 3,
  [TimeUnit.MICROSECOND]: 6,
  [TimeUnit.NANOSECOND]: 9,
};

function splitTicks(ticks: bigint, unit: TimeUnit): { readonly seconds: bigint; readonly fraction: string } {
  const digits = TICK_DIGITS[unit];
  const perSecond = 10n ** BigInt(digits);
  const rest = ((ticks % perSecond) + perSecond) % perSecond;
  const fraction = rest === 0n ? '' : `.${String(rest).padStart(digits, '0').replace(/0+$/, '')}`;
  return { seconds: (ticks - rest) / perSecond, fraction };
}

function isoText(milliseconds: number, column: string): string {
  const date = new Date(milliseconds);
  if (Number.isNaN(date.getTime())) {
    throw new UnreadableResult(
      `The column ${column} holds a date too far away to be read. Cast it to text: ${column}::VARCHAR.`,
    );
  }
  return date.toISOString();
}
