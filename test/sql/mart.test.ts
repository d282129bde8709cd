/** What stands in `mart_report_year`: one row a region and year, and missing told apart from zero. */
import { beforeAll, describe, expect, it } from 'vitest';
import { METRIC_IDS } from '#metrics/registry.ts';
import { APPLICANT_IDS, APPLICATION_OUTCOME_IDS, outcomesOfGroup } from '#model/forms.ts';
import { metricValues } from '#queries/metric-values.ts';
import { loadWarehouse } from '#warehouse/load.ts';
import type { Warehouse } from '#warehouse/warehouse.ts';
import { near } from '../support/near.ts';
import {
  csv,
  openPackage,
  openWarehouse,
  type PackageText,
  readPackage,
  sharedEngine,
} from '../support/warehouse.ts';

const MINI = new URL('../fixtures/mini', import.meta.url).pathname;

/** One county with one township, `130102001`. */
const REGIONS = `code,name,level,parent_code,kind
13,乙省,province,,
1301,乙市,prefecture,13,
130102,乙县,county,1301,
130102001,乙镇,township,130102,镇
`;

interface ReportGiven {
  readonly year?: number;
  readonly template?: string;
  readonly section2?: string;
  readonly section3?: string;
  readonly section4?: string;
  readonly [narrative: `narrative_${string}`]: number;
}

function reports(...given: readonly ReportGiven[]): string {
  return csv(
    'reports',
    given.map(({ year = 2021, template = '2021', ...rest }) => ({
      report_id: `130102001-${year}`,
      region_code: '130102001',
      year,
      template,
      section2: 'not_captured',
      section3: 'not_captured',
      section4: 'not_captured',
      ...rest,
    })),
  );
}

const disclosures = (...rows: readonly string[]) =>
  `report_id,item,measure,value,unit\n${rows.map((row) => `${row}\n`).join('')}`;
const applications = (...rows: readonly string[]) =>
  `report_id,outcome,natural_person,company,research,ngo,legal_service,other_org,total\n${rows.map((row) => `${row}\n`).join('')}`;
const reviews = (...rows: readonly string[]) =>
  `report_id,channel,upheld,corrected,other,pending,total\n${rows.map((row) => `${row}\n`).join('')}`;

/** One column of the mart for the township, by year. */
async function measures(
  source: Partial<PackageText>,
  ...columns: readonly string[]
): Promise<readonly (readonly unknown[])[]> {
  const { warehouse } = await openPackage({ regions: REGIONS, ...source });
  const rows = await warehouse.engine.query({
    name: 'measures',
    sql: `SELECT ${columns.join(', ')} FROM mart_report_year WHERE region_code = '130102001' ORDER BY year`,
  });
  return rows.map((row) => columns.map((column) => row[column]));
}

describe('the spine', () => {
  let warehouse: Warehouse;
  beforeAll(async () => {
    ({ warehouse } = await openPackage(MINI));
  });

  it('has one row for every region and every year, filed or not', async () => {
    const [row] = await warehouse.engine.query({
      name: 'spine',
      sql: `SELECT count(*) AS rows, count(DISTINCT region_code || year) AS keys, count(DISTINCT region_code) AS regions,
        min(year) AS first, max(year) AS last, count(report_key) AS reports FROM mart_report_year`,
    });
    // 9 regions x 2020, 2021, 2022, 2023; nine reports, one of them the county's
    expect(row).toEqual({ rows: 36, keys: 36, regions: 9, first: 2020, last: 2023, reports: 9 });
  });

  it('says how many rows each table has, and which years', () => {
    expect(warehouse.years).toEqual({ from: 2020, to: 2023 });
    // the text cell 约3件 set one row of 57 aside
    expect(warehouse.rows).toEqual({ regions: 9, reports: 9, disclosures: 56, applications: 47, reviews: 5 });
  });

  it('names the one cell that is no number', async () => {
    const { issues } = await openPackage(MINI);
    const faults = issues.filter(({ severity }) => severity === 'error');
    expect(faults.map(({ file, line, column, value }) => ({ file, line, column, value }))).toEqual([
      { file: 'disclosures.csv', line: 36, column: 'value', value: '约3件' },
    ]);
  });
});

describe('missing and zero in section 2', () => {
  it('tell a printed 0, an empty cell and a row left out apart', async () => {
    expect(
      await measures(
        {
          reports: reports({ section2: 'table' }),
          disclosures: disclosures(
            '130102001-2021,permit,decisions,0,',
            '130102001-2021,penalty,decisions,,',
          ),
        },
        'permits',
        'penalties',
        'coercions',
      ),
    ).toEqual([[0, null, null]]);
  });

  it('a number in prose never changes what the table gives', async () => {
    expect(
      await measures(
        {
          reports: reports({ section2: 'table', narrative_permits: 600 }),
          disclosures: disclosures('130102001-2021,permit,decisions,0,'),
        },
        'permits',
        'permits_stated',
      ),
    ).toEqual([[0, 600]]);
  });

  it('an amount is read in the unit it prints; without one it is missing, unless it is 0', async () => {
    const printed = ['70487,元', '18.3,万元', '808,', '0,', '0,元', ',万元', ','];
    const years = printed.map((_, i) => 2019 + i);
    const rows = await measures(
      {
        reports: reports(...years.map((year) => ({ year, template: '2019', section2: 'table' }))),
        disclosures: disclosures(
          ...printed.map((cell, i) => `130102001-${years[i]},procurement,amount,${cell}`),
        ),
      },
      'procurement_amount',
    );
    expect(rows.flat()).toEqual([near(7.0487), 18.3, null, 0, 0, null, null]);
  });
});

const READ_WHOLE = ['130102001-2021,new,1,0,0,0,0,0,1'];

describe('missing and zero in section 3', () => {
  const given = (section3: string, rows: readonly string[], ...columns: readonly string[]) =>
    measures({ reports: reports({ section3 }), applications: applications(...rows) }, ...columns);

  it('a row left out of a section read whole was printed as 0', async () => {
    expect(await given('table', READ_WHOLE, 'applications_new', 'granted', 'refused', 'other')).toEqual([
      [1, 0, 0, 0],
    ]);
  });

  it.each(['partial', 'blank', 'not_captured'])(
    'a row left out of a section that is %s is missing',
    async (status) => {
      expect(await given(status, READ_WHOLE, 'applications_new', 'granted', 'refused', 'other')).toEqual([
        [1, null, null, null],
      ]);
    },
  );

  it('an empty cell of a row that is there is missing, also in a section read whole', async () => {
    expect(
      await given(
        'table',
        [...READ_WHOLE, '130102001-2021,granted,1,0,0,0,0,0,'],
        'granted',
        'partly_granted',
      ),
    ).toEqual([[null, 0]]);
  });

  it('a group with one row missing is missing', async () => {
    const refused = outcomesOfGroup('2021', 'refused');
    const seven = refused.slice(1).map((outcome) => `130102001-2021,${outcome},1,0,0,0,0,0,1`);
    expect(await given('partial', seven, 'refused')).toEqual([[null]]);
    const eighth = `130102001-2021,${refused[0]},2,0,0,0,0,0,2`;
    expect(await given('partial', [...seven, eighth], 'refused')).toEqual([[9]]);
  });

  it('the printed total stands, whatever the six columns add up to', async () => {
    expect(
      await given(
        'partial',
        ['130102001-2021,new,1,2,3,4,5,6,99'],
        'applications_new',
        'new_natural_person',
        'new_other_org',
      ),
    ).toEqual([[99, 1, 6]]);
  });

  it('every row and every column has its own place', async () => {
    const rows = APPLICATION_OUTCOME_IDS.map(
      (outcome, i) => `130102001-2021,${outcome},${APPLICANT_IDS.map((_, j) => 100 * (i + 1) + j).join(',')}`,
    );
    const at = (outcome: (typeof APPLICATION_OUTCOME_IDS)[number]) =>
      100 * (APPLICATION_OUTCOME_IDS.indexOf(outcome) + 1) + 6;
    const [row] = await given(
      'table',
      rows,
      'applications_new',
      'applications_carried_in',
      'applications_handled',
      'applications_carried_out',
      'granted',
      'partly_granted',
      'petitions',
      'not_held',
    );
    expect(row).toEqual([
      at('new'),
      at('carried_in'),
      at('total_handled'),
      at('carried_out'),
      at('granted'),
      at('partly_granted'),
      at('declined_petition_complaint'),
      at('unable_not_held'),
    ]);
  });

  it('a cell that is no number is missing, not 0, though its section was read whole', async () => {
    // The contract sets such a row aside; it was printed all the same.
    expect(
      await given(
        'table',
        [...READ_WHOLE, '130102001-2021,granted,若干,0,0,0,0,0,若干'],
        'applications_new',
        'granted',
      ),
    ).toEqual([[1, null]]);
  });

  it('a row that does not tell its report leaves no section to be taken for whole', async () => {
    // It could belong to any of them.
    expect(
      await given('table', [...READ_WHOLE, ',granted,9,0,0,0,0,0,9'], 'applications_new', 'granted'),
    ).toEqual([[1, null]]);
  });

  it('a row of a report that is not in the package says nothing of the others', async () => {
    expect(
      await given(
        'table',
        [...READ_WHOLE, '130102002-2021,granted,9,0,0,0,0,0,9'],
        'applications_new',
        'granted',
      ),
    ).toEqual([[1, 0]]);
  });

  it('is missing when the package has no applications.csv, though reports say it was read whole', async () => {
    expect(
      await measures({ reports: reports({ section3: 'table' }) }, 'applications_new', 'granted'),
    ).toEqual([[null, null]]);
  });
});

describe('missing and zero in section 4', () => {
  const given = (section4: string, rows: readonly string[], ...columns: readonly string[]) =>
    measures({ reports: reports({ section4 }), reviews: reviews(...rows) }, ...columns);

  it('a channel left out of a section read whole was printed as 0', async () => {
    expect(
      await given('table', ['130102001-2021,direct_suit,1,0,0,0,1'], 'lawsuits', 'reconsiderations'),
    ).toEqual([[1, 0]]);
  });

  it('one channel of two is no total of lawsuits', async () => {
    expect(
      await given('partial', ['130102001-2021,direct_suit,1,0,0,0,1'], 'lawsuits', 'reconsiderations'),
    ).toEqual([[null, null]]);
  });

  it('an empty cell of a channel that is there is missing, also in a section read whole', async () => {
    expect(
      await given(
        'table',
        ['130102001-2021,direct_suit,1,,0,0,1'],
        'lawsuits',
        'lawsuits_corrected',
        'lawsuits_upheld',
      ),
    ).toEqual([[1, null, 1]]);
  });

  it('a cell that is no number is missing, not 0, though its section was read whole', async () => {
    expect(
      await given(
        'table',
        ['130102001-2021,reconsideration,一件,0,0,0,1', '130102001-2021,direct_suit,1,0,0,0,1'],
        'reconsiderations',
      ),
    ).toEqual([[null]]);
  });

  it('is missing when the package has no reviews.csv, though reports say it was read whole', async () => {
    expect(
      await measures({ reports: reports({ section4: 'table' }) }, 'reconsiderations', 'lawsuits'),
    ).toEqual([[null, null]]);
  });
});

describe('the two forms', () => {
  const ROWS = [
    '130102001-2021,other_handling,1,0,0,0,0,0,1',
    '130102001-2021,other_no_correction,2,0,0,0,0,0,2',
    '130102001-2021,other_fee_unpaid,4,0,0,0,0,0,4',
    '130102001-2021,other_other,8,0,0,0,0,0,8',
  ];
  it('count 其他处理 in one row (2019) or three (2021), by the template of the report and never by its year', async () => {
    const rows = await measures(
      {
        reports: reports(
          { year: 2019, template: '2021', section3: 'table' },
          { year: 2020, template: '', section3: 'partial' },
          { year: 2021, template: '2019', section3: 'table' },
          { year: 2022, template: '2021', section3: 'table' },
        ),
        applications: applications(
          ...[2019, 2020, 2021, 2022].flatMap((year) => ROWS.map((row) => row.replace('2021', `${year}`))),
        ),
      },
      'other',
    );
    // Of a report whose form was not seen it is not known which rows count.
    expect(rows.flat()).toEqual([14, null, 1, 14]);
  });

  it('give no fee on form 2019 and no procurement on form 2021, even if such a cell is in the file', async () => {
    const cells = [
      '130102001-2021,fee,amount_10k_yuan,5,',
      '130102001-2021,procurement,projects,3,',
      '130102001-2021,normative_document,in_force,7,',
      '130102001-2021,permit,decisions,2,',
    ];
    const of = async (template: string) =>
      (
        await measures(
          { reports: reports({ template, section2: 'table' }), disclosures: disclosures(...cells) },
          'fees',
          'procurement_projects',
          'documents_in_force',
          'permits',
        )
      )[0];
    expect(await of('2019')).toEqual([null, 3, null, 2]);
    expect(await of('2021')).toEqual([5, null, 7, 2]);
  });
});

describe('packages at the edge', () => {
  it('without a report there is no year, and every figure is empty', async () => {
    const { tables } = await readPackage({ regions: REGIONS, reports: reports({}) });
    const bytes = new TextEncoder().encode(csv('reports', []));
    const noReports = { csv: bytes, rows: 0, bytes: bytes.length, read: true, setAside: [] };
    const warehouse = await loadWarehouse(await sharedEngine(), { ...tables, reports: noReports }, 'none');
    expect(warehouse.years).toBeNull();
    expect(warehouse.rows).toMatchObject({ regions: 4, reports: 0 });
    const spec = { metrics: METRIC_IDS, region: '0', years: { from: 2000, to: 2100 }, prose: true } as const;
    expect(await metricValues(warehouse, { ...spec, by: 'region', split: 'pooled' })).toEqual([]);
    expect(await metricValues(warehouse, { ...spec, by: 'children', split: 'yearly' })).toEqual([]);
  });

  it('a county without a township in the list is still listed among the children, with nothing to show', async () => {
    const warehouse = await openWarehouse({
      regions: `${REGIONS}130103,丁区,county,1301,\n`,
      reports: reports({ narrative_permits: 3 }),
    });
    const rows = await metricValues(warehouse, {
      metrics: ['permits'],
      region: '1301',
      by: 'children',
      years: { from: 2021, to: 2021 },
      split: 'pooled',
      prose: true,
    });
    expect(rows).toMatchObject([
      { region_code: '130102', value: 3, stated: 1, expected: 1 },
      { region_code: '130103', value: null, stated: 0, expected: 0 },
    ]);
  });

  it('a report of the county or the province is no report of a township', async () => {
    const warehouse = await openWarehouse({
      regions: REGIONS,
      reports: csv(
        'reports',
        ['13', '1301', '130102'].map((region_code) => ({
          report_id: `${region_code}-2021`,
          region_code,
          year: 2021,
          section2: 'not_captured',
          section3: 'not_captured',
          section4: 'not_captured',
          narrative_permits: 5,
        })),
      ),
    });
    const spec = { metrics: ['permits', 'coverage'], years: { from: 2021, to: 2021 }, prose: true } as const;
    for (const region of ['0', '13', '1301', '130102', '130102001']) {
      const rows = await metricValues(warehouse, { ...spec, region, by: 'region', split: 'pooled' });
      expect(rows).toMatchObject([
        { metric: 'permits', value: null, filed: 0, expected: 1 },
        { metric: 'coverage', value: 0, numerator: 0, denominator: 1 },
      ]);
    }
  });

  it('a second package takes the place of the first', async () => {
    await openWarehouse({ regions: REGIONS, reports: reports({ year: 2020, narrative_permits: 1 }) });
    const warehouse = await openWarehouse({ regions: REGIONS, reports: reports({ narrative_permits: 2 }) });
    expect(warehouse.years).toEqual({ from: 2021, to: 2021 });
    expect(warehouse.rows.reports).toBe(1);
  });
});
