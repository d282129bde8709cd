import { useParams } from '@tanstack/react-router';
import { EmbedPage } from '#pages/embed/embed-page.tsx';
import { embeddedFigure } from './embeds.ts';

/** `/embed/NAME`: one figure, for frames in other pages. */
export function EmbedRoute() {
  const { figure } = useParams({ strict: false });
  return <EmbedPage figure={figure === undefined ? undefined : embeddedFigure(figure)} />;
}
