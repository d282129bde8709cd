import type { ReactNode } from 'react';
import { Button } from 'react-aria-components';
import { useLanguage } from '#i18n/use-language.ts';
import { issueText } from '#view-state/issue-text.ts';
import type { ViewIssue } from '#view-state/view-state.ts';
import { classNames } from './class-names.ts';
import controls from './controls.module.css';
import { CloseIcon } from './icons.tsx';
import styles from './notices.module.css';

export interface NoticeProps {
  readonly tone?: 'info' | 'warn';
  readonly children: ReactNode;
  /** Without it the notice stays. */
  readonly onDismiss?: () => void;
}

/** One message across the page, read aloud when it appears. */
export function Notice({ tone = 'info', children, onDismiss }: NoticeProps) {
  const { t } = useLanguage();
  return (
    // An output element may not hold a list.
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
    <div className={classNames(styles.notice, tone === 'warn' && styles.warn)} role="status">
      <div className={styles.text}>{children}</div>
      {onDismiss ? (
        <Button className={classNames(controls.quiet)} onPress={onDismiss} aria-label={t('notices.dismiss')}>
          <CloseIcon />
        </Button>
      ) : null}
    </div>
  );
}

export interface AddressNoticesProps {
  readonly issues: readonly ViewIssue[];
  /** Usually `useViewState().tidy`: the address is rewritten without what was ignored, and the notice goes with it. */
  readonly onDismiss: () => void;
}

/** "A bad address says what was ignored." Nothing where there is nothing to say. */
export function AddressNotices({ issues, onDismiss }: AddressNoticesProps) {
  const { language, t } = useLanguage();
  const [first, ...others] = issues;
  if (!first) return null;
  return (
    <Notice tone="warn" onDismiss={onDismiss}>
      {others.length === 0 ? (
        <p>{issueText(first, language)}</p>
      ) : (
        <>
          <p>{t('notices.addressTitle')}</p>
          <ul>
            {issues.map((issue) => (
              <li key={`${issue.parameter} ${issue.reason}`}>{issueText(issue, language)}</li>
            ))}
          </ul>
        </>
      )}
    </Notice>
  );
}
