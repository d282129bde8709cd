import { expect, test } from 'vitest';
import { renderToSvg } from '#charts/echart.tsx';
import { type Pattern, pattern, shapeLayer } from '#charts/layer.ts';

const BOX = { x: 10, y: 20, width: 30, height: 12 };
const KINDS: readonly Exclude<Pattern, 'plain'>[] = ['rising', 'falling', 'level', 'upright', 'dots'];

/** Marks of a pattern by itself, as an SVG has them, without the ground. */
function drawn(kind: Pattern): readonly string[] {
  const svg = renderToSvg({ series: [shapeLayer('over', [pattern(BOX, kind, '#333')], 3)] }, 60, 50);
  return svg.match(/<(?:path|circle|line)\b[^>]*>/g) ?? [];
}

test.each(KINDS)('a pattern of %s is one mark, and none of its lines leaves the box', (kind) => {
  const [mark = '', ...others] = drawn(kind);
  expect(others).toEqual([]);
  const [, path = ''] = /\bd="([^"]*)"/.exec(mark) ?? [];
  const points = [...path.matchAll(/[ML]([\d.]+) ([\d.]+)/g)].map(
    ([, x, y]) => [Number(x), Number(y)] as const,
  );
  expect(points.length).toBeGreaterThan(3);
  for (const [x, y] of points) {
    expect(x).toBeGreaterThanOrEqual(BOX.x);
    expect(x).toBeLessThanOrEqual(BOX.x + BOX.width + 0.01);
    expect(y).toBeGreaterThanOrEqual(BOX.y);
    expect(y).toBeLessThanOrEqual(BOX.y + BOX.height + 0.01);
  }
});

test('level and upright lines stand the gap apart, and none lies on the edge', () => {
  const [level = ''] = drawn('level');
  expect(level).toContain('d="M10 25L40 25M10 30L40 30"');
  const [upright = ''] = drawn('upright');
  expect(upright).toContain('d="M15 20L15 32M20 20L20 32M25 20L25 32M30 20L30 32M35 20L35 32"');
});

test('a plain part has no mark of its own', () => {
  expect(drawn('plain')).toEqual([]);
});

test('an SVG brings no rules for the page it is put into, and no names of the chart library', () => {
  const svg = renderToSvg({ series: [shapeLayer('over', [pattern(BOX, 'rising', '#333')], 3)] }, 60, 50);
  expect(svg).not.toMatch(/<style|ecmeta|class=|pointer-events/);
  expect(svg).toContain('stroke="#333"');
});
