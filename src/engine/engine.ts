/** The engine port: all that the rest of the app knows of DuckDB. Browser and Node adapters implement it. */

export type SqlScalar = string | number | boolean | null;

/** A statement and its bound values. `$name` in the text is replaced by the engine's own binding, never by text. */
export interface Statement {
  readonly name: string;
  readonly sql: string;
  readonly params?: Readonly<Record<string, SqlScalar>>;
}

/** A result row: integers and decimals arrive as numbers, dates as ISO text, missing as null. */
export type Row = Readonly<Record<string, SqlScalar>>;

export interface QueryOptions {
  /** Aborting interrupts the running statement, not just the wait for it. */
  readonly signal?: AbortSignal | undefined;
}

export interface Engine {
  /** The engine's own version, e.g. `v1.4.3`. */
  readonly version: string;
  /** Run one statement and return its rows. Rejects with `EngineError` or, when aborted, an `AbortError`. */
  query(statement: Statement, options?: QueryOptions): Promise<readonly Row[]>;
  /** Make bytes readable as `package/NAME` for read_csv; nothing outside `package/` can be opened. */
  addFile(name: string, bytes: Uint8Array): Promise<void>;
  removeFile(name: string): Promise<void>;
  close(): Promise<void>;
}

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
