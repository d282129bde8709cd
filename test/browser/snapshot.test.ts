/** The sample of the built site has a snapshot: it is used, and done without. */
import { describe, expect, it } from 'vitest';
import {
  dataReady,
  expectNoForeignRequest,
  keyFigureLines,
  readToTheEnd,
  type Tab,
  useBrowser,
  visit,
} from './site.ts';

const openTab = useBrowser();

const ADDRESS = '#/?years=2023';
const FIGURE = '新收申请';

/** Names of the sample's files that were fetched, the sizes asked for apart. */
function fetched(tab: Tab): readonly string[] {
  return tab.requests
    .filter((url) => /\/data\/[^/]+\.(?:csv|gz)$/.test(url))
    .map((url) => url.slice(url.lastIndexOf('/') + 1));
}

/** How the data came, by the page's own mark. */
function origin(tab: Tab): Promise<unknown> {
  return tab.page.evaluate(() => {
    const [mark] = performance.getEntriesByName('warehouse-ready', 'mark');
    return mark instanceof PerformanceMark ? (mark.detail as unknown) : null;
  });
}

describe('a package with a snapshot', () => {
  it('opens from it, and shows the same from its CSVs when the snapshot is cut short', async () => {
    const tab = await openTab();
    await visit(tab.page, ADDRESS);
    const figures = await keyFigureLines(tab.page, FIGURE);
    expect(await origin(tab)).toBe('snapshot');
    expect(fetched(tab)).toContain('warehouse.duckdb.gz');
    expect(tab.errors).toEqual([]);
    expectNoForeignRequest(tab);
    await tab.close();

    const cut = await openTab();
    await cut.page.route('**/data/warehouse.duckdb.gz', async (route) => {
      const body = await (await route.fetch()).body();
      await route.fulfill({ body: body.subarray(0, body.length / 2) });
    });
    await visit(cut.page, ADDRESS);
    expect(await origin(cut)).toBe('csv');
    expect(fetched(cut)).toContain('reports.csv');
    expect(await keyFigureLines(cut.page, FIGURE)).toEqual(figures);
    expect(cut.errors).toEqual([]);
    await cut.close();
  });

  it('fetches what is known of each report when a reader comes to the list of them, and does without that file, too', async () => {
    const list = async (tab: Tab) => {
      await readToTheEnd(tab.page);
      return tab.page.locator('figure#reports tbody tr').first().innerText();
    };
    const tab = await openTab();
    await visit(tab.page, ADDRESS);
    await dataReady(tab.page);
    expect(fetched(tab)).not.toContain('reports.duckdb.gz');
    const first = await list(tab);
    expect(fetched(tab)).toContain('reports.duckdb.gz');
    expect(fetched(tab)).not.toContain('cells.duckdb.gz');
    await tab.close();

    const cut = await openTab();
    await cut.page.route('**/data/reports.duckdb.gz', async (route) => {
      const body = await (await route.fetch()).body();
      await route.fulfill({ body: body.subarray(0, body.length / 2) });
    });
    await visit(cut.page, ADDRESS);
    expect(await list(cut)).toBe(first);
    expect(await origin(cut)).toBe('snapshot');
    expect(fetched(cut)).toContain('reports.csv');
    expect(cut.errors).toEqual([]);
    await cut.close();
  });
});
