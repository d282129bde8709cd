/**
 * Text widths without a document. Specs lay out labels before anything is drawn, and the same layout has to
 * come out at build time, so widths are estimated from character classes; the estimate is on the wide side.
 */

/** A character as wide as the font is high: Chinese characters, full-width forms and punctuation. */
const WIDE =
  /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{20000}-\u{3fffd}]/u;

/** As wide as the widest of the common system fonts (DejaVu, Verdana): what fits there fits everywhere. */
function emOf(character: string): number {
  if (WIDE.test(character)) return 1;
  if (/[0-9]/.test(character)) return 0.64;
  if (/[+−–=<>≥≤~$¥]/.test(character)) return 0.7;
  if (/[MWmw%@—…]/.test(character)) return 0.95;
  if (/[A-Z]/.test(character)) return 0.7;
  if (/[\s.,:;'|!iljftr()[\]·/-]/.test(character)) return 0.37;
  return 0.61;
}

/** Width of one line of text in pixels at a font size in pixels. */
export function textWidth(text: string, size: number): number {
  let em = 0;
  for (const character of text) em += emOf(character);
  return em * size;
}

/** The widest of several lines. */
export function widestText(texts: readonly string[], size: number): number {
  return texts.reduce((widest, text) => Math.max(widest, textWidth(text, size)), 0);
}

/** The text, cut with "…" where it would be wider than `room`; a share of room too small for one character gives "". */
export function fitText(text: string, size: number, room: number): string {
  if (textWidth(text, size) <= room) return text;
  const ellipsis = '…';
  let width = textWidth(ellipsis, size);
  let kept = '';
  for (const character of text) {
    width += textWidth(character, size);
    if (width > room) break;
    kept += character;
  }
  return kept === '' ? '' : `${kept.trimEnd()}${ellipsis}`;
}

/** Lines no wider than `room`: broken between words, and between any two Chinese characters. */
export function wrapText(text: string, size: number, room: number): readonly string[] {
  const words =
    text.match(
      /[^\s\u2e80-\ua4cf\uff00-\uff60]+[,.;:，。；：、）]?|[\u2e80-\ua4cf\uff00-\uff60][，。；：、）]?|\s+/gu,
    ) ?? [];
  const lines: string[] = [];
  let line = '';
  for (const word of words) {
    if (line !== '' && textWidth(line + word.trimEnd(), size) > room) {
      lines.push(line.trimEnd());
      line = word.trimStart();
    } else {
      line += word;
    }
  }
  if (line.trim() !== '') lines.push(line.trimEnd());
  return lines;
}

/** As few lines as `wrapText` needs, but of about equal length: for short labels in a box. */
export function balancedText(text: string, size: number, room: number): readonly string[] {
  const lines = wrapText(text, size, room);
  for (let share = 1; share < 10 && lines.length > 1; share += 1) {
    const narrower = wrapText(text, size, (textWidth(text, size) / lines.length) * (1 + share / 10));
    if (narrower.length <= lines.length) return narrower;
  }
  return lines;
}
