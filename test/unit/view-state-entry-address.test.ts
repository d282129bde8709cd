/** The script in index.html that turns an address without `#` into the hash form before anything loads. */
import { readFileSync } from 'node:fs';
import { runInNewContext } from 'node:vm';
import { describe, expect, test } from 'vitest';

const html = readFileSync(new URL('../../index.html', import.meta.url), 'utf8');
const script = /<script>([\s\S]*?)<\/script>/.exec(html)?.[1] ?? '';

interface Visit {
  readonly stored?: string | null;
  readonly storageForbidden?: boolean;
  readonly systemDark?: boolean;
}

/** What the address bar and the root element hold once the script has run. */
function visit(address: string, { stored = null, storageForbidden = false, systemDark = false }: Visit = {}) {
  const location = new URL(address, 'https://site.example');
  const documentElement = { lang: 'zh-CN', dataset: {} as Record<string, string> };
  runInNewContext(script, {
    location,
    document: { documentElement },
    history: {
      replaceState: (_state: unknown, _title: string, next: string) => {
        location.href = new URL(next, location).href;
      },
    },
    localStorage: {
      getItem: () => {
        if (storageForbidden) throw new Error('SecurityError');
        return stored;
      },
    },
    matchMedia: () => ({ matches: systemDark }),
  });
  return {
    address: `${location.pathname}${location.search}${location.hash}`,
    lang: documentElement.lang,
    theme: documentElement.dataset.theme,
  };
}

describe('the address on entry', () => {
  test.each([
    ['/', '/'],
    ['/#/region/13?years=2023', '/#/region/13?years=2023'],
    ['/?years=2021-2024&package=sample', '/#/?years=2021-2024&package=sample'],
    ['/site/?years=2023', '/site/#/?years=2023'],
    ['/site/index.html?years=2023', '/site/index.html#/?years=2023'],
    ['/region/130623205', '/#/region/130623205'],
    ['/a/b/region/130623205/', '/a/b/#/region/130623205'],
    ['/site/region/130623205?years=2023&lang=en', '/site/#/region/130623205?years=2023&lang=en'],
    ['/?lang=en#/region/13?years=2023', '/#/region/13?years=2023&lang=en'],
    ['/?lang=en#/region/13', '/#/region/13?lang=en'],
    ['/site/region/', '/site/region/'],
    ['/region/app/', '/region/app/'],
    ['/?q=%3Cscript%3E', '/#/?q=%3Cscript%3E'],
  ])('%s becomes %s', (typed, shown) => {
    expect(visit(typed).address).toBe(shown);
  });

  test('running it again changes nothing', () => {
    const once = visit('/site/region/130623205?years=2023').address;
    expect(visit(once).address).toBe(once);
  });
});

describe('before the first paint', () => {
  test('the document is in the language of the address', () => {
    expect(visit('/#/?lang=en').lang).toBe('en-GB');
    expect(visit('/?lang=en&years=2023').lang).toBe('en-GB');
    expect(visit('/#/?lang=english').lang).toBe('zh-CN');
    expect(visit('/').lang).toBe('zh-CN');
  });

  test('the theme is the one chosen on this device, or the system’s', () => {
    expect(visit('/', { stored: 'dark' }).theme).toBe('dark');
    expect(visit('/', { stored: 'light', systemDark: true }).theme).toBe('light');
    expect(visit('/', { systemDark: true }).theme).toBe('dark');
    expect(visit('/', { stored: '"><script>' }).theme).toBe('light');
    expect(visit('/', { storageForbidden: true, systemDark: true }).theme).toBe('dark');
  });
});

test('the page names no other host', () => {
  expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
});
