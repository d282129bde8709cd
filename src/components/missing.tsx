import { type Absence, absenceMark, absenceText } from '#charts/figure.ts';
import { useLanguage } from '#i18n/use-language.ts';
import styles from './missing.module.css';

/** A value that is not there: "—" or "不适用", with the reason on hover and for screen readers. Never "0". */
export function Missing({ reason }: { readonly reason: Absence }) {
  const { language } = useLanguage();
  const why = absenceText(reason, language);
  return (
    <span className={styles.missing} title={why}>
      <span aria-hidden="true">{absenceMark(reason, language)}</span>
      <span className="visually-hidden">{why}</span>
    </span>
  );
}
