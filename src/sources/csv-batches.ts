import Papa from 'papaparse';

/** Characters read at a time: small enough for the garbage to stay in the young generation. */
const BATCH_LENGTH = 1 << 16;
/** A quoted cell that has not ended after this many characters counts as never closed. */
const LONGEST_ROW = 1 << 20;
/** After so many broken quotes the rest of a file is not worth guessing at. */
const MOST_BROKEN_LINES = 200;

export const BOM = '\uFEFF';

/** Consecutive rows of a text. A blank line is the row `['']`. */
export interface CsvRows {
  readonly kind: 'rows';
  /** Place in the text, line ends included: `text.slice(start, end)`. */
  readonly start: number;
  readonly end: number;
  readonly count: number;
  readonly row: (index: number) => readonly string[];
  /** Physical line, from 1, of the row's first character; of `count`: the line after the last row. */
  readonly line: (index: number) => number;
  /** No quote and no carriage return: cells are what stands between commas, for any CSV reader. */
  readonly plain: boolean;
}

/** A physical line whose quotes cannot be made sense of. Reading goes on with the next line. */
export interface BrokenLine {
  readonly kind: 'broken';
  readonly line: number;
  /** The last line of the text, when reading stopped here; else `line`. */
  readonly lastLine: number;
  /** The line as it stands. */
  readonly text: string;
  readonly giveUp: boolean;
}

/**
 * Read a CSV text (LF line ends, no BOM) batch by batch, keeping count of physical lines: a line end inside a
 * quoted cell counts. Throws on no text, and every line is in exactly one batch or broken line. Lines with quotes
 * and lines without come in batches of their own, since the latter are read and handed on much faster.
 */
export function* csvBatches(text: string): Generator<CsvRows | BrokenLine, void, undefined> {
  let start = 0;
  let line = 1;
  let quote = nextQuote(text, 0);
  /** Where a quoted cell was cut in two, how much to take in the next attempt. */
  let atLeast = 0;
  let broken = 0;
  while (start < text.length) {
    if (quote < start) quote = nextQuote(text, start);
    const plainEnd = Math.min(
      lineStartAfter(text, start + BATCH_LENGTH),
      lineStartBefore(text, quote, start),
    );
    if (plainEnd > start) {
      const rows = plainRows(text.slice(start, plainEnd), start, line);
      yield rows;
      start = plainEnd;
      line = rows.line(rows.count);
      continue;
    }
    let end = lineStartAfter(text, Math.max(quote, start + atLeast));
    quote = nextQuote(text, end);
    while (end - start < BATCH_LENGTH && quote < lineStartAfter(text, end)) {
      end = lineStartAfter(text, quote);
      quote = nextQuote(text, end);
    }
    const { rows, firstError } = parseQuoted(text.slice(start, end));
    if (firstError === undefined) {
      const batch = quotedRows(rows, start, end, line);
      yield batch;
      start = end;
      line = batch.line(batch.count);
      atLeast = 0;
      continue;
    }
    // The rows before the first broken one are sound.
    const sound = rows.slice(0, firstError.row);
    const brokenLine = line + sound.reduce((lines, row) => lines + linesOf(row), 0);
    const brokenStart = skipLines(text, start, brokenLine - line);
    if (firstError.unclosed && end < text.length && end - brokenStart < LONGEST_ROW) {
      atLeast = 2 * (end - start);
      quote = nextQuote(text, start);
      continue;
    }
    if (sound.length > 0) yield quotedRows(sound, start, brokenStart, line);
    broken += 1;
    if (broken === MOST_BROKEN_LINES) {
      const lineEnds = countLineEnds(text, brokenStart);
      const lastLine = brokenLine + (text.endsWith('\n') ? lineEnds - 1 : lineEnds);
      yield { kind: 'broken', line: brokenLine, lastLine, text: '', giveUp: true };
      return;
    }
    start = skipLines(text, brokenStart, 1);
    yield {
      kind: 'broken',
      line: brokenLine,
      lastLine: brokenLine,
      text: text.slice(brokenStart, start),
      giveUp: false,
    };
    line = brokenLine + 1;
    quote = nextQuote(text, start);
    atLeast = 0;
  }
}

/** Rows of a stretch that `csvBatches` has delivered before, from its place in the text. */
export function rowsBetween(text: string, start: number, end: number): CsvRows {
  const slice = text.slice(start, end);
  return slice.includes('"')
    ? quotedRows(parseQuoted(slice).rows, start, end, 1)
    : plainRows(slice, start, 1);
}

/** Without a quote there is nothing to parse; cells are cut when asked for, four times as fast as all at once. */
function plainRows(slice: string, start: number, firstLine: number): CsvRows {
  const lines = slice.split('\n');
  if (slice.endsWith('\n')) lines.pop();
  return {
    kind: 'rows',
    start,
    end: start + slice.length,
    count: lines.length,
    row: (index) => (lines[index] ?? '').split(','),
    line: (index) => firstLine + index,
    plain: !slice.includes('\r'),
  };
}

function quotedRows(
  rows: readonly (readonly string[])[],
  start: number,
  end: number,
  firstLine: number,
): CsvRows {
  const lines = new Int32Array(rows.length + 1);
  let line = firstLine;
  rows.forEach((row, i) => {
    lines[i] = line;
    line += linesOf(row);
  });
  lines[rows.length] = line;
  return {
    kind: 'rows',
    start,
    end,
    count: rows.length,
    row: (index) => rows[index] ?? [],
    line: (index) => lines[index] ?? 0,
    plain: false,
  };
}

interface QuotedRows {
  readonly rows: readonly (readonly string[])[];
  readonly firstError: { readonly row: number; readonly unclosed: boolean } | undefined;
}

function parseQuoted(slice: string): QuotedRows {
  // The parser strips a BOM from whatever it is given; in mid-file it is a character like any other.
  const shield = slice.startsWith(BOM) ? 1 : 0;
  const { data, errors } = Papa.parse<string[]>(shield === 1 ? `\n${slice}` : slice, {
    delimiter: ',',
    newline: '\n',
    quoteChar: '"',
    header: false,
    skipEmptyLines: false,
  });
  const error = errors[0];
  // After a last line end the parser sees one more, empty row.
  if (error === undefined && slice.endsWith('\n')) data.pop();
  return {
    rows: shield === 1 ? data.slice(1) : data,
    firstError:
      error === undefined
        ? undefined
        : { row: (error.row ?? 0) - shield, unclosed: error.code === 'MissingQuotes' },
  };
}

/** The place of the first quote at or after `position`; the text's length if there is none. */
function nextQuote(text: string, position: number): number {
  const found = text.indexOf('"', position);
  return found === -1 ? text.length : found;
}

/** Where the physical line of `position` begins, not looking further back than `from`, which begins a line. */
function lineStartBefore(text: string, position: number, from: number): number {
  if (position >= text.length) return text.length;
  return Math.max(from, text.lastIndexOf('\n', position) + 1);
}

/** The first place at or after `position` that begins a physical line, or the end of the text. */
function lineStartAfter(text: string, position: number): number {
  if (position >= text.length) return text.length;
  const found = text.indexOf('\n', position);
  return found === -1 ? text.length : found + 1;
}

function skipLines(text: string, position: number, count: number): number {
  let place = position;
  for (let i = 0; i < count; i++) place = lineStartAfter(text, place);
  return place;
}

function linesOf(row: readonly string[]): number {
  let lines = 1;
  for (const cell of row) lines += countLineEnds(cell, 0);
  return lines;
}

function countLineEnds(text: string, position: number): number {
  let count = 0;
  for (let i = text.indexOf('\n', position); i !== -1; i = text.indexOf('\n', i + 1)) count += 1;
  return count;
}
