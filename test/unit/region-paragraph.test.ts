import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CHANGE_METRICS,
  PARAGRAPH_METRICS,
  type ParagraphSpread,
  type RegionParagraphInput,
  regionParagraph,
  SPREAD_METRICS,
} from '#figures/region-paragraph-words.ts';
import { formatNumber, formatShare } from '#i18n/format.ts';
import type { Language } from '#model/bilingual.ts';
import { SECTION_STATUSES } from '#model/report.ts';
import type { ChangeRow } from '#queries/change.ts';
import type { MetricRow } from '#queries/metric-row.ts';

type Id = (typeof PARAGRAPH_METRICS)[number];

function row(metric: Id, given: Partial<MetricRow> = {}): MetricRow {
  const value = given.value ?? null;
  return {
    metric,
    region_code: '130623205',
    year: null,
    value,
    numerator: value,
    denominator: null,
    stated: value === null ? 0 : 1,
    from_prose: 0,
    expected: 1,
    filed: 1,
    not_applicable: 0,
    as_of: null,
    ...given,
  };
}

const count = (metric: Id, value: number | null, given: Partial<MetricRow> = {}) =>
  row(metric, { ...given, value });

const HELD = row('coverage', { value: 1, numerator: 1, denominator: 1, stated: 1 });

/** The report in `shared/reports`: section 2 and 4 whole, section 3 broken off. */
const QIZHONGKOU: RegionParagraphInput = {
  place: '其中口乡',
  township: true,
  years: { from: 2023, to: 2023 },
  rows: [
    HELD,
    count('permits', 33),
    count('penalties', 1),
    count('coercions', 0),
    count('applications_new', 0),
    count('applications_handled', null),
    row('disclosure_rate'),
    count('reconsiderations', 0),
    count('lawsuits', 0),
  ],
  changes: [],
  spreads: [],
  heldYears: [2023],
  sections: { 2: 'table', 3: 'partial', 4: 'table' },
};

const GROUP: RegionParagraphInput = {
  place: '顺平县',
  township: false,
  years: { from: 2023, to: 2023 },
  rows: [
    row('coverage', { value: 0.5, numerator: 9, denominator: 18, stated: 18, expected: 18, filed: 9 }),
    count('permits', 1234, { stated: 8, from_prose: 3, expected: 18, filed: 9 }),
    count('penalties', 0, { stated: 7, expected: 18, filed: 9 }),
    count('coercions', null, { expected: 18, filed: 9 }),
    count('applications_new', 25, { stated: 9, expected: 18, filed: 9 }),
    count('applications_handled', 20, { stated: 5, expected: 18, filed: 9 }),
    row('disclosure_rate', { value: 0.6, numerator: 12, denominator: 20, stated: 5, expected: 18, filed: 9 }),
    count('reconsiderations', 1, { stated: 1, expected: 18, filed: 9 }),
    count('lawsuits', 0, { stated: 1, expected: 18, filed: 9 }),
  ],
  changes: [
    { metric: 'permits', year: 2023, value: 40, value_before: 30, pairs: 6 },
    { metric: 'penalties', year: 2023, value: 9, value_before: 1, pairs: 4 },
    { metric: 'applications_new', year: 2023, value: 0, value_before: 0, pairs: 8 },
  ],
  spreads: [
    { metric: 'permits', median: 12.5, n: 8, zero: 0 },
    { metric: 'penalties', median: 0, n: 7, zero: 7 },
    { metric: 'applications_new', median: 0, n: 9, zero: 6 },
  ],
  heldYears: [2022, 2023],
  sections: null,
};

describe('the paragraph of a township', () => {
  it('tells decisions, applications and complaints, and what could not be read', () => {
    expect(regionParagraph(QIZHONGKOU, 'zh')).toBe(
      '其中口乡 2023 年作出行政许可 33 件、行政处罚 1 件，没有作出行政强制决定。没有收到信息公开申请。' +
        '没有因信息公开引起的行政复议和行政诉讼。申请办理部分只读到一部分，办结件数和公开了多少不详。',
    );
    expect(regionParagraph(QIZHONGKOU, 'en')).toBe(
      'In 2023 其中口乡 decided 33 permits, 1 penalty and no coercive measures. ' +
        'It received no applications for information. It faced no reconsiderations and no lawsuits over disclosure. ' +
        'The section on applications was read only in part: applications handled and how many led to disclosure unknown.',
    );
  });

  it('marks what comes from prose, zeros too', () => {
    const rows = [
      HELD,
      count('permits', 0, { from_prose: 1 }),
      count('penalties', 0),
      count('reconsiderations', 0, { from_prose: 1 }),
      count('lawsuits', 0, { from_prose: 1 }),
    ];
    const text = regionParagraph({ ...QIZHONGKOU, rows }, 'zh');
    expect(text).toContain('没有作出行政许可（取自正文）和行政处罚决定。');
    expect(text).toContain('没有因信息公开引起的行政复议和行政诉讼（取自正文）。');
    expect(regionParagraph({ ...QIZHONGKOU, rows }, 'en')).toContain(
      'no permits (stated in prose) and no penalties.',
    );
  });

  it('says what became of its applications', () => {
    const rows = [
      HELD,
      count('applications_new', 5, { from_prose: 1 }),
      count('applications_handled', 4),
      row('disclosure_rate', { value: 0.75, numerator: 3, denominator: 4, stated: 1 }),
    ];
    const text = regionParagraph({ ...QIZHONGKOU, rows }, 'zh');
    expect(text).toContain(
      '其中口乡 2023 年收到信息公开申请 5 件（取自正文），办结 4 件，其中 3 件得到全部或部分公开。',
    );
    expect(regionParagraph({ ...QIZHONGKOU, rows }, 'en')).toContain(
      'received 5 applications for information (stated in prose), concluded 4 and disclosed all or part in 3 of them.',
    );
  });

  it('names the change on the year before, and none where both years are 0', () => {
    const changes: ChangeRow[] = [
      { metric: 'permits', year: 2023, value: 33, value_before: 30, pairs: 1 },
      { metric: 'penalties', year: 2023, value: 1, value_before: 1, pairs: 1 },
      { metric: 'coercions', year: 2023, value: 0, value_before: 0, pairs: 1 },
      { metric: 'applications_new', year: 2023, value: null, value_before: null, pairs: 0 },
    ];
    const input = { ...QIZHONGKOU, changes };
    expect(regionParagraph(input, 'zh')).toContain(
      '与 2022 年相比，行政许可由 30 件变为 33 件，行政处罚同为 1 件。',
    );
    expect(regionParagraph(input, 'en')).toContain(
      'Against 2022: permits went from 30 to 33; the same number of penalties, 1.',
    );
  });

  it('says that no report is held, and for which years there is one', () => {
    const rows = [row('coverage', { value: 0, numerator: 0, denominator: 1, stated: 1, filed: 0 })];
    const none = { ...QIZHONGKOU, rows, sections: null };
    expect(regionParagraph({ ...none, heldYears: [2019, 2021] }, 'zh')).toBe(
      '这里没有收录其中口乡 2023 年的年报；没有收录不等于没有公布。收有年报的年份：2019和2021。',
    );
    expect(regionParagraph({ ...none, heldYears: [] }, 'en')).toBe(
      'No report of 其中口乡 for 2023 is held, which does not mean that none was published. Nor is one for any other year.',
    );
  });

  it('says so where a report is held and nothing of it was read', () => {
    const rows = [HELD, ...PARAGRAPH_METRICS.slice(1).map((metric) => row(metric))];
    const sections = { 2: 'not_captured', 3: 'not_captured', 4: 'not_captured' } as const;
    const text = regionParagraph({ ...QIZHONGKOU, rows, sections }, 'zh');
    expect(text).toContain('收有其中口乡 2023 年的年报，但');
    expect(text).toContain('复议诉讼部分未能读取，行政复议和行政诉讼不详。');
  });
});

describe('the paragraph of a county', () => {
  it('gives totals with the reports they rest on, and the middle report', () => {
    expect(regionParagraph(GROUP, 'zh')).toBe(
      '顺平县各乡镇街道 2023 年应有年报 18 份，这里收有 9 份（50%），下面的数只来自这些年报。' +
        '8 份写明行政许可（其中 3 份取自正文），合计 1,234 件，居中的一份 12.5 件；7 份写明行政处罚，都是 0 件。' +
        '9 份写明信息公开申请，合计 25 件，居中的一份 0 件，6 份是 0 件；5 份给出办理结果，共办结 20 件，其中 12 件得到全部或部分公开（60%）。' +
        '1 份写明行政复议，为 1 件；1 份写明行政诉讼，是 0 件。' +
        '只看两年都写明的乡镇街道，与 2022 年相比：行政许可由 30 件变为 40 件（6 个）。' +
        '没有一份写明的：行政强制。',
    );
  });

  it('compares only where enough townships give both years', () => {
    const few = GROUP.changes.map((change) => ({ ...change, pairs: 4 }));
    expect(regionParagraph({ ...GROUP, changes: few }, 'en')).not.toContain('against 2022');
  });

  it('gives no percentage of a handful of applications', () => {
    const rows = GROUP.rows.map((each) =>
      each.metric === 'disclosure_rate' ? { ...each, numerator: 3, denominator: 5 } : each,
    );
    expect(regionParagraph({ ...GROUP, rows }, 'en')).toContain(
      'of 5 concluded, all or part was disclosed in 3.',
    );
  });

  it('says so where the list has no townships', () => {
    const rows = [row('coverage', { expected: 0, filed: 0 })];
    expect(regionParagraph({ ...GROUP, rows }, 'zh')).toBe('地区名单上，顺平县没有乡镇街道。');
  });
});

const amount = fc.oneof(fc.constant(0), fc.constant(1), fc.integer({ min: 2, max: 2_000_000 }));

const metricRow = (metric: Id): fc.Arbitrary<MetricRow> =>
  fc
    .record({
      numerator: fc.option(amount),
      more: amount,
      filed: fc.integer({ min: 0, max: 3000 }),
      unfiled: fc.integer({ min: 0, max: 3000 }),
      statedShare: fc.double({ min: 0, max: 1, noNaN: true }),
      proseShare: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .map(({ numerator, more, filed, unfiled, statedShare, proseShare }) => {
      const rate = metric === 'disclosure_rate' || metric === 'coverage';
      const stated = numerator === null ? 0 : Math.max(1, Math.round(filed * statedShare));
      const denominator = rate && numerator !== null ? numerator + more : null;
      return row(metric, {
        numerator,
        denominator,
        value:
          numerator === null || denominator === 0 ? null : rate ? numerator / (denominator ?? 1) : numerator,
        stated,
        from_prose: Math.round(stated * proseShare),
        filed,
        expected: filed + unfiled,
      });
    });

const inputs: fc.Arbitrary<RegionParagraphInput> = fc
  .record({
    township: fc.boolean(),
    from: fc.integer({ min: 2019, max: 2025 }),
    more: fc.integer({ min: 0, max: 3 }),
    rows: fc.tuple(...PARAGRAPH_METRICS.map(metricRow)),
    given: fc.subarray([...PARAGRAPH_METRICS]),
    changes: fc.array(
      fc.record({
        metric: fc.constantFrom(...CHANGE_METRICS),
        value: fc.option(amount),
        value_before: fc.option(amount),
        pairs: fc.integer({ min: 0, max: 40 }),
      }),
      { maxLength: 4 },
    ),
    spreads: fc.array(
      fc.record({
        metric: fc.constantFrom(...SPREAD_METRICS),
        median: fc.option(fc.integer({ min: 0, max: 999 }).map((half) => half / 2)),
        n: fc.integer({ min: 0, max: 40 }),
        zero: fc.integer({ min: 0, max: 40 }),
      }),
      { maxLength: 3 },
    ),
    heldYears: fc.subarray([2019, 2020, 2021, 2022, 2023]),
    sections: fc.option(
      fc.record({
        2: fc.constantFrom(...SECTION_STATUSES),
        3: fc.constantFrom(...SECTION_STATUSES),
        4: fc.constantFrom(...SECTION_STATUSES),
      }),
    ),
  })
  .map(({ from, more, rows, given, changes, ...rest }) => ({
    ...rest,
    place: '甲乡',
    years: { from, to: from + more },
    rows: rows.filter(({ metric }) => metric === 'coverage' || given.includes(metric as Id)),
    changes: changes.map((change) => ({ ...change, year: from })),
  }));

/** Every number a clause may be made of, as the page writes it. */
function writtenNumbers(input: RegionParagraphInput, language: Language): ReadonlySet<string> {
  const counts = [
    ...input.rows.flatMap((each) => [
      each.value,
      each.numerator,
      each.denominator,
      each.stated,
      each.from_prose,
      each.expected,
      each.filed,
    ]),
    ...input.changes.flatMap(({ value, value_before, pairs }) => [value, value_before, pairs]),
    ...input.spreads.flatMap(({ median, n, zero }: ParagraphSpread) => [median, n, zero]),
  ].filter((value) => value !== null);
  const years = [
    input.years.from,
    input.years.to,
    ...input.heldYears,
    ...input.changes.map(({ year }) => year - 1),
  ];
  const shares = input.rows.map(({ value }) => formatShare(value, language));
  return new Set([
    ...counts.map((value) => formatNumber(value, language)),
    ...years.map(String),
    ...shares.map((share) => share.replace('%', '')),
  ]);
}

describe.each(['zh', 'en'] as const)('any paragraph in %s', (language) => {
  it('has no number but those it was given', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const written = writtenNumbers(input, language);
        const found = regionParagraph(input, language).match(/\d[\d,]*(?:\.\d+)?/g) ?? [];
        expect(found.map((text) => text.replace(/,$/, '')).filter((text) => !written.has(text))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it('never shows the inside of the program, and ends every sentence', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const text = regionParagraph(input, language);
        expect(text).not.toMatch(
          /undefined|null|NaN|Infinity|\[object|—|，，|；；|。。|，。|；。| {2}|\.\.|\(\)|（）/,
        );
        expect(text).toMatch(language === 'zh' ? /。$/ : /\.$/);
        expect(text).not.toBe('');
      }),
      { numRuns: 500 },
    );
  });
});
