import type { ReactNode } from 'react';
import { useViewState } from '#components/use-view-state.ts';
import { ViewLink } from '#components/view-link.tsx';
import { useLanguage } from '#i18n/use-language.ts';
import { addressOfEntry } from '#view-state/methods-address.ts';
import styles from './about-page.module.css';

export interface EntryProps {
  /** Stands in the address and as the element's id. */
  readonly anchor: string;
  readonly name: string;
  /** Under the name: the same in the other language, an id. */
  readonly under?: ReactNode;
  readonly children: ReactNode;
}

/** One thing explained, with an address of its own. */
export function Entry({ anchor, name, under, children }: EntryProps) {
  const { language } = useLanguage();
  const { state } = useViewState();
  const open = state.open.includes(anchor);
  return (
    <article id={anchor} className={styles.entry} {...(open ? { 'data-open': '' } : {})}>
      <div className={styles.name}>
        <h4 tabIndex={-1}>
          {name}
          <ViewLink href={addressOfEntry(anchor, state)} className={styles.permalink}>
            <span aria-hidden="true">#</span>
            <span className="visually-hidden">
              {language === 'zh' ? `“${name}”的链接` : `Link to “${name}”`}
            </span>
          </ViewLink>
        </h4>
        {under === undefined ? null : <div className={styles.other}>{under}</div>}
      </div>
      <div className={styles.body}>{children}</div>
    </article>
  );
}

/** Named facts of an entry in one line. */
export function Facts({ facts }: { readonly facts: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className={styles.facts}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
