/**
 * `mart_report_year`: one row for every region and every year, filed or not, with one column a measure.
 * Built from the facts by SQL made of the measure list, so that a measure has one home (`model/measures.ts`).
 *
 * A cell is missing unless print says otherwise: no row in the CSV is missing, too, except in a section 3
 * or 4 that was read whole (`table`), where a row left out was printed as 0 in every column.
 */
import { APPLICATION_OUTCOME_IDS, type CellId, REVIEW_CHANNEL_IDS } from '#model/forms.ts';
import { MEASURE_IDS, type MeasureId, measureOf, STATED_MEASURES } from '#model/measures.ts';
import { FORM_VERSIONS, type FormVersion } from '#model/report.ts';

interface CellParts {
  readonly section: 's2' | 's3' | 's4';
  readonly row: string;
  readonly column: string;
}

function partsOf(cell: CellId): CellParts {
  const [section, row, column] = cell.split('.') as [CellParts['section'], string, string];
  return { section, row, column };
}

function cellsUsed(section: CellParts['section']): readonly CellId[] {
  const cells = MEASURE_IDS.flatMap((id) => FORM_VERSIONS.flatMap((form) => measureOf(id).cells[form] ?? []));
  return [...new Set(cells)].filter((cell) => partsOf(cell).section === section);
}

/** The bit that says a printed row of section 3 or 4 is in the CSV at all. */
function rowBit(rows: readonly string[], row: string): string {
  return `(1::BIGINT << ${rows.indexOf(row)})`;
}

/** In 万元; an amount without a printed unit cannot be read, unless it is 0. */
const PROCUREMENT_10K_YUAN = `CASE WHEN value = 0 THEN 0 WHEN unit = '万元' THEN value WHEN unit = '元' THEN value / 10000 END`;

function section2Columns(): string {
  return cellsUsed('s2')
    .map((cell) => {
      const { row, column } = partsOf(cell);
      const value = cell === 's2.procurement.amount' ? PROCUREMENT_10K_YUAN : 'value';
      return `max(${value}) FILTER (WHERE item = '${row}' AND measure = '${column}') AS "${cell}"`;
    })
    .join(',\n    ');
}

function rowColumns(section: 's3' | 's4', rowColumn: 'outcome' | 'channel'): string {
  return cellsUsed(section)
    .map((cell) => {
      const { row, column } = partsOf(cell);
      return `max("${column}") FILTER (WHERE ${rowColumn} = '${row}') AS "${cell}"`;
    })
    .join(',\n    ');
}

/** A cell's value in one report, or NULL where it is missing. */
function cellValue(cell: CellId): string {
  const { section, row } = partsOf(cell);
  switch (section) {
    case 's2':
      return `s2."${cell}"`;
    case 's3':
      return `CASE WHEN s3.printed & ${rowBit(APPLICATION_OUTCOME_IDS, row)} <> 0 THEN s3."${cell}" WHEN r.section3 = 'table' AND r.template IS NOT NULL THEN 0 END`;
    case 's4':
      return `CASE WHEN s4.printed & ${rowBit(REVIEW_CHANNEL_IDS, row)} <> 0 THEN s4."${cell}" WHEN r.section4 = 'table' AND r.template IS NOT NULL THEN 0 END`;
  }
}

function sumOfCells(cells: readonly CellId[]): string {
  return cells.map((cell) => `(${cellValue(cell)})`).join(' + ');
}

const NEW_APPLICATIONS: CellId = 's3.new.total';

/** Measures that follow from the number of new applications, be it the table's or the prose's. */
const OF_NEW_APPLICATIONS: Readonly<Partial<Record<MeasureId, (received: string) => string>>> = {
  zero_applications: (received) => `CASE WHEN ${received} = 0 THEN 1 WHEN ${received} IS NOT NULL THEN 0 END`,
  applications_known: (received) => `CASE WHEN ${received} IS NOT NULL THEN 1 END`,
};

/** Measures of a report that are not a plain sum of printed cells. */
const DERIVED: Readonly<Partial<Record<MeasureId, string>>> = {
  // A report with nothing to assess says nothing: it is not counted.
  checks_passed: 'CASE WHEN k.relations_assessable > 0 THEN k.relations_passed END',
  checks_assessable: 'nullif(k.relations_assessable, 0)',
};

/** Measures of the spine itself: they have a value where there is no report, too. */
const OF_THE_SPINE = {
  filed: 'CASE WHEN report.report_key IS NULL THEN 0 ELSE 1 END',
  body_years: '1',
} as const satisfies Partial<Record<MeasureId, string>>;

const isOfTheSpine = (id: MeasureId): id is keyof typeof OF_THE_SPINE => Object.hasOwn(OF_THE_SPINE, id);

function measureValue(id: MeasureId): string {
  const derived = OF_NEW_APPLICATIONS[id]?.(`(${cellValue(NEW_APPLICATIONS)})`) ?? DERIVED[id];
  if (derived !== undefined) return derived;
  const { cells } = measureOf(id);
  const on2019 = cells['2019'];
  const on2021 = cells['2021'];
  if (on2019 && on2021 && on2019.join() === on2021.join()) return sumOfCells(on2019);
  const branch = (form: FormVersion, list: readonly CellId[] | undefined) =>
    list ? ` WHEN '${form}' THEN ${sumOfCells(list)}` : '';
  return `CASE r.template${branch('2019', on2019)}${branch('2021', on2021)} END`;
}

function measureColumns(): string {
  const columns = MEASURE_IDS.filter((id) => !isOfTheSpine(id)).flatMap((id) => {
    const value = `CAST(${measureValue(id)} AS DOUBLE) AS ${id}`;
    if (!STATED_MEASURES.has(id)) return [value];
    const stated = OF_NEW_APPLICATIONS[id]?.('r.narrative_applications_new') ?? `r.${measureOf(id).stated}`;
    return [value, `CAST(${stated} AS DOUBLE) AS ${id}_stated`];
  });
  return columns.join(',\n  ');
}

/** The columns of a report's measures, in order. */
export const MART_COLUMNS: readonly {
  readonly name: string;
  /** SQL that gives it from other columns of the mart; null where nothing does. */
  readonly follows: string | null;
}[] = MEASURE_IDS.filter((id) => !isOfTheSpine(id)).flatMap((id) => {
  const follows = (from: string) => OF_NEW_APPLICATIONS[id]?.(from) ?? null;
  const value = { name: id, follows: follows('applications_new') };
  return STATED_MEASURES.has(id)
    ? [value, { name: `${id}_stated`, follows: follows('applications_new_stated') }]
    : [value];
});

/** Every region in every year; `g` is the region, `y` the year. */
const WHOLE_SPINE = 'FROM dim_region g CROSS JOIN dim_year y';

/**
 * Reads dim_region, dim_year, dim_report, fact_disclosure, fact_application, fact_review, mart_check_report. `spine` may
 * leave out regions and years of which none of the reports there are speaks.
 */
export function martReportYearSql(spine = WHOLE_SPINE): string {
  return `
CREATE TABLE mart_report_year AS
WITH s2 AS (
  SELECT report_key,
    ${section2Columns()}
  FROM fact_disclosure GROUP BY report_key
), s3 AS (
  SELECT report_key, bit_or(1::BIGINT << enum_code(outcome)) AS printed,
    ${rowColumns('s3', 'outcome')}
  FROM fact_application GROUP BY report_key
), s4 AS (
  SELECT report_key, bit_or(1::BIGINT << enum_code(channel)) AS printed,
    ${rowColumns('s4', 'channel')}
  FROM fact_review GROUP BY report_key
), report AS (
  SELECT r.report_key, r.region_code, r.year, r.template, r.section2, r.section3, r.section4,
  ${measureColumns()}
  FROM dim_report r
  LEFT JOIN s2 ON s2.report_key = r.report_key
  LEFT JOIN s3 ON s3.report_key = r.report_key
  LEFT JOIN s4 ON s4.report_key = r.report_key
  LEFT JOIN mart_check_report k ON k.report_key = r.report_key
), spine AS (
  SELECT g.code AS region_code, y.year, g.level, g.province_code, g.prefecture_code, g.county_code, g.number AS region_number, g.area
  ${spine} ORDER BY y.year, g.code
)
SELECT
  spine.*,
  report.* EXCLUDE (region_code, year),
  ${Object.entries(OF_THE_SPINE)
    .map(([id, sql]) => `CAST(${sql} AS DOUBLE) AS ${id}`)
    .join(',\n  ')}
FROM spine LEFT JOIN report ON report.region_code = spine.region_code AND report.year = spine.year
`;
}
