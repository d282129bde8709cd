import type { ReactNode, RefObject } from 'react';
import { Dialog, Heading, Popover } from 'react-aria-components';
import { pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import type { Direction } from '#metrics/metric.ts';
import { METRICS, type MetricId } from '#metrics/registry.ts';
import type { Bilingual } from '#model/bilingual.ts';
import { GLOSSARY, GLOSSARY_PARTS } from '#model/glossary.ts';
import { FORM_VERSIONS } from '#model/report.ts';
import { addressOfEntry, metricEntry, termEntry } from '#view-state/methods-address.ts';
import { classNames } from './class-names.ts';
import controls from './controls.module.css';
import styles from './term-popover.module.css';
import type { TermRef } from './terms.ts';
import { useViewState } from './use-view-state.ts';
import { ViewLink } from './view-link.tsx';

export interface TermPopoverProps {
  readonly of: TermRef;
  readonly trigger: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

/** The entry of a metric or a term, beside the word that was pressed. */
export function TermPopover({ of, trigger, onClose }: TermPopoverProps) {
  return (
    <Popover
      className={classNames(controls.popover)}
      placement="bottom start"
      triggerRef={trigger}
      isOpen
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
    >
      <Dialog className={classNames(styles.note)}>
        {'metric' in of ? <MetricBody metric={of.metric} /> : <TermBody term={of.term} />}
      </Dialog>
    </Popover>
  );
}

interface BodyProps {
  readonly name: Bilingual;
  readonly entry: string;
  /** What the page of methods adds. */
  readonly more: string;
  readonly children: ReactNode;
}

function Body({ name, entry, more, children }: BodyProps) {
  const { language } = useLanguage();
  const { state } = useViewState();
  const zh = language === 'zh';
  return (
    <>
      <Heading slot="title" level={2}>
        {pick(name, language)}
      </Heading>
      <p className={styles.other} lang={zh ? 'en' : 'zh-CN'}>
        {zh ? name.en : name.zh}
      </p>
      {children}
      <p className={styles.more}>
        <ViewLink href={addressOfEntry(entry, state)}>{more}</ViewLink>
      </p>
    </>
  );
}

function TermBody({ term }: { readonly term: string }) {
  const { language, t } = useLanguage();
  const entry = GLOSSARY.find(({ id }) => id === term);
  if (entry === undefined) throw new Error(`the glossary has no entry ${term}`);
  return (
    <Body name={entry.term} entry={termEntry(term)} more={t('term.more')}>
      <p>{pick(entry.sentence, language)}</p>
      <p className={styles.part}>{pick(GLOSSARY_PARTS[entry.part], language)}</p>
    </Body>
  );
}

const DIRECTION_KEYS = {
  higher_better: 'metric.directionHigher',
  lower_better: 'metric.directionLower',
  neutral: 'metric.directionNeutral',
} as const satisfies Record<Direction, string>;

/** Its sentence, its formula, its forms, what to mind. */
function MetricBody({ metric }: { readonly metric: MetricId }) {
  const { language, t } = useLanguage();
  const definition = METRICS[metric];
  const [only] = definition.forms;
  return (
    <Body name={definition.name} entry={metricEntry(metric)} more={t('metric.more')}>
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
    </Body>
  );
}
