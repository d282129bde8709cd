import type { ColumnContract, RowOf, TableContract } from './contract.ts';
import { csvBatches } from './csv-batches.ts';

/**
 * Rows of a table as typed cells: missing is null, numbers are numbers, codes and dates stay text. For small
 * tables, where a value for every cell is affordable. `csv` is what `validateTable` hands on: its rows are sound.
 */
export function typedRows<C extends TableContract>(contract: C, csv: string): readonly RowOf<C>[] {
  const rows: RowOf<C>[] = [];
  let header = true;
  for (const batch of csvBatches(csv)) {
    if (batch.kind === 'broken') continue;
    for (let i = 0; i < batch.count; i++) {
      if (!header) rows.push(typedRow(contract, batch.row(i)));
      header = false;
    }
  }
  return rows;
}

function typedRow<C extends TableContract>(contract: C, cells: readonly string[]): RowOf<C> {
  const entries = contract.columns.map(
    (column, i) => [column.name, typedCell(column, cells[i] ?? '')] as const,
  );
  return Object.fromEntries(entries) as RowOf<C>;
}

function typedCell(column: ColumnContract, cell: string): string | number | null {
  if (cell === '') return null;
  return column.type === 'string' || column.type === 'date' ? cell : Number(cell);
}
