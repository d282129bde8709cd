/** The same questions over the nation and over several times the nation. */
import { createHash } from 'node:crypto';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { snapshotVersion } from '#warehouse/snapshot.ts';
import { serveStatic } from '../support/static-server.ts';
import { compareEngines, type Repeats } from './answers.ts';
import { type Memory, measureReference, type ReferenceLoad } from './loads.ts';
import type { Question } from './questions.ts';
import type { Circumstances } from './results.ts';
import { ensureScalePackage, type ScalePackage } from './scale-package.ts';
import { buildBenchPages } from './site.ts';
import { median } from './statistics.ts';

export interface MeasuredSize {
  readonly made: ScalePackage;
  /** What was asked, over tables of which shape: sizes with the same can stand side by side. */
  readonly asked: string;
  readonly loads: readonly ReferenceLoad[];
  readonly answers: readonly ScaleAnswer[];
  /** Of the tab when all questions had been asked. */
  readonly memory: Memory;
}

export interface ScaleResult extends MeasuredSize {
  readonly circumstances: Circumstances;
}

export interface ScaleAnswer {
  readonly name: string;
  readonly rows: number;
  /** Medians in ms. */
  readonly browser: number;
  readonly native: number;
}

const LOADS = 3;

/** See `MeasuredSize.asked`. */
export function askedNow(questions: readonly Question[]): string {
  const statements = questions.map(({ name, statements: asked }) => [name, asked]);
  return createHash('sha256')
    .update(JSON.stringify([snapshotVersion(), statements]))
    .digest('hex');
}

export async function measureSize(times: number, questions: readonly Question[]): Promise<MeasuredSize> {
  const { folder, made } = await ensureScalePackage(times);
  const site = await mkdtemp(join(tmpdir(), 'bench-scale-'));
  try {
    await buildBenchPages(site);
    await symlink(folder, join(site, 'package'));
    const server = await serveStatic(site);
    try {
      const loads: ReferenceLoad[] = [];
      for (let run = 0; run < LOADS; run += 1) loads.push(await measureReference(server.url, 'package'));
      const repeats: Repeats = { rounds: 3, times: times > 1 ? 3 : 5 };
      const { answers, memory } = await compareEngines(server.url, 'package/', folder, questions, repeats);
      return {
        made,
        asked: askedNow(questions),
        loads,
        answers: answers.map(({ name, rows, browser, native }) => ({
          name,
          rows,
          browser: median(browser.later),
          native: median(native.later),
        })),
        memory,
      };
    } finally {
      await server.close();
    }
  } finally {
    await rm(site, { recursive: true, force: true });
  }
}
