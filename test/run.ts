/**
 * All tests in one go: makes sure of a browser, builds the site, runs vitest, and prints "N passed, N failed" last.
 * Exit code 1 when anything failed or no test ran. Arguments go to vitest.
 */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { ensureChromium } from './support/chromium.ts';

/** What is read of vitest's JSON report. */
interface VitestSummary {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly status: string }[];
  }[];
}

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): number {
  const result = spawnSync(command, args, { stdio: 'inherit', env });
  if (result.error) throw result.error;
  return result.status ?? 1;
}

function finish(passed: number, failed: number): never {
  console.log(`${passed} passed, ${failed} failed`);
  process.exit(failed > 0 || passed === 0 ? 1 : 0);
}

/** The browser, or a word on how to get one. */
function chromiumPath(): string {
  try {
    return ensureChromium();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return finish(0, 1);
  }
}

const chromium = chromiumPath();
for (const [command, ...args] of [
  ['npx', 'vite', 'build', '--logLevel', 'warn'],
  ['npx', 'size-limit'],
] as const) {
  if (run(command, args) !== 0) finish(0, 1);
}

const folder = mkdtempSync(join(tmpdir(), 'township-disclosure-test-'));
const summaryFile = join(folder, 'vitest.json');
const status = run(
  'npx',
  [
    'vitest',
    'run',
    '--reporter=default',
    '--reporter=json',
    `--outputFile.json=${summaryFile}`,
    ...process.argv.slice(2),
  ],
  { ...process.env, CHROMIUM_PATH: chromium, SITE_DIR: resolve('dist') },
);
const summary = existsSync(summaryFile)
  ? (JSON.parse(readFileSync(summaryFile, 'utf8')) as VitestSummary)
  : undefined;
rmSync(folder, { recursive: true });
if (summary === undefined) finish(0, 1);

// A file that cannot be loaded, or whose preparation fails, has no failed test to count: it counts as one.
const failedFiles = summary.testResults.filter(
  (file) => file.status === 'failed' && file.assertionResults.every((test) => test.status !== 'failed'),
).length;
const failed = summary.numFailedTests + failedFiles;
finish(summary.numPassedTests, status !== 0 ? Math.max(1, failed) : failed);
