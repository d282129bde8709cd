/** The engine in the browser: DuckDB-WASM in a worker of its own, every file from the page's own folder. */
import engineScriptUrl from '@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url';
import wasmUrl from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url';
import { openBrowserBindings, openSession } from './browser-bindings.ts';
import { type Engine, EngineError } from './engine.ts';
import workerUrl from './engine-worker.js?url&no-inline';
import type { Session } from './session.ts';

/** How much of the engine's code has arrived, in bytes after decompression. */
export interface StartProgress {
  readonly loaded: number;
  readonly total: number;
}

export interface BrowserEngineOptions {
  readonly onProgress?: (progress: StartProgress) => void;
  /** Called when a running engine has died, with all its tables and files. Then `restart`. */
  readonly onCrash?: (error: EngineError) => void;
  /**
   * How long a cancelled statement may take to stop before the engine is ended, in ms; 5 s when left out. Most stop
   * at once; a join of two huge tables whose condition nothing meets does not.
   */
  readonly stopWithin?: number;
}

/** The one engine of a page. Its wasm file is not asked for before the first `start`. */
export interface BrowserEngine {
  /**
   * The engine, started on the first call and shared by all. After a failed start the next call tries again. Rejects
   * with an `EngineError` of kind `start`. An engine that has died stays here until `restart`.
   */
  start(): Promise<Engine>;
  /** A fresh, empty engine in place of one that has died; otherwise the same as `start`. */
  restart(): Promise<Engine>;
  /** Ends the engine; `start` begins anew. */
  close(): Promise<void>;
}

/**
 * Size of the wasm file, uncompressed. A server that compresses tells only the compressed size, while the bytes that
 * arrive can only be counted after decompression.
 */
const WASM_BYTES = 34_242_586;

/** Sets up the page's engine without loading anything yet. Needs a browser with WebAssembly exceptions. */
export function createBrowserEngine(options: BrowserEngineOptions = {}): BrowserEngine {
  let current: Promise<Session> | undefined;

  function open(): Promise<Session> {
    if (current !== undefined) return current;
    const opening: Promise<Session> = launch(options).catch((error: unknown) => {
      if (current === opening) current = undefined;
      throw error;
    });
    current = opening;
    return opening;
  }

  return {
    start: async () => (await open()).engine,
    async restart() {
      const opened = open();
      const session = await opened;
      if (session.ended === undefined) return session.engine;
      if (current === opened) current = undefined;
      return (await open()).engine;
    },
    async close() {
      const closing = current;
      current = undefined;
      const session = await closing?.catch(() => undefined);
      await session?.engine.close();
    },
  };
}

/** A worker that the page started before its code was there: see `cli/paint-first.ts`. */
export interface EngineAhead {
  readonly worker: Worker;
  /** It has met an error. */
  readonly failed: boolean;
}

declare global {
  interface Window {
    engineAhead?: EngineAhead;
  }
}

/** The worker started ahead, once; a new one where there is none that works. */
function startWorker(): Worker {
  const ahead = window.engineAhead;
  delete window.engineAhead;
  if (ahead?.failed === false) return ahead.worker;
  ahead?.worker.terminate();
  return new Worker(absolute(workerUrl), { name: `${absolute(engineScriptUrl)} ${absolute(wasmUrl)}` });
}

/** What the worker says besides answering DuckDB: bytes of the wasm file that have come. */
function engineBytes(data: unknown): number | undefined {
  return typeof data === 'object' && data !== null && 'engineBytes' in data
    ? Number(data.engineBytes)
    : undefined;
}

async function launch(options: BrowserEngineOptions): Promise<Session> {
  // Said before anything is fetched in vain.
  if (typeof WebAssembly === 'undefined') {
    throw new EngineError('start', 'This browser has no WebAssembly.', {});
  }
  const worker = startWorker();
  let session: Session | undefined;
  const failed = new Promise<never>((_, reject) => {
    const fail = (words: string): void => {
      const error = new Error(words);
      reject(error);
      session?.crash(error);
    };
    worker.addEventListener('error', (event) => {
      event.preventDefault();
      fail(event.message || 'the script of its worker could not be loaded');
    });
    worker.addEventListener('messageerror', () => fail('a message from its worker could not be read'));
  });
  // Once started, nobody waits for this any more.
  failed.catch(() => {});

  const boot = async (): Promise<Session> => {
    const report = (loaded: number): void => {
      options.onProgress?.({ loaded: Math.min(loaded, WASM_BYTES), total: WASM_BYTES });
    };
    report(0);
    worker.addEventListener('message', (event) => {
      const bytes = engineBytes(event.data);
      if (bytes === undefined) return;
      // No answer: DuckDB's own listener, which comes after this one, would look for its question.
      event.stopImmediatePropagation();
      report(bytes);
    });
    const bindings = await openBrowserBindings(worker, absolute(wasmUrl));
    report(WASM_BYTES);
    return openSession(bindings, { onCrash: options.onCrash, stopWithin: options.stopWithin ?? 5000 });
  };

  try {
    session = await Promise.race([boot(), failed]);
  } catch (cause) {
    worker.terminate();
    const words = cause instanceof Error ? cause.message : String(cause);
    throw new EngineError('start', `The engine could not be started: ${words}`, { cause });
  }
  if (performance.getEntriesByName('engine-ready', 'mark').length === 0) performance.mark('engine-ready');
  return session;
}

/** Addresses of the build are relative to the page or absolute already; the worker needs them absolute. */
function absolute(url: string): string {
  return new URL(url, document.baseURI).href;
}
