/** SQL cut into tokens as DuckDB cuts it. */

export interface Token {
  /** Literals, quoted identifiers and operators are `other`; comments and white space are `space`. */
  readonly kind: 'space' | 'name' | 'param' | 'semicolon' | 'other';
  readonly from: number;
  readonly to: number;
}

// The spaces DuckDB takes for plain ones are no part of a name, such as the full-width space of Chinese input.
const SPACE = '\\u00a0\\u2000-\\u200f\\u202f\\u205f\\u3000\\ufeff';
const NAME_START = `(?:[A-Za-z_]|(?![${SPACE}])[\\u0080-\\uffff])`;
const NAME_PART = `(?:[A-Za-z_0-9]|(?![${SPACE}])[\\u0080-\\uffff])`;
const PARAM = new RegExp(`\\$(?:${NAME_START}${NAME_PART}*|[0-9]+)`, 'y');
const DOLLAR_QUOTE = new RegExp(`\\$(?:${NAME_START}${NAME_PART}*)?\\$`, 'y');
// A dollar may stand inside a name (a$b), so a name is taken whole.
const NAME = new RegExp(`${NAME_START}(?:${NAME_PART}|\\$)*`, 'y');
const WHITE = new RegExp(`[\\s${SPACE}]+`, 'y');

/** Cuts SQL into tokens as DuckDB does, as far as parameters and semicolons must be told from what looks like them. */
export function* tokens(sql: string): Generator<Token> {
  let from = 0;
  const matchEnd = (pattern: RegExp): number | undefined => {
    pattern.lastIndex = from;
    return pattern.test(sql) ? pattern.lastIndex : undefined;
  };
  while (from < sql.length) {
    const char = sql[from];
    const next = sql[from + 1];
    let kind: Token['kind'] = 'other';
    let to: number | undefined;
    if (char === "'") to = endOfQuoted(sql, from, "'", false);
    else if ((char === 'e' || char === 'E') && next === "'") to = endOfQuoted(sql, from + 1, "'", true);
    else if (char === '"') to = endOfQuoted(sql, from, '"', false);
    else if (char === ';') kind = 'semicolon';
    else if (char === '$') {
      const opened = matchEnd(DOLLAR_QUOTE);
      if (opened !== undefined) {
        const quote = sql.slice(from, opened);
        const closed = sql.indexOf(quote, opened);
        to = closed === -1 ? sql.length : closed + quote.length;
      } else {
        to = matchEnd(PARAM);
        if (to !== undefined) kind = 'param';
      }
    } else {
      if (char === '-' && next === '-') to = endOfLine(sql, from);
      else if (char === '/' && next === '*') to = endOfBlockComment(sql, from);
      else to = matchEnd(WHITE);
      if (to !== undefined) kind = 'space';
      else {
        to = matchEnd(NAME);
        if (to !== undefined) kind = 'name';
      }
    }
    to ??= from + 1;
    yield { kind, from, to };
    from = to;
  }
}

/** The index after a quoted text that opens at `open`; a doubled quote does not end it. */
function endOfQuoted(sql: string, open: number, quote: string, backslash: boolean): number {
  let at = open + 1;
  while (at < sql.length) {
    if (backslash && sql[at] === '\\') at += 2;
    else if (sql[at] !== quote) at += 1;
    else if (sql[at + 1] === quote) at += 2;
    else return at + 1;
  }
  return sql.length;
}

function endOfLine(sql: string, from: number): number {
  for (let at = from; at < sql.length; at += 1) {
    if (sql[at] === '\n' || sql[at] === '\r') return at;
  }
  return sql.length;
}

/** Block comments nest, as in PostgreSQL. */
function endOfBlockComment(sql: string, open: number): number {
  let depth = 1;
  let at = open + 2;
  while (at < sql.length && depth > 0) {
    if (sql.startsWith('/*', at)) {
      depth += 1;
      at += 2;
    } else if (sql.startsWith('*/', at)) {
      depth -= 1;
      at += 2;
    } else at += 1;
  }
  return at;
}

/** The last of the statements in a text, the one that gives the result; without the semicolon after it. */
export function lastStatement(sql: string): string {
  let last = '';
  let from: number | undefined;
  for (const token of tokens(sql)) {
    if (token.kind === 'semicolon') from = undefined;
    else if (token.kind !== 'space' || from !== undefined) {
      from ??= token.from;
      last = sql.slice(from, token.to);
    }
  }
  return last;
}
