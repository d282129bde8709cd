import type { DataIssue } from '#model/data-issue.ts';
import type { LoadedPackage, PackageProgress } from './loaded-package.ts';

/** What the page asks of the package worker: one package, once. */
export interface WorkerRequest {
  readonly baseUrl: string;
  readonly issueLimit: number | undefined;
}

/** What the worker answers: progress, then one of the other three. */
export type WorkerAnswer =
  | { readonly type: 'progress'; readonly progress: PackageProgress }
  | { readonly type: 'loaded'; readonly loaded: LoadedPackage }
  | { readonly type: 'unreadable'; readonly issues: readonly DataIssue[] }
  | { readonly type: 'failed'; readonly problem: string };
