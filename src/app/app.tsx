/** The app as a tree: the same in the browser and when the build renders its first page. */
import {
  QueryClient,
  QueryClientProvider,
  type QueryFunction,
  type QueryFunctionContext,
} from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import type { AppRouter } from './router.tsx';

/**
 * A page that is put on show asks all its questions at once. Their statements are written and bound one by one, each in a
 * task of its own, between which the page answers. This is the one place through which all questions go.
 */
async function inTaskOfItsOwn<T>(ask: QueryFunction<T>, context: QueryFunctionContext): Promise<T> {
  // Read now: who asks for the signal has the question called off when nobody waits for it any more.
  const { signal } = context;
  await new Promise((resolve) => {
    setTimeout(resolve);
  });
  signal.throwIfAborted();
  return ask(context);
}

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
        persister: inTaskOfItsOwn,
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
