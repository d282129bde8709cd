import { type ReactNode, useMemo } from 'react';
import {
  type CompositionInput,
  compositionHeight,
  compositionSpec,
  describeComposition,
} from '#charts/composition/spec.ts';
import { Term } from '#components/term.tsx';
import { channelTerm, resultTerm } from '#components/terms.ts';
import { useAnswer } from '#figures/answers.ts';
import { regionName, useFigureScope } from '#figures/figure-scope.tsx';
import { RECONSIDERATION_PARTS } from '#figures/outcome-parts.ts';
import { type ChartKind, KindChart, QueryFigure, type TableTwin } from '#figures/query-figure.tsx';
import { metricOfChannel, metricOfMeasure } from '#figures/story/metric-of-part.ts';
import { StoryButton } from '#figures/story/story-button.tsx';
import { useStoryOfPart } from '#figures/story/story-scope.tsx';
import { formatNumber, formatYears, pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import type { MetricId } from '#metrics/registry.ts';
import { REVIEW_CHANNEL_IDS, REVIEW_CHANNELS, REVIEW_RESULTS, type ReviewChannel } from '#model/forms.ts';
import { MEASURE_IDS } from '#model/measures.ts';
import { CHANNEL_RESULTS, type ReviewChannelRow, reviewChannelsQuery } from '#queries/review-channels.ts';

const COMPOSITION: ChartKind<CompositionInput> = {
  spec: compositionSpec,
  height: compositionHeight,
  describe: describeComposition,
};

function metricOfKey(key: string): MetricId | undefined {
  const channel = REVIEW_CHANNEL_IDS.find((id) => id === key);
  return channel === undefined ? undefined : metricOfChannel(channel);
}

/** The three channels of section 4 beside each other: how their cases ended. */
export function ChannelsFigure() {
  const { warehouse, tree, region, years } = useFigureScope();
  const { language } = useLanguage();
  const zh = language === 'zh';
  const result = useAnswer(reviewChannelsQuery(warehouse, { region, years }));
  const place = regionName(tree, region, language);
  const span = formatYears(years, language);
  const title = zh
    ? `${place}的复议和两类诉讼怎样了结，${span}`
    : `How reconsiderations and both kinds of lawsuits ended, ${place}, ${span}`;
  const input = useMemo(
    (): CompositionInput => ({
      title,
      mode: 'absolute',
      patterns: true,
      parts: CHANNEL_RESULTS.map((id, index) => ({
        // The ids of measures carry the colours of the results.
        id: RECONSIDERATION_PARTS[index] ?? id,
        name: pick(REVIEW_RESULTS[id], language),
      })),
      lines: (result.data ?? []).map((row) => ({
        label: pick(REVIEW_CHANNELS[row.channel], language),
        target: { key: row.channel },
        row: { ...row, region_code: region, year: null, parts: CHANNEL_RESULTS.map((id) => row[id]) },
      })),
    }),
    [result.data, title, region, language],
  );
  const select = useStoryOfPart(region, metricOfKey);
  const storyOf = (row: ReviewChannelRow, ending: (typeof CHANNEL_RESULTS)[number], number: ReactNode) => (
    <StoryButton row={{ metric: metricOfResult(row.channel, ending), region_code: region, year: null }}>
      {number}
    </StoryButton>
  );
  return (
    <QueryFigure
      id="channels"
      terms={[...REVIEW_CHANNEL_IDS.map(channelTerm), ...CHANNEL_RESULTS.map(resultTerm)]}
      title={title}
      subtitle={() =>
        zh
          ? '单位：件 · 每一类只计该类四种结果齐全的年报'
          : 'Cases; each channel over the reports that state all four of its results'
      }
      result={result}
      isEmpty={(rows) => rows.every(({ stated }) => stated === 0)}
      empty={
        <p>
          {zh
            ? '没有一份年报的第四部分表格可用，无法按结果分开。正文写明的件数见上。'
            : 'No report has a usable table of section 4, so results cannot be told apart. Counts stated in prose stand above.'}
        </p>
      }
      chart={() => <KindChart kind={COMPOSITION} input={input} onSelect={select} />}
      table={(rows): TableTwin<ReviewChannelRow> => ({
        columns: [
          {
            id: 'channel',
            header: zh ? '渠道' : 'Channel',
            kind: 'text',
            rowHeader: true,
            sortable: false,
            value: ({ channel }) => pick(REVIEW_CHANNELS[channel], language),
            cell: ({ channel }) => (
              <Term of={channelTerm(channel).ref}>{pick(REVIEW_CHANNELS[channel], language)}</Term>
            ),
          },
          ...CHANNEL_RESULTS.map((id) => ({
            id,
            header: pick(REVIEW_RESULTS[id], language),
            term: resultTerm(id).ref,
            kind: 'number' as const,
            value: (row: ReviewChannelRow) => row[id],
            cell: (row: ReviewChannelRow) => storyOf(row, id, formatNumber(row[id], language)),
            missing: (row: ReviewChannelRow, mark: ReactNode) => storyOf(row, id, mark),
            absence: ({ filed }: ReviewChannelRow) =>
              filed === 0 ? ('not-filed' as const) : ('blank' as const),
          })),
          {
            id: 'stated',
            header: zh ? '所据年报' : 'Reports it rests on',
            kind: 'number',
            value: ({ stated }) => stated,
          },
          {
            id: 'expected',
            header: zh ? '应有年报' : 'Reports due',
            kind: 'number',
            value: ({ expected }) => expected,
          },
        ],
        rows,
        rowKey: ({ channel }) => channel,
      })}
    />
  );
}

/** The metric of one result of the channel's kind, where there is one; else of all its cases. */
function metricOfResult(channel: ReviewChannel, result: (typeof CHANNEL_RESULTS)[number]): MetricId {
  const whole = metricOfChannel(channel);
  const measure = MEASURE_IDS.find((id) => id === `${whole}_${result}`);
  return (measure === undefined ? undefined : metricOfMeasure(measure)) ?? whole;
}
