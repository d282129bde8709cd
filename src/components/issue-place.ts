import type { DataIssue } from '#model/data-issue.ts';

/** "reports.csv:12:year", as editors and terminals write places; the file alone for a fault of the whole file. */
export function placeOf(issue: DataIssue): string {
  return [issue.file, issue.line, issue.column].filter((part) => part !== null).join(':');
}
