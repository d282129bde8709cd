import { useMemo } from 'react';
import { printedRowName } from '#charts/flow/parts.ts';
import {
  describeHeatMap,
  type HeatGroup,
  type HeatMapInput,
  type HeatRow,
  heatMapHeight,
  heatMapSpec,
} from '#charts/heat-map/spec.ts';
import type { DataColumn } from '#components/data-table.tsx';
import { formatNumber, formatYears, pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import type { Bilingual, Language } from '#model/bilingual.ts';
import { APPLICANTS, APPLICATION_OUTCOMES, type OutcomeGroup } from '#model/forms.ts';
import { MEASURES } from '#model/measures.ts';
import type { FormVersion } from '#model/report.ts';
import {
  APPLICANT_COLUMNS,
  type ApplicantColumn,
  type OutcomeMatrix,
  type OutcomeRow,
  outcomeMatrixQuery,
} from '#queries/outcome-matrix.ts';
import { useAnswer } from './answers.ts';
import { regionName, useFigureScope } from './figure-scope.tsx';
import { section3Text } from './flow-words.ts';
import { type ChartKind, KindChart, QueryFigure, type TableTwin } from './query-figure.tsx';

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

/** Groups of rows that stand under a heading. */
const HEADED = ['refused', 'unable', 'declined'] as const satisfies readonly OutcomeGroup[];

function otherName(form: FormVersion): Bilingual {
  return {
    zh: `其他处理（只有${form}年表式有）`,
    en: `Other handling (only on the ${form} form)`,
  };
}

/** The matrix as rows under headings, in the order of print; the rows of one form alone under its name. */
export function heatGroups({ rows }: OutcomeMatrix, language: Language): readonly HeatGroup[] {
  const handled = rows.find(({ outcome }) => outcome === 'total_handled');
  const heatRow = (row: OutcomeRow): HeatRow => {
    const { group } = APPLICATION_OUTCOMES[row.outcome];
    const ending = !['new', 'carried_in', 'total_handled', 'carried_out'].includes(group);
    const totals = handled?.applicants;
    // A share of the column needs both from the same reports.
    const comparable =
      ending && row.forms.length > 1 && handled !== undefined && handled.stated === row.stated && totals;
    return {
      id: row.outcome,
      name: printedRowName(row.outcome, language),
      values: row.applicants,
      stated: row.stated,
      ...(comparable ? { columnTotals: totals.map((value) => value ?? 0) } : {}),
    };
  };
  const of = (...groups: readonly OutcomeGroup[]) =>
    rows.filter(({ outcome }) => groups.includes(APPLICATION_OUTCOMES[outcome].group));
  const other = (form: FormVersion): HeatGroup => ({
    name: pick(otherName(form), language),
    rows: of('other')
      .filter(({ forms }) => forms.includes(form))
      .map(heatRow),
  });
  return [
    { name: null, rows: of('new', 'carried_in', 'granted', 'partly_granted').map(heatRow) },
    ...HEADED.map((group) => ({ name: pick(MEASURES[group].name, language), rows: of(group).map(heatRow) })),
    other('2021'),
    other('2019'),
    {
      name: language === 'zh' ? '合计与结转' : 'Totals and carry-over',
      rows: of('total_handled', 'carried_out').map(heatRow),
    },
  ];
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
  return (
    <QueryFigure
      id="outcome-applicants"
      title={title}
      subtitle={(matrix) => matrixCoverage(matrix, language)}
      result={result}
      isEmpty={({ rows }) => rows.every(({ stated }) => stated === 0)}
      empty={
        <p>
          {result.data === undefined
            ? ''
            : `${section3Text({ ...result.data, reports: result.data.filed }, language)}${zh ? '。没有一行的六类申请人都有数。' : '. No row states all six kinds of applicants.'}`}
        </p>
      }
      chart={() => (input === null ? null : <KindChart kind={HEAT_MAP} input={input} />)}
      table={({ rows }): TableTwin<OutcomeRow> => ({
        columns: matrixColumns(language),
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

function matrixColumns(language: Language): readonly DataColumn<OutcomeRow>[] {
  const zh = language === 'zh';
  return [
    {
      id: 'outcome',
      header: zh ? '印出的行' : 'Printed row',
      kind: 'text',
      rowHeader: true,
      value: ({ outcome }) => pick(APPLICATION_OUTCOMES[outcome].name, language),
    },
    {
      id: 'form',
      header: zh ? '表式' : 'Form',
      kind: 'text',
      value: ({ forms }) => forms.join(zh ? '、' : ', '),
    },
    ...APPLICANT_COLUMNS.map(
      (id, index): DataColumn<OutcomeRow> => ({
        id,
        header: pick(APPLICANTS[id], language),
        kind: 'number',
        value: ({ applicants }) => applicants[index] ?? null,
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
      kind: 'number',
      value: ({ total }) => total,
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

/** How many reports the rows rest on, from the least to the most. */
export function matrixCoverage(matrix: OutcomeMatrix, language: Language): string {
  const shared = matrix.rows.filter(({ forms }) => forms.length > 1).map(({ stated }) => stated);
  const [least, most] = [Math.min(...shared), Math.max(...shared)].map((n) => formatNumber(n, language));
  const due = formatNumber(matrix.expected, language);
  const span = least === most ? least : `${least}–${most}`;
  return language === 'zh'
    ? `单位：件 · 各行基于 ${span} 份年报，应有 ${due} 份`
    : `Cases · rows rest on ${span} reports of ${due} due`;
}
