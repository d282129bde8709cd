/** The page's side of the offline copy: makes it, keeps packages in it, hears of what is new on the server. */
import * as v from 'valibot';
import { storedSize } from '#sources/fetch-file.ts';
import type { CopySummary, KeepAnswer, OfflineMessage } from './site-file.ts';

/**
 * - `none`: not known yet, or it could not be made unasked;
 * - `offered`: the reader is to save data, so nothing is copied unless asked for;
 * - `saving`, `saved`: with the package on show;
 * - `partial`: the site is saved, a package the build knows nothing of is not;
 * - `failed`: the reader asked for a copy, and it could not be made.
 */
export type CopyState = 'none' | 'offered' | 'saving' | 'saved' | 'partial' | 'failed';

/**
 * - `version`: a new version of the site lies beside the one in use;
 * - `data`: the data on the server were replaced without a new build, so the copy cannot follow.
 */
export type News = 'version' | 'data';

export interface OfflineState {
  readonly copy: CopyState;
  readonly news: News | null;
}

export interface OfflineCopy {
  /** Copies the site and the package on show, because the reader asked for it. */
  save(): Promise<void>;
  /** Lets the new version take over; all tabs then load it. */
  useNewVersion(): void;
  /** Gives up the copy; all tabs then load the page from the server. */
  useServerData(): void;
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
    if (registration === found) return;
    registration = found;
    const look = () => {
      if (found.waiting !== null && found.active !== null) onChange({ news: 'version' });
    };
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

  async function copy(whenFailed: CopyState): Promise<void> {
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
      if (!(await ask<boolean>(worker, { type: 'claim', entry: entryAddress() }))) {
        // Registering has called back the worker of a copy given up, because another tab had not closed yet.
        await found.unregister();
        throw new Error('the copy was given up');
      }
      const answer = isFurther(packagePath)
        ? await ask<KeepAnswer>(worker, { type: 'keep', package: packagePath })
        : 'kept';
      if (signal.aborted) return;
      onChange({ copy: answer === 'failed' ? whenFailed : STATE_AFTER[answer] });
      const reached = await found.update().then(
        () => true,
        () => false,
      );
      const isNew = found.installing !== null || found.waiting !== null;
      if (answer === 'kept' && reached && !isNew && (await isReplaced(packagePath, signal))) {
        onChange({ news: 'data' });
      }
    } catch {
      if (!signal.aborted) onChange({ copy: whenFailed });
    }
  }

  async function begin(): Promise<void> {
    const found = await container?.getRegistration();
    if (signal.aborted) return;
    if (found?.active) watch(found);
    if (!mayCopy) return;
    if (sparesData() && !(found?.active && !isFurther(packagePath))) onChange({ copy: 'offered' });
    else await copy('none');
  }
  begin().catch(() => {});

  return {
    save: () => copy('failed'),
    useNewVersion() {
      if (registration?.waiting) post(registration.waiting, { type: 'apply' });
      // Another tab was faster.
      else window.location.reload();
    },
    useServerData() {
      if (registration?.active) post(registration.active, { type: 'give-up' });
      // Another tab was faster.
      else window.location.reload();
    },
    close: () => closed.abort(),
  };
}

const STATE_AFTER = { kept: 'saved', unknown: 'partial' } as const satisfies Record<
  Exclude<KeepAnswer, 'failed'>,
  CopyState
>;

/** The sample is part of the site; other packages are kept once they were opened. */
function isFurther(packagePath: string): boolean {
  return packagePath !== 'data';
}

const Descriptor = v.looseObject({
  resources: v.array(v.looseObject({ path: v.string(), bytes: v.optional(v.number()) })),
});

/**
 * Whether the server has other data than the copy: another descriptor, or a table of another size than it says. False
 * without a network, and where it cannot be told.
 */
async function isReplaced(packagePath: string, signal: AbortSignal): Promise<boolean> {
  const at = (file: string) => new URL(`${packagePath}/${file}`, document.baseURI);
  // The worker lets such requests pass to the server.
  const past = { cache: 'no-store', signal } as const;
  try {
    const [here, there] = await Promise.all([
      fetch(at('datapackage.json'), { signal }),
      fetch(at('datapackage.json'), past),
    ]);
    if (!here.ok || !there.ok) return false;
    const text = await there.text();
    if (text !== (await here.text())) return true;
    const { resources } = v.parse(Descriptor, JSON.parse(text));
    const sizes = await Promise.all(
      resources.map(async ({ path, bytes }) => {
        const size = await storedSize(at(path), past);
        return typeof size !== 'number' || bytes === undefined || size === bytes;
      }),
    );
    return sizes.includes(false);
  } catch {
    return false;
  }
}

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

/** Says something to the worker that it answers. */
function ask<Answer>(worker: ServiceWorker, message: OfflineMessage): Promise<Answer> {
  const { port1, port2 } = new MessageChannel();
  return new Promise((resolve) => {
    port1.onmessage = ({ data }: MessageEvent<Answer>) => {
      port1.close();
      resolve(data);
    };
    post(worker, message, [port2]);
  });
}
