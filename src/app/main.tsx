import { createHashHistory } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import '#components/base.css';
import '#components/print.css';
import { followPrinting } from '#components/print-preparation.ts';
import { followSystemTheme } from '#components/theme.ts';
import { App, createQueryClient } from './app.tsx';
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
const draw = () => {
  createRoot(container).render(<App client={client} router={createAppRouter(history)} />);
};
if (QUICK_LINE) {
  PAGES.find(({ path }) => path === history.location.pathname)
    ?.load()
    // Told where it is drawn.
    .catch(() => {});
  // Not awaited here: what waits at its top level cannot share its code with the pages.
  void startAhead().then(draw);
} else draw();

/** Without the engine's code the page is drawn all the same, and says so. */
async function startAhead(): Promise<void> {
  if (openingEndedPage()) return;
  try {
    const { startEngine } = await import('#warehouse/open-package.ts');
    startEngine();
  } catch {
    // Tried again when the package is opened.
  }
}
