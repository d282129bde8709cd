/**
 * Packages drawn at random for the rules, with everything a package may hold: both forms and none, whole and
 * partial sections, blanks, rows left out, cells of another form, negative and broken numbers, printed units. The
 * context of each report is worked out here, by plain loops, and not by the app.
 */
import fc from 'fast-check';
import type { Engine } from '#engine/engine.ts';
import {
  APPLICANT_IDS,
  APPLICATION_OUTCOME_IDS,
  type ApplicationOutcome,
  type CellId,
  DISCLOSURE_LAYOUT,
  outcomesOf,
  REVIEW_CHANNEL_IDS,
  REVIEW_RESULT_IDS,
} from '#model/forms.ts';
import type { RegionLevel } from '#model/region.ts';
import { type FormVersion, SECTION_STATUSES, type SectionStatus } from '#model/report.ts';
import type { CheckContext } from '#rules/rule.ts';

type Value = number | null;
type Sections = Readonly<Record<2 | 3 | 4, SectionStatus>>;

/** Reports with the rows the tables hold of them. */
export interface RulesPackage {
  readonly reports: readonly {
    readonly id: string;
    readonly region: string;
    readonly year: number;
    readonly template: FormVersion | null;
    readonly sections: Sections;
    readonly disclosures: readonly DisclosureRow[];
    readonly applications: readonly TableRow[];
    readonly reviews: readonly TableRow[];
  }[];
}
interface DisclosureRow {
  readonly item: string;
  readonly measure: string;
  readonly value: Value;
  readonly unit: '元' | '万元' | null;
}
interface TableRow {
  readonly key: string;
  readonly values: readonly Value[];
}

const REGIONS: readonly (readonly [code: string, level: RegionLevel, parent: string | null])[] = [
  ['11', 'province', null],
  ['1101', 'prefecture', '11'],
  ['110101', 'county', '1101'],
  ...(['110102', '110103', '110104'] as const).map((code) => [code, 'county', '1101'] as const),
  ...(['110101001', '110101002', '110101003', '110101004', '110101005'] as const).map(
    (code) => [code, 'township', '110101'] as const,
  ),
  ...(['110102001', '110102002'] as const).map((code) => [code, 'township', '110102'] as const),
];
const LEVELS = new Map(REGIONS.map(([code, level]) => [code, level]));
const PARENTS = new Map(REGIONS.map(([code, , parent]) => [code, parent]));
/** Few, so that years and neighbours meet; one is not in the list of regions. */
const BODIES = [
  '11',
  '1101',
  '110101',
  '999999999',
  ...REGIONS.flatMap(([code, level]) => (level === 'township' ? [code] : [])),
];
const YEARS = [2019, 2020, 2021, 2022, 2023] as const;

const cellsOfSection2 = (form: FormVersion) =>
  Object.entries(DISCLOSURE_LAYOUT[form]).flatMap(([item, measures]) =>
    measures.map((measure) => ({ item, measure })),
  );
const MONEY_MEASURES = new Set(['amount', 'amount_10k_yuan']);

const small = fc.oneof(
  { weight: 6, arbitrary: fc.constant(0) },
  { weight: 6, arbitrary: fc.integer({ min: 1, max: 4 }) },
);
/** What a careless hand makes of a number. */
const odd = fc.constantFrom<Value>(null, -1, -3, 0.5, 2.25, 0.1, 7, 1e6);
const count = fc.oneof({ weight: 12, arbitrary: small }, { weight: 1, arbitrary: odd });
const money = fc.oneof(
  { weight: 1, arbitrary: fc.constant<Value>(null) },
  { weight: 1, arbitrary: fc.constantFrom<Value>(0, -1) },
  { weight: 10, arbitrary: fc.constantFrom<Value>(1, 1, 1.5, 2) },
  { weight: 3, arbitrary: fc.constantFrom<Value>(4_999, 5_000, 10_000, 15_000, 20_000, 20_004) },
);
const rarely = (times: number) =>
  fc.oneof({ weight: times, arbitrary: fc.constant(false) }, { weight: 1, arbitrary: fc.constant(true) });

const disclosures = (form: FormVersion): fc.Arbitrary<readonly DisclosureRow[]> => {
  const row = (item: string, measure: string) =>
    fc.record({
      kept: rarely(12).map((dropped) => !dropped),
      item: fc.constant(item),
      measure: fc.constant(measure),
      value: MONEY_MEASURES.has(measure) ? money : count,
      unit: fc.oneof(
        { weight: 12, arbitrary: fc.constant(null) },
        { weight: 1, arbitrary: fc.constantFrom('元' as const, '万元' as const) },
      ),
    });
  const own = cellsOfSection2(form);
  const foreign = [
    ...cellsOfSection2(form === '2019' ? '2021' : '2019').filter(
      ({ item, measure }) => !own.some((cell) => cell.item === item && cell.measure === measure),
    ),
    // Printed by no form.
    { item: 'fee', measure: 'decisions' },
  ];
  return fc
    .tuple(
      fc.tuple(...own.map(({ item, measure }) => row(item, measure))),
      fc.oneof(
        { weight: 8, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.subarray(foreign, { minLength: 1 }) },
      ),
    )
    .chain(([rows, strangers]) =>
      fc
        .tuple(...strangers.map(({ item, measure }) => row(item, measure)))
        .map((others) => [...rows, ...others].filter(({ kept }) => kept)),
    );
};

/** Rows that are no outcome of an application. */
const FLOW = ['new', 'carried_in', 'total_handled', 'carried_out'] as const;

/** A section 3 that adds up: leaves by column, everything else from them. Then some cells are changed. */
const applications = (form: FormVersion): fc.Arbitrary<readonly TableRow[]> => {
  const rows = outcomesOf(form);
  const endings = rows.filter((outcome) => !FLOW.some((flow) => flow === outcome));
  const foreign = APPLICATION_OUTCOME_IDS.filter((outcome) => !rows.includes(outcome));
  const sparse = fc.oneof({ weight: 9, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: small });
  const change = fc.record({
    outcome: fc.oneof(fc.constantFrom(...FLOW), fc.constantFrom(...rows)),
    column: fc.nat({ max: 6 }),
    value: fc.oneof(small, odd),
  });
  return fc
    .record({
      leaves: fc.array(sparse, { minLength: endings.length * 6, maxLength: endings.length * 6 }),
      carriedIn: fc.tuple(sparse, sparse, sparse, sparse, sparse, sparse),
      changes: fc.oneof(fc.constant([]), fc.array(change, { maxLength: 3 })),
      // Rows of zeros are left out, or all are printed; and some are lost.
      zeroRows: fc.boolean(),
      lost: fc.oneof(fc.constant<ApplicationOutcome[]>([]), fc.subarray([...rows], { maxLength: 3 })),
      strangers: fc.oneof(
        { weight: 8, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.subarray([...foreign], { minLength: 1 }) },
      ),
      strange: fc.tuple(count, count, count, count, count, count, count),
    })
    .map(({ leaves, carriedIn, changes, zeroRows, lost, strangers, strange }) => {
      const table = new Map<ApplicationOutcome, Value[]>(
        rows.map((outcome) => [outcome, [0, 0, 0, 0, 0, 0, 0]]),
      );
      const add = (outcome: ApplicationOutcome, column: number, value: number) => {
        const row = table.get(outcome) ?? [];
        row[column] = (row[column] ?? 0) + value;
        row[6] = (row[6] ?? 0) + value;
      };
      for (let column = 0; column < 6; column += 1) {
        endings.forEach((ending, i) => {
          const value = leaves[column * endings.length + i] ?? 0;
          for (const outcome of [ending, 'total_handled', 'new'] as const) add(outcome, column, value);
        });
        for (const outcome of ['carried_in', 'carried_out'] as const)
          add(outcome, column, carriedIn[column] ?? 0);
      }
      for (const { outcome, column, value } of changes) {
        const row = table.get(outcome);
        if (row) row[column] = value;
      }
      for (const stranger of strangers) table.set(stranger, [...strange]);
      return [...table]
        .filter(([key, values]) => !lost.includes(key) && (zeroRows || values.some((value) => value !== 0)))
        .map(([key, values]) => ({ key, values }));
    });
};

const reviews: fc.Arbitrary<readonly TableRow[]> = fc
  .tuple(
    ...REVIEW_CHANNEL_IDS.map((key) =>
      fc.record({
        key: fc.constant(key),
        kept: rarely(2),
        parts: fc.tuple(count, count, count, count),
        odd: rarely(4),
      }),
    ),
  )
  .map((rows) =>
    rows
      .filter(({ kept }) => kept)
      .map(({ key, parts, odd: changed }) => {
        const total = parts.reduce<number>((sum, part) => sum + (part ?? 0), 0);
        return { key, values: [...parts, changed ? total + 1 : total] };
      }),
  );

const status = fc.oneof(
  { weight: 3, arbitrary: fc.constant<SectionStatus>('table') },
  { weight: 1, arbitrary: fc.constantFrom(...SECTION_STATUSES) },
);

const report = fc
  .record({
    region: fc.constantFrom(...BODIES),
    year: fc.constantFrom(...YEARS),
    form: fc.constantFrom<FormVersion>('2019', '2021'),
    formKnown: rarely(15).map((unknown) => !unknown),
    section2: status,
    section3: status,
    section4: status,
  })
  .chain(({ region, year, form, formKnown, section2, section3, section4 }) =>
    fc.record({ disclosures: disclosures(form), applications: applications(form), reviews }).map((rows) => ({
      id: `${region}-${year}`,
      region,
      year,
      template: formKnown ? form : null,
      sections: { 2: section2, 3: section3, 4: section4 },
      ...rows,
    })),
  );

/** Reports of 11 bodies and 5 years, one a body and year. */
export const rulesPackage = (minLength: number, maxLength: number): fc.Arbitrary<RulesPackage> =>
  fc.uniqueArray(report, { minLength, maxLength, selector: ({ id }) => id }).map((reports) => ({ reports }));

function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (i: number) => sorted[i] ?? Number.NaN;
  const half = sorted.length / 2;
  return Number.isInteger(half) ? (at(half - 1) + at(half)) / 2 : at(Math.floor(half));
}

export type CheckedReport = RulesPackage['reports'][number];

function moneyRow({ template, disclosures: rows }: CheckedReport): DisclosureRow | undefined {
  if (template === null) return undefined;
  const [item, measure] = template === '2021' ? ['fee', 'amount_10k_yuan'] : ['procurement', 'amount'];
  return rows.find((row) => row.item === item && row.measure === measure);
}

function baseline(fellows: readonly CheckedReport[], least: number): number | null {
  const amounts = fellows.flatMap((one) => {
    const { value = null, unit = null } = moneyRow(one) ?? {};
    return value !== null && value > 0 && unit === null ? [value] : [];
  });
  return amounts.length < least ? null : median(amounts);
}

/** What `checkReport` is told about a report of the package. */
export function contextOf(one: CheckedReport, { reports }: RulesPackage): CheckContext {
  const others = reports.filter((other) => other.id !== one.id && other.template === one.template);
  const isPeer = ({ region, year }: CheckedReport) =>
    LEVELS.get(region) === 'township' && PARENTS.get(region) === PARENTS.get(one.region) && year === one.year;
  return {
    template: one.template,
    year: one.year,
    level: LEVELS.get(one.region) ?? null,
    sections: one.sections,
    moneyUnit: moneyRow(one)?.unit ?? null,
    ownMedian: baseline(
      others.filter(({ region }) => region === one.region),
      2,
    ),
    peerMedian: LEVELS.get(one.region) === 'township' ? baseline(others.filter(isPeer), 3) : null,
  };
}

export function cellsOf({ disclosures: section2, ...one }: CheckedReport): ReadonlyMap<CellId, Value> {
  const cells = section2.map(({ item, measure, value }) => [`s2.${item}.${measure}`, value] as const);
  const rows = (section: string, table: readonly TableRow[], columns: readonly string[]) =>
    table.flatMap(({ key, values }) =>
      columns.map((column, i) => [`${section}.${key}.${column}`, values[i] ?? null] as const),
    );
  const all = [
    ...cells,
    ...rows('s3', one.applications, APPLICANT_IDS),
    ...rows('s4', one.reviews, REVIEW_RESULT_IDS),
  ];
  return new Map(all.map(([id, value]) => [id as CellId, value]));
}

const literal = (value: string | number | null) =>
  value === null ? 'NULL' : typeof value === 'number' ? String(value) : `'${value}'`;

/** Puts the package into the engine under the names of the CSVs, in place of the one before. */
export async function loadPackage(engine: Engine, { reports }: RulesPackage): Promise<void> {
  const columns = (names: readonly string[]) => names.map((name) => `"${name}" DOUBLE`).join(', ');
  const tables: readonly (readonly [string, string, readonly (readonly (string | number | null)[])[]])[] = [
    [
      'regions',
      'code VARCHAR, name VARCHAR, level VARCHAR, parent_code VARCHAR, kind VARCHAR',
      REGIONS.map(([code, level, parent]) => [code, code, level, parent, null]),
    ],
    [
      'reports',
      'report_id VARCHAR, region_code VARCHAR, year INTEGER, template VARCHAR, section2 VARCHAR, section3 VARCHAR, section4 VARCHAR',
      reports.map(({ id, region, year, template, sections }) => [
        id,
        region,
        year,
        template,
        sections[2],
        sections[3],
        sections[4],
      ]),
    ],
    [
      'disclosures',
      'report_id VARCHAR, item VARCHAR, measure VARCHAR, value DOUBLE, unit VARCHAR',
      reports.flatMap(({ id, disclosures: rows }) =>
        rows.map(({ item, measure, value, unit }) => [id, item, measure, value, unit]),
      ),
    ],
    [
      'applications',
      `report_id VARCHAR, outcome VARCHAR, ${columns(APPLICANT_IDS)}`,
      reports.flatMap(({ id, applications: rows }) => rows.map(({ key, values }) => [id, key, ...values])),
    ],
    [
      'reviews',
      `report_id VARCHAR, channel VARCHAR, ${columns(REVIEW_RESULT_IDS)}`,
      reports.flatMap(({ id, reviews: rows }) => rows.map(({ key, values }) => [id, key, ...values])),
    ],
  ];
  for (const [name, definition, rows] of tables) {
    await engine.query({ name, sql: `CREATE OR REPLACE TABLE ${name} (${definition})` });
    if (rows.length === 0) continue;
    const values = rows.map((row) => `(${row.map(literal).join(', ')})`).join(', ');
    await engine.query({ name, sql: `INSERT INTO ${name} VALUES ${values}` });
  }
}
