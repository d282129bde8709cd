/** How many reports stand on which form, in words. Pure. */
import { formatNumber, formatYears } from '#i18n/format.ts';
import type { Language } from '#model/bilingual.ts';
import type { FormVersion } from '#model/report.ts';
import type { YearRange } from '#model/year.ts';
import type { FormsOfYear } from '#queries/forms-by-year.ts';

export type FormCounts = Readonly<Record<FormVersion | 'unknown', number>>;

/** Reports of the years by form. */
export function formCounts(rows: readonly FormsOfYear[], years: YearRange): FormCounts {
  const chosen = rows.filter(({ year }) => year >= years.from && year <= years.to);
  const sum = (of: (row: FormsOfYear) => number) => chosen.reduce((total, row) => total + of(row), 0);
  return {
    '2019': sum((row) => row.reports_2019),
    '2021': sum((row) => row.reports_2021),
    unknown: sum((row) => row.reports_unknown),
  };
}

/** The last year with a report on the form; null where there is none. */
export function lastYearOf(form: FormVersion, rows: readonly FormsOfYear[]): number | null {
  const years = rows
    .filter((row) => (form === '2019' ? row.reports_2019 : row.reports_2021) > 0)
    .map(({ year }) => year);
  return years.length === 0 ? null : Math.max(...years);
}

/** How many reports of the years stand on the form, and how many could not be told. */
export function formLead(
  form: FormVersion,
  counts: FormCounts,
  years: YearRange,
  language: Language,
): string {
  const other: FormVersion = form === '2019' ? '2021' : '2019';
  const span = formatYears(years, language);
  const all = counts['2019'] + counts['2021'] + counts.unknown;
  const [own, others, unknown] = [counts[form], counts[other], counts.unknown].map((count) =>
    formatNumber(count, language),
  );
  const zh = language === 'zh';
  if (all === 0) return zh ? `${span}没有收录年报。` : `No report for ${span} is held.`;
  if (counts[form] === 0) {
    return zh
      ? `${span}收录的年报里没有一份用${form}年表式，所以这里没有数；不是 0。`
      : `None of the reports held for ${span} is on the ${form} form, so there are no figures here; they are not 0.`;
  }
  const parts = [
    zh
      ? `${span}收录的年报里，${own} 份用${form}年表式`
      : `Of the reports held for ${span}, ${own} ${areOn(counts[form])} the ${form} form`,
    ...(counts[other] > 0
      ? [
          zh
            ? `${others} 份用${other}年表式，没有这些项`
            : `${others} ${areOn(counts[other])} the ${other} form, which has no such cells`,
        ]
      : []),
    ...(counts.unknown > 0
      ? [zh ? `${unknown} 份没有读到表格，不知是哪一版` : `of ${unknown} no table was read`]
      : []),
  ];
  return zh ? `${parts.join('；')}。` : `${parts.join('; ')}.`;
}

function areOn(count: number): string {
  return count === 1 ? 'is on' : 'are on';
}
