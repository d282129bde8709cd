import { describe, expect, it } from 'vitest';
import { tallyOfReport, tallySentence } from '#figures/story/check-summary.tsx';
import { checkOf, checkText, failureText, reasonText } from '#figures/story/check-words.ts';
import {
  cellsText,
  intervalText,
  rowOfStory,
  storyEquation,
  storyLines,
  storyTitle,
  whyMissing,
} from '#figures/story/story-words.ts';
import type { MetricId } from '#metrics/registry.ts';
import type { CellId } from '#model/forms.ts';
import type { Story, StorySpec } from '#queries/story.ts';
import { checkReport } from '#rules/evaluate.ts';
import type { CheckContext, RuleId } from '#rules/rule.ts';

const NOTHING: Story = {
  value: null,
  numerator: null,
  denominator: null,
  operands: [],
  expected: 1,
  counted: 0,
  from_prose: 0,
  zero_denominator: 0,
  not_filed: 0,
  not_applicable: 0,
  prose_left_out: 0,
  blank: 0,
};

const spec = (metric: MetricId): StorySpec => ({
  metric,
  region: '130623205',
  years: { from: 2021, to: 2023 },
  prose: true,
});

const told = (metric: MetricId, given: Partial<Story>) => {
  const story = { ...NOTHING, ...given };
  return { story, row: rowOfStory(spec(metric), story) };
};

describe('the number in words', () => {
  const rate = told('disclosure_rate', {
    value: 0.75,
    numerator: 15,
    denominator: 20,
    operands: [
      { measure: 'granted', sum: 12 },
      { measure: 'partly_granted', sum: 3 },
      { measure: 'applications_handled', sum: 20 },
    ],
    expected: 3,
    counted: 3,
  });

  it('a rate shows the sums it is made of', () => {
    expect(storyEquation(rate.row, rate.story, 'zh')).toBe(
      '实质公开率 =（予以公开 12 + 部分公开 3）÷ 办理结果总计 20 = 75%',
    );
    expect(storyEquation(rate.row, rate.story, 'en')).toBe(
      'Disclosure rate = (Granted 12 + Partly granted 3) ÷ Handled 20 = 75%',
    );
  });

  it('a rate comes with its Wilson interval, a count does not', () => {
    // 15 of 20: 53.1 % to 88.8 % (Newcombe's formula by hand).
    expect(intervalText(rate.row, 'zh')).toMatch(/^53\.1% 至 88\.8%/);
    expect(intervalText(told('permits', { value: 3, counted: 1 }).row, 'zh')).toBeNull();
  });

  it('a count says over how many reports it is added', () => {
    const { row, story } = told('permits', {
      value: 1234,
      numerator: 1234,
      operands: [{ measure: 'permits', sum: 1234 }],
      expected: 30,
      counted: 19,
    });
    expect(storyEquation(row, story, 'zh')).toBe('19 份年报的行政许可处理决定数量相加 = 1,234 件');
    expect(storyTitle(row, '其中口乡', { from: 2023, to: 2023 }, 'zh')).toBe(
      '其中口乡，2023 年：行政许可 1,234 件',
    );
  });

  it('a difference keeps its sign', () => {
    const { row, story } = told('backlog_change', {
      value: -2,
      numerator: -2,
      operands: [
        { measure: 'applications_carried_out', sum: 3 },
        { measure: 'applications_carried_in', sum: 5 },
      ],
      counted: 1,
    });
    expect(storyEquation(row, story, 'zh')).toBe('积压净变化 = 结转下年度 3 − 上年结转 5 = −2 件');
  });

  it('a denominator of 0 is told as such, and a missing number is never a 0', () => {
    const zero = told('grant_rate', {
      numerator: 0,
      denominator: 0,
      operands: [
        { measure: 'granted', sum: 0 },
        { measure: 'applications_handled', sum: 0 },
      ],
      counted: 1,
      zero_denominator: 1,
    });
    expect(storyEquation(zero.row, zero.story, 'zh')).toContain('分母为零，无法计算');
    const none = told('permits', { not_filed: 1 });
    expect(storyTitle(none.row, '甲镇', { from: 2023, to: 2023 }, 'zh')).toBe('甲镇，2023 年：行政许可 —');
  });

  it('a stock over several years stands for the last one', () => {
    expect(told('documents_in_force', {}).row.as_of).toBe(2023);
    expect(told('permits', {}).row.as_of).toBeNull();
  });

  it('the lines that are no part of another add up to the reports due', () => {
    const { story } = told('applications_new', {
      expected: 10,
      counted: 4,
      from_prose: 2,
      not_filed: 3,
      not_applicable: 1,
      prose_left_out: 1,
      blank: 1,
    });
    const lines = storyLines(story);
    const due = lines.find(({ reason }) => reason === 'expected')?.count;
    const sum = lines
      .filter(({ reason, part }) => !part && reason !== 'expected')
      .reduce((all, { count }) => all + count, 0);
    expect(sum).toBe(due);
    expect(lines.some(({ reason }) => reason === 'zero_denominator')).toBe(false);
  });

  it('an operand names its printed cells, forms with the same ones together', () => {
    expect(cellsText('permits', 'zh')).toEqual(['2019、2021 年表式：行政许可 · 本年处理决定数量']);
    expect(cellsText('fees', 'en')).toEqual(['Form 2021: Administrative fees · Fees charged (10,000 yuan)']);
    expect(cellsText('other', 'zh')).toHaveLength(2);
    expect(cellsText('filed', 'zh')).toEqual([]);
  });
});

const CONTEXT: CheckContext = {
  template: '2021',
  year: 2022,
  level: 'township',
  sections: { 2: 'not_captured', 3: 'partial', 4: 'not_captured' },
  moneyUnit: null,
  ownMedian: null,
  peerMedian: null,
};

const relationOf = (rule: RuleId, key: string) => {
  const check = checkOf(rule, key, '2021');
  if (check === null) throw new Error('no such check');
  return check.instance.relation;
};

describe('checks in words', () => {
  const cells = new Map<CellId, number | null>([
    ['s3.new.natural_person', 0],
    ['s3.new.company', 0],
    ['s3.new.research', 0],
    ['s3.new.ngo', 0],
    ['s3.new.legal_service', 1],
    ['s3.new.other_org', 0],
    ['s3.new.total', 0],
    ['s3.carried_in.total', 2],
    ['s3.total_handled.total', 1],
    ['s3.carried_out.total', 1],
  ]);
  const results = checkReport(cells, CONTEXT);
  const text = (rule: RuleId, key: string, language: 'zh' | 'en' = 'zh') => {
    const result = results.find((each) => each.rule === rule && each.instance === key);
    if (result === undefined) throw new Error('no such result');
    return checkText(relationOf(rule, key), result, language);
  };

  it('a broken row names the cells that are not 0', () => {
    expect(text('A3', 'new')).toBe('法律服务机构 1（其余 5 格都是 0）≠ 总计 0');
    expect(text('A3', 'new', 'en')).toBe('Legal services 1 (5 other cells 0) ≠ Total 0');
  });

  it('a balance that holds shows both sides', () => {
    expect(text('A1', 'total')).toBe(
      '本年新收政府信息公开申请数量 0 + 上年结转政府信息公开申请数量 2 = 总计 1 + 结转下年度继续办理 1',
    );
  });

  it('a check without its operands says what is missing', () => {
    expect(text('A2', 'total')).toBe('有的格子没有数');
    expect(results.filter(({ rule }) => rule === 'A13').map((each) => reasonText(each, 'zh'))[0]).toBe(
      '这一表式没有这条关系',
    );
  });

  it('from the two values alone a failure still says what was compared', () => {
    expect(failureText(relationOf('A3', 'new'), 1, 0, 'zh')).toBe('6 列之和是 1，总计是 0，相差 1');
    expect(failureText(relationOf('A2', 'total'), 5, 7, 'zh')).toMatch(/^总计是 5，21 行之和是 7，相差 2$/);
    expect(failureText(relationOf('A6', 'total'), 9, 8, 'zh')).toMatch(/^最大的一项是 9，超过/);
    expect(failureText(relationOf('A8', 'normative_document'), -1, 0, 'zh')).toBe(
      '现行有效件数 − 本年制发件数 + 本年废止件数是 −1，应不小于 0',
    );
    expect(failureText(relationOf('A10', 'issued'), 3, 0, 'en')).toBe(
      'Rules (规章) · Issued this year is 3, should be 0',
    );
    expect(failureText(relationOf('A5', 's2.permit.decisions'), -4, null, 'zh')).toBe('印的是 −4');
  });

  it('a report is told in one sentence; rules of the other form are none of it', () => {
    const tally = tallyOfReport(results);
    expect(tally.map(({ rule }) => rule)).not.toContain('A13');
    expect(tally.find(({ rule }) => rule === 'A3')).toEqual({
      rule: 'A3',
      passed: 0,
      passed_nonzero: 0,
      failed: 1,
      not_assessable: 24,
    });
    expect(
      tallySentence([{ rule: 'A3', passed: 4, passed_nonzero: 1, failed: 2, not_assessable: 19 }], 'zh'),
    ).toBe('4 项成立（其中 1 项含非零数），2 项不成立，19 项因缺数无法核对。');
  });
});

describe('why a report does not give a metric', () => {
  const sections = { 2: 'table', 3: 'partial', 4: 'not_captured' } as const;

  it('is how far the sections it is read from were read, and no others', () => {
    expect(whyMissing('disclosure_rate', { template: '2021', sections }, 'zh')).toBe(
      '这份年报用2021年表式；第三部分（申请办理）只读到一部分。',
    );
    expect(whyMissing('reconsideration_rate', { template: '2021', sections }, 'en')).toBe(
      'This report is on the form of 2021; Section 3 (applications) read in part; Section 4 (reconsiderations and lawsuits) not captured.',
    );
  });

  it('is that no table was seen, and nothing for what no cell states', () => {
    expect(whyMissing('permits', { template: null, sections }, 'zh')).toContain('没有见到表格');
    expect(whyMissing('coverage', { template: '2021', sections }, 'zh')).toBe('');
  });
});
