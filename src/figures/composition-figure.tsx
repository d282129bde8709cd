import { type ReactNode, useMemo } from 'react';
import {
  type CompositionInput,
  compositionHeight,
  compositionSpec,
  describeComposition,
} from '#charts/composition/spec.ts';
import type { PointTarget } from '#charts/point.ts';
import {
  describeUnitChart,
  fitsUnitChart,
  type UnitChartInput,
  unitChartHeight,
  unitChartSpec,
} from '#charts/unit-chart/spec.ts';
import { measureTerms, type TermRef } from '#components/terms.ts';
import { formatNumber, formatYears, pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import type { MetricId } from '#metrics/registry.ts';
import type { Bilingual } from '#model/bilingual.ts';
import { type MeasureId, measureOf } from '#model/measures.ts';
import { type YearRange, yearsOf } from '#model/year.ts';
import { type CompositionRow, compositionQuery } from '#queries/composition.ts';
import { useAnswer } from './answers.ts';
import { regionName, useFigureScope } from './figure-scope.tsx';
import { type ChartKind, KindChart, QueryFigure, type TableTwin } from './query-figure.tsx';
import { metricOfMeasure, metricOfWhole } from './story/metric-of-part.ts';
import { StoryButton } from './story/story-button.tsx';
import { useStory } from './story/story-scope.tsx';

const COMPOSITION: ChartKind<CompositionInput> = {
  spec: compositionSpec,
  height: compositionHeight,
  describe: describeComposition,
};

const UNIT_CHART: ChartKind<UnitChartInput> = {
  spec: unitChartSpec,
  height: unitChartHeight,
  describe: describeUnitChart,
};

export interface CompositionFigureProps {
  readonly id: string;
  readonly name: Bilingual;
  readonly parts: readonly MeasureId[];
  /** What one unit is, e.g. 申请. */
  readonly noun: Bilingual;
  /** Draw shares once every year with reports has enough cases for them; small totals stay counts. */
  readonly shares?: boolean;
}

/** Below this many cases in a year a share would make more of them than they are. */
const LEAST_FOR_SHARES = 50;

/**
 * Parts of a whole by year, over the reports that state all parts. Few enough are drawn one by one, so that a
 * handful is not mistaken for a percentage.
 */
export function CompositionFigure({ id, name, parts, noun, shares = false }: CompositionFigureProps) {
  const scope = useFigureScope();
  const { language } = useLanguage();
  const { warehouse, region, years, allYears, tree } = scope;
  const place = regionName(tree, region, language);
  const result = useAnswer(
    compositionQuery(warehouse, { parts, region, by: 'region', years: allYears, split: 'yearly' }),
  );
  const drawn = useMemo(() => {
    const rows = result.data ?? [];
    const named = parts.map((part) => ({ id: part, name: pick(measureOf(part).name, language) }));
    const titleOf = (range: YearRange) =>
      language === 'zh'
        ? `${place}${pick(name, language)}，${formatYears(range, language)}`
        : `${pick(name, language)}, ${place}, ${formatYears(range, language)}`;
    const inYear = rows.find(({ year }) => year === years.to);
    const units: UnitChartInput = {
      title: titleOf(years),
      groups: named.map((part, index) => ({
        ...part,
        count: inYear?.parts[index] ?? null,
        target: { key: part.id, year: years.to },
      })),
    };
    const some = units.groups.some(({ count }) => count !== null && count > 0);
    if (years.from === years.to && some && fitsUnitChart(units))
      return { kind: 'units', input: units } as const;
    const byYear = new Map(rows.map((row) => [row.year, row]));
    const many = rows
      .filter(({ stated }) => stated > 0)
      .every((row) => row.parts.reduce<number>((sum, part) => sum + (part ?? 0), 0) >= LEAST_FOR_SHARES);
    const composition: CompositionInput = {
      title: titleOf(allYears),
      parts: named,
      mode: shares && many ? 'share' : 'absolute',
      patterns: true,
      lines: yearsOf(allYears).flatMap((year) => {
        const row = byYear.get(year);
        return row === undefined ? [] : [{ label: `${year}`, row, target: { year } }];
      }),
    };
    return { kind: 'bars', input: composition } as const;
  }, [result.data, parts, name, place, allYears, years, language, shares]);
  const open = useStory();
  const select = useMemo(
    () =>
      open &&
      (({ key, year }: PointTarget) => {
        const part = parts.find((each) => each === key);
        const metric = part === undefined ? metricOf(parts) : metricOf([part]);
        if (year !== undefined) open({ metric, region_code: region, year });
      }),
    [open, parts, region],
  );
  return (
    <QueryFigure
      id={id}
      terms={parts.flatMap(measureTerms)}
      title={drawn.input.title}
      subtitle={(rows) => subtitleOf(rows, noun, language)}
      result={result}
      isEmpty={(rows) => rows.every(({ stated }) => stated === 0)}
      empty={
        <p>
          {language === 'zh'
            ? '没有一份年报给出全部各项，无法分项。'
            : 'No report states every part, so there is nothing to split.'}
        </p>
      }
      chart={() =>
        drawn.kind === 'units' ? (
          <KindChart kind={UNIT_CHART} input={drawn.input} onSelect={select} />
        ) : (
          <KindChart kind={COMPOSITION} input={drawn.input} onSelect={select} />
        )
      }
      table={(rows): TableTwin<CompositionRow> => ({
        columns: [
          {
            id: 'year',
            header: language === 'zh' ? '年份' : 'Year',
            kind: 'text',
            rowHeader: true,
            value: ({ year }) => `${year}`,
          },
          ...parts.map((part, index) => ({
            id: part,
            header: pick(measureOf(part).name, language),
            ...termOf(part),
            kind: 'number' as const,
            value: (row: CompositionRow) => row.parts[index] ?? null,
            cell: (row: CompositionRow) =>
              storyOf(part, row, formatNumber(row.parts[index] ?? null, language)),
            absence: (row: CompositionRow) => (row.filed === 0 ? ('not-filed' as const) : ('blank' as const)),
            missing: (row: CompositionRow, mark: ReactNode) => storyOf(part, row, mark),
          })),
          {
            id: 'stated',
            header: language === 'zh' ? '所据年报' : 'Reports it rests on',
            kind: 'number',
            value: ({ stated }) => stated,
          },
          {
            id: 'expected',
            header: language === 'zh' ? '应有年报' : 'Reports due',
            kind: 'number',
            value: ({ expected }) => expected,
          },
        ],
        rows,
        rowKey: ({ year }) => `${year}`,
      })}
    />
  );
}

/** The metric of one part; of several, the metric they make up together. */
function metricOf(parts: readonly MeasureId[]): MetricId {
  const [first = 'applications_handled', ...others] = parts;
  return (others.length === 0 ? metricOfMeasure(first) : undefined) ?? metricOfWhole(first);
}

function storyOf(part: MeasureId, { region_code, year }: CompositionRow, number: ReactNode): ReactNode {
  return <StoryButton row={{ metric: metricOf([part]), region_code, year }}>{number}</StoryButton>;
}

function termOf(part: MeasureId): { readonly term?: TermRef } {
  const [first] = measureTerms(part);
  return first === undefined ? {} : { term: first.ref };
}

function subtitleOf(rows: readonly CompositionRow[], noun: Bilingual, language: 'zh' | 'en'): string {
  const stated = rows.reduce((sum, row) => sum + row.stated, 0);
  const count = formatNumber(stated, language);
  return language === 'zh'
    ? `单位：件${pick(noun, language)} · 只计各项齐全的 ${count} 份年报`
    : `${pick(noun, language)}; only the ${count} reports that state every part`;
}
