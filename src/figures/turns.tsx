/** A page come to by a link is put together part by part, so that it answers between any two of them. */
import { createContext, type ReactNode, startTransition, useContext, useEffect, useState } from 'react';
import { flushSync } from 'react-dom';
import { afterPaint } from '#components/after-paint.ts';

/** The parts of a page that are still to come, in their order. */
export class Turns {
  readonly #waiting = new Set<() => void>();
  #coming: (() => void) | undefined;
  #asked = false;

  /** Calls `come` when its turn has come. Returns what to call once the part is there, or is wanted no more. */
  wait(come: () => void): () => void {
    this.#waiting.add(come);
    this.#ask();
    return () => {
      this.#waiting.delete(come);
      if (this.#coming !== come) return;
      this.#coming = undefined;
      this.#ask();
    };
  }

  /** Paper waits for no turn. */
  readonly allNow = (): void => {
    const all = [...this.#waiting];
    this.#waiting.clear();
    flushSync(() => {
      for (const come of all) come();
    });
  };

  #ask(): void {
    if (this.#asked || this.#coming !== undefined || this.#waiting.size === 0) return;
    this.#asked = true;
    const next = () => {
      this.#asked = false;
      const [come] = this.#waiting;
      if (come === undefined) return;
      this.#waiting.delete(come);
      this.#coming = come;
      startTransition(come);
    };
    // What is there by now is seen first.
    afterPaint(next);
  }
}

const TurnsContext = createContext<Turns | null>(null);

/** Around a page whose parts come in turn; with null they are all there at once. */
export function InTurns({ turns, children }: { readonly turns: Turns | null; readonly children: ReactNode }) {
  useEffect(() => {
    if (turns === null) return undefined;
    // Before anything on the page prepares itself for paper.
    addEventListener('beforeprint', turns.allNow, { capture: true });
    return () => removeEventListener('beforeprint', turns.allNow, { capture: true });
  }, [turns]);
  return <TurnsContext value={turns}>{children}</TurnsContext>;
}

/** Whether a part of the page is to be drawn by now. */
export function useTurn(): boolean {
  // A part keeps to the page it came with.
  const [turns] = useState(useContext(TurnsContext));
  const [come, setCome] = useState(turns === null);
  useEffect(() => {
    if (turns === null || come) return undefined;
    return turns.wait(() => setCome(true));
  }, [turns, come]);
  return come;
}
