import * as fc from 'fast-check';
import Papa from 'papaparse';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Engine, Row } from '#engine/engine.ts';
import { startNativeEngine } from '#engine/native.ts';
import { defineTable, duckdbColumns, headerLine, type TableContract } from '#sources/contract.ts';
import { TABLE_NAMES, TABLES } from '#sources/package.ts';
import { typedRows } from '#sources/typed-rows.ts';
import { validateTable } from '#sources/validate.ts';

/** Few columns of each type, so that examples stay readable. */
const SAMPLE = defineTable({
  name: 'sample',
  title: { zh: '样例', en: 'Sample' },
  description: { zh: '样例', en: 'Sample' },
  columns: ['id', 'text', 'amount', 'day', 'year'].map((name) => ({
    name,
    type: ({ amount: 'number', day: 'date', year: 'year' } as const)[name] ?? ('string' as const),
    title: { zh: name, en: name },
    description: { zh: name, en: name },
  })),
  primaryKey: ['id'],
  foreignKeys: [],
  rowChecks: [],
});

let engine: Engine;

beforeAll(async () => {
  engine = await startNativeEngine();
});

afterAll(async () => {
  await engine.close();
});

/** What DuckDB reads from the text that validation hands on. */
async function readByDuckdb(contract: TableContract, csv: string): Promise<readonly Row[]> {
  await engine.addFile('sample.csv', new TextEncoder().encode(csv));
  const types = duckdbColumns(contract);
  const columns = types.map(([name, type]) => `'${name}': '${type}'`);
  // Text comes out as hexadecimal: the client drops a BOM at the start of a text, the engine does not.
  const selected = types.map(([name, type]) => (type === 'VARCHAR' ? `hex(${name}) AS ${name}` : name));
  const rows = await engine.query({
    name: 'read',
    sql: `SELECT ${selected.join(', ')} FROM read_csv('package/sample.csv', columns = {${columns.join(', ')}}, header = true,
      auto_detect = false, delim = ',', quote = '"', escape = '"', nullstr = '', new_line = '\\n',
      strict_mode = true, max_line_size = 10000000)`,
  });
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [
        name,
        typeof value === 'string' ? Buffer.from(value, 'hex').toString('utf8') : value,
      ]),
    ),
  );
}

/** The rows DuckDB reads, beside those the validator saw. */
async function readTwice(contract: TableContract, text: string) {
  const { csv, rows } = validateTable(contract, text);
  const seen = typedRows(contract, csv);
  return { read: await readByDuckdb(contract, csv), seen, complete: seen.length === rows };
}

describe('DuckDB reads the values the validator saw', () => {
  it.each([
    ['quotes, commas and line ends in cells', '1,"a ""b"", c\nd",1,,\n2,"""",2,,\n'],
    ['spaces around text', '1, lead,1,,\n2,trail ,2,,\n3," both ",3,,\n4, ,4,,\n'],
    ['the word NULL and words like it', '1,NULL,1,,\n2,null,2,,\n3,NA,3,,\n4,\\N,4,,\n5,nan,5,,\n'],
    ['leading zeros in a code, kept, and in a number, dropped', '007,0012,007,,\n00,1e3,0.50,,\n'],
    ['empty cells, bare and quoted', '1,,,,\n2,"","","",""\n'],
    ['text that looks like another type', '1,2024-01-31,-0.0,2024-01-31,2024\n2,true,-3.50,,\n'],
    ['backslashes, apostrophes, hashes and tabs', "1,\\,1,,\n2,'a',2,,\n#3,a\tb,3,,\n"],
    ['quotes inside a bare cell', '1,say "hi",1,,\n2,5" pipe,2,,\n'],
    ['carriage returns', '1,"a\rb",1,,\r\n2,"c\r\nd",2,,\r\n3,e\rf,3,,\r\n'],
    ['a BOM at the start and one in a cell', '\uFEFF,\uFEFFb,1,,\n2,\u3000c\u00a0,2,,\n'],
    ['the largest numbers', '1,x,999999999999999,,\n2,x,-999999999999999.9999999999,,\n'],
    ['blank lines', '\n1,a,1,,\n\n\n2,b,2,,\n\n'],
    ['no last line end', '1,a,1,,\n2,b,2,,2020'],
    ['no rows', ''],
    ['a cell of 200,000 characters', `1,"${'长"",'.repeat(50_000)}",1,,\n`],
  ])('%s', async (_what, body) => {
    const { read, seen, complete } = await readTwice(SAMPLE, `${headerLine(SAMPLE)}\n${body}`);
    expect(read).toEqual(seen);
    expect(complete && (read.length > 0 || body === '')).toBe(true);
  });

  it('when rows are set aside before, between and after', async () => {
    const text = `${headerLine(SAMPLE)}\n0,x,a,,\n1,"y\nz",1,,\n2,,,,\n2,b,3,,\n3,"q""",4,,\n4,b,4\n`;
    const { read, seen } = await readTwice(SAMPLE, text);
    expect(read).toEqual(seen);
    expect(read.map(({ id, text: cell }) => [id, cell])).toEqual([
      ['1', 'y\nz'],
      ['2', null],
      ['3', 'q"'],
    ]);
  });

  it('whatever the text', async () => {
    const cell = fc.oneof(
      fc.constantFrom('"', ',', '\n', '\r', ' ', '\t', '\\', '#', 'NULL', '\uFEFF', '\u2028', '0', '〇'),
      fc.string({ unit: 'grapheme', maxLength: 4 }),
    );
    const text = fc.array(cell, { maxLength: 6 }).map((parts) => parts.join('').replaceAll('\0', ''));
    const rows = fc.array(fc.tuple(text, text, fc.constantFrom('', '1', '-2.5')), {
      minLength: 1,
      maxLength: 20,
    });
    await fc.assert(
      fc.asyncProperty(rows, async (cells) => {
        const body = Papa.unparse(
          cells.map(([id, note, amount]) => [id, note, amount, '', '']),
          { newline: '\n' },
        );
        const { read, seen, complete } = await readTwice(SAMPLE, `${headerLine(SAMPLE)}\n${body}\n`);
        expect(read).toEqual(seen);
        expect(complete).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it.each(TABLE_NAMES)('whose types DuckDB knows: %s', async (table) => {
    await expect(readByDuckdb(TABLES[table], `${headerLine(TABLES[table])}\n`)).resolves.toEqual([]);
  });
});
