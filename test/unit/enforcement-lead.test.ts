import { describe, expect, it } from 'vitest';
import { type EnforcementLeadInput, enforcementLead } from '#pages/enforcement/lead.ts';
import { row } from '../charts/support/rows.ts';

const nation: EnforcementLeadInput = {
  place: '全国',
  township: false,
  years: { from: 2023, to: 2023 },
  rows: [
    row(1_234, { metric: 'permits', stated: 30, from_prose: 12, expected: 41_352, filed: 75 }),
    row(0, { metric: 'penalties', stated: 1, expected: 41_352, filed: 75 }),
    row(null, { metric: 'coercions', stated: 0, expected: 41_352, filed: 75 }),
  ],
};
const township: EnforcementLeadInput = {
  place: '其中口乡',
  township: true,
  years: { from: 2023, to: 2023 },
  rows: [
    row(31, { metric: 'permits', from_prose: 1 }),
    row(0, { metric: 'penalties' }),
    row(null, { metric: 'coercions', filed: 1 }),
  ],
};

describe('the first sentence on permits and penalties', () => {
  it('says what is stated, on how many reports, and what no report states', () => {
    expect(enforcementLead(nation, 'zh')).toBe(
      '2023 年，全国乡镇街道的年报写明：行政许可 1,234 件（30 份年报，其中 12 份取自正文）、行政处罚 0 件（1 份年报）；没有一份写明行政强制；应有年报 41,352 份，收录 75 份；没有收录或没有写明的不是 0。',
    );
    expect(enforcementLead({ ...nation, place: 'China' }, 'en')).toBe(
      'For 2023, reports of the townships of China state: Permits 1,234 cases (30 reports, 12 of them in prose), Penalties 0 cases (1 report); none states coercive measures; 75 of the 41,352 reports due are held; what is not held or not stated is not 0.',
    );
  });

  it('of one township: no count of reports, the prose is named', () => {
    expect(enforcementLead(township, 'zh')).toBe(
      '2023 年，其中口乡的年报写明：行政许可 31 件（取自正文）、行政处罚 0 件；没有写明行政强制。',
    );
    expect(enforcementLead(township, 'en')).toBe(
      'For 2023, the report of 其中口乡 states: Permits 31 cases (from the prose), Penalties 0 cases; it does not state coercive measures.',
    );
  });

  it('without a report says that nothing is known, and no 0', () => {
    const rows = nation.rows.map((each) => ({ ...each, value: null, stated: 0, from_prose: 0, filed: 0 }));
    expect(enforcementLead({ ...nation, rows }, 'zh')).toBe(
      '没有收录全国2023 年的年报，许可、处罚和强制有多少不知道。',
    );
  });

  it('with reports that state none of the three says so', () => {
    const rows = nation.rows.map((each) => ({ ...each, value: null, stated: 0, from_prose: 0 }));
    expect(enforcementLead({ ...nation, rows }, 'zh')).toBe(
      '2023 年，收录的 75 份全国乡镇街道年报没有一份写明许可、处罚或强制的数量；应有年报 41,352 份，收录 75 份；没有收录或没有写明的不是 0。',
    );
  });
});
