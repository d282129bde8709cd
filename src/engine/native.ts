/**
 * Native DuckDB (`@duckdb/node-api`) behind the Engine port: another build of the engine than the one the app
 * ships. For builds, which write files with it, and for tests that must not depend on the shipped engine.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance, type DuckDBValue, type JS } from '@duckdb/node-api';
import { type Engine, EngineError, type Row, type SqlScalar, type Statement } from './engine.ts';

function toScalar(value: JS): SqlScalar {
  if (typeof value === 'bigint') return Number(value);
  if (
    value === null ||
    typeof value === 'number' ||
    typeof value === 'string' ||
    typeof value === 'boolean'
  ) {
    return value;
  }
  throw new TypeError(`a result of type ${typeof value} is not a scalar`);
}

/**
 * Starts a fresh in-memory database; files added to it live in a temporary folder until it is closed. With one
 * thread the same statements leave rows in the same order.
 */
export async function startNativeEngine(threads: 1 | 2 = 2): Promise<Engine> {
  const folder = await mkdtemp(join(tmpdir(), 'native-engine-'));
  const instance = await DuckDBInstance.create(':memory:', { threads: String(threads) });
  const connection = await instance.connect();
  await mkdir(join(folder, 'package'));
  await connection.run(`SET file_search_path = '${folder}'`);
  const version = (await connection.runAndReadAll('SELECT version() AS v')).getRowObjectsJS()[0]?.['v'];

  async function query(statement: Statement): Promise<readonly Row[]> {
    try {
      const params = { ...statement.params } as Record<string, DuckDBValue>;
      const reader = await connection.runAndReadAll(statement.sql, params);
      return reader
        .getRowObjectsJS()
        .map((row) =>
          Object.fromEntries(Object.entries(row).map(([name, value]) => [name, toScalar(value)])),
        );
    } catch (cause) {
      throw new EngineError('sql', String(cause), { statement, cause });
    }
  }

  return {
    version: typeof version === 'string' ? version : 'unknown',
    query,
    addFile: (name, bytes) => writeFile(join(folder, 'package', name), bytes),
    removeFile: (name) => rm(join(folder, 'package', name), { force: true }),
    async close() {
      connection.closeSync();
      instance.closeSync();
      await rm(folder, { recursive: true });
    },
  };
}
