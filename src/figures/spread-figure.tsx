import { useMemo } from 'react';
import { binText, describeSpread, type SpreadInput, spreadHeight, spreadSpec } from '#charts/spread/spec.ts';
import { formatNumber, pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import { METRICS, type MetricId } from '#metrics/registry.ts';
import type { Bilingual } from '#model/bilingual.ts';
import { listedParentOf } from '#model/region.ts';
import { metricValuesQuery } from '#queries/metric-values.ts';
import { type TownshipSpread, townshipSpreadQuery } from '#queries/township-spread.ts';
import { useAnswer, useBoth } from './answers.ts';
import { isTownship, regionName, useFigureScope } from './figure-scope.tsx';
import { joined, spreadTitle, unitText } from './figure-words.ts';
import { spreadCoverage } from './file-coverage.ts';
import { type ChartKind, KindChart, QueryFigure, type TableTwin } from './query-figure.tsx';
import { useStoryOfMark } from './story/story-scope.tsx';

const SPREAD: ChartKind<SpreadInput> = {
  spec: spreadSpec,
  height: spreadHeight,
  describe: describeSpread,
};

interface SpreadLine {
  readonly id: string;
  readonly label: string;
  readonly reports: number;
}

const LINES = {
  negative: { zh: '小于 0', en: 'Below 0' },
  zero: { zh: '0', en: '0' },
  thin: { zh: '分母太小，未列入', en: 'Left out: too few cases' },
  undefined_rate: { zh: '分母为 0', en: 'Denominator 0' },
  missing: { zh: '年报里没有', en: 'Report does not give it' },
  not_applicable: { zh: '表式没有此项', en: 'Form has no such cell' },
  not_filed: { zh: '没有收录年报', en: 'No report held' },
} as const satisfies Record<string, Bilingual>;

/** How the metric is spread over township reports, zero apart; a township's own value is marked. */
export function SpreadFigure({ metric: id }: { readonly metric: MetricId }) {
  const scope = useFigureScope();
  const { language } = useLanguage();
  const { warehouse, tree, years, prose, region } = scope;
  const township = isTownship(region);
  const group = township ? (listedParentOf(region) ?? region) : region;
  const metric = METRICS[id];
  const place = regionName(tree, group, language);
  const spread = useAnswer(townshipSpreadQuery(warehouse, { metric: id, region: group, years, prose }));
  const own = useAnswer(
    metricValuesQuery(warehouse, { metrics: [id], region, by: 'region', years, split: 'pooled', prose }),
  );
  const result = useBoth(spread, own);
  const select = useStoryOfMark(id, region);
  const ownName = regionName(tree, region, language);
  const input = useMemo((): SpreadInput | null => {
    if (result.data === undefined) return null;
    const [shape, [row]] = result.data;
    const marked = township && years.from === years.to && row !== undefined && row.value !== null;
    return { metric, spread: shape, ...(marked ? { own: { name: ownName, value: row.value } } : {}) };
  }, [result.data, metric, township, years, ownName]);
  return (
    <QueryFigure
      id="spread"
      title={spreadTitle(metric, { place, years, language })}
      subtitle={([shape]) =>
        joined([
          unitText(metric, language),
          language === 'zh'
            ? `一份年报（一个乡镇街道的一年）计一次，共 ${formatNumber(shape.n, language)} 份`
            : `One report (a township and year) counts once; ${formatNumber(shape.n, language)} reports`,
        ])
      }
      result={result}
      metrics={[id]}
      coverage={([shape]) => [spreadCoverage(shape, pick(metric.name, language))]}
      isEmpty={([shape]) => shape.n === 0}
      chart={() => (input === null ? null : <KindChart kind={SPREAD} input={input} onSelect={select} />)}
      table={([shape]): TableTwin<SpreadLine> => ({
        columns: [
          {
            id: 'value',
            header: pick(metric.name, language),
            term: { metric: id },
            kind: 'text',
            rowHeader: true,
            sortable: false,
            value: ({ label }) => label,
          },
          {
            id: 'reports',
            header: pick({ zh: '年报', en: 'Reports' }, language),
            kind: 'number',
            sortable: false,
            value: ({ reports }) => reports,
          },
        ],
        rows: linesOf(
          shape,
          (bin) => binText({ kind: 'bin', bin }, metric, language),
          (words) => pick(words, language),
        ),
        rowKey: ({ id: line }) => line,
      })}
    />
  );
}

function linesOf(
  shape: TownshipSpread,
  textOf: (bin: TownshipSpread['bins'][number]) => string,
  words: (text: Bilingual) => string,
): readonly SpreadLine[] {
  const line = (id: keyof typeof LINES): SpreadLine => ({ id, label: words(LINES[id]), reports: shape[id] });
  const optional = (id: keyof typeof LINES) => (shape[id] > 0 ? [line(id)] : []);
  return [
    ...optional('negative'),
    line('zero'),
    ...shape.bins.map((bin) => ({ id: `above-${bin.from}`, label: textOf(bin), reports: bin.count })),
    ...optional('thin'),
    ...optional('undefined_rate'),
    ...optional('missing'),
    ...optional('not_applicable'),
    ...optional('not_filed'),
  ];
}
