/**
 * The least a page can do that answers from this engine and these data: starts the engine, fetches and attaches the
 * snapshot of the package named in its address (`?package=FOLDER/`), and asks one question. No validation, no view.
 * Marks `reference-answered`.
 */
import { createBrowserEngine } from '#engine/browser.ts';
import { httpFetchFile } from '#sources/fetch-file.ts';
import { fetchSnapshot, openSnapshot } from '#warehouse/snapshot.ts';
import type { Warehouse } from '#warehouse/warehouse.ts';

const folder = new URLSearchParams(location.search).get('package') ?? '';

async function open(): Promise<Warehouse> {
  const [engine, fetched] = await Promise.all([
    createBrowserEngine().start(),
    fetchSnapshot(httpFetchFile(new URL(folder, document.baseURI).href)),
  ]);
  if (fetched.fault !== undefined) throw new Error(`the snapshot is ${fetched.fault}`);
  const warehouse = await openSnapshot(engine, fetched, 'reference');
  if (warehouse === null) throw new Error('the engine refuses the snapshot');
  return warehouse;
}

const { engine } = await open();
const [row] = await engine.query({
  name: 'reference',
  sql: "SELECT sum(filed) AS reports FROM mart_report_year WHERE level = 'township'",
});
document.body.textContent = `${row?.['reports']}`;
performance.mark('reference-answered');
