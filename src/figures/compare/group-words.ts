/** The group in words. Pure. */
import type { RegionTree } from '#components/region-tree.ts';
import { formatNumber } from '#i18n/format.ts';
import type { Bilingual, Language } from '#model/bilingual.ts';
import { countyOf, VOLUME_FACTOR, type VolumePeers } from '#queries/peers.ts';
import type { PeerRule } from '#view-state/view-state.ts';
import { regionName } from '../figure-scope.tsx';
import type { CompareGroup, GroupProblem } from './group.ts';

export const RULE_NAME: Readonly<Record<PeerRule, Bilingual>> = {
  picked: { zh: '自己挑选', en: 'Picked by hand' },
  county: { zh: '同县', en: 'Same county' },
  'county-kind': { zh: '同县同类', en: 'Same county and kind' },
  volume: { zh: '申请量相近', en: 'Similar volume' },
};

export const RULE_NOTE: Readonly<Record<PeerRule, Bilingual>> = {
  picked: { zh: '逐个添加，最多 12 个，任何层级都可以。', en: 'Added one by one, up to 12, of any level.' },
  county: { zh: '同一个县的全部乡镇街道。', en: 'All townships of the county.' },
  'county-kind': {
    zh: '同一个县里同是乡、同是镇或同是街道的。',
    en: 'Those of the county that are of the same kind: 乡, 镇 or 街道.',
  },
  volume: {
    zh: `同省里平均每年新收申请在它的 1/${VOLUME_FACTOR} 到 ${VOLUME_FACTOR} 倍之间的乡镇街道（按全部年份里写明新收数的年报平均）。`,
    en: `Townships of the province with 1/${VOLUME_FACTOR} to ${VOLUME_FACTOR} times as many new applications a year (the mean over all years whose report states them).`,
  },
};

export const PROBLEM_TEXT: Readonly<Record<GroupProblem, Bilingual>> = {
  'needs-township': {
    zh: '这条规则要围绕一个乡镇街道。请先在上面选一个。',
    en: 'This rule is built around a township. Choose one above.',
  },
  'needs-county': {
    zh: '这条规则要围绕一个乡镇街道或一个县。请先在上面选一个。',
    en: 'This rule is built around a township or a county. Choose one above.',
  },
  'volume-unknown': {
    zh: '没有一份年报写明它新收多少申请，找不出申请量相近的。',
    en: 'No report says how many applications it received, so none of similar volume can be found.',
  },
};

/** The group as a title begins: "涞水县 15 个乡镇街道", "其中口乡等 4 地". */
export function groupTitle(group: CompareGroup, tree: RegionTree, language: Language): string {
  const zh = language === 'zh';
  const count = formatNumber(group.regions.length, language);
  const [first] = group.regions;
  const name = first?.name ?? '';
  switch (group.rule) {
    case 'county': {
      const county = countyOf(group.focus ?? first?.code ?? '');
      const place = county === null ? '' : regionName(tree, county, language);
      return zh ? `${place} ${count} 个乡镇街道` : `The ${count} townships of ${place}`;
    }
    case 'county-kind': {
      const county = countyOf(first?.code ?? '');
      const place = county === null ? '' : regionName(tree, county, language);
      const kind = tree.get(first?.code ?? '')?.kind ?? '';
      return zh ? `${place} ${count} 个${kind}` : `The ${count} ${kind} of ${place}`;
    }
    case 'volume':
      return zh ? `与${name}申请量相近的 ${count} 个乡镇街道` : `${count} townships of a volume like ${name}`;
    case 'picked':
      if (group.regions.length === 1) return name;
      return zh
        ? `${name}等 ${count} 地`
        : `${name} and ${formatNumber(group.regions.length - 1, language)} more`;
  }
}

/** How the group came about, in one or two sentences. */
export function groupLead(
  group: CompareGroup,
  tree: RegionTree,
  volume: VolumePeers | undefined,
  language: Language,
): string {
  const zh = language === 'zh';
  const count = formatNumber(group.regions.length, language);
  const focus = group.regions.find(({ code }) => code === group.focus)?.name;
  if (group.problem !== null) return PROBLEM_TEXT[group.problem][language];
  if (group.example) {
    return zh
      ? `还没有挑选地区，先以收录年报最全的 ${count} 个乡镇街道为例。可以在上面加入自己的乡镇，或选一条规则。`
      : `Nothing is chosen yet; the ${count} townships with the fullest reports stand in. Add your own above, or choose a rule.`;
  }
  if (group.rule === 'picked') {
    if (group.regions.length === 1) {
      return zh
        ? '只有一个地区，再加几个才能比较。'
        : 'There is only one place: add others to compare it with.';
    }
    return zh
      ? `挑选了 ${count} 个地区，重点看${focus ?? ''}。`
      : `${count} places are picked; ${focus ?? ''} is in focus.`;
  }
  const rule = RULE_NOTE[group.rule][language];
  const own =
    group.rule === 'volume' && volume?.own !== null && volume !== undefined
      ? zh
        ? `${focus ?? ''}平均每年新收 ${formatNumber(volume.own, language, { digits: 1 })} 件。`
        : ` ${focus ?? ''} received ${formatNumber(volume.own, language, { digits: 1 })} a year.`
      : '';
  const title = groupTitle(group, tree, language);
  return zh ? `${title}。规则：${rule}${own}` : `${title}. Rule: ${rule}${own}`;
}
