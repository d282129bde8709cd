/** The list of reports at the foot of a page is asked for when somebody comes to it, and not before. */
import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { dataReady, readToTheEnd, settled, type Tab, useBrowser, visit } from './site.ts';

const openTab = useBrowser();

const awaiting = (page: Page) => page.locator('figure#reports [data-awaiting]');
const rows = (page: Page) => page.locator('figure#reports tbody tr');
const asked = ({ requests }: Tab) => requests.some((url) => url.endsWith('/reports.duckdb.gz'));

async function atTheTop(address: string): Promise<Tab> {
  const tab = await openTab();
  await visit(tab.page, address);
  await dataReady(tab.page);
  return tab;
}

it.each(['#/?years=2023', '#/region/13?years=2023', '#/applications?years=2023'])(
  '%s is complete without it; whoever comes down finds it, and it stays',
  async (address) => {
    const tab = await atTheTop(address);
    await expect.poll(() => awaiting(tab.page).count()).toBe(1);
    expect(asked(tab)).toBe(false);
    await readToTheEnd(tab.page);
    expect(asked(tab)).toBe(true);
    expect(await rows(tab.page).count()).toBeGreaterThan(0);
    await tab.page.evaluate(() => {
      location.hash = location.hash.replace('2023', '2022');
    });
    await tab.page.getByRole('heading', { level: 1, name: /2022/ }).waitFor();
    await settled(tab.page);
    expect(await awaiting(tab.page).count()).toBe(0);
    await tab.close();
  },
);

it('is there at once where the address gives its order, and where it stands alone', async () => {
  const tab = await atTheTop('#/?years=2023&sort=reports.value.desc');
  expect(await awaiting(tab.page).count()).toBe(0);
  expect(asked(tab)).toBe(true);
  await visit(tab.page, '#/embed/reports?years=2023&region=13');
  expect(await rows(tab.page).count()).toBeGreaterThan(0);
  await tab.close();
});

it('is brought by its button, without scrolling', async () => {
  const tab = await atTheTop('#/?years=2023');
  await awaiting(tab.page)
    .getByRole('button')
    .evaluate((button) => (button as HTMLElement).click());
  await rows(tab.page).first().waitFor();
  expect(asked(tab)).toBe(true);
  await tab.close();
});

it('is asked for when the page is printed, and a press for the printer waits for it', async () => {
  const tab = await atTheTop('#/?years=2023');
  await tab.page.evaluate(() => {
    window.print = () => {
      document.body.dataset['printed'] = `${document.querySelectorAll('figure#reports tbody tr').length}`;
    };
  });
  await tab.page.keyboard.press('Control+p');
  await expect
    .poll(() => tab.page.evaluate(() => Number(document.body.dataset['printed'] ?? 0)))
    .toBeGreaterThan(0);
  await visit(tab.page, '#/?years=2022');
  await tab.page.reload();
  await settled(tab.page);
  await expect.poll(() => awaiting(tab.page).count()).toBe(1);
  await tab.page.evaluate(() => dispatchEvent(new Event('beforeprint')));
  expect(await awaiting(tab.page).count()).toBe(0);
  await rows(tab.page).first().waitFor();
  await tab.close();
});
