import type { EChartsOption, ScatterSeriesOption } from 'echarts';
import { formatNumber, MISSING_TEXT } from '#i18n/format.ts';
import type { Language } from '#model/bilingual.ts';
import { absenceText } from '../figure.ts';
import { frame } from '../frame.ts';
import { type HitArea, hitLayer, NORMAL, type Shape, SMALL, shapeLayer, text } from '../layer.ts';
import type { PointTarget } from '../point.ts';
import { fitText, widestText } from '../text-width.ts';
import type { ChartContext } from '../theme.ts';

export interface UnitGroup {
  readonly id: string;
  readonly name: string;
  /** null: not known, which is not 0. */
  readonly count: number | null;
  /** Drawn in the accent colour. */
  readonly emphasis?: boolean;
  readonly target?: PointTarget;
}

export interface UnitChartInput {
  /** What is counted, e.g. "申请怎样办结". */
  readonly title: string;
  readonly groups: readonly UnitGroup[];
}

/** More than this is not seen one by one any more: draw a composition. */
export const MOST_UNITS = 60;

export function fitsUnitChart({ groups }: UnitChartInput): boolean {
  return groups.reduce((sum, { count }) => sum + (count ?? 0), 0) <= MOST_UNITS;
}

const SIDE = 13;
const STEP = 16;
const ROW_GAP = 10;

interface UnitRow {
  readonly group: UnitGroup;
  readonly top: number;
  readonly height: number;
}

function layoutOf({ groups }: UnitChartInput, width: number) {
  const nameRoom = Math.min(
    widestText(
      groups.map(({ name }) => name),
      NORMAL,
    ) + 14,
    width * 0.4,
  );
  const countRoom = 34;
  const columns = Math.max(5, Math.floor((width - nameRoom - countRoom) / STEP / 5) * 5);
  let top = 2;
  const rows: UnitRow[] = groups.map((group) => {
    const lines = Math.max(1, Math.ceil((group.count ?? 0) / columns));
    const row = { group, top, height: lines * STEP };
    top += row.height + ROW_GAP;
    return row;
  });
  return { nameRoom, columns, rows, height: top };
}

export function unitChartHeight(input: UnitChartInput, { width }: Pick<ChartContext, 'width'>): number {
  return layoutOf(input, width).height;
}

/** Small counts one by one: a square for each case, so that 3 looks like three and not like a share. */
export function unitChartSpec(input: UnitChartInput, context: ChartContext): EChartsOption {
  const { theme, lang, width } = context;
  const { nameRoom, columns, rows, height } = layoutOf(input, width);
  const over: Shape[] = [];
  const hits: HitArea[] = [];
  const data = rows.flatMap(({ group, top, height: high }) => {
    const { id, name, count, emphasis = false, target } = group;
    const middle = top + STEP / 2;
    over.push(
      text(0, middle, fitText(name, NORMAL, nameRoom - 10), theme, {
        colour: count === null ? theme.ink2 : theme.ink,
      }),
    );
    const number = formatNumber(count, lang);
    const squares = count ?? 0;
    const shown = Math.min(squares, columns);
    const end = nameRoom + shown * STEP + (squares === 0 ? 0 : 6);
    over.push(
      text(end, middle, count === null ? MISSING_TEXT : number, theme, {
        colour: count === null ? theme.ink2 : theme.ink,
        bold: squares > 0,
      }),
    );
    if (count === null) {
      over.push(
        text(end + 20, middle, fitText(absenceText('blank', lang), SMALL, width - end - 20), theme, {
          colour: theme.ink3,
          size: SMALL,
        }),
      );
    }
    hits.push({
      x: 0,
      y: top - ROW_GAP / 2 + 1,
      width,
      height: high + ROW_GAP - 2,
      point: {
        title: name,
        lines: [
          count === null ? { value: MISSING_TEXT, note: absenceText('blank', lang) } : { value: number },
        ],
        ...(target ? { target } : {}),
      },
    });
    return Array.from({ length: squares }, (_, index) => ({
      name: id,
      value: [
        nameRoom + (index % columns) * STEP + STEP / 2,
        top + Math.floor(index / columns) * STEP + STEP / 2,
      ],
      itemStyle: { color: emphasis ? theme.accent : theme.context },
    }));
  });
  const series: ScatterSeriesOption = {
    type: 'scatter',
    itemStyle: { opacity: 1 },
    id: 'units',
    silent: true,
    z: 4,
    symbol: 'roundRect',
    symbolSize: SIDE,
    data,
  };
  return frame(context, {
    grid: { left: 0, top: 0, width, height, outerBoundsMode: 'none' },
    xAxis: { type: 'value', show: false, min: 0, max: width },
    yAxis: { type: 'value', show: false, inverse: true, min: 0, max: height },
    series: [hitLayer(hits, theme), series, shapeLayer('over', over, 6)],
  });
}

export function describeUnitChart({ title, groups }: UnitChartInput, lang: Language): string {
  const zh = lang === 'zh';
  const said = groups.map(({ name, count }) =>
    count === null ? (zh ? `${name}无数据` : `${name}: no data`) : `${name} ${formatNumber(count, lang)}`,
  );
  return `${title}${zh ? '：' : ': '}${said.join(zh ? '，' : ', ')}${zh ? '。' : '.'}`;
}
