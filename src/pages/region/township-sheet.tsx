/** A township on one sheet of A4, for the meeting: what is on the page, set for paper. Hidden on the screen. */
import { type ReactNode, useDeferredValue, useMemo } from 'react';
import { renderToSvg } from '#charts/echart.tsx';
import { absenceMark, absenceOf, labelText, valueText } from '#charts/figure.ts';
import {
  describeSmallMultiples,
  type SmallMultiplesInput,
  smallMultiplesHeight,
  smallMultiplesSpec,
} from '#charts/small-multiples/spec.ts';
import {
  describeStrip,
  type StripInput,
  stripHeight,
  stripQuantiles,
  stripSpec,
} from '#charts/strip/spec.ts';
import { type ChartTheme, LIGHT_THEME } from '#charts/theme.ts';
import { useAnswer } from '#figures/answers.ts';
import { regionName, useFigureScope } from '#figures/figure-scope.tsx';
import { useFileSurroundings } from '#figures/file-surroundings.ts';
import { PEER_METRICS, usePeerStrips } from '#figures/peer-strips-figure.tsx';
import { briefStanding, otherValues, peerStanding } from '#figures/peer-strips-words.ts';
import type { ChartKind } from '#figures/query-figure.tsx';
import { tallyText } from '#figures/story/tally-text.ts';
import { formatNumber, formatYears, MISSING_TEXT, pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import { METRICS } from '#metrics/registry.ts';
import type { Language } from '#model/bilingual.ts';
import { checkResultsQuery } from '#queries/check-results.ts';
import { formsByYearQuery } from '#queries/forms-by-year.ts';
import type { MetricRow } from '#queries/metric-row.ts';
import { metricValuesQuery } from '#queries/metric-values.ts';
import { type ReportsBehind, reportsBehindQuery } from '#queries/reports-behind.ts';
import styles from './township-sheet.module.css';

const SMALL_MULTIPLES: ChartKind<SmallMultiplesInput> = {
  spec: smallMultiplesSpec,
  height: smallMultiplesHeight,
  describe: describeSmallMultiples,
};
const STRIP: ChartKind<StripInput> = { spec: stripSpec, height: stripHeight, describe: describeStrip };

/** Pixels a chart across the sheet is drawn in (three panels a row, at 182 mm of paper), and one of three columns. */
const SHEET = 820;
const COLUMN = 232;
/** The form asks for one report a year; more years than this are listed on the page, not on the sheet. */
const MOST_REPORTS = 7;

/** Paper is light. Quotation marks as XML takes them inside an attribute. */
const PAPER_THEME: ChartTheme = { ...LIGHT_THEME, font: LIGHT_THEME.font.replaceAll('"', "'") };

/** What the screen shows in place of the sheet. */
export function OnScreen({ children }: { readonly children: ReactNode }) {
  return <div className={styles.onScreen}>{children}</div>;
}

export function TownshipSheet() {
  const scope = useFigureScope();
  const { language } = useLanguage();
  const { warehouse, region, years, allYears, prose, tree, source } = scope;
  const { link } = useFileSurroundings();
  const zh = language === 'zh';
  const place = regionName(tree, region, language);
  const { inputs, group } = usePeerStrips(scope);
  const spec = { region, by: 'region', prose } as const;
  const yearly = useAnswer(
    metricValuesQuery(warehouse, { ...spec, metrics: PEER_METRICS, years: allYears, split: 'yearly' }),
  ).data;
  const forms = useAnswer(formsByYearQuery(warehouse, { region, years: allYears })).data;
  const checks = useAnswer(
    checkResultsQuery(warehouse, { metric: 'check_pass_rate', region, years, prose, limit: 1 }),
  ).data;
  const reports = useAnswer(
    reportsBehindQuery(warehouse, { metric: 'applications_new', region, years, prose, limit: MOST_REPORTS }),
  ).data;
  const trends = useMemo(
    (): SmallMultiplesInput | null =>
      yearly === undefined || forms === undefined || yearly.every(({ value }) => value === null)
        ? null
        : {
            sharedScale: false,
            panels: PEER_METRICS.map((id) => ({
              title: pick(METRICS[id].name, language),
              metric: METRICS[id],
              years: allYears,
              series: [{ name: place, rows: yearly.filter(({ metric }) => metric === id) }],
              forms,
            })),
          },
    [yearly, forms, allYears, place, language],
  );
  // One sheet has room for one of them: the years where there are several, else the neighbours.
  const known = new Set((yearly ?? []).flatMap(({ year, value }) => (value === null ? [] : [year]))).size;
  const strips = known > 1 ? [] : inputs.filter((input) => otherValues(input).length > 1);
  const parent = regionName(tree, group, language);
  const comparable = inputs.some((input) => otherValues(input).length > 0);
  const before = years.from === years.to ? years.to - 1 : null;
  return (
    <div className={styles.onPaper}>
      <section>
        <h2>
          {zh
            ? `六项数字${comparable ? `，和${parent}别的乡镇街道相比` : `（${parent}别的乡镇街道没有可比的数）`}`
            : `Six figures${comparable ? `, beside other townships of ${parent}` : ` (none from elsewhere in ${parent} to compare with)`}`}
        </h2>
        <table className={styles.table}>
          <thead>
            <tr>
              <th scope="col">{zh ? '指标' : 'Metric'}</th>
              <Head>{formatYears(years, language)}</Head>
              {before === null ? null : <Head>{formatYears(before, language)}</Head>}
              <Head>{zh ? '中位数' : 'Median'}</Head>
              <Head>{zh ? '中间一半' : 'Middle half'}</Head>
              <Head>{zh ? '有数的乡镇' : 'With a figure'}</Head>
              <th scope="col">{zh ? '位置' : 'Standing'}</th>
            </tr>
          </thead>
          <tbody>
            {inputs.map((input) => {
              const { metric } = input;
              const own = input.rows.find(({ region_code }) => region_code === region);
              const previous = yearly?.find((row) => METRICS[row.metric] === metric && row.year === before);
              const { n, median, p25, p75 } = stripQuantiles(input);
              const say = (value: number) => labelText(value, metric.unit, language);
              const peers = otherValues(input).length > 0;
              const standing = peerStanding(input);
              return (
                <tr key={metric.name.zh}>
                  <th scope="row">{pick(metric.name, language)}</th>
                  <td className={`${styles.number} ${styles.own}`}>{ownText(own, language)}</td>
                  {before === null ? null : <td className={styles.number}>{ownText(previous, language)}</td>}
                  <td className={styles.number}>{peers && median !== null ? say(median) : MISSING_TEXT}</td>
                  <td className={styles.number}>
                    {peers && p25 !== null && p75 !== null ? `${say(p25)}–${say(p75)}` : MISSING_TEXT}
                  </td>
                  <td className={styles.number}>{formatNumber(n, language)}</td>
                  <td>{briefStanding(standing, language)}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </section>

      {trends === null || strips.length > 0 ? null : (
        <section>
          <h2>
            {zh
              ? `历年，${formatYears(allYears, language)}（各图刻度不同）`
              : `Over the years, ${formatYears(allYears, language)} (each on its own scale)`}
          </h2>
          <Picture kind={SMALL_MULTIPLES} input={trends} width={SHEET} />
        </section>
      )}

      {strips.length === 0 ? null : (
        <section>
          <h2>
            {zh
              ? `在${parent}各乡镇街道里的位置（一点一地；竖线中位数，色带中间一半）`
              : `Among the townships of ${parent} (one dot a place; line: median, band: middle half)`}
          </h2>
          <div className={styles.strips}>
            {strips.map((input) => (
              <div key={input.metric.name.zh}>
                <h3>{pick(input.metric.name, language)}</h3>
                <Picture kind={STRIP} input={input} width={COLUMN} />
              </div>
            ))}
          </div>
        </section>
      )}

      <section>
        <h2>{zh ? '年报和核对' : 'Reports and checks'}</h2>
        {reports === undefined || reports.rows.length === 0 ? (
          <p>{zh ? '没有收录这些年的年报。' : 'No report for these years is held.'}</p>
        ) : (
          <ReportList reports={reports} language={language} />
        )}
        <p>{tallyText(checks?.tally ?? [], language)}</p>
      </section>

      <p className={styles.foot}>
        {zh ? '来源：' : 'Source: '}
        {pick(source, language)}
        {zh ? '。“—”为缺失，不是 0。网页：' : '. “—” is missing, not 0. Page: '}
        {link}
      </p>
    </div>
  );
}

function Head({ children }: { readonly children: ReactNode }) {
  return (
    <th scope="col" className={styles.number}>
      {children}
    </th>
  );
}

function ownText(row: MetricRow | undefined, language: Language): string {
  const absence = absenceOf(row);
  if (row === undefined || row.value === null || absence !== null) {
    return absenceMark(absence ?? 'not-filed', language);
  }
  const text = valueText(row.value, METRICS[row.metric].unit, language);
  return row.denominator === null
    ? text
    : `${text} (${formatNumber(row.numerator, language)}/${formatNumber(row.denominator, language)})`;
}

function ReportList({ reports, language }: { readonly reports: ReportsBehind; readonly language: Language }) {
  const zh = language === 'zh';
  const rows = reports.rows.toSorted((a, b) => b.year - a.year);
  return (
    <ul className={styles.reports}>
      {rows.map(({ report_id, year, template, source_url }) => (
        <li key={report_id}>
          {formatYears(year, language)}
          {zh ? '，' : ', '}
          {template === null
            ? zh
              ? '没有见到表格'
              : 'no table seen'
            : zh
              ? `${template} 年表式`
              : `form of ${template}`}
          {zh ? '：' : ': '}
          {source_url ?? (zh ? '没有来源网址' : 'no address')}
        </li>
      ))}
    </ul>
  );
}

interface PictureProps<Input> {
  readonly kind: ChartKind<Input>;
  readonly input: Input;
  readonly width: number;
}

/** A chart as a picture of fixed width: it needs no layout of its own when the page goes to paper. */
function Picture<Input>({ kind, input, width }: PictureProps<Input>) {
  const { language } = useLanguage();
  // Drawn after what the reader sees on the screen.
  const drawn = useDeferredValue<Input | null>(input, null);
  const address = useMemo(() => {
    if (drawn === null) return null;
    const context = { theme: PAPER_THEME, lang: language, width };
    const svg = renderToSvg(kind.spec(drawn, context), width, kind.height(drawn, context));
    return `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  }, [kind, drawn, language, width]);
  return address === null ? null : (
    <img className={styles.picture} src={address} alt={kind.describe(input, language)} />
  );
}
