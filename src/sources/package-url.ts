import type { Bilingual } from '#model/bilingual.ts';

export type PackageUrl =
  | { readonly ok: true /** Absolute, ends in `/`. */; readonly url: string }
  | {
      readonly ok: false;
      readonly reason: 'empty' | 'not-a-path' | 'other-origin';
      readonly message: Bilingual;
    };

/**
 * Where a package's files are: `path` (a folder, as in `?package=PATH`) resolved against the page. Only a path on
 * the page's own origin is taken: no scheme, no `//host`, so that no link can make the page call another host.
 */
export function packageUrl(path: string, pageUrl: string): PackageUrl {
  // The URL parser drops these wherever they stand, so they must not hide a scheme from the test below.
  // oxlint-disable-next-line no-control-regex
  const plain = path.replaceAll(/[\t\n\r]/g, '').replace(/^[\u0000-\u0020]+|[\u0000-\u0020]+$/g, '');
  if (plain === '') {
    return refuse('empty', { zh: '没有给出数据包的路径', en: 'no path to a data package was given' });
  }
  if (/^(?:[a-z][a-z0-9+.-]*:|[\\/]{2})/i.test(plain)) {
    return refuse('not-a-path', {
      zh: '数据包须在本站之内：请给出路径，如 packages/demo/，不要给出完整网址',
      en: 'a data package must be on this site: give a path such as packages/demo/, not an address',
    });
  }
  const page = URL.canParse(pageUrl) ? new URL(pageUrl) : undefined;
  const url = page === undefined || !URL.canParse(plain, page.href) ? undefined : new URL(plain, page);
  if (
    page === undefined ||
    url === undefined ||
    url.origin !== page.origin ||
    !/^https?:$/.test(url.protocol)
  ) {
    return refuse('other-origin', {
      zh: '只能读取本站的数据包',
      en: 'only data packages of this site can be read',
    });
  }
  url.search = '';
  url.hash = '';
  if (url.pathname.endsWith('/datapackage.json'))
    url.pathname = url.pathname.slice(0, -'datapackage.json'.length);
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return { ok: true, url: url.href };
}

function refuse(reason: 'empty' | 'not-a-path' | 'other-origin', message: Bilingual): PackageUrl {
  return { ok: false, reason, message };
}
