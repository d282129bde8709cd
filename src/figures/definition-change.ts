/** What another definition of a rate does to a comparison: who moves, who drops out. Pure. */
import type { NamedRegion } from '#charts/figure.ts';
import { type BandName, type RankedBarsInput, rankRegions } from '#charts/ranked-bars/groups.ts';
import { formatNumber } from '#i18n/format.ts';
import type { MetricId } from '#metrics/registry.ts';
import type { Bilingual, Language } from '#model/bilingual.ts';

/** The three definitions of the disclosure rate; the first is the usual one, and what moves is told against it. */
export const DISCLOSURE_DEFINITIONS = [
  'disclosure_rate',
  'disclosure_rate_merits',
  'disclosure_rate_substantive',
] as const satisfies readonly [MetricId, ...MetricId[]];

/** A body that changed its place. Ranks count from the highest rate; equal rates share one. */
export interface DefinitionMove extends NamedRegion {
  readonly from: number;
  readonly to: number;
}

export interface BandMove extends NamedRegion {
  readonly from: BandName;
  readonly to: BandName;
}

export interface DefinitionChange {
  /** Bodies whose rate stands on enough cases under both definitions: ranks are among these. */
  readonly compared: number;
  /** The farthest first. */
  readonly moves: readonly DefinitionMove[];
  /** Moved between clearly above, not distinguishable and clearly below. */
  readonly bandMoves: readonly BandMove[];
  /** On enough cases under one of the definitions only. */
  readonly left: readonly NamedRegion[];
  readonly entered: readonly NamedRegion[];
}

interface Standing extends NamedRegion {
  readonly value: number;
  readonly band: BandName;
}

function standings(input: RankedBarsInput): ReadonlyMap<string, Standing> {
  const { bands } = rankRegions(input);
  return new Map(
    bands
      .filter(({ name }) => name !== 'thin')
      .flatMap(({ name: band, regions }) =>
        regions
          .filter(({ row }) => row.denominator === null || row.denominator >= input.metric.least_denominator)
          .map(({ code, name, row }) => [code, { code, name, value: row.value, band }] as const),
      ),
  );
}

/** The same bodies under two definitions. */
export function definitionChange(before: RankedBarsInput, after: RankedBarsInput): DefinitionChange {
  const [a, b] = [standings(before), standings(after)];
  const named = ({ code, name }: Standing): NamedRegion => ({ code, name });
  const both = [...a.values()].flatMap((old) => {
    const now = b.get(old.code);
    return now === undefined ? [] : [{ old, now }];
  });
  const rankIn = (values: readonly number[], value: number) =>
    1 + values.filter((other) => other > value + 1e-12).length;
  const olds = both.map(({ old }) => old.value);
  const news = both.map(({ now }) => now.value);
  const moves = both
    .map(({ old, now }) => ({ ...named(old), from: rankIn(olds, old.value), to: rankIn(news, now.value) }))
    .filter(({ from, to }) => from !== to)
    .sort((x, y) => Math.abs(y.to - y.from) - Math.abs(x.to - x.from) || x.to - y.to);
  const bandMoves = both
    .filter(({ old, now }) => old.band !== now.band)
    .map(({ old, now }) => ({ ...named(old), from: old.band, to: now.band }));
  return {
    compared: both.length,
    moves,
    bandMoves,
    left: [...a.values()].filter(({ code }) => !b.has(code)).map(named),
    entered: [...b.values()].filter(({ code }) => !a.has(code)).map(named),
  };
}

const BAND_TEXT: Readonly<Record<BandName, Bilingual>> = {
  all: { zh: '未分档', en: 'no band' },
  above: { zh: '明显高于', en: 'clearly above' },
  similar: { zh: '分不出高低', en: 'not distinguishable' },
  below: { zh: '明显低于', en: 'clearly below' },
  thin: { zh: '基数不足', en: 'too few cases' },
};

/** Names of a list, the first few. */
const MOST_NAMED = 4;

function listed(names: readonly string[], language: Language): string {
  const zh = language === 'zh';
  const shown = names.slice(0, MOST_NAMED).join(zh ? '、' : ', ');
  const more = names.length - MOST_NAMED;
  if (more <= 0) return shown;
  const count = formatNumber(zh ? names.length : more, language);
  return zh ? `${shown}等 ${count} 个` : `${shown} and ${count} more`;
}

/** Who moved, in sentences. `definition` names the one changed to. */
export function definitionChangeText(
  change: DefinitionChange,
  definition: string,
  language: Language,
): readonly string[] {
  const zh = language === 'zh';
  const number = (value: number) => formatNumber(value, language);
  const { compared, moves, bandMoves, left, entered } = change;
  const sentences: string[] = [];
  if (compared < 2) {
    sentences.push(
      zh
        ? '基数足够、两种算法下都能比的不到两个，排不出先后。'
        : 'Fewer than two have enough cases under both definitions, so there is no order to change.',
    );
  } else if (moves.length === 0) {
    sentences.push(
      zh
        ? `换成“${definition}”，可比的 ${number(compared)} 个先后不变。`
        : `Under “${definition}” the order of the ${number(compared)} that can be compared stays the same.`,
    );
  } else {
    const farthest = listed(
      moves.map(({ name, from, to }) => (zh ? `${name}第 ${from} → 第 ${to}` : `${name} ${from} → ${to}`)),
      language,
    );
    sentences.push(
      zh
        ? `换成“${definition}”，可比的 ${number(compared)} 个里 ${number(moves.length)} 个换了位置：${farthest}。`
        : `Under “${definition}”, ${number(moves.length)} of the ${number(compared)} that can be compared change places: ${farthest}.`,
    );
  }
  if (bandMoves.length > 0) {
    const names = listed(
      bandMoves.map(({ name, from, to }) =>
        zh
          ? `${name}由“${BAND_TEXT[from].zh}”变为“${BAND_TEXT[to].zh}”`
          : `${name} from ${BAND_TEXT[from].en} to ${BAND_TEXT[to].en}`,
      ),
      language,
    );
    sentences.push(zh ? `换档：${names}。` : `Bands changed: ${names}.`);
  } else if (compared >= 2 && moves.length > 0) {
    sentences.push(
      zh ? '没有一个换档：这些先后变动都在误差之内。' : 'No band changed: these moves are all within chance.',
    );
  }
  const names = (regions: readonly NamedRegion[]) =>
    listed(
      regions.map(({ name }) => name),
      language,
    );
  if (left.length > 0) {
    sentences.push(
      zh
        ? `基数变得不足，不再比较：${names(left)}。`
        : `Too few cases now, no longer compared: ${names(left)}.`,
    );
  }
  if (entered.length > 0) {
    sentences.push(zh ? `新列入比较：${names(entered)}。` : `Now compared: ${names(entered)}.`);
  }
  return sentences;
}
