import { type ReactNode, useMemo } from 'react';
import { describeHeatMap, type HeatMapInput, heatMapHeight, heatMapSpec } from '#charts/heat-map/spec.ts';
import type { DataColumn } from '#components/data-table.tsx';
import { Term } from '#components/term.tsx';
import { applicantTerm, outcomeTerm } from '#components/terms.ts';
import { formatNumber, formatYears, pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import type { MetricId } from '#metrics/registry.ts';
import type { Bilingual, Language } from '#model/bilingual.ts';
import { APPLICANTS, APPLICATION_OUTCOME_IDS, APPLICATION_OUTCOMES } from '#model/forms.ts';
import {
  APPLICANT_COLUMNS,
  type ApplicantColumn,
  type OutcomeRow,
  outcomeMatrixQuery,
} from '#queries/outcome-matrix.ts';
import { useAnswer } from './answers.ts';
import { regionName, useFigureScope } from './figure-scope.tsx';
import { matrixFileCoverage } from './file-coverage.ts';
import { section3Text } from './flow-words.ts';
import { heatGroups, matrixCoverage } from './heat-map-groups.ts';
import { type ChartKind, KindChart, QueryFigure, type TableTwin } from './query-figure.tsx';
import { metricOfOutcome } from './story/metric-of-part.ts';
import { StoryButton } from './story/story-button.tsx';
import { useStoryOfPart } from './story/story-scope.tsx';

const HEAT_MAP: ChartKind<HeatMapInput> = {
  spec: heatMapSpec,
  height: heatMapHeight,
  describe: describeHeatMap,
};

const SHORT: Readonly<Record<ApplicantColumn, Bilingual>> = {
  natural_person: { zh: '自然人', en: 'People' },
  company: { zh: '企业', en: 'Firms' },
  research: { zh: '科研', en: 'Research' },
  ngo: { zh: '公益', en: 'NGOs' },
  legal_service: { zh: '法律', en: 'Legal' },
  other_org: { zh: '其他', en: 'Other' },
};

function metricOfRow(key: string): MetricId | undefined {
  const outcome = APPLICATION_OUTCOME_IDS.find((id) => id === key);
  return outcome === undefined ? undefined : metricOfOutcome(outcome);
}

/** Outcome by applicant, each printed row over the reports that state it whole. */
export function HeatMapFigure() {
  const { warehouse, region, years, tree } = useFigureScope();
  const { language } = useLanguage();
  const zh = language === 'zh';
  const place = regionName(tree, region, language);
  const span = formatYears(years, language);
  const title = zh
    ? `${place}谁来申请、怎样办结，${span}`
    : `Who applied and how it ended, ${place}, ${span}`;
  const result = useAnswer(outcomeMatrixQuery(warehouse, { region, years }));
  const input = useMemo(
    (): HeatMapInput | null =>
      result.data === undefined
        ? null
        : {
            title,
            columns: APPLICANT_COLUMNS.map((id) => ({
              id,
              name: pick(APPLICANTS[id], language),
              short: pick(SHORT[id], language),
            })),
            groups: heatGroups(result.data, language),
            columnWhole: zh ? '该类申请人办结的申请' : 'what was handled for these applicants',
          },
    [result.data, title, language, zh],
  );
  const select = useStoryOfPart(region, metricOfRow);
  return (
    <QueryFigure
      id="outcome-applicants"
      terms={[...APPLICATION_OUTCOME_IDS.map(outcomeTerm), ...APPLICANT_COLUMNS.map(applicantTerm)]}
      title={title}
      subtitle={(matrix) => matrixCoverage(matrix, language)}
      result={result}
      coverage={(matrix) =>
        matrixFileCoverage(
          matrix,
          matrix.rows.map(({ outcome, stated }) => ({
            name: pick(APPLICATION_OUTCOMES[outcome].name, language),
            stated,
          })),
        )
      }
      isEmpty={({ rows }) => rows.every(({ stated }) => stated === 0)}
      empty={
        <p>
          {result.data === undefined
            ? ''
            : `${section3Text({ ...result.data, reports: result.data.filed }, language)}${zh ? '。没有一行的六类申请人都有数。' : '. No row states all six kinds of applicants.'}`}
        </p>
      }
      chart={() => (input === null ? null : <KindChart kind={HEAT_MAP} input={input} onSelect={select} />)}
      table={({ rows }): TableTwin<OutcomeRow> => ({
        columns: matrixColumns(region, language),
        rows,
        rowKey: ({ outcome }) => outcome,
      })}
      notes={() =>
        zh
          ? '一行只计六类申请人都写明的年报，所以各行的份数可能不同。“其他处理”在两版表式里行数不同，分开列，不相加。'
          : 'A row counts only reports that state all six kinds of applicants, so rows may rest on different numbers of reports. Other handling is printed differently on the two forms: listed apart, never added.'
      }
    />
  );
}

function matrixColumns(region: string, language: Language): readonly DataColumn<OutcomeRow>[] {
  const zh = language === 'zh';
  const story = ({ outcome }: OutcomeRow, number: ReactNode) => {
    const metric = metricOfOutcome(outcome);
    return metric === undefined ? (
      number
    ) : (
      <StoryButton row={{ metric, region_code: region, year: null }}>{number}</StoryButton>
    );
  };
  return [
    {
      id: 'outcome',
      header: zh ? '印出的行' : 'Printed row',
      kind: 'text',
      rowHeader: true,
      value: ({ outcome }) => pick(APPLICATION_OUTCOMES[outcome].name, language),
      cell: ({ outcome }) => (
        <Term of={outcomeTerm(outcome).ref}>{pick(APPLICATION_OUTCOMES[outcome].name, language)}</Term>
      ),
    },
    {
      id: 'form',
      header: zh ? '表式' : 'Form',
      term: { term: 'form' },
      kind: 'text',
      value: ({ forms }) => forms.join(zh ? '、' : ', '),
    },
    ...APPLICANT_COLUMNS.map(
      (id, index): DataColumn<OutcomeRow> => ({
        id,
        header: pick(APPLICANTS[id], language),
        term: applicantTerm(id).ref,
        kind: 'number',
        value: ({ applicants }) => applicants[index] ?? null,
        cell: (row) => story(row, formatNumber(row.applicants[index] ?? null, language)),
        missing: story,
        absence: () => 'blank',
      }),
    ),
    {
      id: 'stated',
      header: zh ? '写明整行的年报' : 'Reports stating the row',
      kind: 'number',
      value: ({ stated }) => stated,
    },
    {
      id: 'total',
      header: pick(APPLICANTS.total, language),
      term: applicantTerm('total').ref,
      kind: 'number',
      value: ({ total }) => total,
      cell: (row) => story(row, formatNumber(row.total, language)),
      missing: story,
      absence: () => 'blank',
    },
    {
      id: 'total_stated',
      header: zh ? '写明总计的年报' : 'Reports stating the total',
      kind: 'number',
      value: ({ total_stated }) => total_stated,
    },
  ];
}
