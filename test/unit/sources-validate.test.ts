import { describe, expect, it } from 'vitest';
import { headerLine } from '#sources/contract.ts';
import { issueLine, showValue } from '#sources/issue-line.ts';
import { TABLES, type TableName } from '#sources/package.ts';
import type { TableKeys } from '#sources/table-keys.ts';
import { type TableValidation, validateTable } from '#sources/validate.ts';

const REGIONS = `code,name,level,parent_code,kind
13,河北省,province,,
1306,保定市,prefecture,13,
130623,涞水县,county,1306,
130623205,其中口乡,township,130623,乡
130623206,龙门乡,township,130623,乡
`;

const REPORTS_HEADER = headerLine(TABLES.reports);

/** A line of reports.csv; `cells` replaces columns by name. */
function report(cells: Readonly<Record<string, string>> = {}): string {
  const sound: Readonly<Record<string, string>> = {
    report_id: '130623205-2023',
    region_code: '130623205',
    year: '2023',
    template: '2021',
    section2: 'table',
    section3: 'table',
    section4: 'table',
  };
  return TABLES.reports.columns.map(({ name }) => cells[name] ?? sound[name] ?? '').join(',');
}

function lines(...rows: readonly string[]): string {
  return rows.map((row) => `${row}\n`).join('');
}

const REPORTS = lines(
  REPORTS_HEADER,
  report(),
  report({ report_id: '130623206-2023', region_code: '130623206' }),
);

/** Keys of sound regions and reports, as a package hands them from table to table. */
function keysOf(texts: Partial<Record<'regions' | 'reports', string>> = {}): Map<string, TableKeys> {
  const keys = new Map<string, TableKeys>();
  for (const table of ['regions', 'reports'] as const) {
    const text = texts[table] ?? (table === 'regions' ? REGIONS : REPORTS);
    const found = validateTable(TABLES[table], text, { keys }).keys;
    if (found !== undefined) keys.set(table, found);
  }
  return keys;
}

function validate(table: TableName, text: string, keys = keysOf()): TableValidation {
  return validateTable(TABLES[table], text, { keys });
}

function seen(result: TableValidation): readonly { en: string; zh: string }[] {
  return result.issues.map((issue) => ({ en: issueLine(issue, 'en'), zh: issueLine(issue, 'zh') }));
}

describe('what a person reads about each kind of fault', () => {
  const DISCLOSURES = headerLine(TABLES.disclosures);
  const REVIEWS = headerLine(TABLES.reviews);
  const cases: readonly {
    readonly fault: string;
    readonly table: TableName;
    readonly text: string;
    readonly en: string;
    readonly zh: string;
  }[] = [
    {
      fault: 'an empty file',
      table: 'reviews',
      text: '',
      en: 'reviews.csv: the file is empty; its first line should be report_id,channel,upheld,corrected,other,pending,total',
      zh: 'reviews.csv: 文件是空的；首行应为 report_id,channel,upheld,corrected,other,pending,total',
    },
    {
      fault: 'a web page in place of the file',
      table: 'reviews',
      text: '\n<!doctype html><title>404</title>',
      en: 'reviews.csv: a web page came in place of the CSV file; check the address and whether the file is on the server',
      zh: 'reviews.csv: 收到的是网页，不是 CSV 文件；请检查地址，或该文件是否已放到服务器上',
    },
    {
      fault: 'a NUL character',
      table: 'reviews',
      text: `${REVIEWS}\n\0\n`,
      en: 'reviews.csv: this is not a text file (a NUL byte on line 2); save it as CSV in UTF-8',
      zh: 'reviews.csv: 不是文本文件（第 2 行有空字符）；请另存为 UTF-8 编码的 CSV',
    },
    {
      fault: 'another separator',
      table: 'reviews',
      text: `${REVIEWS.replaceAll(',', ';')}\n`,
      en: 'reviews.csv:1: the columns are separated by ";"; save the file with commas',
      zh: 'reviews.csv:1: 各列以“;”分隔；请另存为逗号分隔的 CSV',
    },
    {
      fault: 'no header',
      table: 'reviews',
      text: '130623205-2023,reconsideration,0,0,0,0,0\n',
      en: 'reviews.csv:1: the first line, "130623205-2023,reconsideration,0,0,0,0,0", has none of this table\'s columns; it should be the header',
      zh: 'reviews.csv:1: 首行“130623205-2023,reconsideration,0,0,0,0,0”没有本表的任何列名；首行应为列名',
    },
    {
      fault: 'a missing column',
      table: 'reviews',
      text: 'report_id,channel,upheld,corrected,other,total\n',
      en: 'reviews.csv:1:pending: the column is not in the file, which is therefore not loaded; add pending to the header',
      zh: 'reviews.csv:1:pending: 缺少这一列，文件未载入；请在表头补上 pending',
    },
    {
      fault: 'a missing column that may be absent',
      table: 'disclosures',
      text: 'report_id,item,measure,value\n130623205-2023,permit,decisions,4\n',
      en: 'disclosures.csv:1:unit: the column is not in the file; it is loaded as missing throughout',
      zh: 'disclosures.csv:1:unit: 缺少这一列；整列按缺失载入',
    },
    {
      fault: 'an unknown column',
      table: 'disclosures',
      text: `${DISCLOSURES},remark\n130623205-2023,permit,decisions,4,,ok\n`,
      en: 'disclosures.csv:1: "remark" is not a column of this table; it is ignored and the rest is loaded',
      zh: 'disclosures.csv:1: “remark”不是本表的列；已忽略，其余照常载入',
    },
    {
      fault: 'a repeated column',
      table: 'disclosures',
      text: `${DISCLOSURES},value\n130623205-2023,permit,decisions,4,,5\n`,
      en: 'disclosures.csv:1:value: value stands in the header more than once, and the file is not loaded; keep one of them',
      zh: 'disclosures.csv:1:value: 表头中 value 出现不止一次，文件未载入；请只保留一列',
    },
    {
      fault: 'a repeated unknown column',
      table: 'disclosures',
      text: `${DISCLOSURES},x,x\n130623205-2023,permit,decisions,4,,5,6\n`,
      en: 'disclosures.csv:1: "x" stands in the header more than once; it is no column of this table and is ignored',
      zh: 'disclosures.csv:1: “x”出现不止一次；它不是本表的列，已忽略',
    },
    {
      fault: 'a row of the wrong length',
      table: 'disclosures',
      text: `${DISCLOSURES}\n130623205-2023,permit,decisions,1,234,\n`,
      en: 'disclosures.csv:2: the line has 6 cells, the header has 5',
      zh: 'disclosures.csv:2: 本行有 6 格，表头有 5 列',
    },
    {
      fault: 'text after a closing quote',
      table: 'disclosures',
      text: `${DISCLOSURES}\n"130623205-2023"x,permit,decisions,1,\n`,
      en: 'disclosures.csv:2: a quote is not closed, or text follows the closing quote; inside a quoted cell write a quote twice ("")',
      zh: 'disclosures.csv:2: 引号没有闭合，或闭合后还有文字；单元格内的引号须写成两个（""）',
    },
    {
      fault: 'an empty required cell',
      table: 'reports',
      text: lines(REPORTS_HEADER, report({ section2: '' })),
      en: 'reports.csv:2:section2: is empty; expected one of table, partial, blank, not_captured',
      zh: 'reports.csv:2:section2: 为空；应为以下之一：table、partial、blank、not_captured',
    },
    {
      fault: 'a unit in a number',
      table: 'disclosures',
      text: `${DISCLOSURES}\n130623205-2023,fee,amount_10k_yuan,3.2万元,万元\n`,
      en: 'disclosures.csv:2:value: "3.2万元" does not fit; expected a plain number such as 12, -3 or 4.5 (an empty cell where nothing was printed)',
      zh: 'disclosures.csv:2:value: “3.2万元”不符；应为不带单位和千分位的数字，如 12、-3、4.5（未印出则留空）',
    },
    {
      fault: 'a mark for nothing in a number',
      table: 'reviews',
      text: `${REVIEWS}\n130623205-2023,reconsideration,/,0,0,0,0\n`,
      en: 'reviews.csv:2:upheld: "/" does not fit; expected a plain number such as 12, -3 or 4.5 (an empty cell where nothing was printed)',
      zh: 'reviews.csv:2:upheld: “/”不符；应为不带单位和千分位的数字，如 12、-3、4.5（未印出则留空）',
    },
    {
      fault: 'a day that does not exist',
      table: 'reports',
      text: lines(REPORTS_HEADER, report({ published_on: '2023-02-29' })),
      en: 'reports.csv:2:published_on: "2023-02-29" does not fit; expected a date that exists, written 2024-01-31 (empty if there is none)',
      zh: 'reports.csv:2:published_on: “2023-02-29”不符；应为存在的日期，写作 2024-01-31（没有则留空）',
    },
    {
      fault: 'a year outside the bounds',
      table: 'reports',
      text: lines(REPORTS_HEADER, report({ report_id: '130623205-2203', year: '2203' })),
      en: 'reports.csv:2:year: "2203" does not fit; expected a four-digit year from 2008 to 2050',
      zh: 'reports.csv:2:year: “2203”不符；应为四位年份，不早于 2008，不晚于 2050',
    },
    {
      fault: 'an address that is none',
      table: 'reports',
      text: lines(REPORTS_HEADER, report({ source_url: 'javascript:alert(1)' })),
      en: 'reports.csv:2:source_url: "javascript:alert(1)" does not fit; expected an address that begins with http:// or https:// and has no spaces (empty if there is none)',
      zh: 'reports.csv:2:source_url: “javascript:alert(1)”不符；应为以 http:// 或 https:// 开头、不含空格的网址（没有则留空）',
    },
    {
      fault: 'a text that is too long',
      table: 'reports',
      text: lines(REPORTS_HEADER, report({ issuer: '乡'.repeat(501) })),
      en: `reports.csv:2:issuer: "${'乡'.repeat(59)}…" does not fit; expected text of at most 500 characters`,
      zh: `reports.csv:2:issuer: “${'乡'.repeat(59)}…”不符；应为至多 500 个字符的文字`,
    },
    {
      fault: 'a report id that is not region and year',
      table: 'reports',
      text: lines(REPORTS_HEADER, report({ report_id: '130623205-2024' })),
      en: 'reports.csv:2:report_id: "130623205-2024" does not fit; expected 130623205-2023, the region code and the year of the row',
      zh: 'reports.csv:2:report_id: “130623205-2024”不符；应为 130623205-2023，即“区划代码-年份”',
    },
    {
      fault: 'an item and a measure that no form prints together',
      table: 'disclosures',
      text: `${DISCLOSURES}\n130623205-2023,permit,in_force,4,\n`,
      en: 'disclosures.csv:2:measure: "in_force" does not fit; expected a column the forms print for permit: items_previous_year, items_change, decisions',
      zh: 'disclosures.csv:2:measure: “in_force”不符；应为 permit 行所印的列：items_previous_year、items_change、decisions',
    },
    {
      fault: 'a level that is not that of the code',
      table: 'regions',
      text: lines(...REGIONS.split('\n').slice(0, 3), '130623,涞水县,prefecture,1306,'),
      en: 'regions.csv:4:level: "prefecture" does not fit; expected county, the level of a code of 6 digits',
      zh: 'regions.csv:4:level: “prefecture”不符；应为 6 位代码对应的 county',
    },
    {
      fault: 'a parent that is not the beginning of the code',
      table: 'regions',
      text: lines(...REGIONS.split('\n').slice(0, 3), '130623,涞水县,county,13,'),
      en: 'regions.csv:4:parent_code: "13" does not fit; expected 1306, the leading digits of the code',
      zh: 'regions.csv:4:parent_code: “13”不符；应为代码的前 4 位 1306',
    },
    {
      fault: 'a province with a parent',
      table: 'regions',
      text: lines(...REGIONS.split('\n').slice(0, 2), '14,山西省,province,13,'),
      en: 'regions.csv:3:parent_code: "13" does not fit; expected an empty cell: a province has no parent here',
      zh: 'regions.csv:3:parent_code: “13”不符；应为空（省级没有上级区划）',
    },
    {
      fault: 'a kind on a county',
      table: 'regions',
      text: lines(...REGIONS.split('\n').slice(0, 3), '130623,涞水县,county,1306,乡'),
      en: 'regions.csv:4:kind: "乡" does not fit; expected an empty cell: only townships have a kind',
      zh: 'regions.csv:4:kind: “乡”不符；应为空（仅乡级填写类型）',
    },
    {
      fault: 'a township without a kind',
      table: 'regions',
      text: REGIONS.replace('130623206,龙门乡,township,130623,乡', '130623206,龙门乡,township,130623,'),
      en: 'regions.csv:6:kind: is empty; expected the kind of the township, one of 镇, 乡, 街道, 民族乡, 苏木, 民族苏木, 地区, 其他',
      zh: 'regions.csv:6:kind: 为空；应为乡级的类型，为以下之一：镇、乡、街道、民族乡、苏木、民族苏木、地区、其他',
    },
    {
      fault: 'a duplicate of one column',
      table: 'reports',
      text: lines(REPORTS_HEADER, report(), report({ issuer: '其中口乡' })),
      en: 'reports.csv:3:report_id: "130623205-2023" is already on line 2; report_id must be unique',
      zh: 'reports.csv:3:report_id: “130623205-2023”已见于第 2 行；report_id 不得重复',
    },
    {
      fault: 'a duplicate of several columns',
      table: 'reviews',
      text: lines(
        REVIEWS,
        '130623205-2023,direct_suit,0,0,0,0,0',
        '130623206-2023,direct_suit,0,0,0,0,0',
        '130623205-2023,direct_suit,1,0,0,0,1',
      ),
      en: 'reviews.csv:4:report_id+channel: "130623205-2023, direct_suit" is already on line 2; report_id + channel must be unique',
      zh: 'reviews.csv:4:report_id+channel: “130623205-2023, direct_suit”已见于第 2 行；report_id + channel 不得重复',
    },
    {
      fault: 'a key that is nowhere',
      table: 'reports',
      text: lines(REPORTS_HEADER, report({ report_id: '130623999-2023', region_code: '130623999' })),
      en: 'reports.csv:2:region_code: "130623999" is not in regions.csv',
      zh: 'reports.csv:2:region_code: “130623999”不在 regions.csv 中',
    },
  ];

  it.each(cases)('$fault', ({ table, text, en, zh }) => {
    expect(seen(validate(table, text))).toEqual([{ en, zh }]);
  });

  it('a key whose own line was set aside names that line', () => {
    const keys = keysOf({ reports: lines(REPORTS_HEADER, report(), report({ year: '23' })) });
    const bad = keysOf({ reports: lines(REPORTS_HEADER, report({ section2: 'whole' })) });
    const text = `${headerLine(TABLES.reviews)}\n130623205-2023,direct_suit,0,0,0,0,0\n`;
    expect(validate('reviews', text, keys).issues).toEqual([]);
    expect(seen(validate('reviews', text, bad))).toEqual([
      {
        en: 'reviews.csv:2:report_id: "130623205-2023" is on line 2 of reports.csv, which was set aside; mend that line first',
        zh: 'reviews.csv:2:report_id: “130623205-2023”在 reports.csv 第 2 行，该行有误未载入；请先改正该行',
      },
    ]);
  });

  it('faults beyond the limit are counted in one line more', () => {
    const rows = Array.from({ length: 5 }, (_, i) => report({ report_id: `x${i}`, template: '2019' }));
    const result = validateTable(TABLES.reports, lines(REPORTS_HEADER, ...rows), { issueLimit: 2 });
    expect(seen(result).map(({ en }) => en)).toEqual([
      'reports.csv:2:report_id: "x0" does not fit; expected region code, hyphen, year, such as 130623205-2023',
      'reports.csv:3:report_id: "x1" does not fit; expected region code, hyphen, year, such as 130623205-2023',
      'reports.csv:report_id: 3 more lines have the same fault and are not listed; none of them is loaded',
    ]);
    expect(result.setAside.map(({ line }) => line)).toEqual([2, 3, 4, 5, 6]);
  });

  it('shortens a value to sixty characters and makes control characters visible', () => {
    expect(showValue('a\tb\r\nc\u007f')).toBe('a␉b␍␊c␡');
    expect(showValue('abc\u202Edef\u200B')).toBe('abc\\u{202e}def\\u{200b}');
    expect(showValue('x'.repeat(61))).toBe(`${'x'.repeat(59)}…`);
    expect(showValue('x'.repeat(60))).toBe('x'.repeat(60));
    expect(Array.from(showValue('𠮷'.repeat(500)))).toHaveLength(60);
  });
});

describe('a row with faults', () => {
  it('lists every fault of the row, not only the first', () => {
    const text = lines(
      REPORTS_HEADER,
      report({ year: '', template: '2020', published_on: 'May', region_code: '99' }),
    );
    expect(validate('reports', text).issues.map(({ column }) => column)).toEqual([
      'region_code',
      'year',
      'template',
      'published_on',
    ]);
  });

  it('is set aside with its key while the rest is loaded as it stands', () => {
    const [header = '', good = '', other = ''] = REPORTS.split('\n');
    const bad = report({ report_id: '130623205-2022', year: '2022', section3: 'all' });
    const result = validate('reports', lines(header, good, bad, other));
    expect(result.csv).toBe(REPORTS);
    expect(result.setAside).toEqual([{ line: 3, lastLine: 3, key: ['130623205-2022'] }]);
    expect([result.rows, result.rowsRead]).toEqual([2, 3]);
  });

  it('a line of broken quotes among rows without any is not handed on', () => {
    const [header = '', good = '', other = ''] = REPORTS.split('\n');
    const result = validate('reports', lines(header, good, '"130623205-2022', other));
    expect(result.csv).toBe(REPORTS);
    expect(result.setAside).toEqual([{ line: 3, lastLine: 3, key: null }]);
  });

  it('of the wrong length has no key that could be told', () => {
    const result = validate('reports', lines(REPORTS_HEADER, 'a,b', report()));
    expect(result.setAside).toEqual([{ line: 2, lastLine: 2, key: null }]);
    expect(result.rows).toBe(1);
  });

  it('of the wrong length or with broken quotes still tells its report if its first cell is one', () => {
    const text = lines(
      headerLine(TABLES.reviews),
      '130623205-2023,direct_suit,0,0,0,0',
      '130623206-2023,"direct"_suit,0,0,0,0,0',
      '130623207-2023,"direct"_suit,0,0,0,0,0',
      '"130623206-2023"x,direct_suit,0,0,0,0,0',
    );
    expect(validate('reviews', text).setAside).toEqual([
      { line: 2, lastLine: 2, key: ['130623205-2023'] },
      { line: 3, lastLine: 3, key: ['130623206-2023'] },
      { line: 4, lastLine: 4, key: null },
      { line: 5, lastLine: 5, key: null },
    ]);
  });

  it('of the wrong length keeps its id, so that its cells are not told that it is nowhere', () => {
    const keys = keysOf({ reports: lines(REPORTS_HEADER, '130623205-2023,130623205,2023') });
    const text = `${headerLine(TABLES.reviews)}\n130623205-2023,direct_suit,0,0,0,0,0\n`;
    expect(seen(validate('reviews', text, keys))[0]?.en).toContain('is on line 2 of reports.csv');
  });

  it('that belongs to no report is counted, but the data misses nothing by it', () => {
    const text = lines(
      headerLine(TABLES.reviews),
      '130623999-2023,direct_suit,0,0,0,0,0',
      '130623205-2023,direct_suit,x,0,0,0,0',
    );
    const result = validate('reviews', text);
    expect(result.setAsideCount).toBe(2);
    expect(result.setAside).toEqual([{ line: 3, lastLine: 3, key: ['130623205-2023', 'direct_suit'] }]);
  });

  it('keeps the first of two rows with one key', () => {
    const result = validate('reports', lines(REPORTS_HEADER, report(), report({ issuer: 'again' })));
    expect(result.csv).toBe(lines(REPORTS_HEADER, report()));
  });

  it('counts as the first with its key even if it was set aside', () => {
    const result = validate('reports', lines(REPORTS_HEADER, report({ template: '1999' }), report()));
    expect(result.issues.map(({ code, line }) => [code, line])).toEqual([
      ['value-not-allowed', 2],
      ['key-duplicate', 3],
    ]);
    expect(result.rows).toBe(0);
  });

  it('takes its child regions with it, and theirs', () => {
    const result = validate('regions', REGIONS.replace('1306,保定市,prefecture,13,', '1306,,prefecture,13,'));
    expect(result.issues.map((issue) => issueLine(issue, 'en'))).toEqual([
      'regions.csv:3:name: is empty; expected text of at most 200 characters',
      'regions.csv:4:parent_code: "1306" is on line 3 of regions.csv, which was set aside; mend that line first',
      'regions.csv:5:parent_code: "130623" is on line 4 of regions.csv, which was set aside; mend that line first',
      'regions.csv:6:parent_code: "130623" is on line 4 of regions.csv, which was set aside; mend that line first',
    ]);
    expect(result.csv).toBe('code,name,level,parent_code,kind\n13,河北省,province,,\n');
  });

  it('does not wait for its parent to stand above it', () => {
    const [header = '', ...rows] = REGIONS.trimEnd().split('\n');
    const text = lines(header, ...rows.toReversed());
    const result = validate('regions', text);
    expect(result.issues).toEqual([]);
    expect(result.csv).toBe(text);
  });

  it('is not judged by a table that was not read', () => {
    const text = `${headerLine(TABLES.reviews)}\n990000000-2023,direct_suit,0,0,0,0,0\n`;
    expect(validateTable(TABLES.reviews, text).issues).toEqual([]);
  });

  it('finds duplicates among keys that no report has', () => {
    const text = lines(
      headerLine(TABLES.reviews),
      '110000000-2023,direct_suit,0,0,0,0,0',
      '110000001-2023,direct_suit,0,0,0,0,0',
      '110000000-2023,direct_suit,0,0,0,0,0',
    );
    expect(validate('reviews', text).issues.map(({ code, line }) => [line, code])).toEqual([
      [2, 'key-dangling'],
      [3, 'key-dangling'],
      [4, 'key-dangling'],
      [4, 'key-duplicate'],
    ]);
  });
});

describe('forms of CSV', () => {
  it('hands on the very text when nothing is wrong with it', () => {
    expect(validate('reports', REPORTS).csv).toBe(REPORTS);
    const quoted = lines(REPORTS_HEADER, report({ note: '"a, ""b"""' }));
    expect(validate('reports', quoted).csv).toBe(quoted);
  });

  it.each([
    ['a BOM', `\uFEFF${REPORTS}`],
    ['CRLF', REPORTS.replaceAll('\n', '\r\n')],
    ['CR', REPORTS.replaceAll('\n', '\r')],
    ['blank lines at the end', `${REPORTS}\n\n`],
    ['blank lines inside', REPORTS.replaceAll('\n', '\n\n')],
    ['blank lines above', `\n\n${REPORTS}`],
    ['all cells quoted', REPORTS.replaceAll(/[^,\n]+/g, '"$&"')],
    ['an unknown column', REPORTS.replaceAll('\n', ',x\n')],
    [
      'columns in other order',
      REPORTS.trimEnd()
        .split('\n')
        .map((line) => line.split(',').toReversed().join(','))
        .join('\n'),
    ],
  ])('reads %s and hands on the plain form', (_form, text) => {
    const result = validate('reports', text);
    expect(result.issues.filter(({ severity }) => severity === 'error')).toEqual([]);
    expect(result.csv).toBe(REPORTS);
    expect(result.rows).toBe(2);
  });

  it('takes a file with a header and no rows for an empty table', () => {
    const result = validate('reviews', headerLine(TABLES.reviews));
    expect([result.issues, result.rows, result.readable]).toEqual([[], 0, true]);
  });

  it('counts the lines inside quoted cells and blank lines', () => {
    const text = lines(
      REPORTS_HEADER,
      report({ note: '"one\ntwo\n\nfour"' }),
      '',
      report({ report_id: '130623206-2023', region_code: '130623206', template: '1' }),
    );
    expect(validate('reports', text).issues.map(({ line, column }) => [line, column])).toEqual([
      [7, 'template'],
    ]);
  });

  it('reads a cell of 100,000 characters', () => {
    const note = `${'长'.repeat(99_000)}${'""\n'.repeat(500)}`;
    const text = lines(REPORTS_HEADER, report({ note: `"${note}"` }), report({ year: '' }));
    const result = validate('reports', text);
    expect(result.issues.map(({ line, column }) => [line, column])).toEqual([
      [503, 'report_id'],
      [503, 'year'],
    ]);
    expect(result.rows).toBe(1);
  });

  it('goes on with the next line after a broken quote', () => {
    const rows = Array.from({ length: 40 }, (_, i) =>
      report({ report_id: `130623205-${2008 + i}`, year: String(2008 + i), note: '"n"' }),
    );
    const text = lines(
      REPORTS_HEADER,
      ...rows.slice(0, 10),
      report({ report_id: '130623206-2023', region_code: '130623206', note: '"never closed' }),
      ...rows.slice(10),
    );
    const result = validate('reports', text);
    expect(result.issues.map(({ code, line }) => [code, line])).toEqual([['quote-broken', 12]]);
    expect(result.setAside).toEqual([{ line: 12, lastLine: 12, key: ['130623206-2023'] }]);
    expect(result.rows).toBe(40);
  });

  it('stops at the two hundredth broken quote and says from where', () => {
    const text = lines(REPORTS_HEADER, ...Array.from({ length: 1000 }, () => '"a"b'));
    const result = validate('reports', text);
    expect(result.issues).toHaveLength(200);
    expect(seen(result).at(-1)?.en).toBe(
      'reports.csv:201: too many broken quotes: nothing from this line on was read; mend the quotes above first',
    );
    expect(result.setAside.at(-1)).toEqual({ line: 201, lastLine: 1001, key: null });
  });

  it('says so when the header itself is broken', () => {
    const result = validate('reports', '"report_id"x,region_code\n');
    expect(result.readable).toBe(false);
    expect(result.issues.map(({ code, line }) => [code, line])).toEqual([['quote-broken', 1]]);
  });

  it('keeps count of lines over a text of many batches, with and without quotes', () => {
    const header = headerLine(TABLES.regions);
    const rows = Array.from({ length: 20_000 }, (_, i) => {
      const name = i % 13 === 0 ? `"a ""name"", ${'line\n'.repeat(i % 35)}"` : 'name';
      return `${130_000_000 + i},${name},${i % 997 === 0 ? 'village' : 'township'},,乡`;
    });
    const expected: number[] = [];
    let line = 2;
    rows.forEach((row, i) => {
      if (i % 997 === 0) expected.push(line);
      line += row.split('\n').length;
    });
    const contract = { ...TABLES.regions, foreignKeys: [], rowChecks: [] };
    const result = validateTable(contract, lines(header, ...rows));
    expect(result.issues.map((issue) => issue.line)).toEqual(expected);
    expect(result.csv).toBe(lines(header, ...rows.filter((_, i) => i % 997 !== 0)));
    expect(result.rows).toBe(20_000 - expected.length);
  });

  it('keeps a carriage return inside a cell as part of the cell', () => {
    const result = validate('reports', lines(REPORTS_HEADER, report({ note: 'a\rb' })));
    expect(result.csv).toBe(lines(REPORTS_HEADER, report({ note: '"a\rb"' })));
  });

  it('reports progress up to the whole text', () => {
    const calls: (readonly [number, number])[] = [];
    validateTable(TABLES.reports, REPORTS, { onRows: (rows, share) => calls.push([rows, share]) });
    expect(calls.at(-1)).toEqual([2, 1]);
  });
});
