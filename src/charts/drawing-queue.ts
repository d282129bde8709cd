/**
 * Charts are drawn one at a time, each in a task of its own: drawing cannot be interrupted, and a page of twenty charts
 * drawn in one go would be deaf for as long. Each drawing leaves a User Timing measure `draw-chart`.
 */

/** What draws, and whether its chart is in sight. */
const waiting = new Map<() => void, () => boolean>();
let channel: MessageChannel | undefined;
let asked = false;

/** Between `beforeprint` and `afterprint`. */
export function isPrinting(): boolean {
  return typeof document !== 'undefined' && document.documentElement.dataset['printing'] !== undefined;
}

/** Draws when its turn comes, those in sight before the others. Returns the way to call it off. */
export function drawInTurn(draw: () => void, isInSight: () => boolean = () => true): () => void {
  waiting.set(draw, isInSight);
  ask();
  return () => {
    waiting.delete(draw);
  };
}

/** Draws everything that waits, at once: paper is laid out without a turn. */
export function drawAllNow(): void {
  for (const draw of waiting.keys()) {
    waiting.delete(draw);
    timed(draw);
  }
}

/** Runs what draws, and leaves its measure. */
export function timed(draw: () => void): void {
  const start = performance.now();
  draw();
  performance.measure('draw-chart', { start });
}

function firstInSight(): (() => void) | undefined {
  for (const [draw, isInSight] of waiting) if (isInSight()) return draw;
  return undefined;
}

function ask(): void {
  if (asked || waiting.size === 0) return;
  asked = true;
  // A frame first, so that what was pressed is answered before the drawing begins; a tab in the background has none.
  if (document.visibilityState === 'hidden') goOn();
  else requestAnimationFrame(goOn);
}

function goOn(): void {
  if (channel === undefined) {
    channel = new MessageChannel();
    channel.port1.onmessage = next;
  }
  channel.port2.postMessage(null);
}

function next(): void {
  const draw = firstInSight() ?? waiting.keys().next().value;
  if (draw !== undefined) {
    waiting.delete(draw);
    try {
      timed(draw);
    } finally {
      if (waiting.size > 0) goOn();
    }
  }
  asked = waiting.size > 0;
}
