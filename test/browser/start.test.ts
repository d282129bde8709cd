/** How a visit begins: its milestones, and what is said when the engine cannot be had. */
import { expect, it } from 'vitest';
import { heading, SITE_URL, settled, useBrowser, visit } from './site.ts';

const openTab = useBrowser();

it('leaves marks: the engine ready, then the first figure, then all data; and a measure of each query', async () => {
  const { page, close } = await openTab();
  await visit(page, '#/?years=2023');
  await expect
    .poll(() => page.evaluate(() => performance.getEntriesByName('data-ready', 'mark').length))
    .toBe(1);
  const entries = await page.evaluate(() =>
    performance.getEntries().map(({ entryType, name, startTime }) => ({ entryType, name, startTime })),
  );
  const mark = (name: string): number => {
    const found = entries.filter((entry) => entry.entryType === 'mark' && entry.name === name);
    expect(found.map((entry) => entry.name)).toEqual([name]);
    return found[0]?.startTime ?? Number.NaN;
  };
  expect(mark('engine-ready')).toBeLessThanOrEqual(mark('first-figure'));
  expect(mark('first-figure')).toBeLessThanOrEqual(mark('data-ready'));
  const measures = () => page.evaluate(() => performance.getEntriesByType('measure').map(({ name }) => name));
  expect(await measures()).toEqual(
    expect.arrayContaining(['query:change', 'query:metric-values-region-pooled']),
  );
  // The names of all regions are for searching: they come when the page is whole.
  await expect.poll(measures).toContain('query:regions');
  await close();
});

it('without the engine’s file says so in words, and works when tried again once it is there', async () => {
  const { page, close } = await openTab();
  await page.context().route('**/*.wasm', (route) => route.abort());
  await page.goto(SITE_URL);
  const alert = page.getByRole('alert');
  await expect.poll(() => alert.innerText(), { timeout: 60_000 }).toContain('数据引擎没有启动。');
  expect(await page.getByRole('note').innerText()).toContain('样本数据');
  await page.context().unroute('**/*.wasm');
  await alert.getByRole('button', { name: '再试一次' }).click();
  await heading(page).waitFor();
  await settled(page);
  expect(await heading(page).innerText()).toMatch(/^全国，\d{4} 年$/);
  expect(await alert.count()).toBe(0);
  await close();
});

it('with a data file missing names the file', async () => {
  const { page, close } = await openTab();
  await page.context().route('**/data/reports.csv', (route) => route.fulfill({ status: 404, body: 'none' }));
  await visit(page, '#/');
  const said = await page.locator('main').innerText();
  expect(said).toContain('reports.csv');
  await close();
});
