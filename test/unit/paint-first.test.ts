import { describe, expect, it } from 'vitest';
import { type FirstPage, paintFirst, styleSheetOf } from '../../src/cli/paint-first.ts';

const PAGE = `<!doctype html>
<html>
  <head>
    <script type="module" crossorigin src="./assets/index.js"></script>
    <link rel="modulepreload" crossorigin href="./assets/react.js">
    <link rel="stylesheet" crossorigin href="./assets/style.css">
  </head>
  <body>
    <div id="root"><!-- first-figures --></div>
  </body>
</html>`;

function keyFigures(count: number): string {
  const one = (_: unknown, index: number) => `<div class="cell" data-metric="m${index}">$&${index + 1}</div>`;
  return Array.from({ length: count }, one).join('');
}

const FIRST: FirstPage = {
  drawn: `<main><section><div data-figure="key-figures">${keyFigures(5)}</div></section><section>more</section></main>`,
  data: { id: 'data', content: { text: '</script><b>' } },
  files: [],
  engine: { worker: 'w.js', script: 's.js', wasm: 'e.wasm', openingKey: 'opening' },
  styles: 'a::before { content: "$&" }\n',
};

describe('the page as the build leaves it', () => {
  const painted = paintFirst(PAGE, FIRST);
  const at = (text: string): number => {
    expect(painted.split(text)).toHaveLength(2);
    return painted.indexOf(text);
  };

  it('holds its style sheet before the figures, and starts once the first row of key figures is read', () => {
    const styles = at('<style>a::before { content: "$&" }</style>');
    expect(painted).not.toContain('rel="stylesheet"');
    expect(painted).not.toContain('type="module"');
    expect(painted).not.toContain('rel="modulepreload"');
    const drawn = at('$&4</div>');
    const starter = at('<script id="drawn">');
    const rest = at(
      '<div class="cell" data-metric="m4">$&5</div></div></section><section>more</section></main>',
    );
    const data = at('<script type="application/json" id="data">');
    const order = [styles, drawn, starter, rest, data];
    expect(order).toEqual(order.toSorted((a, b) => a - b));
    expect(painted).toContain('<link rel="expect" href="#drawn" blocking="render">');
    expect(painted).toContain('"./assets/index.js"');
    expect(painted).toContain('["./assets/react.js"]');
  });

  it('is not made without a row of key figures to wait for, and one after it', () => {
    const message = 'no more than 4 key figures';
    expect(() => paintFirst(PAGE, { ...FIRST, drawn: '<main></main>' })).toThrow(message);
    const row = `<div data-figure="key-figures">${keyFigures(4)}</div>`;
    expect(() => paintFirst(PAGE, { ...FIRST, drawn: row })).toThrow(message);
  });

  it('gives data no way out of its element', () => {
    expect(painted).toContain('{"text":"\\u003c/script>\\u003cb>"}');
  });

  it.each(['a { background: url(x.png) }', '@import "more.css";', 'a::before { content: "</style>" }'])(
    'is not made with styles that cannot stand in it: %s',
    (styles) => {
      expect(() => paintFirst(PAGE, { ...FIRST, styles })).toThrow('style sheet');
    },
  );

  it('tells where its style sheet lies, and that it has none', () => {
    expect(styleSheetOf(PAGE)).toBe('./assets/style.css');
    expect(() => styleSheetOf('<html></html>')).toThrow('no style sheet');
  });
});
