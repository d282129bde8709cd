/**
 * The consistency rules once more, straight from the rule book and over the CSVs of a package: row names spelled
 * out, cells looked up by name, nothing taken from the generator or from the app's own checker. Slow and plain, to
 * be compared with planted.csv.
 */
import { readFileSync } from 'node:fs';
import path from 'node:path';
import Papa from 'papaparse';

export type CsvRow = Readonly<Record<string, string>>;

/** A report as the CSVs give it: its row, and its cells by id. A cell that is not there is not in `cells`. */
export interface ReadReport {
  readonly row: CsvRow;
  readonly id: string;
  readonly year: number;
  readonly township: string;
  readonly form: string;
  readonly cells: Map<string, number>;
  /** The money cell printed its unit. */
  hasUnit: boolean;
}

const APPLICANT = ['natural_person', 'company', 'research', 'ngo', 'legal_service', 'other_org'];
const COLUMN = [...APPLICANT, 'total'];
const REFUSED = [
  'refused_state_secret',
  'refused_other_law',
  'refused_three_security',
  'refused_third_party',
  'refused_internal_affairs',
  'refused_process_info',
  'refused_enforcement_file',
  'refused_admin_query',
];
const LEAVES_OF_BOTH = [
  'granted',
  'partly_granted',
  ...REFUSED,
  'unable_not_held',
  'unable_needs_creation',
  'unable_unclear_after_correction',
  'declined_petition_complaint',
  'declined_repeat',
  'declined_publication',
  'declined_mass_repeat',
  'declined_reconfirm',
];
const OTHER: Readonly<Record<string, readonly string[]>> = {
  '2019': ['other_handling'],
  '2021': ['other_no_correction', 'other_fee_unpaid', 'other_other'],
};
const CHANNEL = ['reconsideration', 'direct_suit', 'suit_after_reconsideration'];
const RESULT = ['upheld', 'corrected', 'other', 'pending'];
const CATALOGUE = ['permit', 'other_service', 'penalty', 'coercion'];
const DOCUMENT = ['regulation', 'normative_document'];

const product = (rows: readonly string[], columns: readonly string[]) =>
  rows.flatMap((row) => columns.map((column) => `${row}.${column}`));

const SECTION2: Readonly<Record<string, readonly string[]>> = {
  '2019': [
    ...product(DOCUMENT, ['newly_made', 'newly_disclosed', 'total_disclosed']),
    ...product(CATALOGUE, ['items_previous_year', 'items_change', 'decisions']),
    ...product(['fee'], ['items_previous_year', 'items_change']),
    ...product(['procurement'], ['projects', 'amount']),
  ].map((cell) => `s2.${cell}`),
  '2021': [
    ...product(DOCUMENT, ['issued', 'repealed', 'in_force']),
    ...product(['permit', 'penalty', 'coercion'], ['decisions']),
    'fee.amount_10k_yuan',
  ].map((cell) => `s2.${cell}`),
};
const leavesOf = (form: string) => [...LEAVES_OF_BOTH, ...(OTHER[form] ?? [])];
const rowsOf = (form: string) => ['new', 'carried_in', ...leavesOf(form), 'total_handled', 'carried_out'];
const section3Of = (form: string) => product(rowsOf(form), COLUMN).map((cell) => `s3.${cell}`);
const SECTION4 = product(CHANNEL, [...RESULT, 'total']).map((cell) => `s4.${cell}`);

const sectionsOf = (form: string): readonly (readonly [string, readonly string[]])[] => [
  ['section2', SECTION2[form] ?? []],
  ['section3', section3Of(form)],
  ['section4', SECTION4],
];
const SECTIONS: Readonly<Record<string, ReturnType<typeof sectionsOf>>> = {
  '2019': sectionsOf('2019'),
  '2021': sectionsOf('2021'),
};
const knownCells = (form: string): ReadonlySet<string> => new Set(sectionsOf(form).flatMap(([, ids]) => ids));
const KNOWN_CELLS: Readonly<Record<string, ReadonlySet<string>>> = {
  '2019': knownCells('2019'),
  '2021': knownCells('2021'),
};

export function readCsv(folder: string, table: string): readonly CsvRow[] {
  const text = readFileSync(path.join(folder, `${table}.csv`), 'utf8');
  const { data, errors } = Papa.parse<CsvRow>(text, { header: true, skipEmptyLines: true });
  if (errors.length > 0) throw new Error(`${table}.csv: ${errors[0]?.message ?? ''}`);
  return data;
}

/** The reports of a package with their cells; rows left out of whole sections 3 and 4 are zeros. */
export function readReports(folder: string): readonly ReadReport[] {
  const reports = new Map<string, ReadReport>();
  for (const row of readCsv(folder, 'reports')) {
    const cells = new Map<string, number>();
    const form = row['template'] ?? '';
    if (form !== '' && row['section3'] === 'table') for (const id of section3Of(form)) cells.set(id, 0);
    if (form !== '' && row['section4'] === 'table') for (const id of SECTION4) cells.set(id, 0);
    const [id = '', township = ''] = [row['report_id'], row['region_code']];
    reports.set(id, { row, id, year: Number(row['year']), township, form, cells, hasUnit: false });
  }
  const put = (reportId: string | undefined, cell: string, value: string | undefined) => {
    const report = reports.get(reportId ?? '');
    if (report === undefined) throw new Error(`${reportId} is not in reports.csv`);
    if (value === undefined || value === '') report.cells.delete(cell);
    else report.cells.set(cell, Number(value));
  };
  for (const row of readCsv(folder, 'disclosures')) {
    put(row['report_id'], `s2.${row['item']}.${row['measure']}`, row['value']);
    const report = reports.get(row['report_id'] ?? '');
    if (report !== undefined && row['unit'] !== '') report.hasUnit = true;
  }
  for (const row of readCsv(folder, 'applications'))
    for (const column of COLUMN) put(row['report_id'], `s3.${row['outcome']}.${column}`, row[column]);
  for (const row of readCsv(folder, 'reviews'))
    for (const column of [...RESULT, 'total'])
      put(row['report_id'], `s4.${row['channel']}.${column}`, row[column]);
  return [...reports.values()];
}

/** Every relation of rules A1 to A13 that does not hold, as `report|rule|instance`. */
export function failures(reports: readonly ReadReport[]): readonly string[] {
  const money = reports.flatMap((report) => {
    const item = report.form === '2021' ? 'fee' : 'procurement';
    const amount =
      report.cells.get(report.form === '2021' ? 's2.fee.amount_10k_yuan' : 's2.procurement.amount') ?? 0;
    return amount > 0 && !report.hasUnit ? [{ report, item, amount }] : [];
  });
  const ofTownship = groups(money, ({ report }) => `${report.township} ${report.form}`);
  const ofCounty = groups(
    money,
    ({ report }) => `${report.township.slice(0, 6)} ${report.year} ${report.form}`,
  );
  const moneyOf = new Map(money.map((one) => [one.report, one]));

  return reports.flatMap((report) => {
    if (report.form === '') return [];
    const found = failuresWithin(report);
    const { item = '', amount = Number.NaN } = moneyOf.get(report) ?? {};
    const offScale = (list: typeof money | undefined, least: number) => {
      const others = (list ?? []).filter((one) => one.report !== report).map((one) => one.amount);
      const times = others.length < least ? Number.NaN : amount / median(others);
      return times >= 5_000 && times <= 20_000;
    };
    const own = ofTownship.get(`${report.township} ${report.form}`);
    const peers = ofCounty.get(`${report.township.slice(0, 6)} ${report.year} ${report.form}`);
    if (offScale(own, 2) || offScale(peers, 3)) found.push(`A11|${item}`);
    return found.map((failure) => `${report.id}|${failure}`);
  });
}

function failuresWithin({ row, form, year, cells }: ReadReport): string[] {
  const found: string[] = [];
  // A relation holds, or one of its cells is missing.
  const fails = (ids: readonly string[], holds: (...values: readonly number[]) => boolean) => {
    const values = ids.flatMap((id) => cells.get(id) ?? []);
    return values.length === ids.length && !holds(...values);
  };
  const total = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);

  for (const column of COLUMN) {
    const at = (outcome: string) => `s3.${outcome}.${column}`;
    const flow = ['new', 'carried_in', 'total_handled', 'carried_out'].map(at);
    if (fails(flow, (n = 0, o = 0, t = 0, f = 0) => n + o === t + f)) found.push(`A1|${column}`);
    if (fails([at('total_handled'), ...leavesOf(form).map(at)], (t, ...leaves) => t === total(leaves)))
      found.push(`A2|${column}`);
    const parts = [...leavesOf(form), 'total_handled', 'carried_out'];
    const within = (n = 0, o = 0, part = 0) => part <= n + o;
    if (parts.some((part) => fails(['new', 'carried_in', part].map(at), within))) found.push(`A6|${column}`);
  }
  for (const outcome of rowsOf(form)) {
    const ids = COLUMN.map((column) => `s3.${outcome}.${column}`);
    if (fails(ids, (...values) => total(values.slice(0, 6)) === values[6])) found.push(`A3|${outcome}`);
  }
  for (const channel of CHANNEL) {
    const ids = [...RESULT, 'total'].map((result) => `s4.${channel}.${result}`);
    if (fails(ids, (...values) => total(values.slice(0, 4)) === values[4])) found.push(`A4|${channel}`);
  }
  const sections = SECTIONS[form] ?? [];
  const known = KNOWN_CELLS[form] ?? new Set();
  for (const id of known) {
    const value = cells.get(id);
    if (value === undefined) continue;
    const mayBeFraction = id.includes('amount');
    const mayBeNegative = id.includes('items_change');
    if ((!mayBeFraction && value % 1 !== 0) || (!mayBeNegative && value < 0)) found.push(`A5|${id}`);
  }
  for (const [section, ids] of sections)
    if (row[section] === 'table') for (const id of ids) if (!cells.has(id)) found.push(`A7|${id}`);

  for (const item of DOCUMENT) {
    if (form === '2021') {
      const ids = ['in_force', 'issued', 'repealed'].map((measure) => `s2.${item}.${measure}`);
      if (fails(ids, (inForce = 0, issued = 0, repealed = 0) => inForce - issued + repealed >= 0))
        found.push(`A8|${item}`);
    } else {
      const ids = [`s2.${item}.newly_disclosed`, `s2.${item}.total_disclosed`];
      if (fails(ids, (newly = 0, all = 0) => newly <= all)) found.push(`A9|${item}`);
    }
  }
  if (form === '2021') {
    for (const measure of ['issued', 'repealed', 'in_force'])
      if (fails([`s2.regulation.${measure}`], (value) => value === 0)) found.push(`A10|${measure}`);
  } else {
    for (const item of [...CATALOGUE, 'fee']) {
      const ids = ['items_previous_year', 'items_change'].map((measure) => `s2.${item}.${measure}`);
      if (fails(ids, (previous = 0, change = 0) => previous + change >= 0)) found.push(`A9|${item}`);
      const counted = (previous = 0, change = 0, decisions = 0) =>
        decisions !== previous + change || decisions <= 0;
      if (item !== 'fee' && fails([...ids, `s2.${item}.decisions`], counted)) found.push(`A13|${item}`);
    }
  }
  if (form === '2019' && year >= 2021) found.push('A12|old_form');
  if ([...cells.keys()].some((id) => !known.has(id))) found.push('A12|foreign_cell');
  return found;
}

/** Pairs of years, and prose against table: rules B1 to B4 and D1, as `report|rule|cell`. */
export function failuresBetween(reports: readonly ReadReport[]): readonly string[] {
  const byKey = new Map(reports.map((report) => [`${report.township}-${report.year}`, report]));
  return reports.flatMap((report) => {
    const { id, year, township, form, cells, row } = report;
    const found: string[] = [];
    const differ = (a: number | undefined, b: number | undefined) =>
      a !== undefined && b !== undefined && !Number.isNaN(a + b) && a !== b;
    const before = byKey.get(`${township}-${year - 1}`);
    if (before !== undefined) {
      const was = (cell: string) => before.cells.get(cell) ?? Number.NaN;
      const is = (cell: string) => cells.get(cell) ?? Number.NaN;
      for (const column of COLUMN)
        if (differ(was(`s3.carried_out.${column}`), is(`s3.carried_in.${column}`)))
          found.push(`B1|${column}`);
      if (form === before.form && form === '2021')
        for (const item of DOCUMENT) {
          const expected = was(`s2.${item}.in_force`) + is(`s2.${item}.issued`) - is(`s2.${item}.repealed`);
          if (differ(expected, is(`s2.${item}.in_force`))) found.push(`B2|${item}`);
        }
      if (form === before.form && form === '2019') {
        for (const item of [...CATALOGUE, 'fee']) {
          const expected = was(`s2.${item}.items_previous_year`) + was(`s2.${item}.items_change`);
          if (differ(expected, is(`s2.${item}.items_previous_year`))) found.push(`B3|${item}`);
        }
        for (const item of DOCUMENT)
          if (
            is(`s2.${item}.total_disclosed`) >
            was(`s2.${item}.total_disclosed`) + is(`s2.${item}.newly_disclosed`)
          )
            found.push(`B4|${item}`);
      }
    }
    const suits =
      (cells.get('s4.direct_suit.total') ?? Number.NaN) +
      (cells.get('s4.suit_after_reconsideration.total') ?? Number.NaN);
    const stated: readonly (readonly [string, number | undefined])[] = [
      ['applications_new', cells.get('s3.new.total')],
      ['applications_handled', cells.get('s3.total_handled.total')],
      ['reconsiderations', cells.get('s4.reconsideration.total')],
      ['lawsuits', suits],
      ['permits', cells.get('s2.permit.decisions')],
      ['penalties', cells.get('s2.penalty.decisions')],
      ['coercions', cells.get('s2.coercion.decisions')],
    ];
    for (const [name, value] of stated) {
      const prose = row[`narrative_${name}`] ?? '';
      if (prose !== '' && differ(Number(prose), value)) found.push(`D1|${name}`);
    }
    return found.map((failure) => `${id}|${failure}`);
  });
}

function groups<T>(list: readonly T[], keyOf: (one: T) => string): ReadonlyMap<string, T[]> {
  const grouped = new Map<string, T[]>();
  for (const one of list) grouped.set(keyOf(one), [...(grouped.get(keyOf(one)) ?? []), one]);
  return grouped;
}

function median(list: readonly number[]): number {
  const sorted = [...list].sort((a, b) => a - b);
  const low = sorted[Math.floor((sorted.length - 1) / 2)] ?? Number.NaN;
  const high = sorted[Math.ceil((sorted.length - 1) / 2)] ?? Number.NaN;
  return (low + high) / 2;
}
