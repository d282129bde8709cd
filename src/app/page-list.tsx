/** The pages by the reader's task, in the order of the navigation. A new page is one entry here. */
import type { RouteComponent } from '@tanstack/react-router';
import { lazy } from 'react';
import type { Bilingual } from '#model/bilingual.ts';
import { OverviewPage } from '#pages/overview/overview-page.tsx';

export interface PageEntry {
  readonly path: string;
  readonly name: Bilingual;
  readonly component: RouteComponent;
}

export const PAGES: readonly PageEntry[] = [
  { path: '/', name: { zh: '总览', en: 'Overview' }, component: OverviewPage },
  {
    path: '/complaints',
    name: { zh: '复议诉讼', en: 'Complaints' },
    component: lazy(async () => ({
      default: (await import('#pages/complaints/complaints-page.tsx')).ComplaintsPage,
    })),
  },
];

/** `/region/CODE`: reached from everywhere, so it stands in no menu. */
export const RegionRoute = lazy(async () => ({ default: (await import('./region-route.tsx')).RegionRoute }));
