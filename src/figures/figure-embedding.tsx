/** Which figures can be shown alone in other pages, and whether this page is one such figure. */
import { createContext, useContext } from 'react';

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
