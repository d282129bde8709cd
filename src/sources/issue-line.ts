/** Faults as lines of text, apart from the sentences in them: the page needs the first early, the second seldom. */
import type { Language } from '#model/bilingual.ts';
import type { DataIssue } from '#model/data-issue.ts';

const SHOWN_CHARACTERS = 60;

/**
 * Untrusted text made fit to show: at most 60 characters, control characters as their pictures (␊ for a line
 * feed), and the invisible ones that reorder or hide text as `\u{…}`. It is text still, never markup.
 */
export function showValue(text: string): string {
  const characters = Array.from(text.slice(0, 4 * SHOWN_CHARACTERS));
  const shortened = characters.length > SHOWN_CHARACTERS || text.length > 4 * SHOWN_CHARACTERS;
  const shown = shortened ? characters.slice(0, SHOWN_CHARACTERS - 1) : characters;
  return shown.map(showCharacter).join('') + (shortened ? '…' : '');
}

function showCharacter(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x20) return String.fromCodePoint(0x2400 + point);
  if (point === 0x7f) return '␡';
  return /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u00a0\u3000]/u.test(character)
    ? `\\u{${point.toString(16)}}`
    : character;
}

/**
 * One fault as one line, `file:line:column: message`; a part that does not apply is left out.
 *
 * @example `reports.csv:17:region_code: "130623999" is not in regions.csv`
 */
export function issueLine(issue: DataIssue, language: Language): string {
  const place = [
    issue.file,
    ...(issue.line === null ? [] : [String(issue.line)]),
    ...(issue.column === null ? [] : [showValue(issue.column)]),
  ].join(':');
  return `${place}: ${issue.message[language]}`;
}
