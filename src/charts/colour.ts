/** Arithmetic on theme colours: `#rrggbb`, `#rgb` (to which a build shortens the former) or `rgb(r, g, b)`. */

import type { ChartTheme } from './theme.ts';

type Rgb = readonly [red: number, green: number, blue: number];

function rgbOf(colour: string): Rgb {
  const long = colour.trim().replace(/^#([0-9a-f])([0-9a-f])([0-9a-f])$/i, '#$1$1$2$2$3$3');
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})/i.exec(long);
  const [red = 0, green = 0, blue = 0] = hex
    ? hex.slice(1).map((part) => Number.parseInt(part, 16))
    : (long.match(/[\d.]+/g)?.map(Number) ?? []);
  return [red, green, blue];
}

/** Relative luminance of WCAG 2, 0 (black) to 1 (white). */
function luminance(colour: string): number {
  const linear = (part: number) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  };
  const [red, green, blue] = rgbOf(colour);
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
}

/** Contrast ratio of WCAG 2, 1 to 21. */
export function contrast(a: string, b: string): number {
  const [one, other] = [luminance(a), luminance(b)];
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
}

/** Text on a fill: white or black, whichever reads better; one of them always has at least 4.5 to 1. */
export function textOn(fill: string): '#ffffff' | '#000000' {
  return contrast(fill, '#ffffff') >= contrast(fill, '#000000') ? '#ffffff' : '#000000';
}

/** `share` of the way from one colour to another. */
export function mix(from: string, to: string, share: number): string {
  const a = rgbOf(from);
  const b = rgbOf(to);
  return `rgb(${a.map((part, index) => Math.round(part + ((b[index] ?? 0) - part) * share)).join(',')})`;
}

/** A mark's colour for text of its own: mixed with ink until it can be read on paper (WCAG AA, 4.5 to 1). */
export function textColour(colour: string, { ink, paper }: Pick<ChartTheme, 'ink' | 'paper'>): string {
  for (let share = 0; share < 1; share += 0.1) {
    const mixed = mix(colour, ink, share);
    if (contrast(mixed, paper) >= 4.5) return mixed;
  }
  return ink;
}

/** Context marks with area: as wide bars the grey of lines and dots would weigh more than the accent. */
export function areaColour({ context, paper }: Pick<ChartTheme, 'context' | 'paper'>): string {
  return mix(context, paper, 0.35);
}

/** `count` colours spread over a palette, lightest and darkest ends included as far as there is room. */
export function paletteOf(palette: readonly string[], count: number): readonly string[] {
  const last = palette.length - 1;
  if (count >= palette.length) return palette;
  // Few classes leave out the palest step, which is hard to tell from paper.
  const first = count <= palette.length - 2 ? 1 : 0;
  return Array.from({ length: count }, (_, index) => {
    const at = count === 1 ? Math.ceil(last / 2) : Math.round(first + (index * (last - first)) / (count - 1));
    return palette[at] ?? palette[last] ?? '';
  });
}
