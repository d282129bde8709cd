/** The engine port: all that the rest of the app knows of DuckDB. Browser and Node adapters implement it. */

export type SqlScalar = string | number | boolean | null;

/**
 * A statement and its bound values. `$name` in the text is replaced by the engine's own binding, never by text.
 * A string is bound as VARCHAR, a whole number as BIGINT, any other number as DOUBLE, a boolean as BOOLEAN and null
 * as an untyped NULL. A date therefore needs a cast in the SQL: `$day::DATE`.
 */
export interface Statement {
  /** Shown in the browser's performance panel as `query:NAME`. */
  readonly name: string;
  readonly sql: string;
  readonly params?: Readonly<Record<string, SqlScalar>>;
}

/**
 * A result row, keys in column order; of two columns with one name the second is called `name_1`.
 *
 * Integers and decimals arrive as numbers, beyond 2^53 as the nearest one. Dates, times and timestamps arrive as ISO
 * text (`2024-02-29`, `12:34:56.5`, `2024-02-29T12:34:56`, with `Z` where the type has a zone), lists, structs and
 * maps as JSON text, enums and UUIDs as text, missing as null. Other types (BLOB, BIT, INTERVAL, UNION) are refused
 * with an `EngineError` that names the column.
 */
export type Row = Readonly<Record<string, SqlScalar>>;

export interface QueryOptions {
  /** Aborting interrupts the running statement, not just the wait for it. */
  readonly signal?: AbortSignal | undefined;
  /** A background statement starts only when no other one is waiting. */
  readonly priority?: 'background' | undefined;
}

export interface Engine {
  /** The engine's own version, e.g. `v1.4.3`. */
  readonly version: string;
  /**
   * Run one statement and return its rows. Statements run one at a time in the order they were asked for. Rejects
   * with `EngineError` or, when aborted, with a DOMException named `AbortError`.
   */
  query(statement: Statement, options?: QueryOptions): Promise<readonly Row[]>;
  /**
   * Make bytes readable as `package/NAME` for read_csv, in place of a file of that name; nothing outside `package/`
   * can be opened. The bytes are handed over, not copied: the array is empty afterwards.
   */
  addFile(name: string, bytes: Uint8Array): Promise<void>;
  removeFile(name: string): Promise<void>;
  /** Ends the engine: what runs or waits is rejected as `closed`, tables and files are gone. */
  close(): Promise<void>;
}

/**
 * - `start`: the engine could not be loaded or set up;
 * - `sql`: the statement or its values are wrong, or the engine refused them; the engine goes on;
 * - `crash`: the engine died, with all its tables and files; a fresh one is needed;
 * - `closed`: the engine was closed.
 */
export type EngineErrorKind = 'start' | 'sql' | 'crash' | 'closed';

/** A failed statement or a failed start. Keeps the SQL and the engine's own words for the reader. */
export class EngineError extends Error {
  readonly kind: EngineErrorKind;
  readonly statement: Statement | undefined;
  constructor(kind: EngineErrorKind, message: string, options: { statement?: Statement; cause?: unknown }) {
    super(message, { cause: options.cause });
    this.name = 'EngineError';
    this.kind = kind;
    this.statement = options.statement;
  }
}
