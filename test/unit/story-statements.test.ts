/** Statements of the story are made of typed ids; region, years and limits are parameters. */
import { describe, expect, it } from 'vitest';
import { METRIC_IDS } from '#metrics/registry.ts';
import {
  checkFailuresStatement,
  checksTouching,
  checkTallyStatements,
  reportPagesStatement,
} from '#queries/check-results.ts';
import { baselinesStatement } from '#queries/check-results-report.ts';
import { storyStatement } from '#queries/story.ts';
import { statementScript } from '#queries/story-sql.ts';

const SPEC = { region: '130623205', years: { from: 2087, to: 2098 }, prose: true } as const;

const STATEMENTS = METRIC_IDS.flatMap((metric) => [
  storyStatement({ ...SPEC, metric }),
  ...(checksTouching(metric).length === 0
    ? []
    : [
        ...checkTallyStatements({ ...SPEC, metric }),
        checkFailuresStatement({ ...SPEC, metric, limit: 7919 }),
      ]),
]).concat(
  baselinesStatement({ region: SPEC.region, year: 2098 }),
  reportPagesStatement([1306232052087, 1306232052098]),
);

describe('statements of the story', () => {
  it.each(STATEMENTS)('$name keeps region, years and limits out of its text', ({ sql, params }) => {
    for (const value of ['130623', '2087', '2098', '7919']) expect(sql).not.toContain(value);
    const read = new Set([...sql.matchAll(/\$([a-z_]+)/g)].map(([, name]) => name));
    expect(read).toEqual(new Set(Object.keys(params ?? {})));
  });
});

describe('a script', () => {
  it('has literals in place of parameters, and leaves what only looks like one', () => {
    const sql = `SELECT $a, '$a it''s', "$a" -- $a\n/* $a */ WHERE x = $b`;
    expect(statementScript({ name: 'x', sql, params: { a: "o'k", b: 7 } })).toBe(
      `SELECT 'o''k'::VARCHAR, '$a it''s', "$a" -- $a\n/* $a */ WHERE x = 7::BIGINT;\n`,
    );
  });

  it('a parameter without a value is an error, not a hole', () => {
    expect(() => statementScript({ name: 'x', sql: 'SELECT $a' })).toThrow('$a');
  });
});
