import { lazy, Suspense, useEffect, useState } from 'react';

const Offline = lazy(async () => ({ default: (await import('./offline.tsx')).Offline }));

/** How long an idle moment is waited for, in ms. */
const PATIENCE = 5000;

/** Calls back in the first idle moment after `data-ready`. Returns the way to call it off. */
function whenIdle(work: () => void): () => void {
  let handle: number | undefined;
  const observer = new PerformanceObserver((list) => {
    if (list.getEntriesByName('data-ready').length === 0) return;
    observer.disconnect();
    // Safari has no idle callback.
    if (typeof requestIdleCallback === 'function') handle = requestIdleCallback(work, { timeout: PATIENCE });
    else work();
  });
  observer.observe({ type: 'mark', buffered: true });
  return () => {
    observer.disconnect();
    if (handle !== undefined) cancelIdleCallback(handle);
  };
}

export interface OfflineWhenIdleProps {
  /** Folder of the package on show; undefined until it is known. */
  readonly packagePath: string | undefined;
  readonly opened: boolean;
  /** The package could not be opened: no copy is made, but a new version, which may mend it, is still offered. */
  readonly failed: boolean;
}

/**
 * The offline copy, out of the way of the first visit: nothing of it is loaded before the page is complete
 * and the engine has answered.
 */
export function OfflineWhenIdle({ packagePath, opened, failed }: OfflineWhenIdleProps) {
  const [idle, setIdle] = useState(false);
  useEffect(() => whenIdle(() => setIdle(true)), []);
  if (!import.meta.env.PROD || packagePath === undefined || !((idle && opened) || failed)) return null;
  return (
    <Suspense fallback={null}>
      <Offline packagePath={packagePath} mayCopy={!failed} />
    </Suspense>
  );
}
