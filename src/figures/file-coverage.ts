/** On how many reports a figure rests whose rows do not carry it themselves: for the coverage of its files. Pure. */
import type { FileCoverage } from '#downloads/figure-file.ts';
import { pick } from '#i18n/format.ts';
import { METRICS, type MetricId } from '#metrics/registry.ts';
import type { Language } from '#model/bilingual.ts';
import type { YearRange } from '#model/year.ts';
import type { Flow } from '#queries/flow.ts';
import type { MetricRow } from '#queries/metric-row.ts';
import type { OutcomeMatrix } from '#queries/outcome-matrix.ts';
import type { ReportsBehind } from '#queries/reports-behind.ts';
import type { TownshipSpread } from '#queries/township-spread.ts';

const unknown = { expected: null, filed: null, notApplicable: null, fromProse: null } as const;

/** One line for all values: every report due is in exactly one of the counts. */
export function spreadCoverage(spread: TownshipSpread, row: string): FileCoverage {
  const stated = spread.n + spread.thin + spread.undefined_rate;
  const filed = stated + spread.missing + spread.not_applicable;
  return {
    ...unknown,
    row,
    stated,
    filed,
    expected: filed + spread.not_filed,
    notApplicable: spread.not_applicable,
  };
}

/** One line for all parts; over several years townships are counted, which reports are not held against. */
export function flowFileCoverage(flow: Flow, years: YearRange, row: string): FileCoverage {
  return {
    ...unknown,
    row,
    stated: flow.bodies,
    expected: flow.bodies_due,
    filed: years.from === years.to ? flow.reports : null,
  };
}

/** A line for each printed row named. */
export function matrixFileCoverage(
  { expected, filed }: OutcomeMatrix,
  rows: readonly { readonly name: string; readonly stated: number }[],
): readonly FileCoverage[] {
  return rows.map(({ name, stated }) => ({ ...unknown, row: name, stated, expected, filed }));
}

/** A line for each place and metric. */
export function comparedFileCoverage(
  places: readonly { readonly name: string; readonly figures: ReadonlyMap<MetricId, MetricRow> }[],
  language: Language,
): readonly FileCoverage[] {
  return places.flatMap(({ name, figures }) =>
    [...figures].map(([metric, row]) => ({
      row: `${name}${language === 'zh' ? '，' : ', '}${pick(METRICS[metric].name, language)}`,
      stated: row.stated,
      expected: row.expected,
      filed: row.filed,
      notApplicable: row.not_applicable,
      fromProse: row.from_prose,
    })),
  );
}

/** One line for a list of reports. */
export function reportsFileCoverage({ counted, total }: ReportsBehind, row: string): FileCoverage {
  return { ...unknown, row, stated: counted, filed: total };
}
