import { describe, expect, it } from 'vitest';
import { createRegionTree } from '#components/region-tree.ts';
import type { CompareGroup } from '#figures/compare/group.ts';
import { groupLead, groupTitle } from '#figures/compare/group-words.ts';
import { PEER_RULES } from '#view-state/view-state.ts';

const tree = createRegionTree([
  { code: '13', name: '河北省', level: 'province', parent_code: null, kind: null },
  { code: '1306', name: '保定市', level: 'prefecture', parent_code: '13', kind: null },
  { code: '130623', name: '涞水县', level: 'county', parent_code: '1306', kind: null },
  { code: '130623205', name: '其中口乡', level: 'township', parent_code: '130623', kind: '乡' },
  { code: '130623206', name: '龙门乡', level: 'township', parent_code: '130623', kind: '乡' },
]);

const group = (given: Partial<CompareGroup>): CompareGroup => ({
  rule: 'picked',
  regions: [
    { code: '130623205', name: '其中口乡' },
    { code: '130623206', name: '龙门乡' },
  ],
  focus: '130623205',
  example: false,
  unknown: [],
  problem: null,
  ...given,
});

describe('a group in words', () => {
  it('has a title for each rule', () => {
    expect(PEER_RULES.map((rule) => groupTitle(group({ rule }), tree, 'zh'))).toEqual([
      '其中口乡等 2 地',
      '涞水县 2 个乡镇街道',
      '涞水县 2 个乡',
      '与其中口乡申请量相近的 2 个乡镇街道',
    ]);
    expect(groupTitle(group({ regions: [{ code: '1306', name: '保定市' }] }), tree, 'en')).toBe('保定市');
  });

  it('says the rule, and the volume it goes by', () => {
    const volume = { own: 20.5714, codes: ['130623205', '130623206'] };
    expect(groupLead(group({ rule: 'volume' }), tree, volume, 'zh')).toBe(
      '与其中口乡申请量相近的 2 个乡镇街道。规则：同省里平均每年新收申请在它的 1/2 到 2 倍之间的乡镇街道（按全部年份里写明新收数的年报平均）。其中口乡平均每年新收 20.6 件。',
    );
    expect(groupLead(group({ rule: 'county' }), tree, undefined, 'en')).toBe(
      'The 2 townships of 涞水县. Rule: All townships of the county.',
    );
  });

  it('says that a group is an example, a single place, or no group at all', () => {
    expect(groupLead(group({ example: true }), tree, undefined, 'zh')).toContain('还没有挑选地区');
    const alone = group({ regions: [{ code: '1306', name: '保定市' }] });
    expect(groupLead(alone, tree, undefined, 'zh')).toBe('只有一个地区，再加几个才能比较。');
    const lost = group({ rule: 'volume', regions: [], problem: 'volume-unknown' });
    expect(groupLead(lost, tree, { own: null, codes: [] }, 'zh')).toContain('没有一份年报写明');
  });
});
