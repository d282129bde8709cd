import { GIVEN_UP } from './site-file.ts';

/**
 * Reloads the page when a new version takes over, or when the offline copy was given up for the server's data: the
 * reader has agreed to it, perhaps in another tab, and the files of the old one are gone. The address holds the view, so it comes back as it was. Nothing happens over plain http,
 * where there is no offline copy.
 */
export function followVersion(): void {
  const container = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  if (container === undefined) return;
  let served = container.controller !== null;
  container.addEventListener('controllerchange', () => {
    if (served) window.location.reload();
    // The first copy of a visit is of the version the page came with.
    served = true;
  });
  container.addEventListener('message', ({ data }) => {
    if (data === GIVEN_UP) window.location.reload();
  });
}
