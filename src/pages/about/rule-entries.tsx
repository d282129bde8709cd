import { formatNumber, pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import type { Bilingual } from '#model/bilingual.ts';
import type { RegionLevel } from '#model/region.ts';
import { FORM_VERSIONS } from '#model/report.ts';
import type { Severity } from '#rules/rule.ts';
import styles from './about-page.module.css';
import type { RuleEntry } from './entries.ts';
import { Entry, Facts } from './entry.tsx';

const SEVERITIES: Readonly<Record<Severity, Bilingual>> = {
  E: { zh: 'E 自相矛盾', en: 'E: contradicts itself or its form' },
  W: { zh: 'W 很可能有误', en: 'W: very likely wrong' },
  I: { zh: 'I 值得留意', en: 'I: worth knowing' },
};

/** The rule book: what must hold, how severe a failure is, and how many checks each form gives. */
export function RuleEntries({ entries }: { readonly entries: readonly RuleEntry[] }) {
  return (
    <div className={styles.entries}>
      {entries.map((entry) => (
        <OneRule key={entry.rule.id} {...entry} />
      ))}
    </div>
  );
}

function OneRule({ anchor, rule }: RuleEntry) {
  const { language, t } = useLanguage();
  const zh = language === 'zh';
  const levels = (rule.levels ?? []).map((level: RegionLevel) => t(`region.levels.${level}`));
  return (
    <Entry
      anchor={anchor}
      level={3}
      name={`${rule.id} ${pick(rule.title, language)}`}
      under={<p lang={zh ? 'en' : 'zh-CN'}>{zh ? rule.title.en : rule.title.zh}</p>}
    >
      <p>{pick(rule.sentence, language)}</p>
      {rule.note === undefined ? null : <p className={styles.minor}>{pick(rule.note, language)}</p>}
      <Facts
        facts={[
          [zh ? '程度' : 'Severity', pick(SEVERITIES[rule.severity], language)],
          ...FORM_VERSIONS.map((form) => {
            const count = rule.instances[form].length;
            const checks = zh ? `${formatNumber(count, language)} 处` : formatNumber(count, language);
            const none = zh ? '不适用' : 'does not apply';
            return [zh ? `${form} 年表式` : `Checks on form ${form}`, count === 0 ? none : checks] as const;
          }),
          ...(levels.length === 0 ? [] : [[zh ? '只核' : 'Bodies', levels.join(zh ? '、' : ', ')] as const]),
        ]}
      />
    </Entry>
  );
}
