/** Section 4 by channel: how reconsiderations, direct suits and suits after reconsideration ended. */
import { queryOptions } from '@tanstack/react-query';
import type { Statement } from '#engine/engine.ts';
import { REVIEW_CHANNEL_IDS, type ReviewChannel } from '#model/forms.ts';
import type { YearRange } from '#model/year.ts';
import type { Warehouse } from '#warehouse/warehouse.ts';
import { numberAt, numberOrNullAt, textAt } from './row-cells.ts';
import { sameReport, townshipScope } from './scope.ts';

export interface ReviewChannelsSpec {
  readonly region: string;
  readonly years: YearRange;
}

/** One channel over the reports that state all four of its results. */
export interface ReviewChannelRow {
  readonly channel: ReviewChannel;
  /** null where no report states all four. */
  readonly upheld: number | null;
  readonly corrected: number | null;
  readonly other: number | null;
  readonly pending: number | null;
  readonly stated: number;
  readonly expected: number;
  readonly filed: number;
}

export const CHANNEL_RESULTS = ['upheld', 'corrected', 'other', 'pending'] as const;

export function reviewChannelsStatement(spec: ReviewChannelsSpec): Statement {
  const scope = townshipScope(spec.region, spec.years);
  const whole = CHANNEL_RESULTS.map((result) => `f.${result} IS NOT NULL`).join(' AND ');
  const sums = CHANNEL_RESULTS.map((result) => `sum(CASE WHEN ${whole} THEN f.${result} END) AS ${result}`);
  // In a section read whole a channel left out was printed as 0 in every column: one more report, nothing to the sum.
  const stated = 'coalesce(printed.stated, 0) + due.whole - coalesce(printed.in_whole, 0)';
  return {
    name: 'review-channels',
    sql: `WITH due AS (
  SELECT count(*) AS expected, count(m.report_key) AS filed, count(CASE WHEN m.section4 = 'table' THEN 1 END) AS whole
  FROM mart_report_year m WHERE ${scope.where}
), printed AS (
  SELECT f.channel, ${sums.join(',\n    ')},
    count(CASE WHEN ${whole} THEN 1 END) AS stated,
    count(CASE WHEN m.section4 = 'table' THEN 1 END) AS in_whole
  FROM mart_report_year m JOIN fact_review f ON ${sameReport('m', 'f')}
  WHERE ${scope.where}
  GROUP BY f.channel
)
SELECT c.channel, ${CHANNEL_RESULTS.map((result) => `CASE WHEN ${stated} > 0 THEN coalesce(printed.${result}, 0) END AS ${result}`).join(',\n  ')},
  ${stated} AS stated, due.expected, due.filed
FROM (VALUES ${REVIEW_CHANNEL_IDS.map((id) => `('${id}')`).join(', ')}) c(channel)
CROSS JOIN due LEFT JOIN printed ON CAST(printed.channel AS VARCHAR) = c.channel
WHERE due.expected > 0`,
    params: scope.params,
  };
}

/** Always the three channels, in print order. */
export async function reviewChannels(
  warehouse: Warehouse,
  spec: ReviewChannelsSpec,
  signal?: AbortSignal,
): Promise<readonly ReviewChannelRow[]> {
  const rows = await warehouse.engine.query(reviewChannelsStatement(spec), { signal });
  return REVIEW_CHANNEL_IDS.map((channel): ReviewChannelRow => {
    const row = rows.find((each) => textAt(each, 'channel') === channel);
    if (row === undefined) {
      const none = { upheld: null, corrected: null, other: null, pending: null };
      return { channel, ...none, stated: 0, expected: 0, filed: 0 };
    }
    return {
      channel,
      upheld: numberOrNullAt(row, 'upheld'),
      corrected: numberOrNullAt(row, 'corrected'),
      other: numberOrNullAt(row, 'other'),
      pending: numberOrNullAt(row, 'pending'),
      stated: numberAt(row, 'stated'),
      expected: numberAt(row, 'expected'),
      filed: numberAt(row, 'filed'),
    };
  });
}

export function reviewChannelsQuery(warehouse: Warehouse, spec: ReviewChannelsSpec) {
  return queryOptions({
    queryKey: ['review-channels', warehouse.version, spec],
    queryFn: ({ signal }) => reviewChannels(warehouse, spec, signal),
  });
}
