/** Which of some reports the data already have. */
import type { Warehouse } from '#warehouse/warehouse.ts';
import { numberAt } from './row-cells.ts';

const keyOf = (report: string) => Number(report.replace('-', ''));

/** `reports`: numbers such as 130623205-2023; of these, the ones that are there. */
export async function reportsThere(
  warehouse: Warehouse,
  reports: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlySet<string>> {
  if (reports.length === 0) return new Set();
  const rows = await warehouse.engine.query(
    {
      name: 'reports-there',
      sql: `SELECT report_key FROM mart_report_year
WHERE report_key IN (SELECT CAST(unnest(string_split($keys, ' ')) AS BIGINT))`,
      params: { keys: reports.map(keyOf).join(' ') },
    },
    { signal },
  );
  const there = new Set(rows.map((row) => numberAt(row, 'report_key')));
  return new Set(reports.filter((report) => there.has(keyOf(report))));
}
