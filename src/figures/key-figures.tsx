import { useEffect, useId, useMemo } from 'react';
import { ErrorFace, PendingFace } from '#components/faces.tsx';
import { KeyFigure } from '#components/key-figure.tsx';
import { markOnce } from '#components/mark-once.ts';
import { QueryView } from '#components/query-view.tsx';
import { Sparkline } from '#components/sparkline.tsx';
import { formatMetric, formatYears, pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import { METRICS, type MetricId } from '#metrics/registry.ts';
import type { Bilingual, Language } from '#model/bilingual.ts';
import { changeQuery } from '#queries/change.ts';
import { metricValuesQuery } from '#queries/metric-values.ts';
import { useAnswer, useBoth } from './answers.ts';
import { regionName, useFigureScope } from './figure-scope.tsx';
import styles from './key-figures.module.css';
import { metricColumns, metricNameColumn } from './metric-columns.ts';
import { TwinActions } from './query-figure.tsx';
import { StoryButton } from './story/story-button.tsx';

export interface KeyFiguresProps {
  readonly metrics: readonly MetricId[];
  /** What they are about, inside a section that has a title; without it they are those of the page. */
  readonly name?: Bilingual;
}

/** The place's main numbers for the years chosen; for a single year, with the change on the year before. */
export function KeyFigures({ metrics, name }: KeyFiguresProps) {
  const { warehouse, region, years, allYears, prose, tree } = useFigureScope();
  const { language } = useLanguage();
  const place = regionName(tree, region, language);
  const span = formatYears(years, language);
  const title = titleOf(place, span, name, language);
  const heading = useId();
  const Heading = name === undefined ? 'h2' : 'h3';
  const single = years.from === years.to;
  const spec = { metrics, region, by: 'region', prose } as const;
  const values = useAnswer(metricValuesQuery(warehouse, { ...spec, years, split: 'pooled' }));
  const yearly = useAnswer(metricValuesQuery(warehouse, { ...spec, years: allYears, split: 'yearly' }));
  const changes = useAnswer(changeQuery(warehouse, { metrics, region, year: years.to, prose }));
  const result = useBoth(values, useBoth(yearly, changes));
  const shown = result.data !== undefined;
  useEffect(() => {
    if (shown) markOnce('first-figure');
  }, [shown]);
  const comparable = single && years.from > allYears.from;
  const sparks = useMemo(
    () =>
      new Map(
        metrics.map((id) => [
          id,
          (result.data?.[1][0] ?? []).flatMap(({ metric, year, value }) =>
            metric === id && year !== null ? [{ year, value }] : [],
          ),
        ]),
      ),
    [metrics, result.data],
  );
  return (
    <QueryView
      result={result}
      pending={() => <PendingFace height="10rem" />}
      error={(error, retry) => <ErrorFace error={error} onRetry={retry} />}
      empty={() => null}
      isEmpty={() => false}
      data={([rows, [, change]], busy) => (
        <section aria-labelledby={heading}>
          <Heading id={heading} className="visually-hidden">
            {title}
          </Heading>
          <div className={styles.grid} aria-busy={busy} data-figure="key-figures">
            {rows.map((row) => {
              const shownMetric = METRICS[row.metric];
              return (
                <div key={row.metric} className={styles.cell} data-metric={row.metric}>
                  <KeyFigure
                    row={row}
                    level={Heading === 'h2' ? 3 : 4}
                    wrap={(number) => <StoryButton row={row}>{number}</StoryButton>}
                    change={comparable ? change.find((one) => one.metric === row.metric) : undefined}
                    sparkline={
                      <Sparkline
                        points={sparks.get(row.metric) ?? []}
                        name={pick(shownMetric.name, language)}
                        format={(value) => formatMetric(value, shownMetric.unit, language)}
                        {...(single ? { marked: years.to } : {})}
                      />
                    }
                  />
                </div>
              );
            })}
          </div>
          <div className={styles.actions}>
            <TwinActions
              shown={{ id: 'key-figures', title, metrics }}
              twin={{
                columns: [metricNameColumn(language), ...metricColumns(metrics, language)],
                rows,
                rowKey: ({ metric }) => metric,
              }}
              subtitle=""
              notes={null}
            />
          </div>
        </section>
      )}
    />
  );
}

function titleOf(place: string, span: string, name: Bilingual | undefined, language: Language): string {
  if (name === undefined) {
    return language === 'zh' ? `${place}的主要数字，${span}` : `Key figures, ${place}, ${span}`;
  }
  return language === 'zh'
    ? `${place}${name.zh}的主要数字，${span}`
    : `Key figures: ${name.en.toLowerCase()}, ${place}, ${span}`;
}
