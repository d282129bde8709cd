import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { type Engine, EngineError, type SqlScalar } from '#engine/engine.ts';
import { createNodeEngine, openNodeBindings } from '#engine/node.ts';
import { type Bindings, openSession } from '#engine/session.ts';

// Minutes of work in small slices: when it ends, it has been stopped.
const ENDLESS = 'SELECT count(*) FROM range(200000) a, range(100000) b WHERE (a.range * b.range) % 7 = 3';
// Asks for more memory than the wasm build can address, on a path DuckDB does not guard.
const DEADLY = "SELECT length(repeat('x', 3000000000))";

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

let engine: Engine;
beforeAll(async () => {
  engine = await createNodeEngine();
});
afterAll(() => engine.close());

const query = (sql: string, params?: Record<string, SqlScalar>) =>
  engine.query({ name: 'test', sql, ...(params === undefined ? {} : { params }) });
const value = async (sql: string, params?: Record<string, SqlScalar>) => (await query(sql, params))[0]?.['v'];

describe('values that arrive', () => {
  it.each<[string, string, SqlScalar]>([
    ['an integer', '7', 7],
    ['a BIGINT', '-9007199254740991::BIGINT', -9007199254740991],
    ['a BIGINT beyond 2^53, as the nearest number', '9007199254740993::BIGINT', 9007199254740992],
    ['an unsigned BIGINT', '18446744073709551615::UBIGINT', 18446744073709551616],
    ['a sum of integers, which is a HUGEINT', 'sum(x) FROM (VALUES (2), (3)) t(x)', 5],
    ['a negative sum of integers', 'sum(x) FROM (VALUES (-2), (-3)) t(x)', -5],
    ['the largest HUGEINT', '170141183460469231731687303715884105727::HUGEINT', 2 ** 127],
    ['a DECIMAL', '1234.56::DECIMAL(10, 2)', 1234.56],
    ['a negative DECIMAL', '-0.07::DECIMAL(3, 2)', -0.07],
    [
      'a DECIMAL of 38 digits',
      '-1234567890123456789012345678901234.5::DECIMAL(38, 1)',
      -1.2345678901234568e33,
    ],
    ['a DOUBLE', '0.1::DOUBLE', 0.1],
    ['a quotient', '1 / 4', 0.25],
    ['false', 'false', false],
    ['text', "'乡'", '乡'],
    ['empty text', "''", ''],
    ['an enum', "'b'::ENUM('a', 'b')", 'b'],
    ['a date', "DATE '2024-02-29'", '2024-02-29'],
    ['a date before 1970', "DATE '1969-12-31'", '1969-12-31'],
    ['a date without end', "'infinity'::DATE", 'infinity'],
    ['a timestamp', "TIMESTAMP '2024-02-29 12:34:56'", '2024-02-29T12:34:56'],
    ['a timestamp before 1970', "TIMESTAMP '1969-12-31 23:59:59.5'", '1969-12-31T23:59:59.5'],
    ['microseconds', "TIMESTAMP '2024-02-29 12:34:56.000789'", '2024-02-29T12:34:56.000789'],
    ['a timestamp with zone', "'2024-02-29 12:34:56+08'::TIMESTAMPTZ", '2024-02-29T04:34:56Z'],
    ['a time', "TIME '12:34:56.7'", '12:34:56.7'],
    ['NULL', 'NULL', null],
    ['a NULL date', 'NULL::DATE', null],
    ['a NULL enum', "NULL::ENUM('a')", null],
    ['a NULL list', 'NULL::INT[]', null],
    ['a list of BIGINT and NULL', '[1::BIGINT, NULL]', '[1,null]'],
    ['a list of sums', '[sum(x)] FROM (VALUES (2), (3)) t(x)', '[5]'],
    ['a list of lists', "[['a'], []]", '[["a"],[]]'],
    ['an array', '[1, 2]::INT[2]', '[1,2]'],
    [
      'a struct',
      "{'code': '11', 'share': 0.5::DECIMAL(2, 1), 'on': DATE '2024-01-01'}",
      '{"code":"11","share":0.5,"on":"2024-01-01"}',
    ],
    ['a map', "MAP {'a': 1::BIGINT}", '{"a":1}'],
    ['not-a-number inside a list, which is not missing', "['nan'::DOUBLE]", '["NaN"]'],
  ])('%s', async (_, expression, expected) => {
    expect(
      await value(
        `SELECT ${expression.includes(' FROM ') ? expression.replace(' FROM ', ' AS v FROM ') : `${expression} AS v`}`,
      ),
    ).toStrictEqual(expected);
  });

  it('NULL stays NULL among values of every batch of a long result', async () => {
    const rows = await query(`SELECT range AS i, CASE WHEN range % 3 = 0 THEN NULL ELSE range END AS n,
      CASE WHEN range % 5 = 0 THEN NULL ELSE 't' || range END AS t, range % 2 = 0 AS b FROM range(5000)`);
    expect(rows).toHaveLength(5000);
    rows.forEach((row, i) => {
      expect(row).toStrictEqual({
        i,
        n: i % 3 === 0 ? null : i,
        t: i % 5 === 0 ? null : `t${i}`,
        b: i % 2 === 0,
      });
    });
  });

  describe('enums', () => {
    beforeAll(async () => {
      await query("CREATE TYPE level AS ENUM ('county', 'it''s', 'a, \"b\")')");
      await query(
        "CREATE TABLE levels AS SELECT (CASE range % 3 WHEN 0 THEN 'a, \"b\")' WHEN 1 THEN 'county' END)::level AS l, range AS n FROM range(4100)",
      );
    });

    it('arrive as their words in every row', async () => {
      const rows = await query('SELECT l FROM levels ORDER BY n');
      expect(rows.map((row) => row['l'])).toStrictEqual(
        Array.from({ length: 4100 }, (_, i) => ['a, "b")', 'county', null][i % 3]),
      );
    });

    it.each<[string, string, SqlScalar[]]>([
      [
        'two of them, one with a value bound',
        "SELECT l, 'x'::ENUM('y', 'x') AS \"ENUM('z')\", n FROM levels WHERE n = $n",
        ['county', 'x', 1],
      ],
      [
        'inside lists and structs',
        "SELECT {'l': l, 'n': [n]} AS s, [l, 'it''s'] AS i, n FROM levels WHERE n = $n",
        ['{"l":"county","n":[1]}', '["county","it\'s"]', 1],
      ],
      [
        'of the last of several statements',
        'SELECT 1; WITH w AS (FROM levels) SELECT l FROM w WHERE n = $n; -- end',
        ['county'],
      ],
      ['of an empty result', 'SELECT l FROM levels WHERE n = -$n', []],
    ])('%s', async (_, sql, expected) => {
      const [row] = await query(sql, { n: 1 });
      expect(Object.values(row ?? {})).toStrictEqual(expected);
    });

    it('where their words cannot be told it is an error, not a gap', async () => {
      await expect(query("INSERT INTO levels VALUES ('county', -1) RETURNING l")).rejects.toMatchObject({
        kind: 'sql',
        message: expect.stringContaining('::VARCHAR'),
      });
    });
  });

  it('a type that is not read is refused with the name of the column', async () => {
    await expect(query('SELECT 1 AS fine, INTERVAL 3 MONTH AS wait')).rejects.toMatchObject({
      kind: 'sql',
      message: expect.stringContaining('wait::VARCHAR'),
    });
    await expect(query("SELECT ['a'::BLOB] AS bytes")).rejects.toThrow(/bytes::VARCHAR/);
  });

  it('two columns of one name both arrive', async () => {
    expect(await query('SELECT 1 AS a, 2 AS a, 3 AS a_1')).toStrictEqual([{ a: 1, a_2: 2, a_1: 3 }]);
  });

  it('a result without rows is an empty list', async () => {
    expect(await query('SELECT 1 AS v WHERE false')).toStrictEqual([]);
  });
});

describe('values that are bound', () => {
  it.each<[string, string]>([
    ['an apostrophe and a statement', "O'Brien'; DROP TABLE x; --"],
    ['quotes, backslashes and line ends', '\'"`\\ \r\n\t %s {} [] */ /* -- $$'],
    ['a parameter', "$name $1 ? getvariable('statement_params')"],
    ['characters beyond the basic plane', '𠮷野家 😀 𡚸'],
    ['a NUL character', 'a\0b'],
    ['a byte order mark', '\ufeffx'],
    ['100,000 characters', '镇'.repeat(100_000)],
    ['a million characters beyond the basic plane', `x${'𠮷'.repeat(500_000)}`],
    ['nothing', ''],
  ])('text with %s comes back equal', async (_, text) => {
    expect(await value('SELECT $name AS v', { name: text })).toBe(text);
  });

  it('any text comes back equal', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        expect(await value('SELECT $name AS v', { name: text })).toBe(text);
      }),
    );
  });

  it('any number comes back equal, to the last bit', async () => {
    await fc.assert(
      fc.asyncProperty(fc.double({ noNaN: true, noDefaultInfinity: true }), async (number) => {
        expect(await value('SELECT $n AS v', { n: number })).toBe(number === 0 ? 0 : number);
      }),
      { numRuns: 500 },
    );
  });

  it('types are those of the values', async () => {
    const types = await query('SELECT typeof($s) AS s, typeof($i) AS i, typeof($f) AS f, typeof($b) AS b', {
      s: '2023',
      i: 2023,
      f: 0.5,
      b: false,
    });
    expect(types).toStrictEqual([{ s: 'VARCHAR', i: 'BIGINT', f: 'DOUBLE', b: 'BOOLEAN' }]);
  });

  it('a null compares as unknown with a column of any type', async () => {
    const sql = `SELECT count(*) AS v FROM (VALUES (1, DATE '2024-01-01', 'x')) t(i, d, s)
      WHERE i = $p OR d = $p OR s = $p OR i <> $p`;
    expect(await value(sql, { p: null })).toBe(0);
    expect(await value('SELECT $p IS NULL AND coalesce($p, 3) = 3 AS v', { p: null })).toBe(true);
  });

  it('a bound integer is pushed into the scan as a constant of the type of its column', async () => {
    await query(
      'CREATE OR REPLACE TABLE pushed AS SELECT (2019 + range % 7)::SMALLINT AS year, range AS n FROM range(100)',
    );
    const rows = await query('EXPLAIN SELECT n FROM pushed WHERE year = $year', { year: 2023 });
    const plan = rows.map((row) => row['explain_value']).join('\n');
    expect(plan).toMatch(/Filters:\s*│?\s*│?\s*year=2023/);
    expect(plan).not.toContain('FILTER ');
    expect(await value('SELECT count(*) AS v FROM pushed WHERE year = $year', { year: 2023 })).toBe(14);
  });

  it('values serve as limits, list items, arguments and file names', async () => {
    await engine.addFile('附件 (1).csv', encode('a\n5\n'));
    expect(
      await value(
        "SELECT a AS v FROM read_csv($file, columns = {'a': 'INTEGER'}, auto_detect = false, header = true)",
        { file: 'package/附件 (1).csv' },
      ),
    ).toBe(5);
    await engine.removeFile('附件 (1).csv');
    expect(
      await query('SELECT range AS v FROM range($n) ORDER BY 1 LIMIT $k OFFSET $k', { n: 10, k: 2 }),
    ).toStrictEqual([{ v: 2 }, { v: 3 }]);
    expect(await value('SELECT 2 IN ($a, $b) AS v', { a: 1, b: 2 })).toBe(true);
  });

  it('a statement asked for while another runs has its own values', async () => {
    const ask = (n: number) => value('SELECT $n AS v', { n });
    const long = 'x'.repeat(9000);
    const answers = [ask(1), ask(2), value('SELECT $t AS v', { t: long }), ask(3)];
    expect(await Promise.all(answers)).toEqual([1, 2, long, 3]);
  });

  it('a failed transaction fails its statements, not the engine', async () => {
    await query('BEGIN');
    await expect(query('SELECT $a::INT AS v', { a: 'no number' })).rejects.toThrow(/Conversion/);
    await expect(query('SELECT $a AS v', { a: 1 })).rejects.toMatchObject({ kind: 'sql' });
    await query('ROLLBACK');
    expect(await value('SELECT $a AS v', { a: 1 })).toBe(1);
  });

  it('nothing is left of the values after the statement', async () => {
    await query('SELECT $secret AS v', { secret: 'x' });
    expect(await value('SELECT count(*) AS v FROM duckdb_variables() WHERE value IS NOT NULL')).toBe(0);
    await expect(query('SELECT $a::INT AS v', { a: 'no number' })).rejects.toThrow(/Conversion/);
    expect(await value('SELECT count(*) AS v FROM duckdb_variables() WHERE value IS NOT NULL')).toBe(0);
  });
});

describe('the closed door', () => {
  it('only added files can be read, from no folder but package/', async () => {
    await engine.addFile('a.csv', encode('x\n1\n'));
    expect(await query("SELECT * FROM 'package/a.csv'")).toStrictEqual([{ x: 1 }]);
    for (const path of [
      '/etc/passwd',
      'package.json',
      'package/../package.json',
      'http://127.0.0.1:9/a.csv',
      '*',
    ]) {
      await expect(query('SELECT * FROM read_csv($path)', { path })).rejects.toThrow(/Permission Error/);
    }
    await engine.removeFile('a.csv');
    await expect(query("SELECT * FROM 'package/a.csv'")).rejects.toThrow(/No files found/);
  });

  it('a file added under the same name takes the place of the first', async () => {
    await engine.addFile('twice.csv', encode('x\n1\n'));
    await engine.addFile('twice.csv', encode('x\n2\n3\n'));
    expect(await query("SELECT * FROM 'package/twice.csv'")).toStrictEqual([{ x: 2 }, { x: 3 }]);
    await engine.removeFile('twice.csv');
  });

  it('the disk below package/ is neither read nor written', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'engine-'));
    const before = process.cwd();
    process.chdir(folder);
    onTestFinished(async () => {
      process.chdir(before);
      await rm(folder, { recursive: true });
    });
    await mkdir('package');
    await writeFile('package/disk.csv', 'x\n1\n');
    await expect(query("SELECT * FROM read_csv('package/disk.csv')")).rejects.toThrow(/No files found/);
    await expect(query("COPY (SELECT 1) TO 'package/new.csv'")).rejects.toThrow(/writes no files/);
    expect(await readdir('package')).toEqual(['disk.csv']);
  });

  it('a database file that was added is attached read-only, and its tables are read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'engine-'));
    onTestFinished(() => rm(folder, { recursive: true }));
    const file = join(folder, 'snapshot.duckdb');
    const native = await DuckDBInstance.create(':memory:');
    const connection = await native.connect();
    await connection.run(`ATTACH '${file}' AS s (STORAGE_VERSION 'v1.4.0')`);
    await connection.run('CREATE TABLE s.t AS SELECT range AS n FROM range(5000)');
    await connection.run('DETACH s');
    connection.closeSync();
    native.closeSync();

    await engine.addFile('snapshot.duckdb', await readFile(file));
    await query("ATTACH 'package/snapshot.duckdb' AS snapshot (READ_ONLY)");
    expect(await value('SELECT sum(n) AS v FROM snapshot.t')).toBe(12_497_500);
    await expect(query('DELETE FROM snapshot.t')).rejects.toThrow(/read-only/);
    await query('DETACH snapshot');
    await engine.removeFile('snapshot.duckdb');
  });

  it('the settings cannot be changed, variables can', async () => {
    for (const sql of [
      'SET enable_external_access = true',
      "SET allowed_directories = ['/']",
      'SET autoload_known_extensions = true',
      'RESET enable_external_access',
      "SET GLOBAL memory_limit = '1MB'",
      "/* once */ PRAGMA memory_limit = '1MB'",
      "SELECT 1; SET memory_limit = '1MB'",
    ]) {
      await expect(query(sql)).rejects.toThrow(/locked/);
    }
    await query('SET VARIABLE mine = 3');
    expect(await value("SELECT getvariable('mine') AS v")).toBe(3);
    await query('RESET VARIABLE mine');
  });

  it('works within a limit of memory, which a statement that does not fit lifts, in two steps', async () => {
    // One of its own: the limit is lifted for good.
    const limited = await createNodeEngine();
    onTestFinished(() => limited.close());
    const ask = async (sql: string) => (await limited.query({ name: 'test', sql }))[0]?.['v'];
    const limit = () => ask("SELECT current_setting('memory_limit') AS v");
    const groups = (count: number) =>
      ask(
        `SELECT count(*) AS v FROM (SELECT n, max(h) FROM (SELECT range AS n, hash(range) AS h FROM range(${count})) GROUP BY n)`,
      );
    expect(await limit()).toBe('13.3 MiB');
    expect(await groups(1000)).toBe(1000);
    expect(await limit()).toBe('13.3 MiB');
    expect(await groups(600_000)).toBe(600_000);
    expect(await limit()).toBe('26.7 MiB');
    expect(await groups(1_000_000)).toBe(1_000_000);
    expect(await limit()).toBe('2.7 GiB');
    expect(await ask('SELECT 1 AS v')).toBe(1);
  });

  it('a name that is a pattern or leads elsewhere is refused', async () => {
    for (const name of [
      '',
      '*.csv',
      'a[b].csv',
      '../a.csv',
      'x/../../a.csv',
      '/a.csv',
      'a\0.csv',
      'n'.repeat(201),
    ]) {
      await expect(engine.addFile(name, encode('x'))).rejects.toThrow(RangeError);
      await expect(engine.removeFile(name)).rejects.toThrow(RangeError);
    }
  });

  it('bytes are handed over, alone, and cannot be handed over twice', async () => {
    const bytes = encode('x\n1\n');
    await engine.addFile('bytes.csv', bytes);
    expect(bytes.byteLength).toBe(0);
    await expect(engine.addFile('bytes.csv', bytes)).rejects.toThrow(/handed/);
    const whole = encode('y\nx\n1\n');
    await engine.addFile('bytes.csv', whole.subarray(2));
    expect(whole.byteLength).toBe(6);
    expect(await query("SELECT * FROM 'package/bytes.csv'")).toStrictEqual([{ x: 1 }]);
    await engine.removeFile('bytes.csv');
  });
});

describe('errors', () => {
  it.each([
    ['a syntax error', 'SELEC 1', /^Parser Error: syntax error at or near "SELEC"/],
    ['an unknown table', 'SELECT * FROM nowhere', /^Catalog Error: Table with name nowhere/],
    ['a conversion while it runs', "SELECT ('a' || range)::INT FROM range(3)", /^Conversion Error/],
    ['an extension', "SELECT * FROM read_json('package/a.json')", /^Catalog Error/],
  ])('%s is the engine’s own words with the statement, and the engine goes on', async (_, sql, words) => {
    const call = query(sql);
    await expect(call).rejects.toBeInstanceOf(EngineError);
    await expect(call).rejects.toMatchObject({
      kind: 'sql',
      statement: { name: 'test', sql },
      message: expect.stringMatching(words),
    });
    expect(await value('SELECT 42 AS v')).toBe(42);
  });
});

/** An engine of its own, with a promise that is kept when a statement is being worked on. */
async function watchedEngine(): Promise<{ engine: Engine; working: Promise<void>; calls: string[] }> {
  const real = await openNodeBindings();
  const calls: string[] = [];
  let onWork: () => void = () => {};
  const working = new Promise<void>((resolve) => {
    onWork = resolve;
  });
  const watched: Bindings = {
    ...real,
    startPending: (sql) => {
      calls.push(sql);
      return real.startPending(sql);
    },
    pollPending: () => {
      onWork();
      return real.pollPending();
    },
  };
  const session = await openSession(watched);
  calls.length = 0;
  return { engine: session.engine, working, calls };
}

describe('cancelling', () => {
  it('an aborted running statement is interrupted and the next one runs', async () => {
    const watched = await watchedEngine();
    const abort = new AbortController();
    const order: string[] = [];
    const long = watched.engine.query({ name: 'long', sql: ENDLESS }, { signal: abort.signal }).then(
      () => order.push('finished'),
      (error: unknown) => order.push(error instanceof DOMException ? error.name : String(error)),
    );
    const next = watched.engine
      .query({ name: 'next', sql: 'SELECT 42 AS v' })
      .then((rows) => order.push(`next ${rows[0]?.['v']}`));
    await watched.working;
    abort.abort(new Error('a reason of the caller’s own'));
    await Promise.all([long, next]);
    expect(order).toEqual(['AbortError', 'next 42']);
  });

  it('an aborted waiting statement never starts and holds up nobody', async () => {
    const watched = await watchedEngine();
    const first = new AbortController();
    const second = new AbortController();
    const long = watched.engine.query({ name: 'long', sql: ENDLESS }, { signal: first.signal });
    const waiting = watched.engine.query(
      { name: 'waiting', sql: 'SELECT 1 AS never' },
      { signal: second.signal },
    );
    second.abort();
    await expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
    first.abort();
    await expect(long).rejects.toBeInstanceOf(DOMException);
    await watched.engine.query({ name: 'after', sql: 'SELECT 2 AS v' });
    expect(watched.calls).toEqual([ENDLESS, 'SELECT 2 AS v']);
  });

  it('a signal aborted before rejects before anything runs', async () => {
    const watched = await watchedEngine();
    const call = watched.engine.query({ name: 'late', sql: 'SELECT 1' }, { signal: AbortSignal.abort() });
    await expect(call).rejects.toMatchObject({ name: 'AbortError' });
    expect(watched.calls).toEqual([]);
  });

  it('a signal aborted afterwards changes nothing', async () => {
    const abort = new AbortController();
    const rows = await engine.query({ name: 'done', sql: 'SELECT 1 AS v' }, { signal: abort.signal });
    abort.abort();
    expect(rows).toStrictEqual([{ v: 1 }]);
    expect(await value('SELECT 2 AS v')).toBe(2);
  });

  it('statements run in the order they were asked for, background ones last', async () => {
    const order: string[] = [];
    const ask = (name: string, priority?: 'background') =>
      engine.query({ name, sql: 'SELECT 1' }, { priority }).then(() => order.push(name));
    await Promise.all([ask('first'), ask('warm-up', 'background'), ask('second'), ask('third')]);
    expect(order).toEqual(['first', 'second', 'third', 'warm-up']);
  });
});

describe('the end of an engine', () => {
  it('a crash rejects what runs and waits, tells once, and leaves the engine dead', async () => {
    const told: EngineError[] = [];
    const mortal = await createNodeEngine({ onCrash: (error) => told.push(error) });
    const deadly = mortal.query({ name: 'deadly', sql: DEADLY });
    const waiting = mortal.query({ name: 'waiting', sql: 'SELECT 1' });
    await expect(deadly).rejects.toMatchObject({
      kind: 'crash',
      statement: { name: 'deadly' },
      cause: expect.objectContaining({ name: 'RuntimeError' }),
    });
    await expect(waiting).rejects.toMatchObject({ kind: 'crash', statement: { name: 'waiting' } });
    await expect(mortal.query({ name: 'later', sql: 'SELECT 1' })).rejects.toMatchObject({ kind: 'crash' });
    await expect(mortal.addFile('a.csv', encode('x'))).rejects.toMatchObject({ kind: 'crash' });
    expect(told).toHaveLength(1);
  });

  it('another engine in the same process is untouched by it', async () => {
    expect(await value('SELECT 42 AS v')).toBe(42);
  });

  it('a closed engine says so', async () => {
    const closing = await createNodeEngine();
    const waiting = closing.query({ name: 'waiting', sql: 'SELECT 1' });
    await closing.close();
    await closing.close();
    await expect(waiting).rejects.toMatchObject({ kind: 'closed' });
    await expect(closing.query({ name: 'later', sql: 'SELECT 1' })).rejects.toMatchObject({ kind: 'closed' });
  });
});

describe('what the tools see', () => {
  it('each statement leaves a measure with the number of its rows', async () => {
    performance.clearMeasures('query:counted');
    await engine.query({ name: 'counted', sql: 'SELECT * FROM range(3)' });
    expect(performance.getEntriesByName('query:counted')).toMatchObject([
      { entryType: 'measure', detail: { rows: 3 } },
    ]);
  });

  it('the engine is the version the browser gets', () => {
    expect(engine.version).toBe('v1.4.3');
  });
});
