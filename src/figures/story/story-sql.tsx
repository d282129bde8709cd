import { CopyButton } from '#components/copy-button.tsx';
import { useLanguage } from '#i18n/use-language.ts';
import { reportsBehindStatement } from '#queries/reports-behind.ts';
import { type StorySpec, storyFigureStatement, storyYears } from '#queries/story.ts';
import { sqlLiteral, statementScript } from '#queries/story-sql.ts';
import styles from './story.module.css';

/** Rows of a list of reports; a statement is for reading all of them. */
const ALL_REPORTS = 1_000_000;

/** The statement that made the number, with its values beside it; and as a script that runs as it is. */
export function StorySql({ spec }: { readonly spec: StorySpec }) {
  const { language } = useLanguage();
  const zh = language === 'zh';
  const number = storyFigureStatement(spec);
  const reports = reportsBehindStatement({
    ...spec,
    years: storyYears(spec.metric, spec.years),
    limit: ALL_REPORTS,
  });
  return (
    <section className={styles.section} aria-labelledby="story-sql">
      <h3 id="story-sql">SQL</h3>
      <p className={styles.hint}>
        {zh
          ? '得出这个数的查询。复制的文本已填入参数，可以直接在 DuckDB 里运行。'
          : 'The query that made the number. The copied text has its values filled in and runs in DuckDB as it is.'}
      </p>
      <Statement label={zh ? '这个数的查询' : 'Query of the number'} statement={number} />
      <Statement label={zh ? '年报清单的查询' : 'Query of the reports'} statement={reports} />
    </section>
  );
}

interface StatementProps {
  readonly label: string;
  readonly statement: ReturnType<typeof storyFigureStatement>;
}

function Statement({ label, statement }: StatementProps) {
  const { language } = useLanguage();
  const zh = language === 'zh';
  const params = Object.entries(statement.params ?? {});
  return (
    <details className={styles.sql}>
      <summary>{label}</summary>
      {/* What scrolls must be reachable by keyboard. */}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <section className={styles.code} tabIndex={0} aria-label={label}>
        <pre>
          <code>{statement.sql}</code>
        </pre>
      </section>
      {params.length === 0 ? null : (
        <dl className={styles.facts}>
          {params.map(([name, value]) => (
            <div key={name}>
              <dt>
                <code>${name}</code>
              </dt>
              <dd>
                <code>{sqlLiteral(value)}</code>
              </dd>
            </div>
          ))}
        </dl>
      )}
      <CopyButton
        text={() => statementScript(statement)}
        label={zh ? '复制可运行的 SQL' : 'Copy SQL that runs'}
      />
    </details>
  );
}
