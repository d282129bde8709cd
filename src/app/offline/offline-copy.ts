/** The page's side of the offline copy: makes it, keeps packages in it, hears of new versions. */
import type { CopySummary, KeepAnswer, OfflineMessage } from './site-file.ts';

/**
 * - `looking`: not known yet;
 * - `offered`: the reader is to save data, so nothing is copied unless asked for;
 * - `saving`, `saved`: with the package on show;
 * - `partial`: the site is saved, a package the build knows nothing of is not;
 * - `failed`: no copy; the site works as long as there is a network.
 */
export type CopyState = 'looking' | 'offered' | 'saving' | 'saved' | 'partial' | 'failed';

export interface OfflineState {
  readonly copy: CopyState;
  /** A new version lies beside the one in use. */
  readonly update: boolean;
}

export interface OfflineCopy {
  /** Copies the site and the package on show. */
  save(): Promise<void>;
  /** Lets the new version take over; all tabs then load it. */
  apply(): void;
  /** Stops listening. */
  close(): void;
}

export interface OfflineOptions {
  /** Folder of the package on show. */
  readonly packagePath: string;
  /** False: no copy is made where there is none, but a new version is still heard of. */
  readonly mayCopy: boolean;
  readonly onChange: (change: Partial<OfflineState>) => void;
}

/** Not in the types of pages: only Chromium tells it. */
interface NetworkInformation {
  readonly saveData?: boolean;
  readonly type?: string;
}

/** Whether the reader pays for, or wants to spare, what is downloaded. */
function sparesData(): boolean {
  const { connection } = navigator as Navigator & { readonly connection?: NetworkInformation };
  return connection?.saveData === true || connection?.type === 'cellular';
}

/** What a copy of the site takes on the device, in bytes; null when it cannot be told. */
export async function copySize(signal: AbortSignal): Promise<number | null> {
  try {
    const response = await fetch(new URL('offline.json', document.baseURI), { signal });
    return response.ok ? ((await response.json()) as CopySummary).bytes : null;
  } catch {
    return null;
  }
}

const HOUR = 3_600_000;

/** Null without service workers: over plain http, or where the browser forbids them. */
export function openOfflineCopy({ packagePath, mayCopy, onChange }: OfflineOptions): OfflineCopy | null {
  const container = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (container === undefined) return null;
  const closed = new AbortController();
  const { signal } = closed;
  let registration: ServiceWorkerRegistration | undefined;
  let lookedAt = Date.now();

  const watch = (found: ServiceWorkerRegistration): void => {
    registration = found;
    const look = () => onChange({ update: found.waiting !== null && found.active !== null });
    const follow = (installing: ServiceWorker | null) =>
      installing?.addEventListener('statechange', look, { signal });
    look();
    follow(found.installing);
    found.addEventListener('updatefound', () => follow(found.installing), { signal });
  };

  // A tab left open for days should hear of a new version without being loaded again.
  const lookForUpdate = (): void => {
    if (document.visibilityState !== 'visible' || Date.now() - lookedAt < HOUR) return;
    lookedAt = Date.now();
    registration?.update().catch(() => {});
  };
  document.addEventListener('visibilitychange', lookForUpdate, { signal });

  async function save(): Promise<void> {
    onChange({ copy: 'saving' });
    try {
      // The worker's script is looked up on the server each time, not in the browser's cache.
      const found = await container?.register(new URL('service-worker.js', document.baseURI), {
        updateViaCache: 'none',
      });
      if (found === undefined) throw new Error('service workers are blocked');
      if (signal.aborted) return;
      watch(found);
      const worker = await activeWorker(found);
      post(worker, { type: 'claim', entry: entryAddress() });
      const answer = packagePath.startsWith('packages/') ? await keep(worker, packagePath) : 'kept';
      if (!signal.aborted) onChange({ copy: STATE_AFTER[answer] });
    } catch {
      if (!signal.aborted) onChange({ copy: 'failed' });
    }
  }

  async function begin(): Promise<void> {
    const found = await container?.getRegistration();
    if (signal.aborted) return;
    if (found?.active) watch(found);
    if (!mayCopy) return;
    if (sparesData() && !(found?.active && !packagePath.startsWith('packages/')))
      onChange({ copy: 'offered' });
    else await save();
  }
  begin().catch(() => onChange({ copy: 'failed' }));

  return {
    save,
    apply() {
      if (registration?.waiting) post(registration.waiting, { type: 'apply' });
      // Another tab was faster.
      else window.location.reload();
    },
    close: () => closed.abort(),
  };
}

const STATE_AFTER = { kept: 'saved', unknown: 'partial', failed: 'failed' } as const satisfies Record<
  KeepAnswer,
  CopyState
>;

function post(worker: ServiceWorker, message: OfflineMessage, ports: MessagePort[] = []): void {
  worker.postMessage(message, ports);
}

/** The script `index.html` starts: its name changes with every build. */
function entryAddress(): string {
  return document.querySelector<HTMLScriptElement>('script[type="module"][src]')?.src ?? '';
}

/** Rejects when the copy could not be made. */
function activeWorker({ active, waiting, installing }: ServiceWorkerRegistration): Promise<ServiceWorker> {
  if (active) return Promise.resolve(active);
  const coming = waiting ?? installing;
  return new Promise((resolve, reject) => {
    coming?.addEventListener('statechange', () => {
      if (coming.state === 'activated') resolve(coming);
      if (coming.state === 'redundant') reject(new Error('a file of the site could not be copied'));
    });
  });
}

function keep(worker: ServiceWorker, folder: string): Promise<KeepAnswer> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = ({ data }: MessageEvent<KeepAnswer>) => {
      port1.close();
      resolve(data);
    };
    post(worker, { type: 'keep', package: folder }, [port2]);
  });
}
