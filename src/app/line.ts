import { idle } from './idle.ts';

/** Longest time in ms that the page's own code may take to come over a quick line. */
const QUICK = 250;

function isQuickLine(): boolean {
  const code = performance
    .getEntriesByType('resource')
    .filter(({ name }) => name.endsWith('.js')) as PerformanceResourceTiming[];
  if (code.length === 0) return false;
  const asked = Math.min(...code.map(({ startTime }) => startTime));
  return Math.max(...code.map(({ responseEnd }) => responseEnd)) - asked <= QUICK;
}

/**
 * Whether the way to the server is quick, judged by the code that has come: then the engine starts at once, since its
 * start is work and not waiting. On a slow one its megabytes wait until the page's own code is here and has drawn.
 * What the browser says of the connection itself is a guess on a first visit.
 */
export const QUICK_LINE = isQuickLine();

/** Ms in which a press may still come before the frame counts as at rest. */
const REST = 100;
/** Ms that work of the frame is waited for at the most, each of two times. */
const FRAME_PATIENCE = 3000;

let tellFrame: () => void;

const frameIsDrawn = new Promise<void>((resolve) => {
  tellFrame = resolve;
});

/** The frame of the page is on the page, and answers. */
export function frameIsThere(): void {
  tellFrame();
}

async function frameAtRest(): Promise<void> {
  await frameIsDrawn;
  await idle(FRAME_PATIENCE);
  await new Promise((resolve) => setTimeout(resolve, REST));
  await idle(FRAME_PATIENCE);
}

/** The build has no frame to wait for; and where no figures are on the page yet, these are what the reader waits for. */
function frameComesFirst(): boolean {
  return typeof document !== 'undefined' && document.documentElement.dataset['view'] !== 'other';
}

let frame: Promise<void> | undefined;

/**
 * On a slow line the frame comes first, and answers: resolves once it is there and has nothing left to do, a first press
 * included; without figures on the page, when there is nothing to do for a moment. At once on a quick line.
 */
export function afterFrame(): Promise<void> {
  frame ??= QUICK_LINE ? Promise.resolve() : frameComesFirst() ? frameAtRest() : idle();
  return frame;
}

let tell: () => void;

/** On a slow line, what comes after the first page's own code waits for this. */
export const afterFirstPage = new Promise<void>((resolve) => {
  tell = resolve;
});

/** The first page's own code is here, or cannot be had. */
export function firstPageIsHere(): void {
  tell();
}
