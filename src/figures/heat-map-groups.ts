/** Section 3 as the heat map shows it: printed rows under headings, forms apart. Pure. */
import { printedRowName } from '#charts/flow/parts.ts';
import type { HeatGroup, HeatRow } from '#charts/heat-map/spec.ts';
import { formatNumber, pick } from '#i18n/format.ts';
import type { Bilingual, Language } from '#model/bilingual.ts';
import { APPLICATION_OUTCOMES, type OutcomeGroup } from '#model/forms.ts';
import { MEASURES } from '#model/measures.ts';
import type { FormVersion } from '#model/report.ts';
import type { OutcomeMatrix, OutcomeRow } from '#queries/outcome-matrix.ts';

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
