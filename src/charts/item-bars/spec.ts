import type { EChartsOption } from 'echarts';
import { formatNumber, MISSING_TEXT } from '#i18n/format.ts';
import type { Language } from '#model/bilingual.ts';
import { absenceText } from '../figure.ts';
import { frame } from '../frame.ts';
import { type HitArea, hitLayer, line, NORMAL, rect, type Shape, SMALL, shapeLayer, text } from '../layer.ts';
import { fitText, textWidth, widestText } from '../text-width.ts';
import type { ChartContext } from '../theme.ts';

export interface CountedItem {
  readonly id: string;
  readonly name: string;
  /** null: no report states it, which is not 0. */
  readonly count: number | null;
  /** What the count rests on, for the tooltip. */
  readonly note: string;
}

export interface ItemBarsInput {
  readonly title: string;
  /** In the order to draw. */
  readonly items: readonly CountedItem[];
}

const ROW = 28;
const TALL_ROW = 42;
const BAR = 16;
/** Narrower than this the names stand above their bars. */
const WIDE = 520;

export function itemBarsHeight({ items }: ItemBarsInput, { width }: Pick<ChartContext, 'width'>): number {
  return items.length * (width >= WIDE ? ROW : TALL_ROW) + 4;
}

/** Counted things, one bar each, with their counts. */
export function itemBarsSpec(input: ItemBarsInput, context: ChartContext): EChartsOption {
  const { theme, lang, width } = context;
  const { items } = input;
  const wide = width >= WIDE;
  const height = itemBarsHeight(input, context);
  const left = wide
    ? Math.min(
        widestText(
          items.map(({ name }) => name),
          NORMAL,
        ) + 14,
        width * 0.48,
      )
    : 0;
  const numbers = items.map(({ count }) => formatNumber(count, lang));
  const right = width - widestText(numbers, NORMAL) * 1.06 - 10;
  const largest = Math.max(1, ...items.map(({ count }) => count ?? 0));
  const over: Shape[] = [line(left, 0, left, height, { colour: theme.lineStrong })];
  const hits: HitArea[] = [];
  items.forEach(({ id, name, count, note }, index) => {
    const row = wide ? ROW : TALL_ROW;
    const top = index * row + 2;
    const y = wide ? top + ROW / 2 : top + TALL_ROW - BAR / 2 - 4;
    const colour = count === null ? theme.ink2 : theme.ink;
    over.push(
      wide
        ? text(0, y, fitText(name, NORMAL, left - 10), theme, { colour })
        : text(4, top + 9, fitText(name, NORMAL, width - 4), theme, { colour }),
    );
    const long = ((count ?? 0) / largest) * (right - left);
    if (long > 0) {
      over.push(rect({ x: left, y: y - BAR / 2, width: Math.max(1.5, long), height: BAR }, theme.accent));
    }
    const number = numbers[index] ?? MISSING_TEXT;
    over.push(text(left + long + 8, y, number, theme, { colour, bold: (count ?? 0) > 0 }));
    if (count === null) {
      const at = left + 8 + textWidth(number, NORMAL) + 8;
      over.push(
        text(at, y, fitText(absenceText('blank', lang), SMALL, width - at), theme, {
          colour: theme.ink3,
          size: SMALL,
        }),
      );
    }
    const lines = [
      count === null ? { value: MISSING_TEXT, note: absenceText('blank', lang) } : { value: number, note },
    ];
    hits.push({ x: 0, y: top, width, height: row - 2, point: { title: name, lines, target: { key: id } } });
  });
  return frame(context, {
    grid: { left: 0, top: 0, width, height, outerBoundsMode: 'none' },
    xAxis: { type: 'value', show: false, min: 0, max: width },
    yAxis: { type: 'value', show: false, inverse: true, min: 0, max: height },
    series: [hitLayer(hits, theme), shapeLayer('over', over, 6)],
  });
}

export function describeItemBars({ title, items }: ItemBarsInput, lang: Language): string {
  const zh = lang === 'zh';
  const said = items.map(({ name, count }) =>
    count === null ? (zh ? `${name}无数据` : `${name}: no data`) : `${name} ${formatNumber(count, lang)}`,
  );
  return `${title}${zh ? '：' : ': '}${said.join(zh ? '，' : ', ')}${zh ? '。' : '.'}`;
}
