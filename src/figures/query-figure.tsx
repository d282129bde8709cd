/** The common frame: question, four faces, chart and table twin, both from the same rows. */
import { replaceEqualDeep } from '@tanstack/react-query';
import type { EChartsOption } from 'echarts';
import { createContext, memo, type ReactNode, useCallback, useContext, useMemo, useState } from 'react';
import { pictureKey } from '#charts/chart-to-draw.ts';
import type { PointTarget } from '#charts/point.ts';
import { ResponsiveChart, type ResponsiveChartProps } from '#charts/responsive-chart.tsx';
import type { ChartContext } from '#charts/theme.ts';
import { type DataColumn, DataTable } from '#components/data-table.tsx';
import { EmptyFace, ErrorFace, PendingFace } from '#components/faces.tsx';
import { Figure } from '#components/figure.tsx';
import { type QueryOutcome, QueryView } from '#components/query-view.tsx';
import { metricTerm, type NamedTerm } from '#components/terms.ts';
import { useAsTable, useSortOf, useViewState } from '#components/use-view-state.ts';
import type { FileCoverage, FileFact } from '#downloads/figure-file.ts';
import { pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import type { MetricId } from '#metrics/registry.ts';
import type { Language } from '#model/bilingual.ts';
import type { YearRange } from '#model/year.ts';
import { withTable } from '#view-state/view-state.ts';
import { type Drawables, DrawablesContext, useDrawable } from './drawings.tsx';
import { FigureActions } from './figure-actions.tsx';
import { figureFileOf, metricsOf, textOfNode } from './figure-file.ts';
import { useFigureScope } from './figure-scope.tsx';
import { useEmbedAddress, useFileSurroundings } from './file-surroundings.ts';

/** A kind of chart: what `charts/<kind>/spec.ts` exports. */
export interface ChartKind<Input> {
  readonly spec: (input: Input, context: ChartContext) => EChartsOption;
  readonly height: (input: Input, context: ChartContext) => number;
  readonly describe: (input: Input, language: Language) => string;
}

export interface KindChartProps<Input> {
  readonly kind: ChartKind<Input>;
  /** Plain values; the chart is laid out again when one of them changes. */
  readonly input: Input;
  readonly onSelect?: ((target: PointTarget) => void) | undefined;
  /** Names the chart in a picture of several. */
  readonly name?: string;
  /** The map a choropleth draws on. */
  readonly map?: ResponsiveChartProps['map'];
}

/** The same object as before as long as nothing in it differs: the same figure is not drawn twice. */
function useShared<T>(value: T): T {
  const [kept, keep] = useState(value);
  const shared = replaceEqualDeep<T>(kept, value);
  if (shared !== kept) keep(shared);
  return shared;
}

/** The figure around a chart. */
const FigureIdContext = createContext('');

/** Laid out and drawn anew only for another input. */
export const KindChart = memo(PlainKindChart) as typeof PlainKindChart;

function PlainKindChart<Input>({ kind, input: given, onSelect, name = '', map }: KindChartProps<Input>) {
  const { language } = useLanguage();
  const input = useShared(given);
  const spec = useCallback((context: ChartContext) => kind.spec(input, context), [kind, input]);
  const height = useCallback((context: ChartContext) => kind.height(input, context), [kind, input]);
  const ariaLabel = useMemo(() => kind.describe(input, language), [kind, input, language]);
  const figure = useContext(FigureIdContext);
  const key = useCallback(() => pictureKey(`${figure}/${name}`, input), [figure, name, input]);
  useDrawable(
    useMemo(
      () => ({ spec, height, name, text: ariaLabel, ...(map === undefined ? {} : { map }) }),
      [spec, height, name, ariaLabel, map],
    ),
  );
  return (
    <ResponsiveChart
      spec={spec}
      height={height}
      ariaLabel={ariaLabel}
      pictureKey={key}
      {...(onSelect === undefined ? {} : { onSelect })}
      {...(map === undefined ? {} : { map })}
    />
  );
}

export interface TableTwin<Row> {
  readonly columns: readonly DataColumn<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
}

export interface QueryFigureProps<T, Row extends object> {
  readonly id: string;
  readonly title: string;
  readonly subtitle?: ((data: T) => string) | undefined;
  readonly result: QueryOutcome<T>;
  readonly isEmpty?: (data: T) => boolean;
  /** What to say where nothing can be drawn. */
  readonly empty?: ReactNode;
  readonly chart: (data: T) => ReactNode;
  readonly table: (data: T) => TableTwin<Row>;
  readonly notes?: ((data: T) => ReactNode) | undefined;
  readonly pendingHeight?: string;
  /** The metrics shown, where neither rows (`metric`) nor columns name them. For files. */
  readonly metrics?: readonly MetricId[];
  /** Words of the figure that open their entry; its metrics where not given. */
  readonly terms?: readonly NamedTerm[];
  /** The years shown, where they are neither the view's nor the rows' (`year`). For files. */
  readonly years?: YearRange;
  /** What the figure is about where that is not the place of the view, such as a group compared. For files. */
  readonly place?: string;
  /** On how many reports it rests, where its rows do not say. For files. */
  readonly coverage?: (data: T) => readonly FileCoverage[];
  /** Switches of the figure's own, such as pooling. For files. */
  readonly filters?: readonly FileFact[];
  /** The name under which `/embed/…` shows the figure, where that is not its id. */
  readonly embed?: string;
}

export function QueryFigure<T, Row extends object>(props: QueryFigureProps<T, Row>) {
  const { id, title, subtitle, result, isEmpty, empty, chart, table, notes, pendingHeight = '18rem' } = props;
  const [drawables] = useState<Drawables>(() => new Set());
  const { language } = useLanguage();
  const { source } = useFigureScope();
  const { update } = useViewState();
  const asTable = useAsTable(id);
  const termsOf = (metrics: readonly MetricId[]) => props.terms ?? metrics.map(metricTerm);
  const frame = { id, title, source: pick(source, language), terms: termsOf(props.metrics ?? []) };
  const view = (
    <QueryView
      result={result}
      {...(isEmpty === undefined ? {} : { isEmpty })}
      pending={() => <Figure {...frame} chart={<PendingFace height={pendingHeight} />} />}
      error={(error, retry) => <Figure {...frame} chart={<ErrorFace error={error} onRetry={retry} />} />}
      empty={() => <Figure {...frame} chart={<EmptyFace>{empty}</EmptyFace>} />}
      data={(data, busy) => {
        const note = notes?.(data);
        const twin = table(data);
        const said = subtitle?.(data);
        return (
          <DrawablesContext value={drawables}>
            <Figure
              {...frame}
              terms={termsOf(props.metrics ?? metricsOf(twin.rows, twin.columns))}
              {...(said === undefined ? {} : { subtitle: said })}
              busy={busy}
              asTable={asTable}
              onTurn={(turned) => update(({ tables }) => ({ tables: withTable(tables, id, turned) }))}
              chart={chart(data)}
              table={
                <>
                  <Twin id={id} caption={title} twin={twin} />
                  {/* Not drawn, but there to be drawn for a picture. */}
                  {asTable ? <div hidden>{chart(data)}</div> : null}
                </>
              }
              {...(note === undefined || note === null ? {} : { notes: note })}
              actions={
                <TwinActions
                  shown={{ ...props, coverage: props.coverage?.(data) }}
                  twin={twin}
                  subtitle={said ?? ''}
                  notes={note}
                  drawables={drawables}
                />
              }
            />
          </DrawablesContext>
        );
      }}
    />
  );
  return <FigureIdContext value={id}>{view}</FigureIdContext>;
}

interface TwinProps<Row> {
  readonly id: string;
  readonly caption: string;
  readonly twin: TableTwin<Row>;
}

function Twin<Row extends object>({ id, caption, twin }: TwinProps<Row>) {
  const { update } = useViewState();
  const sort = useSortOf(id);
  return (
    <DataTable
      caption={caption}
      captionHidden
      columns={twin.columns}
      rows={twin.rows}
      rowKey={twin.rowKey}
      sort={sort}
      onSort={({ column, descending }) => update({ sort: { figure: id, column, descending } })}
    />
  );
}

interface TwinActionsProps<Row> {
  readonly shown: Pick<
    QueryFigureProps<never, never>,
    'id' | 'title' | 'metrics' | 'years' | 'place' | 'filters' | 'embed'
  > & {
    /** Pages of the reports the figure was read from. */
    readonly pages?: readonly string[];
    readonly coverage?: readonly FileCoverage[] | undefined;
  };
  readonly twin: TableTwin<Row>;
  readonly subtitle: string;
  readonly notes: ReactNode;
  readonly drawables?: Drawables;
}

/** Files of a figure, from the table twin as it is shown. */
export function TwinActions<Row extends object>(props: TwinActionsProps<Row>) {
  const { shown, twin, subtitle, notes, drawables } = props;
  const { id, title, years, place, filters, pages, coverage } = shown;
  const around = useFileSurroundings();
  const { state } = useViewState();
  const embedAddress = useEmbedAddress(shown.embed ?? id);
  const { columns, rows } = twin;
  const metrics = shown.metrics ?? metricsOf(rows, columns);
  const note = textOfNode(notes);
  return (
    <FigureActions
      title={title}
      file={() =>
        figureFileOf(
          {
            id,
            title,
            subtitle,
            columns,
            rows,
            sort: state.sort?.figure === id ? state.sort : null,
            notes: note === '' ? [] : [note],
            metrics,
            years,
            place,
            filters,
            pages,
            coverage,
          },
          around,
        )
      }
      {...(drawables === undefined ? {} : { drawables })}
      embedAddress={embedAddress?.(metrics)}
    />
  );
}
