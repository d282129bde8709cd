import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { METRIC_IDS } from '#metrics/registry.ts';
import { addressOf, readAddress } from '#view-state/address.ts';
import { issueText } from '#view-state/issue-text.ts';
import { resolvePackage, resolveView } from '#view-state/resolve-view.ts';
import { readSearchText, writeSearchText } from '#view-state/search-text.ts';
import {
  DEFAULT_VIEW,
  PEER_RULES,
  readParameters,
  readView,
  type ViewIssue,
  type ViewState,
  withTable,
  writeView,
} from '#view-state/view-state.ts';

const read = (address: string, regionInPath?: string) => readView(readSearchText(address), regionInPath);
const write = (state: ViewState, regionInPath = false) => writeSearchText(writeView(state, regionInPath));
const view = (patch: Partial<ViewState>): ViewState => ({ ...DEFAULT_VIEW, ...patch });

describe('a good address', () => {
  test.each<[string, Partial<ViewState>]>([
    ['', {}],
    ['?lang=en', { lang: 'en' }],
    ['?region=13', { region: '13' }],
    ['?region=130623205', { region: '130623205' }],
    ['?years=2023', { years: { from: 2023, to: 2023 } }],
    ['?years=2021-2024', { years: { from: 2021, to: 2024 } }],
    ['?metric=permits', { metric: 'permits' }],
    ['?prose=0', { prose: false }],
    ['?tables=ranking,trend', { tables: ['ranking', 'trend'] }],
    ['?open=flow', { open: ['flow'] }],
    ['?sort=ranking.value', { sort: { figure: 'ranking', column: 'value', descending: false } }],
    ['?sort=ranking.value.desc', { sort: { figure: 'ranking', column: 'value', descending: true } }],
    ['?package=synthetic-nation', { package: 'synthetic-nation' }],
    ['?package=packages/synthetic-nation', { package: 'packages/synthetic-nation' }],
    [
      '?package=synthetic-nation&lang=en&region=13&years=2021-2024&metric=permits&prose=0&tables=map&sort=ranking.name',
      {
        package: 'synthetic-nation',
        lang: 'en',
        region: '13',
        years: { from: 2021, to: 2024 },
        metric: 'permits',
        prose: false,
        tables: ['map'],
        sort: { figure: 'ranking', column: 'name', descending: false },
      },
    ],
  ])('%s is read and written back letter for letter', (address, patch) => {
    expect(read(address)).toEqual({ state: view(patch), issues: [] });
    expect(write(view(patch))).toBe(address);
  });

  test.each([
    ['?years=2024-2021', '?years=2021-2024'],
    ['?years=2021–2024', '?years=2021-2024'],
    ['?years=２０２１～２０２４', '?years=2021-2024'],
    ['?years=2021至2024年', '?years=2021-2024'],
    ['?years=2023-2023', '?years=2023'],
    ['?tables=trend,ranking,trend,', '?tables=ranking,trend'],
    ['?prose=1', ''],
    ['?lang=zh&region=0', ''],
    ['?years=&metric=', ''],
    ['?years=2023&years=2023', '?years=2023'],
    ['?metric=permits&lang=en', '?lang=en&metric=permits'],
  ])('%s is the same view as %s', (typed, canonical) => {
    const { state, issues } = read(typed);
    expect(issues).toEqual([]);
    expect(write(state)).toBe(canonical);
  });
});

describe('a bad address', () => {
  const long = 'x'.repeat(10_000);
  test.each<[string, ViewIssue]>([
    ['?years=abc', { parameter: 'years', raw: 'abc', reason: 'malformed' }],
    ['?years=23', { parameter: 'years', raw: '23', reason: 'malformed' }],
    ['?years=2021-2024-2025', { parameter: 'years', raw: '2021-2024-2025', reason: 'malformed' }],
    ['?years=0001', { parameter: 'years', raw: '0001', reason: 'not-allowed' }],
    ['?years=9999', { parameter: 'years', raw: '9999', reason: 'not-allowed' }],
    ['?lang=fr', { parameter: 'lang', raw: 'fr', reason: 'not-allowed' }],
    ['?region=1', { parameter: 'region', raw: '1', reason: 'malformed' }],
    ['?region=13062320a', { parameter: 'region', raw: '13062320a', reason: 'malformed' }],
    ["?region=13'--", { parameter: 'region', raw: "13'--", reason: 'malformed' }],
    ['?metric=Permits', { parameter: 'metric', raw: 'Permits', reason: 'not-allowed' }],
    ['?metric=toString', { parameter: 'metric', raw: 'toString', reason: 'not-allowed' }],
    ['?metric=__proto__', { parameter: 'metric', raw: '__proto__', reason: 'not-allowed' }],
    ['?prose=yes', { parameter: 'prose', raw: 'yes', reason: 'not-allowed' }],
    ['?package=//a.example/x', { parameter: 'package', raw: '//a.example/x', reason: 'malformed' }],
    ['?package=x?y%23z', { parameter: 'package', raw: 'x?y#z', reason: 'malformed' }],
    ['?package=https://a.example', { parameter: 'package', raw: 'https://a.example', reason: 'malformed' }],
    ['?sort=ranking', { parameter: 'sort', raw: 'ranking', reason: 'malformed' }],
    ['?sort=ranking.value.up', { parameter: 'sort', raw: 'ranking.value.up', reason: 'malformed' }],
    ['?years=2021&years=2022', { parameter: 'years', raw: '2021 / 2022', reason: 'repeated' }],
    ['?utm_source=x', { parameter: 'utm_source', raw: 'x', reason: 'unknown-parameter' }],
    ['?__proto__=x', { parameter: '__proto__', raw: 'x', reason: 'unknown-parameter' }],
    [`?years=${long}`, { parameter: 'years', raw: long, reason: 'too-long' }],
    [`?tables=${long}`, { parameter: 'tables', raw: long, reason: 'too-long' }],
    [
      '?metric=%3Cscript%3Ealert(1)%3C/script%3E',
      { parameter: 'metric', raw: '<script>alert(1)</script>', reason: 'not-allowed' },
    ],
    ['?metric=%E4%A', { parameter: 'metric', raw: '\ufffd%A', reason: 'not-allowed' }],
    ['?metric=%', { parameter: 'metric', raw: '%', reason: 'not-allowed' }],
  ])('%s falls back to the default and says so', (address, issue) => {
    expect(read(address)).toEqual({ state: DEFAULT_VIEW, issues: [issue] });
  });

  test('keeps every valid part', () => {
    const { state, issues } = read('?lang=en&years=abc&metric=permits&x=1&region=zz');
    expect(state).toEqual(view({ lang: 'en', metric: 'permits' }));
    expect(issues.map(({ parameter }) => parameter)).toEqual(['region', 'years', 'x']);
  });

  test('a list of figures keeps its good items and names the others', () => {
    const { state, issues } = read('?tables=trend,<b>,ranking,9');
    expect(state.tables).toEqual(['ranking', 'trend']);
    expect(issues).toEqual([{ parameter: 'tables', raw: '<b>,9', reason: 'malformed' }]);
  });
});

test('each parameter is valid, invalid or missing on its own', () => {
  const results = readParameters(readSearchText('?years=2023&lang=fr&tables=map,9'));
  expect(results.years).toEqual({ kind: 'valid', value: { from: 2023, to: 2023 } });
  expect(results.lang).toEqual({ kind: 'invalid', raw: 'fr', reason: 'not-allowed' });
  expect(results.metric).toEqual({ kind: 'missing' });
  expect(results.tables).toEqual({ kind: 'valid', value: ['map'], dropped: ['9'] });
});

describe('a region in the path', () => {
  test('is the region, and is not written into the search as well', () => {
    const { state, issues } = read('?years=2023', '130623205');
    expect(state.region).toBe('130623205');
    expect(issues).toEqual([]);
    expect(write(state, true)).toBe('?years=2023');
  });

  test('wins over a region parameter, which is named', () => {
    const { state, issues } = read('?region=13', '130623205');
    expect(state.region).toBe('130623205');
    expect(issues).toEqual([{ parameter: 'region', raw: '13', reason: 'in-path' }]);
  });
});

const codes = [2, 4, 6, 9].map((length) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length }).map((d) => d.join('')),
);
const figure = fc.stringMatching(/^[a-z][a-z0-9-]{0,12}$/);
const year = fc.integer({ min: 1949, max: 2099 });
const anyYears = fc.option(
  fc.tuple(year, year).map(([a, b]) => ({ from: Math.min(a, b), to: Math.max(a, b) })),
  { nil: null },
);
const anyView: fc.Arbitrary<ViewState> = fc.record({
  package: fc.option(fc.stringMatching(/^[a-z0-9._~-]{1,20}(\/[a-z0-9._~-]{1,20}){0,3}$/), { nil: null }),
  lang: fc.constantFrom('zh', 'en'),
  region: fc.oneof(fc.constant('0'), ...codes),
  years: anyYears,
  metric: fc.constantFrom(...METRIC_IDS),
  prose: fc.boolean(),
  tables: fc.uniqueArray(figure, { maxLength: 12 }).map((ids) => ids.sort()),
  open: fc.uniqueArray(figure, { maxLength: 4 }).map((ids) => ids.sort()),
  sort: fc.option(
    fc.record({
      figure,
      column: fc.stringMatching(/^[a-z0-9][a-z0-9_-]{0,20}$/),
      descending: fc.boolean(),
    }),
    { nil: null },
  ),
  regions: fc.uniqueArray(fc.oneof(...codes), { maxLength: 12 }),
  peers: fc.constantFrom(...PEER_RULES),
  metrics: fc.uniqueArray(fc.constantFrom(...METRIC_IDS), { maxLength: 8 }),
  pool: fc.boolean(),
  story: fc.option(
    fc.record({
      metric: fc.constantFrom(...METRIC_IDS),
      region: fc.oneof(fc.constant('0'), ...codes),
      years: anyYears,
    }),
    { nil: null },
  ),
});

describe('properties', () => {
  test('reading what was written gives the same view, with nothing to report', () => {
    fc.assert(
      fc.property(anyView, (state) => {
        expect(read(write(state))).toEqual({ state, issues: [] });
      }),
    );
  });

  test('any text is read without an exception, and what is read can be written and read again unchanged', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (address) => {
        const { state } = read(address);
        expect(read(write(state))).toEqual({ state, issues: [] });
      }),
    );
  });

  test('the raw parameters survive being written and read, so the router never rewrites a bad address', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 200 }), (address) => {
        const raw = readSearchText(address);
        expect(readSearchText(writeSearchText(raw))).toEqual(raw);
      }),
    );
  });
});

describe('fitting a view to the data', () => {
  const facts = { years: { from: 2019, to: 2025 }, hasRegion: (code: string) => code === '13' };

  test('no years asked for means the last year, without a notice', () => {
    expect(resolveView(view({ region: '13' }), facts)).toEqual({
      years: { from: 2025, to: 2025 },
      region: '13',
      issues: [],
    });
  });

  test('years that reach beyond the data are cut, and the cut is named', () => {
    expect(resolveView(view({ years: { from: 2015, to: 2020 } }), facts)).toEqual({
      years: { from: 2019, to: 2020 },
      region: '0',
      issues: [{ parameter: 'years', raw: '2015-2020', reason: 'years-clamped', used: '2019-2020' }],
    });
  });

  test('years wholly outside the data give all years, and that is named', () => {
    expect(resolveView(view({ years: { from: 2010, to: 2012 } }), facts)).toEqual({
      years: { from: 2019, to: 2025 },
      region: '0',
      issues: [{ parameter: 'years', raw: '2010-2012', reason: 'years-outside', used: '2019-2025' }],
    });
  });

  test('a region that is not in the list gives the nation, and that is named', () => {
    const { region, issues } = resolveView(view({ region: '99' }), facts);
    expect(region).toBe('0');
    expect(issues).toEqual([{ parameter: 'region', raw: '99', reason: 'unknown-region' }]);
  });

  test('a package is found by its name or its path, and the first one is shown where none is asked for', () => {
    const sample = { name: 'sample', path: 'data' };
    const nation = { name: 'synthetic-nation', path: 'packages/synthetic-nation' };
    const where = (asked: string | null) => resolvePackage(view({ package: asked }), [sample, nation]);
    expect(where(null)).toEqual({ path: 'data', entry: sample });
    expect(where('synthetic-nation')).toEqual({ path: nation.path, entry: nation });
    expect(where('./packages/synthetic-nation/')).toEqual({ path: nation.path, entry: nation });
    expect(where('elsewhere/own')).toEqual({ path: 'elsewhere/own', entry: null });
  });
});

describe('issues in words', () => {
  test('name the parameter and what was typed, in both languages', () => {
    const issue: ViewIssue = { parameter: 'years', raw: 'abc', reason: 'malformed' };
    expect(issueText(issue, 'zh')).toBe('“years=abc”看不懂，已忽略。');
    expect(issueText(issue, 'en')).toBe('“years=abc” cannot be read and was ignored.');
  });

  test('shorten long text and drop characters that could disguise the sentence', () => {
    const text = issueText({ parameter: 'x'.repeat(100), raw: `a\u202e\u0000b`, reason: 'malformed' }, 'zh');
    expect(text).toBe(`“${'x'.repeat(40)}…=ab”看不懂，已忽略。`);
  });

  test('show markup and message syntax as plain text', () => {
    expect(
      issueText({ parameter: 'metric', raw: '<b>{{used}}$t(app.name)', reason: 'not-allowed' }, 'en'),
    ).toContain('“<b>{{used}}$t(app.name)”');
  });
});

test('a figure is turned to its table and back without touching the others', () => {
  expect(withTable(['map'], 'trend', true)).toEqual(['map', 'trend']);
  expect(withTable(['map', 'trend'], 'trend', true)).toEqual(['map', 'trend']);
  expect(withTable(['map', 'trend'], 'map', false)).toEqual(['trend']);
});

describe('whole addresses', () => {
  test('a region’s page carries its code in the path', () => {
    const state = view({ region: '130623205', years: { from: 2023, to: 2023 } });
    expect(addressOf('/region', state)).toBe('/region/130623205?years=2023');
    expect(addressOf('/region/13', state)).toBe('/region/130623205?years=2023');
    expect(addressOf('/', state)).toBe('/?region=130623205&years=2023');
    expect(readAddress('/region/130623205', '?years=2023')).toEqual({ state, issues: [] });
  });

  test('the nation has no page of its own: its place is the overview', () => {
    expect(addressOf('/region/13', view({ lang: 'en' }))).toBe('/?lang=en');
  });

  test('a path with broken escapes or markup in it is read as it stands and never becomes markup', () => {
    expect(readAddress('/region/%E0%A4%A', '').state.region).toBe('%E0%A4%A');
    expect(readAddress('/region/%3Cb%3E', '').state.region).toBe('<b>');
    expect(addressOf('/region', view({ region: '<b>/..' }))).toBe('/region/%3Cb%3E%2F..');
  });

  test('any view on a region’s page is read back from its address', () => {
    fc.assert(
      fc.property(anyView, (state) => {
        fc.pre(state.region !== '0');
        const [path = '', search = ''] = addressOf('/region', state).split('?');
        expect(readAddress(path, search)).toEqual({ state, issues: [] });
      }),
    );
  });
});
