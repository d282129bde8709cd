import { EngineError } from '#engine/engine.ts';

/**
 * Why a device cannot run the engine at all:
 * - `no-wasm`: the browser has no WebAssembly, an old one, or is not allowed to use it;
 * - `memory`: there is not enough memory, now or at all.
 */
export type EngineObstacle = 'no-wasm' | 'memory';

/** Gigabytes; only Chromium tells it, rounded, and over https. */
interface DeviceMemory {
  readonly deviceMemory?: number;
}

/** Below this a crash of the engine is taken for want of memory, in GB: the nation takes about 0.6 of them. */
const LITTLE_MEMORY = 2;

const OF_MEMORY = /memory|allocat/i;
const OF_WASM = /WebAssembly|wasm|unsafe-eval/i;

/** What stands in the engine's way, by its error; null when it may be something else, which another try may mend. */
export function obstacleOf(error: unknown): EngineObstacle | null {
  if (!(error instanceof EngineError)) return null;
  const { kind, message } = error;
  if (kind !== 'start' && kind !== 'crash') return null;
  if (typeof WebAssembly === 'undefined') return 'no-wasm';
  if (OF_MEMORY.test(message)) return 'memory';
  if (kind === 'start') return OF_WASM.test(message) && !isMissingFile(message) ? 'no-wasm' : null;
  const { deviceMemory } = navigator as Navigator & DeviceMemory;
  return deviceMemory !== undefined && deviceMemory <= LITTLE_MEMORY ? 'memory' : null;
}

/** The engine's worker names the file it could not fetch, and that is a wasm file. */
function isMissingFile(message: string): boolean {
  return /\b[45]\d\d\b.* for |Failed to fetch|NetworkError|Load failed/.test(message);
}
