import { useIsFetching } from '@tanstack/react-query';
import { useEffect } from 'react';
import { markOnce } from '#components/mark-once.ts';

/** Charts on the page that have not been drawn yet. */
const UNDRAWN = '.echart-host:not([data-drawn])';

/**
 * Marks `data-ready` once the page's questions are answered and its charts drawn. `version` is the data's:
 * another package starts the wait anew, the mark is set once a visit.
 */
export function useMilestones(version: string): void {
  const asking = useIsFetching();
  // oxlint-disable-next-line react/exhaustive-deps -- `version` restarts the wait
  useEffect(() => {
    if (asking > 0) return undefined;
    let frame = requestAnimationFrame(look);
    function look(): void {
      if (document.querySelector('[data-figure]') !== null && document.querySelector(UNDRAWN) === null) {
        markOnce('data-ready');
      } else {
        frame = requestAnimationFrame(look);
      }
    }
    return () => cancelAnimationFrame(frame);
  }, [asking, version]);
}
