import { createHashHistory, type RouterHistory } from '@tanstack/react-router';
import { afterPaint } from '#components/after-paint.ts';

/** What of a window an address is read from and written to. */
export interface AddressedWindow {
  addEventListener(type: string, listener: (event: Event) => void): void;
  removeEventListener(type: string, listener: (event: Event) => void): void;
  readonly document: Pick<Document, 'baseURI'>;
  readonly location: Pick<Location, 'href' | 'pathname' | 'search' | 'hash'>;
  readonly history: Pick<
    History,
    'length' | 'state' | 'pushState' | 'replaceState' | 'back' | 'forward' | 'go'
  >;
}

interface Entry {
  readonly kind: 'pushState' | 'replaceState';
  readonly state: unknown;
  readonly href: string;
}

/**
 * The history of the address, written once the page has shown what was pressed: for the browser, writing it is the
 * work of a frame (10 to 25 ms on a slow machine). Until then the router knows the address, and the browser the one
 * before. Whoever leads the browser elsewhere in between has the last word.
 */
export function createLateHistory(
  own: AddressedWindow,
  later: (work: () => void) => void = afterPaint,
): RouterHistory {
  let waiting: Entry[] = [];
  /** The browser's address when the first of them came. */
  let from = '';
  const write = (): void => {
    const entries = waiting;
    waiting = [];
    if (own.location.href !== from) return;
    for (const { kind, state, href } of entries) own.history[kind](state, '', href);
  };
  const enter = (kind: Entry['kind'], state: unknown, href: string): void => {
    if (waiting.length === 0) {
      from = own.location.href;
      later(write);
    }
    waiting.push({ kind, state, href });
  };
  const present = (): Pick<Location, 'href' | 'pathname' | 'search' | 'hash'> => {
    const last = waiting.at(-1);
    return last === undefined ? own.location : new URL(last.href, own.location.href);
  };

  // Before the router hears of it.
  own.addEventListener('popstate', () => {
    waiting = [];
  });
  own.addEventListener('pagehide', write);
  return createHashHistory({
    window: {
      document: own.document,
      addEventListener: own.addEventListener.bind(own),
      removeEventListener: own.removeEventListener.bind(own),
      location: {
        get href() {
          return present().href;
        },
        get pathname() {
          return present().pathname;
        },
        get search() {
          return present().search;
        },
        get hash() {
          return present().hash;
        },
      },
      history: {
        get length() {
          return own.history.length;
        },
        get state(): unknown {
          const last = waiting.at(-1);
          return last === undefined ? own.history.state : last.state;
        },
        pushState: (state: unknown, _: string, href: string) => enter('pushState', state, href),
        replaceState: (state: unknown, _: string, href?: string) =>
          enter('replaceState', state, href ?? own.location.href),
        back() {
          write();
          own.history.back();
        },
        forward() {
          write();
          own.history.forward();
        },
        go(delta: number) {
          write();
          own.history.go(delta);
        },
      },
    },
  });
}
