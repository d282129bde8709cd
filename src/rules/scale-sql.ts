/** Amounts out of scale with their fellows: which reports have a baseline, and which amounts fail. */
import { FORM_VERSIONS, type FormVersion } from '#model/report.ts';
import { placeOf } from './cell-sources.ts';
import { rowsTable } from './cells-sql.ts';
import {
  type CheckStatement,
  type CheckTables,
  dropTable,
  insertFailures,
  temporary,
} from './check-statement.ts';
import { RULES } from './registry.ts';
import { identifier, quoted } from './relation-sql.ts';
import type { Baseline, Instance, OffScaleRelation } from './rule.ts';

/** Amounts that are compared with each other: the columns that must agree. */
const BASELINE_COLUMNS: Readonly<Record<Baseline['of'], readonly string[]>> = {
  own: ['body'],
  peers: ['county', '"year"'],
};

interface ScaleCheck {
  readonly form: FormVersion;
  readonly instance: Instance;
  readonly relation: OffScaleRelation;
}

const SCALE_CHECKS: readonly ScaleCheck[] = RULES.flatMap(({ instances }) =>
  FORM_VERSIONS.flatMap((form) =>
    instances[form].flatMap((instance) => {
      const { relation } = instance;
      return relation.kind === 'off-scale' ? [{ form, instance, relation }] : [];
    }),
  ),
);

/** `check_amounts`: every amount of section 2 to be compared, with the body, county and year to compare it by. */
function amountsStatement(tables: CheckTables): CheckStatement {
  const cells = SCALE_CHECKS.map(({ form, relation }) => ({ form, ...placeOf(relation.cell) }));
  const [first] = cells;
  if (!first || cells.some(({ name }) => name !== first.name))
    throw new Error('Amounts out of scale are compiled for one column');
  const { source, column } = first;
  const keys = source.keys.map(identifier).join(', ');
  return temporary(
    'check_amounts',
    `SELECT ${tables.key}, p.template, p.region_code AS body, CASE WHEN r."level" = 'township' THEN r.parent_code END AS county, p."year", d.${identifier(column)} AS amount
FROM ${tables[source.table]} d
JOIN (SELECT * FROM ${rowsTable(source)} WHERE bit IN (${cells.map(({ bit }) => bit).join(', ')})) USING (${keys})
JOIN ${tables.reports} p USING (${tables.key})
LEFT JOIN ${tables.regions} r ON r.code = p.region_code
WHERE d.${identifier(column)} IS NOT NULL AND coalesce(CAST(d.unit AS VARCHAR), '') = ''
  AND (${cells.map(({ form, bit }) => `(p.template = ${quoted(form)} AND bit = ${bit})`).join(' OR ')})`,
  );
}

/** Only an amount far above the least of its fellows can be far above their median: medians are taken for few. */
function scaleFailures(
  { form, instance, relation }: ScaleCheck,
  { key }: CheckTables,
): readonly CheckStatement[] {
  const amounts = `(SELECT * FROM check_amounts WHERE template = ${quoted(form)})`;
  const groups = relation.baselines.map(({ of, least }) => ({ of, least, columns: BASELINE_COLUMNS[of] }));
  const hasBaseline = groups.map(
    ({ of, least }) => `coalesce(${of}.number - CAST(a.amount > 0 AS INTEGER) >= ${least}, FALSE)`,
  );
  const suspect = groups.map(({ of }) => `coalesce(a.amount >= ${relation.from} * ${of}.lowest, FALSE)`);
  const joins = groups.map(
    ({ of, columns }) =>
      `LEFT JOIN (SELECT ${columns.join(', ')}, count(*) AS number, min(amount) AS lowest FROM ${amounts} WHERE amount > 0 GROUP BY ALL) ${of} USING (${columns.join(', ')})`,
  );
  const medians = groups.map(
    (
      { columns, least },
      order,
    ) => `SELECT a.${key}, a.amount, ${order} AS precedence, median(o.amount) AS middle
  FROM check_scale JOIN ${amounts} a USING (${key}) JOIN ${amounts} o ON ${columns.map((name) => `o.${name} = a.${name}`).join(' AND ')} AND o.${key} <> a.${key}
  WHERE suspect AND o.amount > 0
  GROUP BY a.${key}, a.amount HAVING count(*) >= ${least}`,
  );
  return [
    {
      name: `check_scale_${form}`,
      sql: `INSERT INTO check_scale
SELECT a.${key}, ${hasBaseline.join(' OR ')}, ${suspect.join(' OR ')}
FROM ${amounts} a
${joins.join('\n')}`,
    },
    insertFailures(
      `check_scale_failures_${form}`,
      `SELECT ${key}, ${quoted(instance.rule)}, ${quoted(instance.key)}, amount, arg_min(middle, precedence)
FROM (
  ${medians.join('\n  UNION ALL ')}
)
WHERE amount >= ${relation.from} * middle AND amount <= ${relation.to} * middle
GROUP BY ${key}, amount`,
    ),
  ];
}

/** Adds to `fact_check_failure`, and leaves `check_scale` behind: the reports with an amount, and if it has a baseline. */
export function scaleStatements(tables: CheckTables): readonly CheckStatement[] {
  return [
    amountsStatement(tables),
    temporary(
      'check_scale',
      `SELECT ${tables.key}, FALSE AS has_baseline, FALSE AS suspect FROM ${tables.reports} LIMIT 0`,
    ),
    ...SCALE_CHECKS.flatMap((check) => scaleFailures(check, tables)),
    dropTable('check_amounts'),
  ];
}
