/** The questions the dashboard asks, by name, as the statements of `queries/` over the nation's data. */
import type { Statement } from '#engine/engine.ts';
import { OUTCOME_PARTS } from '#figures/outcome-parts.ts';
import type { MetricId } from '#metrics/registry.ts';
import { NATION_CODE } from '#model/region.ts';
import type { YearRange } from '#model/year.ts';
import { changeStatement } from '#queries/change.ts';
import { compositionStatement } from '#queries/composition.ts';
import { formsByYearStatement } from '#queries/forms-by-year.ts';
import { metricValuesStatement } from '#queries/metric-values.ts';
import { REGIONS_STATEMENT } from '#queries/regions.ts';
import { reportCellsStatements } from '#queries/report-cells.ts';
import { reportsBehindStatement } from '#queries/reports-behind.ts';
import { townshipSpreadStatement } from '#queries/township-spread.ts';

export interface Question {
  readonly name: string;
  /** What it is asked for. */
  readonly what: string;
  /** More than one where a figure needs several in a row. */
  readonly statements: readonly Statement[];
}

/** As on the overview. */
const KEY_METRICS: readonly MetricId[] = [
  'permits',
  'penalties',
  'coercions',
  'applications_new',
  'disclosure_rate',
  'reconsiderations',
  'lawsuits',
  'check_pass_rate',
];

export interface Places {
  readonly province: string;
  readonly county: string;
  readonly township: string;
  /** The last year is the one shown. */
  readonly years: YearRange;
}

export function questions({ province, county, township, years }: Places): readonly Question[] {
  const year: YearRange = { from: years.to, to: years.to };
  const places = [
    ['nation', NATION_CODE],
    ['province', province],
    ['county', county],
  ] as const;
  const of = (name: string, what: string, ask: (region: string) => Statement): readonly Question[] =>
    places.map(([place, region]) => ({ name: `${name}: ${place}`, what, statements: [ask(region)] }));
  const values = { prose: true } as const;
  return [
    { name: 'regions', what: 'all regions, for names and search', statements: [REGIONS_STATEMENT] },
    ...of('key figures', 'eight metrics of one year', (region) =>
      metricValuesStatement({
        ...values,
        metrics: KEY_METRICS,
        region,
        by: 'region',
        years: year,
        split: 'pooled',
      }),
    ),
    ...of('change', 'eight metrics against the year before, the same townships', (region) =>
      changeStatement({ ...values, metrics: KEY_METRICS, region, year: years.to }),
    ),
    ...of('children', 'one count for each region below', (region) =>
      metricValuesStatement({
        ...values,
        metrics: ['permits'],
        region,
        by: 'children',
        years: year,
        split: 'pooled',
      }),
    ),
    ...of('trend', 'four metrics over all years', (region) =>
      metricValuesStatement({
        ...values,
        metrics: ['applications_new', 'applications_handled', 'disclosure_rate', 'check_pass_rate'],
        region,
        by: 'region',
        years,
        split: 'yearly',
      }),
    ),
    ...of('spread', 'histogram and quantiles of a count over township reports, all years', (region) =>
      townshipSpreadStatement({ ...values, metric: 'permits', region, years }),
    ),
    ...of('composition', 'six outcomes of applications over all years', (region) =>
      compositionStatement({ parts: OUTCOME_PARTS, region, by: 'region', years, split: 'yearly' }),
    ),
    ...of('forms', 'reports on each form, year by year', (region) => formsByYearStatement({ region, years })),
    ...of('reports', 'the reports behind a figure, the first 1,000', (region) =>
      reportsBehindStatement({ ...values, metric: 'permits', region, years: year, limit: 1000 }),
    ),
    {
      name: 'report: township',
      what: 'all cells of one report, four statements',
      statements: Object.values(reportCellsStatements({ region: township, year: years.to })),
    },
  ];
}
