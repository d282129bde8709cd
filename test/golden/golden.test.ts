/** Figures typed by a person from the CSV rows; see the README beside this file. */
import { readFileSync } from 'node:fs';
import Papa from 'papaparse';
import { beforeAll, describe, expect, it } from 'vitest';
import { isMetricId, METRICS, type MetricId } from '#metrics/registry.ts';
import { metricValues } from '#queries/metric-values.ts';
import type { Warehouse } from '#warehouse/warehouse.ts';
import { near } from '../support/near.ts';
import { openWarehouse } from '../support/warehouse.ts';

const DATA = new URL('../../data', import.meta.url).pathname;

interface GoldenLine {
  readonly line: number;
  readonly metric: MetricId;
  readonly region: string;
  readonly years: { readonly from: number; readonly to: number };
  readonly prose: boolean;
  /** null: must be missing. */
  readonly expected: number | null;
  readonly source: string;
  readonly note: string;
}

function readGolden(): readonly GoldenLine[] {
  const text = readFileSync(new URL('golden.csv', import.meta.url), 'utf8');
  const { data, errors } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: true });
  if (errors.length > 0) throw new Error(`golden.csv: ${errors[0]?.message}`);
  return data.map((row, i) => {
    const { metric = '', region = '', year = '', prose = '', expected = '', source = '', note = '' } = row;
    const line = i + 2;
    const [from = Number.NaN, to = from] = year.split('-').map(Number);
    const [numerator = Number.NaN, denominator = 1] = expected.split('/').map(Number);
    if (
      !isMetricId(metric) ||
      !Number.isInteger(from) ||
      !Number.isInteger(to) ||
      !/^(on|off)$/.test(prose)
    ) {
      throw new Error(`golden.csv:${line} cannot be read`);
    }
    return {
      line,
      metric,
      region,
      years: { from, to },
      prose: prose === 'on',
      expected: expected === '' ? null : numerator / denominator,
      source,
      note,
    };
  });
}

const GOLDEN = readGolden();

let warehouse: Warehouse;
beforeAll(async () => {
  warehouse = await openWarehouse(DATA);
});

describe('golden figures', () => {
  it('are many, cover every topic and hold missing ones, zeros and others', () => {
    expect(GOLDEN.length).toBeGreaterThanOrEqual(45);
    expect(new Set(GOLDEN.map(({ metric }) => METRICS[metric].topic))).toEqual(
      new Set(['enforcement', 'applications', 'complaints', 'quality']),
    );
    expect(GOLDEN.filter(({ expected }) => expected === null).length).toBeGreaterThan(10);
    expect(GOLDEN.filter(({ expected }) => expected === 0).length).toBeGreaterThan(8);
    expect(GOLDEN.filter(({ expected }) => (expected ?? 0) > 0).length).toBeGreaterThan(25);
  });

  it.each(GOLDEN)(
    'golden.csv:$line $metric of $region in $years.from-$years.to is $expected ($note)',
    async ({ metric, region, years, prose, expected }) => {
      const rows = await metricValues(warehouse, {
        metrics: [metric],
        region,
        by: 'region',
        years,
        split: 'pooled',
        prose,
      });
      expect(rows.map(({ value }) => value)).toEqual([near(expected)]);
    },
  );
});
