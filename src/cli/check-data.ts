/**
 * Check a data package: `npm run data:check [-- [--lang zh|en] DIR]`. One line a fault, `file:line:column: message`,
 * then a summary. Exit status: 0 sound (warnings allowed), 1 faults, 2 wrong usage.
 */
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { type Bilingual, LANGUAGES, type Language } from '#model/bilingual.ts';
import type { DataIssue } from '#model/data-issue.ts';
import { descriptorIssue, type PackageDescriptor } from '#sources/descriptor.ts';
import { issueLine } from '#sources/issue-line.ts';
import { type LoadedPackage, PackageError } from '#sources/loaded-package.ts';
import { TABLE_NAMES } from '#sources/package.ts';
import { loadPackageFromFolder } from '#sources/read-folder.ts';

const USAGE =
  'Usage: npm run data:check [-- [--lang zh|en] DIR]   (DIR: the folder of a data package, by default data)';

/** What checking a folder found: the lines to print, and the exit status. */
export interface CheckedFolder {
  readonly lines: readonly string[];
  readonly status: 0 | 1;
}

/** Check the package in a folder. Every fault is listed, however many. */
export async function checkFolder(folder: string, language: Language): Promise<CheckedFolder> {
  let loaded: LoadedPackage | undefined;
  let issues: readonly DataIssue[];
  try {
    loaded = await loadPackageFromFolder(folder, { issueLimit: Number.POSITIVE_INFINITY });
    issues = [...loaded.issues, ...(await hashIssues(folder, loaded))];
  } catch (error) {
    if (!(error instanceof PackageError)) throw error;
    issues = error.issues;
  }
  const errors = issues.filter(({ severity }) => severity === 'error').length;
  const summary =
    loaded === undefined ? unreadable(errors) : summarise(loaded, errors, issues.length - errors);
  return {
    lines: [...issues.map((issue) => issueLine(issue, language)), summary[language]],
    status: errors > 0 ? 1 : 0,
  };
}

/** Files that are not the ones datapackage.json was made from; where the size differs, that was said already. */
async function hashIssues(
  folder: string,
  { descriptor, issues }: LoadedPackage,
): Promise<readonly DataIssue[]> {
  const found = await Promise.all(
    descriptor.resources.map(async ({ property, path, hash }) => {
      if (hash === null || issues.some(({ column }) => column === `${property}.bytes`)) return [];
      const bytes = await readFile(join(folder, path)).catch(() => undefined);
      if (bytes === undefined) return [];
      const actual = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
      if (actual === hash) return [];
      const fault = { code: 'value-not-allowed', what: 'sha256', path, stated: hash, found: actual } as const;
      return [descriptorIssue(fault, `${property}.hash`, hash)];
    }),
  );
  return found.flat();
}

function unreadable(errors: number): Bilingual {
  return {
    zh: `数据包无法载入：${errors} 个错误`,
    en: `The package cannot be loaded: ${count(errors, 'fault')}`,
  };
}

function summarise(
  { descriptor, tables, setAsideCount }: LoadedPackage,
  errors: number,
  warnings: number,
): Bilingual {
  const rows = TABLE_NAMES.map((table) => `${table} ${tables[table].rows}`).join(', ');
  const { zh, en } = titleOf(descriptor);
  return {
    zh: `${zh}：${errors} 个错误，${warnings} 个警告；搁置 ${setAsideCount} 行；载入行数：${rows}`,
    en: `${en}: ${count(errors, 'fault')}, ${count(warnings, 'warning')}; ${count(setAsideCount, 'line')} set aside; rows loaded: ${rows}`,
  };
}

function titleOf({ title, synthetic }: PackageDescriptor): Bilingual {
  return synthetic ? { zh: `${title.zh}（合成数据）`, en: `${title.en} (synthetic)` } : title;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

async function main(args: readonly string[]): Promise<number> {
  let folder: string;
  let language: Language | undefined;
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: { lang: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
      allowPositionals: true,
    });
    if (values.help === true) {
      console.log(USAGE);
      return 0;
    }
    const wanted = values.lang ?? (process.env['LANG']?.startsWith('zh') === true ? 'zh' : 'en');
    language = LANGUAGES.find((known) => known === wanted);
    folder = positionals[0] ?? 'data';
    if (language === undefined || positionals.length > 1)
      throw new Error('Unknown language or too many folders');
    if (!(await stat(folder)).isDirectory()) throw new Error(`${folder} is not a folder`);
  } catch (error) {
    console.error(error instanceof Error ? error.message : String(error));
    console.error(USAGE);
    return 2;
  }
  const { lines, status } = await checkFolder(folder, language);
  for (const line of lines) console.log(line);
  return status;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  process.exitCode = await main(process.argv.slice(2));
}
