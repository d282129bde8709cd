import { useMemo } from 'react';
import { absenceOf, absenceText } from '#charts/figure.ts';
import { describeStrip, type StripInput, stripHeight, stripSpec } from '#charts/strip/spec.ts';
import { Term } from '#components/term.tsx';
import { siteTerm } from '#components/terms.ts';
import { useViewState } from '#components/use-view-state.ts';
import { ViewLink } from '#components/view-link.tsx';
import { formatYears, pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import { METRICS, type MetricId } from '#metrics/registry.ts';
import { levelOfCode, listedParentOf, type RegionLevel } from '#model/region.ts';
import type { MetricRow } from '#queries/metric-row.ts';
import { metricValuesQuery } from '#queries/metric-values.ts';
import { useAnswer, useBoth } from './answers.ts';
import { type FigureScope, listedChildren, namesOf, regionName, useFigureScope } from './figure-scope.tsx';
import { joined, LEVEL_PLURAL } from './figure-words.ts';
import { metricColumns, metricNameColumn } from './metric-columns.ts';
import styles from './peer-strips-figure.module.css';
import { otherValues, type PeerStripInput, peerStanding, standingText } from './peer-strips-words.ts';
import { type ChartKind, KindChart, QueryFigure, type TableTwin } from './query-figure.tsx';
import { useStoryOfMark } from './story/story-scope.tsx';

export const PEER_METRICS: readonly MetricId[] = [
  'permits',
  'penalties',
  'applications_new',
  'reconsiderations',
  'lawsuits',
  'disclosure_rate',
];

const STRIP: ChartKind<StripInput> = { spec: stripSpec, height: stripHeight, describe: describeStrip };

/** The metrics open their entries from their panels' names. */
const READING = [
  siteTerm('median', { zh: '中位数', en: 'median' }),
  siteTerm('middle-half', { zh: '中间一半', en: 'middle half' }),
];

/** Code of the group a region is compared in; undefined for the nation. */
function groupOf(region: string): string | undefined {
  return listedParentOf(region);
}

function levelOf(region: string): RegionLevel {
  const level = levelOfCode(region);
  return level === undefined || level === 'nation' ? 'township' : level;
}

/** The region's figures among those of the regions listed beside it, and of all of them together. */
export function usePeerStrips({ warehouse, region, years, prose, tree }: FigureScope) {
  const group = groupOf(region) ?? region;
  const spec = { metrics: PEER_METRICS, region: group, years, split: 'pooled', prose } as const;
  const rows = useAnswer(metricValuesQuery(warehouse, { ...spec, by: 'children' }));
  const whole = useAnswer(metricValuesQuery(warehouse, { ...spec, by: 'region' }));
  const result = useBoth(rows, whole);
  const regions = useMemo(() => namesOf(listedChildren(tree, group)), [tree, group]);
  const inputs = useMemo(
    (): readonly PeerStripInput[] =>
      result.data === undefined
        ? []
        : PEER_METRICS.map((id) => ({
            metric: METRICS[id],
            regions,
            rows: (result.data?.[0] ?? []).filter(({ metric }) => metric === id),
            own: region,
            whole: result.data?.[1].find(({ metric }) => metric === id),
          })),
    [result.data, regions, region],
  );
  return { result, inputs, group, level: levelOf(region) };
}

/** Six figures of a place among its county's townships (or its siblings): a dot each, median, middle half. */
export function PeerStripsFigure() {
  const scope = useFigureScope();
  const { language } = useLanguage();
  const { hrefOfRegion } = useViewState();
  const { tree, years, region } = scope;
  const { result, inputs, group, level } = usePeerStrips(scope);
  const zh = language === 'zh';
  const place = regionName(tree, region, language);
  const parent = regionName(tree, group, language);
  const span = formatYears(years, language);
  return (
    <QueryFigure
      id="peers"
      terms={READING}
      title={
        zh
          ? `${place}在${parent}${pick(LEVEL_PLURAL[level], 'zh')}里的位置，${span}`
          : `${place} among the ${pick(LEVEL_PLURAL[level], 'en').toLowerCase()} of ${parent}, ${span}`
      }
      subtitle={() =>
        joined([
          zh ? '一点一地；竖线是中位数，色带是中间一半' : 'One dot a place; line: median, band: middle half',
          zh ? '各图刻度不同' : 'each on its own scale',
        ])
      }
      result={result}
      isEmpty={() => inputs.every((input) => otherValues(input).length === 0)}
      empty={
        zh
          ? `${parent}别的地方没有年报给出这些数，无从比较。`
          : `No report from elsewhere in ${parent} gives these figures: there is nothing to compare with.`
      }
      chart={() => (
        <div className={styles.panels}>
          {inputs.map((input, index) => (
            <div key={PEER_METRICS[index]} className={styles.panel}>
              <h4>
                <PanelName index={index} />
              </h4>
              <Panel input={input} index={index} level={level} />
            </div>
          ))}
        </div>
      )}
      table={([children]): TableTwin<MetricRow> => ({
        columns: [
          metricNameColumn(language),
          {
            id: 'region',
            header: pick({ zh: '地区', en: 'Region' }, language),
            kind: 'text',
            value: ({ region_code }) => regionName(tree, region_code, language),
            cell: ({ region_code }) => (
              <ViewLink href={hrefOfRegion(region_code)}>{regionName(tree, region_code, language)}</ViewLink>
            ),
            width: 130,
          },
          ...metricColumns(PEER_METRICS, language),
        ],
        rows: PEER_METRICS.flatMap((id) =>
          children
            .filter(({ metric }) => metric === id)
            .toSorted((a, b) => Number(b.region_code === region) - Number(a.region_code === region)),
        ),
        rowKey: ({ metric, region_code }) => `${metric}-${region_code}`,
      })}
      notes={() => notesOf(level, years.from < years.to, language)}
    />
  );
}

function PanelName({ index }: { readonly index: number }) {
  const { language } = useLanguage();
  const metric = PEER_METRICS[index];
  if (metric === undefined) return null;
  return <Term of={{ metric }}>{pick(METRICS[metric].name, language)}</Term>;
}

interface PanelProps {
  /** Of the metrics compared. */
  readonly index: number;
  readonly input: PeerStripInput;
  readonly level: RegionLevel;
}

function Panel({ input, index, level }: PanelProps) {
  const { language } = useLanguage();
  const select = useStoryOfMark(PEER_METRICS[index] ?? 'permits', input.own);
  const standing = peerStanding(input);
  const text = standingText(standing, input, level, language);
  if (otherValues(input).length > 0) {
    return (
      <>
        {text === '' ? null : <p className={styles.standing}>{text}</p>}
        <KindChart kind={STRIP} input={input} onSelect={select} name={pick(input.metric.name, language)} />
      </>
    );
  }
  const own = input.rows.find(({ region_code }) => region_code === input.own);
  const name = input.regions.find(({ code }) => code === input.own)?.name ?? '';
  const reason = absenceText(absenceOf(own) ?? 'not-filed', language);
  return (
    <p className={styles.none}>
      {text !== ''
        ? text
        : language === 'zh'
          ? `${name}：${reason}；别处也没有可比的数。`
          : `${name}: ${reason}; nor is there a figure elsewhere to compare with.`}
    </p>
  );
}

function notesOf(level: RegionLevel, several: boolean, language: 'zh' | 'en'): string | null {
  if (level === 'township' && !several) return null;
  return language === 'zh'
    ? '各地收录的年报多少不同，件数随之不同：比较件数要对照所据的年报份数（表里有）。'
    : 'Places differ in how many of their reports are held, and counts with them: compare counts only beside the number of reports they rest on, given in the table.';
}
