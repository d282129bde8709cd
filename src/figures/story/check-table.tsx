import { formatNumber, pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import type { CheckTally } from '#queries/check-results.ts';
import { ruleOf } from './check-words.ts';
import styles from './story.module.css';

/** How checks came out, rule by rule. */
export function CheckTable({ tally }: { readonly tally: readonly CheckTally[] }) {
  const { language } = useLanguage();
  const zh = language === 'zh';
  const heads = zh
    ? ['成立', '其中含非零数', '不成立', '无法核对']
    : ['Hold', 'of them, not all 0', 'Fail', 'Cannot be checked'];
  return (
    <div className={styles.scroll}>
      <table className={styles.table}>
        <caption className="visually-hidden">{zh ? '逐条规则的核对结果' : 'Results rule by rule'}</caption>
        <thead>
          <tr>
            <th scope="col">{zh ? '规则' : 'Rule'}</th>
            {heads.map((head) => (
              <th key={head} scope="col" className={styles.number}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {tally.map(({ rule: id, passed, passed_nonzero, failed, not_assessable }) => {
            const rule = ruleOf(id);
            return (
              <tr key={id}>
                <th scope="row" title={pick(rule.sentence, language)}>
                  {id} {pick(rule.title, language)}
                </th>
                <td className={styles.number}>{formatNumber(passed, language)}</td>
                <td className={styles.number}>{formatNumber(passed_nonzero, language)}</td>
                <td className={`${styles.number} ${failed > 0 ? styles.failed : ''}`}>
                  {formatNumber(failed, language)}
                </td>
                <td className={styles.number}>{formatNumber(not_assessable, language)}</td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </div>
  );
}
