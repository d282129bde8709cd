import type { ReactNode } from 'react';
import { absenceOf, absenceText, coverageText, isThin } from '#charts/figure.ts';
import { formatNumber, metricText, pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import type { MetricDefinition } from '#metrics/metric.ts';
import { METRICS } from '#metrics/registry.ts';
import type { Language } from '#model/bilingual.ts';
import type { ChangeRow } from '#queries/change.ts';
import type { MetricRow } from '#queries/metric-row.ts';
import { changeText, LEAST_PAIRS } from './change-text.ts';
import { classNames } from './class-names.ts';
import styles from './key-figure.module.css';
import { Missing } from './missing.tsx';
import { Term } from './term.tsx';

export interface KeyFigureProps {
  readonly row: MetricRow;
  /** Like for like with the year before; left out where several years are taken together. */
  readonly change?: ChangeRow | undefined;
  /** Usually a `<Sparkline>`. */
  readonly sparkline?: ReactNode;
  /** Of the metric's name: one below the heading of what the figure belongs to. */
  readonly level?: 3 | 4;
  /** Stands for the metric's name, e.g. where a unit or a region must be named. */
  readonly label?: string;
  /** Makes the number, or the mark in its place, a way to its story. */
  readonly wrap?: (number: ReactNode) => ReactNode;
}

const asItIs = (number: ReactNode): ReactNode => number;

/** One number with all that keeps it honest: unit, change, denominator, and how many reports it rests on. */
export function KeyFigure({ row, change, sparkline, label, level = 3, wrap = asItIs }: KeyFigureProps) {
  const { language, t } = useLanguage();
  const metric = METRICS[row.metric];
  const absence = absenceOf(row);
  const thin = absence === null && isThin(row, metric);
  const text = metricText(row.value, metric.unit, language, { compact: true });
  const coverage = coverageText(row, language);
  const Name = level === 3 ? 'h3' : 'h4';
  return (
    <div className={styles.figure}>
      <Name className={styles.name}>
        <Term of={{ metric: row.metric }}>{label ?? pick(metric.name, language)}</Term>
      </Name>
      <p className={classNames(styles.value, thin && styles.faint, absence !== null && styles.absent)}>
        {wrap(absence === null ? text.number : <Missing reason={absence} />)}
        {text.unit === '' ? null : <span className={styles.unit}> {text.unit}</span>}
      </p>
      {sparkline === undefined ? null : <div className={styles.spark}>{sparkline}</div>}
      <div className={styles.notes}>
        {absence === null ? null : <p>{absenceText(absence, language)}</p>}
        {absence !== null || row.denominator === null ? null : (
          <p>{t(thin ? 'figureKey.small' : 'figureKey.ratio', countsOf(row, language))}</p>
        )}
        {row.as_of === null ? null : <p>{t('figureKey.asOf', { year: `${row.as_of}` })}</p>}
        {change === undefined || absence !== null ? null : (
          <Change change={change} metric={metric} one={row.expected <= 1} />
        )}
        {coverage === '' ? null : (
          <p className={styles.coverage} title={t('figureKey.coverageHint')}>
            {coverage}
          </p>
        )}
      </div>
    </div>
  );
}

function countsOf(row: MetricRow, language: Language) {
  return {
    numerator: formatNumber(row.numerator, language),
    denominator: formatNumber(row.denominator, language),
  };
}

interface ChangeProps {
  readonly change: ChangeRow;
  readonly metric: MetricDefinition;
  /** The figure is one township's own: there are no pairs to count. */
  readonly one: boolean;
}

function Change({ change, metric, one }: ChangeProps) {
  const { language, t } = useLanguage();
  const year = `${change.year - 1}`;
  const text = changeText(change, metric, language);
  if (!one && change.pairs > 0 && change.pairs < LEAST_PAIRS) {
    return (
      <p>
        {t('figureKey.fewPairs', {
          year,
          count: change.pairs,
          formatted: formatNumber(change.pairs, language),
        })}
      </p>
    );
  }
  if (!text) return <p>{t(one ? 'figureKey.noPreviousOne' : 'figureKey.noPrevious', { year })}</p>;
  return (
    <p className={styles[text.verdict]}>
      {text.absolute === null
        ? t('figureKey.changeNone', { year })
        : t('figureKey.change', { year, change: text.absolute })}
      {text.relative === null ? null : t('figureKey.relative', { change: text.relative })}
      {text.verdict === 'neutral' ? null : (
        <span className={styles.verdict}>{t(`figureKey.${text.verdict}`)}</span>
      )}
      {one ? null : (
        <span className={styles.pairs}>
          {t('figureKey.pairs', { count: change.pairs, formatted: formatNumber(change.pairs, language) })}
        </span>
      )}
    </p>
  );
}
