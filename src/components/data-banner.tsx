import { formatNumber } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import { classNames } from './class-names.ts';
import styles from './data-banner.module.css';
import type { PackageEntry } from './package-entry.ts';

/** What kind of data the page shows: made-up numbers are never without this label. Cannot be dismissed. */
export function DataBanner({ entry }: { readonly entry: PackageEntry }) {
  const { language, t } = useLanguage();
  return (
    <div className={classNames(styles.banner, entry.synthetic && styles.synthetic)} role="note">
      <p className={styles.text}>
        <strong className={styles.kind}>
          {entry.synthetic ? t('banner.synthetic') : t('banner.sample')}
        </strong>
        {entry.synthetic
          ? t('banner.syntheticText')
          : t('banner.sampleText', { reports: formatNumber(entry.reports, language) })}
      </p>
    </div>
  );
}
