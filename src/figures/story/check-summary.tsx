/** 勾稽核对: the consistency checks of one report, in a few lines. */
import { ErrorFace, PendingFace } from '#components/faces.tsx';
import { QueryView } from '#components/query-view.tsx';
import { formatNumber, pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import type { Language } from '#model/bilingual.ts';
import type { CheckTally } from '#queries/check-results.ts';
import { type ReportChecks, reportChecksQuery } from '#queries/check-results-report.ts';
import type { RuleResult } from '#rules/evaluate.ts';
import { RULES } from '#rules/registry.ts';
import { useAnswer } from '../answers.ts';
import { useFigureScope } from '../figure-scope.tsx';
import { CheckTable } from './check-table.tsx';
import { checkOf, checkText } from './check-words.ts';
import styles from './story.module.css';

/** Failures shown of one rule: a blank section would list every cell of it. */
const MOST_OF_RULE = 10;

export interface CheckSummaryProps {
  readonly region: string;
  readonly year: number;
}

/** Which checks a report passes, which it fails and with what numbers. Nothing where no report is held. */
export function CheckSummary({ region, year }: CheckSummaryProps) {
  const { warehouse } = useFigureScope();
  const result = useAnswer(reportChecksQuery(warehouse, { region, year }));
  return (
    <QueryView
      result={result}
      pending={() => <PendingFace height="6rem" />}
      error={(error, retry) => <ErrorFace error={error} onRetry={retry} />}
      isEmpty={(checks) => checks === null}
      empty={() => null}
      data={(checks) => (checks === null ? null : <Summary checks={checks} />)}
    />
  );
}

/** The results of one report, counted by rule; a rule of the other form only is left out. */
export function tallyOfReport(results: readonly RuleResult[]): readonly CheckTally[] {
  return RULES.flatMap(({ id }) => {
    const own = results.filter(({ rule, reason }) => rule === id && reason !== 'other-form');
    if (own.length === 0) return [];
    const count = (test: (result: RuleResult) => boolean) => own.filter(test).length;
    return [
      {
        rule: id,
        passed: count(({ outcome }) => outcome === 'pass'),
        passed_nonzero: count(({ outcome, nonZero }) => outcome === 'pass' && nonZero),
        failed: count(({ outcome }) => outcome === 'fail'),
        not_assessable: count(({ outcome }) => outcome === 'not-assessable'),
      },
    ];
  });
}

/** "41 项成立（其中 8 项含非零数），2 项不成立，157 项无法核对。" */
export function tallySentence(tally: readonly CheckTally[], language: Language): string {
  const sum = (of: (each: CheckTally) => number) =>
    formatNumber(
      tally.reduce((total, each) => total + of(each), 0),
      language,
    );
  const passed = sum((each) => each.passed);
  const nonZero = sum((each) => each.passed_nonzero);
  const failed = sum((each) => each.failed);
  const open = sum((each) => each.not_assessable);
  return language === 'zh'
    ? `${passed} 项成立（其中 ${nonZero} 项含非零数），${failed} 项不成立，${open} 项因缺数无法核对。`
    : `${passed} hold (${nonZero} of them with a number other than 0), ${failed} fail, ${open} cannot be checked.`;
}

function Summary({ checks }: { readonly checks: ReportChecks }) {
  const { language } = useLanguage();
  const zh = language === 'zh';
  const { template } = checks.report;
  const tally = tallyOfReport(checks.results);
  const failed = checks.results.filter(({ outcome }) => outcome === 'fail');
  const shown = RULES.flatMap(({ id }) => failed.filter(({ rule }) => rule === id).slice(0, MOST_OF_RULE));
  return (
    <section className={styles.section} aria-label={zh ? '勾稽核对' : 'Consistency checks'}>
      <h4>{zh ? '勾稽核对' : 'Consistency checks'}</h4>
      <p>
        {template === null
          ? zh
            ? '没有见到表格，无从核对。'
            : 'No table was seen, so there is nothing to check.'
          : tallySentence(tally, language)}
      </p>
      {shown.length === 0 ? null : (
        <ol className={styles.checks}>
          {shown.map((result) => {
            const check = checkOf(result.rule, result.instance, template);
            if (check === null) return null;
            const { rule, instance } = check;
            const label = pick(instance.label, language);
            return (
              <li key={`${result.rule} ${result.instance}`}>
                <p className={styles.check}>
                  {rule.id} {pick(rule.title, language)}
                  {zh ? `（${label}）` : ` (${label})`}
                </p>
                <p className={styles.failed}>{checkText(instance.relation, result, language)}</p>
              </li>
            );
          })}
        </ol>
      )}
      {shown.length < failed.length ? (
        <p className={styles.hint}>
          {zh
            ? `另有 ${failed.length - shown.length} 处同样的情况没有逐一列出。`
            : `${failed.length - shown.length} more of the same kind are not listed.`}
        </p>
      ) : null}
      {template === null ? null : (
        <details className={styles.sql}>
          <summary>{zh ? '逐条规则的结果' : 'Results rule by rule'}</summary>
          <CheckTable tally={tally} />
        </details>
      )}
    </section>
  );
}
