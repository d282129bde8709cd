import { expect, it } from 'vitest';
import { describeItemBars, itemBarsSpec } from '#charts/item-bars/spec.ts';
import { pointSentence } from '#charts/point.ts';
import { CONTEXT, points, textsOf } from './support/option.ts';

const input = {
  title: '理由',
  items: [
    { id: 'a', name: '国家秘密', count: 2, note: '基于 3 份年报' },
    { id: 'b', name: '内部事务', count: 0, note: '基于 3 份年报' },
    { id: 'c', name: '过程信息', count: null, note: '' },
  ],
};

it('a count no report states is missing with its reason, and not 0', () => {
  const texts = textsOf(itemBarsSpec(input, CONTEXT));
  expect(texts.filter((each) => each === '0')).toHaveLength(1);
  expect(texts.filter((each) => each === '—')).toHaveLength(1);
  expect(points(itemBarsSpec(input, CONTEXT)).map((point) => pointSentence(point, 'zh'))).toEqual([
    '国家秘密：2，基于 3 份年报',
    '内部事务：0，基于 3 份年报',
    '过程信息：—，年报中空白，或未能读取',
  ]);
  expect(describeItemBars(input, 'zh')).toBe('理由：国家秘密 2，内部事务 0，过程信息无数据。');
});
