import { useMemo } from 'react';
import { ToggleButton } from 'react-aria-components';
import { destinationsOf, type FlowPart, flowTotal, sourcesOf } from '#charts/flow/parts.ts';
import { describeFlow, type FlowInput, flowHeight, flowSpec } from '#charts/flow/spec.ts';
import { classNames } from '#components/class-names.ts';
import { Term } from '#components/term.tsx';
import { measureTerms, metricTerm, outcomeTerm, type TermRef } from '#components/terms.ts';
import { useViewState } from '#components/use-view-state.ts';
import { formatNumber, formatShare, formatYears } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import type { MetricId } from '#metrics/registry.ts';
import { APPLICATION_OUTCOME_IDS } from '#model/forms.ts';
import { flowQuery } from '#queries/flow.ts';
import { useAnswer } from './answers.ts';
import { regionName, useFigureScope } from './figure-scope.tsx';
import { flowFileCoverage } from './file-coverage.ts';
import styles from './flow-figure.module.css';
import { flowCoverage, flowNote, noFlowText } from './flow-words.ts';
import { OUTCOME_PARTS } from './outcome-parts.ts';
import { type ChartKind, KindChart, QueryFigure, type TableTwin } from './query-figure.tsx';
import { metricOfMeasure, metricOfOutcome } from './story/metric-of-part.ts';
import { StoryButton } from './story/story-button.tsx';
import { useStoryOfPart } from './story/story-scope.tsx';

const FLOW: ChartKind<FlowInput> = { spec: flowSpec, height: flowHeight, describe: describeFlow };
const ID = 'flow';
/** What the two sides of the flow add up to. */
const FLOW_METRICS: readonly MetricId[] = [
  'applications_accepted',
  'applications_handled',
  'applications_carried_out',
];

interface FlowLine extends FlowPart {
  readonly side: string;
}

/** From new and carried in to every outcome and carried out, over the reports that state every part. */
export function FlowFigure() {
  const { warehouse, region, years, tree } = useFigureScope();
  const { language } = useLanguage();
  const { state, update } = useViewState();
  const zh = language === 'zh';
  const place = regionName(tree, region, language);
  const span = formatYears(years, language);
  const title = zh
    ? `${place}的申请从哪里来、怎样办结，${span}`
    : `Where applications came from and how they ended, ${place}, ${span}`;
  const result = useAnswer(flowQuery(warehouse, { region, years }));
  const unfolded = state.open.includes(ID);
  const input = useMemo((): FlowInput | null => {
    const sums = result.data?.sums;
    return sums == null ? null : { title, sums, years, unfolded };
  }, [result.data, title, years, unfolded]);
  const select = useStoryOfPart(region, metricOfPart);
  return (
    <QueryFigure
      id={ID}
      terms={FLOW_TERMS}
      title={title}
      subtitle={(flow) => flowCoverage(flow, years, language)}
      result={result}
      metrics={FLOW_METRICS}
      coverage={(flow) => [flowFileCoverage(flow, years, title)]}
      isEmpty={({ sums }) => sums === null}
      empty={<p>{result.data === undefined ? '' : noFlowText(result.data, place, years, language)}</p>}
      chart={() =>
        input === null ? null : (
          <>
            <ToggleButton
              className={classNames(styles.unfold)}
              isSelected={unfolded}
              onChange={(on) =>
                update(({ open }) => ({ open: on ? [...open, ID].sort() : open.filter((id) => id !== ID) }))
              }
            >
              {zh ? '展开各项理由' : 'Show every printed row'}
            </ToggleButton>
            <KindChart kind={FLOW} input={input} onSelect={select} />
          </>
        )
      }
      table={() => tableOf(input, region, language)}
      notes={(flow) => flowNote(flow, years, language)}
    />
  );
}

/** The form's words for the parts of the flow. */
const FLOW_TERMS = [
  ...FLOW_METRICS.map(metricTerm),
  ...(['new', 'carried_in'] as const).map(outcomeTerm),
  ...OUTCOME_PARTS.flatMap(measureTerms),
];

const measureOfPart = (id: string) => OUTCOME_PARTS.find((part) => part === id);
const outcomeOfPart = (id: string) => APPLICATION_OUTCOME_IDS.find((outcome) => outcome === id);

/** What a part of the drawing counts: an outcome, a printed row of one, or what came in. */
function metricOfPart(id: string): MetricId | undefined {
  const measure = measureOfPart(id);
  if (measure !== undefined) return metricOfMeasure(measure);
  const outcome = outcomeOfPart(id);
  return outcome === undefined ? undefined : metricOfOutcome(outcome);
}

function termOfPart(id: string): TermRef | undefined {
  const measure = measureOfPart(id);
  if (measure !== undefined) return measureTerms(measure)[0]?.ref;
  const outcome = outcomeOfPart(id);
  return outcome === undefined ? undefined : outcomeTerm(outcome).ref;
}

function tableOf(input: FlowInput | null, region: string, language: 'zh' | 'en'): TableTwin<FlowLine> {
  const zh = language === 'zh';
  const total = input === null ? 0 : flowTotal(input);
  const all = input === null ? null : { ...input, unfolded: true };
  const rows: readonly FlowLine[] =
    input === null || all === null
      ? []
      : [
          ...sourcesOf(input, language).map((part) => ({ ...part, side: zh ? '来源' : 'From' })),
          ...destinationsOf(all, language).flatMap(({ parts }) =>
            parts.map((part) => ({ ...part, side: zh ? '去向' : 'To' })),
          ),
        ];
  return {
    columns: [
      { id: 'side', header: zh ? '方向' : 'Side', kind: 'text', value: ({ side }) => side },
      {
        id: 'part',
        header: zh ? '项' : 'Part',
        kind: 'text',
        rowHeader: true,
        value: ({ group, label }) => (group === undefined ? label : `${group} · ${label}`),
        cell: ({ id, group, label }) => {
          const term = termOfPart(id);
          const word = term === undefined ? label : <Term of={term}>{label}</Term>;
          return group === undefined ? (
            word
          ) : (
            <>
              {group} · {word}
            </>
          );
        },
      },
      {
        id: 'value',
        header: zh ? '件数' : 'Cases',
        kind: 'number',
        value: ({ value }) => value,
        cell: ({ id, value }) => {
          const metric = metricOfPart(id);
          const number = formatNumber(value, language);
          return metric === undefined ? (
            number
          ) : (
            <StoryButton row={{ metric, region_code: region, year: null }}>{number}</StoryButton>
          );
        },
      },
      {
        id: 'share',
        header: zh ? '占要办理的' : 'Of those to handle',
        kind: 'number',
        quantity: 'share',
        value: ({ value }) => (total === 0 ? null : value / total),
        cell: ({ value }) => formatShare(total === 0 ? null : value / total, language),
        absence: () => 'zero-denominator',
      },
    ],
    rows,
    rowKey: ({ side, id }) => `${side}-${id}`,
  };
}
