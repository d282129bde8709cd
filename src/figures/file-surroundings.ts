/** What all files of a page say alike: place, years, data, the address of the view. */
import { useMemo } from 'react';
import { useViewState } from '#components/use-view-state.ts';
import { pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import type { MetricId } from '#metrics/registry.ts';
import { addressOf } from '#view-state/address.ts';
import { useEmbedding } from './figure-embedding.tsx';
import type { FileSurroundings } from './figure-file.ts';
import { useFigureScope } from './figure-scope.tsx';
import { usePackageData } from './package-data.tsx';

export function useFileSurroundings(): FileSurroundings {
  const { language } = useLanguage();
  const { tree, region, years, prose, source } = useFigureScope();
  const { origin } = usePackageData();
  const { state, hrefWith } = useViewState();
  const { home } = useEmbedding();
  return useMemo(() => {
    // Without a wish the view is of the last year: a link that is kept says which one that was. Figures that
    // pool years end with that year, too.
    const pinned = { years: state.years ?? { from: years.to, to: years.to }, story: null };
    const address = home === null ? hrefWith(pinned) : addressOf(home, { ...state, ...pinned, region });
    return {
      language,
      tree,
      region,
      years,
      prose,
      origin,
      source: pick(source, language),
      link: absolute(address),
    };
  }, [language, tree, region, years, prose, origin, source, state, hrefWith, home]);
}

/** The address of a figure alone, showing just these metrics; undefined where it cannot be shown so. */
export function useEmbedAddress(figure: string): ((metrics: readonly MetricId[]) => string) | undefined {
  const { offers } = useEmbedding();
  const { state } = useViewState();
  const { region, years } = useFigureScope();
  if (!offers(figure)) return undefined;
  return (metrics) => {
    const [only = state.metric] = metrics;
    return absolute(
      addressOf(`/embed/${figure}`, {
        ...state,
        region,
        years,
        // Where the figure's years are pooled already, they are not to be pooled again.
        pool: state.pool && years.from === (state.years?.from ?? years.to),
        story: null,
        metric: metrics.length === 1 ? only : state.metric,
        metrics: metrics.length > 1 ? metrics : [],
        tables: state.tables.filter((id) => id === figure),
        sort: state.sort?.figure === figure ? state.sort : null,
      }),
    );
  };
}

function absolute(address: string): string {
  // The build draws the first page before it has an address; nothing is downloaded from that drawing.
  if (typeof document === 'undefined') return `#${address}`;
  return new URL(`#${address}`, document.baseURI).href;
}
