/** Figures alone, for frames in other pages: each is drawn, asks nothing of other hosts, and its links leave the frame. */
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { EMBEDDED_FIGURES } from '#pages/embed/embed-registry.ts';
import { SYNTHETIC_PACKAGE, syntheticPath } from './packages.ts';
import {
  dataReady,
  expectNoForeignRequest,
  SITE_URL,
  settled,
  type Tab,
  turn,
  useBrowser,
  visit,
} from './site.ts';

const NAMES = [...Object.keys(EMBEDDED_FIGURES), 'channels'];
/** Figures that are a table and nothing else. */
const TABLES = ['reports', 'compare-table'];
const CHARTS = NAMES.filter((name) => !TABLES.includes(name));

const openTab = useBrowser();
let tab: Tab;
beforeAll(async () => {
  tab = await openTab();
  await visit(tab.page, '#/embed/trend');
  await dataReady(tab.page);
});
afterAll(() => tab.close());

/** Goes to the figure of the site already loaded, and waits until nothing of it is still to come. */
async function open(name: string, parameters: string): Promise<Locator> {
  const { page } = tab;
  // By way of no figure at all: the one before may have the same name.
  await page.evaluate(() => {
    window.location.hash = '#/embed/nothing';
  });
  await page.getByText('没有这幅图').waitFor();
  await page.evaluate((hash) => {
    window.location.hash = hash;
  }, `#/embed/${name}${parameters}`);
  const figure = page.getByRole('figure');
  await figure.waitFor();
  await settled(page);
  expect(await figure.getAttribute('id')).toBe(name);
  expect(await figure.count()).toBe(1);
  expect(await page.getByRole('alert').count()).toBe(0);
  return figure;
}

/** Links that would open inside the frame, or would let the page they open reach back into it. */
function linksInside(within: Locator): Promise<readonly string[]> {
  return within
    .locator('a[href]')
    .evaluateAll((links) =>
      links
        .filter(
          (link) =>
            link.getAttribute('target') !== '_blank' ||
            !(link.getAttribute('rel') ?? '').split(' ').includes('noopener'),
        )
        .map((link) => link.outerHTML),
    );
}

it.each(NAMES)('%s is there at its bare address', async (name) => {
  const figure = await open(name, '');
  expect((await figure.innerText()).trim()).not.toBe('');
  expect(await linksInside(tab.page.locator('body'))).toEqual([]);
});

describe('where there are numbers', () => {
  const parameters = `?package=${SYNTHETIC_PACKAGE}&years=2023&metric=disclosure_rate`;

  it.each(CHARTS)('%s is drawn, and all links of its table open apart', async (name) => {
    const figure = await open(name, parameters);
    // Fails when none comes: a chart is drawn only once its room is known.
    await figure.locator('.echart-host[data-drawn] :is(svg, canvas)').first().waitFor();
    await turn(figure, '表');
    expect(await figure.getByRole('row').count()).toBeGreaterThan(1);
    expect(await linksInside(tab.page.locator('body'))).toEqual([]);
  });

  it.each(TABLES)('%s has its rows, and all their links open apart', async (name) => {
    const figure = await open(name, parameters);
    expect(await figure.getByRole('row').count()).toBeGreaterThan(1);
    expect(await linksInside(tab.page.locator('body'))).toEqual([]);
  });
});

describe('in a frame of another page', () => {
  const province = () => syntheticPath(inject('siteFolder'))[0];

  it('a name in the table opens the page of that place in a new tab, the story of a number stays with the figure', async () => {
    const other = await openTab();
    const { page } = other;
    const address = `${SITE_URL}#/embed/map?package=${SYNTHETIC_PACKAGE}&years=2023&tables=map`;
    await page.setContent(`<h1>一篇文章</h1><iframe title="图" width="900" height="900"></iframe>`);
    await page.locator('iframe').evaluate((frame, src) => {
      (frame as HTMLIFrameElement).src = src;
    }, address);
    const frame = page.frameLocator('iframe');
    const { code = '', name = '' } = province() ?? {};
    const link = frame.getByRole('table').getByRole('link', { name });
    await link.waitFor({ timeout: 60_000 });
    const [opened] = await Promise.all([page.context().waitForEvent('page'), link.click()]);
    await opened.getByRole('heading', { level: 1, name: `${name}，2023 年` }).waitFor({ timeout: 60_000 });
    expect(opened.url()).toContain(`#/region/${code}?`);
    expect(await opened.evaluate(() => window.opener === null)).toBe(true);
    expect(await frame.getByRole('figure').getAttribute('id')).toBe('map');

    await frame.getByRole('table').getByRole('button').filter({ hasText: /^\d/ }).first().click();
    const story = frame.getByRole('dialog');
    await story.waitFor();
    // It lies over the page, which is hidden from screen readers meanwhile.
    expect(await frame.locator('figure').count()).toBe(1);
    expect(await linksInside(frame.locator('body'))).toEqual([]);
    expectNoForeignRequest(other);
    await other.close();
  });
});

it('nothing was asked of other hosts', () => {
  const { origin } = new URL(SITE_URL);
  const foreign = tab.requests.filter((url) => !url.startsWith(`${origin}/`) && !/^(?:data|blob):/.test(url));
  expect(foreign).toEqual([]);
});
