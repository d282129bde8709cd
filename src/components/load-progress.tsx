import { Button, Label, ProgressBar } from 'react-aria-components';
import { formatBytes, formatNumber } from '#i18n/format.ts';
import { type LanguageTools, useLanguage } from '#i18n/use-language.ts';
import { classNames } from './class-names.ts';
import controls from './controls.module.css';
import { CheckIcon } from './icons.tsx';
import styles from './load-progress.module.css';

/** The steps from an empty page to data that can be asked, in order. Some run side by side. */
const LOAD_PHASES = ['engine', 'download', 'validate', 'build'] as const;
type LoadPhase = (typeof LOAD_PHASES)[number];

interface PhaseProgress {
  /** 0..1; null while it runs without a known end. */
  readonly fraction: number | null;
  readonly bytes?: { readonly loaded: number; readonly total: number | null };
  readonly rows?: number;
}

export interface LoadProgressProps {
  /** A phase that has not begun is left out; one that is through has fraction 1. */
  readonly phases: Readonly<Partial<Record<LoadPhase, PhaseProgress>>>;
  readonly onCancel?: () => void;
}

/** Real bytes and rows, step by step: no bar that moves for its own sake. */
export function LoadProgress({ phases, onCancel }: LoadProgressProps) {
  const tools = useLanguage();
  const { t } = tools;
  return (
    <section className={styles.progress} aria-label={t('load.title')}>
      <h2 className={styles.title}>{t('load.title')}</h2>
      <ul className={styles.phases}>
        {LOAD_PHASES.map((phase) => {
          const progress = phases[phase];
          const done = progress?.fraction === 1;
          const detail = detailOf(progress, tools);
          return (
            <li key={phase} className={classNames(!progress && styles.waiting)}>
              <ProgressBar
                className={classNames(styles.phase)}
                value={progress?.fraction ?? 0}
                maxValue={1}
                isIndeterminate={progress !== undefined && progress.fraction === null}
                valueLabel={detail === '' ? undefined : detail}
              >
                {({ percentage, isIndeterminate }) => (
                  <>
                    <span className={styles.line}>
                      <Label>
                        {t(`load.${phase}`)}
                        {done ? (
                          <span className={styles.done}>
                            <CheckIcon />
                            <span className="visually-hidden">{t('load.done')}</span>
                          </span>
                        ) : null}
                      </Label>
                      <span className={styles.detail}>{detail}</span>
                    </span>
                    <span className={styles.track}>
                      <span
                        className={classNames(styles.fill, isIndeterminate && styles.unknown)}
                        style={{ width: isIndeterminate ? '100%' : `${percentage ?? 0}%` }}
                      />
                    </span>
                  </>
                )}
              </ProgressBar>
            </li>
          );
        })}
      </ul>
      {onCancel ? (
        <Button className={classNames(controls.button)} onPress={onCancel}>
          {t('load.cancel')}
        </Button>
      ) : null}
    </section>
  );
}

function detailOf(progress: PhaseProgress | undefined, { language, t }: LanguageTools): string {
  if (!progress) return '';
  const { bytes, rows } = progress;
  const parts: string[] = [];
  if (bytes) {
    const loaded = formatBytes(bytes.loaded, language);
    parts.push(
      bytes.total === null || bytes.loaded >= bytes.total
        ? loaded
        : t('load.bytesOf', { loaded, total: formatBytes(bytes.total, language) }),
    );
  }
  if (rows !== undefined)
    parts.push(t('load.rows', { count: rows, formatted: formatNumber(rows, language) }));
  return parts.join(' · ');
}

/** The same, small, at the foot of a page that can be read already. `fraction` is that of all bytes. */
export function LoadProgressLine({ fraction }: { readonly fraction: number }) {
  const { t } = useLanguage();
  return (
    <ProgressBar className={classNames(styles.ahead)} value={fraction} maxValue={1}>
      {({ valueText }) => (
        <>
          <Label>{t('load.ahead')}</Label>
          <span className={styles.detail}>{valueText}</span>
        </>
      )}
    </ProgressBar>
  );
}
