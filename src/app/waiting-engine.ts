import type { Engine, QueryOptions, Row, Statement } from '#engine/engine.ts';
import { untilAborted } from '#engine/until-aborted.ts';

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
    const engine = await untilAborted(this.#engine, options.signal);
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
}
