/**
 * A second computation of every metric, written by hand from the definitions of the form and the metrics and run
 * by native DuckDB straight over the CSV files. It shares no code with `src/warehouse`, `src/metrics/compile.ts`
 * or the measure list: agreement of the two is evidence, not a tautology.
 *
 * Every metric is a query that gives one row per report which states all its operands: report_id, num, den, prose.
 */
import { type DuckDBConnection, DuckDBInstance } from '@duckdb/node-api';

const S2 = (item: string, measure: string) =>
  `SELECT report_id, value AS v FROM s2 WHERE item = '${item}' AND measure = '${measure}' AND value IS NOT NULL`;

/** As S2, only where the report stands on this form. */
const S2_ON = (form: string, item: string, measure: string) =>
  `SELECT report_id, value AS v FROM s2 JOIN reports USING (report_id)
   WHERE item = '${item}' AND measure = '${measure}' AND value IS NOT NULL AND template = '${form}'`;

const S3 = (outcome: string, applicant = 'total') =>
  `SELECT report_id, v FROM s3 WHERE outcome = '${outcome}' AND applicant = '${applicant}' AND v IS NOT NULL`;

/** All of these rows, in the 总计 column: missing unless every one is stated. */
const S3_ALL = (...outcomes: readonly string[]) =>
  `SELECT report_id, sum(v) AS v FROM s3 WHERE applicant = 'total' AND outcome IN (${outcomes.map((o) => `'${o}'`).join(', ')})
   GROUP BY report_id HAVING count(v) = ${outcomes.length}`;

const S4 = (channel: string, result: string) =>
  `SELECT report_id, v FROM s4 WHERE channel = '${channel}' AND result = '${result}' AND v IS NOT NULL`;

/** Both channels of 行政诉讼: missing unless both are stated. */
const SUITS = (result: string) =>
  `SELECT a.report_id, a.v + b.v AS v FROM (${S4('direct_suit', result)}) a
   JOIN (${S4('suit_after_reconsideration', result)}) b ON a.report_id = b.report_id`;

const N = S3('new');
const O = S3('carried_in');
const G = S3('granted');
const P = S3('partly_granted');
const T = S3('total_handled');
const F = S3('carried_out');
const D = S3_ALL(
  'refused_state_secret',
  'refused_other_law',
  'refused_three_security',
  'refused_third_party',
  'refused_internal_affairs',
  'refused_process_info',
  'refused_enforcement_file',
  'refused_admin_query',
);
const U = S3_ALL('unable_not_held', 'unable_needs_creation', 'unable_unclear_after_correction');
const X = S3_ALL(
  'declined_petition_complaint',
  'declined_repeat',
  'declined_publication',
  'declined_mass_repeat',
  'declined_reconfirm',
);
/** 其他处理: one row on form 2019, three on form 2021. */
const E = `SELECT o.report_id, o.v FROM (${S3('other_handling')}) o JOIN reports r USING (report_id) WHERE r.template = '2019'
  UNION ALL
  SELECT o.report_id, o.v FROM (${S3_ALL('other_no_correction', 'other_fee_unpaid', 'other_other')}) o
  JOIN reports r USING (report_id) WHERE r.template = '2021'`;

/** A count from the table alone. */
const count = (table: string) => `SELECT report_id, v AS num, NULL AS den, FALSE AS prose FROM (${table})`;

/** A ratio of two queries over the same reports. */
const over = (num: string, den: string) =>
  `SELECT n.report_id, n.v AS num, d.v AS den, FALSE AS prose
   FROM (${num}) n JOIN (${den}) d ON n.report_id = d.report_id`;

/** Where the table gives nothing, the number stated in prose. */
const orProse = (table: string, narrative: string) =>
  `SELECT report_id, v AS num, NULL AS den, FALSE AS prose FROM (${table})
   UNION ALL
   SELECT report_id, ${narrative}, NULL, TRUE FROM reports
   WHERE ${narrative} IS NOT NULL AND report_id NOT IN (SELECT report_id FROM (${table}))`;

/** Joined sums: `plus(N, O)`. */
const plus = (a: string, b: string) =>
  `SELECT a.report_id, a.v + b.v AS v FROM (${a}) a JOIN (${b}) b ON a.report_id = b.report_id`;
const minus = (a: string, b: string) =>
  `SELECT a.report_id, a.v - b.v AS v FROM (${a}) a JOIN (${b}) b ON a.report_id = b.report_id`;

/** 万元: an amount without a printed unit cannot be read, unless it is 0. */
const PROCUREMENT = `SELECT report_id, v FROM (
    SELECT report_id, CASE WHEN value = 0 THEN 0.0 WHEN unit = '元' THEN value / 10000.0 WHEN unit = '万元' THEN value END AS v
    FROM s2 JOIN reports USING (report_id) WHERE item = 'procurement' AND measure = 'amount' AND template = '2019'
  ) WHERE v IS NOT NULL`;

/** Rows of the form that end an application, down one applicant's column: 19 on form 2019, 21 on form 2021. */
const ENDINGS = `SELECT c.report_id, c.applicant, sum(c.v) AS total, max(c.v) AS largest, count(c.v) AS known, any_value(f.endings) AS endings
  FROM s3 c JOIN reports r USING (report_id) JOIN form_rows f ON f.form = r.template AND f.outcome = c.outcome
  WHERE f.ending GROUP BY ALL`;

/** The four rows of A1 side by side, for each applicant's column. */
const COLUMNS = `SELECT c.report_id, c.applicant,
    max(v) FILTER (outcome = 'new') + max(v) FILTER (outcome = 'carried_in') AS at_hand,
    max(v) FILTER (outcome = 'total_handled') AS handled, max(v) FILTER (outcome = 'carried_out') AS left_over
  FROM s3 c JOIN reports r USING (report_id) WHERE r.template IS NOT NULL GROUP BY ALL`;

/** Cells of section 2 side by side, for each item of the reports on one form. */
const ITEM = (form: string, ...measures: readonly string[]) =>
  `SELECT report_id, item, ${measures.map((measure) => `max(value) FILTER (measure = '${measure}') AS ${measure}`).join(', ')}
   FROM s2 JOIN reports USING (report_id) WHERE template = '${form}' GROUP BY ALL`;

/** One row per relation of severity E that ties cells together and has all its operands: whether it holds. */
const RELATIONS = `
  SELECT report_id, 'A1' AS rule, at_hand = handled + left_over AS holds FROM (${COLUMNS})
    WHERE at_hand IS NOT NULL AND handled IS NOT NULL AND left_over IS NOT NULL
  UNION ALL
  SELECT e.report_id, 'A2', c.handled = e.total FROM (${ENDINGS}) e JOIN (${COLUMNS}) c ON c.report_id = e.report_id AND c.applicant = e.applicant
    WHERE e.known = e.endings AND c.handled IS NOT NULL
  UNION ALL
  SELECT c.report_id, 'A3', sum(c.v) FILTER (applicant <> 'total') = max(c.v) FILTER (applicant = 'total')
    FROM s3 c JOIN reports r USING (report_id) JOIN form_rows f ON f.form = r.template AND f.outcome = c.outcome
    GROUP BY c.report_id, c.outcome HAVING count(c.v) = 7
  UNION ALL
  SELECT s4.report_id, 'A4', sum(v) FILTER (result <> 'total') = max(v) FILTER (result = 'total')
    FROM s4 JOIN reports USING (report_id) WHERE template IS NOT NULL GROUP BY s4.report_id, channel HAVING count(v) = 5
  UNION ALL
  SELECT e.report_id, 'A6', greatest(e.largest, c.handled, c.left_over) <= c.at_hand
    FROM (${ENDINGS}) e JOIN (${COLUMNS}) c ON c.report_id = e.report_id AND c.applicant = e.applicant
    WHERE e.known = e.endings AND c.handled IS NOT NULL AND c.left_over IS NOT NULL AND c.at_hand IS NOT NULL
  UNION ALL
  SELECT report_id, 'A8', in_force - issued + repealed >= 0 FROM (${ITEM('2021', 'in_force', 'issued', 'repealed')})
    WHERE item IN ('regulation', 'normative_document') AND in_force IS NOT NULL AND issued IS NOT NULL AND repealed IS NOT NULL
  UNION ALL
  SELECT report_id, 'A9', newly_disclosed <= total_disclosed FROM (${ITEM('2019', 'newly_disclosed', 'total_disclosed')})
    WHERE item IN ('regulation', 'normative_document') AND newly_disclosed IS NOT NULL AND total_disclosed IS NOT NULL
  UNION ALL
  SELECT report_id, 'A9', items_previous_year + items_change >= 0 FROM (${ITEM('2019', 'items_previous_year', 'items_change')})
    WHERE item IN ('permit', 'other_service', 'penalty', 'coercion', 'fee') AND items_previous_year IS NOT NULL AND items_change IS NOT NULL`;

/** A1-A4, A6, A8, A9; a report without an assessable relation states nothing. */
const CHECKS = `SELECT report_id, count(*) FILTER (holds) AS num, count(*) AS den, FALSE AS prose FROM (${RELATIONS}) GROUP BY report_id`;

interface Definition {
  readonly table: string;
  /** With prose standing in; the same as `table` if left out. */
  readonly prose?: string;
  /** A stock: for several years together the last one alone. */
  readonly stock?: true;
  /** A ratio told for every hundred. */
  readonly per?: 100;
  /** The form that has no such cell. */
  readonly notOn?: '2019' | '2021';
}

const share = (applicant: string): Definition => ({ table: over(S3('new', applicant), N) });

const ZERO = (known: string) =>
  `SELECT report_id, CASE WHEN num = 0 THEN 1 ELSE 0 END AS num, 1 AS den, prose FROM (${known})`;

const RECONSIDERATIONS = S4('reconsideration', 'total');

/** By hand, from the list of metrics in rules.md. */
export const INDEPENDENT: Readonly<Record<string, Definition>> = {
  permits: {
    table: count(S2('permit', 'decisions')),
    prose: orProse(S2('permit', 'decisions'), 'narrative_permits'),
  },
  penalties: {
    table: count(S2('penalty', 'decisions')),
    prose: orProse(S2('penalty', 'decisions'), 'narrative_penalties'),
  },
  coercions: {
    table: count(S2('coercion', 'decisions')),
    prose: orProse(S2('coercion', 'decisions'), 'narrative_coercions'),
  },
  fees: { table: count(S2_ON('2021', 'fee', 'amount_10k_yuan')), notOn: '2019' },
  documents_in_force: {
    table: count(S2_ON('2021', 'normative_document', 'in_force')),
    notOn: '2019',
    stock: true,
  },
  documents_issued: { table: count(S2_ON('2021', 'normative_document', 'issued')), notOn: '2019' },
  documents_repealed: { table: count(S2_ON('2021', 'normative_document', 'repealed')), notOn: '2019' },
  procurement_projects: { table: count(S2_ON('2019', 'procurement', 'projects')), notOn: '2021' },
  procurement_amount: { table: count(PROCUREMENT), notOn: '2021' },
  applications_new: { table: count(N), prose: orProse(N, 'narrative_applications_new') },
  applications_accepted: { table: count(plus(N, O)), stock: true },
  applications_handled: { table: count(T), prose: orProse(T, 'narrative_applications_handled') },
  applications_carried_out: { table: count(F), stock: true },
  completion_rate: { table: over(T, plus(N, O)) },
  backlog_change: { table: count(minus(F, O)) },
  grant_rate: { table: over(G, T) },
  partial_rate: { table: over(P, T) },
  disclosure_rate: { table: over(plus(G, P), T) },
  disclosure_rate_merits: { table: over(plus(G, P), plus(plus(G, P), D)) },
  disclosure_rate_substantive: { table: over(plus(G, P), minus(minus(T, X), E)) },
  refusal_rate: { table: over(D, T) },
  unable_rate: { table: over(U, T) },
  declined_rate: { table: over(X, T) },
  other_rate: { table: over(E, T) },
  petition_count: { table: count(S3('declined_petition_complaint')) },
  petition_share: { table: over(S3('declined_petition_complaint'), T) },
  not_held_share: { table: over(S3('unable_not_held'), U) },
  natural_person_share: share('natural_person'),
  company_share: share('company'),
  research_share: share('research'),
  ngo_share: share('ngo'),
  legal_service_share: share('legal_service'),
  other_org_share: share('other_org'),
  zero_application_share: {
    table: ZERO(count(N)),
    prose: ZERO(orProse(N, 'narrative_applications_new')),
  },
  reconsiderations: {
    table: count(RECONSIDERATIONS),
    prose: orProse(RECONSIDERATIONS, 'narrative_reconsiderations'),
  },
  lawsuits: { table: count(SUITS('total')), prose: orProse(SUITS('total'), 'narrative_lawsuits') },
  reconsiderations_pending: { table: count(S4('reconsideration', 'pending')), stock: true },
  lawsuits_pending: { table: count(SUITS('pending')), stock: true },
  reconsideration_rate: { table: over(RECONSIDERATIONS, T), per: 100 },
  lawsuit_rate: { table: over(SUITS('total'), T), per: 100 },
  reconsideration_correction_rate: {
    table: over(
      S4('reconsideration', 'corrected'),
      minus(RECONSIDERATIONS, S4('reconsideration', 'pending')),
    ),
  },
  lawsuit_loss_rate: { table: over(SUITS('corrected'), minus(SUITS('total'), SUITS('pending'))) },
  check_pass_rate: { table: CHECKS },
};

const NO_ENDING = ['new', 'carried_in', 'total_handled', 'carried_out'];

/** Rows a form prints in section 3 besides those both print. */
const COMMON_OUTCOMES = `new carried_in granted partly_granted refused_state_secret refused_other_law
  refused_three_security refused_third_party refused_internal_affairs refused_process_info
  refused_enforcement_file refused_admin_query unable_not_held unable_needs_creation
  unable_unclear_after_correction declined_petition_complaint declined_repeat declined_publication
  declined_mass_repeat declined_reconfirm total_handled carried_out`.split(/\s+/);
const FORM_OUTCOMES = {
  '2019': [...COMMON_OUTCOMES, 'other_handling'],
  '2021': [...COMMON_OUTCOMES, 'other_no_correction', 'other_fee_unpaid', 'other_other'],
} as const;

const NUMBERS =
  `narrative_applications_new narrative_applications_handled narrative_reconsiderations narrative_lawsuits
  narrative_permits narrative_penalties narrative_coercions`.split(/\s+/);

export interface IndependentFigure {
  readonly region: string;
  /** null: all years together. */
  readonly year: number | null;
  readonly value: number | null;
  readonly stated: number;
  readonly from_prose: number;
  readonly expected: number;
  readonly filed: number;
  readonly not_applicable: number;
}

/** A figure with what it is made of. */
export interface IndependentOperands extends IndependentFigure {
  readonly numerator: number | null;
  /** null for counts. */
  readonly denominator: number | null;
}

/** One metric in one report; a report that does not state it has neither operand. */
export interface IndependentReport {
  readonly report_id: string;
  readonly region: string;
  readonly year: number;
  readonly form: string | null;
  readonly stated: boolean;
  readonly prose: boolean;
  /** Its form has no such cell. */
  readonly absent: boolean;
  readonly value: number | null;
  readonly numerator: number | null;
  readonly denominator: number | null;
}

type Sql = Readonly<Record<string, unknown>>;

const numberOrNull = (value: unknown): number | null =>
  value === null || value === undefined ? null : Number(value);

/** Sum over sum; a zero denominator has no value. */
function valueOf(num: number | null, den: number | null, ratio: boolean, per = 1): number | null {
  if (!ratio || num === null) return num;
  return den === null || den === 0 ? null : (per * num) / den;
}

function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  throw new TypeError('expected text');
}

/** The second computation over the CSV files of a folder. */
export class IndependentFigures {
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;
  /** First and last year any report speaks of. */
  readonly years: readonly number[];

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection, years: readonly number[]) {
    this.#instance = instance;
    this.#connection = connection;
    this.years = years;
  }

  static async open(folder: string): Promise<IndependentFigures> {
    const instance = await DuckDBInstance.create(':memory:', { threads: '2' });
    const connection = await instance.connect();
    const file = (table: string) =>
      `read_csv('${folder.replaceAll("'", "''")}/${table}.csv', all_varchar = true, header = true, delim = ',', quote = '"', escape = '"', new_line = '\\n')`;
    const long = (table: string, key: string, columns: readonly string[], name: string) =>
      columns
        .map(
          (column) =>
            `SELECT report_id, ${key}, '${column}' AS ${name}, CAST("${column}" AS DOUBLE) AS v FROM ${file(table)}`,
        )
        .join(' UNION ALL ');
    const applicants = [
      'natural_person',
      'company',
      'research',
      'ngo',
      'legal_service',
      'other_org',
      'total',
    ] as const;
    const results = ['upheld', 'corrected', 'other', 'pending', 'total'] as const;
    const channels = ['reconsideration', 'direct_suit', 'suit_after_reconsideration'] as const;
    const values = (rows: readonly (readonly string[])[]) =>
      rows.map((row) => `(${row.map((text) => `'${text}'`).join(', ')})`).join(', ');
    for (const sql of [
      `CREATE TABLE regions AS SELECT * FROM ${file('regions')}`,
      `CREATE TABLE reports AS SELECT report_id, region_code, CAST(year AS INTEGER) AS year, template, section3, section4,
         ${NUMBERS.map((name) => `CAST(${name} AS DOUBLE) AS ${name}`).join(', ')} FROM ${file('reports')}`,
      `CREATE TABLE s2 AS SELECT report_id, item, measure, CAST(value AS DOUBLE) AS value, unit FROM ${file('disclosures')}`,
      `CREATE TABLE form_rows AS SELECT form, outcome, outcome NOT IN (${NO_ENDING.map((name) => `'${name}'`).join(', ')}) AS ending,
         count(*) FILTER (ending) OVER (PARTITION BY form) AS endings
         FROM (VALUES ${values((['2019', '2021'] as const).flatMap((form) => FORM_OUTCOMES[form].map((outcome) => [form, outcome])))}) f(form, outcome)`,
      // Printed cells, and the rows left out of a section read whole, which were printed as 0.
      `CREATE TABLE s3 AS ${long('applications', 'outcome', applicants, 'applicant')}`,
      `INSERT INTO s3 SELECT r.report_id, f.outcome, a.applicant, 0
         FROM reports r
         JOIN form_rows f ON f.form = r.template
         CROSS JOIN (VALUES ${values(applicants.map((name) => [name]))}) a(applicant)
         WHERE r.section3 = 'table' AND NOT EXISTS (SELECT 1 FROM s3 p WHERE p.report_id = r.report_id AND p.outcome = f.outcome)`,
      `CREATE TABLE s4 AS ${long('reviews', 'channel', results, 'result')}`,
      `INSERT INTO s4 SELECT r.report_id, c.channel, a.result, 0 FROM reports r
         CROSS JOIN (VALUES ${values(channels.map((name) => [name]))}) c(channel)
         CROSS JOIN (VALUES ${values(results.map((name) => [name]))}) a(result)
         WHERE r.section4 = 'table' AND NOT EXISTS (SELECT 1 FROM s4 p WHERE p.report_id = r.report_id AND p.channel = c.channel)`,
      // Townships inside each region, by following parent_code; the nation is all of them.
      `CREATE TABLE within AS
         WITH RECURSIVE up AS (
           SELECT code AS township, code AS region FROM regions WHERE level = 'township'
           UNION ALL SELECT up.township, g.parent_code FROM up JOIN regions g ON g.code = up.region WHERE g.parent_code IS NOT NULL
         ) SELECT township, region FROM up UNION ALL SELECT code, '0' FROM regions WHERE level = 'township'`,
    ]) {
      await connection.run(sql);
    }
    const span = (
      await connection.runAndReadAll('SELECT min(year) AS first, max(year) AS last FROM reports')
    ).getRowObjectsJS()[0];
    const first = Number(span?.['first']);
    const last = Number(span?.['last']);
    const years = Array.from({ length: last - first + 1 }, (_, i) => first + i);
    return new IndependentFigures(instance, connection, years);
  }

  close(): void {
    this.#connection.closeSync();
    this.#instance.closeSync();
  }

  /** How many relations of each rule hold and how many can be assessed, over all reports. */
  async checks(): Promise<Readonly<Record<string, readonly [number, number]>>> {
    const sql = `SELECT rule, count(*) FILTER (holds) AS held, count(*) AS assessable FROM (${RELATIONS}) GROUP BY rule ORDER BY rule`;
    const rows = await this.rows(sql);
    return Object.fromEntries(
      rows.map((row) => [textOf(row['rule']), [Number(row['held']), Number(row['assessable'])]]),
    );
  }

  /** Rows of a statement over `regions`, `reports`, `s2`, `s3`, `s4`, `form_rows` and `within`. */
  async rows(sql: string): Promise<readonly Sql[]> {
    return (await this.#connection.runAndReadAll(sql)).getRowObjectsJS();
  }

  #byReport(metric: string, prose: boolean): { readonly sql: string; readonly absent: string } {
    const definition = INDEPENDENT[metric];
    if (definition === undefined) {
      if (metric !== 'coverage') throw new Error(`no independent definition of ${metric}`);
      return { sql: 'SELECT report_id, 1 AS num, 1 AS den, FALSE AS prose FROM reports', absent: 'FALSE' };
    }
    const { table, notOn } = definition;
    return {
      sql: prose ? (definition.prose ?? table) : table,
      absent: notOn === undefined ? 'FALSE' : `coalesce(r.template = '${notOn}', FALSE)`,
    };
  }

  /** One metric for each region: every year, and all years together. `coverage` is the share of reports known. */
  async figures(
    metric: string,
    regions: readonly string[],
    prose: boolean,
  ): Promise<readonly IndependentFigure[]> {
    const figures = await this.operands(metric, regions, prose);
    return figures.map(({ numerator: _numerator, denominator: _denominator, ...figure }) => figure);
  }

  /** As `figures`, with the two sums. A region without townships has no row. */
  async operands(
    metric: string,
    regions: readonly string[],
    prose: boolean,
  ): Promise<readonly IndependentOperands[]> {
    const byReport = this.#byReport(metric, prose);
    const definition = INDEPENDENT[metric];
    const sql = `
      WITH body AS (
        SELECT w.region, count(*) AS townships FROM within w WHERE w.region IN (${regions.map((code) => `'${code}'`).join(', ')}) GROUP BY w.region
      ), of_report AS (
        SELECT w.region, r.year, x.num, x.den, x.report_id IS NOT NULL AS stated, coalesce(x.prose, FALSE) AS prose, ${byReport.absent} AS absent
        FROM reports r JOIN within w ON w.township = r.region_code JOIN body USING (region)
        LEFT JOIN (${byReport.sql}) x ON x.report_id = r.report_id
      ), known AS (
        SELECT region, year, sum(num) FILTER (stated) AS num, sum(den) FILTER (stated) AS den,
          count(*) FILTER (stated) AS stated, count(*) FILTER (prose) AS from_prose, count(*) AS filed,
          count(*) FILTER (absent) AS absent
        FROM of_report GROUP BY GROUPING SETS ((region, year), (region))
      )
      SELECT body.region, y.year, body.townships, known.num, known.den, known.stated, known.from_prose, known.filed, known.absent
      FROM body CROSS JOIN (SELECT unnest([${this.years.join(', ')}, NULL]) AS year) y
      LEFT JOIN known ON known.region = body.region AND known.year IS NOT DISTINCT FROM y.year
      ORDER BY body.region, y.year NULLS LAST`;
    const figures = (await this.rows(sql)).map((row): IndependentOperands => {
      const year = numberOrNull(row['year']);
      const expected = Number(row['townships']) * (year === null ? this.years.length : 1);
      const filed = numberOrNull(row['filed']) ?? 0;
      const common = { region: textOf(row['region']), year, expected, filed };
      if (metric === 'coverage') {
        const operands = { value: filed / expected, numerator: filed, denominator: expected };
        return { ...common, ...operands, stated: expected, from_prose: 0, not_applicable: 0 };
      }
      const [numerator, denominator] = [numberOrNull(row['num']), numberOrNull(row['den'])];
      return {
        ...common,
        value: valueOf(numerator, denominator, denominator !== null, definition?.per),
        numerator,
        denominator,
        stated: numberOrNull(row['stated']) ?? 0,
        from_prose: numberOrNull(row['from_prose']) ?? 0,
        not_applicable: numberOrNull(row['absent']) ?? 0,
      };
    });
    if (definition?.stock !== true) return figures;
    const last = this.years.at(-1);
    return figures.map((figure) => {
      if (figure.year !== null) return figure;
      const ofLast = figures.find(({ region, year }) => region === figure.region && year === last);
      return { ...(ofLast ?? figure), year: null };
    });
  }

  /** One metric in every report of a township. */
  async reports(metric: string, prose: boolean): Promise<readonly IndependentReport[]> {
    const byReport = this.#byReport(metric, prose);
    const rows = await this.rows(`
      SELECT r.report_id, r.region_code, r.year, r.template, x.report_id IS NOT NULL AS stated,
        coalesce(x.prose, FALSE) AS prose, ${byReport.absent} AS absent, x.num, x.den
      FROM reports r JOIN within w ON w.township = r.region_code AND w.region = '0'
      LEFT JOIN (${byReport.sql}) x ON x.report_id = r.report_id ORDER BY r.report_id`);
    return rows.map((row): IndependentReport => {
      const [numerator, denominator] = [numberOrNull(row['num']), numberOrNull(row['den'])];
      return {
        report_id: textOf(row['report_id']),
        region: textOf(row['region_code']),
        year: Number(row['year']),
        form: row['template'] === null ? null : textOf(row['template']),
        stated: row['stated'] === true,
        prose: row['prose'] === true,
        absent: row['absent'] === true,
        value: valueOf(numerator, denominator, denominator !== null, INDEPENDENT[metric]?.per),
        numerator,
        denominator,
      };
    });
  }
}
