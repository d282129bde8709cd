/** axe finds nothing, and nothing runs off the side, on every page, in both themes, on a desk and on a phone. */
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eachPage, goTo, settled, type Tab, useBrowser, visit } from './site.ts';

/** WCAG 2.2 A and AA. axe's own best practices are advice, not a standard, and are left out. */
const STANDARD = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const DESK = { width: 1440, height: 900 };
const PHONE = { width: 360, height: 740 };

const PAGES = [
  { name: 'overview', hash: '#/?years=2023&metric=permits', title: '全国，2023 年' },
  {
    name: 'overview as tables',
    hash: '#/?region=13&years=2019-2025&metric=disclosure_rate&tables=enforcement-trends,map,ranking,spread,trend',
    title: '河北省，2019–2025 年',
  },
  { name: 'county', hash: '#/region/120114?years=2025', title: '武清区，2025 年' },
  { name: 'township', hash: '#/region/130623205?years=2023', title: '其中口乡，2023 年' },
  { name: 'complaints', hash: '#/complaints?years=2023', title: '全国的复议和诉讼，2023 年' },
  { name: 'comparison', hash: '#/compare?region=130623205&peers=county&years=2021-2023', title: '地区对比' },
] as const;

const openTab = useBrowser();
let tab: Tab;
beforeAll(async () => {
  tab = await openTab({ viewport: DESK });
  await visit(tab.page, '#/?years=2023');
});
afterAll(() => tab.close());

/** Each finding in one line: rule, element, and what is wrong. */
async function findings(): Promise<readonly string[]> {
  const { violations } = await new AxeBuilder({ page: tab.page }).withTags(STANDARD).analyze();
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) =>
      `${id} ${target.join(' ')} ${failureSummary ?? ''}`.replace(/\s+/g, ' '),
    ),
  );
}

/** Elements that reach beyond the right edge of the window, and are not inside a scroller of their own. */
const overflowing = () =>
  tab.page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    const scrolls = (element: Element): boolean => {
      for (let up = element.parentElement; up !== null && up !== document.body; up = up.parentElement) {
        if (getComputedStyle(up).overflowX !== 'visible') return true;
      }
      return false;
    };
    return [...document.querySelectorAll('body *')]
      .filter((element) => element.getBoundingClientRect().right > width + 0.5 && !scrolls(element))
      .map((element) => `${element.tagName}.${element.getAttribute('class')}`)
      .slice(0, 5);
  });

it('axe does find what is planted: a picture without words, grey on grey', async () => {
  await tab.page.evaluate(() => {
    const planted = document.createElement('p');
    planted.id = 'planted';
    planted.style.cssText = 'color: #999; background: #aaa';
    planted.append('grey', document.createElement('img'));
    document.querySelector('main')?.append(planted);
  });
  const found = await findings();
  await tab.page.evaluate(() => document.getElementById('planted')?.remove());
  expect(found.map((line) => line.split(' ')[0]).toSorted((a, b) => `${a}`.localeCompare(`${b}`))).toEqual([
    'color-contrast',
    'image-alt',
  ]);
});

describe.each(PAGES)('$name', ({ hash, title }) => {
  beforeAll(async () => {
    await tab.page.setViewportSize(DESK);
    await goTo(tab.page, hash, title);
  });

  it.each([
    { width: 1440, theme: 'light', viewport: DESK },
    { width: 1440, theme: 'dark', viewport: DESK },
    { width: 360, theme: 'dark', viewport: PHONE },
    { width: 360, theme: 'light', viewport: PHONE },
  ] as const)('axe finds nothing at $width px, $theme', async ({ theme, viewport }) => {
    await tab.page.setViewportSize(viewport);
    await tab.page.emulateMedia({ colorScheme: theme });
    await expect.poll(() => tab.page.evaluate(() => document.documentElement.dataset['theme'])).toBe(theme);
    await settled(tab.page);
    expect(await findings()).toEqual([]);
  });

  it('does not scroll sideways at 360 px', async () => {
    await tab.page.setViewportSize(PHONE);
    await settled(tab.page);
    const width = await tab.page.evaluate(() => document.scrollingElement?.scrollWidth);
    expect({ width, beyond: await overflowing() }).toEqual({ width: 360, beyond: [] });
  });
});

describe('every page of the navigation', () => {
  beforeAll(async () => {
    await tab.page.setViewportSize(DESK);
    await tab.page.emulateMedia({ colorScheme: 'light' });
    await goTo(tab.page, '#/?years=2023', '全国，2023 年');
  });

  it('axe finds nothing in either theme, and nothing scrolls sideways at 360 px', async () => {
    const found: string[] = [];
    await eachPage(tab.page, async (name) => {
      for (const [viewport, theme] of [
        [DESK, 'light'],
        [PHONE, 'dark'],
      ] as const) {
        await tab.page.setViewportSize(viewport);
        await tab.page.emulateMedia({ colorScheme: theme });
        await expect
          .poll(() => tab.page.evaluate(() => document.documentElement.dataset['theme']))
          .toBe(theme);
        await settled(tab.page);
        found.push(...(await findings()).map((line) => `${name}, ${theme}: ${line}`));
      }
      const width = await tab.page.evaluate(() => document.scrollingElement?.scrollWidth);
      if (width !== PHONE.width) found.push(`${name}: ${width} px wide, ${(await overflowing()).join(', ')}`);
      await tab.page.setViewportSize(DESK);
    });
    expect(found).toEqual([]);
  });
});
