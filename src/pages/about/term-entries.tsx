import { pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import { GLOSSARY_PARTS } from '#model/glossary.ts';
import styles from './about-page.module.css';
import { PARTS, type TermEntry } from './entries.ts';
import { Entry } from './entry.tsx';

/** The words of the form and of this site, each in one plain sentence. */
export function TermEntries({ entries }: { readonly entries: readonly TermEntry[] }) {
  const { language } = useLanguage();
  const zh = language === 'zh';
  return PARTS.map((part) => ({ part, terms: entries.filter(({ entry }) => entry.part === part) }))
    .filter(({ terms }) => terms.length > 0)
    .map(({ part, terms }) => (
      <div key={part} className={`${styles.entries} ${styles.terms}`}>
        <h3 className={styles.topic}>{pick(GLOSSARY_PARTS[part], language)}</h3>
        {terms.map(({ anchor, entry }) => (
          <Entry
            key={anchor}
            anchor={anchor}
            name={pick(entry.term, language)}
            under={<p lang={zh ? 'en' : 'zh-CN'}>{zh ? entry.term.en : entry.term.zh}</p>}
          >
            <p>{pick(entry.sentence, language)}</p>
          </Entry>
        ))}
      </div>
    ));
}
