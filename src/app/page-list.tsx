/** The pages by the reader's task, in the order of the navigation. A new page is one entry here. */
import type { RouteComponent } from '@tanstack/react-router';
import { lazy } from 'react';
import type { Bilingual } from '#model/bilingual.ts';

export interface PageEntry {
  readonly path: string;
  readonly name: Bilingual;
  readonly component: RouteComponent;
}

export const PAGES: readonly PageEntry[] = [
  {
    path: '/',
    name: { zh: '总览', en: 'Overview' },
    component: lazy(async () => ({
      default: (await import('#pages/overview/overview-page.tsx')).OverviewPage,
    })),
  },
  {
    path: '/compare',
    name: { zh: '对比', en: 'Compare' },
    component: lazy(async () => ({ default: (await import('#pages/compare/compare-page.tsx')).ComparePage })),
  },
  {
    path: '/enforcement',
    name: { zh: '许可与处罚', en: 'Permits and penalties' },
    component: lazy(async () => ({
      default: (await import('#pages/enforcement/enforcement-page.tsx')).EnforcementPage,
    })),
  },
  {
    path: '/applications',
    name: { zh: '申请办理', en: 'Applications' },
    component: lazy(async () => ({
      default: (await import('#pages/applications/applications-page.tsx')).ApplicationsPage,
    })),
  },
  {
    path: '/complaints',
    name: { zh: '复议诉讼', en: 'Complaints' },
    component: lazy(async () => ({
      default: (await import('#pages/complaints/complaints-page.tsx')).ComplaintsPage,
    })),
  },
  {
    path: '/about',
    name: { zh: '方法', en: 'Methods' },
    component: lazy(async () => ({ default: (await import('#pages/about/about-page.tsx')).AboutPage })),
  },
];

/** `/region/CODE`: reached from everywhere, so it stands in no menu. */
export const RegionRoute = lazy(async () => ({ default: (await import('./region-route.tsx')).RegionRoute }));

/** `/embed/NAME`: one figure without the site around it. */
export const EmbedRoute = lazy(async () => ({ default: (await import('./embed-route.tsx')).EmbedRoute }));
