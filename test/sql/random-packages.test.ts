/**
 * Packages full of holes, drawn at random with a fixed seed: the real sample has few whole tables, so the rates are
 * proved here. Each package is computed twice, by the app and by `test/support/independent.ts`.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { METRIC_IDS } from '#metrics/registry.ts';
import {
  APPLICANT_IDS,
  APPLICATION_OUTCOME_IDS,
  DISCLOSURE_LAYOUT,
  REVIEW_CHANNEL_IDS,
  REVIEW_RESULT_IDS,
} from '#model/forms.ts';
import { NARRATIVES, SECTION_STATUSES } from '#model/report.ts';
import type { MetricRow } from '#queries/metric-row.ts';
import { metricValues } from '#queries/metric-values.ts';
import { IndependentFigures } from '../support/independent.ts';
import { near } from '../support/near.ts';
import { csv, openWarehouse, type PackageText } from '../support/warehouse.ts';

const REGIONS = csv('regions', [
  { code: '11', name: '甲市', level: 'province' },
  { code: '1101', name: '市辖区', level: 'prefecture', parent_code: '11' },
  { code: '110101', name: '甲区', level: 'county', parent_code: '1101' },
  { code: '110101001', name: '一街道', level: 'township', parent_code: '110101', kind: '街道' },
  { code: '110101002', name: '二街道', level: 'township', parent_code: '110101', kind: '街道' },
  { code: '13', name: '乙省', level: 'province' },
  { code: '1301', name: '乙市', level: 'prefecture', parent_code: '13' },
  { code: '130102', name: '乙县', level: 'county', parent_code: '1301' },
  { code: '130102001', name: '三镇', level: 'township', parent_code: '130102', kind: '镇' },
  { code: '130102002', name: '四乡', level: 'township', parent_code: '130102', kind: '乡' },
]);
const ASKED = ['0', '11', '130102', '130102001'] as const;

/** Bodies that may file: townships, and a county and a province whose reports must not be added to them. */
const BODIES = ['110101001', '110101002', '130102001', '130102002', '130102', '13'] as const;

/** An empty cell, a zero, a count. */
const cell = fc.oneof(
  { weight: 1, arbitrary: fc.constant('' as const) },
  { weight: 2, arbitrary: fc.constant(0 as const) },
  { weight: 5, arbitrary: fc.integer({ min: 1, max: 60 }) },
);
/** A number in prose is rare. */
const prose = fc.oneof(
  { weight: 3, arbitrary: fc.constant('' as const) },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 60 }) },
);

const form = fc.constantFrom('2019', '2021', '');
const disclosureCells = Object.values(DISCLOSURE_LAYOUT).flatMap((layout) =>
  Object.entries(layout).flatMap(([item, measures]) => measures.map((measure) => ({ item, measure }))),
);
const distinctCells = [...new Map(disclosureCells.map((c) => [`${c.item} ${c.measure}`, c])).values()];

const report = fc
  .record({
    region_code: fc.constantFrom(...BODIES),
    year: fc.integer({ min: 2019, max: 2022 }),
    template: form,
    sections: fc.tuple(
      fc.constantFrom(...SECTION_STATUSES),
      fc.constantFrom(...SECTION_STATUSES),
      fc.constantFrom(...SECTION_STATUSES),
    ),
    narratives: fc.tuple(...NARRATIVES.map(() => prose)),
    // Most rows are there, so that sums of eight grounds are sometimes whole.
    disclosures: fc.tuple(
      ...distinctCells.map(() =>
        fc.record({ there: fc.boolean(), value: cell, unit: fc.constantFrom('', '元', '万元') }),
      ),
    ),
    applications: fc.tuple(
      ...APPLICATION_OUTCOME_IDS.map(() =>
        fc.record({
          there: fc.integer({ min: 0, max: 9 }).map((n) => n > 0),
          cells: fc.tuple(
            ...APPLICANT_IDS.map(() =>
              fc.oneof(
                { weight: 1, arbitrary: cell },
                { weight: 3, arbitrary: fc.integer({ min: 0, max: 40 }) },
              ),
            ),
          ),
        }),
      ),
    ),
    reviews: fc.tuple(
      ...REVIEW_CHANNEL_IDS.map(() =>
        fc.record({
          there: fc.integer({ min: 0, max: 4 }).map((n) => n > 0),
          cells: fc.tuple(...REVIEW_RESULT_IDS.map(() => cell)),
        }),
      ),
    ),
  })
  .map((drawn) => ({
    ...drawn,
    report_id: `${drawn.region_code}-${drawn.year}`,
    // A section read whole has been seen, and with it the form.
    template: drawn.sections.includes('table') && drawn.template === '' ? '2021' : drawn.template,
  }));

type DrawnReport = typeof report extends fc.Arbitrary<infer R> ? R : never;

const named = (names: readonly string[], values: readonly (string | number)[]) =>
  Object.fromEntries(names.map((name, i) => [name, values[i] ?? '']));

function packageOf(reports: readonly DrawnReport[]): PackageText {
  return {
    regions: REGIONS,
    reports: csv(
      'reports',
      reports.map(({ report_id, region_code, year, template, sections, narratives }) => ({
        report_id,
        region_code,
        year,
        template,
        section2: sections[0],
        section3: sections[1],
        section4: sections[2],
        ...named(NARRATIVES, narratives),
      })),
    ),
    disclosures: csv(
      'disclosures',
      reports.flatMap(({ report_id, disclosures }) =>
        disclosures.flatMap(({ there, value, unit }, i) =>
          there ? [{ report_id, item: '', measure: '', ...distinctCells[i], value, unit }] : [],
        ),
      ),
    ),
    applications: csv(
      'applications',
      reports.flatMap(({ report_id, applications }) =>
        applications.flatMap(({ there, cells }, i) =>
          there
            ? [{ report_id, outcome: APPLICATION_OUTCOME_IDS[i] ?? '', ...named(APPLICANT_IDS, cells) }]
            : [],
        ),
      ),
    ),
    reviews: csv(
      'reviews',
      reports.flatMap(({ report_id, reviews }) =>
        reviews.flatMap(({ there, cells }, i) =>
          there
            ? [{ report_id, channel: REVIEW_CHANNEL_IDS[i] ?? '', ...named(REVIEW_RESULT_IDS, cells) }]
            : [],
        ),
      ),
    ),
  };
}

const packages = fc
  .uniqueArray(report, { minLength: 6, maxLength: 20, selector: ({ report_id }) => report_id })
  .map(packageOf);

/** How many figures had a value, by metric: a test of nothing but missing figures would prove nothing. */
const withValue = new Map<string, number>();

async function compare(tables: PackageText): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'random-package-'));
  try {
    await Promise.all(
      Object.entries(tables).map(([table, text]) => writeFile(join(folder, `${table}.csv`), text)),
    );
    const independent = await IndependentFigures.open(folder);
    const warehouse = await openWarehouse(tables);
    const years = { from: independent.years[0] ?? 0, to: independent.years.at(-1) ?? 0 };
    expect(warehouse.years).toEqual(years);
    for (const useProse of [true, false]) {
      const found = new Map<string, MetricRow>();
      for (const region of ASKED) {
        for (const split of ['yearly', 'pooled'] as const) {
          const spec = { metrics: METRIC_IDS, region, by: 'region', years, split, prose: useProse } as const;
          for (const row of await metricValues(warehouse, spec)) {
            found.set(`${row.metric} ${row.region_code} ${row.year}`, row);
          }
        }
      }
      for (const metric of METRIC_IDS) {
        const figures = await independent.figures(metric, ASKED, useProse);
        const rows = figures.map(({ region, year }) => found.get(`${metric} ${region} ${year}`));
        expect(rows).toMatchObject(
          figures.map(({ region, value, ...rest }) => ({
            metric,
            region_code: region,
            value: near(value),
            ...rest,
          })),
        );
        const known = figures.filter(({ value }) => value !== null).length;
        withValue.set(metric, (withValue.get(metric) ?? 0) + known);
      }
    }
    independent.close();
  } finally {
    await rm(folder, { recursive: true });
  }
}

it('every metric agrees with the independent computation on packages drawn at random', async () => {
  const run = await fc.check(fc.asyncProperty(packages, compare), {
    seed: 20260101,
    numRuns: 6,
    endOnFailure: true,
  });
  // A counterexample is a whole package: its place in the run is enough to find it again.
  if (run.failed)
    throw new Error(`package ${run.counterexamplePath} of seed ${run.seed}`, { cause: run.errorInstance });
  expect(METRIC_IDS.filter((metric) => (withValue.get(metric) ?? 0) < 20)).toEqual([]);
}, 180_000);
