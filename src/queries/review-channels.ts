/** Section 4 by channel: how reconsiderations, direct suits and suits after reconsideration ended. */
import { queryOptions } from '@tanstack/react-query';
import type { Statement } from '#engine/engine.ts';
import { REVIEW_CHANNEL_IDS, type ReviewChannel } from '#model/forms.ts';
import type { YearRange } from '#model/year.ts';
import type { Warehouse } from '#warehouse/warehouse.ts';
import { numberAt, numberOrNullAt, textAt } from './row-cells.ts';
import { townshipScope } from './scope.ts';

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
  // In a section read whole a channel left out was printed as 0 in every column.
  const results = CHANNEL_RESULTS.map(
    (result) =>
      `CASE WHEN f.report_key IS NOT NULL THEN f.${result} WHEN m.section4 = 'table' THEN 0 END AS ${result}`,
  );
  const whole = CHANNEL_RESULTS.map((result) => `${result} IS NOT NULL`).join(' AND ');
  const sums = CHANNEL_RESULTS.map((result) => `sum(${result}) FILTER (WHERE ${whole}) AS ${result}`);
  return {
    name: 'review-channels',
    sql: `WITH cell AS (
  SELECT c.channel, m.report_key, ${results.join(',\n    ')}
  FROM mart_report_year m
  CROSS JOIN (VALUES ${REVIEW_CHANNEL_IDS.map((id) => `('${id}')`).join(', ')}) c(channel)
  LEFT JOIN fact_review f ON f.report_key = m.report_key AND f.channel = c.channel
  WHERE ${scope.where}
)
SELECT channel, ${sums.join(',\n  ')},
  count(*) FILTER (WHERE ${whole}) AS stated,
  count(*) AS expected,
  count(report_key) AS filed
FROM cell GROUP BY channel`,
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
