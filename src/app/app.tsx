/** The app as a tree: the same in the browser and when the build renders its first page. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import type { AppRouter } from './router.tsx';

export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        // Answers change only with the data, and then under another key.
        staleTime: Number.POSITIVE_INFINITY,
        // An answer left behind is kept for a step back, and no longer: a walk through the nation is long.
        gcTime: 30_000,
        // The data is here: nothing may wait for a network (the default pauses offline).
        networkMode: 'always',
        retry: false,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
      },
    },
  });
}

export interface AppProps {
  readonly client: QueryClient;
  readonly router: AppRouter;
}

export function App({ client, router }: AppProps) {
  return (
    <StrictMode>
      <QueryClientProvider client={client}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </StrictMode>
  );
}
