/**
 * The rules over all reports, in SQL (DuckDB 1.4, no extensions): `mart_check_report` and `fact_check_failure`.
 *
 * A table of all 200 cells a report would be far too wide for a nation. So one pass over each table notes, in bit
 * masks, which cells of a report are there and which are not 0: that says what is assessable. Failures are then
 * looked for where they can be: relations within a printed row on the rows, relations down a column on sums by
 * report, of rows that are not 0 only. A check passed if it is assessable and did not fail.
 */
import { FORM_VERSIONS, type FormVersion } from '#model/report.ts';
import { CELL_SOURCES } from './cell-sources.ts';
import { cellStatements, rowsTable } from './cells-sql.ts';
import { type CheckStatement, type CheckTables, CSV_TABLES, dropTable } from './check-statement.ts';
import { failureStatements } from './failures-sql.ts';
import { RELATION_RULES, RULES } from './registry.ts';
import {
  allPresent,
  anyNonZero,
  bitCount,
  conjunction,
  have,
  nonZero,
  onlyRow,
  predicateSql,
  quoted,
  sectionWhole,
  sumOfCounts,
} from './relation-sql.ts';
import {
  type Instance,
  instancesFor,
  isValueRelation,
  operandCells,
  type Rule,
  type RuleId,
} from './rule.ts';
import { scaleStatements } from './scale-sql.ts';

export const CHECK_COUNTS = ['passed', 'failed', 'not_assessable', 'passed_nonzero'] as const;
export type CheckCount = (typeof CHECK_COUNTS)[number];

/** Column of `mart_check_report`: how many instances of the rule came out so, e.g. `a1_passed_nonzero`. */
export function countColumn(rule: RuleId, count: CheckCount): string {
  return `${rule.toLowerCase()}_${count}`;
}

/** Columns of the query below the mart. `proven`: passed with an operand other than 0, or failed. */
type Tally = 'instances' | 'assessable' | 'proven' | 'failed';
const tally = (rule: RuleId, what: Tally) => `${rule.toLowerCase()}_${what}`;

interface CountSql {
  readonly assessable: string;
  readonly proven: string;
}

const oneIf = (tests: readonly string[]) => `CAST(${conjunction(tests)} AS SMALLINT)`;

/** Checks of one row each that need the same columns of it: the rows are counted together. */
interface CountedRows {
  readonly instances: readonly Instance[];
  readonly columns: readonly string[];
  readonly mask: number;
}

function countedRows(instances: readonly Instance[]): readonly CountedRows[] {
  const groups = new Map<string, CountedRows>();
  for (const instance of instances) {
    const row = onlyRow(operandCells(instance.relation));
    if (row === null) continue;
    const key = row.columns.join(' ');
    const { instances: others = [], mask = 0 } = groups.get(key) ?? {};
    groups.set(key, { instances: [...others, instance], columns: row.columns, mask: mask | row.bit });
  }
  return [...groups.values()];
}

/** A failing relation has an operand other than 0, so `proven` is the assessable with such an operand. */
function valueCounts(instances: readonly Instance[]): readonly CountSql[] {
  const rows = countedRows(instances);
  const within = new Set(rows.flatMap((group) => group.instances));
  return [
    ...rows.map(({ columns, mask }) => {
      const assessable = [...columns.map(have), String(mask)].join(' & ');
      return {
        assessable: bitCount(assessable),
        proven: bitCount(`${assessable} & (${columns.map(nonZero).join(' | ')})`),
      };
    }),
    ...instances
      .filter((instance) => !within.has(instance))
      .map(({ relation }) => {
        const cells = operandCells(relation);
        return {
          assessable: oneIf([allPresent(cells)]),
          proven: oneIf([allPresent(cells), anyNonZero(cells)]),
        };
      }),
  ];
}

function presenceCounts(instances: readonly Instance[], section: 2 | 3 | 4): readonly CountSql[] {
  const proven = countedRows(instances).flatMap(({ columns, mask }) =>
    columns.map((column) => bitCount(`(${nonZero(column)} | ~${have(column)}) & ${mask}`)),
  );
  const ifWhole = (sql: string) => `CASE WHEN ${sectionWhole(section)} THEN ${sql} ELSE 0 END`;
  return instances.length === 0
    ? []
    : [{ assessable: ifWhole(String(instances.length)), proven: ifWhole(sumOfCounts(proven)) }];
}

function predicateCount({ relation }: Instance): readonly CountSql[] {
  switch (relation.kind) {
    case 'off-scale': {
      const hasBaseline = 'coalesce(has_baseline, FALSE)';
      return [
        { assessable: oneIf([hasBaseline]), proven: oneIf([hasBaseline, anyNonZero([relation.cell])]) },
      ];
    }
    case 'form-year':
    case 'foreign-cells':
      return [{ assessable: '1', proven: oneIf([predicateSql(relation).fails]) }];
    default:
      return [];
  }
}

function countSql(instances: readonly Instance[]): CountSql {
  const counts = [
    ...valueCounts(instances.filter(({ relation }) => isValueRelation(relation))),
    ...([2, 3, 4] as const).flatMap((section) =>
      presenceCounts(
        instances.filter(({ relation }) => relation.kind === 'present' && relation.section === section),
        section,
      ),
    ),
    ...instances.flatMap(predicateCount),
  ];
  return {
    assessable: sumOfCounts(counts.map(({ assessable }) => assessable)),
    proven: sumOfCounts(counts.map(({ proven }) => proven)),
  };
}

/** The tallies of one rule on the reports of one form; null: of no known form, where nothing is assessable. */
function tallySql(rule: Rule, form: FormVersion | null): readonly string[] {
  const smallint = (sql: string) => `CAST(${sql} AS SMALLINT)`;
  const instances = instancesFor(rule, form).length;
  const { assessable, proven } = countSql(form === null ? [] : rule.instances[form]);
  const atLevel = (sql: string) =>
    rule.levels && sql !== '0'
      ? `CASE WHEN "level" IN (${rule.levels.map(quoted).join(', ')}) THEN ${sql} ELSE 0 END`
      : sql;
  return [
    `${smallint(String(instances))} AS ${tally(rule.id, 'instances')}`,
    `${smallint(atLevel(assessable))} AS ${tally(rule.id, 'assessable')}`,
    `${smallint(atLevel(proven))} AS ${tally(rule.id, 'proven')}`,
  ];
}

/** SMALLINT: a report has at most 200 instances of a rule. */
function martColumns(id: RuleId): readonly string[] {
  const of = (what: Tally) => tally(id, what);
  const columns: Readonly<Record<CheckCount, string>> = {
    passed: `${of('assessable')} - ${of('failed')}`,
    failed: of('failed'),
    not_assessable: `${of('instances')} - ${of('assessable')}`,
    passed_nonzero: `${of('proven')} - ${of('failed')}`,
  };
  return CHECK_COUNTS.map((name) => `${columns[name]} AS ${countColumn(id, name)}`);
}

function martStatement({ key }: CheckTables): CheckStatement {
  const failed = RULES.map(
    ({ id }) => `CAST(count(*) FILTER (WHERE rule = ${quoted(id)}) AS SMALLINT) AS ${tally(id, 'failed')}`,
  );
  const known = RULES.map(
    ({ id }) => `coalesce(f.${tally(id, 'failed')}, 0::SMALLINT) AS ${tally(id, 'failed')}`,
  );
  const relations = (sql: (id: RuleId) => string) => RELATION_RULES.map(sql).join(' + ');
  const byForm = [...FORM_VERSIONS, null].map(
    (form) => `SELECT ${key},
    ${RULES.flatMap((rule) => tallySql(rule, form)).join(',\n    ')}
  FROM check_cells LEFT JOIN check_scale USING (${key})
  WHERE template ${form === null ? 'IS NULL' : `= ${quoted(form)}`}`,
  );
  return {
    name: 'mart_check_report',
    sql: `CREATE OR REPLACE TABLE mart_check_report AS
SELECT ${key},
  ${RULES.flatMap(({ id }) => martColumns(id)).join(',\n  ')},
  ${relations((id) => `${tally(id, 'assessable')} - ${tally(id, 'failed')}`)} AS relations_passed,
  ${relations((id) => tally(id, 'assessable'))} AS relations_assessable
FROM (
  SELECT t.*, ${known.join(', ')}
  FROM (
  ${byForm.join('\n  UNION ALL ')}
  ) t
  LEFT JOIN (SELECT ${key}, ${failed.join(', ')} FROM fact_check_failure GROUP BY ${key}) f USING (${key})
)`,
  };
}

/**
 * The statements, to be run in order on one connection. They leave two tables behind, made anew each time:
 *
 * - `mart_check_report`, one row a report: `key`, by rule the four `CHECK_COUNTS`, and `relations_passed` and
 *   `relations_assessable` over `RELATION_RULES`, all SMALLINT;
 * - `fact_check_failure(key, rule, instance, left_value, right_value)`, one row a failure, with the values of
 *   `RuleResult.left` and `.right`.
 *
 * A NULL in a table is a missing cell, `''` in `unit` is no unit. The rows of a report not in `reports` count
 * for nothing.
 */
export function checkStatements(tables: CheckTables = CSV_TABLES): readonly CheckStatement[] {
  return [
    ...cellStatements(tables),
    {
      name: 'fact_check_failure',
      sql: `CREATE OR REPLACE TABLE fact_check_failure AS
SELECT ${tables.key}, '' AS rule, '' AS instance, CAST(NULL AS DOUBLE) AS left_value, CAST(NULL AS DOUBLE) AS right_value FROM ${tables.reports} LIMIT 0`,
    },
    ...failureStatements(tables),
    ...scaleStatements(tables),
    martStatement(tables),
    ...['check_cells', 'check_scale', ...CELL_SOURCES.map(rowsTable)].map(dropTable),
  ];
}
