import type { ReactNode } from 'react';
import { useViewState } from '#components/use-view-state.ts';
import { ViewLink } from '#components/view-link.tsx';
import { useLanguage } from '#i18n/use-language.ts';
import type { Bilingual, Language } from '#model/bilingual.ts';
import { addressOfEntry } from '#view-state/methods-address.ts';
import styles from './about-page.module.css';

export interface EntryProps {
  /** Stands in the address and as the element's id. */
  readonly anchor: string;
  readonly name: string;
  /** One below the heading the entry stands under. */
  readonly level?: 3 | 4;
  /** Under the name: the same in the other language, an id. */
  readonly under?: ReactNode;
  readonly children: ReactNode;
}

/** One thing explained, with an address of its own. */
export function Entry({ anchor, name, level = 4, under, children }: EntryProps) {
  const { language } = useLanguage();
  const { state } = useViewState();
  const open = state.open.includes(anchor);
  const Name = level === 3 ? 'h3' : 'h4';
  return (
    <article id={anchor} className={styles.entry} {...(open ? { 'data-open': '' } : {})}>
      <div className={styles.name}>
        <Name tabIndex={-1}>{name}</Name>
        <ViewLink href={addressOfEntry(anchor, state)} className={styles.permalink}>
          <span aria-hidden="true">#</span>
          <span className="visually-hidden">{linkName(anchor, name, language)}</span>
        </ViewLink>
        {under === undefined ? null : <div className={styles.other}>{under}</div>}
      </div>
      <div className={styles.body}>{children}</div>
    </article>
  );
}

const KINDS: Readonly<Record<string, Bilingual>> = {
  metric: { zh: '指标', en: 'metric' },
  rule: { zh: '规则', en: 'rule' },
  term: { zh: '名词', en: 'term' },
};

/** A metric and a term may have the same name: the link says which it leads to. */
function linkName(anchor: string, name: string, language: Language): string {
  const kind = KINDS[anchor.split('-')[0] ?? ''];
  if (kind === undefined) return language === 'zh' ? `“${name}”的链接` : `Link to “${name}”`;
  return language === 'zh' ? `${kind.zh}“${name}”的链接` : `Link to the ${kind.en} “${name}”`;
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
