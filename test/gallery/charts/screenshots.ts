/** Takes pictures of the gallery: `npx tsx test/gallery/charts/screenshots.ts OUT [kind]`. */
import { mkdirSync } from 'node:fs';
import { chromium } from 'playwright-core';
import { createServer } from 'vite';

const [out = 'shots', only] = process.argv.slice(2);
mkdirSync(out, { recursive: true });
/** Pictures are cut so that text stays legible where they are shown scaled down. */
const SLICE = 1500;

const server = await createServer({
  configFile: false,
  root: import.meta.dirname,
  logLevel: 'error',
  server: { port: 0, fs: { allow: ['../../..'] } },
});
await server.listen();
const address = server.resolvedUrls?.local[0];
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
const page = await browser.newPage({ reducedMotion: 'reduce' });
page.on('console', (message) => {
  if (message.type() !== 'debug' && message.type() !== 'info') console.log(message.type(), message.text());
});
page.on('pageerror', (error) => {
  console.log('page error', error.message);
});
for (const [theme, lang, width] of [
  ['light', 'zh', 1100],
  ['light', 'zh', 328],
  ['light', 'en', 640],
  ['dark', 'en', 328],
  ['dark', 'zh', 640],
] as const) {
  await page.setViewportSize({ width: width + 32, height: 900 });
  const search = new URLSearchParams({ theme, lang, width: `${width}`, ...(only ? { only } : {}) });
  await page.goto(`${address}?${search}`);
  await page.waitForFunction(() => {
    const hosts = [...document.querySelectorAll('.echart-host')];
    return hosts.length > 0 && hosts.every((host) => host.hasAttribute('data-drawn'));
  });
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  for (let top = 0; top < height; top += SLICE) {
    await page.screenshot({
      path: `${out}/${only ?? 'all'}-${theme}-${lang}-${width}-${1 + top / SLICE}.png`,
      fullPage: true,
      clip: { x: 0, y: top, width: width + 32, height: Math.min(SLICE, height - top) },
    });
  }
}
await browser.close();
await server.close();
