import { useMemo } from 'react';
import { ToggleButton } from 'react-aria-components';
import { destinationsOf, type FlowPart, flowTotal, sourcesOf } from '#charts/flow/parts.ts';
import { describeFlow, type FlowInput, flowHeight, flowSpec } from '#charts/flow/spec.ts';
import { classNames } from '#components/class-names.ts';
import { useViewState } from '#components/use-view-state.ts';
import { formatShare, formatYears } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import type { MetricId } from '#metrics/registry.ts';
import { type Flow, flowQuery } from '#queries/flow.ts';
import { useAnswer } from './answers.ts';
import { regionName, useFigureScope } from './figure-scope.tsx';
import styles from './flow-figure.module.css';
import { flowCoverage, flowNote, noFlowText } from './flow-words.ts';
import { type ChartKind, KindChart, QueryFigure, type TableTwin } from './query-figure.tsx';

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
  return (
    <QueryFigure
      id={ID}
      title={title}
      subtitle={(flow) => flowCoverage(flow, years, language)}
      result={result}
      metrics={FLOW_METRICS}
      isEmpty={({ sums }) => sums === null}
      empty={<p>{result.data === undefined ? '' : noFlowText(result.data, place, years, language)}</p>}
      chart={() =>
        input === null ? null : (
          <>
            <ToggleButton
              className={classNames(styles.unfold)}
              isSelected={unfolded}
              onChange={(on) =>
                update({ open: on ? [...state.open, ID].sort() : state.open.filter((id) => id !== ID) })
              }
            >
              {zh ? '展开各项理由' : 'Show every printed row'}
            </ToggleButton>
            <KindChart kind={FLOW} input={input} />
          </>
        )
      }
      table={(flow) => tableOf(flow, input, language)}
      notes={(flow) => flowNote(flow, years, language)}
    />
  );
}

function tableOf(_flow: Flow, input: FlowInput | null, language: 'zh' | 'en'): TableTwin<FlowLine> {
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
      },
      { id: 'value', header: zh ? '件数' : 'Cases', kind: 'number', value: ({ value }) => value },
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
