/**
 * Which consistency checks touch a figure, and how they came out in the reports it counts. A check touches a
 * figure when it has one of the figure's cells among its operands; the pass rate is touched by every relation.
 */
import { queryOptions } from '@tanstack/react-query';
import type { Row, Statement } from '#engine/engine.ts';
import { reportExpressions } from '#metrics/compile.ts';
import type { MetricId } from '#metrics/registry.ts';
import { type Cell, type CellId, cellOf } from '#model/forms.ts';
import { type MeasureId, measureOf } from '#model/measures.ts';
import { NATION_CODE } from '#model/region.ts';
import { FORM_VERSIONS, type FormVersion } from '#model/report.ts';
import type { YearRange } from '#model/year.ts';
import { RELATION_RULES, RULES } from '#rules/registry.ts';
import {
  type Instance,
  instancesFor,
  isValueRelation,
  operandCells,
  type Relation,
  type Rule,
  type RuleId,
} from '#rules/rule.ts';
import { type CheckCount, countColumn } from '#rules/sql.ts';
import type { Warehouse } from '#warehouse/warehouse.ts';
import { numberAt, numberOrNullAt, textAt, textOrNullAt } from './row-cells.ts';
import { type Scope, townshipScope } from './scope.ts';
import { measuresOf, storyYears } from './story.ts';

/** Checks by rule, in the order of the rule book; on each form those that touch. */
export interface TouchingRule {
  readonly rule: Rule;
  readonly instances: Readonly<Record<FormVersion, readonly Instance[]>>;
}

const CHECK_MEASURES: ReadonlySet<MeasureId> = new Set(['checks_passed', 'checks_assessable']);

function cellsOfMetric(metric: MetricId, form: FormVersion): ReadonlySet<CellId> {
  return new Set(measuresOf(metric).flatMap((id) => measureOf(id).cells[form] ?? []));
}

/** The checks that touch a metric. */
export function checksTouching(metric: MetricId): readonly TouchingRule[] {
  const ofChecks = measuresOf(metric).some((id) => CHECK_MEASURES.has(id));
  const touching = (rule: Rule, form: FormVersion): readonly Instance[] => {
    if (ofChecks) return RELATION_RULES.includes(rule.id) ? rule.instances[form] : [];
    const cells = cellsOfMetric(metric, form);
    return rule.instances[form].filter(({ relation }) =>
      operandCells(relation).some((cell) => cells.has(cell)),
    );
  };
  return RULES.map((rule) => ({
    rule,
    instances: { '2019': touching(rule, '2019'), '2021': touching(rule, '2021') },
  })).filter(({ instances }) => FORM_VERSIONS.some((form) => instances[form].length > 0));
}

export interface CheckResultsSpec {
  readonly metric: MetricId;
  readonly region: string;
  readonly years: YearRange;
  readonly prose: boolean;
}

/** How the checks of one rule came out; a check is one instance in one report. */
export interface CheckTally {
  readonly rule: RuleId;
  readonly passed: number;
  /** Of those, checks with an operand other than 0: zeros alone prove little. */
  readonly passed_nonzero: number;
  readonly failed: number;
  readonly not_assessable: number;
}

const quoted = (text: string) => `'${text.replaceAll("'", "''")}'`;

/** Reports the figure counts. */
function countedReports(spec: CheckResultsSpec): Scope {
  const { where, params } = townshipScope(spec.region, storyYears(spec.metric, spec.years));
  const { present } = reportExpressions(spec.metric, spec.prose);
  return { where: `${where} AND m.report_key IS NOT NULL AND ${present}`, params };
}

interface SectionSource {
  readonly table: string;
  readonly rows: (cell: Cell) => string;
  readonly value: (cell: Cell) => string;
  readonly zeroFilled: boolean;
}

const SOURCES: Readonly<Record<Cell['section'], SectionSource>> = {
  2: {
    table: 'fact_disclosure',
    rows: ({ row, column }) => `(t.item = ${quoted(row)} AND t.measure = ${quoted(column)})`,
    value: () => 't.value',
    zeroFilled: false,
  },
  3: {
    table: 'fact_application',
    rows: ({ row }) => `(t.outcome = ${quoted(row)})`,
    value: ({ column }) => `t."${column}"`,
    zeroFilled: true,
  },
  4: {
    table: 'fact_review',
    rows: ({ row }) => `(t.channel = ${quoted(row)})`,
    value: ({ column }) => `t."${column}"`,
    zeroFilled: true,
  },
};

/** One CTE a section: the cells of a report side by side, and which printed rows are there. */
function sectionCte(section: Cell['section'], cells: readonly Cell[]): string {
  const { table, rows, value } = SOURCES[section];
  const printed = new Map(cells.map((cell) => [cell.row, rows(cell)]));
  const columns = [
    ...cells.map((cell) => `max(CASE WHEN ${rows(cell)} THEN ${value(cell)} END) AS "${cell.id}"`),
    ...[...printed].map(([row, test]) => `bool_or(${test}) AS "${row}"`),
  ];
  const wanted = [...new Set(cells.map(rows))];
  return `s${section} AS (
  SELECT t.report_key,
    ${columns.join(',\n    ')}
  FROM ${table} t SEMI JOIN report USING (report_key)
  WHERE ${wanted.join(' OR ')}
  GROUP BY t.report_key
)`;
}

/** In a section read whole, a row left out was printed as 0. */
function cellSql({ id, section, row }: Cell): string {
  return SOURCES[section].zeroFilled
    ? `CASE WHEN s${section}."${row}" THEN s${section}."${id}" WHEN r.section${section} = 'table' THEN 0 END AS "${id}"`
    : `s${section}."${id}" AS "${id}"`;
}

function isAssessable(relation: Relation): string {
  return relation.kind === 'present'
    ? `section${relation.section} IN ('table', 'blank')`
    : operandCells(relation)
        .map((cell) => `"${cell}" IS NOT NULL`)
        .join(' AND ');
}

const anyNonZero = (relation: Relation) =>
  `(${operandCells(relation)
    .map((cell) => `coalesce("${cell}" <> 0, FALSE)`)
    .join(' OR ')})`;

/** An aggregate with a filter of its own keeps a copy of all columns there are: with a hundred of them, 100 MB. */
const countIf = (test: string) => `count(CASE WHEN ${test} THEN 1 END)`;
const added = (terms: readonly string[]) => (terms.length === 0 ? '0' : terms.join(' + '));
const isWhole = ({ rule, instances }: TouchingRule) =>
  FORM_VERSIONS.every((form) => instances[form].length === rule.instances[form].length);

/** How many checks a report of this form is due; one of no known form is due those of the newer. */
function dueOn({ rule, instances }: TouchingRule, form: FormVersion | null): number {
  if (form !== null) return instances[form].length;
  const home = FORM_VERSIONS.find((each) => rule.instances[each] === instancesFor(rule, null));
  return home === undefined ? 0 : instances[home].length;
}

const ofForm = (form: FormVersion | null) =>
  form === null ? 'template IS NULL' : `template = ${quoted(form)}`;

/** Counted on the cells: of the checks due, how many can be assessed, and how many have an operand not 0. */
function cellTally(touching: TouchingRule): readonly string[] {
  const { rule, instances } = touching;
  const id = rule.id.toLowerCase();
  const each = (test: (instance: Instance) => string) =>
    added(
      FORM_VERSIONS.flatMap((form) =>
        instances[form].map((instance) => countIf(`${ofForm(form)} AND ${test(instance)}`)),
      ),
    );
  const due = [...FORM_VERSIONS, null].map((form) => `${dueOn(touching, form)} * ${countIf(ofForm(form))}`);
  return [
    `${added(due)} AS ${id}_due`,
    `${each(({ relation }) => isAssessable(relation))} AS ${id}_assessable`,
    `${each(({ relation }) => `${isAssessable(relation)} AND ${anyNonZero(relation)}`)} AS ${id}_nonzero`,
  ];
}

const isOffScale = ({ rule }: TouchingRule) =>
  FORM_VERSIONS.some((form) => rule.instances[form].some(({ relation }) => relation.kind === 'off-scale'));

/**
 * Where all checks of a rule touch the figure, the mart has counted them. So it has for amounts out of scale,
 * of which a form has one each, and which cannot be judged by the cells of one report.
 */
const isInMart = (touching: TouchingRule) => isWhole(touching) || isOffScale(touching);

function martTally(touching: TouchingRule): readonly string[] {
  const { rule, instances } = touching;
  const id = rule.id.toLowerCase();
  const forms = FORM_VERSIONS.filter((form) => instances[form].length > 0).map(quoted);
  // The mart calls a rule of the other form not assessable; here it is none of the report's.
  const isDue = `template IS NULL OR template IN (${forms.join(', ')})`;
  const sum = (...counts: readonly CheckCount[]) =>
    `coalesce(sum(CASE WHEN ${isDue} THEN ${counts.map((count) => `k.${countColumn(rule.id, count)}`).join(' + ')} END), 0)`;
  return [
    `${sum('passed', 'failed', 'not_assessable')} AS ${id}_due`,
    `${sum('passed', 'failed')} AS ${id}_assessable`,
    `${countsFailures(rule) ? sum('passed_nonzero', 'failed') : sum('passed_nonzero')} AS ${id}_nonzero`,
  ];
}

/** A broken relation has an operand other than 0; a cell that is not there has none. */
function countsFailures(rule: Rule): boolean {
  return FORM_VERSIONS.flatMap((form) => rule.instances[form]).every(
    ({ relation }) => isValueRelation(relation) || relation.kind === 'off-scale',
  );
}

function touchesFailure(rules: readonly TouchingRule[]): string {
  const tests = rules.flatMap((touching) => {
    const { rule, instances } = touching;
    if (isWhole(touching)) return [`f.rule = ${quoted(rule.id)}`];
    return FORM_VERSIONS.filter((form) => instances[form].length > 0).map(
      (form) =>
        `(f.rule = ${quoted(rule.id)} AND m.template = ${quoted(form)} AND f.instance IN (${instances[form].map(({ key }) => quoted(key)).join(', ')}))`,
    );
  });
  return `(${tests.join(' OR ')})`;
}

/** Areas from one number to another, both counted in. */
interface Areas {
  readonly from: number;
  readonly to: number;
}

/** All areas, cut after these provinces into parts of about the same number of townships. */
const FIVE_PARTS = partsAfter([22, 35, 43, 52]);
const THIRTEEN_PARTS = partsAfter([13, 21, 31, 33, 35, 37, 41, 43, 46, 51, 53, 61]);

function partsAfter(provinces: readonly number[]): readonly Areas[] {
  const ends = [...provinces.map((province) => province * 10_000 + 9999), 999_999];
  return ends.map((to, place) => ({ from: (ends[place - 1] ?? 99_999) + 1, to }));
}

/**
 * In how many parts checks are counted: the cells of all reports of the nation side by side can take more memory than
 * all the data.
 */
function partsFor(spec: CheckResultsSpec, rules: readonly TouchingRule[]): readonly (Areas | undefined)[] {
  if (spec.region !== NATION_CODE) return [undefined];
  const { from, to } = storyYears(spec.metric, spec.years);
  const cells = cellsCounted(rules).length * (to - from + 1);
  return cells > 150 ? THIRTEEN_PARTS : cells > 20 ? FIVE_PARTS : [undefined];
}

/** Cells of the checks that the mart has not counted. */
function cellsCounted(rules: readonly TouchingRule[]): readonly Cell[] {
  const ids = rules
    .filter((touching) => !isInMart(touching))
    .flatMap(({ instances }) =>
      FORM_VERSIONS.flatMap((form) => instances[form].flatMap(({ relation }) => operandCells(relation))),
    );
  return [...new Set(ids)].map(cellOf);
}

/** One row: `{rule}_due`, `_assessable`, `_nonzero`, `_failed`; with `within`, of its areas alone. */
export function checkTallyStatement(
  spec: CheckResultsSpec,
  rules: readonly TouchingRule[] = checksTouching(spec.metric),
  within?: Areas,
): Statement {
  const counted = countedReports(spec);
  const where =
    within === undefined ? counted.where : `${counted.where} AND m.area BETWEEN $part_from AND $part_to`;
  const params =
    within === undefined ? counted.params : { ...counted.params, part_from: within.from, part_to: within.to };
  const onCells = rules.filter((touching) => !isInMart(touching));
  const inMart = rules.filter(isInMart);
  const cells = cellsCounted(rules);
  const sections = ([2, 3, 4] as const).filter((section) => cells.some((cell) => cell.section === section));
  const ctes = [
    `report AS (
  SELECT m.report_key, m.template, m.section2, m.section3, m.section4 FROM mart_report_year m
  WHERE ${where}
)`,
    ...sections.map((section) =>
      sectionCte(
        section,
        cells.filter((cell) => cell.section === section),
      ),
    ),
    `cells AS (
  SELECT ${['r.template', 'r.section2', 'r.section3', 'r.section4', ...cells.map(cellSql)].join(',\n    ')}
  FROM report r ${sections.map((section) => `LEFT JOIN s${section} USING (report_key)`).join(' ')}
)`,
    `broken AS (
  SELECT f.rule FROM report m JOIN fact_check_failure f USING (report_key)
  WHERE ${touchesFailure(rules)}
)`,
  ];
  const failed = rules.map(
    ({ rule }) => `${countIf(`rule = ${quoted(rule.id)}`)} AS ${rule.id.toLowerCase()}_failed`,
  );
  return {
    name: 'check-tally',
    sql: `WITH ${ctes.join(', ')}
SELECT * FROM (SELECT ${['count(*) AS reports', ...onCells.flatMap(cellTally)].join(',\n  ')} FROM cells)
CROSS JOIN (SELECT ${['count(*) AS checked', ...inMart.flatMap(martTally)].join(',\n  ')} FROM report LEFT JOIN mart_check_report k USING (report_key))
CROSS JOIN (SELECT ${failed.join(', ')} FROM broken)`,
    params,
  };
}

function tallyOf({ rule }: TouchingRule, row: Row): CheckTally {
  const id = rule.id.toLowerCase();
  const assessable = numberAt(row, `${id}_assessable`);
  const failed = numberAt(row, `${id}_failed`);
  return {
    rule: rule.id,
    passed: assessable - failed,
    passed_nonzero: numberAt(row, `${id}_nonzero`) - (countsFailures(rule) ? failed : 0),
    failed,
    not_assessable: numberAt(row, `${id}_due`) - assessable,
  };
}

/** By rule, in the order of the rule book; without rules that none of the reports' forms has. */
export async function checkTally(
  warehouse: Warehouse,
  spec: CheckResultsSpec,
  signal?: AbortSignal,
): Promise<readonly CheckTally[]> {
  const rules = checksTouching(spec.metric);
  if (rules.length === 0) return [];
  const sums: Record<string, number> = {};
  for (const within of partsFor(spec, rules)) {
    const [part] = await warehouse.engine.query(checkTallyStatement(spec, rules, within), { signal });
    if (part === undefined) throw new Error('an aggregate without groups has one row');
    for (const column of Object.keys(part)) sums[column] = (sums[column] ?? 0) + numberAt(part, column);
  }
  const row: Row = sums;
  return rules
    .map((touching) => tallyOf(touching, row))
    .filter(({ passed, failed, not_assessable }) => passed + failed + not_assessable > 0);
}

export interface CheckFailure {
  readonly report_id: string;
  readonly region_code: string;
  readonly region_name: string;
  readonly year: number;
  readonly template: FormVersion | null;
  readonly rule: RuleId;
  /** Key of the instance within its rule. */
  readonly instance: string;
  /** What was compared, as in `RuleResult`. */
  readonly left: number | null;
  readonly right: number | null;
  readonly source_url: string | null;
}

export interface CheckFailures {
  readonly rows: readonly CheckFailure[];
  readonly total: number;
}

export interface CheckFailuresSpec extends CheckResultsSpec {
  /** At most so many rows; `total` says how many there are. */
  readonly limit: number;
}

const SEVERITY_ORDER = `CASE ${RULES.map(({ id, severity }) => `WHEN f.rule = '${id}' THEN ${{ E: 0, W: 1, I: 2 }[severity]}`).join(' ')} END`;
const RULE_ORDER = `CASE ${RULES.map(({ id }, place) => `WHEN f.rule = '${id}' THEN ${place}`).join(' ')} END`;

export function checkFailuresStatement(
  spec: CheckFailuresSpec,
  rules: readonly TouchingRule[] = checksTouching(spec.metric),
): Statement {
  const { where, params } = countedReports(spec);
  return {
    name: 'check-failures',
    sql: `SELECT r.report_id, m.region_code, g.name AS region_name, m.year, m.template, f.rule, f.instance,
  f.left_value, f.right_value, r.source_url, count(*) OVER () AS total
FROM mart_report_year m
JOIN fact_check_failure f ON f.report_key = m.report_key
JOIN dim_report r ON r.report_key = m.report_key
JOIN dim_region g ON g.code = m.region_code
WHERE ${where} AND ${touchesFailure(rules)}
ORDER BY ${SEVERITY_ORDER}, m.region_code, m.year, ${RULE_ORDER}, f.instance
LIMIT $row_limit`,
    params: { ...params, row_limit: spec.limit },
  };
}

/** The gravest first. */
export async function checkFailures(
  warehouse: Warehouse,
  spec: CheckFailuresSpec,
  signal?: AbortSignal,
): Promise<CheckFailures> {
  const rules = checksTouching(spec.metric);
  if (rules.length === 0) return { rows: [], total: 0 };
  const rows = await warehouse.engine.query(checkFailuresStatement(spec, rules), { signal });
  const [first] = rows;
  return {
    total: first === undefined ? 0 : numberAt(first, 'total'),
    rows: rows.map((row) => ({
      report_id: textAt(row, 'report_id'),
      region_code: textAt(row, 'region_code'),
      region_name: textAt(row, 'region_name'),
      year: numberAt(row, 'year'),
      template: textOrNullAt(row, 'template') as FormVersion | null,
      rule: textAt(row, 'rule') as RuleId,
      instance: textAt(row, 'instance'),
      left: numberOrNullAt(row, 'left_value'),
      right: numberOrNullAt(row, 'right_value'),
      source_url: textOrNullAt(row, 'source_url'),
    })),
  };
}

export interface CheckResults {
  readonly tally: readonly CheckTally[];
  readonly failures: CheckFailures;
}

export function checkResultsQuery(warehouse: Warehouse, spec: CheckFailuresSpec) {
  return queryOptions({
    queryKey: ['check-results', warehouse.version, spec],
    queryFn: async ({ signal }): Promise<CheckResults> => ({
      tally: await checkTally(warehouse, spec, signal),
      failures: await checkFailures(warehouse, spec, signal),
    }),
  });
}
