/**
 * The charts of the overview as it first opens, drawn by the build: a file for each language and theme beside the
 * package's first figures. They stand in for the chart library until the page is at rest.
 */
import type { QueryClient } from '@tanstack/react-query';
import * as v from 'valibot';
import { PICTURE_WINDOW } from '#charts/chart-room.ts';
import type { ChartPictures } from '#charts/pictures.ts';
import type { Language } from '#model/bilingual.ts';
import { readAddress } from '#view-state/address.ts';
import { fetchBuilt, foretoldFolder } from './first-figures.ts';

export type ThemeName = 'light' | 'dark';

export function firstChartsFile(language: Language, theme: ThemeName): string {
  return `first-charts.${language}-${theme}.json`;
}

const FirstCharts = v.object({
  theme: v.custom<ChartPictures['theme']>((value) => v.is(v.looseObject({ paper: v.string() }), value)),
  language: v.picklist(['zh', 'en']),
  pictures: v.record(v.string(), v.string()),
});

/** Pictures for a view; null where the build drew none, and the library draws. */
export async function fetchFirstCharts(
  client: QueryClient,
  pathname: string,
  search: string,
): Promise<ChartPictures | null> {
  const { state } = readAddress(pathname, search);
  if (!matchMedia(PICTURE_WINDOW).matches) return null;
  const folder = await foretoldFolder(client, pathname, state);
  if (folder === null) return null;
  const theme = document.documentElement.dataset['theme'] === 'dark' ? 'dark' : 'light';
  try {
    const read = v.safeParse(FirstCharts, await fetchBuilt(folder, firstChartsFile(state.lang, theme)));
    return read.success ? read.output : null;
  } catch {
    return null;
  }
}
