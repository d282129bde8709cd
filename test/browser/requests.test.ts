/** Nothing leaves the site: every request of a visit goes to the folder it was opened from. */
import { expect, it } from 'vitest';
import { SYNTHETIC_PACKAGE } from './packages.ts';
import { expectNoForeignRequest, SITE_URL, settled, useBrowser, visit } from './site.ts';

const openTab = useBrowser();

it.each([
  { data: 'the sample', parameters: '' },
  { data: 'a synthetic package', parameters: `package=${SYNTHETIC_PACKAGE}&` },
])(
  'on every page with $data, no request leaves the folder of the site, and nothing fails',
  async ({ parameters }) => {
    const tab = await openTab();
    const { page } = tab;
    await visit(page, `#/?${parameters}years=2023`);
    // A region with a map, a county, a township: whatever the breadcrumb and the lists lead to.
    for (const region of ['11', '1101', '110101', '110101001']) {
      await page.evaluate((hash) => {
        window.location.hash = hash;
      }, `#/region/${region}?${parameters}years=2023`);
      await settled(page);
    }
    for (const link of await page.getByRole('navigation', { name: '主导航' }).getByRole('link').all()) {
      await link.click();
      await settled(page);
    }
    expectNoForeignRequest(tab);
    expect(tab.requests.filter((url) => !url.startsWith(SITE_URL) && !/^(?:data|blob):/.test(url))).toEqual(
      [],
    );
    expect(tab.requests.some((url) => url.endsWith('.wasm'))).toBe(true);
    expect(tab.errors).toEqual([]);
    await tab.close();
  },
);
