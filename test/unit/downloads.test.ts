import * as XLSX from '@e965/xlsx';
import fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { citation } from '#downloads/citation.ts';
import { safeText, writeCsv } from '#downloads/csv.ts';
import { embedCode } from '#downloads/embed-code.ts';
import type { FigureFile, FileCell, FileColumn } from '#downloads/figure-file.ts';
import { fileName } from '#downloads/file-name.ts';
import { flatTable } from '#downloads/flat-table.ts';
import { framePicture, type PictureStyle } from '#downloads/picture.ts';
import { writeXlsx } from '#downloads/xlsx.ts';

const text = (value: string): FileCell => ({ kind: 'text', text: value });
const number = (value: number): FileCell => ({ kind: 'number', value });
const share = (value: number): FileCell => ({ kind: 'number', value, unit: 'share' });
const missing = (reason = '没有收录这一年的年报'): FileCell => ({ kind: 'missing', reason });

const COLUMNS: readonly FileColumn[] = [
  { id: 'region', header: '地区', unit: null, kind: 'text' },
  { id: 'year', header: '年份', unit: null, kind: 'year' },
  { id: 'value', header: '数值', unit: '件', kind: 'number' },
];

function figureFile(patch: Partial<FigureFile> = {}): FigureFile {
  return {
    language: 'zh',
    nameParts: ['乡镇公开', '其中口乡', '行政许可', '2019–2025'],
    title: '其中口乡行政许可，2019–2025 年',
    subtitle: '单位：件',
    columns: COLUMNS,
    rows: [
      [text('其中口乡'), number(2022), missing()],
      [text('其中口乡'), number(2023), number(0)],
      [text('其中口乡'), number(2024), number(-3)],
    ],
    notes: ['换表之处画线断开。'],
    definitions: [
      {
        name: '行政许可',
        sentence: '一年里作出的许可决定',
        formula: '本年处理决定数量',
        unit: '件',
        forms: '两种表式',
        direction: '数量多少本身没有好坏之分。',
        leastDenominator: null,
        caveats: [],
      },
    ],
    filters: [
      { label: '地区', text: '河北省 › 其中口乡（130623205）' },
      { label: '年份', text: '2019–2025 年' },
    ],
    coverage: [
      { row: '2022', stated: 0, expected: 1, filed: 0, notApplicable: 0, fromProse: 0 },
      { row: '2023', stated: 1, expected: 1, filed: 1, notApplicable: 0, fromProse: 1 },
      { row: '2024', stated: 1, expected: 1, filed: 1, notApplicable: 0, fromProse: 0 },
    ],
    origin: {
      title: { zh: '样本', en: 'Sample' },
      version: '1.0.0',
      synthetic: false,
      files: [{ path: 'reports.csv', hash: 'sha256:abcd' }],
      sources: ['各乡镇年报'],
      licences: ['MIT License'],
    },
    source: '样本',
    pages: [],
    link: 'https://example.org/#/region/130623205?years=2019-2025',
    ...patch,
  };
}

/** A table of texts and numbers, as a figure might hold it. */
function tableOf(rows: readonly (readonly FileCell[])[]): FigureFile {
  const columns = (rows[0] ?? []).map(
    (_, index): FileColumn => ({ id: `c${index}`, header: `列${index}`, unit: null, kind: 'text' }),
  );
  return figureFile({ columns, rows });
}

const anyText = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.string({ unit: 'binary' }),
  fc
    .tuple(
      fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '＝', '＋', '－', '＠', ' =', '#', '"', ';', ','),
      fc.string(),
    )
    .map(([first, rest]) => `${first}${rest}`),
);
const anyNumber = fc
  .oneof(fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }))
  // Files have no negative zero.
  .map((value) => (value === 0 ? 0 : value));
const anyCell: fc.Arbitrary<FileCell> = fc.oneof(
  anyText.map(text),
  anyNumber.map(number),
  fc.constant(missing()),
);
const anyRows = fc
  .integer({ min: 2, max: 5 })
  .chain((width) =>
    fc.array(fc.array(anyCell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 8 }),
  );

/** What a spreadsheet would run, or move into another cell. */
const RUNS = /^(?:[\t\r\n]|\s*[=+\-@＝＋－＠])/u;

/** The table of a CSV file, for parsers that know comments. */
function parsed(csv: string): readonly (readonly string[])[] {
  return Papa.parse<string[]>(csv.replace(/^\ufeff/, ''), { comments: '#', skipEmptyLines: true }).data;
}

function asParsed(cell: FileCell): string {
  if (cell.kind === 'missing') return '';
  return cell.kind === 'number' ? String(cell.value) : safeText(cell.text.toWellFormed());
}

describe('a CSV file', () => {
  it('begins with a byte order mark and the header, and ends its lines with CRLF', () => {
    const csv = writeCsv(figureFile());
    expect(csv.startsWith('\ufeff"地区","年份","数值（件）","缺值原因"\r\n')).toBe(true);
    expect(csv.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  });

  it('parsed again gives the cells of the table, whatever they hold', () => {
    fc.assert(
      fc.property(anyRows, (rows) => {
        const table = parsed(writeCsv(tableOf(rows)));
        const width = rows[0]?.length ?? 0;
        expect(table.slice(1).map((row) => row.slice(0, width))).toEqual(
          rows.map((row) => row.map(asParsed)),
        );
      }),
    );
  });

  it('has the same table for a parser that knows no comments: it ends at the blank line', () => {
    const rows = Papa.parse<string[]>(writeCsv(figureFile())).data;
    const end = rows.findIndex((row) => row.length === 1 && row[0] === '');
    expect(rows.slice(1, end)).toEqual([
      ['其中口乡', '2022', '', '没有收录这一年的年报'],
      ['其中口乡', '2023', '0', ''],
      ['其中口乡', '2024', '-3', ''],
    ]);
  });

  it('has no cell a spreadsheet would run', () => {
    fc.assert(
      fc.property(anyRows, anyText, (rows, title) => {
        const file = { ...tableOf(rows), title, notes: [title], source: title };
        const cells = Papa.parse<string[]>(writeCsv(file)).data.flat();
        const numbers = new Set(
          rows.flat().flatMap((cell) => (cell.kind === 'number' ? [String(cell.value)] : [])),
        );
        expect(cells.filter((cell) => RUNS.test(cell) && !numbers.has(cell))).toEqual([]);
      }),
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', ' =1', '＝1', '=1\n=2'])(
    'sets an apostrophe before the text %j',
    (dangerous) => {
      expect(parsed(writeCsv(tableOf([[text(dangerous), number(1)]])))[1]).toEqual([`'${dangerous}`, '1']);
    },
  );

  it('leaves a negative number a number', () => {
    expect(writeCsv(figureFile())).toContain('\r\n"其中口乡",2024,-3,');
  });

  it('writes a missing value as nothing, never as 0, and says why in the last column', () => {
    expect(writeCsv(figureFile())).toContain('\r\n"其中口乡",2022,,"没有收录这一年的年报"\r\n');
    expect(writeCsv(figureFile())).toContain('\r\n"其中口乡",2023,0,""\r\n');
  });

  it('keeps a text that begins with # in its table', () => {
    expect(parsed(writeCsv(tableOf([[text('# 不是注释'), number(1)]])))[1]).toEqual(['# 不是注释', '1']);
  });

  it('says filters, definition, forms, coverage, data version, hash, source, licence, address and citation', () => {
    const csv = writeCsv(figureFile());
    const facts = csv.slice(csv.indexOf('\r\n\r\n'));
    for (const fact of [
      '# 地区,"河北省 › 其中口乡（130623205）"',
      '# 年份,"2019–2025 年"',
      '# 定义,"行政许可：一年里作出的许可决定。算法：本年处理决定数量。适用表式：两种表式。数量多少本身没有好坏之分。"',
      '# 覆盖,"各行：所据年报 0–1，应有年报 1，收有年报 0–1，取自正文 0–1"',
      '# 数据,"样本，版本 1.0.0"',
      '# 数据文件,"reports.csv sha256:abcd"',
      '# 来源,"各乡镇年报"',
      '# 许可,"MIT License"',
      '# 网址,"https://example.org/#/region/130623205?years=2019-2025"',
      '# 引用格式,"乡镇公开. 其中口乡行政许可，2019–2025 年[DS/OL].',
    ]) {
      expect(facts).toContain(`\r\n${fact}`);
    }
  });

  it('says of synthetic data that they are', () => {
    const { origin } = figureFile();
    expect(writeCsv(figureFile({ origin: { ...origin, synthetic: true } }))).toContain('# 注,"合成数据：');
    expect(writeCsv(figureFile())).not.toContain('合成数据');
  });
});

describe('columns that files add', () => {
  it('a unit beside each number where a column mixes them', () => {
    const rows = [
      [text('行政许可'), number(2023), { kind: 'number', value: 4, unit: 'cases' }],
      [text('实质公开率'), number(2023), share(0.25)],
    ] as const;
    const flat = flatTable(figureFile({ rows }));
    expect(flat.columns.map(({ header, unit }) => [header, unit])).toEqual([
      ['地区', null],
      ['年份', null],
      ['数值', null],
      ['单位', null],
    ]);
    expect(flat.rows.map((row) => row.at(-1))).toEqual([text('件'), text('比例，1 = 100%')]);
  });

  it('one unit goes into the header', () => {
    const flat = flatTable(figureFile({ rows: [[text('a'), number(2023), share(0.25)]] }));
    expect(flat.columns[2]).toMatchObject({ header: '数值', unit: '比例，1 = 100%' });
  });

  it('reasons name their columns where they differ', () => {
    const flat = flatTable(figureFile({ rows: [[missing('甲'), number(2023), missing('乙')]] }));
    expect(flat.rows[0]?.at(-1)).toEqual(text('地区：甲；数值：乙'));
  });

  it('no reason column where nothing is missing', () => {
    expect(flatTable(figureFile({ rows: [[text('a'), number(2023), number(1)]] })).columns).toHaveLength(3);
  });
});

async function workbook(file: FigureFile): Promise<XLSX.WorkBook> {
  const blob = await writeXlsx(file);
  return XLSX.read(new Uint8Array(await blob.arrayBuffer()), {
    cellFormula: true,
    cellNF: true,
    bookFiles: true,
  });
}

function sheetOf({ Sheets }: XLSX.WorkBook, name: string): XLSX.WorkSheet {
  const found = Sheets[name];
  if (found === undefined) throw new Error(`no sheet ${name}`);
  return found;
}

describe('a workbook, opened by another library', () => {
  it('has the four sheets, named for readers and for programs', async () => {
    expect((await workbook(figureFile())).SheetNames).toEqual([
      '数据 data',
      '定义 definitions',
      '筛选 filters',
      '覆盖 coverage',
    ]);
    const english = await workbook(figureFile({ language: 'en' }));
    expect(english.SheetNames).toEqual(['data', 'definitions', 'filters', 'coverage']);
  });

  it('has numbers as numbers, texts as texts, and nothing where a value is missing', async () => {
    const data = sheetOf(await workbook(figureFile()), '数据 data');
    expect(data['A1']).toMatchObject({ t: 's', v: '地区' });
    expect(data['B2']).toMatchObject({ t: 'n', v: 2022, z: '0' });
    expect(data['C2']).toBeUndefined();
    expect(data['D2']).toMatchObject({ t: 's', v: '没有收录这一年的年报' });
    expect(data['C3']).toMatchObject({ t: 'n', v: 0 });
    expect(data['C4']).toMatchObject({ t: 'n', v: -3 });
  });

  it('formats a share as per cent and keeps all its digits', async () => {
    const file = figureFile({ rows: [[text('a'), number(2023), share(1 / 3)]] });
    const data = sheetOf(await workbook(file), '数据 data');
    expect(data['C1']).toMatchObject({ v: '数值' });
    expect(data['C2']).toMatchObject({ t: 'n', v: 1 / 3, z: '0.0%', w: '33.3%' });
  });

  it('has no formula, whatever a text begins with', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(anyText, { minLength: 1, maxLength: 6 }), async (texts) => {
        const book = await workbook(tableOf(texts.map((each) => [text(each), number(1)])));
        for (const sheet of Object.values(book.Sheets)) {
          const cells = Object.entries(sheet).filter(([address]) => !address.startsWith('!'));
          expect(cells.filter(([, cell]) => (cell as XLSX.CellObject).f !== undefined)).toEqual([]);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('parsed again gives the table shown', async () => {
    const printable = fc
      .string({ unit: 'grapheme-ascii', minLength: 1 })
      .filter((each) => each.trim() === each && !(each in Object.prototype));
    const cell = fc.oneof(printable.map(text), anyNumber.map(number), fc.constant(missing()));
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(cell, { minLength: 3, maxLength: 3 }), { minLength: 1, maxLength: 6 }),
        async (rows) => {
          const data = sheetOf(await workbook(tableOf(rows)), '数据 data');
          const read = XLSX.utils.sheet_to_json<unknown[]>(data, {
            header: 1,
            blankrows: true,
            defval: null,
            range: 1,
          });
          expect(read.map((row) => row.slice(0, 3))).toEqual(
            rows.map((row) =>
              row.map((each) =>
                each.kind === 'missing' ? null : each.kind === 'number' ? each.value : each.text,
              ),
            ),
          );
        },
      ),
      { numRuns: 25 },
    );
  });

  it.each(['constructor', 'valueOf', '__proto__'])('is not broken by the text %s', async (name) => {
    const data = sheetOf(await workbook(tableOf([[text(name), number(1)]])), '数据 data');
    expect(String((data['A2'] as XLSX.CellObject).v).trim()).toBe(name);
  });

  it('keeps the header in view', async () => {
    const book = (await workbook(figureFile())) as XLSX.WorkBook & {
      readonly files: Readonly<Record<string, { readonly content: Uint8Array }>>;
    };
    const xml = new TextDecoder().decode(book.files['xl/worksheets/sheet1.xml']?.content);
    expect(xml).toMatch(/<pane [^>]*ySplit="1"[^>]*state="frozen"/);
  });

  it('has definitions, filters with data version and citation, and coverage by row', async () => {
    const book = await workbook(figureFile());
    const rows = (name: string) => XLSX.utils.sheet_to_json<unknown[]>(sheetOf(book, name), { header: 1 });
    expect(rows('定义 definitions')[1]?.slice(0, 6)).toEqual([
      '行政许可',
      '一年里作出的许可决定',
      '本年处理决定数量',
      '件',
      '两种表式',
      '数量多少本身没有好坏之分。',
    ]);
    expect(rows('筛选 filters')).toContainEqual(['数据', '样本，版本 1.0.0']);
    expect(rows('筛选 filters')).toContainEqual(['年份', '2019–2025 年']);
    expect(rows('覆盖 coverage').slice(1)).toEqual([
      ['2022', 0, 1, 0, 0, 0],
      ['2023', 1, 1, 1, 0, 1],
      ['2024', 1, 1, 1, 0, 0],
    ]);
  });
});

describe('a file’s name', () => {
  it('is readable', () => {
    expect(fileName(figureFile().nameParts, 'csv')).toBe('乡镇公开_其中口乡_行政许可_2019-2025.csv');
    expect(fileName(['Township Disclosure', 'New applications', '2023'], 'xlsx')).toBe(
      'Township-Disclosure_New-applications_2023.xlsx',
    );
  });

  it('has nothing a system, a shell or a reader trips over', () => {
    fc.assert(
      fc.property(fc.array(anyText, { maxLength: 5 }), (parts) => {
        const name = fileName(parts, 'csv');
        expect(name).toMatch(/^[^\\/:*?"<>|\p{C}\s]+\.csv$/u);
        expect(name).toMatch(/^[^-.]/);
        expect(new TextEncoder().encode(name).length).toBeLessThanOrEqual(255);
      }),
    );
  });

  it('cannot disguise its extension by turning the direction of writing', () => {
    expect(fileName(['a\u202excod.exe'], 'csv')).toBe('axcod.exe.csv');
  });
});

describe('a citation', () => {
  it('follows GB/T 7714 in Chinese', () => {
    expect(citation(figureFile({ accessed: '2026-11-23' }))).toBe(
      '乡镇公开. 其中口乡行政许可，2019–2025 年[DS/OL]. 数据：样本，版本 1.0.0. 筛选：地区：河北省 › 其中口乡（130623205）；年份：2019–2025 年. [2026-11-23]. https://example.org/#/region/130623205?years=2019-2025',
    );
  });

  it('names site, title, version, filters, address and day in English', () => {
    const file = figureFile({
      language: 'en',
      title: 'Permits, 其中口乡, 2019–2025',
      filters: [{ label: 'Years', text: '2019–2025' }],
      accessed: '2026-11-23',
    });
    expect(citation(file)).toBe(
      'Township Disclosure. “Permits, 其中口乡, 2019–2025” [data set]. Data: Sample, version 1.0.0. Filters: Years: 2019–2025. https://example.org/#/region/130623205?years=2019-2025 (accessed 23 November 2026)',
    );
  });

  it('has no day where none is given, and warns of synthetic data', () => {
    const { origin } = figureFile();
    const cited = citation(figureFile({ origin: { ...origin, synthetic: true } }));
    expect(cited).not.toMatch(/\[\d{4}-/);
    expect(cited).toContain('合成数据，不得引用');
  });
});

describe('code to embed', () => {
  it('cannot be broken out of', () => {
    expect(
      embedCode({
        address: 'https://example.org/#/embed/trend?a=1&b="2"',
        title: '"><script>alert(1)</script>',
        height: 480.2,
      }),
    ).toBe(
      '<iframe src="https://example.org/#/embed/trend?a=1&amp;b=&quot;2&quot;" title="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;" width="100%" height="481" loading="lazy" style="border: 0"></iframe>',
    );
  });
});

describe('a picture', () => {
  const style: PictureStyle = {
    paper: '#fff',
    ink: '#000',
    ink2: '#222',
    ink3: '#444',
    line: '#ccc',
    warn: '#840',
    font: "'A', sans-serif",
    wrap: (whole) => [whole],
  };
  const drawing = {
    svg: '<?xml version="1.0"?><svg width="836" height="100" xmlns="http://www.w3.org/2000/svg"><text>点\u0001</text></svg>',
    width: 836,
    height: 100,
    name: '',
    text: '行政许可：2023 年 0 件',
  };

  it('holds the drawing in its place, the title, the source and what the numbers mean', () => {
    const { svg, width, height } = framePicture([drawing], figureFile(), style);
    expect(svg).toContain(`width="${width}" height="${height}"`);
    expect(svg).toMatch(/<svg x="32" y="[\d.]+" width="836"/);
    expect(svg).toContain('<desc>行政许可：2023 年 0 件</desc>');
    for (const seen of [
      '其中口乡行政许可，2019–2025 年',
      '单位：件',
      '数据：样本，版本 1.0.0',
      '来源：各乡镇年报',
    ]) {
      expect(svg).toContain(`>${seen}</text>`);
    }
    expect(svg).toMatch(/>定义：行政许可：一年里作出的许可决定。.*适用表式：两种表式。/);
    expect(svg).toMatch(/>覆盖：各行：所据年报 0–1/);
  });

  it('is one document: no declaration within, no character XML does not know', () => {
    const { svg } = framePicture([drawing, drawing], figureFile({ title: 'a\u0000b' }), style);
    expect(svg).not.toContain('<?xml');
    expect(svg.replace(/[\t\n\r]/g, '')).not.toMatch(/\p{Cc}/u);
    expect(svg.match(/<svg /g)).toHaveLength(3);
  });

  it('shows untrusted text as text', () => {
    const evil = '</text><script>alert(1)</script>';
    const file = figureFile({
      title: evil,
      source: evil,
      notes: [evil],
      filters: [{ label: evil, text: evil }],
    });
    expect(framePicture([{ ...drawing, text: evil }], file, style).svg).not.toContain('<script');
  });

  it('of several drawings names each above it', () => {
    const named = ['甲图', '乙图'].map((name) => ({ ...drawing, name }));
    const { svg } = framePicture(named, figureFile(), style);
    const places = [/甲图/, /<svg x="32"/, /乙图/].map((each) => svg.search(each));
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
  });

  it('of synthetic data says so at its head', () => {
    const { origin } = figureFile();
    const { svg } = framePicture([drawing], figureFile({ origin: { ...origin, synthetic: true } }), style);
    expect(svg.indexOf('>合成数据：')).toBeGreaterThan(0);
    expect(svg.indexOf('>合成数据：')).toBeLessThan(svg.indexOf('>其中口乡行政许可，2019–2025 年</text>'));
  });
});
