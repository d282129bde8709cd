/** A page with nothing but the engine and a package's warehouse, for the benchmark to drive. */
import type { Statement } from '#engine/engine.ts';
import { openPackage } from '#warehouse/open-package.ts';
import type { Warehouse } from '#warehouse/warehouse.ts';
import { timeStatements } from '../time-statements.ts';

export interface BenchPage {
  /** Opens the package in a folder beside the page; gives the engine's version and where the tables came from. */
  open(folder: string): Promise<{ readonly engine: string; readonly origin: string }>;
  /** Runs the statements one after the other, `times` times; milliseconds of each time. */
  time(statements: readonly Statement[], times: number): Promise<readonly number[]>;
  /** As JSON: a nation ten times as large has half a million regions, too many values to hand over one by one. */
  rows(statement: Statement): Promise<string>;
}

declare global {
  interface Window {
    readonly benchPage: BenchPage;
  }
}

let warehouse: Warehouse | undefined;

function opened(): Warehouse {
  if (warehouse === undefined) throw new Error('open a package first');
  return warehouse;
}

const benchPage: BenchPage = {
  async open(folder) {
    ({ warehouse } = await openPackage(new URL(folder, document.baseURI).href));
    return { engine: warehouse.engine.version, origin: warehouse.origin };
  },
  time: (statements, times) => timeStatements(opened().engine, statements, times),
  rows: async (statement) => JSON.stringify(await opened().engine.query(statement)),
};
Object.assign(window, { benchPage });
