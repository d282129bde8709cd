/** DuckDB-WASM in its worker, as the session sees it. Loaded with the engine, not with the page. */
import { AsyncDuckDB, DuckDBDataProtocol, VoidLogger } from '@duckdb/duckdb-wasm';
import { type Bindings, OPEN_CONFIG } from './session.ts';

export { openSession } from './session.ts';

/** Loads the wasm into the worker and opens a fresh in-memory database on one connection. */
export async function openBrowserBindings(worker: Worker, wasmUrl: string): Promise<Bindings> {
  const db = new AsyncDuckDB(new VoidLogger(), worker);
  await db.instantiate(wasmUrl);
  await db.open(OPEN_CONFIG);
  const connection = await db.connectInternal();

  return {
    startPending: (sql) => db.startPendingQuery(connection, sql, false),
    pollPending: () => db.pollPendingQuery(connection),
    async cancelPending() {
      await db.cancelPendingQuery(connection);
    },
    fetchResults: () => db.fetchQueryResults(connection),
    prepare: (sql) => db.createPrepared(connection, sql),
    async runPrepared(prepared, values) {
      await db.runPrepared(connection, prepared, [...values]);
    },
    async registerFile(path, bytes) {
      // A file the browser keeps, read piece by piece: the engine's own memory would hold a copy of it, and never
      // give the room back.
      const file = new Blob([bytes]);
      structuredClone(bytes.buffer, { transfer: [bytes.buffer] });
      await db.registerFileHandle(path, file, DuckDBDataProtocol.BROWSER_FILEREADER, true);
    },
    async dropFile(path) {
      await db.dropFile(path);
    },
    close() {
      db.detach();
      worker.terminate();
    },
  };
}
