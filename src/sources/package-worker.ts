/** Web worker: reads and validates tables off the page's thread; the bytes are transferred, not copied. */
import { readAddedReports } from './added-reports.ts';
import { httpFetchFile } from './fetch-file.ts';
import { type LoadedTable, PackageError } from './loaded-package.ts';
import { loadPackageWith } from './read-package.ts';
import type { WorkerAnswer, WorkerRequest } from './worker-messages.ts';

function answer(message: WorkerAnswer, transfer: Transferable[] = []): void {
  self.postMessage(message, { transfer });
}

const buffersOf = (tables: Readonly<Record<string, LoadedTable>>) =>
  Object.values(tables).map(({ csv }) => csv.buffer);

async function read(request: WorkerRequest): Promise<void> {
  const { issueLimit } = request;
  try {
    if ('files' in request) {
      const added = await readAddedReports(request.files, request.regionCodes, { issueLimit });
      answer({ type: 'added', added }, buffersOf(added.tables));
      return;
    }
    const loaded = await loadPackageWith(httpFetchFile(request.baseUrl), {
      issueLimit,
      onProgress: (progress) => answer({ type: 'progress', progress }),
    });
    answer({ type: 'loaded', loaded }, buffersOf(loaded.tables));
  } catch (error) {
    answer(
      error instanceof PackageError
        ? { type: 'unreadable', issues: error.issues }
        : { type: 'failed', problem: error instanceof Error ? error.message : String(error) },
    );
  }
}

self.addEventListener('message', (event: MessageEvent<WorkerRequest>) => {
  void read(event.data);
});
