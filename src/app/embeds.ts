/** All figures that can stand alone: those several pages share, and those of one page. */
import { lazy } from 'react';
import { EMBEDDED_FIGURES, type EmbeddedFigure } from '#pages/embed/embed-registry.ts';

const ALL: Readonly<Record<string, EmbeddedFigure>> = {
  ...EMBEDDED_FIGURES,
  channels: {
    home: '/complaints',
    component: lazy(async () => ({
      default: (await import('#pages/complaints/channels-figure.tsx')).ChannelsFigure,
    })),
  },
};

const PATH = /^\/embed\/([^/]+)\/?$/;

export function embeddedFigure(name: string): EmbeddedFigure | undefined {
  return Object.hasOwn(ALL, name) ? ALL[name] : undefined;
}

/** Whether a path is that of a figure alone. */
export function isEmbedPath(pathname: string): boolean {
  return PATH.test(pathname);
}

/** The figure alone at a path; undefined for another path, and for a name no figure has. */
export function figureOfPath(pathname: string): EmbeddedFigure | undefined {
  const [, name] = PATH.exec(pathname) ?? [];
  return name === undefined ? undefined : embeddedFigure(name);
}

/** The page a figure's own path belongs to; null for all other paths. */
export function homeOfPath(pathname: string): string | null {
  return isEmbedPath(pathname) ? (figureOfPath(pathname)?.home ?? '/') : null;
}
