/** Refusal of statements that write files or change settings. */
import { EngineError, type Statement } from './engine.ts';
import { tokens } from './tokens.ts';

const BEFORE_THE_VERB = new Set(['EXPLAIN', 'ANALYZE']);
const SETTING_VERBS = new Set(['SET', 'RESET', 'PRAGMA']);

/**
 * Throws an `EngineError` of kind `sql` for COPY and EXPORT, and for ATTACH of a file without READ_ONLY. DuckDB-WASM
 * 1.32 overwrites its own memory when it writes to a file that is kept in memory, and goes on with what is left.
 */
export function refuseFileWriting(statement: Statement): void {
  const { sql } = statement;
  let verb: string | undefined;
  let attached: { inMemory: boolean; readOnly: boolean } | undefined;
  const check = (): void => {
    if (verb === 'COPY' || verb === 'EXPORT') {
      throw new EngineError('sql', `The engine writes no files: ${verb} is switched off.`, { statement });
    }
    if (attached !== undefined && !attached.inMemory && !attached.readOnly) {
      const message = 'The engine writes no files: attach a database with (READ_ONLY).';
      throw new EngineError('sql', message, { statement });
    }
  };
  for (const { kind, from, to } of tokens(sql)) {
    if (kind === 'semicolon') {
      check();
      verb = undefined;
      attached = undefined;
    } else if (kind === 'name') {
      const word = sql.slice(from, to).toUpperCase();
      if (verb === undefined && !BEFORE_THE_VERB.has(word)) {
        verb = word;
        if (verb === 'ATTACH') attached = { inMemory: false, readOnly: false };
      }
      if (attached !== undefined && word === 'READ_ONLY') attached.readOnly = true;
    } else if (attached !== undefined && sql.slice(from, to) === "':memory:'") {
      attached.inMemory = true;
    }
  }
  check();
}

/** Throws an `EngineError` of kind `sql` for statements that change settings: SET, RESET and PRAGMA, but of variables. */
export function refuseSettings(statement: Statement): void {
  const { sql } = statement;
  let words: string[] = [];
  for (const { kind, from, to } of tokens(sql)) {
    if (kind === 'semicolon') words = [];
    else if (kind !== 'space' && words.length < 2) {
      words.push(sql.slice(from, to).toUpperCase());
      const [verb = '', what] = words;
      const isSetting = what !== undefined && what !== 'VARIABLE' && SETTING_VERBS.has(verb);
      if (isSetting)
        throw new EngineError('sql', `The settings are locked: ${verb} is switched off.`, { statement });
    }
  }
}
