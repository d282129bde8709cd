/** Nothing leaves the site: every request of a visit goes to the folder it was opened from. */
import { expect, inject, it } from 'vitest';
import { SYNTHETIC_PACKAGE, syntheticPath } from './packages.ts';
import { eachPage, expectNoForeignRequest, goTo, SITE_URL, useBrowser, visit } from './site.ts';

const openTab = useBrowser();

const SAMPLE_PATH = [
  { code: '13', name: '河北省' },
  { code: '1306', name: '保定市' },
  { code: '130623', name: '涞水县' },
  { code: '130623205', name: '其中口乡' },
];

it.each([
  { data: 'the sample', parameters: '', path: SAMPLE_PATH },
  {
    data: 'a synthetic package',
    parameters: `package=${SYNTHETIC_PACKAGE}&`,
    path: syntheticPath(inject('siteFolder')),
  },
])(
  'with $data no page asks for anything outside the folder of the site, and nothing fails',
  async ({ parameters, path }) => {
    const tab = await openTab();
    await visit(tab.page, `#/?${parameters}years=2023`);
    for (const { code, name } of path) {
      await goTo(tab.page, `#/region/${code}?${parameters}years=2023`, `${name}，2023 年`);
    }
    const pages: string[] = [];
    await eachPage(tab.page, async (name) => {
      pages.push(name);
    });
    expect(pages).toContain('总览');
    expectNoForeignRequest(tab);
    const outside = tab.requests.filter((url) => !url.startsWith(SITE_URL) && !/^(?:data|blob):/.test(url));
    expect(outside).toEqual([]);
    expect(tab.requests.some((url) => url.endsWith('.wasm'))).toBe(true);
    expect(tab.errors).toEqual([]);
    await tab.close();
  },
);
