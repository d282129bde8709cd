import { useMemo } from 'react';
import {
  type CompositionInput,
  compositionHeight,
  compositionSpec,
  describeComposition,
} from '#charts/composition/spec.ts';
import {
  describeUnitChart,
  fitsUnitChart,
  type UnitChartInput,
  unitChartHeight,
  unitChartSpec,
} from '#charts/unit-chart/spec.ts';
import { formatNumber, formatYears, pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import type { Bilingual } from '#model/bilingual.ts';
import { type MeasureId, measureOf } from '#model/measures.ts';
import { type YearRange, yearsOf } from '#model/year.ts';
import { type CompositionRow, compositionQuery } from '#queries/composition.ts';
import { useAnswer } from './answers.ts';
import { regionName, useFigureScope } from './figure-scope.tsx';
import { type ChartKind, KindChart, QueryFigure, type TableTwin } from './query-figure.tsx';

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
      groups: named.map((part, index) => ({ ...part, count: inYear?.parts[index] ?? null })),
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
        return row === undefined ? [] : [{ label: `${year}`, row }];
      }),
    };
    return { kind: 'bars', input: composition } as const;
  }, [result.data, parts, name, place, allYears, years, language, shares]);
  return (
    <QueryFigure
      id={id}
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
          <KindChart kind={UNIT_CHART} input={drawn.input} />
        ) : (
          <KindChart kind={COMPOSITION} input={drawn.input} />
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
            kind: 'number' as const,
            value: (row: CompositionRow) => row.parts[index] ?? null,
            absence: (row: CompositionRow) => (row.filed === 0 ? ('not-filed' as const) : ('blank' as const)),
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

function subtitleOf(rows: readonly CompositionRow[], noun: Bilingual, language: 'zh' | 'en'): string {
  const stated = rows.reduce((sum, row) => sum + row.stated, 0);
  const count = formatNumber(stated, language);
  return language === 'zh'
    ? `单位：件${pick(noun, language)} · 只计各项齐全的 ${count} 份年报`
    : `${pick(noun, language)}; only the ${count} reports that state every part`;
}
