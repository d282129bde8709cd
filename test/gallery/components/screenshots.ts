/** Takes pictures of the gallery: `npx tsx test/gallery/components/screenshots.ts OUT`. */
import { mkdirSync } from 'node:fs';
import { chromium, type Page } from 'playwright-core';
import { createServer } from 'vite';
import { CHROMIUM_ARGS, ensureChromium } from '../../support/chromium.ts';

const [out = 'screenshots/components'] = process.argv.slice(2);
mkdirSync(out, { recursive: true });
const server = await createServer({
  configFile: false,
  root: import.meta.dirname,
  logLevel: 'error',
  server: { port: 0, fs: { allow: ['../../..'] } },
});
await server.listen();
const address = server.resolvedUrls?.local[0];
const browser = await chromium.launch({ executablePath: ensureChromium(), args: [...CHROMIUM_ARGS] });

/** What is only there once something is opened, each with how to open it. */
const OPENED: Readonly<Record<string, (page: Page) => Promise<void>>> = {
  metric: async (page) => page.locator('#controls button').first().click(),
  years: async (page) => page.locator('#controls button').nth(1).click(),
  note: async (page) => page.locator('#key-figures button').nth(2).click(),
  region: async (page) => page.getByRole('combobox').first().fill('其中'),
  nothing: async (page) => page.getByRole('combobox').first().fill('无此地名'),
  below: async (page) => {
    await page.getByRole('combobox').first().focus();
    await page.keyboard.press('ArrowDown');
  },
  siblings: async (page) => page.locator('main nav button').nth(1).click(),
  issues: async (page) => page.getByRole('button', { name: /1,032/ }).click(),
  package: async (page) =>
    page
      .getByRole('button', { name: /切换数据包|Switch data/ })
      .first()
      .click(),
  details: async (page) => page.locator('#faces summary').first().click(),
};

for (const [theme, lang, width] of [
  ['light', 'zh', 1440],
  ['light', 'zh', 360],
  ['light', 'en', 768],
  ['dark', 'en', 360],
  ['dark', 'zh', 768],
  ['dark', 'en', 1440],
] as const) {
  const page = await browser.newPage({ viewport: { width, height: 800 }, reducedMotion: 'reduce' });
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      console.log(message.type(), message.text());
  });
  page.on('pageerror', (error) => {
    console.log('page error', error.message);
  });
  const search = new URLSearchParams({ theme, lang, synthetic: theme === 'dark' ? '1' : '0' });
  await page.goto(`${address}?${search}`);
  await page.locator('h1').waitFor();
  const name = `${out}/${theme}-${lang}-${width}`;
  await page.screenshot({ path: `${name}.png`, fullPage: true });
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
  if (wide > 0) console.log(`${name}: the page is ${wide} px too wide`);
  for (const [opened, open] of Object.entries(OPENED)) {
    await open(page);
    await page.screenshot({ path: `${name}-${opened}.png` });
    await page.keyboard.press('Escape');
    await page.keyboard.press('Escape');
  }
  await page.close();
}
await browser.close();
await server.close();
