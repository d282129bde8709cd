/**
 * Binding of a statement's values. Only a plain pending query can be interrupted, and only a prepared statement takes
 * bound values; so the values are bound into a session variable by a prepared `SET VARIABLE`, and the text reads that
 * variable. The planner folds it into constants, as it does with the values of a prepared statement.
 */
import { EngineError, type SqlScalar, type Statement } from './engine.ts';
import { tokens } from './tokens.ts';

/**
 * The engine puts the JSON of all values of one prepared call on its stack of 1 MB and overwrites its own memory when
 * that is full. A text longer than this is therefore bound in parts, each in a call of its own.
 */
const PART_LENGTH = 8000;

/** Bound values of one call, in characters of JSON; a character takes up to four bytes there. */
const MAX_CALL_LENGTH = 50_000;

/** Characters of one text value. Longer text belongs in a file. */
export const MAX_TEXT_LENGTH = 2_000_000;

export interface BoundStatement {
  /** The text to send, with each `$name` replaced by a read of a session variable. */
  readonly sql: string;
  /** To be prepared and run before, in this order. */
  readonly assignments: readonly Assignment[];
}

export interface Assignment {
  readonly variable: string;
  /** The same text for the same types in the same order, so its prepared statement can be kept. */
  readonly sql: string;
  readonly values: readonly (string | number | boolean)[];
}

/**
 * Binds a statement's values. Throws an `EngineError` of kind `sql` for a `$name` without a value, a value without its
 * `$name`, a value SQL cannot hold, more text than the engine takes, and values in the definition of a view or macro,
 * which would outlive them.
 */
export function bindStatement(statement: Statement): BoundStatement {
  const fail = (message: string): never => {
    throw new EngineError('sql', message, { statement });
  };
  const params = statement.params ?? {};
  const { pieces, definition } = splitAtParams(statement.sql);

  const reads = new Map<string, string>();
  const fields: string[] = [];
  const values: (string | number | boolean)[] = [];
  const assignments: Assignment[] = [];
  const bind = (name: string): string => {
    if (!Object.hasOwn(params, name))
      fail(`The statement reads $${name}, but no value of that name was given.`);
    const value = params[name] ?? null;
    if (value === null) return '(NULL)';
    const fault = faultOf(value);
    if (fault !== undefined) fail(`The value of $${name} ${fault}.`);
    if (typeof value === 'string' && value.length > PART_LENGTH) {
      const parts = textParts(value).map((part) => {
        const variable = `statement_text_${assignments.length}`;
        assignments.push({ variable, sql: `SET VARIABLE ${variable} = ?::VARCHAR`, values: [part] });
        return `getvariable('${variable}')`;
      });
      return `(concat(${parts.join(', ')}))`;
    }
    const field = `p${values.length}`;
    fields.push(`'${field}': ${placeholder(value)}`);
    // A fraction travels as text, because the engine's JSON reader is wrong in the last bit of every third one.
    values.push(typeof value === 'number' && !Number.isSafeInteger(value) ? String(value) : value);
    return `(getvariable('${VARIABLE}').${field})`;
  };

  let sql = '';
  for (const piece of pieces) {
    if (piece.kind === 'text') {
      sql += piece.text;
      continue;
    }
    const read = reads.get(piece.name) ?? bind(piece.name);
    reads.set(piece.name, read);
    sql += read;
  }

  const unused = Object.keys(params).find((name) => !reads.has(name));
  if (unused !== undefined) fail(`A value was given for $${unused}, which the statement does not read.`);
  if (values.length > 0) {
    if (JSON.stringify(values).length > MAX_CALL_LENGTH) {
      fail('The bound values together are longer than the engine takes. Add them as a file instead.');
    }
    const assignment = `SET VARIABLE ${VARIABLE} = {${fields.join(', ')}}`;
    assignments.push({ variable: VARIABLE, sql: assignment, values });
  }
  if (definition !== undefined && assignments.length > 0) {
    fail(`A ${definition} keeps its text, not the values of this moment: it cannot take bound values.`);
  }
  return { sql, assignments };
}

const VARIABLE = 'statement_params';

function faultOf(value: Exclude<SqlScalar, null>): string | undefined {
  switch (typeof value) {
    case 'boolean':
      return undefined;
    case 'number':
      return Number.isFinite(value) ? undefined : `is ${value}, which is no number SQL can hold`;
    case 'string':
      if (/\p{Surrogate}/u.test(value)) return 'holds half of a surrogate pair, which is no text';
      return value.length > MAX_TEXT_LENGTH
        ? `is ${value.length} characters long, of at most ${MAX_TEXT_LENGTH}; add it as a file instead`
        : undefined;
    default:
      return `is of type ${typeof value}, not text, a number, a boolean or null`;
  }
}

function placeholder(value: string | number | boolean): string {
  if (typeof value === 'string') return '?::VARCHAR';
  if (typeof value === 'boolean') return '?::BOOLEAN';
  return Number.isSafeInteger(value) ? '?::BIGINT' : '?::VARCHAR::DOUBLE';
}

/** Text in parts that keep surrogate pairs together. */
function textParts(text: string): readonly string[] {
  const parts: string[] = [];
  for (let from = 0; from < text.length; ) {
    const to = from + PART_LENGTH;
    const pairIsCut = /[\ud800-\udbff]/.test(text.charAt(to - 1));
    parts.push(text.slice(from, pairIsCut ? to - 1 : to));
    from = pairIsCut ? to - 1 : to;
  }
  return parts;
}

type Piece =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'param'; readonly name: string };

interface SplitText {
  readonly pieces: readonly Piece[];
  /** Set when a statement in the text defines something that keeps its text. */
  readonly definition: 'view' | 'macro' | undefined;
}

const BEFORE_DEFINED_KIND = new Set(['CREATE', 'OR', 'REPLACE', 'TEMP', 'TEMPORARY', 'RECURSIVE']);

function splitAtParams(sql: string): SplitText {
  const pieces: Piece[] = [];
  let definition: SplitText['definition'];
  let inDefinition = false;
  let atStart = true;
  let textFrom = 0;
  for (const { kind, from, to } of tokens(sql)) {
    if (kind === 'space') continue;
    if (kind === 'param') {
      pieces.push({ kind: 'text', text: sql.slice(textFrom, from) });
      pieces.push({ kind: 'param', name: sql.slice(from + 1, to) });
      textFrom = to;
    } else if (kind === 'name') {
      const word = sql.slice(from, to).toUpperCase();
      if (atStart && word === 'CREATE') inDefinition = true;
      else if (inDefinition && !BEFORE_DEFINED_KIND.has(word)) {
        if (word === 'VIEW') definition = 'view';
        if (word === 'MACRO' || word === 'FUNCTION') definition = 'macro';
        inDefinition = false;
      }
    } else if (kind === 'semicolon') {
      inDefinition = false;
    }
    atStart = kind === 'semicolon';
  }
  pieces.push({ kind: 'text', text: sql.slice(textFrom) });
  return { pieces, definition };
}
