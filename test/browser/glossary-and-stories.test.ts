/**
 * Words open their entry and numbers their story: in titles, column heads, sentences, the printed form and charts, with
 * the keyboard too; and what a screen reader is given of a page, read from Chromium's own accessibility tree.
 */
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SYNTHETIC_PACKAGE } from './packages.ts';
import {
  dataReady,
  eachPage,
  goTo,
  readToTheEnd,
  type Tab,
  useBrowser,
  viewParameters,
  visit,
} from './site.ts';

const openTab = useBrowser();
let tab: Tab;
let page: Page;
beforeAll(async () => {
  tab = await openTab({ viewport: { width: 1280, height: 900 } });
  ({ page } = tab);
  await visit(page, '#/?years=2023&metric=permits');
  await dataReady(page);
});
afterAll(() => tab.close());

/** The entry or the story that is open. */
const dialog = () => page.getByRole('dialog');
const hasFocus = (of: Locator) => of.evaluate((element) => element === document.activeElement);

/** Opens the entry of a word with Enter, reads it, and closes it again: the focus is back on the word. */
async function entryOf(word: Locator): Promise<{ readonly text: string; readonly href: string | null }> {
  await word.focus();
  await page.keyboard.press('Enter');
  const entry = dialog();
  await entry.getByRole('heading').waitFor();
  const read = { text: await entry.innerText(), href: await entry.getByRole('link').getAttribute('href') };
  await page.keyboard.press('Escape');
  await entry.waitFor({ state: 'detached' });
  await expect.poll(() => hasFocus(word)).toBe(true);
  return read;
}

describe('a word with an entry', () => {
  beforeAll(() => goTo(page, '#/?years=2023&metric=permits', '全国，2023 年'));

  it('opens it from the title of a section and of a figure: both languages, meaning, and the way to the methods', async () => {
    for (const place of ['h2', 'figure#trend h3']) {
      const { text, href } = await entryOf(
        page.locator(place).getByRole('button', { name: '行政许可', exact: true }),
      );
      expect(text).toContain('Permits');
      expect(text).toContain('一年里作出的行政许可处理决定有多少件。');
      expect(href).toMatch(/#\/about\?.*open=metric-permits/);
    }
  });

  it('opens it from a key figure and from the sentence under the title', async () => {
    const key = page
      .locator('[data-figure="key-figures"]')
      .getByRole('button', { name: '实质公开率', exact: true });
    expect((await entryOf(key)).href).toContain('open=metric-disclosure-rate');
    const due = page.locator('main header').getByRole('button', { name: '应有年报', exact: true });
    expect((await entryOf(due)).text).toContain('每年应当公布一份年报');
  });

  it('stands below a drawing whose words cannot be pressed', async () => {
    const words = page.locator('figure#enforcement-trends').getByRole('list', { name: '图中名词' });
    expect(await words.getByRole('button').allInnerTexts()).toEqual([
      '行政许可',
      '行政处罚',
      '行政强制',
      '行政事业性收费',
    ]);
    expect((await entryOf(words.getByRole('button', { name: '行政处罚' }))).href).toContain(
      'open=metric-penalties',
    );
  });

  it('beside a column’s name opens the entry and leaves the order alone; the name sorts', async () => {
    await goTo(page, '#/?years=2023&metric=permits&tables=ranking', '全国，2023 年');
    const head = page
      .locator('figure#ranking')
      .getByRole('columnheader', { name: '数值（件）', exact: true });
    const { href } = await entryOf(head.getByRole('button', { name: '词义：数值', exact: true }));
    expect(href).toContain('open=metric-permits');
    expect((await viewParameters(page))['sort']).toBeUndefined();
    await head.getByRole('button', { name: /^数值/ }).click();
    await expect.poll(() => head.getAttribute('aria-sort')).toBe('descending');
  });

  it('leads to its entry on the page of methods', async () => {
    await page.locator('h2').getByRole('button', { name: '行政许可', exact: true }).click();
    await dialog().getByRole('link').click();
    await page.locator('#metric-permits[data-open]').waitFor();
    await expect
      .poll(() => page.evaluate(() => document.activeElement?.closest('article')?.id))
      .toBe('metric-permits');
  });
});

describe('the paragraph and the printed form of a township', () => {
  beforeAll(() => goTo(page, '#/region/130623205?years=2023', '其中口乡，2023 年'));

  it('have their statutory words open their entries', async () => {
    const paragraph = page.locator('[data-figure="region-paragraph"]');
    expect(await paragraph.getByRole('button').allInnerTexts()).toEqual([
      '行政许可',
      '行政处罚',
      '行政强制',
      '信息公开申请',
      '行政复议',
      '行政诉讼',
    ]);
    const row = page
      .locator('figure#report-2023')
      .getByRole('rowheader')
      .getByRole('button', { name: '属于三类内部事务信息' });
    const { text, href } = await entryOf(row);
    expect(text).toContain('条例第十六条');
    expect(href).toContain('open=term-refused-internal-affairs');
  });

  it('are one stop of the Tab key a table, with the arrow keys inside', async () => {
    const table = page
      .locator('figure#report-2023')
      .getByRole('table', { name: '四、行政复议、行政诉讼情况' });
    const stops = await table.evaluate(
      (element) =>
        [...element.querySelectorAll<HTMLElement>('button, [role=button]')].filter(
          ({ tabIndex }) => tabIndex === 0,
        ).length,
    );
    expect(stops).toBe(1);
    const first = table.getByRole('button').first();
    await first.focus();
    await page.keyboard.press('ArrowRight');
    await expect.poll(() => hasFocus(table.getByRole('button').nth(1))).toBe(true);
  });

  it('print without a mark of what can be pressed', async () => {
    await page.emulateMedia({ media: 'print' });
    const marks = await page.evaluate(
      () =>
        [...document.querySelectorAll('main [aria-haspopup="dialog"]')]
          .filter((element) => element.checkVisibility())
          .filter((element) => getComputedStyle(element).textDecorationLine !== 'none').length,
    );
    await page.emulateMedia({ media: null });
    expect(marks).toBe(0);
  });
});

describe('the story of a number', () => {
  it('takes the focus, keeps it, and gives it back; the page beneath is hidden meanwhile, and not styled anew', async () => {
    await goTo(page, '#/?years=2023&metric=permits', '全国，2023 年');
    const number = page.locator('[data-figure="key-figures"] button[aria-haspopup="dialog"]').first();
    await number.focus();
    await page.keyboard.press('Enter');
    const story = dialog();
    await story.getByRole('heading', { level: 2 }).waitFor();
    await expect.poll(() => hasFocus(story)).toBe(true);
    expect(await page.getByRole('main').count()).toBe(0);
    expect(await page.locator('[inert]').count()).toBe(0);
    // Round once, whatever is in it.
    const stops = await story.locator('a, button, summary, [tabindex="0"]').count();
    for (let press = 0; press <= stops; press += 1) {
      await page.keyboard.press('Tab');
      expect(await story.evaluate((element) => element.contains(document.activeElement))).toBe(true);
    }
    await page.keyboard.press('Escape');
    await story.waitFor({ state: 'detached' });
    await expect.poll(() => hasFocus(number)).toBe(true);
    expect(await page.getByRole('main').count()).toBe(1);
  });

  it('closes on a press beside it', async () => {
    await page.locator('[data-figure="key-figures"] button[aria-haspopup="dialog"]').first().click();
    await dialog().waitFor();
    await page.mouse.click(20, 450);
    await dialog().waitFor({ state: 'detached' });
    expect((await viewParameters(page))['story']).toBeUndefined();
  });
});

describe('a number that is not there', () => {
  it('opens its story, which says that no report is held', async () => {
    await goTo(page, '#/?region=130623&years=2023&metric=coercions&tables=ranking', '涞水县，2023 年');
    const row = page.locator('figure#ranking').getByRole('row', { name: /^永阳镇/ });
    await row.getByRole('button', { name: '没有收录这一年的年报' }).click();
    await dialog().getByRole('heading', { name: '永阳镇，2023 年：行政强制' }).waitFor();
    expect((await viewParameters(page))['story']).toMatch(/^coercions\.130623\d{3}$/);
    await expect.poll(() => dialog().innerText()).toMatch(/没有计入：没有收录年报\s+1\s/);
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
  });

  it('opens its story, which says that the section was read only in part', async () => {
    await goTo(page, '#/region/130623205?years=2023', '其中口乡，2023 年');
    const sheet = page.locator('figure#report-2023').getByRole('row', { name: /^总计/ });
    await sheet.getByRole('button', { name: '年报中空白，或未能读取' }).last().click();
    await expect.poll(() => dialog().innerText()).toContain('第三部分（申请办理）只读到一部分');
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
  });
});

describe('a mark of a chart', () => {
  const PACKAGE = `package=${SYNTHETIC_PACKAGE}`;
  beforeAll(async () => {
    await visit(page, `#/applications?${PACKAGE}&years=2023`);
    await dataReady(page);
  });

  /** Goes to the first mark of a figure with the keyboard and chooses it. */
  async function choose(figure: string): Promise<string> {
    await page.locator(`figure#${figure}`).getByRole('img').first().focus();
    await page.keyboard.press('Home');
    await page.keyboard.press('Enter');
    await dialog().getByRole('heading', { level: 2 }).waitFor();
    const story = (await viewParameters(page))['story'] ?? '';
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
    return story;
  }

  it('opens the story of its number: flow, heat map, grounds, parts of a whole', async () => {
    expect(await choose('flow')).toBe('applications_new.0');
    expect(await choose('outcome-applicants')).toBe('applications_new.0');
    expect(await choose('grounds')).toBe('refusal_rate.0');
    expect(await choose('outcomes')).toBe('applications_handled.0.2019');
    expect(await choose('applicants')).toBe('applications_new.0.2019');
  });

  it('opens the story of its number: strip, funnel, scatter, lines compared, two years', async () => {
    await goTo(page, `#/complaints?${PACKAGE}&years=2019-2025`, /^全国的复议和诉讼/);
    expect(await choose('reconsideration-funnel')).toMatch(/^reconsideration_correction_rate\.\d{2}$/);
    expect(await choose('channels')).toBe('reconsiderations.0');
    await goTo(page, `#/enforcement?${PACKAGE}&years=2023`, /^许可与处罚：全国/);
    expect(await choose('scatter')).toMatch(/^penalties\.\d{2}$/);
    await goTo(page, `#/region/13?${PACKAGE}&years=2023`, /^河北省/);
    expect(await choose('peers')).toMatch(/^permits\.\d{2}$/);
    await goTo(
      page,
      `#/compare?${PACKAGE}&regions=11,12,13&region=13&years=2022-2023&metric=permits`,
      '地区对比',
    );
    expect(await choose('compare-lines')).toBe('permits.13.2019');
    expect(await choose('two-years-dots')).toMatch(/^permits\.\d{2}\.2023$/);
  });

  it('a table of rates has the 95% interval beside each, and one for counts says that there is none', async () => {
    await goTo(page, `#/applications?${PACKAGE}&years=2023&tables=petition-share-trend`, /^申请办理：全国/);
    const table = page.locator('figure#petition-share-trend').getByRole('table');
    const heads = await table.getByRole('columnheader').allInnerTexts();
    expect(heads.filter((head) => head.includes('95% 区间'))).toHaveLength(2);
    const cells = await table.getByRole('row').nth(1).getByRole('cell').allInnerTexts();
    const [value, , , low, high] = cells.map((cell) => Number.parseFloat(cell));
    expect(low).toBeLessThan(value ?? Number.NaN);
    expect(high).toBeGreaterThan(value ?? Number.NaN);
  });

  it('a story’s title stays above the heads of a table that is scrolled beneath it', async () => {
    await goTo(page, `#/?${PACKAGE}&years=2023&metric=permits`, '全国，2023 年');
    await page.evaluate(() => {
      window.location.hash += '&story=permits.0';
    });
    const table = dialog().getByRole('table').filter({ hasText: '乡镇街道' });
    const shown = await table.evaluate(async (element) => {
      const title = element.closest('[role="dialog"]')?.querySelector('h2');
      const head = element.querySelector('thead');
      const section = element.closest('section');
      if (!title || !head || !section) return null;
      section.scrollIntoView();
      await new Promise((resolve) => requestAnimationFrame(resolve));
      const box = title.getBoundingClientRect();
      const cell = head.getBoundingClientRect();
      const seen = document.elementFromPoint(box.left + 8, cell.top + cell.height / 2);
      return {
        beneath: cell.top < box.bottom && cell.bottom > box.top,
        onTop: seen !== null && !section.contains(seen),
      };
    });
    expect(shown).toEqual({ beneath: true, onTop: true });
    await page.keyboard.press('Escape');
    await dialog().waitFor({ state: 'detached' });
  });

  it('a long table is printed whole up to a thousand rows, and says what is left out', async () => {
    await goTo(page, `#/?${PACKAGE}&years=2019-2025&metric=permits`, '全国，2019–2025 年');
    await readToTheEnd(page);
    const reports = page.locator('figure#reports');
    const rows = () => reports.locator('tbody tr:not([aria-hidden])').count();
    const before = await rows();
    expect(before).toBeLessThan(200);
    await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
    expect(await rows()).toBe(1000);
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
    await expect.poll(rows).toBeLessThan(200);
  });
});

interface Spoken {
  readonly role: string;
  readonly name: string;
  readonly level: number | null;
}

/** What Chromium tells assistive technology of the page, in reading order. */
async function spoken(): Promise<readonly Spoken[]> {
  const session = await page.context().newCDPSession(page);
  const { nodes } = await session.send('Accessibility.getFullAXTree');
  await session.detach();
  const byId = new Map(nodes.map((node) => [node.nodeId, node]));
  const read = (id: string): readonly Spoken[] => {
    const node = byId.get(id);
    if (node === undefined) return [];
    const below = (node.childIds ?? []).flatMap(read);
    if (node.ignored) return below;
    const level: unknown = node.properties?.find(({ name }) => name === 'level')?.value.value;
    const own: Spoken = {
      role: String(node.role?.value ?? ''),
      name: String(node.name?.value ?? '').trim(),
      level: typeof level === 'number' ? level : null,
    };
    return [own, ...below];
  };
  const [root] = nodes;
  return root === undefined ? [] : read(root.nodeId);
}

/** Roles that are nothing without a name. */
const NAMED = [
  'button',
  'link',
  'combobox',
  'tablist',
  'tab',
  'table',
  'region',
  'figure',
  'image',
  'heading',
  'searchbox',
];
/** Each of these is listed by screen readers apart from the page around it, so no two may sound alike. */
const UNIQUE = ['figure', 'tablist', 'table', 'image'];

describe('a screen reader', () => {
  let said: { readonly name: string; readonly nodes: readonly Spoken[] }[];
  beforeAll(async () => {
    said = [];
    await visit(page, '#/?years=2023&metric=permits');
    await dataReady(page);
    await eachPage(page, async (name) => {
      said.push({ name, nodes: await spoken() });
    });
    await goTo(page, '#/region/130623205?years=2023', '其中口乡，2023 年');
    said.push({ name: '乡镇', nodes: await spoken() });
  });

  it('hears headings of which none skips a level, one of them the page’s', () => {
    const wrong = said.flatMap(({ name, nodes }) => {
      const levels = nodes.flatMap(({ role, level }) =>
        role === 'heading' && level !== null ? [level] : [],
      );
      const skips = levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1).length;
      const firsts = levels.filter((level) => level === 1).length;
      return levels.length > 5 && skips === 0 && firsts === 1 ? [] : [`${name}: ${levels.join(' ')}`];
    });
    expect(wrong).toEqual([]);
  });

  it('hears a name of everything that can be pressed, listed or jumped to', () => {
    const nameless = said.flatMap(({ name, nodes }) =>
      nodes
        .filter((node) => NAMED.includes(node.role) && node.name === '')
        .map(({ role }) => `${name}: ${role}`),
    );
    expect(nameless).toEqual([]);
  });

  it('hears no two figures, tables, charts or switches of a page by the same name, nor two downloads', () => {
    const twice = said.flatMap(({ name, nodes }) => {
      const names = nodes
        .filter(
          (node) =>
            UNIQUE.includes(node.role) || (node.role === 'button' && node.name.startsWith('下载/引用')),
        )
        .map((node) => `${node.role} ${node.name}`);
      return names.filter((each, index) => names.indexOf(each) !== index).map((each) => `${name}: ${each}`);
    });
    expect(twice).toEqual([]);
  });

  it('hears a chart by its sentence and not label by label', () => {
    const roles = new Set(said.flatMap(({ nodes }) => nodes.map(({ role }) => role)));
    expect(roles.has('image')).toBe(true);
    expect(roles.has('SvgRoot')).toBe(false);
    const short = said.flatMap(({ nodes }) =>
      nodes.filter(({ role, name }) => role === 'image' && !/[，：。]/.test(name)).map(({ name }) => name),
    );
    expect(short).toEqual([]);
  });

  it('hears the head of a column without the words of its button', () => {
    const heads = said.flatMap(({ nodes }) => nodes.filter(({ role }) => role === 'columnheader'));
    expect(heads.length).toBeGreaterThan(20);
    expect(heads.filter(({ name }) => name === '' || name.includes('词义')).map(({ name }) => name)).toEqual(
      [],
    );
  });
});

it('none of this put an error on the console', () => {
  expect(tab.errors).toEqual([]);
});
