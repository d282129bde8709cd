import {
  createColumnHelper,
  createSortedRowModel,
  rowSortingFeature,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { useVirtualizer } from '@tanstack/react-virtual';
import {
  type CSSProperties,
  memo,
  type ReactNode,
  useDeferredValue,
  useEffect,
  useId,
  useMemo,
  useRef,
  useState,
} from 'react';
import { flushSync } from 'react-dom';
import type { Absence } from '#charts/figure.ts';
import { compareNames, formatNumber } from '#i18n/format.ts';
import { useLanguage } from '#i18n/use-language.ts';
import type { Unit } from '#model/unit.ts';
import { classNames } from './class-names.ts';
import styles from './data-table.module.css';
import { Missing } from './missing.tsx';
import { Term } from './term.tsx';
import type { TermRef } from './terms.ts';

type CellValue = string | number | null;

export interface DataColumn<Row> {
  readonly id: string;
  readonly header: string;
  /** Stands in the header, in brackets; cells then carry none. */
  readonly unit?: string;
  /** Opens what the header means, from a sign beside it. */
  readonly term?: TermRef;
  readonly kind: 'text' | 'number';
  /** What the numbers count, where it is more than the header says: files print and format them by it. */
  readonly quantity?: Unit | ((row: Row) => Unit);
  /** What the column is sorted by. null is missing: last in both directions, and shown as such. */
  readonly value: (row: Row) => CellValue;
  /** What stands in the cell; the value itself, formatted by the language, where not given. */
  readonly cell?: (row: Row) => ReactNode;
  /** Why a value is missing; "no report" where not given. */
  readonly absence?: (row: Row) => Absence | null;
  /** Makes the mark of a missing value a way to its story. */
  readonly missing?: (row: Row, mark: ReactNode) => ReactNode;
  /** The cell that names its row. */
  readonly rowHeader?: boolean;
  readonly sortable?: boolean;
  /** Width in pixels once rows are drawn as one scrolls; 200 for text and 120 for numbers where not given. */
  readonly width?: number;
}

export interface ColumnSort {
  readonly column: string;
  readonly descending: boolean;
}

/** Numbers by size, anything else by name. */
function compareCells(x: unknown, y: unknown): number {
  return typeof x === 'number' && typeof y === 'number' ? x - y : compareNames(String(x), String(y));
}

/** The rows in the order the table shows them: by the column sorted, missing values last either way. */
export function sortRows<Row>(
  rows: readonly Row[],
  columns: readonly DataColumn<Row>[],
  sort: ColumnSort | null,
): readonly Row[] {
  const column = columns.find(({ id }) => id === sort?.column);
  if (sort === null || column === undefined) return rows;
  const cells = rows.map((row) => ({ row, value: column.value(row) }));
  const there = cells
    .filter(({ value }) => value !== null)
    .toSorted((a, b) => compareCells(a.value, b.value) * (sort.descending ? -1 : 1));
  return [...there, ...cells.filter(({ value }) => value === null)].map(({ row }) => row);
}

export interface DataTableProps<Row> {
  /** Says what the table shows; the same words as the figure's title. */
  readonly caption: string;
  /** Where the caption stands right above the table anyway. */
  readonly captionHidden?: boolean;
  readonly columns: readonly DataColumn<Row>[];
  /** In the order to show while no sort is set. */
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string;
  readonly sort: ColumnSort | null;
  /** Without it the headers are plain. */
  readonly onSort?: (sort: ColumnSort) => void;
}

const features = tableFeatures({ rowSortingFeature, sortedRowModel: createSortedRowModel() });

/** More rows than this are drawn only while they are in view. */
const VIRTUAL_FROM = 100;
const ROW_HEIGHT = 37;
/** More rows than this are not printed: paper would run to hundreds of sheets. */
const MOST_PRINTED = 1000;

/** Whether the page is being laid out for paper, which comes right after the event: nothing may wait for a later frame. */
function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const begin = () => flushSync(() => setPrinting(true));
    const end = () => flushSync(() => setPrinting(false));
    addEventListener('beforeprint', begin);
    addEventListener('afterprint', end);
    return () => {
      removeEventListener('beforeprint', begin);
      removeEventListener('afterprint', end);
    };
  }, []);
  return printing;
}

/** A table to read and to sort: real table markup, row headers, missing values last, any number of rows. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { caption, captionHidden = false, columns, rows, rowKey, sort, onSort } = props;
  const { language, t } = useLanguage();
  const captionId = useId();
  const scroller = useRef<HTMLElement>(null);

  const definitions = useMemo(() => {
    const helper = createColumnHelper<typeof features, Row>();
    return helper.columns(
      columns.map((column) =>
        helper.accessor((row) => column.value(row) ?? undefined, {
          id: column.id,
          sortUndefined: 'last',
          sortFn: (a, b, id) => compareCells(a.getValue(id), b.getValue(id)),
        }),
      ),
    );
  }, [columns]);

  // The header answers at once; the rows follow in small steps.
  const order = useDeferredValue(sort);
  const table = useTable({
    features,
    columns: definitions,
    data: rows,
    getRowId: rowKey,
    state: { sorting: order ? [{ id: order.column, desc: order.descending }] : [] },
  });
  const sorted = table.getRowModel().rows;
  const isBehind = order?.column !== sort?.column || order?.descending !== sort?.descending;

  const printing = usePrinting();
  const long = sorted.length > VIRTUAL_FROM;
  const virtual = long && !printing;
  // The build does not use the React compiler, which could not follow this hook.
  // oxlint-disable-next-line react/incompatible-library
  const virtualizer = useVirtualizer({
    count: sorted.length,
    enabled: virtual,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  const items = virtual ? virtualizer.getVirtualItems() : [];
  const shown = virtual
    ? items.flatMap(({ index }) => {
        const row = sorted[index];
        return row ? [{ row, index }] : [];
      })
    : sorted.slice(0, MOST_PRINTED).map((row, index) => ({ row, index }));
  const above = items[0]?.start ?? 0;
  const below = virtual ? virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0) : 0;

  return (
    <div className={styles.frame}>
      <p id={captionId} className={captionHidden ? 'visually-hidden' : styles.caption}>
        {caption}
      </p>
      <section
        ref={scroller}
        className={classNames(styles.scroller, virtual && styles.tall)}
        aria-labelledby={captionId}
        // A region that scrolls must be reachable by keyboard.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
      >
        <table
          className={classNames(styles.table, virtual && styles.fixed)}
          // Not a caption element: that scrolls sideways with the columns.
          aria-labelledby={captionId}
          aria-busy={isBehind}
          {...(virtual
            ? { 'aria-rowcount': sorted.length + 1, style: { minWidth: totalWidth(columns) } }
            : {})}
        >
          {virtual ? (
            <colgroup>
              {columns.map((column) => (
                <col key={column.id} style={{ width: widthOf(column) }} />
              ))}
            </colgroup>
          ) : null}
          <thead>
            <tr {...(virtual ? { 'aria-rowindex': 1 } : {})}>
              {columns.map((column) => (
                <HeaderCell key={column.id} column={column} sort={sort} onSort={onSort} />
              ))}
            </tr>
          </thead>
          <tbody>
            <Spacer height={above} columns={columns.length} />
            {shown.map(({ row, index }) => (
              <tr
                key={row.id}
                {...(virtual
                  ? { ref: virtualizer.measureElement, 'data-index': index, 'aria-rowindex': index + 2 }
                  : {})}
              >
                <BodyCells columns={columns} row={row.original} />
              </tr>
            ))}
            <Spacer height={below} columns={columns.length} />
          </tbody>
        </table>
      </section>
      {long ? (
        <p className={styles.count}>
          {shown.length < sorted.length && printing
            ? t('table.printed', {
                shown: formatNumber(shown.length, language),
                formatted: formatNumber(sorted.length, language),
              })
            : t('table.rows', { count: sorted.length, formatted: formatNumber(sorted.length, language) })}
        </p>
      ) : null}
    </div>
  );
}

function widthOf(column: Pick<DataColumn<never>, 'kind' | 'width'>): number {
  return column.width ?? (column.kind === 'number' ? 120 : 200);
}

function totalWidth(columns: readonly Pick<DataColumn<never>, 'kind' | 'width'>[]): number {
  return columns.reduce((sum, column) => sum + widthOf(column), 0);
}

/** Stands for the rows that are not drawn. */
function Spacer({ height, columns }: { readonly height: number; readonly columns: number }) {
  if (height <= 0) return null;
  const style: CSSProperties = { height, padding: 0, border: 0 };
  return (
    <tr aria-hidden="true">
      {/* oxlint-disable-next-line jsx-a11y/control-has-associated-label */}
      <td colSpan={columns} style={style} />
    </tr>
  );
}

interface HeaderCellProps<Row> {
  readonly column: DataColumn<Row>;
  readonly sort: ColumnSort | null;
  readonly onSort: ((sort: ColumnSort) => void) | undefined;
}

function HeaderCell<Row>({ column, sort, onSort }: HeaderCellProps<Row>) {
  const { t } = useLanguage();
  const active = sort?.column === column.id ? sort : null;
  const unit = column.unit === undefined ? '' : t('table.unit', { unit: column.unit });
  const label = (
    <>
      {column.header}
      {unit === '' ? null : <span className={styles.unit}>{unit}</span>}
    </>
  );
  // The first press shows what people look for first: the largest number, the first name.
  const descending = active ? !active.descending : column.kind === 'number';
  return (
    <th
      scope="col"
      // What is said beside each cell: the words without the sign.
      {...(column.term === undefined ? {} : { 'aria-label': `${column.header}${unit}` })}
      className={classNames(column.kind === 'number' && styles.number, column.rowHeader && styles.pinned)}
      aria-sort={active ? (active.descending ? 'descending' : 'ascending') : undefined}
    >
      <div className={styles.head}>
        {onSort && column.sortable !== false ? (
          <button
            type="button"
            className={styles.sort}
            title={t(descending ? 'table.sortDescending' : 'table.sortAscending', { column: column.header })}
            onClick={() => onSort({ column: column.id, descending })}
          >
            <span>{label}</span>
            <span aria-hidden="true" className={styles.arrow}>
              {active ? (active.descending ? '↓' : '↑') : '↕'}
            </span>
          </button>
        ) : (
          label
        )}
        {column.term === undefined ? null : <Term of={column.term} name={column.header} />}
      </div>
    </th>
  );
}

function missingIn<Row>(column: DataColumn<Row>, row: Row): ReactNode {
  const mark = <Missing reason={column.absence?.(row) ?? 'not-filed'} />;
  return column.missing === undefined ? mark : column.missing(row, mark);
}

/** Not drawn again when the rows are put in another order. */
const BodyCells = memo(function BodyCells<Row>({ columns, row }: BodyCellsProps<Row>) {
  return columns.map((column) => <BodyCell key={column.id} column={column} row={row} />);
}) as <Row>(props: BodyCellsProps<Row>) => ReactNode;

interface BodyCellsProps<Row> {
  readonly columns: readonly DataColumn<Row>[];
  readonly row: Row;
}

function BodyCell<Row>({ column, row }: { readonly column: DataColumn<Row>; readonly row: Row }) {
  const { language } = useLanguage();
  const value = column.value(row);
  const content =
    value === null
      ? missingIn(column, row)
      : column.cell
        ? column.cell(row)
        : typeof value === 'number'
          ? formatNumber(value, language)
          : value;
  const name = classNames(column.kind === 'number' && styles.number);
  return column.rowHeader ? (
    <th scope="row" className={classNames(name, styles.pinned)}>
      {content}
    </th>
  ) : (
    <td className={name}>{content}</td>
  );
}
