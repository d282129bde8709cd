import { useEffect } from 'react';
import { regionName } from '#figures/figure-scope.tsx';
import { useFileSurroundings } from '#figures/file-surroundings.ts';
import { formatYears, pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import type { Bilingual } from '#model/bilingual.ts';
import styles from './embed-page.module.css';
import type { EmbeddedFigure } from './embed-registry.ts';

const WORDS = {
  full: { zh: '在“乡镇公开”查看完整页面', en: 'See the whole page at Township Disclosure' },
  unknown: { zh: '没有这幅图', en: 'There is no such figure' },
  unknownText: {
    zh: '网址可能抄错了，或这幅图已经改名。',
    en: 'The address may be mistyped, or the figure has another name now.',
  },
} as const satisfies Record<string, Bilingual>;

/** One figure without the site around it, for frames in other pages: what data it shows, and the way to the whole. */
export function EmbedPage({ figure }: { readonly figure: EmbeddedFigure | undefined }) {
  const { language, t } = useLanguage();
  const { origin, link, tree, region, years } = useFileSurroundings();
  const name = t('app.name');
  useEffect(() => {
    document.title = name;
  }, [name]);
  const Shown = figure?.component;
  return (
    <div className={styles.embed}>
      <h1 className="visually-hidden">{name}</h1>
      <h2 className="visually-hidden">
        {regionName(tree, region, language)} {formatYears(years, language)}
      </h2>
      {origin.synthetic ? (
        <p className={styles.synthetic} role="note">
          <strong>{t('banner.synthetic')}</strong> {t('banner.syntheticText')}
        </p>
      ) : null}
      {Shown === undefined ? (
        <>
          <p>
            <strong>{pick(WORDS.unknown, language)}</strong>
          </p>
          <p>{pick(WORDS.unknownText, language)}</p>
        </>
      ) : (
        <Shown />
      )}
      <p className={styles.home}>
        <a href={link} target="_blank" rel="noopener">
          {pick(WORDS.full, language)}
          <span className="visually-hidden">{t('nav.newTab')}</span>
          <span aria-hidden="true"> ↗</span>
        </a>
      </p>
    </div>
  );
}
