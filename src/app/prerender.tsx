/** For the build: the overview as it first opens, rendered without a browser, and the answers it is made of. */
import { createMemoryHistory } from '@tanstack/react-router';
import { prerender as renderStatic } from 'react-dom/static';
import { PICTURE_WIDTHS } from '#charts/chart-room.ts';
import { ChartCollectorContext, type ChartToDraw } from '#charts/chart-to-draw.ts';
import { registerRegionMap, renderToSvg } from '#charts/echart.tsx';
import type { StoredTopology } from '#charts/geometry.ts';
import type { ChartPictures } from '#charts/pictures.ts';
import { type ChartTheme, DARK_THEME, ENGLISH_FONT, LIGHT_THEME } from '#charts/theme.ts';
import { createRegionTree } from '#components/region-tree.ts';
import { geometryQuery } from '#figures/geometry-file.ts';
import type { Language } from '#model/bilingual.ts';
import { NATION_CODE } from '#model/region.ts';
import { regions } from '#queries/regions.ts';
import type { PackageDescriptor } from '#sources/descriptor.ts';
import { dataVersion, type Warehouse, warehouseVersion } from '#warehouse/warehouse.ts';
import { App, createQueryClient } from './app.tsx';
import { originOf } from './data-origin.ts';
import { type PackageList, packageListQuery } from './data-packages.ts';
import { firstChartsFile, type ThemeName } from './first-charts.ts';
import { type FirstFigures, foretell, storableAnswers } from './first-figures.ts';
import { createAppRouter } from './router.tsx';

/** For the build, which writes what the page then looks for. */
export { FIRST_FIGURES_FILE, INLINE_FIGURES_ID } from './first-figures.ts';
export { OPENING_KEY } from './opening-attempt.ts';

/** In characters of JSON. The list of all regions is longer, and is left to the engine. */
const LONGEST_ANSWER = 600_000;

/** Inside a page that everybody loads: a list of a thousand reports is left to the engine, too. */
const LONGEST_ANSWER_INSIDE = 24_000;

export interface Prerendered {
  /** For a file of their own. */
  readonly figures: FirstFigures;
  readonly inside: {
    readonly figures: FirstFigures;
    /** What stands in `#root` until the app takes over, made of these figures. */
    readonly html: string;
  };
  /** The charts of that page, by the name of the file they belong in. */
  readonly charts: Readonly<Record<string, ChartPictures>>;
}

/**
 * Renders the overview until it asks nothing new, answering its questions from the warehouse. What the page asks is
 * thus told by the page alone. `geometry` is that of the nation's map.
 */
export async function prerender(
  warehouse: Warehouse,
  descriptor: PackageDescriptor,
  list: PackageList,
  geometry: StoredTopology,
): Promise<Prerendered> {
  const { years, rows, engine } = warehouse;
  if (years === null) throw new Error('a package without a report has no figures');
  const tree = createRegionTree(await regions(warehouse));
  const bare: FirstFigures = {
    dataVersion: dataVersion(descriptor),
    title: descriptor.title,
    origin: originOf(descriptor, null),
    years,
    rows,
    regions: [...tree.childrenOf(NATION_CODE)],
    answers: [],
  };
  const version = warehouseVersion(bare.dataVersion, 1);
  const [first] = list;

  const render = async (figures: FirstFigures, draw?: Drawing) => {
    const client = createQueryClient();
    client.setQueryData(packageListQuery.queryKey, list);
    foretell(client, first.path, figures, engine);
    if (draw !== undefined) client.setQueryData(geometryQuery(NATION_CODE).queryKey, geometry);
    const history = createMemoryHistory({ initialEntries: [draw?.language === 'en' ? '/?lang=en' : '/'] });
    // Links as the browser's history writes them.
    const router = createAppRouter(Object.assign(history, { createHref: (href: string) => `#${href}` }));
    await router.load();
    const { prelude } = await renderStatic(
      <ChartCollectorContext value={draw?.collect ?? null}>
        <App client={client} router={router} />
      </ChartCollectorContext>,
      {
        // All in its place: scripts that move parts in later would be code of their own.
        progressiveChunkSize: Number.POSITIVE_INFINITY,
        onError: (error) => {
          throw error;
        },
      },
    );
    return { client, html: await new Response(prelude).text() };
  };

  const asked = new Set<string>();
  let figures = bare;
  for (;;) {
    const { client } = await render(figures);
    let answered = 0;
    for (const query of client.getQueryCache().getAll()) {
      const { queryKey, queryHash, options, state } = query;
      const ask = options.queryFn;
      if (!queryKey.includes(version) || state.data !== undefined || typeof ask !== 'function') continue;
      // Its answer was too long to keep.
      if (asked.has(queryHash)) continue;
      asked.add(queryHash);
      const { signal } = new AbortController();
      const answer: unknown = await ask({ client, queryKey, signal, meta: undefined });
      if (JSON.stringify(answer).length > LONGEST_ANSWER) continue;
      client.setQueryData(queryKey, answer);
      answered += 1;
    }
    if (answered === 0) break;
    figures = { ...bare, answers: storableAnswers(client, version) };
  }
  const short = figures.answers.filter(
    ({ answer }) => JSON.stringify(answer).length <= LONGEST_ANSWER_INSIDE,
  );
  const inside = { ...figures, answers: short };
  const charts: Record<string, ChartPictures> = {};
  for (const language of ['zh', 'en'] as const) {
    const found = new Map<string, ChartToDraw>();
    await render(figures, { language, collect: (chart) => found.set(chart.key, chart) });
    for (const [name, paper] of Object.entries(THEMES)) {
      const theme = language === 'en' ? { ...paper, font: ENGLISH_FONT } : paper;
      charts[firstChartsFile(language, name as ThemeName)] = {
        theme,
        language,
        pictures: Object.fromEntries(
          [...found.values()].map((chart) => [chart.key, pictured(chart, theme, language)]),
        ),
      };
    }
  }
  return { figures, inside: { figures: inside, html: (await render(inside)).html }, charts };
}

/** What is to be drawn besides the page. */
interface Drawing {
  readonly language: Language;
  readonly collect: (chart: ChartToDraw) => void;
}

const THEMES: Readonly<Record<ThemeName, ChartTheme>> = { light: LIGHT_THEME, dark: DARK_THEME };

function pictured({ spec, height, map, room }: ChartToDraw, theme: ChartTheme, lang: Language): string {
  if (map !== undefined) registerRegionMap(map.region, map.outlines);
  const context = { theme, lang, width: PICTURE_WIDTHS[room] };
  const svg = renderToSvg(spec(context), context.width, height(context));
  // The page's own charts number their parts the same way.
  return svg.replaceAll(/\bzr(?=\d+-)/g, 'picture');
}
