/** Which of some reports the data already have. */
import type { Warehouse } from '#warehouse/warehouse.ts';
import { reportKey } from './report-cells.ts';
import { numberAt } from './row-cells.ts';

interface NamedReport {
  readonly report_id: string;
  readonly region_code: string;
  readonly year: number;
}

/** The numbers of those reports that are there. */
export async function reportsThere(
  warehouse: Warehouse,
  reports: readonly NamedReport[],
  signal?: AbortSignal,
): Promise<ReadonlySet<string>> {
  const ids = new Map(
    reports.flatMap(({ report_id, region_code, year }) => {
      const key = reportKey({ region: region_code, year });
      return key === null ? [] : [[key, report_id] as const];
    }),
  );
  if (ids.size === 0) return new Set();
  const rows = await warehouse.engine.query(
    {
      name: 'reports-there',
      sql: `SELECT report_key FROM mart_report_year
WHERE report_key IN (SELECT CAST(unnest(string_split($keys, ' ')) AS BIGINT))`,
      params: { keys: [...ids.keys()].join(' ') },
    },
    { signal },
  );
  return new Set(rows.flatMap((row) => ids.get(numberAt(row, 'report_key')) ?? []));
}
