/** What each figure of the site must show, by the independent computation. Nothing here asks `src/queries`. */

import { METRIC_IDS, METRICS, type MetricId } from '#metrics/registry.ts';
import {
  APPLICANTS,
  APPLICATION_OUTCOMES,
  type ApplicationOutcome,
  DISCLOSURE_ITEMS,
  DISCLOSURE_MEASURES,
  REVIEW_CHANNELS,
  REVIEW_RESULTS,
} from '#model/forms.ts';
import type { IndependentFigures, IndependentOperands, IndependentReport } from '../support/independent.ts';
import {
  APPLICANT_COLUMNS,
  CHANNELS,
  GROUNDS,
  IndependentTables,
  LEAVES,
  quantileOf,
  RESULTS,
  wilson,
} from '../support/independent-tables.ts';
import type { Agreement, Expected } from './agreement.ts';
import { printedNumber } from './printed-number.ts';
import type { ShownFigure, ShownKeyFigure, ShownPage, ShownRow, ShownTable } from './read-page.ts';

/** What a page was asked for. */
export interface AskedView {
  /** Name in words, for differences. */
  readonly page: string;
  readonly region: string;
  readonly year: number;
  /** The metric of the page's own figures. */
  readonly metric: MetricId;
  readonly prose: boolean;
  /** Compared: places in order, and metrics. */
  readonly regions: readonly string[];
  readonly metrics: readonly MetricId[];
}

type Known = IndependentOperands & Expected;

const METRIC_BY_NAME = new Map<string, MetricId>(METRIC_IDS.map((id) => [METRICS[id].name.zh, id]));

/** Figures of one metric by the id they have on the pages; other trends follow their rows. */
const METRIC_OF_FIGURE: Readonly<Record<string, MetricId>> = {
  'petition-trend': 'petition_count',
  'petition-share-trend': 'petition_share',
  'zero-trend': 'zero_application_share',
  'zero-map': 'zero_application_share',
  'zero-ranking': 'zero_application_share',
  'reconsideration-rates': 'reconsideration_correction_rate',
  'reconsideration-funnel': 'reconsideration_correction_rate',
  'lawsuit-rates': 'lawsuit_loss_rate',
  'lawsuit-funnel': 'lawsuit_loss_rate',
  'reconsiderations-pending': 'reconsiderations_pending',
  'lawsuits-pending': 'lawsuits_pending',
};

/** Parts of a whole in the words of the pages. */
const PART_NAMES: Readonly<Record<string, readonly string[]>> = {
  outcomes: ['予以公开', '部分公开', '不予公开', '无法提供', '不予处理', '其他处理'],
  applicants: ['自然人', '商业企业', '科研机构', '社会公益组织', '法律服务机构', '其他'].map(
    (name) => `新收：${name}`,
  ),
  'reconsideration-results': ['复议维持', '复议纠正', '复议其他结果', '复议尚未审结'],
  'lawsuit-results': ['诉讼维持', '诉讼纠正', '诉讼其他结果', '诉讼尚未审结'],
};

const OUTCOME_NAMES: Readonly<Record<string, string>> = {
  new: '本年新收',
  carried_in: '上年结转',
  granted: '予以公开',
  partly_granted: '部分公开',
  refused: '不予公开',
  unable: '无法提供',
  declined: '不予处理',
  other: '其他处理',
  carried_out: '结转下年度',
};

const PEER_METRICS: readonly MetricId[] = [
  'permits',
  'penalties',
  'applications_new',
  'reconsiderations',
  'lawsuits',
  'disclosure_rate',
];

const DEFINITIONS: readonly MetricId[] = [
  'disclosure_rate',
  'disclosure_rate_merits',
  'disclosure_rate_substantive',
];

/** Names under which the first paragraphs give counts. */
const LEAD_METRICS: Readonly<Record<string, MetricId>> = {
  行政许可: 'permits',
  行政处罚: 'penalties',
  行政强制: 'coercions',
  信息公开申请: 'applications_new',
  新收申请: 'applications_new',
  行政复议: 'reconsiderations',
  行政诉讼: 'lawsuits',
};
/** "行政许可 33 件", "写明行政复议，共 41 件"; not "审结的行政复议 3 件", which are a part of them. */
const LEAD_COUNT = new RegExp(
  `(?<!审结的)(${Object.keys(LEAD_METRICS).join('|')})(?:，共)? ([\\d,]+) 件`,
  'g',
);

/** Fewer pairs of townships than this are no change of a place. */
const LEAST_PAIRS = 5;

const isRate = (metric: MetricId): boolean => METRICS[metric].formula.kind === 'ratio';

/** A table by the headers of its columns; a unit in brackets is no part of the header. */
class Columns {
  readonly #headers: readonly string[];
  constructor(headers: readonly string[]) {
    this.#headers = headers;
  }
  has(name: string): boolean {
    return this.#headers.some((header) => header === name || header.startsWith(`${name}（`));
  }
  cell({ cells }: ShownRow, name: string): string | undefined {
    const exact = this.#headers.indexOf(name);
    const at = exact >= 0 ? exact : this.#headers.findIndex((header) => header.startsWith(`${name}（`));
    return cells[at];
  }
}

/** 95 % interval of a rate; none for counts, for rates of nothing, and where the part exceeds the whole. */
function intervalOf(
  metric: MetricId,
  { numerator, denominator }: IndependentOperands,
): { readonly low: number | null; readonly high: number | null } {
  const { formula } = METRICS[metric];
  if (formula.kind !== 'ratio' || numerator === null || denominator === null || denominator <= 0) {
    return { low: null, high: null };
  }
  if (numerator < 0 || numerator > denominator) return { low: null, high: null };
  const { low, high } = wilson(numerator, denominator);
  return { low: formula.per * low, high: formula.per * high };
}

function markOf({ value, stated, filed, not_applicable }: IndependentOperands): string {
  if (value !== null) return '';
  return stated > 0 || (filed > 0 && not_applicable >= filed) ? '不适用' : '—';
}

export class Expectations {
  readonly #figures: IndependentFigures;
  readonly #tables: IndependentTables;
  readonly #agreement: Agreement;
  #names: ReadonlyMap<string, string> = new Map();
  #below: ReadonlyMap<string, readonly string[]> = new Map();
  #townships: ReadonlyMap<string, number> = new Map();
  readonly #metrics = new Map<string, Promise<ReadonlyMap<string, Known>>>();
  readonly #reports = new Map<string, Promise<readonly IndependentReport[]>>();
  /** Regions whose figures are worked out together. */
  #regions: readonly string[] = [];

  private constructor(figures: IndependentFigures, agreement: Agreement) {
    this.#figures = figures;
    this.#tables = new IndependentTables(figures);
    this.#agreement = agreement;
  }

  /** For pages about `focus`: those regions, the ones listed below them, and the ones beside them. */
  static async open(
    figures: IndependentFigures,
    focus: readonly string[],
    agreement: Agreement,
  ): Promise<Expectations> {
    const opened = new Expectations(figures, agreement);
    const { names, below, townships } = await opened.#tables.regions();
    opened.#names = names;
    opened.#below = below;
    opened.#townships = townships;
    const groups = focus.flatMap((code) => [code, opened.above(code)]);
    opened.#regions = [...new Set([...focus, ...groups, ...groups.flatMap((code) => opened.below(code))])];
    return opened;
  }

  name(code: string): string {
    return this.#names.get(code) ?? code;
  }

  below(code: string): readonly string[] {
    return this.#below.get(code) ?? [];
  }

  /** The region a region is listed under; the nation for itself. */
  above(code: string): string {
    return [...this.#below].find(([, codes]) => codes.includes(code))?.[0] ?? '0';
  }

  /** For a township its county, for all others themselves: whose parts the rankings show. */
  group(code: string): string {
    return this.below(code).length > 0 ? code : this.above(code);
  }

  async figure(metric: MetricId, region: string, year: number, prose: boolean): Promise<Known> {
    const key = `${metric} ${prose}`;
    const asked =
      this.#metrics.get(key) ??
      this.#figures
        .operands(metric, this.#regions, prose)
        .then(
          (rows) =>
            new Map(rows.map((row) => [`${row.region} ${row.year}`, { ...row, mark: markOf(row) }] as const)),
        );
    this.#metrics.set(key, asked);
    if (!this.#regions.includes(region)) throw new Error(`${region} was not worked out`);
    const none: Known = {
      region,
      year,
      value: null,
      numerator: null,
      denominator: null,
      stated: 0,
      from_prose: 0,
      expected: 0,
      filed: 0,
      not_applicable: 0,
      mark: '—',
    };
    return (await asked).get(`${region} ${year}`) ?? none;
  }

  /** Reports of the townships of a region, in all years. */
  async #reportsOf(metric: MetricId, region: string, prose: boolean): Promise<readonly IndependentReport[]> {
    const key = `${metric} ${prose}`;
    const asked = this.#reports.get(key) ?? this.#figures.reports(metric, prose);
    this.#reports.set(key, asked);
    return (await asked).filter((report) => region === '0' || report.region.startsWith(region));
  }

  /** Compares everything on the page. Fails on a figure it does not know. */
  async page(view: AskedView, shown: ShownPage): Promise<void> {
    this.#agreement.at(wordsOf(view), 'lead');
    if (view.page !== 'compare') await this.#lead(view, shown.lead);
    for (const key of shown.keyFigures) {
      this.#agreement.at(wordsOf(view), 'key-figures');
      await this.#keyFigure(view, key);
    }
    for (const figure of shown.figures) {
      this.#agreement.at(wordsOf(view), figure.id);
      this.#agreement.saw(figure.id);
      await this.#figureOf(view, figure);
    }
    this.#agreement.at(wordsOf(view), 'sheet');
    for (const table of shown.loose) await this.#sheet(view, table);
  }

  #figureOf(view: AskedView, figure: ShownFigure): Promise<void> | void {
    const { id } = figure;
    const [table] = figure.tables;
    const metric = METRIC_OF_FIGURE[id] ?? view.metric;
    if (/^report-\d{4}$/.test(id)) return this.#reportSheet(view, figure, Number(id.slice(-4)));
    if (id === 'trend' || id === 'complaints-trend' || /^(?:petition|petition-share|zero)-trend$/.test(id)) {
      return this.#trends(view, [metric], table, figure);
    }
    if (/-trends$/.test(id)) return this.#trends(view, null, table, figure);
    if (METRIC_OF_FIGURE[id] !== undefined || ['map', 'ranking', 'complaints-ranking'].includes(id)) {
      return id.endsWith('-funnel')
        ? this.#funnel(view, metric, table)
        : this.#places(view, metric, this.below(this.group(view.region)), table);
    }
    switch (id) {
      case 'spread':
        return this.#spread(view, table);
      case 'reports':
        return this.#behind(view, table);
      case 'peers':
        return this.#peers(view, table);
      case 'scatter':
        return this.#scatter(view, table);
      case 'flow':
        return this.#flow(view, table);
      case 'grounds':
        return this.#grounds(view, table);
      case 'outcome-applicants':
        return this.#outcomes(view, table);
      case 'channels':
        return this.#channels(view, table);
      case 'definitions': {
        const definition = DEFINITIONS.includes(view.metric) ? view.metric : 'disclosure_rate';
        const places = view.regions.length > 0 ? view.regions : this.below(this.group(view.region));
        return this.#places(view, definition, places, table);
      }
      case 'compare-lines':
        return this.#compareLines(view, table);
      case 'compare-table':
        return this.#compareTable(view, figure, table);
      case 'two-years-dots':
        return this.#twoYears(view, table);
      default:
        if (PART_NAMES[id] !== undefined) return this.#parts(view, id, table);
        this.#agreement.fail('nothing is known to compare this figure with');
    }
  }

  /** Value, operands and coverage in the columns all figures of metrics share. */
  #metricCells(columns: Columns, row: ShownRow, metric: MetricId, what: string, known: Known): void {
    const agreement = this.#agreement;
    const mark = known.mark === '' ? '—' : known.mark;
    agreement.value(metric, what, columns.cell(row, '数值'), known);
    if (isRate(metric) || columns.has('分子')) {
      // A count among rates has neither denominator nor interval; a misprint may be no share of a whole.
      const notShare = known.value === null ? known.mark : '不适用';
      const interval = intervalOf(metric, known);
      agreement.number(`${what}, numerator`, columns.cell(row, '分子'), known.numerator, mark);
      agreement.number(`${what}, denominator`, columns.cell(row, '分母'), known.denominator, notShare);
      agreement.number(`${what}, interval from`, columns.cell(row, '95% 区间下限'), interval.low, notShare);
      agreement.number(`${what}, interval to`, columns.cell(row, '95% 区间上限'), interval.high, notShare);
    }
    agreement.number(`${what}, reports it rests on`, columns.cell(row, '所据年报'), known.stated);
    if (known.from_prose > 0 || columns.has('取自正文')) {
      agreement.number(`${what}, from prose`, columns.cell(row, '取自正文'), known.from_prose);
    }
    agreement.number(`${what}, reports held`, columns.cell(row, '收有年报'), known.filed);
    agreement.number(`${what}, reports due`, columns.cell(row, '应有年报'), known.expected);
  }

  /** Where a figure has no table, none of these may have a value. */
  #nothing(what: string, values: readonly (number | null)[]): void {
    this.#agreement.check(`${what}: nothing to show`, values.filter((value) => value !== null).length, 0);
  }

  /** Counts in the first paragraph, where they follow their name, and how many reports are held and due. */
  async #lead({ region, year, prose }: AskedView, text: string): Promise<void> {
    for (const [said, name = '', count = ''] of text.matchAll(LEAD_COUNT)) {
      const metric = LEAD_METRICS[name];
      if (metric === undefined) continue;
      this.#agreement.value(metric, said, count, await this.figure(metric, region, year, prose));
    }
    const { filed, expected } = await this.figure('coverage', region, year, prose);
    for (const [said, due] of text.matchAll(/应有(?:年报)? ([\d,]+) 份/g)) {
      this.#agreement.number(said, due, expected);
    }
    for (const [said, held] of text.matchAll(/收录(?:的|了)? ([\d,]+) 份/g)) {
      this.#agreement.number(said, held, filed);
    }
  }

  async #keyFigure({ region, year, prose }: AskedView, { metric, lines }: ShownKeyFigure): Promise<void> {
    const agreement = this.#agreement;
    const id = metric as MetricId;
    const known = await this.figure(id, region, year, prose);
    const [name, value, ...notes] = lines;
    agreement.check(`${id}: its name`, name, METRICS[id].name.zh);
    agreement.value(id, id, value, known);
    const said = notes.join(' ');
    if (known.value !== null && known.denominator !== null) {
      const operands = /([\d,]+) \/ ([\d,]+)/.exec(said);
      agreement.number(`${id}, numerator`, operands?.[1], known.numerator);
      agreement.number(`${id}, denominator`, operands?.[2], known.denominator);
    }
    if (known.expected > 1) {
      const counts = /基于 ([\d,]+)\/([\d,]+) 份年报(?:（其中 ([\d,]+) 份取自正文）)?/.exec(said);
      const none = /([\d,]+) 份应有年报中，没有一份给出这个数/.exec(said);
      agreement.number(`${id}, reports it rests on`, counts?.[1] ?? (none ? '0' : undefined), known.stated);
      agreement.number(`${id}, reports due`, counts?.[2] ?? none?.[1], known.expected);
      agreement.number(`${id}, from prose`, counts?.[3] ?? '0', known.from_prose);
    }
    if (known.value !== null) await this.#change(id, region, year, prose, known.expected <= 1, said);
  }

  /** Like for like: townships that state the metric in both years. */
  async #change(
    metric: MetricId,
    region: string,
    year: number,
    prose: boolean,
    one: boolean,
    said: string,
  ): Promise<void> {
    const agreement = this.#agreement;
    const reports = (await this.#reportsOf(metric, region, prose)).filter(({ stated }) => stated);
    const before = new Map(
      reports.filter((each) => each.year === year - 1).map((each) => [each.region, each]),
    );
    const pairs = reports
      .filter((each) => each.year === year)
      .flatMap((each) => {
        const earlier = before.get(each.region);
        return earlier === undefined ? [] : [[each, earlier] as const];
      });
    if (metric === 'coverage') return;
    const sum = (side: 0 | 1): number | null => {
      if (pairs.length === 0) return null;
      const top = pairs.reduce((total, pair) => total + (pair[side].numerator ?? 0), 0);
      if (!isRate(metric)) return top;
      const bottom = pairs.reduce((total, pair) => total + (pair[side].denominator ?? 0), 0);
      const { formula } = METRICS[metric];
      return bottom === 0 ? null : ((formula.kind === 'ratio' ? formula.per : 1) * top) / bottom;
    };
    const [now, then] = [sum(0), sum(1)];
    if (!one && pairs.length > 0 && pairs.length < LEAST_PAIRS) {
      agreement.check(
        `${metric}, change on few`,
        /都有数字的只有 (\d+) 个乡镇街道，不作比较/.exec(said)?.[1],
        `${pairs.length}`,
      );
      return;
    }
    if (now === null || then === null) {
      agreement.check(
        `${metric}, no change to tell`,
        said.includes(one ? `没有 ${year - 1} 年的数字，无法比较` : '无法比较'),
        true,
      );
      return;
    }
    const share = METRICS[metric].unit === 'share';
    const told = new RegExp(`比 ${year - 1} 年 ([+−][\\d,.]+(?:万|亿)?)`).exec(said)?.[1];
    const shown = told ?? (said.includes(`与 ${year - 1} 年持平`) ? '0' : 'no change told');
    const difference = (now - then) * (share ? 100 : 1);
    if (shown === '0') {
      agreement.check(`${metric}, no change`, Math.abs(difference) < 0.05, true);
    } else {
      agreement.number(`${metric}, change`, shown, difference);
    }
    if (!one) {
      agreement.number(
        `${metric}, townships compared`,
        /按两年都有数字的 ([\d,]+) 个乡镇街道计算/.exec(said)?.[1],
        pairs.length,
      );
    }
  }

  /** One metric or several over all years of the data. */
  async #trends(
    { region, prose }: AskedView,
    metrics: readonly MetricId[] | null,
    table: ShownTable | undefined,
    { text }: ShownFigure,
  ): Promise<void> {
    const agreement = this.#agreement;
    const { years } = this.#figures;
    if (table === undefined) {
      // A figure of several metrics does not say which where it is empty.
      agreement.check('says why it is empty', text.includes('没有符合条件的数据'), true);
      for (const metric of metrics ?? []) {
        const all = await Promise.all(years.map((year) => this.figure(metric, region, year, prose)));
        this.#nothing(
          metric,
          all.map(({ value }) => value),
        );
        agreement.metrics.add(metric);
      }
      return;
    }
    const columns = new Columns(table.headers);
    const seen: string[] = [];
    for (const row of table.rows) {
      const name = columns.cell(row, '指标');
      const metric = metrics?.[0] ?? METRIC_BY_NAME.get(name ?? '');
      const year = Number(columns.cell(row, '年份'));
      if (metric === undefined) {
        agreement.fail(`no metric is called ${name}`);
        continue;
      }
      seen.push(`${metric} ${year}`);
      const known = await this.figure(metric, region, year, prose);
      this.#metricCells(columns, row, metric, `${metric} ${year}`, known);
    }
    const shown = metrics ?? [...new Set(seen.map((each) => each.split(' ')[0] as MetricId))];
    agreement.check(
      'its rows',
      seen.toSorted(),
      shown.flatMap((metric) => years.map((year) => `${metric} ${year}`)).toSorted(),
    );
  }

  /** A row a place. */
  async #places(
    { year, prose }: AskedView,
    metric: MetricId,
    places: readonly string[],
    table: ShownTable | undefined,
  ): Promise<void> {
    const agreement = this.#agreement;
    if (table === undefined) {
      const all = await Promise.all(places.map((place) => this.figure(metric, place, year, prose)));
      this.#nothing(
        metric,
        all.map(({ value }) => value),
      );
      agreement.metrics.add(metric);
      return;
    }
    const columns = new Columns(table.headers);
    agreement.check('its places', table.rows.map(({ region }) => region).toSorted(), places.toSorted());
    for (const row of table.rows) {
      const what = `${metric} of ${row.region}`;
      agreement.check(`${what}: its name`, columns.cell(row, '地区')?.endsWith(this.name(row.region)), true);
      this.#metricCells(columns, row, metric, what, await this.figure(metric, row.region, year, prose));
    }
  }

  /** How many reports lie in each bin: "3–5" for whole numbers, "0–10%" and "2–5" for all others. */
  async #spread({ region, year, metric, prose }: AskedView, table: ShownTable | undefined): Promise<void> {
    const agreement = this.#agreement;
    const group = this.group(region);
    const reports = (await this.#reportsOf(metric, group, prose)).filter((each) => each.year === year);
    const { unit, least_denominator: least } = METRICS[metric];
    const enough = reports.filter(
      ({ value, denominator }) => value !== null && (denominator ?? least) >= least,
    );
    const values = enough.map(({ value }) => value ?? Number.NaN);
    if (table === undefined) {
      this.#nothing(metric, values);
      return;
    }
    const whole = unit === 'cases' || unit === 'projects';
    const size = (text: string): number => {
      const number = printedNumber(text.endsWith('%') || unit !== 'share' ? text : `${text}%`);
      return number ?? Number.NaN;
    };
    const inBin = (label: string): number => {
      const over = /^> (.+)$/.exec(label)?.[1];
      if (over !== undefined) return values.filter((value) => value > size(over)).length;
      const [first = '', last = first] = label.split('–');
      const [from, to] = [size(first), size(last)];
      // The first number of a range of counts belongs to it, but from ten thousand on it is the end of the one before.
      const above = whole && from < 10_000 ? from - 1 : first === last ? from - 1 : from;
      return values.filter((value) => value > above + 1e-12 && value <= to + 1e-12).length;
    };
    const fixed: Readonly<Record<string, number>> = {
      '小于 0': values.filter((value) => value < 0).length,
      '0': values.filter((value) => value === 0).length,
      '分母太小，未列入': reports.filter(({ value }) => value !== null).length - values.length,
      '分母为 0': reports.filter(({ stated, value }) => stated && value === null).length,
      年报里没有: reports.filter(({ stated, absent }) => !stated && !absent).length,
      表式没有此项: reports.filter(({ stated, absent }) => !stated && absent).length,
      没有收录年报: (this.#townships.get(group) ?? 0) - reports.length,
    };
    const shown = new Map(table.rows.map(({ cells: [label = '', count = ''] }) => [label, count]));
    for (const [label, count] of Object.entries(fixed)) {
      agreement.number(`${metric}, ${label}`, shown.get(label) ?? '0', count);
    }
    let counted = 0;
    for (const [label, count] of shown) {
      counted += Number(count.replaceAll(',', ''));
      if (fixed[label] === undefined) agreement.number(`${metric}, ${label}`, count, inBin(label));
    }
    agreement.check(`${metric}: all of them`, counted, this.#townships.get(group) ?? 0);
  }

  async #behind({ region, year, metric, prose }: AskedView, table: ShownTable | undefined): Promise<void> {
    const agreement = this.#agreement;
    const reports = (await this.#reportsOf(metric, region, prose)).filter((each) => each.year === year);
    if (table === undefined) {
      agreement.check('no report to list', reports.length, 0);
      return;
    }
    const columns = new Columns(table.headers);
    agreement.check('how many reports', table.total, reports.length);
    if (table.total === table.rows.length) {
      const listed = table.rows.map((row) => row.region).toSorted();
      agreement.check('its reports', listed, reports.map((each) => each.region).toSorted());
    }
    for (const row of table.rows) {
      const report = reports.find((each) => each.region === row.region);
      if (report === undefined) {
        agreement.fail(`no report of ${row.region} is to be listed`);
        continue;
      }
      const what = `${metric} in ${report.report_id}`;
      const { value, stated, absent, denominator } = report;
      const undefinedRate = stated && denominator === 0;
      const mark = (absent && !stated) || undefinedRate ? '不适用' : '—';
      agreement.value(metric, what, columns.cell(row, METRICS[metric].name.zh), { value, mark });
      agreement.check(`${what}: its year`, columns.cell(row, '年份'), `${year}`);
      agreement.check(
        `${what}: its form`,
        columns.cell(row, '表式'),
        report.form === null ? '未见表格' : report.form,
      );
      agreement.check(
        `${what}: from prose`,
        columns.cell(row, '取自') === '取自正文',
        stated && report.prose,
      );
    }
  }

  /** Six figures of the place and of those beside it. */
  async #peers({ region, year, prose }: AskedView, table: ShownTable | undefined): Promise<void> {
    const agreement = this.#agreement;
    const places = this.below(this.above(region));
    if (table === undefined) {
      for (const metric of PEER_METRICS) {
        const others = await Promise.all(
          places.filter((place) => place !== region).map((place) => this.figure(metric, place, year, prose)),
        );
        const least = METRICS[metric].least_denominator;
        this.#nothing(
          metric,
          others.map(({ value, denominator }) =>
            denominator !== null && denominator < least ? null : value,
          ),
        );
      }
      return;
    }
    const columns = new Columns(table.headers);
    const seen: string[] = [];
    for (const row of table.rows) {
      const metric = METRIC_BY_NAME.get(columns.cell(row, '指标') ?? '');
      if (metric === undefined) {
        agreement.fail(`no metric is called ${row.cells[0]}`);
        continue;
      }
      seen.push(`${metric} ${row.region}`);
      const known = await this.figure(metric, row.region, year, prose);
      this.#metricCells(columns, row, metric, `${metric} of ${row.region}`, known);
    }
    const due = PEER_METRICS.flatMap((metric) => places.map((place) => `${metric} ${place}`));
    agreement.check('its rows', seen.toSorted(), due.toSorted());
  }

  /** The sheet for paper: own figure, the year before, and the middle of the peers. */
  async #sheet({ region, year, prose }: AskedView, { headers, rows }: ShownTable): Promise<void> {
    const agreement = this.#agreement;
    const places = this.below(this.above(region));
    agreement.check('its columns', headers.slice(0, 3), ['指标', `${year} 年`, `${year - 1} 年`]);
    agreement.check(
      'its metrics',
      rows.map(({ cells }) => cells[0]),
      PEER_METRICS.map((metric) => METRICS[metric].name.zh),
    );
    for (const { cells } of rows) {
      const metric = METRIC_BY_NAME.get(cells[0] ?? '');
      if (metric === undefined) continue;
      for (const [at, when] of [year, year - 1].entries()) {
        const known = await this.figure(metric, region, when, prose);
        const [value, operands] = (cells[at + 1] ?? '').split(' (');
        agreement.value(metric, `${metric} ${when}`, value, known);
        if (known.value !== null && known.denominator !== null) {
          agreement.check(
            `${metric} ${when}, operands`,
            operands?.replaceAll(',', ''),
            `${known.numerator}/${known.denominator})`,
          );
        }
      }
      const all = await Promise.all(
        places.map(async (place) => ({ place, ...(await this.figure(metric, place, year, prose)) })),
      );
      const least = METRICS[metric].least_denominator;
      const usable = all.filter(
        ({ value, denominator }) => value !== null && (denominator ?? least) >= least,
      );
      const values = usable.map(({ value }) => value ?? Number.NaN);
      const peers = usable.some(({ place }) => place !== region);
      const at = (share: number) => (peers ? quantileOf(values, share) : null);
      const [, , , median, half = '', count] = cells;
      agreement.number(`${metric}, median`, median, at(0.5));
      const [low, high] = peers ? half.split('–') : [half, half];
      agreement.number(`${metric}, first quarter`, low, at(0.25));
      agreement.number(`${metric}, third quarter`, high, at(0.75));
      agreement.number(`${metric}, places with a figure`, count, values.length);
    }
  }

  async #scatter(view: AskedView, table: ShownTable | undefined): Promise<void> {
    const agreement = this.#agreement;
    const { region, year, prose } = view;
    const [x = 'permits', y = 'penalties'] = view.metrics;
    const group = this.group(region);
    const sides = await Promise.all(
      [x, y].map(async (metric) =>
        (await this.#reportsOf(metric, group, prose)).filter((each) => each.year === year),
      ),
    );
    const [ofX = [], ofY = []] = sides;
    const other = new Map(ofY.map((report) => [report.report_id, report]));
    const joined = ofX.map((one) => ({ one, two: other.get(one.report_id) ?? one }));
    if (table === undefined) {
      this.#nothing(
        'pairs',
        joined.map(({ one, two }) => (one.stated && two.stated ? 1 : null)),
      );
      return;
    }
    const columns = new Columns(table.headers);
    const places = this.below(group);
    agreement.check('its places', table.rows.map((row) => row.region).toSorted(), places.toSorted());
    for (const row of table.rows) {
      const own = joined.filter(({ one }) => one.region.startsWith(row.region));
      const pairs = own.filter(({ one, two }) => one.stated && two.stated);
      const value = (side: 'one' | 'two', metric: MetricId): number | null => {
        if (pairs.length === 0) return null;
        const top = pairs.reduce((sum, pair) => sum + (pair[side].numerator ?? 0), 0);
        if (!isRate(metric)) return top;
        const bottom = pairs.reduce((sum, pair) => sum + (pair[side].denominator ?? 0), 0);
        const { formula } = METRICS[metric];
        return bottom === 0 ? null : ((formula.kind === 'ratio' ? formula.per : 1) * top) / bottom;
      };
      const mark = pairs.length === 0 ? '—' : '不适用';
      const place = row.region;
      agreement.number(`${x} of ${place}`, columns.cell(row, METRICS[x].name.zh), value('one', x), mark);
      agreement.number(`${y} of ${place}`, columns.cell(row, METRICS[y].name.zh), value('two', y), mark);
      const only = own.filter(({ one, two }) => one.stated !== two.stated).length;
      agreement.number(`pairs of ${place}`, columns.cell(row, '两项都给出的年报'), pairs.length);
      agreement.number(`one only of ${place}`, columns.cell(row, '只给出一项的年报'), only);
      agreement.number(`held of ${place}`, columns.cell(row, '收有年报'), own.length);
      agreement.number(`due of ${place}`, columns.cell(row, '应有年报'), this.#townships.get(place) ?? 0);
    }
  }

  async #funnel(
    { region, year, prose }: AskedView,
    metric: MetricId,
    table: ShownTable | undefined,
  ): Promise<void> {
    const agreement = this.#agreement;
    const places = this.below(this.group(region));
    const all = await Promise.all(places.map((place) => this.figure(metric, place, year, prose)));
    const judged = all.filter(
      ({ value, numerator, denominator }) =>
        value !== null && (denominator ?? 0) > 0 && (numerator ?? 0) <= (denominator ?? 0),
    );
    if (table === undefined) {
      agreement.check('no place with a rate', judged.length, 0);
      return;
    }
    agreement.check(
      'its places',
      table.rows.map((row) => row.region).toSorted(),
      judged.map((row) => row.region).toSorted(),
    );
    for (const row of table.rows) {
      const known = judged.find((each) => each.region === row.region);
      if (known === undefined) continue;
      const [, value, count, cases, low, high] = row.cells;
      const what = `${metric} of ${row.region}`;
      const interval = intervalOf(metric, known);
      agreement.value(metric, what, value, known);
      agreement.number(`${what}, numerator`, count, known.numerator);
      agreement.number(`${what}, cases`, cases, known.denominator);
      agreement.number(`${what}, interval from`, low, interval.low);
      agreement.number(`${what}, interval to`, high, interval.high);
    }
  }

  /** Parts of a whole, year by year. */
  async #parts({ region }: AskedView, whole: string, table: ShownTable | undefined): Promise<void> {
    const agreement = this.#agreement;
    const { years } = this.#figures;
    const all = await Promise.all(years.map((year) => this.#tables.parts(whole, region, year)));
    if (table === undefined) {
      this.#nothing(
        whole,
        all.map(({ stated }) => (stated > 0 ? stated : null)),
      );
      return;
    }
    const names = PART_NAMES[whole] ?? [];
    agreement.check('its columns', table.headers, ['年份', ...names, '所据年报', '应有年报']);
    agreement.check(
      'its years',
      table.rows.map(({ cells }) => cells[0]),
      years.map((year) => `${year}`),
    );
    for (const [index, { cells }] of table.rows.entries()) {
      const known = all[index];
      const what = `${cells[0]}`;
      for (const [part, name] of names.entries()) {
        agreement.number(`${name} ${what}`, cells[part + 1], known?.parts[part] ?? null);
      }
      agreement.number(`${what}, reports it rests on`, cells.at(-2), known?.stated ?? 0);
      agreement.number(`${what}, reports due`, cells.at(-1), this.#townships.get(region) ?? 0);
    }
  }

  async #channels({ region, year }: AskedView, table: ShownTable | undefined): Promise<void> {
    const agreement = this.#agreement;
    const all = await Promise.all(CHANNELS.map((channel) => this.#tables.channel(channel, region, year)));
    if (table === undefined) {
      this.#nothing(
        'channels',
        all.map(({ stated }) => (stated > 0 ? stated : null)),
      );
      return;
    }
    const results = RESULTS.map((result) => REVIEW_RESULTS[result].zh);
    agreement.check('its columns', table.headers, ['渠道', ...results, '所据年报', '应有年报']);
    for (const [index, channel] of CHANNELS.entries()) {
      const cells = table.rows[index]?.cells ?? [];
      const known = all[index];
      agreement.check(`${channel}: its name`, cells[0], REVIEW_CHANNELS[channel].zh);
      for (const [result, name] of results.entries()) {
        agreement.number(`${channel} ${name}`, cells[result + 1], known?.parts[result] ?? null);
      }
      agreement.number(`${channel}, reports it rests on`, cells.at(-2), known?.stated ?? 0);
      agreement.number(`${channel}, reports due`, cells.at(-1), this.#townships.get(region) ?? 0);
    }
  }

  async #flow({ region, year }: AskedView, table: ShownTable | undefined): Promise<void> {
    const agreement = this.#agreement;
    const { bodies, sums, without_outcome, without_source } = await this.#tables.flow(region, year);
    if (table === undefined) {
      agreement.check('no township states all of it', bodies, 0);
      return;
    }
    const of = (id: string) => sums[id] ?? 0;
    const total = of('new') + of('carried_in') + without_source;
    const expected = new Map<string, number>([
      [`来源 ${OUTCOME_NAMES['new']}`, of('new')],
      [`来源 ${OUTCOME_NAMES['carried_in']}`, of('carried_in')],
    ]);
    if (without_source > 0) expected.set('来源 不平：没有来源', without_source);
    for (const part of ['granted', 'partly_granted', 'refused', 'unable', 'declined', 'other']) {
      const name = OUTCOME_NAMES[part] ?? part;
      const leaves = (LEAVES[part] ?? []).filter((leaf) => of(leaf) !== 0);
      for (const leaf of leaves) expected.set(`去向 ${name} · ${leafName(leaf)}`, of(leaf));
      if (leaves.length === 0) expected.set(`去向 ${name}`, of(part));
    }
    expected.set(`去向 ${OUTCOME_NAMES['carried_out']}`, of('carried_out'));
    if (without_outcome > 0) expected.set('去向 不平：没有去向', without_outcome);
    const shown = new Map(table.rows.map(({ cells }) => [`${cells[0]} ${cells[1]}`, cells]));
    agreement.check('its parts', [...shown.keys()].toSorted(), [...expected.keys()].toSorted());
    for (const [part, value] of expected) {
      const cells = shown.get(part) ?? [];
      agreement.number(part, cells[2], value);
      agreement.number(`${part}, share`, cells[3], total === 0 ? null : value / total, '不适用');
    }
  }

  async #grounds({ region, year }: AskedView, table: ShownTable | undefined): Promise<void> {
    const agreement = this.#agreement;
    const outcomes = await this.#tables.outcomes(region, year);
    if (table === undefined) {
      this.#nothing(
        'grounds',
        GROUNDS.map((ground) => outcomes.get(ground)?.total ?? null),
      );
      return;
    }
    const shown = new Map(table.rows.map(({ cells }) => [cells[0] ?? '', cells]));
    agreement.check('its grounds', [...shown.keys()].toSorted(), GROUNDS.map(outcomeName).toSorted());
    for (const ground of GROUNDS) {
      const known = outcomes.get(ground);
      const cells = shown.get(outcomeName(ground)) ?? [];
      agreement.number(ground, cells[1], known?.total ?? null);
      agreement.number(`${ground}, reports it rests on`, cells[2], known?.total_stated ?? 0);
    }
  }

  async #outcomes({ region, year }: AskedView, table: ShownTable | undefined): Promise<void> {
    const agreement = this.#agreement;
    const outcomes = await this.#tables.outcomes(region, year);
    if (table === undefined) {
      this.#nothing(
        'rows',
        [...outcomes.values()].map(({ stated }) => (stated > 0 ? stated : null)),
      );
      return;
    }
    const ids = Object.keys(APPLICATION_OUTCOMES);
    agreement.check(
      'its columns',
      table.headers.slice(2, 8),
      APPLICANT_COLUMNS.map((id) => APPLICANTS[id].zh),
    );
    agreement.check(
      'its rows',
      table.rows.map(({ cells }) => cells[0]),
      ids.map(outcomeName),
    );
    for (const [index, outcome] of ids.entries()) {
      const known = outcomes.get(outcome);
      const cells = table.rows[index]?.cells ?? [];
      for (const [column, applicant] of APPLICANT_COLUMNS.entries()) {
        agreement.number(`${outcome} ${applicant}`, cells[column + 2], known?.applicants[column] ?? null);
      }
      agreement.number(`${outcome}, whole rows`, cells[8], known?.stated ?? 0);
      agreement.number(`${outcome}, total`, cells[9], known?.total ?? null);
      agreement.number(`${outcome}, totals`, cells[10], known?.total_stated ?? 0);
    }
  }

  async #compareLines({ regions, metrics, prose }: AskedView, table: ShownTable | undefined): Promise<void> {
    const agreement = this.#agreement;
    const { years } = this.#figures;
    const wanted = regions.flatMap((region) =>
      metrics.flatMap((metric) => years.map((year) => ({ region, metric, year }))),
    );
    if (table === undefined) {
      const all = await Promise.all(
        wanted.map(({ region, metric, year }) => this.figure(metric, region, year, prose)),
      );
      this.#nothing(
        'lines',
        all.map(({ value }) => value),
      );
      return;
    }
    const columns = new Columns(table.headers);
    agreement.check('how many rows', table.total, wanted.length);
    for (const [index, row] of table.rows.entries()) {
      const { region, metric, year } = wanted[index] ?? { region: '', metric: 'permits', year: 0 };
      const what = `${metric} of ${region} ${year}`;
      agreement.check(
        `${what}: its row`,
        [columns.cell(row, '地区'), columns.cell(row, '指标'), columns.cell(row, '年份')],
        [this.name(region), METRICS[metric].name.zh, `${year}`],
      );
      this.#metricCells(columns, row, metric, what, await this.figure(metric, region, year, prose));
    }
  }

  async #compareTable(
    { regions, metrics, year, prose }: AskedView,
    { text }: ShownFigure,
    table: ShownTable | undefined,
  ): Promise<void> {
    const agreement = this.#agreement;
    if (table === undefined) {
      agreement.fail('there is no table');
      return;
    }
    agreement.check('its places', table.rows.map((row) => row.region).toSorted(), regions.toSorted());
    for (const { region, cells } of table.rows) {
      let at = 1;
      for (const metric of metrics) {
        const known = await this.figure(metric, region, year, prose);
        const what = `${metric} of ${region}`;
        agreement.check(`${what}: its column`, table.headers[at]?.startsWith(METRICS[metric].name.zh), true);
        agreement.value(metric, what, cells[at], known);
        at += 1;
        if (!isRate(metric)) continue;
        const counts =
          known.numerator === null || known.denominator === null
            ? known.mark
            : `${known.numerator}/${known.denominator}`;
        agreement.check(`${what}: its counts`, cells[at]?.replaceAll(',', ''), counts);
        at += 1;
      }
    }
    // Townships of one county add up to the county.
    const county = this.above(regions[0] ?? '0');
    const together = JSON.stringify(regions.toSorted()) === JSON.stringify(this.below(county).toSorted());
    if (!together || regions.length < 2) return;
    for (const metric of metrics) {
      const known = await this.figure(metric, county, year, prose);
      const said = new RegExp(`[：；]${METRICS[metric].name.zh} ([^（]+)（`).exec(text)?.[1];
      if (known.value === null) agreement.check(`${metric}: no sum`, said, undefined);
      else agreement.value(metric, `${metric} of the group`, said, known);
    }
  }

  async #twoYears(
    { regions, metric, metrics, year, prose }: AskedView,
    table: ShownTable | undefined,
  ): Promise<void> {
    const agreement = this.#agreement;
    const shown = metrics.includes(metric) ? metric : (metrics[0] ?? metric);
    const wanted = regions.flatMap((region) => [year - 1, year].map((when) => ({ region, when })));
    if (table === undefined) {
      const all = await Promise.all(
        wanted.map(({ region, when }) => this.figure(shown, region, when, prose)),
      );
      this.#nothing(
        shown,
        all.map(({ value }) => value),
      );
      return;
    }
    const columns = new Columns(table.headers);
    agreement.check(
      'its rows',
      table.rows.map((row) => `${row.region} ${columns.cell(row, '年份')}`).toSorted(),
      wanted.map(({ region, when }) => `${region} ${when}`).toSorted(),
    );
    for (const row of table.rows) {
      const when = Number(columns.cell(row, '年份'));
      const what = `${shown} of ${row.region} ${when}`;
      this.#metricCells(columns, row, shown, what, await this.figure(shown, row.region, when, prose));
    }
  }

  /** A report's own cells, as printed. */
  async #reportSheet({ region }: AskedView, { tables, text }: ShownFigure, year: number): Promise<void> {
    const agreement = this.#agreement;
    const report = (await this.#reportsOf('coverage', region, true)).find((each) => each.year === year);
    if (report === undefined) {
      agreement.check('no report to print', tables.length, 0);
      return;
    }
    const cells = await this.#tables.cells(report.report_id);
    const items = idsByName(DISCLOSURE_ITEMS);
    const measures = idsByName(DISCLOSURE_MEASURES);
    const outcomes = idsByName(APPLICATION_OUTCOMES);
    const applicants = idsByText(APPLICANTS);
    const channels = idsByText(REVIEW_CHANNELS);
    const results = idsByText(REVIEW_RESULTS);
    const sections = {
      二: ['s2', items, measures],
      三: ['s3', outcomes, applicants],
      四: ['s4', channels, results],
    } as const;
    const seen = new Set<string>();
    for (const { section, headers, rows } of tables) {
      const found = sections[section.charAt(0) as keyof typeof sections];
      if (found === undefined) continue;
      const [prefix, rowIds, columnIds] = found;
      for (const { cells: texts } of rows) {
        const row = rowIds.get(texts[0] ?? '') ?? texts[0];
        for (const [index, header] of headers.slice(1).entries()) {
          const id = `${prefix}.${row}.${columnIds.get(header) ?? header}`;
          seen.add(id);
          // A unit stands after the amounts that were printed with one.
          const [value] = (texts[index + 1] ?? '').split(' ');
          agreement.number(`${report.report_id} ${id}`, value, cells.get(id) ?? null);
        }
      }
    }
    const left = [...cells].filter(([id, value]) => value !== null && !seen.has(id)).map(([id]) => id);
    agreement.check(`${report.report_id}: cells not shown`, left, []);
    agreement.check('says which report', text.includes(`${year}年年报`), true);
  }
}

function wordsOf({ page, region, year, metric, prose }: AskedView): string {
  return `${page} ${region} ${year} ${metric}${prose ? '' : ' without prose'}`;
}

function idsByName(
  terms: Readonly<Record<string, { readonly name: { readonly zh: string } }>>,
): ReadonlyMap<string, string> {
  return new Map(Object.entries(terms).map(([id, { name }]) => [name.zh, id]));
}

function idsByText(terms: Readonly<Record<string, { readonly zh: string }>>): ReadonlyMap<string, string> {
  return new Map(Object.entries(terms).map(([id, { zh }]) => [zh, id]));
}

function outcomeName(id: string): string {
  return APPLICATION_OUTCOMES[id as ApplicationOutcome].name.zh;
}

function leafName(id: string): string {
  return id === 'other_handling' ? '未分项（2019年表式）' : outcomeName(id);
}
