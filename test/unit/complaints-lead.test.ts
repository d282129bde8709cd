import { describe, expect, it } from 'vitest';
import type { MetricId } from '#metrics/registry.ts';
import { complaintsLead } from '#pages/complaints/complaints-lead.ts';
import type { MetricRow } from '#queries/metric-row.ts';

const years = { from: 2023, to: 2023 };

function given(metric: MetricId, row: Partial<MetricRow>): MetricRow {
  return {
    metric,
    region_code: '13',
    year: null,
    value: null,
    numerator: null,
    denominator: null,
    stated: 0,
    from_prose: 0,
    expected: 100,
    filed: 40,
    not_applicable: 0,
    as_of: null,
    ...row,
  };
}

const lead = (rows: readonly MetricRow[], language: 'zh' | 'en' = 'zh') =>
  complaintsLead({ place: '河北省', years, rows }, language);

describe('the lead of the complaints page', () => {
  it('says how many cases from how many reports, and how many closed ones were corrected', () => {
    const rows = [
      given('reconsiderations', { value: 60, numerator: 60, stated: 30 }),
      given('lawsuits', { value: 11, numerator: 11, stated: 28 }),
      given('reconsideration_correction_rate', { value: 0.3, numerator: 15, denominator: 50, stated: 29 }),
      given('lawsuit_loss_rate', { value: 0.1, numerator: 1, denominator: 10, stated: 28 }),
    ];
    // Wilson 95 %: 15 of 50 is 19.1 to 43.8 %, 1 of 10 is 1.8 to 40.4 %.
    expect(lead(rows)).toBe(
      '河北省2023 年：30 份年报写明行政复议，共 60 件；28 份年报写明行政诉讼，共 11 件。' +
        '审结的行政复议 50 件，纠正 15 件（30%，95% 区间 19.1%–43.8%）；审结的行政诉讼 10 件，纠正 1 件（10%，95% 区间 1.8%–40.4%），按 29 份有完整表格的年报计。',
    );
    expect(lead(rows, 'en')).toContain(
      'of 10 closed lawsuits, 1 corrected the body (10%, 95% interval 1.8%–40.4%)',
    );
  });

  it('says that only few reports have the table, and that the rest give counts alone', () => {
    const rows = [
      given('reconsiderations', { value: 80, numerator: 80, stated: 25, from_prose: 24 }),
      given('lawsuits', { value: 5, numerator: 5, stated: 18, from_prose: 17 }),
      given('reconsideration_correction_rate', { numerator: 0, denominator: 0, stated: 1 }),
      given('lawsuit_loss_rate', { numerator: 0, denominator: 0, stated: 1 }),
    ];
    expect(lead(rows)).toBe(
      '河北省2023 年：25 份年报（其中 24 份取自正文）写明行政复议，共 80 件；18 份年报（其中 17 份取自正文）写明行政诉讼，共 5 件。' +
        '能算纠正率的，只有第四部分表格完整的 1 份年报：审结的行政复议 0 件；审结的行政诉讼 0 件。其余只有件数。',
    );
    expect(lead(rows, 'en')).toContain('Only 1 report has a usable table of section 4');
  });

  it('says that no rate can be worked out where no report has the table', () => {
    const rows = [
      given('reconsiderations', { value: 3, numerator: 3, stated: 2, from_prose: 2 }),
      given('lawsuits', {}),
    ];
    expect(lead(rows)).toBe(
      '河北省2023 年：2 份年报（都取自正文）写明行政复议，共 3 件；没有一份年报写明行政诉讼多少件。没有一份年报的第四部分表格可用，结果怎样无从得知，纠正率算不出来。',
    );
    expect(lead(rows, 'en')).toContain('2 reports, all in prose, state 3 reconsiderations');
  });

  it('an unknown count is never said as 0', () => {
    expect(lead([])).toBe('河北省2023 年：没有一份年报写明行政复议多少件；没有一份年报写明行政诉讼多少件。');
    expect(lead([], 'en')).not.toMatch(/\b0\b/);
  });

  it('a known 0 is said as 0', () => {
    const rows = [given('reconsiderations', { value: 0, numerator: 0, stated: 3 })];
    expect(lead(rows)).toContain('3 份年报写明行政复议，共 0 件');
  });
});
