/** What runs inside the page while it is being used: finds controls, and tells when a paint first shows an answer. */

/** A control on the page: the first that matches, or the one at `at` (0 to 1) among all that do. */
export interface Control {
  readonly css: string;
  /** A regular expression its text must match. */
  readonly text?: string;
  /** Another its accessible field must match: the text of the nearest `field` around it. */
  readonly within?: { readonly css: string; readonly text: string };
  readonly at?: number;
  /** Only among those that need no scrolling: a list closes when the page beneath it is scrolled. */
  readonly inView?: boolean;
}

export interface Place {
  readonly x: number;
  readonly y: number;
  readonly text: string;
}

/**
 * What counts as an answer: something is there, is gone, or says something else than before (its text, or an
 * attribute), or a figure under a veil says that its answer is on the way.
 */
export type Answer =
  | { readonly kind: 'there' | 'gone'; readonly css: string }
  | { readonly kind: 'other'; readonly css: string; readonly attribute?: string; readonly veil?: boolean }
  | { readonly kind: 'tooltip' };

export interface Timed {
  /** When the browser took the input, in ms since navigation. */
  readonly input: number;
  /** After the first paint that shows the answer. */
  readonly painted: number;
}

export interface Task {
  readonly start: number;
  readonly duration: number;
}

export interface Probe {
  /** Brings a control into view and gives its middle; null when there is none. */
  place(control: Control): Promise<Place | null>;
  count(control: Control): number;
  /** To be called before the input. */
  arm(answer: Answer): void;
  /** The answer to the input since `arm`; null when none came within `patience` ms of this call. */
  answered(patience: number): Promise<Timed | null>;
  /** What is still to come: open questions, charts not drawn. Empty when the page is at rest. */
  unsettled(): readonly string[];
  /** What was seen since the last call. Not kept any longer: some thousand events would count as the page's memory. */
  take(): Seen;
}

export interface Seen {
  readonly longTasks: readonly Task[];
  /** Event Timing, in steps of 8 ms: from the input to the next paint, whatever that shows. */
  readonly events: readonly Task[];
}

declare global {
  interface Window {
    readonly probe: Probe;
  }
}

/** Runs in the page before anything else, so it cannot use anything outside of itself. */
export function installProbe(): void {
  const longTasks: Task[] = [];
  const events: Task[] = [];
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) longTasks.push({ start: startTime, duration });
  }).observe({ type: 'longtask', buffered: true });
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) events.push({ start: startTime, duration });
  }).observe({ type: 'event', durationThreshold: 16, buffered: true } as PerformanceObserverInit);

  const TO_COME = [
    '[aria-busy="true"]',
    '[role="progressbar"]',
    '[data-pending]',
    '.echart-box:empty:not([hidden] *)',
    '.echart-host:not([data-drawn])',
  ]
    .map((css) => `main ${css}`)
    .join(', ');
  const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve));
  const isSeen = (element: Element) => {
    const { width, height } = element.getBoundingClientRect();
    return width > 0 && height > 0 && element.closest('[inert], [data-exiting]') === null;
  };

  const isOnTop = (element: Element) => {
    const { left, top, width, height } = element.getBoundingClientRect();
    return element.contains(document.elementFromPoint(left + width / 2, top + height / 2));
  };

  function all({ css, text, within, inView }: Control): readonly HTMLElement[] {
    const pattern = text === undefined ? undefined : new RegExp(text);
    const around = within === undefined ? undefined : new RegExp(within.text);
    return [...document.querySelectorAll<HTMLElement>(css)].filter(
      (element) =>
        isSeen(element) &&
        (inView !== true || isOnTop(element)) &&
        (pattern === undefined || pattern.test(element.textContent ?? '')) &&
        (within === undefined || around?.test(element.closest(within.css)?.textContent ?? '') === true),
    );
  }

  const textOf = (css: string, attribute: string | undefined): string => {
    const element = document.querySelector(css);
    if (element === null) return '';
    if (attribute === undefined) return element.textContent ?? '';
    return attribute === 'innerHTML' ? element.innerHTML : (element.getAttribute(attribute) ?? '');
  };
  const tooltip = () =>
    [...document.querySelectorAll<HTMLElement>('.echart-host > div')]
      .filter(({ style }) => style.pointerEvents === 'none' && style.visibility !== 'hidden')
      .map(({ textContent }) => textContent ?? '')
      .join('|');
  const busy = () => document.querySelector('main [aria-busy="true"]') !== null;

  function testOf(answer: Answer): () => boolean {
    switch (answer.kind) {
      case 'there':
        return () => document.querySelector(answer.css) !== null;
      case 'gone':
        return () => document.querySelector(answer.css) === null;
      case 'tooltip': {
        const before = tooltip();
        return () => {
          const now = tooltip();
          return now !== '' && now !== before;
        };
      }
      case 'other': {
        const before = textOf(answer.css, answer.attribute);
        const wasBusy = busy();
        return () =>
          textOf(answer.css, answer.attribute) !== before || (answer.veil === true && !wasBusy && busy());
      }
    }
  }

  let waiting: Promise<Timed> | undefined;

  function arm(answer: Answer): void {
    const isAnswered = testOf(answer);
    waiting = new Promise((resolve) => {
      let input: number | undefined;
      // Text of an input method comes without a key.
      const kinds = ['pointerdown', 'keydown', 'beforeinput', 'pointermove'] as const;
      const taken = (event: Event) => {
        input ??= event.timeStamp;
      };
      for (const kind of kinds) addEventListener(kind, taken, { capture: true, passive: true });
      const observer = new MutationObserver(look);
      function look(): void {
        if (input === undefined || !isAnswered()) return;
        observer.disconnect();
        for (const kind of kinds) removeEventListener(kind, taken, { capture: true });
        const from = input;
        requestAnimationFrame(() => {
          // The message arrives once the frame is painted.
          const channel = new MessageChannel();
          channel.port1.onmessage = () => resolve({ input: from, painted: performance.now() });
          channel.port2.postMessage(null);
        });
      }
      observer.observe(document, {
        subtree: true,
        childList: true,
        characterData: true,
        attributes: true,
      });
    });
  }

  const probe: Probe = {
    async place(control) {
      const found = all(control);
      const element = found[Math.floor((control.at ?? 0) * found.length)];
      if (element === undefined) return null;
      const box = () => element.getBoundingClientRect();
      const isInView = () => box().top >= 60 && box().bottom <= innerHeight - 10;
      if (control.inView !== true && !isInView()) {
        element.scrollIntoView({ block: box().height > innerHeight - 100 ? 'nearest' : 'center' });
        for (let frame = 0; frame < 4; frame += 1) await nextFrame();
      }
      const { left, top, width, height } = box();
      return { x: left + width / 2, y: top + height / 2, text: element.textContent ?? '' };
    },
    count: (control) => all(control).length,
    arm,
    answered(patience) {
      const patienceOver = new Promise<null>((resolve) => setTimeout(() => resolve(null), patience));
      return Promise.race([waiting ?? patienceOver, patienceOver]);
    },
    unsettled: () => [
      ...(document.querySelector('main h1') === null ? ['no heading'] : []),
      ...[...document.querySelectorAll(TO_COME)].map(
        (element) => `${element.closest('figure')?.id ?? ''} ${element.outerHTML.slice(0, 120)}`,
      ),
    ],
    take: () => ({ longTasks: longTasks.splice(0), events: events.splice(0) }),
  };
  Object.assign(window, { probe });
}
