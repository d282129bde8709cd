import { startTransition } from 'react';
import { createRoot } from 'react-dom/client';
import '#components/base.css';
import '#components/print.css';
import { type ChartPictures, expectPictures } from '#charts/pictures.ts';
import { followPrinting } from '#components/print-preparation.ts';
import { followSystemTheme } from '#components/theme.ts';
import { NATION_CODE } from '#model/region.ts';
import { App, createQueryClient } from './app.tsx';
import { fetchFirstCharts } from './first-charts.ts';
import { foretellView } from './first-figures.ts';
import { idle } from './idle.ts';
import { foretellInline } from './inline-figures.ts';
import { createLateHistory } from './late-address.ts';
import { afterFrame, firstPageIsHere, QUICK_LINE } from './line.ts';
import { whenReady } from './milestones.ts';
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
const history = createLateHistory(window);
const router = createAppRouter(history);
// Not in one stroke: a press is answered between its parts.
const draw = () =>
  startTransition(() => createRoot(container).render(<App client={client} router={router} />));
const pictures = expectPictures(firstCharts());
const gathered = gather().then(firstPageIsHere);
if (QUICK_LINE) {
  void startEngineAhead();
  // Not awaited here: what waits at its top level cannot share its code with the pages.
  void Promise.race([gathered, patience()]).then(draw);
} else draw();
pictures.then(followPictures, () => {});

async function firstCharts(): Promise<ChartPictures | null> {
  await afterFrame();
  const { pathname, search } = history.location;
  return fetchFirstCharts(client, pathname, search);
}

/**
 * All that the first page is made of, so that it is drawn once and not part by part. What cannot be had is told where
 * it is drawn.
 */
async function gather(): Promise<void> {
  const { pathname, search } = history.location;
  const page = PAGES.find(({ path }) => path === pathname);
  const charts = pictures.then(async (drawn) => {
    if (!drawn) return (await import('#charts/responsive-chart.tsx')).CHART.load();
    const { geometryQuery } = await import('#figures/geometry-file.ts');
    return client.prefetchQuery(geometryQuery(NATION_CODE));
  });
  await Promise.allSettled([router.load(), page?.load(), foretellView(client, pathname, search), charts]);
}

/** The chart library takes over when the page is at rest. */
function followPictures(drawn: boolean): void {
  if (!drawn) return;
  whenReady(async () => {
    await idle();
    const { wakeCharts } = await import('#charts/responsive-chart.tsx');
    await wakeCharts();
  });
}

/** On a line that was quick so far, all is here within this time; no page waits any longer. */
function patience(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 1000));
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
