import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { contrast, paletteOf, textColour, textOn } from '#charts/colour.ts';
import { type ChartTheme, DARK_THEME, ENGLISH_FONT, LIGHT_THEME } from '#charts/theme.ts';

const css = readFileSync(new URL('../../src/components/tokens.css', import.meta.url), 'utf8');

/** Custom properties of the first rule with this selector. */
function tokens(selector: string): ReadonlyMap<string, string> {
  const start = css.indexOf(`${selector} {`);
  const block = css.slice(start, css.indexOf('}', start));
  return new Map(
    [...block.matchAll(/--([\w-]+):\s*([^;]+);/g)].map(([, name = '', value = '']) => [name, value]),
  );
}

describe.each([
  ['light', LIGHT_THEME, ':root'],
  ['dark', DARK_THEME, ':root[data-theme="dark"]'],
] as const)('the %s theme', (_, theme: ChartTheme, selector) => {
  it('has the values of the tokens', () => {
    const given = tokens(selector);
    expect(theme).toMatchObject({
      ink: given.get('ink'),
      ink2: given.get('ink-2'),
      ink3: given.get('ink-3'),
      line: given.get('line'),
      lineStrong: given.get('line-strong'),
      accent: given.get('accent'),
      accentSoft: given.get('accent-soft'),
      context: given.get('context'),
      missing: given.get('missing'),
      paper: given.get('paper'),
      paperRaised: given.get('paper-raised'),
      focus: given.get('focus'),
      seq: theme.seq.map((__, index) => given.get(`seq-${index + 1}`)),
      div: theme.div.map((__, index) => given.get(`div-${index + 1}`)),
      cat: theme.cat.map((__, index) => given.get(`cat-${index + 1}`)),
    });
  });

  it('has text that can be read on paper and on every fill', () => {
    for (const text of [theme.ink, theme.ink2, theme.ink3, textColour(theme.context, theme)]) {
      expect(contrast(text, theme.paper)).toBeGreaterThanOrEqual(4.5);
    }
    for (const fill of [...theme.seq, ...theme.div, ...theme.cat]) {
      expect(contrast(textOn(fill), fill)).toBeGreaterThanOrEqual(4.5);
    }
  });
});

it.each([
  ['Chinese', LIGHT_THEME.font, ':root'],
  ['English', ENGLISH_FONT, '[lang|="en"]'],
])('the font of a page in %s is that of the tokens', (_, font, selector) => {
  expect(tokens(selector).get('font-sans')?.replaceAll(/\s+/g, ' ')).toBe(font);
});

describe('a palette of few steps', () => {
  it('still goes to the deepest one', () => {
    expect(paletteOf(LIGHT_THEME.seq, 3).at(-1)).toBe(LIGHT_THEME.seq[6]);
    expect(paletteOf(LIGHT_THEME.seq, 7)).toEqual(LIGHT_THEME.seq);
  });
});
