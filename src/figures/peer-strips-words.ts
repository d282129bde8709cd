/** Where a place stands among its peers, in counts and words. Pure. */
import { absenceOf, intervalOf, isRate, isThin, valueText } from '#charts/figure.ts';
import type { StripInput } from '#charts/strip/spec.ts';
import { formatNumber, formatShare, pick } from '#i18n/format.ts';
import type { Bilingual, Language } from '#model/bilingual.ts';
import type { RegionLevel } from '#model/region.ts';
import type { MetricRow } from '#queries/metric-row.ts';

/** What the peers are called after a number. */
export const PEER_NOUNS: Readonly<Record<RegionLevel, Bilingual>> = {
  province: { zh: '个省（区、市）', en: 'provinces' },
  prefecture: { zh: '个市（州、盟）', en: 'prefectures' },
  county: { zh: '个县（市、区）', en: 'counties and districts' },
  township: { zh: '个乡镇街道', en: 'townships' },
};

/**
 * `absent`: the place has no value; `alone`: no other place can be compared; `thin`: its rate is of too few
 * cases; `counts`: how many others have more, as much and less; `rate`: against the group's own rate by the
 * 95 % interval, since the order of rates of small numbers says nothing.
 */
export type PeerStanding =
  | { readonly kind: 'absent' }
  | { readonly kind: 'alone' }
  | { readonly kind: 'thin' }
  | { readonly kind: 'counts'; readonly more: number; readonly same: number; readonly less: number }
  | {
      readonly kind: 'rate';
      readonly place: 'above' | 'similar' | 'below';
      readonly group: number;
      readonly low: number;
      readonly high: number;
    };

export interface PeerStripInput extends StripInput {
  /** The group's figure, sum over sum. */
  readonly whole: MetricRow | undefined;
}

/** Values of the other places that can be compared. */
export function otherValues({ metric, regions, rows, own }: StripInput): readonly number[] {
  const peers = new Set(regions.map(({ code }) => code));
  return rows.flatMap((row) => {
    const { value, region_code: code } = row;
    return value === null || code === own || !peers.has(code) || isThin(row, metric) ? [] : [value];
  });
}

export function peerStanding(input: PeerStripInput): PeerStanding {
  const { metric, rows, own, whole } = input;
  const row = rows.find(({ region_code }) => region_code === own);
  if (row === undefined || row.value === null || absenceOf(row) !== null) return { kind: 'absent' };
  const { value } = row;
  const others = otherValues(input);
  if (others.length === 0) return { kind: 'alone' };
  if (isThin(row, metric)) return { kind: 'thin' };
  if (!isRate(metric)) {
    return {
      kind: 'counts',
      more: others.filter((other) => other > value).length,
      same: others.filter((other) => other === value).length,
      less: others.filter((other) => other < value).length,
    };
  }
  const interval = intervalOf(row, metric);
  const group = whole?.value ?? null;
  if (interval === null || group === null) return { kind: 'absent' };
  const { low, high } = interval;
  return {
    kind: 'rate',
    place: low > group ? 'above' : high < group ? 'below' : 'similar',
    group,
    low,
    high,
  };
}

/** One sentence on where the place stands; empty where the chart says it all. */
export function standingText(
  standing: PeerStanding,
  input: PeerStripInput,
  level: RegionLevel,
  language: Language,
): string {
  const zh = language === 'zh';
  const number = (value: number) => formatNumber(value, language);
  switch (standing.kind) {
    case 'absent':
      return '';
    case 'alone': {
      const own = input.rows.find(({ region_code }) => region_code === input.own);
      const value = own?.value ?? null;
      const name = input.regions.find(({ code }) => code === input.own)?.name ?? '';
      if (value === null) return '';
      const said = valueText(value, input.metric.unit, language);
      return zh
        ? `${name} ${said}；没有别的${PEER_NOUNS[level].zh.slice(1)}可比。`
        : `${name}: ${said}. No other ${PEER_NOUNS[level].en} to compare with.`;
    }
    case 'thin':
      return zh
        ? `分母不足 ${input.metric.least_denominator}，不作比较。`
        : `Fewer than ${input.metric.least_denominator} cases: not compared.`;
    case 'counts': {
      const { more, same, less } = standing;
      return zh
        ? `别的有数的${PEER_NOUNS[level].zh.slice(1)}里，${number(more)} 个更多，${number(same)} 个相同，${number(less)} 个更少。`
        : `Of the other ${PEER_NOUNS[level].en} with a figure, ${number(more)} have more, ${number(same)} the same, ${number(less)} fewer.`;
    }
    case 'rate': {
      const [low, high, group] = [standing.low, standing.high, standing.group].map((share) =>
        formatShare(share, language, { digits: 0 }),
      );
      const verdict = {
        above: { zh: '明显高于', en: 'clearly above' },
        similar: { zh: '分不出高于还是低于', en: 'not distinguishable from' },
        below: { zh: '明显低于', en: 'clearly below' },
      }[standing.place];
      return zh
        ? `95% 区间 ${low}至 ${high}，${verdict.zh}全体的 ${group}。`
        : `95% interval ${low} to ${high}: ${verdict.en} the ${group} of all together.`;
    }
  }
}

/** The same in few words, for a table that names the peers itself. */
export function briefStanding(standing: PeerStanding, language: Language): string {
  const zh = language === 'zh';
  const number = (value: number) => formatNumber(value, language);
  switch (standing.kind) {
    case 'absent':
    case 'alone':
      return '';
    case 'thin':
      return zh ? '基数太小，不比较' : 'too few cases';
    case 'counts': {
      const [more, same, less] = [standing.more, standing.same, standing.less].map(number);
      return zh
        ? `${more} 个更多，${same} 个相同，${less} 个更少`
        : `${more} more, ${same} same, ${less} fewer`;
    }
    case 'rate': {
      const group = formatShare(standing.group, language, { digits: 0 });
      const place = {
        above: { zh: `明显高于全体 ${group}`, en: `clearly above ${group} overall` },
        similar: { zh: `与全体 ${group} 分不出高低`, en: `not distinguishable from ${group} overall` },
        below: { zh: `明显低于全体 ${group}`, en: `clearly below ${group} overall` },
      }[standing.place];
      return pick(place, language);
    }
  }
}
