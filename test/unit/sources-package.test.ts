import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { headerLine } from '#sources/contract.ts';
import { decodeText, LARGEST_FILE } from '#sources/decode.ts';
import { issueLine } from '#sources/issue-line.ts';
import { type LoadedPackage, PackageError, type PackageProgress } from '#sources/loaded-package.ts';
import { TABLE_NAMES, TABLES } from '#sources/package.ts';
import { loadPackageFromFolder } from '#sources/read-folder.ts';
import { type FetchFile, loadPackageWith } from '#sources/read-package.ts';

const FOLDER = 'test/fixtures/packages/sound';

const DESCRIPTOR = JSON.stringify({ name: 'demo', title: '示例', title_en: 'Demo' });
const REGIONS = 'code,name,level,parent_code,kind\n13,河北省,province,,\n';
const REPORTS = `${headerLine(TABLES.reports)}\n13-2023,13,2023,,,,,table,table,table${','.repeat(10)}\n`;
const REVIEWS = `${headerLine(TABLES.reviews)}\n13-2023,direct_suit,0,0,0,0,0\n`;

type Content = string | Uint8Array;

/** A server with these files and no others. */
function serving(files: Readonly<Record<string, Content | Error>>): FetchFile & { readonly asked: string[] } {
  const asked: string[] = [];
  const fetchFile: FetchFile = (path, { onBytes }) => {
    asked.push(path);
    const content = files[path];
    if (content === undefined) return Promise.resolve(null);
    if (content instanceof Error) return Promise.reject(content);
    const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : new Uint8Array(content);
    onBytes?.(bytes.length, null);
    return Promise.resolve(bytes);
  };
  return Object.assign(fetchFile, { asked });
}

const WHOLE = {
  'datapackage.json': DESCRIPTOR,
  'regions.csv': REGIONS,
  'reports.csv': REPORTS,
  'disclosures.csv': `${headerLine(TABLES.disclosures)}\n`,
  'applications.csv': `${headerLine(TABLES.applications)}\n`,
  'reviews.csv': REVIEWS,
};

function without(...names: readonly (keyof typeof WHOLE)[]): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(WHOLE).filter(([name]) => !names.some((gone) => gone === name)));
}

function textOf(loaded: LoadedPackage, table: (typeof TABLE_NAMES)[number]): string {
  return new TextDecoder().decode(loaded.tables[table].csv);
}

function linesOf(loaded: LoadedPackage): readonly string[] {
  return loaded.issues.map((issue) => issueLine(issue, 'en'));
}

async function faultsOf(files: Readonly<Record<string, Content | Error>>): Promise<readonly string[]> {
  const error: unknown = await loadPackageWith(serving(files)).catch((reason: unknown) => reason);
  if (!(error instanceof PackageError)) throw new Error('the package was not refused');
  return error.issues.map((issue) => issueLine(issue, 'en'));
}

describe('a package', () => {
  it('is read from a folder with its descriptor', async () => {
    const { descriptor, tables, issues } = await loadPackageFromFolder(FOLDER);
    expect(issues).toEqual([]);
    expect(descriptor).toMatchObject({
      name: 'sound',
      title: { zh: '无错的数据包', en: 'Sound package' },
      synthetic: true,
      seed: '7',
    });
    expect(TABLE_NAMES.map((table) => tables[table].rows)).toEqual([5, 3, 5, 2, 1]);
    expect(TABLE_NAMES.every((table) => tables[table].read)).toBe(true);
  });

  it('hands on the bytes as they came when nothing is wrong with them', async () => {
    const loaded = await loadPackageWith(serving(WHOLE));
    expect(loaded.issues).toEqual([]);
    expect(textOf(loaded, 'reports')).toBe(REPORTS);
    expect(loaded.tables.reports.bytes).toBe(REPORTS.length);
  });

  it('is rid of a BOM', async () => {
    const loaded = await loadPackageWith(serving({ ...WHOLE, 'reports.csv': `\uFEFF${REPORTS}` }));
    expect(textOf(loaded, 'reports')).toBe(REPORTS);
    expect([...loaded.tables.reports.csv.slice(0, 3)]).not.toEqual([0xef, 0xbb, 0xbf]);
  });

  it('takes NAME.csv.gz where there is no NAME.csv', async () => {
    const fetchFile = serving({ ...without('reports.csv'), 'reports.csv.gz': gzipSync(REPORTS) });
    const loaded = await loadPackageWith(fetchFile);
    expect(textOf(loaded, 'reports')).toBe(REPORTS);
    expect(fetchFile.asked).toContain('reports.csv.gz');
    expect(fetchFile.asked).not.toContain('regions.csv.gz');
  });

  it('takes a .gz that the server has unpacked on its way', async () => {
    const resources = [{ name: 'reports', path: 'r.csv.gz', bytes: 12 }];
    const loaded = await loadPackageWith(
      serving({
        ...WHOLE,
        'datapackage.json': JSON.stringify({ name: 'x', title: 'x', resources }),
        'r.csv.gz': REPORTS,
      }),
    );
    expect(loaded.issues).toEqual([]);
    expect(textOf(loaded, 'reports')).toBe(REPORTS);
  });

  it('takes file names from the descriptor', async () => {
    const resources = [{ name: 'reports', path: 'tables/annual.csv', bytes: REPORTS.length }];
    const fetchFile = serving({
      ...without('reports.csv'),
      'datapackage.json': JSON.stringify({ name: 'x', title: 'x', resources }),
      'tables/annual.csv': REPORTS.replace('13-2023,13', '13-2022,13'),
    });
    const error: unknown = await loadPackageWith(fetchFile).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      issues: [
        expect.objectContaining({ file: 'tables/annual.csv', line: 2, column: 'report_id' }),
        expect.objectContaining({ file: 'reviews.csv', code: 'key-dangling' }),
      ],
    });
  });

  it('reports how far each table has come', async () => {
    const calls: PackageProgress[] = [];
    await loadPackageWith(serving(WHOLE), { onProgress: (progress) => calls.push(progress) });
    expect(calls.filter(({ table }) => table === 'reports')).toEqual([
      { table: 'reports', phase: 'download', bytes: REPORTS.length, totalBytes: null, rows: 0 },
      { table: 'reports', phase: 'validate', bytes: REPORTS.length, totalBytes: REPORTS.length, rows: 1 },
    ]);
  });

  it('stops when aborted', async () => {
    const controller = new AbortController();
    const fetchFile: FetchFile = (_path, { signal }) => {
      controller.abort();
      return Promise.reject(signal?.reason instanceof Error ? signal.reason : new Error('not aborted'));
    };
    await expect(loadPackageWith(fetchFile, { signal: controller.signal })).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});

describe('what is wrong with a package', () => {
  it('a table that is not there is empty and unknown, and the others are loaded', async () => {
    const loaded = await loadPackageWith(serving(without('reviews.csv')));
    expect(linesOf(loaded)).toEqual([
      'reviews.csv: the package has no reviews.csv; put the file (or reviews.csv.gz) beside datapackage.json; the other tables are loaded',
    ]);
    expect(loaded.tables.reviews).toMatchObject({ rows: 0, read: false });
    expect(textOf(loaded, 'reviews')).toBe(`${headerLine(TABLES.reviews)}\n`);
  });

  it('cannot be loaded without regions', async () => {
    const lines = await faultsOf(without('regions.csv'));
    expect(lines).toEqual([
      'regions.csv: the package has no regions.csv; put the file (or regions.csv.gz) beside datapackage.json; without it the package cannot be loaded',
    ]);
  });

  it('cannot be loaded without a single report', async () => {
    expect(
      await faultsOf({ ...without('reviews.csv'), 'reports.csv': headerLine(TABLES.reports) }),
    ).toContain('reports.csv: the file has a header and no rows');
  });

  it('a page that the server sends in place of every file is not taken for one', async () => {
    const page = '<!DOCTYPE html><html lang="zh"></html>';
    const names = TABLE_NAMES.flatMap((table) => [`${table}.csv`, `${table}.csv.gz`]);
    const pages = Object.fromEntries(['datapackage.json', ...names].map((name) => [name, page]));
    const lines = await faultsOf(pages);
    expect(lines[0]).toMatch(/^datapackage\.json: the package has no datapackage\.json/);
    expect(lines.slice(1)).toEqual(
      TABLE_NAMES.map(
        (table) =>
          `${table}.csv: a web page came in place of the CSV file; check the address and whether the file is on the server`,
      ),
    );
  });

  it.each([
    [
      'GBK',
      new Uint8Array([...new TextEncoder().encode(`${REVIEWS}13-2023,`), 0xb1, 0xb1, 0x0a]),
      'line 3 is not UTF-8 (perhaps GBK); save the file as "CSV UTF-8"',
    ],
    [
      'UTF-16',
      new Uint8Array([0xff, 0xfe, 0x63, 0x00]),
      'the file is encoded in UTF-16; save it as CSV in UTF-8',
    ],
    [
      'XLSX',
      new Uint8Array([0x50, 0x4b, 3, 4, 20]),
      'this is an XLSX or ZIP file; save it as "CSV UTF-8 (comma delimited)" in the spreadsheet program',
    ],
    [
      'XLS',
      new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]),
      'this is an XLS file; save it as "CSV UTF-8 (comma delimited)" in the spreadsheet program',
    ],
    [
      'bytes',
      new Uint8Array([0x61, 0x0a, 0x00]),
      'this is not a text file (a NUL byte on line 2); save it as CSV in UTF-8',
    ],
    [
      'half a gzip',
      gzipSync(REVIEWS).subarray(0, 30),
      'the gzip file is damaged or incomplete; fetch it or compress it again',
    ],
    ['a server that fails', new Error('HTTP 503 Busy'), 'the file could not be read: HTTP 503 Busy'],
  ])('%s in place of a table', async (_what, content, message) => {
    const loaded = await loadPackageWith(serving({ ...WHOLE, 'reviews.csv': content }));
    expect(linesOf(loaded)).toEqual([`reviews.csv: ${message}`]);
    expect(loaded.tables.reviews.read).toBe(false);
  });

  it('no descriptor is a warning', async () => {
    const loaded = await loadPackageWith(serving(without('datapackage.json')));
    expect(loaded.issues.map(({ code, severity }) => [code, severity])).toEqual([
      ['file-missing', 'warning'],
    ]);
    expect(loaded.descriptor.title.zh).toBe('未命名数据包');
  });

  it('a descriptor that is not JSON is a warning', async () => {
    const loaded = await loadPackageWith(serving({ ...WHOLE, 'datapackage.json': '{' }));
    expect(linesOf(loaded)).toEqual([
      'datapackage.json: the content is not a JSON object; the tables are read by their usual names',
    ]);
    expect(loaded.issues[0]?.severity).toBe('warning');
  });

  it('a faulty property of the descriptor is named and left out', async () => {
    const json = {
      name: 'x',
      title: '示例',
      synthetic: 'yes',
      licenses: 'MIT',
      resources: [
        { name: 'reports', path: 'https://example.org/reports.csv', rows: -1 },
        { name: 'regions', path: 'a/../../regions.csv' },
        { name: 'map', path: '/map.json' },
      ],
    };
    const loaded = await loadPackageWith(serving({ ...WHOLE, 'datapackage.json': JSON.stringify(json) }));
    expect(linesOf(loaded)).toEqual([
      'datapackage.json:synthetic: "yes" does not fit; expected true or false',
      'datapackage.json:resources.reports.path: "https://example.org/reports.csv" does not fit; expected a path inside the folder of the package',
      'datapackage.json:resources.reports.rows: "-1" does not fit; expected a number of rows',
      'datapackage.json:resources.regions.path: "a/../../regions.csv" does not fit; expected a path inside the folder of the package',
      'datapackage.json:licenses: "MIT" does not fit; expected a list of licences, each with a name',
    ]);
    expect(loaded.descriptor.synthetic).toBe(true);
  });

  it('a file whose size is not the stated one is a warning, and loaded', async () => {
    const resources = [{ name: 'reviews', path: 'reviews.csv', bytes: 5 }];
    const loaded = await loadPackageWith(
      serving({ ...WHOLE, 'datapackage.json': JSON.stringify({ name: 'x', title: 'x', resources }) }),
    );
    expect(linesOf(loaded)).toEqual([
      `datapackage.json:resources.reviews.bytes: states bytes 5 for reviews.csv, which has ${REVIEWS.length}: it was changed after packing; if that was meant, write datapackage.json again`,
    ]);
    expect(loaded.issues[0]?.severity).toBe('warning');
    expect(loaded.tables.reviews.rows).toBe(1);
  });

  it('what was set aside is handed on with its key', async () => {
    const bad = `${REVIEWS}13-2023,reconsideration,0,0,x,0,0\n`;
    const loaded = await loadPackageWith(serving({ ...WHOLE, 'reviews.csv': bad }));
    expect(loaded.tables.reviews.setAside).toEqual([
      { line: 3, lastLine: 3, key: ['13-2023', 'reconsideration'] },
    ]);
    expect(textOf(loaded, 'reviews')).toBe(REVIEWS);
  });
});

describe('a table of several files', () => {
  const ONE = lineOf('13-2023', '13', '2023');
  const TWO = lineOf('13-2022', '13', '2022');
  const HEADER = `${headerLine(TABLES.reports)}\n`;

  function lineOf(id: string, region: string, year: string): string {
    return `${id},${region},${year},,,,,table,table,table${','.repeat(10)}\n`;
  }

  /** The package with reports of these files in place of the one. */
  function withReports(files: Readonly<Record<string, Content | Error>>, more: object = {}) {
    const resources = [{ name: 'reports', path: Object.keys(files), ...more }];
    return {
      ...without('reports.csv'),
      'datapackage.json': JSON.stringify({ name: 'x', title: 'x', resources }),
      ...files,
    };
  }

  it('has the rows of all of them in order, under one header', async () => {
    const files = { 'reports-1.csv': HEADER + ONE, 'reports-2.csv': HEADER + TWO };
    const loaded = await loadPackageWith(serving(withReports(files)));
    expect(loaded.issues).toEqual([]);
    expect(textOf(loaded, 'reports')).toBe(HEADER + ONE + TWO);
    expect(loaded.tables.reports).toMatchObject({ rows: 2, bytes: (HEADER + ONE + TWO).length, read: true });
  });

  it('does not lose a row where a file has no last line end, no row, a BOM, gzip, or its columns in another order', async () => {
    const columns = HEADER.trim().split(',');
    const turned = [columns, TWO.trim().split(',')].map((row) => `${row.toReversed().join(',')}\n`).join('');
    const files = {
      'a.csv': (HEADER + ONE).trim(),
      'b.csv': HEADER,
      'c.csv': turned,
      'd.csv.gz': gzipSync(`\uFEFF${HEADER}${lineOf('13-2021', '13', '2021')}`),
      'e.csv': HEADER.trim(),
      'f.csv': `${HEADER}${lineOf('13-2020', '13', '2020').trim()}`,
    };
    const loaded = await loadPackageWith(serving(withReports(files)));
    expect(loaded.issues).toEqual([]);
    const rows = ONE + TWO + lineOf('13-2021', '13', '2021') + lineOf('13-2020', '13', '2020');
    expect(textOf(loaded, 'reports')).toBe(HEADER + rows);
  });

  it('has its keys in all of them: a row that repeats one of another file is set aside and names its place there', async () => {
    const files = {
      'reports-1.csv': HEADER + ONE,
      'reports-2.csv': HEADER + TWO + ONE,
      'reports-3.csv': HEADER + TWO,
    };
    const loaded = await loadPackageWith(serving(withReports(files)));
    expect(linesOf(loaded)).toEqual([
      'reports-2.csv:3:report_id: "13-2023" is already on line 2 of reports-1.csv; report_id must be unique',
      'reports-3.csv:2:report_id: "13-2022" is already on line 2 of reports-2.csv; report_id must be unique',
    ]);
    expect(textOf(loaded, 'reports')).toBe(HEADER + ONE + TWO);
    expect(loaded.tables.reviews.rows).toBe(1);
  });

  it('a key of several cells is found again across files too', async () => {
    const fetchFile = serving({
      ...without('reviews.csv'),
      'datapackage.json': JSON.stringify({
        name: 'x',
        title: 'x',
        resources: [{ name: 'reviews', path: ['r/1.csv', 'r/2.csv'] }],
      }),
      'r/1.csv': REVIEWS,
      'r/2.csv': `${REVIEWS}13-2023,reconsideration,0,0,0,0,0\n`,
    });
    const loaded = await loadPackageWith(fetchFile);
    expect(linesOf(loaded)).toEqual([
      'r/2.csv:2:report_id+channel: "13-2023, direct_suit" is already on line 2 of r/1.csv; report_id + channel must be unique',
    ]);
    expect(loaded.tables.reviews.rows).toBe(2);
    expect(loaded.tables.reviews.setAside).toEqual([
      { line: 2, lastLine: 2, key: ['13-2023', 'direct_suit'] },
    ]);
  });

  it('a region may stand in an earlier file than the one above it, and is set aside if that never comes', async () => {
    const header = 'code,name,level,parent_code,kind\n';
    const county = '130623,涞水县,county,1306,\n';
    const lost = '140105,小店区,county,1401,\n';
    const above = '13,河北省,province,,\n1306,保定市,prefecture,13,\n';
    const resources = [{ name: 'regions', path: ['low.csv', 'high.csv'] }];
    const loaded = await loadPackageWith(
      serving({
        ...without('regions.csv'),
        'datapackage.json': JSON.stringify({ name: 'x', title: 'x', resources }),
        'low.csv': header + county + lost,
        'high.csv': header + above,
      }),
    );
    expect(linesOf(loaded)).toEqual(['low.csv:3:parent_code: "1401" is not in low.csv, high.csv']);
    expect(textOf(loaded, 'regions')).toBe(header + county + above);
  });

  it.each([
    [
      'is not there',
      undefined,
      'reviews-2.csv: the package has no reviews-2.csv; put the file (or reviews-2.csv.gz) beside datapackage.json; the other tables are loaded',
    ],
    [
      'is cut short',
      gzipSync(REVIEWS).subarray(0, 30),
      'reviews-2.csv: the gzip file is damaged or incomplete; fetch it or compress it again',
    ],
    [
      'is no text',
      new Uint8Array([0x61, 0x0a, 0x00]),
      'reviews-2.csv: this is not a text file (a NUL byte on line 2); save it as CSV in UTF-8',
    ],
    [
      'is another table',
      REPORTS,
      'reviews-2.csv:1: the column is not in the file, which is therefore not loaded; add channel to the header',
    ],
  ])(
    'of which one %s is not loaded at all, and its rows count as unknown',
    async (_what, content, message) => {
      const paths = ['reviews-1.csv', 'reviews-2.csv', 'reviews-3.csv'];
      const loaded = await loadPackageWith(
        serving({
          ...without('reviews.csv'),
          'datapackage.json': JSON.stringify({
            name: 'x',
            title: 'x',
            resources: [{ name: 'reviews', path: paths }],
          }),
          'reviews-1.csv': REVIEWS,
          'reviews-3.csv': REVIEWS.replace('direct_suit', 'reconsideration'),
          ...(content === undefined ? {} : { 'reviews-2.csv': content }),
        }),
      );
      expect(linesOf(loaded).map((line) => line.replace(':1:channel:', ':1:'))).toContain(message);
      for (const path of ['reviews-1.csv', 'reviews-3.csv']) {
        expect(linesOf(loaded)).toContain(
          `${path}: not loaded, because reviews-2.csv of the same table could not be read: a table is loaded whole or not at all`,
        );
      }
      expect(loaded.tables.reviews).toMatchObject({ rows: 0, read: false });
      expect(loaded.tables.reports.rows).toBe(1);
    },
  );

  it('is refused, and the rest of it not fetched, where its files are too large together', async () => {
    const files = { '1.csv': HEADER + ONE, '2.csv': HEADER + TWO, '3.csv': HEADER };
    const fetchFile = serving(withReports(files));
    const largestTable = 2 * (HEADER + ONE).length - 1;
    const error: unknown = await loadPackageWith(fetchFile, { largestTable }).catch(
      (reason: unknown) => reason,
    );
    if (!(error instanceof PackageError)) throw new Error('the package was not refused');
    expect(error.issues[0]).toMatchObject({ file: '2.csv', line: null, code: 'file-not-csv' });
    expect(error.issues[0]?.message.en).toMatch(/^the files of this table are larger than 0 MB together/);
    expect(fetchFile.asked).not.toContain('3.csv');
    const loaded = await loadPackageWith(serving(withReports(files)), {
      largestTable: largestTable + 1 + HEADER.length,
    });
    expect(loaded.tables.reports.rows).toBe(2);
  });

  it('states the size of each, and says which is another', async () => {
    const paths = { 'reports-1.csv': HEADER + ONE, 'reports-2.csv': HEADER + TWO };
    const files = [
      { path: 'reports-1.csv', bytes: (HEADER + ONE).length },
      { path: 'reports-2.csv', bytes: 7, rows: 'many' },
    ];
    const loaded = await loadPackageWith(serving(withReports(paths, { files })));
    expect(linesOf(loaded)).toEqual([
      'datapackage.json:resources.reports.files.1.rows: "many" does not fit; expected a number of rows',
      `datapackage.json:resources.reports.files.1.bytes: states bytes 7 for reports-2.csv, which has ${(HEADER + TWO).length}: it was changed after packing; if that was meant, write datapackage.json again`,
    ]);
    expect(loaded.tables.reports.rows).toBe(2);
  });

  it('reports how far all of them together have come', async () => {
    const calls: PackageProgress[] = [];
    const files = { 'reports-1.csv': HEADER + ONE, 'reports-2.csv': HEADER + TWO };
    await loadPackageWith(serving(withReports(files)), { onProgress: (progress) => calls.push(progress) });
    const each = (HEADER + ONE).length;
    expect(calls.filter(({ table, phase }) => table === 'reports' && phase === 'validate')).toEqual([
      { table: 'reports', phase: 'validate', bytes: each, totalBytes: 2 * each, rows: 1 },
      { table: 'reports', phase: 'validate', bytes: 2 * each, totalBytes: 2 * each, rows: 2 },
    ]);
  });

  it('a path that leaves the folder makes the whole list faulty', async () => {
    const files = withReports({ 'reports-1.csv': REPORTS, '../reports-2.csv': REPORTS });
    expect((await faultsOf(files))[0]).toMatch(
      /^datapackage.json:resources.reports.path: .*expected a path inside the folder of the package$/,
    );
  });
});

it('a file that no string can hold is refused before it is read', () => {
  expect(decodeText(new Uint8Array(LARGEST_FILE + 1))).toEqual({ fault: { kind: 'too-large' } });
  expect(decodeText(new Uint8Array(LARGEST_FILE))).toEqual({ fault: { kind: 'binary', line: 1 } });
});
