import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { drawInTurn } from '#charts/drawing-queue.ts';

beforeEach(() => {
  // A tab in the background waits for no frame.
  vi.stubGlobal('document', { visibilityState: 'hidden' });
});
afterEach(() => {
  vi.unstubAllGlobals();
});

/** Lets everything be drawn, and gives the order. */
async function drawnOf(charts: readonly { readonly name: string; readonly seen?: boolean }[]) {
  const order: string[] = [];
  await Promise.all(
    charts.map(
      ({ name, seen = true }) =>
        new Promise<void>((drawn) => {
          drawInTurn(
            () => {
              order.push(name);
              drawn();
            },
            () => seen,
          );
        }),
    ),
  );
  return order;
}

test('charts in sight are drawn first, and each group in the order of the page', async () => {
  const order = await drawnOf([
    { name: 'above', seen: false },
    { name: 'first in sight' },
    { name: 'second in sight' },
    { name: 'below', seen: false },
  ]);
  expect(order).toEqual(['first in sight', 'second in sight', 'above', 'below']);
});

test('a chart called off is not drawn', async () => {
  const order: string[] = [];
  drawInTurn(() => order.push('called off'))();
  order.push(...(await drawnOf([{ name: 'kept' }])));
  expect(order).toEqual(['kept']);
});
