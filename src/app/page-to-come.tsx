import { PendingFace } from '#components/faces.tsx';
import { useViewState } from '#components/use-view-state.ts';
import { addressOf } from '#view-state/address.ts';

let drawn: string | null = null;

/** Keeps the overview as the build drew it, before the app takes its place on the page. */
export function keepDrawnPage(): void {
  if (document.documentElement.dataset['view'] === 'other') return;
  const main = document.querySelector('.first-figures main');
  // It has long run; the text of it is of no use to the page.
  main?.querySelector('script')?.remove();
  drawn = main?.innerHTML ?? null;
}

/** While a page's code is on its way. The overview stays as it was drawn; what was drawn is the site's own markup. */
export function PageToCome() {
  const { path, state } = useViewState();
  if (drawn === null || addressOf(path, state) !== '/') return <PendingFace height="60vh" />;
  return <div data-pending="" dangerouslySetInnerHTML={{ __html: drawn }} />;
}
