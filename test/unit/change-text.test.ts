import { describe, expect, test } from 'vitest';
import { changeText } from '#components/change-text.ts';
import { METRICS } from '#metrics/registry.ts';

const { permits, disclosure_rate, completion_rate } = METRICS;

describe('change on the year before', () => {
  test('a change that rounds to nothing is neither better nor worse', () => {
    expect(changeText({ value: 0.99981, value_before: 0.99978 }, METRICS.check_pass_rate, 'zh')).toEqual({
      absolute: null,
      relative: null,
      verdict: 'neutral',
    });
  });

  test('a count has its difference and its percentage', () => {
    expect(changeText({ value: 1320, value_before: 1202 }, permits, 'zh')).toEqual({
      absolute: '+118 件',
      relative: '+9.8%',
      verdict: 'neutral',
    });
  });

  test('a rise from nothing has no percentage', () => {
    expect(changeText({ value: 3, value_before: 0 }, permits, 'en')).toEqual({
      absolute: '+3 cases',
      relative: null,
      verdict: 'neutral',
    });
  });

  test('a share changes by points, not by per cent of per cent', () => {
    expect(changeText({ value: 0.35, value_before: 0.5 }, disclosure_rate, 'zh')).toEqual({
      absolute: '−15 个百分点',
      relative: null,
      verdict: 'neutral',
    });
  });

  test('only a metric with a direction gets better or worse', () => {
    expect(completion_rate.direction).toBe('higher_better');
    expect(changeText({ value: 0.9, value_before: 0.95 }, completion_rate, 'en')?.verdict).toBe('worse');
    expect(changeText({ value: 0.95, value_before: 0.9 }, completion_rate, 'en')?.verdict).toBe('better');
    expect(changeText({ value: 5, value_before: 900 }, permits, 'en')?.verdict).toBe('neutral');
  });

  test('no change is neither', () => {
    expect(changeText({ value: 0.9, value_before: 0.9 }, completion_rate, 'en')).toEqual({
      absolute: null,
      relative: null,
      verdict: 'neutral',
    });
  });

  test('a missing year is no change of 0', () => {
    expect(changeText({ value: 3, value_before: null }, permits, 'zh')).toBeNull();
    expect(changeText({ value: null, value_before: 3 }, permits, 'zh')).toBeNull();
  });
});
