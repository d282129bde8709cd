/** Every number opens its story: how a figure asks for it, and the panel it appears in. */
import { createContext, lazy, type ReactNode, Suspense, useCallback, useContext, useMemo } from 'react';
import type { PointTarget } from '#charts/point.ts';
import { ShownView, usePresentView, useViewState } from '#components/use-view-state.ts';
import type { MetricId } from '#metrics/registry.ts';
import type { YearRange } from '#model/year.ts';
import type { MetricRow } from '#queries/metric-row.ts';
import type { StoryTarget } from '#view-state/view-state.ts';
import { useFigureScope } from '../figure-scope.tsx';

const StoryPanel = lazy(async () => ({ default: (await import('./story-panel.tsx')).StoryPanel }));

interface StoryOpener {
  /** The years of the view: a number of these years needs none of its own in the address. */
  readonly years: YearRange;
  readonly open: (target: StoryTarget) => void;
}

const StoryContext = createContext<StoryOpener | null>(null);

/** Around a page: lets its numbers open their story, and shows the one that the address names. */
export function StoryScope({ children }: { readonly children: ReactNode }) {
  const { update } = useViewState();
  const { years } = useFigureScope();
  const open = useCallback((story: StoryTarget) => update({ story }), [update]);
  const { from, to } = years;
  const opener = useMemo((): StoryOpener => ({ years: { from, to }, open }), [from, to, open]);
  return (
    <StoryContext value={opener}>
      {children}
      <OpenStoryPanel />
    </StoryContext>
  );
}

function OpenStoryPanel() {
  const present = usePresentView();
  const { story } = present.state;
  if (story === null) return null;
  return (
    <ShownView tools={present}>
      <Suspense fallback={null}>
        <StoryPanel target={story} onClose={() => present.update({ story: null })} />
      </Suspense>
    </ShownView>
  );
}

/** A number by its metric, place and year; without a year it is of the figure's years, or of those given. */
export type StoryNumber = Pick<MetricRow, 'metric' | 'region_code' | 'year'> & { readonly years?: YearRange };

/** Opens the story of a number; undefined where there is no panel to open it in. */
export type OpenStory = (number: StoryNumber) => void;

export function useStory(): OpenStory | undefined {
  const opener = useContext(StoryContext);
  const { years } = useFigureScope();
  const { from, to } = years;
  return useMemo(() => {
    if (opener === null) return undefined;
    const { open, years: shown } = opener;
    return ({ metric, region_code, year, years: given }) => {
      const own = year === null ? (given ?? { from, to }) : { from: year, to: year };
      // Years of the figure that are not the view's, such as pooled ones, stand in the address.
      const same = year === null && own.from === shown.from && own.to === shown.to;
      open({ metric, region: region_code, years: same ? null : own });
    };
  }, [opener, from, to]);
}

/** A mark of a chart opens the story of its number: the chart's own metric and place where the mark names none. */
export function useStoryOfMark(
  metric: MetricId,
  region: string,
): ((target: PointTarget) => void) | undefined {
  const open = useStory();
  return useMemo(
    () =>
      open &&
      (({ region: place, year }: PointTarget) =>
        open({ metric, region_code: place ?? region, year: year ?? null })),
    [open, metric, region],
  );
}

/**
 * A mark that names a printed part by its key opens the story of the metric that tells it, if there is one.
 * `metricOf`: stable between renders.
 */
export function useStoryOfPart(
  region: string,
  metricOf: (key: string) => MetricId | undefined,
): ((target: PointTarget) => void) | undefined {
  const open = useStory();
  return useMemo(
    () =>
      open &&
      (({ key }: PointTarget) => {
        const metric = key === undefined ? undefined : metricOf(key);
        if (metric !== undefined) open({ metric, region_code: region, year: null });
      }),
    [open, region, metricOf],
  );
}
