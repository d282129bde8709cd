import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
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

function IssueList({ issues }: { readonly issues: readonly DataIssue[] }) {
  const { language, t } = useLanguage();
  const scroller = useRef<HTMLElement>(null);
  // The build does not use the React compiler, which could not follow this hook.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useVirtualizer({
    count: issues.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => 72,
    overscan: 8,
  });
  return (
    // Scrolling by keyboard needs something to focus.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <section ref={scroller} className={styles.scroller} tabIndex={0} aria-label={t('issues.title')}>
      <ol className={styles.list} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map((item) => {
          const issue = issues[item.index];
          if (!issue) return null;
          return (
            <li
              key={item.key}
              ref={virtualizer.measureElement}
              data-index={item.index}
              aria-setsize={issues.length}
              aria-posinset={item.index + 1}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <p className={styles.place}>
                <code>{placeOf(issue)}</code>
                <span className={controls.mark}>{t(`issues.${issue.severity}`)}</span>
              </p>
              <p>{pick(issue.message, language)}</p>
              {issue.value === null ? null : (
                <p className={styles.value}>
                  {t('issues.value')}
                  <code>{issue.value}</code>
                </p>
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
