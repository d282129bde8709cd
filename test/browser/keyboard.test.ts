/** Everything without a mouse, with the focus in sight; language and appearance; less motion for who asked for it. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { goTo, heading, settled, type Tab, useBrowser, viewParameters, visit } from './site.ts';

const openTab = useBrowser();
let tab: Tab;
beforeAll(async () => {
  tab = await openTab();
  await visit(tab.page, '#/?years=2023&metric=permits');
});
afterAll(() => tab.close());

/** What has the focus, as markup, and whether that can be seen. */
const focused = () =>
  tab.page.evaluate(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return { text: '', visible: false };
    // Some widgets draw the ring of their input on the box around it.
    const rings = [element, element.parentElement].flatMap((one) =>
      one === null ? [] : [getComputedStyle(one)],
    );
    return {
      text: element.outerHTML.slice(0, 160),
      visible: rings.some(
        ({ outlineStyle, outlineWidth }) => outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1,
      ),
    };
  });

describe('with the keyboard alone', () => {
  it('the first stop is the link to the content, which takes the focus there', async () => {
    const { page } = tab;
    await page.keyboard.press('Tab');
    const skip = page.getByRole('link', { name: '跳到正文' });
    expect(await skip.evaluate((element) => element === document.activeElement)).toBe(true);
    const box = await skip.boundingBox();
    expect(box !== null && box.x >= 0 && box.y >= 0).toBe(true);
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('MAIN');
    expect(new URL(page.url()).hash).toBe('#/?years=2023&metric=permits');
  });

  it('the focus can be seen at every stop of the page, and none is a dead end', async () => {
    const { page } = tab;
    await goTo(page, '#/region/130623205?years=2023', '其中口乡，2023 年');
    await page.getByRole('link', { name: '跳到正文' }).focus();
    const unseen: string[] = [];
    let stops = 0;
    for (; stops < 200; stops += 1) {
      await page.keyboard.press('Tab');
      const { text, visible } = await focused();
      // Past the last stop the focus leaves the page.
      if (text === '') break;
      if (!visible) unseen.push(text);
    }
    expect(unseen).toEqual([]);
    expect(stops).toBeGreaterThan(20);
    expect(stops).toBeLessThan(200);
  });

  it('a region is found and gone to', async () => {
    const { page } = tab;
    await goTo(page, '#/?years=2023&metric=permits', '全国，2023 年');
    await page.getByRole('combobox', { name: '地区' }).focus();
    await page.keyboard.type('qzk');
    await page.getByRole('option', { name: '其中口乡' }).waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(() => heading(page).innerText()).toBe('其中口乡，2023 年');
    expect(await viewParameters(page)).toMatchObject({ years: '2023', metric: 'permits' });
  });

  it('years and metric are chosen', async () => {
    const { page } = tab;
    await goTo(page, '#/?years=2023&metric=permits', '全国，2023 年');
    await page.getByRole('button', { name: /年份$/ }).first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('option', { name: '2024 年' }).waitFor();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await expect.poll(() => heading(page).innerText()).toBe('全国，2024 年');

    await page.getByRole('button', { name: /指标$/ }).first().focus();
    await page.keyboard.press('Enter');
    await page.getByRole('searchbox', { name: '搜索指标' }).waitFor();
    await page.keyboard.type('penalties');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await expect.poll(async () => (await viewParameters(page))['metric']).toBe('penalties');
  });

  it('what is typed on a slow device before the list is there chooses from it', async () => {
    const { page } = tab;
    await goTo(page, '#/?years=2023&metric=permits', '全国，2023 年');
    const session = await page.context().newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: 20 });
    try {
      await page.getByRole('button', { name: /指标$/ }).first().focus();
      await page.keyboard.press('Enter');
      await page.getByRole('searchbox', { name: '搜索指标' }).waitFor();
      await page.keyboard.type('penalties');
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      await expect.poll(async () => (await viewParameters(page))['metric']).toBe('penalties');
    } finally {
      await session.detach();
    }
  });

  it('a figure is turned to its table with an arrow key', async () => {
    const { page } = tab;
    await goTo(page, '#/?years=2023&metric=permits', '全国，2023 年');
    const trend = page.locator('figure#trend');
    await trend.getByRole('tab', { name: '图' }).focus();
    await page.keyboard.press('ArrowRight');
    await trend.getByRole('table').waitFor();
    expect((await viewParameters(page))['tables']).toBe('trend');
    expect(
      await trend.getByRole('tab', { name: '表' }).evaluate((element) => element === document.activeElement),
    ).toBe(true);
  });

  it('the cursor of a chart says each value, and Escape leaves it', async () => {
    const { page } = tab;
    await goTo(page, '#/?years=2023&metric=permits', '全国，2023 年');
    const trend = page.locator('figure#trend');
    await trend.getByRole('img').first().focus();
    const live = trend.locator('.echart-live[aria-live]');
    const said = new Set<string>();
    for (let step = 0; step < 7; step += 1) {
      await page.keyboard.press('ArrowRight');
      said.add(await live.innerText());
    }
    expect(said.size).toBe(7);
    expect([...said].some((sentence) => /2023 年.*9,033 件/.test(sentence))).toBe(true);
    await page.keyboard.press('Escape');
    await expect.poll(() => live.innerText()).toBe('');
  });
});

describe('language and appearance', () => {
  it('the other language keeps the view', async () => {
    const { page } = tab;
    await goTo(page, '#/region/130623205?years=2023&metric=permits&tables=trend', '其中口乡，2023 年');
    await page.getByRole('button', { name: 'English' }).click();
    await expect.poll(() => heading(page).innerText()).toBe('其中口乡, 2023');
    expect(await viewParameters(page)).toEqual({
      lang: 'en',
      years: '2023',
      metric: 'permits',
      tables: 'trend',
    });
    expect(await page.evaluate(() => document.documentElement.lang)).toBe('en-GB');
    expect(await page.locator('figure#trend').getByRole('table').count()).toBe(1);
    await page.getByRole('button', { name: '中文' }).click();
    await expect.poll(() => heading(page).innerText()).toBe('其中口乡，2023 年');
  });

  it('the appearance chosen lasts over a reload and stays out of the address', async () => {
    const { page } = tab;
    const theme = () => page.evaluate(() => document.documentElement.dataset['theme']);
    await goTo(page, '#/?years=2023', '全国，2023 年');
    expect(await theme()).toBe('light');
    await page.getByRole('button', { name: '外观' }).click();
    await page.getByRole('menuitemradio', { name: '深色' }).click();
    await expect.poll(theme).toBe('dark');
    await page.reload();
    await settled(page);
    expect(await theme()).toBe('dark');
    expect(new URL(page.url()).hash).toBe('#/?years=2023');
    await page.getByRole('button', { name: '外观' }).click();
    await page.getByRole('menuitemradio', { name: '跟随系统' }).click();
    await expect.poll(theme).toBe('light');
  });
});

describe('who asked for less motion', () => {
  let still: Tab;
  beforeAll(async () => {
    still = await openTab({ reducedMotion: 'reduce' });
    await visit(still.page, '#/?years=2023&metric=permits');
  });
  afterAll(() => still.close());
  afterEach(() => settled(still.page));

  it('sees no transition and no animation that takes time', async () => {
    const moving = await still.page.evaluate(() =>
      [...document.querySelectorAll('*')].flatMap((element) => {
        const { transitionDuration, animationDuration, animationName } = getComputedStyle(element);
        const longest = Math.max(
          ...transitionDuration.split(',').map(Number.parseFloat),
          animationName === 'none' ? 0 : Math.max(...animationDuration.split(',').map(Number.parseFloat)),
        );
        return longest > 0.01 ? [`${element.tagName}.${element.getAttribute('class')} ${longest}`] : [];
      }),
    );
    expect(moving).toEqual([]);
  });
});
