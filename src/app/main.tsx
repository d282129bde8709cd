import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import '#components/base.css';
import '#components/print.css';
import { followPrinting } from '#components/print-preparation.ts';
import { followSystemTheme } from '#components/theme.ts';
import { router } from './router.tsx';

const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      // Answers change only with the data, and then under another key.
      staleTime: Number.POSITIVE_INFINITY,
      // The data is here: nothing may wait for a network (the default pauses offline).
      networkMode: 'always',
      retry: false,
      refetchOnWindowFocus: false,
      refetchOnReconnect: false,
    },
  },
});

const container = document.getElementById('root');
if (!container) throw new Error('index.html has no element with the id "root"');

followPrinting();
followSystemTheme();
createRoot(container).render(
  <StrictMode>
    <QueryClientProvider client={queryClient}>
      <RouterProvider router={router} />
    </QueryClientProvider>
  </StrictMode>,
);
