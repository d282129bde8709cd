import type { ReactNode } from 'react';
import { useViewState } from '#components/use-view-state.ts';
import { ViewLink } from '#components/view-link.tsx';
import { useLanguage } from '#i18n/use-language.ts';
import type { MetricId } from '#metrics/registry.ts';
import type { Bilingual } from '#model/bilingual.ts';
import type { FormVersion } from '#model/report.ts';
import { formsByYearQuery } from '#queries/forms-by-year.ts';
import { useAnswer } from './answers.ts';
import { formCounts, formLead, lastYearOf } from './by-form-words.ts';
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
      title={zh ? `只有${form}年表式有：${name.zh}` : `Only on the ${form} form: ${name.en.toLowerCase()}`}
      lead={forms.length === 0 ? '' : formLead(form, counts, years, language)}
    >
      {counts[form] === 0 ? null : <KeyFigures metrics={metrics} name={name} />}
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
