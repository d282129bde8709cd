/**
 * Does what a press leads to once the page has shown that it was pressed: a list that closes need not wait for the page
 * that is made anew for its choice. A tab in the background shows nothing, and waits for nothing.
 */
export function afterPaint(work: () => void): void {
  if (document.visibilityState === 'hidden') work();
  else requestAnimationFrame(() => setTimeout(work));
}
