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
import { quoted } from '#rules/relation-sql.ts';
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
import { countIf } from './count-if.ts';
import { numberAt, numberOrNullAt, textAt, textOrNullAt } from './row-cells.ts';
import { type Areas, keysOf, type Scope, sameReport, townshipScope } from './scope.ts';
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

/** Cells in one number: what is asked of a report's cells is whether they are there, and whether they are 0. */
interface Word {
  readonly name: string;
  readonly section: Cell['section'];
  readonly cells: readonly Cell[];
}

const BITS = 60;

function wordsOf(cells: readonly Cell[]): readonly Word[] {
  return ([2, 3, 4] as const).flatMap((section) => {
    const own = cells.filter((cell) => cell.section === section);
    return Array.from({ length: Math.ceil(own.length / BITS) }, (_, place): Word => {
      return { name: `s${section}_${place}`, section, cells: own.slice(place * BITS, (place + 1) * BITS) };
    });
  });
}

/** The bits of cells of a word, as a literal. */
function bitsOf(word: Word, ids: readonly CellId[]): string {
  const bits = word.cells.map(({ id }, place) => (ids.includes(id) ? 1n << BigInt(place) : 0n));
  return `${bits.reduce((sum, bit) => sum | bit, 0n)}`;
}

/**
 * One CTE a section: of the cells of a report, which are there, which are not 0, and which stand in a row that is. Of
 * all reports between two keys: to look for those counted would take as much room again.
 */
function sectionCte(section: Cell['section'], words: readonly Word[]): string {
  const { table, rows, value, zeroFilled } = SOURCES[section];
  const columns = words.flatMap((word) => {
    const printed = [...new Set(word.cells.map(rows))].map(
      (row) => [row, word.cells.filter((cell) => rows(cell) === row)] as const,
    );
    const ofRow = (bits: (cells: readonly Cell[]) => string) =>
      `bit_or(CASE ${printed.map(([row, cells]) => `WHEN ${row} THEN ${bits(cells)}`).join(' ')} ELSE 0 END)`;
    const where = (test: (cell: Cell) => string) =>
      ofRow((cells) =>
        cells
          .map((cell) => `CASE WHEN ${test(cell)} THEN ${bitsOf(word, [cell.id])}::BIGINT ELSE 0 END`)
          .join(' | '),
      );
    return [
      `${where((cell) => `${value(cell)} IS NOT NULL`)} AS ${word.name}_there`,
      `${where((cell) => `${value(cell)} <> 0`)} AS ${word.name}_nonzero`,
      ...(zeroFilled
        ? [
            `${ofRow(
              (cells) =>
                `${bitsOf(
                  word,
                  cells.map(({ id }) => id),
                )}::BIGINT`,
            )} AS ${word.name}_printed`,
          ]
        : []),
    ];
  });
  const wanted = new Set(words.flatMap(({ cells }) => cells.map(rows)));
  return `s${section} AS (
  SELECT t.report_key,
    ${columns.join(',\n    ')}
  FROM ${table} t
  WHERE t.report_key BETWEEN $key_from AND $key_to AND t.report_key % 10000 BETWEEN $year_from AND $year_to
    AND (${[...wanted].join(' OR ')})
  GROUP BY t.report_key
)`;
}

/** In a section read whole, a row left out was printed as 0. */
function wordSql({ name, section }: Word): string {
  const there = `coalesce(${name}_there, 0)`;
  const filled = `CASE WHEN r.section${section} = 'table' THEN ~coalesce(${name}_printed, 0) ELSE 0 END`;
  return `${SOURCES[section].zeroFilled ? `${there} | ${filled}` : there} AS ${name}_there, coalesce(${name}_nonzero, 0) AS ${name}_nonzero`;
}

/** A test of each word that holds one of the cells. */
function testsOf(words: readonly Word[], relation: Relation, test: (word: Word, bits: string) => string) {
  const ids = operandCells(relation);
  return words
    .filter(({ cells }) => cells.some(({ id }) => ids.includes(id)))
    .map((word) => test(word, bitsOf(word, ids)));
}

function isAssessable(words: readonly Word[], relation: Relation): string {
  return relation.kind === 'present'
    ? `section${relation.section} IN ('table', 'blank')`
    : testsOf(words, relation, ({ name }, bits) => `${name}_there & ${bits} = ${bits}`).join(' AND ');
}

const anyNonZero = (words: readonly Word[], relation: Relation) =>
  `(${testsOf(words, relation, ({ name }, bits) => `${name}_nonzero & ${bits} <> 0`).join(' OR ')})`;

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
function cellTally(words: readonly Word[], touching: TouchingRule): readonly string[] {
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
    `${each(({ relation }) => isAssessable(words, relation))} AS ${id}_assessable`,
    `${each(({ relation }) => `${isAssessable(words, relation)} AND ${anyNonZero(words, relation)}`)} AS ${id}_nonzero`,
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

/**
 * Whether a text is one of some. Not `IN`: of more than five words the engine makes a hash join, 4 MB each, however few
 * rows there are.
 */
function oneOf(text: string, words: readonly string[]): string {
  return `list_contains([${words.map(quoted).join(', ')}], ${text})`;
}

function touchesFailure(rules: readonly TouchingRule[]): string {
  const tests = rules.flatMap((touching) => {
    const { rule, instances } = touching;
    if (isWhole(touching)) return [`f.rule = ${quoted(rule.id)}`];
    return FORM_VERSIONS.filter((form) => instances[form].length > 0).map((form) => {
      const keys = instances[form].map(({ key }) => key);
      return `(f.rule = ${quoted(rule.id)} AND m.template = ${quoted(form)} AND ${oneOf('f.instance', keys)})`;
    });
  });
  return `(${tests.join(' OR ')})`;
}

/** All areas, cut after some provinces into parts of about the same number of townships. */
const PARTS: readonly Areas[] = [22, 35, 43, 52, 99].map((last, place, all) => ({
  from: ((all[place - 1] ?? 9) + 1) * 10_000,
  to: last * 10_000 + 9999,
}));

/** The nation's checks of several years are counted in parts: all its reports at once would take four times the room. */
function partsFor({ metric, region, years }: CheckResultsSpec): readonly (Areas | undefined)[] {
  const { from, to } = storyYears(metric, years);
  return region === NATION_CODE && to > from + 1 ? PARTS : [undefined];
}

/** Cells of checks. */
function cellsOf(rules: readonly TouchingRule[]): readonly Cell[] {
  const ids = rules.flatMap(({ instances }) =>
    FORM_VERSIONS.flatMap((form) => instances[form].flatMap(({ relation }) => operandCells(relation))),
  );
  return [...new Set(ids)].map(cellOf);
}

/** Reports the figure counts, as the CTE `report`. */
const reportCte = (where: string) => `report AS NOT MATERIALIZED (
  SELECT m.report_key, m.template, m.section2, m.section3, m.section4 FROM mart_report_year m
  WHERE ${where}
)`;

/** `{rule}_due`, `_assessable`, `_nonzero` of the rules that are counted on cells; with `within`, of its areas alone. */
function cellTallyStatement(
  spec: CheckResultsSpec,
  rules: readonly TouchingRule[],
  within?: Areas,
): Statement {
  const { where, params } = countedReports(spec);
  const words = wordsOf(cellsOf(rules));
  const sections = [...new Set(words.map(({ section }) => section))];
  const keys = keysOf(spec.region, within);
  const ctes = [
    reportCte(within === undefined ? where : `${where} AND m.area BETWEEN $part_from AND $part_to`),
    ...sections.map((section) =>
      sectionCte(
        section,
        words.filter((word) => word.section === section),
      ),
    ),
    `cells AS (
  SELECT ${['r.template', 'r.section2', 'r.section3', 'r.section4', ...words.map(wordSql)].join(',\n    ')}
  FROM report r ${sections.map((section) => `LEFT JOIN s${section} USING (report_key)`).join(' ')}
)`,
  ];
  return {
    name: 'check-tally-cells',
    sql: `WITH ${ctes.join(', ')}
SELECT ${rules.flatMap((rule) => cellTally(words, rule)).join(',\n  ')} FROM cells`,
    params: {
      ...params,
      ...(sections.length === 0 ? {} : { key_from: keys.from, key_to: keys.to }),
      ...(within === undefined ? {} : { part_from: within.from, part_to: within.to }),
    },
  };
}

/** The same of the rules the mart has counted. */
function martTallyStatement(spec: CheckResultsSpec, rules: readonly TouchingRule[]): Statement {
  const { where, params } = countedReports(spec);
  return {
    name: 'check-tally-mart',
    sql: `WITH ${reportCte(where)}
SELECT ${rules.flatMap(martTally).join(',\n  ')} FROM report m JOIN mart_check_report k ON ${sameReport('m', 'k')}`,
    params,
  };
}

/** `{rule}_failed` of all rules. */
function failedStatement(spec: CheckResultsSpec, rules: readonly TouchingRule[]): Statement {
  const { where, params } = countedReports(spec);
  const failed = rules.map(
    ({ rule }) => `${countIf(`f.rule = ${quoted(rule.id)}`)} AS ${rule.id.toLowerCase()}_failed`,
  );
  return {
    name: 'check-tally-failed',
    sql: `WITH ${reportCte(where)}
SELECT ${failed.join(', ')} FROM report m JOIN fact_check_failure f ON ${sameReport('m', 'f')}
WHERE ${touchesFailure(rules)}`,
    params,
  };
}

/** One row each, to be added up: what one statement takes is given back before the next. */
export function checkTallyStatements(
  spec: CheckResultsSpec,
  rules: readonly TouchingRule[] = checksTouching(spec.metric),
): readonly Statement[] {
  const onCells = rules.filter((touching) => !isInMart(touching));
  const inMart = rules.filter(isInMart);
  return [
    ...(onCells.length === 0
      ? []
      : partsFor(spec).map((within) => cellTallyStatement(spec, onCells, within))),
    ...(inMart.length === 0 ? [] : [martTallyStatement(spec, inMart)]),
    failedStatement(spec, rules),
  ];
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
  for (const statement of checkTallyStatements(spec, rules)) {
    const [part] = await warehouse.engine.query(statement, { signal });
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

export interface CheckFailuresSpec extends CheckResultsSpec {
  /** At most so many rows. */
  readonly limit: number;
}

const SEVERITY_ORDER = `CASE ${RULES.map(({ id, severity }) => `WHEN f.rule = '${id}' THEN ${{ E: 0, W: 1, I: 2 }[severity]}`).join(' ')} END`;
const RULE_ORDER = `CASE ${RULES.map(({ id }, place) => `WHEN f.rule = '${id}' THEN ${place}`).join(' ')} END`;

const FAILURE_ORDER = `${SEVERITY_ORDER}, m.region_number, m.year, ${RULE_ORDER}, f.instance`;

export function checkFailuresStatement(
  spec: CheckFailuresSpec,
  rules: readonly TouchingRule[] = checksTouching(spec.metric),
): Statement {
  const { where, params } = countedReports(spec);
  return {
    name: 'check-failures',
    // Put in order as they are read, so that none are kept but those shown.
    sql: `WITH report AS NOT MATERIALIZED (
  SELECT m.report_key, m.region_number, m.year, m.template FROM mart_report_year m WHERE ${where}
)
SELECT m.report_key, CAST(m.region_number AS VARCHAR) AS region_code, m.year, m.template,
  f.rule, f.instance, f.left_value, f.right_value
FROM report m JOIN fact_check_failure f ON ${sameReport('m', 'f')} WHERE ${touchesFailure(rules)}
ORDER BY ${FAILURE_ORDER} LIMIT $row_limit`,
    params: { ...params, row_limit: spec.limit },
  };
}

/** Where reports were read, by key. A question by itself: together with what they are looked up for it takes twice the room. */
export function reportPagesStatement(keys: readonly number[]): Statement {
  return {
    name: 'report-pages',
    sql: `SELECT r.report_key, r.source_url FROM dim_report r
WHERE r.report_key BETWEEN $key_from AND $key_to
  AND list_contains(CAST(string_split($keys, ',') AS BIGINT[]), r.report_key)`,
    params: { keys: keys.join(','), key_from: Math.min(...keys), key_to: Math.max(...keys) },
  };
}

/** The gravest first. */
export async function checkFailures(
  warehouse: Warehouse,
  spec: CheckFailuresSpec,
  signal?: AbortSignal,
): Promise<readonly CheckFailure[]> {
  const rules = checksTouching(spec.metric);
  if (rules.length === 0) return [];
  const { engine } = warehouse;
  const rows = await engine.query(checkFailuresStatement(spec, rules), { signal });
  if (rows.length === 0) return [];
  const keys = [...new Set(rows.map((row) => numberAt(row, 'report_key')))];
  const pages = new Map<number, string | null>();
  for (const row of await engine.query(reportPagesStatement(keys), { signal })) {
    pages.set(numberAt(row, 'report_key'), textOrNullAt(row, 'source_url'));
  }
  return rows.map((row) => {
    const region_code = textAt(row, 'region_code');
    const year = numberAt(row, 'year');
    return {
      report_id: `${region_code}-${year}`,
      region_code,
      year,
      template: textOrNullAt(row, 'template') as FormVersion | null,
      rule: textAt(row, 'rule') as RuleId,
      instance: textAt(row, 'instance'),
      left: numberOrNullAt(row, 'left_value'),
      right: numberOrNullAt(row, 'right_value'),
      source_url: pages.get(numberAt(row, 'report_key')) ?? null,
    };
  });
}

export interface CheckResults {
  readonly tally: readonly CheckTally[];
  /** How many failed, and the first of them. */
  readonly failed: number;
  readonly failures: readonly CheckFailure[];
}

export async function checkResults(
  warehouse: Warehouse,
  spec: CheckFailuresSpec,
  signal?: AbortSignal,
): Promise<CheckResults> {
  const tally = await checkTally(warehouse, spec, signal);
  const failed = tally.reduce((sum, each) => sum + each.failed, 0);
  return { tally, failed, failures: failed === 0 ? [] : await checkFailures(warehouse, spec, signal) };
}

export function checkResultsQuery(warehouse: Warehouse, spec: CheckFailuresSpec) {
  return queryOptions({
    queryKey: ['check-results', warehouse.version, spec],
    queryFn: ({ signal }) => checkResults(warehouse, spec, signal),
  });
}
