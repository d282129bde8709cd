import type { NotCsv } from './messages.ts';

/** Of one file of a table, in bytes. Strings of V8 end at 512 MB; stay below with room to spare. */
export const LARGEST_FILE = 500_000_000;

export type Decoded = { readonly text: string } | { readonly fault: NotCsv };

/**
 * Bytes of a table's file → its text. Strict: a byte that is not UTF-8 is a fault and names its line, since a
 * replacement character would be a silent repair. A BOM is left in the text for the validator to see.
 */
export function decodeText(bytes: Uint8Array): Decoded {
  if (bytes.length > LARGEST_FILE) return { fault: { kind: 'too-large' } };
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04])) return { fault: { kind: 'zip' } };
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return { fault: { kind: 'old-excel' } };
  if (startsWith(bytes, [0xff, 0xfe]) || startsWith(bytes, [0xfe, 0xff]))
    return { fault: { kind: 'utf-16' } };
  const nul = bytes.indexOf(0);
  if (nul !== -1) return { fault: { kind: 'binary', line: lineOf(bytes, nul) } };
  try {
    return { text: strictDecoder().decode(bytes) };
  } catch {
    return { fault: { kind: 'not-utf-8', line: firstUndecodableLine(bytes) } };
  }
}

/** True of bytes that begin like a page: what many servers send in place of a file they do not have. */
export function looksLikeWebPage(bytes: Uint8Array): boolean {
  return isWebPage(new TextDecoder().decode(bytes.subarray(0, 512)));
}

export function isWebPage(text: string): boolean {
  return /^\uFEFF?\s*<(?:!doctype|html|\?xml|head|body|!--)/i.test(text.slice(0, 512));
}

/** True of bytes compressed with gzip, by their magic number: a server may have unpacked a `.gz` already. */
export function isGzip(bytes: Uint8Array): boolean {
  return startsWith(bytes, [0x1f, 0x8b]);
}

/** Unpack gzip. Rejects when the bytes are damaged or cut short. */
export async function gunzip(bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array<ArrayBuffer>> {
  const unpacked = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return new Uint8Array(await new Response(unpacked).arrayBuffer());
}

function strictDecoder(): TextDecoder {
  return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
}

function startsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return magic.every((byte, i) => bytes[i] === byte);
}

function lineOf(bytes: Uint8Array, position: number): number {
  let line = 1;
  for (let i = bytes.indexOf(10); i !== -1 && i < position; i = bytes.indexOf(10, i + 1)) line += 1;
  return line;
}

/** A line feed is never part of a longer UTF-8 sequence, so lines can be tried one by one. */
function firstUndecodableLine(bytes: Uint8Array): number {
  const decoder = strictDecoder();
  let line = 1;
  for (let start = 0; start < bytes.length; line += 1) {
    const lineFeed = bytes.indexOf(10, start);
    const end = lineFeed === -1 ? bytes.length : lineFeed + 1;
    try {
      decoder.decode(bytes.subarray(start, end));
    } catch {
      return line;
    }
    start = end;
  }
  return line;
}
