import type { EChartsOption, MapSeriesOption } from 'echarts';
import type { Position } from 'geojson';
import { pick } from '#i18n/format.ts';
import type { MetricDefinition } from '#metrics/metric.ts';
import type { Language } from '#model/bilingual.ts';
import { NATION_CODE } from '#model/region.ts';
import type { Unit } from '#model/unit.ts';
import type { MetricRow } from '#queries/metric-row.ts';
import { classOf, type ValueClass, valueClasses } from '../classes.ts';
import { mix, paletteOf, textOn } from '../colour.ts';
import {
  absenceMark,
  absenceOf,
  absenceText,
  axisTexts,
  countsText,
  coverageText,
  isWhole,
  type NamedRegion,
  placeAndYear,
  valueText,
} from '../figure.ts';
import { frame } from '../frame.ts';
import { aspectScaleOf, type OutlineMap } from '../geometry.ts';
import { type KeyEntry, keyRows, pattern, type Rect, rect, SMALL, shapeLayer, text } from '../layer.ts';
import type { ChartPoint, PointLine } from '../point.ts';
import { textWidth } from '../text-width.ts';
import type { ChartContext, ChartTheme } from '../theme.ts';
import { WORDS } from '../words.ts';

export interface ChoroplethInput {
  readonly metric: MetricDefinition;
  /** Code of the region whose children are drawn. */
  readonly region: string;
  /** Its map, from `mapOf`; it has to be registered with `registerRegionMap` before the chart is drawn. */
  readonly outlines: OutlineMap;
  /** Every region that should be on the map. */
  readonly regions: readonly NamedRegion[];
  readonly rows: readonly MetricRow[];
  readonly highlight?: string;
}

interface Place extends NamedRegion {
  readonly row: MetricRow | undefined;
}

/** ECharts adds 钓鱼岛 to the region it knows by this name. */
const NAME_IN_ECHARTS: Readonly<Record<string, string>> = { 台湾省: '台湾' };

/** The name a region is registered under: its code, or its own name where it has none. */
export function registeredName(key: string): string {
  return NAME_IN_ECHARTS[key] ?? key;
}

/** Name under which ECharts knows the map of a region's children. `china` is the one name it treats specially. */
export function mapName(region: string): string {
  return region === NATION_CODE ? 'china' : `region-${region}`;
}

/** Regions that have no boundaries here, to be listed beside the map. */
export function unplacedRegions(input: ChoroplethInput): readonly Place[] {
  const drawn = new Set(input.outlines.features.map(({ properties }) => properties.code));
  const byCode = new Map(input.rows.map((row) => [row.region_code, row]));
  return input.regions
    .filter(({ code }) => !drawn.has(code))
    .map((region) => ({ ...region, row: byCode.get(region.code) }));
}

/** Names of regions drawn with borders of which a part has since moved. */
export function approximateRegions({ outlines, regions }: ChoroplethInput): readonly string[] {
  const moved = new Set(
    outlines.features.flatMap(({ properties }) => (properties.approximate ? [properties.code] : [])),
  );
  return regions.flatMap(({ code, name }) => (moved.has(code) ? [name] : []));
}

/** Classes of the values: their number follows the number of regions. */
export function choroplethClasses({
  metric,
  rows,
}: Pick<ChoroplethInput, 'metric' | 'rows'>): readonly ValueClass[] {
  const values = rows.flatMap(({ value }) => (value === null ? [] : [value]));
  const steps = Math.max(2, Math.min(5, Math.round(Math.sqrt(values.filter((value) => value !== 0).length))));
  return valueClasses(values, { steps, whole: isWhole(metric.unit) });
}

/** "0", "1–9", "≥ 100", "10%–20%": the limits of a class in real numbers. */
export function classText({ from, to }: ValueClass, unit: Unit, lang: Language): string {
  const { tick } = axisTexts(unit, 0, lang);
  if (from === 0 && to === 0) return tick(0);
  if (to === Number.POSITIVE_INFINITY) return from === 0 ? `> ${tick(0)}` : `≥ ${tick(from)}`;
  if (from === Number.NEGATIVE_INFINITY) return to === 0 ? `< ${tick(0)}` : `≤ ${tick(to)}`;
  if (!isWhole(unit)) {
    if (from === 0) return `< ${tick(to)}`;
    if (to === 0) return `> ${tick(from)}`;
    return `${tick(from)}–${tick(to)}`;
  }
  const join = from < 0 ? (lang === 'zh' ? ' 至 ' : ' to ') : '–';
  // From 10,000 on, labels are shortened: 9,999 and 1万 would read the same.
  const nearer = (limit: number) => (Math.abs(limit) >= 10_000 ? limit : limit - Math.sign(limit));
  const low = from < 0 ? (to === 0 ? from + 1 : nearer(from)) : Math.max(1, from);
  const high = to <= 0 ? (to === 0 ? -1 : to) : nearer(to);
  return low === high ? tick(low) : `${tick(low)}${join}${tick(high)}`;
}

/** Fill of each class: one hue from pale to deep; two hues around 0 where there are values below it. */
export function classFills(classes: readonly ValueClass[], theme: ChartTheme): readonly string[] {
  const diverging = classes.some(({ to, from }) => from < 0 || to < 0);
  if (diverging) {
    const below = classes.filter(({ from }) => from < 0).length;
    const lows = [0, 1, 2].slice(0, below).map((k) => theme.div[k] ?? theme.context);
    const highs = [4, 5, 6].slice(3 - (classes.length - below - 1)).map((k) => theme.div[k] ?? theme.context);
    return [...lows, theme.div[3] ?? theme.paper, ...highs];
  }
  const steps = classes.filter(({ to }) => to > 0).length;
  const fills = [...paletteOf(theme.seq, steps)];
  return classes.map(({ to }) => (to === 0 ? zeroFill(theme) : (fills.shift() ?? theme.context)));
}

function zeroFill(theme: ChartTheme): string {
  return mix(theme.paper, theme.line, 0.35);
}

const KEY_GAP = 14;

function keyOf(
  input: ChoroplethInput,
  classes: readonly ValueClass[],
  { theme, lang }: ChartContext,
): readonly KeyEntry[] {
  const fills = classFills(classes, theme);
  const byCode = new Map(input.rows.map((row) => [row.region_code, row]));
  const absences = input.outlines.features.flatMap(({ properties: { code } }) =>
    code === null ? [] : [absenceOf(byCode.get(code))],
  );
  const entries: KeyEntry[] = classes.map((each, index) => ({
    label: classText(each, input.metric.unit, lang),
    mark: (box) => [rect(box, fills[index] ?? theme.paper, theme.lineStrong)],
  }));
  if (absences.some((absence) => absence === 'not-filed' || absence === 'blank')) {
    entries.push({
      label: pick(WORDS.noData, lang),
      mark: (box) => [rect(box, theme.paper, theme.lineStrong), pattern(box, 'rising', theme.missing, 4)],
    });
  }
  if (absences.some((absence) => absence === 'not-applicable' || absence === 'zero-denominator')) {
    entries.push({
      label: pick(WORDS.notApplicable, lang),
      mark: (box) => [rect(box, theme.paper, theme.lineStrong)],
    });
  }
  return entries;
}

function unitText({ metric }: ChoroplethInput, lang: Language): string {
  const { unit } = axisTexts(metric.unit, 0, lang);
  return unit === '' ? '' : lang === 'zh' ? `单位：${unit}` : unit;
}

function keyLayout(input: ChoroplethInput, context: ChartContext) {
  const { theme, lang, width } = context;
  const unit = unitText(input, lang);
  const indent = unit === '' ? 0 : textWidth(unit, SMALL) + 14;
  const key = keyRows(
    keyOf(input, choroplethClasses(input), context),
    { x: indent, y: 0, width: width - indent },
    theme,
  );
  const label = unit === '' ? [] : [text(0, 10, unit, theme, { colour: theme.ink2, size: SMALL })];
  return { shapes: [...label, ...key.shapes], height: key.height + KEY_GAP };
}

type Outline = OutlineMap['features'][number];

function polygonsOf({ geometry }: Outline) {
  return geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
}

function extentOf(positions: readonly Position[]): { readonly wide: number; readonly high: number } {
  let [west, south, east, north] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x = 0, y = 0] of positions) {
    west = Math.min(west, x);
    east = Math.max(east, x);
    south = Math.min(south, y);
    north = Math.max(north, y);
  }
  return { wide: Math.max(0, east - west), high: Math.max(0, north - south) };
}

interface Lengths {
  readonly region: string;
  readonly lengths: readonly [number, number];
  readonly aspectScale: number;
}

/** A map has some ten thousand points, and its chart asks for their extent five times. */
const measured = new WeakMap<OutlineMap, Lengths>();

function measuresOf({ region, outlines }: Pick<ChoroplethInput, 'region' | 'outlines'>): Lengths {
  const known = measured.get(outlines);
  if (known?.region === region) return known;
  const { wide, high } = extentOf(outlines.features.flatMap((each) => polygonsOf(each).flat(2)));
  const aspectScale = aspectScaleOf(region, outlines);
  const lengths = [Math.max(0.01, wide * aspectScale), Math.max(0.01, high)] as const;
  const found: Lengths = { region, lengths, aspectScale };
  measured.set(outlines, found);
  return found;
}

/** Width and height of the map in degrees of latitude. */
function lengthsOf(input: ChoroplethInput): readonly [number, number] {
  return measuresOf(input).lengths;
}

const largest = new WeakMap<Outline, readonly [number, number]>();

/** Width and height in degrees of the largest part of an outline, where its label stands. */
function largestPart(outline: Outline): readonly [number, number] {
  const known = largest.get(outline);
  if (known !== undefined) return known;
  const found = polygonsOf(outline).reduce<readonly [number, number]>(
    (most, polygon) => {
      const { wide, high } = extentOf(polygon.flat());
      return wide * high > most[0] * most[1] ? [wide, high] : most;
    },
    [0, 0],
  );
  largest.set(outline, found);
  return found;
}

export function choroplethHeight(input: ChoroplethInput, context: ChartContext): number {
  const [wide, high] = lengthsOf(input);
  const map = Math.max(240, Math.min(600, (context.width * high) / wide));
  return Math.round(map + keyLayout(input, context).height);
}

function pointOfPlace({ code, name, row }: Place, metric: MetricDefinition, lang: Language): ChartPoint {
  const title = placeAndYear(name, row?.year, lang);
  const absence = absenceOf(row);
  const lines: PointLine[] =
    row === undefined || row.value === null || absence !== null
      ? [
          {
            label: metric.name[lang],
            value: absenceMark(absence ?? 'not-filed', lang),
            note: absenceText(absence ?? 'not-filed', lang),
          },
        ]
      : [
          {
            label: metric.name[lang],
            value: valueText(row.value, metric.unit, lang),
            note: [countsText(row, lang), coverageText(row, lang)]
              .filter((each) => each !== '')
              .join(lang === 'zh' ? '；' : '; '),
          },
        ];
  return { title, lines, target: { region: code } };
}

/**
 * Values by colour on boundaries, in classes with round limits. Zero has a class of its own; no data is
 * hatched; what the figure cannot apply to is left blank; neither is on the colour scale.
 */
export function choroplethSpec(input: ChoroplethInput, context: ChartContext): EChartsOption {
  const { metric, region, outlines, highlight } = input;
  const { theme, lang } = context;
  const classes = choroplethClasses(input);
  const fills = classFills(classes, theme);
  const key = keyLayout(input, context);
  const byCode = new Map(input.rows.map((row) => [row.region_code, row]));
  const names = new Map(input.regions.map(({ code, name }) => [code, name]));
  const box = boxOf(input, context);
  const labels = labelsOf(input, box, names);
  const data = outlines.features.map(({ properties: { key: id, code, name } }) => {
    const row = code === null ? undefined : byCode.get(code);
    const absence = absenceOf(row);
    const fill = row?.value == null ? theme.paper : (fills[classOf(row.value, classes)] ?? theme.paper);
    const missing = code !== null && (absence === 'not-filed' || absence === 'blank');
    const own = code !== null && code === highlight;
    const label = { color: textOn(fill), textBorderColor: fill };
    const itemStyle = {
      areaColor: fill,
      borderColor: own ? theme.ink : theme.lineStrong,
      borderWidth: own ? 2 : 0.6,
      ...(missing ? { decal: missingDecal(theme) } : {}),
    };
    return {
      name: registeredName(id),
      value: row?.value ?? null,
      point:
        code === null
          ? { title: name, lines: [{ note: pick(WORDS.outsideData, lang) }] }
          : pointOfPlace({ code, name: names.get(code) ?? name, row }, metric, lang),
      itemStyle,
      label,
      emphasis: { label, itemStyle: { ...itemStyle, borderColor: theme.accent, borderWidth: 2 } },
      // Selection changes nothing but the order: the highlighted border lies over its neighbours'.
      select: { label, itemStyle },
      selected: own,
    };
  });
  return frame(context, {
    series: [
      {
        type: 'map',
        id: 'map',
        map: mapName(region),
        nameProperty: 'key',
        aspectScale: measuresOf(input).aspectScale,
        roam: false,
        selectedMode: 'single',
        left: box.x,
        top: box.y,
        width: box.width,
        height: box.height,
        z: 2,
        label: {
          show: true,
          fontSize: SMALL,
          textBorderWidth: 2.5,
          formatter: ({ name }) => labels.get(name) ?? '',
        },
        emphasis: { label: { show: true } },
        select: { label: { show: true } },
        data: data as unknown as NonNullable<MapSeriesOption['data']>,
      },
      shapeLayer('key', key.shapes, 6),
    ],
  });
}

/** Where the map is drawn: as large as fits, in the middle, never stretched. */
function boxOf(input: ChoroplethInput, context: ChartContext): Rect {
  const top = keyLayout(input, context).height;
  const room = (context.height ?? choroplethHeight(input, context)) - top;
  const [wide, high] = lengthsOf(input);
  const degree = Math.min((context.width - 4) / wide, (room - 4) / high);
  const [width, height] = [wide * degree, high * degree];
  return { x: (context.width - width) / 2, y: top + (room - height) / 2, width, height };
}

/** Names that fit their outline and do not touch another; larger outlines come first. By registered name. */
function labelsOf(
  input: ChoroplethInput,
  box: Rect,
  names: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const { outlines } = input;
  const degree = box.height / lengthsOf(input)[1];
  const across = degree * measuresOf(input).aspectScale;
  const taken: Rect[] = [];
  const labels = new Map<string, string>();
  const sized = outlines.features.map((feature) => {
    const [wide, high] = largestPart(feature);
    return { properties: feature.properties, width: wide * across, height: high * degree };
  });
  for (const { properties, width, height } of sized.sort((a, b) => b.width * b.height - a.width * a.height)) {
    const { key, code, name, cp } = properties;
    const label = shortName(code === null ? name : (names.get(code) ?? name));
    const room = textWidth(label, SMALL);
    const spot = { x: cp[0] * across - room / 2 - 2, y: -cp[1] * degree - 9, width: room + 4, height: 18 };
    const touches = taken.some(
      (other) =>
        spot.x < other.x + other.width &&
        other.x < spot.x + spot.width &&
        spot.y < other.y + other.height &&
        other.y < spot.y + spot.height,
    );
    if (touches || width < room || height < 1.6 * SMALL) continue;
    taken.push(spot);
    labels.set(registeredName(key), label);
  }
  return labels;
}

/** Names on the map without their level: 河北省 → 河北. One-character stems keep it. */
function shortName(name: string): string {
  const stem = name.replace(
    /(维吾尔自治区|壮族自治区|回族自治区|自治区|特别行政区|自治州|地区|盟|省|市)$/u,
    '',
  );
  return stem.length < 2 ? name : stem;
}

function missingDecal(theme: ChartTheme) {
  return {
    symbol: 'rect',
    color: theme.missing,
    dashArrayX: [1, 0],
    dashArrayY: [1.5, 4],
    rotation: -Math.PI / 4,
  };
}

/** The map in words: highest and lowest regions, and how many have no data. */
export function describeChoropleth(input: ChoroplethInput, lang: Language): string {
  const { metric, rows, regions } = input;
  const zh = lang === 'zh';
  const names = new Map(regions.map(({ code, name }) => [code, name]));
  const valued = rows
    .flatMap((row) =>
      row.value === null || !names.has(row.region_code) ? [] : [{ code: row.region_code, value: row.value }],
    )
    .sort((a, b) => b.value - a.value);
  const named = ({ code, value }: { readonly code: string; readonly value: number }) =>
    `${names.get(code) ?? code} ${valueText(value, metric.unit, lang)}`;
  const join = zh ? '、' : ', ';
  const parts: string[] = [];
  if (valued.length > 6) {
    const high = valued.slice(0, 3).map(named).join(join);
    const low = valued.slice(-3).reverse().map(named).join(join);
    parts.push(zh ? `最高：${high}` : `Highest: ${high}`, zh ? `最低：${low}` : `Lowest: ${low}`);
  } else if (valued.length > 0) {
    parts.push(valued.map(named).join(join));
  }
  const absent = regions.length - valued.length;
  if (absent > 0) {
    parts.push(
      zh
        ? `${regions.length} 个地区中 ${absent} 个没有数值`
        : `${absent} of ${regions.length} regions have no value`,
    );
  }
  const unplaced = unplacedRegions(input).map(({ name }) => name);
  if (unplaced.length > 0) {
    parts.push(zh ? `图上没有：${unplaced.join('、')}` : `Not on the map: ${unplaced.join(', ')}`);
  }
  return `${zh ? '地图：' : 'Map: '}${metric.name[lang]}${zh ? '。' : '. '}${parts.join(zh ? '；' : '; ')}${zh ? '。' : '.'}`;
}
