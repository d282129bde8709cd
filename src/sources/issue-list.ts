import type { DataIssue } from '#model/data-issue.ts';
import { showValue } from './issue-line.ts';
import { type Fault, faultMessage } from './messages.ts';

/** Faults that stop nothing from being loaded. */
function severityOf(fault: Fault): DataIssue['severity'] {
  if ('more' in fault) return 'error';
  if ('stated' in fault || fault.code === 'column-unknown') return 'warning';
  if ('loaded' in fault && fault.loaded) return 'warning';
  if ('notChosen' in fault) return fault.notChosen === 'reports' ? 'error' : 'warning';
  return fault.code === 'file-missing' && !('indispensable' in fault) ? 'warning' : 'error';
}

/** Make an issue out of a fault and its place. */
export function dataIssue(
  fault: Fault,
  place: { readonly file: string; readonly line: number | null; readonly column: string | null },
  value: string | null,
  severity: DataIssue['severity'] = severityOf(fault),
): DataIssue {
  return {
    code: fault.code,
    severity,
    ...place,
    value: value === null ? null : showValue(value),
    message: faultMessage(fault),
  };
}

/** Faults in order of line and column, at most so many of one kind in one column. */
export class IssueList {
  readonly #file: string;
  readonly #limit: number;
  readonly #list: { readonly issue: DataIssue; readonly line: number; readonly column: number }[] = [];
  readonly #counts = new Map<string, number>();

  constructor(file: string, limit: number) {
    this.#file = file;
    this.#limit = limit;
  }

  add(fault: Fault, line: number | null, column: string | null, value: string | null, order = -1): void {
    const kind = `${fault.code} ${column ?? ''}`;
    const count = (this.#counts.get(kind) ?? 0) + 1;
    this.#counts.set(kind, count);
    if (count > this.#limit) return;
    this.#list.push({
      issue: dataIssue(fault, { file: this.#file, line, column }, value),
      line: line ?? 0,
      column: order,
    });
  }

  sorted(): readonly DataIssue[] {
    this.#list.sort((a, b) => a.line - b.line || a.column - b.column);
    const issues = this.#list.map(({ issue }) => issue);
    for (const [kind, count] of this.#counts) {
      if (count <= this.#limit) continue;
      const like = issues.find((issue) => `${issue.code} ${issue.column ?? ''}` === kind);
      if (like === undefined) continue;
      const more = { code: like.code, more: count - this.#limit } as const;
      issues.push({ ...like, line: null, value: null, message: faultMessage(more) });
    }
    return issues;
  }
}
