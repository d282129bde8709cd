/**
 * The address is the view. ViewState ⇄ search parameters: pure, validated, forgiving. Each parameter is
 * valid, invalid or missing on its own, so one bad one never costs the others.
 */
import * as v from 'valibot';
import { isMetricId, type MetricId } from '#metrics/registry.ts';
import { LANGUAGES, type Language } from '#model/bilingual.ts';
import { levelOfCode, NATION_CODE } from '#model/region.ts';
import type { YearRange } from '#model/year.ts';
import type { RawSearch } from './search-text.ts';

/** The order of one table: which figure's, by which column. */
export interface TableSort {
  readonly figure: string;
  readonly column: string;
  readonly descending: boolean;
}

export interface ViewState {
  /** Name of a package the site ships, or the path of any package on this site; null: the first one shipped. */
  readonly package: string | null;
  readonly lang: Language;
  /** Region code; `0` is the nation. On a region's own page it stands in the path. */
  readonly region: string;
  /** null: all years of the package. `from` is never after `to`. */
  readonly years: YearRange | null;
  readonly metric: MetricId;
  /** Whether a number stated in prose may stand in for a table cell. */
  readonly prose: boolean;
  /** Ids of the figures shown as a table; sorted, each once. */
  readonly tables: readonly string[];
  readonly sort: TableSort | null;
  /** Ids of the figures unfolded to their finer parts; sorted, each once. */
  readonly open: readonly string[];
  /** Regions compared, in the reader's order; each once. */
  readonly regions: readonly string[];
  /** How the group on the comparison page is made: by hand, or by a rule around `region`. */
  readonly peers: PeerRule;
  /** Metrics of a page that takes several; the page's own choice where empty. */
  readonly metrics: readonly MetricId[];
  /** Rates pool the three years that end with the last year shown. */
  readonly pool: boolean;
  /** The figure whose story is open. */
  readonly story: StoryTarget | null;
}

/**
 * `picked`: the regions named; `county`: all townships of the county; `county-kind`: those of the same kind
 * (乡, 镇, 街道); `volume`: townships of the province with about as many applications.
 */
export const PEER_RULES = ['picked', 'county', 'county-kind', 'volume'] as const;
export type PeerRule = (typeof PEER_RULES)[number];

/** One number: a metric of a region, for years of its own (one of a line, or pooled) or (null) those of the view. */
export interface StoryTarget {
  readonly metric: MetricId;
  readonly region: string;
  readonly years: YearRange | null;
}

export const MOST_REGIONS = 12;
export const MOST_METRICS = 8;

export const DEFAULT_VIEW: ViewState = {
  package: null,
  lang: 'zh',
  region: NATION_CODE,
  years: null,
  metric: 'applications_new',
  prose: true,
  tables: [],
  sort: null,
  open: [],
  regions: [],
  peers: 'picked',
  metrics: [],
  pool: false,
  story: null,
};

/** The parameters, in the order they stand in an address. */
const PARAMETERS = [
  'package',
  'lang',
  'region',
  'regions',
  'peers',
  'years',
  'metric',
  'metrics',
  'prose',
  'pool',
  'tables',
  'sort',
  'open',
  'story',
] as const;
type Parameter = (typeof PARAMETERS)[number];

/** Why a parameter, or a part of one, was left out of the view. */
type IssueReason =
  | 'malformed'
  | 'not-allowed'
  | 'repeated'
  | 'too-long'
  | 'in-path'
  | 'unknown-parameter'
  | 'unknown-package'
  | 'unknown-region'
  | 'years-outside'
  | 'years-clamped';

/** One thing in the address that was not followed. `raw` is untrusted text: for display only. */
export interface ViewIssue {
  readonly parameter: string;
  readonly raw: string;
  readonly reason: IssueReason;
  /** What stands in its place, where that is not simply the default; for years, written as in the address. */
  readonly used?: string;
}

type ParameterResult<T> =
  | {
      readonly kind: 'valid';
      readonly value: T /** Items of a list that were left out. */;
      readonly dropped?: readonly string[];
    }
  | { readonly kind: 'invalid'; readonly raw: string; readonly reason: IssueReason }
  | { readonly kind: 'missing' };

export type ParameterResults = { readonly [P in Parameter]: ParameterResult<ViewState[P]> };

/** Longest value worth reading; the longest sensible one lists a page's figures. */
const LONGEST = 400;
const text = v.pipe(v.string(), v.maxLength(LONGEST, 'too-long'));

/** Years may come typed by hand: full-width digits, en dash, ～, 至, 年. */
const YEARS = /^(\d{4})(?:\s*[-–—~至到]\s*(\d{4}))?\s*年?$/;
const [EARLIEST, LATEST] = [1949, 2099];
const FIGURE_ID = /^[a-z][a-z0-9-]{0,39}$/;
const STORY = /^([a-z_0-9]+)\.(\d{1,9})(?:\.(\d{4})(?:-(\d{4}))?)?$/;
const COLUMN_ID = /^[a-z0-9][a-z0-9_-]{0,39}$/;

const years = v.pipe(
  text,
  v.transform((raw) => YEARS.exec(raw.normalize('NFKC').trim())),
  v.check((match) => match !== null, 'malformed'),
  v.transform((match): YearRange => {
    const [first, last] = [Number(match?.[1]), Number(match?.[2] ?? match?.[1])];
    return { from: Math.min(first, last), to: Math.max(first, last) };
  }),
  v.check(({ from, to }) => from >= EARLIEST && to <= LATEST, 'not-allowed'),
);

const sort = v.pipe(
  text,
  v.transform((raw) => raw.split('.')),
  v.check(
    ([figure, column, order, ...rest]) =>
      rest.length === 0 &&
      FIGURE_ID.test(figure ?? '') &&
      COLUMN_ID.test(column ?? '') &&
      (order === undefined || order === 'desc'),
    'malformed',
  ),
  v.transform(
    ([figure = '', column = '', order]): TableSort => ({ figure, column, descending: order === 'desc' }),
  ),
);

function storyYears(first: string | undefined, last = first): YearRange | null {
  if (first === undefined) return null;
  const [one, other] = [Number(first), Number(last)];
  return { from: Math.min(one, other), to: Math.max(one, other) };
}

const SCHEMAS = {
  // A path on this site: no scheme, no host (`//`), no query. What is there is found out when it is opened.
  package: v.pipe(text, v.regex(/^(?!.*\/\/)[\p{L}\p{N}_~./-]+$/u, 'malformed')),
  lang: v.pipe(text, v.picklist(LANGUAGES, 'not-allowed')),
  region: v.pipe(
    text,
    v.check((code) => levelOfCode(code) !== undefined, 'malformed'),
  ),
  years,
  metric: v.pipe(
    text,
    v.custom<MetricId>((id) => typeof id === 'string' && isMetricId(id), 'not-allowed'),
  ),
  prose: v.pipe(
    text,
    v.picklist(['0', '1'], 'not-allowed'),
    v.transform((flag) => flag === '1'),
  ),
  sort,
  peers: v.pipe(text, v.picklist(PEER_RULES, 'not-allowed')),
  pool: v.pipe(
    text,
    v.picklist(['1', '3'], 'not-allowed'),
    v.transform((count) => count === '3'),
  ),
  story: v.pipe(
    text,
    v.transform((raw) => STORY.exec(raw)),
    v.check(
      (match) => match !== null && isMetricId(match[1] ?? '') && levelOfCode(match[2] ?? '') !== undefined,
      'malformed',
    ),
    v.transform(
      (match): StoryTarget => ({
        metric: match?.[1] as MetricId,
        region: match?.[2] ?? '',
        years: storyYears(match?.[3], match?.[4]),
      }),
    ),
  ),
} as const;

/** Validates every parameter by itself. `tables` keeps its good items and names the others. */
export function readParameters(search: RawSearch): ParameterResults {
  return {
    package: readOne(SCHEMAS.package, search.package),
    lang: readOne(SCHEMAS.lang, search.lang),
    region: readOne(SCHEMAS.region, search.region),
    years: readOne(SCHEMAS.years, search.years),
    metric: readOne(SCHEMAS.metric, search.metric),
    prose: readOne(SCHEMAS.prose, search.prose),
    tables: readTables(search.tables),
    sort: readOne(SCHEMAS.sort, search.sort),
    open: readTables(search.open),
    regions: readList(search.regions, (code) => levelOfCode(code) !== undefined, MOST_REGIONS),
    peers: readOne(SCHEMAS.peers, search.peers),
    metrics: readList(search.metrics, isMetricId, MOST_METRICS),
    pool: readOne(SCHEMAS.pool, search.pool),
    story: readOne(SCHEMAS.story, search.story),
  };
}

type Raw = string | readonly string[] | undefined;

function readOne<T>(schema: v.GenericSchema<string, T>, raw: Raw): ParameterResult<T> {
  if (raw === undefined) return { kind: 'missing' };
  // Twice the same is no contradiction; two different values are, and neither is to be preferred.
  const values = [...new Set(typeof raw === 'string' ? [raw] : raw)];
  const [value] = values;
  if (value === undefined || value === '') return { kind: 'missing' };
  if (values.length > 1) return { kind: 'invalid', raw: values.join(' / '), reason: 'repeated' };
  const result = v.safeParse(schema, value, { abortEarly: true });
  return result.success
    ? { kind: 'valid', value: result.output }
    : { kind: 'invalid', raw: value, reason: reasonOf(result.issues[0].message) };
}

/** Schemas carry the reason as their message; whatever else a library might say is a malformed value. */
function reasonOf(message: string): IssueReason {
  return message === 'too-long' || message === 'not-allowed' ? message : 'malformed';
}

function readTables(raw: Raw): ParameterResult<readonly string[]> {
  const list = readOne(text, raw);
  if (list.kind !== 'valid') return list;
  const ids = list.value.split(',').filter((id) => id !== '');
  const dropped = ids.filter((id) => !FIGURE_ID.test(id));
  const value = tidyTables(ids.filter((id) => FIGURE_ID.test(id)));
  return dropped.length === 0 ? { kind: 'valid', value } : { kind: 'valid', value, dropped };
}

/** A list in the reader's order, each item once, no longer than `most`; what does not fit is named. */
function readList<T extends string>(
  raw: Raw,
  isItem: ((item: string) => item is T) | ((item: string) => boolean),
  most: number,
): ParameterResult<readonly T[]> {
  const list = readOne(text, raw);
  if (list.kind !== 'valid') return list;
  const items = [...new Set(list.value.split(',').filter((item) => item !== ''))];
  const good = items.filter((item): item is T => isItem(item));
  const value = good.slice(0, most);
  const dropped = items.filter((item) => !(value as readonly string[]).includes(item));
  return dropped.length === 0 ? { kind: 'valid', value } : { kind: 'valid', value, dropped };
}

function tidyTables(ids: readonly string[]): readonly string[] {
  return [...new Set(ids)].sort();
}

export interface ReadView {
  readonly state: ViewState;
  readonly issues: readonly ViewIssue[];
}

/**
 * The view an address stands for, and what in it was not followed. `regionInPath` is the code of
 * `/region/CODE`; it then is the region, and a `region` parameter is noted and ignored.
 */
export function readView(search: RawSearch, regionInPath?: string): ReadView {
  const results = readParameters(search);
  const issues: ViewIssue[] = [];
  const take = <P extends Parameter>(parameter: P): ViewState[P] => {
    const result: ParameterResult<ViewState[P]> = results[parameter];
    if (result.kind === 'missing') return DEFAULT_VIEW[parameter];
    if (result.kind === 'invalid') {
      issues.push({ parameter, raw: result.raw, reason: result.reason });
      return DEFAULT_VIEW[parameter];
    }
    if (result.dropped) issues.push({ parameter, raw: result.dropped.join(','), reason: 'malformed' });
    return result.value;
  };
  const state: ViewState = {
    package: take('package'),
    lang: take('lang'),
    region: regionInPath === undefined ? take('region') : regionInPath,
    years: take('years'),
    metric: take('metric'),
    prose: take('prose'),
    tables: take('tables'),
    sort: take('sort'),
    open: take('open'),
    regions: take('regions'),
    peers: take('peers'),
    metrics: take('metrics'),
    pool: take('pool'),
    story: take('story'),
  };
  if (regionInPath !== undefined && results.region.kind !== 'missing') {
    issues.push({ parameter: 'region', raw: firstOf(search.region), reason: 'in-path' });
  }
  for (const parameter of Object.keys(search)) {
    if (!(PARAMETERS as readonly string[]).includes(parameter)) {
      issues.push({ parameter, raw: firstOf(search[parameter]), reason: 'unknown-parameter' });
    }
  }
  return { state, issues };
}

function firstOf(raw: Raw): string {
  return (typeof raw === 'string' ? raw : raw?.[0]) ?? '';
}

/** The parameters of a view, defaults left out, always in the same order. `region` is left out where the path says it. */
export function writeView(state: ViewState, regionInPath = false): RawSearch {
  const search: Partial<Record<Parameter, string>> = {};
  if (state.package !== null) search.package = state.package;
  if (state.lang !== DEFAULT_VIEW.lang) search.lang = state.lang;
  if (!regionInPath && state.region !== DEFAULT_VIEW.region) search.region = state.region;
  if (state.regions.length > 0) search.regions = state.regions.join(',');
  if (state.peers !== DEFAULT_VIEW.peers) search.peers = state.peers;
  if (state.years) search.years = yearsText(state.years);
  if (state.metric !== DEFAULT_VIEW.metric) search.metric = state.metric;
  if (state.metrics.length > 0) search.metrics = state.metrics.join(',');
  if (!state.prose) search.prose = '0';
  if (state.pool) search.pool = '3';
  if (state.tables.length > 0) search.tables = tidyTables(state.tables).join(',');
  if (state.sort) {
    search.sort = [state.sort.figure, state.sort.column, ...(state.sort.descending ? ['desc'] : [])].join(
      '.',
    );
  }
  if (state.open.length > 0) search.open = tidyTables(state.open).join(',');
  if (state.story) {
    const { metric, region, years: own } = state.story;
    search.story = [metric, region, ...(own === null ? [] : [yearsText(own)])].join('.');
  }
  return search;
}

/** Years as the address writes them: `2023`, `2021-2024`. */
export function yearsText({ from, to }: YearRange): string {
  return from === to ? `${from}` : `${from}-${to}`;
}

/** `tables` with one figure turned to its table or back to its chart. */
export function withTable(tables: readonly string[], figure: string, asTable: boolean): readonly string[] {
  return tidyTables(asTable ? [...tables, figure] : tables.filter((id) => id !== figure));
}
