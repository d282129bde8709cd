/** Statements are made of typed ids; whatever comes from outside is a parameter. */
import { describe, expect, it } from 'vitest';
import { METRIC_IDS, METRICS } from '#metrics/registry.ts';
import { changeStatement } from '#queries/change.ts';
import { compositionStatement } from '#queries/composition.ts';
import { formsByYearStatement } from '#queries/forms-by-year.ts';
import { metricValuesStatement } from '#queries/metric-values.ts';
import { reportCellsStatements } from '#queries/report-cells.ts';
import { reportsBehindStatement } from '#queries/reports-behind.ts';
import { areaLevel, townshipScope } from '#queries/scope.ts';
import { spreadBounds, townshipSpreadStatement } from '#queries/township-spread.ts';

const REGION = '130623205';
const YEARS = { from: 2087, to: 2098 };

const STATEMENTS = [
  metricValuesStatement({
    metrics: METRIC_IDS,
    region: REGION,
    by: 'region',
    years: YEARS,
    split: 'yearly',
    prose: true,
  }),
  metricValuesStatement({
    metrics: METRIC_IDS,
    region: '130623',
    by: 'children',
    years: YEARS,
    split: 'pooled',
    prose: false,
  }),
  ...METRIC_IDS.map((metric) =>
    townshipSpreadStatement({ metric, region: REGION, years: YEARS, prose: true }),
  ),
  ...METRIC_IDS.map((metric) =>
    reportsBehindStatement({ metric, region: REGION, years: YEARS, prose: true, limit: 7919 }),
  ),
  compositionStatement({
    parts: ['granted', 'refused'],
    region: '130623',
    by: 'children',
    years: YEARS,
    split: 'yearly',
  }),
  formsByYearStatement({ region: REGION, years: YEARS }),
  changeStatement({ metrics: METRIC_IDS, region: REGION, year: 2098, prose: true }),
  ...Object.values(reportCellsStatements({ region: REGION, year: 2098 })),
];

describe('statements', () => {
  it.each(STATEMENTS)('$name keeps region, years and limits out of its text', ({ sql, params }) => {
    for (const value of ['130623', '2087', '2098', '7919']) expect(sql).not.toContain(value);
    expect(params).toBeDefined();
  });

  it.each(STATEMENTS)(
    '$name reads every value it is given, and is given every value it reads',
    ({ sql, params }) => {
      const read = new Set([...sql.matchAll(/\$([a-z_]+)/g)].map(([, name]) => name));
      expect(new Set(Object.keys(params ?? {}))).toEqual(read);
    },
  );
});

describe('scope', () => {
  it('takes the townships of a region, and all of them for the nation', () => {
    expect(townshipScope('0', YEARS).params).toEqual({ year_from: 2087, year_to: 2098 });
    const years = { year_from: 2087, year_to: 2098 };
    expect(townshipScope('13', YEARS).params).toEqual({ ...years, area_from: 130_000, area_to: 139_999 });
    expect(townshipScope('130623', YEARS).params).toEqual({ ...years, area_from: 130_623, area_to: 130_623 });
    expect(townshipScope(REGION, YEARS).params).toEqual({
      ...years,
      area_from: 130_623,
      area_to: 130_623,
      region: 130_623_205,
    });
    for (const code of ['0', '13', '1306', '130623', REGION]) {
      expect(townshipScope(code, YEARS).where).toContain("m.level = 'township'");
    }
  });

  it('tells the level of a region by the length of its code, and refuses what is no code', () => {
    expect(['0', '13', '1306', '130623', REGION].map(areaLevel)).toEqual([
      'nation',
      'province',
      'prefecture',
      'county',
      'township',
    ]);
    const texts = [
      '',
      '1',
      '130',
      '13062',
      '1306232051',
      'x3',
      '１３',
      "13'",
      ' 13',
      '13\n',
      '-1',
      '0x',
      '00000',
    ];
    for (const text of texts) expect(() => areaLevel(text)).toThrow(RangeError);
  });
});

describe('bins of the spread', () => {
  it.each(METRIC_IDS)('%s: bounds rise from 0 and end open', (id) => {
    const bounds = spreadBounds(id);
    expect(bounds[0]).toBe(0);
    expect(bounds.at(-1)).toBe(Number.POSITIVE_INFINITY);
    expect(bounds).toEqual([...new Set(bounds)].toSorted((a, b) => a - b));
  });

  it('a share has ten bins up to 1', () => {
    for (const id of METRIC_IDS.filter((metric) => METRICS[metric].unit === 'share')) {
      expect(spreadBounds(id).filter((bound) => bound > 0 && bound <= 1)).toHaveLength(10);
    }
  });
});
