/** The offline copy: made behind the first visit, used without a network, replaced as a whole and only when agreed to. */
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { writeServiceWorker } from '../../src/app/offline/build-plugin.ts';
import { makeSyntheticPackage } from '../../src/cli/synthetic/make-package.ts';
import { launchChromium, launchProfile, SHORT_VISIT_ARGS } from '../support/chromium.ts';
import { type StaticServer, serveStatic } from '../support/static-server.ts';
import { SYNTHETIC_PACKAGE } from './packages.ts';
import { heading, keyFigureLines, settled } from './site.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const WORDS = '不向任何服务器发送数据';
const NEW_WORDS = '第二版';
const OVERVIEW = '#/?years=2023';
const SYNTHETIC = `#/?package=${SYNTHETIC_PACKAGE}&years=2023`;

/** The versions a server may have; a test copies one of them to where the server looks. */
let versions: string;
const [FIRST, SECOND] = ['first', 'second'] as const;
let served: string;
let server: StaticServer;
let online = false;
let browser: Browser;
const contexts: BrowserContext[] = [];
let profile: string | undefined;
/** Files of which the server sent the content. */
let sent: string[] = [];
/** What went wrong on pages. */
let faults: string[] = [];

beforeAll(async () => {
  versions = await mkdtemp(join(tmpdir(), 'versions-'));
  await cp(inject('siteFolder'), join(versions, FIRST), { recursive: true });
  await writeServiceWorker(ROOT, join(versions, FIRST));
  await makeSecondVersion(join(versions, FIRST), join(versions, SECOND));
  browser = await launchChromium(SHORT_VISIT_ARGS);
});
afterAll(async () => {
  await browser?.close();
  await rm(versions, { recursive: true, force: true });
});

async function startServer(): Promise<void> {
  served = await mkdtemp(join(tmpdir(), 'served-'));
  await deploy(FIRST);
  sent = [];
  faults = [];
  server = await serveStatic(served, { prefix: '/office/disclosure', onSend: (path) => sent.push(path) });
  online = true;
}

async function goOffline(): Promise<void> {
  online = false;
  await server.close();
}

async function stopAll(): Promise<void> {
  for (const context of contexts.splice(0)) await context.close();
  if (online) await goOffline();
  await rm(served, { recursive: true, force: true });
  if (profile !== undefined) await rm(profile, { recursive: true, force: true });
}

/** The same site as another build would have it: other words, scripts of other names, other data. */
async function makeSecondVersion(first: string, second: string): Promise<void> {
  await cp(first, second, { recursive: true });
  const assets = join(second, 'assets');
  const scripts = (await readdir(assets)).filter((name) => name.endsWith('.js'));
  const renamed = scripts.map((name) => [name, name.replace(/\.js$/, '2.js')] as const);
  for (const file of [join(second, 'index.html'), ...scripts.map((name) => join(assets, name))]) {
    let text = (await readFile(file, 'utf8')).replaceAll(WORDS, NEW_WORDS);
    for (const [name, next] of renamed) text = text.replaceAll(name, next);
    await writeFile(file, text);
  }
  for (const [name, next] of renamed) await rename(join(assets, name), join(assets, next));
  const descriptor = join(second, 'data/datapackage.json');
  const sample = JSON.parse(await readFile(descriptor, 'utf8')) as object;
  await writeFile(descriptor, JSON.stringify({ ...sample, version: '2.0.0' }));
  await makeSyntheticPackage({
    out: join(second, SYNTHETIC_PACKAGE),
    regionsFile: join(ROOT, 'data/regions.csv'),
    townships: 300,
    firstYear: 2019,
    lastYear: 2025,
    seed: 'another version',
    faultRate: 0.01,
    gzip: true,
  });
  await writeServiceWorker(ROOT, second);
}

/** Puts a version, or some files of it, on the server. */
async function deploy(version: string, files?: readonly string[]): Promise<void> {
  if (files === undefined) {
    // In one stroke: a page may be asking for something.
    const [next, before] = [`${served}-next`, `${served}-before`];
    await cp(join(versions, version), next, { recursive: true });
    await rename(served, before);
    await rename(next, served);
    await rm(before, { recursive: true });
  } else {
    for (const file of files) await cp(join(versions, version, file), join(served, file));
  }
}

const TABS = { locale: 'zh-CN', viewport: { width: 1280, height: 900 } } as const;

async function newContext(): Promise<BrowserContext> {
  return watched(await browser.newContext(TABS));
}

async function newProfile(): Promise<BrowserContext> {
  profile = await mkdtemp(join(tmpdir(), 'profile-'));
  return watched(await launchProfile(profile, TABS, SHORT_VISIT_ARGS));
}

/** The synthetic package has no figures computed beforehand, and is asked for them. */
function inVain(url: string): boolean {
  return url.endsWith(`${SYNTHETIC_PACKAGE}/first-figures.json`);
}

function watched(context: BrowserContext): BrowserContext {
  context.setDefaultTimeout(20_000);
  context.on('weberror', (error) => faults.push(error.error().message));
  context.on('console', (message) => {
    if (message.type() === 'error' && !inVain(message.location().url))
      faults.push(`${message.text()} ${message.location().url}`);
  });
  context.on('requestfailed', (request) => {
    const words = request.failure()?.errorText ?? '';
    // The worker looks for a new version by itself, which fails without a network and is nothing the reader sees.
    // Aborted is what a page had begun when it was left, and an answer without a body that nobody reads.
    if (request.serviceWorker() === null && words !== 'net::ERR_ABORTED')
      faults.push(`${request.url()} ${words}`);
  });
  contexts.push(context);
  return context;
}

/** Opens an address in a new tab. */
async function open(context: BrowserContext, address: string): Promise<Page> {
  const page = await context.newPage();
  await page.goto(new URL(address, server.url).href);
  await settled(page);
  return page;
}

/** Waits until the page says that it is saved. */
async function saved(page: Page): Promise<void> {
  await page.locator('[data-offline="saved"]').waitFor({ timeout: 60_000 });
}

function updateNotice(page: Page) {
  return page.getByRole('status').filter({ hasText: '新版本已就绪' });
}

/** Digests of files as the page gets them. */
async function digestsOnPage(page: Page, files: readonly string[]): Promise<readonly string[]> {
  return page.evaluate(async (names) => {
    const digests: string[] = [];
    for (const name of names) {
      const body = await (await fetch(new URL(name, document.baseURI))).arrayBuffer();
      const bytes = new Uint8Array(await crypto.subtle.digest('SHA-256', body));
      digests.push([...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join(''));
    }
    return digests;
  }, files);
}

/** Everything in the copies of the page's origin. */
async function keptAddresses(): Promise<readonly string[]> {
  const kept = (await caches.keys()).map(async (name) => (await caches.open(name)).keys());
  return (await Promise.all(kept)).flat().map(({ url }) => url);
}

async function digestsOf(version: string, files: readonly string[]): Promise<readonly string[]> {
  return Promise.all(
    files.map(async (file) =>
      createHash('sha256')
        .update(await readFile(join(versions, version, file)))
        .digest('hex'),
    ),
  );
}

/** Every file of a folder of a version, relative to the version. */
async function filesOf(version: string, folder: string): Promise<readonly string[]> {
  const entries = await readdir(join(versions, version, folder), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(versions, version).length + 1));
}

/** Time from the start of the navigation to a mark, in ms. */
function markOf(page: Page, name: string): Promise<number> {
  return page.evaluate(
    (mark) => Math.round(performance.getEntriesByName(mark, 'mark')[0]?.startTime ?? 0),
    name,
  );
}

describe('without a network, after one visit', () => {
  let context: BrowserContext;
  /** The page of the visit, still open. */
  let visited: Page;
  let onlineFigure: readonly string[];
  let onlineSynthetic: readonly string[];
  let sentBefore: readonly string[];

  beforeAll(async () => {
    await startServer();
    context = await newProfile();
    visited = await open(context, OVERVIEW);
    await saved(visited);
    await visited.waitForFunction(() => navigator.serviceWorker.controller !== null);
    onlineFigure = await keyFigureLines(visited, '行政许可');
    sentBefore = [...sent];
    const synthetic = await open(context, SYNTHETIC);
    await saved(synthetic);
    onlineSynthetic = await keyFigureLines(synthetic, '行政许可');
    await synthetic.close();
    await goOffline();
  });
  afterAll(stopAll);

  it('what the page had fetched was not sent again for the copy', () => {
    expect(sentBefore.filter((path) => path.endsWith('.wasm'))).toHaveLength(1);
    expect(sentBefore.filter((path) => path.endsWith('warehouse.duckdb.gz'))).toHaveLength(1);
  });

  it('the overview shows the same figures', async () => {
    const page = await open(context, OVERVIEW);
    const [before, now] = [await markOf(visited, 'first-figure'), await markOf(page, 'first-figure')];
    console.log(`first figure after ${before} ms on the first visit, after ${now} ms without a network`);
    expect(await keyFigureLines(page, '行政许可')).toEqual(onlineFigure);
    await page.close();
  });

  it('a township shows the figures of its report', async () => {
    const page = await open(context, '#/region/130623205?years=2023');
    expect((await keyFigureLines(page, '行政许可')).slice(0, 2)).toEqual(['行政许可', '33 件']);
    expect((await keyFigureLines(page, '行政处罚')).slice(0, 2)).toEqual(['行政处罚', '1 件']);
    await page.close();
  });

  it('every page opens, also in the tab that made the copy and had not loaded it', async () => {
    const links = visited.getByRole('navigation', { name: '主导航' }).getByRole('link');
    const names = await links.allInnerTexts();
    expect(names.length).toBeGreaterThan(5);
    for (const name of names) {
      await links.filter({ hasText: name }).click();
      await links.filter({ hasText: name }).and(visited.locator('[aria-current="page"]')).waitFor();
      await settled(visited);
      expect(await visited.getByRole('alert').allInnerTexts()).toEqual([]);
    }
  });

  it('every file of the site is there, whether it was used before or not', async () => {
    const files = [
      ...(await filesOf(FIRST, 'assets')),
      ...(await filesOf(FIRST, 'data')),
      ...(await filesOf(FIRST, 'icons')),
      'index.html',
      'favicon.svg',
      'manifest.webmanifest',
    ];
    expect(await digestsOnPage(visited, files)).toEqual(await digestsOf(FIRST, files));
  });

  it('addresses in the form of paths and of queries open too', async () => {
    const page = await open(context, 'region/130623205/?years=2023');
    expect(await heading(page).innerText()).toContain('其中口乡');
    expect(page.url()).toBe(`${server.url}#/region/130623205?years=2023`);
    await page.close();
    const query = await open(context, '?years=2023');
    expect(query.url()).toContain('#/?years=2023');
    await query.close();
  });

  it('a further package is there because it was opened once, and was not fetched before', async () => {
    expect(sentBefore.filter((path) => path.startsWith(SYNTHETIC_PACKAGE))).toEqual([]);
    const page = await open(context, SYNTHETIC);
    expect(await keyFigureLines(page, '行政许可')).toEqual(onlineSynthetic);
    await page.close();
  });

  it('on none of these pages did anything fail', () => {
    expect(faults).toEqual([]);
  });
});

describe('a reader who spares data', () => {
  beforeEach(startServer);
  afterEach(stopAll);

  it('is not made to download a copy, but may ask for it', async () => {
    const context = await newContext();
    await context.addInitScript(() => {
      Object.defineProperty(navigator, 'connection', { value: { saveData: true } });
    });
    const page = await open(context, OVERVIEW);
    const button = page.getByRole('button', { name: /^保存到本机（占用 [\d.]+ MB）$/ });
    await button.waitFor();
    expect(sent).not.toContain('service-worker.js');
    await button.click();
    await saved(page);
    // Once saved, it asks what the server has: in the middle of that the server would be missed.
    await page.close();
    await goOffline();
    const offline = await open(context, OVERVIEW);
    await saved(offline);
    expect(faults).toEqual([]);
  });
});

describe('a new version on the server', () => {
  beforeEach(startServer);
  afterEach(stopAll);

  const PACKAGE_FILES = ['datapackage.json', 'reports.csv.gz', 'disclosures.csv.gz', 'reviews.csv.gz'].map(
    (file) => `${SYNTHETIC_PACKAGE}/${file}`,
  );
  const FILES = [...PACKAGE_FILES, 'data/datapackage.json', 'index.html'];

  it('is not used before the reader agrees, then in all tabs and in all its parts', async () => {
    const context = await newContext();
    const one = await open(context, SYNTHETIC);
    await saved(one);
    await deploy(SECOND);

    await one.reload();
    await settled(one);
    await updateNotice(one).waitFor();
    const other = await open(context, '#/about');
    await saved(other);
    for (const page of [one, other]) {
      expect(await page.getByRole('contentinfo').innerText()).toContain(WORDS);
      expect(await digestsOnPage(page, FILES)).toEqual(await digestsOf(FIRST, FILES));
    }

    await updateNotice(one).getByRole('button', { name: '换用新版本' }).click();
    for (const page of [one, other]) {
      await page.getByRole('contentinfo').filter({ hasText: NEW_WORDS }).waitFor({ timeout: 60_000 });
      await settled(page);
      expect(await updateNotice(page).count()).toBe(0);
      expect(await digestsOnPage(page, FILES)).toEqual(await digestsOf(SECOND, FILES));
      expect(await page.getByRole('alert').allInnerTexts()).toEqual([]);
    }

    // What was there without a network is there without it again, in the new version.
    await goOffline();
    await one.reload();
    await settled(one);
    expect(await one.getByRole('contentinfo').innerText()).toContain(NEW_WORDS);
    expect(await digestsOnPage(one, FILES)).toEqual(await digestsOf(SECOND, FILES));
    expect(faults).toEqual([]);
  }, 300_000);

  it('is not taken while it is only half on the server', async () => {
    const context = await newContext();
    await saved(await open(context, OVERVIEW));
    const scripts = (await filesOf(SECOND, 'assets')).filter((file) => file.endsWith('.js'));
    // All but the data, which are still those of the first.
    await deploy(SECOND, ['service-worker.js', 'index.html', ...scripts]);
    const page = await open(context, OVERVIEW);
    await page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      const failed = new Promise<void>((resolve) => {
        const follow = () =>
          registration.installing?.addEventListener('statechange', ({ target }) => {
            if ((target as ServiceWorker).state === 'redundant') resolve();
          });
        follow();
        registration.addEventListener('updatefound', follow);
      });
      await registration.update().catch(() => {});
      await failed;
    });
    expect(await updateNotice(page).count()).toBe(0);
    expect(await digestsOnPage(page, FILES.slice(-2))).toEqual(await digestsOf(FIRST, FILES.slice(-2)));
    await deploy(SECOND);
    await page.reload();
    await updateNotice(page).waitFor();
  });
});

describe('data that were replaced on the server without a new build', () => {
  beforeEach(startServer);
  afterEach(stopAll);

  it('are announced, and used when the reader agrees; until then the copy stays whole', async () => {
    const context = await newContext();
    await context.addInitScript(() => {
      const { prototype } = ServiceWorkerRegistration;
      const unregister: () => Promise<boolean> = Reflect.get(prototype, 'unregister');
      prototype.unregister = async function (this: ServiceWorkerRegistration) {
        const done = await unregister.call(this);
        performance.mark('copy refused');
        return done;
      };
    });
    const one = await open(context, OVERVIEW);
    await saved(one);
    // A page of the copy that hears of nothing.
    const lingering = await context.newPage();
    const file = 'data/datapackage.json';
    await lingering.goto(new URL(file, server.url).href);
    await deploy(SECOND, [file]);
    const page = await open(context, OVERVIEW);
    const notice = page.getByRole('status').filter({ hasText: '服务器上的数据已更换' });
    await notice.waitFor();
    expect(await digestsOnPage(page, [file])).toEqual(await digestsOf(FIRST, [file]));
    const reloads = [one, page].map((tab) => tab.waitForEvent('load'));
    await notice.getByRole('button', { name: '改用新数据' }).click();
    await Promise.all(reloads);
    for (const tab of [one, page]) {
      await settled(tab);
      expect(await digestsOnPage(tab, [file])).toEqual(await digestsOf(SECOND, [file]));
    }
    // No copy can be made of this: not even by the worker that the one page left of it keeps alive.
    for (const tab of [one, page]) {
      await tab.reload();
      await settled(tab);
      await tab.waitForFunction(() => performance.getEntriesByName('copy refused').length > 0);
      expect(await tab.evaluate(() => navigator.serviceWorker.getRegistration())).toBeUndefined();
      expect(await tab.evaluate(keptAddresses)).toEqual([]);
      expect(await digestsOnPage(tab, [file])).toEqual(await digestsOf(SECOND, [file]));
      expect(await tab.getByRole('alert').allInnerTexts()).toEqual([]);
    }
    expect(await digestsOnPage(lingering, [new URL(file, server.url).href])).toEqual(
      await digestsOf(SECOND, [file]),
    );
  });
});

describe('the site as an app', () => {
  beforeEach(startServer);
  afterEach(stopAll);

  it('can be installed: a name, an address below the site, icons that are there', async () => {
    const context = await newContext();
    const page = await context.newPage();
    await page.goto(server.url);
    const session = await context.newCDPSession(page);
    const { url, errors } = await session.send('Page.getAppManifest');
    expect(errors).toEqual([]);
    expect(url).toBe(`${server.url}manifest.webmanifest`);
    const manifest = JSON.parse(await readFile(join(served, 'manifest.webmanifest'), 'utf8')) as {
      readonly name: string;
      readonly start_url: string;
      readonly icons: readonly { readonly src: string; readonly sizes: string; readonly purpose?: string }[];
    };
    expect(manifest.name).toContain('乡镇公开');
    expect(new URL(manifest.start_url, url).href).toBe(server.url);
    expect(manifest.icons.some(({ purpose }) => purpose === 'maskable')).toBe(true);
    const sizes = await page.evaluate(
      (icons) =>
        Promise.all(
          icons.map(async (src) => {
            const image = new Image();
            image.src = src;
            await image.decode();
            return `${image.naturalWidth}x${image.naturalHeight}`;
          }),
        ),
      manifest.icons.filter(({ sizes: size }) => size !== 'any').map(({ src }) => new URL(src, url).href),
    );
    expect(sizes).toEqual(manifest.icons.map((icon) => icon.sizes).filter((size) => size !== 'any'));
  });
});
