/**
 * All tests in one go: builds the site, makes sure of a browser, runs vitest, and prints "N passed, N failed" last.
 * Exit code 1 when a test failed or none ran.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureChromium } from './support/chromium.ts';

interface VitestSummary {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numFailedTestSuites: number;
  readonly success: boolean;
}

function run(command: string, args: readonly string[], env: NodeJS.ProcessEnv = process.env): number {
  const result = spawnSync(command, args, { stdio: 'inherit', env });
  if (result.error) throw result.error;
  return result.status ?? 1;
}

const chromium = ensureChromium();
if (run('npx', ['vite', 'build', '--logLevel', 'warn']) !== 0) process.exit(1);
if (run('npx', ['size-limit']) !== 0) process.exit(1);

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
  { ...process.env, CHROMIUM_PATH: chromium },
);
const summary = JSON.parse(readFileSync(summaryFile, 'utf8')) as VitestSummary;
rmSync(folder, { recursive: true });

// A file that cannot even be loaded has no tests to count: it counts as one failure.
const failed =
  summary.numFailedTests +
  (status !== 0 && summary.numFailedTests === 0 ? Math.max(1, summary.numFailedTestSuites) : 0);
console.log(`${summary.numPassedTests} passed, ${failed} failed`);
process.exit(failed > 0 || summary.numPassedTests === 0 ? 1 : 0);
