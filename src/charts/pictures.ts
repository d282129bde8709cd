/**
 * Charts as the build drew them. The overview as it first opens shows them until the chart library is here: the same
 * drawing, of the same input, for one width, language and theme. A chart with any other input is drawn by the library.
 */
import { useSyncExternalStore } from 'react';
import type { Language } from '#model/bilingual.ts';
import type { ChartContext, ChartTheme } from './theme.ts';

/** Pictures of one page in one language and theme. */
export interface ChartPictures {
  readonly theme: ChartTheme;
  readonly language: Language;
  /** SVG documents by `pictureKey`, as `renderToSvg` gives them. */
  readonly pictures: Readonly<Record<string, string>>;
}

/** The theme as text. Style sheets are shipped with colours in their shortest form. */
function themeText(theme: ChartTheme): string {
  return JSON.stringify(theme).replaceAll(/"#([\da-f])([\da-f])([\da-f])"/g, '"#$1$1$2$2$3$3"');
}

/**
 * `coming`: the pictures are on their way, and charts wait. `here`: what there is a picture of is shown by it. `library`:
 * every chart is drawn.
 */
export type PicturesState = 'coming' | 'here' | 'library';

let state: PicturesState = 'library';
let known: (ChartPictures & { readonly themeText: string }) | null = null;
const listeners = new Set<() => void>();

function become(next: PicturesState): void {
  if (state === next) return;
  state = next;
  for (const listener of [...listeners]) listener();
}

/** Has charts wait for pictures, which may turn out to be none. Tells whether there were any. */
export async function expectPictures(coming: Promise<ChartPictures | null>): Promise<boolean> {
  become('coming');
  // Without pictures the library draws.
  const pictures = await coming.catch(() => null);
  // Somebody has called for the library meanwhile.
  if (pictures === null || state !== 'coming') {
    drawAll();
    return false;
  }
  known = { ...pictures, themeText: themeText(pictures.theme) };
  become('here');
  return true;
}

/** From now on charts are drawn by the library. */
export function drawAll(): void {
  known = null;
  become('library');
}

export function usePicturesState(): PicturesState {
  return useSyncExternalStore(
    (changed) => {
      listeners.add(changed);
      return () => listeners.delete(changed);
    },
    () => state,
    () => 'library',
  );
}

/** The picture of a chart; undefined where the build drew none like it. */
export function pictureOf(key: string, { theme, lang, width }: ChartContext): string | undefined {
  if (known === null || known.language !== lang || themeText(theme) !== known.themeText) return undefined;
  const svg = known.pictures[key];
  return svg?.startsWith(`<svg width="${width}" `) === true ? svg : undefined;
}
