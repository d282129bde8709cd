import { Button, Dialog, DialogTrigger, Heading, Popover } from 'react-aria-components';
import { pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import type { Direction } from '#metrics/metric.ts';
import { METRICS, type MetricId } from '#metrics/registry.ts';
import { FORM_VERSIONS } from '#model/report.ts';
import { addressOfEntry, metricEntry } from '#view-state/methods-address.ts';
import { classNames } from './class-names.ts';
import controls from './controls.module.css';
import { InfoIcon } from './icons.tsx';
import styles from './metric-note.module.css';
import { useViewState } from './use-view-state.ts';
import { ViewLink } from './view-link.tsx';

export interface MetricNoteProps {
  readonly metric: MetricId;
}

const DIRECTION_KEYS = {
  higher_better: 'metric.directionHigher',
  lower_better: 'metric.directionLower',
  neutral: 'metric.directionNeutral',
} as const satisfies Record<Direction, string>;

/** A small button that opens what a metric means: its sentence, its formula, its forms, what to mind. */
export function MetricNote({ metric }: MetricNoteProps) {
  const { language, t } = useLanguage();
  const { state } = useViewState();
  const definition = METRICS[metric];
  const name = pick(definition.name, language);
  const [only] = definition.forms;
  return (
    <DialogTrigger>
      <Button className={classNames(styles.open)} aria-label={t('metric.note', { name })}>
        <InfoIcon />
      </Button>
      <Popover className={classNames(controls.popover)} placement="bottom start">
        <Dialog className={classNames(styles.note)}>
          <Heading slot="title" level={2}>
            {name}
          </Heading>
          <p>{pick(definition.sentence, language)}</p>
          <dl>
            <dt>{t('metric.formula')}</dt>
            <dd>{pick(definition.formula_text, language)}</dd>
            <dt>{t('metric.forms')}</dt>
            <dd>
              {definition.forms.length === FORM_VERSIONS.length || only === undefined
                ? t('metric.formBoth')
                : t('metric.formOnly', { form: only })}
            </dd>
            <dt>{t('metric.caveats')}</dt>
            <dd>
              <ul className={styles.caveats}>
                {definition.caveats.map((caveat) => (
                  <li key={caveat.zh}>{pick(caveat, language)}</li>
                ))}
                <li>{t(DIRECTION_KEYS[definition.direction])}</li>
                {definition.prose ? <li>{t('metric.prose')}</li> : null}
                {definition.least_denominator > 0 ? (
                  <li>{t('metric.least', { count: definition.least_denominator })}</li>
                ) : null}
              </ul>
            </dd>
          </dl>
          <p className={styles.more}>
            <ViewLink href={addressOfEntry(metricEntry(metric), state)}>
              {language === 'zh'
                ? '方法页：取自哪些格、怎样相加'
                : 'Methods: the cells it is read from, how it adds up'}
            </ViewLink>
          </p>
        </Dialog>
      </Popover>
    </DialogTrigger>
  );
}
