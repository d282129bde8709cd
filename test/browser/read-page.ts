/** All numbers a page shows, read in one go: key figures, tables, the first paragraph. */
import type { Page } from 'playwright-core';
import { readToTheEnd, settled } from './site.ts';

export interface ShownTable {
  /** What stands above it: a section of a report sheet; empty elsewhere. */
  readonly section: string;
  readonly headers: readonly string[];
  /** Of a table of more than 200 rows those that are drawn: the ones in sight. */
  readonly rows: readonly ShownRow[];
  /** How many rows the table says it has. */
  readonly total: number;
}

export interface ShownRow {
  readonly cells: readonly string[];
  /** Code of the region its first link leads to, `0` for the nation; empty where there is no link. */
  readonly region: string;
}

export interface ShownFigure {
  readonly id: string;
  readonly title: string;
  readonly tables: readonly ShownTable[];
  /** What it says where there is no table. */
  readonly text: string;
}

export interface ShownKeyFigure {
  readonly metric: string;
  /** Name, value with unit, notes. */
  readonly lines: readonly string[];
}

export interface ShownPage {
  readonly lead: string;
  readonly keyFigures: readonly ShownKeyFigure[];
  readonly figures: readonly ShownFigure[];
  /** Tables outside of figures: the sheet set for paper. */
  readonly loose: readonly ShownTable[];
}

/** Everything on the page, figures turned to their tables or not. Words for the ear alone are left out. */
export function readPage(page: Page): Promise<ShownPage> {
  return page.evaluate(async () => {
    const text = (element: Element): string => {
      const seen = element.cloneNode(true) as Element;
      for (const hidden of seen.querySelectorAll('.visually-hidden')) hidden.remove();
      return (seen.textContent ?? '').replace(/[↑↓↕]/g, '').trim();
    };
    const region = (row: Element): string => {
      const href = row.querySelector('a[href*="#/"]')?.getAttribute('href');
      return href == null ? '' : (/(?:\/region\/|[?&]region=)(\d+)/.exec(href)?.[1] ?? '0');
    };
    const read = (row: Element) => ({ cells: [...row.children].map(text), region: region(row) });
    const rowCount = (element: Element): number | null => {
      const said = element.getAttribute('aria-rowcount');
      return said === null ? null : Number(said) - 1;
    };
    /** Scrolls a table of which only what is in sight is drawn, and reads all of it. */
    const readScrolling = async (element: Element, count: number) => {
      const scroller = element.closest('section');
      if (scroller === null) return [];
      const rows = new Map<number, ReturnType<typeof read>>();
      // One that is hidden has no height, and ends after a step.
      const step = Math.max(1, scroller.clientHeight / 2);
      for (let top = 0; rows.size < count && top <= scroller.scrollHeight; top += step) {
        scroller.scrollTop = top;
        await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        for (const row of element.querySelectorAll('tbody tr[aria-rowindex]')) {
          rows.set(Number(row.getAttribute('aria-rowindex')), read(row));
        }
      }
      scroller.scrollTo(0, 0);
      return [...rows].toSorted(([a], [b]) => a - b).map(([, row]) => row);
    };
    const scrolled = new Map<Element, readonly ReturnType<typeof read>[]>();
    for (const element of document.querySelectorAll('main figure table[aria-rowcount]')) {
      const count = rowCount(element) ?? 0;
      if (count <= 200) scrolled.set(element, await readScrolling(element, count));
    }
    const table = (element: Element) => {
      const [head, ...body] = [...element.querySelectorAll('tr:not([aria-hidden])')];
      const section = element.closest('section')?.querySelector('h4')?.firstChild?.textContent ?? '';
      const rows = scrolled.get(element) ?? body.map(read);
      return {
        section,
        headers: [...(head?.children ?? [])].map((cell) => cell.getAttribute('abbr') ?? text(cell)),
        rows,
        total: rowCount(element) ?? rows.length,
      };
    };
    const main = document.querySelector('main');
    const all = (selector: string, within: Element | null = main) => [
      ...(within?.querySelectorAll(selector) ?? []),
    ];
    return {
      lead: main?.querySelector('h1')?.parentElement?.textContent ?? '',
      keyFigures: all('[data-figure="key-figures"] [data-metric]').map((cell) => ({
        metric: cell.getAttribute('data-metric') ?? '',
        lines: (cell as HTMLElement).innerText
          .split('\n')
          .map((line) => line.trim())
          .filter((line) => line !== ''),
      })),
      figures: all('figure').map((figure) => ({
        id: figure.id,
        title: figure.querySelector('h3')?.textContent ?? '',
        tables: all('table', figure).map(table),
        text: text(figure),
      })),
      loose: all('table')
        .filter((element) => element.closest('figure') === null)
        .map(table),
    };
  });
}

/**
 * Waits until the page on show was made from a view with these parameters: its links to other pages carry them on,
 * and stand on the page together with the figures of that view, or with what says that those are on their way.
 */
export async function viewShown(page: Page, parameters: Readonly<Record<string, string>>): Promise<void> {
  await page.waitForFunction(
    (wanted) => {
      const link = document.querySelector('header nav a[href*="#/compare"]')?.getAttribute('href') ?? '';
      const shown = new URLSearchParams(link.split('?')[1] ?? '');
      return (
        [...shown].length === Object.keys(wanted).length &&
        Object.entries(wanted).every(([name, value]) => shown.get(name) === value)
      );
    },
    parameters,
    { polling: 'raf', timeout: 20_000 },
  );
  await settled(page);
  await readToTheEnd(page);
}
