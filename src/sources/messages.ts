/** Every sentence a person reads about a faulty file or row, in both languages: their one home. */
import type { Bilingual } from '#model/bilingual.ts';
import type { DataIssueCode } from '#model/data-issue.ts';
import type { ColumnContract } from './contract.ts';
import { showValue } from './issue-line.ts';

/** Completes "expected …" and “应为…” for a cell of the column. */
export function expectation(column: ColumnContract): Bilingual {
  const { enum: allowed, minimum, maximum, maxLength } = column.constraints ?? {};
  if (allowed !== undefined) {
    return { zh: `以下之一：${allowed.join('、')}`, en: `one of ${allowed.join(', ')}` };
  }
  if (column.expected !== undefined) return column.expected;
  switch (column.type) {
    case 'year':
    case 'integer': {
      const kind =
        column.type === 'year'
          ? { zh: '四位年份', en: 'a four-digit year' }
          : { zh: '整数', en: 'a whole number' };
      return {
        zh:
          kind.zh +
          (minimum === undefined ? '' : `，不早于 ${minimum}`) +
          (maximum === undefined ? '' : `，不晚于 ${maximum}`),
        en:
          kind.en +
          (minimum === undefined ? '' : ` from ${minimum}`) +
          (maximum === undefined ? '' : ` to ${maximum}`),
      };
    }
    case 'number':
      return {
        zh: '不带单位和千分位的数字，如 12、-3、4.5（未印出则留空）',
        en: 'a plain number such as 12, -3 or 4.5 (an empty cell where nothing was printed)',
      };
    case 'date':
      return {
        zh: '存在的日期，写作 2024-01-31（没有则留空）',
        en: 'a date that exists, written 2024-01-31 (empty if there is none)',
      };
    case 'string':
      return maxLength === undefined
        ? { zh: '文字', en: 'text' }
        : { zh: `至多 ${maxLength} 个字符的文字`, en: `text of at most ${maxLength} characters` };
  }
}

/** What went wrong with a file or a row, before it is put into words. */
export type Fault =
  | { readonly code: 'file-missing'; readonly file: string; readonly indispensable: boolean }
  | { readonly code: 'file-missing'; readonly file: 'datapackage.json' }
  /** Of reports that a reader adds: the table of all reports, or that of a section. */
  | { readonly code: 'file-missing'; readonly notChosen: 'reports' | 2 | 3 | 4 }
  | { readonly code: 'file-empty'; readonly header: string; readonly has: 'nothing' | 'header' }
  | { readonly code: 'file-not-csv'; readonly reason: NotCsv }
  | { readonly code: 'column-missing'; readonly column: string; readonly loaded: boolean }
  | { readonly code: 'column-unknown'; readonly column: string }
  | { readonly code: 'column-repeated'; readonly column: string; readonly loaded: boolean }
  | { readonly code: 'row-length'; readonly cells: number; readonly columns: number }
  | { readonly code: 'quote-broken' }
  | { readonly code: 'quote-broken'; readonly giveUp: true }
  | { readonly code: CellFaultCode; readonly value: string; readonly expected: Bilingual }
  | {
      readonly code: 'key-duplicate';
      readonly columns: readonly string[];
      readonly values: readonly string[];
      /** Where another file of the table has it first; null when it is the same file. */
      readonly firstFile: string | null;
      readonly firstLine: number;
    }
  | {
      readonly code: 'key-dangling';
      readonly value: string;
      readonly file: string;
      /** The line of that file which has the key and was set aside; null when no line has it. */
      readonly setAsideLine: number | null;
    }
  | {
      readonly code: 'value-not-allowed';
      /** A figure in datapackage.json that is not the file's. */
      readonly what: 'bytes' | 'sha256';
      readonly path: string;
      readonly stated: string;
      readonly found: string;
    }
  | { readonly code: DataIssueCode; readonly more: number };

export type CellFaultCode = 'value-missing' | 'value-type' | 'value-not-allowed' | 'value-pattern';

export type NotCsv =
  | { readonly kind: 'web-page' | 'zip' | 'old-excel' | 'utf-16' | 'bad-gzip' | 'not-json' }
  | { readonly kind: 'binary'; readonly line: number }
  | { readonly kind: 'not-utf-8'; readonly line: number }
  | { readonly kind: 'too-large' }
  /** The table's files together, unpacked, are more than may be read here. */
  | { readonly kind: 'table-too-large'; readonly most: number }
  /** Another file of the same table could not be read. */
  | { readonly kind: 'not-whole'; readonly unread: string }
  /** Of files that a reader adds: none of the tables that make a report; the list of regions. */
  | { readonly kind: 'no-table'; readonly header: string }
  | { readonly kind: 'regions' }
  | { readonly kind: 'separator'; readonly separator: string }
  | { readonly kind: 'no-header'; readonly header: string }
  | { readonly kind: 'unread'; readonly problem: string };

/** The sentence for a fault, without the place, which the issue itself carries. */
export function faultMessage(fault: Fault): Bilingual {
  if ('more' in fault) {
    return {
      zh: `另有 ${fault.more} 行有同样的问题，未逐一列出；这些行均未载入`,
      en: `${fault.more} more lines have the same fault and are not listed; none of them is loaded`,
    };
  }
  if ('stated' in fault) {
    return {
      zh: `${fault.path} 的 ${fault.what} 记为 ${fault.stated}，实为 ${fault.found}：文件在打包后改动过；如属有意，请重新生成 datapackage.json`,
      en: `states ${fault.what} ${fault.stated} for ${fault.path}, which has ${fault.found}: it was changed after packing; if that was meant, write datapackage.json again`,
    };
  }
  switch (fault.code) {
    case 'file-missing':
      return missingFile(fault);
    case 'file-empty':
      return fault.has === 'nothing'
        ? {
            zh: `文件是空的；首行应为 ${fault.header}`,
            en: `the file is empty; its first line should be ${fault.header}`,
          }
        : { zh: '只有表头，没有数据行', en: 'the file has a header and no rows' };
    case 'file-not-csv':
      return notCsv(fault.reason);
    case 'column-missing':
      return fault.loaded
        ? {
            zh: `缺少这一列；整列按缺失载入`,
            en: 'the column is not in the file; it is loaded as missing throughout',
          }
        : {
            zh: `缺少这一列，文件未载入；请在表头补上 ${fault.column}`,
            en: `the column is not in the file, which is therefore not loaded; add ${fault.column} to the header`,
          };
    case 'column-unknown':
      return {
        zh: `“${showValue(fault.column)}”不是本表的列；已忽略，其余照常载入`,
        en: `"${showValue(fault.column)}" is not a column of this table; it is ignored and the rest is loaded`,
      };
    case 'column-repeated':
      return fault.loaded
        ? {
            zh: `“${showValue(fault.column)}”出现不止一次；它不是本表的列，已忽略`,
            en: `"${showValue(fault.column)}" stands in the header more than once; it is no column of this table and is ignored`,
          }
        : {
            zh: `表头中 ${fault.column} 出现不止一次，文件未载入；请只保留一列`,
            en: `${fault.column} stands in the header more than once, and the file is not loaded; keep one of them`,
          };
    case 'row-length':
      return {
        zh: `本行有 ${fault.cells} 格，表头有 ${fault.columns} 列`,
        en: `the line has ${fault.cells} cells, the header has ${fault.columns}`,
      };
    case 'quote-broken':
      return 'giveUp' in fault
        ? {
            zh: '引号错误过多，自本行起未再读取；请先改正前面各行的引号',
            en: 'too many broken quotes: nothing from this line on was read; mend the quotes above first',
          }
        : {
            zh: '引号没有闭合，或闭合后还有文字；单元格内的引号须写成两个（""）',
            en: 'a quote is not closed, or text follows the closing quote; inside a quoted cell write a quote twice ("")',
          };
    case 'value-missing':
      return { zh: `为空；${shouldBe(fault.expected)}`, en: `is empty; expected ${fault.expected.en}` };
    case 'value-type':
    case 'value-not-allowed':
    case 'value-pattern':
      return {
        zh: `“${showValue(fault.value)}”不符；${shouldBe(fault.expected)}`,
        en: `"${showValue(fault.value)}" does not fit; expected ${fault.expected.en}`,
      };
    case 'key-duplicate': {
      const values = fault.values.map(showValue).join(', ');
      const columns = fault.columns.join(' + ');
      const { firstFile, firstLine } = fault;
      return {
        zh: `“${values}”已见于${firstFile === null ? '' : ` ${firstFile} `}第 ${firstLine} 行；${columns} 不得重复`,
        en: `"${values}" is already on line ${firstLine}${firstFile === null ? '' : ` of ${firstFile}`}; ${columns} must be unique`,
      };
    }
    case 'key-dangling':
      return fault.setAsideLine === null
        ? {
            zh: `“${showValue(fault.value)}”不在 ${fault.file} 中`,
            en: `"${showValue(fault.value)}" is not in ${fault.file}`,
          }
        : {
            zh: `“${showValue(fault.value)}”在 ${fault.file} 第 ${fault.setAsideLine} 行，该行有误未载入；请先改正该行`,
            en: `"${showValue(fault.value)}" is on line ${fault.setAsideLine} of ${fault.file}, which was set aside; mend that line first`,
          };
  }
}

/** Chinese and Latin stand a space apart. */
function shouldBe({ zh }: Bilingual): string {
  return /^[\x21-\x7e]/.test(zh) ? `应为 ${zh}` : `应为${zh}`;
}

function missingFile(fault: Extract<Fault, { readonly code: 'file-missing' }>): Bilingual {
  if ('notChosen' in fault) {
    if (fault.notChosen === 'reports') {
      return {
        zh: '没有选报告表：请一并选 reports.csv，每份报告在其中占一行',
        en: 'the table of reports was not chosen: choose reports.csv as well, in which each report has a row',
      };
    }
    const section = { 2: '二', 3: '三', 4: '四' }[fault.notChosen];
    return {
      zh: `没有选这张表：所添报告第${section}部分的表中数字均为未录，不作 0`,
      en: `this table was not chosen: section ${fault.notChosen} of the added reports counts as not captured, never as 0`,
    };
  }
  if (!('indispensable' in fault)) {
    return {
      zh: '数据包中没有 datapackage.json，按默认文件名读取；名称、来源和是否为合成数据均无从得知',
      en: 'the package has no datapackage.json: files are read by their usual names; its title, its sources and whether it is synthetic are not known',
    };
  }
  const where: Bilingual = {
    zh: `数据包中没有 ${fault.file}；请放入该文件（或 ${fault.file}.gz）`,
    en: `the package has no ${fault.file}; put the file (or ${fault.file}.gz) beside datapackage.json`,
  };
  return fault.indispensable
    ? {
        zh: `${where.zh}；缺少它，数据包无法载入`,
        en: `${where.en}; without it the package cannot be loaded`,
      }
    : { zh: `${where.zh}；其余各表已载入`, en: `${where.en}; the other tables are loaded` };
}

function notCsv(reason: NotCsv): Bilingual {
  switch (reason.kind) {
    case 'web-page':
      return {
        zh: '收到的是网页，不是 CSV 文件；请检查地址，或该文件是否已放到服务器上',
        en: 'a web page came in place of the CSV file; check the address and whether the file is on the server',
      };
    case 'zip':
      return {
        zh: '这是 XLSX 或 ZIP 文件；请在表格软件中另存为“CSV UTF-8（逗号分隔）”',
        en: 'this is an XLSX or ZIP file; save it as "CSV UTF-8 (comma delimited)" in the spreadsheet program',
      };
    case 'old-excel':
      return {
        zh: '这是 XLS 文件；请在表格软件中另存为“CSV UTF-8（逗号分隔）”',
        en: 'this is an XLS file; save it as "CSV UTF-8 (comma delimited)" in the spreadsheet program',
      };
    case 'utf-16':
      return {
        zh: '文件编码为 UTF-16；请另存为 UTF-8 编码的 CSV',
        en: 'the file is encoded in UTF-16; save it as CSV in UTF-8',
      };
    case 'bad-gzip':
      return {
        zh: 'gzip 压缩文件已损坏或不完整；请重新下载或重新压缩',
        en: 'the gzip file is damaged or incomplete; fetch it or compress it again',
      };
    case 'not-json':
      return {
        zh: '内容不是 JSON 对象；按默认文件名读取各表',
        en: 'the content is not a JSON object; the tables are read by their usual names',
      };
    case 'binary':
      return {
        zh: `不是文本文件（第 ${reason.line} 行有空字符）；请另存为 UTF-8 编码的 CSV`,
        en: `this is not a text file (a NUL byte on line ${reason.line}); save it as CSV in UTF-8`,
      };
    case 'not-utf-8':
      return {
        zh: `第 ${reason.line} 行不是 UTF-8 编码（可能是 GBK）；请另存为“CSV UTF-8”`,
        en: `line ${reason.line} is not UTF-8 (perhaps GBK); save the file as "CSV UTF-8"`,
      };
    case 'too-large':
      return {
        zh: '文件超过 500 MB，无法整份核对；请把这张表拆成几个文件，各有表头，再重新生成 datapackage.json',
        en: 'the file is larger than 500 MB, more than can be checked in one; split the table into several files, each with the header, and write datapackage.json again',
      };
    case 'table-too-large': {
      const most = Math.floor(reason.most / 1e6);
      return {
        zh: `这张表的各个文件合计超过 ${most} MB，此处无法读取；请为数据包制作快照，由快照打开`,
        en: `the files of this table are larger than ${most} MB together, more than can be read here; make a snapshot of the package and open that`,
      };
    }
    case 'not-whole':
      return {
        zh: `同一张表的 ${reason.unread} 未能读取，本文件也未载入：一张表要么全部载入，要么不载入`,
        en: `not loaded, because ${reason.unread} of the same table could not be read: a table is loaded whole or not at all`,
      };
    case 'no-table':
      return {
        zh: `首行“${showValue(reason.header)}”不是 reports、disclosures、applications、reviews 任何一张表的表头；请按空白表格填写`,
        en: `the first line, "${showValue(reason.header)}", is the header of none of the tables reports, disclosures, applications and reviews; fill in the empty tables`,
      };
    case 'regions':
      return {
        zh: '这是区划表：区划以眼前的数据包为准，不能添加；请只选报告的各表',
        en: 'this is the table of regions, which are those of the package and cannot be added; choose the tables of reports only',
      };
    case 'separator':
      return {
        zh: `各列以“${showValue(reason.separator)}”分隔；请另存为逗号分隔的 CSV`,
        en: `the columns are separated by "${showValue(reason.separator)}"; save the file with commas`,
      };
    case 'no-header':
      return {
        zh: `首行“${showValue(reason.header)}”没有本表的任何列名；首行应为列名`,
        en: `the first line, "${showValue(reason.header)}", has none of this table's columns; it should be the header`,
      };
    case 'unread':
      return {
        zh: `文件无法读取：${showValue(reason.problem)}`,
        en: `the file could not be read: ${showValue(reason.problem)}`,
      };
  }
}
