import type { Engine, QueryOptions, Row, Statement } from '#engine/engine.ts';

/**
 * Stands for an engine that is still starting: what is asked of it waits, and is asked of the real one once that is
 * there.
 */
export class WaitingEngine implements Engine {
  readonly version = 'starting';
  readonly #engine: Promise<Engine>;
  #open!: (engine: Engine) => void;
  #fail!: (error: Error) => void;

  constructor() {
    this.#engine = new Promise((open, fail) => {
      this.#open = open;
      this.#fail = fail;
    });
    // Whoever asks is told; nobody may be asking.
    this.#engine.catch(() => {});
  }

  open(engine: Engine): void {
    this.#open(engine);
  }

  fail(error: Error): void {
    this.#fail(error);
  }

  async query(statement: Statement, options: QueryOptions = {}): Promise<readonly Row[]> {
    const engine = await this.#whenOpen(options.signal);
    return engine.query(statement, options);
  }

  async addFile(name: string, bytes: Uint8Array): Promise<void> {
    await (await this.#engine).addFile(name, bytes);
  }

  async removeFile(name: string): Promise<void> {
    await (await this.#engine).removeFile(name);
  }

  async close(): Promise<void> {
    await (await this.#engine).close();
  }

  /** Rejects with the signal's reason when the wait is given up. */
  async #whenOpen(signal: AbortSignal | undefined): Promise<Engine> {
    if (signal === undefined) return this.#engine;
    signal.throwIfAborted();
    let give: (() => void) | undefined;
    const aborted = new Promise<never>((_, reject) => {
      give = () => reject(signal.reason as Error);
      signal.addEventListener('abort', give, { once: true });
    });
    try {
      return await Promise.race([this.#engine, aborted]);
    } finally {
      if (give) signal.removeEventListener('abort', give);
    }
  }
}
