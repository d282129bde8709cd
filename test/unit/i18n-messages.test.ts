import { describe, expect, test } from 'vitest';
import { en } from '#i18n/messages/en.ts';
import { zh } from '#i18n/messages/zh.ts';
import { translator } from '#i18n/translate.ts';

interface Messages {
  readonly [key: string]: string | Messages;
}

function flat(messages: Messages, prefix = ''): Map<string, string> {
  const all = new Map<string, string>();
  for (const [key, value] of Object.entries(messages)) {
    if (typeof value === 'string') all.set(prefix + key, value);
    else for (const [name, text] of flat(value, `${prefix}${key}.`)) all.set(name, text);
  }
  return all;
}

const variables = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => name ?? '').sort();
const chinese = flat(zh);
const english = flat(en);

describe('messages', () => {
  test('both languages have the same keys, English with a singular beside each counted one', () => {
    const expected = [...chinese.keys()].flatMap((key) =>
      key.endsWith('_other') ? [key, key.replace(/_other$/, '_one')] : [key],
    );
    expect([...english.keys()].sort()).toEqual(expected.sort());
  });

  test('a message uses the same variables in both languages', () => {
    for (const [key, text] of chinese)
      expect([key, variables(english.get(key) ?? '')]).toEqual([key, variables(text)]);
  });

  test('no text is empty, and no English text has Chinese in it', () => {
    for (const [key, text] of chinese) expect([key, text.trim()]).not.toEqual([key, '']);
    for (const [key, text] of english) {
      expect([key, text.trim()]).not.toEqual([key, '']);
      expect([key, /\p{Script=Han}/u.test(text)]).toEqual([key, false]);
    }
  });
});

test('counted messages agree with their number', () => {
  expect(translator('en')('issues.button', { count: 1, formatted: '1' })).toBe('1 row not loaded');
  expect(translator('en')('issues.button', { count: 2, formatted: '2' })).toBe('2 rows not loaded');
  expect(translator('zh')('issues.button', { count: 1, formatted: '1' })).toBe('1 条数据未载入');
});

test('text from outside is inserted as it is: no markup escaping, no message lookup, no further variables', () => {
  const t = translator('zh');
  for (const hostile of ['<b>&"', '$t(app.name)', '{{used}}', '$t(region.none, {"query":"x"})']) {
    expect(t('region.none', { query: hostile })).toContain(`“${hostile}”`);
  }
});
