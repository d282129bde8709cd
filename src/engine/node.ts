/** The engine in Node: the blocking build of DuckDB-WASM, the same engine version the browser runs. */
import { createRequire } from 'node:module';
import { setImmediate } from 'node:timers/promises';
import type * as Blocking from '@duckdb/duckdb-wasm/blocking';
import { type Engine, EngineError } from './engine.ts';
import { type Bindings, OPEN_CONFIG, openSession, type SessionOptions } from './session.ts';

const require = createRequire(import.meta.url);

/**
 * Starts an engine for tests and builds. It works on the caller's thread and gives way between two slices of a
 * statement, so a cancel is heard there; a statement that never comes to the end of a slice cannot be cancelled.
 * Files exist only where `addFile` put them: it never touches the disk.
 */
export async function createNodeEngine(options: Pick<SessionOptions, 'onCrash'> = {}): Promise<Engine> {
  try {
    const { engine } = await openSession(await openNodeBindings(), options);
    return engine;
  } catch (cause) {
    const words = cause instanceof Error ? cause.message : String(cause);
    throw new EngineError('start', `The engine could not be started: ${words}`, { cause });
  }
}

/** A fresh in-memory database on one connection. */
export async function openNodeBindings(): Promise<Bindings> {
  const duckdb: typeof Blocking = require('@duckdb/duckdb-wasm/dist/duckdb-node-blocking.cjs');
  const wasm = (bundle: 'mvp' | 'eh') => ({
    mainModule: require.resolve(`@duckdb/duckdb-wasm/dist/duckdb-${bundle}.wasm`),
    mainWorker: '',
  });
  const db = await duckdb.createDuckDB({ mvp: wasm('mvp'), eh: wasm('eh') }, new duckdb.VoidLogger(), {
    ...duckdb.DEFAULT_RUNTIME,
    testPlatformFeature: (module, feature) => duckdb.NODE_RUNTIME.testPlatformFeature(module, feature),
    // The runtime for Node would open, and write, files of the disk in the folder the settings leave open; without
    // one, writing to a file that was not added overwrites the engine's memory.
    getDefaultDataProtocol: () => duckdb.DuckDBDataProtocol.NODE_FS,
    openFile(module, _file, flags) {
      if ((flags & duckdb.FileFlags.FILE_FLAGS_NULL_IF_NOT_EXISTS) !== 0) return 0;
      module.ccall(
        'duckdb_web_fail_with',
        null,
        ['string'],
        ['only files added to the engine can be opened'],
      );
      return 0;
    },
  });
  await db.instantiate(() => {});
  db.open(OPEN_CONFIG);
  const connection = db.connect().useUnsafe((_, id) => id);

  return {
    startPending: async (sql) => db.startPendingQuery(connection, sql, false),
    async pollPending() {
      await setImmediate();
      return db.pollPendingQuery(connection);
    },
    async cancelPending() {
      db.cancelPendingQuery(connection);
    },
    fetchResults: async () => db.fetchQueryResults(connection),
    prepare: async (sql) => db.createPrepared(connection, sql),
    async runPrepared(prepared, values) {
      db.runPrepared(connection, prepared, [...values]);
    },
    async registerFile(path, bytes) {
      db.registerFileBuffer(path, bytes);
      // As in the browser, where the bytes move to the worker.
      structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
    },
    async dropFile(path) {
      db.dropFile(path);
    },
    close() {
      // The memory goes with the last reference; a dead engine must not be called again.
    },
  };
}
