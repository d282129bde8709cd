/** How much the package holds of what there is: the limits of any figure made from it. Townships' reports alone. */
import { queryOptions } from '@tanstack/react-query';
import type { Statement } from '#engine/engine.ts';
import type { Warehouse } from '#warehouse/warehouse.ts';
import { countIf } from './count-if.ts';
import { numberAt, numberOrNullAt } from './row-cells.ts';

export interface SampleFacts {
  /** Townships in the region list. */
  readonly listed: number;
  readonly reports: number;
  /** Townships with a report; with reports of two years or more. */
  readonly townships: number;
  readonly several_years: number;
  /** Provinces with a report, of those in the list. */
  readonly provinces: number;
  readonly provinces_listed: number;
  /** null where there is no report at all. */
  readonly first_year: number | null;
  readonly last_year: number | null;
  readonly form_2019: number;
  readonly form_2021: number;
  /** Reports of which no table was seen. */
  readonly no_form: number;
  /** Reports whose section was read whole, and in part. */
  readonly section2_whole: number;
  readonly section2_part: number;
  readonly section3_whole: number;
  readonly section3_part: number;
  readonly section4_whole: number;
  readonly section4_part: number;
  /** Reports that state the number of applications in prose. */
  readonly applications_in_prose: number;
  readonly without_address: number;
}

const sections = ([2, 3, 4] as const).flatMap((section) => [
  `${countIf(`section${section} = 'table'`)} AS section${section}_whole`,
  `${countIf(`section${section} = 'partial'`)} AS section${section}_part`,
]);

const TOWNSHIPS = "FROM mart_report_year WHERE level = 'township' AND report_key IS NOT NULL";

/** From the mart, all but the addresses: all reports of the nation with their addresses are 80 MB. */
export const SAMPLE_FACTS_STATEMENT: Statement = {
  name: 'sample-facts',
  sql: `WITH township AS (
  SELECT region_number AS number, count(*) AS reports ${TOWNSHIPS} GROUP BY region_number
)
SELECT
  (SELECT count(*) FROM dim_region WHERE level = 'township') AS listed,
  (SELECT count(*) FROM dim_region WHERE level = 'province') AS provinces_listed,
  (SELECT count(*) FROM township) AS townships,
  (SELECT count(*) FROM township WHERE reports > 1) AS several_years,
  (SELECT count(DISTINCT number // 10000000) FROM township) AS provinces,
  (SELECT count(*) FROM dim_report WHERE source_url IS NULL AND report_key // 10000 IN (SELECT number FROM township)) AS without_address,
  count(*) AS reports,
  min(year) AS first_year, max(year) AS last_year,
  ${countIf("template = '2019'")} AS form_2019,
  ${countIf("template = '2021'")} AS form_2021,
  ${countIf('template IS NULL')} AS no_form,
  ${sections.join(',\n  ')},
  count(applications_new_stated) AS applications_in_prose
${TOWNSHIPS}`,
};

export async function sampleFacts(warehouse: Warehouse, signal?: AbortSignal): Promise<SampleFacts> {
  const [row] = await warehouse.engine.query(SAMPLE_FACTS_STATEMENT, { signal });
  if (row === undefined) throw new Error('an aggregate without groups has one row');
  return {
    listed: numberAt(row, 'listed'),
    reports: numberAt(row, 'reports'),
    townships: numberAt(row, 'townships'),
    several_years: numberAt(row, 'several_years'),
    provinces: numberAt(row, 'provinces'),
    provinces_listed: numberAt(row, 'provinces_listed'),
    first_year: numberOrNullAt(row, 'first_year'),
    last_year: numberOrNullAt(row, 'last_year'),
    form_2019: numberAt(row, 'form_2019'),
    form_2021: numberAt(row, 'form_2021'),
    no_form: numberAt(row, 'no_form'),
    section2_whole: numberAt(row, 'section2_whole'),
    section2_part: numberAt(row, 'section2_part'),
    section3_whole: numberAt(row, 'section3_whole'),
    section3_part: numberAt(row, 'section3_part'),
    section4_whole: numberAt(row, 'section4_whole'),
    section4_part: numberAt(row, 'section4_part'),
    applications_in_prose: numberAt(row, 'applications_in_prose'),
    without_address: numberAt(row, 'without_address'),
  };
}

export function sampleFactsQuery(warehouse: Warehouse) {
  return queryOptions({
    queryKey: ['sample-facts', warehouse.version],
    queryFn: ({ signal }) => sampleFacts(warehouse, signal),
  });
}
