/** Made-up rows in every state a component can be in; regions are the real list. */
import Papa from 'papaparse';
import type { PackageEntry } from '#components/package-entry.ts';
import type { MetricId } from '#metrics/registry.ts';
import type { DataIssue } from '#model/data-issue.ts';
import { REGION_LEVELS, type Region, TOWNSHIP_KINDS } from '#model/region.ts';
import type { ChangeRow } from '#queries/change.ts';
import type { MetricRow } from '#queries/metric-row.ts';
import regionsCsv from '../../../data/regions.csv?raw';

export const REGIONS: readonly Region[] = Papa.parse<Record<keyof Region, string>>(regionsCsv, {
  header: true,
  skipEmptyLines: true,
}).data.map((record) => ({
  code: record.code,
  name: record.name,
  level: REGION_LEVELS.find((level) => level === record.level) ?? 'township',
  parent_code: record.parent_code || null,
  kind: TOWNSHIP_KINDS.find((kind) => kind === record.kind) ?? null,
}));

export const PACKAGES: readonly [PackageEntry, PackageEntry] = [
  {
    path: 'data',
    name: 'township-disclosure-sample',
    title: { zh: '乡镇政府信息公开年报样本，2019—2025', en: 'Sample of townships’ reports, 2019–2025' },
    synthetic: false,
    reports: 508,
  },
  {
    path: 'packages/synthetic-nation',
    name: 'synthetic-nation',
    title: { zh: '合成数据：全国', en: 'Synthetic nation' },
    synthetic: true,
    reports: 287_000,
  },
];

export function row(metric: MetricId, patch: Partial<MetricRow> = {}): MetricRow {
  return {
    metric,
    region_code: '13',
    year: 2023,
    value: 123_456,
    numerator: 123_456,
    denominator: null,
    stated: 33,
    from_prose: 0,
    expected: 41_352,
    filed: 82,
    not_applicable: 0,
    as_of: null,
    ...patch,
  };
}

export function change(metric: MetricId, value: number | null, before: number | null, pairs = 9): ChangeRow {
  return { metric, year: 2023, value, value_before: before, pairs };
}

export const ISSUES: readonly DataIssue[] = Array.from({ length: 1204 }, (_, index) => ({
  code: 'value-type',
  severity: index % 7 === 3 ? 'warning' : 'error',
  file: index === 0 ? 'reviews.csv' : 'applications.csv',
  line: index === 0 ? null : index + 2,
  column: index === 0 ? null : 'natural_person',
  value: index === 0 ? null : index % 5 === 0 ? '<b>十二</b>'.repeat(1 + (index % 3)) : '十二',
  message:
    index === 0
      ? { zh: '文件是空的。', en: 'The file is empty.' }
      : { zh: '应为不小于 0 的整数。', en: 'Must be a whole number, 0 or more.' },
}));

export interface TownshipRow {
  readonly code: string;
  readonly name: string;
  readonly kind: string;
  readonly permits: number | null;
  readonly rate: number | null;
}

/** Repeatable stand-ins for real figures: a few missing, many zeros. */
export const TOWNSHIPS: readonly TownshipRow[] = REGIONS.filter(({ level }) => level === 'township')
  .slice(0, 1500)
  .map((region, index) => ({
    code: region.code,
    name: region.name,
    kind: region.kind ?? '',
    permits: index % 4 === 1 ? null : (index * 7919) % 997,
    rate: index % 3 === 2 ? null : ((index * 31) % 101) / 100,
  }));
