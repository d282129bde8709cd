/**
 * The offline copy: the built site as one version. All files are checked against the digests the build wrote, so a
 * copy is whole or it is not there; a new version is put beside the old one and waits until the reader agrees.
 */
import { addPlugins, matchPrecache, precacheAndRoute } from 'workbox-precaching';
import { registerRoute } from 'workbox-routing';
import { PAGE_PATH } from './page-path.ts';
import { GIVEN_UP, type KeepAnswer, type OfflineMessage, type SiteFile } from './site-file.ts';

/** Put in by the build. */
declare const SITE_FILES: readonly SiteFile[];

/** What is used here of a service worker's global scope: the library of its types excludes that of pages. */
interface WorkerScope {
  readonly registration: { readonly scope: string; unregister(): Promise<boolean> };
  readonly clients: {
    claim(): Promise<void>;
    matchAll(options: { readonly includeUncontrolled: true }): Promise<readonly Page[]>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listener: (event: LastingEvent) => void): void;
  addEventListener(type: 'message', listener: (event: LastingEvent & MessageEvent) => void): void;
}

interface Page {
  readonly url: string;
  postMessage(words: typeof GIVEN_UP): void;
}

interface LastingEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}

// Named once: the build puts the list in wherever its name stands.
const ALL = SITE_FILES;
const worker = self as unknown as WorkerScope;
const { scope } = worker.registration;
const FILES = new Map(ALL.map((file) => [new URL(file.url, scope).href, file]));
const SITE = ALL.filter((file) => file.package === null);
const PACKAGES_CACHE = `packages ${scope}`;

function fileAt({ origin, pathname }: URL): SiteFile | undefined {
  return FILES.get(origin + pathname);
}

// The page asks past the copy when it wants to know what the server has.
registerRoute(
  ({ request }) => request.cache === 'no-store',
  ({ request }) => fetch(request),
);

addPlugins([
  {
    async requestWillFetch({ request, event }) {
      // A file the page has just fetched need not come again: the server is asked whether it is still the same.
      if (event?.type === 'install') return new Request(request, { cache: 'no-cache' });
      // Until its last page is closed, the worker of a copy given up lets everything pass.
      return (await isKept(null)) ? request : new Request(request, { integrity: '' });
    },
    async cacheWillUpdate({ response, event }) {
      return response.ok && (event?.type === 'install' || (await isKept(null))) ? response : null;
    },
  },
]);
precacheAndRoute(
  SITE.map(({ url, integrity, hashed }) => ({ url, integrity, revision: hashed ? null : integrity })),
  { cleanURLs: false, ignoreURLParametersMatching: [/./] },
);

// Addresses in the form of paths, for servers that answer each with `index.html`: led to the hash form.
registerRoute(
  ({ request, url }) => request.mode === 'navigate' && PAGE_PATH.test(url.href.slice(scope.length)),
  async ({ url }) => {
    const [, path = ''] = PAGE_PATH.exec(url.href.slice(scope.length)) ?? [];
    return Response.redirect(`${scope}#/${path}${url.search}`);
  },
);

// Sizes are asked for to find out files that were replaced; a copy knows its own.
registerRoute(
  ({ request, url }) => request.cache !== 'no-store' && fileAt(url) !== undefined,
  async ({ request, url }) => {
    const file = fileAt(url);
    if (file === undefined || !(await isKept(file.package))) return fetch(request);
    return new Response(null, { headers: { 'content-length': String(file.bytes) } });
  },
  'HEAD',
);

registerRoute(
  ({ url }) => folderOf(url) !== null,
  async ({ request, url }) => {
    const folder = folderOf(url);
    if (folder === null || !(await isKept(folder))) return fetch(request);
    const file = fileAt(url);
    // Never a file of another version beside those that are kept.
    if (file === undefined) return new Response(null, { status: 404 });
    const cache = await caches.open(PACKAGES_CACHE);
    const kept = await cache.match(keyOf(file));
    return kept ?? fetch(new Request(request, { integrity: file.integrity }));
  },
);

/** Address and content in one: versions stand side by side. */
function keyOf({ url, integrity }: SiteFile): string {
  const key = new URL(url, scope);
  key.searchParams.set('integrity', integrity);
  return key.href;
}

function filesToOpen(folder: string): readonly SiteFile[] {
  return ALL.filter((file) => file.package === folder && file.opens);
}

/** The folder of the package an address belongs to, of those the build ships; null for all others. */
function folderOf(url: URL): string | null {
  const [folder] = /^packages\/[^/]+(?=\/)/.exec(url.href.slice(scope.length)) ?? [];
  return folder !== undefined && url.href.startsWith(scope) && filesToOpen(folder).length > 0 ? folder : null;
}

/** Whether all that a package is opened from is in the copy; of the site itself (null), whether there is a copy. */
async function isKept(folder: string | null): Promise<boolean> {
  if (folder === null) return (await matchPrecache('index.html')) !== undefined;
  const cache = await caches.open(PACKAGES_CACHE);
  const found = await Promise.all(filesToOpen(folder).map((file) => cache.match(keyOf(file))));
  return found.every((response) => response !== undefined);
}

async function keep(folder: string): Promise<void> {
  const cache = await caches.open(PACKAGES_CACHE);
  for (const file of filesToOpen(folder)) {
    if ((await cache.match(keyOf(file))) !== undefined) continue;
    const request = new Request(new URL(file.url, scope), { integrity: file.integrity, cache: 'no-cache' });
    const response = await fetch(request);
    if (!response.ok) throw new Error(`${file.url}: HTTP ${response.status}`);
    await cache.put(keyOf(file), response);
  }
}

/** Packages the version before had kept are part of the new one too. */
async function keepOnKeeping(): Promise<void> {
  const cache = await caches.open(PACKAGES_CACHE);
  const kept = await cache.keys();
  const folders = new Set(kept.map(({ url }) => fileAt(new URL(url))?.package ?? null));
  for (const folder of folders) if (folder !== null) await keep(folder);
}

async function forgetOtherVersions(): Promise<void> {
  const cache = await caches.open(PACKAGES_CACHE);
  const known = new Set(ALL.map(keyOf));
  for (const request of await cache.keys()) if (!known.has(request.url)) await cache.delete(request);
}

async function claim(entry: string): Promise<boolean> {
  const there = await isKept(null);
  // A page of another build must not get this one's files.
  if (there && FILES.has(entry)) await worker.clients.claim();
  return there;
}

async function giveUp(): Promise<void> {
  await worker.registration.unregister();
  for (const name of await caches.keys()) if (name.endsWith(scope)) await caches.delete(name);
  for (const page of await worker.clients.matchAll({ includeUncontrolled: true })) {
    if (page.url.startsWith(scope)) page.postMessage(GIVEN_UP);
  }
}

worker.addEventListener('install', (event) => event.waitUntil(keepOnKeeping()));
worker.addEventListener('activate', (event) => event.waitUntil(forgetOtherVersions()));

worker.addEventListener('message', (event) => {
  const message = event.data as OfflineMessage;
  if (message.type === 'apply') event.waitUntil(worker.skipWaiting());
  if (message.type === 'claim') {
    event.waitUntil(claim(message.entry).then((there) => event.ports[0]?.postMessage(there)));
  }
  if (message.type === 'give-up') event.waitUntil(giveUp());
  if (message.type === 'keep') {
    const answer = (words: KeepAnswer) => event.ports[0]?.postMessage(words);
    if (filesToOpen(message.package).length === 0) answer('unknown');
    else
      event.waitUntil(
        keep(message.package).then(
          () => answer('kept'),
          () => answer('failed'),
        ),
      );
  }
});
