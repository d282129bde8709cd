import { describe, expect, it } from 'vitest';
import { type ApplicationsLeadInput, applicationsLead } from '#pages/applications/lead.ts';
import { rate, row } from '../charts/support/rows.ts';

const span = { expected: 289_464, filed: 508 };
const sample: ApplicationsLeadInput = {
  place: '全国',
  township: false,
  years: { from: 2019, to: 2025 },
  received: row(1_236, { metric: 'applications_new', stated: 428, from_prose: 404, ...span }),
  withoutAny: rate('zero_application_share', 291, 428, { stated: 428, ...span }),
  handled: row(88, { metric: 'applications_handled', stated: 7, ...span }),
  disclosed: row(null, { metric: 'disclosure_rate', stated: 0, ...span }),
  section3: { reports: 508, section3_whole: 0, section3_partial: 24 },
};

describe('the first sentences on applications', () => {
  it('say how many reports state them, how many state none, and that outcomes were hardly read', () => {
    expect(applicationsLead(sample, 'zh')).toBe(
      '2019–2025 年，全国乡镇街道有 428 份年报（其中 404 份取自正文）写明新收申请，共 1,236 件，其中 291 份一件也没有（68%）；应有年报 289,464 份，收录 508 份。申请表没有一份整张读到，只有 24 份读到一部分，所以申请怎样办结，这里只能说到写明的那几项。',
    );
    expect(applicationsLead({ ...sample, place: 'China' }, 'en')).toBe(
      'For 2019–2025, 428 reports (404 of them in prose) of the townships of China state 1,236 new applications in total; 291 of them (68%) state none at all. Of 289,464 reports due, 508 are held. No table of applications was read whole and 24 were read in part, so how they ended can only be told for the rows that are stated.',
    );
  });

  it('with outcomes say how many were handled and what share got information', () => {
    const input: ApplicationsLeadInput = {
      ...sample,
      disclosed: rate('disclosure_rate', 2_700, 5_595, { stated: 1_636, ...span }),
      section3: { reports: 508, section3_whole: 1_630, section3_partial: 20 },
    };
    expect(applicationsLead(input, 'zh')).toContain(
      '写明结果的 1,636 份年报办结 5,595 件，48.3% 得到全部或部分信息。',
    );
  });

  it('where all that report state 0 say so, rather than a share of 100 %', () => {
    const input: ApplicationsLeadInput = {
      ...sample,
      received: row(0, { stated: 5, ...span }),
      withoutAny: rate('zero_application_share', 5, 5, { stated: 5, ...span }),
    };
    expect(applicationsLead(input, 'zh')).toContain('5 份年报写明新收申请，全部是 0 件；');
  });

  it('without a number say that none is stated; without a report that nothing is known', () => {
    const silent = { ...sample, received: row(null, { stated: 0, ...span }) };
    expect(applicationsLead(silent, 'zh')).toContain('的年报收录了 508 份，没有一份写明收到多少申请');
    const unfiled = { ...sample, received: row(null, { ...span, filed: 0 }) };
    expect(applicationsLead(unfiled, 'zh')).toBe('没有收录全国2019–2025 年的年报，收到多少申请不知道。');
  });

  it('of one report whose table was read in part or not at all say that', () => {
    const one = (section3_partial: number) =>
      applicationsLead(
        {
          ...sample,
          place: '其中口乡',
          township: true,
          received: row(0, {}),
          section3: { reports: 1, section3_whole: 0, section3_partial },
        },
        'zh',
      );
    expect(one(1)).toContain('申请表只读到一部分，申请怎样办结只能说到写明的那几项。');
    expect(one(0)).toContain('申请表没有读到，申请怎样办结不知道。');
  });

  it('of one township: its report, and a whole table of zeros has no rate', () => {
    const one: ApplicationsLeadInput = {
      ...sample,
      place: '其中口乡',
      township: true,
      years: { from: 2023, to: 2023 },
      received: row(0, {}),
      withoutAny: rate('zero_application_share', 1, 1),
      handled: row(0, {}),
      section3: { reports: 1, section3_whole: 1, section3_partial: 0 },
    };
    expect(applicationsLead(one, 'zh')).toBe(
      '2023 年，其中口乡的年报写明新收申请 0 件。没有办结的申请，谈不上公开率。',
    );
    expect(applicationsLead({ ...one, received: row(1, { from_prose: 1 }) }, 'en')).toBe(
      'The report of 其中口乡 for 2023 states 1 new application (from the prose). None was handled, so there is no disclosure rate.',
    );
  });
});
