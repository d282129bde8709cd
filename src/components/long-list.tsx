/** A list of which only what is in view is made: the metrics, what a search finds. */
import type { ReactNode } from 'react';
import { ListLayout, Virtualizer } from 'react-aria-components';

export interface LongListProps {
  /** The list. What is in it has places of its own, so neither its width nor its padding come from there. */
  readonly children: ReactNode;
}

/** Stands around one list. */
export function LongList({ children }: LongListProps) {
  return (
    <Virtualizer layout={ListLayout} layoutOptions={GUESSES}>
      {children}
    </Virtualizer>
  );
}

/**
 * In px, of an option with one line of note, and of a heading. What is in view is measured, and where it measures just this,
 * as most do, the list is not laid out a second time.
 */
const GUESSES = { estimatedRowHeight: 54, estimatedHeadingHeight: 38, padding: 4 };
