/** What stands where a figure would: an error, nothing to show, no report, or the wait for it. */
import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useLanguage } from '#i18n/use-language.ts';
import { classNames } from './class-names.ts';
import controls from './controls.module.css';
import { CopyButton } from './copy-button.tsx';
import styles from './faces.module.css';

interface FaceProps {
  readonly title: string;
  readonly children?: ReactNode;
  readonly tone?: 'plain' | 'error';
  readonly actions?: ReactNode;
}

function Face({ title, children, tone = 'plain', actions }: FaceProps) {
  return (
    <div
      className={classNames(styles.face, tone === 'error' && styles.error)}
      role={tone === 'error' ? 'alert' : undefined}
    >
      <p className={styles.title}>{title}</p>
      {children === undefined ? null : <div className={styles.text}>{children}</div>}
      {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
    </div>
  );
}

const ENGINE_TEXTS = {
  start: ['faces.engineStart', 'faces.engineStartTry'],
  sql: ['faces.engineSql', 'faces.errorTry'],
  crash: ['faces.engineCrash', 'faces.engineCrashTry'],
  closed: ['faces.engineClosed', 'faces.errorTry'],
} as const;

/** An `EngineError`, known by its name: components do not depend on the engine. */
interface EngineFailure extends Error {
  readonly kind: keyof typeof ENGINE_TEXTS;
  readonly statement?: { readonly sql: string; readonly params?: Readonly<Record<string, unknown>> };
}

function isEngineFailure(error: unknown): error is EngineFailure {
  return (
    error instanceof Error &&
    error.name === 'EngineError' &&
    'kind' in error &&
    typeof error.kind === 'string' &&
    Object.hasOwn(ENGINE_TEXTS, error.kind)
  );
}

/** A failed download comes as a TypeError from `fetch`, or as an error of ours that says so by its name. */
function isNetworkError(error: unknown): boolean {
  return error instanceof Error && (error.name === 'DownloadError' || /fetch|network/i.test(error.message));
}

export interface ErrorFaceProps {
  readonly error: unknown;
  /** Tries the same again; where not given the page can be reloaded. */
  readonly onRetry?: (() => void) | undefined;
}

/** What happened, what to do, and, folded away, what the maintainers need. */
export function ErrorFace({ error, onRetry }: ErrorFaceProps) {
  const { t } = useLanguage();
  const engine = isEngineFailure(error) ? error : undefined;
  const [what, todo] = engine
    ? ENGINE_TEXTS[engine.kind]
    : isNetworkError(error)
      ? (['faces.network', 'faces.networkTry'] as const)
      : (['faces.errorUnknown', 'faces.errorTry'] as const);
  const statement = engine?.statement;
  const details = [messageOf(error), ...(statement ? [statement.sql, parametersOf(statement.params)] : [])]
    .filter((part) => part !== '')
    .join('\n\n');
  return (
    <Face
      tone="error"
      title={t('faces.errorTitle')}
      actions={
        <Button className={classNames(controls.button)} onPress={onRetry ?? (() => window.location.reload())}>
          {onRetry ? t('faces.retry') : t('faces.reload')}
        </Button>
      }
    >
      <p>
        {t(what)} {t(todo)}
      </p>
      <details className={styles.details}>
        <summary>{t('faces.details')}</summary>
        <p>{t('faces.cause')}</p>
        <pre>{messageOf(error)}</pre>
        {statement ? (
          <>
            <p>{t('faces.sql')}</p>
            <pre>
              {[statement.sql, parametersOf(statement.params)].filter((part) => part !== '').join('\n')}
            </pre>
          </>
        ) : null}
        <CopyButton text={() => details} label={t('faces.copy')} />
      </details>
    </Face>
  );
}

function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const { cause } = error;
  return cause instanceof Error && cause.message !== error.message
    ? `${error.name}: ${error.message}\n${cause.name}: ${cause.message}`
    : `${error.name}: ${error.message}`;
}

function parametersOf(params: Readonly<Record<string, unknown>> | undefined): string {
  return params
    ? Object.entries(params)
        .map(([name, value]) => `-- $${name} = ${JSON.stringify(value)}`)
        .join('\n')
    : '';
}

/** The question has no answer in this region and these years. */
export function EmptyFace({ children }: { readonly children?: ReactNode }) {
  const { t } = useLanguage();
  return <Face title={t('faces.emptyTitle')}>{children ?? <p>{t('faces.emptyText')}</p>}</Face>;
}

export interface NotFiledFaceProps {
  readonly place: string;
  /** In words, as `formatYears` gives them. */
  readonly years: string;
  readonly children?: ReactNode;
}

/** No report is held: said as such, and never as zero. */
export function NotFiledFace({ place, years, children }: NotFiledFaceProps) {
  const { t } = useLanguage();
  return (
    <Face title={t('faces.notFiledTitle', { place, years })}>
      <p>{t('faces.notFiledText')}</p>
      {children}
    </Face>
  );
}

/** Keeps the place of what is to come; `height` in CSS units, so that nothing jumps. Not announced: a page has a dozen. */
export function PendingFace({ height = '12rem' }: { readonly height?: string }) {
  const { t } = useLanguage();
  return (
    <div className={styles.pending} style={{ minHeight: height }} data-pending="">
      {t('faces.loading')}
    </div>
  );
}
