/** A page with nothing but the engine, for the browser test to drive. */

import { type BrowserEngineOptions, createBrowserEngine, type StartProgress } from '#engine/browser.ts';
import type { Engine, Row, SqlScalar } from '#engine/engine.ts';
import { EngineError } from '#engine/engine.ts';

export interface Outcome {
  readonly rows?: readonly Row[];
  readonly error?: { readonly name: string; readonly kind?: string; readonly message: string };
}

export interface EnginePage {
  readonly progress: StartProgress[];
  readonly crashes: string[];
  create(options?: BrowserEngineOptions): void;
  start(): Promise<Outcome>;
  restart(): Promise<Outcome>;
  close(): Promise<void>;
  query(sql: string, params?: Record<string, SqlScalar>): Promise<Outcome>;
  /**
   * Runs the statement, `next` queued behind it, and aborts it when the worker is sent a message of this type: asked
   * to poll, it is at work on the statement already.
   */
  abortWhenRunning(
    sql: string,
    next: string,
    message?: 'START_PENDING_QUERY' | 'POLL_PENDING_QUERY',
  ): Promise<readonly string[]>;
  addFile(name: string, text: string): Promise<number>;
  /** Milliseconds a statement takes, the median of many. */
  cost(sql: string, params?: Record<string, SqlScalar>): Promise<number>;
}

declare global {
  interface Window {
    readonly enginePage: EnginePage;
  }
}

const progress: StartProgress[] = [];
const crashes: string[] = [];
let host = createBrowserEngine();
let engine: Engine | undefined;

let onMessage: (type: unknown) => void = () => {};
window.Worker = class extends Worker {
  override postMessage(message: unknown, options?: Transferable[] | StructuredSerializeOptions): void {
    if (typeof message === 'object' && message !== null && 'type' in message) onMessage(message.type);
    if (Array.isArray(options)) super.postMessage(message, options);
    else super.postMessage(message, options);
  }
};

function running(): Engine {
  if (engine === undefined) throw new Error('start the engine first');
  return engine;
}

function failure(error: unknown): Outcome {
  if (error instanceof EngineError) {
    return { error: { name: error.name, kind: error.kind, message: error.message } };
  }
  if (error instanceof Error) return { error: { name: error.name, message: error.message } };
  return { error: { name: typeof error, message: String(error) } };
}

async function started(starting: Promise<Engine>): Promise<Outcome> {
  try {
    engine = await starting;
    return { rows: [{ version: engine.version }] };
  } catch (error) {
    return failure(error);
  }
}

const enginePage: EnginePage = {
  progress,
  crashes,
  create(options = {}) {
    engine = undefined;
    progress.length = 0;
    crashes.length = 0;
    host = createBrowserEngine({
      onProgress: (step) => progress.push(step),
      onCrash: (error) => crashes.push(error.message),
      ...options,
    });
  },
  start: () => started(host.start()),
  restart: () => started(host.restart()),
  close: () => host.close(),
  async query(sql, params = {}) {
    try {
      return { rows: await running().query({ name: 'test', sql, params }) };
    } catch (error) {
      return failure(error);
    }
  },
  async abortWhenRunning(sql, next, message = 'POLL_PENDING_QUERY') {
    const abort = new AbortController();
    const order: string[] = [];
    onMessage = (type) => {
      if (type === message) abort.abort();
    };
    const settled = (name: string, call: Promise<readonly Row[]>): Promise<void> =>
      call.then(
        () => void order.push(`${name} finished`),
        (error: unknown) => {
          const { name: errorName = '', kind } = failure(error).error ?? {};
          order.push(`${name} ${kind ?? errorName}`);
        },
      );
    await Promise.all([
      settled('long', running().query({ name: 'long', sql }, { signal: abort.signal })),
      settled('next', running().query({ name: 'next', sql: next })),
    ]);
    onMessage = () => {};
    return order;
  },
  async addFile(name, text) {
    const bytes = new TextEncoder().encode(text);
    await running().addFile(name, bytes);
    return bytes.byteLength;
  },
  async cost(sql, params = {}) {
    const times: number[] = [];
    for (let run = 0; run < 300; run += 1) {
      const start = performance.now();
      await running().query({ name: 'cost', sql, params });
      times.push(performance.now() - start);
    }
    return times.toSorted((a, b) => a - b)[150] ?? Number.NaN;
  },
};
Object.assign(window, { enginePage });
