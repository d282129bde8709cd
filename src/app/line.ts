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

let frame: Promise<void> | undefined;

/** On a slow line the frame comes first, and answers: resolves once it has nothing left to do. At once on a quick one. */
export function afterFrame(): Promise<void> {
  frame ??= QUICK_LINE ? Promise.resolve() : idle();
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
