import { Button, DialogTrigger } from 'react-aria-components';
import { formatNumber, pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import type { Language } from '#model/bilingual.ts';
import type { DataIssue } from '#model/data-issue.ts';
import { classNames } from './class-names.ts';
import controls from './controls.module.css';
import { CopyButton } from './copy-button.tsx';
import styles from './data-issues-dialog.module.css';
import { WarningIcon } from './icons.tsx';
import { IssueList } from './issue-list.tsx';
import { placeOf } from './issue-place.ts';
import { TitledDialog } from './titled-dialog.tsx';

function asText(issues: readonly DataIssue[], language: Language): string {
  return issues
    .map((issue) =>
      [placeOf(issue), issue.severity, pick(issue.message, language), issue.value ?? ''].join('\t'),
    )
    .join('\n');
}

/** How many rows were set aside; opens the list of all faults. Nothing at all where there are none. */
export function DataIssuesButton({ issues }: { readonly issues: readonly DataIssue[] }) {
  const { language, t } = useLanguage();
  if (issues.length === 0) return null;
  const count = issues.filter(({ severity }) => severity === 'error').length;
  return (
    <DialogTrigger>
      <Button className={classNames(controls.quiet, styles.badge)}>
        <WarningIcon />
        <span>{t('issues.button', { count, formatted: formatNumber(count, language) })}</span>
      </Button>
      <TitledDialog title={t('issues.title')}>
        <p className={styles.intro}>
          {t('issues.intro')}
          {issues.some(({ severity }) => severity === 'warning') ? t('issues.warnings') : null}
        </p>
        <IssueList issues={issues} />
        <CopyButton text={() => asText(issues, language)} />
      </TitledDialog>
    </DialogTrigger>
  );
}
