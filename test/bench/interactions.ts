/** The scripted interactions on the built site: how soon they are answered, what blocks the page, what memory is left. */
import type { Page } from 'playwright-core';
import { launchChromium } from '../support/chromium.ts';
import { installProbe, type Task } from './interaction-probe.ts';
import { type Interaction, interact, interactOnce } from './interaction-script.ts';
import { type Memory, memoryOf, untilMarked } from './loads.ts';

export interface Answered {
  readonly kind: string;
  readonly what: string;
  /** From the input to the first paint that shows the answer, ms; null when none came. */
  readonly ms: number | null;
  /** Event Timing's own figure for the same input, in steps of 8 ms; null below 16. */
  readonly paint: number | null;
}

export interface LongTask {
  readonly ms: number;
  /** Of it, drawing of charts. */
  readonly drawing: number;
  /** What was last pressed before, and how long before. */
  readonly after: string;
  readonly later: number;
}

export interface InteractionsResult {
  readonly seed: string;
  /** How long a fixed piece of arithmetic takes in a page, ms: days and machines can be set against each other by it. */
  readonly pace: number;
  readonly answers: readonly Answered[];
  readonly longTasks: readonly LongTask[];
  /** How many interactions were not counted, one round of everything. */
  readonly warming: number;
  /** At rest in the same view each time: when it was first drawn, before, and after. */
  readonly memory: { readonly first: Memory; readonly before: Memory; readonly after: Memory };
}

const INTERACTIONS = 200;

/** Steps of the arithmetic the machine's pace is told by. */
export const PACE_STEPS = 100_000_000;

/** Of the best of three: what else the machine does only adds to it. */
async function paceOf(page: Page): Promise<number> {
  return page.evaluate((steps) => {
    const times = [0, 1, 2].map(() => {
      const start = performance.now();
      let value = 0;
      for (let step = 0; step < steps; step += 1) value = (value * 31 + step) | 0;
      // Used, so that it is not left out.
      return performance.now() - start + (value === 0.5 ? 1 : 0);
    });
    return Math.min(...times);
  }, PACE_STEPS);
}

export async function measureInteractions(
  siteUrl: string,
  folder: string,
  seed: string,
): Promise<InteractionsResult> {
  const browser = await launchChromium();
  try {
    const context = await browser.newContext({ locale: 'zh-CN', viewport: { width: 1280, height: 900 } });
    // The compiler of this script names inner functions by a helper that the page does not have.
    await context.addInitScript('globalThis.__name = (value) => value');
    await context.addInitScript(installProbe);
    const blank = await context.newPage();
    const pace = await paceOf(blank);
    await blank.close();
    const page = await context.newPage();
    const view = `#/?package=${folder.split('/').at(-1)}&years=2023`;
    await page.goto(siteUrl + view);
    await untilMarked(page, 'data-ready');
    const first = await memoryOf(browser, page);
    // One round of everything first: the engine keeps what its largest question took, and parts of the data come late.
    const warming = await interactOnce(page, `${seed}, first`);
    await toView(page, view);
    await page.evaluate(() => window.probe.take());
    const before = await memoryOf(browser, page);
    // After the garbage collection of that, which is none of the page's tasks.
    const start = await page.evaluate(() => performance.now());
    const done = await interact(page, seed, INTERACTIONS);
    const seen = await page.evaluate(() => ({
      ...window.probe.take(),
      drawing: performance
        .getEntriesByName('draw-chart', 'measure')
        .map(({ startTime, duration }) => ({ start: startTime, duration })),
    }));
    await toView(page, view);
    const after = await memoryOf(browser, page);
    return {
      seed,
      pace,
      answers: done.map(({ kind, what, timed }) => ({
        kind,
        what,
        ms: timed === null ? null : timed.painted - timed.input,
        paint: timed === null ? null : paintOf(timed.input, timed.painted, seen.events),
      })),
      longTasks: seen.longTasks
        .filter((task) => task.start >= start)
        .map((task) => describe(task, seen.drawing, done)),
      warming,
      memory: { first, before, after },
    };
  } finally {
    await browser.close();
  }
}

function paintOf(from: number, to: number, events: readonly Task[]): number | null {
  const own = events.filter(({ start }) => start >= from - 1 && start <= to);
  return own.length === 0 ? null : Math.max(...own.map(({ duration }) => duration));
}

function describe(task: Task, drawing: readonly Task[], done: readonly Interaction[]): LongTask {
  const end = task.start + task.duration;
  const drawn = drawing.reduce(
    (sum, { start, duration }) =>
      sum + Math.max(0, Math.min(end, start + duration) - Math.max(task.start, start)),
    0,
  );
  const last = done.findLast(({ timed }) => timed !== null && timed.input <= end);
  return {
    ms: task.duration,
    drawing: drawn,
    after: last === undefined ? '' : `${last.kind}: ${last.what}`,
    later: last?.timed ? task.start - last.timed.input : 0,
  };
}

/** In ms, a little longer than the app keeps answers that were left behind (`createQueryClient`). */
const ANSWERS_KEPT = 32_000;

/** Back to a view by its address, and to rest, with what was left behind let go. */
async function toView(page: Page, view: string): Promise<void> {
  await page.keyboard.press('Escape');
  await page.evaluate((hash) => {
    location.hash = hash;
  }, view);
  await page.waitForTimeout(500);
  await page.waitForFunction(() => window.probe.unsettled().length === 0, undefined, {
    polling: 100,
    timeout: 60_000,
  });
  await page.waitForTimeout(ANSWERS_KEPT);
}
