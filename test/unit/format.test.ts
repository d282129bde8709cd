import { describe, expect, test } from 'vitest';
import {
  compareNames,
  formatDate,
  formatMetric,
  formatNumber,
  formatPoints,
  formatShare,
  formatYears,
  formatYuan,
  metricText,
} from '#i18n/format.ts';

describe('missing values', () => {
  test('are a dash in every unit and language, never 0', () => {
    for (const language of ['zh', 'en'] as const) {
      for (const unit of ['cases', 'projects', 'ten_thousand_yuan', 'share', 'per_100'] as const) {
        expect(formatMetric(null, unit, language)).toBe('—');
        expect(formatMetric(0, unit, language)).toMatch(/^0/);
      }
      expect(formatNumber(null, language)).toBe('—');
      expect(formatShare(null, language)).toBe('—');
      expect(formatPoints(null, language)).toBe('—');
      expect(formatYuan(null, language)).toBe('—');
      expect(formatDate(null, language)).toBe('—');
    }
  });

  test('a number that is not finite is missing too', () => {
    expect(formatNumber(Number.NaN, 'zh')).toBe('—');
    expect(formatShare(Number.POSITIVE_INFINITY, 'en')).toBe('—');
  });
});

describe('numbers', () => {
  test.each([
    [9999, '9,999', '9,999'],
    [10_000, '1万', '10k'],
    [123_000, '12.3万', '123k'],
    [1_234_567, '123.46万', '1.23m'],
    [123_456_789, '1.23亿', '123.46m'],
    [-123_000, '−12.3万', '−123k'],
  ])('%d is shortened to %s and %s', (value, zh, en) => {
    expect(formatNumber(value, 'zh', { compact: true })).toBe(zh);
    expect(formatNumber(value, 'en', { compact: true })).toBe(en);
  });

  test('are written out unless shortening is asked for', () => {
    expect(formatNumber(123_000, 'zh')).toBe('123,000');
    expect(formatNumber(123_000, 'en')).toBe('123,000');
  });

  test('a signed zero has no sign, and minus is a true minus', () => {
    expect(formatNumber(0, 'zh', { signed: true })).toBe('0');
    expect(formatNumber(12, 'zh', { signed: true })).toBe('+12');
    expect(formatNumber(-12, 'en', { signed: true })).toBe('−12');
  });
});

describe('metric values', () => {
  test('key figures shorten from ten thousand in Chinese and from a million in English', () => {
    expect(formatMetric(123_456, 'cases', 'zh', { compact: true })).toBe('12.3万件');
    expect(formatMetric(123_456, 'cases', 'en', { compact: true })).toBe('123,456 cases');
    expect(formatMetric(1_234_567, 'cases', 'en', { compact: true })).toBe('1.23m cases');
    expect(formatMetric(12, 'cases', 'zh')).toBe('12 件');
  });

  test('one case is singular in English', () => {
    expect(formatMetric(1, 'cases', 'en')).toBe('1 case');
    expect(formatMetric(0, 'cases', 'en')).toBe('0 cases');
  });

  test('money is in 万元 for Chinese and in yuan for English readers', () => {
    expect(formatMetric(12.5, 'ten_thousand_yuan', 'zh')).toBe('12.5 万元');
    expect(formatMetric(12.5, 'ten_thousand_yuan', 'en')).toBe('125,000 yuan');
    expect(formatMetric(0.29, 'ten_thousand_yuan', 'en')).toBe('2,900 yuan');
  });

  test('ten thousand 万元 are one 亿元', () => {
    expect(formatMetric(12_345, 'ten_thousand_yuan', 'zh', { compact: true })).toBe('1.23 亿元');
    expect(formatMetric(12_345, 'ten_thousand_yuan', 'zh')).toBe('12,345 万元');
  });

  test('number and unit come apart for setting in two sizes', () => {
    expect(metricText(25_000, 'cases', 'zh', { compact: true })).toEqual({ number: '2.5万', unit: '件' });
    expect(metricText(0.353, 'share', 'zh')).toEqual({ number: '35.3%', unit: '' });
    expect(metricText(null, 'cases', 'zh')).toEqual({ number: '—', unit: '' });
  });
});

describe('shares', () => {
  test.each([
    [0, '0%'],
    [1, '100%'],
    [0.35, '35%'],
    [0.3527, '35.3%'],
    [0.004321, '0.43%'],
    [0.00001, '0.001%'],
    [0.9994, '99.9%'],
    [0.99999, '99.99%'],
  ])('%d reads %s', (value, text) => {
    expect(formatShare(value, 'zh')).toBe(text);
  });

  test('what is not all and not nothing never reads as 100% or 0%', () => {
    for (const value of [1e-9, 1e-5, 0.0004, 0.9996, 0.99999999]) {
      expect(['0%', '100%']).not.toContain(formatShare(value, 'en'));
    }
  });

  test('a difference is in percentage points', () => {
    expect(formatPoints(0.0316, 'zh')).toBe('+3.2 个百分点');
    expect(formatPoints(-0.0316, 'en')).toBe('−3.2 pp');
    expect(formatPoints(0, 'en')).toBe('0 pp');
  });
});

describe('years and dates', () => {
  test('a single year, a range and a range of one year', () => {
    expect(formatYears(2023, 'zh')).toBe('2023 年');
    expect(formatYears({ from: 2021, to: 2024 }, 'zh')).toBe('2021–2024 年');
    expect(formatYears({ from: 2021, to: 2024 }, 'en')).toBe('2021–2024');
    expect(formatYears({ from: 2023, to: 2023 }, 'en')).toBe('2023');
  });

  test('a date is the printed day whatever the time zone', () => {
    expect(formatDate('2024-01-19', 'zh')).toBe('2024年1月19日');
    expect(formatDate('2024-01-19', 'en')).toBe('19 January 2024');
  });

  test('what is not a date is shown as it was printed', () => {
    expect(formatDate('2024年1月', 'zh')).toBe('2024年1月');
  });
});

test('Chinese names are in pinyin order, Latin ones after them, and numbers in them by value', () => {
  const names = ['Zhejiang', 'Éclair', '重庆市', '安徽省', '10号街道', '北京市', '2号街道'];
  const sorted = [...names].sort(compareNames);
  expect(sorted).toEqual(['2号街道', '10号街道', '安徽省', '北京市', '重庆市', 'Éclair', 'Zhejiang']);
});
