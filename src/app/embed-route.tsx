import { useViewState } from '#components/use-view-state.ts';
import { EmbedPage } from '#pages/embed/embed-page.tsx';
import { figureOfPath } from './embeds.ts';

/** `/embed/NAME`: one figure, for frames in other pages. */
export function EmbedRoute() {
  const { path } = useViewState();
  return <EmbedPage figure={figureOfPath(path)} />;
}
