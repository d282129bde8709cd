import type { FileBytes } from './loaded-package.ts';
import type { FetchFile } from './read-package.ts';

/** Read files over HTTP from the folder `baseUrl`, which ends in `/`. Rejects on any answer but a file or 404. */
export function httpFetchFile(baseUrl: string): FetchFile {
  return async (path, { signal, onBytes }) => {
    const response = await fetch(new URL(path, baseUrl), signal === undefined ? {} : { signal });
    if (response.status === 404 || response.status === 410) return null;
    if (!response.ok) throw new Error(`HTTP ${response.status} ${response.statusText}`.trim());
    if (response.body === null) return new Uint8Array(0);
    // Under a content encoding the length is that of the packed bytes, which never come to sight.
    const length = response.headers.has('content-encoding') ? null : response.headers.get('content-length');
    return readBody(response.body, length === null ? null : Number(length), onBytes);
  };
}

const REPORT_EVERY = 1 << 18;

async function readBody(
  body: ReadableStream<Uint8Array>,
  totalBytes: number | null,
  onBytes: ((bytes: number, totalBytes: number | null) => void) | undefined,
): Promise<FileBytes> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  let reported = 0;
  const reader = body.getReader();
  for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
    chunks.push(chunk.value);
    length += chunk.value.length;
    if (length - reported >= REPORT_EVERY) {
      reported = length;
      onBytes?.(length, totalBytes);
    }
  }
  onBytes?.(length, length);
  const bytes = new Uint8Array(length);
  let place = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, place);
    place += chunk.length;
  }
  return bytes;
}

/**
 * What the server says of a file without sending it, in bytes as it is stored: null where there is none, undefined where
 * it does not tell. Under a content encoding the length says nothing.
 */
export async function storedSize(url: URL, options: RequestInit = {}): Promise<number | null | undefined> {
  const response = await fetch(url, { ...options, method: 'HEAD' });
  if (response.status === 404 || response.status === 410) return null;
  const length = response.headers.get('content-length');
  if (!response.ok || length === null || response.headers.has('content-encoding')) return undefined;
  return Number(length);
}
