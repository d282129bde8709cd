/**
 * Tells that the last try to open the package ended the whole tab, as happens where memory is short: the browser then
 * ends the page without a word, and would again. Kept for the tab's session; a page that is left by its reader leaves
 * nothing behind.
 */
import { EngineError } from '#engine/engine.ts';

/** Under which the folder is kept. */
export const OPENING_KEY = 'opening';

/** Null where storage is forbidden. */
function session(): Storage | null {
  try {
    return window.sessionStorage;
  } catch {
    return null;
  }
}

/** Folder of the package at which the page before this one ended; null when it did not. */
let endedAt = session()?.getItem(OPENING_KEY) ?? null;

/** Whether the page before this one ended while it opened a package: the engine had better not start by itself. */
export function openingEndedPage(): boolean {
  return endedAt !== null;
}

/**
 * Notes that the package is being opened; returns the way to take it back. Throws an `EngineError` when the page
 * before this one ended at it; the next try is then the reader's own wish.
 */
export function beginOpening(folder: string): () => void {
  const storage = session();
  const unfinished = endedAt === folder;
  endedAt = null;
  const end = (): void => {
    window.removeEventListener('pagehide', end);
    storage?.removeItem(OPENING_KEY);
  };
  end();
  if (unfinished) {
    throw new EngineError('start', 'Not enough memory: the last try to open the data ended the page.', {});
  }
  storage?.setItem(OPENING_KEY, folder);
  window.addEventListener('pagehide', end);
  return end;
}
