import { type ReactNode, useId } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useLanguage } from '#i18n/use-language.ts';
import { classNames } from './class-names.ts';
import styles from './figure.module.css';

export interface FigureProps {
  /** Stable id of the figure: it stands in the address (`tables=`) and can be linked to. */
  readonly id: string;
  /** Says what is shown: measure, place, years. */
  readonly title: ReactNode;
  /** Unit, years, coverage. */
  readonly subtitle?: ReactNode;
  readonly chart: ReactNode;
  /** The same rows as a table. Without it there are no tabs. */
  readonly table?: ReactNode;
  readonly asTable?: boolean;
  /** The reader turned the figure over; the state belongs into the address. */
  readonly onTurn?: (asTable: boolean) => void;
  /** Where the numbers come from. */
  readonly source: ReactNode;
  /** What to mind when reading it. */
  readonly notes?: ReactNode;
  /** Downloads and the like, at the foot. */
  readonly actions?: ReactNode;
  /** New rows are on their way: the old ones stay visible beneath a veil. */
  readonly busy?: boolean;
}

/** The frame of every chart: title, subtitle, chart and table, notes, source. */
export function Figure(props: FigureProps) {
  const {
    id,
    title,
    subtitle,
    chart,
    table,
    asTable = false,
    onTurn,
    source,
    notes,
    actions,
    busy = false,
  } = props;
  const { t } = useLanguage();
  const titleId = useId();
  const head = (
    <div className={styles.titles}>
      <h3 id={titleId} className={styles.title}>
        {title}
      </h3>
      {subtitle === undefined ? null : <p className={styles.subtitle}>{subtitle}</p>}
    </div>
  );
  return (
    <figure id={id} className={styles.figure} aria-labelledby={titleId} aria-busy={busy}>
      {table === undefined ? (
        <>
          <div className={styles.head}>{head}</div>
          <Body busy={busy}>{chart}</Body>
        </>
      ) : (
        <Tabs
          selectedKey={asTable ? 'table' : 'chart'}
          onSelectionChange={(key) => onTurn?.(key === 'table')}
        >
          <div className={styles.head}>
            {head}
            <TabList className={classNames(styles.tabs)} aria-label={t('figure.view')}>
              <Tab id="chart" className={classNames(styles.tab)}>
                {t('figure.chart')}
              </Tab>
              <Tab id="table" className={classNames(styles.tab)}>
                {t('figure.table')}
              </Tab>
            </TabList>
          </div>
          <TabPanel id="chart" className={classNames(styles.panel)}>
            <Body busy={busy}>{chart}</Body>
          </TabPanel>
          <TabPanel id="table" className={classNames(styles.panel)}>
            <Body busy={busy}>{table}</Body>
          </TabPanel>
        </Tabs>
      )}
      <figcaption className={styles.foot}>
        {notes === undefined ? null : <div className={styles.notes}>{notes}</div>}
        <div className={styles.sourceLine}>
          <p>
            {t('figure.source')}
            {source}
          </p>
          {actions === undefined ? null : <div className={styles.actions}>{actions}</div>}
        </div>
      </figcaption>
    </figure>
  );
}

function Body({ busy, children }: { readonly busy: boolean; readonly children: ReactNode }) {
  const { t } = useLanguage();
  return (
    <div className={classNames(styles.body, busy && styles.busy)}>
      {children}
      <output className={styles.veil}>{busy ? t('figure.busy') : ''}</output>
    </div>
  );
}
