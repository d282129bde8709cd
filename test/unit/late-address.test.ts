/** The address is written once the page has shown what was pressed, in order, and never over another one. */
import { expect, it } from 'vitest';
import { type AddressedWindow, createLateHistory } from '#app/late-address.ts';

interface Entry {
  readonly state: unknown;
  readonly href: string;
}

/** A window with entries as a browser keeps them, and the frame that comes when it is told to. */
function openWindow(address: string) {
  const entries: Entry[] = [{ state: null, href: address }];
  let at = 0;
  const listeners = new Map<string, ((event: Event) => void)[]>();
  const tell = (event: string): void => {
    for (const listener of listeners.get(event) ?? []) listener(new Event(event));
  };
  const absolute = (href: string) => new URL(href, entries[at]?.href ?? address).href;
  const go = (delta: number): void => {
    at += delta;
    tell('popstate');
  };
  const own: AddressedWindow = {
    document: { baseURI: address },
    get location() {
      return new URL(entries[at]?.href ?? address);
    },
    history: {
      get length() {
        return entries.length;
      },
      get state() {
        return entries[at]?.state;
      },
      pushState(state, _, href) {
        entries.splice(at + 1, entries.length, { state, href: absolute(`${href}`) });
        at += 1;
      },
      replaceState(state, _, href) {
        entries[at] = { state, href: absolute(`${href}`) };
      },
      back: () => go(-1),
      forward: () => go(1),
      go: (delta = 0) => go(delta),
    },
    addEventListener(event, listener) {
      listeners.set(event, [...(listeners.get(event) ?? []), listener]);
    },
    removeEventListener() {},
  };
  const frames: (() => void)[] = [];
  const history = createLateHistory(own, (work) => frames.push(work));
  const frame = (): void => {
    for (const work of frames.splice(0)) work();
  };
  frame();
  return {
    history,
    own,
    tell,
    frame,
    /** What follows the `#`, of every entry up to the present one. */
    hashes: () => entries.slice(0, at + 1).map(({ href }) => new URL(href).hash),
  };
}

/** The router writes in a microtask. */
const written = () => Promise.resolve();

const SITE = 'http://intranet.test/office/';

it('is known to the router at once, and written with the next frame', async () => {
  const { history, frame, hashes } = openWindow(`${SITE}#/?years=2023`);
  history.push('/compare?years=2024');
  await written();
  expect(history.location.href).toBe('/compare?years=2024');
  expect(hashes()).toEqual(['#/?years=2023']);
  frame();
  expect(hashes()).toEqual(['#/?years=2023', '#/compare?years=2024']);
});

it('keeps the order of what came within one frame', async () => {
  const { history, frame, hashes } = openWindow(`${SITE}#/`);
  history.push('/a');
  await written();
  history.push('/b');
  await written();
  history.replace('/c');
  await written();
  frame();
  expect(hashes()).toEqual(['#/', '#/a', '#/c']);
});

it('is written first when the app itself goes back', async () => {
  const { history, hashes } = openWindow(`${SITE}#/`);
  history.push('/a');
  await written();
  history.push('/b');
  await written();
  history.back();
  expect(hashes()).toEqual(['#/', '#/a']);
  expect(history.location.pathname).toBe('/a');
});

it('gives way to an address the reader typed meanwhile, and to the Back key', async () => {
  const typed = openWindow(`${SITE}#/`);
  typed.history.push('/a');
  await written();
  typed.own.history.pushState(null, '', '#/typed');
  typed.frame();
  expect(typed.hashes()).toEqual(['#/', '#/typed']);

  const back = openWindow(`${SITE}#/`);
  back.history.push('/a');
  await written();
  back.frame();
  back.history.push('/b');
  await written();
  back.own.history.back();
  back.frame();
  expect(back.hashes()).toEqual(['#/']);
  expect(back.history.location.pathname).toBe('/');
});

it('is written when the page is left before the frame', async () => {
  const { history, tell, hashes } = openWindow(`${SITE}#/`);
  history.push('/a');
  await written();
  tell('pagehide');
  expect(hashes()).toEqual(['#/', '#/a']);
});
