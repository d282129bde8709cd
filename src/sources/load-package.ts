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
  const { signal, onProgress, issueLimit, startWorker = startPackageWorker } = options;
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
    worker.addEventListener('message', (event: MessageEvent<WorkerAnswer>) => {
      const answer = event.data;
      switch (answer.type) {
        case 'progress':
          onProgress?.(answer.progress);
          return;
        case 'loaded':
          end();
          resolve(answer.loaded);
          return;
        case 'unreadable':
          end();
          reject(new PackageError(answer.issues));
          return;
        case 'failed':
          end();
          reject(new Error(answer.problem));
      }
    });
    worker.addEventListener('error', (event) => {
      end();
      reject(new Error(event.message || 'The package worker could not be started'));
    });
    worker.postMessage({ baseUrl, issueLimit } satisfies WorkerRequest);
  });
}

function startPackageWorker(): PackageWorker {
  return new Worker(new URL('./package-worker.ts', import.meta.url), { type: 'module', name: 'package' });
}

function abortReason(signal: AbortSignal | undefined): Error {
  const reason: unknown = signal?.reason;
  return reason instanceof Error ? reason : new DOMException('The package was not loaded', 'AbortError');
}
