/** A page that opens a snapshot whole, by province, or by byte ranges of one file, for `partitions.ts` to drive. */
import { AsyncDuckDB, DuckDBDataProtocol, VoidLogger } from '@duckdb/duckdb-wasm';
import workerUrl from '@duckdb/duckdb-wasm/dist/duckdb-browser-eh.worker.js?url';
import wasmUrl from '@duckdb/duckdb-wasm/dist/duckdb-eh.wasm?url';
import { createBrowserEngine } from '#engine/browser.ts';
import type { Engine, Statement } from '#engine/engine.ts';
import { statementScript } from '#queries/story-sql.ts';
import { httpFetchFile } from '#sources/fetch-file.ts';
import { fetchSnapshot, openSnapshot } from '#warehouse/snapshot.ts';

export interface RangesPage {
  /** Starts the app's engine and opens the package's snapshot; that of one province, if told. */
  open(folder: string, province?: string): Promise<void>;
  /** Asks the app's engine; rows of all statements. */
  ask(statements: readonly Statement[]): Promise<number>;
  /** Attaches the database file at the address, of which the engine then reads what it needs. */
  openRanges(file: string): Promise<void>;
  askRanges(statements: readonly Statement[]): Promise<number>;
}

declare global {
  interface Window {
    readonly rangesPage: RangesPage;
  }
}

let engine: Engine | undefined;
let ranges: AsyncDuckDB | undefined;

const absolute = (url: string) => new URL(url, document.baseURI).href;

const rangesPage: RangesPage = {
  async open(folder, province) {
    const started = await createBrowserEngine().start();
    const fetched = await fetchSnapshot(httpFetchFile(absolute(folder)), { province });
    if (fetched.fault !== undefined) throw new Error(`the snapshot is ${fetched.fault}`);
    const warehouse = await openSnapshot(started, fetched, 'bench');
    if (warehouse === null) throw new Error('the engine refuses the snapshot');
    engine = warehouse.engine;
  },
  async ask(statements) {
    let rows = 0;
    for (const statement of statements) rows += (await engine?.query(statement))?.length ?? 0;
    return rows;
  },
  async openRanges(file) {
    ranges = new AsyncDuckDB(new VoidLogger(), new Worker(absolute(workerUrl)));
    await ranges.instantiate(absolute(wasmUrl));
    await ranges.open({
      filesystem: { reliableHeadRequests: true, allowFullHTTPReads: true, forceFullHTTPReads: false },
    });
    await ranges.registerFileURL('warehouse.duckdb', absolute(file), DuckDBDataProtocol.HTTP, false);
    const connection = await ranges.connect();
    await connection.query("ATTACH 'warehouse.duckdb' AS warehouse (READ_ONLY)");
    await connection.close();
  },
  async askRanges(statements) {
    const connection = await ranges?.connect();
    if (connection === undefined) throw new Error('open a file first');
    await connection.query('USE warehouse');
    let rows = 0;
    for (const statement of statements) rows += (await connection.query(statementScript(statement))).numRows;
    await connection.close();
    return rows;
  },
};
Object.assign(window, { rangesPage });
