import { type ReactNode, useContext, useDeferredValue, useId } from 'react';
import { useTabPanel } from 'react-aria/useTabList';
import { Tab, TabList, TabListStateContext, Tabs } from 'react-aria-components';
import { pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import { classNames } from './class-names.ts';
import styles from './figure.module.css';
import { Term, TermedText } from './term.tsx';
import { type NamedTerm, termKey, termsLeft } from './terms.ts';

export interface FigureProps {
  /** Stable id of the figure: it stands in the address (`tables=`) and can be linked to. */
  readonly id: string;
  /** Says what is shown: measure, place, years. */
  readonly title: string;
  /** Unit, years, coverage. */
  readonly subtitle?: string;
  /** Words the figure uses, such as its metrics: in the title they open their entry, the others stand below. */
  readonly terms?: readonly NamedTerm[];
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
    terms = [],
    chart,
    table,
    asTable = false,
    onTurn,
    source,
    notes,
    actions,
    busy = false,
  } = props;
  const { language, t } = useLanguage();
  const titleId = useId();
  // The tab answers at once; what it leads to is made in small steps.
  const showsTable = useDeferredValue(asTable);
  // A figure without data has no drawing whose words would need it.
  const below = actions === undefined ? [] : termsLeft([title, subtitle ?? ''], terms, language);
  const head = (
    <div className={styles.titles}>
      <h3 id={titleId} className={styles.title}>
        <TermedText text={title} terms={terms} />
      </h3>
      {subtitle === undefined ? null : (
        <p className={styles.subtitle}>
          <TermedText text={subtitle} terms={termsLeft([title], terms, language)} />
        </p>
      )}
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
            <TabList className={classNames(styles.tabs)} aria-label={t('figure.view', { title })}>
              <Tab id="chart" className={classNames(styles.tab)}>
                {t('figure.chart')}
              </Tab>
              <Tab id="table" className={classNames(styles.tab)}>
                {t('figure.table')}
              </Tab>
            </TabList>
          </div>
          <Panel of={asTable ? 'table' : 'chart'} behind={showsTable !== asTable}>
            <Body busy={busy}>{showsTable ? table : chart}</Body>
          </Panel>
        </Tabs>
      )}
      <figcaption className={styles.foot}>
        <TermsBelow terms={below} />
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

interface PanelProps {
  readonly of: 'chart' | 'table';
  /** What stands in it is still the other side. */
  readonly behind: boolean;
  readonly children: ReactNode;
}

const NO_ELEMENT = { current: null };

/**
 * What the chosen tab leads to. The library's own panel looks through itself for a stop of the keyboard each time it is
 * drawn, and the page has to be styled for it in the middle of every change; charts and tables are such stops.
 */
function Panel({ of, behind, children }: PanelProps) {
  const state = useContext(TabListStateContext);
  const { tabPanelProps } = useTabPanel({ id: of }, state, NO_ELEMENT);
  // The library draws what stands between the tabs once more, out of sight, to find the tabs.
  if (state === null) return null;
  return (
    <div {...tabPanelProps} tabIndex={undefined} className={styles.panel} aria-busy={behind}>
      {children}
    </div>
  );
}

/** Longer rows of terms are folded away. */
const MOST_TERMS = 6;

/** The terms of a figure that its title does not name: words inside a drawing cannot be pressed. */
function TermsBelow({ terms }: { readonly terms: readonly NamedTerm[] }) {
  const { language, t } = useLanguage();
  if (terms.length === 0) return null;
  const list = (
    <ul className={styles.terms} aria-label={t('term.inFigure')}>
      {terms.map(({ ref, word }) => (
        <li key={termKey(ref)}>
          <Term of={ref}>{pick(word, language)}</Term>
        </li>
      ))}
    </ul>
  );
  if (terms.length > MOST_TERMS) {
    return (
      <details className={styles.folded}>
        <summary>{t('term.inFigureCount', { count: terms.length })}</summary>
        {list}
      </details>
    );
  }
  return (
    <div className={styles.row}>
      <span aria-hidden="true">{t('term.inFigure')}</span>
      {list}
    </div>
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
