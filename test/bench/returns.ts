/** A second visit, with the network and without it: what the offline copy of the first one is worth. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext } from 'playwright-core';
import { launchProfile } from '../support/chromium.ts';
import { serveStatic } from '../support/static-server.ts';
import { timingOf, untilMarked } from './loads.ts';

/** Ms since navigation. */
export interface Moments {
  /** When the first figure can be seen. */
  readonly firstFigure: number;
  /** When all figures are answered and drawn. */
  readonly allFigures: number;
}

export interface Returns {
  readonly name: string;
  readonly first: readonly Moments[];
  readonly online: readonly Moments[];
  readonly offline: readonly Moments[];
}

/** Visits of the sample and of the package in `folder`, each with a profile of its own that lasts for three visits. */
export async function measureReturns(
  site: string,
  folder: string,
  runs: number,
): Promise<readonly Returns[]> {
  const returns = [];
  for (const [name, address] of [
    ['sample', ''],
    ['nation', `#/?package=${folder.split('/').at(-1)}`],
  ] as const) {
    const all = { first: [] as Moments[], online: [] as Moments[], offline: [] as Moments[] };
    for (let run = 1; run <= runs; run += 1) {
      const [first, online, offline] = await threeVisits(site, address);
      all.first.push(first);
      all.online.push(online);
      all.offline.push(offline);
      console.log(
        `  returns, ${name} ${run}/${runs}: first figure ${Math.round(online.firstFigure)} ms, ` +
          `without a network ${Math.round(offline.firstFigure)} ms`,
      );
    }
    returns.push({ name, ...all });
  }
  return returns;
}

async function threeVisits(site: string, address: string): Promise<readonly [Moments, Moments, Moments]> {
  const profile = await mkdtemp(join(tmpdir(), 'bench-profile-'));
  const server = await serveStatic(site);
  let isServing = true;
  const context = await launchProfile(profile, { locale: 'zh-CN', viewport: { width: 1280, height: 900 } });
  try {
    const first = await visit(context, server.url + address, true);
    const online = await visit(context, server.url + address, false);
    await server.close();
    isServing = false;
    const offline = await visit(context, server.url + address, false);
    return [first, online, offline];
  } finally {
    await context.close();
    if (isServing) await server.close();
    await rm(profile, { recursive: true, force: true });
  }
}

/** In a tab of its own, closed afterwards; with `untilSaved` not before the offline copy is there. */
async function visit(context: BrowserContext, address: string, untilSaved: boolean): Promise<Moments> {
  const page = await context.newPage();
  await page.goto(address);
  await untilMarked(page, 'data-ready');
  const { milestones } = await timingOf(page);
  if (untilSaved) await page.locator('[data-offline="saved"]').waitFor({ timeout: 120_000 });
  await page.close();
  return {
    // Marked when it is there; nothing can be seen before the first paint.
    firstFigure: Math.max(milestones['first-contentful-paint'], milestones['first-figure']),
    allFigures: milestones['data-ready'],
  };
}
