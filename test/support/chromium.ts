import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, type BrowserContext, type BrowserContextOptions, chromium } from 'playwright-core';

/** Keeps the browser to the page under test: no sandbox in containers, no traffic of its own. */
export const CHROMIUM_ARGS: readonly string[] = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** What Playwright turns off in its own switch of this name, and a second one would turn on again. */
const OFF_BY_PLAYWRIGHT = [
  'AimEnabled',
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsFirstBalancedModeAutoEnable',
  'HttpsUpgrades',
  'LensOverlay',
  'MediaRouter',
  'NetworkTimeServiceQuerying',
  'OptimizationHints',
  'PaintHolding',
  'PreconnectToSearch',
  'ThirdPartyStoragePartitioning',
];

/**
 * For many short visits: no page of the browser's own behind its address bar, and WebAssembly is not compiled a second
 * time for speed, which costs a visit more than it gives. Together they take a third of a visit's processor time away.
 */
export const SHORT_VISIT_ARGS: readonly string[] = [
  `--disable-features=${[...OFF_BY_PLAYWRIGHT, 'WebUIOmniboxPopup', 'WebUIOmniboxAimPopup'].join(',')}`,
  '--js-flags=--wasm-tiering-budget=200000000',
];

const FIXED_PATHS = ['/usr/bin/chromium', '/usr/bin/chromium-browser'];
const COMMANDS = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser'];

/**
 * The Chromium the browser tests run in: `CHROMIUM_PATH`, a system Chromium or Google Chrome, or the one Playwright
 * has downloaded, in this order. Throws with what to install when there is none.
 */
export function ensureChromium(): string {
  const named = process.env['CHROMIUM_PATH'];
  if (named !== undefined && named !== '') {
    if (existsSync(named)) return named;
    throw new Error(`CHROMIUM_PATH is set to ${named}, but there is no such file.`);
  }
  const onPath = (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .flatMap((folder) => COMMANDS.map((command) => join(folder, command)));
  const found = [...FIXED_PATHS, ...onPath, chromium.executablePath()].find((path) => existsSync(path));
  if (found !== undefined) return found;
  throw new Error(
    [
      'The browser tests need Chromium, and none was found. Do one of these:',
      '  sudo apt-get install chromium        (Debian, Ubuntu)',
      '  npx playwright-core install chromium (any system, into the Playwright cache)',
      '  CHROMIUM_PATH=/path/to/chrome npm test',
    ].join('\n'),
  );
}

/** Starts a headless Chromium that makes no requests of its own. The caller closes it. */
export function launchChromium(args: readonly string[] = []): Promise<Browser> {
  return chromium.launch({
    executablePath: ensureChromium(),
    headless: true,
    args: [...CHROMIUM_ARGS, ...args],
  });
}

/**
 * The same with a profile in a folder, as people have one: the cache of a profile in memory is too small for the engine.
 * The caller closes it and removes the folder.
 */
export function launchProfile(
  folder: string,
  options: BrowserContextOptions,
  args: readonly string[] = [],
): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, {
    ...options,
    executablePath: ensureChromium(),
    headless: true,
    args: [...CHROMIUM_ARGS, ...args],
  });
}
