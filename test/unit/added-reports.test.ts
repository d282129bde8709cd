import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readAddedReports } from '#sources/added-reports.ts';

const CODES = ['13', '1306', '130623', '130623205', '130623206'];
const REPORTS = 'report_id,region_code,year,template,issuer,section2,section3,section4';
const report = (code: string, year: number) =>
  `${code}-${year},${code},${year},2021,,partial,not_captured,table`;
const file = (name: string, ...lines: readonly string[]) => ({
  name,
  content: new TextEncoder().encode(lines.join('\n')),
});
const codes = ({ issues }: Awaited<ReturnType<typeof readAddedReports>>) =>
  issues.map(({ file: at, line, code }) => [at, line, code].filter((part) => part !== null).join(' '));

describe('files of added reports', () => {
  it('are known by their header, whatever they are called, and several make one table', async () => {
    const added = await readAddedReports(
      [
        file(
          '第四部分',
          'report_id,channel,upheld,corrected,other,pending,total',
          '130623205-2024,direct_suit,0,0,0,0,0',
        ),
        file('a.csv', REPORTS, report('130623205', 2024)),
        {
          name: 'b.csv.gz',
          content: new Uint8Array(gzipSync(`\uFEFF${REPORTS}\r\n${report('130623206', 2024)}\r\n`)),
        },
        file('2.csv', 'report_id,item,measure,value,unit', '130623206-2024,permit,decisions,3,'),
        file('3.csv', 'report_id,outcome,natural_person,company,research,ngo,legal_service,other_org,total'),
      ],
      CODES,
    );
    // The columns that a file may leave out, and nothing else.
    expect(new Set(codes(added))).toEqual(new Set(['a.csv 1 column-missing', 'b.csv.gz 1 column-missing']));
    expect(added.usable).toBe(true);
    expect(added.reports).toEqual([
      { report_id: '130623205-2024', region_code: '130623205', year: 2024 },
      { report_id: '130623206-2024', region_code: '130623206', year: 2024 },
    ]);
    expect(added.tables.reviews.rows).toBe(1);
    expect(added.tables.disclosures.rows).toBe(1);
    expect(added.tables.applications).toMatchObject({ rows: 0, read: true });
    expect(added.files.map(({ path }) => path)).toEqual(['第四部分', 'a.csv', 'b.csv.gz', '2.csv', '3.csv']);
  });

  it('that are none of the tables, regions, or no text keep all out', async () => {
    const own = file('reports.csv', REPORTS, report('130623205', 2024));
    for (const [stranger, code] of [
      [file('x.csv', 'a,b', '1,2'), 'file-not-csv'],
      [file('regions.csv', 'code,name,level,parent_code,kind'), 'file-not-csv'],
      [{ name: 'x.xlsx', content: Uint8Array.of(0x50, 0x4b, 0x03, 0x04, 1) }, 'file-not-csv'],
      [{ name: 'x.gz', content: Uint8Array.of(0x1f, 0x8b, 1, 2, 3) }, 'file-not-csv'],
      [file('empty.csv', ''), 'file-not-csv'],
      [{ name: 'moved.csv', content: { problem: 'The file could not be read.' } }, 'file-not-csv'],
    ] as const) {
      const added = await readAddedReports([own, stranger], CODES);
      expect(codes(added)).toContain(`${stranger.name} ${code}`);
      expect(added.usable).toBe(false);
    }
    expect((await readAddedReports([own], CODES)).usable).toBe(true);
  });

  it('name only places of the package, only reports among them, and each report once', async () => {
    const added = await readAddedReports(
      [
        file('one.csv', REPORTS, report('130623205', 2024), report('990000001', 2024)),
        file('two.csv', REPORTS, report('130623205', 2024), report('130623206', 2024)),
        file(
          'cells.csv',
          'report_id,item,measure,value,unit',
          '130623206-2024,permit,decisions,3,',
          '130623206-2023,permit,decisions,3,',
        ),
      ],
      CODES,
    );
    expect(codes(added).filter((issue) => !issue.includes('column'))).toEqual([
      'applications.csv file-missing',
      'reviews.csv file-missing',
      'one.csv 3 key-dangling',
      'two.csv 2 key-duplicate',
      'cells.csv 3 key-dangling',
    ]);
    expect(added.reports.map(({ report_id }) => report_id)).toEqual(['130623205-2024', '130623206-2024']);
    expect(added.tables.disclosures.rows).toBe(1);
  });

  it('without a sound report are of no use, and a table of reports is asked for', async () => {
    const none = await readAddedReports([file('2.csv', 'report_id,item,measure,value,unit')], CODES);
    expect(none.usable).toBe(false);
    expect(none.issues.find(({ file: at }) => at === 'reports.csv')).toMatchObject({
      code: 'file-missing',
      severity: 'error',
    });
    const faulty = await readAddedReports([file('r.csv', REPORTS, 'x,y,z,2021,,table,table,table')], CODES);
    expect(faulty.usable).toBe(false);
    expect(faulty.reports).toEqual([]);
  });

  it('say by a descriptor among them that they are made up', async () => {
    const own = file('reports.csv', REPORTS, report('130623205', 2024));
    const synthetic = file('datapackage.json', '{"name":"x","synthetic":true}');
    expect((await readAddedReports([own, synthetic], CODES)).synthetic).toBe(true);
    expect((await readAddedReports([own], CODES)).synthetic).toBe(false);
  });
});
