import { beforeAll, describe, expect, it } from 'vitest';
import { EngineError } from '#engine/engine.ts';
import { METRIC_IDS, METRICS, type MetricId } from '#metrics/registry.ts';
import type { MetricRow } from '#queries/metric-row.ts';
import { type MetricValuesSpec, metricValues } from '#queries/metric-values.ts';
import type { Warehouse } from '#warehouse/warehouse.ts';
import {
  type HandFigure,
  type HandMetric,
  MINI_EXPECTED,
  MINI_NOT_APPLICABLE,
} from '../fixtures/mini/expected.ts';
import { near } from '../support/near.ts';
import { openPackage } from '../support/warehouse.ts';

const MINI = new URL('../fixtures/mini', import.meta.url).pathname;
const ALL_YEARS = { from: 2020, to: 2023 } as const;

let warehouse: Warehouse;
beforeAll(async () => {
  ({ warehouse } = await openPackage(MINI));
});

type Slot = 'y2020' | 'y2021' | 'y2023' | 'pooled' | 'a' | 'bc';

const SLOT_SPECS: Readonly<Record<Slot, Pick<MetricValuesSpec, 'region' | 'years' | 'split'>>> = {
  y2020: { region: '0', years: { from: 2020, to: 2020 }, split: 'yearly' },
  y2021: { region: '0', years: { from: 2021, to: 2021 }, split: 'yearly' },
  y2023: { region: '0', years: { from: 2023, to: 2023 }, split: 'yearly' },
  pooled: { region: '0', years: ALL_YEARS, split: 'pooled' },
  a: { region: '110101001', years: ALL_YEARS, split: 'pooled' },
  bc: { region: '130102', years: ALL_YEARS, split: 'pooled' },
};

async function figures(
  spec: Pick<MetricValuesSpec, 'region' | 'years' | 'split'> & Partial<MetricValuesSpec>,
): Promise<ReadonlyMap<MetricId, MetricRow>> {
  const rows = await metricValues(warehouse, { metrics: METRIC_IDS, by: 'region', prose: true, ...spec });
  return new Map(rows.map((row) => [row.metric, row]));
}

function valueOf({ numerator, denominator }: HandFigure, per: number): number | null {
  if (numerator === null) return null;
  if (denominator === null) return numerator;
  return denominator === 0 ? null : (per * numerator) / denominator;
}

/** Townships of the region x years, and filed reports; a stock over several years counts the last one alone. */
const EXPECTED_REPORTS = { y2020: 3, y2021: 3, y2023: 3, pooled: 12, a: 4, bc: 8 } as const;
const FILED_REPORTS = { y2020: 3, y2021: 2, y2023: 3, pooled: 8, a: 3, bc: 5 } as const;
const OF_LAST_YEAR = { pooled: 3, a: 1, bc: 2 } as const;

function coverageOf(id: MetricId, slot: Slot) {
  const { forms, additivity } = METRICS[id];
  const [only] = forms;
  const notApplicable = forms.length === 1 && only !== undefined ? MINI_NOT_APPLICABLE[only] : undefined;
  if (additivity === 'not-over-years' && (slot === 'pooled' || slot === 'a' || slot === 'bc')) {
    const reports = OF_LAST_YEAR[slot];
    // In 2023 no report stands on form 2019.
    return { expected: reports, filed: reports, not_applicable: 0, as_of: 2023 };
  }
  return {
    expected: EXPECTED_REPORTS[slot],
    filed: FILED_REPORTS[slot],
    not_applicable: notApplicable?.[slot] ?? 0,
    as_of: null,
  };
}

const SLOTS: readonly Slot[] = ['y2020', 'y2021', 'y2023', 'pooled', 'a', 'bc'];

describe.each([true, false])('with prose %s', (prose) => {
  describe.each(SLOTS)('on mini, %s', (slot) => {
    let found: ReadonlyMap<MetricId, MetricRow>;
    beforeAll(async () => {
      found = await figures({ ...SLOT_SPECS[slot], prose });
    });

    it.each(METRIC_IDS)('%s equals the figure worked out by hand, with its coverage', (id) => {
      const hand: HandMetric = MINI_EXPECTED[id];
      const expected = (prose ? undefined : hand.tableOnly?.[slot]) ?? hand[slot];
      // Without prose no report can count as from prose.
      const from_prose = prose ? expected.from_prose : 0;
      expect(found.get(id)).toEqual({
        metric: id,
        value: near(valueOf(expected, hand.per ?? 1)),
        region_code: SLOT_SPECS[slot].region,
        year: SLOT_SPECS[slot].split === 'yearly' ? SLOT_SPECS[slot].years.from : null,
        numerator: expected.numerator,
        denominator: expected.denominator,
        stated: expected.stated,
        from_prose,
        ...coverageOf(id, slot),
      });
    });
  });
});

describe('regions and years', () => {
  const ids = (rows: readonly MetricRow[]) => rows.map(({ region_code, year }) => `${region_code} ${year}`);
  const permits = (spec: Partial<MetricValuesSpec>) =>
    metricValues(warehouse, {
      metrics: ['permits'],
      region: '0',
      by: 'region',
      years: ALL_YEARS,
      split: 'pooled',
      prose: true,
      ...spec,
    });

  it('gives one row for a region and all its years taken together', async () => {
    expect(ids(await permits({}))).toEqual(['0 null']);
    expect(ids(await permits({ region: '130102' }))).toEqual(['130102 null']);
  });

  it('gives a row for every year, also one that nobody reported on', async () => {
    const rows = await permits({ region: '13', split: 'yearly' });
    expect(ids(rows)).toEqual(['13 2020', '13 2021', '13 2022', '13 2023']);
    expect(rows.map(({ value }) => value)).toEqual([5, 7, null, 9]);
    expect(rows.map(({ stated, filed, expected }) => [stated, filed, expected])).toEqual([
      [2, 2, 2], // 5 + 0
      [1, 1, 2], // 7; 丙 did not file
      [0, 0, 2],
      [2, 2, 2], // 0 + prose 9
    ]);
  });

  it('does not add the 1000 permits of a county to those of its townships', async () => {
    for (const region of ['0', '13', '1301', '130102']) {
      const rows = await permits({ region, split: 'yearly', years: { from: 2021, to: 2021 } });
      expect(rows.map(({ value, filed }) => [value, filed])).toEqual([region === '0' ? [27, 2] : [7, 1]]);
    }
  });

  it.each([
    ['0', ['11', '13']],
    ['11', ['110101']], // a municipality's districts stand directly below it
    ['1101', ['110101']],
    ['110101', ['110101001']],
    ['13', ['1301']],
    ['1301', ['130102']],
    ['130102', ['130102001', '130102002']],
  ])('lists the regions below %s', async (region, children) => {
    const pooled = await permits({ region, by: 'children' });
    expect(ids(pooled)).toEqual(children.map((code) => `${code} null`));
    const yearly = await permits({ region, by: 'children', split: 'yearly' });
    expect(ids(yearly)).toEqual(
      children.flatMap((code) => [2020, 2021, 2022, 2023].map((y) => `${code} ${y}`)),
    );
  });

  it('lists a township that states nothing, with no value', async () => {
    const rows = await permits({ region: '130102', by: 'children', years: { from: 2021, to: 2021 } });
    expect(rows.map(({ region_code, value, stated, filed }) => [region_code, value, stated, filed])).toEqual([
      ['130102001', 7, 1, 1],
      ['130102002', null, 0, 0],
    ]);
  });

  it('gives the same figures for a township and for the regions it is alone in', async () => {
    const [alone] = await permits({ region: '110101001' });
    for (const region of ['11', '1101', '110101']) {
      expect(await permits({ region })).toEqual([{ ...alone, region_code: region }]);
    }
  });

  it('refuses to list regions below a township', async () => {
    await expect(permits({ region: '110101001', by: 'children' })).rejects.toThrow('no regions below');
  });

  it.each(['99', '9901', '130199', '130102999'])(
    'gives no row for region %s, which does not exist',
    async (region) => {
      expect(await permits({ region })).toEqual([]);
      expect(await permits({ region, split: 'yearly' })).toEqual([]);
    },
  );

  it.each(['99', '9901', '130199'])('lists nothing below region %s, which does not exist', async (region) => {
    expect(await permits({ region, by: 'children' })).toEqual([]);
  });

  it.each([
    { from: 1900, to: 1999 },
    { from: 2023, to: 2020 },
    { from: 2024, to: 9999 },
  ])('gives no row for years nobody reported on, $from-$to', async (years) => {
    expect(await permits({ years })).toEqual([]);
    expect(await permits({ years, split: 'yearly', by: 'children' })).toEqual([]);
  });

  it.each([
    "13' OR '1'='1",
    "'; DROP TABLE mart_report_year; --",
    '130102001-2020',
    '１３',
    '13\n',
    ' 13',
    '',
    '$region',
    '1e1',
    '-1',
  ])('refuses %j as a region code', async (region) => {
    await expect(permits({ region })).rejects.toThrow(RangeError);
    await expect(permits({ region, by: 'children' })).rejects.toThrow(RangeError);
  });

  it.each([Number.NaN, Number.POSITIVE_INFINITY, 2021.5, -0, -1, 2 ** 53])(
    'is unhurt by %d as a year: it answers or refuses',
    async (year) => {
      const asked = [
        { from: year, to: year },
        { from: 2020, to: year },
      ].map((years) => permits({ years, split: 'yearly' }));
      const refusals = (await Promise.allSettled(asked)).flatMap((answer): unknown[] =>
        answer.status === 'rejected' ? [answer.reason] : [],
      );
      expect(refusals.filter((reason) => !(reason instanceof EngineError))).toEqual([]);
      expect(await permits({})).toMatchObject([{ value: 91 }]);
    },
  );

  it('answers for no metric at all', async () => {
    expect(await permits({ metrics: [] })).toEqual([]);
  });
});

describe('stocks', () => {
  const inForce = (years: MetricValuesSpec['years'], split: 'pooled' | 'yearly' = 'pooled') =>
    metricValues(warehouse, {
      metrics: ['documents_in_force'],
      region: '0',
      by: 'region',
      years,
      split,
      prose: true,
    });

  it('stand for the last year chosen, and say which', async () => {
    expect(await inForce({ from: 2020, to: 2021 })).toMatchObject([{ value: 8, as_of: 2021, expected: 3 }]);
    expect(await inForce({ from: 2020, to: 2023 })).toMatchObject([{ value: 5, as_of: 2023, expected: 3 }]);
  });

  it('are missing when the last year chosen is, not taken from an earlier one', async () => {
    expect(await inForce({ from: 2020, to: 2022 })).toMatchObject([
      { value: null, stated: 0, filed: 0, expected: 3, as_of: 2022 },
    ]);
  });

  it('need no such mark for a single year', async () => {
    expect(await inForce({ from: 2021, to: 2021 })).toMatchObject([{ value: 8, as_of: null }]);
    const yearly = await inForce({ from: 2020, to: 2023 }, 'yearly');
    expect(yearly.map(({ value, as_of }) => [value, as_of])).toEqual([
      [null, null],
      [8, null],
      [null, null],
      [5, null],
    ]);
  });
});

describe('ratios', () => {
  it('pair the same reports on both sides: 35 %, where unequal sets give 16.7 %', async () => {
    const [row] = await metricValues(warehouse, {
      metrics: ['grant_rate'],
      region: '130102',
      by: 'region',
      years: ALL_YEARS,
      split: 'pooled',
      prose: true,
    });
    // 乙 2020 3/10 and 2021 4/10; 乙 2023 handled 22, granted empty; 丙 2023 granted 0, handled not captured
    expect(row).toMatchObject({ numerator: 7, denominator: 20, stated: 2 });
    expect(row?.value).toBeCloseTo(0.35, 12);
    expect(row?.value).not.toBeCloseTo((3 + 4 + 0) / (10 + 10 + 22), 3);
  });
});

/** What holds for every figure, whatever its value. */
function isConsistent(row: MetricRow, prose: boolean): boolean {
  const { formula, prose: allowed } = METRICS[row.metric];
  return (
    row.stated <= row.expected &&
    row.from_prose <= row.stated &&
    row.filed <= row.expected &&
    row.not_applicable <= row.filed &&
    (row.numerator === null) === (row.stated === 0) &&
    (row.value === null || row.stated > 0) &&
    (formula.kind === 'ratio' || row.denominator === null) &&
    ((prose && allowed) || row.from_prose === 0)
  );
}

describe.each(['0', '11', '13', '1101', '1301', '110101', '130102', '110101001'])(
  'in region %s',
  (region) => {
    const bys = region.length === 9 ? (['region'] as const) : (['region', 'children'] as const);
    it.each(
      bys.flatMap((by) =>
        (['pooled', 'yearly'] as const).flatMap((split) =>
          [true, false].map((prose) => ({ by, split, prose })),
        ),
      ),
    )('every metric binds and runs by $by, $split, prose $prose', async ({ by, split, prose }) => {
      const rows = await metricValues(warehouse, {
        metrics: METRIC_IDS,
        region,
        by,
        years: ALL_YEARS,
        split,
        prose,
      });
      expect(new Set(rows.map(({ metric }) => metric))).toEqual(new Set(METRIC_IDS));
      expect(rows.filter((row) => !isConsistent(row, prose))).toEqual([]);
    });
  },
);

describe('one metric', () => {
  const spec = { region: '0', by: 'region', years: ALL_YEARS, split: 'yearly', prose: true } as const;
  let all: readonly MetricRow[];
  beforeAll(async () => {
    all = await metricValues(warehouse, { ...spec, metrics: METRIC_IDS });
  });

  it.each(METRIC_IDS)('%s alone is the same as among all', async (metric) => {
    const alone = await metricValues(warehouse, { ...spec, metrics: [metric] });
    expect(alone).toEqual(all.filter((row) => row.metric === metric));
  });
});

describe('sums over regions', () => {
  const SUMS = METRIC_IDS.filter((id) => METRICS[id].formula.kind === 'sum');

  it.each(['0', '11', '13', '1301', '130102'])(
    'every count of region %s is the sum over the regions below it',
    async (region) => {
      const spec = { metrics: SUMS, region, years: ALL_YEARS, split: 'yearly', prose: true } as const;
      const whole = await metricValues(warehouse, { ...spec, by: 'region' });
      const parts = await metricValues(warehouse, { ...spec, by: 'children' });
      expect(whole).toHaveLength(4 * SUMS.length);
      const added = whole.map((row) => {
        const below = parts.filter(({ metric, year }) => metric === row.metric && year === row.year);
        const known = below.flatMap(({ value }) => (value === null ? [] : [value]));
        const total = (part: 'stated' | 'from_prose' | 'expected' | 'filed' | 'not_applicable') =>
          below.reduce((sum, figure) => sum + figure[part], 0);
        const value = known.length === 0 ? null : known.reduce((a, b) => a + b, 0);
        return {
          ...row,
          value,
          numerator: value,
          stated: total('stated'),
          from_prose: total('from_prose'),
          expected: total('expected'),
          filed: total('filed'),
          not_applicable: total('not_applicable'),
        };
      });
      expect(whole).toEqual(added);
    },
  );
});
