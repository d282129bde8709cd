/** 200 interactions with the dashboard, drawn from a seed: what a reader clicks, types and points at. */
import type { Page } from 'playwright-core';
import { between, type Draw, drawsFor, oneOf } from '../../src/cli/synthetic/draws.ts';
import type { Answer, Control, Timed } from './interaction-probe.ts';

export interface Interaction {
  readonly kind: string;
  /** What was pressed, typed or pointed at, and where. */
  readonly what: string;
  /** null when no answer came. */
  readonly timed: Timed | null;
}

/** Longest wait for an answer, ms. */
const PATIENCE = 8000;

/** Longest wait for a page to come to rest between interactions, ms. */
const REST = 30_000;

/** How often a reader goes on without waiting for the page to come to rest. */
const HASTE = 0.3;

/** Ends the run when there are enough. */
class Enough extends Error {}

/** Another heading, or the veil over the page that says that it is on the way. */
const VEIL: Answer = { kind: 'other', css: 'main h1', veil: true };

interface Reader {
  readonly page: Page;
  readonly draw: Draw;
  readonly done: Interaction[];
  /** How many there are to be. */
  readonly enough: number;
}

/** Goes through the script on a page that shows the overview and has the probe in it. */
export async function interact(page: Page, seed: string, enough: number): Promise<readonly Interaction[]> {
  const reader: Reader = { page, draw: drawsFor(seed), done: [], enough };
  try {
    for (;;) await round(reader);
  } catch (error) {
    if (!(error instanceof Enough)) throw error;
  }
  return reader.done;
}

/** Every task once, then every page of the navigation. Gives the number of interactions. */
export async function interactOnce(page: Page, seed: string): Promise<number> {
  const reader: Reader = { page, draw: drawsFor(seed), done: [], enough: Number.POSITIVE_INFINITY };
  await round(reader);
  const pages = await pageCount(reader);
  for (let index = 0; index < pages; index += 1) {
    if ((await currentLink(reader)) !== index) await goTo(reader, index);
    await rest(reader);
  }
  return reader.done.length;
}

async function round(reader: Reader): Promise<void> {
  for (const task of shuffled(TASKS, reader.draw)) await task(reader);
}

type Task = (reader: Reader) => Promise<void>;

/** One round; each task is one to six interactions. */
const TASKS: readonly Task[] = [
  chooseMetric,
  chooseMetric,
  chooseYear,
  chooseYear,
  searchRegion,
  drillDown,
  drillDown,
  goUp,
  turnFigure,
  turnFigure,
  sortTable,
  sortTable,
  openPage,
  openRegionPage,
  switchLanguage,
  chooseTheme,
  pointAtChart,
  pointAtChart,
  stepThroughChart,
  stepThroughChart,
  stepThroughChart,
  openStory,
  openStory,
  openFiles,
  switchProse,
  compare,
];

function shuffled<T>(list: readonly T[], draw: Draw): readonly T[] {
  return list
    .map((item) => ({ item, rank: draw() }))
    .sort((a, b) => a.rank - b.rank)
    .map(({ item }) => item);
}

async function rest({ page }: Reader): Promise<void> {
  // Polled from here: polling in the page's own frames would be work of the bench, not of the page.
  const until = Date.now() + REST;
  while ((await page.evaluate(() => window.probe.unsettled())).length > 0) {
    if (Date.now() > until) {
      const busy = await page.evaluate(() => window.probe.unsettled());
      throw new Error(`the page did not come to rest at ${page.url()}: ${busy.join('; ')}`);
    }
    await page.waitForTimeout(50);
  }
}

/** Waits for rest, or only for a moment: readers do not always wait. */
async function pause(reader: Reader): Promise<void> {
  await reader.page.waitForTimeout(between(reader.draw, 80, 250));
  if (reader.draw() >= HASTE) await rest(reader);
}

async function timed(
  reader: Reader,
  kind: string,
  what: string,
  answer: Answer,
  input: () => Promise<void>,
  patienceMs = PATIENCE,
): Promise<void> {
  const { page, done } = reader;
  await page.evaluate((expected) => window.probe.arm(expected), answer);
  await input();
  const result = await page.evaluate((patience) => window.probe.answered(patience), patienceMs);
  // A place of a chart may have nothing to say.
  if (result === null && answer.kind === 'tooltip') return;
  done.push({ kind, what: what.replace(/\s+/g, ' ').trim().slice(0, 60), timed: result });
  if (done.length >= reader.enough) throw new Enough();
  await pause(reader);
}

/** Presses a control when it is there; false when it is not. */
async function press(
  reader: Reader,
  kind: string,
  control: Control,
  answer: Answer,
  name = '',
): Promise<boolean> {
  const { page } = reader;
  const place = await page.evaluate((one) => window.probe.place(one), control);
  if (place === null) return false;
  await timed(reader, kind, `${name} ${place.text}`, answer, () => page.mouse.click(place.x, place.y));
  return true;
}

const field = (label: string): Control => ({
  css: 'button[aria-haspopup="listbox"]',
  within: { css: 'div', text: label },
});
const METRIC = '^(指标|Metric)';
const YEARS = '^(年份|Years)';

async function chooseFrom(reader: Reader, kind: string, label: string): Promise<void> {
  await toPageWith(reader, field(label));
  const opened = await press(reader, `open ${kind} list`, field(label), {
    kind: 'there',
    css: '[role="listbox"] [role="option"]',
  });
  if (!opened) return;
  await press(
    reader,
    `choose ${kind}`,
    {
      css: '[role="option"]:not([aria-selected="true"])',
      inView: true,
      // Years of one's own choice open further fields.
      text: '^(?!自选起止|From … to)',
      at: reader.draw(),
    },
    { kind: 'gone', css: '[role="listbox"]' },
  );
}

function chooseMetric(reader: Reader): Promise<void> {
  return chooseFrom(reader, 'metric', METRIC);
}

function chooseYear(reader: Reader): Promise<void> {
  return chooseFrom(reader, 'year', YEARS);
}

/** The overview, unless the page has the control. */
async function toPageWith(reader: Reader, control: Control): Promise<void> {
  await rest(reader);
  if ((await reader.page.evaluate((one) => window.probe.count(one), control)) > 0) return;
  if ((await currentLink(reader)) === 0) await goUp(reader);
  else await goTo(reader, 0);
  await rest(reader);
}

const PAGE_LINKS = 'header nav a';

function pageCount({ page }: Reader): Promise<number> {
  return page.evaluate((css) => window.probe.count({ css }), PAGE_LINKS);
}

/** Which page of the navigation is on show; -1 for one that stands in no menu. */
function currentLink({ page }: Reader): Promise<number> {
  return page.evaluate(
    (css) => [...document.querySelectorAll(css)].findIndex((link) => link.ariaCurrent === 'page'),
    PAGE_LINKS,
  );
}

async function goTo(reader: Reader, index: number): Promise<void> {
  await press(
    reader,
    'page',
    { css: PAGE_LINKS, at: (index + 0.5) / (await pageCount(reader)) },
    { kind: 'other', css: `${PAGE_LINKS}[aria-current="page"]` },
  );
}

async function openPage(reader: Reader): Promise<void> {
  const current = await currentLink(reader);
  // Never the page one is on.
  const others = [0, 1, 2, 3, 4].filter((index) => index !== current);
  await goTo(reader, oneOf(reader.draw, others));
}

const SEARCHES = ['其中口', 'qzk', '长安', 'chaoyang', '朝阳', '成都', 'xian', '龙', 'gulou', '130623'];

async function searchRegion(reader: Reader): Promise<void> {
  const input: Control = { css: 'main input[role="combobox"]' };
  await toPageWith(reader, input);
  const { page, draw } = reader;
  const value: Answer = { kind: 'other', css: '[role="listbox"]', attribute: 'innerHTML' };
  const place = await page.evaluate((one) => window.probe.place(one), input);
  if (place === null) return;
  await page.mouse.click(place.x, place.y);
  for (const letter of oneOf(draw, SEARCHES).slice(0, 4).split('')) {
    const before = await listedText(page);
    await timed(
      reader,
      'search for a place',
      `letter ${letter}`,
      before === '' ? { kind: 'there', css: '[role="listbox"]' } : value,
      () => page.keyboard.insertText(letter),
    );
  }
  await rest(reader);
  await timed(reader, 'choose a place', 'Enter', { kind: 'gone', css: '[role="listbox"]' }, () =>
    page.keyboard.press('Enter'),
  );
}

function listedText(page: Page): Promise<string> {
  return page.evaluate(() => document.querySelector('[role="listbox"]')?.textContent ?? '');
}

async function drillDown(reader: Reader): Promise<void> {
  const below: Control = { css: 'main nav ol > li:last-child > button' };
  await toPageWith(reader, below);
  if (!(await press(reader, 'open list of regions below', below, { kind: 'there', css: '[role="menu"]' })))
    return;
  await press(
    reader,
    'region below',
    {
      css: '[role="menu"] [role^="menuitem"]:not([aria-checked="true"])',
      inView: true,
      at: reader.draw(),
    },
    VEIL,
  );
}

async function goUp(reader: Reader): Promise<void> {
  await rest(reader);
  await press(reader, 'region above', { css: 'main nav ol a:not([aria-current])', at: 0 }, VEIL);
}

async function turnFigure(reader: Reader): Promise<void> {
  const tab: Control = { css: 'figure [role="tab"][aria-selected="false"]', at: reader.draw() };
  await toPageWith(reader, tab);
  const place = await reader.page.evaluate(async (one) => {
    const found = await window.probe.place(one);
    if (found === null) return null;
    const { id } = document.elementFromPoint(found.x, found.y)?.closest('[role="tab"]') ?? {};
    const figure = document.elementFromPoint(found.x, found.y)?.closest('figure');
    return { ...found, id, figure: figure?.id ?? '' };
  }, tab);
  if (place === null || place.id === undefined) return;
  await timed(
    reader,
    'turn a figure',
    `${place.figure}: ${place.text}`,
    { kind: 'other', css: `[id="${place.id}"]`, attribute: 'aria-selected' },
    () => reader.page.mouse.click(place.x, place.y),
  );
}

async function sortTable(reader: Reader): Promise<void> {
  const header: Control = { css: 'main th button', at: reader.draw() };
  await toPageWith(reader, header);
  const place = await reader.page.evaluate(async (one) => {
    const found = await window.probe.place(one);
    if (found === null) return null;
    const cell = document.elementFromPoint(found.x, found.y)?.closest('th');
    for (const marked of document.querySelectorAll('[data-probe]')) marked.removeAttribute('data-probe');
    cell?.setAttribute('data-probe', '');
    return { ...found, rows: cell?.closest('table')?.ariaRowCount ?? cell?.closest('table')?.rows.length };
  }, header);
  if (place === null) return;
  await timed(
    reader,
    'sort a table',
    `${place.text} (${place.rows} rows)`,
    { kind: 'other', css: '[data-probe]', attribute: 'aria-sort' },
    () => reader.page.mouse.click(place.x, place.y),
  );
}

async function openRegionPage(reader: Reader): Promise<void> {
  const { page, draw } = reader;
  const here = await page.evaluate(() => /^#\/region\/(\d+)/.exec(location.hash)?.[1] ?? '0');
  const link: Control = { css: `main table a[href*="/region/"]:not([href*="${here}"])`, at: draw() };
  await toPageWith(reader, link);
  await press(reader, 'page of a place', link, VEIL);
}

async function switchLanguage(reader: Reader): Promise<void> {
  await press(
    reader,
    'language',
    { css: 'header button[lang]' },
    { kind: 'other', css: 'header button[lang]' },
  );
}

async function chooseTheme(reader: Reader): Promise<void> {
  const button: Control = { css: 'header button[aria-haspopup]:not([aria-haspopup="listbox"])' };
  if (!(await press(reader, 'open list of themes', button, { kind: 'there', css: '[role="menu"]' }))) return;
  await press(
    reader,
    'theme',
    { css: '[role^="menuitem"]', text: reader.draw() < 0.5 ? '深|Dark' : '浅|Light' },
    { kind: 'gone', css: '[role="menu"]' },
  );
}

/** Points at places of a chart until one has something to say. */
async function pointAtChart(reader: Reader): Promise<void> {
  const chart: Control = { css: '.echart-host[data-drawn]', at: reader.draw() };
  await toPageWith(reader, chart);
  const { page, draw } = reader;
  const middle = await page.evaluate((one) => window.probe.place(one), chart);
  if (middle === null) return;
  const mark = await page.evaluate(
    ([x, y, share]) => {
      const host = document.elementFromPoint(x, y)?.closest('.echart-host');
      const marks = [...(host?.querySelectorAll('path') ?? [])]
        .map((path) => path.getBoundingClientRect())
        .filter(
          ({ width, height, top, bottom }) =>
            width > 3 && height > 3 && width < 400 && height < 400 && top > 0 && bottom < innerHeight,
        )
        .filter(({ left, top, width, height }) => {
          const at = document.elementFromPoint(left + width / 2, top + height / 2);
          return at?.tagName === 'path' && at.closest('.echart-host') === host;
        });
      const box = marks[Math.floor(share * marks.length)];
      const figure = host?.closest('figure')?.id ?? '';
      return box === undefined ? null : { figure, x: box.left + box.width / 2, y: box.top + box.height / 2 };
    },
    [middle.x, middle.y, draw()] as const,
  );
  if (mark === null) return;
  await page.mouse.move(mark.x - 60, 5);
  const point = () => page.mouse.move(mark.x, mark.y);
  await timed(reader, 'point at a chart', mark.figure, { kind: 'tooltip' }, point, 1000);
  await page.mouse.move(5, 5);
}

async function stepThroughChart(reader: Reader): Promise<void> {
  const { page, draw } = reader;
  const chart: Control = { css: '.echart[tabindex="0"]', at: draw() };
  await toPageWith(reader, chart);
  const figure = await page.evaluate(async (one) => {
    const place = await window.probe.place(one);
    if (place === null) return null;
    const element = document.elementFromPoint(place.x, place.y)?.closest<HTMLElement>('.echart');
    for (const marked of document.querySelectorAll('[data-probe]')) marked.removeAttribute('data-probe');
    element?.parentElement?.querySelector('[aria-live]')?.setAttribute('data-probe', '');
    element?.focus();
    return element?.closest('figure')?.id ?? '';
  }, chart);
  if (figure === null) return;
  await timed(reader, 'step into a chart', figure, { kind: 'other', css: '[data-probe]' }, () =>
    page.keyboard.press('ArrowRight'),
  );
  await page.keyboard.press('Escape');
}

async function openStory(reader: Reader): Promise<void> {
  const number: Control = { css: 'main button[aria-haspopup="dialog"]', at: reader.draw() };
  await toPageWith(reader, number);
  if (!(await press(reader, 'open a story', number, { kind: 'there', css: '[role="dialog"]' }))) return;
  await timed(reader, 'close a story', 'Escape', { kind: 'gone', css: '[role="dialog"]' }, () =>
    reader.page.keyboard.press('Escape'),
  );
}

async function openFiles(reader: Reader): Promise<void> {
  const button: Control = {
    css: 'main button[aria-haspopup="true"]',
    text: '下载|Download',
    at: reader.draw(),
  };
  await toPageWith(reader, button);
  if (!(await press(reader, 'open list of files', button, { kind: 'there', css: '[role="menu"]' }))) return;
  await timed(reader, 'close a list', 'Escape', { kind: 'gone', css: '[role="menu"]' }, () =>
    reader.page.keyboard.press('Escape'),
  );
}

async function switchProse(reader: Reader): Promise<void> {
  const css = 'main label:has(input[role="switch"])';
  const label: Control = { css, text: '正文|prose' };
  await toPageWith(reader, label);
  await press(reader, 'fill gaps from prose', label, { kind: 'other', css, attribute: 'data-selected' });
}

/** Goes to the comparison, adds a place, and takes one off. */
async function compare(reader: Reader): Promise<void> {
  const { page, draw } = reader;
  await rest(reader);
  await goToComparison(reader);
  await rest(reader);
  const input: Control = { css: 'main input[role="combobox"]' };
  const place = await page.evaluate((one) => window.probe.place(one), input);
  if (place === null) return;
  await page.mouse.click(place.x, place.y);
  await page.keyboard.insertText(oneOf(draw, SEARCHES));
  await page.waitForTimeout(500);
  // One that is not compared yet: further down each time.
  for (let step = between(draw, 1, 8); step > 0; step -= 1) await page.keyboard.press('ArrowDown');
  await timed(reader, 'compare: add', 'Enter', ADDED, () => page.keyboard.press('Enter'));
  await rest(reader);
  await press(reader, 'compare: remove', { css: 'main [role="grid"] button', at: draw() * 0.3 }, ADDED);
}

const ADDED: Answer = { kind: 'other', css: 'main [role="grid"]', veil: true };

async function goToComparison(reader: Reader): Promise<void> {
  if ((await currentLink(reader)) !== 1) await goTo(reader, 1);
}
