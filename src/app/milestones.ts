import { useIsFetching } from '@tanstack/react-query';
import { useEffect } from 'react';
import { markOnce } from '#components/mark-once.ts';

/** What is still to come: questions without an answer, charts whose room is not measured yet, charts not drawn. */
const TO_COME = '[data-pending], .echart-box:empty:not([hidden] *), .echart-host:not([data-drawn])';

/** What no page waits for that has its figures: the names of all regions, for searching, and their readings. */
const BESIDE_THE_PAGE: ReadonlySet<unknown> = new Set(['regions', 'pinyin']);

/** The page is there and nothing on it is still to come. */
function complete(): boolean {
  return (
    document.querySelector('main h1, main [data-embedded]') !== null &&
    document.querySelector(TO_COME) === null
  );
}

/**
 * Marks `data-ready` once the page's questions are answered and its charts drawn. `version` is the data's:
 * another package starts the wait anew, the mark is set once a visit.
 */
export function useMilestones(version: string): void {
  const asking = useIsFetching({ predicate: ({ queryKey }) => !BESIDE_THE_PAGE.has(queryKey[0]) });
  // oxlint-disable-next-line react/exhaustive-deps -- `version` restarts the wait
  useEffect(() => {
    if (asking > 0) return undefined;
    // Twice in a row: an answer that has just come has its chart on the page only a frame later.
    let before = false;
    let frame = requestAnimationFrame(look);
    function look(): void {
      const now = complete();
      if (now && before) {
        markOnce('data-ready');
        for (const listener of [...waiting]) listener();
        return;
      }
      before = now;
      frame = requestAnimationFrame(look);
    }
    return () => cancelAnimationFrame(frame);
  }, [asking, version]);
}

const waiting = new Set<() => void>();

/** Does something after `data-ready`, or at the next such moment. Returns the way to call it off. */
export function whenReady(work: (signal: AbortSignal) => Promise<void>): () => void {
  const controller = new AbortController();
  const begin = () => {
    waiting.delete(begin);
    // Background work: what fails here fails again, with words, when a reader asks for it.
    work(controller.signal).catch(() => {});
  };
  waiting.add(begin);
  return () => {
    waiting.delete(begin);
    controller.abort();
  };
}
