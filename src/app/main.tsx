import { createHashHistory } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import '#components/base.css';
import '#components/print.css';
import { followPrinting } from '#components/print-preparation.ts';
import { followSystemTheme } from '#components/theme.ts';
import { App, createQueryClient } from './app.tsx';
import { foretellInline } from './inline-figures.ts';
import { followVersion } from './offline/follow-version.ts';
import { openingEndedPage } from './opening-attempt.ts';
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
createRoot(container).render(<App client={client} router={createAppRouter(createHashHistory())} />);

// The code for the first click is here; the engine starts while the page is being drawn.
if (!openingEndedPage()) void import('#warehouse/open-package.ts').then(({ startEngine }) => startEngine());
