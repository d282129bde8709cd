import { useQuery } from '@tanstack/react-query';
import { TermedText } from '#components/term.tsx';
import { useLanguage } from '#i18n/use-language.ts';
import { changeQuery } from '#queries/change.ts';
import { metricValuesQuery } from '#queries/metric-values.ts';
import { reportCellsQuery } from '#queries/report-cells.ts';
import { townshipSpreadQuery } from '#queries/township-spread.ts';
import { isTownship, regionName, useFigureScope } from './figure-scope.tsx';
import {
  CHANGE_METRICS,
  PARAGRAPH_METRICS,
  PARAGRAPH_TERMS,
  regionParagraph,
  SPREAD_METRICS,
} from './region-paragraph-words.ts';

/** The place in one computed paragraph; null until all of its numbers are there. */
export function useRegionParagraph(): string | null {
  const { warehouse, region, years, allYears, prose, tree } = useFigureScope();
  const { language } = useLanguage();
  const township = isTownship(region);
  const single = years.from === years.to;
  const compared = single && years.from > allYears.from;
  const one = township && single;
  // No earlier answer may stand in here: a paragraph names its place.
  const spec = { region, by: 'region', prose } as const;
  const rows = useQuery(
    metricValuesQuery(warehouse, { ...spec, metrics: PARAGRAPH_METRICS, years, split: 'pooled' }),
  );
  const held = useQuery(
    metricValuesQuery(warehouse, { ...spec, metrics: ['coverage'], years: allYears, split: 'yearly' }),
  );
  const changes = useQuery({
    ...changeQuery(warehouse, { metrics: CHANGE_METRICS, region, year: years.to, prose }),
    enabled: compared,
  });
  const report = useQuery({ ...reportCellsQuery(warehouse, { region, year: years.to }), enabled: one });
  const [first, second, third] = SPREAD_METRICS;
  const spreadOf = (metric: (typeof SPREAD_METRICS)[number]) => ({
    ...townshipSpreadQuery(warehouse, { metric, region, years, prose }),
    enabled: !township,
  });
  const spreads = [useQuery(spreadOf(first)), useQuery(spreadOf(second)), useQuery(spreadOf(third))];

  if (rows.data === undefined || held.data === undefined) return null;
  if (compared && changes.data === undefined) return null;
  if (one && report.data === undefined) return null;
  if (!township && spreads.some(({ data }) => data === undefined)) return null;
  return regionParagraph(
    {
      place: regionName(tree, region, language),
      township,
      years,
      rows: rows.data,
      changes: compared ? (changes.data ?? []) : [],
      spreads: township
        ? []
        : SPREAD_METRICS.flatMap((metric, index) => {
            const spread = spreads[index]?.data;
            return spread === undefined
              ? []
              : [{ metric, median: spread.median, n: spread.n, zero: spread.zero }];
          }),
      heldYears: held.data.flatMap(({ year, filed }) => (year !== null && filed > 0 ? [year] : [])),
      sections: one ? (report.data?.sections ?? null) : null,
    },
    language,
  );
}

/** The paragraph as it stands under the page's heading. */
export function RegionParagraph() {
  const text = useRegionParagraph();
  return text === null ? (
    <>&nbsp;</>
  ) : (
    <span data-figure="region-paragraph">
      <TermedText text={text} terms={PARAGRAPH_TERMS} />
    </span>
  );
}
