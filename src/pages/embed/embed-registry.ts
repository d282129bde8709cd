/** Figures that can be shown alone in other pages, by the name in `/embed/NAME`. Small: the figures come when asked for. */
import { type ComponentType, lazy } from 'react';

export interface EmbeddedFigure {
  /** Path of the page the figure belongs to; `/region` stands for the page of the view's region. */
  readonly home: string;
  readonly component: ComponentType;
}

type SharedFigures = typeof import('./shared-figures.tsx').SHARED_FIGURES;
type CompareFigures = typeof import('./compare-figures.tsx').COMPARE_FIGURES;

function shared(name: keyof SharedFigures): ComponentType {
  return lazy(async () => ({ default: (await import('./shared-figures.tsx')).SHARED_FIGURES[name] }));
}

function compared(name: keyof CompareFigures): EmbeddedFigure {
  return {
    home: '/compare',
    component: lazy(async () => ({ default: (await import('./compare-figures.tsx')).COMPARE_FIGURES[name] })),
  };
}

export const EMBEDDED_FIGURES: Readonly<Record<string, EmbeddedFigure>> = {
  trend: { home: '/region', component: shared('trend') },
  map: { home: '/region', component: shared('map') },
  ranking: { home: '/region', component: shared('ranking') },
  spread: { home: '/region', component: shared('spread') },
  reports: { home: '/region', component: shared('reports') },
  'enforcement-trends': { home: '/region', component: shared('enforcement-trends') },
  'applications-trends': { home: '/region', component: shared('applications-trends') },
  'complaints-trends': { home: '/region', component: shared('complaints-trends') },
  peers: { home: '/region', component: shared('peers') },
  outcomes: { home: '/applications', component: shared('outcomes') },
  applicants: { home: '/applications', component: shared('applicants') },
  flow: { home: '/applications', component: shared('flow') },
  grounds: { home: '/applications', component: shared('grounds') },
  'outcome-applicants': { home: '/applications', component: shared('outcome-applicants') },
  scatter: { home: '/enforcement', component: shared('scatter') },
  'reconsideration-results': { home: '/complaints', component: shared('reconsideration-results') },
  'lawsuit-results': { home: '/complaints', component: shared('lawsuit-results') },
  'reconsideration-funnel': { home: '/complaints', component: shared('reconsideration-funnel') },
  'lawsuit-funnel': { home: '/complaints', component: shared('lawsuit-funnel') },
  'compare-lines': compared('compare-lines'),
  'compare-table': compared('compare-table'),
  'two-years-dots': compared('two-years-dots'),
  definitions: compared('definitions'),
};
