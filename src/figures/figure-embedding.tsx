/** Which figures can be shown alone in other pages, and whether this page is one such figure. */
import { createContext, useContext } from 'react';
import { useViewState } from '#components/use-view-state.ts';

export interface Embedding {
  /** Whether `/embed/ID` shows this figure. */
  readonly offers: (figure: string) => boolean;
  /** On an embedded figure: the path of the page it belongs to. */
  readonly home: string | null;
}

export const EmbeddingContext = createContext<Embedding>({ offers: () => false, home: null });

export function useEmbedding(): Embedding {
  return useContext(EmbeddingContext);
}

/** Where the name of a region in a figure leads: to this page about that region, from a figure alone to its own page. */
export function useRegionHref(): (code: string) => string {
  const { home } = useEmbedding();
  const { hrefWith, hrefOfRegion } = useViewState();
  return home === null ? (code) => hrefWith({ region: code, tables: [], sort: null }) : hrefOfRegion;
}
