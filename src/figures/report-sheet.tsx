/** One report as the form prints it: sections 2, 3 and 4, what the prose states, and which checks it passes. */
import { type ReactNode, useMemo } from 'react';
import { ErrorFace, NotFiledFace, PendingFace } from '#components/faces.tsx';
import { Figure } from '#components/figure.tsx';
import { OneStop } from '#components/one-stop.tsx';
import { QueryView } from '#components/query-view.tsx';
import { Term } from '#components/term.tsx';
import {
  applicantTerm,
  channelTerm,
  columnTerm,
  itemTerm,
  type NamedTerm,
  outcomeTerm,
  resultTerm,
} from '#components/terms.ts';
import { formatDate, formatNumber, formatYears, MISSING_TEXT, pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import type { Bilingual, Language } from '#model/bilingual.ts';
import {
  APPLICANT_IDS,
  type ApplicationOutcome,
  type CellId,
  DISCLOSURE_ITEM_IDS,
  DISCLOSURE_LAYOUT,
  type DisclosureMeasure,
  outcomesOf,
  REVIEW_CHANNEL_IDS,
  REVIEW_RESULT_IDS,
} from '#model/forms.ts';
import { type FormVersion, NARRATIVES, type Narrative } from '#model/report.ts';
import { type ReportCells, reportCellsQuery } from '#queries/report-cells.ts';
import { useAnswer } from './answers.ts';
import { regionName, useFigureScope } from './figure-scope.tsx';
import { type TableTwin, TwinActions } from './query-figure.tsx';
import styles from './report-sheet.module.css';
import { SECTION_STATUS } from './section-status.ts';
import { SourceLink } from './source-link.tsx';
import { CheckSummary } from './story/check-summary.tsx';
import { metricOfCell, metricOfNarrative } from './story/metric-of-part.ts';
import { StoryButton } from './story/story-button.tsx';

const NARRATIVE_TEXT: Readonly<Record<Narrative, Bilingual>> = {
  narrative_items_disclosed: { zh: '主动公开信息（条）', en: 'Items disclosed' },
  narrative_applications_new: { zh: '收到申请', en: 'Applications received' },
  narrative_reconsiderations: { zh: '行政复议', en: 'Reconsiderations' },
  narrative_lawsuits: { zh: '行政诉讼', en: 'Lawsuits' },
  narrative_permits: { zh: '行政许可', en: 'Permits' },
  narrative_penalties: { zh: '行政处罚', en: 'Penalties' },
  narrative_coercions: { zh: '行政强制', en: 'Coercive measures' },
  narrative_applications_handled: { zh: '办结申请', en: 'Applications handled' },
  narrative_processing_fee_yuan: { zh: '信息处理费（元）', en: 'Processing fee (yuan)' },
};

const SECTIONS = {
  2: { zh: '二、主动公开政府信息情况', en: '2. Active disclosure' },
  3: { zh: '三、收到和处理政府信息公开申请情况', en: '3. Applications for information' },
  4: { zh: '四、行政复议、行政诉讼情况', en: '4. Reconsiderations and lawsuits' },
} as const satisfies Record<2 | 3 | 4, Bilingual>;

export function ReportSheet({ year }: { readonly year: number }) {
  const { warehouse, region, tree, source } = useFigureScope();
  const { language } = useLanguage();
  const place = regionName(tree, region, language);
  const span = formatYears(year, language);
  const result = useAnswer(reportCellsQuery(warehouse, { region, year }));
  const title =
    language === 'zh' ? `${place}${year}年年报，照表列出` : `The report of ${place} for ${year}, as printed`;
  const frame = { id: `report-${year}`, title, source: pick(source, language) };
  return (
    <QueryView
      result={result}
      pending={() => <Figure {...frame} chart={<PendingFace />} />}
      error={(error, retry) => <Figure {...frame} chart={<ErrorFace error={error} onRetry={retry} />} />}
      isEmpty={(report) => report === null}
      empty={() => <Figure {...frame} chart={<NotFiledFace place={place} years={span} />} />}
      data={(report) =>
        report === null ? null : (
          <Figure
            {...frame}
            subtitle={formText(report.template, language)}
            source={<SourceLink url={report.source_url} label={title} report={report.report_id} />}
            chart={<Sheet report={report} />}
            notes={<SheetNotes report={report} />}
            actions={
              <TwinActions
                shown={{
                  id: frame.id,
                  title,
                  metrics: [],
                  years: { from: year, to: year },
                  coverage: [
                    { row: title, stated: 1, expected: 1, filed: 1, notApplicable: null, fromProse: null },
                  ],
                  pages: report.source_url === null ? [] : [report.source_url],
                }}
                twin={sheetTwin(report, language)}
                subtitle={formText(report.template, language)}
                notes={sheetNotes(report, language)}
              />
            }
          />
        )
      }
    />
  );
}

function formText(template: FormVersion | null, language: Language): string {
  if (template === null) {
    return language === 'zh'
      ? '没有见到表格，只有正文里的数字'
      : 'No table was seen, only numbers in the prose';
  }
  return language === 'zh' ? `${template}年表式` : `Form of ${template}`;
}

function SheetNotes({ report }: { readonly report: ReportCells }) {
  const { language } = useLanguage();
  return <p>{sheetNotes(report, language)}</p>;
}

function sheetNotes(report: ReportCells, language: Language): string {
  const zh = language === 'zh';
  const parts = [
    zh
      ? `“${MISSING_TEXT}”表示印出但空白，或未能读取；0 是印出来的 0。`
      : `“${MISSING_TEXT}” is blank in print, or not captured; 0 was printed as 0.`,
    report.published_on === null
      ? ''
      : zh
        ? `公布日期 ${formatDate(report.published_on, language)}（部分日期取自网址，未必准确）。`
        : `Published ${formatDate(report.published_on, language)} (some dates are read from addresses and may be off).`,
    report.note === null ? '' : zh ? `读表者注：${report.note}` : `Note of the reader: ${report.note}`,
  ];
  return parts.filter((part) => part !== '').join(' ');
}

/** Whether the rows that are not in the data were printed as 0. */
function zeroFilled(report: ReportCells, section: 3 | 4): boolean {
  return report.sections[section] === 'table';
}

function Sheet({ report }: { readonly report: ReportCells }) {
  const { language } = useLanguage();
  const { template } = report;
  const narratives = NARRATIVES.filter((narrative) => report.narratives[narrative] !== undefined);
  return (
    <div className={styles.sheet}>
      {narratives.length === 0 ? null : (
        <Section title={language === 'zh' ? '正文写明的数字' : 'Numbers stated in the prose'}>
          <dl className={styles.narratives}>
            {narratives.map((narrative) => (
              <div key={narrative}>
                <dt>{pick(NARRATIVE_TEXT[narrative], language)}</dt>
                <dd>
                  <Prose report={report} narrative={narrative} />
                </dd>
              </div>
            ))}
          </dl>
        </Section>
      )}
      {([2, 3, 4] as const).map((section) => (
        <Section
          key={section}
          title={pick(SECTIONS[section], language)}
          status={pick(SECTION_STATUS[report.sections[section]], language)}
          partial={report.sections[section] !== 'table'}
        >
          {template === null || report.sections[section] === 'not_captured' ? null : (
            <SectionTable report={report} template={template} section={section} />
          )}
        </Section>
      ))}
      <CheckSummary region={report.region_code} year={report.year} />
    </div>
  );
}

interface ProseProps {
  readonly report: ReportCells;
  readonly narrative: Narrative;
}

function Prose({ report, narrative }: ProseProps) {
  const { language } = useLanguage();
  const { region_code, year, narratives } = report;
  const number = formatNumber(narratives[narrative] ?? null, language);
  const metric = metricOfNarrative(narrative);
  return metric === undefined ? (
    number
  ) : (
    <StoryButton row={{ metric, region_code, year }}>{number}</StoryButton>
  );
}

interface SectionProps {
  readonly title: string;
  readonly status?: string;
  readonly partial?: boolean;
  readonly children: ReactNode;
}

function Section({ title, status, partial = false, children }: SectionProps) {
  return (
    <section className={styles.section}>
      <h4>
        {title}
        {status === undefined ? null : (
          <span className={partial ? styles.partial : styles.whole}>{status}</span>
        )}
      </h4>
      {children}
    </section>
  );
}

interface SectionTableProps {
  readonly report: ReportCells;
  readonly template: FormVersion;
  readonly section: 2 | 3 | 4;
}

interface SheetRow {
  readonly id: string;
  readonly name: NamedTerm;
  readonly indent: boolean;
  readonly cells: readonly (CellId | null)[];
}

interface SheetBlock {
  readonly id: string;
  readonly columns: readonly NamedTerm[];
  readonly rows: readonly SheetRow[];
}

/** Section 2 prints rows of different columns: one block for each set of columns. */
function section2Blocks(template: FormVersion): readonly SheetBlock[] {
  const blocks = new Map<string, { columns: readonly DisclosureMeasure[]; rows: SheetRow[] }>();
  for (const item of DISCLOSURE_ITEM_IDS) {
    const columns = DISCLOSURE_LAYOUT[template][item];
    if (columns === undefined) continue;
    const key = columns.join();
    const block = blocks.get(key) ?? { columns, rows: [] };
    block.rows.push({
      id: item,
      name: itemTerm(item),
      indent: false,
      cells: columns.map((column): CellId => `s2.${item}.${column}`),
    });
    blocks.set(key, block);
  }
  return [...blocks].map(([id, { columns, rows }]) => ({
    id,
    columns: columns.map(columnTerm),
    rows,
  }));
}

/** Rows that print a total of their own or stand alone; the others are leaves of (三) to (六). */
const OUTER_ROWS: ReadonlySet<ApplicationOutcome> = new Set([
  'new',
  'carried_in',
  'granted',
  'partly_granted',
  'other_handling',
  'total_handled',
  'carried_out',
]);

function blocksOf(section: 2 | 3 | 4, template: FormVersion): readonly SheetBlock[] {
  switch (section) {
    case 2:
      return section2Blocks(template);
    case 3:
      return [
        {
          id: 's3',
          columns: APPLICANT_IDS.map(applicantTerm),
          rows: outcomesOf(template).map((outcome) => ({
            id: outcome,
            name: outcomeTerm(outcome),
            indent: !OUTER_ROWS.has(outcome),
            cells: APPLICANT_IDS.map((applicant): CellId => `s3.${outcome}.${applicant}`),
          })),
        },
      ];
    case 4:
      return [
        {
          id: 's4',
          columns: REVIEW_RESULT_IDS.map(resultTerm),
          rows: REVIEW_CHANNEL_IDS.map((channel) => ({
            id: channel,
            name: channelTerm(channel),
            indent: false,
            cells: REVIEW_RESULT_IDS.map((result): CellId => `s4.${channel}.${result}`),
          })),
        },
      ];
  }
}

/** A cell as the report has it: null is blank or not captured, what a table read whole leaves out is 0. */
function valueOf(report: ReportCells, section: 2 | 3 | 4, cell: CellId): number | null {
  const value = report.cells.get(cell);
  if (value !== undefined) return value;
  return section !== 2 && zeroFilled(report, section) ? 0 : null;
}

/** One line of the report's file: a cell of its tables, or a number its prose states. */
interface SheetLine {
  readonly id: string;
  readonly section: string;
  readonly row: string;
  readonly column: string;
  readonly value: number | null;
  readonly unit: string;
}

/** The whole sheet as one long table, a cell a line, in print order. */
function sheetTwin(report: ReportCells, language: Language): TableTwin<SheetLine> {
  const zh = language === 'zh';
  const { template, narratives, units } = report;
  const prose = NARRATIVES.flatMap((narrative): readonly SheetLine[] => {
    const value = narratives[narrative];
    if (value === undefined) return [];
    const row = pick(NARRATIVE_TEXT[narrative], language);
    return [{ id: narrative, section: zh ? '正文' : 'Prose', row, column: '', value, unit: '' }];
  });
  const cells = ([2, 3, 4] as const).flatMap((section): readonly SheetLine[] => {
    if (template === null || report.sections[section] === 'not_captured') return [];
    return blocksOf(section, template).flatMap(({ columns, rows }) =>
      rows.flatMap((row) =>
        row.cells.flatMap((cell, index) =>
          cell === null
            ? []
            : [
                {
                  id: cell,
                  section: pick(SECTIONS[section], language),
                  row: pick(row.name.word, language),
                  column: pick(columns[index]?.word ?? { zh: '', en: '' }, language),
                  value: valueOf(report, section, cell),
                  unit: units.get(cell) ?? '',
                },
              ],
        ),
      ),
    );
  });
  const text = (id: 'section' | 'row' | 'column' | 'unit', header: string) => ({
    id,
    header,
    kind: 'text' as const,
    value: (line: SheetLine) => line[id],
  });
  return {
    columns: [
      text('section', zh ? '部分' : 'Section'),
      text('row', zh ? '行' : 'Row'),
      text('column', zh ? '列' : 'Column'),
      {
        id: 'value',
        header: zh ? '数值' : 'Value',
        kind: 'number',
        value: ({ value }) => value,
        absence: () => 'blank',
      },
      text('unit', zh ? '单位' : 'Unit'),
    ],
    rows: [...prose, ...cells],
    rowKey: ({ id }) => id,
  };
}

function SectionTable({ report, template, section }: SectionTableProps) {
  const { language } = useLanguage();
  const blocks = useMemo(() => blocksOf(section, template), [section, template]);
  const head = pick(section === 2 ? ITEM : section === 3 ? OUTCOME : CHANNEL, language);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles.scroll} role="region" aria-label={pick(SECTIONS[section], language)} tabIndex={0}>
      {blocks.map((block) => (
        <OneStop key={block.id}>
          <table className={styles.table}>
            <caption className="visually-hidden">{captionOf(block, section, language)}</caption>
            <thead>
              <tr>
                <th scope="col">{head}</th>
                {block.columns.map((column) => (
                  <th
                    key={column.word.zh}
                    scope="col"
                    abbr={pick(column.word, language)}
                    className={styles.number}
                  >
                    <Term of={column.ref}>{pick(column.word, language)}</Term>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {block.rows.map((row) => (
                <tr key={row.id}>
                  <th scope="row" className={row.indent ? styles.indent : undefined}>
                    <Term of={row.name.ref}>{pick(row.name.word, language)}</Term>
                  </th>
                  {row.cells.map((cell) => (
                    <SheetCell
                      key={cell}
                      report={report}
                      cell={cell}
                      value={cell === null ? null : valueOf(report, section, cell)}
                    />
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </OneStop>
      ))}
    </div>
  );
}

const ITEM: Bilingual = { zh: '信息内容', en: 'Item' };
const OUTCOME: Bilingual = { zh: '办理情况', en: 'Outcome' };
const CHANNEL: Bilingual = { zh: '类别', en: 'Channel' };

/** What a table of a section is about: a section of several tables is told apart by their rows. */
function captionOf({ rows }: SheetBlock, section: 2 | 3 | 4, language: Language): string {
  const title = pick(SECTIONS[section], language);
  if (section !== 2) return title;
  const names = rows.map(({ name }) => pick(name.word, language));
  return language === 'zh' ? `${title}：${names.join('、')}` : `${title}: ${names.join(', ')}`;
}

interface SheetCellProps {
  readonly report: ReportCells;
  readonly cell: CellId | null;
  readonly value: number | null;
}

function SheetCell({ report, cell, value }: SheetCellProps) {
  const { language, t } = useLanguage();
  const { region_code, year } = report;
  const metric = cell === null ? undefined : metricOfCell(cell);
  const unit = cell === null ? undefined : report.units.get(cell);
  const story = (number: ReactNode) =>
    metric === undefined ? number : <StoryButton row={{ metric, region_code, year }}>{number}</StoryButton>;
  if (value === null) {
    return (
      <td className={`${styles.number} ${styles.missing}`} title={t('missing.blank')}>
        {story(
          <>
            <span aria-hidden="true">{MISSING_TEXT}</span>
            <span className="visually-hidden">{t('missing.blank')}</span>
          </>,
        )}
      </td>
    );
  }
  return (
    <td className={`${styles.number} ${value === 0 ? styles.zero : ''}`}>
      {story(formatNumber(value, language))}
      {unit === undefined ? '' : ` ${unit}`}
    </td>
  );
}
