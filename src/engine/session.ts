/**
 * What both adapters share: the start-up settings, the queue of statements, binding, cancelling, typed errors and
 * timing, over the few calls of DuckDB-WASM they need.
 */
import { type Assignment, bindStatement } from './binding.ts';
import { type Engine, EngineError, type QueryOptions, type Row, type Statement } from './engine.ts';
import { refuseFileWriting, refuseSettings } from './refused.ts';
import { type EnumWords, enumWordsOf, openResult, UnreadableResult } from './rows.ts';
import { lastStatement } from './tokens.ts';

/** DuckDB-WASM on one connection. A call that rejects with anything but a plain `Error` means the engine died. */
export interface Bindings {
  /** Begins a statement and works on it for a moment: null while it is unfinished, else its Arrow schema. */
  startPending(sql: string): Promise<Uint8Array | null>;
  /** Works on it for another moment. */
  pollPending(): Promise<Uint8Array | null>;
  cancelPending(): Promise<void>;
  /** The next Arrow batch of a finished statement: null to ask again, empty at the end. */
  fetchResults(): Promise<Uint8Array | null>;
  prepare(sql: string): Promise<number>;
  runPrepared(prepared: number, values: Assignment['values']): Promise<void>;
  registerFile(path: string, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  dropFile(path: string): Promise<void>;
  /** Frees what the engine holds; nothing is called afterwards. */
  close(): void;
}

export interface SessionOptions {
  /** Called once, when the engine has died. */
  readonly onCrash?: ((error: EngineError) => void) | undefined;
  /**
   * How long a cancelled statement may take to stop before the engine is ended, in ms. Only where the caller's
   * thread goes on during a statement; for ever when left out.
   */
  readonly stopWithin?: number | undefined;
}

/** An open engine, as its adapter sees it. */
export interface Session {
  readonly engine: Engine;
  /** Why the engine is no longer usable; undefined while it is. */
  readonly ended: EngineError | undefined;
  /** Ends the engine as crashed: what runs or waits is rejected. For faults the adapter hears of by itself. */
  crash(cause: unknown): void;
}

/** Options DuckDB-WASM is opened with: control returns to the queue this often (ms), so a cancel is soon heard. */
export const OPEN_CONFIG = { query: { queryPollingInterval: 20 } } as const;

const FOLDER = 'package/';

/**
 * What the engine may take for rows at work and for blocks it has read. Without a limit it keeps every block it ever
 * read, beside all that questions take for a moment, and the memory of WebAssembly never shrinks. With one, blocks make
 * room, and are read again. A statement that does not fit lifts it for good: to twice as much, then to about as much as
 * the engine takes by itself of the 4 GB that WebAssembly can address.
 */
const MEMORY_LIMITS = ['14MB', '28MB', '3GB'] as const;

// In this order: once external access is off, the folders it leaves open can no longer be named. The engine's own lock
// would hold the limit of memory, too; statements that change settings are refused before they reach it.
const SETTINGS = [
  'SET autoinstall_known_extensions = false',
  'SET autoload_known_extensions = false',
  `SET allowed_directories = ['${FOLDER}']`,
  'SET enable_external_access = false',
  `SET memory_limit = '${MEMORY_LIMITS[0]}'`,
] as const;

interface Job {
  readonly statement: Statement | undefined;
  /** Never rejects. */
  start(): Promise<void>;
  reject(error: unknown): void;
}

/** Applies the settings and opens the queue. Rejects with what the engine said. */
export async function openSession(bindings: Bindings, options: SessionOptions = {}): Promise<Session> {
  for (const sql of SETTINGS) await runToEnd(bindings, sql);
  const [row] = openResult(await runToEnd(bindings, 'SELECT version() AS version')).rows([]);
  const version = String(row?.['version']);

  const waiting = { normal: [] as Job[], background: [] as Job[] };
  let running: Job | undefined;
  let ended: EngineError | undefined;
  const prepared = new Map<string, number>();
  let limits: readonly string[] = MEMORY_LIMITS.slice(1);

  function end(kind: 'crash' | 'closed', message: string, cause?: unknown): void {
    if (ended !== undefined) return;
    ended = new EngineError(kind, message, { cause });
    const jobs = [running, ...waiting.normal.splice(0), ...waiting.background.splice(0)];
    bindings.close();
    for (const job of jobs) job?.reject(endedError(ended, job.statement));
    if (kind === 'crash') options.onCrash?.(ended);
  }

  function crash(cause: unknown): void {
    end('crash', `The engine stopped working: ${wordsOf(cause)}`, cause);
  }

  async function runJobs(): Promise<void> {
    if (running !== undefined) return;
    for (;;) {
      running = waiting.normal.shift() ?? waiting.background.shift();
      if (running === undefined) return;
      await running.start();
    }
  }

  /** Runs work when its turn has come. Aborted before, it never starts. */
  function enqueue<T>(
    work: () => Promise<T>,
    statement?: Statement,
    { signal, priority }: QueryOptions = {},
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      if (ended !== undefined) {
        reject(endedError(ended, statement));
        return;
      }
      const queue = waiting[priority ?? 'normal'];
      const leave = (): void => {
        queue.splice(queue.indexOf(job), 1);
        reject(abortError());
      };
      const job: Job = {
        statement,
        start: () => {
          signal?.removeEventListener('abort', leave);
          return work().then(resolve, (error: unknown) => {
            if (isCrash(error)) crash(error);
            reject(ended === undefined ? statementError(error, statement) : endedError(ended, statement));
          });
        },
        reject: (error) => {
          signal?.removeEventListener('abort', leave);
          reject(error);
        },
      };
      signal?.addEventListener('abort', leave, { once: true });
      queue.push(job);
      void runJobs();
    });
  }

  async function prepareOnce(sql: string): Promise<number> {
    let id = prepared.get(sql);
    if (id === undefined) {
      id = await bindings.prepare(sql);
      prepared.set(sql, id);
    }
    return id;
  }

  /** A text of several statements that does not fit is run again from the first. */
  async function runWithinLimit(sql: string, signal: AbortSignal | undefined): Promise<Uint8Array[]> {
    for (;;) {
      try {
        return await runToEnd(bindings, sql, signal);
      } catch (error) {
        const [higher, ...left] = limits;
        if (higher === undefined || !wordsOf(error).startsWith('Out of Memory Error')) throw error;
        limits = left;
        await runToEnd(bindings, `SET memory_limit = '${higher}'`);
      }
    }
  }

  async function query(statement: Statement, queryOptions: QueryOptions = {}): Promise<readonly Row[]> {
    const { signal } = queryOptions;
    if (signal?.aborted) throw abortError();
    refuseFileWriting(statement);
    refuseSettings(statement);
    const { sql, assignments } = bindStatement(statement);
    return enqueue(
      async () => {
        const start = performance.now();
        const stopWatching = watchForStop(signal);
        const resets: number[] = [];
        try {
          for (const { sql: assign, values, variable } of assignments) {
            // Prepared before it is needed: prepared afterwards, it would take away the next statement's values.
            resets.push(await prepareOnce(`RESET VARIABLE ${variable}`));
            await bindings.runPrepared(await prepareOnce(assign), values);
          }
          const result = openResult(await runWithinLimit(sql, signal));
          const rows = result.rows(result.enums === 0 ? [] : await readEnumWords(sql, result.enums));
          performance.measure(`query:${statement.name}`, { start, detail: { rows: rows.length } });
          return rows;
        } finally {
          stopWatching();
          // Not waited for: the next statement is behind it in the engine's own queue. One that is refused, as in a
          // failed transaction, leaves values that nothing reads.
          if (ended === undefined) {
            for (const reset of resets) {
              bindings.runPrepared(reset, []).catch((error: unknown) => {
                if (isCrash(error)) crash(error);
              });
            }
          }
        }
      },
      statement,
      queryOptions,
    );
  }

  /**
   * The words of the enums in a statement's result. A pending query sends none of them
   * (https://github.com/duckdb/duckdb-wasm/issues/1548), but the engine can tell the types without running it again.
   */
  async function readEnumWords(sql: string, count: number): Promise<readonly EnumWords[]> {
    const columns = await runToEnd(bindings, `DESCRIBE ${lastStatement(sql)}`)
      .then((messages) => openResult(messages).rows([]))
      .catch((error: unknown) => {
        if (isCrash(error)) throw error;
        return [];
      });
    const words = columns.flatMap((column) => enumWordsOf(String(column['column_type'])));
    if (words.length === count) return words;
    throw new UnreadableResult(
      'An enum among the columns of this statement cannot be read. Cast it to text: column::VARCHAR.',
    );
  }

  /** Some statements do not hear a cancel before they are done; then only ending the engine helps. */
  function watchForStop(signal: AbortSignal | undefined): () => void {
    const { stopWithin } = options;
    if (signal === undefined || stopWithin === undefined) return () => {};
    let timer: ReturnType<typeof setTimeout> | undefined;
    const watch = (): void => {
      timer = setTimeout(() => {
        running?.reject(abortError());
        end('crash', 'The engine was ended, because a cancelled statement did not stop.');
      }, stopWithin);
    };
    signal.addEventListener('abort', watch, { once: true });
    return () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', watch);
    };
  }

  const engine: Engine = {
    version,
    query,
    async addFile(name, bytes) {
      const path = pathOf(name);
      if (bytes.byteLength === 0) {
        throw new RangeError(
          `${name} is empty. Bytes handed to an engine before cannot be handed over again.`,
        );
      }
      const own = ownBuffer(bytes);
      return enqueue(() => bindings.registerFile(path, own));
    },
    async removeFile(name) {
      const path = pathOf(name);
      return enqueue(() => bindings.dropFile(path));
    },
    async close() {
      end('closed', 'The engine was closed.');
    },
  };
  return {
    engine,
    get ended() {
      return ended;
    },
    crash,
  };
}

/** Runs a statement and gives its Arrow messages. Stops it when the signal is aborted. */
async function runToEnd(bindings: Bindings, sql: string, signal?: AbortSignal): Promise<Uint8Array[]> {
  let header = await bindings.startPending(sql);
  while (header === null) {
    if (signal?.aborted) {
      await bindings.cancelPending();
      throw abortError();
    }
    header = await bindings.pollPending();
  }
  const messages = [header];
  for (;;) {
    if (signal?.aborted) throw abortError();
    const batch = await bindings.fetchResults();
    if (batch?.byteLength === 0) return messages;
    if (batch !== null) messages.push(batch);
  }
}

function abortError(): DOMException {
  return new DOMException('The statement was cancelled.', 'AbortError');
}

function endedError({ kind, message, cause }: EngineError, statement: Statement | undefined): EngineError {
  return new EngineError(kind, message, statement === undefined ? { cause } : { statement, cause });
}

function statementError(error: unknown, statement: Statement | undefined): unknown {
  if (error instanceof DOMException || error instanceof EngineError) return error;
  const message = wordsOf(error);
  return new EngineError(
    'sql',
    message,
    statement === undefined ? { cause: error } : { statement, cause: error },
  );
}

/** DuckDB reports as a plain `Error`; a trap in the wasm code or a fault in its JavaScript has another name. */
function isCrash(error: unknown): boolean {
  if (error instanceof DOMException || error instanceof EngineError || error instanceof UnreadableResult) {
    return false;
  }
  if (!(error instanceof Error) || error.name !== 'Error') return true;
  return /^FATAL Error|database has been invalidated/.test(error.message);
}

/** The engine's own words; it wraps those on syntax in JSON when a text is split into statements. */
function wordsOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  if (!message.startsWith('{"exception_type"')) return message;
  const parts: unknown = JSON.parse(message);
  if (typeof parts !== 'object' || parts === null) return message;
  if (!('exception_type' in parts && 'exception_message' in parts)) return message;
  return `${String(parts.exception_type)} Error: ${String(parts.exception_message)}`;
}

/** Glob characters would make one name stand for several files, dots lead out of the folder. */
function pathOf(name: string): string {
  // oxlint-disable-next-line no-control-regex -- control characters are what is refused
  if (name === '' || name.length > 200 || /[*?[\]\\\u0000-\u001f]|^\/|(^|\/)\.\.?(\/|$)/.test(name)) {
    throw new RangeError(`"${name.slice(0, 200)}" cannot be the name of a file in the engine.`);
  }
  return FOLDER + name;
}

/** The bytes with a buffer of their own, so that handing it over takes nothing else along. */
function ownBuffer(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const { buffer } = bytes;
  const whole = buffer instanceof ArrayBuffer && buffer.byteLength === bytes.byteLength;
  return whole ? new Uint8Array(buffer) : new Uint8Array(bytes);
}
