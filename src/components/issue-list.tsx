import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import type { DataIssue } from '#model/data-issue.ts';
import controls from './controls.module.css';
import styles from './issue-list.module.css';
import { placeOf } from './issue-place.ts';

/** Faults with their place, the offending text and what to do; it scrolls, as high as its surroundings let it be. */
export function IssueList({ issues }: { readonly issues: readonly DataIssue[] }) {
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
