/** All that a warehouse holds, to be set against another. */
import type { Engine } from '#engine/engine.ts';
import { PART_TABLES } from '#warehouse/packing.ts';
import type { Warehouse } from '#warehouse/warehouse.ts';

interface Column {
  readonly table: string;
  readonly name: string;
  readonly type: string;
}

/** Every column of the warehouse, in order. */
async function columns(of: Engine): Promise<readonly Column[]> {
  const found: Column[] = [];
  for (const table of Object.values(PART_TABLES).flat()) {
    for (const row of await of.query({ name: 'columns', sql: `DESCRIBE ${table}` })) {
      found.push({ table, name: String(row['column_name']), type: String(row['column_type']) });
    }
  }
  return found;
}

/**
 * The columns, and every row of every table as text, sorted. For tables too long to keep twice, their number of rows and
 * two sums of the rows' hashes stand in.
 */
export async function contents({ engine: of }: Warehouse): Promise<ReadonlyMap<string, unknown>> {
  const found = new Map<string, unknown>();
  const all = await columns(of);
  found.set('columns', all);
  for (const table of new Set(all.map((column) => column.table))) {
    const [count] = await of.query({ name: 'count', sql: `SELECT count(*) AS n FROM ${table}` });
    const sql =
      Number(count?.['n']) <= 20_000
        ? `SELECT columns(*)::VARCHAR FROM ${table} ORDER BY ALL`
        : `SELECT count(*) AS n, bit_xor(hash(t))::VARCHAR AS rows, sum(hash(t)::HUGEINT)::VARCHAR AS times FROM ${table} t`;
    found.set(table, await of.query({ name: table, sql }));
  }
  return found;
}
