import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bindStatement, MAX_TEXT_LENGTH } from '#engine/binding.ts';
import { EngineError, type SqlScalar } from '#engine/engine.ts';
import { refuseFileWriting } from '#engine/refused.ts';
import { lastStatement } from '#engine/tokens.ts';

const bind = (sql: string, params?: Record<string, SqlScalar>) =>
  bindStatement({ name: 'test', sql, ...(params === undefined ? {} : { params }) });

/** The text with every bound read shown as `<N>`, N counting from 0. */
const shape = (sql: string, params: Record<string, SqlScalar> = { a: 1 }) =>
  bind(sql, params).sql.replace(/\(getvariable\('\w+'\)\.p(\d+)\)/g, '<$1>');

describe('which $name is a parameter', () => {
  it.each([
    ['a plain read', 'SELECT $a', 'SELECT <0>'],
    ['next to operators', 'SELECT 1+$a*-$a', 'SELECT 1+<0>*-<0>'],
    ['before a cast', 'SELECT $a::INT', 'SELECT <0>::INT'],
    ['after a string', "SELECT 'x'||$a", "SELECT 'x'||<0>"],
    ['after a comment without a space', 'SELECT/*c*/$a', 'SELECT/*c*/<0>'],
    ['after a full-width space', 'SELECT　$a　', 'SELECT　<0>　'],
    ['after a dollar-quoted string', 'SELECT $$x$$, $a', 'SELECT $$x$$, <0>'],
    ['after a line comment ended by a carriage return', 'SELECT --c\r$a', 'SELECT --c\r<0>'],
    ['after a minus and a slash', 'SELECT 4-$a/$a', 'SELECT 4-<0>/<0>'],
    ['after a string that ends in a backslash', String.raw`SELECT '\', $a`, String.raw`SELECT '\', <0>`],
  ])('%s is replaced', (_, sql, expected) => {
    expect(shape(sql)).toBe(expected);
  });

  it.each([
    ['a string', "'$a'"],
    ['a string with a doubled quote', "'it''s $a'"],
    ['an escape string', String.raw`E'it\'s $a'`],
    ['a quoted identifier', '"$a"'],
    ['a quoted identifier with a doubled quote', '"x""$a"'],
    ['a dollar-quoted string', '$$ $a $$'],
    ['a tagged dollar-quoted string', '$tag$ $$ $a $tag$'],
    ['a dollar-quoted string with a Chinese tag', '$标$ $a $标$'],
    ['a line comment', '-- $a'],
    ['a block comment', '/* $a */'],
    ['a nested block comment', '/* /* */ $a */'],
    ['a name', 'x$a'],
    ['a Chinese name', '名$a'],
    ['an unfinished string', "'$a"],
    ['an unfinished comment', '/* $a'],
  ])('in %s it is left alone', (_, untouched) => {
    expect(shape(`SELECT $a, ${untouched}`)).toBe(`SELECT <0>, ${untouched}`);
  });

  it('text without a parameter is kept to the last character, whatever it holds', () => {
    const fragment = fc.constantFrom(
      ...'ab1 \n\r\t\'"-/*;().E\\名　'.split(''),
      '$ ',
      '$$',
      '$t$',
      "E'",
      '/*',
      '*/',
    );
    fc.assert(
      fc.property(fc.array(fragment, { maxLength: 30 }), (fragments) => {
        const sql = fragments.join('').replace(/\$(?=[a-zA-Z名0-9])/g, '$ ');
        expect(bind(sql).sql).toBe(sql);
      }),
      { numRuns: 2000 },
    );
  });
});

describe('the last of several statements', () => {
  it.each([
    ['the only one', 'SELECT 1', 'SELECT 1'],
    ['after others', "SELECT ';'; SELECT 2", 'SELECT 2'],
    ['before an empty rest', 'SELECT 1; SELECT 2 ; -- end\n;', 'SELECT 2 '],
    ['with its own comments', '/* ; */ SELECT 1 -- ;', 'SELECT 1 -- ;'],
    ['none', ' -- nothing', ''],
  ])('%s', (_, sql, expected) => {
    expect(lastStatement(sql)).toBe(expected);
  });
});

describe('what is bound', () => {
  it('a name read twice is bound once, in the order of first reading', () => {
    const { sql, assignments } = bind('SELECT $b, $a, $b', { a: 'x', b: 'y' });
    expect(sql).toMatch(/^SELECT (\(.*p0\)), (\(.*p1\)), \1$/);
    expect(assignments.map(({ values }) => values)).toEqual([['y', 'x']]);
  });

  it('names that differ in case only are two parameters', () => {
    expect(shape('SELECT $a, $A', { a: 1, A: 2 })).toBe('SELECT <0>, <1>');
  });

  it('each type has its own placeholder and the values stand in no text', () => {
    const { sql, assignments } = bind('SELECT $s, $i, $f, $t', { s: "O'Brien", i: 3, f: 0.5, t: true });
    expect(sql + assignments[0]?.sql).not.toContain('Brien');
    expect(assignments[0]?.sql).toContain(
      "{'p0': ?::VARCHAR, 'p1': ?::BIGINT, 'p2': ?::VARCHAR::DOUBLE, 'p3': ?::BOOLEAN}",
    );
  });

  it('a null is an untyped NULL, not a bound value', () => {
    expect(bind('SELECT $a', { a: null })).toEqual({ sql: 'SELECT (NULL)', assignments: [] });
  });

  it('a statement without values is sent as it is', () => {
    expect(bind('SELECT 1')).toEqual({ sql: 'SELECT 1', assignments: [] });
  });

  it('long text is bound in parts of at most 8,000 characters, none of which cuts a pair', () => {
    fc.assert(
      fc.property(fc.nat(30_000), fc.nat(1), (length, offset) => {
        const text = 'x'.repeat(offset) + '𠮷'.repeat(8_000 + length);
        const parts = bind('SELECT $a', { a: text }).assignments.flatMap(({ values }) => values.map(String));
        expect(parts.join('') === text).toBe(true);
        expect(parts.every((part) => part.length <= 8_000 && !/\p{Surrogate}/u.test(part))).toBe(true);
      }),
      { numRuns: 20 },
    );
  });
});

describe('what is refused', () => {
  it.each<[string, string, Record<string, SqlScalar> | undefined, RegExp]>([
    ['a parameter without a value', 'SELECT $a', undefined, /\$a, but no value/],
    ['a name every object has', 'SELECT $constructor', {}, /\$constructor, but no value/],
    ['a numbered parameter', 'SELECT $1', { a: 1 }, /\$1, but no value/],
    ['a value that is not read', 'SELECT 1', { a: 1 }, /given for \$a/],
    ['a value read only in a comment', 'SELECT 1 -- $a', { a: 1 }, /given for \$a/],
    ['a null that is not read', 'SELECT 1', { a: null }, /given for \$a/],
    ['not a number', 'SELECT $a', { a: Number.NaN }, /no number SQL can hold/],
    ['infinity', 'SELECT $a', { a: Number.POSITIVE_INFINITY }, /no number SQL can hold/],
    ['half a surrogate pair', 'SELECT $a', { a: 'x\ud800y' }, /surrogate/],
    ['more text than the engine takes', 'SELECT $a', { a: 'x'.repeat(MAX_TEXT_LENGTH + 1) }, /at most/],
    [
      'many values that are long together',
      `SELECT ${Array.from({ length: 8 }, (_, i) => `$p${i}`).join()}`,
      Object.fromEntries(Array.from({ length: 8 }, (_, i) => [`p${i}`, 'x'.repeat(8000)])),
      /together are longer/,
    ],
    ['values in a view', 'CREATE OR REPLACE TEMP VIEW v AS SELECT $a', { a: 1 }, /view keeps its text/],
    ['values in a macro', 'SELECT 1; create macro f() AS $a', { a: 1 }, /macro keeps its text/],
  ])('%s is an error that names the statement', (_, sql, params, message) => {
    const call = () => bind(sql, params);
    expect(call).toThrow(EngineError);
    expect(call).toThrow(message);
    expect(call).toThrow(
      expect.objectContaining({ kind: 'sql', statement: expect.objectContaining({ sql }) }),
    );
  });

  it('values in a table made from a query are taken', () => {
    expect(shape('CREATE TABLE view AS SELECT $a')).toBe('CREATE TABLE view AS SELECT <0>');
  });
});

describe('statements that write files', () => {
  const refuse = (sql: string) => () => refuseFileWriting({ name: 'test', sql });

  it.each([
    "COPY t TO 'package/t.csv'",
    "/* */ copy (SELECT 1) TO 'package/t.csv'",
    "SELECT 1; EXPLAIN ANALYZE COPY t TO 'package/t.csv'",
    "EXPORT DATABASE 'package/t'",
    "ATTACH 'package/t.duckdb' AS t",
    "ATTACH 'package/read_only.duckdb' AS t; SELECT ':memory:' AS read_only",
  ])('%s is refused', (sql) => {
    expect(refuse(sql)).toThrow(EngineError);
    expect(refuse(sql)).toThrow(/writes no files/);
  });

  it.each([
    "ATTACH 'package/t.duckdb' AS t (READ_ONLY)",
    "ATTACH ':memory:' AS t (COMPRESS)",
    'SELECT copy FROM t',
    "SELECT 'COPY t TO x'; -- EXPORT",
  ])('%s is not', (sql) => {
    expect(refuse(sql)).not.toThrow();
  });
});
