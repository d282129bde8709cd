import Papa from 'papaparse';
import type { Bilingual } from '#model/bilingual.ts';
import type { DataIssue } from '#model/data-issue.ts';
import { type CellJudge, cellJudge } from './cell-check.ts';
import { type ColumnContract, headerLine, type RowCheck, type TableContract } from './contract.ts';
import { BOM, type CsvRows, csvBatches, rowsBetween } from './csv-batches.ts';
import { isWebPage } from './decode.ts';
import { Bitmap, GrowingInts } from './growing-buffers.ts';
import { IssueList } from './issue-list.ts';
import { expectation, type Fault } from './messages.ts';
import { detached, TableKeys } from './table-keys.ts';

export interface TableContext {
  /** Keys of the tables validated before this one. A foreign key to a table that is not here is not judged. */
  readonly keys?: ReadonlyMap<string, TableKeys>;
  /** Faults listed singly for each file, code and column; one more says how many others there are. */
  readonly issueLimit?: number;
  /** Called now and then with the number of rows read so far, and how much of the present file is: 0 to 1. */
  readonly onRows?: (rows: number, share: number) => void;
}

export interface ValidationContext extends TableContext {
  /** The file's name in messages; `NAME.csv` if left out. */
  readonly file?: string;
}

/**
 * A row, or a stretch of lines that could not be read as rows, which was not loaded. Whoever reads absence as a
 * printed 0 (a whole section 3 or 4) must look here first: what was set aside was printed, not left out.
 */
export interface SetAsideRow {
  /** In its file. */
  readonly line: number;
  /** Differs from `line` only when reading stopped there. */
  readonly lastLine: number;
  /**
   * The cells of the primary key as they stand in the file, sound or not. Of a line that is not a whole row only the
   * first, and only if it is beyond doubt; null if it is not.
   */
  readonly key: readonly string[] | null;
}

export interface TableFindings {
  readonly table: string;
  /** False when a file as a whole cannot be read as this table: nothing of the table is loaded. */
  readonly readable: boolean;
  /** Rows without fault: those handed on. */
  readonly rows: number;
  /** Rows in the files, faulty ones included, blank lines not. */
  readonly rowsRead: number;
  /** Rows, and stretches of lines that are no rows, that were not loaded. */
  readonly setAsideCount: number;
  /**
   * Those of them that the data may miss: all but the rows that belong to nothing loaded, such as cells of a report
   * that is not in reports.csv. In order of file and line.
   */
  readonly setAside: readonly SetAsideRow[];
  /** In order of file, line and column. */
  readonly issues: readonly DataIssue[];
  /** Keys for the tables that refer to this one; undefined when the primary key has several columns. */
  readonly keys: TableKeys | undefined;
}

/** What validation found in a table of one file. */
export interface TableValidation extends TableFindings {
  readonly file: string;
  /**
   * The sound rows as CSV: columns in contract order, LF, no BOM, quoted so that any reader sees the values the
   * validator saw. The same string as the input when that is so already and nothing was set aside.
   */
  readonly csv: string;
}

const DEFAULT_ISSUE_LIMIT = 1000;

/**
 * Hold a CSV text against its contract. A row with a fault is set aside and listed, never repaired and never
 * dropped in silence; all its faults are listed, not only the first. Throws on no text.
 *
 * Line ends (LF, CRLF or CR) are read as LF, inside quoted cells too. Blank lines are skipped and counted.
 */
export function validateTable(
  contract: TableContract,
  text: string,
  context: ValidationContext = {},
): TableValidation {
  const file = context.file ?? `${contract.name}.csv`;
  const reader = new TableReader(contract, context);
  let csv = '';
  reader.read(file, text, (sound) => {
    csv = sound;
  });
  return { ...reader.end(), file, csv };
}

/** One of a table's files while the table is read. */
interface TablePart {
  readonly file: string;
  readonly issues: IssueList;
  readonly setAside: SetAsideRow[];
  readonly segments: Segment[];
  /** Ordinal, in the table, of its first row. */
  readonly firstOrdinal: number;
  header: Header;
  /** Nothing of it was set aside. */
  whole: boolean;
}

interface Header {
  /** Place in the file of each column of the contract; -1 where the file lacks it. */
  readonly places: readonly number[];
  /** Cells in a line of this file. */
  readonly width: number;
  /** The file has the columns of the contract in its order, no other, on its first line. */
  readonly exact: boolean;
}

interface CompiledColumn {
  readonly index: number;
  readonly contract: ColumnContract;
  readonly expected: Bilingual;
  readonly name: string;
  readonly required: boolean;
  readonly judge: CellJudge;
}

interface CompiledCheck {
  readonly check: RowCheck;
  readonly columns: readonly number[];
}

interface ForeignColumn {
  readonly column: number;
  readonly name: string;
  /** Of the other table, where its keys are not known. */
  readonly file: string;
  readonly keys: TableKeys | undefined;
  /** The table refers to itself: a key may be on a line still to come. */
  readonly own: boolean;
  /** Numbers for keys that the other table does not have, so that duplicates among them are found too. */
  readonly unknown: Map<string, number>;
  lastValue: string;
  lastIndex: number;
}

/** A row that waits for a key of its own table. */
interface Waiting {
  readonly part: TablePart;
  readonly ordinal: number;
  readonly line: number;
  readonly value: string;
  readonly keyIndex: number;
  readonly key: readonly string[];
  /** The row has no other fault. */
  readonly sound: boolean;
}

interface Duplicate {
  readonly part: TablePart;
  readonly line: number;
  readonly slot: number;
  readonly values: readonly string[];
}

/** A stretch of the text, kept by its place so that the sound rows can be written out at the end. */
interface Segment {
  readonly start: number;
  readonly end: number;
  readonly firstOrdinal: number;
  readonly rows: number;
  /** Rows to pass over: the header and what stands above it. */
  readonly skip: number;
  readonly plain: boolean;
  /** Fit to be handed on as it stands: no row is set aside, and any CSV reader sees the same cells. */
  readonly verbatim: boolean;
}

const NO_SLOT = 0xffffffff;
/** Progress is told once in so many characters. */
const REPORT_EVERY = 1 << 20;

/**
 * Validates a table file by file, as `validateTable` does one: `read` each, then `end`. Each file has a header of its
 * own; keys hold across all of them.
 */
export class TableReader {
  readonly #contract: TableContract;
  readonly #onRows: ((rows: number, share: number) => void) | undefined;
  readonly #issueLimit: number;
  readonly #columns: readonly CompiledColumn[];
  readonly #checks: readonly CompiledCheck[];
  readonly #foreign: readonly ForeignColumn[];
  /** Places of the primary key in the contract. */
  readonly #primary: readonly number[];
  /** One key column: its values. Several: undefined, and slots are used. */
  readonly #keys: TableKeys | undefined;
  readonly #keyForeign: ForeignColumn | undefined;
  readonly #keyEnums: readonly { readonly column: number; readonly numbers: ReadonlyMap<string, number> }[];
  /** By ordinal of the row: the number of its primary key, and its line. */
  readonly #slots = new GrowingInts();
  readonly #lines = new GrowingInts();
  readonly #seen = new Bitmap();
  readonly #duplicates: Duplicate[] = [];
  readonly #waiting: Waiting[] = [];
  readonly #parts: TablePart[] = [];
  /** Hand on the rows of files of which some still wait. */
  readonly #unsettled: (() => void)[] = [];
  #setAsideCount = 0;
  /** By ordinal of the row. */
  readonly #dropped = new Bitmap();
  #droppedCount = 0;
  /** Ordinals of rows set aside after their batch was read. */
  readonly #droppedLate: number[] = [];
  /** One copy of each key cell that is handed on: rows of one report share theirs. */
  readonly #interned = new Map<string, string>();
  #part: TablePart;
  #readable = true;
  #rowsRead = 0;
  #slotTaken = false;
  #reported = 0;

  constructor(contract: TableContract, context: TableContext) {
    this.#contract = contract;
    this.#onRows = context.onRows;
    this.#issueLimit = context.issueLimit ?? DEFAULT_ISSUE_LIMIT;
    this.#part = this.#partOf(`${contract.name}.csv`);
    const place = new Map(contract.columns.map((column, i) => [column.name, i] as const));
    const placeOf = (name: string): number => {
      const found = place.get(name);
      if (found === undefined) throw new Error(`The contract of ${contract.name} has no column ${name}`);
      return found;
    };
    this.#columns = contract.columns.map((column, index) => ({
      index,
      contract: column,
      expected: expectation(column),
      name: column.name,
      required: column.constraints?.required === true,
      judge: cellJudge(column),
    }));
    this.#checks = contract.rowChecks.map((check) => ({ check, columns: check.fields.map(placeOf) }));
    this.#primary = contract.primaryKey.map(placeOf);
    this.#keys = this.#primary.length === 1 ? new TableKeys() : undefined;
    this.#foreign = contract.foreignKeys.map((key) => {
      const own = key.reference.table === contract.name;
      const keys = own ? this.#keys : context.keys?.get(key.reference.table);
      return {
        column: placeOf(key.field),
        name: key.field,
        file: `${key.reference.table}.csv`,
        keys,
        own,
        unknown: new Map<string, number>(),
        lastValue: '',
        lastIndex: -1,
      };
    });
    if (this.#keys === undefined) {
      this.#keyForeign = this.#foreign.find((foreign) => foreign.column === this.#primary[0] && !foreign.own);
      if (this.#keyForeign === undefined) {
        throw new Error(`The primary key of ${contract.name} must begin with a foreign key`);
      }
    }
    this.#keyEnums = this.#keys === undefined ? this.#primary.slice(1).map((i) => this.#enumNumbers(i)) : [];
  }

  #enumNumbers(column: number): { readonly column: number; readonly numbers: ReadonlyMap<string, number> } {
    const allowed = this.#columns[column]?.contract.constraints?.enum;
    if (allowed === undefined) {
      throw new Error(`Every further column of the primary key of ${this.#contract.name} must have an enum`);
    }
    return { column, numbers: new Map(allowed.map((value, i) => [value, i] as const)) };
  }

  #partOf(file: string): TablePart {
    return {
      file,
      issues: new IssueList(file, this.#issueLimit),
      setAside: [],
      segments: [],
      firstOrdinal: this.#rowsRead,
      header: { places: [], width: 0, exact: false },
      whole: true,
    };
  }

  /**
   * Reads the next file. `handOn` is called once with its sound rows, as `csv` of `TableValidation`: at once, or by `end`
   * where rows wait for keys of their own table. False when the file cannot be read as this table.
   */
  read(file: string, original: string, handOn: (csv: string) => void): boolean {
    this.#part = this.#partOf(file);
    this.#parts.push(this.#part);
    this.#keys?.beginFile(file);
    this.#reported = 0;
    const text = withLineFeeds(original.startsWith(BOM) ? original.slice(1) : original);
    if (!this.#readText(text)) {
      this.#readable = false;
      return false;
    }
    const part = this.#part;
    const finish = (): void => handOn(this.#soundText(text, part));
    if (this.#waiting.some((row) => row.part === part)) this.#unsettled.push(finish);
    else finish();
    return true;
  }

  /** What was found in all files; to be called once, after the last. */
  end(): TableFindings {
    if (this.#readable) {
      this.#settleWaiting();
      this.#reportDuplicates();
      for (const finish of this.#unsettled) finish();
    }
    const readable = this.#readable;
    return {
      table: this.#contract.name,
      readable,
      rows: readable ? this.#rowsRead - this.#droppedCount : 0,
      rowsRead: this.#rowsRead,
      setAsideCount: this.#setAsideCount,
      setAside: this.#parts.flatMap(({ setAside }) => setAside.sort((a, b) => a.line - b.line)),
      issues: this.#parts.flatMap(({ issues }) => issues.sorted()),
      keys: readable ? this.#keys : undefined,
    };
  }

  #readText(text: string): boolean {
    const { issues, setAside } = this.#part;
    const fault = this.#fileFault(text);
    if (fault !== undefined) {
      issues.add(fault, null, null, null);
      return false;
    }
    let headed = false;
    for (const batch of csvBatches(text)) {
      if (batch.kind === 'broken') {
        if (!headed) {
          issues.add({ code: 'quote-broken' }, batch.line, null, null);
          return false;
        }
        issues.add(
          batch.giveUp ? { code: 'quote-broken', giveUp: true } : { code: 'quote-broken' },
          batch.line,
          null,
          null,
        );
        this.#setAsideCount += 1;
        this.#part.whole = false;
        setAside.push({
          line: batch.line,
          lastLine: batch.lastLine,
          key: batch.giveUp ? null : this.#keyOfFragment(cellsBeforeQuote(batch.text), batch.line),
        });
        continue;
      }
      let skip = 0;
      if (!headed) {
        // Blank lines may stand above the header.
        while (skip < batch.count && isBlank(batch.row(skip))) skip += 1;
        if (skip === batch.count) continue;
        headed = this.#readHeader(batch.row(skip), batch.line(skip));
        skip += 1;
        if (!headed) return false;
      }
      this.#readRows(batch, skip);
      this.#report(batch.end, text.length);
    }
    return true;
  }

  #report(end: number, length: number): void {
    if (end < length && end - this.#reported < REPORT_EVERY) return;
    this.#reported = end;
    this.#onRows?.(this.#rowsRead, end / length);
  }

  #fileFault(text: string): Fault | undefined {
    if (text.trim() === '') {
      return { code: 'file-empty', header: headerLine(this.#contract), has: 'nothing' };
    }
    if (isWebPage(text)) return { code: 'file-not-csv', reason: { kind: 'web-page' } };
    const nul = text.indexOf('\0');
    if (nul !== -1) {
      return {
        code: 'file-not-csv',
        reason: { kind: 'binary', line: text.slice(0, nul).split('\n').length },
      };
    }
    return undefined;
  }

  /** True when the header has the columns it needs. */
  #readHeader(names: readonly string[], line: number): boolean {
    const { issues } = this.#part;
    const columns = this.#contract.columns;
    const known = new Set(columns.map((column) => column.name));
    if (!names.some((name) => known.has(name))) {
      const text = names.join(',');
      const separator = [';', '\t', '|'].find((mark) =>
        text.split(mark).some((name) => known.has(name.replaceAll('"', '').trim())),
      );
      issues.add(
        {
          code: 'file-not-csv',
          reason:
            separator === undefined ? { kind: 'no-header', header: text } : { kind: 'separator', separator },
        },
        line,
        null,
        text,
      );
      return false;
    }
    let readable = true;
    for (const column of columns) {
      const count = names.filter((name) => name === column.name).length;
      if (count > 1) {
        readable = false;
        issues.add({ code: 'column-repeated', column: column.name, loaded: false }, line, column.name, null);
      } else if (count === 0) {
        const loaded = column.mayBeAbsent === true;
        if (!loaded) readable = false;
        issues.add({ code: 'column-missing', column: column.name, loaded }, line, column.name, null);
      }
    }
    for (const name of new Set(names)) {
      if (known.has(name)) continue;
      const repeated = names.indexOf(name) !== names.lastIndexOf(name);
      issues.add(
        repeated
          ? { code: 'column-repeated', column: name, loaded: true }
          : { code: 'column-unknown', column: name },
        line,
        null,
        name,
      );
    }
    const places = columns.map((column) => names.indexOf(column.name));
    this.#part.header = {
      places,
      width: names.length,
      exact: line === 1 && names.length === columns.length && places.every((place, i) => place === i),
    };
    return readable;
  }

  #readRows(batch: CsvRows, skip: number): void {
    const firstOrdinal = this.#rowsRead;
    const droppedBefore = this.#droppedCount;
    let blank = 0;
    for (let i = skip; i < batch.count; i++) {
      const row = batch.row(i);
      if (isBlank(row)) blank += 1;
      else this.#readRow(row, batch.line(i));
    }
    this.#part.segments.push({
      start: batch.start,
      end: batch.end,
      firstOrdinal,
      rows: this.#rowsRead - firstOrdinal,
      skip,
      plain: batch.plain,
      verbatim: batch.plain && blank === 0 && this.#part.header.exact && this.#droppedCount === droppedBefore,
    });
  }

  #readRow(row: readonly string[], line: number): void {
    const ordinal = this.#rowsRead;
    const part = this.#part;
    const { width } = part.header;
    this.#rowsRead += 1;
    this.#lines.push(line);
    if (row.length !== width) {
      this.#slots.push(NO_SLOT);
      part.issues.add({ code: 'row-length', cells: row.length, columns: width }, line, null, null);
      this.#drop(ordinal, part);
      part.setAside.push({ line, lastLine: line, key: this.#keyOfFragment(row, line) });
      return;
    }
    let sound = true;
    for (const column of this.#columns) {
      const value = this.#cell(row, column.index);
      if (value === '' ? column.required : column.judge(value) !== undefined) {
        sound = false;
        break;
      }
    }
    if (sound) for (const check of this.#checks) if (!this.#holds(check, row)) sound = false;
    if (!sound) this.#explain(row, line);

    const slot = this.#slotOf(row, line);
    this.#slots.push(slot);
    if (this.#slotTaken) {
      sound = false;
      this.#duplicates.push({ part, line, slot, values: this.#keyCells(row) });
    }

    let waits: string | undefined;
    let homeless = false;
    for (const foreign of this.#foreign) {
      const value = this.#cell(row, foreign.column);
      if (value === '' || foreign.keys === undefined) continue;
      if (foreign.keys.isLoaded(this.#foreignIndex(foreign, value))) continue;
      if (foreign.own) {
        waits = value;
        continue;
      }
      sound = false;
      homeless ||= foreign === this.#keyForeign;
      this.#addDangling(part, foreign, value, line);
    }

    if (waits !== undefined) {
      this.#waiting.push({
        part,
        ordinal,
        line,
        value: waits,
        keyIndex: slot,
        key: this.#keyCells(row),
        sound,
      });
    }
    if (!sound) {
      this.#drop(ordinal, part);
      if (!homeless) part.setAside.push({ line, lastLine: line, key: this.#keyCells(row) });
    } else if (waits === undefined && this.#keys !== undefined) this.#keys.markLoaded(slot);
  }

  #drop(ordinal: number, part: TablePart): void {
    part.whole = false;
    this.#dropped.testAndSet(ordinal);
    this.#droppedCount += 1;
    this.#setAsideCount += 1;
  }

  /** The first key cell of a line that is not a whole row, if it is one that can be relied on. */
  #keyOfFragment(cells: readonly string[], line: number): readonly string[] | null {
    const first = this.#primary[0] ?? -1;
    const value = this.#cell(cells, first);
    if (value === '' || this.#columns[first]?.judge(value) !== undefined) return null;
    if (this.#keys === undefined) {
      return this.#keyForeign?.keys?.indexOf(value) === undefined ? null : [this.#intern(value)];
    }
    if (this.#keys.indexOf(value) === undefined) this.#keys.add(value, line);
    return [this.#intern(value)];
  }

  #intern(value: string): string {
    const known = this.#interned.get(value);
    if (known !== undefined) return known;
    const own = detached(value);
    this.#interned.set(own, own);
    return own;
  }

  /** List the faults of single cells and the conditions over several. */
  #explain(row: readonly string[], line: number): void {
    const faulty = new Set<number>();
    for (const column of this.#columns) {
      const value = this.#cell(row, column.index);
      const code =
        value === '' ? (column.required ? ('value-missing' as const) : undefined) : column.judge(value);
      if (code === undefined) continue;
      faulty.add(column.index);
      this.#part.issues.add(
        { code, value, expected: column.expected },
        line,
        column.name,
        value,
        column.index,
      );
    }
    for (const compiled of this.#checks) {
      if (compiled.columns.some((c) => faulty.has(c)) || this.#holds(compiled, row)) continue;
      const { check } = compiled;
      const values = compiled.columns.map((c) => this.#cell(row, c));
      const column = this.#contract.columns.findIndex(({ name }) => name === check.column);
      const value = this.#cell(row, column);
      this.#part.issues.add(
        { code: check.code, value, expected: check.expected(...values) },
        line,
        check.column,
        value,
        column,
      );
    }
  }

  #holds({ check, columns }: CompiledCheck, row: readonly string[]): boolean {
    // Spelled out for the usual two and three cells: an array for every row would be felt.
    const [first = -1, second = -1, third = -1] = columns;
    switch (columns.length) {
      case 2:
        return check.holds(this.#cell(row, first), this.#cell(row, second));
      case 3:
        return check.holds(this.#cell(row, first), this.#cell(row, second), this.#cell(row, third));
      default:
        return check.holds(...columns.map((column) => this.#cell(row, column)));
    }
  }

  #cell(row: readonly string[], column: number): string {
    return row[this.#part.header.places[column] ?? -1] ?? '';
  }

  #keyCells(row: readonly string[]): readonly string[] {
    return this.#primary.map((column) => this.#intern(this.#cell(row, column)));
  }

  /** The number of the row's primary key; sets `#slotTaken` if an earlier row has it. An illegible key has none. */
  #slotOf(row: readonly string[], line: number): number {
    this.#slotTaken = false;
    if (this.#keys !== undefined) {
      const key = this.#cell(row, this.#primary[0] ?? -1);
      if (key === '') return NO_SLOT;
      const index = this.#keys.indexOf(key);
      if (index === undefined) return this.#keys.add(key, line);
      this.#slotTaken = true;
      return index;
    }
    const foreign = this.#keyForeign;
    const value = foreign === undefined ? '' : this.#cell(row, foreign.column);
    if (foreign === undefined || value === '') return NO_SLOT;
    let slot = this.#foreignIndex(foreign, value);
    for (const { column, numbers } of this.#keyEnums) {
      const number = numbers.get(this.#cell(row, column));
      if (number === undefined) return NO_SLOT;
      slot = slot * numbers.size + number;
    }
    this.#slotTaken = this.#seen.testAndSet(slot);
    return slot;
  }

  #foreignIndex(foreign: ForeignColumn, value: string): number {
    if (foreign.own) return foreign.keys?.indexOf(value) ?? -1;
    // Rows of one report stand together in most files.
    if (value === foreign.lastValue) return foreign.lastIndex;
    let index = foreign.keys?.indexOf(value) ?? foreign.unknown.get(value);
    if (index === undefined) {
      index = (foreign.keys?.size ?? 0) + foreign.unknown.size;
      foreign.unknown.set(value, index);
    }
    foreign.lastValue = value;
    foreign.lastIndex = index;
    return index;
  }

  #addDangling(part: TablePart, { keys, ...foreign }: ForeignColumn, value: string, line: number): void {
    const index = keys?.indexOf(value);
    const [file, setAsideLine] =
      keys === undefined || index === undefined
        ? [keys?.files.join(', ') ?? foreign.file, null]
        : [keys.fileOf(index), keys.lineOf(index)];
    part.issues.add(
      { code: 'key-dangling', value, file, setAsideLine },
      line,
      foreign.name,
      value,
      foreign.column,
    );
  }

  /** Rows that refer to a later line of their own table: loaded once that line is, set aside if it never is. */
  #settleWaiting(): void {
    const foreign = this.#foreign.find(({ own }) => own);
    const keys = this.#keys;
    if (foreign === undefined || keys === undefined) return;
    let left = this.#waiting;
    for (let progress = true; progress; ) {
      const next: Waiting[] = [];
      for (const row of left) {
        const index = keys.indexOf(row.value);
        if (index === undefined || !keys.isLoaded(index)) next.push(row);
        else if (row.sound) keys.markLoaded(row.keyIndex);
      }
      progress = next.length < left.length;
      left = next;
    }
    for (const row of left) {
      this.#addDangling(row.part, foreign, row.value, row.line);
      if (row.sound) {
        this.#drop(row.ordinal, row.part);
        this.#droppedLate.push(row.ordinal);
        row.part.setAside.push({ line: row.line, lastLine: row.line, key: row.key });
      }
    }
  }

  #reportDuplicates(): void {
    if (this.#duplicates.length === 0) return;
    const firsts = this.#firstPlacesOfSlots();
    const column = this.#contract.primaryKey.join('+');
    for (const { part, line, slot, values } of this.#duplicates) {
      const { file, line: firstLine } =
        this.#keys === undefined
          ? (firsts.get(slot) ?? { file: part.file, line: 0 })
          : { file: this.#keys.fileOf(slot), line: this.#keys.lineOf(slot) };
      const firstFile = file === part.file ? null : file;
      part.issues.add(
        { code: 'key-duplicate', columns: this.#contract.primaryKey, values, firstFile, firstLine },
        line,
        column,
        values.join(', '),
        this.#primary.at(-1) ?? 0,
      );
    }
  }

  #firstPlacesOfSlots(): ReadonlyMap<number, { readonly file: string; readonly line: number }> {
    const wanted = new Set(this.#duplicates.map(({ slot }) => slot));
    const places = new Map<number, { readonly file: string; readonly line: number }>();
    this.#parts.forEach(({ file, firstOrdinal }, index) => {
      const end = this.#parts[index + 1]?.firstOrdinal ?? this.#rowsRead;
      for (let ordinal = firstOrdinal; ordinal < end; ordinal++) {
        const slot = this.#slots.at(ordinal);
        if (wanted.has(slot) && !places.has(slot)) places.set(slot, { file, line: this.#lines.at(ordinal) });
      }
    });
    return places;
  }

  #soundText(text: string, part: TablePart): string {
    const late = this.#droppedLate.filter((ordinal) => ordinal >= part.firstOrdinal).sort((a, b) => a - b);
    let next = 0;
    const parts = [`${headerLine(this.#contract)}\n`];
    let asGiven = part.whole;
    for (const segment of part.segments) {
      const before = next;
      while ((late[next] ?? Infinity) < segment.firstOrdinal + segment.rows) next += 1;
      if (segment.verbatim && next === before) {
        // The header, which stands in the first segment, has been written.
        const bodyStart = segment.skip === 0 ? segment.start : text.indexOf('\n', segment.start) + 1;
        if (bodyStart > 0 || segment.skip === 0) parts.push(text.slice(bodyStart, segment.end));
      } else {
        asGiven = false;
        parts.push(this.#soundRows(text, segment, part.header));
      }
    }
    if (asGiven) return text;
    const rebuilt = parts.join('');
    return rebuilt === text ? text : rebuilt;
  }

  #soundRows(text: string, segment: Segment, { places }: Header): string {
    const rows: string[][] = [];
    let ordinal = segment.firstOrdinal;
    const stretch = rowsBetween(text, segment.start, segment.end);
    for (let i = segment.skip; i < stretch.count; i++) {
      const row = stretch.row(i);
      if (isBlank(row)) continue;
      if (!this.#dropped.has(ordinal)) rows.push(places.map((place) => row[place] ?? ''));
      ordinal += 1;
    }
    if (rows.length === 0) return '';
    // Where the stretch has no quote, none is needed either.
    if (segment.plain) return `${rows.map((row) => row.join(',')).join('\n')}\n`;
    return `${Papa.unparse(rows, { header: false, newline: '\n' })}\n`;
  }
}

/**
 * CRLF (also CR CR LF, the trace of a double conversion) and, where a file has no other line end, CR → LF. A CR
 * elsewhere is part of a cell.
 */
function withLineFeeds(text: string): string {
  if (!text.includes('\r')) return text;
  const unix = text.replaceAll(/\r+\n/g, '\n');
  return unix.includes('\n') ? unix : unix.replaceAll('\r', '\n');
}

/** What can be told of a line with broken quotes: the whole cells before the first quote. */
function cellsBeforeQuote(line: string): readonly string[] {
  const quote = line.indexOf('"');
  return line.slice(0, Math.max(quote, 0)).split(',').slice(0, -1);
}

function isBlank(row: readonly string[]): boolean {
  return row.length === 1 && row[0] === '';
}
