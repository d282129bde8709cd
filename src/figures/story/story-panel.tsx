/** The story of one number, beside the page. */
import { Button, Dialog, Heading } from 'react-aria-components';
import { absenceOf, absenceText, isThin } from '#charts/figure.ts';
import { classNames } from '#components/class-names.ts';
import controls from '#components/controls.module.css';
import { ErrorFace, PendingFace } from '#components/faces.tsx';
import { CloseIcon } from '#components/icons.tsx';
import { QueryView } from '#components/query-view.tsx';
import { useViewState } from '#components/use-view-state.ts';
import { ViewLink } from '#components/view-link.tsx';
import { formatYears, pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import { METRICS } from '#metrics/registry.ts';
import { NATION_CODE } from '#model/region.ts';
import type { YearRange } from '#model/year.ts';
import { reportCellsQuery } from '#queries/report-cells.ts';
import { reportsBehindQuery } from '#queries/reports-behind.ts';
import { type Story, type StorySpec, storyQuery } from '#queries/story.ts';
import { addressOf } from '#view-state/address.ts';
import type { StoryTarget, ViewState } from '#view-state/view-state.ts';
import { useAnswer } from '../answers.ts';
import { isTownship, regionName, useFigureScope } from '../figure-scope.tsx';
import { SidePanel } from './side-panel.tsx';
import styles from './story.module.css';
import { StoryChecks } from './story-checks.tsx';
import { StoryFormula } from './story-formula.tsx';
import { StoryReports } from './story-reports.tsx';
import { StorySql } from './story-sql.tsx';
import { rowOfStory, storyTitle, whyMissing } from './story-words.ts';

export interface StoryPanelProps {
  readonly target: StoryTarget;
  readonly onClose: () => void;
}

export function StoryPanel({ target, onClose }: StoryPanelProps) {
  return (
    <SidePanel onClose={onClose}>
      <Dialog className={classNames(styles.dialog)}>
        <KnownStory target={target} onClose={onClose} />
      </Dialog>
    </SidePanel>
  );
}

/** The years asked for, as far as the data go. */
function yearsWithin(asked: YearRange, all: YearRange): YearRange | null {
  const cut = { from: Math.max(asked.from, all.from), to: Math.min(asked.to, all.to) };
  return cut.from > cut.to ? null : cut;
}

/** An address may name a place or years the data do not have. */
function KnownStory({ target, onClose }: StoryPanelProps) {
  const { language } = useLanguage();
  const { tree, years: shown, allYears, prose } = useFigureScope();
  const { metric, region } = target;
  const zh = language === 'zh';
  if (region !== NATION_CODE && tree.get(region) === undefined) {
    return (
      <Nothing
        onClose={onClose}
        title={zh ? `地区名单里没有代码 ${region}` : `There is no region ${region}`}
      />
    );
  }
  const years = yearsWithin(target.years ?? shown, allYears);
  if (years === null) {
    const span = formatYears(target.years ?? shown, language);
    return <Nothing onClose={onClose} title={zh ? `数据里没有 ${span}` : `The data do not cover ${span}`} />;
  }
  return <StoryOf spec={{ metric, region, years, prose }} onClose={onClose} />;
}

interface HeadProps {
  readonly title: string;
  readonly onClose: () => void;
}

function Head({ title, onClose }: HeadProps) {
  const { language } = useLanguage();
  return (
    <div className={styles.head}>
      <Heading slot="title" level={2}>
        {title}
      </Heading>
      <Button
        className={classNames(controls.quiet)}
        aria-label={language === 'zh' ? '关闭' : 'Close'}
        onPress={onClose}
      >
        <CloseIcon />
      </Button>
    </div>
  );
}

function Nothing({ title, onClose }: HeadProps) {
  const { language } = useLanguage();
  return (
    <>
      <Head title={title} onClose={onClose} />
      <p>
        {language === 'zh'
          ? '网址可能抄错了，或来自另一个数据包。'
          : 'The address may be mistyped, or belong to another data package.'}
      </p>
    </>
  );
}

function StoryOf({ spec, onClose }: { readonly spec: StorySpec; readonly onClose: () => void }) {
  const { language } = useLanguage();
  const { warehouse, tree } = useFigureScope();
  const place = regionName(tree, spec.region, language);
  const result = useAnswer(storyQuery(warehouse, spec));
  const waiting = `${pick(METRICS[spec.metric].name, language)}，${place}，${formatYears(spec.years, language)}`;
  return (
    <QueryView
      result={result}
      pending={() => (
        <>
          <Head title={waiting} onClose={onClose} />
          <PendingFace />
        </>
      )}
      error={(error, retry) => (
        <>
          <Head title={waiting} onClose={onClose} />
          <ErrorFace error={error} onRetry={retry} />
        </>
      )}
      empty={() => null}
      isEmpty={() => false}
      data={(story) => (
        <>
          <Head title={storyTitle(rowOfStory(spec, story), place, spec.years, language)} onClose={onClose} />
          <StoryBody spec={spec} story={story} place={place} />
        </>
      )}
    />
  );
}

interface StoryBodyProps {
  readonly spec: StorySpec;
  readonly story: Story;
  readonly place: string;
}

function StoryBody({ spec, story, place }: StoryBodyProps) {
  const { language } = useLanguage();
  const { state } = useViewState();
  const metric = METRICS[spec.metric];
  const zh = language === 'zh';
  const row = rowOfStory(spec, story);
  const absence = absenceOf(row);
  const caveats = [
    ...metric.caveats.map((caveat) => pick(caveat, language)),
    ...(isThin(row, metric)
      ? [
          zh
            ? `分母不足 ${metric.least_denominator}，这个率只供参考，不宜比较。`
            : `The denominator is below ${metric.least_denominator}: too few to compare this rate with others.`,
        ]
      : []),
  ];
  return (
    <>
      <p className={styles.lead}>{pick(metric.sentence, language)}</p>
      {absence === null ? null : (
        <div className={styles.absence}>
          <p>{absenceText(absence, language)}</p>
          {isTownship(spec.region) && row.filed === 1 ? <WhyMissing spec={spec} /> : null}
        </div>
      )}
      {row.as_of === null ? null : (
        <p>
          {zh
            ? `这是年末的数，多年不相加，取 ${row.as_of} 年。`
            : `A figure of the end of the year: years are not added, ${row.as_of} stands for them.`}
        </p>
      )}
      <p>
        <ViewLink href={placeHref(state, spec)}>{zh ? `去看${place}` : `Go to ${place}`}</ViewLink>
      </p>
      <StoryFormula row={row} story={story} />
      <StoryReports spec={spec} story={story} place={place} />
      <StoryChecks spec={spec} story={story} />
      {caveats.length === 0 ? null : (
        <section className={styles.section} aria-labelledby="story-caveats">
          <h3 id="story-caveats">{zh ? '注意' : 'Mind'}</h3>
          <ul className={styles.caveats}>
            {caveats.map((caveat) => (
              <li key={caveat}>{caveat}</li>
            ))}
          </ul>
        </section>
      )}
      <StorySql spec={spec} />
    </>
  );
}

/** Of a single report: how much of the sections that print the number was read, and which form it is on. */
function WhyMissing({ spec }: { readonly spec: StorySpec }) {
  const { language } = useLanguage();
  const { warehouse } = useFigureScope();
  const behind = useAnswer(reportsBehindQuery(warehouse, { ...spec, limit: 1 })).data?.rows[0];
  const year = behind?.year ?? spec.years.to;
  const report = useAnswer(reportCellsQuery(warehouse, { region: spec.region, year })).data;
  if (behind === undefined || report == null) return null;
  return <p>{whyMissing(spec.metric, report, language)}</p>;
}

/** The page of the story's place, on its metric and years. */
function placeHref(state: ViewState, { metric, region, years }: StorySpec): string {
  return addressOf('/region', { ...state, region, metric, years, tables: [], sort: null, story: null });
}
