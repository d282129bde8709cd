import type { ReactNode } from 'react';
import { useViewState } from '#components/use-view-state.ts';
import { ViewLink } from '#components/view-link.tsx';
import { formatNumber, formatYears } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import type { MetricId } from '#metrics/registry.ts';
import type { Bilingual, Language } from '#model/bilingual.ts';
import type { FormVersion } from '#model/report.ts';
import type { YearRange } from '#model/year.ts';
import { type FormsOfYear, formsByYearQuery } from '#queries/forms-by-year.ts';
import { useAnswer } from './answers.ts';
import { useFigureScope } from './figure-scope.tsx';
import { KeyFigures } from './key-figures.tsx';
import { PageSection } from './page-section.tsx';
import { TopicTrendsFigure } from './topic-trends-figure.tsx';

export interface FormBlockProps {
  readonly form: FormVersion;
  /** Metrics that only this form has. */
  readonly metrics: readonly MetricId[];
  readonly name: Bilingual;
  readonly children?: ReactNode;
}

/** What only one form prints: its reports in the years chosen, the numbers, and how they run over all years. */
export function FormBlock({ form, metrics, name, children }: FormBlockProps) {
  const { warehouse, region, years, allYears } = useFigureScope();
  const { language } = useLanguage();
  const { hrefWith } = useViewState();
  const zh = language === 'zh';
  const forms = useAnswer(formsByYearQuery(warehouse, { region, years: allYears })).data ?? [];
  const counts = formCounts(forms, years);
  const last = lastYearOf(form, forms);
  const elsewhere = counts[form] === 0 && last !== null;
  return (
    <PageSection
      id={`form-${form}`}
      title={zh ? `只有${form}年表式有：${name.zh}` : `Only on the ${form} form: ${name.en}`}
      lead={forms.length === 0 ? '' : formLead(form, counts, years, language)}
    >
      {counts[form] === 0 ? null : <KeyFigures metrics={metrics} />}
      {elsewhere ? (
        <p>
          <ViewLink href={hrefWith({ years: { from: last, to: last } })}>
            {zh
              ? `看 ${last} 年：那一年有${form}年表式的年报`
              : `Show ${last}, which has reports on the ${form} form`}
          </ViewLink>
        </p>
      ) : null}
      <TopicTrendsFigure topic="enforcement" metrics={metrics} figure={`form-${form}-trends`} name={name} />
      {children}
    </PageSection>
  );
}

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
  const rest = [
    ...(counts[other] > 0
      ? [
          zh
            ? `${others} 份用${other}年表式，没有这些项`
            : `${others} on the ${other} form, which has no such cells`,
        ]
      : []),
    ...(counts.unknown > 0
      ? [zh ? `${unknown} 份没有读到表格` : `${unknown} of which no table was read`]
      : []),
  ];
  if (zh) {
    const tail = rest.length === 0 ? '' : `，另有 ${rest.join('，')}`;
    return `${span}收录的年报里，${own} 份用${form}年表式${tail}。`;
  }
  const tail = rest.length === 0 ? '' : `, ${rest.join(' and ')}`;
  return `Of the reports held for ${span}, ${own} are on the ${form} form${tail}.`;
}
