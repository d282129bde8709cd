import { Button, Dialog, DialogTrigger, Heading, Modal, ModalOverlay } from 'react-aria-components';
import { formatNumber, pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import type { Language } from '#model/bilingual.ts';
import type { DataIssue } from '#model/data-issue.ts';
import { classNames } from './class-names.ts';
import controls from './controls.module.css';
import { CopyButton } from './copy-button.tsx';
import styles from './data-issues-dialog.module.css';
import { CloseIcon, WarningIcon } from './icons.tsx';
import { IssueList } from './issue-list.tsx';
import { placeOf } from './issue-place.ts';

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
      <ModalOverlay className={classNames(styles.overlay)} isDismissable>
        <Modal className={classNames(styles.modal)}>
          <Dialog className={classNames(styles.dialog)}>
            {({ close }) => (
              <>
                <div className={styles.head}>
                  <Heading slot="title" level={2}>
                    {t('issues.title')}
                  </Heading>
                  <Button
                    className={classNames(controls.quiet)}
                    aria-label={t('issues.close')}
                    onPress={close}
                  >
                    <CloseIcon />
                  </Button>
                </div>
                <p className={styles.intro}>
                  {t('issues.intro')}
                  {issues.some(({ severity }) => severity === 'warning') ? t('issues.warnings') : null}
                </p>
                <IssueList issues={issues} />
                <CopyButton text={() => asText(issues, language)} />
              </>
            )}
          </Dialog>
        </Modal>
      </ModalOverlay>
    </DialogTrigger>
  );
}
