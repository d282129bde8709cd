/** "A bad address says what was ignored": issues in words a reader understands. */
import { translator } from '#i18n/translate.ts';
import type { Language } from '#model/bilingual.ts';
import type { ViewIssue } from './view-state.ts';

const LONGEST_SHOWN = 40;

/** One issue as a sentence. The raw text is shortened and stripped of what would not print. */
export function issueText(issue: ViewIssue, language: Language): string {
  return translator(language)(`addressIssue.${issue.reason}`, {
    parameter: printable(issue.parameter),
    raw: printable(issue.raw),
    used: issue.used ?? '',
  });
}

function printable(raw: string): string {
  // Control and invisible format characters could reorder or hide the sentence around them.
  const clean = raw.toWellFormed().replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '');
  const characters = Array.from(clean);
  return characters.length <= LONGEST_SHOWN ? clean : `${characters.slice(0, LONGEST_SHOWN).join('')}…`;
}
