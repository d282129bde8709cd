import { useMemo } from 'react';
import { Label, Radio, RadioGroup } from 'react-aria-components';
import type { NamedRegion } from '#charts/figure.ts';
import type { RankedBarsInput } from '#charts/ranked-bars/groups.ts';
import { describeRankedBars, rankedBarsHeight, rankedBarsSpec } from '#charts/ranked-bars/spec.ts';
import type { DataColumn } from '#components/data-table.tsx';
import type { QueryOutcome } from '#components/query-view.tsx';
import { Term } from '#components/term.tsx';
import { type Choices, useChoices, useViewState } from '#components/use-view-state.ts';
import { ViewLink } from '#components/view-link.tsx';
import { formatYears, pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import { METRICS, type MetricId } from '#metrics/registry.ts';
import type { Bilingual } from '#model/bilingual.ts';
import { listedParentOf, NATION_CODE } from '#model/region.ts';
import type { MetricRow } from '#queries/metric-row.ts';
import { metricValuesQuery } from '#queries/metric-values.ts';
import { useAnswer, useBoth } from './answers.ts';
import { DISCLOSURE_DEFINITIONS, definitionChange, definitionChangeText } from './definition-change.ts';
import styles from './definition-switch.module.css';
import { isTownship, listedChildren, namesOf, regionName, useFigureScope } from './figure-scope.tsx';
import { joined, restsOn, unitText } from './figure-words.ts';
import { metricColumns } from './metric-columns.ts';
import { type ChartKind, KindChart, QueryFigure, type TableTwin } from './query-figure.tsx';
import { useStoryOfMark } from './story/story-scope.tsx';
import { metricAmong } from './view-bar.tsx';

const RANKED_BARS: ChartKind<RankedBarsInput> = {
  spec: rankedBarsSpec,
  height: rankedBarsHeight,
  describe: describeRankedBars,
};

const SHORT: Readonly<Record<(typeof DISCLOSURE_DEFINITIONS)[number], Bilingual>> = {
  disclosure_rate: { zh: '占全部办结', en: 'Of all handled' },
  disclosure_rate_merits: { zh: '只计实体决定', en: 'Decided on the merits' },
  disclosure_rate_substantive: { zh: '不计程序性办结', en: 'Without procedural endings' },
};

const [USUAL] = DISCLOSURE_DEFINITIONS;

/** The definition on view: the metric of the address where it is one of the three. */
function useDefinition({ state }: Pick<Choices, 'state'>): (typeof DISCLOSURE_DEFINITIONS)[number] {
  const id = metricAmong(state.metric, DISCLOSURE_DEFINITIONS);
  return DISCLOSURE_DEFINITIONS.find((each) => each === id) ?? USUAL;
}

/** Three ways to count the disclosure rate; choosing one changes the metric of the address. */
export function DefinitionSwitch() {
  const { language } = useLanguage();
  const choices = useChoices();
  const { update } = choices;
  const chosen = useDefinition(choices);
  const { name, formula_text } = METRICS[chosen];
  return (
    <RadioGroup
      className={styles.switch ?? ''}
      value={chosen}
      orientation="horizontal"
      onChange={(id) => {
        const definition = DISCLOSURE_DEFINITIONS.find((each) => each === id);
        if (definition !== undefined) update({ metric: definition });
      }}
    >
      <Label className={styles.label ?? ''}>
        {language === 'zh' ? '实质公开率怎样算' : 'How the disclosure rate is counted'}
      </Label>
      <div className={styles.options}>
        {DISCLOSURE_DEFINITIONS.map((id) => (
          <Radio key={id} value={id} className={styles.option ?? ''}>
            {pick(SHORT[id], language)}
          </Radio>
        ))}
      </div>
      <p className={styles.formula}>
        <Term of={{ metric: chosen }}>{pick(name, language)}</Term>
        {language === 'zh' ? '：' : ': '}
        {pick(formula_text, language)}
      </p>
    </RadioGroup>
  );
}

export interface DefinitionRankingProps {
  readonly figure: string;
  /** What the bodies have in common, as the figure's title begins: "涞水县各乡镇街道". */
  readonly group: string;
  /** The group as one body, whose rate the bands are held against, where its name is shorter: "全组". */
  readonly whole?: string;
  readonly regions: readonly NamedRegion[];
  readonly highlight?: string | undefined;
  /** Rows of all three definitions, and those of the group as one body. */
  readonly result: QueryOutcome<readonly [readonly MetricRow[], readonly MetricRow[]]>;
}

/** Bodies in bands by the definition chosen, and a note on who moved against the usual one. */
export function DefinitionRanking(props: DefinitionRankingProps) {
  const { figure, group, whole: wholeName = group, regions, highlight, result } = props;
  const { language } = useLanguage();
  const { hrefOfRegion } = useViewState();
  const { years } = useFigureScope();
  const chosen = useDefinition(useViewState());
  const inputs = useMemo(() => {
    if (result.data === undefined) return null;
    const [rows, wholes] = result.data;
    const under = (id: MetricId): RankedBarsInput => {
      const whole = wholes.find(({ metric }) => metric === id);
      return {
        metric: METRICS[id],
        regions,
        rows: rows.filter(({ metric }) => metric === id),
        ...(highlight === undefined ? {} : { highlight }),
        ...(whole === undefined ? {} : { parent: { name: wholeName, row: whole } }),
      };
    };
    return { usual: under(USUAL), now: under(chosen) };
  }, [result.data, regions, highlight, wholeName, chosen]);
  const moved = useMemo(
    () =>
      inputs === null || chosen === USUAL
        ? []
        : definitionChangeText(
            definitionChange(inputs.usual, inputs.now),
            pick(SHORT[chosen], language),
            language,
          ),
    [inputs, chosen, language],
  );
  const zh = language === 'zh';
  const metric = METRICS[chosen];
  const span = formatYears(years, language);
  const names = useMemo(() => new Map(regions.map(({ code, name }) => [code, name])), [regions]);
  const select = useStoryOfMark(chosen, highlight ?? regions[0]?.code ?? NATION_CODE);
  return (
    <>
      <p className={styles.moved} aria-live="polite">
        {chosen === USUAL
          ? zh
            ? '同一批申请，算法不同，名次也不同。换一种算法，这里会写出谁的位置变了。'
            : 'The same applications, counted differently, give a different order. Choose another definition, and this says who moved.'
          : moved.join(zh ? '' : ' ')}
      </p>
      <QueryFigure
        id={figure}
        title={
          zh
            ? `${group}的${pick(metric.name, language)}，${span}`
            : `${pick(metric.name, language)}, ${group}, ${span}`
        }
        subtitle={([, wholes]) => {
          const whole = wholes.find(({ metric: id }) => id === chosen);
          return joined([unitText(metric, language), whole === undefined ? '' : restsOn(whole, language)]);
        }}
        result={result}
        metrics={[chosen]}
        place={group}
        isEmpty={([rows]) => rows.every(({ metric: id, stated }) => id !== chosen || stated === 0)}
        empty={
          <p>
            {zh
              ? '没有一份年报的第三部分表格可用，算不出公开率。'
              : 'No report has a usable table of section 3, so there is no rate.'}
          </p>
        }
        chart={() =>
          inputs === null ? null : <KindChart kind={RANKED_BARS} input={inputs.now} onSelect={select} />
        }
        table={([rows]): TableTwin<MetricRow> => ({
          columns: [
            {
              id: 'region',
              header: zh ? '地区' : 'Region',
              kind: 'text',
              rowHeader: true,
              value: ({ region_code }) => names.get(region_code) ?? region_code,
              cell: ({ region_code }) => (
                <ViewLink href={hrefOfRegion(region_code)}>{names.get(region_code) ?? region_code}</ViewLink>
              ),
            } satisfies DataColumn<MetricRow>,
            ...metricColumns([chosen], language),
          ],
          rows: rows.filter(({ metric: id }) => id === chosen),
          rowKey: ({ region_code }) => region_code,
        })}
      />
    </>
  );
}

/** The regions below the place (of a township, its neighbours) under the definition chosen. */
export function DefinitionFigure({ figure = 'definitions' }: { readonly figure?: string }) {
  const { language } = useLanguage();
  const { warehouse, tree, region, years, prose } = useFigureScope();
  const township = isTownship(region);
  const group = township ? (listedParentOf(region) ?? region) : region;
  const spec = { metrics: DISCLOSURE_DEFINITIONS, region: group, years, split: 'pooled', prose } as const;
  const rows = useAnswer(metricValuesQuery(warehouse, { ...spec, by: 'children' }));
  const whole = useAnswer(metricValuesQuery(warehouse, { ...spec, by: 'region' }));
  const result = useBoth(rows, whole);
  const regions = useMemo(() => namesOf(listedChildren(tree, group)), [tree, group]);
  const place = regionName(tree, group, language);
  return (
    <>
      <DefinitionSwitch />
      <DefinitionRanking
        figure={figure}
        group={place}
        regions={regions}
        highlight={township ? region : undefined}
        result={result}
      />
    </>
  );
}
