/**
 * A place in one paragraph of plain words. Every clause is made from numbers, and what is not known is said.
 * Nothing is called good or bad, and years are compared only over the same townships. Pure.
 */
import { LEAST_PAIRS } from '#components/change-text.ts';
import { type NamedTerm, siteTerm } from '#components/terms.ts';
import { formatMetric, formatNumber, formatShare, formatYears, pick } from '#i18n/format.ts';
import { METRICS, type MetricId } from '#metrics/registry.ts';
import type { Bilingual, Language } from '#model/bilingual.ts';
import type { SectionStatus } from '#model/report.ts';
import type { YearRange } from '#model/year.ts';
import type { ChangeRow } from '#queries/change.ts';
import type { MetricRow } from '#queries/metric-row.ts';

const DECISIONS = ['permits', 'penalties', 'coercions'] as const;
const COMPLAINTS = ['reconsiderations', 'lawsuits'] as const;

/** The figures the paragraph is made of. */
export const PARAGRAPH_METRICS = [
  'coverage',
  ...DECISIONS,
  'applications_new',
  'applications_handled',
  'disclosure_rate',
  ...COMPLAINTS,
] as const satisfies readonly MetricId[];
type ParagraphMetric = (typeof PARAGRAPH_METRICS)[number];
type Counted = Exclude<ParagraphMetric, 'coverage' | 'disclosure_rate'>;

/** Counts whose change on the year before is told. */
export const CHANGE_METRICS = [...DECISIONS, 'applications_new'] as const satisfies readonly Counted[];

/** Counts whose middle report is told for a group. */
export const SPREAD_METRICS = [
  'permits',
  'penalties',
  'applications_new',
] as const satisfies readonly Counted[];

/** With fewer reports than this there is no middle one worth naming. */
const LEAST_FOR_MEDIAN = 3;

/** How a count is spread over reports. */
export interface ParagraphSpread {
  readonly metric: MetricId;
  readonly median: number | null;
  /** Reports that give it; of those, reports that give 0. */
  readonly n: number;
  readonly zero: number;
}

export interface RegionParagraphInput {
  readonly place: string;
  readonly township: boolean;
  readonly years: YearRange;
  /** One for each of `PARAGRAPH_METRICS`, the years taken together. */
  readonly rows: readonly MetricRow[];
  /** On the year before, like for like; empty where several years are taken together. */
  readonly changes: readonly ChangeRow[];
  /** Empty for a township. */
  readonly spreads: readonly ParagraphSpread[];
  /** All years in which the data holds a report of the place. */
  readonly heldYears: readonly number[];
  /** How much of the one report was read; null where there are several, or none. */
  readonly sections: Readonly<Record<2 | 3 | 4, SectionStatus>> | null;
}

interface Noun {
  readonly zh: string;
  readonly one: string;
  readonly many: string;
}

const NOUNS: Readonly<Record<Counted, Noun>> = {
  permits: { zh: '行政许可', one: 'permit', many: 'permits' },
  penalties: { zh: '行政处罚', one: 'penalty', many: 'penalties' },
  coercions: { zh: '行政强制', one: 'coercive measure', many: 'coercive measures' },
  applications_new: {
    zh: '信息公开申请',
    one: 'application for information',
    many: 'applications for information',
  },
  applications_handled: { zh: '办结申请', one: 'application handled', many: 'applications handled' },
  reconsiderations: { zh: '行政复议', one: 'reconsideration', many: 'reconsiderations' },
  lawsuits: { zh: '行政诉讼', one: 'lawsuit', many: 'lawsuits' },
};

/** The words of the paragraph that open their entry, as they stand in it: in English in the plural or alone. */
export const PARAGRAPH_TERMS: readonly NamedTerm[] = [
  ...(Object.keys(NOUNS) as Counted[]).flatMap((metric) => {
    const { zh, one, many } = NOUNS[metric];
    return [many, one].map((en): NamedTerm => ({ ref: { metric }, word: { zh, en } }));
  }),
  { ref: { metric: 'applications_new' }, word: { zh: '新收申请', en: 'new applications' } },
  siteTerm('due', { zh: '应有年报', en: 'due' }),
  siteTerm('prose', { zh: '取自正文', en: 'stated in prose' }),
];

/** What is unknown where a figure is missing. */
const UNKNOWN: Readonly<Record<Exclude<ParagraphMetric, 'coverage'>, Bilingual>> = {
  permits: { zh: '行政许可', en: 'permits' },
  penalties: { zh: '行政处罚', en: 'penalties' },
  coercions: { zh: '行政强制', en: 'coercive measures' },
  applications_new: { zh: '新收申请', en: 'new applications' },
  applications_handled: { zh: '办结件数', en: 'applications handled' },
  disclosure_rate: { zh: '公开了多少', en: 'how many led to disclosure' },
  reconsiderations: { zh: '行政复议', en: 'reconsiderations' },
  lawsuits: { zh: '行政诉讼', en: 'lawsuits' },
};

const SECTION_METRICS = {
  2: DECISIONS,
  3: ['applications_new', 'applications_handled', 'disclosure_rate'],
  4: COMPLAINTS,
} as const satisfies Record<2 | 3 | 4, readonly (keyof typeof UNKNOWN)[]>;

const SECTION_NAMES: Readonly<Record<2 | 3 | 4, Bilingual>> = {
  2: { zh: '主动公开部分', en: 'the section on active disclosure' },
  3: { zh: '申请办理部分', en: 'the section on applications' },
  4: { zh: '复议诉讼部分', en: 'the section on reconsiderations and lawsuits' },
};

const SECTION_READ: Readonly<Record<SectionStatus, Bilingual>> = {
  table: { zh: '没有填全', en: 'has gaps' },
  partial: { zh: '只读到一部分', en: 'was read only in part' },
  blank: { zh: '印出但空白', en: 'is printed but empty' },
  not_captured: { zh: '未能读取', en: 'was not captured' },
};

/** The paragraph; empty only where there are no figures at all to make it from. */
export function regionParagraph(input: RegionParagraphInput, language: Language): string {
  const words = new Words(input, language);
  const coverage = words.row('coverage');
  if (coverage === undefined) return '';
  return words.joined(paragraph(words, coverage));
}

function paragraph(words: Words, coverage: MetricRow): readonly string[] {
  const { township, years, place, sections } = words.input;
  const { expected, filed } = coverage;
  if (expected === 0) {
    return [words.say(`地区名单上，${place}没有乡镇街道`, `The region list has no townships in ${place}`)];
  }
  if (filed === 0) return notHeld(words, coverage);
  const single = years.from === years.to;
  if (township && single) {
    const told = [decisions(words), applications(words), complaints(words)].filter((each) => each !== '');
    return [
      ...(told.length > 0 ? words.withSubject(told) : [nothingRead(words)]),
      ...changesOfOne(words),
      ...missingOfOne(words, sections),
    ];
  }
  return [held(words, coverage), ...totals(words), ...changesOfGroup(words), ...missingOfGroup(words)];
}

class Words {
  readonly input: RegionParagraphInput;
  readonly language: Language;
  readonly span: string;
  constructor(input: RegionParagraphInput, language: Language) {
    this.input = input;
    this.language = language;
    this.span = formatYears(input.years, language);
  }

  say(zh: string, en: string): string {
    return this.language === 'zh' ? zh : en;
  }

  row(metric: ParagraphMetric): MetricRow | undefined {
    return this.input.rows.find((row) => row.metric === metric);
  }

  number(value: number): string {
    return formatNumber(value, this.language);
  }

  /** "行政许可 33 件（取自正文）", "33 permits (stated in prose)", "no permits". */
  counted(metric: Counted, value: number, fromProse = false): string {
    const noun = NOUNS[metric];
    const mark = fromProse ? this.say('（取自正文）', ' (stated in prose)') : '';
    if (this.language === 'zh') return `${noun.zh} ${formatMetric(value, METRICS[metric].unit, 'zh')}${mark}`;
    const amount = value === 0 ? 'no' : this.number(value);
    return `${amount} ${value === 1 ? noun.one : noun.many}${mark}`;
  }

  cases(value: number): string {
    return formatMetric(value, 'cases', this.language);
  }

  /** "甲、乙和丙", "a, b and c". */
  list(items: readonly string[]): string {
    if (items.length <= 1) return items[0] ?? '';
    const [first, last] = [items.slice(0, -1), items.at(-1) ?? ''];
    return this.say(`${first.join('、')}和${last}`, `${first.join(', ')} and ${last}`);
  }

  /** The first sentence names place and year, in English the others go on with "It". */
  withSubject(predicates: readonly string[]): readonly string[] {
    const { place } = this.input;
    return predicates.map((predicate, index) =>
      this.language === 'zh'
        ? index === 0
          ? `${place} ${this.span}${predicate}`
          : predicate
        : index === 0
          ? `In ${this.span} ${place} ${predicate}`
          : `It ${predicate}`,
    );
  }

  joined(sentences: readonly string[]): string {
    const whole = sentences.filter((sentence) => sentence !== '');
    return this.language === 'zh'
      ? whole.map((sentence) => `${sentence}。`).join('')
      : whole.map((sentence) => `${capital(sentence)}.`).join(' ');
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

interface Known {
  readonly metric: Counted;
  readonly value: number;
  readonly prose: boolean;
}

/** "没有作出行政处罚和行政强制决定"; where all of it comes from prose the mark stands once, at the end. */
function noneZh(words: Words, none: readonly Known[], before: string, after: string): string {
  const mark = '（取自正文）';
  const everyOne = none.every(({ prose }) => prose);
  const names = none.map(({ metric, prose }) => `${NOUNS[metric].zh}${prose && !everyOne ? mark : ''}`);
  return `${before}${words.list(names)}${after}${everyOne ? mark : ''}`;
}

function known(words: Words, metrics: readonly Counted[]): readonly Known[] {
  return metrics.flatMap((metric) => {
    const row = words.row(metric);
    return row === undefined || row.value === null
      ? []
      : [{ metric, value: row.value, prose: row.from_prose > 0 }];
  });
}

function isMissing(words: Words, metric: ParagraphMetric): boolean {
  const row = words.row(metric);
  return row === undefined || row.stated === 0;
}

function decisions(words: Words): string {
  const all = known(words, DECISIONS);
  if (all.length === 0) return '';
  if (words.language === 'en') {
    return `decided ${words.list(all.map(({ metric, value, prose }) => words.counted(metric, value, prose)))}`;
  }
  const some = all.filter(({ value }) => value !== 0);
  const none = all.filter(({ value }) => value === 0);
  return [
    some.length > 0
      ? `作出${some.map(({ metric, value, prose }) => words.counted(metric, value, prose)).join('、')}`
      : '',
    none.length > 0 ? noneZh(words, none, '没有作出', '决定') : '',
  ]
    .filter((part) => part !== '')
    .join('，');
}

function applications(words: Words): string {
  const [received] = known(words, ['applications_new']);
  const [handled] = known(words, ['applications_handled']);
  const outcome = words.row('disclosure_rate');
  const ended = outcome !== undefined && outcome.stated > 0 ? (outcome.denominator ?? 0) : 0;
  const disclosed = outcome?.numerator ?? 0;
  const parts: string[] = [];
  if (received !== undefined) {
    const mark = received.prose ? words.say('（取自正文）', ' (stated in prose)') : '';
    parts.push(
      received.value === 0
        ? words.say(`没有收到信息公开申请${mark}`, `received no applications for information${mark}`)
        : words.say(
            `收到${words.counted('applications_new', received.value, received.prose)}`,
            `received ${words.counted('applications_new', received.value, received.prose)}`,
          ),
    );
  }
  if (handled !== undefined && (handled.value > 0 || (received?.value ?? 0) > 0)) {
    const mark = handled.prose ? words.say('（取自正文）', ' (stated in prose)') : '';
    parts.push(
      handled.value === 0
        ? words.say('当年没有办结的', 'concluded none')
        : words.say(
            `办结 ${words.cases(handled.value)}${mark}`,
            `concluded ${words.number(handled.value)}${mark}`,
          ),
    );
  }
  if (ended > 0) {
    const same = handled?.value === ended;
    const of = same ? words.say('其中', ' of them') : '';
    const zhOf = same ? of : `办结的 ${words.cases(ended)}中`;
    const enOf = same ? of : ` of ${words.number(ended)} concluded`;
    parts.push(
      disclosed === 0
        ? words.say(`${zhOf}没有一件得到公开`, `disclosed nothing in any${enOf}`)
        : words.say(
            `${zhOf} ${words.cases(disclosed)}得到全部或部分公开`,
            `disclosed all or part in ${words.number(disclosed)}${enOf}`,
          ),
    );
  }
  if (parts.length === 0) return '';
  return words.language === 'zh' ? parts.join('，') : words.list(parts);
}

function complaints(words: Words): string {
  const all = known(words, COMPLAINTS);
  if (all.length === 0) return '';
  const told = (list: typeof all) =>
    list.map(({ metric, value, prose }) => words.counted(metric, value, prose));
  if (words.language === 'en') return `faced ${words.list(told(all))} over disclosure`;
  const some = all.filter(({ value }) => value !== 0);
  const none = all.filter(({ value }) => value === 0);
  if (some.length === 0) return noneZh(words, none, '没有因信息公开引起的', '');
  const tail = none.length > 0 ? `，${noneZh(words, none, '没有', '')}` : '';
  return `因信息公开引起${told(some).join('、')}${tail}`;
}

function nothingRead(words: Words): string {
  const { place } = words.input;
  return words.say(
    `收有${place} ${words.span}的年报，但许可处罚、申请、复议诉讼的件数都没有读到`,
    `The report of ${place} for ${words.span} is held, but no count of decisions, applications or complaints could be read from it`,
  );
}

function notHeld(words: Words, coverage: MetricRow): readonly string[] {
  const { place, township, heldYears, years } = words.input;
  const others = heldYears.filter((year) => year < years.from || year > years.to);
  const whose = words.say(
    township ? place : `${place}各乡镇街道`,
    township ? place : `townships of ${place}`,
  );
  const due = township ? '' : words.say(`（应有 ${words.number(coverage.expected)} 份）`, '');
  const list = words.list(others.map((year) => `${year}`));
  return [
    words.say(
      `这里没有收录${whose} ${words.span}的年报${due}；没有收录不等于没有公布`,
      `No report of ${whose} for ${words.span} is held${
        township ? '' : ` (${words.number(coverage.expected)} are due)`
      }, which does not mean that none was published`,
    ),
    others.length === 0
      ? words.say('其他年份也没有收录', 'Nor is one for any other year')
      : words.say(`收有年报的年份：${list}`, `Reports are held for ${list}`),
  ];
}

function changed(
  words: Words,
  change: ChangeRow & { readonly value: number; readonly value_before: number },
) {
  const metric = change.metric as Counted;
  const noun = NOUNS[metric];
  const [before, now] = [words.cases(change.value_before), words.cases(change.value)];
  return change.value === change.value_before
    ? words.say(`${noun.zh}同为 ${now}`, `the same number of ${noun.many}, ${words.number(change.value)}`)
    : words.say(
        `${noun.zh}由 ${before}变为 ${now}`,
        `${noun.many} went from ${words.number(change.value_before)} to ${words.number(change.value)}`,
      );
}

/** Changes that can be told: both years known, and not zero in both. */
function tellable(words: Words, leastPairs: number) {
  return words.input.changes.flatMap((change) => {
    const { value, value_before, pairs, metric } = change;
    const told = (CHANGE_METRICS as readonly MetricId[]).includes(metric);
    if (!told || value === null || value_before === null || pairs < leastPairs) return [];
    return value === 0 && value_before === 0 ? [] : [{ ...change, value, value_before }];
  });
}

function changesOfOne(words: Words): readonly string[] {
  const changes = tellable(words, 1);
  const [first] = changes;
  if (first === undefined) return [];
  const year = formatYears(first.year - 1, words.language);
  const told = changes.map((change) => changed(words, change));
  return [words.say(`与 ${year}相比，${told.join('，')}`, `Against ${year}: ${told.join('; ')}`)];
}

function changesOfGroup(words: Words): readonly string[] {
  const changes = tellable(words, LEAST_PAIRS);
  const [first] = changes;
  if (first === undefined) return [];
  const year = formatYears(first.year - 1, words.language);
  const told = changes.map((change) => {
    const pairs = words.number(change.pairs);
    return `${changed(words, change)}${words.say(`（${pairs} 个）`, ` (${pairs} townships)`)}`;
  });
  return [
    words.say(
      `只看两年都写明的乡镇街道，与 ${year}相比：${told.join('，')}`,
      `Only over townships that state it in both years, against ${year}: ${told.join('; ')}`,
    ),
  ];
}

function missingOfOne(words: Words, sections: RegionParagraphInput['sections']): readonly string[] {
  return ([2, 3, 4] as const).flatMap((section) => {
    const unknown = SECTION_METRICS[section].filter((metric) => isMissing(words, metric));
    if (unknown.length === 0) return [];
    const names = words.list(unknown.map((metric) => pick(UNKNOWN[metric], words.language)));
    const name = pick(SECTION_NAMES[section], words.language);
    const status = pick(SECTION_READ[sections?.[section] ?? 'not_captured'], words.language);
    return [words.say(`${name}${status}，${names}不详`, `${name} ${status}: ${names} unknown`)];
  });
}

function held(words: Words, coverage: MetricRow): string {
  const { place, township } = words.input;
  const [due, filed] = [words.number(coverage.expected), words.number(coverage.filed)];
  const reports = coverage.expected === 1 ? 'the one report' : `the ${due} reports`;
  const are = coverage.filed === 1 ? 'is' : 'are';
  if (township) {
    return words.say(
      `${place} ${words.span}应有年报 ${due} 份，这里收有 ${filed} 份`,
      `Of ${reports} of ${place} due for ${words.span}, ${filed} ${are} held here`,
    );
  }
  const share = coverage.value === null ? '' : formatShare(coverage.value, words.language);
  return words.say(
    `${place}各乡镇街道 ${words.span}应有年报 ${due} 份，这里收有 ${filed} 份${share === '' ? '' : `（${share}）`}，下面的数只来自这些年报`,
    `Of ${reports} due from the townships of ${place} for ${words.span}, ${filed} ${share === '' ? '' : `(${share}) `}${are} held here; the figures below rest on these alone`,
  );
}

function totals(words: Words): readonly string[] {
  const of = (metrics: readonly Counted[]) =>
    metrics.map((metric) => total(words, metric)).filter((each) => each !== '');
  const groups = [of(DECISIONS), [...of(['applications_new']), ...outcomes(words)], of(COMPLAINTS)];
  return groups.filter((group) => group.length > 0).map((group) => group.join(words.say('；', '; ')));
}

/** "10 份写明行政许可，合计 1,234 件，居中的一份 12 件". */
function total(words: Words, metric: Counted): string {
  const row = words.row(metric);
  if (row === undefined || row.value === null) return '';
  const noun = NOUNS[metric];
  const stated = words.number(row.stated);
  const one = row.stated === 1;
  const prose = proseMark(words, row);
  const opening = words.say(
    `${stated} 份写明${noun.zh}${prose}`,
    `${stated} ${one ? 'report states' : 'reports state'} the number of ${noun.many}${prose}`,
  );
  if (row.value === 0) {
    return words.say(
      `${opening}，${one ? '是' : '都是'} ${words.cases(0)}`,
      `${opening}: ${one ? '0' : 'all 0'}`,
    );
  }
  const value = words.cases(row.value);
  if (one) return words.say(`${opening}，为 ${value}`, `${opening}: ${words.number(row.value)}`);
  return [
    words.say(`${opening}，合计 ${value}`, `${opening}, ${words.number(row.value)} in all`),
    ...spreadOf(words, metric),
  ].join(words.say('，', ', '));
}

function proseMark(words: Words, row: MetricRow): string {
  if (row.from_prose === 0) return '';
  const count = words.number(row.from_prose);
  return row.from_prose === row.stated
    ? words.say('（取自正文）', ' (in prose)')
    : words.say(`（其中 ${count} 份取自正文）`, ` (${count} in prose)`);
}

function spreadOf(words: Words, metric: Counted): readonly string[] {
  const spread = words.input.spreads.find((each) => each.metric === metric);
  if (spread === undefined || spread.median === null || spread.n < LEAST_FOR_MEDIAN) return [];
  const parts = [
    words.say(
      `居中的一份 ${words.cases(spread.median)}`,
      `${words.number(spread.median)} in the middle report`,
    ),
  ];
  if (spread.zero > 0) {
    const zero = words.number(spread.zero);
    parts.push(words.say(`${zero} 份是 ${words.cases(0)}`, `0 in ${zero}`));
  }
  return parts;
}

function outcomes(words: Words): readonly string[] {
  const row = words.row('disclosure_rate');
  if (row === undefined || row.stated === 0) return [];
  const stated = words.number(row.stated);
  const ended = row.denominator ?? 0;
  const one = row.stated === 1;
  const opening = words.say(`${stated} 份给出办理结果`, `${stated} ${one ? 'gives' : 'give'} the outcomes`);
  if (ended === 0) {
    return [words.say(`${opening}，没有办结的申请`, `${opening}, with no application concluded`)];
  }
  const disclosed = row.numerator ?? 0;
  const enough = ended >= METRICS.disclosure_rate.least_denominator;
  const share = enough ? formatShare(row.value, words.language) : '';
  return [
    words.say(
      `${opening}，共办结 ${words.cases(ended)}，其中 ${words.cases(disclosed)}得到全部或部分公开${share === '' ? '' : `（${share}）`}`,
      `${opening}: of ${words.number(ended)} concluded, all or part was disclosed in ${words.number(disclosed)}${share === '' ? '' : ` (${share})`}`,
    ),
  ];
}

function missingOfGroup(words: Words): readonly string[] {
  const unknown = (Object.keys(UNKNOWN) as (keyof typeof UNKNOWN)[]).filter((metric) =>
    isMissing(words, metric),
  );
  if (unknown.length === 0) return [];
  const names = words.list(unknown.map((metric) => pick(UNKNOWN[metric], words.language)));
  return [words.say(`没有一份写明的：${names}`, `Stated by none: ${names}`)];
}
