import { definitionOf } from '#downloads/definition.ts';
import { pick, unitName } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import { type Additivity, TOPICS } from '#metrics/metric.ts';
import type { Bilingual } from '#model/bilingual.ts';
import { cellName, cellOf } from '#model/forms.ts';
import { FORM_VERSIONS } from '#model/report.ts';
import { sourceCells } from '#queries/source-cells.ts';
import styles from './about-page.module.css';
import type { MetricEntry } from './entries.ts';
import { Entry, Facts } from './entry.tsx';

const OVER_YEARS: Readonly<Record<Additivity, Bilingual>> = {
  additive: { zh: '各年相加', en: 'years are added' },
  'not-over-years': { zh: '存量，取最后一年', en: 'a stock: the last year stands' },
  'non-additive': { zh: '分子、分母各自相加后再除', en: 'sum over sum' },
};

/** The registry, topic by topic. */
export function MetricEntries({ entries }: { readonly entries: readonly MetricEntry[] }) {
  const { language } = useLanguage();
  const topics = [...new Set(entries.map(({ metric }) => metric.topic))];
  return topics.map((topic) => (
    <div key={topic} className={styles.entries}>
      <h3 className={styles.topic}>{pick(TOPICS[topic], language)}</h3>
      {entries
        .filter(({ metric }) => metric.topic === topic)
        .map((entry) => (
          <OneMetric key={entry.id} {...entry} />
        ))}
    </div>
  ));
}

function OneMetric({ anchor, id, metric }: MetricEntry) {
  const { language, t } = useLanguage();
  const zh = language === 'zh';
  const definition = definitionOf(metric, language);
  const other = zh ? metric.name.en : metric.name.zh;
  const caveats = [
    ...definition.caveats,
    definition.direction,
    ...(definition.leastDenominator === null
      ? []
      : [t('metric.least', { count: definition.leastDenominator })]),
  ];
  return (
    <Entry
      anchor={anchor}
      name={definition.name}
      under={
        <>
          <p lang={zh ? 'en' : 'zh-CN'}>{other}</p>
          <p className={styles.code}>{id}</p>
        </>
      }
    >
      <p>{definition.sentence}</p>
      <p className={styles.formula}>{definition.formula}</p>
      <Facts
        facts={[
          [zh ? '单位' : 'Unit', unitName(metric.unit, language)],
          [t('metric.forms'), definition.forms],
          [zh ? '多年' : 'Several years', pick(OVER_YEARS[metric.additivity], language)],
          [
            zh ? '正文的数' : 'Numbers in prose',
            metric.prose ? (zh ? '可以顶替' : 'may stand in') : zh ? '不采用' : 'not used',
          ],
        ]}
      />
      <div className={styles.minor}>
        <ul>
          {caveats.map((caveat) => (
            <li key={caveat}>{caveat}</li>
          ))}
        </ul>
      </div>
      <SourceCells id={id} />
    </Entry>
  );
}

function SourceCells({ id }: { readonly id: MetricEntry['id'] }) {
  const { language } = useLanguage();
  const zh = language === 'zh';
  const forms = FORM_VERSIONS.map((form) => ({ form, cells: sourceCells(id, form) })).filter(
    ({ cells }) => cells.length > 0,
  );
  const [first, second] = forms;
  if (first === undefined) {
    return (
      <p className={styles.minor}>
        {zh
          ? '不取自表格，由收录情况和核对结果算出。'
          : 'Not read from print: made of what is held and checked.'}
      </p>
    );
  }
  const same = second !== undefined && first.cells.join() === second.cells.join();
  return (
    <details className={styles.minor}>
      <summary>{zh ? '取自年报的哪些格' : 'The cells it is read from'}</summary>
      {(same ? [first] : forms).map(({ form, cells }) => (
        <div key={form}>
          <p>
            {same
              ? zh
                ? '两种表式相同：'
                : 'The same on both forms:'
              : zh
                ? `${form} 年表式：`
                : `Form of ${form}:`}
          </p>
          <ul>
            {cells.map((cell) => (
              <li key={cell}>
                {pick(cellName(cellOf(cell)), language)} <span className={styles.code}>{cell}</span>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </details>
  );
}
