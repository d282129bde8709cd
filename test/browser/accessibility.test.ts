/** axe finds nothing, and nothing runs off the side, on every page, in both themes, on a desk and on a phone. */
import { AxeBuilder } from '@axe-core/playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { eachPage, goTo, readToTheEnd, settled, type Tab, useBrowser, visit } from './site.ts';

/** WCAG 2.2 A and AA. axe's own best practices are advice, not a standard, and are left out. */
const STANDARD = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
const DESK = { width: 1440, height: 900 };
const PHONE = { width: 360, height: 740 };

/** The two pages every reader meets, in all four ways. */
const CORE = [
  { name: 'overview', hash: '#/?years=2023&metric=permits', title: '全国，2023 年' },
  { name: 'township', hash: '#/region/130623205?years=2023', title: '其中口乡，2023 年' },
] as const;

/** Other views than a page of the navigation shows by itself. */
const VIEWS = [
  {
    name: 'overview as tables',
    hash: '#/?region=13&years=2019-2025&metric=disclosure_rate&tables=enforcement-trends,map,ranking,spread,trend',
    title: '河北省，2019–2025 年',
  },
  { name: 'county', hash: '#/region/120114?years=2025', title: '武清区，2025 年' },
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
  const { violations } = await new AxeBuilder({ page: tab.page })
    // What is sound is not described element by element, and read in the page itself: it has no frames.
    .options({ resultTypes: ['violations'], runOnly: STANDARD })
    .setLegacyMode()
    .analyze();
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

/** Both themes and both widths, in two looks at a page. */
const LOOKS = [
  { width: 1440, theme: 'light', viewport: DESK },
  { width: 360, theme: 'dark', viewport: PHONE },
] as const;
const OTHER_LOOKS = [
  { width: 1440, theme: 'dark', viewport: DESK },
  { width: 360, theme: 'light', viewport: PHONE },
] as const;
type Look = (typeof LOOKS)[number] | (typeof OTHER_LOOKS)[number];

async function lookAt({ theme, viewport }: Look): Promise<void> {
  await tab.page.setViewportSize(viewport);
  await tab.page.emulateMedia({ colorScheme: theme });
  await expect.poll(() => tab.page.evaluate(() => document.documentElement.dataset['theme'])).toBe(theme);
  await settled(tab.page);
  await readToTheEnd(tab.page);
}

/** What is wrong with the page on show: findings of axe, and how far it runs off the side of a phone. */
async function faults(look: Look): Promise<readonly string[]> {
  await lookAt(look);
  const found = await findings();
  const width = await tab.page.evaluate(() => document.scrollingElement?.scrollWidth ?? 0);
  return width <= look.width ? found : [...found, `${width} px wide: ${(await overflowing()).join(', ')}`];
}

describe.each([...CORE, ...VIEWS])('$name', ({ hash, title }) => {
  beforeAll(async () => {
    await tab.page.setViewportSize(DESK);
    await goTo(tab.page, hash, title);
  });

  it.each(LOOKS)('axe finds nothing and nothing scrolls sideways at $width px, $theme', async (look) => {
    expect(await faults(look)).toEqual([]);
  });
});

describe.each(CORE)('$name', ({ hash, title }) => {
  beforeAll(async () => {
    await tab.page.setViewportSize(DESK);
    await goTo(tab.page, hash, title);
  });

  it.each(OTHER_LOOKS)(
    'axe finds nothing and nothing scrolls sideways at $width px, $theme',
    async (look) => {
      expect(await faults(look)).toEqual([]);
    },
  );
});

it('on every other page of the navigation axe finds nothing, and nothing scrolls sideways', async () => {
  await tab.page.setViewportSize(DESK);
  await goTo(tab.page, '#/?years=2023', '全国，2023 年');
  const found: string[] = [];
  await eachPage(tab.page, async (name) => {
    if (name === '总览') return;
    for (const look of LOOKS) {
      found.push(
        ...(await faults(look)).map((fault) => `${name}, ${look.width} px, ${look.theme}: ${fault}`),
      );
    }
    await tab.page.setViewportSize(DESK);
  });
  expect(found).toEqual([]);
});

describe('the dialog of added reports, with faults listed', () => {
  const dialog = () => tab.page.getByRole('dialog', { name: '添加年报' });
  beforeAll(async () => {
    await tab.page.setViewportSize(DESK);
    await goTo(tab.page, '#/?years=2023', '全国，2023 年');
    await tab.page.getByRole('button', { name: '添加年报' }).click();
    const rows = [
      'report_id,region_code,year,template,issuer,section2,section3,section4',
      '130623205-2023,130623205,2023,2021,其中口乡,partial,partial,partial',
      '130623205-2024,130623205,MMXXIV,2021,其中口乡,partial,partial,partial',
    ];
    await dialog()
      .locator('input[type=file]')
      .setInputFiles([{ name: 'own.csv', mimeType: 'text/csv', buffer: Buffer.from(rows.join('\n')) }]);
    await dialog().getByText('可以加入 1 份年报').waitFor();
  });
  afterAll(async () => {
    await tab.page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
  });

  it.each([...LOOKS, ...OTHER_LOOKS])(
    'axe finds nothing at $width px, $theme',
    async ({ theme, viewport }) => {
      await tab.page.setViewportSize(viewport);
      await tab.page.emulateMedia({ colorScheme: theme });
      await expect.poll(() => tab.page.evaluate(() => document.documentElement.dataset['theme'])).toBe(theme);
      expect(await findings()).toEqual([]);
      const box = await dialog().boundingBox();
      expect(box?.x).toBeGreaterThanOrEqual(0);
      expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(viewport.width);
      expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(viewport.height);
    },
  );
});
