import { createElement, Fragment } from 'react';
import { describe, expect, it } from 'vitest';
import type { DataColumn } from '#components/data-table.tsx';
import { createRegionTree } from '#components/region-tree.ts';
import { type FileSurroundings, figureFileOf, type ShownFigure, textOfNode } from '#figures/figure-file.ts';
import { metricColumns, yearColumn } from '#figures/metric-columns.ts';
import type { MetricId } from '#metrics/registry.ts';
import type { Language } from '#model/bilingual.ts';
import type { Region } from '#model/region.ts';
import type { MetricRow } from '#queries/metric-row.ts';

const REGIONS: readonly Region[] = [
  { code: '13', name: '河北省', level: 'province', parent_code: null, kind: null, sort_key: 1 },
  { code: '1306', name: '保定市', level: 'prefecture', parent_code: '13', kind: null, sort_key: 2 },
  { code: '130623', name: '涞水县', level: 'county', parent_code: '1306', kind: null, sort_key: 3 },
] as unknown as readonly Region[];

function around(language: Language, patch: Partial<FileSurroundings> = {}): FileSurroundings {
  return {
    language,
    tree: createRegionTree(REGIONS),
    region: '130623',
    years: { from: 2023, to: 2023 },
    prose: true,
    origin: {
      title: { zh: '样本', en: 'Sample' },
      version: '1.0.0',
      synthetic: false,
      files: [],
      sources: [],
      licences: [],
    },
    source: '样本',
    link: 'https://example.org/#/',
    ...patch,
  };
}

function row(
  metric: MetricId,
  year: number,
  value: number | null,
  patch: Partial<MetricRow> = {},
): MetricRow {
  return {
    metric,
    region_code: '130623',
    year,
    value,
    numerator: value,
    denominator: null,
    stated: value === null ? 0 : 1,
    from_prose: 0,
    expected: 18,
    filed: value === null ? 0 : 1,
    not_applicable: 0,
    as_of: null,
    ...patch,
  };
}

function trend(
  metrics: readonly MetricId[],
  rows: readonly MetricRow[],
  language: Language = 'zh',
  sort: ShownFigure<MetricRow>['sort'] = null,
): ShownFigure<MetricRow> {
  return {
    id: 'trend',
    title: '标题',
    subtitle: '说明',
    columns: [yearColumn(language, true), ...metricColumns(metrics, language)],
    rows,
    sort,
    notes: [],
  };
}

const valuesOf = (shown: ShownFigure<MetricRow>, language: Language = 'zh') =>
  figureFileOf(shown, around(language)).rows.map((cells) => cells[1]);

describe('the file of a figure', () => {
  it('has years as numbers, and a missing value with the reason the table gives', () => {
    const rows = [row('permits', 2022, null), row('permits', 2023, 0)];
    expect(
      figureFileOf(trend(['permits'], rows), around('zh')).rows.map((cells) => cells.slice(0, 2)),
    ).toEqual([
      [
        { kind: 'number', value: 2022 },
        { kind: 'missing', reason: '没有收录这一年的年报' },
      ],
      [
        { kind: 'number', value: 2023 },
        { kind: 'number', value: 0, unit: 'cases' },
      ],
    ]);
  });

  it('stands in the order shown: by the column sorted, missing values last either way', () => {
    const rows = [row('permits', 2021, 3), row('permits', 2022, null), row('permits', 2023, 7)];
    const years = (descending: boolean) =>
      figureFileOf(trend(['permits'], rows, 'zh', { column: 'value', descending }), around('zh')).rows.map(
        ([cell]) => (cell?.kind === 'number' ? cell.value : null),
      );
    expect(years(true)).toEqual([2023, 2021, 2022]);
    expect(years(false)).toEqual([2021, 2023, 2022]);
  });

  it('has money in the unit the table shows: 万元 in Chinese, yuan in English', () => {
    const rows = [row('fees', 2023, 0.3)];
    expect(valuesOf(trend(['fees'], rows))).toEqual([
      { kind: 'number', value: 0.3, unit: 'ten_thousand_yuan' },
    ]);
    expect(valuesOf(trend(['fees'], rows, 'en'), 'en')).toEqual([
      { kind: 'number', value: 3000, unit: 'ten_thousand_yuan' },
    ]);
  });

  it('has no binary dust', () => {
    expect(valuesOf(trend(['fees'], [row('fees', 2023, 0.1 + 0.2)]))).toMatchObject([{ value: 0.3 }]);
  });

  it('names place, years of the rows, metrics and the prose switch', () => {
    const rows = [row('permits', 2019, 1), row('permits', 2025, 2)];
    expect(figureFileOf(trend(['permits'], rows), around('zh', { prose: false })).filters).toEqual([
      { label: '地区', text: '河北省 › 保定市 › 涞水县（130623）' },
      { label: '年份', text: '2019–2025 年' },
      { label: '指标', text: '行政许可' },
      { label: '正文数字', text: '不采用' },
    ]);
  });

  it('takes the years of the view where rows have none', () => {
    const [{ year: _, ...pooled }] = [row('permits', 2023, 1)];
    const file = figureFileOf(trend(['permits'], [{ ...pooled, year: null }]), around('zh'));
    expect(file.filters[1]).toEqual({ label: '年份', text: '2023 年' });
  });

  it('defines each metric it shows, once', () => {
    const rows = [row('permits', 2022, 1), row('permits', 2023, 1), row('penalties', 2023, 1)];
    const { definitions } = figureFileOf(trend(['permits', 'penalties'], rows), around('zh'));
    expect(definitions.map(({ name }) => name)).toEqual(['行政许可', '行政处罚']);
    expect(definitions[0]?.forms).toContain('2019');
  });

  it('says on how many reports each row rests', () => {
    const { coverage } = figureFileOf(
      trend(['permits'], [row('permits', 2023, 1, { from_prose: 1 })]),
      around('zh'),
    );
    expect(coverage).toEqual([
      { row: '2023', stated: 1, expected: 18, filed: 1, notApplicable: 0, fromProse: 1 },
    ]);
  });

  it('is named for place, metric, kind and years; synthetic ones say so', () => {
    const shown = { ...trend(['permits'], [row('permits', 2023, 1)]), id: 'complaints-ranking' };
    expect(figureFileOf(shown, around('zh')).nameParts).toEqual([
      '乡镇公开',
      '涞水县',
      '行政许可',
      '排序',
      '2023',
    ]);
    const origin = { ...around('zh').origin, synthetic: true };
    expect(figureFileOf(shown, around('zh', { origin })).nameParts[1]).toBe('合成数据');
  });

  it('reads metric, year and coverage of a figure that a row wraps', () => {
    const columns: readonly DataColumn<{ readonly name: string; readonly row: MetricRow }>[] = [
      { id: 'region', header: '地区', kind: 'text', rowHeader: true, value: ({ name }) => name },
    ];
    const rows = [{ name: '涞水县', row: row('permits', 2021, 1) }];
    const file = figureFileOf({ ...trend(['permits'], []), columns, rows }, around('zh'));
    expect(file.definitions.map(({ name }) => name)).toEqual(['行政许可']);
    expect(file.coverage).toMatchObject([{ row: '涞水县', stated: 1, expected: 18 }]);
  });

  it('of something that is no metric says in its own words what it counts', () => {
    const columns: readonly DataColumn<{ readonly name: string }>[] = [
      { id: 'part', header: '部分', kind: 'text', value: ({ name }) => name },
    ];
    const file = figureFileOf({ ...trend([], []), columns, rows: [{ name: 'a' }] }, around('zh'));
    expect(file.definitions).toMatchObject([{ name: '标题', sentence: '说明' }]);
  });
});

describe('the words of a note', () => {
  it('are what it says without its marks; nothing else is made up', () => {
    const node = createElement(Fragment, null, '甲', createElement('b', null, '乙'), null, false, 3);
    expect(textOfNode(node)).toBe('甲乙3');
    expect(textOfNode(null)).toBe('');
  });
});
