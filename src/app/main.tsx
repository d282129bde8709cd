import { createHashHistory } from '@tanstack/react-router';
import { startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import '#components/base.css';
import '#components/print.css';
import { followPrinting } from '#components/print-preparation.ts';
import { followSystemTheme } from '#components/theme.ts';
import { App, createQueryClient } from './app.tsx';
import { foretellView } from './first-figures.ts';
import { foretellInline } from './inline-figures.ts';
import { QUICK_LINE } from './line.ts';
import { followVersion } from './offline/follow-version.ts';
import { openingEndedPage } from './opening-attempt.ts';
import { PAGES } from './page-list.tsx';
import { keepDrawnPage } from './page-to-come.tsx';
import { createAppRouter } from './router.tsx';

const container = document.getElementById('root');
if (!container) throw new Error('index.html has no element with the id "root"');

const client = createQueryClient();
foretellInline(client);
keepDrawnPage();
followPrinting();
followSystemTheme();
followVersion();
const history = createHashHistory();
// Not in one stroke: a press is answered between its parts.
const draw = () =>
  startTransition(() =>
    createRoot(container).render(<App client={client} router={createAppRouter(history)} />),
  );
if (QUICK_LINE) {
  void startEngineAhead();
  // Not awaited here: what waits at its top level cannot share its code with the pages.
  void Promise.race([gather(), patience()]).then(draw);
} else draw();

/**
 * All that the first page is made of, so that it is drawn once and not part by part. What cannot be had is told where
 * it is drawn.
 */
async function gather(): Promise<void> {
  const { pathname, search } = history.location;
  const page = PAGES.find(({ path }) => path === pathname);
  const charts = Promise.all([import('#charts/responsive-chart.tsx'), import('#charts/echart.tsx')]);
  const parts = [page?.load(), charts.then(([{ CHART }]) => CHART.load())];
  await Promise.allSettled([...parts, foretellView(client, pathname, search)]);
}

/** On a line that was quick so far, all is here within this time; no page waits any longer. */
function patience(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 500));
}

/** Without the engine's code the page is drawn all the same, and says so. */
async function startEngineAhead(): Promise<void> {
  if (openingEndedPage()) return;
  try {
    const { startEngine } = await import('#warehouse/open-package.ts');
    startEngine();
  } catch {
    // Tried again when the package is opened.
  }
}
