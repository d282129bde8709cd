/** Where each kind of relation fails: the statements that fill `fact_check_failure`. */
import type { CellId } from '#model/forms.ts';
import { FORM_VERSIONS, type FormVersion } from '#model/report.ts';
import { CELL_SOURCES, type CellSource, columnName, masksOf, placeOf } from './cell-sources.ts';
import { rowsTable } from './cells-sql.ts';
import {
  type CheckStatement,
  type CheckTables,
  dropTable,
  insertFailures,
  temporary,
} from './check-statement.ts';
import { RULES } from './registry.ts';
import {
  allPresent,
  type Comparison,
  comparisonSql,
  conjunction,
  have,
  identifier,
  nonZero,
  onlyColumn,
  onlyRow,
  predicateSql,
  quoted,
  rowSum,
  sectionWhole,
} from './relation-sql.ts';
import {
  type Instance,
  isValueRelation,
  operandCells,
  type Rule,
  type RuleId,
  type Term,
  type ValueRelation,
} from './rule.ts';

interface Check {
  readonly rule: Rule;
  readonly form: FormVersion;
  readonly instance: Instance;
}

const CHECKS: readonly Check[] = RULES.flatMap((rule) =>
  FORM_VERSIONS.flatMap((form) => rule.instances[form].map((instance) => ({ rule, form, instance }))),
);

const isWithinRow = (relation: ValueRelation) => onlyRow(operandCells(relation)) !== null;

interface ColumnCheck extends Check {
  readonly relation: ValueRelation;
  /** As named in `check_cells`. */
  readonly column: string;
}

/** Relations across rows: they are compiled within one column. */
const COLUMN_CHECKS: readonly ColumnCheck[] = CHECKS.flatMap((check) => {
  const { relation } = check.instance;
  if (!isValueRelation(relation) || isWithinRow(relation)) return [];
  const column = onlyColumn(operandCells(relation));
  if (column === null) throw new Error(`${check.rule.id}: a relation over rows and columns is not compiled`);
  if (check.rule.levels) throw new Error(`${check.rule.id}: a relation over rows by level is not compiled`);
  return [{ ...check, relation, column }];
});

function levelsOf(rule: Rule): readonly (string | null)[] {
  return rule.levels ?? [null];
}

/** Checks of one printed row each that say the same of each row they speak of. */
interface Family {
  readonly number: number;
  readonly source: CellSource;
  readonly checks: readonly Check[];
}

/** Relations within a row. */
interface RowFamily extends Family, Comparison {}

/** Cells of one column that must be there. */
interface PresenceFamily extends Family {
  readonly column: string;
}

interface Families {
  readonly rows: readonly RowFamily[];
  readonly presence: readonly PresenceFamily[];
}

function bitOf({ instance }: Check): number {
  const row = onlyRow(operandCells(instance.relation));
  if (row === null) throw new Error(`${instance.rule} ${instance.key} is not about one row`);
  return row.bit;
}

function familiesOf(): Families {
  const rows = new Map<string, Omit<RowFamily, 'number'> & { checks: Check[] }>();
  const presence = new Map<string, Omit<PresenceFamily, 'number'> & { checks: Check[] }>();
  for (const check of CHECKS) {
    const { relation } = check.instance;
    const [cell] = operandCells(relation);
    if (cell === undefined) continue;
    const { source, name } = placeOf(cell);
    if (relation.kind === 'present') {
      const key = `${check.rule.id} ${name}`;
      const family = presence.get(key) ?? { source, column: name, checks: [] };
      family.checks.push(check);
      presence.set(key, family);
    } else if (isValueRelation(relation) && isWithinRow(relation)) {
      const comparison = comparisonSql(relation, rowSum, () => {
        throw new Error(`${check.rule.id}: the largest cell of one row is not compiled`);
      });
      const key = `${check.rule.id} ${source.section} ${comparison.fails}`;
      const family = rows.get(key) ?? { source, ...comparison, checks: [] };
      family.checks.push(check);
      rows.set(key, family);
    }
  }
  return {
    rows: [...rows.values()].map((family, i) => ({ ...family, number: i })),
    presence: [...presence.values()].map((family, i) => ({ ...family, number: rows.size + i })),
  };
}

/**
 * Which instance a family's check of a row belongs to, by form and level. As one text taken apart by the engine:
 * binding some 900 rows of VALUES takes longer than all else it does on a small package.
 */
function instancesStatement({ rows, presence }: Families): CheckStatement {
  const columns = ['family', 'section', 'template', 'bit', 'rule', 'instance', '"level"'] as const;
  const lines = [...rows, ...presence].flatMap(({ number, source, checks }) =>
    checks.flatMap((check) =>
      levelsOf(check.rule).map((level) =>
        [
          number,
          source.section,
          check.form,
          bitOf(check),
          check.rule.id,
          check.instance.key,
          level ?? '',
        ].join(' '),
      ),
    ),
  );
  const field = (name: string, i: number) => {
    const text = `split_part(line, ' ', ${i + 1})`;
    return name === 'family' || name === 'section' || name === 'bit'
      ? `CAST(${text} AS INTEGER) AS ${name}`
      : `nullif(${text}, '') AS ${name}`;
  };
  return temporary(
    'check_instances',
    `SELECT ${columns.map(field).join(', ')}
FROM (SELECT unnest(string_split(${quoted(lines.join('\n'))}, chr(10))) AS line)`,
  );
}

/** The family's condition on a row of its table, narrowed to the rows it speaks of where that is cheap. */
function rowTest({ source, checks, fails }: RowFamily): string {
  const bits = new Set(checks.map(bitOf));
  const rows = source.rows.filter((_, index) => bits.has(2 ** index));
  const narrowed = source.keys.flatMap((key, i) => {
    const all = new Set(source.rows.map((row) => row[i] ?? ''));
    const some = new Set(rows.map((row) => row[i] ?? ''));
    return some.size < all.size ? [`${identifier(key)} IN (${[...some].map(quoted).join(', ')})`] : [];
  });
  return conjunction([fails, ...narrowed]);
}

/**
 * One scan for the rows on which any family fails, few of which are left to be told apart. A row of zeros passes
 * whatever is asked of it.
 */
function rowFailures(
  source: CellSource,
  families: readonly RowFamily[],
  tables: CheckTables,
): readonly CheckStatement[] {
  const own = families.filter((family) => family.source === source);
  if (own.length === 0) return [];
  const ofFamily = (sql: (family: RowFamily) => string) =>
    `CASE i.family ${own.map((family) => `WHEN ${family.number} THEN ${sql(family)}`).join(' ')} END`;
  return [
    insertFailures(
      `check_row_failures_${source.section}`,
      `SELECT ${tables.key}, i.rule, i.instance,
  CAST(${ofFamily(({ left }) => left)} AS DOUBLE),
  CAST(${ofFamily(({ right }) => right ?? 'NULL')} AS DOUBLE)
FROM (
  SELECT * FROM ${tables[source.table]}
  WHERE (${source.columns.map((column) => `${identifier(column)} <> 0`).join(' OR ')}) AND (${own.map(rowTest).join('\n    OR ')})
)
JOIN ${rowsTable(source)} b USING (${source.keys.map(identifier).join(', ')})
JOIN check_cells c USING (${tables.key})
JOIN check_instances i ON i.template = c.template AND i.section = ${source.section} AND i.bit = b.bit AND (i."level" IS NULL OR i."level" = c."level")
WHERE ${ofFamily(({ fails }) => fails)}`,
    ),
  ];
}

/** SQL of sums and maxima over the rows of one column, each computed once under a short name. */
function aggregates(column: string) {
  const names = new Map<string, string>();
  const named = (sql: string): string => {
    const name = names.get(sql) ?? `v${names.size}`;
    names.set(sql, name);
    return name;
  };
  const over = (aggregate: 'sum' | 'max', mask: number) =>
    `${aggregate}(${identifier(column)}) FILTER (WHERE bit & ${mask} <> 0)`;
  return {
    sum: (terms: readonly Term[]): string => {
      const masks = new Map<number, number>();
      for (const { cell, coefficient } of terms)
        masks.set(coefficient, (masks.get(coefficient) ?? 0) | placeOf(cell).bit);
      const sums = [...masks].map(
        ([coefficient, mask]) =>
          `${coefficient === 1 ? '' : `${coefficient} * `}coalesce(${over('sum', mask)}, 0)`,
      );
      return sums.length === 0 ? '0' : named(sums.join(' + '));
    },
    /** Of the rows that are not 0; 0 without any. */
    largest: (cells: readonly CellId[]): string => {
      const mask = [...masksOf(cells).values()][0] ?? 0;
      return named(`coalesce(${over('max', mask)}, 0)`);
    },
    list: () => [...names].map(([sql, name]) => `${sql} AS ${name}`).join(',\n    '),
  };
}

interface Failure {
  readonly rule: RuleId;
  readonly instance: string;
  readonly left: string;
  readonly right: string | null;
  readonly fails: string;
}

/** The failures of the rows of `query`, which has the columns of `check_cells` and those the failures name. */
function failuresOf(failures: readonly Failure[], query: string, tables: CheckTables): string {
  const structs = failures.map(
    ({ rule, instance, left, right, fails }) =>
      `{'rule': ${quoted(rule)}, 'instance': ${quoted(instance)}, 'left_value': CAST(${left} AS DOUBLE), 'right_value': CAST(${right ?? 'NULL'} AS DOUBLE), 'fails': ${fails}}`,
  );
  return `SELECT ${tables.key}, f.rule, f.instance, f.left_value, f.right_value
FROM (
  SELECT ${tables.key}, unnest([
    ${structs.join(',\n    ')}
  ]) AS f
  FROM (${query})
  WHERE ${failures.map(({ fails }) => fails).join('\n    OR ')}
)
WHERE f.fails`;
}

/** Relations down one column: sums by report of the rows that are not 0, for a report without any passes. */
function columnFailures(
  source: CellSource,
  column: string,
  form: FormVersion,
  tables: CheckTables,
): readonly CheckStatement[] {
  const name = columnName(source, column);
  const checks = COLUMN_CHECKS.filter((check) => check.form === form && check.column === name);
  if (checks.length === 0) return [];
  const { sum, largest, list } = aggregates(column);
  const compare = (relation: ValueRelation, largestCell: (cells: readonly CellId[]) => string) =>
    comparisonSql(relation, sum, largestCell);
  // Rows of 0 are not added up: unless every cell is other than 0, the largest is at least 0.
  const atLeastZero = (cells: readonly CellId[]) => `greatest(${largest(cells)}, 0)`;
  const largestOf = (cells: readonly CellId[]) => {
    const mask = masksOf(cells).get(name) ?? 0;
    return `CASE WHEN (${nonZero(name)} & ${mask}) = ${mask} THEN ${largest(cells)} ELSE ${atLeastZero(cells)} END`;
  };
  const failures = checks.map(({ rule, instance, relation }): Failure => {
    const { left, right, fails } = compare(relation, largestOf);
    const present = allPresent(operandCells(relation));
    return { rule: rule.id, instance: instance.key, left, right, fails: `(${fails} AND ${present})` };
  });
  const suspect = checks.map(({ relation }) => compare(relation, atLeastZero).fails);
  const mask = masksOf(checks.flatMap(({ relation }) => operandCells(relation))).get(name) ?? 0;
  const keys = source.keys.map(identifier).join(', ');
  return [
    insertFailures(
      `check_column_failures_${name}_${form}`,
      failuresOf(
        failures,
        `SELECT * FROM (
    SELECT ${tables.key},
    ${list()}
    FROM ${tables[source.table]}
    JOIN (SELECT ${keys}, bit FROM ${rowsTable(source)} WHERE bit & ${mask} <> 0) USING (${keys})
    JOIN (SELECT ${tables.key} FROM check_cells WHERE template = ${quoted(form)}) USING (${tables.key})
    WHERE ${identifier(column)} <> 0
    GROUP BY ${tables.key}
  ) JOIN check_cells USING (${tables.key})
  WHERE ${suspect.join('\n    OR ')}`,
        tables,
      ),
    ),
  ];
}

/** Cells without a value in a section that was read whole or is printed blank: rows of the form without their bit. */
function absenceFailures(
  families: readonly PresenceFamily[],
  form: FormVersion,
  tables: CheckTables,
): CheckStatement {
  const absent = families.map(({ number, source, column, checks }) => {
    const mask = checks
      .filter((check) => check.form === form)
      .reduce((bits, check) => bits | bitOf(check), 0);
    return {
      number,
      bits: `CASE WHEN ${sectionWhole(source.section)} THEN ${mask} & ~${have(column)} ELSE 0 END`,
    };
  });
  return insertFailures(
    `check_absence_failures_${form}`,
    `SELECT ${tables.key}, i.rule, i.instance, CAST(NULL AS DOUBLE), CAST(NULL AS DOUBLE)
FROM (
  SELECT ${tables.key}, unnest([
    ${absent.map(({ number, bits }) => `{'family': ${number}, 'bits': ${bits}}`).join(',\n    ')}
  ]) AS absent
  FROM check_cells
  WHERE template = ${quoted(form)} AND (${absent.map(({ bits }) => bits).join(' | ')}) <> 0
)
JOIN check_instances i ON i.family = absent.family AND i.template = ${quoted(form)} AND (i.bit & absent.bits) <> 0`,
  );
}

/** Predicates on the report itself: its form, and cells of another form. */
function reportFailures(form: FormVersion, tables: CheckTables): CheckStatement {
  const failures = CHECKS.filter((check) => check.form === form).flatMap(
    ({ rule, instance }): readonly Failure[] => {
      const { relation } = instance;
      if (relation.kind !== 'form-year' && relation.kind !== 'foreign-cells') return [];
      return [{ rule: rule.id, instance: instance.key, ...predicateSql(relation) }];
    },
  );
  return insertFailures(
    `check_report_failures_${form}`,
    failuresOf(failures, `SELECT * FROM check_cells WHERE template = ${quoted(form)}`, tables),
  );
}

/** Fills `fact_check_failure` from `check_cells` and the tables, but for amounts out of scale (`scale-sql.ts`). */
export function failureStatements(tables: CheckTables): readonly CheckStatement[] {
  const families = familiesOf();
  return [
    instancesStatement(families),
    ...CELL_SOURCES.flatMap((source) => rowFailures(source, families.rows, tables)),
    ...CELL_SOURCES.flatMap((source) =>
      source.columns.flatMap((column) =>
        FORM_VERSIONS.flatMap((form) => columnFailures(source, column, form, tables)),
      ),
    ),
    ...FORM_VERSIONS.map((form) => absenceFailures(families.presence, form, tables)),
    ...FORM_VERSIONS.map((form) => reportFailures(form, tables)),
    dropTable('check_instances'),
  ];
}
