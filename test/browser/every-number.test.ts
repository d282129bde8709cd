/**
 * Every number the pages show against a computation of its own, written by hand in SQL over the CSV files and run by
 * native DuckDB: three regions, two years, each metric of the registry. Charts draw the rows of the tables read here.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { METRIC_IDS, type MetricId, metricsOfTopic } from '#metrics/registry.ts';
import { IndependentFigures } from '../support/independent.ts';
import { Agreement } from './agreement.ts';
import { type AskedView, Expectations } from './expectations.ts';
import { SYNTHETIC_PACKAGE, syntheticPath, unpackSynthetic } from './packages.ts';
import { readPage, viewShown } from './read-page.ts';
import { dataReady, type Tab, useBrowser, visit } from './site.ts';

const DATA = fileURLToPath(new URL('../../data', import.meta.url));
const YEARS = [2022, 2023] as const;

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Figures of a page that have two sides, to be turned to their tables. */
const TABLES: Readonly<Record<string, readonly string[]>> = {
  overview: words(`trend map ranking spread enforcement-trends applications-trends outcomes complaints-trends
    reconsideration-results lawsuit-results`),
  region:
    words(`peers trend map ranking spread enforcement-trends applications-trends outcomes complaints-trends
    reconsideration-results lawsuit-results`),
  enforcement: words('volume-trends map ranking spread scatter form-2021-trends form-2019-trends'),
  applications: words(`flow applications-trends outcomes definitions outcome-applicants applicants grounds
    petition-trend petition-share-trend zero-trend zero-map zero-ranking`),
  complaints: words(`complaints-trend complaints-ranking channels reconsideration-results lawsuit-results
    reconsideration-rates reconsideration-funnel lawsuit-rates lawsuit-funnel pending-trends
    reconsiderations-pending lawsuits-pending`),
  compare: words('compare-lines two-years-dots definitions'),
};

/** What is a table on the page itself, or a number in large print. */
const ALWAYS_SHOWN = words('lead key-figures reports report-2022 report-2023 sheet compare-table');

/** Metrics a page offers for its own figures. */
const CHOICES: Readonly<Record<string, readonly MetricId[]>> = {
  overview: METRIC_IDS,
  region: METRIC_IDS,
  enforcement: metricsOfTopic('enforcement'),
  applications: metricsOfTopic('applications'),
  complaints: [
    'reconsiderations',
    'lawsuits',
    'reconsiderations_pending',
    'lawsuits_pending',
    'reconsideration_rate',
    'lawsuit_rate',
  ],
  compare: METRIC_IDS,
};

/** Most metrics an address may name. */
const MOST_METRICS = 8;

type Asked = Partial<AskedView> & Pick<AskedView, 'page' | 'region' | 'year'>;

/** The parameters of an address, the defaults left out, and the path before them. */
function addressOf(view: AskedView, parameters: Readonly<Record<string, string>>) {
  const { page, region, year, metric, prose, regions, metrics } = view;
  const path = page === 'overview' ? '/' : page === 'region' ? `/region/${region}` : `/${page}`;
  const carried = {
    ...parameters,
    ...(region === '0' ? {} : { region }),
    ...(regions.length === 0 || parameters['peers'] !== undefined ? {} : { regions: regions.join(',') }),
    years: `${year}`,
    ...(metric === 'applications_new' ? {} : { metric }),
    ...(metrics.length === 0 ? {} : { metrics: metrics.join(',') }),
    ...(prose ? {} : { prose: '0' }),
  };
  const { region: inPath, ...rest } = carried as Record<string, string>;
  const own = page === 'region' || inPath === undefined ? rest : { region: inPath, ...rest };
  const query = new URLSearchParams({ ...own, tables: (TABLES[page] ?? []).join(',') });
  return { hash: `#${path}?${query}`, carried };
}

const openTab = useBrowser();
let unpacked: string;
beforeAll(async () => {
  unpacked = await mkdtemp(join(tmpdir(), 'unpacked-'));
  unpackSynthetic(inject('siteFolder'), unpacked);
});
afterAll(() => rm(unpacked, { recursive: true, force: true }));

describe.each([
  {
    name: 'the sample',
    parameters: {},
    folder: () => DATA,
    // 湖南省 has the most tables of section 2 in these years, 松木塘镇 a report of each.
    places: () => ['0', '43', '430922109'],
    // Few reports have section 3 or 4: most rates are missing, and must be shown so.
    full: false,
  },
  {
    name: 'the synthetic package',
    parameters: { package: SYNTHETIC_PACKAGE },
    folder: () => unpacked,
    places: () => {
      const path = syntheticPath(inject('siteFolder')).map(({ code }) => code);
      return ['0', path[0] ?? '', path.at(-1) ?? ''];
    },
    full: true,
  },
])('$name', ({ parameters, folder, places, full }) => {
  let tab: Tab;
  let independent: IndependentFigures;
  let expectations: Expectations;
  let nation = '';
  let province = '';
  let township = '';
  const agreement = new Agreement();

  beforeAll(async () => {
    independent = await IndependentFigures.open(folder());
    const [first = '', second = '', third = ''] = places();
    [nation, province, township] = [first, second, third];
    const county = third.slice(0, 6);
    expectations = await Expectations.open(independent, [first, second, county, third], agreement);
    tab = await openTab();
    await visit(tab.page, `#/?${new URLSearchParams(parameters)}`);
    await dataReady(tab.page);
  });
  afterAll(async () => {
    independent?.close();
    await tab?.close();
  });

  /** Shows the view and compares all it shows. */
  async function compare(asked: Asked, more: Readonly<Record<string, string>> = {}): Promise<void> {
    const view: AskedView = { metric: 'applications_new', prose: true, regions: [], metrics: [], ...asked };
    const { hash, carried } = addressOf(view, { ...parameters, ...more });
    const { page } = tab;
    await page.evaluate((next) => {
      window.location.hash = next;
    }, hash);
    await viewShown(page, carried);
    await expectations.page(view, await readPage(page));
  }

  /** Every region and year once, each with another of the metrics. */
  async function compareAll(
    page: string,
    regions: readonly string[],
    metrics: readonly MetricId[],
    every: boolean,
  ): Promise<readonly string[]> {
    agreement.differences.length = 0;
    const views = regions.flatMap((region) => YEARS.map((year) => ({ page, region, year })));
    const count = every ? Math.max(views.length, metrics.length) : views.length;
    for (let index = 0; index < count; index += 1) {
      const view = views[index % views.length];
      const metric = metrics[index % metrics.length];
      if (view !== undefined && metric !== undefined) await compare({ ...view, metric });
    }
    return agreement.differences;
  }

  it('overview: all numbers agree', async () => {
    const metrics = CHOICES['overview'] ?? [];
    expect(await compareAll('overview', [nation, province, township], metrics, !full)).toEqual([]);
  });

  it('a region’s own page: all numbers agree', async () => {
    const metrics = CHOICES['region'] ?? [];
    const regions = [province, township.slice(0, 6), township];
    expect(await compareAll('region', regions, metrics, false)).toEqual([]);
  });

  it.each(['enforcement', 'applications', 'complaints'])('%s: all numbers agree', async (page) => {
    const metrics = CHOICES[page] ?? [];
    // On the page of applications the metric chosen is that of the list of reports alone.
    const every = !full && page !== 'applications';
    expect(await compareAll(page, [nation, province, township], metrics, every)).toEqual([]);
  });

  it('without the prose all numbers agree, too', async () => {
    agreement.differences.length = 0;
    for (const page of ['overview', 'enforcement']) {
      await compare({ page, region: nation, year: 2023, metric: 'permits', prose: false });
    }
    expect(agreement.differences).toEqual([]);
  });

  it('compare: all numbers of all metrics agree, for the three regions side by side', async () => {
    agreement.differences.length = 0;
    const regions = [nation, province, township];
    for (let start = 0; start < METRIC_IDS.length; start += MOST_METRICS) {
      const metrics = METRIC_IDS.slice(start, start + MOST_METRICS);
      for (const year of YEARS) {
        const metric = metrics[year % metrics.length] ?? 'permits';
        await compare({ page: 'compare', region: nation, year, regions, metrics, metric });
      }
    }
    expect(agreement.differences).toEqual([]);
  });

  it('compare: the townships of a county agree, and add up to it', async () => {
    agreement.differences.length = 0;
    const county = township.slice(0, 6);
    const regions = [township, ...expectations.below(county).filter((code) => code !== township)];
    const metrics: readonly MetricId[] = ['permits', 'applications_new', 'disclosure_rate'];
    for (const year of YEARS) {
      const view = { page: 'compare', region: township, year, regions, metrics, metric: 'permits' } as const;
      await compare(view, { peers: 'county' });
    }
    expect(agreement.differences).toEqual([]);
  });

  it('every metric of the registry was compared', () => {
    expect(METRIC_IDS.filter((id) => !agreement.metrics.has(id))).toEqual([]);
  });

  it.runIf(full)('every metric of the registry was compared with a value other than 0', () => {
    expect(METRIC_IDS.filter((id) => !agreement.positive.has(id))).toEqual([]);
  });

  it.runIf(full)('every figure of every page was compared, with numbers in it', () => {
    const figures = [...new Set([...Object.values(TABLES).flat(), ...ALWAYS_SHOWN])];
    const counted = (figure: string) => agreement.compared.get(figure) ?? 0;
    const thin = figures.filter((figure) => counted(figure) < 20);
    expect(thin.map((figure) => `${figure}: ${counted(figure)} numbers`)).toEqual([]);
  });

  it('nothing went wrong unseen', () => {
    expect(tab.errors).toEqual([]);
  });
});
