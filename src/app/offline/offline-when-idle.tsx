import { lazy, Suspense, useEffect, useState } from 'react';
import { idle } from '../idle.ts';

const Offline = lazy(async () => ({ default: (await import('./offline.tsx')).Offline }));

/** How long an idle moment is waited for, in ms. */
const PATIENCE = 5000;

/** Calls back in the first idle moment after `data-ready`. Returns the way to call it off. */
function whenIdle(work: () => void): () => void {
  let calledOff = false;
  const begin = async () => {
    await idle(PATIENCE);
    if (!calledOff) work();
  };
  const observer = new PerformanceObserver((list) => {
    if (list.getEntriesByName('data-ready').length === 0) return;
    observer.disconnect();
    void begin();
  });
  observer.observe({ type: 'mark', buffered: true });
  return () => {
    calledOff = true;
    observer.disconnect();
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
  const [rested, setRested] = useState(false);
  useEffect(() => whenIdle(() => setRested(true)), []);
  if (!import.meta.env.PROD || packagePath === undefined || !((rested && opened) || failed)) return null;
  return (
    <Suspense fallback={null}>
      <Offline packagePath={packagePath} mayCopy={!failed} />
    </Suspense>
  );
}
