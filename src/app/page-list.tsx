/** The pages by the reader's task, in the order of the navigation. A new page is one entry here. */
import { type ComponentType, lazy } from 'react';
import { loadedOrLazy } from '#charts/loaded-or-lazy.tsx';
import type { Bilingual } from '#model/bilingual.ts';
import { afterFrame } from './line.ts';
import { NotFoundPage } from './not-found-page.tsx';

export interface PageEntry {
  readonly path: string;
  readonly name: Bilingual;
  readonly component: ComponentType;
  /** Fetches the page's code ahead of its first drawing. */
  readonly load: () => Promise<unknown>;
}

function page(path: string, name: Bilingual, load: () => Promise<ComponentType>): PageEntry {
  return {
    path,
    name,
    ...loadedOrLazy(async () => {
      await afterFrame();
      return load();
    }),
  };
}

export const PAGES: readonly PageEntry[] = [
  page(
    '/',
    { zh: '总览', en: 'Overview' },
    async () => (await import('#pages/overview/overview-page.tsx')).OverviewPage,
  ),
  page(
    '/compare',
    { zh: '对比', en: 'Compare' },
    async () => (await import('#pages/compare/compare-page.tsx')).ComparePage,
  ),
  page(
    '/enforcement',
    { zh: '许可与处罚', en: 'Permits and penalties' },
    async () => (await import('#pages/enforcement/enforcement-page.tsx')).EnforcementPage,
  ),
  page(
    '/applications',
    { zh: '申请办理', en: 'Applications' },
    async () => (await import('#pages/applications/applications-page.tsx')).ApplicationsPage,
  ),
  page(
    '/complaints',
    { zh: '复议诉讼', en: 'Complaints' },
    async () => (await import('#pages/complaints/complaints-page.tsx')).ComplaintsPage,
  ),
  page(
    '/about',
    { zh: '方法', en: 'Methods' },
    async () => (await import('#pages/about/about-page.tsx')).AboutPage,
  ),
];

/** `/region/CODE`: reached from everywhere, so it stands in no menu. */
const RegionRoute = lazy(async () => ({ default: (await import('./region-route.tsx')).RegionRoute }));

/** `/embed/NAME`: one figure without the site around it. */
const EmbedRoute = lazy(async () => ({ default: (await import('./embed-route.tsx')).EmbedRoute }));

/** Pages that stand in no menu, by their route. */
const FURTHER: Readonly<Record<string, ComponentType>> = {
  '/region/$code': RegionRoute,
  '/embed/$figure': EmbedRoute,
};

export const ROUTES: readonly string[] = [...PAGES.map(({ path }) => path), ...Object.keys(FURTHER)];

/** The page of a route; of none, a word on that. */
export function pageOf(route: string): ComponentType {
  return PAGES.find(({ path }) => path === route)?.component ?? FURTHER[route] ?? NotFoundPage;
}
