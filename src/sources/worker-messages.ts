import type { DataIssue } from '#model/data-issue.ts';
import type { AddedFile, AddedReports } from './added-reports.ts';
import type { LoadedPackage, PackageProgress } from './loaded-package.ts';

/** What the page asks of the package worker, once: a package, or reports that a reader adds to one. */
export type WorkerRequest = { readonly issueLimit: number | undefined } & (
  | { readonly baseUrl: string }
  | { readonly files: readonly AddedFile[]; readonly regionCodes: readonly string[] }
);

/** What the worker answers: progress, then one of the others. */
export type WorkerAnswer =
  | { readonly type: 'progress'; readonly progress: PackageProgress }
  | { readonly type: 'loaded'; readonly loaded: LoadedPackage }
  | { readonly type: 'added'; readonly added: AddedReports }
  | { readonly type: 'unreadable'; readonly issues: readonly DataIssue[] }
  | { readonly type: 'failed'; readonly problem: string };
