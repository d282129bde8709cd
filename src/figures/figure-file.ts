/** From a figure's table twin to its file: the same rows in the same order, and what they mean. Pure. */
import { isValidElement, type ReactNode } from 'react';
import { absenceText } from '#charts/figure.ts';
import { type ColumnSort, type DataColumn, sortRows } from '#components/data-table.tsx';
import type { RegionTree } from '#components/region-tree.ts';
import { definitionOf, formsText } from '#downloads/definition.ts';
import type {
  DataOrigin,
  FigureFile,
  FileCell,
  FileColumn,
  FileCoverage,
  FileDefinition,
  FileFact,
} from '#downloads/figure-file.ts';
import { shownNumber } from '#downloads/shown-number.ts';
import { formatYears, pick } from '#i18n/format.ts';
import { translator } from '#i18n/translate.ts';
import { isMetricId, METRICS, type MetricId } from '#metrics/registry.ts';
import type { Bilingual, Language } from '#model/bilingual.ts';
import { MEASURE_IDS, type MeasureId, measureOf } from '#model/measures.ts';
import { NATION_CODE } from '#model/region.ts';
import type { YearRange } from '#model/year.ts';
import { NATION_NAME, regionName } from './figure-scope.tsx';

/** What a page knows of all its figures. */
export interface FileSurroundings {
  readonly language: Language;
  readonly tree: RegionTree;
  readonly region: string;
  readonly years: YearRange;
  /** Numbers stated in prose may stand in. */
  readonly prose: boolean;
  readonly origin: DataOrigin;
  readonly source: string;
  readonly link: string;
}

/** What one figure shows. */
export interface ShownFigure<Row> {
  readonly id: string;
  readonly title: string;
  readonly subtitle: string;
  readonly columns: readonly DataColumn<Row>[];
  readonly rows: readonly Row[];
  readonly sort: ColumnSort | null;
  readonly notes: readonly string[];
  /** The metrics shown, where rows and columns do not name them. */
  readonly metrics?: readonly MetricId[] | undefined;
  /** The years shown, where they are neither the view's nor the rows'. */
  readonly years?: YearRange | undefined;
  /** Switches of the figure's own. */
  readonly filters?: readonly FileFact[] | undefined;
  readonly pages?: readonly string[] | undefined;
  /** On how many reports it rests, where its rows do not say. */
  readonly coverage?: readonly FileCoverage[] | undefined;
  /** What the figure is about where that is not the place of the view, such as a group compared. */
  readonly place?: string | undefined;
}

const WORDS = {
  region: { zh: '地区', en: 'Place' },
  years: { zh: '年份', en: 'Years' },
  metrics: { zh: '指标', en: 'Metrics' },
  prose: { zh: '正文数字', en: 'Numbers in prose' },
  proseUsed: { zh: '表格没有给出时采用正文写明的数', en: 'stand in where the table gives none' },
  proseUnused: { zh: '不采用', en: 'left out' },
  printed: { zh: '照年报所印', en: 'As printed in the report' },
} as const satisfies Record<string, Bilingual>;

/** Words for what a figure shows of a metric, in file names; the trend is the plain case and needs none. */
const KINDS: Readonly<Record<string, Bilingual>> = {
  ranking: { zh: '排序', en: 'ranking' },
  map: { zh: '地图', en: 'map' },
  spread: { zh: '分布', en: 'spread' },
  reports: { zh: '年报清单', en: 'reports' },
};

export function figureFileOf<Row extends object>(
  shown: ShownFigure<Row>,
  around: FileSurroundings,
): FigureFile {
  const { language, origin, tree, region } = around;
  const { columns } = shown;
  const rows = sortRows(shown.rows, columns, shown.sort);
  const metrics = shown.metrics ?? metricsOf(rows, columns);
  const years = shown.years ?? yearsOfRows(rows) ?? around.years;
  const yearColumn = columns.find((column) => isYearColumn(column, rows));
  const t = translator(language);
  const [only] = metrics;
  const subject =
    only !== undefined && metrics.length === 1
      ? [pick(METRICS[only].name, language), kindWord(shown.id, language)]
      : [shown.title];
  return {
    language,
    nameParts: [
      t('app.name'),
      ...(origin.synthetic ? [t('banner.synthetic')] : []),
      ...(metrics.length === 1 ? [shown.place ?? regionName(tree, region, language)] : []),
      ...subject,
      ...(metrics.length === 1 ? [formatYears(years, 'en')] : []),
    ],
    title: shown.title,
    subtitle: shown.subtitle,
    columns: columns.map(
      (column): FileColumn => ({
        id: column.id,
        header: column.header,
        unit: column.unit ?? null,
        kind: column === yearColumn ? 'year' : column.kind,
      }),
    ),
    rows: rows.map((row) => columns.map((column) => cellOf(row, column, column === yearColumn, language))),
    notes: shown.notes,
    definitions: definitionsOf(shown, metrics, language),
    filters: [
      { label: pick(WORDS.region, language), text: shown.place ?? placeText(tree, region, language) },
      { label: pick(WORDS.years, language), text: formatYears(years, language) },
      ...(metrics.length === 0
        ? []
        : [
            {
              label: pick(WORDS.metrics, language),
              text: metrics
                .map((id) => pick(METRICS[id].name, language))
                .join(language === 'zh' ? '、' : ', '),
            },
          ]),
      ...(metrics.some((id) => METRICS[id].prose)
        ? [
            {
              label: pick(WORDS.prose, language),
              text: pick(around.prose ? WORDS.proseUsed : WORDS.proseUnused, language),
            },
          ]
        : []),
      ...(shown.filters ?? []),
    ],
    coverage: shown.coverage ?? coverageOf(rows, columns, language),
    origin,
    source: around.source,
    pages: shown.pages ?? [],
    link: around.link,
  };
}

function kindWord(id: string, language: Language): string {
  const kind = Object.keys(KINDS).find((one) => id === one || id.endsWith(`-${one}`));
  return kind === undefined ? '' : pick(KINDS[kind] ?? { zh: '', en: '' }, language);
}

function cellOf<Row>(row: Row, column: DataColumn<Row>, isYear: boolean, language: Language): FileCell {
  const value = column.value(row);
  if (value === null || (typeof value === 'number' && !Number.isFinite(value))) {
    // The table says the same where a column gives no reason.
    return { kind: 'missing', reason: absenceText(column.absence?.(row) ?? 'not-filed', language) };
  }
  if (isYear) return { kind: 'number', value: Number(value) };
  if (typeof value === 'string') return { kind: 'text', text: value };
  const { quantity } = column;
  const unit = typeof quantity === 'function' ? quantity(row) : quantity;
  return {
    kind: 'number',
    value: shownNumber(value, unit, language),
    ...(unit === undefined ? {} : { unit }),
  };
}

/** Years stand in tables as text, so that no one groups or sums them; in files they are numbers. */
function isYearColumn<Row>(column: DataColumn<Row>, rows: readonly Row[]): boolean {
  return (
    column.id === 'year' &&
    rows.length > 0 &&
    rows.every((row) => /^\d{4}$/.test(String(column.value(row) ?? '')))
  );
}

/** A field of a row, or of the figure (`row`) it wraps. */
function fieldOf(row: object, name: string): unknown {
  const fields = row as Readonly<Record<string, unknown>>;
  if (name in fields) return fields[name];
  const wrapped = fields['row'];
  return typeof wrapped === 'object' && wrapped !== null
    ? (wrapped as Readonly<Record<string, unknown>>)[name]
    : undefined;
}

/** Metrics named by the rows, else by the columns. */
export function metricsOf<Row extends object>(
  rows: readonly Row[],
  columns: readonly DataColumn<Row>[],
): readonly MetricId[] {
  const named = rows.map((row) => fieldOf(row, 'metric'));
  const candidates = [...named, ...columns.map(({ id }) => id)];
  return [...new Set(candidates.filter((id): id is MetricId => typeof id === 'string' && isMetricId(id)))];
}

function yearsOfRows(rows: readonly object[]): YearRange | null {
  const years = rows.map((row) => fieldOf(row, 'year')).filter((year) => typeof year === 'number');
  return years.length === 0 ? null : { from: Math.min(...years), to: Math.max(...years) };
}

function definitionsOf<Row>(
  { title, subtitle, notes, columns }: ShownFigure<Row>,
  metrics: readonly MetricId[],
  language: Language,
): readonly FileDefinition[] {
  const plain = { formula: '', unit: '', forms: '', direction: '', leastDenominator: null, caveats: [] };
  // Counts of reports (`filed`) stand in most tables and are measures too.
  const measures =
    metrics.length > 0 ? [] : columns.flatMap(({ id }) => (isMeasureId(id) && id !== 'filed' ? [id] : []));
  if (metrics.length === 0 && measures.length === 0) {
    // A figure of something else says in its own words what it counts.
    return [{ ...plain, name: title, sentence: subtitle, caveats: notes }];
  }
  return [
    ...metrics.map((id) => definitionOf(METRICS[id], language)),
    ...measures.map((id): FileDefinition => {
      const { name, forms } = measureOf(id);
      return {
        ...plain,
        name: pick(name, language),
        sentence: pick(WORDS.printed, language),
        forms: formsText(forms, language),
      };
    }),
  ];
}

function isMeasureId(id: string): id is MeasureId {
  return (MEASURE_IDS as readonly string[]).includes(id);
}

/** "河北省 › 保定市 › 高阳县（130628）". */
function placeText(tree: RegionTree, region: string, language: Language): string {
  if (region === NATION_CODE) return pick(NATION_NAME, language);
  const path = tree.pathOf(region).map(({ name }) => name);
  const names = path.length === 0 ? region : path.join(' › ');
  return language === 'zh' ? `${names}（${region}）` : `${names} (${region})`;
}

/** Counts of reports the rows carry, by the texts that name each row. */
function coverageOf<Row extends object>(
  rows: readonly Row[],
  columns: readonly DataColumn<Row>[],
  language: Language,
): readonly FileCoverage[] {
  const count = (row: object, name: string): number | null => {
    const value = fieldOf(row, name);
    return typeof value === 'number' ? value : null;
  };
  const named = columns.filter(({ kind, rowHeader }) => kind === 'text' || rowHeader === true);
  return rows.flatMap((row) => {
    const line: FileCoverage = {
      row: named
        .map((column) => column.value(row))
        .filter((value) => value !== null)
        .join(language === 'zh' ? '，' : ', '),
      stated: count(row, 'stated') ?? count(row, 'pairs'),
      expected: count(row, 'expected'),
      filed: count(row, 'filed'),
      notApplicable: count(row, 'not_applicable'),
      fromProse: count(row, 'from_prose'),
    };
    return line.stated === null && line.filed === null ? [] : [line];
  });
}

/** The words of a node, without its marks; what components would render is not seen. */
export function textOfNode(node: ReactNode): string {
  if (typeof node === 'string' || typeof node === 'number') return String(node);
  if (Array.isArray(node)) return node.map((child: ReactNode) => textOfNode(child)).join('');
  if (isValidElement<{ readonly children?: ReactNode }>(node)) return textOfNode(node.props.children);
  return '';
}
