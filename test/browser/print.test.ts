/** What comes out of the printer: a township on one sheet, charts as wide as the paper, labels on every sheet. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { goTo, type Tab, useBrowser, visit } from './site.ts';

const openTab = useBrowser();
let tab: Tab;
beforeAll(async () => {
  tab = await openTab({ viewport: { width: 1440, height: 900 } });
  await visit(tab.page, '#/region/130623205?years=2023');
});
afterAll(() => tab.close());

/** Sheets of the page as it would be printed. */
async function sheets(): Promise<number> {
  const pdf = await tab.page.pdf({ preferCSSPageSize: true });
  return pdf.toString('latin1').match(/\/Type \/Page$/gm)?.length ?? 0;
}

/** Tags of the elements of a selector that show on paper. */
const shown = (selector: string) =>
  tab.page.evaluate(
    (wanted) =>
      [...document.querySelectorAll(wanted)]
        .filter((element) => element.checkVisibility())
        .map(({ tagName, ariaLabel }) => `${tagName} ${ariaLabel ?? ''}`),
    selector,
  );

describe('a township', () => {
  it('is one sheet of A4, in Chinese and in English', async () => {
    expect(await sheets()).toBe(1);
    await goTo(tab.page, '#/region/130623205?years=2023&lang=en', '其中口乡, 2023');
    expect(await sheets()).toBe(1);
    await goTo(tab.page, '#/region/130623205?years=2023', '其中口乡，2023 年');
  });

  it('is its paragraph, its figures and its checks on paper, and no controls', async () => {
    await tab.page.emulateMedia({ media: 'print' });
    const paper = await tab.page.locator('main').innerText();
    await tab.page.emulateMedia({ media: null });
    expect(paper).toContain('其中口乡 2023 年作出行政许可 33 件、行政处罚 1 件');
    expect(paper).toMatch(/行政许可\s+33 件/);
    expect(paper).toContain('勾稽关系：');
    expect(paper).toContain('/region/130623205?years=2023');
  });

  it('shows its picture of the years: a drawing that the browser can read', async () => {
    const picture = tab.page.locator('main img');
    await picture.first().waitFor({ state: 'attached' });
    expect(
      await picture.evaluateAll((all) => all.map((one) => (one as HTMLImageElement).naturalWidth > 0)),
    ).toEqual([true]);
  });
});

describe('every page', () => {
  it('has charts no wider than the paper, and the screen gets its own back', async () => {
    await goTo(tab.page, '#/?years=2023&metric=permits', '全国，2023 年');
    const widest = () =>
      tab.page.evaluate(() =>
        Math.max(
          ...[...document.querySelectorAll('.echart svg')].map((svg) => svg.getBoundingClientRect().width),
        ),
      );
    const before = await widest();
    await tab.page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    // 182 mm between the margins of A4.
    expect(await widest()).toBeLessThanOrEqual(688);
    await tab.page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    await expect.poll(widest).toBe(before);
  });

  it('prints in the light colours whatever the screen shows', async () => {
    const theme = () => tab.page.evaluate(() => document.documentElement.dataset['theme']);
    await tab.page.evaluate(() => {
      document.documentElement.dataset['theme'] = 'dark';
      window.dispatchEvent(new Event('beforeprint'));
    });
    expect(await theme()).toBe('light');
    await tab.page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    expect(await theme()).toBe('dark');
  });

  it('leaves out the controls and keeps the label of the data', async () => {
    await tab.page.emulateMedia({ media: 'print' });
    expect(await shown('[aria-label=主导航], [role=tablist], input, body > * footer')).toEqual([]);
    expect(await shown('[role=note]')).toHaveLength(1);
    await tab.page.emulateMedia({ media: null });
  });
});
