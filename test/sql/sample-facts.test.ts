import { describe, expect, it } from 'vitest';
import { sampleFacts } from '#queries/sample-facts.ts';
import { csv, openWarehouse } from '../support/warehouse.ts';

const REGIONS = `code,name,level,parent_code,kind
11,北京市,province,,
1101,市辖区,prefecture,11,
110101,东城区,county,1101,
110101001,甲街道,township,110101,街道
110101002,乙街道,township,110101,街道
13,河北省,province,,
1301,石家庄市,prefecture,13,
130102,长安区,county,1301,
130102001,丙镇,township,130102,镇
`;
const COLUMNS =
  'report_id,region_code,year,template,issuer,source_url,published_on,section2,section3,section4,narrative_items_disclosed,narrative_applications_new,narrative_reconsiderations,narrative_lawsuits,narrative_permits,narrative_penalties,narrative_coercions,narrative_applications_handled,narrative_processing_fee_yuan,note';

const NO_FACTS = {
  disclosures: csv('disclosures', []),
  applications: csv('applications', []),
  reviews: csv('reviews', []),
};

describe('what the package holds', () => {
  it('counts reports of townships, never those of a county', async () => {
    const warehouse = await openWarehouse({
      ...NO_FACTS,
      regions: REGIONS,
      reports: `${COLUMNS}
110101001-2020,110101001,2020,2019,,https://example.org/1,,table,partial,blank,,0,,,,,,,,
110101001-2023,110101001,2023,2021,,https://example.org/2,,table,table,table,,,,,,,,,,
110101002-2023,110101002,2023,,,,,not_captured,not_captured,not_captured,,4,,,,,,,,
110101-2024,110101,2024,2021,,,,table,table,table,,1,,,,,,,,
`,
    });
    expect(await sampleFacts(warehouse)).toEqual({
      listed: 3,
      reports: 3,
      townships: 2,
      several_years: 1,
      provinces: 1,
      provinces_listed: 2,
      first_year: 2020,
      last_year: 2023,
      form_2019: 1,
      form_2021: 1,
      no_form: 1,
      section2_whole: 2,
      section2_part: 0,
      section3_whole: 1,
      section3_part: 1,
      section4_whole: 1,
      section4_part: 0,
      applications_in_prose: 2,
      without_address: 1,
    });
  });

  it('has no years where no township has a report', async () => {
    const reports = `${COLUMNS}\n110101-2024,110101,2024,2021,,,,table,table,table,,1,,,,,,,,\n`;
    const warehouse = await openWarehouse({ ...NO_FACTS, regions: REGIONS, reports });
    expect(await sampleFacts(warehouse)).toMatchObject({
      listed: 3,
      reports: 0,
      provinces: 0,
      first_year: null,
      last_year: null,
    });
  });
});
