/**
 * What the pages show besides metrics, computed a second time: hand-written SQL over the CSV files (see
 * `independent.ts`), sharing no code with `src/queries`.
 */
import type { IndependentFigures } from './independent.ts';

export const APPLICANT_COLUMNS = [
  'natural_person',
  'company',
  'research',
  'ngo',
  'legal_service',
  'other_org',
] as const;

const REFUSED = [
  'refused_state_secret',
  'refused_other_law',
  'refused_three_security',
  'refused_third_party',
  'refused_internal_affairs',
  'refused_process_info',
  'refused_enforcement_file',
  'refused_admin_query',
] as const;
const UNABLE = ['unable_not_held', 'unable_needs_creation', 'unable_unclear_after_correction'] as const;
const DECLINED = [
  'declined_petition_complaint',
  'declined_repeat',
  'declined_publication',
  'declined_mass_repeat',
  'declined_reconfirm',
] as const;
const OTHER_2021 = ['other_no_correction', 'other_fee_unpaid', 'other_other'] as const;

export const GROUNDS: readonly string[] = REFUSED;

/** Printed rows under one heading of the form; 其他处理 is three rows on form 2021 and one on form 2019. */
export const LEAVES: Readonly<Record<string, readonly string[]>> = {
  refused: REFUSED,
  unable: UNABLE,
  declined: DECLINED,
  other: [...OTHER_2021, 'other_handling'],
};

const list = (ids: readonly string[]) => ids.map((id) => `'${id}'`).join(', ');
const text = (value: unknown): string => {
  if (typeof value === 'string') return value;
  throw new TypeError('expected text');
};
const number = (value: unknown): number | null =>
  value === null || value === undefined ? null : Number(value);

/** Reports of the townships of a region in a year. */
const filed = (region: string, year: number) =>
  `SELECT r.* FROM reports r JOIN within w ON w.township = r.region_code AND w.region = '${region}' WHERE r.year = ${year}`;

/** The parts of section 3 side by side, a row a report: a part of several rows is missing unless all are stated. */
const SECTION_3 = `SELECT r.report_id, r.region_code, r.year, r.template,
  max(v) FILTER (outcome = 'new') AS new,
  max(v) FILTER (outcome = 'carried_in') AS carried_in,
  max(v) FILTER (outcome = 'granted') AS granted,
  max(v) FILTER (outcome = 'partly_granted') AS partly_granted,
  CASE WHEN count(v) FILTER (outcome IN (${list(REFUSED)})) = 8 THEN sum(v) FILTER (outcome IN (${list(REFUSED)})) END AS refused,
  CASE WHEN count(v) FILTER (outcome IN (${list(UNABLE)})) = 3 THEN sum(v) FILTER (outcome IN (${list(UNABLE)})) END AS unable,
  CASE WHEN count(v) FILTER (outcome IN (${list(DECLINED)})) = 5 THEN sum(v) FILTER (outcome IN (${list(DECLINED)})) END AS declined,
  CASE WHEN r.template = '2019' THEN max(v) FILTER (outcome = 'other_handling')
    WHEN r.template = '2021' AND count(v) FILTER (outcome IN (${list(OTHER_2021)})) = 3
    THEN sum(v) FILTER (outcome IN (${list(OTHER_2021)})) END AS other,
  max(v) FILTER (outcome = 'total_handled') AS handled,
  max(v) FILTER (outcome = 'carried_out') AS carried_out
  FROM reports r JOIN s3 ON s3.report_id = r.report_id AND s3.applicant = 'total'
  GROUP BY r.report_id, r.region_code, r.year, r.template`;

/** Who made the new applications, side by side. */
const APPLICANTS = `SELECT r.report_id, r.region_code, r.year,
  ${APPLICANT_COLUMNS.map((id) => `max(v) FILTER (applicant = '${id}') AS ${id}`).join(', ')}
  FROM reports r JOIN s3 ON s3.report_id = r.report_id AND s3.outcome = 'new'
  GROUP BY r.report_id, r.region_code, r.year`;

/** Results of reviews; both channels of 行政诉讼 added, missing unless both are stated. */
const reviews = (...channels: readonly string[]) => {
  const of = (result: string) =>
    `CASE WHEN count(v) FILTER (result = '${result}') = ${channels.length} THEN sum(v) FILTER (result = '${result}') END AS ${result}`;
  return `SELECT r.report_id, r.region_code, r.year, ${RESULTS.map(of).join(', ')}
    FROM reports r JOIN s4 ON s4.report_id = r.report_id AND s4.channel IN (${list(channels)})
    GROUP BY r.report_id, r.region_code, r.year`;
};

export const RESULTS = ['upheld', 'corrected', 'other', 'pending'] as const;
export const CHANNELS = ['reconsideration', 'direct_suit', 'suit_after_reconsideration'] as const;

const OUTCOMES = ['granted', 'partly_granted', 'refused', 'unable', 'declined', 'other'] as const;

/** Wholes by their parts, as the pages name them. */
const WHOLES: Readonly<Record<string, { readonly table: string; readonly parts: readonly string[] }>> = {
  outcomes: { table: SECTION_3, parts: OUTCOMES },
  applicants: { table: APPLICANTS, parts: APPLICANT_COLUMNS },
  'reconsideration-results': { table: reviews('reconsideration'), parts: RESULTS },
  'lawsuit-results': { table: reviews('direct_suit', 'suit_after_reconsideration'), parts: RESULTS },
};

/** Sums of the parts over the reports that state all of them, and how many reports those are. */
export interface IndependentParts {
  readonly parts: readonly (number | null)[];
  readonly stated: number;
}

/** A row of section 3 over the reports that state its six applicants, and its 总计 over those that state that. */
export interface IndependentOutcome {
  readonly applicants: readonly (number | null)[];
  readonly stated: number;
  readonly total: number | null;
  readonly total_stated: number;
}

export interface IndependentFlow {
  readonly bodies: number;
  /** By part or printed row. */
  readonly sums: Readonly<Record<string, number>>;
  readonly without_outcome: number;
  readonly without_source: number;
}

/** Municipalities have no prefectures: what the list has there is book-keeping. */
const MUNICIPALITIES = new Set(['11', '12', '31', '50']);

export class IndependentTables {
  readonly figures: IndependentFigures;
  readonly #sums = new Map<string, Promise<IndependentParts>>();

  constructor(figures: IndependentFigures) {
    this.figures = figures;
  }

  /** Regions by the code of the one above: districts of a municipality stand directly under it. */
  async regions(): Promise<{
    readonly names: ReadonlyMap<string, string>;
    readonly below: ReadonlyMap<string, readonly string[]>;
    readonly townships: ReadonlyMap<string, number>;
  }> {
    const rows = await this.figures.rows('SELECT code, name, parent_code FROM regions ORDER BY code');
    const names = new Map([['0', '全国']]);
    const below = new Map<string, string[]>();
    for (const row of rows) {
      const code = text(row['code']);
      names.set(code, text(row['name']));
      const province = code.slice(0, 2);
      if (code.length === 4 && MUNICIPALITIES.has(province)) continue;
      const parent = code.length === 6 && MUNICIPALITIES.has(province) ? province : row['parent_code'];
      const above = typeof parent === 'string' ? parent : '0';
      const siblings = below.get(above);
      if (siblings) siblings.push(code);
      else below.set(above, [code]);
    }
    const counts = await this.figures.rows(
      'SELECT region, count(*) AS townships FROM within GROUP BY region',
    );
    return {
      names,
      below,
      townships: new Map(counts.map((row) => [text(row['region']), Number(row['townships'])])),
    };
  }

  /** A whole by its parts. */
  async parts(whole: string, region: string, year: number): Promise<IndependentParts> {
    const found = WHOLES[whole];
    if (found === undefined) throw new Error(`no parts of ${whole}`);
    return this.#once(`${whole} ${region} ${year}`, found.table, found.parts, region, year);
  }

  /** Asked for once, however many pages show it. */
  #once(
    key: string,
    table: string,
    parts: readonly string[],
    region: string,
    year: number,
  ): Promise<IndependentParts> {
    const asked = this.#sums.get(key) ?? this.#sum(table, parts, region, year);
    this.#sums.set(key, asked);
    return asked;
  }

  async #sum(
    table: string,
    parts: readonly string[],
    region: string,
    year: number,
  ): Promise<IndependentParts> {
    const all = parts.map((part) => `x.${part} IS NOT NULL`).join(' AND ');
    const [row] = await this.figures.rows(`
      SELECT ${parts.map((part) => `sum(x.${part}) AS ${part}`).join(', ')}, count(*) AS stated
      FROM (${table}) x JOIN (${filed(region, year)}) r ON r.report_id = x.report_id WHERE ${all}`);
    return { parts: parts.map((part) => number(row?.[part])), stated: Number(row?.['stated']) };
  }

  /** One channel of section 4 by result. */
  channel(channel: string, region: string, year: number): Promise<IndependentParts> {
    return this.#once(`${channel} ${region} ${year}`, reviews(channel), RESULTS, region, year);
  }

  /** Every printed row of section 3; a row of one form counts only on reports of that form. */
  async outcomes(region: string, year: number): Promise<ReadonlyMap<string, IndependentOutcome>> {
    const of = (id: string) => `max(v) FILTER (applicant = '${id}')`;
    const six = APPLICANT_COLUMNS.map((id) => `${id} IS NOT NULL`).join(' AND ');
    const rows = await this.figures.rows(`
      WITH line AS (
        SELECT c.report_id, c.outcome, ${[...APPLICANT_COLUMNS, 'total'].map((id) => `${of(id)} AS ${id}`).join(', ')}
        FROM s3 c JOIN (${filed(region, year)}) r ON r.report_id = c.report_id
        WHERE (c.outcome NOT IN (${list(OTHER_2021)}) OR r.template = '2021')
          AND (c.outcome <> 'other_handling' OR r.template = '2019')
        GROUP BY c.report_id, c.outcome
      )
      SELECT outcome, ${APPLICANT_COLUMNS.map((id) => `sum(${id}) FILTER (${six}) AS ${id}`).join(', ')},
        count(*) FILTER (${six}) AS stated, sum(total) AS total, count(total) AS total_stated
      FROM line GROUP BY outcome`);
    return new Map(
      rows.map((row) => [
        text(row['outcome']),
        {
          applicants: APPLICANT_COLUMNS.map((id) => number(row[id])),
          stated: Number(row['stated']),
          total: number(row['total']),
          total_stated: Number(row['total_stated']),
        },
      ]),
    );
  }

  /** Where applications came from and went to in one year, over the townships that state every part. */
  async flow(region: string, year: number): Promise<IndependentFlow> {
    const parts = ['new', 'carried_in', ...OUTCOMES, 'carried_out'];
    const whole = `SELECT x.*, new + carried_in - (${[...OUTCOMES, 'carried_out'].join(' + ')}) AS gap
      FROM (${SECTION_3}) x JOIN (${filed(region, year)}) r ON r.report_id = x.report_id
      WHERE ${[...parts, 'handled'].map((part) => `x.${part} IS NOT NULL`).join(' AND ')}`;
    const [row] = await this.figures.rows(`
      SELECT count(*) AS bodies, ${parts.map((part) => `sum(${part}) AS ${part}`).join(', ')},
        sum(greatest(gap, 0)) AS without_outcome, sum(greatest(-gap, 0)) AS without_source FROM (${whole})`);
    const leaves = await this.figures.rows(`
      SELECT c.outcome, sum(c.v) AS v FROM s3 c JOIN (${whole}) b ON b.report_id = c.report_id
      WHERE c.applicant = 'total' AND (c.outcome NOT IN (${list(OTHER_2021)}) OR b.template = '2021')
        AND (c.outcome <> 'other_handling' OR b.template = '2019')
      GROUP BY c.outcome`);
    const sum = (name: string) => number(row?.[name]) ?? 0;
    return {
      bodies: sum('bodies'),
      sums: {
        ...Object.fromEntries(leaves.map((leaf) => [text(leaf['outcome']), Number(leaf['v'])])),
        ...Object.fromEntries(parts.map((part) => [part, sum(part)])),
      },
      without_outcome: sum('without_outcome'),
      without_source: sum('without_source'),
    };
  }

  /** Every cell of a report as printed, by section, row and column; undefined where the form was not read there. */
  async cells(report: string): Promise<ReadonlyMap<string, number | null>> {
    const rows = await this.figures.rows(`
      SELECT 's2.' || item || '.' || measure AS cell, value AS v FROM s2 WHERE report_id = '${report}'
      UNION ALL SELECT 's3.' || outcome || '.' || applicant, v FROM s3 WHERE report_id = '${report}'
      UNION ALL SELECT 's4.' || channel || '.' || result, v FROM s4 WHERE report_id = '${report}'`);
    return new Map(rows.map((row) => [text(row['cell']), number(row['v'])]));
  }
}

/** 95 % interval of a proportion by Wilson's formula. */
export function wilson(count: number, cases: number): { readonly low: number; readonly high: number } {
  const z = 1.959963984540054;
  const p = count / cases;
  const middle = p + (z * z) / (2 * cases);
  const reach = z * Math.sqrt((p * (1 - p)) / cases + (z * z) / (4 * cases * cases));
  const scale = 1 + (z * z) / cases;
  // At none and at all the bound is exact; the subtraction leaves a rounding error.
  return {
    low: count === 0 ? 0 : (middle - reach) / scale,
    high: count === cases ? 1 : (middle + reach) / scale,
  };
}

/** Quantile of values by linear interpolation between the two nearest. */
export function quantileOf(values: readonly number[], share: number): number | null {
  const sorted = values.toSorted((a, b) => a - b);
  const at = (sorted.length - 1) * share;
  const [low, high] = [sorted[Math.floor(at)], sorted[Math.ceil(at)]];
  return low === undefined || high === undefined ? null : low + (high - low) * (at % 1);
}
