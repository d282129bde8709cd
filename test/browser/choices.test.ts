/** Lists of choices and what they lead to: they stand over an open page, and the page follows the choice. */
import type { Page } from 'playwright-core';
import { describe, expect, it } from 'vitest';
import { expectNoError, figure, goTo, heading, readToTheEnd, settled, useBrowser, visit } from './site.ts';

const openTab = useBrowser();
const MOUSE = { viewport: { width: 1280, height: 720 } } as const;

/** What was on the page at each of its changes. */
interface Watched {
  readonly seen: {
    readonly current: string | null | undefined;
    readonly title: string;
    readonly busy: boolean;
  }[];
}

function metricField(page: Page) {
  return page.getByRole('button', { name: /指标/ }).first();
}

describe('a list of choices', () => {
  it('stays open when the page tells late of scrolling that came before the press, and closes on scrolling', async () => {
    const tab = await openTab(MOUSE);
    const { page } = tab;
    await visit(page, '#/?years=2023');
    await readToTheEnd(page);
    // Scrolled to and pressed in one go: the page tells of the scrolling in its next frame.
    await metricField(page).evaluate((field) => {
      field.scrollIntoView({ block: 'center' });
      field.dispatchEvent(
        new PointerEvent('pointerdown', { bubbles: true, pointerType: 'mouse', button: 0, pointerId: 1 }),
      );
      field.dispatchEvent(
        new PointerEvent('pointerup', { bubbles: true, pointerType: 'mouse', button: 0, pointerId: 1 }),
      );
      field.dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 1 }));
    });
    const list = page.getByRole('listbox');
    await list.waitFor();
    await page.evaluate(
      () => new Promise((frame) => requestAnimationFrame(() => requestAnimationFrame(frame))),
    );
    expect(await list.count()).toBe(1);
    // The page beneath is not shut.
    expect(await page.locator('[inert]').count()).toBe(0);
    await page.evaluate(() => scrollBy(0, 40));
    await list.waitFor({ state: 'detached' });
    expectNoError(tab);
  });

  it('opens at the option chosen, and takes a press as soon as it is there', async () => {
    const tab = await openTab(MOUSE);
    const { page } = tab;
    // Far down a long list, which scrolls as it opens.
    await visit(page, '#/?years=2023&metric=reconsideration_correction_rate');
    await metricField(page).click();
    const options = page.getByRole('option');
    await options.and(page.locator('[aria-selected="true"]')).waitFor();
    const place = await options.evaluateAll(async (all) => {
      await new Promise((frame) => requestAnimationFrame(() => requestAnimationFrame(frame)));
      const list = all[0]?.closest('[role="listbox"]')?.getBoundingClientRect();
      const inView = all
        .map((option) => ({ option, ...option.getBoundingClientRect().toJSON() }))
        .filter(({ top, bottom }) => list !== undefined && top >= list.top && bottom <= list.bottom);
      return {
        chosenInView: inView.some(({ option }) => option.ariaSelected === 'true'),
        // Of a list of 44.
        count: all.length,
        other: inView
          .filter(({ option }) => option.ariaSelected !== 'true')
          .map(({ left, top }) => ({ x: left + 40, y: top + 12 }))
          .at(-1),
      };
    });
    expect(place.chosenInView).toBe(true);
    expect(place.count).toBeLessThan(25);
    // Not by its locator, which would try again until it is taken.
    await page.mouse.click(place.other?.x ?? 0, place.other?.y ?? 0);
    await page.getByRole('listbox').waitFor({ state: 'detached' });
    await page.waitForFunction(() => /metric=/.test(location.hash) && !location.hash.includes('correction'));
    expectNoError(tab);
  });

  it('closes on a press beside it, which does what it was meant to do', async () => {
    const tab = await openTab(MOUSE);
    const { page } = tab;
    await visit(page, '#/?years=2023');
    await metricField(page).click();
    await page.getByRole('listbox').waitFor();
    await page.getByRole('banner').getByRole('button', { name: 'English' }).click();
    await page.getByRole('listbox').waitFor({ state: 'detached' });
    await heading(page)
      .filter({ hasText: /^[^\u4e00-\u9fff]+$/ })
      .waitFor();
    expect(await page.getByRole('listbox').count()).toBe(0);
    expectNoError(tab);
  });

  it('closes when its own field is pressed again', async () => {
    const { page } = await openTab(MOUSE);
    await visit(page, '#/?years=2023');
    await metricField(page).click();
    await page.getByRole('listbox').waitFor();
    await metricField(page).click();
    await page.getByRole('listbox').waitFor({ state: 'detached' });
    expect(await page.getByRole('listbox').count()).toBe(0);
  });

  it('shuts the page where fingers scroll it', async () => {
    const { page } = await openTab({ viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true });
    await visit(page, '#/?years=2023');
    await metricField(page).tap();
    await page.getByRole('listbox').waitFor();
    expect(await page.locator('[inert]').count()).toBeGreaterThan(0);
  });
});

describe('another page', () => {
  it('is announced by the menu at once, comes under a veil, begins at its top, and has the focus on its heading', async () => {
    const tab = await openTab(MOUSE);
    const { page } = tab;
    await visit(page, '#/?years=2023');
    await readToTheEnd(page);
    await page.evaluate(() => {
      Object.assign(window, { seen: [] });
      new MutationObserver(() => {
        const current = document.querySelector('header nav a[aria-current="page"]')?.textContent;
        const busy = document.querySelector('main [aria-busy="true"]:not(figure)') !== null;
        (window as unknown as Watched).seen.push({ current, title: document.title, busy });
      }).observe(document, { subtree: true, attributes: true, childList: true });
    });
    const before = await page.title();
    await page.getByRole('banner').getByRole('link', { name: '申请办理' }).click();
    await page.waitForFunction((title) => document.title !== title, before);
    await settled(page);
    expect(await page.evaluate(() => (window as unknown as Watched).seen)).toContainEqual({
      current: '申请办理',
      title: before,
      busy: true,
    });
    expect(await page.evaluate(() => scrollY)).toBe(0);
    expect(await heading(page).evaluate((title) => title === document.activeElement)).toBe(true);
    expectNoError(tab);
  });

  it('opens in a tab of its own where the press asks for that', async () => {
    const { page } = await openTab(MOUSE);
    await visit(page, '#/?years=2023');
    const before = page.url();
    const opened = page.context().waitForEvent('page');
    await page
      .getByRole('banner')
      .getByRole('link', { name: '申请办理' })
      .click({ modifiers: ['ControlOrMeta'] });
    expect(new URL((await opened).url()).hash).toBe('#/applications?years=2023');
    expect(page.url()).toBe(before);
  });

  it('gone back to is where it was left', async () => {
    const { page } = await openTab(MOUSE);
    await visit(page, '#/?years=2023');
    await readToTheEnd(page);
    const trend = figure(page, /许可|办理/).first();
    await trend.scrollIntoViewIfNeeded();
    const left = await page.evaluate(() => scrollY);
    expect(left).toBeGreaterThan(0);
    const title = await heading(page).innerText();
    await goTo(page, '#/complaints?years=2023', /复议/);
    await page.goBack();
    await heading(page).filter({ hasText: title }).waitFor();
    await settled(page);
    await page.waitForFunction((top) => Math.abs(scrollY - top) < 2, left);
    expect(await page.evaluate(() => scrollY)).toBeCloseTo(left, -1);
  });
});
