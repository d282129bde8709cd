/** Web worker: fetches and validates a package off the page's thread; the bytes are transferred, not copied. */
import { httpFetchFile } from './fetch-file.ts';
import { PackageError } from './loaded-package.ts';
import { loadPackageWith } from './read-package.ts';
import type { WorkerAnswer, WorkerRequest } from './worker-messages.ts';

function answer(message: WorkerAnswer, transfer: Transferable[] = []): void {
  self.postMessage(message, { transfer });
}

async function load({ baseUrl, issueLimit }: WorkerRequest): Promise<void> {
  try {
    const loaded = await loadPackageWith(httpFetchFile(baseUrl), {
      issueLimit,
      onProgress: (progress) => answer({ type: 'progress', progress }),
    });
    answer(
      { type: 'loaded', loaded },
      Object.values(loaded.tables).map(({ csv }) => csv.buffer),
    );
  } catch (error) {
    answer(
      error instanceof PackageError
        ? { type: 'unreadable', issues: error.issues }
        : { type: 'failed', problem: error instanceof Error ? error.message : String(error) },
    );
  }
}

self.addEventListener('message', (event: MessageEvent<WorkerRequest>) => {
  void load(event.data);
});
