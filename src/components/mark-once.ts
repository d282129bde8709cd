/** Moments of a visit that are measured: the first figure on the page, and all data ready to be asked. */
export type Milestone = 'first-figure' | 'data-ready';

/** Sets a User Timing mark the first time it is called with a name, and never again. */
export function markOnce(name: Milestone): void {
  if (performance.getEntriesByName(name, 'mark').length === 0) performance.mark(name);
}
