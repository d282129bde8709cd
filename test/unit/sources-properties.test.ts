import * as fc from 'fast-check';
import Papa from 'papaparse';
import { describe, expect, it } from 'vitest';
import { DISCLOSURE_ITEM_IDS, DISCLOSURE_LAYOUT } from '#model/forms.ts';
import { FORM_VERSIONS, SECTION_STATUSES } from '#model/report.ts';
import { headerLine, type RowOf, type TableContract } from '#sources/contract.ts';
import { decodeText } from '#sources/decode.ts';
import { disclosures } from '#sources/disclosures.ts';
import { issueLine } from '#sources/issue-line.ts';
import { faultMessage } from '#sources/messages.ts';
import { TABLE_NAMES, TABLES } from '#sources/package.ts';
import { reports } from '#sources/reports.ts';
import { typedRows } from '#sources/typed-rows.ts';
import { type TableFindings, TableReader, validateTable } from '#sources/validate.ts';

type Cells = readonly string[];

/** A count as print may have it: whole, broken or negative, or missing. */
const printedNumber = fc.oneof(
  fc.nat({ max: 9999 }).map(String),
  fc
    .tuple(fc.integer({ min: -999, max: 999 }), fc.nat({ max: 999 }))
    .map(([whole, part]) => `${whole}.${part}`),
  fc.constant(''),
);

/** Text with all that CSV can trip over. A lone surrogate is not a character and no file can hold one. */
const awkwardText = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '"',
        '""',
        ',',
        '\n',
        '\r',
        '\r\n',
        ' ',
        '\t',
        '\\',
        "'",
        '#',
        'NULL',
        '\uFEFF',
        '\u2028',
        '〇',
      ),
      fc.string({ unit: 'grapheme', maxLength: 3 }),
    ),
    { maxLength: 8 },
  )
  .map((parts) => parts.join('').replaceAll('\0', ''));

const reportRow: fc.Arbitrary<Cells> = fc
  .record({
    region: fc.integer({ min: 110101001, max: 659999999 }).map(String),
    year: fc.integer({ min: 2008, max: 2050 }).map(String),
    template: fc.constantFrom('', ...FORM_VERSIONS),
    issuer: awkwardText,
    note: awkwardText,
    sections: fc.tuple(...[1, 2, 3].map(() => fc.constantFrom(...SECTION_STATUSES))),
    narratives: fc.array(printedNumber, { minLength: 9, maxLength: 9 }),
    url: fc.oneof(fc.constant(''), fc.webUrl({ withQueryParameters: true })),
    published: fc.oneof(
      fc.constant(''),
      fc
        .date({ min: new Date('2009-01-01'), max: new Date('2051-12-31'), noInvalidDate: true })
        .map((date) => date.toISOString().slice(0, 10)),
    ),
  })
  .map(({ region, year, template, issuer, note, sections, narratives, url, published }) => [
    `${region}-${year}`,
    region,
    year,
    template,
    issuer,
    url,
    published,
    ...sections,
    ...narratives,
    note,
  ]);

const reportRows = fc.uniqueArray(reportRow, { selector: ([id]) => id, minLength: 1, maxLength: 30 });

const FORM_CELLS_OF_SECTION_2 = FORM_VERSIONS.flatMap((form) =>
  DISCLOSURE_ITEM_IDS.flatMap((item) =>
    (DISCLOSURE_LAYOUT[form][item] ?? []).map((measure) => [item, measure] as const),
  ),
);

const disclosureRows = fc.uniqueArray(
  fc
    .record({
      id: fc.constantFrom('110101001-2020', '130623205-2023', '130623206-2021'),
      cell: fc.constantFrom(...FORM_CELLS_OF_SECTION_2),
      value: printedNumber,
      unit: fc.constantFrom('', '元', '万元'),
    })
    .map(({ id, cell, value, unit }): Cells => [id, ...cell, value, unit]),
  { selector: (row) => row.slice(0, 3).join(), minLength: 1, maxLength: 60 },
);

function csvOf(contract: TableContract, rows: readonly Cells[], quotes = false): string {
  const body = Papa.unparse(
    rows.map((row) => [...row]),
    { newline: '\n', quotes },
  );
  return `${headerLine(contract)}\n${body}\n`;
}

/** What the cells mean, worked out without the code under test. */
function expectedRows(contract: TableContract, rows: readonly Cells[]): readonly unknown[] {
  return rows.map((row) =>
    Object.fromEntries(
      contract.columns.map(({ name, type }, i) => {
        const cell = row[i] ?? '';
        const isNumber = type === 'number' || type === 'year';
        return [name, cell === '' ? null : isNumber ? Number.parseFloat(cell) : cell];
      }),
    ),
  );
}

/** Line ends inside cells are read as LF when they are CRLF, or when the whole file has no other line end. */
function withReadLineEnds(rows: readonly Cells[]): readonly Cells[] {
  return rows.map((row) => row.map((cell) => cell.replaceAll(/\r+\n/g, '\n')));
}

describe('any sound table', () => {
  it('comes through with every cell as it was', () => {
    fc.assert(
      fc.property(reportRows, fc.boolean(), (rows, quotes) => {
        const result = validateTable(reports, csvOf(reports, rows, quotes));
        expect(result.issues).toEqual([]);
        expect(result.rows).toBe(rows.length);
        expect(typedRows(reports, result.csv)).toEqual(expectedRows(reports, withReadLineEnds(rows)));
      }),
    );
  });

  it('is handed on in a form that is handed on unchanged', () => {
    fc.assert(
      fc.property(reportRows, fc.boolean(), (rows, quotes) => {
        const once = validateTable(reports, `\uFEFF${csvOf(reports, rows, quotes)}`).csv;
        expect(validateTable(reports, once).csv).toBe(once);
      }),
    );
  });

  it('does not depend on the order of its columns', () => {
    const order = fc.shuffledSubarray(
      disclosures.columns.map((_, i) => i),
      { minLength: disclosures.columns.length },
    );
    fc.assert(
      fc.property(disclosureRows, order, (rows, places) => {
        const pick = (row: Cells) => places.map((place) => row[place] ?? '').join(',');
        const text = `${[disclosures.columns.map(({ name }) => name), ...rows].map(pick).join('\n')}\n`;
        const result = validateTable(disclosures, text);
        expect(result.issues).toEqual([]);
        expect(result.csv).toBe(csvOf(disclosures, rows));
      }),
    );
  });
});

/** The rows cut into files where the marks say, in order, each with its header. */
function filesOf(
  contract: TableContract,
  rows: readonly Cells[],
  cuts: readonly number[],
): readonly string[] {
  const ends = [...new Set([...cuts.map((cut) => cut % rows.length), rows.length])].toSorted((a, b) => a - b);
  return ends.map((end, i) => csvOf(contract, rows.slice(ends[i - 1] ?? 0, end)).replace(/\n\n$/, '\n'));
}

function validateFiles(
  contract: TableContract,
  files: readonly string[],
): TableFindings & { readonly csv: string } {
  const reader = new TableReader(contract, {});
  const sound: string[] = [];
  files.forEach((text, i) => {
    reader.read(`${i}.csv`, text, (csv) => {
      sound[i] = csv;
    });
  });
  const header = `${headerLine(contract)}\n`;
  return { ...reader.end(), csv: header + sound.map((csv) => csv.slice(header.length)).join('') };
}

describe('any table cut into files', () => {
  const cuts = fc.array(fc.nat(), { maxLength: 4 });

  it('comes through as the same rows as in one, faulty and repeated ones set aside alike', () => {
    const fault = fc.record({ row: fc.nat(), column: fc.nat(), cell: fc.constantFrom('', 'x', '元') });
    fc.assert(
      fc.property(
        disclosureRows,
        fc.array(fc.nat(), { maxLength: 3 }),
        fc.array(fault, { maxLength: 3 }),
        cuts,
        (sound, repeats, faults, where) => {
          const rows = [...sound, ...repeats.map((place) => sound[place % sound.length] ?? [])].map(
            (row, i) =>
              row.map(
                (cell, c) =>
                  faults.find((one) => one.row % sound.length === i && one.column % row.length === c)?.cell ??
                  cell,
              ),
          );
          const whole = validateTable(disclosures, csvOf(disclosures, rows));
          const cut = validateFiles(disclosures, filesOf(disclosures, rows, where));
          expect(cut.csv).toBe(whole.csv);
          expect([cut.rows, cut.rowsRead, cut.setAsideCount]).toEqual([
            whole.rows,
            whole.rowsRead,
            whole.setAsideCount,
          ]);
          expect(cut.setAside.map(({ key }) => key)).toEqual(whole.setAside.map(({ key }) => key));
          expect(cut.issues.map(({ code, column, value }) => [code, column, value])).toEqual(
            whole.issues.map(({ code, column, value }) => [code, column, value]),
          );
        },
      ),
    );
  });

  it('comes through with awkward text as it was', () => {
    fc.assert(
      fc.property(reportRows, cuts, (rows, where) => {
        const cut = validateFiles(reports, filesOf(reports, rows, where));
        expect(cut.issues).toEqual([]);
        expect(typedRows(reports, cut.csv)).toEqual(expectedRows(reports, withReadLineEnds(rows)));
      }),
    );
  });
});

/** One fault put into a sound row of reports.csv: where, and what the cell becomes. */
const FAULTS = [
  { column: 'year', code: 'value-missing', cell: '' },
  { column: 'section3', code: 'value-missing', cell: '' },
  { column: 'template', code: 'value-not-allowed', cell: '2020' },
  { column: 'section4', code: 'value-not-allowed', cell: 'Table' },
  { column: 'source_url', code: 'value-pattern', cell: 'ftp://example.gov.cn/' },
  { column: 'published_on', code: 'value-type', cell: '2021-02-30' },
  { column: 'narrative_lawsuits', code: 'value-type', cell: '1,204' },
  { column: 'narrative_permits', code: 'value-type', cell: '１２' },
  { column: 'narrative_applications_new', code: 'value-type', cell: '12 ' },
  { column: null, code: 'row-length', cell: 'more' },
] as const;

describe('a fault put into any sound table', () => {
  it('is reported at its physical line, and exactly that row is set aside', () => {
    fc.assert(
      fc.property(
        reportRows,
        fc.nat(),
        fc.constantFrom(...FAULTS),
        fc.boolean(),
        (rows, where, fault, quotes) => {
          const place = where % rows.length;
          const faulty = rows.map((row, i) => {
            if (i !== place) return row;
            if (fault.column === null) return [...row, fault.cell];
            return row.map((cell, c) => (reports.columns[c]?.name === fault.column ? fault.cell : cell));
          });
          const before = csvOf(reports, rows.slice(0, place), quotes).replaceAll(/\r+\n/g, '\n');
          const line = place === 0 ? 2 : before.split('\n').length;
          const result = validateTable(reports, csvOf(reports, faulty, quotes));
          expect(result.issues.map(({ code, line: at, column }) => ({ code, at, column }))).toEqual([
            { code: fault.code, at: line, column: fault.column },
          ]);
          expect(result.setAside.map((row) => row.line)).toEqual([line]);
          const rest = rows.filter((_, i) => i !== place);
          expect(typedRows(reports, result.csv)).toEqual(expectedRows(reports, withReadLineEnds(rest)));
        },
      ),
    );
  });

  it('a repeated row is set aside and names the line of the first', () => {
    fc.assert(
      fc.property(disclosureRows, fc.nat(), fc.nat(), (rows, from, to) => {
        const first = from % rows.length;
        const again = first + 1 + (to % (rows.length - first));
        const doubled = rows.toSpliced(again, 0, rows[first] ?? []);
        const result = validateTable(disclosures, csvOf(disclosures, doubled));
        expect(result.issues.map((issue) => issueLine(issue, 'en').split(';')[0])).toEqual([
          `disclosures.csv:${again + 2}:report_id+item+measure: "${rows[first]?.slice(0, 3).join(', ')}" is already on line ${first + 2}`,
        ]);
        expect(result.csv).toBe(csvOf(disclosures, rows));
      }),
    );
  });
});

describe('any file whatever', () => {
  it('is read or refused with a reason, and nothing is thrown', () => {
    const header = fc.constantFrom(...TABLE_NAMES.map((table) => headerLine(TABLES[table])), '', '\uFEFF');
    fc.assert(
      fc.property(
        fc.constantFrom(...TABLE_NAMES),
        header,
        fc.uint8Array({ maxLength: 300 }),
        (table, start, tail) => {
          const bytes = new Uint8Array([...new TextEncoder().encode(start), ...tail]);
          const decoded = decodeText(bytes);
          const reason =
            'fault' in decoded ? faultMessage({ code: 'file-not-csv', reason: decoded.fault }).zh : null;
          const wrong = 'text' in decoded ? contradictions(TABLES[table], decoded.text) : [];
          expect(wrong).toEqual([]);
          expect(reason).not.toBe('');
        },
      ),
    );
  });

  it('has every one of its rows either loaded or set aside', () => {
    const cell = fc.oneof(
      fc.constantFrom(
        '130623205-2023',
        'permit',
        'decisions',
        '4',
        '',
        '"',
        '"a"b',
        '"a\nb"',
        '\n',
        ',',
        '\n\n',
      ),
      fc.string({ maxLength: 4 }),
    );
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 6 }), { maxLength: 40 }), (rows) => {
        const text = `${headerLine(disclosures)}\n${rows.map((row) => row.join(',')).join('\n')}`;
        expect(contradictions(disclosures, text)).toEqual([]);
      }),
    );
  });
});

/** What a result says that cannot be true: a row lost, a row set aside in silence, a faulty row handed on. */
function contradictions(contract: TableContract, text: string): readonly string[] {
  const { readable, rows, rowsRead, setAside, setAsideCount, issues, csv } = validateTable(contract, text);
  if (!readable) return issues.length > 0 ? [] : ['refused without a reason'];
  const again = validateTable(contract, csv);
  const lines = setAside.map(({ line }) => line);
  const listed = new Set(issues.map(({ line }) => line));
  return [
    ...(rows + setAsideCount < rowsRead ? ['a row is neither loaded nor set aside'] : []),
    ...(setAside.length > setAsideCount ? ['more is listed than was set aside'] : []),
    ...(rows > rowsRead ? ['more rows are loaded than were read'] : []),
    ...(new Set(lines).size < lines.length ? ['a line is set aside twice'] : []),
    ...(lines.some((line) => !listed.has(line)) ? ['a row is set aside in silence'] : []),
    ...(again.issues.some(({ severity }) => severity === 'error') ? ['a faulty row is handed on'] : []),
    ...(again.rows === rows ? [] : ['the rows handed on are not those counted']),
  ];
}

describe('the type of a row', () => {
  it('follows from the contract', () => {
    const row: Pick<
      RowOf<typeof reports>,
      'report_id' | 'year' | 'template' | 'section2' | 'narrative_permits'
    > = {
      report_id: '130623205-2023',
      year: 2023,
      template: '2021',
      section2: 'partial',
      narrative_permits: null,
    };
    // @ts-expect-error a form is 2019, 2021 or missing
    const wrong: RowOf<typeof reports>['template'] = '2020';
    expect([row.year, wrong]).toEqual([2023, '2020']);
  });
});
