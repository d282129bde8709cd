import { TermedText } from '#components/term.tsx';
import { measureTerms } from '#components/terms.ts';
import { formatNumber, metricText, pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import { METRICS } from '#metrics/registry.ts';
import { measureOf } from '#model/measures.ts';
import { FORM_VERSIONS } from '#model/report.ts';
import type { MetricRow } from '#queries/metric-row.ts';
import type { Story } from '#queries/story.ts';
import styles from './story.module.css';
import { cellsText, intervalText, storyEquation } from './story-words.ts';

export interface StoryFormulaProps {
  readonly row: MetricRow;
  readonly story: Story;
}

/** The formula in the form's words and with its sums; below, where each operand is printed. */
export function StoryFormula({ row, story }: StoryFormulaProps) {
  const { language } = useLanguage();
  const metric = METRICS[row.metric];
  const zh = language === 'zh';
  const interval = intervalText(row, language);
  const number = (sum: number | null) =>
    metric.formula.kind === 'sum'
      ? metricText(sum, metric.unit, language).number
      : formatNumber(sum, language);
  return (
    <section className={styles.section} aria-labelledby="story-formula">
      <h3 id="story-formula">{zh ? '怎样得出' : 'How it is worked out'}</h3>
      {story.counted === 0 ? null : <p className={styles.equation}>{storyEquation(row, story, language)}</p>}
      {interval === null ? null : <p>{interval}</p>}
      <dl className={styles.facts}>
        <dt>{zh ? '算法' : 'Formula'}</dt>
        <dd>{pick(metric.formula_text, language)}</dd>
        <dt>{zh ? '适用表式' : 'Forms'}</dt>
        <dd>
          {metric.forms.length === FORM_VERSIONS.length
            ? zh
              ? '2019 年、2021 年两种'
              : '2019 and 2021'
            : metric.forms.join(', ')}
        </dd>
      </dl>
      <div className={styles.scroll}>
        <table className={styles.table}>
          <caption className="visually-hidden">{zh ? '各项合计' : 'Sums of the operands'}</caption>
          <thead>
            <tr>
              <th scope="col">{zh ? '项' : 'Operand'}</th>
              <th scope="col" className={styles.number}>
                {zh ? '合计' : 'Sum'}
              </th>
              <th scope="col">{zh ? '印在哪里' : 'Where it is printed'}</th>
            </tr>
          </thead>
          <tbody>
            {story.operands.map(({ measure, sum }) => (
              <tr key={measure}>
                <th scope="row">
                  <TermedText text={pick(measureOf(measure).name, language)} terms={measureTerms(measure)} />
                </th>
                <td className={styles.number}>{number(sum)}</td>
                <td>
                  {cellsText(measure, language).map((text) => (
                    <p key={text}>{text}</p>
                  ))}
                  {measureOf(measure).stated !== undefined && metric.prose ? (
                    <p>{zh ? '或正文写明的数' : 'or as stated in the prose'}</p>
                  ) : null}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
