import { memo, useState } from 'react';
import { Group } from 'react-aria-components';
import { formatYears } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import { type YearRange, yearsOf } from '#model/year.ts';
import { classNames } from './class-names.ts';
import { SelectField } from './select-field.tsx';
import styles from './years-control.module.css';

export interface YearsControlProps {
  /** The years shown now. */
  readonly value: YearRange;
  /** All years of the package. */
  readonly all: YearRange;
  readonly onChange: (years: YearRange) => void;
}

const ALL = 'all';
const CUSTOM = 'custom';

/** All years, one year, or a first and a last one. */
export const YearsControl = memo(function YearsControl({ value, all, onChange }: YearsControlProps) {
  const { language, t } = useLanguage();
  const [askedCustom, setAskedCustom] = useState(false);
  const isAll = value.from === all.from && value.to === all.to;
  const isSingle = value.from === value.to;
  const custom = askedCustom || (!isAll && !isSingle);
  const choice = custom ? CUSTOM : isAll ? ALL : `${value.from}`;
  const years = [...yearsOf(all)].reverse();
  const names = years.map((year) => ({ id: `${year}`, name: formatYears(year, language) }));

  function choose(id: string): void {
    setAskedCustom(id === CUSTOM);
    if (id === ALL) onChange(all);
    else if (id === CUSTOM) {
      // A start that is neither of the other two choices: the last three years, where there are more.
      if (isAll || isSingle) onChange({ from: Math.max(all.from, all.to - 2), to: all.to });
    } else onChange({ from: Number(id), to: Number(id) });
  }

  function bound(edge: 'from' | 'to', year: number): void {
    const other = edge === 'from' ? value.to : value.from;
    onChange({ from: Math.min(year, other), to: Math.max(year, other) });
  }

  return (
    <Group className={classNames(styles.years)} aria-label={t('years.label')}>
      <SelectField
        label={t('years.label')}
        value={choice}
        onChange={choose}
        className={styles.choice}
        groups={[
          {
            id: 'presets',
            name: '',
            options: [
              { id: ALL, name: t('years.allSpan', { span: formatYears(all, 'en') }) },
              ...names,
              ...(years.length > 1 ? [{ id: CUSTOM, name: t('years.custom') }] : []),
            ],
          },
        ]}
      />
      {custom ? (
        <div className={styles.range}>
          <SelectField
            label={t('years.from')}
            labelHidden
            value={`${value.from}`}
            onChange={(id) => bound('from', Number(id))}
            groups={[{ id: 'from', name: '', options: names }]}
          />
          <span>{t('years.between')}</span>
          <SelectField
            label={t('years.to')}
            labelHidden
            value={`${value.to}`}
            onChange={(id) => bound('to', Number(id))}
            groups={[{ id: 'to', name: '', options: names }]}
          />
        </div>
      ) : null}
    </Group>
  );
});
