import { type ReactNode, useEffect, useRef } from 'react';
import { useLanguage } from '#i18n/use-language.ts';
import { afterPaint } from './after-paint.ts';
import styles from './page-heading.module.css';
import { useViewState } from './use-view-state.ts';

/** The path whose heading was last on the page; the first one of a visit does not take the focus. */
let arrivedAt: string | undefined;

export interface PageHeadingProps {
  readonly children: ReactNode;
  /** The page in the browser's title bar; the site's name is added. */
  readonly title: string;
  /** One or two sentences under the heading. */
  readonly lead?: ReactNode;
  /** Stands above the heading, e.g. a breadcrumb. */
  readonly above?: ReactNode;
}

/** The one h1 of a page. Sets the document's title and takes the focus after navigation. */
export function PageHeading({ children, title, lead, above }: PageHeadingProps) {
  const { t } = useLanguage();
  const full = t('app.title', { page: title });
  useEffect(() => {
    document.title = full;
  }, [full]);
  const heading = useRef<HTMLHeadingElement>(null);
  const { path } = useViewState();
  useEffect(() => {
    const isArrival = arrivedAt !== undefined && arrivedAt !== path;
    arrivedAt = path;
    if (!isArrival) return undefined;
    // Before its first frame, focusing would have the whole new page laid out in the middle of its making. Who has gone
    // somewhere else by then stays there.
    const from = document.activeElement;
    let isHere = true;
    afterPaint(() => {
      if (isHere && document.activeElement === from) heading.current?.focus({ preventScroll: true });
    });
    return () => {
      isHere = false;
    };
  }, [path]);
  return (
    <header className={styles.heading}>
      {above}
      <h1 ref={heading} tabIndex={-1}>
        {children}
      </h1>
      {lead === undefined ? null : <p className={styles.lead}>{lead}</p>}
    </header>
  );
}
