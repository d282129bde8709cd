/** How regions are ordered and grouped in a ranking. Pure; the table twin may use it too. */
import type { MetricDefinition } from '#metrics/metric.ts';
import type { MetricRow } from '#queries/metric-row.ts';
import { type Absence, absenceOf, intervalOf, isRate, isThin, type NamedRegion } from '../figure.ts';
import type { Interval } from '../wilson.ts';

export interface RankedBarsInput {
  readonly metric: MetricDefinition;
  /** Every region to be ranked; one without a row has no data. */
  readonly regions: readonly NamedRegion[];
  readonly rows: readonly MetricRow[];
  /** Code of the region to stand out. */
  readonly highlight?: string;
  /** The group's own figure, sum over sum: rates are compared with it instead of ranked. */
  readonly parent?: { readonly name: string; readonly row: MetricRow };
}

export interface RankedRegion extends NamedRegion {
  readonly row: MetricRow & { readonly value: number };
  readonly interval: Interval | null;
}

export interface AbsentRegion extends NamedRegion {
  readonly row: MetricRow | undefined;
  readonly absence: Absence;
}

/**
 * `all`: ranked by value. For rates against a parent: clearly `above` or `below` it by their 95 % intervals,
 * or `similar`, where the order says nothing and stays that of the region list. `thin`: rates on too few
 * cases to compare.
 */
export type BandName = 'all' | 'above' | 'similar' | 'below' | 'thin';

export interface Band {
  readonly name: BandName;
  readonly regions: readonly RankedRegion[];
}

export interface Ranking {
  readonly bands: readonly Band[];
  /** No data. */
  readonly missing: readonly AbsentRegion[];
  /** The forms have no such cell, or a rate of nothing. */
  readonly notApplicable: readonly AbsentRegion[];
}

function byValue(a: RankedRegion, b: RankedRegion): number {
  return b.row.value - a.row.value;
}

function bandOf(region: RankedRegion, metric: MetricDefinition, parent: number): BandName {
  if (isThin(region.row, metric)) return 'thin';
  if (region.interval === null) return 'similar';
  if (region.interval.low > parent) return 'above';
  return region.interval.high < parent ? 'below' : 'similar';
}

export function rankRegions({ metric, regions, rows, parent }: RankedBarsInput): Ranking {
  const byCode = new Map(rows.map((row) => [row.region_code, row]));
  const valued: RankedRegion[] = [];
  const absent: AbsentRegion[] = [];
  for (const { code, name } of regions) {
    const row = byCode.get(code);
    const absence = absenceOf(row);
    if (row === undefined || row.value === null || absence !== null) {
      absent.push({ code, name, row, absence: absence ?? 'not-filed' });
    } else {
      valued.push({ code, name, row: { ...row, value: row.value }, interval: intervalOf(row, metric) });
    }
  }
  const rate = parent?.row.value ?? null;
  const bands: readonly Band[] =
    isRate(metric) && rate !== null
      ? (['above', 'similar', 'below', 'thin'] as const).map((name) => {
          const inBand = valued.filter((each) => bandOf(each, metric, rate) === name);
          return { name, regions: name === 'above' || name === 'below' ? inBand.sort(byValue) : inBand };
        })
      : [{ name: 'all', regions: [...valued].sort(byValue) }];
  const cannot = (absence: Absence) => absence === 'not-applicable' || absence === 'zero-denominator';
  return {
    bands: bands.filter((band) => band.regions.length > 0),
    missing: absent.filter(({ absence }) => !cannot(absence)),
    notApplicable: absent.filter(({ absence }) => cannot(absence)),
  };
}
