import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { destinationsOf, flowTotal, sourcesOf } from '#charts/flow/parts.ts';
import { describeFlow, type FlowInput, flowSpec } from '#charts/flow/spec.ts';
import { FLOW_OUTCOMES } from '#queries/flow.ts';
import { FLOWS } from '../gallery/charts/section-inputs.ts';
import { CONTEXT, points, textsOf } from './support/option.ts';

const flow = (name: string): FlowInput => {
  const found = FLOWS[name];
  if (found === undefined) throw new Error(name);
  return found;
};
const endings = (input: FlowInput) => destinationsOf(input, 'zh').flatMap(({ parts }) => parts);
const sum = (parts: readonly { readonly value: number }[]) =>
  parts.reduce((all, { value }) => all + value, 0);

describe('both sides of the drawing', () => {
  it('add up to the same, whatever does not balance in the reports', () => {
    const count = fc.nat(1_000);
    fc.assert(
      fc.property(
        fc.tuple(count, count, count),
        fc.array(count, { minLength: 6, maxLength: 6 }),
        (own, six) => {
          const [fresh, carried, out] = own;
          const given = six.reduce((all, each) => all + each, 0) + out;
          const difference = fresh + carried - given;
          const input: FlowInput = {
            ...flow('few'),
            unfolded: false,
            sums: {
              ...flow('few').sums,
              new: fresh,
              carried_in: carried,
              outcomes: Object.fromEntries(FLOW_OUTCOMES.map((id, index) => [id, six[index] ?? 0])) as never,
              carried_out: out,
              without_outcome: Math.max(0, difference),
              without_source: Math.max(0, -difference),
            },
          };
          expect(sum(sourcesOf(input, 'zh'))).toBe(flowTotal(input));
          expect(sum(endings(input))).toBe(flowTotal(input));
        },
      ),
    );
  });

  it('stay equal when outcomes are unfolded to their printed rows', () => {
    expect(sum(endings(flow('unfolded')))).toBe(sum(endings(flow('nation'))));
    expect(endings(flow('unfolded')).map(({ id }) => id)).toContain('refused_admin_query');
  });
});

describe('what does not balance', () => {
  it('is a part of its own on both sides', () => {
    expect(endings(flow('unbalanced')).find(({ tone }) => tone === 'gap')).toMatchObject({ value: 2_300 });
    expect(sourcesOf(flow('unbalanced'), 'zh').find(({ tone }) => tone === 'gap')).toMatchObject({
      value: 231,
    });
    for (const width of [328, 1_100]) {
      const texts = textsOf(flowSpec(flow('unbalanced'), { ...CONTEXT, width })).join(' ');
      expect(texts).toContain('不平：没有去向');
      expect(texts).toContain('不平：没有来源');
    }
  });

  it('is not there where every report balances', () => {
    expect(textsOf(flowSpec(flow('nation'), CONTEXT)).join(' ')).not.toContain('不平');
  });
});

it('an outcome that never occurred is a 0, and does not vanish', () => {
  const texts = textsOf(flowSpec(flow('few'), { ...CONTEXT, width: 328 }));
  expect(texts).toContain('部分公开');
  expect(texts.filter((each) => each === '0').length).toBeGreaterThanOrEqual(5);
});

it('every source and outcome can be reached and says its count and share', () => {
  const said = points(flowSpec(flow('few'), CONTEXT)).map(({ title, lines }) => [title, lines[0]?.value]);
  expect(said).toContainEqual(['本年新收', '3（100%）']);
  expect(said).toContainEqual(['予以公开', '2（66.7%）']);
  expect(said).toContainEqual(['无法提供 · 本机关不掌握相关政府信息', '1（33.3%）']);
  expect(said).toContainEqual(['其他处理', '0']);
});

it('over several years the carry-over names its years', () => {
  const labels = [...sourcesOf(flow('unbalanced'), 'zh'), ...endings(flow('unbalanced'))].map(
    ({ label }) => label,
  );
  expect(labels).toContain('2020 年结转来的');
  expect(labels).toContain('结转到 2026 年');
});

it('in words: both sides, nothing that is 0', () => {
  expect(describeFlow({ ...flow('few'), unfolded: false }, 'zh')).toBe(
    '全国的申请从哪里来、怎样办结，2025 年。来源：本年新收 3（100%）。去向：予以公开 2（66.7%），无法提供 1（33.3%）。',
  );
  expect(describeFlow(flow('nothing'), 'en')).toMatch(/Nothing new, nothing carried in\.$/);
});
