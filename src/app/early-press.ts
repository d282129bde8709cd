/** Presses on the page as the build drew it, before there is code to answer them: the last is answered once there is. */
import { afterPaint } from '#components/after-paint.ts';

/** What was pressed: the `index`-th control of this name, in the page's own part or in the frame around it. */
interface EarlyPress {
  readonly inMain: boolean;
  readonly name: string;
  readonly index: number;
  /** In ms since navigation. */
  readonly at: number;
  /** The address of that moment. */
  readonly hash: string;
}

/** Left by the script in the page: see `cli/paint-first.ts`. */
interface EarlyPresses {
  /** The last one, unless it met something that answers by itself. */
  readonly last: EarlyPress | null;
  /** Controls of a name, on the page as it is now. */
  readonly like: (inMain: boolean, name: string) => readonly HTMLElement[];
  readonly stop: () => void;
}

declare global {
  interface Window {
    earlyPresses?: EarlyPresses;
  }
}

/** In ms: later, the reader no longer waits for what was pressed. */
const PATIENCE = 10_000;

/**
 * To be called when the frame of the page is there, and when the page itself is. Answered after the next frame: lists of
 * choices know what is in them only then.
 */
export function answerEarlyPress(part: 'frame' | 'page'): void {
  afterPaint(() => answer(part));
}

function answer(part: 'frame' | 'page'): void {
  const { earlyPresses } = window;
  const press = earlyPresses?.last;
  if (earlyPresses === undefined || (part === 'frame' && press?.inMain === true)) return;
  if (part === 'page') {
    earlyPresses.stop();
    delete window.earlyPresses;
  }
  if (!press || performance.now() - press.at > PATIENCE || press.hash !== location.hash) return;
  const control = earlyPresses.like(press.inMain, press.name)[press.index];
  control?.focus();
  control?.click();
}
