import { ErrorFace, PendingFace } from '#components/faces.tsx';
import { QueryView } from '#components/query-view.tsx';
import { formatNumber, pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import { type CheckFailure, checkResultsQuery, checksTouching } from '#queries/check-results.ts';
import { type ReportChecks, reportChecksQuery } from '#queries/check-results-report.ts';
import { type Story, type StorySpec, storyYears } from '#queries/story.ts';
import type { RuleResult } from '#rules/evaluate.ts';
import { useAnswer } from '../answers.ts';
import { isTownship, regionName, useFigureScope } from '../figure-scope.tsx';
import { SourceLink } from '../source-link.tsx';
import { CheckTable } from './check-table.tsx';
import { checkOf, checkText, failureText, ruleOf } from './check-words.ts';
import styles from './story.module.css';

/** Failures listed; the total is always said. */
const MOST_FAILURES = 100;

export interface StoryChecksProps {
  readonly spec: StorySpec;
  readonly story: Story;
}

/** The consistency checks that have one of the number's cells, over the reports it counts. */
export function StoryChecks({ spec, story }: StoryChecksProps) {
  const { language } = useLanguage();
  const { warehouse } = useFigureScope();
  const zh = language === 'zh';
  const result = useAnswer(checkResultsQuery(warehouse, { ...spec, limit: MOST_FAILURES }));
  if (story.counted === 0 || checksTouching(spec.metric).length === 0) return null;
  const { from, to } = storyYears(spec.metric, spec.years);
  const single = isTownship(spec.region) && from === to && story.counted === 1;
  return (
    <section className={styles.section} aria-labelledby="story-checks">
      <h3 id="story-checks">{zh ? '涉及它的勾稽核对' : 'Checks that touch it'}</h3>
      <p className={styles.hint}>
        {zh
          ? '只列用到这个数所在格子的关系，只看计入的年报。零对零的关系成立，说明不了什么，所以另列含有非零数的。'
          : 'Only relations with one of the number’s cells, and only in the reports counted. Relations of zeros hold and prove little, so those with a number other than 0 are told apart.'}
      </p>
      <QueryView
        result={result}
        pending={() => <PendingFace height="8rem" />}
        error={(error, retry) => <ErrorFace error={error} onRetry={retry} />}
        empty={() => null}
        isEmpty={() => false}
        data={({ tally, failed, failures }) => (
          <>
            <CheckTable tally={tally} />
            {single ? (
              <SingleReport spec={spec} year={from} />
            ) : failed === 0 ? null : (
              <>
                <h4>
                  {zh
                    ? `不成立的（${formatNumber(failed, language)} 处）`
                    : `Failed (${formatNumber(failed, language)})`}
                  {failures.length < failed
                    ? zh
                      ? `，列出前 ${formatNumber(failures.length, language)} 处`
                      : `, the first ${formatNumber(failures.length, language)}`
                    : ''}
                </h4>
                <ol className={styles.checks}>
                  {failures.map((failure) => (
                    <Failure
                      key={`${failure.report_id} ${failure.rule} ${failure.instance}`}
                      failure={failure}
                    />
                  ))}
                </ol>
              </>
            )}
          </>
        )}
      />
    </section>
  );
}

function Failure({ failure }: { readonly failure: CheckFailure }) {
  const { language } = useLanguage();
  const { tree } = useFigureScope();
  const zh = language === 'zh';
  const { rule, instance, template, left, right, region_code, year } = failure;
  const check = checkOf(rule, instance, template);
  const place = regionName(tree, region_code, language);
  const report = zh ? `${place} ${year} 年` : `${place}, ${year}`;
  return (
    <li>
      <p className={styles.check}>
        <strong>{report}</strong> {rule} {pick(ruleOf(rule).title, language)}
        {check === null
          ? ''
          : zh
            ? `（${pick(check.instance.label, language)}）`
            : ` (${pick(check.instance.label, language)})`}
      </p>
      <p className={styles.failed}>
        {check === null ? instance : failureText(check.instance.relation, left, right, language)}
      </p>
      <p className={styles.hint}>
        {pick(ruleOf(rule).sentence, language)}{' '}
        <SourceLink url={failure.source_url} label={report} report={failure.report_id} />
      </p>
    </li>
  );
}

/** The checks of the one report behind the number, with the printed values. */
function SingleReport({ spec, year }: { readonly spec: StorySpec; readonly year: number }) {
  const { warehouse } = useFigureScope();
  const result = useAnswer(reportChecksQuery(warehouse, { region: spec.region, year }));
  return (
    <QueryView
      result={result}
      pending={() => <PendingFace height="6rem" />}
      error={(error, retry) => <ErrorFace error={error} onRetry={retry} />}
      isEmpty={(checks) => checks === null}
      empty={() => null}
      data={(checks) => (checks === null ? null : <Results checks={checks} spec={spec} />)}
    />
  );
}

const ORDER: Readonly<Record<RuleResult['outcome'], number>> = { fail: 0, pass: 1, 'not-assessable': 2 };

function Results({ checks, spec }: { readonly checks: ReportChecks; readonly spec: StorySpec }) {
  const { language } = useLanguage();
  const { template } = checks.report;
  const touching = new Set(
    template === null
      ? []
      : checksTouching(spec.metric).flatMap(({ rule, instances }) =>
          instances[template].map(({ key }) => `${rule.id} ${key}`),
        ),
  );
  const results = checks.results
    .filter(({ rule, instance, outcome, reason }) => {
      if (!touching.has(`${rule} ${instance}`) || reason === 'other-form') return false;
      // That a cell holds a sound number is worth a line only where it does not.
      return outcome === 'fail' || (rule !== 'A5' && rule !== 'A7');
    })
    .toSorted((a, b) => ORDER[a.outcome] - ORDER[b.outcome]);
  return (
    <ol className={styles.checks}>
      {results.map((result) => {
        const check = checkOf(result.rule, result.instance, template);
        if (check === null) return null;
        const { rule, instance } = check;
        const label = pick(instance.label, language);
        return (
          <li key={`${result.rule} ${result.instance}`}>
            <p className={styles.check}>
              <Mark outcome={result.outcome} /> {rule.id} {pick(rule.title, language)}
              {language === 'zh' ? `（${label}）` : ` (${label})`}
            </p>
            <p className={result.outcome === 'fail' ? styles.failed : styles.hint}>
              {checkText(instance.relation, result, language)}
            </p>
          </li>
        );
      })}
    </ol>
  );
}

const MARKS = {
  pass: { zh: '成立', en: 'Holds' },
  fail: { zh: '不成立', en: 'Fails' },
  'not-assessable': { zh: '无法核对', en: 'Not checked' },
} as const;

export function Mark({ outcome }: { readonly outcome: RuleResult['outcome'] }) {
  const { language } = useLanguage();
  return <span className={styles[`mark-${outcome}`]}>{pick(MARKS[outcome], language)}</span>;
}
