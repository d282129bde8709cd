import type { AddedFile, AddedReports } from './added-reports.ts';
import { type LoadedPackage, PackageError, type PackageOptions } from './loaded-package.ts';
import type { WorkerAnswer, WorkerRequest } from './worker-messages.ts';

/** The part of `Worker` that is used here. */
export type PackageWorker = Pick<Worker, 'postMessage' | 'terminate' | 'addEventListener'>;

export interface LoadPackageOptions extends PackageOptions {
  readonly startWorker?: () => PackageWorker;
}

/**
 * Load the package in the folder `baseUrl` (absolute, ending in `/`; see `packageUrl`), in a worker of its own
 * that ends with it. Rejects with `PackageError` when regions or reports cannot be read, with the signal's
 * reason when aborted, and with an `Error` when the worker or the network fails.
 */
export function loadPackage(baseUrl: string, options: LoadPackageOptions = {}): Promise<LoadedPackage> {
  return askWorker({ baseUrl, issueLimit: options.issueLimit }, options, (answer) =>
    answer.type === 'loaded' ? answer.loaded : undefined,
  );
}

/** `readAddedReports` in such a worker. Rejects as `loadPackage` does, but never for what the files hold. */
export function loadAddedReports(
  files: readonly AddedFile[],
  regionCodes: readonly string[],
  options: LoadPackageOptions = {},
): Promise<AddedReports> {
  return askWorker({ files, regionCodes, issueLimit: options.issueLimit }, options, (answer) =>
    answer.type === 'added' ? answer.added : undefined,
  );
}

function askWorker<T>(
  request: WorkerRequest,
  { signal, onProgress, startWorker = startPackageWorker }: LoadPackageOptions,
  resultIn: (answer: WorkerAnswer) => T | undefined,
): Promise<T> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const worker = startWorker();
    const end = (): void => {
      signal?.removeEventListener('abort', abort);
      worker.terminate();
    };
    const abort = (): void => {
      end();
      reject(abortReason(signal));
    };
    signal?.addEventListener('abort', abort);
    worker.addEventListener('message', ({ data: answer }: MessageEvent<WorkerAnswer>) => {
      if (answer.type === 'progress') {
        onProgress?.(answer.progress);
        return;
      }
      end();
      const result = resultIn(answer);
      if (result !== undefined) resolve(result);
      else if (answer.type === 'unreadable') reject(new PackageError(answer.issues));
      else
        reject(
          new Error(answer.type === 'failed' ? answer.problem : 'The package worker answered something else'),
        );
    });
    worker.addEventListener('error', (event) => {
      end();
      reject(new Error(event.message || 'The package worker could not be started'));
    });
    worker.postMessage(request);
  });
}

function startPackageWorker(): PackageWorker {
  return new Worker(new URL('./package-worker.ts', import.meta.url), { type: 'module', name: 'package' });
}

function abortReason(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new DOMException('The package was not loaded', 'AbortError');
}
