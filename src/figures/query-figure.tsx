/** The common frame: question, four faces, chart and table twin, both from the same rows. */
import type { EChartsOption } from 'echarts';
import { type ReactNode, useCallback, useMemo } from 'react';
import { ResponsiveChart, type ResponsiveChartProps } from '#charts/echart.tsx';
import type { PointTarget } from '#charts/point.ts';
import type { ChartContext } from '#charts/theme.ts';
import { type DataColumn, DataTable } from '#components/data-table.tsx';
import { EmptyFace, ErrorFace, PendingFace } from '#components/faces.tsx';
import { Figure } from '#components/figure.tsx';
import { type QueryOutcome, QueryView } from '#components/query-view.tsx';
import { useViewState } from '#components/use-view-state.ts';
import { pick } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import type { Language } from '#model/bilingual.ts';
import { withTable } from '#view-state/view-state.ts';
import { useFigureScope } from './figure-scope.tsx';

/** A kind of chart: what `charts/<kind>/spec.ts` exports. */
export interface ChartKind<Input> {
  readonly spec: (input: Input, context: ChartContext) => EChartsOption;
  readonly height: (input: Input, context: ChartContext) => number;
  readonly describe: (input: Input, language: Language) => string;
}

export interface KindChartProps<Input> {
  readonly kind: ChartKind<Input>;
  /** Keep it stable between renders: the chart is laid out again when it changes. */
  readonly input: Input;
  readonly onSelect?: (target: PointTarget) => void;
  /** The map a choropleth draws on. */
  readonly map?: ResponsiveChartProps['map'];
}

export function KindChart<Input>({ kind, input, onSelect, map }: KindChartProps<Input>) {
  const { language } = useLanguage();
  const spec = useCallback((context: ChartContext) => kind.spec(input, context), [kind, input]);
  const height = useCallback((context: ChartContext) => kind.height(input, context), [kind, input]);
  const ariaLabel = useMemo(() => kind.describe(input, language), [kind, input, language]);
  return (
    <ResponsiveChart
      spec={spec}
      height={height}
      ariaLabel={ariaLabel}
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
}

export function QueryFigure<T, Row extends object>(props: QueryFigureProps<T, Row>) {
  const { id, title, subtitle, result, isEmpty, empty, chart, table, notes, pendingHeight = '18rem' } = props;
  const { language } = useLanguage();
  const { source } = useFigureScope();
  const { state, update } = useViewState();
  const frame = { id, title, source: pick(source, language) };
  return (
    <QueryView
      result={result}
      {...(isEmpty === undefined ? {} : { isEmpty })}
      pending={() => <Figure {...frame} chart={<PendingFace height={pendingHeight} />} />}
      error={(error, retry) => <Figure {...frame} chart={<ErrorFace error={error} onRetry={retry} />} />}
      empty={() => <Figure {...frame} chart={<EmptyFace>{empty}</EmptyFace>} />}
      data={(data, busy) => {
        const asTable = state.tables.includes(id);
        const note = notes?.(data);
        return (
          <Figure
            {...frame}
            {...(subtitle === undefined ? {} : { subtitle: subtitle(data) })}
            busy={busy}
            asTable={asTable}
            onTurn={(turned) => update({ tables: withTable(state.tables, id, turned) })}
            chart={chart(data)}
            table={<Twin id={id} caption={title} twin={table(data)} />}
            {...(note === undefined || note === null ? {} : { notes: note })}
          />
        );
      }}
    />
  );
}

interface TwinProps<Row> {
  readonly id: string;
  readonly caption: string;
  readonly twin: TableTwin<Row>;
}

function Twin<Row extends object>({ id, caption, twin }: TwinProps<Row>) {
  const { state, update } = useViewState();
  const sort = state.sort?.figure === id ? state.sort : null;
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
