/** Resolves when the page has nothing else to do, after so many milliseconds at the latest. */
export function idle(patience = 500): Promise<void> {
  return new Promise((resolve) => {
    // Safari has no idle callback.
    if (typeof requestIdleCallback === 'function')
      requestIdleCallback(() => resolve(), { timeout: patience });
    else setTimeout(resolve, 50);
  });
}
